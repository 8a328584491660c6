package us_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func ExampleEngine_History() {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	shirt := tariff.Entry{
		Date: trade.NewDate(2025, 8, 1), Origin: "IN", Product: "6109.10.00.12",
		Value: decimal.NewFromInt(10000),
	}
	changes, err := engine.History(shirt, trade.NewDate(2026, 8, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range changes {
		fmt.Print(c.On, " ", trade.Amount(c.Before), " -> ", trade.Amount(c.After))
		for _, l := range c.Ended {
			fmt.Print(" -", l.Heading)
		}
		for _, l := range c.Began {
			fmt.Print(" +", l.Heading)
		}
		fmt.Println()
	}
	// Output:
	// 2025-08-07 2650.00 -> 4150.00 -9903.01.25 +9903.02.26
	// 2025-08-27 4150.00 -> 6650.00 +9903.01.84
	// 2026-02-07 6650.00 -> 4150.00 -9903.01.84
	// 2026-02-24 4150.00 -> 2650.00 -9903.02.26 +9903.03.01
	// 2026-07-24 2650.00 -> 2650.00 -9903.03.01 +9903.05.44
}

func ExampleBook_events() {
	for _, e := range us.Book().Events(trade.NewDate(2026, 2, 7), trade.NewDate(2026, 2, 7)) {
		fmt.Println(e.On, e.Heading, e.State, e.Source)
	}
	// Output:
	// 2026-02-07 9903.01.84 ended Executive order of 6 February 2026; CSMS 67702087
	// 2026-02-07 9903.45.25 ended expired after 6 February 2026, 87 FR 7357
}

func ExampleEngine_Diff() {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	changes, err := engine.Diff(tariff.DiffQuery{
		From: trade.NewDate(2025, 8, 1), To: trade.NewDate(2025, 9, 1),
		Origin: "IN", Product: "6109.10.00.12",
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range changes {
		fmt.Printf("%s %s %s: %q, then %q\n", d.Authority, d.Heading, d.Kind, d.Before, d.After)
	}
	// Output:
	// IEEPA 9903.01.25 exception: "", then "9903.02.01 (transshipped to evade): all products"
	// IEEPA 9903.01.25 exception: "", then "9903.02.02-9903.02.91 (the country's own rate): all products"
	// IEEPA 9903.01.84 began: "", then "25%"
	// IEEPA 9903.02.01 began: "", then "40%"
	// IEEPA 9903.02.26 began: "", then "25%"
}

// TestDiff: differences that the facts state, each as the law has it.
func TestDiff(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	diff := func(from, to, origin, product string) map[string]tariff.Difference {
		q := tariff.DiffQuery{Origin: trade.Country(origin), Product: trade.Product(product)}
		q.From, err = trade.ParseDate(from)
		require.NoError(t, err)
		q.To, err = trade.ParseDate(to)
		require.NoError(t, err)
		changes, err := engine.Diff(q)
		require.NoError(t, err)
		out := map[string]tariff.Difference{}
		for _, d := range changes {
			out[d.Heading+" "+string(d.Kind)] = d
		}
		return out
	}
	// Fentanyl on China from 20 to 10 percent on 10 November 2025, in the same heading.
	d := diff("2025-11-09", "2025-11-10", "CN", "6109.10.00.12")
	assert.Equal(t, []string{"20%", "10%", "2025-11-10"},
		[]string{d["9903.01.24 duty"].Before, d["9903.01.24 duty"].After, d["9903.01.24 duty"].On.String()})
	assert.Len(t, d, 1)
	// The surcharge of Section 122 ends at the close of 23 July 2026.
	d = diff("2026-07-23", "2026-07-24", "KE", "0603.11.00.10")
	assert.Equal(t, "10%", d["9903.03.01 ended"].Before)
	assert.Len(t, d, 1)
	// Coffee goes on the agricultural list on 13 November 2025.
	d = diff("2025-11-12", "2025-11-13", "BR", "0901.11.00.25")
	assert.Contains(t, d, "9903.02.09 exception")
	assert.Contains(t, d, "9903.01.77 exception")
	// Section 338 on Canada is widened from 63 and 439 lines to 101 and 513.
	d = diff("2026-09-14", "2026-09-15", "CA", "")
	assert.Contains(t, d["9903.03.12 products"].Before, "63 codes")
	assert.Contains(t, d["9903.03.12 products"].After, "101 codes")
	assert.Contains(t, d["9903.03.14 products"].After, "513 codes")
	// Import bans.
	d = diff("2026-09-28", "2026-09-29", "CA", "8711.50.00")
	assert.Equal(t, "prohibited", d["PP 11061 to 11063 began"].After)
	// The window for goods loaded before 5 April closes on 16 June 2025; nothing else is
	// another law for a Norwegian shirt around it.
	d = diff("2025-06-05", "2025-06-20", "NO", "6109.10.00.12")
	assert.Len(t, d, 1)
	assert.Equal(t, "2025-06-16", d["9903.01.25 exception"].On.String())
	assert.Empty(t, diff("2025-05-16", "2025-06-15", "NO", "6109.10.00.12"))
	_, err = engine.Diff(tariff.DiffQuery{From: trade.NewDate(2023, 10, 12), To: trade.NewDate(2025, 2, 1)})
	require.ErrorAs(t, err, new(*tariff.HorizonError))
	_, err = engine.Diff(tariff.DiffQuery{From: trade.NewDate(2025, 1, 31), To: trade.NewDate(2025, 2, 1), Origin: "XX"})
	require.ErrorAs(t, err, new(*trade.CountryError))
}

// TestEventsOfLists: exceptions and lists have events of their own.
func TestEventsOfLists(t *testing.T) {
	var got []string
	for _, e := range us.Book().Events(trade.NewDate(2026, 9, 15), trade.NewDate(2026, 9, 15)) {
		got = append(got, e.Heading+" "+e.Change)
	}
	assert.Equal(t,
		[]string{
			"9903.03.12 40 codes join, 2 codes leave", "9903.03.14 82 codes join, 8 codes leave",
			"9903.03.15 no longer lifts 9903.03.12, 9903.03.14",
		}, got)
}

// TestHistoryUntilTheBan: a motorcycle of Canada is charged until it is banned.
func TestHistoryUntilTheBan(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	changes, err := engine.History(tariff.Entry{
		Date: trade.NewDate(2026, 9, 1), Origin: "CA", Product: "8711.50.00.60",
		Value: decimal.NewFromInt(10000),
	}, trade.NewDate(2026, 10, 10))
	require.NoError(t, err)
	require.Len(t, changes, 1)
	assert.Equal(t, "2026-09-29", changes[0].On.String())
	assert.Equal(t, "prohibited", tariff.ErrorCode(changes[0].Err))
}

// TestANewOrder: a new duty on a country is one measure, with what lifts it, and the
// engine, its explanation and the panel take it at once.
func TestANewOrder(t *testing.T) {
	book := us.Book()
	book.Measures = append(book.Measures, law.Measure{
		Heading: "9903.99.01", Authority: law.IEEPA, Program: "fictitious", Title: "duty on Iceland", Citation: "EO 99999",
		Origins: law.Origins{In: []string{"IS"}}, Products: law.Scope{All: true},
		Terms: []law.Term{{
			Interval: trade.Interval{From: trade.NewDate(2026, 10, 1)}, State: law.Imposed,
			Duty: "7.5%",
		}},
		Exceptions: []law.Exception{{
			Heading: "9903.99.02", Title: "fish",
			Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"03"}}},
		}},
	})
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	a, err := engine.Assess(tariff.Entry{
		Date: trade.NewDate(2026, 10, 2), Origin: "IS", Product: "6109.10.00.12",
		Value: decimal.NewFromInt(1000),
	})
	require.NoError(t, err)
	assert.Equal(t, "240.00", trade.Amount(a.Total)) // 165.00 and 75.00
	panel, err := panel.New(book, panel.Options{Origins: []trade.Country{"IS"}})
	require.NoError(t, err)
	rate, in, err := panel.Rate("6109.10.00.12", "IS", trade.NewDate(2026, 10, 2))
	require.NoError(t, err)
	assert.True(t, in)
	assert.Equal(t, "0.075", rate.Additional.String())
	rate, _, err = panel.Rate("0302.11.00.10", "IS", trade.NewDate(2026, 10, 2))
	require.NoError(t, err)
	assert.True(t, rate.Additional.IsZero())
}

package us_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

func ExampleEngine_History() {
	engine, err := tariff.Compile(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	shirt := tariff.Entry{Date: trade.NewDate(2025, 8, 1), Origin: "IN", Product: "6109.10.00.12", Value: decimal.NewFromInt(10000)}
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

// TestHistoryUntilTheBan: a motorcycle of Canada is charged until it is banned.
func TestHistoryUntilTheBan(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	changes, err := engine.History(tariff.Entry{Date: trade.NewDate(2026, 9, 1), Origin: "CA", Product: "8711.50.00.60", Value: decimal.NewFromInt(10000)}, trade.NewDate(2026, 10, 10))
	require.NoError(t, err)
	require.Len(t, changes, 1)
	assert.Equal(t, "2026-09-29", changes[0].On.String())
	assert.Equal(t, "prohibited", tariff.ErrorCode(changes[0].Err))
}

// TestANewOrder: a new duty on a country is one measure, with what lifts it, and the
// engine, its explanation and the panel take it at once.
func TestANewOrder(t *testing.T) {
	book := us.Book()
	book.Measures = append(book.Measures, tariff.Measure{
		Heading: "9903.99.01", Authority: tariff.IEEPA, Program: "fictitious", Title: "duty on Iceland", Citation: "EO 99999",
		Origins: tariff.Origins{In: []string{"IS"}}, Products: tariff.Scope{All: true},
		Terms:      []tariff.Term{{Interval: trade.Interval{From: trade.NewDate(2026, 10, 1)}, State: tariff.Imposed, Duty: "7.5%"}},
		Exceptions: []tariff.Exception{{Heading: "9903.99.02", Title: "fish", Products: tariff.Scope{Codes: trade.ProductSet{In: []trade.Product{"03"}}}}},
	})
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	a, err := engine.Assess(tariff.Entry{Date: trade.NewDate(2026, 10, 2), Origin: "IS", Product: "6109.10.00.12", Value: decimal.NewFromInt(1000)})
	require.NoError(t, err)
	assert.Equal(t, "240.00", trade.Amount(a.Total)) // 165.00 and 75.00
	panel, err := tariff.NewPanel(book, tariff.PanelOptions{Origins: []trade.Country{"IS"}})
	require.NoError(t, err)
	rate, in, err := panel.Rate("6109.10.00.12", "IS", trade.NewDate(2026, 10, 2))
	require.NoError(t, err)
	assert.True(t, in)
	assert.Equal(t, "0.075", rate.Additional.String())
	rate, _, err = panel.Rate("0302.11.00.10", "IS", trade.NewDate(2026, 10, 2))
	require.NoError(t, err)
	assert.True(t, rate.Additional.IsZero())
}

package tariff_test

import (
	"context"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// TestSuffixEveryWay: whatever a book names by number, a line without its suffix is
// answered as all its numbers are, or not at all, and every way says the same.
func TestSuffixEveryWay(t *testing.T) {
	codes := []trade.Product{
		"94", "94016140", "94016160", "9401614001", "9401614011", "9401614021", "9401614031",
		"9401616000", "9401614099",
	}
	days := []trade.Date{tariff.Day("2025-02-01"), tariff.Day("2026-07-01")}
	undecided, decided := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		set := func(name string) trade.ProductSet {
			some := func(part string) []trade.Product {
				return rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, 3, rapid.ID).Draw(t, name+part)
			}
			return trade.ProductSet{In: some(" in"), Out: some(" out")}
		}
		book := tariff.SuffixBook()
		for _, c := range set("list").In {
			book.Lists[0].Entries = append(book.Lists[0].Entries, law.ListEntry{Code: c, Out: rapid.Bool().Draw(t, "out")})
		}
		scope := func(name string) law.Scope {
			s := law.Scope{All: rapid.Bool().Draw(t, name+" all"), Codes: set(name)}
			if rapid.Bool().Draw(t, name+" list") {
				s.Lists = []string{"two"}
			}
			if rapid.Bool().Draw(t, name+" except") {
				s.Except = []string{"two"}
			}
			return s
		}
		for i, heading := range []string{"A", "B"} {
			m := tariff.OnEveryone(heading, []law.Authority{law.IEEPA, law.Section232}[i], scope(heading), "25%")
			m.Exceptions = []law.Exception{{Heading: heading + ".1", Products: law.Scope{Codes: set(heading + ".1")}}}
			if i == 0 && rapid.Bool().Draw(t, "subject") {
				m.Exceptions = append(m.Exceptions, law.Exception{Heading: "A.2", Subject: []law.Selector{{Headings: "B"}}})
			}
			book.Measures = append(book.Measures, m)
		}
		if rapid.Bool().Draw(t, "base") {
			book.BaseRates = []law.BaseRate{{Products: set("base"), Duty: "5%"}}
		}
		engine, err := tariff.Compile(book)
		require.NoError(t, err)
		batch, err := bulk.NewBatch(engine)
		require.NoError(t, err)
		rates, err := panel.New(book, panel.Options{Origins: []trade.Country{"VN"}})
		require.NoError(t, err)
		for _, line := range []trade.Product{"94016140", "94016160"} {
			for _, on := range days {
				asked := tariff.Entry{Origin: "VN", Product: line, Date: on, Value: decimal.RequireFromString("1000")}
				a, err := engine.Assess(asked)
				totals := map[string]bool{}
				for _, n := range book.Schedule.NumbersOn(line, on) {
					each := asked
					each.Product = n
					whole, err := engine.Assess(each)
					require.NoError(t, err)
					totals[whole.Total.String()] = true
					if a != nil && len(a.Missing) == 0 {
						require.True(t, whole.Total.Equal(a.Total), "%s on %s owes %s, the line %s", n, on, whole.Total, a.Total)
						continue
					}
					at := slices.IndexFunc(a.Numbers, func(g tariff.NumberGroup) bool { return slices.Contains(g.Numbers, n) })
					require.True(t, at >= 0 && a.Numbers[at].Total.Equal(whole.Total), "%s on %s", n, on)
				}
				if err == nil {
					decided++
				} else {
					undecided++
					require.Greater(t, len(a.Numbers), 1)
				}
				if len(totals) > 1 {
					require.Error(t, err)
				}
				rate, in, panelErr := rates.Rate(line, "VN", on)
				require.True(t, in)
				switch {
				case len(book.BaseRates) > 0:
				case panelErr == nil:
					require.Len(t, totals, 1)
					require.True(t, totals[rate.Total.Shift(3).String()])
				default:
					require.Greater(t, len(totals)+len(a.Numbers), 1)
				}
				c := &bulk.Columns[uint16, uint16, uint16]{
					Products: []trade.Product{line}, Origins: []trade.Country{"VN"}, Dates: []trade.Date{on}, Scale: 2,
					Product: []uint16{0}, Origin: []uint16{0}, Date: []uint16{0}, Value: []int64{100_000},
				}
				charges := &bulk.Charges{}
				_, columnsErr := bulk.Assess(context.Background(), batch, c, bulk.Options{Charges: []*bulk.Charges{charges}})
				require.NoError(t, columnsErr)
				require.Equal(t, err != nil, charges.Rejected[0], "%v", err)
				if err == nil {
					require.Equal(t, a.Total.Shift(2).IntPart(), charges.Base[0]+charges.Additional[0])
				}
			}
		}
	})
	require.Greater(t, undecided, 20)
	require.Greater(t, decided, 20)
}

// TestSuffixOfNoDuty: a number that pays 0 percent in place of a base rate of nothing owes what
// the others owe, and columns need no number either.
func TestSuffixOfNoDuty(t *testing.T) {
	m := tariff.OnEveryone("W", law.Section232, tariff.Named("9401614011"), "0%")
	m.Stacking = law.Replaces
	book := tariff.SuffixBook(m)
	book.Schedule.Lines[0].General = "Free"
	engine := tariff.CompileFor(t, book)
	e := tariff.Entry{
		Origin: "VN", Product: "94016140", Date: tariff.Day("2026-07-01"),
		Value: decimal.RequireFromString("1000"),
	}
	require.NoError(t, engine.Charge(e).Err)
	batch, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	c := &bulk.Columns[uint32, uint32, uint32]{
		Products: []trade.Product{e.Product}, Origins: []trade.Country{e.Origin}, Dates: []trade.Date{e.Date},
		Product: []uint32{0}, Origin: []uint32{0}, Date: []uint32{0}, Value: []int64{1000},
	}
	charges := &bulk.Charges{}
	_, err = bulk.Assess(context.Background(), batch, c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	require.False(t, charges.Rejected[0])
}

package bulk

import (
	"context"
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// steep is a book whose rates are the largest that the fast lane takes: a base and four
// measures of 16 times the value.
func steep(t *testing.T) *tariff.Engine {
	book := smallBook()
	book.Measures = nil
	for i := range book.Schedule.Lines {
		switch l := &book.Schedule.Lines[i]; l.Code {
		case "61091000":
			l.General = "1600%"
		case "04061002":
			l.General = "$159999.99/kg" // on fastLimit kilograms just within 64 bits of cents
		}
	}
	for _, heading := range []string{"9903.99.01", "9903.99.02", "9903.99.03", "9903.99.04"} {
		book.Measures = append(book.Measures, law.Measure{
			Heading: heading, Authority: "steep", Title: "as much as fits", Origins: law.Origins{In: []string{"*"}},
			Products: law.Scope{All: true},
			Basis:    law.FullValue, Stacking: law.Adds, Terms: imposed("1600%"), Citation: "none",
		})
	}
	e, err := tariff.Compile(book)
	require.NoError(t, err)
	return e
}

// TestSumsOfLargeDuties: sums of 64 bits are moved before the largest duties fill them.
func TestSumsOfLargeDuties(t *testing.T) {
	const n = 1 << 20
	c := &Columns[uint8, uint8, uint8]{
		Products: []trade.Product{"61091000"}, Origins: []trade.Country{"CN"}, Dates: []trade.Date{day("2025-09-01")},
		Product: make([]uint8, n), Origin: make([]uint8, n), Date: make([]uint8, n), Value: make([]int64, n), Scale: 2,
	}
	for i := range c.Value {
		c.Value[i] = plan.FastLimit
	}
	e := steep(t)
	one := e.Charge(c.Entry(0))
	require.NoError(t, one.Err)
	for _, engines := range [][]*tariff.Engine{{e}, {e, e}} {
		b, err := NewBatch(engines...)
		require.NoError(t, err)
		var totals []*Totals
		for range engines {
			totals = append(totals, NewTotals(By{}))
		}
		result, err := Assess(context.Background(), b, c, Options{Workers: 1, Totals: totals})
		require.NoError(t, err)
		require.Zero(t, result.Slow)
		for _, totals := range totals {
			sum := totals.Rows()[0]
			require.Equal(t, one.Base.Mul(decimal.NewFromInt(n)).String(), sum.Base.String())
			require.Equal(t, one.Additional.Mul(decimal.NewFromInt(n)).String(), sum.Additional.String())
			require.Equal(t, c.Entry(0).Value.Mul(decimal.NewFromInt(n)).String(), sum.Value.String())
		}
	}
}

// TestEdges: at the edges of the lanes, of what an entry may be worth and of 64 bits,
// columns say what Charge says, or that cents cannot hold it.
func TestEdges(t *testing.T) {
	values := []int64{
		math.MinInt64, -1, 0, 1, plan.FastLimit - 1, plan.FastLimit, plan.FastLimit + 1, 1e15 - 1, 1e15, 1e17 - 1, 1e17, 1e18,
		math.MaxInt64 / 16, math.MaxInt64/80 + 1, math.MaxInt64 - 1, math.MaxInt64,
	}
	small, err := tariff.Compile(smallBook())
	require.NoError(t, err)
	for _, e := range []*tariff.Engine{steep(t), small} {
		b, err := NewBatch(e)
		require.NoError(t, err)
		for _, scale := range []uint8{0, 2, 3, 4, 9} {
			c := &Columns[uint8, uint8, uint8]{
				Products: []trade.Product{"61091000", "04061002", "39269099"}, Origins: []trade.Country{"CN", "IN", "CA"},
				Dates: []trade.Date{day("2025-09-01")},
				Scale: scale, QuantityScale: scale, Units: []trade.Unit{"kg", "t"},
			}
			for _, v := range values {
				for _, q := range values {
					for k := range 18 {
						c.Product, c.Origin, c.Date = append(c.Product, uint8(k%3)), append(c.Origin, uint8(k/3%3)), append(c.Date, 0)
						c.Value, c.Quantity, c.Unit = append(c.Value, v), append(c.Quantity, q), append(c.Unit, uint8(k/9))
					}
				}
			}
			charges, totals := &Charges{}, NewTotals(By{})
			full, err := Assess(context.Background(), b, c, Options{Charges: []*Charges{charges}})
			require.NoError(t, err)
			rapid, err := Assess(context.Background(), b, c, Options{Totals: []*Totals{totals}})
			require.NoError(t, err)
			require.Equal(t, full, rapid)
			var base, additional, value decimal.Decimal
			beyond := 0
			for i := range c.Len() {
				want := e.Charge(c.Entry(i))
				fits := want.Err == nil && want.Total.LessThan(decimal.New(math.MaxInt64, -2))
				require.Equal(t, !fits, charges.Rejected[i], "%+v: %s %v", c.Entry(i), want.Total, want.Err)
				if !fits {
					require.Error(t, b.Why(c.Entry(i)))
					continue
				}
				require.True(t, want.Base.Equal(decimal.New(charges.Base[i], -2)), "%+v: base %s, columns %d", c.Entry(i),
					want.Base, charges.Base[i])
				require.True(t, want.Additional.Equal(decimal.New(charges.Additional[i], -2)), "%+v: additional %s, columns %d",
					c.Entry(i), want.Additional, charges.Additional[i])
				base, additional, value = base.Add(want.Base), additional.Add(want.Additional), value.Add(c.Entry(i).Value)
				if c.Value[i] > plan.FastLimit {
					beyond++
				}
			}
			require.GreaterOrEqual(t, full.Slow, beyond, "values beyond the fast lane are counted")
			require.LessOrEqual(t, full.Slow, full.Rows, "and once")
			sum := totals.Rows()[0]
			require.True(t, sum.Base.Equal(base) && sum.Additional.Equal(additional) && sum.Value.Equal(value), "scale %d",
				scale)
		}
	}
}

func day(s string) trade.Date {
	d, err := trade.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func imposed(duty string) []law.Term {
	return []law.Term{{Interval: trade.Interval{From: day("2025-01-01")}, State: law.Imposed, Duty: duty}}
}

// smallBook has a line with a duty on a quantity and two with a rate, for which China pays
// the larger of a group beside a duty on part of the goods, and India a total.
func smallBook() *law.Book {
	of := func(heading string, a law.Authority, origin string, s law.Scope, duty string) law.Measure {
		return law.Measure{
			Heading: heading, Authority: a, Origins: law.Origins{In: []string{origin}}, Products: s,
			Terms: imposed(duty),
		}
	}
	goods := law.Scope{All: true}
	textile := of("L2", law.Section301, "CN", law.Scope{Codes: trade.ProductSet{In: []trade.Product{"61"}}}, "25%")
	list := of("L1", law.Section301, "CN", goods, "7.5%")
	textile.Group, list.Group = "301", "301"
	deal := of("T", law.IEEPA, "IN", goods, "15%")
	deal.Stacking = law.TopsUp
	plastics := of("S", law.Section232, "*", law.Scope{Codes: trade.ProductSet{In: []trade.Product{"3926"}}}, "50%")
	plastics.Exceptions = []law.Exception{{
		Heading: "S.CN", Origins: law.Origins{In: []string{"CN"}},
		Subject: []law.Selector{{Headings: "L1"}},
	}}
	return &law.Book{
		Name: "small", Currency: "USD", KnownFrom: day("2025-01-01"), KnownUntil: day("2026-12-31"),
		Schedule: &law.Schedule{
			KnownUntil: day("2026-12-31"),
			Lines: []law.Line{
				{Code: "04061002", General: "1.5¢/kg + 3%", Other: "20%", Units: []string{"kg"}},
				{Code: "39269099", General: "5.3%", Other: "80%"},
				{Code: "61091000", General: "16.5%", Other: "90%"},
			},
		},
		Measures: []law.Measure{list, textile, deal, plastics, of("F", law.IEEPA, "CN", goods, "20%")},
	}
}

package us

import (
	"context"
	"errors"
	"hash/fnv"
	"os"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// sweepOrigins are countries of every kind that the law tells apart: with and without a
// deal, a program, an order of their own, column 2.
var sweepOrigins = []trade.Country{
	"CN", "HK", "IN", "BR", "CA", "MX", "JP", "KR", "DE", "GB", "CH", "LI", "VN", "TW", "RU", "BY", "AR", "EC", "GT", "SV",
	"KH", "MY", "ID", "BD", "JO", "IL", "AU", "KE", "AF", "UA", "US",
}

// TestEightDigits: whatever the day and the origin, a line of 8 digits owes what every
// number below it owes, or it is not answered; and what is not answered names every
// number with what it owes. TRADESHOCK_LONG=1 goes through the whole book.
func TestEightDigits(t *testing.T) {
	book := Book()
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	batch, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	panel, err := panel.New(book, panel.Options{Products: []trade.Product{"0101"}, Origins: []trade.Country{"CN"}})
	require.NoError(t, err)
	days, origins, oneIn := panel.Days(), sweepOrigins, uint32(50)
	if os.Getenv("TRADESHOCK_LONG") == "" {
		days = []trade.Date{
			day("2025-05-10"), day("2025-08-20"), day("2025-11-13"), day("2026-02-01"), day("2026-07-01"),
			day("2026-09-29"),
		}
		origins, oneIn = []trade.Country{"CN", "DE", "VN", "CA"}, 10
	}
	below := map[trade.Product][]*law.Number{}
	for i := range book.Schedule.Numbers {
		n := &book.Schedule.Numbers[i]
		below[n.Code[:8]] = append(below[n.Code[:8]], n)
	}
	answered, undecided, named := 0, 0, 0
	for d, on := range days {
		for o, origin := range origins {
			if os.Getenv("TRADESHOCK_LONG") == "" && (d+o)%2 != 0 {
				continue
			}
			s := newSweep(on, origin)
			for i := range book.Schedule.Lines {
				l := &book.Schedule.Lines[i]
				if !l.During.Contains(on) {
					continue
				}
				numbers := slices.DeleteFunc(slices.Clone(below[l.Code]), func(n *law.Number) bool {
					return !n.During.Contains(on)
				})
				if len(numbers) == 0 {
					continue
				}
				s.add(l.Code)
				for _, n := range numbers {
					s.add(n.Code)
				}
			}
			charges := s.assess(t, batch)
			for i := 0; i < s.Len(); {
				line, rows := s.Products[i], i+1
				for rows < s.Len() && len(s.Products[rows]) == 10 {
					rows++
				}
				if !charges.Rejected[i] {
					answered++
					for k := i + 1; k < rows; k++ {
						require.False(t, charges.Rejected[k], "%s of %s on %s is answered, %s is not", line, origin, on, s.Products[k])
						require.Equal(t, [2]int64{charges.Base[k], charges.Additional[k]},
							[2]int64{charges.Base[i], charges.Additional[i]},
							"%s of %s on %s owes what %s does not", line, origin, on, s.Products[k])
					}
				} else if undecided++; pick(line, origin, on, oneIn) {
					named += s.undecided(t, engine, charges, i, rows)
				}
				i = rows
			}
		}
	}
	t.Logf("%d answered, %d undecided, of which %d were read", answered, undecided, named)
	require.Greater(t, answered, 10_000)
	require.Greater(t, named, 0)
}

// pick takes one of so many, the same on every run.
func pick(line trade.Product, origin trade.Country, on trade.Date, oneIn uint32) bool {
	h := fnv.New32a()
	h.Write([]byte(string(line) + string(origin) + on.String()))
	return h.Sum32()%oneIn == 0
}

// sweep is a column of lines, each before the numbers below it, of one origin on one day.
type sweep struct {
	bulk.Columns[uint16, uint16, uint16]
}

func newSweep(on trade.Date, origin trade.Country) *sweep {
	s := &sweep{}
	s.Origins, s.Dates, s.Scale = []trade.Country{origin}, []trade.Date{on}, 2
	return s
}

const sweepValue = 1_000_000 // cents

func (s *sweep) add(code trade.Product) {
	s.Product = append(s.Product, uint16(len(s.Products)))
	s.Products = append(s.Products, code)
	s.Origin, s.Date, s.Value = append(s.Origin, 0), append(s.Date, 0), append(s.Value, sweepValue)
}

func (s *sweep) assess(t *testing.T, b *bulk.Batch) *bulk.Charges {
	charges := &bulk.Charges{}
	_, err := bulk.Assess(context.Background(), b, &s.Columns,
		bulk.Options{Charges: []*bulk.Charges{charges}, Rejects: -1})
	require.NoError(t, err)
	return charges
}

// undecided reads the answer for a line that columns reject. It is 1 when the answer
// depends on the number, and then every number stands in one group with what it owes.
func (s *sweep) undecided(t *testing.T, engine *tariff.Engine, charges *bulk.Charges, line, rows int) int {
	entry := tariff.Entry{
		Origin: s.Origins[0], Date: s.Dates[0], Product: s.Products[line],
		Value: decimal.New(sweepValue, -2),
	}
	_, err := engine.Assess(entry)
	require.Error(t, err, "%+v", entry)
	var missing *tariff.MissingFacts
	if !errors.As(err, &missing) || len(missing.Numbers) == 0 {
		for k := line + 1; k < rows; k++ {
			require.True(t, charges.Rejected[k], "%s is answered, and %s is refused: %v", s.Products[k], entry.Product, err)
		}
		return 0
	}
	require.Greater(t, len(missing.Numbers), 1)
	require.ErrorContains(t, err, "the 10-digit number")
	for k := line + 1; k < rows; k++ {
		at := slices.IndexFunc(missing.Numbers, func(g tariff.NumberGroup) bool {
			return slices.Contains(g.Numbers, s.Products[k])
		})
		require.GreaterOrEqual(t, at, 0, "%s does not say what %s owes", entry.Product, s.Products[k])
		g := missing.Numbers[at]
		require.Equal(t, charges.Rejected[k], g.Err != nil, "%s: %v", s.Products[k], g.Err)
		if g.Err == nil {
			require.Equal(t, charges.Base[k]+charges.Additional[k], g.Total.Shift(2).IntPart(), s.Products[k])
		}
	}
	for i := 1; i < len(missing.Numbers); i++ {
		a, b := missing.Numbers[i-1], missing.Numbers[i]
		require.True(t, b.Err != nil || a.Err == nil && a.Rate.LessThanOrEqual(b.Rate), "the cheapest comes first: %v", err)
	}
	return 1
}

package us

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// numberDays are days on each side of every change of statistical numbers and of the
// lists that name them.
var numberDays = []string{
	"2025-01-01", "2025-03-12", "2025-06-30", "2025-07-01", "2026-01-31", "2026-02-01", "2026-04-05", "2026-04-06",
	"2026-06-30", "2026-07-01",
	"2026-07-31", "2026-09-28", "2026-09-29", "2026-10-10",
}

// TestListsReachTheirGoods: a number of 10 digits that a list or a measure names and that
// the schedule of the day does not have leads to numbers of the day, all of which the list
// or the measure names as well.
func TestListsReachTheirGoods(t *testing.T) {
	b := Book()
	moved, lost := 0, map[trade.Product]bool{}
	follow := func(where string, code trade.Product, on trade.Date, names func(trade.Product) bool) {
		_, _, err := b.Schedule.Find(code, on)
		var product *law.ProductError
		if !errors.As(err, &product) {
			return
		}
		if len(product.Transferred) == 0 {
			lost[code] = true
		}
		for _, n := range product.Transferred {
			moved++
			assert.True(t, names(n), "%s names %s; on %s its goods are entered under %s, which it does not name", where, code,
				on, n)
		}
	}
	for _, text := range numberDays {
		on := day(text)
		for _, l := range b.Lists {
			for _, e := range l.Entries {
				if len(e.Code) < 10 || !e.During.Contains(on) || !e.Overtaken.IsZero() {
					continue
				}
				follow("list "+l.Name, e.Code, on, func(p trade.Product) bool {
					return slices.ContainsFunc(l.Entries, func(o law.ListEntry) bool {
						return o.Out == e.Out && p.Within(o.Code) && o.During.Contains(on)
					})
				})
			}
		}
		scope := func(where string, codes trade.ProductSet) {
			for _, c := range codes.In {
				if len(c) == 10 {
					follow(where, c, on, codes.Contains)
				}
			}
			for _, c := range codes.Out {
				if len(c) == 10 {
					follow(where, c, on, func(p trade.Product) bool { return !codes.Contains(p) })
				}
			}
		}
		for _, m := range b.Measures {
			if !slices.ContainsFunc(m.Terms, func(term law.Term) bool { return term.Contains(on) }) {
				continue
			}
			scope(m.Heading, m.Products.Codes)
			for _, x := range m.Exceptions {
				if x.During.Contains(on) {
					scope(m.Heading+" "+x.Heading, x.Products.Codes)
				}
			}
		}
	}
	assert.Greater(t, moved, 100)
	assert.Empty(t, lost)
}

// TestNumbers: within a line numbers neither overlap nor leave a hole, and a number that
// comes back took the goods of another.
func TestNumbers(t *testing.T) {
	s, err := loadSchedule()
	require.NoError(t, err)
	back := map[trade.Date]int{}
	for i := 1; i < len(s.Numbers); i++ {
		a, n := s.Numbers[i-1], s.Numbers[i]
		if a.Code != n.Code {
			continue
		}
		require.False(t, a.During.Overlaps(n.During), n.Code)
		require.NotEmpty(t, n.TransferredFrom, "%s comes back without goods of another", n.Code)
		back[n.During.From]++
	}
	// The record of 1 February 2026 discontinues and establishes 28 numbers, and transfers goods
	// to .63 and .66 of 3004.90.92, which had others; on 1 July .11 to
	// .13 and .16 to .30 of 3004.90.92 without .21 were used anew, and .14, .21 and .31 came back.
	// 13 of those of February had gone on 1 January 2024 and come back.
	assert.Equal(t, map[trade.Date]int{day("2026-02-01"): 30 + 13, day("2026-07-01"): 3 + 14 + 3}, back)
	gone := map[trade.Date][]trade.Product{}
	for _, n := range s.Numbers {
		if n.During.To.IsZero() {
			continue
		}
		_, _, err := s.Find(n.Code, n.During.To)
		var product *law.ProductError
		if err == nil {
			continue // used anew
		}
		require.ErrorAs(t, err, &product)
		assert.Equal(t, law.EndedProduct, product.Kind, n.Code)
		assert.NotEmpty(t, product.Transferred, "%s ends on %s and its goods go nowhere", n.Code, n.During.To)
		gone[n.During.To] = append(gone[n.During.To], n.Code)
	}
	for on, codes := range gone {
		for _, c := range codes {
			_, _, err := s.Find(c, on.AddDays(-1))
			require.NoError(t, err, c)
		}
	}
	// 86 lines went on 1 July 2026: numbers, and lines that were then divided.
	divided := map[trade.Product]bool{}
	for _, n := range s.Numbers {
		for _, old := range n.TransferredFrom {
			if n.During.From == day("2026-07-01") && old[8:] == "00" {
				divided[old] = true
			}
		}
	}
	assert.Len(t, divided, 86-len(gone[day("2026-07-01")]))
	came := 0
	for _, n := range s.Numbers {
		if n.During.From == day("2026-07-01") && !slices.ContainsFunc(s.Numbers, func(o law.Number) bool {
			return o.Code == n.Code && o.During.To == n.During.From
		}) {
			came++
		}
	}
	assert.Equal(t, 214, came+len(divided),
		"lines of revision 21 that revision 10 has not: numbers, and the line above them where there was none")
}

// TestNumberErrors: a number that is not of the day says where its goods are.
func TestNumberErrors(t *testing.T) {
	s, err := loadSchedule()
	require.NoError(t, err)
	for _, tt := range []struct{ number, on, kind, want string }{
		{"8413919096", "2026-06-30", "", ""},
		{"8413919096", "2026-07-01", "ended_product", "8413.91.90.59 8413.91.90.99"},
		{"8413919099", "2026-06-30", "future_product", "8413.91.90.96"},
		{"8413919044", "2026-06-30", "future_product", "8413.91.90.55 8413.91.90.60"},
		{"8413919044", "2026-07-01", "", ""},
		{"7202300000", "2026-06-30", "", ""},
		{"7202300000", "2026-07-01", "ended_product", "7202.30.00.60 7202.30.00.90"},
		{"7202300060", "2026-06-30", "future_product", "7202.30.00.00"},
		{"3004909226", "2026-07-01", "", ""},
		{"3818000095", "2026-07-01", "ended_product", "3818.00.00.40 3818.00.00.45 3818.00.00.50 3818.00.00.91"},
		{"8507208010", "2026-07-01", "ended_product", "8507.20.80.92"},
		{"9401999081", "2026-03-01", "ended_product", "9401.99.90.30 9401.99.90.40 9401.99.90.85"},
		{"3818000095", "2024-12-31", "future_product", "3818.00.00.90"}, // it came, and later went
		{"7602000030", "2023-12-31", "", ""},
		{"7602000030", "2024-01-01", "ended_product", "7602.00.00.35 7602.00.00.95 7602.00.00.97 7602.00.00.98"},
		{"8542310001", "2024-06-30", "", ""}, // Census has trade of 2024 under it
		{"9401999085", "2025-05-01", "future_product", "9401.99.90.81"},
	} {
		_, _, err := s.Find(trade.Product(tt.number), day(tt.on))
		kind, moved := "", ""
		var product *law.ProductError
		if errors.As(err, &product) {
			kind = string(product.Kind)
			for i, n := range product.Transferred {
				if i > 0 {
					moved += " "
				}
				moved += n.String()
			}
		}
		assert.Equal(t, fmt.Sprint(tt.kind, " ", tt.want), fmt.Sprint(kind, " ", moved), "%s on %s", tt.number, tt.on)
	}
	assert.Equal(t, []string{"No."}, s.UnitsOf("7020006000", day("2026-08-14")))
	assert.Empty(t, s.UnitsOf("7020006000", day("2026-08-15")), "the record of revision 16 does not print the new unit")
	assert.Equal(t, []string{"kg", "Mn kg"}, s.UnitsOf("7202300060", day("2026-07-01")))
	held, later := s.RevisionOn(day("2026-10-10"))
	assert.Equal(t, "2026_rev_21", held.Name)
	assert.Empty(t, later)
}

package tarifftest

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// unitedStates are entries from all over a book, each on two days, and the book with no
// other lines in its schedule.
func (d dice) unitedStates(b *law.Book) (*law.Book, []tariff.Entry) {
	s := *b.Schedule
	s.Lines, s.Numbers = nil, nil
	small := *b
	small.Schedule = &s
	origins := []trade.Country{"CN", "IN", "DE", "JP", "CA", "MX", "RU", "BR", "VN", "GB"}
	var entries []tariff.Entry
	for range 25 {
		line := one(d, b.Schedule.Lines...)
		e := tariff.Entry{Product: line.Code, Origin: one(d, origins...), Value: decimal.NewFromInt(1_000_000_000)}
		if numbers := b.Schedule.NumbersBelow(line.Code); len(numbers) > 0 {
			e.Product = numbers[d.IntN(len(numbers))].Code
		}
		if d.in(30) {
			e.Quantities = []trade.Quantity{{Amount: decimal.NewFromInt(1 + d.Int64N(500)), Unit: "kg"}}
		}
		if d.in(30) {
			e.Value = decimal.New(1+d.Int64N(5_000_000), -2)
		}
		for range 2 {
			e.Date = us.KnownFrom().AddDays(d.IntN(600))
			plain := e
			plain.Claims = tariff.Claims{}
			if d.in(12) {
				e.Claims = d.claims(b, e.Product, e.Date)
			}
			entries = append(entries, plain, e)
		}
		for _, l := range b.Schedule.Lines {
			same := func(o law.Line) bool { return o.Code == l.Code && o.During == l.During }
			if l.Code.Within(e.Product[:min(8, len(e.Product))]) && !slices.ContainsFunc(s.Lines, same) {
				s.Lines = append(s.Lines, l)
			}
		}
	}
	slices.SortStableFunc(s.Lines, func(x, y law.Line) int {
		if x.Code < y.Code {
			return -1
		} else if x.Code > y.Code {
			return 1
		}
		return x.During.From.Compare(y.During.From)
	})
	for _, n := range b.Schedule.Numbers {
		if slices.ContainsFunc(s.Lines, func(l law.Line) bool { return n.Code.Within(l.Code) }) {
			s.Numbers = append(s.Numbers, n)
		}
	}
	return &small, entries
}

// editedUnitedStates changes the duty of measures and how they stack, takes some out, and
// adds some, on lists of the book.
func (d dice) editedUnitedStates(b *law.Book) *law.Book {
	c := b.Clone()
	for i := range 20 {
		m := &c.Measures[d.IntN(len(c.Measures))]
		whole := m.Basis == law.FullValue
		for k := range m.Terms {
			if m.Terms[k].State == law.Imposed {
				m.Terms[k].Duty = one(d, "1%", "15%", "40%")
			}
			whole = whole && m.Terms[k].Basis == ""
		}
		if d.in(4) {
			m.Group = one(d, "group 1", "group 2")
		}
		if d.in(20) && len(m.Exceptions) > 0 {
			at := d.IntN(len(m.Exceptions))
			m.Exceptions = append(slices.Clone(m.Exceptions[:at]), m.Exceptions[at+1:]...)
		}
		if !whole {
			continue
		}
		if m.Stacking = one(d, law.Adds, law.TopsUp); i == 0 {
			m.Stacking = law.Replaces // several would wait for each other through the others
		}
		if m.Stacking != law.TopsUp {
			m.AtCap = ""
		}
	}
	for range 10 {
		at := d.IntN(len(c.Measures))
		c.Measures = append(c.Measures[:at], c.Measures[at+1:]...)
	}
	for i := range 4 {
		m := d.measure(80 + i)
		m.Origins = law.Origins{In: one(d, []string{"*"}, []string{"CN"}, []string{"EU", "JP"})}
		m.Products = law.Scope{All: true}
		if d.in(60) {
			m.Products = law.Scope{Lists: []string{one(d, b.Lists...).Name}}
		}
		if m.Stacking == law.Replaces {
			m.Stacking = law.Adds
		}
		for k := range m.Exceptions {
			x := &m.Exceptions[k]
			x.Origins, x.Products = law.Origins{}, law.Scope{}
			if len(x.Subject) > 0 {
				x.Subject = []law.Selector{{Headings: one(d, b.Measures...).Heading}}
			}
		}
		m.AskAlso, m.Authority = nil, "Section 999" // no exception of the book looks at it
		c.Measures = append(c.Measures, m)
	}
	return c
}

package tarifftest

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// entries are of one line and origin on several days, with and without claims.
func (d dice) entries(b *law.Book) []tariff.Entry {
	var out []tariff.Entry
	for range 3 {
		e := tariff.Entry{
			Product: one(d, trade.Product("04061002"), "39269099", "6109100012", "6109100016", "7326908688", "87032301",
				"61091000", "07020020", "07020040", "98020040", "98020080"),
			Origin: one(d, trade.Country("CN"), "IN", "DE", "JP", "CA", "RU", "VN"),
			Value:  decimal.New(1+d.Int64N(5_000_000), -2),
		}
		if d.in(60) {
			e.Value = decimal.NewFromInt(1_000_000_000)
		}
		if d.in(60) {
			e.Quantities = []trade.Quantity{{Amount: decimal.NewFromInt(1 + d.Int64N(500)), Unit: "kg"}}
		}
		for range 3 {
			e.Date = d.day()
			e.Claims = tariff.Claims{}
			plain := e
			if d.in(60) {
				e.Claims = d.claims(b, e.Product, e.Date)
			}
			out = append(out, plain, e)
		}
	}
	return out
}

func (d dice) claims(b *law.Book, product trade.Product, on trade.Date) tariff.Claims {
	var c tariff.Claims
	share := func() *decimal.Decimal {
		s := decimal.New(d.Int64N(11), -1)
		return &s
	}
	for range d.IntN(3) {
		if len(b.Measures) > 0 {
			m := &b.Measures[d.IntN(len(b.Measures))]
			h := m.Heading
			if len(m.Exceptions) > 0 && d.in(70) {
				h = m.Exceptions[d.IntN(len(m.Exceptions))].Heading
			}
			// What a book calls an exception may be no heading that an importer can declare.
			if declarable := new(tariff.Claims).Add("heading="+h) == nil; declarable && !slices.Contains(c.Headings, h) {
				c.Headings = append(c.Headings, h)
			}
		}
	}
	if d.in(50) {
		c.Metal = share()
	}
	if d.in(10) {
		c.Steel = share()
	}
	if d.in(30) {
		c.USContent = share()
	}
	if d.in(15) {
		c.USMCA = true
	}
	if d.in(10) {
		c.Program = "KR"
	}
	if d.in(20) && law.ForWorkAbroad(product) {
		part := decimal.NewFromInt(1 + d.Int64N(100))
		c.ChargedValue = &part
	}
	if d.in(60) && law.ForWorkAbroad(product) {
		c.Article = one(d, trade.Product("6109100012"), "39269099", "7326908688")
	}
	if d.in(15) {
		c.Loaded = on.AddDays(-d.IntN(40))
	}
	return c
}

package replay_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// india2024 is what the imports of 2024 from India owe on 1 September 2025, by good.
type india2024 struct {
	goods           []good
	charged, spared decimal.Decimal // value with a duty of chapter 99, and without
}

type good struct {
	product           trade.Product
	value, duty, base decimal.Decimal
	metal             decimal.Decimal // value that pays Section 232
	charged           bool            // a duty of chapter 99
}

// india is computed once.
func (f *found) india() *india2024 {
	if f.trade != nil {
		return f.trade
	}
	flows, err := impact.ImportsOf2024("IN")
	require.NoError(f, err)
	table, err := imports.Load()
	require.NoError(f, err)
	averages, err := us.AverageShares()
	require.NoError(f, err)
	r, err := impact.Run(f.Context(), &impact.Study{
		Flows: flows, Book: us.Book(), Imports: table, Averages: averages, On: trade.NewDate(2025, 9, 1),
	})
	require.NoError(f, err)
	total := r.Total()
	require.True(f, r.RejectedValue.LessThan(total.Value.Shift(-1).Mul(decimal.RequireFromString("0.12"))), "%s",
		r.RejectedValue)
	f.trade = &india2024{}
	for i := range r.Lines {
		l := &r.Lines[i]
		g := good{product: l.Product, value: l.Value, duty: l.Answers[0].Duty}
		for _, c := range l.Answers[0].Charges {
			layer := &r.Layers[c.Layer]
			switch {
			case layer.Schedule:
				g.base = g.base.Add(c.Duty)
			case c.Duty.IsPositive():
				g.charged = true
			}
			if layer.Authority == law.Section232 {
				g.metal = g.metal.Add(c.Base)
			}
		}
		f.trade.goods = append(f.trade.goods, g)
		if g.charged {
			f.trade.charged = f.trade.charged.Add(l.Value)
		} else {
			f.trade.spared = f.trade.spared.Add(l.Value)
		}
	}
	return f.trade
}

// of adds up goods: value in billions, duty and base duty in percent of the value.
func (x *india2024) of(in func(*good) bool) (value, duty, base decimal.Decimal) {
	for i := range x.goods {
		if g := &x.goods[i]; in(g) {
			value, duty, base = value.Add(g.value), duty.Add(g.duty), base.Add(g.base)
		}
	}
	if value.IsZero() {
		return value, value, value
	}
	return value.Shift(-9), duty.Shift(2).DivRound(value, 2), base.Shift(2).DivRound(value, 2)
}

func under(codes string) func(*good) bool {
	return func(g *good) bool {
		for code := range strings.FieldsSeq(codes) {
			if g.product.Within(trade.Product(code)) {
				return true
			}
		}
		return false
	}
}

func both(a, b func(*good) bool) func(*good) bool { return func(g *good) bool { return a(g) && b(g) } }

const (
	shrimp  = "030616 030617 160521 160529"
	apparel = "61 62"
	textile = "50 51 52 53 54 55 56 58 59 60 61 62 63"
)

// TestSectorsOfGTRI compares the rates that GTRI published on 26 August 2025 by sector, which are of
// India's exports of 2024-25, with the law of 1 September 2025 on the imports of 2024. The goods are
// told apart here, since the source names sectors and no codes.
func TestSectorsOfGTRI(t *testing.T) {
	x := (&found{T: t}).india()
	isCharged := func(g *good) bool { return g.charged }
	food := both(under("02 03 04 07 08 09 10 11 12 13 15 16 17 18 19 20 21"), func(g *good) bool {
		return !under(shrimp)(g)
	})
	for _, c := range []struct {
		sector           string
		goods            func(*good) bool
		published        string // percent
		exports          string // billions, "" where the sector is told apart by duty
		below, above     string // of the published rate
		lighter, heavier string // of the exports, billions
		reason           string
	}{
		{
			"textiles and apparel", under(apparel), "63.9", "", "0", "0.4", "", "",
			"the rate is that of apparel, chapters 61 and 62: base 14.2 percent and 50 beside it",
		},
		{
			"textiles and apparel", under(textile), "63.9", "10.8", "3.5", "0", "1.8", "0",
			"made-ups of chapter 63 have a base of 7.6 percent, yarns and fabrics less: the sector as a whole pays less than " +
				"its apparel",
		},
		{
			"gems and jewellery", under("71"), "52.1", "10", "0.6", "0", "0", "2.2",
			"base 1.6 percent in 2024, of 12 bn by customs of the United States",
		},
		{
			"shrimp", under(shrimp), "60", "2.4", "10", "0", "0.2", "0",
			"base free, 25 and 25: 50. The other 8 to 10 are antidumping and countervailing duties on shrimp of India " +
				"(A-533-840, C-533-921), which the book does not hold",
		},
		{
			"agrifood", both(food, isCharged), "50", "6", "0", "2.5", "3", "0",
			"50 are the two duties alone: the base of 1.7 percent stands beside them; food supplements of 2106 are in part " +
				"metal by the averages",
		},
		{
			"organic chemicals", both(under("29"), isCharged), "54", "", "0.8", "0", "", "",
			"of what is charged; two thirds of chapter 29 by value, pharmaceutical ingredients, are exempt by Annex II " +
				"(9903.01.32), and are in the 2.7 bn of the source",
		},
		{
			"steel aluminium copper", both(under("72 73 76"), func(g *good) bool {
				return g.metal.GreaterThanOrEqual(g.value)
			}), "50", "", "0", "3", "", "",
			"\"above 50\": goods all of metal pay 50 under Section 232 and their base, and are outside 9903.01.84 and " +
				"9903.02.26 (9903.01.87, 9903.01.33)",
		},
	} {
		value, rate, base := x.of(c.goods)
		t.Logf("%s: %s bn, %s%%, base %s%%", c.sector, value.Round(2), rate, base)
		d := decimal.RequireFromString
		published := d(c.published)
		assert.True(t, rate.GreaterThanOrEqual(published.Sub(d(c.below))) && rate.LessThanOrEqual(published.Add(d(c.above))),
			"%s: %s percent, published %s: %s", c.sector, rate, c.published, c.reason)
		if c.exports != "" {
			exports := d(c.exports)
			assert.True(t,
				value.GreaterThanOrEqual(exports.Sub(d(c.lighter))) && value.LessThanOrEqual(exports.Add(d(c.heavier))),
				"%s: %s bn, published %s: %s", c.sector, value, c.exports, c.reason)
		}
	}
	// No rate is published of carpets and handicrafts (3 bn), and the carpets of chapter 57 are 1.2.
	value, rate, _ := x.of(under("57"))
	assert.True(t, value.LessThan(decimal.NewFromInt(3)) && rate.GreaterThan(decimal.NewFromInt(50)), "%s %s", value, rate)
	// Duty-free are pharmaceuticals, electronics, energy and not much else.
	spared, _, _ := x.of(func(g *good) bool { return !g.charged })
	three, _, _ := x.of(both(func(g *good) bool { return !g.charged }, under("27 29 30 84 85")))
	assert.True(t, three.GreaterThan(spared.Mul(decimal.RequireFromString("0.93"))), "%s of %s", three, spared)
}

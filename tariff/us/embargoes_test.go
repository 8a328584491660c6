package us

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// TestNoDutyOnBarredGoodsWithoutAWord: goods that may not be imported without a licence owe
// what licensed goods owe, and the answer names the order, on each side of its scope.
func TestNoDutyOnBarredGoodsWithoutAWord(t *testing.T) {
	engine, err := tariff.Compile(Book())
	require.NoError(t, err)
	for _, c := range []struct{ hts, origin, order string }{
		{"5701.10.40", "IR", "31 CFR 560.201"},
		{"2709.00.10", "IR", "31 CFR 560.201"},
		{"2402.10.80", "CU", "31 CFR 515.204"},
		{"4901.99.00", "KP", "31 CFR 510.205"},
		{"2709.00.20", "RU", "EO 14066"},
		{"2711.11.00", "RU", "EO 14066"},
		{"2701.12.00", "RU", "EO 14066"},
		{"0306.14.20", "RU", "EO 14068"},
		{"2208.60.20", "RU", "EO 14068"},
		{"7102.31.00", "RU", "EO 14068"},
		{"7108.12.10", "RU", "EO 14068, gold"},
		{"2705.00.00", "RU", ""},
		{"7110.21.00", "RU", ""},
		{"3102.10.00", "RU", ""},
		{"7102.21.10", "RU", ""},
		{"7108.12.10", "CH", ""},
		{"2709.00.20", "KZ", ""},
	} {
		hts, err := trade.ParseProduct(c.hts)
		require.NoError(t, err)
		a, err := engine.Assess(tariff.Entry{
			Date: day("2025-09-01"), Origin: trade.Country(c.origin), Product: hts, Value: decimal.NewFromInt(1000),
			Quantities: []trade.Quantity{
				{Amount: decimal.NewFromInt(10), Unit: "kg"},
				{Amount: decimal.NewFromInt(10), Unit: "bbl"},
			},
		})
		require.NotNil(t, a, "%s: %v", c.hts, err)
		notes := strings.Join(a.Notes, "\n")
		if c.order == "" {
			assert.NotContains(t, notes, "licence", "%s of %s", c.hts, c.origin)
			continue
		}
		assert.Contains(t, notes, "("+c.order+",", "%s of %s", c.hts, c.origin)
		for _, l := range a.Lines {
			if l.Authority == law.Embargo {
				assert.Equal(t, tariff.NotInForce, l.Status)
				assert.True(t, l.Duty.IsZero())
				assert.Contains(t, l.Reason, "needs_licence")
			}
		}
	}
	// Every good of the three countries, on the first and the last day.
	for _, origin := range []trade.Country{"CU", "IR", "KP"} {
		for _, on := range []trade.Date{KnownFrom(), KnownUntil()} {
			for i := 0; i < len(engine.Book().Schedule.Lines); i += 97 {
				e := tariff.Entry{
					Date: on, Origin: origin, Product: engine.Book().Schedule.Lines[i].Code,
					Value: decimal.NewFromInt(1),
				}
				if a, err := engine.Assess(e); a != nil {
					require.Contains(t, strings.Join(a.Notes, "\n"), "not to be imported", "%v: %v", e, err)
				}
			}
		}
	}
	// A scenario without licences.
	var edits []law.Edit
	for _, m := range measuresOf(law.Embargo, "") {
		edits = append(edits, law.Edit{Op: "set_state", Heading: m.Heading, State: law.Prohibited})
	}
	book, err := (&law.Scenario{Name: "no licences", Edits: edits}).Apply(Book())
	require.NoError(t, err)
	strict, err := tariff.Compile(book)
	require.NoError(t, err)
	_, err = strict.Assess(tariff.Entry{
		Date: day("2025-09-01"), Origin: "IR", Product: "27090010",
		Value: decimal.NewFromInt(1),
	})
	require.Equal(t, "prohibited", tariff.ErrorCode(err))
}

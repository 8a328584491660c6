package tariff_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestUnusedFacts: a fact of any kind that nothing reads is told, and one that is read is
// not.
func TestUnusedFacts(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	kg := []trade.Quantity{{Amount: decimal.NewFromInt(100), Unit: "kg"}}
	part := []duty.Part{{Name: "case"}}
	for _, c := range []struct {
		claim, origin, hts, date string
		quantities               []trade.Quantity
		parts                    []duty.Part
		told                     string
	}{
		{"metal_share=0.10", "CN", "8413919096", "2026-06-09", nil, nil, "metal_share=0.1 changed nothing"},
		{"metal_share=0.10", "CN", "8413919096", "2026-03-09", nil, nil, ""},
		{"steel_share=0.10", "IN", "6109100012", "2025-09-01", nil, nil, "steel_share=0.1 changed nothing"},
		{"aluminum_share=0.10", "IN", "6109100012", "2025-09-01", nil, nil, "aluminum_share=0.1 changed nothing"},
		{"copper_share=0.10", "IN", "6109100012", "2025-09-01", nil, nil, "copper_share=0.1 changed nothing"},
		{"us_content=0.19", "IN", "6109100012", "2025-09-01", nil, nil, "us_content=0.19 changed nothing"},
		{"us_content=0.20", "IN", "6109100012", "2025-09-01", nil, nil, ""},
		{"loaded=2025-08-27", "IN", "6109100012", "2025-09-10", nil, nil, "loaded=2025-08-27 changed nothing"},
		{"loaded=2025-08-26", "IN", "6109100012", "2025-09-10", nil, nil, ""},
		{"spi=KR", "KR", "8471300100", "2026-01-10", nil, nil, "spi=KR changed no duty"},
		{"usmca", "CA", "8471300100", "2025-03-05", nil, nil, "usmca changed no duty"},
		{"usmca", "CA", "6109100012", "2025-09-10", nil, nil, ""},
		{"heading=9903.88.69", "IN", "6109100012", "2025-09-10", nil, nil, "9903.88.69 changed nothing"},
		{"", "IN", "6109100012", "2025-09-10", kg, nil, "the quantity in kg changed nothing"},
		{"", "CN", "7202300000", "2025-01-10", kg, part, `the part "case" changed nothing`},
	} {
		on, err := trade.ParseDate(c.date)
		require.NoError(t, err)
		entry := tariff.Entry{
			Date: on, Origin: trade.Country(c.origin), Product: trade.Product(c.hts),
			Value: decimal.NewFromInt(1000), Quantities: c.quantities, Parts: c.parts,
		}
		if c.claim != "" {
			require.NoError(t, entry.Claims.Add(c.claim))
		}
		a, err := engine.Assess(entry)
		require.NoError(t, err, c.claim)
		told := ""
		for _, n := range a.Notes {
			if strings.Contains(n, "changed no") {
				told += n
			}
		}
		if c.told == "" {
			assert.Empty(t, told, "%s on %s", c.claim, c.date)
		} else {
			assert.Contains(t, told, c.told)
		}
	}
}

// TestMetalsOfTheWhole: metals are together at most the whole, and a share for whichever
// metal says nothing of goods that stand on the lists of two.
func TestMetalsOfTheWhole(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	assess := func(hts string, claims ...string) (*tariff.Assessment, error) {
		entry := tariff.Entry{
			Date: trade.NewDate(2025, 10, 15), Origin: "DE", Product: trade.Product(hts),
			Value: decimal.NewFromInt(1000),
		}
		for _, c := range claims {
			require.NoError(t, entry.Claims.Add(c))
		}
		return engine.Assess(entry)
	}
	var refused *tariff.ClaimError
	_, err = assess("8504330020", "metal_share=0.6")
	require.ErrorAs(t, err, &refused)
	assert.ErrorContains(t, err, "steel_share")
	_, err = assess("8504330020", "steel_share=0.6", "aluminum_share=0.5")
	require.ErrorAs(t, err, &refused)
	assert.ErrorContains(t, err, "1.1 of the value")
	_, err = assess("8504330020", "steel_share=0.3", "aluminum_share=0.3", "copper_share=0.41")
	require.ErrorAs(t, err, &refused)
	_, err = assess("8504330020", "metal_share=0")
	require.NoError(t, err)
	// 1.6 %, 50 % of 300 and of 300, and the total of 15 % on the other 400: 13.4 % of it.
	a, err := assess("8504330020", "steel_share=0.3", "aluminum_share=0.3")
	require.NoError(t, err)
	assert.Equal(t, "369.6", a.Total.String())
	// One list, one share.
	_, err = assess("7318152010", "metal_share=0.6")
	require.NoError(t, err)
}

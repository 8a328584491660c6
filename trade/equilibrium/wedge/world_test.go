package wedge

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium/world"
)

// TestChinaCase: the case of table 8 with 54 % between America and China and 10 % between
// America and all others, on the embedded data; figures as printed.
func TestChinaCase(t *testing.T) {
	d, err := world.Load()
	require.NoError(t, err)
	nu, err := ProfitShares(d.Countries, d.Trade, d.GDP, []Group{{Members: []string{"USA"}, Share: .26}, {Share: .12}})
	require.NoError(t, err)
	e, err := Complete(d.Countries, d.Trade, d.GDP, nu)
	require.NoError(t, err)
	e.Elasticity, e.LabourSupply, e.Shape, e.PassThrough = 4, .5, .67, 1
	us, cn := slices.Index(d.Countries, "USA"), slices.Index(d.Countries, "CHN")
	w := &tables{Economy: e, us: us}
	answer := func(i int) float64 {
		if i == cn {
			return .54
		}
		return .1
	}
	tariff := w.rates(answer, answer)
	r, err := Solve(context.Background(), e, tariff, TaxRelief)
	require.NoError(t, err)
	for i, want := range map[int][4]float64{us: {-.09, -20.5, -.10, 3.9}, cn: {-.67, 6.1, -.16, -2.2}} {
		got := figures(&r.Countries[i])
		assert.InDelta(t, want[0], got["welfare"], .00501)
		assert.InDelta(t, want[1], got["deficit"], .0501)
		assert.InDelta(t, want[2], got["employment"], .00501)
		assert.InDelta(t, want[3], got["prices"], .0501)
	}
	// own trade as the paper builds it, and the two countries that have none
	assert.Contains(t, r.Assumptions, "MHL: trade is not below output; own trade is 0")
	again, err := Solve(context.Background(), e, tariff, TaxRelief)
	require.NoError(t, err)
	assert.Equal(t, r, again) // the same input, the same bits
}

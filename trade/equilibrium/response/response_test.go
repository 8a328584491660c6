package response_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func fixed(name, v string) response.Range {
	return response.Range{Name: name, Low: d(v), Central: d(v), High: d(v), Source: "test"}
}

func model(name, substitution, demand, supply string) response.Model {
	return response.Model{
		Name: name, Substitution: fixed("substitution", substitution), Demand: fixed("demand",
			demand), Supply: fixed("supply", supply),
	}
}

func solve(t *testing.T, markets []response.Market, o response.Options) []response.Answer {
	t.Helper()
	a, err := response.Solve(context.Background(), markets, o)
	require.NoError(t, err)
	return a
}

// The example by hand of Jammes and Olarreaga's formulas: imports of 600, 300 and 100 at 20 %,
// the first freed; elasticity of demand 1.2, of substitution 1.5, and no limit of supply
// (here 10^9): creation 120, diversion 60 of which 45 and 15 come from the others.
func TestSMARTByHand(t *testing.T) {
	a := solve(t, []response.Market{{Product: "x", Sources: []response.Source{
		{Partner: "A", Value: d("600"), Rate0: d("0.2")},
		{Partner: "B", Value: d("300"), Rate0: d("0.2"), Rate1: d("0.2")},
		{Partner: "C", Value: d("100"), Rate0: d("0.2"), Rate1: d("0.2")},
	}}}, response.Options{Models: []response.Model{model("smart", "1.5", "-1.2", "1000000000")}})[0]
	assert.Equal(t, "1120", a.Imports.Central.String())
	assert.Equal(t, "200", a.RevenueBefore.String())
	assert.Equal(t, "68", a.Revenue.Central.String())
	assert.Equal(t, "12", a.Welfare.Central.String())
	for i, want := range []string{"780", "255", "85"} {
		assert.Equal(t, want, a.Partners[i].Imports.Central.String())
	}
	assert.Nil(t, a.Price)
}

// One source alone has a closed form: ln p = η ln τ / (e − η), q = p^e, imports p q.
func TestCESWithOneSource(t *testing.T) {
	const demand, supply, t0, t1 = -1.25, 1.5, 0.05, 0.55
	lift := math.Log((1 + t1) / (1 + t0))
	p := math.Exp(demand * lift / (supply - demand))
	imports := 1000 * p * math.Pow(p, supply)
	buyers := p * math.Exp(lift)
	a := solve(t, []response.Market{{
		Product: "x",
		Sources: []response.Source{{Partner: "IN", Value: d("1000"), Rate0: d("0.05"), Rate1: d("0.55")}},
	}},
		response.Options{Models: []response.Model{model("ces", "5", "-1.25", "1.5")}})[0]
	near := func(want float64, got decimal.Decimal) {
		t.Helper()
		assert.InDelta(t, want, got.InexactFloat64(), 0.0051)
	}
	near(imports, a.Imports.Central)
	near(imports*t1, a.Revenue.Central)
	near(1000*(math.Pow(p, 1+supply)-1)/(1+supply), a.Exporters.Central)
	near(imports*t1-50-1050*(math.Pow(buyers, 1+demand)-1)/(1+demand), a.Welfare.Central)
	assert.InDelta(t, buyers-1, a.Price.Central.InexactFloat64(), 6e-7)
}

func many() []response.Market {
	var markets []response.Market
	for i := range 40 {
		markets = append(markets, response.Market{Product: fmt.Sprintf("%06d", 610000+i), Sources: []response.Source{
			{Partner: "IN", Value: decimal.NewFromInt(int64(1000 + 37*i)), Rate0: d("0.1"), Rate1: d("0.6")},
			{Partner: "VN", Value: decimal.NewFromInt(int64(4000 - 61*i)), Rate0: d("0.1"), Rate1: d("0.1")},
		}})
	}
	return markets
}

// No trade changes where no rate does; a range holds its centre; a source that is not hit gains,
// one that is loses; sums are those of the products and of the partners.
func TestProperties(t *testing.T) {
	same := many()
	for i := range same {
		same[i].Sources[0].Rate1 = same[i].Sources[0].Rate0
	}
	for _, a := range solve(t, same, response.Options{}) {
		for _, f := range []decimal.Decimal{a.Imports.Low, a.Imports.Central, a.Imports.High} {
			assert.True(t, f.Equal(a.ImportsBefore), "%s: %s", a.Model.Name, f)
		}
		assert.True(t, a.Welfare.High.IsZero())
	}
	for _, a := range solve(t, many(), response.Options{}) {
		assert.Len(t, a.Products, 40)
		var products, partners decimal.Decimal
		for _, p := range a.Products {
			products = products.Add(p.Imports.Central)
		}
		for _, p := range a.Partners {
			partners = partners.Add(p.Imports.Central)
		}
		assert.InDelta(t, 0, products.Sub(a.Imports.Central).InexactFloat64(), 0.41) // cents of 40 markets
		assert.InDelta(t, 0, partners.Sub(a.Imports.Central).InexactFloat64(), 0.02)
		if a.Exporters != nil {
			both := a.Partners[0].Exporters.Central.Add(a.Partners[1].Exporters.Central)
			assert.InDelta(t, 0, both.Sub(a.Exporters.Central).InexactFloat64(), 0.02)
			assert.True(t, a.Partners[0].Exporters.Central.IsNegative(), "the source hit sells for less")
		}
		for _, f := range []response.Figure{a.Imports, a.Revenue, a.Welfare, a.Partners[0].Imports} {
			assert.True(t, f.Low.LessThanOrEqual(f.Central) && f.Central.LessThanOrEqual(f.High))
		}
		assert.True(t, a.Partners[0].Imports.High.LessThan(a.Partners[0].Before), "the source hit loses")
		assert.True(t, a.Partners[1].Imports.Central.GreaterThan(a.Partners[1].Before), "the other gains")
		require.NotEmpty(t, a.Bars)
		for _, b := range a.Bars {
			for _, p := range []response.Point{b.Low, b.High} {
				assert.True(t, p.Imports.GreaterThanOrEqual(a.Imports.Low) && p.Imports.LessThanOrEqual(a.Imports.High),
					b.Parameter.Name)
			}
		}
	}
}

// A thousand draws give the same numbers for the same seed on any number of workers, and
// others for another seed.
func TestDraws(t *testing.T) {
	texts := map[string]bool{}
	for _, workers := range []int{1, 2, 7} {
		a := solve(t, many()[:3], response.Options{Draws: 1000, Seed: 7, Workers: workers})
		text, err := json.Marshal(a)
		require.NoError(t, err)
		texts[string(text)] = true
		require.Len(t, a[0].Draws, 3)
		assert.True(t, a[0].Draws[0].P05.LessThan(a[0].Draws[0].P95))
		assert.True(t, a[0].Draws[0].P05.GreaterThanOrEqual(a[0].Imports.Low))
	}
	assert.Len(t, texts, 1)
	a := solve(t, many()[:3], response.Options{Draws: 1000, Seed: 8})
	text, err := json.Marshal(a)
	require.NoError(t, err)
	assert.False(t, texts[string(text)])
}

// All that is wrong comes back together, each with its name.
func TestRefusals(t *testing.T) {
	bad := model("ces", "1", "0.5", "-2")
	bad.Demand.Low = d("0.7")
	_, err := response.Solve(context.Background(),
		[]response.Market{{Product: "x", Sources: []response.Source{{Partner: "A", Value: d("1")}}}},
		response.Options{Models: []response.Model{bad}})
	for _, class := range []error{equilibrium.Class("elasticity")} {
		require.ErrorIs(t, err, class)
	}
	var all *equilibrium.InputErrors
	require.True(t, errors.As(err, &all))
	assert.GreaterOrEqual(t, all.Count, 4)
	for _, m := range [][]response.Market{
		nil,
		{{Product: "x"}},
		{{Product: "x", Sources: []response.Source{{Partner: "A", Value: d("-1")}}}},
		{{Product: "x", Sources: []response.Source{{Partner: "A", Value: d("1"), Rate1: d("-1")}}}},
		{{Product: "x", Sources: []response.Source{{Partner: "A", Value: d("1")}, {Partner: "A", Value: d("1")}}}},
	} {
		_, err := response.Solve(context.Background(), m, response.Options{})
		assert.True(t, errors.As(err, &all), "%v", m)
	}
	_, err = response.Solve(context.Background(), many(), response.Options{Draws: 1_000_000})
	assert.ErrorIs(t, err, equilibrium.Class("option"))
	stopped, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = response.Solve(stopped, many(), response.Options{})
	assert.ErrorIs(t, err, context.Canceled)
}

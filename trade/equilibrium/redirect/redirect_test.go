package redirect

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func ranged(low, central, high string) response.Range {
	return response.Range{Low: d(low), Central: d(central), High: d(high)}
}

// A world in which supply does not answer: two buyers of one million barrels each, and
// a third that would take a million at a freight of 20.
func market() *Market {
	m := &Market{
		Price: d("70"), Demand: d("100"), Supply: d("2"), ShutIn: d("10"),
		Buyers: []Buyer{
			{Name: "near", Capacity: d("1"), Freight: d("5"), Exports: d("50"), Bears: d("1")},
			{Name: "far", Capacity: d("1"), Freight: d("10")},
			{Name: "last", Capacity: d("1"), Freight: d("20")},
		},
	}
	m.Elasticity.Demand, m.Elasticity.Supply, m.Elasticity.Own = ranged("-0.06", "-0.06", "-0.06"), ranged("0", "0",
		"0"), ranged("0", "0", "0")
	return m
}

func solve(t *testing.T, m *Market, p Policy) *Answer {
	a, err := Solve(context.Background(), m, p)
	require.NoError(t, err)
	return a
}

// Where the near buyer leaves, its barrels go to the last, who sets the price: 70 − 20 a barrel for
// all, and the seller loses what that is less.
func TestRedirected(t *testing.T) {
	a := solve(t, market(), Policy{Duties: map[string]decimal.Decimal{"near": d("0.5")}})
	assert.Equal(t, 1, a.Points)
	assert.Equal(t, "2", a.Before.Volume.Central.String())
	require.True(t, a.Fewest.Buyers[0].Left)
	assert.Equal(t, "50", a.Fewest.Netback.Central.String())
	assert.Equal(t, "1", a.Fewest.Buyers[2].Volume.Central.String())
	assert.Equal(t, "100000000", a.Fewest.Revenue.Central.String())
	// With no duty nobody leaves, and with one of nothing neither.
	for _, p := range []Policy{{}, {Duties: map[string]decimal.Decimal{"near": d("0")}}} {
		a = solve(t, market(), p)
		assert.False(t, a.Most.Buyers[0].Left)
		assert.Equal(t, a.Before.Revenue, a.Most.Revenue)
	}
}

// A range holds its centre, and a cap on covered barrels takes what is above it.
func TestCapOverRanges(t *testing.T) {
	m := market()
	m.Elasticity.Demand, m.Elasticity.Supply, m.Elasticity.Own = ranged("-0.1", "-0.06", "-0.02"), ranged("0", "0.05",
		"0.1"), ranged("0", "0.05", "0.1")
	for i := range m.Buyers {
		m.Buyers[i].Covered = d("0.5")
	}
	a := solve(t, m, Policy{Cap: d("30")})
	assert.Equal(t, 9, a.Points)
	assert.Empty(t, a.Failed)
	for _, f := range []Figure{a.Most.Price, a.Most.Netback, a.Most.Volume, a.Most.Revenue, a.Most.Buyers[0].Volume} {
		assert.True(t, f.Low.LessThanOrEqual(f.Central) && f.Central.LessThanOrEqual(f.High), "%+v", f)
	}
	assert.True(t, a.Most.Revenue.High.LessThan(a.Before.Revenue.Low))
	assert.True(t, a.Most.Price.Low.LessThan(a.Most.Price.High))
}

func TestRefusals(t *testing.T) {
	m := market()
	m.Elasticity.Demand = ranged("1", "1", "1")
	_, err := Solve(context.Background(), m, Policy{})
	assert.ErrorIs(t, err, equilibrium.Class("elasticity"))
	m = market()
	m.Price = d("-1")
	_, err = Solve(context.Background(), m, Policy{})
	assert.Error(t, err)
}

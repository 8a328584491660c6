package impact

import (
	"context"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/scenario"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/redirect"
)

func under(t *testing.T, o scenario.Oil) *Oil {
	got, err := oilUnder(context.Background(), o)
	require.NoError(t, err)
	return got
}

// The market gives about the discount that was seen: Urals at 92.08 against Brent at 114.
func TestOilMarket(t *testing.T) {
	o := under(t, scenario.Oil{})
	assert.InDelta(t, 22, o.Now.Before.Discount.Central.InexactFloat64(), 3)
	assert.True(t, o.Now.Most.Revenue.Central.Equal(o.Under.Most.Revenue.Central))
	for _, b := range oilMarket().Buyers {
		assert.NotEmpty(t, b.Source)
	}
}

// A lower cap takes from the seller, its end gives back, and 100 percent on China and India that
// bear it all turn both away.
func TestOilUnder(t *testing.T) {
	low := under(t, scenario.Oil{Cap: decimal.NewFromInt(30)})
	assert.True(t, low.Under.Most.Revenue.High.LessThan(low.Now.Most.Revenue.Central))
	free := under(t, scenario.Oil{Lifted: true})
	assert.True(t, free.Under.Most.Revenue.Central.GreaterThan(free.Now.Most.Revenue.Central))
	big := under(t, scenario.Oil{Duties: map[string]decimal.Decimal{
		"CN": decimal.NewFromInt(1),
		"IN": decimal.NewFromInt(1), "JP": decimal.NewFromInt(1),
	}})
	assert.True(t, big.Under.Fewest.Buyers[0].Left && big.Under.Fewest.Buyers[1].Left)
	assert.True(t, big.Under.Most.Price.Central.GreaterThan(big.Now.Most.Price.Central), "less of it: oil is dearer")
	assert.Contains(t, fmt.Sprint(big.Notes), "JP buys too little")
	// Where the border passes on 0.94 of a duty, India bears 2.6 bn of 50 percent and gains more.
	m := oilMarket()
	for i := range m.Buyers {
		m.Buyers[i].Bears = decimal.New(6, -2)
	}
	half, err := redirect.Solve(context.Background(), m, redirect.Policy{
		Cap:    capNow(),
		Duties: map[string]decimal.Decimal{"IN": decimal.New(5, -1)},
	})
	require.NoError(t, err)
	assert.Equal(t, "IN", half.Fewest.Buyers[1].Name)
	assert.Zero(t, half.Fewest.Buyers[1].LeftAt)
}

// The scenario by its name, beside the flows.
func TestOilOfScenario(t *testing.T) {
	s := study(t)
	lower, err := scenario.Find("cap-lowered=30")
	require.NoError(t, err)
	s.Scenarios = append(s.Scenarios, lower)
	s.Flows = flows(t, "2025-09-01,IN,US,6109100012,1000")
	r := run(t, s)
	b, err := r.Behaviour(context.Background(), 2, BehaviourOptions{})
	require.NoError(t, err)
	require.NotNil(t, b.Oil)
	assert.Equal(t, "30", b.Oil.Policy.Cap.String())
	b, err = r.Behaviour(context.Background(), 1, BehaviourOptions{})
	require.NoError(t, err)
	assert.Nil(t, b.Oil, "a scenario of one's own says nothing of oil")
}

// Canada's 25 percent of March 2025 on its two lists, by sector; a day that a book does not know
// is told.
func TestRetaliation(t *testing.T) {
	answers, _, err := Retaliation(trade.NewDate(2025, 3, 20))
	require.NoError(t, err)
	require.Len(t, answers, 2)
	assert.Equal(t, trade.Country("CA"), answers[0].Importer)
	assert.True(t, answers[0].All.Duty.IsPositive())
	for _, a := range answers {
		var sum decimal.Decimal
		for _, s := range a.Sectors {
			sum = sum.Add(s.Duty)
		}
		assert.True(t, sum.Equal(a.All.Duty))
	}
	_, notes, err := Retaliation(trade.NewDate(2035, 1, 1))
	require.NoError(t, err)
	assert.Len(t, notes, 2)
}

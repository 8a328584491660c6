package russia_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/trade"
)

// TestReviewsAndTable: the rule, fed with the mean of each review, gives its formula
// value, and the table has the cap that followed from its day on.
func TestReviewsAndTable(t *testing.T) {
	p := program(t)
	rule := russia.EUDynamicRule()
	for _, d := range russia.EUReviews() {
		assert.True(t, rule.Due(d.Due), d.Due)
		a, err := p.Ask(sanctions.EU, "cap/crude", d.Applies)
		require.NoError(t, err)
		assert.True(t, d.InForce.Equal(*a.Term.Value), d.Due)
		before, err := p.Ask(sanctions.EU, "cap/crude", d.Applies.AddDays(-1))
		require.NoError(t, err)
		if d.Mean == nil {
			continue
		}
		r, err := rule.ReviewOfMean(d.Due, *before.Term.Value, *d.Mean)
		require.NoError(t, err)
		assert.True(t, r.Moves, d.Due)
		assert.True(t, r.Value.Equal(d.InForce), "%s: %s", d.Due, r.Value)
		formula, err := d.FormulaValue()
		require.NoError(t, err)
		assert.True(t, r.Formula.Equal(formula))
	}
}

// TestFreeze: on 15 August 2026 the cap in force is 44.10, by an act; the formula says
// something else, and that is an answer of its own.
func TestFreeze(t *testing.T) {
	reviews := russia.EUReviews()
	freeze := reviews[len(reviews)-1]
	assert.NotEmpty(t, freeze.ByAct)
	assert.Nil(t, russia.EUReview(trade.NewDate(2025, 9, 2)))
	assert.Equal(t, "2026-01-15", russia.EUReview(trade.NewDate(2026, 7, 22)).Due.String())
	assert.Equal(t, freeze.Due, russia.EUReview(trade.NewDate(2026, 8, 15)).Due)
	_, err := freeze.FormulaValue()
	var missing *sanctions.MissingFactError
	require.ErrorAs(t, err, &missing)
	assert.Contains(t, err.Error(), "estimates: about 65 (serbia-energy), about 75 (cereport)")

	a, err := program(t).Ask(sanctions.EU, "cap/crude", trade.NewDate(2026, 8, 15))
	require.NoError(t, err)
	assert.Equal(t, "44.10 USD/bbl", a.Term.Text())
	assert.Contains(t, a.Term.Instrument, "21st package")
	rule := russia.EUDynamicRule()
	// A mean of 76.47 gives the lower estimate, 65.00, far beyond the band of 44.10.
	r, err := rule.ReviewOfMean(freeze.Due, *a.Term.Value, decimal.RequireFromString("76.47"))
	require.NoError(t, err)
	assert.True(t, r.Moves)
	assert.True(t, r.Value.Equal(freeze.Estimates[0].Value))
}

package duty

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

const ladder = "9904.12.07: 40.1¢/kg if valued under 10¢/kg; 31.6¢/kg + 2% if valued under $1.05/kg; Free"

func TestDutyLadder(t *testing.T) {
	d, err := Parse(ladder)
	require.NoError(t, err)
	assert.Equal(t, ladder, d.String())
	assert.False(t, d.IsZero())
	_, plain := d.AdValorem()
	assert.False(t, plain)
	assert.Equal(t, []Need{{Kind: NeedQuantity, Unit: "kg"}}, d.Needs())
	for _, c := range []struct{ value, kg, want, heading string }{
		{"9.99", "100", "40.1", "9904.12.07"},
		{"10", "100", "31.8", ""}, // 10 cents is not under 10 cents; 31.60 and 20 cents
		{"104.99", "100", "33.6998", ""},
		{"105", "100", "0", ""},
		{"0", "0", "0", ""},
	} {
		a, err := d.Evaluate(Facts{
			Value:      decimal.RequireFromString(c.value),
			Quantities: []trade.Quantity{{Amount: decimal.RequireFromString(c.kg), Unit: "kg"}},
		})
		require.NoError(t, err)
		assert.Equal(t, c.want, a.Total.String(), c.value)
		assert.Equal(t, c.heading, a.Step.Heading)
	}
	// The weight may be stated in another unit: 100 pounds are 45.359237 kg.
	a, err := d.Evaluate(Facts{
		Value:      decimal.RequireFromString("4.53"),
		Quantities: []trade.Quantity{{Amount: decimal.NewFromInt(100), Unit: "lb"}},
	})
	require.NoError(t, err)
	assert.Equal(t, "9904.12.07", a.Step.Heading)
	_, err = d.Evaluate(Facts{Value: decimal.NewFromInt(1)})
	var missing *MissingFactError
	require.ErrorAs(t, err, &missing)
	assert.Equal(t, []Need{{Kind: NeedQuantity, Unit: "kg"}}, missing.Missing)
}

func TestDutyLadderRefuses(t *testing.T) {
	for _, text := range []string{
		"5% if valued under 10¢/kg",           // nothing for the others
		"5% if valued under 10¢/kg; 4%; Free", // a step without a bound
		"5% if valued under 10; Free",         // no unit
		"5% if valued under 10%; Free",        // a rate
		"5% if valued under -1¢/kg; Free",     // below zero
		"99: 5% if valued under 10¢/kg; Free", // no heading
		" if valued under 10¢/kg; Free",       // no duty
		"5% if valued under 10¢/kg; 4% if valued under 9¢/kg; Free",
		"5% if valued under 10¢/kg; 4% if valued under 20¢/liter; Free",
	} {
		_, err := Parse(text)
		var e *ParseError
		require.ErrorAs(t, err, &e, text)
		assert.LessOrEqual(t, e.Offset, len(text))
	}
}

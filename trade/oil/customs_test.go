package oil

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

func TestCustomsBasis(t *testing.T) {
	day := trade.NewDate(2021, 6, 1)
	for country, want := range map[trade.Country]trade.PriceBasis{"US": trade.FOB, "IN": trade.CIF, "CN": trade.CIF, "DE": trade.CIF, "GR": trade.CIF} {
		got, err := CustomsBasis(country, day)
		require.NoError(t, err)
		assert.Equal(t, want, got, country)
	}
	before, err := CustomsBasis("GB", trade.NewDate(2020, 1, 31))
	require.NoError(t, err)
	assert.Equal(t, trade.CIF, before)
	for _, country := range []trade.Country{"GB", "TR", "", "nowhere"} {
		_, err := CustomsBasis(country, day)
		var e *Error
		require.ErrorAs(t, err, &e, country)
		assert.Equal(t, "customs", e.Code)
		assert.Contains(t, e.Subject, "customs values of "+string(country)+" on ")
		assert.Contains(t, err.Error(), "state FOB or CIF yourself")
	}
}

package oil

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// Every published factor is that of some oil, in the order that its name leads one
// to expect: the lighter the oil, the more barrels a tonne.
func TestPublishedFactors(t *testing.T) {
	seen := map[[2]string]bool{}
	api := map[string]string{}
	for _, p := range PublishedFactors() {
		key := [2]string{p.Oil, p.Publisher}
		assert.False(t, seen[key], key)
		seen[key] = true
		assert.NotEmpty(t, p.Factor.Source)
		got, err := p.Factor.API(0, exact.HalfUp)
		require.NoError(t, err, p.Oil)
		api[p.Oil] = got.String() // the last publisher's
	}
	assert.Len(t, seen, 16)
	assert.Equal(t, map[string]string{
		"crude, world average": "33", "crude, average": "33", "Urals": "33", "crude and products": "31", "LPG": "130",
		"gasoline": "60",
		"naphtha":  "65", "kerosene and jet": "43", "gas oil and diesel": "31", "residual fuel oil": "17", "bitumen": "4",
	}, api)
}

// The finance ministry prints its price of Urals per barrel and per tonne; the
// factor between them is 7.30 in both cases.
func TestFinanceMinistry(t *testing.T) {
	for _, c := range []struct{ perBarrel, perTonne string }{{"57.49", "419.7"}, {"46.82", "341.8"}} {
		got, err := exact.Div(dec(c.perTonne), dec(c.perBarrel), 3, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, "7.3", got.String())
	}
}

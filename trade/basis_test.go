package trade

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What each term includes is as Incoterms 2020 (DES: 2000) and, for the customs
// value, 19 U.S.C. 1401a(b)(4)(A) have it.
func TestPriceBasis(t *testing.T) {
	for _, c := range []struct {
		basis              PriceBasis
		freight, insurance bool
	}{
		{FOB, false, false},
		{FAS, false, false},
		{CIF, true, true},
		{CFR, true, false},
		{DES, true, true},
		{DAP, true, true},
		{CustomsValue, false, false},
		{"", false, false},
		{"EXW", false, false},
	} {
		assert.Equal(t, c.freight, c.basis.Freight(), c.basis)
		assert.Equal(t, c.insurance, c.basis.Insurance(), c.basis)
		assert.Equal(t, c.basis != "" && c.basis != "EXW", c.basis.Valid())
	}
	for in, want := range map[string]PriceBasis{"fob": FOB, " CIF ": CIF, "Customs Value": CustomsValue} {
		b, err := ParsePriceBasis(in)
		require.NoError(t, err)
		assert.Equal(t, want, b)
	}
	for _, in := range []string{"", "EXW", "F.O.B."} {
		_, err := ParsePriceBasis(in)
		var e *BasisError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, in, e.Text)
		assert.Contains(t, err.Error(), "customs value")
	}
	var v []PriceBasis
	require.NoError(t, json.Unmarshal([]byte(`["cif",""]`), &v))
	out, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, `["CIF",""]`, string(out))
}

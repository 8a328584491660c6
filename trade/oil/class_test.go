package oil

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// The annex in the words of the guidance: gasoline, gas oil and diesel, kerosene and
// jet, and vacuum gas oil are above crude; naphtha, residual fuel oil and waste oils below.
func TestClassOfCN(t *testing.T) {
	for code, want := range map[trade.Product]Class{
		"2709":       Crude,
		"270900":     Crude,
		"27090010":   Crude, // natural gas condensates
		"27090090":   Crude,
		"2709009000": Crude,
		"27101211":   Discount, // naphtha for a specific process
		"27101225":   Discount, // special spirits
		"27101245":   Premium,  // gasoline, 95 to 98 octane
		"27101290":   Premium,
		"27101921":   Premium, // jet fuel
		"27101943":   Premium, // diesel of 10 ppm
		"2710194300": Premium,
		"27101948":   Premium,
		"27101962":   Discount, // fuel oil
		"27101967":   Discount,
		"27101971":   Premium,  // heavy oils for a specific process: vacuum gas oil
		"27101981":   Discount, // lubricating oils
		"27102011":   Premium,  // diesel with biodiesel
		"27102038":   Discount,
		"271091":     Discount, // waste oils
		"271099":     Discount,
		"27109900":   Discount,
	} {
		got, err := ClassOfCN(code)
		require.NoError(t, err, code)
		assert.Equal(t, want, got, code)
	}
	for code, codes := range map[trade.Product]int{"27": 45, "2710": 44, "271012": 11, "271019": 25, "271020": 6} {
		_, err := ClassOfCN(code)
		var e *Error
		require.ErrorAs(t, err, &e, code)
		assert.Equal(t, "class", e.Code)
		assert.Contains(t, e.Reason, fmt.Sprintf("one of the %d codes below it", codes), code)
		assert.Contains(t, err.Error(), "more than one class")
		want := []Class{Premium, Discount}
		if code == "27" {
			want = append(want, Crude)
		}
		assert.ElementsMatch(t, want, e.Classes)
	}
	for code, says := range map[trade.Product]string{
		"2711":     "no oil under the price cap",
		"27111100": "no oil under the price cap",
		"85":       "no oil under the price cap",
		"27101964": "not in the annex", // fuel oil until 2021
		"27101918": "not in the annex",
		"270901":   "not in the annex",
	} {
		_, err := ClassOfCN(code)
		var e *Error
		require.ErrorAs(t, err, &e, code)
		assert.Equal(t, "class", e.Code)
		assert.Empty(t, e.Classes)
		assert.Contains(t, err.Error(), says, code)
	}
	for _, code := range []trade.Product{"", "270", "27x9", "271019431234"} {
		_, err := ClassOfCN(code)
		require.ErrorAs(t, err, new(*trade.ProductError), code)
	}
	dotted, err := ClassOfCN("2710.19.43")
	require.NoError(t, err)
	assert.Equal(t, Premium, dotted)
}

// 11 codes of light oils, 25 of medium and heavy oils, 6 with biodiesel, 2 of waste
// oils and crude. Every code of the annex stands in it once, is a code, and no code is below another.
func TestCapAnnex(t *testing.T) {
	var codes []trade.Product
	for _, row := range capAnnex() {
		for end := range strings.FieldsSeq(row.ends) {
			p, err := trade.ParseProduct(row.prefix + end)
			require.NoError(t, err)
			for _, other := range codes {
				assert.False(t, p.Within(other) || other.Within(p), "%s and %s", p, other)
			}
			codes = append(codes, p)
		}
	}
	assert.Len(t, codes, 45) // 42 of eight digits, and 270900, 271091, 271099
}

// FuzzClassOfCN: what has a class keeps it with further digits, and what has none
// below it has a class nowhere below.
func FuzzClassOfCN(f *testing.F) {
	f.Add("271019", "43")
	f.Add("27", "")
	f.Fuzz(func(t *testing.T, code, more string) {
		class, err := ClassOfCN(trade.Product(code))
		longer, below := ClassOfCN(trade.Product(code + more))
		switch {
		case err == nil && class != Crude && class != Premium && class != Discount:
			t.Fatalf("%q: class %q", code, class)
		case err == nil && below == nil && class != longer:
			t.Fatalf("%q is %s, %q is %s", code, class, code+more, longer)
		case err != nil && err.Error() == "":
			t.Fatal("an error says nothing")
		}
	})
}

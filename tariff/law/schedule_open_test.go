package law

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestLinesOfAnyLength: the longest line that holds the goods counts, a line that ended is
// not that of its heading, and a short code is a line only where none stands below.
func TestLinesOfAnyLength(t *testing.T) {
	ended := trade.Interval{To: trade.NewDate(2026, 6, 1)}
	s := &Schedule{Lines: []Line{
		{Code: "27"},
		{Code: "270112"},
		{Code: "27090000", During: ended},
		{Code: "2710192050"},
		{Code: "27101920"},
		{Code: "080131"},
	}}
	s.Sort()
	on := trade.NewDate(2026, 7, 1)
	for code, want := range map[trade.Product]trade.Product{
		"27011210": "270112", "2701121000": "270112", "27111100": "27", "2710192050": "2710192050", "2710192090": "27101920",
		"08013100": "080131", "080131": "080131",
	} {
		line, found, err := s.Find(code, on)
		require.NoError(t, err, code)
		assert.Equal(t, want, line.Code, code)
		assert.Equal(t, code, found)
	}
	for code, want := range map[trade.Product]ProductErrorKind{
		"27090000": EndedProduct, "28011000": UnknownProduct, "27": ProductTooShort, "270110": ProductTooShort,
		"0801": ProductTooShort,
	} {
		_, _, err := s.Find(code, on)
		var wrong *ProductError
		require.ErrorAs(t, err, &wrong, code)
		assert.Equal(t, want, wrong.Kind, code)
	}
}

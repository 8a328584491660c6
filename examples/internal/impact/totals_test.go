package impact

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Totals alone are those of the answer with lines; what needs the lines is refused.
func TestTotals(t *testing.T) {
	const flows = `period,origin,destination,hs,value_usd,quantity,unit
2025-09-01,IN,US,6109100012,10000,,
2025-09-01,CN,US,7326908688,14172,,
2025-09-01,IN,GB,6109100012,1,,
2025-09-01,IN,US,9999999999,3,,
`
	status, text, words := ask(t, flows, "-scenario", "no-ieepa,no-232", "-json", "-behaviour", "none")
	require.Equal(t, 3, status, words)
	var lines, totals answer
	require.NoError(t, json.Unmarshal([]byte(text), &lines))
	status, text, words = ask(t, flows, "-scenario", "no-ieepa,no-232", "-json", "-totals")
	require.Equal(t, 3, status, words)
	require.NoError(t, json.Unmarshal([]byte(text), &totals))
	assert.Equal(t, lines.Rows, totals.Rows)
	assert.Equal(t, lines.Values, totals.Values)
	assert.Equal(t, lines.Rejects, totals.Rejects)
	assert.Equal(t, lines.Baseline.Duty, totals.Baseline.Duty)
	require.Len(t, totals.Scenarios, 2)
	for i := range lines.Scenarios {
		a, b := lines.Scenarios[i].Mechanical, totals.Scenarios[i].Mechanical
		assert.Equal(t, a.Change, b.Change)
		assert.Equal(t, a.ByOrigin, b.ByOrigin)
		assert.Equal(t, a.ByChapter, b.ByChapter)
		assert.Equal(t, a.ByPeriod, b.ByPeriod)
		assert.Empty(t, b.ByLayer)
	}
	keys := map[string]string{}
	for _, g := range totals.Mechanical.ByAuthority {
		keys[g.Key] = g.Baseline
	}
	assert.Equal(t,
		map[string]string{"Column 1": "2060.99", "IEEPA": "7834.40", "Section 232": "7086.00", "Section 301": "3543.00"},
		keys,
		"1,650.00 + 410.99; twice 25 % of 10,000 and 20 % of 14,172; 50 % and 25 % of 14,172")
	assert.Nil(t, totals.Baseline.Bounds, "of totals alone no bounds are known")

	status, text, _ = ask(t, flows, "-scenario", "no-ieepa", "-totals")
	assert.Equal(t, 3, status)
	assert.Contains(t, text, "Totals alone")
	status, _, words = ask(t, flows, "-scenario", "no-ieepa", "-totals", "-out", filepath.Join(t.TempDir(), "a.xlsx"))
	assert.Equal(t, 2, status)
	assert.Contains(t, words, "-totals keeps no line")
}

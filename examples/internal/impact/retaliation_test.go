package impact

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRetaliationCovered: how little of the exports the answer is of stands among its first lines
// and in the JSON, also where no line is kept; the day is that of the flows.
func TestRetaliationCovered(t *testing.T) {
	flows := strings.ReplaceAll(oilFlows, "3004909201", "6109100027")
	args := []string{"-scenario", "retaliation", "-date", "2025-05-20", "-behaviour", "none"}
	for _, more := range [][]string{nil, {"-totals"}} {
		status, out, words := ask(t, flows, append(args, more...)...)
		require.Zero(t, status, words)
		head := strings.Join(strings.SplitN(out, "\n", 7)[:6], "\n")
		assert.Contains(t, head, "21% of the exports to CA are covered, USD 73.2 of 348.5 bn", "%v", more)
		assert.Contains(t, head, "15.3% of the exports to CN are covered, USD 21.9 of 143.5 bn", "%v", more)
		assert.Contains(t, out, "What CN adds to its duties on goods of the United States on 2025-05-20")

		status, out, words = ask(t, flows, append(append(args, more...), "-json")...)
		require.Zero(t, status, words)
		var a answer
		require.NoError(t, json.Unmarshal([]byte(out), &a))
		require.Len(t, a.Retaliation, 2, "%v", more)
		china := a.Retaliation[1]
		assert.Equal(t, []string{"2025-05-20", "143500000000", "0.153"}, []string{china.Date, china.Whole, china.Covered})
		assert.Contains(t, strings.Join(china.Notes, "\n"), "what those cost is in no figure")
	}
}

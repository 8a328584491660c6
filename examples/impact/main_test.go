package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const flowsFile = `period,origin,destination,hs,value_usd,quantity,unit
2025-09-01,IN,US,6109100012,10000,,
2025-09,IN,US,6109100012,5000.50,,
2025-09-01,CN,US,7326908688,14172,,
2025-09-01,IN,GB,6109100012,1,,
`

// program runs the program on a file of flows.
func program(t *testing.T, flows string, args ...string) (status int, stdout, stderr string) {
	path := filepath.Join(t.TempDir(), "flows.csv")
	require.NoError(t, os.WriteFile(path, []byte(flows), 0o644))
	var out, words bytes.Buffer
	status = run(context.Background(), append([]string{"-flows", path}, args...), &out, &words)
	return status, out.String(), words.String()
}

func TestImpact(t *testing.T) {
	report := filepath.Join(t.TempDir(), "report.xlsx")
	status, out, words := program(t, flowsFile, "-scenario", "no-ieepa", "-out", report, "-json")
	require.Zero(t, status, words)
	assert.Empty(t, words)
	assert.FileExists(t, report)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "no-ieepa", a.Scenario)
	assert.Equal(t, rows{Read: 4, Flows: 4, Answered: 3, Skipped: 1}, a.Rows)
	// Goods of India: 16.5 % of the schedule, and before twice 25 %, each rounded to the
	// cent. Goods of China: 11,039.99 of a published entry summary, which has no duty
	// under the emergency powers.
	assert.Equal(t, "29172.50", a.Baseline.Value)
	assert.Equal(t, "13515.07", a.Mechanical.Duty, "1,650.00 + 825.08 + 11,039.99")
	assert.Equal(t, "IN", a.Mechanical.ByOrigin[1].Key)
	assert.Equal(t, "9975.34", a.Mechanical.ByOrigin[1].Baseline, "6,650.00 + 825.08 + 1,250.13 + 1,250.13")
	for _, c := range a.Checks {
		assert.True(t, c.OK, c.Name)
	}
	var raw map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(out), &raw))
	assert.NotContains(t, raw, "behavioural")
	assert.NotContains(t, raw, "judgement")
}

func TestRejectedRows(t *testing.T) {
	status, out, words := program(t, flowsFile+"2025-09-01,IN,US,9999999999,7,,\n2025-09-01,XX,US,6109100012,7,,\n", "-scenario", "no-change", "-json")
	assert.Equal(t, 3, status)
	assert.Contains(t, words, "1 of 6 rows could not be read, 1 of 5 flows have no answer")
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.Len(t, a.Rejects, 1)
	assert.Equal(t, "unknown_product", a.Rejects[0].Code)
	assert.Equal(t, a.Baseline.Duty, a.Mechanical.Duty)
}

func TestScenarioFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.json")
	require.NoError(t, os.WriteFile(path, []byte(`{"name":"half","edits":[{"op":"change_rate","heading":"9903.01.84","duty":"12.5%"}]}`), 0o644))
	status, out, words := program(t, "period,origin,destination,hs,value_usd,quantity,unit\n2025-09-01,IN,US,6109100012,10000,,\n", "-scenario", path, "-json")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "6650.00", a.Baseline.Duty)
	assert.Equal(t, "-1250.00", a.Mechanical.Change)
}

func TestWrongUse(t *testing.T) {
	for _, args := range [][]string{
		{},
		{"-scenario", "no-ieepa"},
		{"-scenario", "no-ieepa", "-out", "report.csv"},
		{"-scenario", "no-ieepa", "-json", "more"},
		{"-scenario", "no-ieepa", "-json", "-date", "soon"},
		{"-scenario", "no-ieepa", "-json", "-within", "never"},
		{"-scenario", "no-ieepa", "-json", "-rounding", "up"},
		{"-nonsense"},
	} {
		status, _, words := program(t, flowsFile, args...)
		assert.Equal(t, 2, status, "%v", args)
		assert.NotEmpty(t, words)
	}
	status, _, words := program(t, flowsFile, "-h")
	assert.Zero(t, status)
	assert.Contains(t, words, "go run ./examples/impact")
}

func TestRefused(t *testing.T) {
	status, out, words := program(t, flowsFile, "-scenario", "no-such", "-json")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, `scenario "no-such" is neither a file nor one of no-ieepa`)
	assert.Contains(t, out, `{"error":{"code":`)
	status, _, words = program(t, "nothing,here\n1,2\n", "-scenario", "no-ieepa", "-json")
	assert.Equal(t, 1, status, words)
	status, _, words = program(t, flowsFile, "-scenario", "no-ieepa", "-out", filepath.Join(t.TempDir(), "no", "report.xlsx"))
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "cannot create the file")
}

package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestNoRows: a file with a header and no rows is refused by every program that reads one, also as
// JSON, and nothing is written.
func TestNoRows(t *testing.T) {
	dir := t.TempDir()
	for name, header := range map[string]string{
		"flows.csv": "period,origin,destination,hs,value_usd", "lines.csv": "hts,origin,date,value", "list.csv": "hts,origin",
		"edges.csv":   "owner,entity,percent",
		"figures.csv": "period,buyer,product,quantity,unit,value,currency,share_pct,source,sure",
	} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(header+"\n"), 0o600))
	}
	for _, question := range []string{
		"impact -flows @/flows.csv -scenario no-ieepa -out @/out.xlsx",
		"importers -flows @/flows.csv", "importers -figures @/figures.csv", "importers -five -figures @/figures.csv",
		"duty -lines @/lines.csv -out @/out.csv -rejects @/rejects.csv",
		"watch -list @/list.csv -from 2025-09-01 -to 2025-10-01 -out @/out.xlsx",
		"ownership -rule ofac -date 2026-10-01 -listed A -edges @/edges.csv",
	} {
		status, out, words := ask(t, append(argsOf(dir, question), "-json")...)
		assert.Equal(t, 1, status, question)
		assert.Contains(t, words, "no rows", question)
		assert.Contains(t, out, `"error"`, question)
	}
	// What check shows of it is true, and it says what that is worth.
	status, out, words := ask(t, argsOf(dir, "check @/flows.csv")...)
	assert.Zero(t, status)
	assert.Contains(t, out, "nothing can be answered from it")
	assert.Contains(t, words, "no rows")
	left, err := filepath.Glob(filepath.Join(dir, "[or]*"))
	require.NoError(t, err)
	assert.Empty(t, left)
}

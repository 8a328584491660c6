package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
)

// TestUnneeded: an option for what a file does not say is told where the file says it, and is an
// assumption where it does not.
func TestUnneeded(t *testing.T) {
	for _, c := range []struct {
		header, row string
		unneeded    []string
	}{
		{
			"period,origin,destination,hs,value_usd", "2025-09,IN,US,610910,5",
			[]string{"period", "origin", "destination", "partner", "flow"},
		},
		{"period,destination,hs,value_usd", "2025-09,US,610910,5", []string{"period", "destination", "partner", "flow"}},
		{"hs,value_usd", "610910,5", []string{"partner", "flow"}},
	} {
		path := filepath.Join(t.TempDir(), "flows.csv")
		require.NoError(t, os.WriteFile(path, []byte(c.header+"\n"+c.row+"\n"), 0o600))
		sept, err := trade.ParsePeriod("2025-09")
		require.NoError(t, err)
		read, err := source.Import(t.Context(), path, source.Options{
			Origin: "CN", Destination: "US", Period: sept, Partner: "DE", Flow: source.Imports,
		})
		require.NoError(t, err)
		var said []string
		for _, text := range read.Report.Assumed {
			if name, found := strings.CutSuffix(text, " that was named is not used: the file says its own, or has none"); found {
				said = append(said, strings.TrimPrefix(name, "the "))
			}
		}
		assert.ElementsMatch(t, c.unneeded, said, c.header)
		plain, err := source.Import(t.Context(), path, source.Options{Origin: "CN", Destination: "US", Period: sept})
		require.NoError(t, err)
		assert.Len(t, read.Report.Assumed, len(plain.Report.Assumed)+2, "partner and flow, which such a sheet has not")
	}
}

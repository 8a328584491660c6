package importers

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func flowsFile(t *testing.T, rows ...string) string {
	file := filepath.Join(t.TempDir(), "flows.csv")
	text := "period,origin,destination,hs,value_usd,quantity,unit\n" + strings.Join(rows, "\n") + "\n"
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// TestUnits: quantities in several units are converted, or named by row with the flag that
// helps. 7,500 barrels at 7.5 a tonne are 1,000 t; 158.987294928 m3 are 1,000 barrels,
// 133.333333 t.
func TestUnits(t *testing.T) {
	file := flowsFile(t, "2025-11,RU,IN,27090000,1,500,t", "2025-11,RU,CN,27090000,1,7500,bbl",
		"2025-11,RU,TR,27090000,1,300000,kg",
		"2025-11,RU,BR,2709,1,158.987294928,m3", "2025-11,RU,SG,271019,1,9,No.", "2025-11,KZ,DE,270900,1,9,bbl")
	args := "-flows " + file + " -window 2025-11..2025-11"
	status, a, errs := ask(t, args)
	assert.Equal(t, 1, status)
	require.NotNil(t, a.Error)
	for _, part := range []string{"row 3 (RU to CN, 7500 bbl)", "row 5 (RU to BR, 158.987294928 m3)", "-factor"} {
		assert.Contains(t, errs, part)
	}
	assert.NotContains(t, errs, "row 6", "products are in no ranking here")
	status, a, errs = ask(t, args+" -factor 7.5")
	require.Zero(t, status, errs)
	assert.Contains(t, a.buyers(file), "CN 1000 ")
	assert.Contains(t, a.buyers(file), "TR 300 ")
	assert.Contains(t, a.buyers(file), "BR 133.333333 ")
	for _, factor := range []string{"0.136", "-7", "1e1", "many"} {
		status, _, errs = ask(t, args+" -factor "+factor)
		assert.Equal(t, 1, status, factor)
		assert.Contains(t, errs, "-factor")
	}
}

// TestStraddles: a month that reaches beyond the days asked for is said.
func TestStraddles(t *testing.T) {
	file := flowsFile(t, "2025-10,RU,IN,270900,1,500,t", "2025-11,RU,IN,270900,1,500,t", "2026-10,RU,IN,270900,1,500,t")
	var out, errs bytes.Buffer
	require.Zero(t, Run(t.Context(), strings.Fields("-date 2026-11-01 -flows "+file), &out, &errs), errs.String())
	assert.Contains(t, out.String(), "in part: 2025-10-01 .. 2025-10-31 reaches beyond the days asked for")
	assert.Contains(t, out.String(), "in part: 2026-10-01 .. 2026-10-31 reaches beyond the days asked for")
	assert.NotContains(t, out.String(), "in part: 2025-11")
	out.Reset()
	require.Zero(t, Run(t.Context(), strings.Fields("-buyer IN -date 2026-11-01 -flows "+file), &out, &errs))
	assert.Contains(t, out.String(),
		"2026-10-01 .. 2026-10-31, of which between nothing and all lies in the twelve months")
}

// TestFlagsThatHelp: an error names its flag, and a flag that is wrong shows its own line.
func TestFlagsThatHelp(t *testing.T) {
	for line, want := range map[string]string{
		"-date 2026-02-30": "-date", "-buyer Atlantis": "-buyer", "-commodity tea": "-commodity", "-prior never": "-prior",
		"-window 2026":             "-window",
		"-buyer IN -new-gas maybe": "-new-gas",
	} {
		_, _, errs := ask(t, line)
		assert.Contains(t, errs, want)
	}
	var out, errs bytes.Buffer
	assert.Equal(t, 2, Run(t.Context(), []string{"-windo", "all"}, &out, &errs))
	assert.Contains(t, errs.String(), "-window days")
	assert.NotContains(t, errs.String(), "go run ./examples/importers")
}

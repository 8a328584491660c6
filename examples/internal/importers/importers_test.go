package importers

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type answer struct {
	Commodity string
	Rankings  []struct {
		Source, Unit string
		Buyers       []struct {
			Buyer    string
			Rank     int
			Stated   string
			InStated string `json:"in_stated"`
			InWindow string `json:"in_window"`
		}
	}
	Described, Rate string
	Why             []string
	Error           *struct{ Code, Message string }
}

// ask runs the program with the words of a command line.
func ask(t *testing.T, line string) (status int, a answer, stderr string) {
	var out, errs bytes.Buffer
	status = Run(context.Background(), append(strings.Fields(line), "-json"), &out, &errs)
	if out.Len() > 0 {
		require.NoError(t, json.Unmarshal(out.Bytes(), &a), out.String())
	}
	return status, a, errs.String()
}

func (a answer) buyers(source string) string {
	var b strings.Builder
	for _, r := range a.Rankings {
		if strings.HasPrefix(r.Source, source) {
			for _, x := range r.Buyers {
				b.WriteString(strings.Join([]string{x.Buyer, x.Stated, x.InStated, x.InWindow}, " ") + "; ")
			}
		}
	}
	return b.String()
}

// TestPublished: November 2025 by CREA; India and China undetermined over the year.
func TestPublished(t *testing.T) {
	status, a, stderr := ask(t, "-window 2025-11..2025-11")
	require.Zero(t, status, stderr)
	assert.Equal(t, "CN 0.47 among among; IN 0.38 among among; EU 0.06 among among; TR 0.06 among among; ",
		a.buyers("CREA"))
	_, a, _ = ask(t, "-window 2025-11..2025-11 -apart")
	assert.Equal(t, "CN 0.47 among among; IN 0.38 among among; TR 0.06 among among; ", a.buyers("CREA"))
	_, a, _ = ask(t, "-commodity lng -window 2025-01-01..2025-12-31")
	assert.Equal(t, "EU 13.8 among among; ", a.buyers("LSEG"))
	status, a, stderr = ask(t, "-buyer IN -date 2026-11-01 -new-crude yes -new-gas no -evasion no")
	require.Zero(t, status, stderr)
	assert.Equal(t, "undetermined", a.Described)
	assert.Equal(t, "0 to 100 percent, not set as far as known to 2026-10-10", a.Rate)
	_, a, _ = ask(t, "-buyer IN -date 2026-11-01 -new-crude no -new-gas no -evasion no")
	assert.Equal(t, "not_among", a.Described)
	_, a, _ = ask(t, "-buyer IN -date 2026-11-01 -new-crude no -new-gas no -evasion yes")
	assert.Equal(t, "among", a.Described)
}

// TestOwn: flows of one's own in the layout of the library, and figures.
func TestOwn(t *testing.T) {
	dir := t.TempDir()
	flows, figures := filepath.Join(dir, "flows.csv"), filepath.Join(dir, "figures.csv")
	text := "period,origin,destination,hs,value_usd,quantity,unit\n"
	for _, row := range []string{"CN,100", "IN,90", "TR,12", "HU,5", "SK,4", "BR,3", "SY,2"} {
		buyer, tonnes, _ := strings.Cut(row, ",")
		for _, month := range []string{"2025-11", "2025-12"} {
			text += month + ",RU," + buyer + ",270900,1," + tonnes + ",t\n"
		}
	}
	require.NoError(t, os.WriteFile(flows, []byte(text), 0o600))
	const days = " -window 2025-11..2025-12 -whole 2025-11..2025-12"
	status, a, stderr := ask(t, "-flows "+flows+days)
	require.Zero(t, status, stderr)
	assert.Contains(t, a.buyers(flows), "EU 18 among among; BR 6 among among; SY 4 not_among not_among; ")
	_, a, _ = ask(t, "-flows "+flows+days+" -apart")
	assert.Contains(t, a.buyers(flows), "SK 8 among among; BR 6 not_among not_among; ")
	_, a, _ = ask(t, "-flows "+flows+" -window 2025-11..2025-12")
	assert.Contains(t, a.buyers(flows), "CN 200 undetermined undetermined; ", "others may have taken more")
	_, a, _ = ask(t, "-flows "+flows+days+" -by-value")
	assert.Contains(t, a.buyers(flows), "BR 2 among among")

	require.NoError(t,
		os.WriteFile(figures, []byte("period,buyer,product,share_pct,source\n2025-11,India,crude,60,own\n"), 0o600))
	_, a, _ = ask(t, "-figures "+figures+" -window 2025-11..2025-11")
	assert.Equal(t, "IN 0.6 among among; ", a.buyers("own"))
}

// TestRefused: what is wrong is named, on one line.
func TestRefused(t *testing.T) {
	for line, code := range map[string]string{
		"-commodity tea":                "bad_value",
		"-date 2026-02-30":              "bad_date",
		"-window 2026":                  "bad_value",
		"-buyer Atlantis":               "unknown_country",
		"-buyer EU -apart":              "contradiction",
		"-buyer IN -new-crude maybe":    "bad_value",
		"-buyer JP -gas-share 12":       "contradiction",
		"-prior never":                  "bad_value",
		"-figures /nowhere/figures.csv": "refused",
		"-flows /nowhere/flows.csv":     "refused",
	} {
		status, a, stderr := ask(t, line)
		assert.Equal(t, 1, status, line)
		require.NotNil(t, a.Error, line)
		assert.Equal(t, code, a.Error.Code, "%s: %s", line, a.Error.Message)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
	for _, line := range []string{"stray", "-nonsense", "-flows a -figures b"} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, Run(context.Background(), strings.Fields(line), &out, &errs), line)
		assert.Empty(t, out.String())
	}
	var out, errs bytes.Buffer
	assert.Zero(t, Run(context.Background(), []string{"-h"}, &out, &errs))
	assert.Contains(t, errs.String(), "go run ./examples/importers")
}

// TestText is the answer for a person.
func TestText(t *testing.T) {
	var out, errs bytes.Buffer
	require.Zero(t, Run(context.Background(), strings.Fields("-window 2025-11..2025-11"), &out, &errs))
	assert.Contains(t, out.String(), "  1 of 4 named  CN  0.47  there: among  in the days asked for: among\n")
	out.Reset()
	require.Zero(t, Run(context.Background(), strings.Fields("-buyer IN -date 2026-11-01"), &out, &errs))
	assert.Contains(t, out.String(), "Section 113 and IN on 2026-11-01: UNDETERMINED\n")
	assert.Contains(t, out.String(), "rate: 0 to 100 percent, not set as far as known to 2026-10-10\n")
}

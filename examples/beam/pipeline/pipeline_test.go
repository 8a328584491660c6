package pipeline

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/duty"
)

func TestMain(m *testing.M) { ptest.MainWithDefault(m, "prism") }

// TestTotals: the pipeline gives the totals of duty -lines, to the cent.
func TestTotals(t *testing.T) {
	folder := t.TempDir()
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	for k := range 3 {
		var b strings.Builder
		b.WriteString("hts,origin,date,value,claims\r\n")
		for range 20_000 {
			value := fmt.Sprintf("%d.%02d", r.IntN(1_000_000), r.IntN(100))
			if r.IntN(100) == 0 {
				value = "many"
			}
			fmt.Fprintf(
				&b,
				"%s,%s,2025-%02d-%02d,%s,%s\r\n",
				pick("6109.10.00.12", "8703.23.01.40", "7326.90.86.88", "1701.13.10.00"),
				pick("IN", "CN", "CA", "IR", `"DE"`, "nowhere"),
				1+r.IntN(12),
				1+r.IntN(28),
				value,
				pick("", "", "usmca"),
			)
		}
		require.NoError(t, os.WriteFile(filepath.Join(folder, fmt.Sprintf("in%d.csv", k)), []byte(b.String()), 0o644))
	}
	out := filepath.Join(folder, "totals.csv")
	require.NoError(t, Run(t.Context(), "prism", filepath.Join(folder, "in*.csv"), out, Options{Rounding: "cent"}))
	got, err := os.ReadFile(out)
	require.NoError(t, err)

	var all bytes.Buffer
	for k := range 3 {
		b, err := os.ReadFile(filepath.Join(folder, fmt.Sprintf("in%d.csv", k)))
		require.NoError(t, err)
		if k > 0 {
			b = b[bytes.IndexByte(b, '\n')+1:]
		}
		all.Write(b)
	}
	whole := filepath.Join(folder, "whole.csv")
	require.NoError(t, os.WriteFile(whole, all.Bytes(), 0o644))
	var want, words bytes.Buffer
	status := duty.Run(t.Context(), []string{"-lines", whole, "-by", "origin"}, &want, &words)
	require.Equal(t, 3, status, words.String())
	rest, ok := strings.CutPrefix(string(got), want.String())
	require.True(t, ok, "%s\n%s", want.String(), got)
	lines := strings.Split(rest, "\n")
	require.Len(t, lines, 2)
	iran := strings.Split(want.String()[strings.Index(want.String(), "\nIR,"):], ",")
	assert.Equal(t, fmt.Sprintf("(licence),%s,%s,,,,", iran[1], iran[2]), lines[0])
	assert.Contains(t, words.String(), "60000 rows")
}

func TestRefused(t *testing.T) {
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.csv"), filepath.Join(folder, "out.csv")
	require.NoError(
		t,
		os.WriteFile(in, []byte("hts,origin,date,value,note\n6109.10.00.12,IN,2025-09-01,1,\"two\nlines\"\n"), 0o644),
	)
	assert.ErrorContains(t, Run(t.Context(), "prism", in, out, Options{Rounding: "cent"}), "a row must stand on one")
	assert.ErrorContains(t, Run(t.Context(), "prism", in+"x", out, Options{Rounding: "cent"}), "no such file")
	assert.Error(t, Run(t.Context(), "prism", in, out, Options{Rounding: "by guess"}))
	require.NoError(t, os.WriteFile(filepath.Join(folder, "in2.csv"), []byte("origin,hts,date,value\n"), 0o644))
	assert.ErrorContains(
		t,
		Run(t.Context(), "prism", filepath.Join(folder, "in*.csv"), out, Options{Rounding: "cent"}),
		"of one header",
	)
	assert.NoFileExists(t, out)
}

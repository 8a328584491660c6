package duty

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// childArgs makes the test binary the program, for a test that kills it.
const childArgs = "TRADESHOCK_TEST_DUTY_ARGS"

func TestMain(m *testing.M) {
	if args := os.Getenv(childArgs); args != "" {
		os.Exit(Run(context.Background(), strings.Split(args, "\n"), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

func runDuty(t *testing.T, args ...string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	status = Run(t.Context(), args, &out, &words)
	return status, out.String(), words.String()
}

// Killed at random moments, a batch damages nothing, and the next run removes what it left.
func TestKilledBatch(t *testing.T) {
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.csv"), filepath.Join(folder, "out.csv")
	lines := "hts,origin,date,value\n" + strings.Repeat("6109.10.00.12,IN,2025-09-01,10000\n", 400_000)
	require.NoError(t, os.WriteFile(in, []byte(lines), 0o644))
	left := 0
	for range 12 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), childArgs+"=-lines\n"+in+"\n-out\n"+out)
		require.NoError(t, child.Start())
		for range 400 { // until it writes
			if found, _ := filepath.Glob(filepath.Join(folder, ".out.csv.*")); len(found) > 0 {
				break
			}
			time.Sleep(5 * time.Millisecond)
		}
		time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
		_ = child.Process.Kill()
		_ = child.Wait()
		found, err := filepath.Glob(filepath.Join(folder, ".out.csv.*"))
		require.NoError(t, err)
		assert.LessOrEqual(t, len(found), 1, "a later run removes what an earlier one left")
		left += len(found)
	}
	assert.Positive(t, left, "no kill came while the file was written")
	status, _, words := runDuty(t, "-lines", in, "-out", out)
	require.Zero(t, status, words)
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, entries, 2, "the input and the output")
}

func TestOutputsAreNobodyElses(t *testing.T) {
	folder := t.TempDir()
	in, out, notes := filepath.Join(folder, "in.csv"), filepath.Join(folder, "out.csv"), filepath.Join(folder, "notes.csv")
	text := "hts,origin,date,value\n6109.10.00.12,IN,2025-09-01,10000\n"
	require.NoError(t, os.WriteFile(in, []byte(text), 0o644))
	require.NoError(t, os.WriteFile(notes, []byte("a,b\n1,2\n"), 0o644))
	link := filepath.Join(folder, "link.csv")
	require.NoError(t, os.Symlink(in, link))
	for _, args := range [][]string{
		{"-out", in, "-force"},
		{"-out", link},
		{"-rejects", in},
		{"-out", notes},
		{"-rejects", notes},
		{"-out", out, "-rejects", out},
	} {
		status, _, words := runDuty(t, append([]string{"-lines", in}, args...)...)
		assert.Equal(t, 1, status, "%v", args)
		assert.NotEmpty(t, words)
	}
	for range 2 { // its own it may
		status, _, words := runDuty(t, "-lines", in, "-out", out)
		assert.Zero(t, status, words)
	}
	status, _, words := runDuty(t, "-lines", in, "-out", notes, "-force")
	assert.Zero(t, status, words)
	kept, err := os.ReadFile(in)
	require.NoError(t, err)
	assert.Equal(t, text, string(kept))
}

func TestFlagsSayWhatIsWrong(t *testing.T) {
	entry := strings.Fields("-origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01")
	for _, c := range []struct {
		args string
		want string
	}{
		{"-rate|", "empty"},
		{"-scenario|no-ieepa|-scenario|no-232", "twice"},
		{"-orgin|IN", "not defined: -orgin"},
		{"-out|x.csv", "-lines"},
		{"more", `unexpected argument "more"`},
	} {
		status, _, words := runDuty(t, append(append([]string{}, entry...), strings.Split(c.args, "|")...)...)
		assert.Equal(t, 2, status, c.args)
		assert.Contains(t, words, c.want)
		assert.LessOrEqual(t, strings.Count(words, "\n"), 5, "its own line, not the whole help: %s", words)
	}
}

// A scenario by its name, and what helps past the last day known.
func TestNamedScenarioAndHold(t *testing.T) {
	entry := strings.Fields("-origin IN -hts 6109.10.00.12 -value 10000 -json -date")
	status, out, words := runDuty(t, append(entry, "2025-09-01", "-scenario", "no-ieepa")...)
	require.Zero(t, status, words)
	assert.Contains(t, out, `"total_duty": "1650.00"`)
	status, _, words = runDuty(t, append(entry, "2029-09-01")...)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-hold")
	status, _, words = runDuty(t, append(entry, "2025-09-01", "-scenario", "no-such")...)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "no-301-labor")
}

package duty

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/shard"
)

func merge(t *testing.T, args ...string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	status = shard.Run(t.Context(), args, &out, &words)
	return status, out.String(), words.String()
}

// entriesFile writes entries with everything that a row may hold.
func entriesFile(t *testing.T, path string, n int) {
	r := rand.New(rand.NewPCG(3, 5))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	b.WriteString("hts,note,origin,date,value,claims\n")
	for range n {
		fmt.Fprintf(&b, "%s,%s,%s,2025-%02d-%02d,%d.%02d,%s\n",
			pick("6109.10.00.12", "8703.23.01.40", "7326.90.86.88", "8471.30.01.00", "1701.13.10.00"),
			pick("a", "b", `"two`+"\n"+`lines, and ""quotes"""`), pick("IN", "CN", "CA", "VN", "DE", "IR", "XX"),
			1+r.IntN(12), 1+r.IntN(29), r.IntN(1_000_000), r.IntN(100), pick("", "", "usmca", "us_content=0.25"))
		if r.IntN(50) == 0 {
			b.WriteString("\n")
		}
	}
	require.NoError(t, os.WriteFile(path, []byte(b.String()), 0o644))
}

// TestShardsKilled: eight processes, killed at random and started again, give the rows and
// the totals of one.
func TestShardsKilled(t *testing.T) {
	folder := t.TempDir()
	in, all, merged := filepath.Join(
		folder,
		"in.csv",
	), filepath.Join(
		folder,
		"all.csv",
	), filepath.Join(
		folder,
		"merged.csv",
	)
	entriesFile(t, in, 60_000)
	status, totals, words := runDuty(t, "-lines", in, "-out", all, "-by", "origin,month")
	require.Equal(t, 3, status, words)

	const of = 8
	out := func(i int) string { return filepath.Join(folder, fmt.Sprintf("out.%d.csv", i)) }
	var mu sync.Mutex
	killed, passed := 0, 0
	running := make(chan int, 2) // at a time
	var wg sync.WaitGroup
	for i := range of {
		wg.Go(func() {
			for try := 0; ; try++ {
				running <- i
				child := exec.Command(os.Args[0])
				child.Env = append(
					os.Environ(),
					childArgs+"="+strings.Join(
						[]string{
							"-lines",
							in,
							"-shard",
							fmt.Sprintf("%d/%d", i, of),
							"-out",
							out(i),
							"-by",
							"origin,month",
						},
						"\n",
					),
				)
				var said bytes.Buffer
				child.Stderr = &said
				assert.NoError(t, child.Start())
				if try < 3 {
					after := time.Duration(rand.IntN(1500*(1+try))) * time.Millisecond
					timer := time.AfterFunc(after, func() { _ = child.Process.Kill() })
					_ = child.Wait()
					timer.Stop()
				} else {
					_ = child.Wait()
				}
				<-running
				mu.Lock()
				if child.ProcessState.ExitCode() == -1 {
					killed++
				}
				if strings.Contains(said.String(), "was done before") {
					passed++
				}
				mu.Unlock()
				if try >= 3 {
					assert.Equal(t, 3, child.ProcessState.ExitCode(), said.String())
					return
				}
			}
		})
	}
	wg.Wait()
	assert.Positive(t, killed)
	t.Logf("%d killed, %d passed over as done", killed, passed)

	status, got, words := merge(t, append(manifests(folder), "-out", merged)...)
	require.Equal(t, 3, status, words)
	assert.Equal(t, totals, got)
	same(t, all, merged)
	left, err := filepath.Glob(filepath.Join(folder, ".*"))
	require.NoError(t, err)
	assert.Empty(t, left, "what killed runs left")
}

func manifests(folder string) []string {
	found, _ := filepath.Glob(filepath.Join(folder, "out.*.csv.json"))
	return found
}

func same(t *testing.T, one, other string) {
	a, err := os.ReadFile(one)
	require.NoError(t, err)
	b, err := os.ReadFile(other)
	require.NoError(t, err)
	require.True(t, bytes.Equal(a, b), "%s and %s differ", one, other)
}

// TestMergeRefuses: shards that do not make up a whole are refused, with what, where and
// what to do.
func TestMergeRefuses(t *testing.T) {
	folder := t.TempDir()
	in := filepath.Join(folder, "in.csv")
	entriesFile(t, in, 200)
	run := func(name, shard string, more ...string) string {
		out := filepath.Join(folder, name)
		status, _, words := runDuty(t, append([]string{"-lines", in, "-shard", shard, "-out", out}, more...)...)
		require.Contains(t, []int{0, 3}, status, words)
		return out + ".json"
	}
	zero, one := run("zero.csv", "0/2"), run("one.csv", "1/2")
	law := filepath.Join(folder, "notice.txt")
	require.NoError(t, os.WriteFile(law, []byte(notice), 0o644))
	again := run("again.csv", "1/2")
	half, held, rounded, lawful := run(
		"half.csv",
		"1/3",
	), run(
		"held.csv",
		"1/2",
		"-hold",
	), run(
		"rounded.csv",
		"1/2",
		"-rounding",
		"truncate",
	), run(
		"lawful.csv",
		"1/2",
		"-law",
		law,
	)
	whatIf, bare := run("whatif.csv", "1/2", "-scenario", "no-ieepa"), filepath.Join(folder, "bare.json")
	status, _, words := runDuty(t, "-lines", in, "-shard", "1/2", "-manifest", bare)
	require.Equal(t, 3, status, words)
	more := filepath.Join(folder, "more.csv")
	text, err := os.ReadFile(in)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(more, append(text, "6109.10.00.12,,IN,2025-09-01,1,\n"...), 0o644))
	in = more
	other := run("other.csv", "1/2")
	damaged := filepath.Join(folder, "damaged.json")
	text, err = os.ReadFile(one)
	require.NoError(t, err)
	write := func(path string, text []byte) string {
		require.NoError(t, os.WriteFile(path, text, 0o644))
		return path
	}
	write(damaged, bytes.Replace(text, []byte(`"rows": 10`), []byte(`"rows": 11`), 1))
	for name, c := range map[string]struct {
		args       []string
		code, says string
	}{
		"missing":     {[]string{zero}, "missing_shard", "1 of 2 shards are missing: 1/2"},
		"twice":       {[]string{zero, one, again}, "double_shard", "leave one of them out"},
		"the same":    {[]string{zero, one, one}, "double_shard", "1/2"},
		"of three":    {[]string{zero, one, half}, "foreign_shard", "1/3"},
		"held":        {[]string{zero, held}, "foreign_shard", "-hold is true, and not false"},
		"rounded":     {[]string{zero, rounded}, "foreign_shard", "-rounding is truncate, and not cent"},
		"law":         {[]string{zero, lawful}, "foreign_shard", "files of law is 1, and not 0"},
		"scenario":    {[]string{zero, whatIf}, "foreign_shard", "-scenario is no-ieepa"},
		"input":       {[]string{zero, other}, "foreign_shard", "the input is"},
		"no manifest": {[]string{zero, in}, "bad_shard", "is no manifest"},
		"not there":   {[]string{zero, in + "x"}, "bad_shard", "no such file"},
		"damaged":     {[]string{zero, damaged}, "bad_shard", "was changed"},
		"cut short": {
			[]string{zero, write(filepath.Join(folder, "cut.json"), text[:len(text)/2])},
			"bad_shard",
			"is no manifest",
		},
		"without rows": {[]string{zero, bare, "-out", filepath.Join(folder, "x.csv")}, "bad_shard", "without -out"},
		"over a shard": {
			[]string{zero, one, "-out", filepath.Join(folder, "one.csv")},
			"bad_shard",
			"a file that the program reads",
		},
	} {
		status, out, words := merge(t, append(c.args, "-json")...)
		assert.Equal(t, 1, status, name)
		assert.Contains(t, words, c.says, name)
		assert.Equal(t, 1, strings.Count(words, "\n"), name)
		var answer struct {
			Schema string
			Error  struct{ Code, Message string }
		}
		require.NoError(t, json.Unmarshal([]byte(out), &answer), name)
		assert.Equal(t, "tradeshock/merge/1", answer.Schema)
		assert.Equal(t, c.code, answer.Error.Code, name)
	}
	status, _, _ = merge(t)
	assert.Equal(t, 2, status)

	// An output that is not what the shard wrote, whole or cut at a row.
	status, _, words = merge(t, zero, bare)
	require.Equal(t, 3, status, words)
	merged := filepath.Join(folder, "merged.csv")
	rows, err := os.ReadFile(filepath.Join(folder, "one.csv"))
	require.NoError(t, err)
	for _, changed := range [][]byte{
		rows[:bytes.LastIndexByte(rows[:len(rows)-1], '\n')+1], rows[:len(rows)-3],
		append(bytes.Clone(rows), "x\n"...), bytes.Replace(rows, []byte("0.00"), []byte("1.00"), 1), nil,
	} {
		write(filepath.Join(folder, "one.csv"), changed)
		status, _, words = merge(t, zero, one, "-out", merged)
		assert.Equal(t, 1, status)
		assert.Contains(t, words, "one.csv is not what shard 1/2 wrote; assess that shard again")
		assert.NoFileExists(t, merged)
		status, out, words := merge(t, zero, one) // totals alone too: they would not be those of the rows
		assert.Equal(t, 1, status)
		assert.Empty(t, out)
		assert.Contains(t, words, "one.csv is not what shard 1/2 wrote")
	}
	require.NoError(t, os.Remove(filepath.Join(folder, "one.csv")))
	status, _, words = merge(t, zero, one) // of an output elsewhere the manifest speaks
	assert.Equal(t, 3, status, words)
}

// TestShardDoneBefore: a shard that was done is passed over, with the same words and totals;
// one whose output is gone, or whose input or flags are others, is assessed again.
func TestShardDoneBefore(t *testing.T) {
	folder := t.TempDir()
	in, out := filepath.Join(folder, "in.csv"), filepath.Join(folder, "out.csv")
	entriesFile(t, in, 300)
	args := []string{"-lines", in, "-shard", "1/3", "-out", out, "-by", "origin"}
	run := func(done bool, more ...string) string {
		status, totals, words := runDuty(t, append(args, more...)...)
		require.Equal(t, 3, status, words)
		assert.Equal(t, done, strings.Contains(words, "was done before"), words)
		return totals
	}
	totals := run(false)
	manifest, err := os.ReadFile(out + ".json")
	require.NoError(t, err)
	assert.Equal(t, totals, run(true))
	require.NoError(t, os.Remove(out))
	assert.Equal(t, totals, run(false))
	again, err := os.ReadFile(out + ".json")
	require.NoError(t, err)
	assert.Equal(t, string(manifest), string(again), "the same work has the same manifest")
	require.NoError(t, os.WriteFile(out+".json", manifest[:100], 0o644))
	run(false)
	run(false, "-hold")
	run(true, "-hold")
	rejects := filepath.Join(folder, "rejects.csv")
	run(false, "-hold", "-rejects", rejects)
	run(true, "-hold", "-rejects", rejects)
	require.NoError(t, os.WriteFile(rejects, []byte("line,cell,code,text,reason\n"), 0o644))
	run(false, "-hold", "-rejects", rejects)
	text, err := os.ReadFile(in)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(in, append(text, '\n'), 0o644))
	run(false, "-hold")

	require.NoError(t, os.WriteFile(out+".json", []byte("a note of mine"), 0o644))
	status, _, words := runDuty(t, args...)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-manifest")
	for _, wrong := range [][]string{
		{"-lines", in, "-shard", "3/3", "-out", out},
		{"-lines", in, "-shard", "1", "-out", out},
		{"-lines", in, "-shard", "-1/3", "-out", out},
		{"-lines", in, "-shard", "1/3"},
		{"-lines", "-", "-shard", "1/3", "-out", out},
		{"-lines", in, "-manifest", out},
		{"-lines", in, "-shard", "1/3", "-out", out, "-manifest", out},
		{"-shard", "1/3"},
	} {
		status, _, words := runDuty(t, wrong...)
		assert.Equal(t, 2, status, words)
	}
}

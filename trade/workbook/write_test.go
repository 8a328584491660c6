package workbook

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// The same bytes from other processes, in another time zone, on one processor
// or several, and from several goroutines at once.
func TestSameBytes(t *testing.T) {
	want := bytesOf(t, sample())
	for _, environment := range [][]string{
		{"TZ=UTC", "GOMAXPROCS=1"}, {"TZ=Asia/Tokyo", "GOMAXPROCS=4"}, {"TZ=America/New_York"},
	} {
		child := exec.Command(os.Args[0])
		child.Env = append(append(os.Environ(), childStdout+"=1"), environment...)
		got, err := child.Output()
		require.NoError(t, err)
		require.True(t, bytes.Equal(want, got), "%v", environment)
	}
	w := sample()
	for range 20 { // enough for the random order of a map to show
		require.True(t, bytes.Equal(want, bytesOf(t, w)))
	}
	var group sync.WaitGroup
	same := make([]bool, 4)
	for i := range same {
		group.Go(func() {
			var b bytes.Buffer
			_, err := w.WriteTo(&b)
			same[i] = err == nil && bytes.Equal(want, b.Bytes())
		})
	}
	group.Wait()
	assert.Equal(t, []bool{true, true, true, true}, same)
}

// The package has its parts in a fixed order, each once, all well-formed, with
// every sheet and chart joined to it.
func TestPackage(t *testing.T) {
	file := bytesOf(t, sample())
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	require.Equal(t, grid.ContentTypes, r.File[0].Name)
	for i, part := range r.File {
		if i > len(sample().Sheets)+1 { // after the list of contents and the sheets
			assert.Less(t, r.File[i-1].Name, part.Name)
		}
		assert.Equal(t, 1980, part.Modified.UTC().Year())
	}
	all := parts(t, file)
	for name, text := range all {
		d := xml.NewDecoder(strings.NewReader(text))
		for {
			if _, err = d.Token(); err != nil {
				break
			}
		}
		assert.Equal(t, io.EOF, err, name)
	}
	for _, sheet := range []string{"sheet1.xml", "sheet4.xml"} {
		assert.Contains(t, all["xl/worksheets/"+sheet], `<drawing r:id="rId1"/>`)
		relations := all["xl/worksheets/_rels/"+sheet+".rels"]
		assert.Equal(t, 1, strings.Count(relations, "<Relationship "))
		assert.Contains(t, relations, `Id="rId1"`)
	}
	assert.NotContains(t, all["xl/worksheets/sheet2.xml"], "<drawing")
	core := all[coreProperties]
	assert.Contains(t, core, "<dc:title>Sample &lt;&amp;&gt;</dc:title>")
	assert.Contains(t, core, ">2026-11-23T00:00:00Z</dcterms:created>")
	plain := parts(t, bytesOf(t, one(Int(1))))[coreProperties]
	assert.NotContains(t, plain, "dcterms:created", "no date that nobody gave")
	assert.NotContains(t, plain, "dc:creator")
}

// A writer that fails gives its error back, wherever it fails: at every 211th byte
// of two workbooks, and at every byte of one when there is time.
func TestWriterFails(t *testing.T) {
	full := errors.New("disk full")
	for i, w := range []*Workbook{sample(), form()} {
		step := 211
		if i > 0 {
			step = stride(211)
		}
		size := len(bytesOf(t, w))
		plans, err := w.check()
		require.NoError(t, err)
		fr, err := w.newFrame(plans) // the same for every byte
		require.NoError(t, err)
		for at := 0; at < size; at += step {
			err := w.pack(&failing{room: at, err: full}, plans, fr)
			require.ErrorIs(t, err, full, "at byte %d of %d", at, size)
		}
	}
	w := long(3000)
	size := len(bytesOf(t, w))
	for at := 0; at < size; at += max(1, size/40) {
		n, err := w.WriteTo(&failing{room: at, err: full})
		require.ErrorIs(t, err, full, "at byte %d of %d", at, size)
		require.LessOrEqual(t, n, int64(at))
	}
	_, err := w.WriteTo(shortWriter{})
	require.ErrorIs(t, err, io.ErrShortWrite)
}

// stride is how many bytes a test may leave out: none when there is time.
func stride(hurried int) int {
	if os.Getenv("TRADESHOCK_LONG") != "" {
		return 1
	}
	return hurried
}

// A disk that fails at any byte leaves the old file and nothing else.
func TestDiskFailsAtEveryByte(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.xlsx")
	write(t, path, "old", 0o644)
	full := errors.New("disk full")
	disk := diskSteps
	disk.flush = func(*os.File) error { return nil } // not what is tested, and slow
	contents := bytesOf(t, one(Int(1)))
	for at := 0; at < len(contents); at += stride(53) {
		err := replaceFile(path, func(to io.Writer) error {
			_, err := to.Write(contents[:at])
			return errors.Join(err, full)
		}, disk)
		require.ErrorIs(t, err, full)
		require.Equal(t, "old", string(read(t, path)))
	}
	assert.Equal(t, []string{"report.xlsx"}, names(t, filepath.Dir(path)))
}

// failing takes some bytes and then no more.
type failing struct {
	room int
	err  error
}

func (f *failing) Write(b []byte) (int, error) {
	n := min(f.room, len(b))
	f.room -= n
	if n < len(b) {
		return n, f.err
	}
	return n, nil
}

// shortWriter breaks the rule of io.Writer: it takes less and does not say so.
type shortWriter struct{}

func (shortWriter) Write(b []byte) (int, error) { return len(b) / 2, nil }

func BenchmarkWriteLong(b *testing.B) {
	w := long(20_000)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.WriteTo(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

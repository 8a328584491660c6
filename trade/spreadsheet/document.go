package spreadsheet

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// ReadOptions say how a file is read. The zero value reads any sound workbook or
// CSV file within the default limits.
type ReadOptions struct {
	Limits Limits
	// Delimiter stands between the fields of a CSV file: a tab or a sign of ASCII
	// that is no part of words and numbers. 0 finds out which of , ; tab | it is.
	Delimiter rune
	// Encoding of a CSV file: UTF-8, UTF-16LE, UTF-16BE, GB18030, GBK,
	// windows-1252 and others. "" reads UTF-8, what a byte order mark says, and
	// GB18030 when the header has the words of Chinese customs; anything else must
	// be named, because every byte means something in several encodings.
	Encoding string
	// Inert takes away the apostrophes that keep the text of a CSV file from running,
	// as Sheet.WriteCSV puts them. It changes nothing in a workbook.
	Inert bool
	// Progress, when set, is told now and then how many bytes of the sheet have
	// been read, and of how many.
	Progress func(done, total int64)
}

// The formats of a document.
const (
	formatXLSX = "xlsx" // also with macros, which are not looked at, or as a template
	formatCSV  = "csv"
	formatTSV  = "tsv" // fields between tabs
)

// Document is a workbook or a CSV file that is open for reading. It may be used
// from several goroutines; Close it when nobody reads any more.
type Document struct {
	name   string
	file   io.ReaderAt
	size   int64
	closer io.Closer
	o      ReadOptions
	limits Limits

	format string
	text   *textFile // of a CSV file
	zip    *archive
	book   *book

	mutex   sync.Mutex
	strings *sharedStrings
	sound   map[string][]Range // by sheet that was read to its end: merged ranges
	sum     *[sha256.Size]byte
}

// Open opens a file. What it is decides its content, not its name. The directory
// of a workbook is checked and its list of sheets and formats read; a CSV file is
// looked through for its encoding. Errors are of type [*ImportError].
func Open(path string, o ReadOptions) (*Document, error) {
	name := filepath.Base(path)
	f, err := os.Open(path)
	if err != nil {
		return nil, cannotRead(name, err)
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("it is not a file")
	}
	if err != nil {
		return nil, cannotRead(name, errors.Join(err, f.Close()))
	}
	d, err := NewDocument(f, info.Size(), name, o)
	if err != nil {
		_ = f.Close() // it was only read
		return nil, err
	}
	d.closer = f
	return d, nil
}

func cannotRead(name string, err error) error {
	hint := "cannot read the file"
	var cause *fs.PathError
	if errors.As(err, &cause) {
		err = cause.Err // the message names the file already
	}
	return &ImportError{File: name, Code: codeRead, Hint: hint, Err: err}
}

// NewDocument reads size bytes of r as [Open] does; name is for messages. Close
// leaves r open.
func NewDocument(r io.ReaderAt, size int64, name string, o ReadOptions) (*Document, error) {
	d := &Document{name: name, file: r, size: size, o: o, sound: map[string][]Range{}}
	if err := d.open(); err != nil {
		return nil, d.placed(err, "")
	}
	return d, nil
}

func (d *Document) open() error {
	var ok bool
	if d.limits, ok = d.o.Limits.orDefaults(); !ok {
		return refuse(codeOption, "a limit is negative")
	}
	if err := checkDelimiter(d.o.Delimiter); err != nil {
		return err
	}
	if d.size > d.limits.FileSize {
		return refuse(codeLimit, fmt.Sprintf("the file has %d bytes, the limit is %d", d.size, d.limits.FileSize))
	}
	if d.size <= 0 {
		return refuse(codeEmptyFile, "the file is empty; it may not have been saved or fetched completely")
	}
	head := make([]byte, min(d.size, sniffLength))
	if err := readAt(d.file, head, 0); err != nil {
		return err
	}
	isPackage, err := sniff(head, d.file, d.size)
	if err != nil {
		return err
	}
	if isPackage {
		return d.openPackage()
	}
	d.text, err = openText(d.file, d.size, d.o, d.limits)
	if err != nil {
		return err
	}
	d.format = formatCSV
	if d.text.delimiter == '\t' {
		d.format = formatTSV
	}
	return nil
}

func (d *Document) openPackage() (err error) {
	if d.zip, err = readArchive(d.file, d.size, d.limits); err != nil {
		return err
	}
	if err := d.zip.sniff(); err != nil {
		return err
	}
	d.format = formatXLSX
	d.book, err = readWorkbook(d.zip, d.limits)
	return err
}

// placed adds the file and the sheet to an error.
func (d *Document) placed(err error, sheet string) error {
	if e, ok := err.(*ImportError); ok {
		placed := *e
		placed.File, placed.Sheet = d.name, sheet
		return &placed
	}
	return err
}

// Close closes the file that Open opened.
func (d *Document) Close() error {
	if d.closer == nil {
		return nil
	}
	return d.closer.Close()
}

// Format tells what the file is.
func (d *Document) Format() string { return d.format }

// Encoding is the encoding of a CSV file, and UTF-8 for a workbook.
func (d *Document) Encoding() string {
	if d.text == nil {
		return encodingUTF8
	}
	return d.text.encoding
}

// Delimiter is what stands between the fields of a CSV file, and 0 for a workbook.
func (d *Document) Delimiter() rune {
	if d.text == nil {
		return 0
	}
	return rune(d.text.delimiter)
}

// Uses1904 tells whether the dates of the workbook count from 1904 instead of
// 1900. [Value.Date] is right in both cases.
func (d *Document) Uses1904() bool { return d.book != nil && d.book.date1904 }

// Sheets lists the sheets that can hold cells, in the order of their tabs. A CSV
// file has one, without a name.
func (d *Document) Sheets() []SheetInfo {
	if d.book == nil {
		return []SheetInfo{{Visibility: "visible"}}
	}
	return append([]SheetInfo(nil), d.book.sheets...)
}

// Names lists the names that the workbook defines.
func (d *Document) Names() []DefinedName {
	if d.book == nil {
		return nil
	}
	return append([]DefinedName(nil), d.book.names...)
}

// SHA256 is the checksum of the whole file, as it names the input of a report.
func (d *Document) SHA256() ([sha256.Size]byte, error) {
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.sum != nil {
		return *d.sum, nil
	}
	h := sha256.New()
	if _, err := io.CopyBuffer(h, io.NewSectionReader(d.file, 0, d.size), make([]byte, 256<<10)); err != nil {
		return [sha256.Size]byte{}, cannotRead(d.name, err)
	}
	d.sum = new([sha256.Size]byte)
	h.Sum(d.sum[:0])
	return *d.sum, nil
}

// Rows reads a sheet row by row, in the order of their numbers. Rows that the
// file leaves out are left out; a row without content may come with no cells.
// The row and its slice are used again for the next one.
//
// An error ends the rows: it is the context's, or an [*ImportError]. It may come
// after any number of rows, because damage shows where it is, so nothing that
// was read may be used before the rows have ended without an error.
func (d *Document) Rows(ctx context.Context, sheet string) iter.Seq2[*Row, error] {
	return func(yield func(*Row, error) bool) {
		stopped, err := d.read(ctx, sheet, func(r *Row) bool { return yield(r, nil) })
		if err != nil && !stopped {
			yield(nil, d.placed(err, sheet))
		}
	}
}

// Merges returns the merged ranges of a sheet, from top to bottom. Only the first
// cell of such a range holds anything that programs show. They stand behind the
// cells in the file, so this reads the sheet unless that has been done before.
func (d *Document) Merges(ctx context.Context, sheet string) ([]Range, error) {
	if err := d.verify(ctx, sheet); err != nil {
		return nil, err
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	return append([]Range(nil), d.sound[sheet]...), nil
}

// Verify reads every sheet that has not yet been read to its end, hidden ones
// too, and returns the first error. A file without one is sound in all parts
// that hold cells.
func (d *Document) Verify(ctx context.Context) error {
	for _, sheet := range d.Sheets() {
		if err := d.verify(ctx, sheet.Name); err != nil {
			return err
		}
	}
	return nil
}

func (d *Document) verify(ctx context.Context, sheet string) error {
	d.mutex.Lock()
	_, done := d.sound[sheet]
	d.mutex.Unlock()
	if done {
		return nil
	}
	_, err := d.read(ctx, sheet, func(*Row) bool { return true })
	return d.placed(err, sheet)
}

// read hands over the rows of a sheet; stopped tells that visit wanted no more.
func (d *Document) read(ctx context.Context, sheet string, visit func(*Row) bool) (stopped bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	var merges []Range
	if d.text != nil {
		if sheet != "" {
			return false, refuse(codeOption, "a CSV file has no sheets with names")
		}
		if d.o.Inert {
			visit = fromInert(visit)
		}
		stopped, err = d.text.read(d.meter(ctx), visit)
	} else {
		var r *sheetReader
		if r, err = d.openSheet(ctx, sheet); err != nil {
			return false, err
		}
		var done bool
		done, err = r.read(visit)
		stopped, merges = !done && err == nil, r.merges
	}
	if err == nil && !stopped {
		d.mutex.Lock()
		d.sound[sheet] = merges
		d.mutex.Unlock()
	}
	return stopped, err
}

// openSheet gets ready to read a sheet of a workbook.
func (d *Document) openSheet(ctx context.Context, sheet string) (*sheetReader, error) {
	part := ""
	var names []string
	for i, s := range d.book.sheets {
		if s.Name == sheet {
			part = d.book.parts[i]
		}
		names = append(names, grid.QuoteSheet(s.Name))
	}
	if part == "" {
		return nil, refuse(codeOption, "the workbook has no such sheet; it has "+clip.Text(strings.Join(names, ", ")))
	}
	shared, err := d.sharedStrings(ctx)
	if err != nil {
		return nil, err
	}
	x, err := d.zip.scanThrough(part, d.limits, d.meter(ctx))
	if err != nil {
		return nil, err
	}
	return &sheetReader{x: x, limits: d.limits, strings: shared, formats: d.book.styles, date1904: d.book.date1904}, nil
}

// sharedStrings reads them once.
func (d *Document) sharedStrings(ctx context.Context) (*sharedStrings, error) {
	if d.book.strings == "" {
		return nil, nil
	}
	d.mutex.Lock()
	defer d.mutex.Unlock()
	if d.strings != nil {
		return d.strings, nil
	}
	x, err := d.zip.scanThrough(d.book.strings, d.limits, func(from io.Reader, _ int64) io.Reader {
		return &meter{ctx: ctx, from: from}
	})
	if err != nil {
		return nil, err
	}
	d.strings, err = readSharedStrings(x, d.limits)
	return d.strings, err
}

// meter makes the wrapper that watches the context and reports progress.
func (d *Document) meter(ctx context.Context) func(io.Reader, int64) io.Reader {
	return func(from io.Reader, total int64) io.Reader {
		return &meter{ctx: ctx, from: from, total: total, report: d.o.Progress}
	}
}

// meter reads on while the context allows it.
type meter struct {
	ctx    context.Context
	from   io.Reader
	done   int64
	told   int64
	total  int64
	report func(done, total int64)
}

func (m *meter) Read(b []byte) (int, error) {
	if err := m.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := m.from.Read(b)
	m.done += int64(n)
	const step = 1 << 20
	if m.report != nil && (m.done-m.told >= step || err == io.EOF && m.told < m.total) {
		m.told = m.done
		m.report(m.done, m.total)
	}
	return n, err
}

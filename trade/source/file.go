package source

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/records"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// File is an open file: a workbook, a text file or JSON, packed by gzip or not.
type File struct {
	Name   string
	SHA256 string // of its bytes, in hexadecimal
	Format string

	sheets   []sheetInput
	binary   bool // numbers are binary, as in a workbook
	text     bool // separated text, whose rows have a number of fields
	assumed  []string
	declared map[string]string
	verify   func(context.Context) error // looks for damage in the sheets that are not read
	closer   io.Closer
}

// sheetInput is one table of rows, which can be read more than once.
type sheetInput struct {
	name   string
	hidden bool
	rows   func(context.Context) iter.Seq2[*spreadsheet.Row, error]
	merges func(context.Context) ([]spreadsheet.Range, error) // nil where none can be
}

// Rows are the rows of a sheet as they stand in the file, "" for that of a text file. A sheet
// that the file does not have is a *spreadsheet.ImportError. A row is good until the next.
func (f *File) Rows(ctx context.Context, sheet string) (iter.Seq2[*spreadsheet.Row, error], error) {
	for i := range f.sheets {
		if f.sheets[i].name == sheet {
			return f.sheets[i].rows(ctx), nil
		}
	}
	return nil, f.refuse(codeNoSheet, sheet, "", "", "the file has no sheet of this name")
}

// Open opens a file. Anything that is damaged, or of a kind that cannot be read, is
// a *spreadsheet.ImportError that says what to do.
func Open(path string, o spreadsheet.ReadOptions) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, &spreadsheet.ImportError{File: path, Code: codeRead, Hint: "cannot open the file", Err: err}
	}
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		if err == nil {
			err = errors.New("it is not a file")
		}
		return nil, errors.Join(&spreadsheet.ImportError{File: path, Code: codeRead, Hint: "cannot read the file", Err: err},
			f.Close())
	}
	file, err := New(f, info.Size(), filepath.Base(path), o)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	file.closer = f
	return file, nil
}

// Close closes the file.
func (f *File) Close() error {
	if f.closer == nil {
		return nil
	}
	return f.closer.Close()
}

// New reads a file of that size. The name is for messages, and for what sources say
// in it, such as the edition of BACI.
func New(r io.ReaderAt, size int64, name string, o spreadsheet.ReadOptions) (*File, error) {
	head := make([]byte, min(size, 512))
	if _, err := r.ReadAt(head, 0); err != nil && err != io.EOF {
		return nil, &spreadsheet.ImportError{File: name, Code: codeRead, Hint: "cannot read the file", Err: err}
	}
	whole := func() io.Reader { return io.NewSectionReader(r, 0, size) }
	switch {
	case bytes.HasPrefix(head, []byte{0x1f, 0x8b}):
		return newPacked(whole, size, name)
	case isJSON(head):
		f := &File{Name: name, Format: "json"}
		f.json(whole)
		return f, f.hash(whole())
	}
	f, err := newDocument(r, size, name, o)
	var e *spreadsheet.ImportError
	switch {
	case !errors.As(err, &e):
	case e.Code == codeDelimiter && o.Delimiter == 0:
		if known := byDelimiter(r, size, name, o); known != nil {
			return known, nil
		}
	case e.Code == codeEncoding && o.Encoding == "":
		if known := western(r, size, name, o); known != nil {
			return known, nil
		}
	}
	return f, err
}

// byDelimiter decides between two separators that both split the lines evenly: one
// of them makes a header that is known.
func byDelimiter(r io.ReaderAt, size int64, name string, o spreadsheet.ReadOptions) *File {
	for _, c := range "\t,;|" {
		o.Delimiter = c
		f, err := newDocument(r, size, name, o)
		if err != nil {
			continue
		}
		if _, err := f.Detect(context.Background(), Options{}); err == nil {
			return f
		}
	}
	return nil
}

// western reads a text file that is not UTF-8 as windows-1252 when its header is that
// of a statistical source: what is read of those is codes and numbers, and the
// encoding matters for descriptions only.
func western(r io.ReaderAt, size int64, name string, o spreadsheet.ReadOptions) *File {
	o.Encoding = "windows-1252"
	f, err := newDocument(r, size, name, o)
	if err != nil {
		return nil
	}
	d, err := f.Detect(context.Background(), Options{})
	if err != nil || d.Layout.codes == systemNamesAndISO || d.Layout.Kind == kindDuties {
		return nil
	}
	f.assumed = append(f.assumed,
		"text that is not UTF-8 was read as windows-1252; codes and numbers are the same in both")
	return f
}

// newDocument reads a workbook or a text file.
func newDocument(r io.ReaderAt, size int64, name string, o spreadsheet.ReadOptions) (*File, error) {
	d, err := spreadsheet.NewDocument(r, size, name, o)
	if err != nil {
		return nil, err
	}
	sum, err := d.SHA256()
	if err != nil {
		return nil, err
	}
	f := &File{
		Name: name, SHA256: hex.EncodeToString(sum[:]), Format: d.Format(), binary: d.Format() == "xlsx",
		verify: d.Verify,
	}
	f.text = !f.binary
	if !f.binary && d.Encoding() != "UTF-8" {
		f.Format += " in " + d.Encoding()
	}
	for _, s := range d.Sheets() {
		f.sheets = append(f.sheets, sheetInput{
			name: s.Name, hidden: s.Visibility != "visible",
			rows:   func(ctx context.Context) iter.Seq2[*spreadsheet.Row, error] { return d.Rows(ctx, s.Name) },
			merges: func(ctx context.Context) ([]spreadsheet.Range, error) { return d.Merges(ctx, s.Name) },
		})
	}
	return f, nil
}

// isJSON tells the beginning of JSON. Text files do not begin with a bracket.
func isJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n")
	return len(head) > 0 && (head[0] == '{' || head[0] == '[')
}

func (f *File) hash(r io.Reader) error {
	h := sha256.New()
	if _, err := io.Copy(h, r); err != nil {
		return &spreadsheet.ImportError{File: f.Name, Code: codeRead, Hint: "cannot read the file", Err: err}
	}
	f.SHA256 = hex.EncodeToString(h.Sum(nil))
	return nil
}

func (f *File) json(open func() io.Reader) {
	f.declared = map[string]string{}
	f.sheets = []sheetInput{{rows: func(ctx context.Context) iter.Seq2[*spreadsheet.Row, error] {
		return jsonRowsOf(ctx, f.Name, open(), f.declared)
	}}}
}

// Limits of a packed text file: of what it unpacks to, over its size above a floor,
// and of one line.
const (
	packedRatio = 200
	packedFloor = 16 << 20
	packedLine  = 1 << 20
)

// newPacked reads text or JSON that gzip packed, such as the bulk files of Comtrade.
func newPacked(open func() io.Reader, size int64, name string) (*File, error) {
	f := &File{Name: name, Format: "gzip text"}
	unpacked := func() io.Reader { return &unpacker{name: name, in: open(), most: max(size*packedRatio, packedFloor)} }
	head := make([]byte, 4096)
	n, err := io.ReadFull(unpacked(), head)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK")) || bytes.HasPrefix(head, []byte{0x1f, 0x8b}) || bytes.IndexByte(head, 0) >= 0:
		return nil, f.refuse(codeFileType, "", "", "",
			"a packed file that holds no text; unpack it with gzip -d and read what is inside")
	case isJSON(head):
		f.Format = "gzip json"
		f.json(unpacked)
	default:
		f.text = true
		comma := separator(head)
		f.sheets = []sheetInput{{rows: func(ctx context.Context) iter.Seq2[*spreadsheet.Row, error] {
			return textRows(ctx, name, unpacked(), comma)
		}}}
	}
	return f, f.hash(open())
}

// unpacker is a gzip reader that stops at a limit.
type unpacker struct {
	name string
	in   io.Reader
	gz   *gzip.Reader
	most int64
	read int64
}

func (u *unpacker) Read(p []byte) (int, error) {
	if u.gz == nil {
		gz, err := gzip.NewReader(bufio.NewReader(u.in))
		if err != nil {
			return 0, u.fail(err)
		}
		u.gz = gz
	}
	n, err := u.gz.Read(p)
	if u.read += int64(n); u.read > u.most {
		return 0, &spreadsheet.ImportError{
			File: u.name, Code: codeLimit,
			Hint: fmt.Sprintf("it unpacks to more than %d times its size; no table does", packedRatio),
		}
	}
	if err != nil && !errors.Is(err, io.EOF) {
		err = u.fail(err)
	}
	return n, err
}

func (u *unpacker) fail(err error) error {
	return &spreadsheet.ImportError{
		File: u.name, Code: codeDamagedZip,
		Hint: "the packed file is damaged; download it again", Err: err,
	}
}

// separator finds what separates the fields of the first line.
func separator(head []byte) rune {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	best, most := '\t', 0
	for _, c := range "\t,;|" {
		if n := bytes.Count(line, []byte(string(c))); n > most {
			best, most = c, n
		}
	}
	return best
}

// textRows reads separated text of UTF-8.
func textRows(ctx context.Context, name string, in io.Reader, comma rune) iter.Seq2[*spreadsheet.Row, error] {
	return func(yield func(*spreadsheet.Row, error) bool) {
		fail := func(code string, hint string, err error) {
			var own *spreadsheet.ImportError
			if errors.As(err, &own) {
				yield(nil, own)
				return
			}
			yield(nil, &spreadsheet.ImportError{File: name, Code: code, Hint: hint, Err: err})
		}
		r := records.NewReader(in, records.Options{Comma: comma, Ragged: true, AnyText: true, MaxRecord: packedLine})
		var row spreadsheet.Row
		for {
			record, err := r.Read()
			if err == io.EOF {
				return
			}
			var wrong *records.Error
			switch {
			case errors.As(err, &wrong) && wrong.Code == "size":
				fail(codeLimit, fmt.Sprintf("a line of more than %d bytes", packedLine), err)
				return
			case err != nil:
				fail(codeQuote, "quotes do not pair up", err)
				return
			}
			if row.Number++; row.Number%4096 == 0 && ctx.Err() != nil {
				yield(nil, ctx.Err())
				return
			}
			row.Cells, row.Width = row.Cells[:0], len(record)
			for i, s := range record {
				if !utf8.ValidString(s) || strings.IndexByte(s, 0) >= 0 {
					fail(codeEncoding, fmt.Sprintf("%s%d is not text in UTF-8; convert the file", columnName(i), row.Number), nil)
					return
				}
				v := spreadsheet.Value{}
				if s != "" {
					v = spreadsheet.Value{Kind: spreadsheet.ValueText, Text: s}
				}
				row.Cells = append(row.Cells, v)
			}
			for n := len(row.Cells); n > 0 && row.Cells[n-1].Kind == spreadsheet.ValueEmpty; n-- {
				row.Cells = row.Cells[:n-1]
			}
			if !yield(&row, nil) {
				return
			}
		}
	}
}

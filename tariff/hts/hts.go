// Package hts reads the Harmonized Tariff Schedule of the United States as the
// International Trade Commission publishes it: the JSON or the CSV export of one
// revision, plain or gzipped.
//
// A revision is a list of rows in the order of print. A row is a provision with a
// number of 4, 6, 8 or 10 digits, or a superior text without a number; its indent
// says under which earlier row it stands. Rates stand on the legal line, of 8
// digits as a rule; a statistical number below it inherits them, and so it does
// here: Rates of a row are its own, or those of the nearest row above it in the
// outline. Texts are given as published, but for marks of typesetting and blanks at
// the ends, which are dropped; the grammar of duties is in package tariff.
//
// Errors are *RowError, with the row at fault. A file of more than 256 MiB when
// unpacked is refused.
package hts

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// Revision is one edition of the schedule.
type Revision struct {
	// Name is the edition as files are named: "2025_basic", "2026_rev_10".
	Name string
	Rows []Row
}

// Row is one row of print.
type Row struct {
	// Number is the provision as digits, empty for a superior text.
	Number trade.Product
	Indent int
	// Rates are the duty texts that hold for the row; RatesFrom is the number of the
	// row that states them, empty when none does.
	Rates     Rates
	RatesFrom trade.Product
	// Units are the units of quantity of the row itself.
	Units     []string
	Footnotes []Footnote
	// Description is the wording of the row, as published.
	Description string
	// QuotaQuantity and AdditionalDuties are as published, mostly empty.
	QuotaQuantity, AdditionalDuties string
	// Chapter99 are the headings of chapter 99 that the footnotes name.
	Chapter99 []trade.Product
}

// Rates are the duty texts of the three columns.
type Rates struct {
	General, Special, Other string
}

// IsZero reports whether no column has a text.
func (r Rates) IsZero() bool { return r == Rates{} }

// Footnote is a note to some columns of a row.
type Footnote struct {
	Columns []string
	Text    string
}

// RowError says which row of a file cannot be read, and why.
type RowError struct {
	File   string
	Row    int // from 1; 0 for the file as a whole
	Number string
	Reason string
}

func (e *RowError) Error() string {
	switch {
	case e.Row == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Reason)
	case e.Number == "":
		return fmt.Sprintf("%s: row %d: %s", e.File, e.Row, e.Reason)
	}
	return fmt.Sprintf("%s: row %d (%s): %s", e.File, e.Row, e.Number, e.Reason)
}

// jsonRow is a row of the export. Keys that are not named here are passed over:
// the export carries some that say nothing of duties, one of them misspelt.
type jsonRow struct {
	Number      string    `json:"htsno"`
	Indent      string    `json:"indent"`
	Description string    `json:"description"`
	Units       *[]string `json:"units"`
	General     *string   `json:"general"`
	Special     *string   `json:"special"`
	Other       *string   `json:"other"`
	Quota       *string   `json:"quotaQuantity"`
	Additional  *string   `json:"additionalDuties"`
	Footnotes   *[]struct {
		Columns []string `json:"columns"`
		Value   string   `json:"value"`
	} `json:"footnotes"`
}

const maxSize = 256 << 20

// ReadFile reads a revision from a file of a file system: gzipped when the name ends in
// .gz, and the CSV export when it ends in .csv before that. The name of the revision is
// that of the file without "hts_" and its endings.
func ReadFile(files fs.FS, name string) (*Revision, error) {
	f, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	base := path.Base(name)
	var r io.Reader = f
	if strings.HasSuffix(base, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, &RowError{File: name, Reason: err.Error()}
		}
		r, base = z, strings.TrimSuffix(base, ".gz")
	}
	base = strings.TrimPrefix(base, "hts_")
	if edition, found := strings.CutSuffix(base, ".csv"); found {
		return ReadCSV(edition, r)
	}
	return Read(strings.TrimSuffix(base, ".json"), r)
}

// Read reads a revision from its JSON text.
func Read(name string, r io.Reader) (*Revision, error) {
	limited := &io.LimitedReader{R: r, N: maxSize}
	d := json.NewDecoder(limited)
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, &RowError{File: name, Reason: "want a JSON list of rows"}
	}
	b := newBuilder(name)
	for d.More() {
		var j jsonRow
		if err := d.Decode(&j); err != nil {
			return nil, &RowError{File: name, Row: len(b.rev.Rows) + 1, Reason: jsonReason(err, limited)}
		}
		if err := b.add(&j); err != nil {
			return nil, err
		}
	}
	if _, err := d.Token(); err != nil {
		return nil, &RowError{File: name, Reason: jsonReason(err, limited)}
	}
	return b.done()
}

type outlineRow struct {
	indent int
	number trade.Product
	rates  Rates
}

// inherit takes the rates of the nearest row above that states some and whose
// number the row continues.
func (row *Row) inherit(outline []outlineRow) {
	for _, above := range slices.Backward(outline) {
		if !above.rates.IsZero() && above.number != "" && row.Number.Within(above.number) {
			row.Rates, row.RatesFrom = above.rates, above.number
			return
		}
	}
}

func jsonReason(err error, limited *io.LimitedReader) string {
	switch {
	case limited.N <= 0:
		return "the file is larger than 256 MiB"
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "the file ends in the middle"
	}
	return err.Error()
}

// reference finds the headings of chapter 99 in a footnote.
var reference = regexp.MustCompile(`\b99\d{2}\.\d{2}(?:\.\d{2})?\b`)

func (j *jsonRow) row() (Row, error) {
	row := Row{Description: strings.TrimSpace(j.Description)}
	if number := strings.TrimSpace(j.Number); number != "" {
		p, err := trade.ParseProduct(number)
		if err != nil {
			return row, err
		}
		row.Number = p
	}
	indent, err := strconv.Atoi(j.Indent)
	if err != nil || indent < 0 || indent > 30 {
		return row, fmt.Errorf("indent %q is not a number from 0 to 30", j.Indent)
	}
	row.Indent = indent
	row.QuotaQuantity, row.AdditionalDuties = clean(j.Quota), clean(j.Additional)
	row.Rates = Rates{clean(j.General), clean(j.Special), clean(j.Other)}
	if j.Units != nil {
		for _, u := range *j.Units {
			if u = clean(&u); u != "" {
				row.Units = append(row.Units, u)
			}
		}
	}
	if j.Footnotes != nil {
		for _, f := range *j.Footnotes {
			row.Footnotes = append(row.Footnotes, Footnote{f.Columns, strings.TrimSpace(f.Value)})
			for _, h := range reference.FindAllString(f.Value, -1) {
				if p, err := trade.ParseProduct(h); err == nil && !slices.Contains(row.Chapter99, p) {
					row.Chapter99 = append(row.Chapter99, p)
				}
			}
		}
	}
	return row, nil
}

var tag = regexp.MustCompile(`</?[a-z]{1,3}(?: [^<>]*)?>`)

// clean drops tags and joins blanks.
func clean(s *string) string {
	if s == nil || *s == "" {
		return ""
	}
	text := *s
	if strings.ContainsRune(text, '<') {
		text = tag.ReplaceAllString(text, "")
	}
	return strings.Join(strings.Fields(text), " ")
}

// Line is a row of the product universe: what an entry can be made under.
type Line struct {
	// Number has 10 digits; a legal line without statistical numbers is padded with 00.
	Number trade.Product
	// Legal is the line of 8 digits.
	Legal trade.Product
	Rates Rates
	Units []string
}

// Lines returns the product universe of chapters 1 to 98 in the order of print:
// every statistical number, and every legal line that has none, padded with 00.
func (r *Revision) Lines() []Line {
	divided := map[trade.Product]bool{}
	for i := range r.Rows {
		if n := r.Rows[i].Number; len(n) == 10 {
			divided[n[:8]] = true
		}
	}
	var out []Line
	for i := range r.Rows {
		row := &r.Rows[i]
		n := row.Number
		switch {
		case n >= "99", len(n) < 8, len(n) == 8 && divided[n]:
			continue
		case len(n) == 8:
			n += "00"
		}
		out = append(out, Line{n, n[:8], row.Rates, row.Units})
	}
	return out
}

// Headings returns the rows of chapter 99 with a number of 8 digits.
func (r *Revision) Headings() []Row {
	var out []Row
	for _, row := range r.Rows {
		if row.Number >= "99" && len(row.Number) == 8 {
			out = append(out, row)
		}
	}
	return out
}

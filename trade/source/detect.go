package source

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// headerRows is how far down a header is looked for.
const headerRows = 10

// Detection is what was recognised in a file, and why.
type Detection struct {
	Layout *Layout
	Sheet  string // "" in a text file
	Header int    // the row of the header, as programs number it
	// Columns are the columns that are read, in the order of the file.
	Columns []Match
	// Notes are the columns that are not known, by header. The native layout keeps
	// them; elsewhere they are not read.
	Notes []Match
	// Why says in sentences what decided.
	Why []string

	binding binding
	above   []string // the texts above the header
	cells   []string // the header, in the words of the layout where the options name columns
	raw     []string // the header as it stands
}

// Match is a header that was found, and what it was taken for.
type Match struct {
	Cell   string // such as "C1"
	Header string // as the file has it
	Role   Role   // "" when it is not known
}

// candidate is a row that may be a header.
type candidate struct {
	sheet string
	row   int
	cells []string // in the words of the layout where the options name columns
	raw   []string // as they stand
	above []string // normalised texts above it
}

// Detect looks at the first rows of every visible sheet and says which layout the
// file has. Two layouts, or two sheets, that both match are an error that names
// both; none is an error with the closest layout and the columns that it lacks.
// With a layout or a sheet in the options, only that is looked at.
func (f *File) Detect(ctx context.Context, o Options) (*Detection, error) {
	sheets, err := f.candidates(ctx, o)
	if err != nil {
		return nil, err
	}
	tried := layouts
	if o.Layout != "" {
		l, ok := LayoutNamed(o.Layout)
		if !ok {
			return nil, f.refuse(codeLayoutName, "", "", o.Layout,
				"no such layout; the layouts are "+strings.Join(layoutNames(), ", "))
		}
		tried = []Layout{l}
	}
	var found []*Detection
	var closest *miss
	for _, rows := range sheets {
		for i := range tried {
			for _, c := range rows {
				lacking, hit := tried[i].missing(c, &o)
				if len(lacking) == 0 {
					found = append(found,
						&Detection{Layout: &tried[i], Sheet: c.sheet, Header: c.row, above: c.above, cells: c.cells, raw: c.raw})
					break
				}
				if m := (&miss{&tried[i], c, lacking, hit}); closest == nil || m.closer(closest) {
					closest = m
				}
			}
		}
	}
	switch {
	case len(found) == 0:
		return nil, f.unrecognised(closest, o)
	case len(found) > 1:
		return nil, f.ambiguous(found)
	}
	d := found[0]
	if err := o.unnamed(f, d); err != nil {
		return nil, err
	}
	if err := d.bind(f); err != nil {
		return nil, err
	}
	return d, nil
}

func layoutNames() []string {
	var names []string
	for i := range layouts {
		names = append(names, layouts[i].Name)
	}
	return names
}

// candidates reads the first rows of the sheets that are to be looked at.
func (f *File) candidates(ctx context.Context, o Options) ([][]candidate, error) {
	var out [][]candidate
	named := o.Sheet == ""
	for _, s := range f.sheets {
		if o.Sheet != "" && !strings.EqualFold(s.name, o.Sheet) || o.Sheet == "" && s.hidden {
			continue
		}
		named = true
		var rows []candidate
		var above []string
		for row, err := range s.rows(ctx) {
			if err != nil {
				return nil, err
			}
			var cells []string
			for i := range row.Cells {
				cells = append(cells, row.Cells[i].Text)
			}
			if len(cells) > 0 {
				rows = append(rows, candidate{s.name, row.Number, o.rename(cells), cells, slices.Clip(above)})
				for _, c := range cells {
					if t := normalize(c); t != "" {
						above = append(above, t)
					}
				}
			}
			if len(rows) == headerRows || row.Number >= 1000 {
				break
			}
		}
		out = append(out, rows)
	}
	if !named {
		var names []string
		for _, s := range f.sheets {
			if s.name == "" {
				return nil, f.refuse(codeNoSheet, o.Sheet, "", "", "only workbooks have sheets; leave the name out")
			}
			names = append(names, s.name)
		}
		return nil, f.refuse(codeNoSheet, o.Sheet, "", "", "no such sheet; the file has "+list(names))
	}
	return out, nil
}

// missing returns the columns of the signature that a row lacks, and how many it has.
func (l *Layout) missing(c candidate, o *Options) (lacking []string, hits int) {
	have := map[string]bool{}
	empty, years := 0, 0
	for _, cell := range c.cells {
		h := normalize(cell)
		if h == "" {
			empty++
		}
		have[h] = true
		if _, ok := l.wide.column(h); ok {
			years++
		}
	}
	for _, col := range l.columns {
		if col.Need != signature || o.given(l, col.Role) {
			continue
		}
		if slices.ContainsFunc(col.Headers, func(h string) bool { return have[h] }) {
			hits++
		} else {
			lacking = append(lacking, strings.Join(col.Headers, " or "))
		}
	}
	if len(l.measures) > 0 {
		if l.anyMeasure(have) {
			hits++
		} else {
			lacking = append(lacking, l.measureNames())
		}
	}
	if l.wide != notWide {
		if years > 0 {
			hits++
		} else {
			lacking = append(lacking, l.wide.example())
		}
	}
	for _, cell := range c.cells {
		if h := normalize(cell); h != "" && containsPattern(l.without, h) {
			lacking = append(lacking, fmt.Sprintf("no column %q", clipped(h)))
		}
	}
	if l.anchor != "" && !slices.Contains(c.above, l.anchor) {
		lacking = append(lacking, fmt.Sprintf("a cell %q above the header", l.anchor))
	}
	if l.exact && len(lacking) == 0 {
		known := map[string]bool{"": true}
		for _, col := range l.columns {
			known[col.Headers[0]] = true
		}
		for _, m := range l.measures {
			known[m.Header] = true
		}
		for _, q := range l.quantities {
			known[q.Header] = true
			if !have[q.Header] {
				lacking = append(lacking, q.Header)
			}
		}
		for h := range have {
			if !known[h] {
				lacking = append(lacking, fmt.Sprintf("nothing but its own columns (there is %q)", clipped(h)))
			}
		}
		slices.Sort(lacking)
	}
	return lacking, hits
}

func (l *Layout) anyMeasure(have map[string]bool) bool {
	for h := range have {
		if _, ok := l.measureOf(h); ok {
			return true
		}
	}
	return false
}

// measureOf returns the measure that a normalised header stands for.
func (l *Layout) measureOf(header string) (measure, bool) {
	if header == "" {
		return measure{}, false
	}
	for _, m := range l.measures {
		stem, open := strings.CutSuffix(m.Header, "*")
		switch {
		case !open && header == m.Header:
			return m, true
		case open && stem == "value_" && strings.HasPrefix(header, stem):
			if c, err := trade.ParseCurrency(header[len(stem):]); err == nil && len(header) == len(stem)+3 {
				m.Currency = c
				return m, true
			}
		case open && stem != "value_" && strings.HasPrefix(header, stem):
			return m, true
		}
	}
	return measure{}, false
}

func (l *Layout) measureNames() string {
	var names []string
	for _, m := range l.measures {
		names = append(names, strings.Replace(strings.TrimSuffix(m.Header, "*"), "value_", "value_usd", 1))
	}
	if len(names) > 4 {
		names = append(names[:4:4], "…")
	}
	return strings.Replace(strings.Join(names, " or "), "value_usdusd", "value_usd", 1)
}

// miss is a layout that a row fails to match.
type miss struct {
	layout  *Layout
	at      candidate
	lacking []string
	hits    int
}

// closer prefers the layout of which a larger share is there, then the one with
// fewer columns missing.
func (m *miss) closer(o *miss) bool {
	a, b := m.hits*(o.hits+len(o.lacking)), o.hits*(m.hits+len(m.lacking))
	return cmp.Or(cmp.Compare(a, b), cmp.Compare(len(o.lacking), len(m.lacking))) > 0
}

func (f *File) unrecognised(closest *miss, o Options) error {
	hint := "no row of the first 10 is a header that is known"
	if o.Layout != "" {
		hint = "no row of the first 10 is a header of the layout " + o.Layout
	}
	if closest == nil {
		return f.refuse(codeNoLayout, "", "", "",
			"there is no row to look at: the file, or every visible sheet of it, is empty")
	}
	if closest.hits > 0 || o.Layout != "" {
		hint += fmt.Sprintf("; closest is %s in row %d, which lacks %s", closest.layout.Name, closest.at.row,
			list(closest.lacking))
		if o.Layout == "" || o.Layout == "native" {
			hint += howToName
		}
	} else {
		hint += "; name the columns period, origin, destination, hs, value_usd, quantity, unit (layout native), or say which of yours they are (column period=Month)"
	}
	var text string
	for _, c := range closest.at.cells {
		if text = strings.TrimSpace(c); text != "" {
			break
		}
	}
	cell := ""
	if closest.at.row > 0 {
		cell = "A" + strconv.Itoa(closest.at.row)
	}
	return f.refuse(codeNoLayout, closest.at.sheet, cell, text, hint)
}

func (f *File) ambiguous(found []*Detection) error {
	a, b := found[0], found[1]
	place := func(d *Detection) string {
		if d.Sheet == "" {
			return d.Layout.Name
		}
		return fmt.Sprintf("%s in sheet %q", d.Layout.Name, d.Sheet)
	}
	if a.Sheet != b.Sheet {
		return f.refuse(codeTwoSheets, "", "", "",
			fmt.Sprintf("two sheets can be read: %s and %s; name the one that is meant", place(a), place(b)))
	}
	return f.refuse(codeTwoLayouts, a.Sheet, "", "",
		fmt.Sprintf("two layouts match: %s and %s; name the one that is meant", place(a), place(b)))
}

// refuse makes the error of a file that is refused as a whole.
func (f *File) refuse(code string, sheet, cell, text, hint string) *spreadsheet.ImportError {
	return &spreadsheet.ImportError{File: f.Name, Sheet: sheet, Cell: cell, Text: clipped(text), Code: code, Hint: hint}
}

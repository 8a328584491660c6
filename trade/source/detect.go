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

// binding says in which column what is found; -1 is nowhere.
type binding struct {
	roles      map[Role]int
	headers    map[string]int // normalised header, first column
	measure    *Measure
	value      int
	quantities []boundQuantity
	wholes     []boundWhole
	wide       []boundYear
	across     int   // the column beside those of periods that states their sum, or -1
	distinct   []int // the columns by which rows of one trade differ
	notes      []Match
	noteColumn []int
}

type boundQuantity struct {
	column, unitColumn int
	unit               trade.Unit
	scale              int32
}

type boundWhole struct {
	column   int
	texts    []string
	additive bool
}

// isWhole tells the text of a row that is no part of another.
func (w *boundWhole) isWhole(text string) bool { return slices.Contains(w.texts, text) }

// wholeText is the text of a cell of a breakdown in the form of a layout's texts.
func wholeText(v *spreadsheet.Value) string {
	return strings.ToLower(strings.TrimSuffix(strings.TrimSpace(v.Text), ".0"))
}

func (b *binding) role(r Role) int {
	if c, ok := b.roles[r]; ok {
		return c
	}
	return -1
}

func (b *binding) header(h string) int {
	if c, ok := b.headers[h]; ok {
		return c
	}
	return -1
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
			return nil, f.refuse(CodeLayoutName, "", "", o.Layout, "no such layout; the layouts are "+strings.Join(layoutNames(), ", "))
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
					found = append(found, &Detection{Layout: &tried[i], Sheet: c.sheet, Header: c.row, above: c.above, cells: c.cells, raw: c.raw})
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
				return nil, f.refuse(CodeNoSheet, o.Sheet, "", "", "only workbooks have sheets; leave the name out")
			}
			names = append(names, s.name)
		}
		return nil, f.refuse(CodeNoSheet, o.Sheet, "", "", "no such sheet; the file has "+list(names))
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
		if _, ok := l.Wide.column(h); ok {
			years++
		}
	}
	for _, col := range l.Columns {
		if col.Need != signature || o.given(l, col.Role) {
			continue
		}
		if slices.ContainsFunc(col.Headers, func(h string) bool { return have[h] }) {
			hits++
		} else {
			lacking = append(lacking, strings.Join(col.Headers, " or "))
		}
	}
	if len(l.Measures) > 0 {
		if l.anyMeasure(have) {
			hits++
		} else {
			lacking = append(lacking, l.measureNames())
		}
	}
	if l.Wide != notWide {
		if years > 0 {
			hits++
		} else {
			lacking = append(lacking, l.Wide.example())
		}
	}
	for _, cell := range c.cells {
		if h := normalize(cell); h != "" && containsPattern(l.Without, h) {
			lacking = append(lacking, fmt.Sprintf("no column %q", clip(h)))
		}
	}
	if l.Anchor != "" && !slices.Contains(c.above, l.Anchor) {
		lacking = append(lacking, fmt.Sprintf("a cell %q above the header", l.Anchor))
	}
	if l.Exact && len(lacking) == 0 {
		known := map[string]bool{"": true}
		for _, col := range l.Columns {
			known[col.Headers[0]] = true
		}
		for _, m := range l.Measures {
			known[m.Header] = true
		}
		for _, q := range l.Quantities {
			known[q.Header] = true
			if !have[q.Header] {
				lacking = append(lacking, q.Header)
			}
		}
		for h := range have {
			if !known[h] {
				lacking = append(lacking, fmt.Sprintf("nothing but its own columns (there is %q)", clip(h)))
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
func (l *Layout) measureOf(header string) (Measure, bool) {
	if header == "" {
		return Measure{}, false
	}
	for _, m := range l.Measures {
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
	return Measure{}, false
}

func (l *Layout) measureNames() string {
	var names []string
	for _, m := range l.Measures {
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
		return f.refuse(CodeNoLayout, "", "", "", "there is no row to look at: the file, or every visible sheet of it, is empty")
	}
	if closest.hits > 0 || o.Layout != "" {
		hint += fmt.Sprintf("; closest is %s in row %d, which lacks %s", closest.layout.Name, closest.at.row, list(closest.lacking))
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
	return f.refuse(CodeNoLayout, closest.at.sheet, cell, text, hint)
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
		return f.refuse(CodeTwoSheets, "", "", "", fmt.Sprintf("two sheets can be read: %s and %s; name the one that is meant", place(a), place(b)))
	}
	return f.refuse(CodeTwoLayouts, a.Sheet, "", "", fmt.Sprintf("two layouts match: %s and %s; name the one that is meant", place(a), place(b)))
}

// bind finds the columns of the layout in the header.
func (d *Detection) bind(f *File) error {
	l := d.Layout
	b := binding{roles: map[Role]int{}, headers: map[string]int{}, value: -1}
	var names []string
	for i, cell := range d.cells {
		h := normalize(cell)
		if l.Notes && strings.HasPrefix(cell, notePrefix) {
			h = cell // its name is kept to the letter
		}
		names = append(names, h)
		if h == "" {
			continue
		}
		if first, twice := b.headers[h]; twice && (l.Notes || l.knows(h)) {
			return f.refuse(CodeDuplicateHeader, d.Sheet, d.cell(i), cell,
				fmt.Sprintf("two columns have this header, %s and %s; rename or delete one", d.cell(first), d.cell(i)))
		} else if !twice {
			b.headers[h] = i
		}
	}
	used := map[int]Role{}
	for _, col := range l.Columns {
		at := -1
		for _, h := range col.Headers {
			if at = b.header(h); at >= 0 {
				break
			}
		}
		if at < 0 && col.Need == needed {
			return f.refuse(CodeMissingColumn, d.Sheet, d.cell(0), "", fmt.Sprintf("the layout %s needs a column %s", l.Name, strings.Join(col.Headers, " or ")))
		}
		if at >= 0 {
			if _, taken := used[at]; !taken || col.Role != RoleText {
				used[at] = col.Role
			}
			if col.Role != RoleText {
				b.roles[col.Role] = at
			}
		}
	}
	if err := d.bindMeasure(f, &b, names, used); err != nil {
		return err
	}
	if err := d.bindQuantities(f, &b, used); err != nil {
		return err
	}
	for _, w := range l.Wholes {
		if at := b.header(w.Header); at >= 0 {
			b.wholes = append(b.wholes, boundWhole{at, w.Texts, w.Additive})
			if _, taken := used[at]; !taken {
				used[at] = RoleText
			}
		}
	}
	for i, h := range names {
		if y, ok := l.Wide.column(h); ok && used[i] == "" {
			if y.relative() && b.role(RoleYear) < 0 {
				return f.refuse(CodeMissingColumn, d.Sheet, d.cell(i), d.cells[i], "a month or a quarter without its year; add a column year, or write 2024-05")
			}
			y.column, y.header = i, strings.TrimSpace(d.cells[i])
			b.wide = append(b.wide, y)
			used[i] = RoleValue
		}
	}
	b.across = acrossColumn(l, names, used)
	d.bindDistinct(&b, names, used)
	d.binding = b
	d.explain(used)
	return nil
}

// knows reports whether a header is one of the layout's own.
func (l *Layout) knows(header string) bool {
	for _, c := range l.Columns {
		if slices.Contains(c.Headers, header) {
			return true
		}
	}
	for _, q := range l.Quantities {
		if q.Header == header || q.UnitHeader == header {
			return true
		}
	}
	_, measure := l.measureOf(header)
	_, year := l.Wide.column(header)
	return measure || year
}

func (d *Detection) bindMeasure(f *File, b *binding, names []string, used map[int]Role) error {
	best := -1
	for i, h := range names {
		m, ok := d.Layout.measureOf(h)
		if !ok {
			continue
		}
		if d.Layout.Notes && b.measure != nil {
			return f.refuse(CodeDuplicateHeader, d.Sheet, d.cell(i), d.cells[i],
				fmt.Sprintf("two columns are values, %s and %s; keep one", d.cell(b.value), d.cell(i)))
		}
		rank := slices.IndexFunc(d.Layout.Measures, func(o Measure) bool { return o.Header == m.Header })
		if best < 0 || rank < best {
			best, b.measure, b.value = rank, &m, i
		}
	}
	if b.value >= 0 {
		used[b.value] = RoleValue
	}
	return nil
}

func (d *Detection) bindQuantities(f *File, b *binding, used map[int]Role) error {
	for _, q := range d.Layout.Quantities {
		at, unit := b.header(q.Header), b.header(q.UnitHeader)
		if d.Layout.Notes && (at >= 0) != (unit >= 0) {
			have, want := q.Header, q.UnitHeader
			if at < 0 {
				have, want = want, have
			}
			return f.refuse(CodeMissingColumn, d.Sheet, d.cell(max(at, unit)), have, fmt.Sprintf("a column %s needs a column %s beside it", have, want))
		}
		if at < 0 || (q.UnitHeader != "" && unit < 0) {
			continue
		}
		b.quantities = append(b.quantities, boundQuantity{at, unit, q.Unit, q.Scale})
		used[at] = RoleQuantity
		if unit >= 0 {
			used[unit] = RoleUnit
		}
	}
	return nil
}

// cell is the address of a cell of the header.
func (d *Detection) cell(column int) string { return columnName(column) + strconv.Itoa(d.Header) }

// explain fills in what is told to people.
func (d *Detection) explain(used map[int]Role) {
	var seen []string
	for i, text := range d.raw {
		header := text
		if !d.Layout.Notes || !strings.HasPrefix(text, notePrefix) {
			header = strings.TrimSpace(strings.TrimPrefix(text, "\uFEFF"))
		}
		m := Match{Cell: d.cell(i), Header: header, Role: used[i]}
		_, known := used[i]
		switch {
		case known:
			d.Columns = append(d.Columns, m)
			if len(seen) < 8 {
				seen = append(seen, fmt.Sprintf("%s %q", m.Cell, clip(header)))
			}
		case header != "":
			d.Notes = append(d.Notes, m)
			if d.Layout.Notes {
				d.binding.notes = append(d.binding.notes, m)
				d.binding.noteColumn = append(d.binding.noteColumn, i)
			}
		}
	}
	where := fmt.Sprintf("row %d", d.Header)
	if d.Sheet != "" {
		where += fmt.Sprintf(" of sheet %q", d.Sheet)
	}
	if len(d.Columns) > len(seen) {
		seen = append(seen, "…")
	}
	d.Why = append(d.Why, fmt.Sprintf("%s is the header of %s: it has %s", where, d.Layout.Name, strings.Join(seen, ", ")))
	if m := d.binding.measure; m != nil && m.Currency != "" {
		d.Why = append(d.Why, fmt.Sprintf("values are in column %s: %s", d.cell(d.binding.value), m.describe()))
	}
}

// describe says what a measure is.
func (m *Measure) describe() string {
	s := string(m.Currency)
	if m.Scale != 0 {
		s = "1" + strings.Repeat("0", int(m.Scale)) + " " + s
	}
	switch {
	case m.Import == "" && m.Export == "":
	case m.Import == m.Export || m.Side == Imports:
		s += ", " + string(m.Import)
	case m.Side == Exports:
		s += ", " + string(m.Export)
	default:
		s += fmt.Sprintf(", imports %s, exports %s", m.Import, m.Export)
	}
	if m.Cumulative {
		s += ", from January on"
	}
	return s
}

// refuse makes the error of a file that is refused as a whole.
func (f *File) refuse(code spreadsheet.Code, sheet, cell, text, hint string) *spreadsheet.ImportError {
	return &spreadsheet.ImportError{File: f.Name, Sheet: sheet, Cell: cell, Text: clip(text), Code: code, Hint: hint}
}

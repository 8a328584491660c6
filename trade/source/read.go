package source

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Options say how a file is read. The zero value recognises the layout and is
// strict.
type Options struct {
	Layout string // the name of a layout, "" to recognise it
	Sheet  string // the name of a sheet, "" to look at all that are visible
	// Lenient keeps the good rows of a file with bad ones.
	Lenient bool

	// What some sources do not say in the file. A file that says it is believed.
	Flow    Side           // Imports or Exports
	Partner trade.Country  // the other country
	Period  trade.Interval // when

	// CountOnly reads files that lack such a fact, and hands out nothing: it is for
	// looking at a file.
	CountOnly bool

	// Numbers is how numbers are written that are text. The zero value reads plain
	// ones such as 1234.50.
	Numbers spreadsheet.NumberFormat
	// MaxRejects is how many problems are listed; 0 is 1,000.
	MaxRejects int
	// Progress is told the number of rows read, now and then.
	Progress func(rows int)
}

// Visit takes what is read, record by record. A nil function takes nothing; an
// error of one ends the reading and is returned.
type Visit struct {
	Flow        func(trade.Flow) error
	Rate        func(Rate) error
	Duty        func(Duty) error
	Observation func(Observation) error
}

// Read reads the file and hands its records out one by one, in the order of the
// file, with memory that does not grow with the file unless its rows have to be
// compared (see the package comment). The report comes with every error that is
// about rows. A strict reading that rejected rows is a *RejectedError; the records
// of the good rows have been handed out by then.
func (f *File) Read(ctx context.Context, o Options, visit Visit) (*Report, error) {
	d, err := f.Detect(ctx, o)
	if err != nil {
		return nil, err
	}
	r := newReader(f, o, d, visit)
	if err := r.facts(ctx); err != nil {
		return nil, err
	}
	if r.l.surveyed() {
		r.survey = newSurvey()
		if err := r.pass(ctx, true); err != nil {
			return nil, err
		}
	}
	if err := r.pass(ctx, false); err != nil {
		return nil, err
	}
	if r.f.verify != nil {
		if err := r.f.verify(ctx); err != nil {
			return nil, err
		}
	}
	if err := r.merges(ctx); err != nil {
		return nil, err
	}
	r.finish()
	if r.rep.Rows.Rejected > 0 && !o.Lenient {
		return r.rep, &RejectedError{r.rep}
	}
	return r.rep, nil
}

// reader reads one sheet.
type reader struct {
	f     *File
	o     Options
	d     *Detection
	l     *Layout
	b     *binding
	rep   *Report
	visit Visit

	sheet  *sheetInput
	binary bool // the numbers of the file are binary, as in a workbook
	side   Side // when no column says it
	scale  int32
	money  trade.Currency // of a layout whose unit is in the title
	world  bool           // no partner is stated

	survey    *survey
	surveying bool
	row       *spreadsheet.Row
	faults    []rowFault
	flows     []rowFlow

	periods                   map[string]trade.Interval
	places                    map[string]area
	placesOn                  trade.Interval // when the codes of places were read
	units                     map[string]trade.Unit
	products                  map[string]trade.Product
	skipIndex, warnIndex      map[string]int
	textNumbers, numericCodes int
	sums                      []decimal.Decimal // of the values by column of years
	total                     decimal.Decimal   // of the values, of all rows that were understood
	blanks                    int
	afterBlank, ended         bool
	warnColumn                int
	named                     []bool // the columns that have a header
	roles                     map[int]Role
	missing                   []missingCell
}

// missingCell is a listed reject for an empty cell, which may be merged with another.
type missingCell struct{ reject, row, column int }

type rowFault struct {
	column int
	text   string
	fault  *fault
}

// rowFlow is a flow of the row, before it is known whether it counts.
type rowFlow struct {
	flow           trade.Flow
	side           Side
	part, additive bool // a part of another row; members of a breakdown that add up
	residual       bool // the rest of a chapter or heading
	cumulative     bool // from January on
	column         int  // the column of years that it is from
}

func newReader(f *File, o Options, d *Detection, visit Visit) *reader {
	r := &reader{
		f: f, o: o, d: d, l: d.Layout, b: &d.binding, visit: visit, binary: f.binary,
		periods: map[string]trade.Interval{}, places: map[string]area{}, units: map[string]trade.Unit{}, products: map[string]trade.Product{},
		skipIndex: map[string]int{}, warnIndex: map[string]int{}, sums: make([]decimal.Decimal, len(d.binding.wide)),
	}
	r.rep = &Report{
		File: f.Name, SHA256: f.SHA256, Format: f.Format, Layout: d.Layout.Name, Kind: d.Layout.Kind, Sheet: d.Sheet, Header: d.Header,
		Columns: d.Columns, Notes: d.Notes, Why: slices.Clone(d.Why), Assumed: slices.Clone(f.assumed), Totals: map[trade.Currency]decimal.Decimal{},
	}
	r.roles = map[int]Role{}
	for _, m := range d.Columns {
		r.roles[columnIndex(m.Cell)] = m.Role
	}
	for _, cell := range d.cells {
		r.named = append(r.named, normalize(cell) != "")
	}
	if r.o.MaxRejects <= 0 {
		r.o.MaxRejects = 1000
	}
	for i := range f.sheets {
		s := &f.sheets[i]
		switch {
		case s.name == d.Sheet:
			r.sheet = s
		case s.hidden && o.Sheet == "":
			r.rep.HiddenSheets = append(r.rep.HiddenSheets, s.name)
		}
	}
	return r
}

// cell is a cell of the row; an empty one where the row ends before it.
func (r *reader) cell(column int) *spreadsheet.Value {
	r.warnColumn = column
	if column < 0 || column >= len(r.row.Cells) {
		return &emptyValue
	}
	return &r.row.Cells[column]
}

var emptyValue spreadsheet.Value

func (r *reader) fail(column int, v *spreadsheet.Value, f *fault) {
	r.faults = append(r.faults, rowFault{column, v.Text, f})
}

// note counts a warning at the cell that was looked at last.
func (r *reader) note(reason, text string) {
	if !r.surveying {
		add(&r.rep.Warnings, r.warnIndex, reason, address(r.d.Sheet, r.at(r.warnColumn)), text)
	}
}

// pass reads all rows once: first to learn which of them are sums of others, then
// to count.
func (r *reader) pass(ctx context.Context, survey bool) error {
	r.surveying = survey
	r.blanks, r.afterBlank, r.ended = 0, false, false
	rows, last := 0, r.d.Header
	for row, err := range r.sheet.rows(ctx) {
		if err != nil {
			return err
		}
		if row.Number <= r.d.Header {
			continue
		}
		if rows++; rows%4096 == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			if r.o.Progress != nil && !survey {
				r.o.Progress(rows)
			}
		}
		r.row = row
		if isBlank(row) {
			continue
		}
		// Rows that the file leaves out are blank like those that it has.
		r.blanks = row.Number - last - 1
		last = row.Number
		if err := r.one(); err != nil {
			return err
		}
	}
	if r.o.Progress != nil && !survey {
		r.o.Progress(rows)
	}
	return nil
}

func isBlank(row *spreadsheet.Row) bool {
	for i := range row.Cells {
		if v := &row.Cells[i]; v.Kind != spreadsheet.ValueEmpty && (v.Kind != spreadsheet.ValueText || strings.TrimSpace(v.Text) != "") {
			return false
		}
	}
	return true
}

// one reads a row that is not blank.
func (r *reader) one() error {
	if r.blanks > 0 {
		r.afterBlank = true
		if !r.surveying {
			r.rep.Rows.Read += r.blanks
			r.rep.Rows.Skipped += r.blanks
			add(&r.rep.Skips, r.skipIndex, skipBlank, r.atRow(r.row.Number-r.blanks), "")
			r.rep.Skips[r.skipIndex[skipBlank]].Rows += r.blanks - 1
		}
	}
	if !r.surveying {
		r.rep.Rows.Read++
		if r.row.Hidden {
			r.rep.Hidden++
		}
		for i := range r.row.Cells {
			if r.row.Cells[i].Formula {
				r.rep.Formulas++
			}
		}
	}
	r.faults = r.faults[:0]
	if r.ended {
		return r.skip(skipNotes)
	}
	skip, err := r.parse()
	switch {
	case err != nil:
		return err
	case skip != "":
		return r.skip(skip)
	case len(r.faults) > 0:
		if skip := r.excuse(); skip != "" {
			return r.skip(skip)
		}
		r.reject()
		return nil
	}
	return nil
}

func (r *reader) atRow(row int) string { return address(r.d.Sheet, fmt.Sprintf("A%d", row)) }

func (r *reader) skip(reason string) error {
	if !r.surveying {
		r.rep.Rows.Skipped++
		add(&r.rep.Skips, r.skipIndex, reason, r.atRow(r.row.Number), "")
	}
	return nil
}

func (r *reader) accept(records int) {
	if !r.surveying {
		r.rep.Rows.Accepted++
		r.rep.Records += records
	}
}

// reject lists what is wrong with the row.
func (r *reader) reject() {
	if r.surveying {
		return
	}
	r.rep.Rows.Rejected++
	for _, f := range r.faults {
		r.rep.Problems++
		if len(r.rep.Rejects) >= r.o.MaxRejects {
			continue
		}
		if f.fault.code == CodeMissing {
			r.missing = append(r.missing, missingCell{len(r.rep.Rejects), r.row.Number, f.column})
		}
		r.rep.Rejects = append(r.rep.Rejects, &spreadsheet.ImportError{
			File: r.f.Name, Sheet: r.d.Sheet, Cell: r.at(f.column), Text: clip(f.text), Code: f.fault.code, Hint: f.fault.hint,
		})
	}
}

// excuse says why a row that cannot be read need not be: it is no row of data.
func (r *reader) excuse() string {
	if r.isHeader() {
		return skipHeader
	}
	filled, first := 0, -1
	for i := range r.row.Cells {
		if r.row.Cells[i].Kind != spreadsheet.ValueEmpty {
			if filled++; first < 0 {
				first = i
			}
		}
	}
	text := normalize(r.row.Cells[first].Text)
	if filled == 1 && r.afterBlank && (text == "notes" || text == "note" || text == "notes:") {
		r.ended = true
		return skipNotes
	}
	if r.isTotal() {
		r.controlTotal()
		return skipTotal
	}
	if filled == 1 && !r.l.Notes && r.row.Cells[first].Kind == spreadsheet.ValueText && strings.Contains(text, " ") {
		return skipText
	}
	return ""
}

// isHeader tells a row that repeats the header in every column that is read.
func (r *reader) isHeader() bool {
	for _, m := range r.d.Columns {
		column := columnIndex(m.Cell)
		if v := r.cell(column); v.Kind == spreadsheet.ValueEmpty || normalize(v.Text) != normalize(m.Header) {
			return false
		}
	}
	return true
}

// columnIndex is the number of the column in an address.
func columnIndex(cell string) int {
	n := 0
	for i := 0; i < len(cell) && cell[i] >= 'A'; i++ {
		n = n*26 + int(cell[i]-'A') + 1
	}
	return n - 1
}

var totalLabels = map[string]bool{
	"total": true, "totals": true, "grand total": true, "subtotal": true, "sub-total": true, "sub total": true, "sum": true, "overall total": true,
	"india's total": true, "total all": true, "合计": true, "总计": true, "summe": true, "gesamt": true, "итого": true, "всего": true,
}

// isTotal tells a row of sums: it says so in a column that is read, or in its first
// cell, and has at most one of the codes of a flow; or it holds nothing but numbers,
// and its value is the sum so far.
func (r *reader) isTotal() bool {
	label, texts, codes, first := false, 0, 0, true
	for i := range r.row.Cells {
		v := &r.row.Cells[i]
		if isEmpty(v) {
			continue
		}
		role, read := r.roles[i]
		switch said := v.Kind == spreadsheet.ValueText && totalLabels[strings.TrimRight(normalize(v.Text), ": ")]; {
		case said:
			label = label || read || first
		case role == RoleValue || role == RoleQuantity:
		case read && role != RoleText && role != RoleUnit && role != RoleMeasure:
			codes++
		case v.Kind == spreadsheet.ValueText:
			texts++
		}
		first = false
	}
	switch {
	case label:
		return codes <= 1
	case texts > 0 || codes > 0 || r.l.Kind != Flows || r.b.value < 0 || r.rep.Rows.Accepted == 0:
		return false
	}
	d, f := r.number(r.cell(r.b.value))
	return f == nil && d.Shift(r.scale).Equal(r.total) && !d.IsZero()
}

// controlTotal compares a row of totals with the sums of the rows above it.
func (r *reader) controlTotal() {
	if r.surveying {
		return
	}
	compare := func(column int, name string, found decimal.Decimal) {
		v := r.cell(column)
		if v.Kind == spreadsheet.ValueEmpty {
			return
		}
		d, err := spreadsheet.ParseNumber(v.Text, spreadsheet.NumberFormat{Group: ','})
		if err == nil {
			d = d.Shift(r.scale)
			r.rep.Checks = append(r.rep.Checks, Check{Name: name, Cell: address(r.d.Sheet, r.at(column)), Stated: d, Found: found, OK: d.Equal(found)})
		}
	}
	if r.b.value >= 0 {
		compare(r.b.value, "total", r.total)
	}
	for i, y := range r.b.wide {
		compare(y.column, "total "+y.header, r.sums[i])
	}
}

// merges explains empty cells by the merged ranges of the sheet, which are known
// when it has been read. Only the first cell of such a range holds anything.
func (r *reader) merges(ctx context.Context) error {
	if r.sheet.merges == nil {
		return nil
	}
	ranges, err := r.sheet.merges(ctx)
	if err != nil {
		return err
	}
	for _, m := range ranges {
		if m.Bottom <= r.d.Header {
			continue
		}
		add(&r.rep.Warnings, r.warnIndex, warnMerged, address(r.d.Sheet, columnName(m.Left)+strconv.Itoa(m.Top)), m.String())
		first, _ := slices.BinarySearchFunc(r.missing, m.Top, func(c missingCell, row int) int { return c.row - row })
		for _, c := range r.missing[first:] {
			if c.row > m.Bottom {
				break
			}
			if c.column >= m.Left && c.column <= m.Right {
				e := r.rep.Rejects[c.reject]
				e.Code, e.Hint = CodeMerged, fmt.Sprintf("empty because it is merged into %s; undo the merge and fill in every cell", m)
			}
		}
	}
	return nil
}

// finish completes the report.
func (r *reader) finish() {
	if r.survey != nil {
		r.compareSums()
	}
	if n := len(r.b.wide); n > 0 && r.survey != nil && r.survey.noYear(n-1, n) {
		y := r.b.wide[n-1]
		r.rep.Warnings = append(r.rep.Warnings, Count{Reason: warnNoYear, Rows: 1, Cell: address(r.d.Sheet, r.d.cell(y.column)), Text: y.header})
	}
	if r.textNumbers > 0 && r.binary {
		r.rep.Warnings = append(r.rep.Warnings, Count{Reason: warnTextNumber, Rows: r.textNumbers})
	}
	if r.numericCodes > 0 {
		r.rep.Warnings = append(r.rep.Warnings, Count{Reason: warnNumericCode, Rows: r.numericCodes})
	}
	if r.rep.Hidden > 0 {
		r.rep.Warnings = append(r.rep.Warnings, Count{Reason: warnHidden, Rows: r.rep.Hidden})
	}
	if r.f.declared != nil {
		if stated, ok := plainNumber(r.f.declared["count"]); ok {
			found := decimal.NewFromInt(int64(r.rep.Rows.Read))
			r.rep.Checks = append(r.rep.Checks, Check{Name: "count", Stated: stated, Found: found, OK: stated.Equal(found)})
		}
	}
	if stated, ok := r.d.after("data row count"); ok {
		totals := 0
		if i, ok := r.skipIndex[skipTotal]; ok {
			totals = r.rep.Skips[i].Rows
		}
		if d, ok := plainNumber(stated); ok {
			found := decimal.NewFromInt(int64(r.rep.Rows.Read - totals))
			r.rep.Checks = append(r.rep.Checks, Check{Name: "data row count", Stated: d, Found: found, OK: d.Equal(found)})
		}
	}
}

// compareSums lists the chapters, headings and years whose parts in the file add up to
// something else: parts are missing, or kept secret.
func (r *reader) compareSums() {
	const most = 20
	for i, s := range r.survey.differences() {
		if i < most {
			name := fmt.Sprintf("%s from %s to %s in %s", s.what.Product, s.what.Origin, s.what.Destination, s.what.Period)
			if s.what.Product == "" {
				name = "all products" + name
			}
			r.rep.Checks = append(r.rep.Checks, Check{Name: name, Cell: address(r.d.Sheet, s.cell), Stated: s.stated, Found: s.found})
			continue
		}
		add(&r.rep.Warnings, r.warnIndex, warnSums, address(r.d.Sheet, s.cell), "")
	}
}

// after returns the text above the header that follows a label.
func (d *Detection) after(label string) (string, bool) {
	i := slices.Index(d.above, label)
	if i < 0 || i+1 >= len(d.above) {
		return "", false
	}
	return d.above[i+1], true
}

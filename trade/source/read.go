package source

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
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

	// How a person's own sheet is read, layout native, where its words are others.
	// Columns are the headers by role: rolePeriod "Month". Origin and Destination are the
	// countries of a sheet that has no column for them, Unit is what values count that the
	// sheet does not say, Dates how it writes days in figures alone.
	Columns             map[Role]string
	Origin, Destination trade.Country
	Unit                ValueUnit
	Dates               DateOrder
	// MaxRejects is how many problems are listed; 0 is 1,000.
	MaxRejects int
	// Progress is told the number of rows read, now and then.
	Progress func(rows int)
}

// Visit takes what is read, record by record. A nil function takes nothing; an
// error of one ends the reading and is returned.
type Visit struct {
	// Row is told the number of the row in the file in which the next flow stands.
	Row         func(number int)
	Flow        func(trade.Flow) error
	Rate        func(Rate) error
	Duty        func(Duty) error
	Observation func(Observation) error
}

// Read reads the file and hands its records out one by one, in the order of the
// file. Rows of flows are compared with one another, which takes memory for each (see
// the package comment). The report comes with every error that is
// about rows. A strict reading that rejected rows is a *RejectedError; the records
// of the good rows have been handed out by then.
func (f *File) Read(ctx context.Context, o Options, visit Visit) (*Report, error) {
	return f.read(ctx, o, visit, func(int) {})
}

// read also says between the two readings how many flows there are at most.
func (f *File) read(ctx context.Context, o Options, visit Visit, most func(flows int)) (*Report, error) {
	d, err := f.Detect(ctx, o)
	if err != nil {
		return nil, err
	}
	r := newReader(f, o, d, visit)
	if err := r.facts(ctx); err != nil {
		return nil, err
	}
	r.sayUnneeded(&o)
	if r.l.surveyed() {
		r.survey = newSurvey()
		r.survey.shipments = r.l.shipments()
		r.survey.toDates = r.l.period == periodWords || r.b.measure != nil && r.b.measure.Cumulative
		for i := range r.b.wide {
			r.survey.monthly = r.survey.monthly || r.b.wide[i].relative()
			r.survey.toDates = r.survey.toDates || r.b.wide[i].toDate
		}
		if err := r.pass(ctx, true); err != nil {
			return nil, err
		}
		if r.foot != nil {
			return nil, r.foot
		}
		r.survey.close()
		most(r.survey.flows)
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
	if r.rep.Problems > 0 && !o.Lenient {
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
	placesBy                  map[trade.Interval]map[string]area
	placesOn                  trade.Interval // when the codes of places were read
	units                     map[string]trade.Unit
	products                  map[string]product
	skipIndex, warnIndex      map[string]int
	rejectIndex               map[string]int
	said                      ValueUnit     // what the file says about its values
	title                     trade.Product // of a table whose title names it
	foot                      error         // of a line below the table
	warnings                  []Count       // about columns
	quiet                     bool          // numbers are read for a sum of what does not count
	sides                     map[string]Side
	raw                       []byte              // of the row, as they stand in the file
	rests                     map[string]uint64   // numbers of those that were met before
	texts                     []byte              // of the row, to tell it from others
	seen                      map[uint64]struct{} // rows of the native layout
	stated                    map[uint64]fact     // rows of tables that are no flows
	textNumbers, numericCodes int
	amountsOf                 [fates]running
	sums, before              columnSums // of the values so far, and up to the last row of totals
	blanks                    int
	afterBlank, ended         bool
	afterTotal                bool
	warnColumn                int
	first                     int    // the first column that is known
	named                     []bool // the columns that have a header
	roles                     map[int]Role
	keyed                     []bool // the columns that say which trade, and its value
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
	part, additive bool    // a part of another row; members of a breakdown that add up
	counts         bool    // the file says that it is no sum of others
	residual       bool    // the rest of a chapter or heading
	cumulative     bool    // from January on
	edition        string  // of the Harmonized System, in files that say it row by row
	pair, days     flowKey // parts of the key of the trade
	product        uint64  // the number of the product
	numbered       bool    // the number is known already
	rest           uint64  // a number for what tells rows of one trade apart
	column         int     // the column of years that it is from
}

// product is a product and its number in the survey.
type product struct {
	code   trade.Product
	number uint64
}

// key is the trade that the flow is about.
func (f *rowFlow) key() flowKey { return f.pair | f.days | goods(f.product) }

func newReader(f *File, o Options, d *Detection, visit Visit) *reader {
	r := &reader{
		f: f, o: o, d: d, l: d.Layout, b: &d.binding, visit: visit, binary: f.binary,
		periods: map[string]trade.Interval{}, places: map[string]area{}, placesBy: map[trade.Interval]map[string]area{},
		units: map[string]trade.Unit{}, products: map[string]product{}, sides: map[string]Side{}, rests: map[string]uint64{},
		skipIndex: map[string]int{}, warnIndex: map[string]int{}, rejectIndex: map[string]int{},
		seen: map[uint64]struct{}{}, stated: map[uint64]fact{}, sums: newColumnSums(&d.binding),
		before: newColumnSums(&d.binding),
	}
	r.rep = &Report{
		File: f.Name, SHA256: f.SHA256, Format: f.Format, Layout: d.Layout.Name, Kind: d.Layout.Kind, Sheet: d.Sheet,
		Header:  d.Header,
		Columns: d.Columns, Notes: d.Notes, Why: slices.Clone(d.Why), Assumed: slices.Clone(f.assumed),
		Totals: map[trade.Currency]decimal.Decimal{},
	}
	r.roles = map[int]Role{}
	for _, m := range d.Columns {
		at := columnIndex(m.Cell)
		if len(r.keyed) == 0 {
			r.first = at
		}
		r.roles[at] = m.Role
		for len(r.keyed) <= at {
			r.keyed = append(r.keyed, false)
		}
		switch m.Role {
		case rolePeriod, roleOrigin, roleDestination, roleProduct, roleValue:
			r.keyed[at] = true
		}
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
	if !r.surveying && !r.quiet && !again(r.rep.Warnings, r.warnIndex, reason) {
		add(&r.rep.Warnings, r.warnIndex, reason, address(r.d.Sheet, r.at(r.warnColumn)), text)
	}
}

// pass reads all rows once: first to learn which of them are sums of others, then
// to count.
func (r *reader) pass(ctx context.Context, survey bool) error {
	r.surveying = survey
	r.blanks, r.afterBlank, r.afterTotal, r.ended = 0, false, false, false
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
		if v := &row.Cells[i]; v.Kind != spreadsheet.ValueEmpty &&
			(v.Kind != spreadsheet.ValueText || strings.TrimSpace(v.Text) != "") {
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
	if reason := r.besideTable(); r.ended || reason != "" {
		return r.skip(firstOf(reason, skipNotes))
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
		if reason == skipHeader { // whose years are no values
			r.leaveOut(reason, decimal.Decimal{}, 1)
			return nil
		}
		sum, _ := r.amounts()
		r.leaveOut(reason, sum, 1)
		if reason != skipTotal {
			r.sums.addRow(r, r.sums.skipped)
		}
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
	r.refuseAmounts()
	r.sums.addRow(r, r.sums.rejected)
	for _, f := range r.faults {
		r.rep.Problems++
		if len(r.rep.Rejects) >= r.o.MaxRejects {
			continue
		}
		if f.fault.code == codeMissing {
			r.missing = append(r.missing, missingCell{len(r.rep.Rejects), r.row.Number, f.column})
		}
		r.rep.Rejects = append(r.rep.Rejects, &spreadsheet.ImportError{
			File: r.f.Name, Sheet: r.d.Sheet, Cell: r.at(f.column), Text: clipped(f.text), Code: f.fault.code,
			Hint: f.fault.hint,
		})
	}
}

// columnIndex is the number of the column in an address.
func columnIndex(cell string) int {
	column, _ := grid.ColumnIndex([]byte(cell))
	return column
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
				e.Code, e.Hint = codeMerged,
					fmt.Sprintf("empty because it is merged into %s; undo the merge and fill in every cell", m)
			}
		}
	}
	return nil
}

// finish completes the report.
func (r *reader) finish() {
	r.stateAmounts()
	r.rep.Warnings = append(r.rep.Warnings, r.warnings...)
	if r.survey != nil {
		r.compareSums()
	}
	if n := len(r.b.wide); n > 0 && r.survey != nil && r.survey.noYear(n-1, n) {
		y := r.b.wide[n-1]
		r.rep.Warnings = append(r.rep.Warnings,
			Count{Reason: warnNoYear, Rows: 1, Cell: address(r.d.Sheet, r.d.cell(y.column)), Text: y.header})
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
	r.declaredRows()
}

// after returns the text above the header that follows a label.
func (d *Detection) after(label string) (string, bool) {
	i := slices.Index(d.above, label)
	if i < 0 || i+1 >= len(d.above) {
		return "", false
	}
	return d.above[i+1], true
}

package workbook

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// plan is a checked sheet with everything decided that its cells only show when
// all of them have been seen.
type plan struct {
	sheet    *Sheet
	rows     int // of data; of a stream, those seen so far
	layout   layout
	widths   []int
	kept     []keptAsText // by column
	notes    []string     // the sheet's own, then those about cells kept as text
	comments []Comment    // by row and column
}

// check goes through the whole workbook once. It returns a plan for each sheet,
// or all problems.
func (w *Workbook) check() ([]plan, error) {
	var e WorkbookError
	if w == nil || len(w.Sheets) == 0 {
		e.add(Problem{Code: codeNoSheet, Hint: "the workbook has no sheet; add at least one"})
		return nil, &e
	}
	for _, text := range []string{
		w.Properties.Title, w.Properties.Subject, w.Properties.Creator,
		w.Properties.Description, w.Properties.Keywords,
	} {
		if code, hint := checkLabel(text); code != "" {
			e.add(Problem{Text: text, Code: code, Hint: "in the properties: " + hint})
		}
	}
	w.checkProperties(&e)
	w.checkNames(&e)
	plans := make([]plan, len(w.Sheets))
	names := make(map[string]string, len(w.Sheets))
	for i := range w.Sheets {
		sheet := &w.Sheets[i]
		checkSheetName(sheet.Name, names, &e)
		plans[i] = sheet.check(&e)
	}
	w.checkCharts(&e)
	if e.Total > 0 {
		return nil, &e
	}
	return plans, nil
}

// checkCharts reports charts that do not fit the table that they draw.
func (w *Workbook) checkCharts(e *WorkbookError) {
	for i := range w.Sheets {
		s := &w.Sheets[i]
		for k := range s.Charts {
			c := &s.Charts[k]
			of := w.drawn(s, c)
			if of == nil {
				e.add(Problem{
					Sheet: s.Name, Text: c.Of, Code: codeChart,
					Hint: "the chart draws a sheet that the workbook does not have",
				})
				continue
			}
			for _, hint := range c.check(of) {
				e.add(Problem{Sheet: s.Name, Code: codeChart, Hint: hint})
			}
			for _, label := range []string{c.Title, c.CategoryTitle, c.ValueTitle} {
				if code, hint := checkLabel(label); code != "" {
					e.add(Problem{Sheet: s.Name, Text: label, Code: code, Hint: "in the chart: " + hint})
				}
			}
		}
	}
}

// drawn is the sheet that a chart of s draws, or nil.
func (w *Workbook) drawn(s *Sheet, c *Chart) *Sheet {
	if c.Of == "" {
		return s
	}
	for i := range w.Sheets {
		if w.Sheets[i].Name == c.Of {
			return &w.Sheets[i]
		}
	}
	return nil
}

const maxSheetName = 31

// checkSheetName reports a name that spreadsheet programs refuse. names holds
// the ones before it.
func checkSheetName(name string, names map[string]string, e *WorkbookError) {
	hint := ""
	switch {
	case name == "":
		hint = "a sheet without a name; give it one"
	case utf16Len(name) > maxSheetName:
		hint = fmt.Sprintf("the name has %d characters; shorten it to %d", utf16Len(name), maxSheetName)
	case strings.ContainsAny(name, `\/?*:[]`):
		hint = `a sheet name cannot contain \ / ? * : [ ]; replace them`
	case name[0] == '\'' || name[len(name)-1] == '\'':
		hint = "a sheet name cannot begin or end with an apostrophe"
	case strings.EqualFold(name, "History"):
		hint = `the name "History" is reserved; choose another`
	default:
		if _, bad := checkLabel(name); bad != "" {
			hint = "in the name: " + bad
		}
	}
	if hint != "" {
		e.add(Problem{Sheet: name, Text: name, Code: codeSheetName, Hint: hint})
		return
	}
	folded := grid.FoldName(name)
	if first, ok := names[folded]; ok {
		e.add(Problem{Sheet: name, Text: name, Code: codeDuplicateSheet, Hint: fmt.Sprintf(
			"the workbook already has a sheet %q; upper and lower case make no difference", first)})
		return
	}
	names[folded] = name
}

// check reports the problems of one sheet and plans it.
func (s *Sheet) check(e *WorkbookError) plan {
	problem := func(cell, text string, code string, hint string) {
		e.add(Problem{Sheet: s.Name, Cell: cell, Text: text, Code: code, Hint: hint})
	}
	text := func(row, column int, text string) {
		if code, hint := checkText(text); code != "" {
			problem(grid.Address(row, column), text, code, hint)
		}
	}
	// The size comes first, so that no address outside a sheet is ever named.
	if s.Spare < 0 {
		problem("", "", codeSpare, fmt.Sprintf("%d spare rows; give 0 or more", s.Spare))
		return plan{}
	}
	lines := s.layout(len(s.Rows), len(s.Notes))
	if lines.end > maxRows {
		problem("", "", codeTooManyRows, fmt.Sprintf(
			"%d rows with title, header and notes; a sheet holds %d: split it over several sheets", lines.end, maxRows))
		return plan{}
	}
	if len(s.Columns) > maxColumns {
		problem("", "", codeTooManyColumns, fmt.Sprintf("%d columns; a sheet holds %d: split it", len(s.Columns), maxColumns))
		return plan{}
	}

	for i, line := range s.Title {
		text(i, 0, line)
	}
	for i, column := range s.Columns {
		text(lines.header, i, column.Header)
		if column.Format >= formatCount {
			problem(grid.Address(lines.header, i), column.Header, codeFormat,
				fmt.Sprintf("format %d does not exist; use one of the Format constants", column.Format))
		}
		if column.Mark >= markCount {
			problem(grid.Address(lines.header, i), column.Header, codeMark,
				fmt.Sprintf("mark %d does not exist; use one of the Mark constants", column.Mark))
		}
		if hint := column.Valid.check(); hint != "" {
			problem(grid.Address(lines.header, i), column.Header, codeValidation, hint)
		}
		if column.Width < 0 || column.Width > maxWidth {
			problem(grid.Address(lines.header, i), column.Header, codeWidth,
				fmt.Sprintf("a width of %d; use 1 to %d characters, or 0 to fit the contents", column.Width, maxWidth))
		}
	}
	if s.FreezeColumns < 0 || s.FreezeColumns > max(0, len(s.Columns)-1) {
		problem("", "", codeFreeze,
			fmt.Sprintf("%d columns cannot be frozen in a table of %d; at least one must be left to scroll", s.FreezeColumns,
				len(s.Columns)))
	}
	if s.Stream != nil && s.Rows != nil {
		problem("", "", codeRowsAndStream, "the sheet has rows and a stream of rows; leave one of them nil")
	}
	p := plan{sheet: s, rows: len(s.Rows), layout: lines, kept: make([]keptAsText, len(s.Columns))}
	for i, row := range s.Rows {
		p.checkRow(i, row, e)
	}
	p.checkComments(e)
	for i, note := range s.Notes {
		text(lines.notes+1+i, 0, note)
	}

	if s.Stream == nil {
		p.close(e)
		if e.Total == 0 {
			p.widths = s.widths(s.Rows)
		}
	}
	return p
}

// checkRow reports the problems of row i, counted from 0, and counts the cells
// that only fit as text.
func (p *plan) checkRow(i int, row []Cell, e *WorkbookError) {
	s := p.sheet
	if len(row) > len(s.Columns) {
		e.add(Problem{
			Sheet: s.Name, Cell: grid.Address(p.layout.firstRow+i, min(len(s.Columns), maxColumns-1)), Code: codeRowTooWide,
			Hint: fmt.Sprintf("the row has %d cells, the table %d columns; add a column or drop the cell", len(row),
				len(s.Columns)),
		})
		return
	}
	for j := range row {
		cell := &row[j]
		if cell.kind == kindEmpty && cell.mark == markNone && cell.format == FormatGeneral {
			continue
		}
		at := func() string { return grid.Address(p.layout.firstRow+i, j) }
		inexact, code, hint := cell.check(s.Columns[j].Format)
		if code != "" {
			e.add(Problem{Sheet: s.Name, Cell: at(), Text: cell.String(), Code: code, Hint: hint})
		}
		if inexact {
			p.kept[j].add(cell.kind, at)
		}
	}
}

// close places the notes when all rows have been seen.
func (p *plan) close(e *WorkbookError) {
	p.notes = slices.Clone(p.sheet.Notes)
	for i := range p.kept {
		p.notes = append(p.notes, p.kept[i].notes(p.sheet.Columns[i].Header)...)
	}
	p.layout = p.sheet.layout(p.rows, len(p.notes))
	if p.layout.end > maxRows {
		e.add(Problem{Sheet: p.sheet.Name, Code: codeTooManyRows, Hint: fmt.Sprintf(
			"%d rows, with the notes about numbers kept as text; a sheet holds %d: split it over several sheets", p.layout.end,
			maxRows)})
	}
}

// checkComments sorts the comments and reports those that do not fit.
func (p *plan) checkComments(e *WorkbookError) {
	s := p.sheet
	problem := func(cell, text string, code string, hint string) {
		e.add(Problem{Sheet: s.Name, Cell: cell, Text: text, Code: code, Hint: hint})
	}
	if len(s.Comments) > maxComments {
		problem("", "", codeComment, fmt.Sprintf("%d comments; a sheet holds %d: drop some", len(s.Comments), maxComments))
		return
	}
	p.comments = slices.Clone(s.Comments)
	slices.SortStableFunc(p.comments, func(a, b Comment) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Column, b.Column))
	})
	for i, c := range p.comments {
		at := s.Address(c.Row, c.Column)
		switch code, hint := checkText(c.Text); {
		case at == "":
			problem("", c.Text, codeComment,
				fmt.Sprintf("a comment on row %d, column %d, which the table does not have", c.Row, c.Column))
		case code != "":
			problem(at, c.Text, code, "in the comment: "+hint)
		case c.Text == "":
			problem(at, "", codeComment, "an empty comment; leave it out")
		case i > 0 && p.comments[i-1].Row == c.Row && p.comments[i-1].Column == c.Column:
			problem(at, c.Text, codeComment, "a second comment on the same cell; join the two")
		}
	}
}

// checkProperties reports custom properties that programs do not accept.
func (w *Workbook) checkProperties(e *WorkbookError) {
	seen := map[string]bool{}
	for _, p := range w.Properties.Custom {
		problem := func(code string, hint string) { e.add(Problem{Text: p.Name, Code: code, Hint: hint}) }
		if code, hint := checkLabel(p.Name + p.Value); code != "" {
			problem(code, "in a custom property: "+hint)
		}
		switch {
		case p.Name == "" || utf16Len(p.Name) > 255 || utf16Len(p.Value) > 255:
			problem(codeProperty, "a custom property has a name and a value of at most 255 characters")
		case seen[grid.FoldName(p.Name)]:
			problem(codeProperty, "a second custom property of that name")
		}
		seen[grid.FoldName(p.Name)] = true
	}
}

// checkNames reports defined names that programs do not accept.
func (w *Workbook) checkNames(e *WorkbookError) {
	seen := map[string]bool{}
	for _, n := range w.Names {
		problem := func(hint string) { e.add(Problem{Text: n.Name, Code: codeName, Hint: hint}) }
		switch {
		case !nameForm.MatchString(n.Name) || len(n.Name) > 255:
			problem("a name begins with a letter or _, and goes on with letters, digits, . and _")
		case cellForm.MatchString(n.Name):
			problem("the name looks like a cell; choose another, for instance with an underscore")
		case seen[grid.FoldName(n.Name)]:
			problem("a second name of that spelling; upper and lower case make no difference")
		default:
			if hint := checkFormula(n.RefersTo); hint != "" {
				problem("in what it refers to: " + hint)
			}
		}
		seen[grid.FoldName(n.Name)] = true
	}
}

var (
	nameForm = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_.]*$`)
	// What a program might take for a cell: XFD99, R, C, R1C1, R1, C1. Three letters
	// with digits are refused whether or not the column exists.
	cellForm = regexp.MustCompile(`^(?i:[A-Z]{1,3}[0-9]+|[RC]|R[0-9]*C[0-9]*|TRUE|FALSE)$`)
)

// check returns what is wrong with the cell in a column, and whether its value
// only fits as text.
func (c Cell) check(column Format) (inexact bool, code string, hint string) {
	if c.format >= formatCount {
		return false, codeFormat, fmt.Sprintf("format %d does not exist; use one of the Format constants", c.format)
	}
	if c.mark >= markCount {
		return false, codeMark, fmt.Sprintf("mark %d does not exist; use one of the Mark constants", c.mark)
	}
	if !c.fits(c.formatIn(column)) {
		if c.kind == kindDate {
			return false, codeWrongKind,
				"a date in a column that is not for dates; give the cell FormatDate, or write it as text"
		}
		return false, codeWrongKind,
			"a number in a column for text or dates; write it as text, or give the cell a number format"
	}
	if c.kind == kindFormula {
		if hint := checkFormula(c.text); hint != "" {
			return false, codeFormula, hint
		}
	}
	if c.kind == kindEmpty {
		return false, "", ""
	}
	content := c.content()
	if !content.isNumber {
		code, hint = checkText(content.value)
	}
	return content.inexact, code, hint
}

// keptAsText counts the cells of one column that only fit as text.
type keptAsText struct {
	numbers, dates         int
	firstNumber, firstDate string
}

func (k *keptAsText) add(kind cellKind, at func() string) {
	count, first := &k.numbers, &k.firstNumber
	if kind == kindDate {
		count, first = &k.dates, &k.firstDate
	}
	if *count == 0 {
		*first = at()
	}
	*count++
}

// notes says what was kept as text, one line for numbers and one for dates.
func (k *keptAsText) notes(header string) []string {
	// A header may be as long as a cell; the note must not become longer.
	if runes := []rune(header); len(runes) > 80 && utf8.ValidString(header) {
		header = string(runes[:80]) + "…"
	}
	var notes []string
	if k.numbers > 0 {
		notes = append(notes, fmt.Sprintf(
			"Column “%s”: %d exact number(s) written as text, the first in %s, because a spreadsheet keeps only %d digits of "+
				"a number. Sums skip them.",
			header, k.numbers, k.firstNumber, maxDigits))
	}
	if k.dates > 0 {
		notes = append(notes, fmt.Sprintf(
			"Column “%s”: %d date(s) before 1900-03-01 written as text, the first in %s, because spreadsheet programs do not "+
				"agree on them.",
			header, k.dates, k.firstDate))
	}
	return notes
}

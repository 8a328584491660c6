package source

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

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
	if strings.HasPrefix(text, "india's total") { // of all trade, whatever the table shows
		return skipTotal
	}
	if r.isTotal() {
		r.controlTotal()
		return skipTotal
	}
	if filled == 1 && !r.l.notes && r.row.Cells[first].Kind == spreadsheet.ValueText && strings.Contains(text, " ") {
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

// besideTable says why a row is no row of the table: a single cell of words, such as a
// source or a footnote, holds no trade.
func (r *reader) besideTable() string {
	if first := r.d.Columns; len(first) > 0 && r.cell(r.first).Text == first[0].Header && r.isHeader() {
		return skipHeader // of a second download below the first, whose years are no values
	}
	if r.isOwnTotal() {
		r.controlTotal()
		return skipTotal
	}
	filled, first := 0, -1
	for i := 0; i < len(r.row.Cells) && filled < 2; i++ {
		if !isEmpty(&r.row.Cells[i]) {
			if filled++; first < 0 {
				first = i
			}
		}
	}
	if filled != 1 || r.row.Cells[first].Kind != spreadsheet.ValueText {
		return ""
	}
	text := normalize(r.row.Cells[first].Text)
	if r.afterBlank && (text == "notes" || text == "note" || text == "notes:") {
		r.ended = true
		return skipNotes
	}
	if !totalLabels[strings.TrimRight(text, ": ")] {
		r.footUnit(r.row.Cells[first].Text)
	}
	words := strings.ContainsAny(text, " :") || r.afterBlank || r.afterTotal
	switch {
	case totalLabels[strings.TrimRight(text, ": ")], strings.IndexFunc(text, unicode.IsLetter) < 0, !words:
		return ""
	case r.afterBlank || r.afterTotal || strings.Contains(text, ":"):
		return skipNotes
	}
	return skipText
}

var totalLabels = map[string]bool{
	"total": true, "totals": true, "grand total": true, "subtotal": true, "sub-total": true, "sub total": true,
	"sum": true, "overall total": true,
	"total all": true, "total export": true, "total exports": true, "total import": true, "total imports": true,
	"合计": true, "总计": true, "summe": true, "gesamt": true, "итого": true, "всего": true,
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
		case role == roleValue || role == roleQuantity:
		case read && role != roleText && role != roleUnit && role != roleMeasure:
			codes++
		case v.Kind == spreadsheet.ValueText:
			texts++
		}
		first = false
	}
	switch {
	case label:
		return codes <= 1
	case texts > 0 || codes > 0 || r.l.Kind != kindFlows || r.b.value < 0 || r.rep.Rows.Accepted == 0:
		return false
	}
	d, f := r.number(r.cell(r.b.value))
	return f == nil && d.Shift(r.scale).Equal(r.sums.accepted[0].value()) && !d.IsZero()
}

// columnSums are sums of values by column of values: of the rows that count, of those
// that were rejected and of those that were skipped.
type columnSums struct{ accepted, rejected, skipped []running }

func newColumnSums(b *binding) columnSums {
	n := max(1, len(b.wide))
	return columnSums{make([]running, n), make([]running, n), make([]running, n)}
}

// addRow adds the values of the row, where they can be read.
func (s *columnSums) addRow(r *reader, to []running) {
	if r.l.Kind != kindFlows {
		return
	}
	r.quiet = true
	defer func() { r.quiet = false }()
	for i := range to {
		column := r.b.value
		if r.l.wide != notWide {
			column = r.b.wide[i].column
		}
		if v := r.cell(column); column >= 0 && !r.isMissing(v) && v.Kind != spreadsheet.ValueDate {
			if d, f := r.number(v); f == nil {
				to[i].add(d.Shift(r.scale))
			}
		}
	}
}

// fits reports whether a stated total is the sum of the rows that count, or of those
// with the rejected ones, or of all: since the beginning, or since the last total.
func (s *columnSums) fits(before *columnSums, i int, stated decimal.Decimal) bool {
	a, b, c := s.accepted[i].value(), s.rejected[i].value(), s.skipped[i].value()
	a0, b0, c0 := before.accepted[i].value(), before.rejected[i].value(), before.skipped[i].value()
	for _, found := range []decimal.Decimal{
		a, a.Add(b), a.Add(b).Add(c), a.Sub(a0), a.Add(b).Sub(a0).Sub(b0),
		a.Add(b).Add(c).Sub(a0).Sub(b0).Sub(c0),
	} {
		if found.Equal(stated) {
			return true
		}
	}
	return false
}

// controlTotal compares a row of totals with the sums of the rows above it. A total
// that does not fit is a problem: a row is missing, was changed or stands twice.
func (r *reader) controlTotal() {
	r.afterTotal = true
	if r.surveying {
		return
	}
	compare := func(i, column int, name string) {
		v := r.cell(column)
		if isEmpty(v) {
			return
		}
		d, err := spreadsheet.ParseNumber(strings.TrimSpace(v.Text), spreadsheet.NumberFormat{Group: ','})
		if err != nil {
			return
		}
		d = d.Shift(r.scale)
		found, ok := r.sums.accepted[i].value(), r.sums.fits(&r.before, i, d)
		if ok {
			found = d
		}
		r.stateTotal(Check{Name: name, Cell: address(r.d.Sheet, r.at(column)), Stated: d, Found: found, OK: ok}, r.at(column),
			v.Text)
	}
	if r.b.value >= 0 {
		compare(0, r.b.value, "total")
	}
	for i, y := range r.b.wide {
		compare(i, y.column, "total "+y.header)
	}
	for _, list := range []struct{ to, from []running }{
		{r.before.accepted, r.sums.accepted}, {r.before.rejected, r.sums.rejected}, {r.before.skipped, r.sums.skipped},
	} {
		copy(list.to, list.from)
	}
}

// stateTotal lists a total; one that does not fit is a problem of its cell.
func (r *reader) stateTotal(c Check, cell, text string) {
	r.rep.Checks = append(r.rep.Checks, c)
	if !c.OK {
		r.problem(cell, text, codeTotal,
			fmt.Sprintf(
				"the file states %s here and its rows give %s; look for a row that is missing, was changed or stands twice",
				c.Stated, c.Found))
	}
}

// problem lists what is wrong with the file beside its rows.
func (r *reader) problem(cell, text string, code string, hint string) {
	if r.rep.Problems++; len(r.rep.Rejects) < r.o.MaxRejects {
		r.rep.Rejects = append(r.rep.Rejects, &spreadsheet.ImportError{
			File: r.f.Name, Sheet: r.d.Sheet, Cell: cell, Text: clipped(text), Code: code, Hint: hint,
		})
	}
}

// declaredRows compares the number of rows that a file states with those that it has.
func (r *reader) declaredRows() {
	rows := r.rep.Rows.Read
	for _, reason := range []string{skipBlank, skipHeader, skipTotal, skipNotes, skipText} {
		if i, ok := r.skipIndex[reason]; ok {
			rows -= r.rep.Skips[i].Rows
		}
	}
	found := decimal.NewFromInt(int64(rows))
	if r.f.declared != nil {
		if stated, ok := plainNumber(r.f.declared["count"]); ok {
			r.stateTotal(Check{Name: "count", Stated: stated, Found: found, OK: stated.Equal(found)}, "", stated.String())
		}
	}
	if stated, ok := r.d.after("data row count"); ok {
		if d, ok := plainNumber(stated); ok {
			r.stateTotal(Check{Name: "data row count", Stated: d, Found: found, OK: d.Equal(found)}, "", stated)
		}
	}
}

// compareSums lists the chapters, headings and years whose parts in the file add up to
// something else: parts are missing, or kept secret.
func (r *reader) compareSums() {
	const most = 20
	for i, s := range r.survey.differences() {
		if r.l.notes {
			check := Check{Name: s.name(), Cell: address(r.d.Sheet, s.cell), Stated: s.stated, Found: s.found}
			r.stateTotal(check, s.cell, s.stated.String())
			continue
		}
		if i < most {
			r.rep.Checks = append(r.rep.Checks,
				Check{Name: s.name(), Cell: address(r.d.Sheet, s.cell), Stated: s.stated, Found: s.found})
			continue
		}
		add(&r.rep.Warnings, r.warnIndex, warnSums, address(r.d.Sheet, s.cell), "")
	}
}

// name says which trade a sum is of.
func (s *sum) name() string {
	name := fmt.Sprintf("%s from %s to %s in %s", s.what.Product, s.what.Origin, s.what.Destination, s.what.Period)
	if s.what.Product == "" {
		name = "all products" + name
	}
	return name
}

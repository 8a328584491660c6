package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// parse reads the row by the kind of its layout. It returns why the row is skipped,
// or adds what is wrong to r.faults, or accepts it.
func (r *reader) parse() (skip string, err error) {
	switch r.l.Kind {
	case Rates:
		return r.rate()
	case Duties:
		return r.duty()
	case Observations:
		if r.l.Wide != notWide {
			return r.indicator()
		}
		return r.observation()
	}
	return r.flowRow()
}

// flowRow reads a row of flows and decides with the survey which of them count.
func (r *reader) flowRow() (skip string, err error) {
	r.flows = r.flows[:0]
	if n := len(r.d.cells); r.f.text && r.l.Group == 0 && r.row.Width < n {
		r.fail(r.row.Width, &emptyValue, faultOf(CodeShortRow, fmt.Sprintf("the row has %d fields and the header %d; it was cut off, or commas are missing", r.row.Width, n)))
		return "", nil
	}
	if skip := r.readFlows(); skip != "" || len(r.faults) > 0 {
		return skip, nil
	}
	if r.surveying {
		for i := range r.flows {
			r.survey.remember(&r.flows[i], r.row.Number)
			r.survey.add(&r.flows[i])
		}
		return "", nil
	}
	kept := 0
	var left []leftOut
	for i := range r.flows {
		f := &r.flows[i]
		if r.survey != nil {
			reason, part := r.reason(f)
			if len(r.faults) > 0 {
				return "", nil
			}
			if part {
				r.fail(max(r.b.role(RoleProduct), 0), &emptyValue, faultOf(CodePart, "this row is a part of a total that the file does not have; download the totals too (partner 2, customs procedure and mode of transport 0)"))
				return "", nil
			}
			if reason != "" {
				skip = reason
				if reason == skipProducts || reason == skipPeriods {
					column := r.b.value
					if r.l.Wide != notWide {
						column = r.b.wide[f.column].column
					}
					r.survey.state(f, r.row.Address(column))
				}
				if f.flow.Value != nil {
					left = append(left, leftOut{reason, f.flow.Value.Amount, f.column})
				}
				continue
			}
			r.survey.credit(f)
		}
		r.flows[kept] = *f
		kept++
	}
	if kept == 0 {
		if skip == "" {
			skip = skipNothing
		}
		return skip, nil
	}
	r.accept(kept)
	for _, one := range left {
		r.leaveOut(one.reason, one.amount, 0)
		r.sums.skipped[one.column] = r.sums.skipped[one.column].Add(one.amount)
	}
	if r.l.shipments() && r.again() {
		r.warnColumn = 0
		r.note(warnTwice, "")
	}
	for i := range r.flows[:kept] {
		if v := r.flows[i].flow.Value; v != nil {
			n := r.flows[i].column
			r.sums.accepted[n] = r.sums.accepted[n].Add(v.Amount)
		}
		if err := r.emit(&r.flows[i].flow); err != nil {
			return "", err
		}
	}
	return "", nil
}

// leftOut is a part of an accepted row that does not count.
type leftOut struct {
	reason string
	amount decimal.Decimal
	column int
}

// reason says why a flow does not count, adds the problem of a fact with two values, and
// reports a part without its whole.
func (r *reader) reason(f *rowFlow) (reason string, part bool) {
	if f.counts {
		return "", false
	}
	if r.survey.superseded(f) {
		return skipEdition, false
	}
	var again bool
	var first, other int
	if !r.l.shipments() {
		if again, first, other = r.survey.repeated(f, r.row.Number); again {
			return skipRepeated, false
		}
	}
	if reason, part = r.survey.reason(f); reason == "" && !part && other > 0 {
		r.twoValues(f, first, other)
	}
	return reason, part
}

func (r *reader) emit(f *trade.Flow) error {
	if f.Value != nil {
		r.rep.Amounts.Accepted.add(f.Value.Currency, f.Value.Amount)
		r.rep.Amounts.Read.add(f.Value.Currency, f.Value.Amount)
		r.rep.Totals[f.Value.Currency] = r.rep.Totals[f.Value.Currency].Add(f.Value.Amount)
	} else {
		r.rep.Unknown++
	}
	if r.visit.Flow == nil || r.o.CountOnly {
		return nil
	}
	if r.visit.Row != nil {
		r.visit.Row(r.row.Number)
	}
	return r.visit.Flow(*f)
}

// readFlows reads the cells of the row into r.flows.
func (r *reader) readFlows() (skip string) {
	var f rowFlow
	side, skip := r.sideOf()
	if skip != "" {
		return skip
	}
	basis, skip := r.measureOf(&side)
	if skip != "" {
		return skip
	}
	f.side = side
	if c := r.b.role(RolePeriod); c >= 0 {
		f.flow.Period = r.need(c, "a period", r.period)
	} else if c := r.b.role(RoleYear); c >= 0 {
		f.flow.Period = r.yearMonth(c)
	} else {
		f.flow.Period = r.o.Period
	}
	if p := f.flow.Period; r.b.measure != nil && r.b.measure.Cumulative && !p.From.IsZero() {
		y, _, _ := p.From.Parts()
		f.flow.Period.From, f.cumulative = trade.NewDate(y, 1, 1), true
	} else if r.l.Period == periodWords && !p.From.IsZero() {
		days := p.To.Sub(p.From)
		f.cumulative = days > 31 && days < 365
	}
	if skip := r.ends(&f, side); skip != "" {
		return skip
	}
	if skip := r.goods(&f); skip != "" {
		return skip
	}
	r.parts(&f)
	f.flow.Basis = basis
	if c := r.b.role(RoleBasis); c >= 0 {
		r.readBasis(c, &f)
	}
	if c := r.b.role(RoleCounts); c >= 0 {
		r.readCounts(c, &f)
	}
	if r.l.Notes {
		r.readNotes(&f)
	}
	if r.survey != nil {
		f.rest = r.distinct(&f)
	}
	if r.l.Wide != notWide {
		return r.years(f)
	}
	r.readValue(&f)
	r.readQuantity(&f)
	r.flows = append(r.flows, f)
	return ""
}

// need reads a cell that must not be empty.
func (r *reader) need(column int, what string, read func(*spreadsheet.Value) (trade.Interval, *fault)) trade.Interval {
	v := r.cell(column)
	if isEmpty(v) {
		r.fail(column, v, faultOf(CodeMissing, "empty where "+what+" is needed"))
		return trade.Interval{}
	}
	p, f := read(v)
	if f != nil {
		r.fail(column, v, f)
	}
	return p
}

func isEmpty(v *spreadsheet.Value) bool {
	return v.Kind == spreadsheet.ValueEmpty || (v.Kind == spreadsheet.ValueText && strings.TrimSpace(v.Text) == "")
}

// yearMonth reads a period in two columns.
func (r *reader) yearMonth(column int) trade.Interval {
	p := r.need(column, "a year", r.period)
	if c := r.b.role(RoleMonth); c >= 0 && !p.From.IsZero() {
		v := r.cell(c)
		y, _, _ := p.From.Parts()
		m := strings.TrimLeft(strings.TrimSpace(v.Text), "0")
		if !allDigits(m) || len(m) > 2 || atoi(m) > 12 {
			r.fail(c, v, faultOf(CodePeriod, "not a month from 01 to 12"))
			return p
		}
		return trade.NewMonth(y, atoi(m)).Interval()
	}
	return p
}

// sideOf says which side counted, and skips flows that are part of another.
func (r *reader) sideOf() (Side, string) {
	c := r.b.role(RoleFlow)
	if c < 0 {
		return r.side, ""
	}
	v := r.cell(c)
	side, ok := r.l.Sides[normalize(strings.TrimSuffix(v.Text, ".0"))]
	switch {
	case side == Part:
		return side, skipIncluded
	case isEmpty(v):
		r.fail(c, v, faultOf(CodeMissing, "empty where import or export is needed"))
	case !ok:
		r.fail(c, v, faultOf(CodeFlow, "neither an import nor an export of this source"))
	}
	return side, ""
}

// dataWebMeasures are the words of the column "Data Type", the preferred first.
var dataWebMeasures = []struct {
	word  string
	side  Side
	basis trade.PriceBasis
}{
	{"customs value", Imports, trade.CustomsValue}, {"fas value", Exports, trade.FAS}, {"cif", Imports, trade.CIF}, {"c.i.f.", Imports, trade.CIF},
}

// measureOf says which costs the value includes.
func (r *reader) measureOf(side *Side) (trade.PriceBasis, string) {
	c := r.b.role(RoleMeasure)
	switch {
	case c >= 0:
		v := r.cell(c)
		text := normalize(v.Text)
		for rank, m := range dataWebMeasures {
			if !strings.Contains(text, m.word) {
				continue
			}
			if *side == NoSide {
				*side = m.side
			}
			if r.surveying {
				r.survey.measures[rank] = true
			} else if best := r.survey.best(); best != rank {
				return "", skipMeasure
			}
			return m.basis, ""
		}
		if text == "" || totalLabels[strings.TrimRight(text, ": ")] {
			r.fail(c, v, faultOf(CodeMissing, "no data type"))
			return "", ""
		}
		return "", skipMeasure
	case r.b.measure == nil && r.l.Notes:
		return "", ""
	case r.b.measure == nil: // a table with a column for each year
		if *side == Exports {
			return trade.FOB, ""
		}
		return trade.CIF, ""
	case *side == Exports:
		return r.b.measure.Export, ""
	}
	return r.b.measure.Import, ""
}

// ends reads the two countries.
func (r *reader) ends(f *rowFlow, side Side) (skip string) {
	if r.l.Notes || r.b.role(RoleOrigin) >= 0 {
		f.flow.Origin, f.flow.Destination = r.o.Origin, r.o.Destination
		var s1, s2 string
		if c := r.b.role(RoleOrigin); c >= 0 {
			f.flow.Origin, s1 = r.country(c, f.flow.Period)
		}
		if c := r.b.role(RoleDestination); c >= 0 {
			f.flow.Destination, s2 = r.country(c, f.flow.Period)
		}
		return firstOf(s1, s2)
	}
	reporter, partner := r.l.Reporter, r.o.Partner
	var s1, s2 string
	if c := r.b.role(RoleReporter); c >= 0 {
		reporter, s1 = r.country(c, f.flow.Period)
	}
	if c := r.b.role(RolePartner); c >= 0 {
		partner, s2 = r.country(c, f.flow.Period)
	}
	f.flow.Origin, f.flow.Destination = partner, reporter
	if side == Exports {
		f.flow.Origin, f.flow.Destination = reporter, partner
	}
	return firstOf(s1, s2)
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// country reads a cell that names a country; a sum of countries skips the row.
func (r *reader) country(column int, during trade.Interval) (trade.Country, string) {
	v := r.cell(column)
	if isEmpty(v) {
		r.fail(column, v, faultOf(CodeMissing, "empty where a country is needed"))
		return "", ""
	}
	if f := plainFault(v); f != nil {
		r.fail(column, v, f)
		return "", ""
	}
	if v.Kind == spreadsheet.ValueDate || (v.Kind == spreadsheet.ValueNumber && (r.l.Codes == NamesAndISO || r.l.Codes == NamesUS || r.l.Codes == NamesIndia || r.l.Codes == ISO2)) {
		r.fail(column, v, faultOf(CodeNumberCell, "a number where a country is wanted"))
		return "", ""
	}
	if r.l.Codes.dated() && during != r.placesOn {
		clear(r.places)
		r.placesOn = during
	}
	a, ok := r.places[v.Text]
	if !ok {
		if a = r.readPlace(v, during); a.err == nil || !r.surveying {
			remember(r.places, v.Text, a)
		}
	}
	switch {
	case a.sum && r.l.Notes && !(worldNames[normalize(v.Text)] && (r.surveying || len(r.survey.countries) > 0)):
		r.fail(column, v, faultOf(CodeArea, "a group of countries, which is not one country; name each country"))
		return "", ""
	case a.sum:
		return "", skipCountries
	case a.err != nil:
		r.fail(column, v, countryFault(a.err))
		return "", ""
	}
	if e := a.country.Existed(); e != (trade.Interval{}) && !during.From.IsZero() && !e.Overlaps(during) {
		r.fail(column, v, faultOf(CodeCountry, fmt.Sprintf("%s existed only on %s", a.country.Name(), e)))
	}
	return a.country, ""
}

func (r *reader) readPlace(v *spreadsheet.Value, during trade.Interval) area {
	text := strings.TrimSpace(visible(v.Text))
	if v.Kind == spreadsheet.ValueNumber {
		text = strings.TrimSuffix(text, ".0")
		if r.l.Codes == ScheduleC && len(text) < 4 && allDigits(text) {
			text = "0000"[len(text):] + text
		}
	}
	near := !r.surveying && len(r.rep.Rejects) < r.o.MaxRejects // what is not listed needs no advice
	a := r.l.Codes.read(text, during.From, near)
	if e, ok := a.err.(*trade.CountryError); ok && e.Held != (trade.Interval{}) && e.Held.Overlaps(during) {
		a = r.l.Codes.read(text, during.LastDay(), near)
	}
	return a
}

func countryFault(err error) *fault {
	e, ok := err.(*trade.CountryError)
	switch {
	case !ok:
		return faultOf(CodeCountry, err.Error())
	case e.Area != "":
		return faultOf(CodeArea, fmt.Sprintf("stands for %s, which is not one country; a lenient import leaves the row out", e.Area))
	case e.Held != (trade.Interval{}):
		return faultOf(CodeCountry, fmt.Sprintf("a code that held only on %s", e.Held))
	}
	hint := fmt.Sprintf("no such %s", e.System)
	if e.System == "country" {
		hint = "no such country; write the two or three letters of ISO 3166 or the English name"
	}
	if len(e.Nearest) > 0 {
		hint += fmt.Sprintf("; did you mean %s (%s)?", e.Nearest[0], e.Nearest[0].Name())
	}
	return faultOf(CodeCountry, hint)
}

// goods reads the product.
func (r *reader) goods(f *rowFlow) (skip string) {
	if c := r.b.role(RoleClassification); c >= 0 {
		v := r.cell(c)
		name := strings.ToUpper(strings.TrimSpace(v.Text))
		if name != "" && !strings.HasPrefix(name, "H") {
			r.fail(c, v, faultOf(CodeClassification, "a list of products that is not the Harmonized System; download the data by HS"))
			return ""
		}
		f.edition = name
		if r.rep.Classification == "" {
			r.rep.Classification = name
		} else if name != "" && !r.surveying && !slices.Contains(strings.Split(r.rep.Classification, " "), name) && len(r.rep.Classification) < 60 {
			r.rep.Classification += " " + name
		}
	}
	c := r.b.role(RoleProduct)
	if c < 0 {
		return ""
	}
	v := r.cell(c)
	if isEmpty(v) {
		r.fail(c, v, faultOf(CodeMissing, "empty where a product code is needed"))
		return ""
	}
	if v.Kind == spreadsheet.ValueText {
		if p, ok := r.products[v.Text]; ok {
			f.flow.Product = p
			return ""
		}
	}
	p, residual, fault := r.product(v)
	if fault != nil {
		r.fail(c, v, fault)
		return ""
	}
	if v.Kind == spreadsheet.ValueText && !residual && len(v.Text) >= len(p) { // one with a warning is counted each time
		remember(r.products, v.Text, p)
	}
	f.flow.Product, f.residual = p, residual
	return ""
}

// parts sets whether the row is a part of another, such as the trade by sea.
func (r *reader) parts(f *rowFlow) {
	for i := range r.b.wholes {
		w := &r.b.wholes[i]
		if text := wholeText(r.cell(w.column)); text != "" && !w.isWhole(text) {
			f.part, f.additive = true, w.additive && (f.additive || !f.part)
		}
	}
}

func (r *reader) readBasis(column int, f *rowFlow) {
	v := r.cell(column)
	if isEmpty(v) {
		return
	}
	b, err := trade.ParsePriceBasis(strings.TrimSpace(v.Text))
	if err != nil || v.Kind != spreadsheet.ValueText {
		r.fail(column, v, faultOf(CodeBasis, "not a price basis; write FOB, FAS, CIF, CFR, DES, DAP or customs value"))
	}
	f.flow.Basis = b
}

// countsWord says of a row that it counts though the file has parts of it.
const countsWord = "yes"

func (r *reader) readCounts(column int, f *rowFlow) {
	v := r.cell(column)
	f.counts = strings.EqualFold(strings.TrimSpace(v.Text), countsWord)
	if !f.counts && !isEmpty(v) {
		r.fail(column, v, faultOf(CodeCounts, "write yes for a row that counts though its parts stand in the file as well, or leave it empty"))
	}
}

// readNotes keeps the columns that are not known.
func (r *reader) readNotes(f *rowFlow) {
	set := func(key, text string) {
		if f.flow.Notes == nil {
			f.flow.Notes = map[string]string{}
		}
		f.flow.Notes[key] = text
	}
	for i, c := range r.b.noteColumn {
		v := r.cell(c)
		switch v.Kind {
		case spreadsheet.ValueEmpty:
		case spreadsheet.ValueError, spreadsheet.ValueNoResult:
			r.note(warnNoteCell, v.Text)
		case spreadsheet.ValueDate:
			text := v.Text
			if !v.HasTime && !v.Date.IsZero() {
				text = v.Date.String()
			}
			set(noteKey(r.b.notes[i].Header), text)
		default:
			set(noteKey(r.b.notes[i].Header), r.noteText(v.Text))
		}
	}
	// Cells without a header: in a text file a comma too many has shifted the row.
	for c := range r.row.Cells {
		v := &r.row.Cells[c]
		if isEmpty(v) || (c < len(r.named) && r.named[c]) {
			continue
		}
		r.warnColumn = c
		if c >= len(r.d.cells) && !r.binary {
			r.fail(c, v, faultOf(CodeExtraCells, fmt.Sprintf("the row has more cells than the header, which has %d; put quotes around a text with a separator, and write numbers without", len(r.d.cells))))
			return
		}
		r.note(warnUnnamed, v.Text)
		set("column "+columnName(c), r.noteText(v.Text))
	}
}

// readValue reads the value of the row.
func (r *reader) readValue(f *rowFlow) {
	c := r.b.value
	v := r.cell(c)
	switch {
	case r.isMissing(v):
		if isEmpty(v) || r.l.Notes {
			r.fail(c, v, faultOf(CodeMissing, valueMissing(r.l)))
		}
		return
	case r.l.Notes && v.Kind == spreadsheet.ValueText && strings.EqualFold(strings.TrimSpace(v.Text), unknownValue):
		return
	}
	if d, ok, done := r.cellUnit(c, v); done {
		if ok {
			f.flow.Value = &trade.Money{Amount: d, Currency: r.money}
		}
		return
	}
	if d, ok := r.amount(c, v); ok {
		f.flow.Value = &trade.Money{Amount: d.Shift(r.scale), Currency: r.money}
	}
}

func valueMissing(l *Layout) string {
	if l.Notes {
		return "empty where a value is needed; write 0 for none, or unknown"
	}
	return "empty where a value is needed"
}

// amount reads a number that cannot be negative.
func (r *reader) amount(column int, v *spreadsheet.Value) (decimal.Decimal, bool) {
	d, f := r.number(v)
	if f == nil && d.IsNegative() {
		f = faultOf(CodeNegative, "below zero; trade has no negative amounts: enter a correction in the row that it corrects")
	}
	if f != nil {
		r.fail(column, v, f)
		return d, false
	}
	return d, true
}

// isMissing tells an empty cell, or one of the texts by which the source says so.
func (r *reader) isMissing(v *spreadsheet.Value) bool {
	if isEmpty(v) {
		return true
	}
	return v.Kind == spreadsheet.ValueText && len(r.l.Missing) > 0 && slices.Contains(r.l.Missing, strings.ToLower(strings.TrimSpace(v.Text)))
}

// readQuantity reads the first quantity that is there.
func (r *reader) readQuantity(f *rowFlow) {
	for i := range r.b.quantities {
		q := &r.b.quantities[i]
		v := r.cell(q.column)
		if q.unitColumn < 0 {
			if r.isMissing(v) {
				continue
			}
			if d, ok := r.amount(q.column, v); ok {
				f.flow.Quantity = &trade.Quantity{Amount: d.Shift(q.scale), Unit: q.unit}
			}
			return
		}
		u := r.cell(q.unitColumn)
		if !r.l.Notes && (r.isMissing(v) || noUnit[strings.ToLower(strings.TrimSpace(u.Text))]) {
			continue // the source counts no quantity for these goods
		}
		switch {
		case isEmpty(v) && isEmpty(u):
			continue
		case isEmpty(u):
			r.fail(q.unitColumn, u, faultOf(CodeMissing, "a quantity without a unit; name the unit, such as kg"))
			return
		case isEmpty(v):
			r.fail(q.column, v, faultOf(CodeMissing, "a unit without a quantity; enter it, or leave both empty"))
			return
		}
		d, ok := r.amount(q.column, v)
		unit, good := r.unit(q.unitColumn, u)
		if ok && good {
			f.flow.Quantity = &trade.Quantity{Amount: d.Shift(q.scale), Unit: unit}
		}
		return
	}
}

func (r *reader) unit(column int, v *spreadsheet.Value) (trade.Unit, bool) {
	if u, ok := r.units[v.Text]; ok && v.Kind == spreadsheet.ValueText {
		return u, true
	}
	f := plainFault(v)
	var u trade.Unit
	if f == nil && v.Kind != spreadsheet.ValueText {
		f = faultOf(CodeNumberCell, "a number where a unit is wanted; name the unit, such as kg")
	}
	if f == nil {
		if u, f = r.readUnit(v.Text); f == nil {
			remember(r.units, v.Text, u)
		}
	}
	if f != nil {
		r.fail(column, v, f)
	}
	return u, f == nil
}

// years reads the columns of years into one flow each.
func (r *reader) years(f rowFlow) string {
	for i := range r.b.wide {
		y := &r.b.wide[i]
		v := r.cell(y.column)
		if r.isMissing(v) || r.survey.noYear(i, len(r.b.wide)) && !r.surveying {
			continue
		}
		d, ok := r.amount(y.column, v)
		if !ok {
			continue
		}
		d = d.Shift(r.scale)
		if r.surveying {
			r.survey.year(i, d)
		}
		one := f
		one.column = i
		one.flow.Period, one.cumulative = y.of(f.flow.Period), y.toDate
		one.flow.Value = &trade.Money{Amount: d, Currency: r.money}
		r.flows = append(r.flows, one)
	}
	return ""
}

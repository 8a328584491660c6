package source

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// country reads a cell that names a country; a sum of countries skips the row.
func (r *reader) country(column int, during trade.Interval) (trade.Country, string) {
	v := r.cell(column)
	if isEmpty(v) {
		r.fail(column, v, faultOf(codeMissing, "empty where a country is needed"))
		return "", ""
	}
	if f := plainFault(v); f != nil {
		r.fail(column, v, f)
		return "", ""
	}
	if v.Kind == spreadsheet.ValueDate ||
		(v.Kind == spreadsheet.ValueNumber &&
			(r.l.codes == systemNamesAndISO || r.l.codes == systemNamesUS || r.l.codes == systemNamesIndia ||
				r.l.codes == systemISO2)) {
		r.fail(column, v, faultOf(codeNumberCell, "a number where a country is wanted"))
		return "", ""
	}
	if r.l.codes.dated() && during != r.placesOn {
		r.placesOf(during)
	}
	a, ok := r.places[v.Text]
	if !ok {
		a = r.readPlace(v, during)
		a.existed = a.country.Existed()
		if a.err == nil || !r.surveying {
			remember(r.places, v.Text, a)
		}
	}
	switch {
	case a.sum && r.l.notes && !(worldNames[normalize(v.Text)] && (r.surveying || len(r.survey.countries) > 0)):
		r.fail(column, v, faultOf(codeArea, "a group of countries, which is not one country; name each country"))
		return "", ""
	case a.sum:
		return "", skipCountries
	case a.err != nil:
		r.fail(column, v, countryFault(a.err))
		return "", ""
	}
	if e := a.existed; e != (trade.Interval{}) && !during.From.IsZero() && !e.Overlaps(during) {
		r.fail(column, v, faultOf(codeCountry, fmt.Sprintf("%s existed only on %s", a.country.Name(), e)))
	}
	return a.country, ""
}

// placesOf makes the places of a period those that are looked up. Few periods are
// remembered, since a file may have any number of them.
func (r *reader) placesOf(during trade.Interval) {
	const most = 256
	if len(r.placesBy) >= most {
		clear(r.placesBy)
	}
	places := r.placesBy[during]
	if places == nil {
		places = map[string]area{}
		r.placesBy[during] = places
	}
	r.places, r.placesOn = places, during
}

func (r *reader) readPlace(v *spreadsheet.Value, during trade.Interval) area {
	text := strings.TrimSpace(visible(v.Text))
	if v.Kind == spreadsheet.ValueNumber {
		text = strings.TrimSuffix(text, ".0")
		if r.l.codes == systemScheduleC && len(text) < 4 && allDigits(text) {
			text = "0000"[len(text):] + text
		}
	}
	near := !r.surveying && len(r.rep.Rejects) < r.o.MaxRejects // what is not listed needs no advice
	a := r.l.codes.read(text, during.From, near)
	if e, ok := a.err.(*trade.CountryError); ok && e.Held != (trade.Interval{}) && e.Held.Overlaps(during) {
		a = r.l.codes.read(text, during.LastDay(), near)
	}
	return a
}

func countryFault(err error) *fault {
	e, ok := err.(*trade.CountryError)
	switch {
	case !ok:
		return faultOf(codeCountry, err.Error())
	case e.Area != "":
		return faultOf(codeArea,
			fmt.Sprintf("stands for %s, which is not one country; a lenient import leaves the row out", e.Area))
	case e.Held != (trade.Interval{}):
		return faultOf(codeCountry, fmt.Sprintf("a code that held only on %s", e.Held))
	}
	hint := fmt.Sprintf("no such %s", e.System)
	if e.System == "country" {
		hint = "no such country; write the two or three letters of ISO 3166 or the English name"
	}
	if len(e.Nearest) > 0 {
		hint += fmt.Sprintf("; did you mean %s (%s)?", e.Nearest[0], e.Nearest[0].Name())
	}
	return faultOf(codeCountry, hint)
}

// goods reads the product.
func (r *reader) goods(f *rowFlow) (skip string) {
	if c := r.b.flow.classification; c >= 0 {
		v := r.cell(c)
		name := strings.ToUpper(strings.TrimSpace(v.Text))
		if name != "" && !strings.HasPrefix(name, "H") {
			r.fail(c, v,
				faultOf(codeClassification, "a list of products that is not the Harmonized System; download the data by HS"))
			return ""
		}
		f.edition = name
		if r.rep.Classification == "" {
			r.rep.Classification = name
		} else if name != "" && name != r.rep.Classification && !r.surveying &&
			!slices.Contains(strings.Split(r.rep.Classification, " "), name) && len(r.rep.Classification) < 60 {
			r.rep.Classification += " " + name
		}
	}
	c := r.b.flow.product
	if c < 0 {
		f.flow.Product = r.title
		return ""
	}
	v := r.cell(c)
	if isEmpty(v) {
		r.fail(c, v, faultOf(codeMissing, "empty where a product code is needed"))
		return ""
	}
	if v.Kind == spreadsheet.ValueText {
		if p, ok := r.products[v.Text]; ok {
			f.flow.Product, f.product, f.numbered = p.code, p.number, true
			return ""
		}
	}
	p, residual, fault := r.product(v)
	if fault != nil {
		r.fail(c, v, fault)
		return ""
	}
	if v.Kind == spreadsheet.ValueText && !residual && len(v.Text) >= len(p) { // one with a warning is counted each time
		remember(r.products, v.Text, product{p, r.survey.product(p)})
	}
	f.flow.Product, f.residual = p, residual
	return ""
}

// parts sets whether the row is a part of another, such as the trade by sea.
func (r *reader) parts(f *rowFlow) {
	for i := range r.b.wholes {
		w := &r.b.wholes[i]
		text := r.cell(w.column).Text
		isPart, known := w.parts[text]
		if !known {
			isPart = w.kept(text) != ""
			remember(w.parts, text, isPart)
		}
		if isPart {
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
		r.fail(column, v, faultOf(codeBasis, "not a price basis; write FOB, FAS, CIF, CFR, DES, DAP or customs value"))
	}
	f.flow.Basis = b
}

// countsWord says of a row that it counts though the file has parts of it.
const countsWord = "yes"

func (r *reader) readCounts(column int, f *rowFlow) {
	v := r.cell(column)
	f.counts = strings.EqualFold(strings.TrimSpace(v.Text), countsWord)
	if !f.counts && !isEmpty(v) {
		r.fail(column, v,
			faultOf(codeCounts, "write yes for a row that counts though its parts stand in the file as well, or leave it empty"))
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
			r.fail(c, v,
				faultOf(codeExtraCells,
					fmt.Sprintf(
						"the row has more cells than the header, which has %d; put quotes around a text with a separator, and write "+
							"numbers without", len(r.d.cells))))
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
		if isEmpty(v) || r.l.notes {
			r.fail(c, v, faultOf(codeMissing, valueMissing(r.l)))
		}
		return
	case r.l.notes && v.Kind == spreadsheet.ValueText && strings.EqualFold(strings.TrimSpace(v.Text), UnknownValue):
		return
	}
	if r.surveying && r.survey.shipments && r.plainAmount(v) {
		return // the first reading compares no values of shipments
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
	r.readBeside(f)
}

// readBeside keeps the value without freight that stands beside the value; 0 states none.
func (r *reader) readBeside(f *rowFlow) {
	if r.l.fob == "" || !f.flow.Basis.Freight() {
		return
	}
	c := r.b.header(r.l.fob)
	if c < 0 {
		return
	}
	v := r.cell(c)
	if r.isMissing(v) {
		return
	}
	if d, ok := r.amount(c, v); ok && d.IsPositive() {
		if f.flow.Notes == nil {
			f.flow.Notes = map[string]string{}
		}
		f.flow.Notes[trade.NoteFOB] = d.Shift(r.scale).String()
	}
}

func valueMissing(l *Layout) string {
	if l.notes {
		return "empty where a value is needed; write 0 for none, or unknown"
	}
	return "empty where a value is needed"
}

// amount reads a number that cannot be negative.
func (r *reader) amount(column int, v *spreadsheet.Value) (decimal.Decimal, bool) {
	d, f := r.number(v)
	if f == nil && d.IsNegative() {
		f = faultOf(codeNegative, "below zero; trade has no negative amounts: enter a correction in the row that it corrects")
	}
	if f != nil {
		r.fail(column, v, f)
		return d, false
	}
	return d, true
}

// plainAmount tells an amount in plain digits of a text file, of which the number is not needed.
func (r *reader) plainAmount(v *spreadsheet.Value) bool {
	if v.Kind != spreadsheet.ValueText {
		return false
	}
	n, _, ok := plainDigits(strings.TrimSpace(v.Text))
	return ok && n >= 0
}

// isMissing tells an empty cell, or one of the texts by which the source says so.
func (r *reader) isMissing(v *spreadsheet.Value) bool {
	if isEmpty(v) {
		return true
	}
	return v.Kind == spreadsheet.ValueText && len(r.l.noNumber) > 0 &&
		slices.Contains(r.l.noNumber, strings.ToLower(strings.TrimSpace(v.Text)))
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
			if r.surveying && r.plainAmount(v) {
				return // the first reading compares no quantities
			}
			if d, ok := r.amount(q.column, v); ok {
				f.flow.Quantity = &trade.Quantity{Amount: d.Shift(q.scale), Unit: q.unit}
			}
			return
		}
		u := r.cell(q.unitColumn)
		if !r.l.notes && (r.isMissing(v) || noUnit[strings.ToLower(strings.TrimSpace(u.Text))]) {
			continue // the source counts no quantity for these goods
		}
		switch {
		case isEmpty(v) && isEmpty(u):
			continue
		case isEmpty(u):
			r.fail(q.unitColumn, u, faultOf(codeMissing, "a quantity without a unit; name the unit, such as kg"))
			return
		case isEmpty(v):
			r.fail(q.column, v, faultOf(codeMissing, "a unit without a quantity; enter it, or leave both empty"))
			return
		}
		if r.surveying && r.plainAmount(v) {
			r.unit(q.unitColumn, u)
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
		f = faultOf(codeNumberCell, "a number where a unit is wanted; name the unit, such as kg")
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

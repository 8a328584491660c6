package source

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// parse reads the row by the kind of its layout. It returns why the row is skipped,
// or adds what is wrong to r.faults, or accepts it.
func (r *reader) parse() (skip string, err error) {
	switch r.l.Kind {
	case kindRates:
		return r.rate()
	case kindDuties:
		return r.duty()
	case kindObservations:
		if r.l.wide != notWide {
			return r.indicator()
		}
		return r.observation()
	}
	return r.flowRow()
}

// flowRow reads a row of flows and decides with the survey which of them count.
func (r *reader) flowRow() (skip string, err error) {
	r.flows = r.flows[:0]
	if n := len(r.d.cells); r.f.text && r.l.group == 0 && r.row.Width < n {
		r.fail(r.row.Width, &emptyValue,
			faultOf(codeShortRow,
				fmt.Sprintf("the row has %d fields and the header %d; it was cut off, or commas are missing", r.row.Width, n)))
		return "", nil
	}
	if skip := r.readFlows(); skip != "" || len(r.faults) > 0 {
		return skip, nil
	}
	for i := range r.flows {
		r.survey.place(&r.flows[i])
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
		reason, part := r.reason(f)
		if len(r.faults) > 0 {
			return "", nil
		}
		if part {
			r.fail(max(r.b.flow.product, 0), &emptyValue,
				faultOf(codePart,
					"this row is a part of a total that the file does not have; download the totals too (partner 2, customs "+
						"procedure and mode of transport 0)"))
			return "", nil
		}
		if reason != "" {
			skip = reason
			if reason == skipProducts || reason == skipPeriods {
				column := r.b.value
				if r.l.wide != notWide {
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
		if kept != i {
			r.flows[kept] = *f
		}
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
		r.sums.skipped[one.column].add(one.amount)
	}
	if r.l.shipments() && r.survey.trades.of(r.flows[0].key())&markAgain != 0 && r.again() {
		r.warnColumn = 0
		r.note(warnTwice, "")
	}
	for i := range r.flows[:kept] {
		if v := r.flows[i].flow.Value; v != nil {
			r.sums.accepted[r.flows[i].column].add(v.Amount)
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
		r.amountsOf[wasAccepted].add(f.Value.Amount) // in the currency of the file
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
	if c := r.b.flow.period; c >= 0 {
		f.flow.Period = r.need(c, "a period", r.period)
	} else if c := r.b.flow.year; c >= 0 {
		f.flow.Period = r.yearMonth(c)
	} else {
		f.flow.Period = r.o.Period
	}
	if p := f.flow.Period; r.b.measure != nil && r.b.measure.Cumulative && !p.From.IsZero() {
		y, _, _ := p.From.Parts()
		f.flow.Period.From, f.cumulative = trade.NewDate(y, 1, 1), true
	} else if r.l.period == periodWords && !p.From.IsZero() {
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
	if c := r.b.flow.currency; c >= 0 {
		r.checkCurrency(c)
	}
	if c := r.b.flow.basis; c >= 0 {
		r.readBasis(c, &f)
	}
	if c := r.b.flow.counts; c >= 0 {
		r.readCounts(c, &f)
	}
	if r.l.notes {
		r.readNotes(&f)
	}
	if !r.survey.shipments {
		f.rest = r.distinct(&f)
	}
	if r.l.wide != notWide {
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
		r.fail(column, v, faultOf(codeMissing, "empty where "+what+" is needed"))
		return trade.Interval{}
	}
	p, f := read(v)
	if f != nil {
		r.fail(column, v, f)
	}
	return p
}

func isEmpty(v *spreadsheet.Value) bool {
	if v.Kind == spreadsheet.ValueText && v.Text != "" && v.Text[0] > ' ' && v.Text[0] < utf8.RuneSelf {
		return false // most cells
	}
	return v.Kind == spreadsheet.ValueEmpty || (v.Kind == spreadsheet.ValueText && strings.TrimSpace(v.Text) == "")
}

// yearMonth reads a period in two columns.
func (r *reader) yearMonth(column int) trade.Interval {
	p := r.need(column, "a year", r.period)
	if c := r.b.flow.month; c >= 0 && !p.From.IsZero() {
		v := r.cell(c)
		y, _, _ := p.From.Parts()
		m := strings.TrimLeft(strings.TrimSpace(v.Text), "0")
		if !allDigits(m) || len(m) > 2 || atoi(m) > 12 {
			r.fail(c, v, faultOf(codePeriod, "not a month from 01 to 12"))
			return p
		}
		return trade.NewMonth(y, atoi(m)).Interval()
	}
	return p
}

// sideOf says which side counted, and skips flows that are part of another.
func (r *reader) sideOf() (Side, string) {
	c := r.b.flow.side
	if c < 0 {
		return r.side, ""
	}
	v := r.cell(c)
	side, ok := r.sides[v.Text]
	if !ok {
		if side, ok = r.l.sides[normalize(strings.TrimSuffix(v.Text, ".0"))]; ok {
			remember(r.sides, v.Text, side)
		}
	}
	switch {
	case side == part:
		return side, skipIncluded
	case isEmpty(v):
		r.fail(c, v, faultOf(codeMissing, "empty where import or export is needed"))
	case !ok:
		r.fail(c, v, faultOf(codeFlow, "neither an import nor an export of this source"))
	}
	return side, ""
}

// dataWebMeasures are the words of the column "Data Type", the preferred first.
var dataWebMeasures = []struct {
	word  string
	side  Side
	basis trade.PriceBasis
}{
	{"customs value", Imports, trade.CustomsValue},
	{"fas value", Exports, trade.FAS},
	{"cif", Imports, trade.CIF},
	{"c.i.f.", Imports, trade.CIF},
}

// measureOf says which costs the value includes.
func (r *reader) measureOf(side *Side) (trade.PriceBasis, string) {
	c := r.b.flow.measure
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
			r.fail(c, v, faultOf(codeMissing, "no data type"))
			return "", ""
		}
		return "", skipMeasure
	case r.b.measure == nil && r.l.notes:
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
	if r.l.notes || r.b.flow.origin >= 0 {
		f.flow.Origin, f.flow.Destination = r.o.Origin, r.o.Destination
		var s1, s2 string
		if c := r.b.flow.origin; c >= 0 {
			f.flow.Origin, s1 = r.country(c, f.flow.Period)
		}
		if c := r.b.flow.destination; c >= 0 {
			f.flow.Destination, s2 = r.country(c, f.flow.Period)
		}
		return firstOf(s1, s2)
	}
	reporter, partner := r.l.reporter, r.o.Partner
	var s1, s2 string
	if c := r.b.flow.reporter; c >= 0 {
		reporter, s1 = r.country(c, f.flow.Period)
	}
	if c := r.b.flow.partner; c >= 0 {
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
	r.acrossTotal(f.flow.Period)
	return ""
}

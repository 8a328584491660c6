package impact

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	sheet "github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Columns of the sheet Schedule that formulas refer to.
const (
	scheduleRate = 6
	scheduleEach = 7
)

// schedule lists the layers.
func (b *builder) schedule() sheet.Sheet {
	s := sheet.Sheet{
		Name: scheduleName, FreezeHeader: true, FreezeColumns: 1, Filter: true,
		Columns: []sheet.Column{
			{Header: "law", Format: sheet.FormatText},
			{Header: "authority", Format: sheet.FormatText},
			{Header: "programme", Format: sheet.FormatText},
			{Header: "heading", Format: sheet.FormatCode},
			{Header: "title", Width: 44, Format: sheet.FormatText},
			{Header: "duty as the law writes it", Width: 22, Format: sheet.FormatText},
			{Header: "rate (share of value)", Format: sheet.FormatPercent},
			{Header: "per unit (" + b.currency() + ")", Format: sheet.FormatNumber},
			{Header: "unit", Format: sheet.FormatText},
			{Header: "valid from", Format: sheet.FormatDate},
			{Header: "valid to", Format: sheet.FormatDate},
			{Header: "lines charged", Format: sheet.FormatInteger},
			{Header: "citation", Width: 60, Format: sheet.FormatText},
		},
	}
	lines := make([]int, len(b.Layers))
	for i := range b.Lines {
		for law := range b.Lines[i].Answers {
			for _, c := range b.Lines[i].Answers[law].Charges {
				lines[c.Layer]++
			}
		}
	}
	for i := range b.Layers {
		l := &b.Layers[i]
		row := []sheet.Cell{
			sheet.Text(b.Laws[l.Law].Label), sheet.Text(string(l.Authority)), sheet.Text(l.Program), sheet.Text(l.Heading),
			sheet.Text(l.Title), sheet.Text(l.Duty),
			{},
			{},
			{},
			sheet.Day(l.During.From),
			{},
			sheet.Number(count(lines[i])), sheet.Text(l.Citation),
		}
		if !l.During.To.IsZero() {
			row[10] = sheet.Day(l.During.LastDay())
		}
		if p, ok := priceOf(l.Duty); ok {
			row[scheduleRate] = b.input(sheet.Number(p.rate))
			if p.unit != "" {
				row[scheduleEach], row[scheduleEach+1] = b.input(sheet.Number(p.each)), sheet.Text(string(p.unit))
			}
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// price is a duty of the form "so much of the value, and so much a unit".
type price struct {
	rate, each decimal.Decimal
	unit       trade.Unit // "" when nothing is charged by the unit
}

// priceOf is the price of a duty text; ok is false for duties of another form.
func priceOf(text string) (p price, ok bool) {
	duty, err := tariff.ParseDuty(text)
	if err != nil {
		return p, false
	}
	if duty.IsFree() {
		return p, duty.Condition() == ""
	}
	var rates, units int
	for _, t := range duty.Terms() {
		if t.Third || t.Minus || t.On != "" || t.Over != 0 || !t.Less.IsZero() || !t.Floor.IsZero() {
			return p, false
		}
		switch t.Kind {
		case tariff.AdValorem:
			p.rate = t.Rate
			rates++
		case tariff.Specific:
			p.each, p.unit = t.Rate, t.Unit
			units++
		default:
			return p, false
		}
	}
	return p, rates <= 1 && units <= 1
}

// Columns of the sheet Flows that formulas refer to.
const (
	flowsValue    = 6
	flowsQuantity = 7
)

// flows lists every row of the input and what became of it.
func (b *builder) flows() sheet.Sheet {
	s := sheet.Sheet{
		Name: flowsName, FreezeHeader: true, FreezeColumns: 1, Filter: true,
		Columns: []sheet.Column{
			{Header: "row", Format: sheet.FormatInteger},
			{Header: "period from", Format: sheet.FormatDate},
			{Header: "period to", Format: sheet.FormatDate},
			{Header: "origin", Format: sheet.FormatCode},
			{Header: "destination", Format: sheet.FormatCode},
			{Header: "product", Format: sheet.FormatCode},
			{Header: "value (" + b.currency() + ")", Format: sheet.FormatMoney},
			{Header: "quantity", Format: sheet.FormatNumber},
			{Header: "unit", Format: sheet.FormatText},
			{Header: "value basis", Format: sheet.FormatText},
			{Header: "claims", Format: sheet.FormatText},
			{Header: "outcome", Format: sheet.FormatText},
			{Header: "code", Format: sheet.FormatText},
			{Header: "reason", Width: 60, Format: sheet.FormatText},
		},
	}
	s.Stream = func(yield func([]sheet.Cell, error) bool) {
		row := make([]sheet.Cell, len(s.Columns))
		rejects, skips := b.Rejects, b.Skips
		for i := range b.Study.Flows.Len() {
			f := b.Study.Flows.Row(i)
			clear(row)
			row[0] = sheet.Int(int64(i) + 1)
			row[1] = sheet.Day(f.Period.From)
			if !f.Period.To.IsZero() {
				row[2] = sheet.Day(f.Period.LastDay())
			}
			row[3], row[4] = sheet.Text(string(f.Origin)), sheet.Text(string(f.Destination))
			row[5] = sheet.Text(f.Product.String())
			if f.Value != nil {
				row[flowsValue] = sheet.Number(f.Value.Amount)
			}
			if f.Quantity != nil {
				row[flowsQuantity], row[8] = sheet.Number(f.Quantity.Amount), sheet.Text(string(f.Quantity.Unit))
			}
			row[9], row[10] = sheet.Text(string(f.Basis)), sheet.Text(f.Notes["claims"])
			switch {
			case len(rejects) > 0 && rejects[0].Row == i:
				row[11], row[12], row[13] = sheet.Text("rejected"), sheet.Text(rejects[0].Code), sheet.Text(rejects[0].Reason)
				row[11] = row[11].Marked(sheet.MarkBad)
				rejects = rejects[1:]
			case len(skips) > 0 && skips[0].Row == i:
				row[11], row[12], row[13] = sheet.Text("skipped"), sheet.Text(skips[0].Code), sheet.Text(skips[0].Reason)
				skips = skips[1:]
			default:
				row[11] = sheet.Text("answered")
				row[flowsValue] = b.input(row[flowsValue])
				if f.Quantity != nil {
					row[flowsQuantity] = b.input(row[flowsQuantity])
				}
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return s
}

// Columns of the sheet Calc. Behind the first ones stand four for each duty, and
// then the total, the engine's, their difference, and what was not charged.
const (
	calcRow = iota
	calcLaw
	calcDay
	calcOrigin
	calcProduct
	calcChapter
	calcPeriod
	calcValue
	calcSlots
)

// Columns of a duty in Calc.
const (
	slotLayer = iota
	slotBase
	slotRate
	slotDuty
	slotWidth
)

func (b *builder) slot(k, column int) int { return calcSlots + k*slotWidth + column }
func (b *builder) calcTotal() int         { return b.slot(b.slots, 0) }

// calc lists every line under every law.
func (b *builder) calc() sheet.Sheet {
	for i := range b.Lines {
		for law := range b.Lines[i].Answers {
			b.slots = max(b.slots, len(b.Lines[i].Answers[law].Charges))
		}
	}
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: calcName, FreezeHeader: true, FreezeColumns: 2, Filter: true,
		Columns: []sheet.Column{
			{Header: "row of Flows", Format: sheet.FormatInteger},
			{Header: "law", Format: sheet.FormatText},
			{Header: "day of entry", Format: sheet.FormatDate},
			{Header: "origin", Format: sheet.FormatCode},
			{Header: "product", Format: sheet.FormatCode},
			{Header: "chapter", Format: sheet.FormatCode},
			{Header: "period", Format: sheet.FormatCode},
			{Header: "value" + currency, Format: sheet.FormatMoney},
		},
	}
	for k := range b.slots {
		n := fmt.Sprintf(" %d", k+1)
		s.Columns = append(s.Columns, sheet.Column{Header: "layer" + n, Format: sheet.FormatCode}, sheet.Column{Header: "base" + n + currency, Format: sheet.FormatMoney},
			sheet.Column{Header: "rate" + n, Format: sheet.FormatPercent}, sheet.Column{Header: "duty" + n + currency, Format: sheet.FormatMoney})
	}
	s.Columns = append(s.Columns, sheet.Column{Header: "duty in all" + currency, Format: sheet.FormatMoney})
	if b.live {
		s.Columns = append(s.Columns, sheet.Column{Header: "as the engine computed it" + currency, Format: sheet.FormatMoney},
			sheet.Column{Header: "difference" + currency, Format: sheet.FormatMoney})
	}
	s.Columns = append(s.Columns, sheet.Column{Header: "considered and not charged", Width: 60, Format: sheet.FormatCode})
	s.Stream = b.calcRows(&s)
	return s
}

func (b *builder) calcRows(of *sheet.Sheet) iter.Seq2[[]sheet.Cell, error] {
	columns := len(of.Columns)
	first := sheet.Sheet{Columns: of.Columns, Stream: func(func([]sheet.Cell, error) bool) {}} // for addresses
	prices := make([]*price, len(b.Layers))
	for i := range b.Layers {
		if p, ok := priceOf(b.Layers[i].Duty); ok {
			prices[i] = &p
		}
	}
	return func(yield func([]sheet.Cell, error) bool) {
		row := make([]sheet.Cell, columns)
		at := 0
		for i := range b.Lines {
			line := &b.Lines[i]
			flow := fmt.Sprintf("%d", line.Row+2) // the row of Flows as programs show it
			for law := range line.Answers {
				answer := &line.Answers[law]
				clear(row)
				row[calcRow] = sheet.Int(int64(line.Row) + 1)
				row[calcLaw] = sheet.Text(b.Laws[law].Label)
				row[calcDay] = sheet.Day(line.Date)
				row[calcOrigin] = sheet.Text(string(b.origin(line)))
				row[calcProduct] = sheet.Text(line.Product.String())
				row[calcChapter] = sheet.Text(line.Product.Chapter())
				row[calcPeriod] = sheet.Text(periodKey(b.Study.Flows.Periods[line.Row]))
				row[calcValue] = b.number(flowsName+"!$G$"+flow, line.Value)
				var duties []string
				for k, c := range answer.Charges {
					layer := &b.Layers[c.Layer]
					cell := func(column int) string { return first.Address(at, b.slot(k, column)) }
					duties = append(duties, cell(slotDuty))
					row[b.slot(k, slotLayer)] = sheet.Text(layer.Key())
					base := ""
					if c.Base.Equal(line.Value) {
						base = first.Address(at, calcValue)
					}
					row[b.slot(k, slotBase)] = b.number(base, c.Base)
					p := prices[c.Layer]
					if p == nil {
						row[b.slot(k, slotRate)] = sheet.Text(layer.Duty)
						row[b.slot(k, slotDuty)] = sheet.Number(c.Duty)
						continue
					}
					row[b.slot(k, slotRate)] = b.number(fmt.Sprintf("%s!$G$%d", scheduleName, c.Layer+2), p.rate)
					if p.unit != "" { // both prices stand in Schedule
						row[b.slot(k, slotRate)] = sheet.Text(layer.Duty)
					}
					formula := b.dutyFormula(line, answer, k, prices, &first, at)
					row[b.slot(k, slotDuty)] = b.number(formula, c.Duty)
				}
				total := ""
				if len(duties) > 0 {
					total = "ROUND(" + strings.Join(duties, "+") + ",2)"
				}
				end := b.calcTotal()
				row[end] = b.number(total, answer.Duty)
				if b.live {
					row[end+1] = sheet.Number(answer.Duty)
					row[end+2] = b.number("ROUND("+first.Address(at, end)+"-"+first.Address(at, end+1)+",2)", decimal.Decimal{})
				}
				row[columns-1] = sheet.Text(cut(answer.NotCharged))
				at++
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// cut keeps a text within a cell.
func cut(s string) string {
	const most = 8000 // bytes; enough for some fifty measures
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + " …"
}

// dutyFormula is the formula of a duty in Calc, or "" where no formula gives what
// the engine computed: duties on parts of goods, on quantities in other units.
func (b *builder) dutyFormula(line *Line, answer *Answer, k int, prices []*price, at *sheet.Sheet, row int) string {
	if !b.live {
		return ""
	}
	// term is a layer's duty before rounding, and the same as a formula.
	term := func(k int) (amount decimal.Decimal, formula string, ok bool) {
		c := answer.Charges[k]
		p := prices[c.Layer]
		if p == nil {
			return amount, "", false
		}
		amount = c.Base.Mul(p.rate)
		formula = at.Address(row, b.slot(k, slotBase)) + "*"
		if p.unit == "" {
			formula += at.Address(row, b.slot(k, slotRate))
		} else {
			formula += fmt.Sprintf("%s!$G$%d", scheduleName, c.Layer+2)
		}
		if p.unit != "" {
			q := b.Study.Flows.Row(line.Row).Quantity
			if q == nil || q.Unit != p.unit {
				return amount, "", false
			}
			amount = amount.Add(q.Amount.Mul(p.each))
			formula += fmt.Sprintf("+%s!$H$%d*%s!$H$%d", flowsName, line.Row+2, scheduleName, c.Layer+2)
		}
		return amount, formula, true
	}
	amount, formula, ok := term(k)
	if !ok {
		return ""
	}
	if layer := &b.Layers[answer.Charges[k].Layer]; layer.stacking == tariff.TopsUp {
		if k == 0 || !b.Layers[answer.Charges[0].Layer].Schedule {
			return ""
		}
		base, baseFormula, ok := term(0)
		if !ok {
			return ""
		}
		amount = decimal.Max(amount.Sub(base), decimal.Decimal{})
		formula = "MAX(0," + formula + "-(" + baseFormula + "))"
	}
	if !exact.Round(amount, 2, exact.HalfUp).Equal(answer.Charges[k].Duty) {
		return ""
	}
	return "ROUND(" + formula + ",2)"
}

// column is a column of Calc as formulas write it.
func (b *builder) column(column int) string {
	rows := max(1, len(b.Lines)*len(b.Laws))
	s := sheet.Sheet{Columns: b.calcSheet.Columns, Stream: func(func([]sheet.Cell, error) bool) {}}
	return calcName + "!" + absolute(s.Address(0, column)) + ":" + absolute(s.Address(rows-1, column))
}

// places is how many decimals the sum of the values has.
func (b *builder) places() int {
	places := 2
	for i := range b.Lines {
		places = max(places, int(-b.Lines[i].Value.Exponent()))
	}
	return min(places, 9)
}

// Columns of the results and of the summary.
const (
	resultKey = iota
	resultLines
	resultValue
	resultLaws
)

// results are the totals by origin, chapter, period and layer.
func (b *builder) results() []sheet.Sheet {
	return []sheet.Sheet{
		b.result("Results_origin", "origin", "By country of origin", calcOrigin, largestFirst(b.ByOrigin())),
		b.result("Results_product", "chapter", "By chapter of the product", calcChapter, largestFirst(b.ByChapter())),
		b.result("Results_period", "period", "By period of the flows", calcPeriod, b.ByPeriod()),
		b.result("Results_layer", "layer", "By heading, and by the column of the schedule", -1, largestFirst(b.ByLayer())),
	}
}

// largestFirst puts the totals with the largest duty under any law first.
func largestFirst(rows []Total) []Total {
	slices.SortStableFunc(rows, func(a, b Total) int {
		return slices.MaxFunc(b.Duty, decimal.Decimal.Cmp).Cmp(slices.MaxFunc(a.Duty, decimal.Decimal.Cmp))
	})
	return rows
}

// result is a table of totals. column is the one of Calc with the key, or -1 for
// the layers, which stand in several.
func (b *builder) result(name, header, title string, column int, rows []Total) sheet.Sheet {
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: name, Title: []string{title}, FreezeHeader: true, FreezeColumns: 1, Filter: true,
		Columns: []sheet.Column{
			{Header: header, Format: sheet.FormatCode},
			{Header: "lines", Format: sheet.FormatInteger},
			{Header: "value" + currency, Format: sheet.FormatMoney},
		},
	}
	for law := range b.Laws {
		s.Columns = append(s.Columns, sheet.Column{Header: "duty, " + b.Laws[law].Label + currency, Format: sheet.FormatMoney})
	}
	for law := range b.Laws {
		s.Columns = append(s.Columns, sheet.Column{Header: "share of value, " + b.Laws[law].Label, Format: sheet.FormatPercent})
	}
	for law := 1; law < len(b.Laws); law++ {
		s.Columns = append(s.Columns, sheet.Column{Header: "change, " + b.Laws[law].Label + currency, Format: sheet.FormatMoney})
	}
	s.Rows = make([][]sheet.Cell, len(rows)) // so that every row has an address
	quoted := func(law int) string { return `"` + b.Laws[law].Label + `"` }
	for i := range rows {
		t := &rows[i]
		key := absolute(s.Address(i, resultKey))
		row := []sheet.Cell{sheet.Text(t.Key), sheet.Number(count(t.Lines))}
		if column >= 0 {
			row[resultLines] = b.number(fmt.Sprintf("COUNTIFS(%s,%s,%s,%s)", b.column(column), key, b.column(calcLaw), quoted(0)), count(t.Lines))
			row = append(row, b.number(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s,%s,%s),%d)", b.column(calcValue), b.column(column), key, b.column(calcLaw), quoted(0), b.places()), t.Value))
		} else {
			row = append(row, sheet.Number(t.Value))
		}
		for law := range b.Laws {
			var sums []string
			if column >= 0 {
				sums = []string{fmt.Sprintf("SUMIFS(%s,%s,%s,%s,%s)", b.column(b.calcTotal()), b.column(column), key, b.column(calcLaw), quoted(law))}
			} else {
				for k := range b.slots {
					sums = append(sums, fmt.Sprintf("SUMIFS(%s,%s,%s,%s,%s)", b.column(b.slot(k, slotDuty)), b.column(b.slot(k, slotLayer)), key, b.column(calcLaw), quoted(law)))
				}
			}
			row = append(row, b.number("ROUND("+strings.Join(sums, "+")+",2)", t.Duty[law]))
		}
		row = append(row, b.shares(&s, i, t)...)
		s.Rows[i] = row
	}
	if drawn := min(len(rows), 15); drawn > 0 {
		chart := sheet.Chart{Kind: sheet.ChartBar, Title: "Duty by " + header, ValueTitle: b.currency(), Category: resultKey, Rows: drawn}
		for law := range b.Laws {
			chart.Series = append(chart.Series, resultLaws+law)
		}
		if drawn < len(rows) {
			chart.Title += fmt.Sprintf(", the %d first in the table", drawn)
		}
		s.Charts = []sheet.Chart{chart}
	}
	return s
}

// shares are the cells of a row of totals behind the duties: shares of the value,
// and changes.
func (b *builder) shares(s *sheet.Sheet, i int, t *Total) []sheet.Cell {
	var cells []sheet.Cell
	value := s.Address(i, resultValue)
	for law := range b.Laws {
		rate, ok := t.Rate(law)
		if !ok {
			cells = append(cells, sheet.Cell{})
			continue
		}
		cells = append(cells, b.number(fmt.Sprintf("IF(%s=0,0,ROUND(%s/%s,6))", value, s.Address(i, resultLaws+law), value), rate))
	}
	for law := 1; law < len(b.Laws); law++ {
		cells = append(cells, b.number(fmt.Sprintf("ROUND(%s-%s,2)", s.Address(i, resultLaws+law), s.Address(i, resultLaws)), t.Change(law)))
	}
	return cells
}

// Columns of the summary.
const (
	summaryValue = 3
	summaryDuty  = 4
)

// summary is a row for each law.
func (b *builder) summary(results []sheet.Sheet) sheet.Sheet {
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: summaryName, Title: []string{b.title(), b.inWords()}, FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "law", Format: sheet.FormatText},
			{Header: "name", Width: 34, Format: sheet.FormatText},
			{Header: "lines", Format: sheet.FormatInteger},
			{Header: "value" + currency, Format: sheet.FormatMoney},
			{Header: "duty" + currency, Format: sheet.FormatMoney},
			{Header: "share of value", Format: sheet.FormatPercent},
			{Header: "change of duty" + currency, Format: sheet.FormatMoney},
			{Header: "change of share", Format: sheet.FormatPercent},
		},
		Rows: make([][]sheet.Cell, len(b.Laws)),
		Notes: []string{
			fmt.Sprintf("%d of %d rows are answered; %d are rejected, with a value of %s %s, and %d skipped. The sheet Flows says why.",
				len(b.Lines), b.Study.Flows.Len(), len(b.Rejects), trade.Thousands(b.RejectedValue), b.currency(), len(b.Skips)),
			"Trade is unchanged in these figures.",
		},
	}
	base, _ := b.total.Rate(0)
	for law := range b.Laws {
		label := `"` + b.Laws[law].Label + `"`
		rate, _ := b.total.Rate(law)
		value, duty := s.Address(law, summaryValue), s.Address(law, summaryDuty)
		row := []sheet.Cell{
			sheet.Text(b.Laws[law].Label), sheet.Text(b.Laws[law].Name),
			b.number(fmt.Sprintf("COUNTIFS(%s,%s)", b.column(calcLaw), label), count(len(b.Lines))),
			b.number(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s),%d)", b.column(calcValue), b.column(calcLaw), label, b.places()), b.total.Value),
			b.number(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s),2)", b.column(b.calcTotal()), b.column(calcLaw), label), b.total.Duty[law]),
			b.number(fmt.Sprintf("IF(%s=0,0,ROUND(%s/%s,6))", value, duty, value), rate),
		}
		if law > 0 {
			row = append(row,
				b.number(fmt.Sprintf("ROUND(%s-%s,2)", duty, s.Address(0, summaryDuty)), b.total.Change(law)),
				b.number(fmt.Sprintf("ROUND(%s-%s,6)", s.Address(law, summaryDuty+1), s.Address(0, summaryDuty+1)), rate.Sub(base)))
		}
		s.Rows[law] = row
	}
	s.Charts = []sheet.Chart{{Title: "Duty by law", ValueTitle: b.currency(), Category: 0, Series: []int{summaryDuty}}}
	for i := range results {
		if name := results[i].Name; (name == "Results_origin" || name == "Results_layer") && len(results[i].Charts) > 0 {
			chart := results[i].Charts[0]
			chart.Of = name
			s.Charts = append(s.Charts, chart)
		}
	}
	return s
}

// inWords is the result in a sentence.
func (b *builder) inWords() string {
	text := fmt.Sprintf("%s %s on goods of %s %s", b.currency(), trade.Thousands(b.total.Duty[0]), b.currency(), trade.Thousands(b.total.Value))
	if rate, ok := b.total.Rate(0); ok {
		text += " (" + trade.Percent(rate) + ")"
	}
	for law := 1; law < len(b.Laws); law++ {
		text += fmt.Sprintf("; under %s %s", b.Laws[law].Label, trade.Thousands(b.total.Duty[law]))
		if rate, ok := b.total.Rate(law); ok {
			text += " (" + trade.Percent(rate) + ")"
		}
	}
	return text
}

// checks are the controls: of the engine against itself, and of the workbook
// against the engine.
func (b *builder) checks(results []sheet.Sheet) sheet.Sheet {
	s := sheet.Sheet{
		Name: checksName, Title: []string{"Two ways to each figure; every difference is 0"}, FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "check", Width: 70, Format: sheet.FormatText},
			{Header: "one way", Width: 24, Format: sheet.FormatMoney},
			{Header: "the other way", Width: 24, Format: sheet.FormatMoney},
			{Header: "difference", Width: 18, Format: sheet.FormatMoney},
		},
	}
	add := func(name string, one, other sheet.Cell, difference decimal.Decimal) {
		i := len(s.Rows)
		s.Rows = append(s.Rows, nil)
		at, to := s.Address(i, 1), s.Address(i, 2)
		s.Rows[i] = []sheet.Cell{sheet.Text(name), one, other, b.number(fmt.Sprintf("ROUND(%s-%s,%d)", at, to, b.places()), difference)}
	}
	for _, c := range b.Checks {
		one, other := sheet.Number(c.Expected), sheet.Number(c.Actual)
		if c.Count {
			one, other = one.As(sheet.FormatInteger), other.As(sheet.FormatInteger)
		}
		add("engine: "+c.Name, one, other, c.Expected.Sub(c.Actual))
	}
	if !b.live {
		return s
	}
	zero := decimal.Decimal{}
	for law := range b.Laws {
		label := b.Laws[law].Label
		quoted := `"` + label + `"`
		all := func(column int) string {
			return fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s),2)", b.column(column), b.column(calcLaw), quoted)
		}
		add("formulas: duty, "+label+": engine = Calc", sheet.Number(b.total.Duty[law]), b.number(all(b.calcTotal()), b.total.Duty[law]), zero)
		for i := range results {
			r := &results[i]
			if len(r.Rows) == 0 {
				continue
			}
			column := resultLaws + law
			add("formulas: duty, "+label+": engine = "+r.Name, sheet.Number(b.total.Duty[law]),
				b.number(fmt.Sprintf("ROUND(SUM(%s!%s:%s),2)", r.Name, r.Address(0, column), r.Address(len(r.Rows)-1, column)), b.total.Duty[law]), zero)
		}
	}
	add("formulas: value: engine = Calc", sheet.Number(b.total.Value),
		b.number(fmt.Sprintf(`ROUND(SUMIFS(%s,%s,"baseline"),%d)`, b.column(calcValue), b.column(calcLaw), b.places()), b.total.Value), zero)
	if len(b.Lines) > 0 {
		add("formulas: largest difference of a line: engine = Calc", sheet.Number(zero), b.number(fmt.Sprintf("ROUND(MAX(MAX(%s),-MIN(%s)),2)",
			b.column(b.calcTotal()+2), b.column(b.calcTotal()+2)), zero), zero)
	}
	s.Notes = []string{"The lines “engine” are constants of the run. The lines “formulas” move when a rate or a value is changed, and show by how much."}
	return s
}

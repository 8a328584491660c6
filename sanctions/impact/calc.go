package impact

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// Columns of the sheet Calc. Behind the first ones stand five for each duty, then the
// total and its bounds, in a live workbook the engine's and the difference, the layers
// by name, and what was not charged.
const (
	calcRow = iota
	calcLaw
	calcDay
	calcDays
	calcOrigin
	calcProduct
	calcChapter
	calcPeriod
	calcValue
	calcUnknown
	calcHeld
	calcSlots
)

// Columns of a duty in Calc.
const (
	slotLayer = iota
	slotBase
	slotRate
	slotDays
	slotDuty
	slotWidth
)

// Columns of Calc from the total on.
const (
	endTotal = iota
	endChanges
	endFirst
	endLast
	endLowest
	endHighest
	endEngine     // in a live workbook
	endDifference // in a live workbook
)

func (b *builder) slot(k, column int) int { return calcSlots + k*slotWidth + column }
func (b *builder) end(column int) int     { return b.slot(b.slots, column) }

// calcLayers is the column with the names of the layers that any law charges a line by.
func (b *builder) calcLayers() int {
	if b.live {
		return b.end(endDifference) + 1
	}
	return b.end(endEngine)
}

// calc lists every line under every law.
func (b *builder) calc() sheet.Sheet {
	for i := range b.Lines {
		for law := range b.Lines[i].Answers {
			b.slots = max(b.slots, len(b.Lines[i].Answers[law].Charges))
		}
	}
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: calcName, FreezeHeader: true, FreezeColumns: 2, Filter: true, Notes: []string{b.Provenance().String()},
		Columns: []sheet.Column{
			{Header: "row", Format: sheet.FormatInteger},
			{Header: "law", Format: sheet.FormatText},
			{Header: "first day of entry", Format: sheet.FormatDate},
			{Header: "days of entry", Format: sheet.FormatInteger},
			{Header: "origin", Format: sheet.FormatCode},
			{Header: "product", Format: sheet.FormatCode},
			{Header: "chapter", Format: sheet.FormatCode},
			{Header: "period", Format: sheet.FormatCode},
			{Header: "value answered" + currency, Format: sheet.FormatMoney},
			{Header: "value of days not known" + currency, Format: sheet.FormatMoney},
			{Header: "held", Format: sheet.FormatText},
		},
	}
	for k := range b.slots {
		n := fmt.Sprintf(" %d", k+1)
		s.Columns = append(s.Columns, sheet.Column{Header: "layer" + n, Format: sheet.FormatCode},
			sheet.Column{Header: "base" + n + currency, Format: sheet.FormatMoney},
			sheet.Column{Header: "rate" + n, Format: sheet.FormatPercent},
			sheet.Column{Header: "days" + n, Format: sheet.FormatInteger},
			sheet.Column{Header: "duty" + n + currency, Format: sheet.FormatMoney})
	}
	s.Columns = append(s.Columns, sheet.Column{Header: "total duty" + currency, Format: sheet.FormatMoney},
		sheet.Column{Header: "the law changed on", Width: 24, Format: sheet.FormatText})
	for _, day := range []string{"first", "last", "cheapest", "dearest"} {
		s.Columns = append(s.Columns,
			sheet.Column{Header: "engine: all on the " + day + " day" + currency, Format: sheet.FormatMoney})
	}
	if b.live {
		s.Columns = append(s.Columns, sheet.Column{Header: "as the engine computed it" + currency, Format: sheet.FormatMoney},
			sheet.Column{Header: "difference" + currency, Format: sheet.FormatMoney})
	}
	s.Columns = append(s.Columns, sheet.Column{Header: "layers of any law", Width: 24, Format: sheet.FormatCode},
		sheet.Column{Header: "considered and not charged", Width: 60, Format: sheet.FormatCode})
	s.Stream = b.calcRows(&s)
	return s
}

func (b *builder) calcRows(of *sheet.Sheet) iter.Seq2[[]sheet.Cell, error] {
	columns := len(of.Columns)
	w := calcWriter{
		builder:   b,
		addresses: sheet.Sheet{Columns: of.Columns, Stream: func(func([]sheet.Cell, error) bool) {}},
	}
	return func(yield func([]sheet.Cell, error) bool) {
		row := make([]sheet.Cell, columns)
		w.at = 0
		for i := range b.Lines {
			layers := b.layerNames(&b.Lines[i])
			for law := range b.Lines[i].Answers {
				clear(row)
				w.row(row, i, law)
				row[b.calcLayers()] = sheet.Text(layers)
				w.at++
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// calcWriter makes the rows of Calc.
type calcWriter struct {
	*builder
	addresses sheet.Sheet
	at        int // the row
}

func (w *calcWriter) cell(column int) string { return w.addresses.Address(w.at, column) }

// row fills in the row of a line under a law.
func (w *calcWriter) row(row []sheet.Cell, i, law int) {
	line := &w.Lines[i]
	answer := &line.Answers[law]
	flow := flowsName + "!$G$" + strconv.Itoa(line.Row+2) // the row of Flows as programs show it
	row[calcRow] = sheet.Int(int64(w.Study.Number(line.Row)))
	row[calcLaw] = sheet.Text(w.Laws[law].Label)
	row[calcDay] = sheet.Day(line.Date)
	row[calcDays] = sheet.Int(int64(line.Count))
	row[calcOrigin] = sheet.Text(string(w.origin(line)))
	row[calcProduct] = sheet.Text(line.Product.String())
	row[calcChapter] = sheet.Text(line.Product.Chapter())
	row[calcPeriod] = sheet.Text(periodKey(w.Study.Flows.Periods[line.Row]))
	value := flow
	if line.Known < line.Count {
		value = fmt.Sprintf("ROUND(%s*%d/%s,2)", flow, line.Known, w.cell(calcDays))
		row[calcUnknown] = w.number(flow+"-"+w.cell(calcValue), line.UnknownValue)
	}
	row[calcValue] = w.number(value, line.Value)
	if line.Held {
		row[calcHeld] = sheet.Text("yes")
	}
	var duties []string
	for k := range answer.Charges {
		c := &answer.Charges[k]
		layer := &w.Layers[c.Layer]
		duties = append(duties, w.cell(w.slot(k, slotDuty)))
		row[w.slot(k, slotLayer)] = sheet.Text(layer.Key())
		row[w.slot(k, slotBase)] = sheet.Number(c.Base)
		row[w.slot(k, slotRate)] = sheet.Text(layer.Duty)
		row[w.slot(k, slotDays)] = sheet.Int(int64(c.Days))
		row[w.slot(k, slotDuty)] = sheet.Number(c.Duty)
		p := w.prices[c.Layer]
		if p != nil && p.unit == "" { // else both prices stand in Schedule
			row[w.slot(k, slotRate)] = w.number(fmt.Sprintf("%s!$G$%d", scheduleName, c.Layer+2), p.rate)
		}
		if m := w.model(i, law); m != nil {
			row[w.slot(k, slotBase)] = w.number(m.baseFormula(k, flow), c.Base)
			row[w.slot(k, slotDuty)] = w.number(w.dutyFormula(m, k, line), c.Duty)
		}
	}
	total := ""
	if len(duties) > 0 {
		total = "ROUND(" + strings.Join(duties, "+") + ",2)"
	}
	row[w.end(endTotal)] = w.number(total, answer.Duty)
	if line.Count > 1 {
		for k, d := range []decimal.Decimal{answer.First, answer.Last, answer.Lowest, answer.Highest} {
			row[w.end(endFirst+k)] = sheet.Number(d)
		}
	}
	row[w.end(endChanges)] = sheet.Text(cut(dates(answer)))
	if w.live {
		row[w.end(endEngine)] = sheet.Number(answer.Duty)
		row[w.end(endDifference)] = w.number("ROUND("+w.cell(w.end(endTotal))+"-"+w.cell(w.end(endEngine))+",2)",
			decimal.Decimal{})
	}
	row[len(row)-1] = sheet.Text(cut(answer.NotCharged))
}

// dates are the days on which the law changed within the period of an answer.
func dates(a *Answer) string {
	var texts []string
	for _, d := range a.Changes {
		texts = append(texts, d.String())
	}
	return strings.Join(texts, ", ")
}

// layerNames are the keys of the layers that any law charges a line by, between bars.
func (b *builder) layerNames(line *Line) string {
	names := "|"
	for law := range line.Answers {
		for _, c := range line.Answers[law].Charges {
			if key := "|" + b.Layers[c.Layer].Key() + "|"; !strings.Contains(names, key) {
				names += key[1:]
			}
		}
	}
	return names
}

// cut keeps a text within a cell.
func cut(s string) string {
	const most = 8000 // bytes; enough for some fifty measures
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + " …"
}

// dutyFormula is the formula of a duty in Calc.
func (w *calcWriter) dutyFormula(m *model, k int, line *Line) string {
	// term is a duty before rounding and sharing.
	term := func(k int) string {
		c := &m.charges[k]
		if c.price.unit == "" {
			return w.cell(w.slot(k, slotBase)) + "*" + w.cell(w.slot(k, slotRate))
		}
		formula := fmt.Sprintf("%s*%s!$G$%d", w.cell(w.slot(k, slotBase)), scheduleName, c.layer+2)
		quantity := fmt.Sprintf("%s!$H$%d", flowsName, line.Row+2)
		if !c.factor.Equal(one) {
			quantity += "*" + c.factor.String()
		}
		if !c.divisor.Equal(one) {
			quantity += "/" + c.divisor.String()
		}
		return fmt.Sprintf("%s+%s*%s!$H$%d", formula, quantity, scheduleName, c.layer+2)
	}
	c := &m.charges[k]
	formula := term(k)
	if u := c.upon; u >= 0 {
		less := term(u)
		if m.charges[u].price.unit == "" {
			less = w.cell(w.slot(k, slotBase)) + "*" + w.cell(w.slot(u, slotRate))
		}
		formula = "MAX(0," + formula + "-(" + less + "))"
	}
	if c.days < line.Count {
		formula = "(" + formula + ")*" + w.cell(w.slot(k, slotDays)) + "/" + w.cell(calcDays)
	}
	return "ROUND(" + formula + ",2)"
}

// column is a column of Calc as formulas write it.
func (b *builder) column(column int) string {
	rows := max(1, len(b.Lines)*len(b.Laws))
	s := sheet.Sheet{Columns: b.calcSheet.Columns, Stream: func(func([]sheet.Cell, error) bool) {}}
	return calcName + "!" + absolute(s.Address(0, column)) + ":" + absolute(s.Address(rows-1, column))
}

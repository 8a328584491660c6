package impact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

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
	resultWords
	resultLines
	resultValue
	resultLaws
)

// results are the totals by origin, chapter, period and layer.
func (b *builder) results() []sheet.Sheet {
	return []sheet.Sheet{
		b.result("Results_origin", keyOrigin, "By country of origin", calcOrigin, largestFirst(b.ByOrigin())),
		b.result("Results_product", keyChapter, "By chapter of the product", calcChapter, largestFirst(b.ByChapter())),
		b.result("Results_period", keyPeriod, "By period of the flows", calcPeriod, b.ByPeriod()),
		b.result("Results_layer", keyLayer, "By heading, and by the column of the schedule", b.calcLayers(),
			largestFirst(b.ByLayer())),
	}
}

// largestFirst puts the totals with the largest duty under any law first.
func largestFirst(rows []Total) []Total {
	slices.SortStableFunc(rows, func(a, b Total) int {
		return slices.MaxFunc(b.Duty, decimal.Decimal.Cmp).Cmp(slices.MaxFunc(a.Duty, decimal.Decimal.Cmp))
	})
	return rows
}

// result is a table of totals. column is the one of Calc with the key.
func (b *builder) result(name, header, title string, column int, rows []Total) sheet.Sheet {
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: name, Title: []string{title}, FreezeHeader: true, FreezeColumns: 1, Filter: true,
		Notes: []string{b.Provenance().String()},
		Columns: []sheet.Column{
			{Header: header, Format: sheet.FormatCode},
			{Header: "what it is", Format: sheet.FormatText, Width: 36},
			{Header: "lines", Format: sheet.FormatInteger},
			{Header: "value" + currency, Format: sheet.FormatMoney},
		},
	}
	for law := range b.Laws {
		s.Columns = append(s.Columns,
			sheet.Column{Header: "duty, " + b.Laws[law].Label + currency, Format: sheet.FormatMoney})
	}
	for law := range b.Laws {
		s.Columns = append(s.Columns,
			sheet.Column{Header: "share of value, " + b.Laws[law].Label, Format: sheet.FormatPercent})
	}
	for law := 1; law < len(b.Laws); law++ {
		s.Columns = append(s.Columns,
			sheet.Column{Header: "change, " + b.Laws[law].Label + currency, Format: sheet.FormatMoney})
	}
	s.Rows = make([][]sheet.Cell, len(rows)) // so that every row has an address
	quoted := func(law int) string { return `"` + b.Laws[law].Label + `"` }
	for i := range rows {
		t := &rows[i]
		key := absolute(s.Address(i, resultKey))
		in, of := b.column(column), key
		if column == b.calcLayers() { // which holds the keys of several layers
			of = `"*|"&` + key + `&"|*"`
		}
		row := []sheet.Cell{
			sheet.Text(t.Key),
			sheet.Text(b.words(header, t.Key)),
			b.number(fmt.Sprintf("COUNTIFS(%s,%s,%s,%s)", in, of, b.column(calcLaw), quoted(0)), count(t.Lines)),
			b.number(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s,%s,%s),%d)", b.column(calcValue), in, of, b.column(calcLaw), quoted(0),
				b.places()), t.Value),
		}
		if strings.ContainsAny(t.Key, "*?~") { // which a formula would not take as they are
			row[resultLines], row[resultValue] = sheet.Number(count(t.Lines)), sheet.Number(t.Value)
		}
		for law := range b.Laws {
			var sums []string
			if column != b.calcLayers() {
				sums = []string{fmt.Sprintf("SUMIFS(%s,%s,%s,%s,%s)", b.column(b.end(endTotal)), b.column(column), key,
					b.column(calcLaw), quoted(law))}
			} else {
				for k := range b.slots {
					sums = append(sums,
						fmt.Sprintf("SUMIFS(%s,%s,%s,%s,%s)", b.column(b.slot(k, slotDuty)), b.column(b.slot(k, slotLayer)), key,
							b.column(calcLaw), quoted(law)))
				}
			}
			row = append(row, b.number("ROUND("+strings.Join(sums, "+")+",2)", t.Duty[law]))
		}
		row = append(row, b.shares(&s, i, t)...)
		s.Rows[i] = row
	}
	most := 15
	if column == calcPeriod {
		most = 400 // all of them, of any study that a person reads
		if _, ok := b.overTime(rows); ok && len(rows) <= most {
			line := sheet.Chart{
				Kind: sheet.ChartLine, Title: "Duty as a share of value, by period",
				ValueTitle: "share of value", Category: resultKey,
			}
			for law := range b.Laws {
				line.Series = append(line.Series, resultLaws+len(b.Laws)+law)
			}
			s.Charts = append(s.Charts, line)
		}
	}
	if drawn := min(len(rows), most); drawn > 0 {
		chart := sheet.Chart{
			Kind: sheet.ChartBar, Title: "Duty by " + header, ValueTitle: b.currency(), Category: resultKey,
			Rows: drawn,
		}
		if column == calcOrigin || column == calcChapter {
			chart.Category = resultWords
		}
		for law := range b.Laws {
			chart.Series = append(chart.Series, resultLaws+law)
		}
		if drawn < len(rows) {
			chart.Title += fmt.Sprintf(", the %d first in the table", drawn)
		}
		s.Charts = append(s.Charts, chart)
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
		cells = append(cells,
			b.number(fmt.Sprintf("IF(%s=0,0,ROUND(%s/%s,6))", value, s.Address(i, resultLaws+law), value), rate))
	}
	for law := 1; law < len(b.Laws); law++ {
		cells = append(cells,
			b.number(fmt.Sprintf("ROUND(%s-%s,2)", s.Address(i, resultLaws+law), s.Address(i, resultLaws)), t.Change(law)))
	}
	return cells
}

// Columns of the summary.
const (
	summaryLines = 2
	summaryValue = 3
	summaryDuty  = 4
)

// summary is a row for each law, with charts below: a page to print.
func (b *builder) summary(results []sheet.Sheet) sheet.Sheet {
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: summaryName, Title: b.headline(), FreezeHeader: true, ChartsBelow: true, OnePage: true,
		Columns: []sheet.Column{
			{Header: "law", Format: sheet.FormatText},
			{Header: "name", Width: 30, Format: sheet.FormatText},
			{Header: "lines", Format: sheet.FormatInteger},
			{Header: "value" + currency, Format: sheet.FormatMoney},
			{Header: b.bound("duty" + currency), Format: sheet.FormatMoney},
			{Header: b.bound("share of value"), Format: sheet.FormatPercent},
			{Header: "change of duty" + currency, Format: sheet.FormatMoney},
			{Header: "change of share (points)", Format: sheet.FormatNumber},
		},
		Rows: make([][]sheet.Cell, len(b.Laws)),
		Notes: append(b.Caveats(), "Trade is unchanged in these figures. README says what became of every row and its value.",
			b.Provenance().String()),
	}
	base, _ := b.total.Rate(0)
	for law := range b.Laws {
		label := `"` + b.Laws[law].Label + `"`
		rate, _ := b.total.Rate(law)
		value, duty := s.Address(law, summaryValue), s.Address(law, summaryDuty)
		row := []sheet.Cell{
			sheet.Text(b.Laws[law].Label), sheet.Text(b.lawName(law)),
			b.number(fmt.Sprintf("COUNTIFS(%s,%s)", b.column(calcLaw), label), count(len(b.Lines))),
			b.number(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s),%d)", b.column(calcValue), b.column(calcLaw), label, b.places()),
				b.total.Value),
			b.number(fmt.Sprintf("ROUND(SUMIFS(%s,%s,%s),2)", b.column(b.end(endTotal)), b.column(calcLaw), label),
				b.total.Duty[law]),
			b.number(fmt.Sprintf("IF(%s=0,0,ROUND(%s/%s,6))", value, duty, value), rate),
		}
		if law > 0 {
			row = append(row,
				b.number(fmt.Sprintf("ROUND(%s-%s,2)", duty, s.Address(0, summaryDuty)), b.total.Change(law)),
				b.number(fmt.Sprintf("ROUND(100*(%s-%s),4)", s.Address(law, summaryDuty+1), s.Address(0, summaryDuty+1)),
					rate.Sub(base).Shift(2)))
		}
		s.Rows[law] = row
	}
	s.Charts = []sheet.Chart{{Title: "Duty by law", ValueTitle: b.currency(), Category: 1, Series: []int{summaryDuty}}}
	for i := range results {
		if len(results[i].Charts) == 0 {
			continue
		}
		chart := results[i].Charts[0]
		if results[i].Name == "Results_origin" || chart.Kind == sheet.ChartLine {
			chart.Of = results[i].Name
			s.Charts = append(s.Charts, chart)
		}
	}
	return s
}

// bounds are the duties had everything been entered on one day of its period.
func (b *builder) bounds() sheet.Sheet {
	currency := " (" + b.currency() + ")"
	s := sheet.Sheet{
		Name: boundsName, Title: []string{"What the duty is, had everything been entered on one day of its period"},
		FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "law", Format: sheet.FormatText},
			{Header: "name", Width: 30, Format: sheet.FormatText},
			{Header: "engine: all on the first days" + currency, Format: sheet.FormatMoney},
			{Header: "engine: all on the last days" + currency, Format: sheet.FormatMoney},
			{Header: "engine: on the cheapest days" + currency, Format: sheet.FormatMoney},
			{Header: "engine: on the dearest days" + currency, Format: sheet.FormatMoney},
		},
		Notes: []string{"As the engine computed them; they do not follow what is changed.", b.Provenance().String()},
	}
	for law := range b.Laws {
		row := []sheet.Cell{sheet.Text(b.Laws[law].Label), sheet.Text(b.lawName(law))}
		of := b.Bounds(law)
		for _, d := range []decimal.Decimal{of.First, of.Last, of.Lowest, of.Highest} {
			row = append(row, sheet.Number(d))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// headline is the title of the first figures: with them, unless they can move.
func (b *builder) headline() []string {
	if b.live {
		return []string{b.title(), "The duty under each law; the figures are in the table, and follow what is changed"}
	}
	return []string{b.title(), b.inWords()}
}

// inWords is the result in a sentence.
func (b *builder) inWords() string {
	text := fmt.Sprintf("%s%s %s on goods of %s %s", b.atLeast(), b.currency(), trade.Thousands(b.total.Duty[0]),
		b.currency(), trade.Thousands(b.total.Value))
	if rate, ok := b.total.Rate(0); ok {
		text += " (" + trade.Percent(rate) + ")"
	}
	for law := 1; law < len(b.Laws); law++ {
		text += fmt.Sprintf("; under %s %s%s", b.Laws[law].Label, b.atLeast(), trade.Thousands(b.total.Duty[law]))
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
		s.Rows[i] = []sheet.Cell{
			sheet.Text(name), one, other,
			b.number(fmt.Sprintf("ROUND(%s-%s,%d)", at, to, b.places()), difference),
		}
	}
	for _, c := range b.Checks {
		one, other := sheet.Number(c.Expected), sheet.Number(c.Actual)
		if c.Count {
			one, other = one.As(sheet.FormatInteger), other.As(sheet.FormatInteger)
		}
		add("engine: "+c.Name, one, other, c.Expected.Sub(c.Actual))
	}
	s.Notes = []string{b.Provenance().String()}
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
		add("formulas: duty, "+label+": engine = Calc", sheet.Number(b.total.Duty[law]),
			b.number(all(b.end(endTotal)), b.total.Duty[law]), zero)
		for i := range results {
			r := &results[i]
			if len(r.Rows) == 0 {
				continue
			}
			column := resultLaws + law
			add("formulas: duty, "+label+": engine = "+r.Name, sheet.Number(b.total.Duty[law]),
				b.number(fmt.Sprintf("ROUND(SUM(%s!%s:%s),2)", r.Name, r.Address(0, column), r.Address(len(r.Rows)-1, column)),
					b.total.Duty[law]), zero)
		}
	}
	add("formulas: value: engine = Calc", sheet.Number(b.total.Value),
		b.number(fmt.Sprintf(`ROUND(SUMIFS(%s,%s,"baseline"),%d)`, b.column(calcValue), b.column(calcLaw), b.places()),
			b.total.Value), zero)
	if len(b.Lines) > 0 {
		add("formulas: largest difference of a line: engine = Calc", sheet.Number(zero),
			b.number(fmt.Sprintf("ROUND(MAX(MAX(%s),-MIN(%s)),2)",
				b.column(b.end(endDifference)), b.column(b.end(endDifference))), zero), zero)
	}
	s.Notes = []string{
		b.Provenance().String(),
		"The lines “engine” are constants of the run. The lines “formulas” move when a rate or a value is changed, and " +
			"show by how much.",
	}
	return s
}

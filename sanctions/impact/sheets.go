package impact

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// Columns of the sheet Schedule that formulas refer to.
const (
	scheduleRate = 6
	scheduleEach = 7
)

// schedule lists the layers.
func (b *builder) schedule() sheet.Sheet {
	s := sheet.Sheet{
		Name: scheduleName, FreezeHeader: true, FreezeColumns: 1, Filter: true, Notes: []string{b.Provenance().String()},
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
		if p := b.prices[i]; p != nil {
			row[scheduleRate] = b.input(sheet.Number(p.rate), b.rateLive[i])
			if p.unit != "" {
				row[scheduleEach], row[scheduleEach+1] = b.input(sheet.Number(p.each), b.rateLive[i]), sheet.Text(string(p.unit))
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
	d, err := duty.Parse(text)
	if err != nil {
		return p, false
	}
	if d.IsFree() {
		return p, d.Condition() == ""
	}
	var rates, units int
	for _, t := range d.Terms() {
		if t.Third || t.Minus || t.On != "" || t.Over != 0 || !t.Less.IsZero() || !t.Floor.IsZero() {
			return p, false
		}
		switch t.Kind {
		case duty.AdValorem:
			p.rate = t.Rate
			rates++
		case duty.Specific:
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
		Name: flowsName, FreezeHeader: true, FreezeColumns: 1, Filter: true, Notes: []string{b.Provenance().String()},
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
			{Header: "what the goods are", Width: 60, Format: sheet.FormatText},
		},
	}
	words := map[trade.Product]string{}
	s.Stream = func(yield func([]sheet.Cell, error) bool) {
		row := make([]sheet.Cell, len(s.Columns))
		rejects, skips, line := b.Rejects, b.Skips, 0
		for i := range b.Study.Flows.Len() {
			f := b.Study.Flows.Row(i)
			clear(row)
			row[0] = sheet.Int(int64(b.Study.Number(i)))
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
			if _, known := words[f.Product]; !known {
				words[f.Product] = b.goods(f.Product, b.Study.known(b.Study.days(&f).From))
			}
			row[14] = sheet.Text(words[f.Product])
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
				if x := b.stands[i].recipe; !x.empty() {
					row[12], row[13] = sheet.Text("unit_value"), sheet.Text(x.text())
					if x.leftOut() {
						row[12] = sheet.Text("lower_bound").Marked(sheet.MarkBad)
					}
				}
				row[flowsValue] = b.input(row[flowsValue], b.valueLive(line))
				if f.Quantity != nil {
					row[flowsQuantity] = b.input(row[flowsQuantity], b.quantityLive(line))
				}
				line++
			}
			if !yield(row, nil) {
				return
			}
		}
	}
	return s
}

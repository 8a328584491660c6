package main

import (
	"fmt"

	"github.com/shopspring/decimal"

	sheet "github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// workbook is the report as sheets: one table each, with its sources below.
func (r *report) workbook() *sheet.Workbook {
	return &sheet.Workbook{
		Title: "India at 50 percent", Subject: "What the duty costs, and whom", Creator: "tradeshock",
		Sheets: []sheet.Sheet{r.shirtSheet(), r.timelineSheet(), r.sectorSheet(), r.oilSheet(), r.chinaSheet(), r.nextSheet(), r.sourceSheet()},
	}
}

func (r *report) shirtSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "T-shirt", Title: []string{fmt.Sprintf("Cotton T-shirt 6109.10.00.12 from India, $10,000, entered on %s", r.date)}, FreezeColumns: 1,
		Columns: []sheet.Column{{Header: "heading"}, {Header: "authority"}, {Header: "what it is", Width: 44}, {Header: "status"}, {Header: "rate", Format: sheet.Percent}, {Header: "on", Format: sheet.Money}, {Header: "duty, USD", Format: sheet.Money}, {Header: "why", Width: 60}},
		Notes:   []string{"Schedule " + r.shirt.Revision + "; known until " + r.shirt.KnownUntil.String() + "; each duty rounded: " + r.shirt.Rounding.String()},
	}
	for _, l := range r.shirt.Lines {
		rate := sheet.Str(l.DutyText)
		if l.Rate != nil {
			rate = sheet.Num(*l.Rate)
		}
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Str(l.Heading), sheet.Str(string(l.Authority)), sheet.Str(l.Title), sheet.Str(string(l.Status)), rate, sheet.Num(l.Base), sheet.Num(l.Duty), sheet.Str(l.Reason),
		})
	}
	total, _ := r.shirt.EffectiveRate()
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Str("total"), {}, {}, {}, sheet.Num(total), sheet.Num(r.shirt.Entry.Value), sheet.Num(r.shirt.Total), {}})
	return s
}

func (r *report) timelineSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Timeline", Title: []string{"What the T-shirt pays over time"}, FreezeColumns: 1,
		Columns: []sheet.Column{{Header: "from", Format: sheet.Date}, {Header: "rate in all", Format: sheet.Percent}, {Header: "lines charged", Width: 40}, {Header: "what changed", Width: 46}},
		Chart:   &sheet.Chart{Title: "Duty on a cotton T-shirt from India, share of value", Kind: sheet.Bars, Category: 3, Values: []int{1}, YTitle: "share of value"},
	}
	for _, t := range r.timeline {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Day(t.from), sheet.Num(t.rate), sheet.Str(t.lines), sheet.Str(t.event)})
	}
	return s
}

func (r *report) sectorSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Sectors", Title: []string{"The 25 percent for Russian oil at unchanged trade, exports of fiscal year 2024-25"}, FreezeColumns: 1,
		Columns: []sheet.Column{
			{Header: "sector", Width: 30},
			{Header: "exports, USD bn", Format: sheet.Number},
			{Header: "cost, USD bn", Format: sheet.Money},
			{Header: "duty in all, published, %"},
			{Header: "line of the sector"},
			{Header: "which is"},
			{Header: "duty by law on 2025-09-01", Format: sheet.Percent},
		},
		Chart: &sheet.Chart{Title: "Exports facing the duty and its cost, USD bn", Kind: sheet.Bars, Category: 0, Values: []int{1, 2}, YTitle: "USD bn"},
		Notes: []string{
			"Exports: GTRI estimate of 26 August 2025 (thedailybulletin.in 2025-08-27). Cost = exports × 25 %; who bears it is not decided here.",
			"Metals under Section 232 were outside this duty (heading 9903.01.87): the row with metals is an upper bound.",
		},
	}
	duty := number("duty")
	for _, x := range r.sectors {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Str(x.name), sheet.Num(x.exports), sheet.Num(x.cost), sheet.Str(x.published), sheet.Str(x.line.String()), sheet.Str(x.what), sheet.Num(x.rate)})
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Str("other"), sheet.Num(r.other), sheet.Num(r.other.Mul(duty))},
		[]sheet.Cell{sheet.Str("in all"), sheet.Num(number("exposed").Shift(-9)), sheet.Num(r.cost.Shift(-9))})
	return s
}

func (r *report) oilSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Oil", Title: []string{"The saving on Russian oil against the cost of the duty"},
		Columns: []sheet.Column{{Header: "what", Width: 52}, {Header: "value", Format: sheet.Number}, {Header: "unit"}, {Header: "published, USD bn"}, {Header: "source", Width: 50}},
		Notes:   []string{"Saving = tonnes × barrels a tonne × discount. Break-even discount = cost of the duty ÷ (tonnes × barrels a tonne), one decimal."},
	}
	for _, f := range figures {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Str(f.what), sheet.Num(number(f.name)), {}, {}, sheet.Str(f.source)})
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Str("cost of the duty at unchanged trade"), sheet.Num(r.cost), sheet.Str("USD a year"), {}, sheet.Str("exports × duty")})
	for i, x := range savings {
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Str(fmt.Sprintf("saving at $%s a barrel: %s, %s", x.discount, x.who, x.when)), sheet.Num(r.savings[i]), sheet.Str("USD a year"), sheet.Str(x.published), sheet.Str("tonnes × barrels × discount"),
		})
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Str("break-even discount"), sheet.Num(r.discount), sheet.Str("USD a barrel"), {}, sheet.Str("cost ÷ barrels")})
	return s
}

func (r *report) chinaSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "China", Title: []string{"China, threatened on 13 September 2025 and never charged: if 50 percent had come on 1 October 2025"},
		Columns: []sheet.Column{{Header: "goods", Width: 24}, {Header: "duty by law", Format: sheet.Percent}, {Header: "with the threat carried out", Format: sheet.Percent}},
	}
	for _, c := range r.china {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Str(c.what), sheet.Num(c.before), sheet.Num(c.with)})
	}
	return s
}

func (r *report) nextSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Next", Title: []string{"Suppositions under " + r.act.Name + ": a ceiling of 100 percent and no rate; nothing set as far as known to " + r.act.KnownUntil.String()},
		Columns: []sheet.Column{{Header: "origin"}, {Header: "supposed rate", Format: sheet.Percent}, {Header: "T-shirt in all", Format: sheet.Percent}},
		Notes:   r.act.Open,
	}
	for _, x := range r.suppose {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Str(string(x.origin)), sheet.Num(x.rate), sheet.Num(x.total)})
	}
	for _, e := range r.ended {
		s.Notes = append(s.Notes, e.day.String()+": "+e.what)
	}
	return s
}

func (r *report) sourceSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Sources", Title: []string{"Tables of facts that the answer rests on"},
		Columns: []sheet.Column{{Header: "table", Width: 34}, {Header: "what", Width: 60}, {Header: "source", Width: 60}, {Header: "retrieved"}, {Header: "rows", Format: sheet.Integer}},
	}
	for _, x := range r.sources {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Str(x.Table), sheet.Str(x.Title), sheet.Str(x.Publisher), sheet.Str(x.Retrieved), sheet.Num(decimal.NewFromInt(int64(x.Rows)))})
	}
	return s
}

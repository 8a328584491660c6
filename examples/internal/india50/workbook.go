package india50

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// subject is what the properties of the workbook say that it is about.
const subject = "What the duty costs, and whom"

// workbook is the report as sheets: one table each, with its sources below.
func (r *report) workbook() *sheet.Workbook {
	return &sheet.Workbook{
		Properties: sheet.Properties{Title: "India at 50 percent", Subject: subject, Creator: "tradeshock"},
		Sheets:     []sheet.Sheet{r.shirtSheet(), r.timelineSheet(), r.sectorSheet(), r.oilSheet(), r.chinaSheet(), r.nextSheet(), r.sourceSheet()},
	}
}

func (r *report) shirtSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "T-shirt", Title: []string{fmt.Sprintf("Cotton T-shirt 6109.10.00.12 from India, $10,000, entered on %s", r.date)}, FreezeHeader: true, FreezeColumns: 1,
		Columns: []sheet.Column{{Header: "heading"}, {Header: "authority"}, {Header: "what it is", Width: 44}, {Header: "status"}, {Header: "rate", Format: sheet.FormatPercent}, {Header: "on", Format: sheet.FormatMoney}, {Header: "duty, USD", Format: sheet.FormatMoney}, {Header: "why", Width: 60}},
		Notes:   []string{"Schedule " + r.shirt.Revision + "; known until " + r.shirt.KnownUntil.String() + "; each duty rounded: " + r.shirt.Rounding.String()},
	}
	for _, l := range r.shirt.Lines {
		rate := sheet.Text(l.DutyText)
		if l.Rate != nil {
			rate = sheet.Number(*l.Rate)
		}
		row := []sheet.Cell{sheet.Text(l.Heading), sheet.Text(string(l.Authority)), sheet.Text(l.Title), sheet.Text(strings.ReplaceAll(string(l.Status), "_", " ")), rate, {}, {}, sheet.Text(l.Reason)}
		if l.Status == tariff.Applied {
			row[5], row[6] = sheet.Number(l.Base), sheet.Number(l.Duty)
		}
		s.Rows = append(s.Rows, row)
	}
	total, _ := r.shirt.EffectiveRate()
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Text("total"), {}, {}, {}, sheet.Number(total), sheet.Number(r.shirt.Entry.Value), sheet.Number(r.shirt.Total), {}})
	return s
}

func (r *report) timelineSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Timeline", Title: []string{"What the T-shirt pays over time"}, FreezeHeader: true, FreezeColumns: 1,
		Columns: []sheet.Column{{Header: "from", Format: sheet.FormatDate}, {Header: "rate in all", Format: sheet.FormatPercent}, {Header: "lines charged", Width: 40}, {Header: "what changed", Width: 46}},
		Charts:  []sheet.Chart{{Title: "Duty on a cotton T-shirt from India, share of value", Kind: sheet.ChartBar, Category: 3, Series: []int{1}, ValueTitle: "share of value"}},
	}
	for _, t := range r.timeline {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Day(t.from), sheet.Number(t.rate), sheet.Text(t.lines), sheet.Text(t.event)})
	}
	return s
}

func (r *report) sectorSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Sectors", Title: []string{"The 25 percent for Russian oil at unchanged trade, exports of fiscal year 2024-25"}, FreezeHeader: true, FreezeColumns: 1,
		Columns: []sheet.Column{
			{Header: "sector", Width: 30},
			{Header: "exports, USD bn", Format: sheet.FormatNumber},
			{Header: "cost, USD bn", Format: sheet.FormatMoney},
			{Header: "duty in all, published, %"},
			{Header: "line of the sector"},
			{Header: "which is"},
			{Header: "duty by law on 2025-09-01", Format: sheet.FormatPercent},
		},
		Charts: []sheet.Chart{{Title: "Exports facing the duty and its cost, USD bn", Kind: sheet.ChartBar, Category: 0, Series: []int{1, 2}, ValueTitle: "USD bn", Rows: len(r.sectors)}},
		Notes: []string{
			"Exports: GTRI estimate of 26 August 2025 (thedailybulletin.in 2025-08-27). Cost = exports × 25 %; who bears it is not decided here.",
			"Metals under Section 232 were outside this duty (heading 9903.01.87): the row with metals is an upper bound.",
		},
	}
	duty := number("duty")
	for _, x := range r.sectors {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(x.name), sheet.Number(x.exports), sheet.Number(x.cost), sheet.Text(x.published), sheet.Text(x.line.String()), sheet.Text(x.what), sheet.Number(x.rate)})
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Text("other"), sheet.Number(r.other), sheet.Number(r.other.Mul(duty))},
		[]sheet.Cell{sheet.Text("in all"), sheet.Number(number("exposed").Shift(-9)), sheet.Number(r.cost.Shift(-9))})
	return s
}

func (r *report) oilSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Oil", Title: []string{"The saving on Russian oil against the cost of the duty"},
		Columns: []sheet.Column{{Header: "what", Width: 52}, {Header: "value", Format: sheet.FormatNumber}, {Header: "unit"}, {Header: "published, USD bn"}, {Header: "source", Width: 50}},
		Notes:   []string{"Saving = tonnes × barrels a tonne × discount. Break-even discount = cost of the duty ÷ (tonnes × barrels a tonne), one decimal."},
	}
	for _, f := range figures {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(f.what), sheet.Number(number(f.name)), {}, {}, sheet.Text(f.source)})
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Text("cost of the duty at unchanged trade"), sheet.Number(r.cost), sheet.Text("USD a year"), {}, sheet.Text("exports × duty")})
	for i, x := range savings {
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Text(fmt.Sprintf("saving at $%s a barrel: %s, %s", x.discount, x.who, x.when)), sheet.Number(r.savings[i]), sheet.Text("USD a year"), sheet.Text(x.published), sheet.Text("tonnes × barrels × discount"),
		})
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Text("break-even discount"), sheet.Number(r.discount), sheet.Text("USD a barrel"), {}, sheet.Text("cost ÷ barrels")})
	return s
}

func (r *report) chinaSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "China", Title: []string{"China, threatened on 13 September 2025 and never charged: if 50 percent had come on 1 October 2025"},
		Columns: []sheet.Column{{Header: "goods", Width: 24}, {Header: "duty by law", Format: sheet.FormatPercent}, {Header: "with the threat carried out", Format: sheet.FormatPercent}},
	}
	for _, c := range r.china {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(c.what), sheet.Number(c.before), sheet.Number(c.with)})
	}
	return s
}

func (r *report) nextSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Next", Title: []string{"Suppositions under " + r.act.Name + ": a ceiling of 100 percent and no rate; nothing set as far as known to " + r.act.KnownUntil.String()},
		Columns: []sheet.Column{{Header: "origin"}, {Header: "supposed rate", Format: sheet.FormatPercent}, {Header: "T-shirt in all", Format: sheet.FormatPercent}},
		Notes:   r.act.Open,
	}
	for _, x := range r.suppose {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(string(x.origin)), sheet.Number(x.rate), sheet.Number(x.total)})
	}
	for _, e := range r.ended {
		s.Notes = append(s.Notes, e.day.String()+": "+e.what)
	}
	return s
}

func (r *report) sourceSheet() sheet.Sheet {
	s := sheet.Sheet{
		Name: "Sources", Title: []string{"Tables of facts that the answer rests on"},
		Columns: []sheet.Column{{Header: "table", Width: 34}, {Header: "what", Width: 60}, {Header: "source", Width: 60}, {Header: "retrieved"}, {Header: "rows", Format: sheet.FormatInteger}},
	}
	for _, x := range r.sources {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(x.Table), sheet.Text(x.Title), sheet.Text(x.Publisher), sheet.Text(x.Retrieved), sheet.Number(decimal.NewFromInt(int64(x.Rows)))})
	}
	return s
}

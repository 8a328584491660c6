package india50

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// stated is the discount that the answer takes until somebody types another: the latest of the
// published ones.
const stated = 2

// inputs is the sheet with what a person may change, and where each of it stands.
type inputs struct {
	sheet.Sheet
	at map[string]int // the row of an input by name
}

// The columns of the inputs.
const inputValue = 1

// inputSheet holds the figures that the others are computed from, each with its source.
func (r *report) inputSheet() *inputs {
	in := &inputs{at: map[string]int{}, Sheet: sheet.Sheet{
		Name: "Inputs", Title: []string{"What the answer is computed from: change a yellow cell, and everything follows"},
		Columns: []sheet.Column{
			{Header: "what", Width: 62, Format: sheet.FormatText},
			{Header: "value", Format: sheet.FormatNumber},
			{Header: "unit", Format: sheet.FormatText},
			{Header: "source", Width: 56, Format: sheet.FormatText},
		},
		Notes: []string{"The exports of the sectors in the sheet Sectors and the discounts in the sheet Oil are inputs too."},
	}}
	units := map[string]string{
		"exposed": "USD a year", "duty": "share of value", "tonnes": "tonnes a year",
		"barrels": "barrels a tonne",
	}
	for _, f := range figures {
		in.add(f.name, f.what, number(f.name), units[f.name], f.source)
	}
	discount, _ := decimal.NewFromString(savings[stated].discount)
	in.add("discount", "discount of Russian oil against the price that would else be paid", discount, "USD a barrel",
		savings[stated].who+", "+savings[stated].when)
	return in
}

func (in *inputs) add(name, what string, value decimal.Decimal, unit, source string) {
	in.at[name] = len(in.Rows)
	in.Rows = append(in.Rows,
		[]sheet.Cell{sheet.Text(what), sheet.Number(value).Marked(sheet.MarkInput), sheet.Text(unit), sheet.Text(source)})
}

// ref is the cell of an input, as formulas of other sheets write it.
func (in *inputs) ref(name string) string {
	return "Inputs!" + fixed(in.Address(in.at[name], inputValue))
}

// names give the inputs words that formulas of the reader can use.
func (in *inputs) names() []sheet.Name {
	var names []sheet.Name
	for _, x := range [][2]string{
		{"India_exports", "exposed"},
		{"India_rate", "duty"},
		{"India_tonnes", "tonnes"},
		{"India_barrels", "barrels"},
		{"India_discount", "discount"},
	} {
		names = append(names, sheet.Name{Name: x[0], RefersTo: in.ref(x[1])})
	}
	return names
}

// fixed turns B5 into $B$5.
func fixed(at string) string {
	i := strings.IndexAny(at, "0123456789")
	return "$" + at[:i] + "$" + at[i:]
}

// sectorSheet is the cost by sector, which follows the exports and the rate.
func (r *report) sectorSheet(in *inputs) *sheet.Sheet {
	n := len(r.sectors)
	s := &sheet.Sheet{
		Name: "Sectors", Title: []string{"The duty for Russian oil at unchanged trade, exports of fiscal year 2024-25"},
		FreezeHeader: true, FreezeColumns: 1,
		Columns: []sheet.Column{
			{Header: "sector", Width: 30},
			{Header: "exports, USD bn", Format: sheet.FormatNumber},
			{Header: "cost, USD bn", Format: sheet.FormatNumber},
			{Header: "duty in all, published, %", Format: sheet.FormatText},
			{Header: "line of the sector", Format: sheet.FormatCode},
			{Header: "which is", Format: sheet.FormatText},
			{Header: "duty by law on 2025-09-01", Format: sheet.FormatPercent},
		},
		Charts: []sheet.Chart{{
			Title: "Exports facing the duty and its cost", Kind: sheet.ChartBar, Category: 0,
			Series: []int{1, 2}, ValueTitle: "USD bn", Rows: n,
		}},
		Notes: []string{
			"From: GTRI estimate of 26 August 2025 (thedailybulletin.in 2025-08-27), and the rate in Inputs. Cost = exports " +
				"× rate; who bears it is not decided here.",
			"Metals under Section 232 were outside this duty (heading 9903.01.87): the row with metals is an upper bound.",
			r.from(),
		},
		Rows: make([][]sheet.Cell, n+2),
	}
	duty := number("duty")
	cost := func(i int, exports decimal.Decimal) sheet.Cell {
		return sheet.Formula(fmt.Sprintf("ROUND(%s*%s,6)", s.Address(i, 1), in.ref("duty")), exports.Mul(duty))
	}
	for i, x := range r.sectors {
		s.Rows[i] = []sheet.Cell{
			sheet.Text(x.name), sheet.Number(x.exports).Marked(sheet.MarkInput), cost(i, x.exports),
			sheet.Text(x.published), sheet.Text(x.line.String()), sheet.Text(x.what), sheet.Number(x.rate),
		}
	}
	total := s.Address(n+1, 1)
	s.Rows[n] = []sheet.Cell{
		sheet.Text("other"),
		sheet.Formula(fmt.Sprintf("ROUND(%s-SUM(%s:%s),6)", total, s.Address(0, 1), s.Address(n-1, 1)), r.other),
		cost(n, r.other),
	}
	s.Rows[n+1] = []sheet.Cell{
		sheet.Text("in all"),
		sheet.Formula(fmt.Sprintf("ROUND(%s/1000000000,6)", in.ref("exposed")), number("exposed").Shift(-9)),
		cost(n+1, number("exposed").Shift(-9)),
	}
	return s
}

// The columns of the sheet on oil.
const (
	oilValue = 1
	oilRate  = 4
)

// oilSheet is the saving on oil against the cost of the duty.
func (r *report) oilSheet(in *inputs, sectors *sheet.Sheet) *sheet.Sheet {
	s := &sheet.Sheet{
		Name: "Oil", Title: []string{"The saving on Russian oil against the cost of the duty"},
		Columns: []sheet.Column{
			{Header: "what", Width: 52},
			{Header: "value", Format: sheet.FormatNumber},
			{Header: "unit", Format: sheet.FormatText},
			{Header: "published, USD bn", Format: sheet.FormatText},
			{Header: "discount, USD a barrel", Format: sheet.FormatNumber},
			{Header: "how", Width: 44, Format: sheet.FormatText},
		},
		Notes: []string{
			"From: Inputs, and the discounts as CLSA and Nomura published them. Saving = tonnes × barrels a tonne × " +
				"discount. Break-even discount = cost of the duty ÷ (tonnes × barrels a tonne), one decimal.",
		},
		Rows: make([][]sheet.Cell, 4+len(savings)),
	}
	barrels := number("tonnes").Mul(number("barrels"))
	s.Rows[0] = []sheet.Cell{
		sheet.Text("cost of the duty at unchanged trade"),
		sheet.Formula(fmt.Sprintf("ROUND(Sectors!%s*1000000000,0)", fixed(sectors.Address(len(r.sectors)+1, 2))), r.cost),
		sheet.Text("USD a year"),
		{},
		{},
		sheet.Text("exports × rate"),
	}
	s.Rows[1] = []sheet.Cell{
		sheet.Text("Russian oil bought"),
		sheet.Formula(fmt.Sprintf("ROUND(%s*%s,0)", in.ref("tonnes"), in.ref("barrels")), barrels),
		sheet.Text("barrels a year"),
		{},
		{},
		sheet.Text("tonnes × barrels a tonne"),
	}
	volume := s.Address(1, oilValue)
	saving := func(i int, what, published string, discount decimal.Decimal, rate sheet.Cell, how string) {
		s.Rows[i] = []sheet.Cell{
			sheet.Text(what), sheet.Formula(fmt.Sprintf("ROUND(%s*%s,0)", volume, s.Address(i, oilRate)), barrels.Mul(discount)),
			sheet.Text("USD a year"),
			sheet.Text(published), rate, sheet.Text(how),
		}
	}
	discount, _ := decimal.NewFromString(savings[stated].discount)
	saving(2, "saving at the discount of Inputs", "", discount, sheet.Formula(in.ref("discount"), discount),
		"barrels × discount")
	for i, x := range savings {
		of, _ := decimal.NewFromString(x.discount)
		saving(3+i, fmt.Sprintf("saving: %s, %s", x.who, x.when), x.published, of, sheet.Number(of).Marked(sheet.MarkInput),
			"barrels × discount")
	}
	s.Rows[3+len(savings)] = []sheet.Cell{
		sheet.Text("break-even discount"),
		sheet.Formula(fmt.Sprintf("IF(%s=0,0,ROUND(%s/%s,1))", volume, s.Address(0, oilValue), volume), r.discount),
		sheet.Text("USD a barrel"),
		{},
		{},
		sheet.Text("cost ÷ barrels"),
	}
	return s
}

// discountSheet is the saving and the cost over a range of discounts, as lines that cross.
func (r *report) discountSheet(in *inputs, oil *sheet.Sheet) sheet.Sheet {
	s := sheet.Sheet{
		Name:         "Discounts",
		Title:        []string{"The saving at each discount, against the cost: where the lines cross, the oil stops paying"},
		FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "discount, USD a barrel", Format: sheet.FormatInteger},
			{Header: "saving, USD bn", Format: sheet.FormatNumber},
			{Header: "cost of the duty, USD bn", Format: sheet.FormatNumber},
			{Header: "saving less cost, USD bn", Format: sheet.FormatNumber},
		},
		Charts: []sheet.Chart{{
			Title: "Saving on oil and cost of the duty", Kind: sheet.ChartLine, Category: 0,
			Series: []int{1, 2}, CategoryTitle: "discount, USD a barrel", ValueTitle: "USD bn",
		}},
		Notes: []string{"From: Oil, whose volume and cost follow Inputs. All of the oil is taken for bought at the " +
			"discount, and all of the exports for sent at the duty."},
	}
	const most, step = 40, 2
	s.Rows = make([][]sheet.Cell, most/step+1)
	barrels := number("tonnes").Mul(number("barrels"))
	for i := range s.Rows {
		discount := decimal.NewFromInt(int64(i * step))
		saving := exact.Round(barrels.Mul(discount).Shift(-9), 6, exact.HalfUp)
		cost := exact.Round(r.cost.Shift(-9), 6, exact.HalfUp)
		s.Rows[i] = []sheet.Cell{
			sheet.Number(discount),
			sheet.Formula(fmt.Sprintf("ROUND(Oil!%s*%s/1000000000,6)", fixed(oil.Address(1, oilValue)), s.Address(i, 0)),
				saving),
			sheet.Formula(fmt.Sprintf("ROUND(Oil!%s/1000000000,6)", fixed(oil.Address(0, oilValue))), cost),
			sheet.Formula(fmt.Sprintf("ROUND(%s-%s,6)", s.Address(i, 1), s.Address(i, 2)), saving.Sub(cost)),
		}
	}
	return s
}

// answerSheet is the first page: the answer, as of which day, and what is not in it.
func (r *report) answerSheet(in *inputs, sectors, oil *sheet.Sheet) *sheet.Sheet {
	s := &sheet.Sheet{
		Name: "Answer",
		Title: []string{
			"India at 50 percent: what the duty costs, and whom",
			"The figures follow the yellow cells of Inputs, Sectors and Oil",
		}, OnePage: true,
		Columns: []sheet.Column{
			{Header: "what", Width: 54, Format: sheet.FormatText},
			{Header: "value", Width: 18, Format: sheet.FormatNumber},
			{Header: "unit", Width: 16, Format: sheet.FormatText},
			{Header: "where it comes from, and what it leaves out", Width: 74, Format: sheet.FormatText},
		},
	}
	row := func(what string, value sheet.Cell, unit, text string) {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(what), value, sheet.Text(unit), sheet.Text(text)})
	}
	at := func(of *sheet.Sheet, row, column int) string { return of.Name + "!" + fixed(of.Address(row, column)) }
	cost, volume, saving, even := at(oil, 0, oilValue), at(oil, 1, oilValue), at(oil, 2, oilValue),
		at(oil, 3+len(savings), oilValue)
	bn := func(formula string, d decimal.Decimal) sheet.Cell {
		return sheet.Formula("ROUND(("+formula+")/1000000000,4)", exact.Round(d.Shift(-9), 4, exact.HalfUp))
	}
	discount, _ := decimal.NewFromString(savings[stated].discount)
	saved := number("tonnes").Mul(number("barrels")).Mul(discount)
	share, _ := exact.Div(saved, r.cost, 4, exact.HalfUp)
	total, _ := r.shirt.EffectiveRate()
	row("a cotton T-shirt of India pays, on "+r.date.String(), sheet.Number(total).As(sheet.FormatPercent),
		"share of value", "sheet T-shirt, line by line; sheets Timeline and Months, day by day")
	row("the duty for Russian oil costs, at unchanged trade", bn(cost, r.cost), "USD bn a year",
		"sheet Sectors: exports that face it × rate. Nobody sells less in this figure, and who bears it is not decided.")
	row("the discount on Russian oil saves", bn(saving, saved), "USD bn a year",
		"sheet Oil: barrels × the discount of Inputs")
	row("saving less cost", bn(saving+"-"+cost, saved.Sub(r.cost)), "USD bn a year",
		"of the whole country; buyers of oil and sellers of shirts are not the same people")
	row("saving for each dollar of cost",
		sheet.Formula(fmt.Sprintf("IF(%s=0,0,ROUND(%s/%s,4))", cost, saving, cost), share), "USD", "")
	row("break-even discount", sheet.Formula(even, r.discount), "USD a barrel", "cost ÷ barrels; sheet Discounts draws it")
	row("oil bought",
		sheet.Formula(fmt.Sprintf("ROUND(%s/1000000,2)", volume),
			exact.Round(number("tonnes").Mul(number("barrels")).Shift(-6), 2, exact.HalfUp)), "m barrels a year",
		"tonnes × barrels a tonne, in Inputs")
	row("as of", sheet.Cell{}, "",
		"law known until "+r.shirt.KnownUntil.String()+", schedule "+r.shirt.Revision+
			"; exports and oil of fiscal year 2024-25, as published in August 2025")
	row("not read, rejected, held, averaged", sheet.Int(0), "rows",
		"no file is read; every line has an answer; no rule is held past its day, no average stands in for a fact")
	row("not in the figures", sheet.Cell{}, "",
		"what trade does in answer, who bears the duty, risk and quality of the oil; metals under Section 232 were "+
			"outside this duty, so their row in Sectors is an upper bound")
	row("what ended", sheet.Cell{}, "", ended(r.ended))
	row("what may come", sheet.Cell{}, "", r.act.Name+": "+r.act.Rate()+"; sheet Next supposes rates")
	row("China", sheet.Cell{}, "", "threatened on 13 September 2025, never charged; sheet China supposes it")
	return s
}

func ended(events []event) string {
	var parts []string
	for _, e := range events {
		parts = append(parts, e.day.String()+" "+e.what)
	}
	return strings.Join(parts, "; ")
}

package tradeoff

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/oil"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// The answers as JSON: amounts are strings of exact decimals in US dollars, rates fractions.
type (
	yearObject struct {
		Cases []caseObject `json:"cases"`
	}
	caseObject struct {
		Buyer     string       `json:"buyer"`
		Barrels   string       `json:"barrels"`
		Discount  string       `json:"discount"`
		Benchmark string       `json:"benchmark"`
		Exports   string       `json:"exports"`
		Exposed   string       `json:"exposed"`
		Rate      string       `json:"rate"`
		Bears     string       `json:"bears"`
		Saving    string       `json:"saving"`
		Duty      string       `json:"duty"`
		Cost      string       `json:"cost"`
		Net       string       `json:"net"`
		BreakEven *string      `json:"break_even_discount"`
		Switch    *string      `json:"switching_price"`
		RateZero  *string      `json:"break_even_rate"`
		BearsZero *string      `json:"break_even_bears"`
		Stays     bool         `json:"stays"`
		Facts     []factObject `json:"facts"`
	}
	factObject struct {
		Item   string `json:"item"`
		Period string `json:"period"`
		Amount string `json:"amount"`
		Unit   string `json:"unit"`
		Basis  string `json:"basis,omitempty"`
		Source string `json:"source"`
		Sure   string `json:"sure"`
	}
	monthsObject struct {
		Buyers []buyerMonths `json:"buyers"`
	}
	buyerMonths struct {
		Buyer   string        `json:"buyer"`
		Months  []monthObject `json:"months"`
		Saving  string        `json:"saving"`
		Saved   int           `json:"months_with_saving"`
		Duty    string        `json:"duty"`
		Charged int           `json:"months_charged"`
		Missing int           `json:"months_incomplete"`
	}
	monthObject struct {
		Month     string       `json:"month"`
		Barrels   *string      `json:"barrels"`
		Discount  *string      `json:"discount"`
		Saving    *string      `json:"saving"`
		Rate      string       `json:"rate"`
		Duty      *string      `json:"duty"`
		BreakEven *string      `json:"break_even_discount"`
		Benchmark *string      `json:"benchmark"`
		Missing   []string     `json:"missing"`
		Facts     []factObject `json:"facts"`
		Others    []factObject `json:"other_figures,omitempty"`
	}
	lossObject struct {
		Cap      string `json:"cap"`
		Covered  string `json:"covered"`
		Enforced string `json:"enforced"`
		Loss     string `json:"loss"`
		Share    string `json:"share_of_revenue"`
		Step     string `json:"step"`
	}
)

func text(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	s := d.String()
	return &s
}

func factsOf(facts []tradeoff.Fact) []factObject {
	out := []factObject{}
	for _, f := range facts {
		out = append(out, factObject{f.Item, f.Period.String(), f.Amount.String(), f.Unit, f.Basis, f.Source, f.Sure})
	}
	return out
}

func caseOf(c *tradeoff.Case, a *tradeoff.Answer, used []tradeoff.Fact) caseObject {
	return caseObject{
		c.Buyer, c.Barrels.String(), c.Discount.String(), c.Benchmark.String(), c.Exports.String(), c.Exposed.String(),
		c.Rate.String(), c.Bears.String(),
		a.Saving.String(), a.Duty.String(), a.Cost.String(), a.Net.String(), text(a.BreakEven), text(a.Switch), text(a.Rate),
		text(a.Bears), a.Stays, factsOf(used),
	}
}

func monthsOf(buyer string, months []tradeoff.Month, s tradeoff.Sums) buyerMonths {
	out := buyerMonths{buyer, []monthObject{}, s.Saving.String(), s.Saved, s.Duty.String(), s.Charged, s.Missing}
	for i := range months {
		m := &months[i]
		one := monthObject{
			Month: m.During.From.String()[:7], Barrels: text(m.Barrels), Saving: text(m.Saving), Rate: m.Rate.String(),
			Duty:      text(m.Duty),
			BreakEven: text(m.BreakEven), Missing: append([]string{}, m.Missing...), Facts: []factObject{}, Others: nil,
		}
		for _, f := range []*tradeoff.Fact{m.Volume, m.Discount, m.Exports, m.Exposed, m.Benchmark} {
			if f != nil {
				one.Facts = append(one.Facts, factsOf([]tradeoff.Fact{*f})...)
			}
		}
		if m.Discount != nil {
			one.Discount = text(&m.Discount.Amount)
		}
		if m.Benchmark != nil {
			one.Benchmark = text(&m.Benchmark.Amount)
		}
		if len(m.Others) > 0 {
			one.Others = factsOf(m.Others)
		}
		out.Months = append(out.Months, one)
	}
	return out
}

func capObject(c *tradeoff.Cap, losses []tradeoff.Loss) any {
	out := struct {
		Price   string       `json:"price"`
		PerDay  string       `json:"million_barrels_a_day"`
		Revenue string       `json:"revenue"`
		Losses  []lossObject `json:"losses"`
	}{c.Price.String(), c.PerDay.String(), c.Revenue().String(), []lossObject{}}
	for _, l := range losses {
		out.Losses = append(out.Losses, lossObject{
			l.Cap.String(), l.Covered.String(), l.Enforced.String(), l.Amount.String(),
			l.Share.String(), l.Step.String(),
		})
	}
	return out
}

// gradeBarrels are the barrels a tonne of a grade.
func gradeBarrels(g *oil.Grade) (decimal.Decimal, error) {
	f, err := g.Factor()
	if err != nil {
		return decimal.Decimal{}, err
	}
	return f.PerTonne(3, exact.HalfUp)
}

const subject = "A buyer's saving on oil against a duty that punishes it"

var word = regexp.MustCompile(`[a-z]+`)

// workbook writes a case whose inputs can be changed.
func (o *options) workbook(c *tradeoff.Case, used []tradeoff.Fact, stderr io.Writer) error {
	cells, err := c.Sheet()
	if err != nil {
		return err
	}
	s := workbook.Sheet{
		Name: "Tradeoff", Title: []string{
			subject + ": " + c.Buyer,
			"Change a yellow cell, and all below it follows",
		}, FreezeHeader: true,
		Columns: []workbook.Column{
			{Header: "what", Width: 48, Format: workbook.FormatText},
			{Header: "value", Width: 22, Format: workbook.FormatGeneral},
			{Header: "unit", Width: 18, Format: workbook.FormatText},
			{Header: "source", Width: 70, Format: workbook.FormatText},
		},
	}
	s.Rows = make([][]workbook.Cell, len(cells))
	at := map[string]string{}
	for i := range cells {
		at[cells[i].Name] = s.Address(i, 1)
	}
	sources := map[string]string{}
	for _, f := range used {
		sources[f.Item] = fmt.Sprintf("%s %s, %s: %s", f.Amount, f.Unit, f.Period, f.Source)
	}
	sources["barrels"] = sources[tradeoff.Volume]
	for i := range cells {
		cell := &cells[i]
		value := workbook.Number(cell.Value)
		if cell.Formula == "" {
			value = value.Marked(workbook.MarkInput)
		} else {
			formula := word.ReplaceAllStringFunc(cell.Formula, func(name string) string {
				if address, known := at[name]; known {
					return address
				}
				return name
			})
			if cell.None {
				value = workbook.Text("")
			} else {
				value = workbook.Formula(formula, cell.Value)
			}
		}
		s.Rows[i] = []workbook.Cell{
			workbook.Text(cell.Label), value, workbook.Text(cell.Unit),
			workbook.Text(strings.TrimSpace(sources[cell.Name])),
		}
	}
	book := workbook.Workbook{Sheets: []workbook.Sheet{s}}
	book.Properties = workbook.Properties{Title: subject + ": " + c.Buyer, Subject: subject, Creator: "tradeshock"}
	file := program.Output{Path: o.out, Flag: "-out", Force: o.force, Made: program.MadeWorkbook(subject)}
	if err := file.Check(); err != nil {
		return err
	}
	if err := file.Write(func(w io.Writer) error {
		_, err := book.WriteTo(w)
		return err
	}); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "wrote %s\n", o.out)
	return nil
}

package impact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// annex is a table behind the answer, the same on the page and in the workbook.
type annex struct {
	Sheet, Title string
	Note         string // how to read it
	From         string // where its figures come from; "" is Report.Provenance
	Head         []annexColumn
	Rows         [][]annexCell
}

type annexColumn struct {
	Header string
	Format sheet.Format
	Width  int
}

func (c *annexColumn) words() bool {
	return c.Format == sheet.FormatText || c.Format == sheet.FormatCode
}

// annexCell is a text, with what it means, or a number, with the unit that the text below a
// column gives.
type annexCell struct {
	Text   string
	Words  string
	Number *decimal.Decimal
}

func said(text string, words ...string) annexCell {
	return annexCell{Text: text, Words: strings.Join(words, "; ")}
}

func figure(d decimal.Decimal) annexCell { return annexCell{Number: &d} }

func column(header string, format sheet.Format) annexColumn {
	return annexColumn{Header: header, Format: format}
}

// annexes are the tables that the report has besides its totals, by layer: those of one layer
// are never added to those of another.
func (r *Report) annexes() []annex {
	var out []annex
	for law := 1; law < len(r.Laws); law++ {
		out = append(out, r.why(law))
	}
	asItIs := []annex{r.lifted(0), r.covered(0)}
	for law := range r.Laws {
		for i, a := range []annex{r.lifted(law), r.covered(law)} {
			if law == 0 || !a.same(&asItIs[i]) { // what a scenario leaves as it is stands there once
				out = append(out, a)
			}
		}
	}
	for _, b := range r.Behaviours {
		for i := range b.Models {
			out = append(out, r.behaved(b, &b.Models[i]))
		}
	}
	for i, j := range r.Judgements {
		out = append(out, r.judged(i, j))
	}
	return slices.DeleteFunc(out, func(a annex) bool { return len(a.Rows) == 0 })
}

// same tells annexes with the same rows.
func (a *annex) same(o *annex) bool {
	return slices.EqualFunc(a.Rows, o.Rows, func(x, y []annexCell) bool {
		return slices.EqualFunc(x, y, func(c, d annexCell) bool {
			numbers := c.Number == nil && d.Number == nil || c.Number != nil && d.Number != nil && c.Number.Equal(*d.Number)
			return c.Text == d.Text && c.Words == d.Words && numbers
		})
	})
}

// tab is the name of a sheet about a law.
func (r *Report) tab(name string, law int) string {
	if len(r.Laws) > 2 || law == 0 {
		return fmt.Sprintf("%s_%d", name, law)
	}
	return name
}

// why is how each measure changes the duty.
func (r *Report) why(law int) annex {
	money := " (" + r.currency() + ")"
	a := annex{
		Sheet: r.tab("Why", law), Title: "Why the duty changes under " + r.lawName(law),
		Note: "The changes add up to the change of the duty.",
		Head: []annexColumn{
			column("heading", sheet.FormatCode),
			column("authority", sheet.FormatText),
			column("change"+money, sheet.FormatMoney),
			column("under the law as it is"+money, sheet.FormatMoney),
			column("under "+r.lawName(law)+money, sheet.FormatMoney),
		},
	}
	for _, d := range r.Differences(law) {
		words := d.Title
		if words == "" {
			words = r.layerWords(d.Key)
		}
		a.Rows = append(a.Rows, []annexCell{
			said(d.Key, words), said(string(d.Authority)), figure(d.Change()), figure(d.Before), figure(d.After),
		})
	}
	return a
}

// lifted is what is not charged, and by which heading.
func (r *Report) lifted(law int) annex {
	a := annex{
		Sheet: r.tab("Exempt", law), Title: "What is lifted under " + r.lawName(law) + ", and by which heading",
		Note: "Not to be added up: one good may be lifted from several measures.",
		Head: []annexColumn{
			column("measure", sheet.FormatCode),
			column("authority", sheet.FormatText),
			column("lifted by", sheet.FormatCode),
			column("how", sheet.FormatText),
			column("value ("+r.currency()+")", sheet.FormatMoney),
			column("products", sheet.FormatInteger),
			column("the largest of them", sheet.FormatCode),
		},
	}
	on := r.Study.known(r.span().From)
	for _, e := range r.Exemptions(law) {
		largest := annexCell{}
		if len(e.Products) > 0 {
			largest = said(e.Products[0].Product.String(), r.goods(e.Products[0].Product, on))
		}
		a.Rows = append(a.Rows, []annexCell{
			said(e.Heading, r.layerWords(e.Heading)), said(string(e.Authority)), said(e.By),
			said(strings.ReplaceAll(string(e.Status), "_", " ")),
			figure(e.Value), figure(count(len(e.Products))), largest,
		})
	}
	return a
}

// covered is how much each list charges.
func (r *Report) covered(law int) annex {
	money := " (" + r.currency() + ")"
	a := annex{
		Sheet: r.tab("Lists", law), Title: "How much of the goods each list charges under " + r.lawName(law),
		Note: "“Any” counts each good once; “alone” is on no other list of the authority.",
		Head: []annexColumn{
			column("origin", sheet.FormatCode),
			column("authority", sheet.FormatText),
			column("lists", sheet.FormatCode),
			column("value"+money, sheet.FormatMoney),
			column("share of the goods of the origin", sheet.FormatPercent),
			column("alone"+money, sheet.FormatMoney),
		},
	}
	for _, c := range r.Coverage(law) {
		row := func(list string, l *ListCover) {
			share := annexCell{}
			if c.Value.IsPositive() {
				share = figure(l.Value.DivRound(c.Value, 6))
			}
			a.Rows = append(a.Rows, []annexCell{
				said(string(c.Origin), c.Origin.Name()), said(string(c.Authority)), said(list, r.layerWords(list)),
				figure(l.Value), share, figure(l.Alone),
			})
		}
		row("any", &ListCover{Value: c.Any, Alone: c.Any})
		for i := range c.Lists {
			row(c.Lists[i].Headings[0], &c.Lists[i])
		}
		for i := range c.Overlaps {
			row(strings.Join(c.Overlaps[i].Headings, " and "), &c.Overlaps[i])
		}
	}
	return a
}

// behaved is what trade does in answer, by one model.
func (r *Report) behaved(b *Behaviour, m *response.Answer) annex {
	a := annex{
		Sheet: r.tab("Trade_"+m.Model.Name, b.Law),
		Title: "What trade does in answer to " + r.lawName(b.Law) + ", by the model " + m.Model.Name,
		Note: "A model, no part of the duties above and never added to them. Low and high are the ends of the ranges of " +
			"its elasticities. " +
			strings.Join(b.Notes, " "),
		From: fmt.Sprintf(
			"From: the model %s of %s by %d digits of the code, on %s; rates of %s. Elasticities are in the table, with "+
				"their sources.",
			m.Model.Name, plural(b.Markets, "product"), b.Digits, r.rowsText(), r.lawText()),
		Head: []annexColumn{
			{Header: "what", Format: sheet.FormatText, Width: 40},
			column("unit", sheet.FormatText), column("before", sheet.FormatNumber),
			column("low", sheet.FormatNumber), column("central", sheet.FormatNumber), column("high", sheet.FormatNumber),
		},
	}
	row := func(what, words, unit string, before *decimal.Decimal, f response.Figure) {
		a.Rows = append(a.Rows, []annexCell{
			said(what, words), said(unit), {Number: before}, figure(f.Low), figure(f.Central), figure(f.High),
		})
	}
	currency := r.currency()
	row("imports", "at world prices, before duty", currency, &m.ImportsBefore, m.Imports)
	row("revenue", "of the duties, from the goods that still come", currency, &m.RevenueBefore, m.Revenue)
	row("welfare of the importer", "", currency, nil, m.Welfare)
	if m.Price != nil {
		row("what buyers pay", "the mean rise", "share", nil, *m.Price)
	}
	if m.Exporters != nil {
		row("surplus of exporters", "", currency, nil, *m.Exporters)
	}
	if m.Redirected != nil {
		row("sold elsewhere", "change of what the sources sell into other countries, at world prices", currency, nil,
			*m.Redirected)
	}
	partners := slices.Clone(m.Partners) // the largest change first
	change := func(p *response.Partner) decimal.Decimal { return p.Imports.Central.Sub(p.Before).Abs() }
	slices.SortStableFunc(partners, func(a, b response.Partner) int { return change(&b).Cmp(change(&a)) })
	for i := range partners {
		p := &partners[i]
		row("imports from "+trade.Country(p.Partner).Name(), "", currency, &p.Before, p.Imports)
	}
	for _, p := range []response.Range{m.Model.Substitution, m.Model.Demand, m.Model.Supply} {
		row("elasticity: "+p.Name, p.Source, "", nil, response.Figure{Low: p.Low, Central: p.Central, High: p.High})
	}
	for _, d := range m.Draws {
		row(d.What+", 5, 50 and 95 percent of the draws", "", currency, nil,
			response.Figure{Low: d.P05, Central: d.P50, High: d.P95})
	}
	return a
}

// judged is what a scenario is worth as a threat.
func (r *Report) judged(i int, j *threat.Judgement) annex {
	t := &j.Threat
	a := annex{
		Sheet: r.tab("Judgement", min(i+1, len(r.Laws)-1)),
		Title: fmt.Sprintf("Your judgement of %s, over %s", t.Name, plural(t.Horizon, "day")),
		Note:  "Arithmetic on judgements that you stated, no part of the duties above and never added to them.",
		From: "From: the probability, enforcement, pass-through and time to bite in the table, as stated by the person " +
			"who asks; " +
			"the cost at unchanged trade from " + r.rowsText() + ", " + r.lawText() + ".",
		Head: []annexColumn{
			{Header: "what", Format: sheet.FormatText, Width: 40},
			column("unit", sheet.FormatText), column("low", sheet.FormatNumber),
			column("central", sheet.FormatNumber), column("high", sheet.FormatNumber),
			{Header: "remark", Format: sheet.FormatText, Width: 40},
		},
	}
	row := func(what, unit string, low, central, high annexCell, remark string) {
		a.Rows = append(a.Rows, []annexCell{said(what), said(unit), low, central, high, said(remark)})
	}
	currency := r.currency()
	for _, f := range []struct {
		what string
		of   threat.Figure
	}{{"expected duty", j.Expected}, {"borne by the target", j.Target}, {"borne by buyers at home", j.Sender}} {
		row(f.what, currency, figure(f.of.Low), figure(f.of.Central), figure(f.of.High), "")
	}
	row("cost at unchanged trade and full enforcement", currency, annexCell{}, figure(j.Stakes.Cost), annexCell{},
		"the change of the duty")
	row("the target gains by going on", currency, annexCell{}, figure(j.Stakes.Gain), annexCell{}, "as stated")
	for _, f := range []struct {
		what string
		of   threat.Range
	}{
		{threat.Probability, t.Probability},
		{threat.Enforcement, t.Enforcement},
		{threat.PassThrough, t.PassThrough},
		{threat.TimeToBite, t.TimeToBite},
	} {
		unit := "share"
		if f.what == threat.TimeToBite {
			unit = "days"
		}
		row(strings.ReplaceAll(f.what, "-", " "), unit, figure(f.of.Low), figure(f.of.Central), figure(f.of.High),
			cmp.Or(f.of.Source, "as stated"))
	}
	for _, n := range j.Needs {
		at, remark := figure(n.At), "at least this; not met"
		switch {
		case n.Never:
			at, remark = annexCell{}, "no value does it"
		case n.Most:
			remark = "at most this; not met"
		}
		if n.Met {
			remark = strings.Replace(remark, "not met", "met", 1)
		}
		row("to work it needs "+strings.ReplaceAll(n.Field, "-", " "), "", annexCell{}, at, annexCell{}, remark)
	}
	if len(j.Draws) > 0 {
		row("it works in this share of the draws", "share", annexCell{}, figure(j.Worked), annexCell{}, "")
	}
	return a
}

// text is the cell as the page writes it.
func (c *annexCell) text(format sheet.Format) string {
	switch {
	case c.Number == nil:
		return c.Text
	case format == sheet.FormatPercent:
		return trade.Percent(*c.Number)
	case format == sheet.FormatInteger:
		return c.Number.String()
	}
	return trade.Thousands(*c.Number)
}

// onPage is the annex as a table of the page.
func (a *annex) onPage() pageTable {
	t := pageTable{Title: a.Title, Note: a.Note, From: a.From, More: max(0, len(a.Rows)-pageRows)}
	for _, c := range a.Head {
		t.Head = append(t.Head, pageHead{c.Header, c.words()})
	}
	for _, row := range a.Rows[:min(pageRows, len(a.Rows))] {
		var cells []pageCell
		for i := range row {
			c := pageCell{Text: row[i].text(a.Head[i].Format), Words: a.Head[i].words()}
			if row[i].Words != "" {
				c.Small = []string{row[i].Words}
			}
			cells = append(cells, c)
		}
		t.Rows = append(t.Rows, cells)
	}
	return t
}

// onSheet is the annex as a sheet, words in a column of their own beside their code.
func (a *annex) onSheet(provenance string) sheet.Sheet {
	s := sheet.Sheet{
		Name: a.Sheet, Title: []string{a.Title}, FreezeHeader: true, FreezeColumns: 1,
		Notes: []string{a.Note, cmp.Or(a.From, provenance)},
	}
	words := make([]bool, len(a.Head))
	for i := range a.Head {
		words[i] = slices.ContainsFunc(a.Rows, func(row []annexCell) bool { return i < len(row) && row[i].Words != "" })
		s.Columns = append(s.Columns,
			sheet.Column{Header: a.Head[i].Header, Format: a.Head[i].Format, Width: a.Head[i].Width})
		if words[i] {
			s.Columns = append(s.Columns, sheet.Column{Header: "what it is", Format: sheet.FormatText, Width: 40})
		}
	}
	for _, row := range a.Rows {
		var cells []sheet.Cell
		for i := range row {
			cell := sheet.Text(row[i].Text)
			if row[i].Number != nil {
				cell = sheet.Number(*row[i].Number)
			}
			cells = append(cells, cell)
			if words[i] {
				cells = append(cells, sheet.Text(row[i].Words))
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	return s
}

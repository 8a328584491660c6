package impact

import (
	_ "embed"
	"html/template"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

//go:embed page.html
var pageText string

// PageMark stands at the head of every page, so that a program knows its own.
const PageMark = "<!-- tradeshock impact report -->"

// pageRows is how many rows a table of the page shows; the workbook has all.
const pageRows = 15

// page is what the template reads: texts, and widths of bars in thousandths.
type page struct {
	Mark             template.HTML
	Title, Answer    string
	Currency         string
	KnownUntil       string
	Caveats          []string
	Laws             []pageLaw
	Bars             []pageBar
	Height           int
	Tables           []pageTable
	Account          []pageCell
	Parted           [][]string
	PartedHead       []string
	MoreParted       int
	Rejects          [][2]string
	MoreRejects      int
	Checks, Failed   int
	FailedChecks     []string
	Inputs           [][2]string
	Assumptions      [][2]string
	Sources          [][2]string
	ScenarioMeanings [][2]string
}

type pageLaw struct{ Name, Duty, Share, Change, First, Last, Lowest, Highest string }

type pageBar struct {
	Name, Value        string
	TextY, BarY, Width int
	Baseline           bool
}

type pageTable struct {
	Title string
	Head  []string
	Rows  [][]string
	More  int
}

type pageCell struct{ What, Rows, Value, Text string }

// Page writes the report as one page of HTML that needs no other file and no script. The
// figures are those of the workbook and of JSON, to the cent. Same report, same bytes.
func (r *Report) Page(w io.Writer) error {
	t, err := template.New("page").Parse(pageText)
	if err != nil {
		return err
	}
	return t.Execute(w, r.page())
}

func (r *Report) page() *page {
	total := r.Total()
	p := &page{
		Mark: PageMark, Title: r.Study.Name, Currency: string(r.Study.Book.Currency),
		KnownUntil: r.Study.Book.KnownUntil.String(), Caveats: r.Caveats(),
	}
	if text := r.EmbargoText(); text != "" {
		p.Caveats = append(p.Caveats, text)
	}
	most := decimal.Decimal{}
	for law := range r.Laws {
		most = decimal.Max(most, total.Duty[law])
	}
	for law := range r.Laws {
		b := r.Bounds(law)
		one := pageLaw{
			Name: r.Laws[law].Name, Duty: trade.Thousands(total.Duty[law]), First: trade.Thousands(b.First),
			Last: trade.Thousands(b.Last), Lowest: trade.Thousands(b.Lowest), Highest: trade.Thousands(b.Highest),
		}
		if rate, ok := total.Rate(law); ok {
			one.Share = trade.Percent(rate)
		}
		if law > 0 {
			one.Change = trade.Thousands(total.Change(law))
			p.ScenarioMeanings = append(p.ScenarioMeanings, [2]string{r.Laws[law].Name, r.Laws[law].Description})
		}
		p.Laws = append(p.Laws, one)
		bar := pageBar{Name: one.Name, Value: one.Duty, TextY: 44*law + 14, BarY: 44*law + 19, Baseline: law == 0}
		if most.IsPositive() && total.Duty[law].IsPositive() {
			bar.Width = int(total.Duty[law].Mul(decimal.NewFromInt(340)).DivRound(most, 0).IntPart())
		}
		p.Bars = append(p.Bars, bar)
	}
	p.Height = 44 * len(r.Laws)
	p.Answer = r.pageAnswer(&total)
	for _, by := range []struct {
		title, key string
		rows       []Total
	}{
		{"By country of origin", "origin", largestFirst(r.ByOrigin())},
		{"By chapter", "chapter", largestFirst(r.ByChapter())},
		{"By period", "period", r.ByPeriod()},
		{"By heading", "heading", largestFirst(r.ByLayer())},
	} {
		p.Tables = append(p.Tables, r.pageTable(by.title, by.key, by.rows))
	}
	for _, a := range r.Account() {
		p.Account = append(p.Account, pageCell{a.What, count(a.Rows).String(), trade.Thousands(a.Value), a.Text})
	}
	r.pageLists(p)
	return p
}

func (r *Report) pageTable(title, key string, rows []Total) pageTable {
	t := pageTable{Title: title, Head: []string{key, "value"}}
	for law := range r.Laws {
		t.Head = append(t.Head, r.Laws[law].Name)
	}
	for i := range rows[:min(pageRows, len(rows))] {
		row := []string{rows[i].Key, trade.Thousands(rows[i].Value)}
		for law := range r.Laws {
			row = append(row, trade.Thousands(rows[i].Duty[law]))
		}
		t.Rows = append(t.Rows, row)
	}
	t.More = max(0, len(rows)-pageRows)
	return t
}

// pageLists are what stands below the figures: parted flows, rejects, checks, sources.
func (r *Report) pageLists(p *page) {
	p.PartedHead = []string{"row", "code", "origin", "weighted rate", "cheapest", "dearest", "weights"}
	for i := range r.Parted[:min(pageRows, len(r.Parted))] {
		of := &r.Parted[i]
		f := r.Asked.Row(of.Row)
		row := []string{
			count(r.Number(of.Row)).String(), f.Product.String(), string(f.Origin),
			"no answer", "no answer", "no answer", of.Weights,
		}
		if rate, ok := of.Rate(0); ok {
			row[3] = trade.Percent(rate)
		}
		if s := of.Spread[0]; s.Cheapest != "" {
			row[4], row[5] = trade.Percent(s.Lowest), trade.Percent(s.Highest)
		}
		p.Parted = append(p.Parted, row)
	}
	p.MoreParted = max(0, len(r.Parted)-pageRows)
	for _, x := range r.Rejects[:min(pageRows, len(r.Rejects))] {
		p.Rejects = append(p.Rejects, [2]string{count(r.Study.Number(x.Row)).String(), x.Reason})
	}
	p.MoreRejects = max(0, len(r.Rejects)-pageRows)
	p.Checks = len(r.Checks)
	for _, c := range r.Checks {
		if !c.OK() {
			p.Failed++
			p.FailedChecks = append(p.FailedChecks, c.Name+": "+c.Expected.String()+" and "+c.Actual.String())
		}
	}
	for _, in := range r.Study.Inputs {
		p.Inputs = append(p.Inputs, [2]string{in.File, "layout " + in.Layout + ", SHA-256 " + in.SHA256})
	}
	for _, a := range r.Study.Assumptions {
		p.Assumptions = append(p.Assumptions, [2]string{a.Name, strings.TrimSpace(a.Value + " " + a.Unit + " (" + a.Source + ")")})
	}
	for _, s := range r.Study.Book.Provenance {
		p.Sources = append(p.Sources, [2]string{s.Title, s.Publisher + ", " + s.Retrieved})
	}
}

// pageAnswer is the result in a sentence.
func (r *Report) pageAnswer(total *Total) string {
	if len(r.Lines) == 0 {
		return "No flow has an answer under every law: there is no duty to state"
	}
	currency := string(r.Study.Book.Currency)
	text := "Goods of " + currency + " " + trade.Thousands(total.Value) + " owe " + currency + " " + trade.Thousands(total.Duty[0])
	for law := range r.Laws {
		if law > 0 {
			text += "; under " + r.Laws[law].Name + " " + trade.Thousands(total.Duty[law])
		}
		if rate, ok := total.Rate(law); ok {
			text += " (" + trade.Percent(rate) + ")"
		}
	}
	return text
}

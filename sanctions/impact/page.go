package impact

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

//go:embed page.html
var pageText string

// PageMark stands at the head of every page, so that a program knows its own.
const PageMark = "<!-- tradeshock impact report -->"

// pageRows is how many rows a table of the page shows; the workbook has all.
const pageRows = 15

// page is what the template reads.
type page struct {
	Mark          template.HTML
	Title, Answer string
	Provenance    Provenance
	Facts         []pageFact
	Caveats       []string
	Duty          bars
	Time          *steps
	Tables        []pageTable
	Checks        int
	Failed        []string
	Meanings      []pageFact
	Rejects       []pageFact
	MoreRejects   int
	Sources       []pageFact
	Citations     []Citation
}

// pageFact is a word with what there is to say of it.
type pageFact struct{ Name, Text string }

// pageTable is a table with its caption; where its figures come from stands below it.
type pageTable struct {
	Title, Note string
	From        string // where its figures come from, if it is not that of the page
	Head        []pageHead
	Rows        [][]pageCell
	More        int
	Figure      *steps
}

// pageHead is the head of a column; that of words stands at the left.
type pageHead struct {
	Text  string
	Words bool
}

// heads are heads of columns, and words those of them that hold words.
func heads(texts []string, words ...int) []pageHead {
	var out []pageHead
	for i, text := range texts {
		out = append(out, pageHead{text, slices.Contains(words, i)})
	}
	return out
}

// pageCell is a cell: a figure or words, and smaller what belongs to it.
type pageCell struct {
	Text  string
	Small []string
	Words bool
}

// Page writes the report as one page of HTML that needs no other file and no script, for a
// phone as for a desk. The figures are those of the workbook and of JSON, to the last digit,
// and each has below it where it comes from. Same report, same bytes.
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
		Mark: PageMark, Title: r.title(), Answer: r.answerText(&total), Provenance: r.Provenance(),
		Facts: r.facts(), Caveats: r.Caveats(), Duty: r.dutyBars(&total), Citations: r.Citations(),
	}
	p.Tables = append(p.Tables, r.lawTable(&total), r.accountTable())
	for _, by := range []struct {
		title, key string
		rows       []Total
	}{
		{"By period", keyPeriod, r.ByPeriod()},
		{"By country of origin", keyOrigin, largestFirst(r.ByOrigin())},
		{"By chapter of the goods", keyChapter, largestFirst(r.ByChapter())},
		{"By heading of the law", keyLayer, largestFirst(r.ByLayer())},
		{"By authority", keyAuthority, largestFirst(r.ByAuthority())},
	} {
		if len(by.rows) == 0 {
			continue
		}
		t := r.totalsTable(by.title, by.key, by.rows)
		if by.key == keyPeriod {
			if drawing, ok := r.overTime(by.rows); ok {
				t.Figure = &drawing
			}
		}
		p.Tables = append(p.Tables, t)
	}
	if len(r.Parted) > 0 {
		p.Tables = append(p.Tables, r.partedTable())
	}
	for _, a := range r.annexes() {
		p.Tables = append(p.Tables, a.onPage())
	}
	for _, l := range r.Laws[1:] {
		if l.Description != "" {
			p.Meanings = append(p.Meanings, pageFact{l.Name, l.Description})
		}
	}
	for _, x := range r.Rejects[:min(pageRows, len(r.Rejects))] {
		p.Rejects = append(p.Rejects, pageFact{fmt.Sprintf("row %d", r.Study.Number(x.Row)), x.Reason})
	}
	p.MoreRejects = max(0, len(r.Rejects)-pageRows)
	p.Checks = len(r.Checks)
	for _, c := range r.Checks {
		if !c.OK() {
			p.Failed = append(p.Failed, c.Name+": "+trade.Thousands(c.Expected)+" and "+trade.Thousands(c.Actual))
		}
	}
	p.Sources = r.sources()
	return p
}

// facts say what the report is, as of which day, and what is not in it: each stated, also
// where there is nothing to say.
func (r *Report) facts() []pageFact {
	span := r.span()
	flows := plural(r.Asked.Len(), "flow") + " into " + r.Study.importer().Name()
	if !span.To.IsZero() {
		flows += ", " + span.From.String() + " to " + span.LastDay().String()
	}
	out := []pageFact{
		{"Goods", flows},
		{"Entered", r.whenText()},
		{"Law known until", r.Study.Book.KnownUntil.String()},
	}
	for _, a := range r.Account() {
		switch {
		case a.What == Read || a.What == Freight && a.Value.IsZero():
			continue
		case a.What == NotKnown && r.Unknown == 0:
			out = append(out, pageFact{"Days not known", "none"})
		case a.What == NotKnown:
			out = append(out, pageFact{"Days not known", r.amount(a.Value) + " of " + plural(r.Unknown, "flow")})
		case a.Rows == 0 && a.Value.IsZero():
			out = append(out, pageFact{capital(a.What), "none"})
		case a.What == Freight:
			out = append(out, pageFact{capital(a.What), r.amount(a.Value) + " of " + plural(r.Converted, "flow")})
		case a.OfFile:
			out = append(out, pageFact{capital(a.What), plural(a.Rows, "row") + ", " + r.amount(a.Value)})
		default:
			out = append(out, pageFact{capital(a.What), plural(a.Rows, "flow") + ", " + r.amount(a.Value)})
		}
	}
	held, averaged := "none", "none"
	if r.Held > 0 {
		held = plural(r.Held, "flow") + ", " + r.amount(r.HeldValue)
	}
	if r.Averaged > 0 {
		averaged = plural(r.Averaged, "flow") + ", " + r.amount(r.AveragedValue)
	}
	out = append(out, pageFact{"Answered with a rule held past its day", held},
		pageFact{"With averages for facts", averaged})
	return append(out, r.byQuantityFacts()...)
}

func (r *Report) whenText() string {
	switch {
	case !r.Study.On.IsZero():
		return "all on " + r.Study.On.String()
	case r.Study.Within != ByDays:
		return "on the " + r.Study.Within.String() + " of each period"
	}
	return "in equal parts on each day of each period"
}

// lawTable is the answer as a table: a row for each law.
func (r *Report) lawTable(total *Total) pageTable {
	t := pageTable{
		Title: "Duty under each law",
		Head: heads([]string{
			"law", "duty (" + r.currency() + ")", "share of value", "change of duty", "change of share",
			"all on first days, and on last days", "on cheapest days, and on dearest days",
		}, 0),
		Note: "The last two columns bound the duty: had everything been entered on the first or the last day of its period, " +
			"or on its cheapest or dearest.",
	}
	base, known := total.Rate(0)
	for law := range r.Laws {
		b := r.Bounds(law)
		share, points, change := "", "", ""
		if rate, ok := total.Rate(law); ok && known {
			share = r.atLeast() + trade.Percent(rate)
			if law > 0 {
				points = pointsOf(rate.Sub(base))
			}
		}
		if law > 0 {
			change = signed(total.Change(law))
		}
		row := []pageCell{{Text: r.lawName(law), Words: true}}
		for _, text := range []string{trade.Thousands(total.Duty[law]), share, change, points} {
			row = append(row, pageCell{Text: text})
		}
		if r.TotalsOnly() {
			t.Rows = append(t.Rows, append(row, pageCell{}, pageCell{}))
			continue
		}
		t.Rows = append(t.Rows, append(row,
			pageCell{Text: trade.Thousands(b.First), Small: []string{"to " + trade.Thousands(b.Last)}},
			pageCell{Text: trade.Thousands(b.Lowest), Small: []string{"to " + trade.Thousands(b.Highest)}}))
	}
	return t
}

// accountTable says what became of every row and every dollar of the input.
func (r *Report) accountTable() pageTable {
	t := pageTable{
		Title: "What became of the input",
		Head:  heads([]string{"part", "rows", "value (" + r.currency() + ")", "what it is"}, 0, 3),
	}
	for _, a := range r.Account() {
		if a.Rows == 0 && a.Value.IsZero() { // the facts above say "none"
			continue
		}
		rows := count(a.Rows).String()
		if a.What == NotKnown {
			rows = ""
		}
		t.Rows = append(t.Rows, []pageCell{
			{Text: a.What, Words: true}, {Text: rows}, {Text: trade.Thousands(a.Value)}, {Text: a.Text, Words: true},
		})
	}
	return t
}

// totalsTable is a table of totals, with words beside the codes.
func (r *Report) totalsTable(title, key string, rows []Total) pageTable {
	t := pageTable{Title: title, Head: heads([]string{key, "value (" + r.currency() + ")"}, 0)}
	if key == keyLayer {
		t.Head[0].Text = "heading"
	}
	for law := range r.Laws {
		t.Head = append(t.Head, pageHead{Text: "duty, " + r.lawName(law)})
	}
	for i := range rows[:min(pageRows, len(rows))] {
		of := &rows[i]
		first := pageCell{Text: of.Key, Words: true}
		if words := r.words(key, of.Key); words != "" {
			first.Small = []string{words}
		}
		row := []pageCell{first, {Text: trade.Thousands(of.Value)}}
		for law := range r.Laws {
			cell := pageCell{Text: trade.Thousands(of.Duty[law])}
			if rate, ok := of.Rate(law); ok && key != keyLayer {
				cell.Small = append(cell.Small, trade.Percent(rate))
			}
			if change := of.Change(law); law > 0 && !change.IsZero() {
				cell.Small = append(cell.Small, "change "+signed(change))
			}
			row = append(row, cell)
		}
		t.Rows = append(t.Rows, row)
	}
	t.More = max(0, len(rows)-pageRows)
	return t
}

// partedTable are the flows by fewer than 8 digits, with their rates under the law as it is.
func (r *Report) partedTable() pageTable {
	t := pageTable{
		Title: "Flows by fewer than 8 digits",
		Head:  heads([]string{"row", "code", "origin", "weighted rate", "cheapest", "dearest", "weights"}, 0, 1, 2, 6),
		Note: "Such a flow is parted among the numbers below its code. Cheapest and dearest are of all these numbers, " +
			"traded or not, under the law as it is.",
	}
	for i := range r.Parted[:min(pageRows, len(r.Parted))] {
		of := &r.Parted[i]
		f := r.Asked.Row(of.Row)
		row := []pageCell{
			{Text: count(r.Number(of.Row)).String(), Words: true},
			{Text: f.Product.String(), Words: true},
			{Text: f.Origin.Name(), Words: true},
			{Text: "no answer"},
			{Text: "no answer"},
			{Text: "no answer"},
			{Text: of.Weights, Words: true},
		}
		if words := r.goods(f.Product, r.Study.known(r.Study.days(&f).From)); words != "" {
			row[1].Small = []string{words}
		}
		if rate, ok := of.Rate(0); ok {
			row[3].Text = trade.Percent(rate)
		}
		if s := of.Spread[0]; s.Cheapest != "" {
			row[4] = pageCell{Text: trade.Percent(s.Lowest), Small: []string{s.Cheapest.String()}}
			row[5] = pageCell{Text: trade.Percent(s.Highest), Small: []string{s.Dearest.String()}}
		}
		t.Rows = append(t.Rows, row)
	}
	t.More = max(0, len(r.Parted)-pageRows)
	return t
}

// sources are the files, the assumptions and the tables of law that the report rests on.
func (r *Report) sources() []pageFact {
	var out []pageFact
	for _, in := range r.Study.Inputs {
		var parts []string
		if in.Layout != "" {
			parts = append(parts, "layout "+in.Layout)
		}
		if in.SHA256 != "" {
			parts = append(parts, "SHA-256 "+in.SHA256)
		}
		out = append(out, pageFact{in.File, strings.Join(parts, ", ")})
	}
	for _, a := range r.Study.Assumptions {
		out = append(out, pageFact{"assumed: " + a.Name, strings.TrimSpace(a.Value+" "+a.Unit) + " (" + a.Source + ")"})
	}
	for _, s := range r.Study.Book.Provenance {
		text := s.Publisher + ", retrieved " + s.Retrieved
		if s.Revision != "" {
			text += ", " + s.Revision
		}
		out = append(out, pageFact{s.Title, text})
	}
	return out
}

// answerText is the result in a sentence.
func (r *Report) answerText(total *Total) string {
	if r.Empty() {
		return "No flow has an answer under every law: there is no duty to state."
	}
	text := "Goods of " + r.amount(total.Value) + " owe " + r.atLeast() + r.amount(total.Duty[0])
	for law := range r.Laws {
		if law > 0 {
			text += "; under " + r.Laws[law].Name + " " + r.atLeast() + trade.Thousands(total.Duty[law])
		}
		if rate, ok := total.Rate(law); ok {
			text += " (" + trade.Percent(rate) + ")"
		}
	}
	return text + "."
}

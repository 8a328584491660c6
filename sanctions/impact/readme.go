package impact

import (
	"fmt"
	"slices"
	"strings"

	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// Columns of the first page.
const (
	readmeRows  = 2
	readmeValue = 3
)

// readme is the first page: the answer, as of which day, what is not in it, and then how to
// read the rest. It is printed on one page.
func (b *builder) readme(summary *sheet.Sheet) sheet.Sheet {
	s := sheet.Sheet{
		Name: readmeName, Title: []string{b.title(), "What a change of the law costs at unchanged trade, exact to the cent"},
		OnePage: true,
		Columns: []sheet.Column{
			{Header: "what", Width: 24, Format: sheet.FormatText},
			{Header: "text", Width: 92, Format: sheet.FormatText},
			{Header: "rows", Width: 12, Format: sheet.FormatInteger},
			{Header: "value (" + b.currency() + ")", Width: 24, Format: sheet.FormatMoney},
		},
	}
	row := func(what, text string, figures ...sheet.Cell) {
		s.Rows = append(s.Rows, append([]sheet.Cell{sheet.Text(what), sheet.Text(text)}, figures...))
	}
	if !b.live { // else figures in words would not follow what is changed
		row("answer", b.answerText(&b.total))
	}
	for law := range b.Laws {
		text := b.lawName(law)
		if d := b.Laws[law].Description; law > 0 && d != "" {
			text += ": " + d
		}
		cell := b.number(summaryName+"!"+absolute(summary.Address(law, summaryDuty)), b.total.Duty[law])
		row("duty, "+b.Laws[law].Label, text, sheet.Cell{}, cell)
	}
	row("question",
		fmt.Sprintf("What do %s owe at the border of %s under %s?", plural(b.Asked.Len(), "flow"), b.Study.importer().Name(),
			b.lawNames()))
	if span := b.span(); !span.To.IsZero() {
		row("goods of", span.From.String()+" to "+span.LastDay().String())
	}
	row("day of entry", b.days())
	row("law known until", b.known())
	b.accountRows(&s, summary)
	row("layer", b.layerText())
	if b.live {
		row("what you may change",
			"The yellow cells: rates in Schedule, values and quantities in Flows. Duties, results and checks follow. "+
				"Which measure applies to which line, and what lifts it, is fixed as the engine decided it; run the scenario "+
				"again for another law. "+
				"A cell that duties do not follow is not yellow. Checks shows how far the totals have moved from the "+
				"engine's answer.")
	} else {
		row("cells",
			"Every cell holds the value that the engine computed. A workbook with formulas can be had for up to 50,000 lines.")
	}
	row("conventions",
		"Amounts in "+b.currency()+
			", one unit in each column; rates as shares of the value, differences of shares in points; days as yyyy-mm-dd; "+
			"\"valid to\" is the last day.")
	row("where it comes from", b.Provenance().String())
	pages := "Summary: the totals, with charts. Inputs: settings and assumptions. Schedule: every rate charged. Flows: " +
		"every row and what became of it. " +
		"Calc: every line under every law. Results_…: totals by origin, chapter, period and layer. Checks: two ways to " +
		"each figure. " +
		"Audit: files, hashes, sources of the law. Bounds: the duty on single days."
	if b.unreadCells() > 0 {
		pages += " Unread: the cells that could not be read, and what to do about them."
	}
	pages += " " + annexText(b.annexes())
	row("sheets", pages)
	return s
}

// annexText names the kinds of annexes, each once.
func annexText(all []annex) string {
	about := map[string]string{
		"Why": "how each measure changes the duty", "Exempt": "what is lifted, and by which heading",
		"Lists": "how much each list charges",
		"Trade": "what trade does in answer, by model", "Judgement": "your judgement of a threat",
	}
	var out []string
	for _, a := range all {
		kind, _, numbered := strings.Cut(a.Sheet, "_")
		text := kind
		if numbered {
			text += "_…"
		}
		if text += ": " + about[kind] + "."; !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, " ")
}

// layerText says which layers the workbook has.
func (b *builder) layerText() string {
	text := "Mechanical: trade is unchanged. No model of behaviour and no judgement is in these figures."
	if len(b.Behaviours)+len(b.Judgements) > 0 {
		text += " Models of behaviour and your judgement stand in sheets of their own, and are added to nothing."
	}
	return text
}

// accountRows says what became of every row and its value.
func (b *builder) accountRows(s *sheet.Sheet, summary *sheet.Sheet) {
	parts := b.Account()
	first := len(s.Rows)
	at := func(i int) string {
		return (&sheet.Sheet{Title: s.Title, Columns: s.Columns, Rows: make([][]sheet.Cell, first+len(parts))}).Address(first+
			i, readmeValue)
	}
	for _, a := range parts {
		formula := ""
		switch a.What {
		case Read:
			formula = fmt.Sprintf("ROUND(SUM(%s:%s),%d)", at(1), at(len(parts)-1), b.places())
		case Answered:
			formula = summaryName + "!" + absolute(summary.Address(0, summaryValue))
		case NotKnown:
			if b.Unknown > 0 {
				formula = fmt.Sprintf(`ROUND(SUMIFS(%s,%s,"baseline"),%d)`, b.column(calcUnknown), b.column(calcLaw), b.places())
			}
		}
		rows := sheet.Number(count(a.Rows))
		if a.What == NotKnown {
			rows = sheet.Cell{}
		}
		s.Rows = append(s.Rows,
			[]sheet.Cell{sheet.Text("rows " + a.What), sheet.Text(a.Text), rows, b.number(formula, a.Value)})
	}
	held := sheet.Text("no flow is answered with a rule that is held past the last day known")
	if b.Held > 0 {
		held = sheet.Text("flows answered with the last rule known on days after " + b.Study.Book.KnownUntil.String() +
			"; it is not the law of those days")
	}
	s.Rows = append(s.Rows, []sheet.Cell{sheet.Text("held"), held, sheet.Number(count(b.Held)), b.heldValue()})
	averaged := sheet.Text("no average stands in for a fact")
	if b.Averaged > 0 {
		averaged = sheet.Text("flows with averages for facts that their rows do not state: " + b.Study.Averages.Name)
	}
	s.Rows = append(s.Rows,
		[]sheet.Cell{sheet.Text("averaged"), averaged, sheet.Number(count(b.Averaged)), sheet.Number(b.AveragedValue)})
	b.byQuantityRows(s)
	if b.Embargoed > 0 {
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Text("need a licence"),
			sheet.Text("goods not to be imported without a licence or an exemption (" + strings.Join(b.Embargoes, "; ") +
				"); their duty is that of goods which have one"),
			sheet.Number(count(b.Embargoed)), sheet.Number(b.EmbargoedValue),
		})
	}
}

// heldValue is the value of the flows on which a rule is held.
func (b *builder) heldValue() sheet.Cell {
	return b.number(fmt.Sprintf(`ROUND(SUMIFS(%s,%s,"baseline",%s,"yes"),%d)`, b.column(calcValue), b.column(calcLaw),
		b.column(calcHeld), b.places()), b.HeldValue)
}

// known says until when the law is known, and what is done after.
func (b *builder) known() string {
	text := b.Study.Book.KnownUntil.String()
	if b.Study.Options.Hold {
		return text + "; the last rule known is held on later days, which is not the law of those days"
	}
	return text + "; days after it have no answer"
}

// unreadCells is how many cells could not be read.
func (b *builder) unreadCells() int {
	n := 0
	for _, in := range b.Study.Inputs {
		n += len(in.Unread)
	}
	return n
}

// unread lists the cells that could not be read.
func (b *builder) unread() sheet.Sheet {
	s := sheet.Sheet{
		Name: unreadName, Title: []string{"Cells that could not be read; their rows are in no total"}, FreezeHeader: true,
		Filter: true,
		Columns: []sheet.Column{
			{Header: "file", Width: 28, Format: sheet.FormatText},
			{Header: "cell", Width: 18, Format: sheet.FormatCode},
			{Header: "code", Width: 18, Format: sheet.FormatText},
			{Header: "text", Width: 30, Format: sheet.FormatCode},
			{Header: "what to do", Width: 80, Format: sheet.FormatText},
		},
	}
	for _, in := range b.Study.Inputs {
		for _, u := range in.Unread {
			s.Rows = append(s.Rows,
				[]sheet.Cell{
					sheet.Text(in.File), sheet.Text(cut(u.Cell)), sheet.Text(u.Code), sheet.Text(cut(u.Text)),
					sheet.Text(cut(u.Hint)),
				})
		}
	}
	return s
}

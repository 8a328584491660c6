package impact

import (
	"fmt"
	"strings"

	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// Columns of the first page.
const (
	readmeRows  = 2
	readmeValue = 3
)

// readme says what the workbook is, its result, and what became of the input.
func (b *builder) readme(summary *sheet.Sheet) sheet.Sheet {
	s := sheet.Sheet{
		Name: readmeName, Title: []string{b.title(), "What a change of the law costs at unchanged trade, exact to the cent"},
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
	row("question", fmt.Sprintf("What do %d flows owe at the border of %s under %s?", b.Asked.Len(), b.Study.importer(), b.lawNames()))
	for i := 1; i < len(b.Laws); i++ {
		text := b.Laws[i].Name
		if d := b.Laws[i].Description; d != "" {
			text += ": " + d
		}
		row(b.Laws[i].Label, text)
	}
	row("day of entry", b.days())
	for law := range b.Laws {
		cell := b.number(summaryName+"!"+absolute(summary.Address(law, summaryDuty)), b.total.Duty[law])
		row("duty, "+b.Laws[law].Label, b.Laws[law].Name, sheet.Cell{}, cell)
	}
	row("law known until", b.known())
	b.accountRows(&s, summary)
	row("layer", "Mechanical: trade is unchanged. No model of behaviour and no judgement is in these figures.")
	if b.live {
		row("what you may change", "The yellow cells: rates in Schedule, values and quantities in Flows. Duties, results and checks follow. "+
			"Which measure applies to which line, and what lifts it, is fixed as the engine decided it; run the scenario again for another law. "+
			"A cell that duties do not follow is not yellow.")
		row("after a change", "Checks then shows how far the totals have moved from the engine's answer; that is what it is for.")
	} else {
		row("cells", "Every cell holds the value that the engine computed. A workbook with formulas can be had for up to 50,000 lines.")
	}
	row("conventions", "Amounts in "+b.currency()+", one unit in each column; rates as shares of the value; days as yyyy-mm-dd; \"valid to\" is the last day.")
	pages := [][2]string{
		{summaryName, "the totals by law, their bounds, with charts"},
		{inputsName, "the settings of the study and its assumptions"},
		{scheduleName, "every rate that was charged, with its authority, heading and days"},
		{flowsName, "every row of the input and what became of it"},
		{calcName, "every line under every law: bases, rates, days, duties, and what was not charged and why"},
		{"Results_…", "the totals by origin, product chapter, period and layer"},
		{checksName, "two ways to each figure, and their difference"},
		{auditName, "files, hashes, counts, versions, sources of the law"},
	}
	if b.unreadCells() > 0 {
		pages = append(pages, [2]string{unreadName, "the cells that could not be read, and what to do about them"})
	}
	for _, x := range pages {
		row("sheet "+x[0], x[1])
	}
	return s
}

// accountRows says what became of every row and its value.
func (b *builder) accountRows(s *sheet.Sheet, summary *sheet.Sheet) {
	parts := b.Account()
	first := len(s.Rows)
	at := func(i int) string {
		return (&sheet.Sheet{Title: s.Title, Columns: s.Columns, Rows: make([][]sheet.Cell, first+len(parts))}).Address(first+i, readmeValue)
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
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text("rows " + a.What), sheet.Text(a.Text), rows, b.number(formula, a.Value)})
	}
	if b.Held > 0 {
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Text("held"), sheet.Text("flows answered with the last rule known on days after " + b.Study.Book.KnownUntil.String() + "; it is not the law of those days"),
			sheet.Number(count(b.Held)), b.heldValue(),
		})
	}
	if b.Embargoed > 0 {
		s.Rows = append(s.Rows, []sheet.Cell{
			sheet.Text("need a licence"), sheet.Text("goods not to be imported without a licence or an exemption (" + strings.Join(b.Embargoes, "; ") + "); their duty is that of goods which have one"),
			sheet.Number(count(b.Embargoed)), sheet.Number(b.EmbargoedValue),
		})
	}
}

// heldValue is the value of the flows on which a rule is held.
func (b *builder) heldValue() sheet.Cell {
	return b.number(fmt.Sprintf(`ROUND(SUMIFS(%s,%s,"baseline",%s,"yes"),%d)`, b.column(calcValue), b.column(calcLaw), b.column(calcHeld), b.places()), b.HeldValue)
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
		Name: unreadName, Title: []string{"Cells that could not be read; their rows are in no total"}, FreezeHeader: true, Filter: true,
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
			s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(in.File), sheet.Text(cut(u.Cell)), sheet.Text(u.Code), sheet.Text(cut(u.Text)), sheet.Text(cut(u.Hint))})
		}
	}
	return s
}

package impact

import (
	"fmt"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade/exact"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// Subject is what the properties of a workbook say that it is about.
const Subject = "What a change of the law costs at unchanged trade"

// Mode says what the cells of a report's workbook hold.
type Mode uint8

// The modes.
const (
	// Values: what the engine computed.
	Values Mode = iota
	// Live: formulas with the engine's results stored in them, for reports of at most
	// maxLive rows in the sheet Calc. Duties must be rounded to the cent, half up.
	Live
)

// maxLive is the most rows of Calc, lines times laws, for which formulas are
// written: more would make a spreadsheet program slow.
const maxLive = 50_000

// CanBeLive returns nil, or why Workbook would refuse the mode Live.
func (r *Report) CanBeLive() error {
	if n := len(r.Lines) * len(r.Laws); n > maxLive {
		return &Error{
			"live",
			fmt.Sprintf("%d lines under %d laws are %d rows, more than %d", len(r.Lines), len(r.Laws), n, maxLive),
		}
	}
	if p := r.Study.Options.Rounding; p != exact.Cent {
		return &Error{"live", "formulas round to the cent, half up, and not by " + p.String()}
	}
	return nil
}

// Workbook lays the report out as sheets. The error is a *Error. The rows of
// long sheets are made while they are written; the report must not change until then.
func (r *Report) Workbook(mode Mode) (*sheet.Workbook, error) {
	if r.TotalsOnly() {
		return nil, &Error{"totals", "a workbook lists every line"}
	}
	b := &builder{Report: r, live: mode == Live}
	if b.live {
		if err := r.CanBeLive(); err != nil {
			return nil, err
		}
	}
	b.total = r.Total()
	b.models()
	w := &sheet.Workbook{Properties: sheet.Properties{
		Title: r.Study.Name, Subject: Subject, Creator: "tradeshock",
		Custom: b.properties(),
	}}
	flows, calc := b.flows(), b.calc()
	b.calcSheet = &calc
	results := b.results()
	summary := b.summary(results)
	w.Sheets = append(w.Sheets, b.readme(&summary), summary, b.inputs(), b.schedule(), flows, calc)
	w.Sheets = append(w.Sheets, results...)
	w.Sheets = append(w.Sheets, b.checks(results), b.audit())
	w.Sheets = append(w.Sheets, b.bounds())
	for _, a := range b.annexes() {
		w.Sheets = append(w.Sheets, a.onSheet(b.Provenance().String()))
	}
	if b.unreadCells() > 0 {
		w.Sheets = append(w.Sheets, b.unread())
	}
	w.Names = b.names(&w.Sheets[1])
	return w, nil
}

// builder holds what the sheets share.
type builder struct {
	*Report
	live      bool
	total     Total
	calcSheet *sheet.Sheet
	slots     int // the most duties on a line

	prices     []*price   // by layer; nil for duties that are no price
	rateLive   []bool     // by layer: the rate may be changed
	lineModels [][]*model // by line and law, in a live workbook
}

// The names of the sheets.
const (
	readmeName   = "README"
	summaryName  = "Summary"
	inputsName   = "Inputs"
	scheduleName = "Schedule"
	flowsName    = "Flows"
	calcName     = "Calc"
	checksName   = "Checks"
	auditName    = "Audit"
	unreadName   = "Unread"
	boundsName   = "Bounds"
)

// number is a cell with a result, which in a live workbook is that of a formula.
func (b *builder) number(formula string, result decimal.Decimal) sheet.Cell {
	if b.live && formula != "" {
		return sheet.Formula(formula, result)
	}
	return sheet.Number(result)
}

// input marks a cell that a person may change, if what depends on it follows.
func (b *builder) input(c sheet.Cell, live bool) sheet.Cell {
	if live {
		return c.Marked(sheet.MarkInput)
	}
	return c
}

func count(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

// properties are the custom properties of the file.
func (b *builder) properties() []sheet.Property {
	var sums []string
	for _, in := range b.Study.Inputs {
		if in.SHA256 != "" {
			sums = append(sums, in.SHA256)
		}
	}
	properties := []sheet.Property{}
	if text := strings.Join(sums, " "); text != "" && len(text) <= 255 {
		properties = append(properties, sheet.Property{Name: "inputs.sha256", Value: text})
	}
	for i := range b.Laws {
		if law := &b.Laws[i]; law.SHA256 != "" {
			properties = append(properties, sheet.Property{Name: law.Label + ".sha256", Value: law.SHA256})
		}
	}
	return properties
}

// names give the main figures a word that formulas of the reader can use.
func (b *builder) names(summary *sheet.Sheet) []sheet.Name {
	var names []sheet.Name
	for law := range b.Laws {
		label := strings.ReplaceAll(b.Laws[law].Label, " ", "_")
		names = append(names,
			sheet.Name{Name: "duty_" + label, RefersTo: summaryName + "!" + absolute(summary.Address(law, summaryDuty))})
	}
	return append(names,
		sheet.Name{Name: "flows_value", RefersTo: summaryName + "!" + absolute(summary.Address(0, summaryValue))})
}

// absolute turns C7 into $C$7.
func absolute(at string) string {
	i := strings.IndexAny(at, "0123456789")
	if i < 0 {
		return at
	}
	return "$" + at[:i] + "$" + at[i:]
}

func (b *builder) lawNames() string {
	names := []string{"the law as it is"}
	for i := 1; i < len(b.Laws); i++ {
		names = append(names, "“"+b.Laws[i].Name+"”")
	}
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " and under " + names[len(names)-1]
}

func (b *builder) days() string {
	if !b.Study.On.IsZero() {
		return "all goods are entered on " + b.Study.On.String()
	}
	if b.Study.Within == ByDays {
		return "a flow is entered in equal parts on each day of its period: the duty under each stretch of law counts by " +
			"its share of the days, and each duty is rounded once"
	}
	return "each flow is entered on the " + b.Study.Within.String() + " of its period"
}

// inputs are the settings and the assumptions.
func (b *builder) inputs() sheet.Sheet {
	s := sheet.Sheet{
		Name: inputsName, Title: []string{"Settings and assumptions"}, FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "name", Width: 34, Format: sheet.FormatText},
			{Header: "value", Width: 44},
			{Header: "unit", Width: 14, Format: sheet.FormatText},
			{Header: "source", Width: 50, Format: sheet.FormatText},
		},
	}
	row := func(name string, value sheet.Cell, unit, source string) {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(name), value, sheet.Text(unit), sheet.Text(source)})
	}
	row("law", sheet.Text(b.Study.Book.Name), "", "the book of law; its sources are in Audit")
	row("importing country", sheet.Text(string(b.Study.importer())), "ISO code", "the study")
	row("day of entry", sheet.Text(b.days()), "", "the study")
	row("rounding of each duty", sheet.Text(b.Study.Options.Rounding.String()), "", "the study")
	row("the law is known until", sheet.Text(b.known()), "", "the book of law")
	row("currency", sheet.Text(b.currency()), "", "the book of law")
	for i := 1; i < len(b.Laws); i++ {
		for k, e := range b.Study.Scenarios[i-1].Edits {
			row(fmt.Sprintf("%s, edit %d", b.Laws[i].Label, k+1), sheet.Text(describe(&e)), "", "scenario “"+b.Laws[i].Name+"”")
		}
	}
	for _, a := range b.Study.Assumptions {
		value := sheet.Text(a.Value)
		if d, err := decimal.NewFromString(a.Value); err == nil && len(a.Value) <= 30 {
			value = sheet.Number(d)
		}
		row(a.Name, value, a.Unit, a.Source)
	}
	return s
}

// describe says in a line what an edit does.
func describe(e *law.Edit) string {
	parts := []string{e.Op}
	for _, p := range []string{string(e.Authority), e.Program, e.Heading, string(e.State), e.Duty} {
		if p != "" {
			parts = append(parts, p)
		}
	}
	if e.Measure != nil {
		parts = append(parts, e.Measure.Heading, e.Measure.Title)
	}
	if len(e.Products.In) > 0 {
		parts = append(parts, fmt.Sprintf("products %v", e.Products.In))
	}
	if !e.From.IsZero() {
		parts = append(parts, "from "+e.From.String())
	}
	if !e.To.IsZero() {
		parts = append(parts, "before "+e.To.String())
	}
	if !e.Date.IsZero() {
		parts = append(parts, "the day "+e.Date.String()+" becomes "+e.NewDate.String())
	}
	return strings.Join(parts, " ")
}

// audit says what the report rests on.
func (b *builder) audit() sheet.Sheet {
	s := sheet.Sheet{
		Name: auditName, Title: []string{"What the report rests on"}, FreezeHeader: true,
		Columns: []sheet.Column{
			{Header: "of", Width: 22, Format: sheet.FormatText},
			{Header: "item", Width: 34, Format: sheet.FormatText},
			{Header: "value", Width: 80, Format: sheet.FormatText},
		},
	}
	row := func(of, item, value string) {
		s.Rows = append(s.Rows, []sheet.Cell{sheet.Text(of), sheet.Text(item), sheet.Text(value)})
	}
	for i, in := range b.Study.Inputs {
		of := fmt.Sprintf("input %d", i+1)
		row(of, "file", in.File)
		row(of, "SHA-256", in.SHA256)
		if in.Layout != "" {
			row(of, "layout", in.Layout)
		}
		place := in.Range
		if in.Sheet != "" {
			place = in.Sheet + "!" + in.Range
		}
		if place != "" {
			row(of, "cells", place)
		}
		row(of, "rows",
			fmt.Sprintf("%d read = %d accepted + %d rejected + %d skipped", in.Read, in.Accepted, in.Rejected, in.Skipped))
		for _, warning := range in.Warnings {
			row(of, "warning", warning)
		}
	}
	answered, rejected, _ := b.Counts()
	row("flows", "rows",
		fmt.Sprintf("%d read = %d answered + %d rejected + %d skipped", b.Asked.Len(), answered, rejected, len(b.Skips)))
	row("flows", "value of the lines, exact", plain(b.total.Value))
	row("flows", "value of the rejected rows, exact", plain(b.RejectedValue))
	row("flows", "value of days not known, exact", plain(b.UnknownValue))
	row("flows", "value of rows that go elsewhere, exact", plain(b.SkippedValue))
	for _, code := range b.Study.codes(b.Rejects) {
		row("flows", "rejected: "+code.code, fmt.Sprintf("%d rows, the first: %s", code.rows, code.first))
	}
	for i := range b.Laws {
		law := &b.Laws[i]
		row(law.Label, "name", law.Name)
		if law.SHA256 != "" {
			row(law.Label, "SHA-256 of the scenario", law.SHA256)
		}
		row(law.Label, "duty, exact", plain(b.total.Duty[i]))
	}
	row("library", "version", version())
	book := b.Study.Book
	row("law", "known", fmt.Sprintf("from %s to %s", book.KnownFrom, book.KnownUntil))
	for _, source := range book.Provenance {
		text := fmt.Sprintf("%s, %s; retrieved %s; %d rows", source.Title, source.Publisher, source.Retrieved, source.Rows)
		if source.Revision != "" {
			text += "; " + source.Revision
		}
		row("law", source.Table, text)
	}
	headings := map[string]bool{}
	for i := range b.Layers {
		headings[b.Layers[i].Heading] = true
	}
	for _, c := range book.Choices {
		if slices.ContainsFunc(c.Headings, func(h string) bool { return headings[h] }) {
			row(fmt.Sprintf("choice %d", c.Number), c.Question, c.Answer+" "+c.Reason)
		}
	}
	return s
}

// plain writes an amount with all its digits.
func plain(d decimal.Decimal) string { return sheet.Number(d).String() }

type rejects struct {
	code  string
	rows  int
	first string
}

// codes counts rejects by code, the most first.
func (s *Study) codes(list []Reject) []rejects {
	var out []rejects
	for i := range list {
		k := slices.IndexFunc(out, func(r rejects) bool { return r.code == list[i].Code })
		if k < 0 {
			k = len(out)
			out = append(out,
				rejects{code: list[i].Code, first: fmt.Sprintf("row %d: %s", s.Number(list[i].Row), list[i].Reason)})
		}
		out[k].rows++
	}
	slices.SortStableFunc(out, func(a, b rejects) int { return b.rows - a.rows })
	return out
}

// version is that of this library in the program.
func version() string {
	const module = "github.com/tradeshock/tradeshock"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, m := range append([]*debug.Module{&info.Main}, info.Deps...) {
		if m.Path == module && m.Version != "" {
			return module + " " + m.Version
		}
	}
	return module + " (devel)"
}

package tariff

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// explain puts the outcomes into words and adds them up.
func (w *work) explain() *Assessment {
	e := w.engine
	held, later := e.plan.Book.Schedule.RevisionOn(w.entry.Date)
	e.describe(w.reached.sameGoods)
	a, rates := w.room()
	a.Entry, a.Line, a.Rounding = w.asStated(), w.line.Code, e.plan.Options.Rounding
	a.Revision, a.KnownUntil, a.Notes, a.Numbers = held.Name, e.plan.Book.KnownUntil, w.notes, w.numbers
	w.putBase()
	line := AssessedLine{Authority: w.baseAuth, Heading: w.reached.heading, Title: "base rate of the schedule"}
	if w.abroad.provision != "" {
		line.Heading = w.line.Code.String()
	}
	if base := w.reached.base; w.baseAuth == law.Special || w.reached.suffix || w.abroad.provision != "" {
		line.state(w.base.duty)
	} else {
		line.take(base)
	}
	var sum int64 // of what is in cents
	a.add(&w.base, &line, rates, &sum)
	for i := range w.reached.lines {
		c := &w.reached.lines[i]
		switch {
		case !w.considers(c):
			continue
		case c.rule < 0:
			a.Lines = append(a.Lines, *c.line)
		default:
			w.put(int(c.rule))
			a.add(&w.outcomes[c.rule], c.line, rates, &sum)
		}
		if c.remark != "" {
			a.Notes = append(a.Notes, c.remark)
		}
		if k := c.knownUntil; !k.IsZero() && k.Before(a.KnownUntil) {
			a.KnownUntil = k
		}
	}
	if k := e.plan.Book.Schedule.KnownUntil; !k.IsZero() && k.Before(a.KnownUntil) {
		a.KnownUntil = k
	}
	if len(later) > 0 {
		a.Notes = append(a.Notes,
			fmt.Sprintf(
				"the base rate is that of %s (%s); later editions up to %s are not held, and no change of a rate by them is known",
				held.Name, held.Effective, later[len(later)-1].Name))
	}
	if len(w.line.Code) < 8 && len(w.line.Code) < len(w.entry.Product) {
		a.Notes = append(a.Notes,
			fmt.Sprintf("the book has no line %s: what it says of %s holds, and that the code exists is not checked",
				w.entry.Product, w.line.Code))
	}
	for _, n := range e.plan.Book.Notices {
		a.Notes = append(a.Notes, "with "+n.String()+" laid over the book")
	}
	if w.entry.Date.After(a.KnownUntil) {
		a.Notes = append(a.Notes,
			fmt.Sprintf("held: nothing is known after %s; this is the last rule known, not the law of %s", a.KnownUntil,
				w.entry.Date))
	}
	if total := decimal.New(sum, -2); a.Total.IsZero() {
		a.Total = total
	} else {
		a.Total = a.Total.Add(total)
	}
	if len(a.Missing) > 0 {
		a.Total = decimal.Decimal{} // a part of the sum would read like the sum
	}
	if a.Entry.Value.IsZero() {
		a.Notes = append(a.Notes, noteOfNoValue)
	}
	a.Notes = append(append(a.Notes, w.contests()...), w.unused()...)
	a.Notes = append(a.Notes, w.reached.licences...)
	for _, h := range w.entry.Claims.Headings {
		if !slices.ContainsFunc(a.Lines, func(l AssessedLine) bool {
			return (l.Heading == h && l.Status == Applied) || l.By == h || strings.Contains(l.Reason, h)
		}) {
			note := fmt.Sprintf("the claim of %s changed nothing: it is not open to these goods on that day", h)
			if open := w.instead(h); len(open) > 0 {
				note += "; open instead: " + strings.Join(open, ", ")
			}
			a.Notes = append(a.Notes, note)
		}
	}
	return a
}

// considers reports whether a line is in the assessment.
func (w *work) considers(c *considered) bool {
	if c.rule < 0 {
		return w.declared.Brought(c.measure) > 0
	}
	return w.d.Verdicts[c.rule].State != plan.Untouched
}

// usualLines are the lines that most assessments have room for.
const usualLines = 4

// room is an empty assessment with room for its lines, and for their rates: those of the
// rules are shared. The usual ones are one piece of memory.
func (w *work) room() (*Assessment, []decimal.Decimal) {
	n := 1
	for i := range w.reached.lines {
		if w.considers(&w.reached.lines[i]) {
			n++
		}
	}
	if n > usualLines {
		return &Assessment{Lines: make([]AssessedLine, 0, n)}, make([]decimal.Decimal, n)
	}
	usual := new(struct {
		Assessment
		lines [usualLines]AssessedLine
		rates [usualLines]decimal.Decimal
	})
	usual.Lines = usual.lines[:0]
	return &usual.Assessment, usual.rates[:]
}

// noteOfNoValue stands in every assessment of goods of no value.
const noteOfNoValue = "the value of the entry is 0: no duty on the value is charged"

// take states a duty of the book as that of a line.
func (l *AssessedLine) take(p *plan.Priced) {
	if l.DutyText = p.Text; p.IsRate && p.Text != "" {
		l.Rate = &p.Rate
	}
}

// state states the duty of a line.
func (l *AssessedLine) state(d duty.Duty) {
	l.DutyText, l.Rate = "", nil
	if d.IsZero() {
		return
	}
	l.DutyText = d.String()
	if rate, ok := d.AdValorem(); ok {
		l.Rate = &rate
	}
}

// add appends a line for an outcome and counts its duty. The line has the duty of the
// measure; a step of it is charged under its own heading.
func (a *Assessment) add(o *outcome, of *AssessedLine, rates []decimal.Decimal, sum *int64) {
	at := len(a.Lines)
	a.Lines = append(a.Lines, *of)
	l := &a.Lines[at]
	l.Status, l.By, l.Reason = o.status, o.by, o.reason
	if o.step != "" {
		l.Heading = o.step
		l.state(o.duty)
	}
	if l.Rate != nil {
		rates[at] = *l.Rate
		l.Rate = &rates[at]
	}
	switch o.status {
	case Applied:
		l.Base, l.Duty = o.value, o.amount
		l.unrounded, l.millionths, l.ofRate = o.exact, o.rate, o.inCents
		if o.inCents && o.cents < 1<<56 {
			*sum += o.cents
		} else {
			a.Total = a.Total.Add(o.amount)
		}
	case NeedsFact:
		for _, f := range o.facts {
			a.Missing = append(a.Missing, MissingFact{l.Heading, f})
		}
	}
}

// String prints the assessment as WriteTo does.
func (a *Assessment) String() string {
	var b strings.Builder
	_, _ = a.WriteTo(&b)
	return b.String()
}

// WriteTo prints the assessment as a table for a person: what was charged and
// why, what was not and why not, and the total.
func (a *Assessment) WriteTo(w io.Writer) (int64, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s from %s, %s entered on %s", a.Entry.Product, a.Entry.Origin, trade.Thousands(a.Entry.Value),
		a.Entry.Date)
	if a.Revision != "" { // a schedule of one's own has no editions
		fmt.Fprintf(&b, " (schedule %s)", a.Revision)
	}
	b.WriteString("\n\n")
	t := tabwriter.NewWriter(&b, 0, 0, 2, ' ', tabwriter.AlignRight|tabwriter.DiscardEmptyColumns)
	fmt.Fprint(t, "heading\trate\ton\tduty\t\n")
	for _, l := range a.Applied() {
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t  %s\n", l.Heading, percentText(l), trade.Thousands(l.Base), trade.Thousands(l.Duty),
			l.describe())
	}
	if len(a.Missing) == 0 {
		rate := ""
		if r, ok := a.EffectiveRate(); ok {
			rate = trade.Percent(r)
		}
		fmt.Fprintf(t, "total\t%s\t%s\t%s\t\n", rate, trade.Thousands(a.Entry.Value), trade.Thousands(a.Total))
	}
	_ = t.Flush()
	for _, status := range []Status{NeedsFact, Exempt, Displaced} {
		for _, l := range a.Lines {
			if l.Status == status {
				fmt.Fprintf(&b, "%s: %s %s: %s\n", strings.ReplaceAll(string(status), "_", " "), l.Heading, l.name(), l.Reason)
			}
		}
	}
	var notInForce []string
	for _, l := range a.Lines {
		if l.Status == NotInForce {
			notInForce = append(notInForce, l.Heading)
		}
	}
	if len(notInForce) > 0 {
		wrap(&b, "not in force on the day: ", notInForce, 100)
	}
	if len(a.Numbers) > 0 {
		fmt.Fprintf(&b, "by 10-digit number: %s\n", numbersText(a.Numbers))
	}
	for _, n := range a.Notes {
		fmt.Fprintf(&b, "note: %s\n", n)
	}
	for _, c := range a.Advice {
		fmt.Fprintf(&b, "unless you claim %s (%s): then %s\n", c.Claim, c.Title, trade.Thousands(c.Total))
	}
	fmt.Fprintf(&b, "known until %s; each duty rounded: %s\n", a.KnownUntil, a.Rounding)
	n, err := io.WriteString(w, b.String())
	return int64(n), err
}

// wrap prints names after a lead, broken into lines.
func wrap(b *strings.Builder, lead string, names []string, width int) {
	b.WriteString(lead)
	at := utf8.RuneCountInString(lead)
	for i, name := range names {
		if at+len(name)+2 > width {
			b.WriteString("\n  ")
			at = 2
		}
		b.WriteString(name)
		if i < len(names)-1 {
			b.WriteString(", ")
		}
		at += len(name) + 2
	}
	b.WriteByte('\n')
}

func (l *AssessedLine) name() string {
	parts := []string{string(l.Authority)}
	if l.Program != "" {
		parts = append(parts, l.Program)
	}
	return strings.Join(parts, " ")
}

func (l *AssessedLine) describe() string {
	s := l.name()
	if l.Title != "" {
		s += ": " + l.Title
	}
	if l.Reason != "" {
		s += " (" + l.Reason + ")"
	}
	return s
}

func percentText(l AssessedLine) string {
	if l.Rate != nil {
		return trade.Percent(*l.Rate)
	}
	return l.DutyText
}

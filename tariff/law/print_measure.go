package law

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// law prints the exceptions that have names, who comes before whom, then the programs.
func (p *printer) law() {
	p.defined()
	p.programs(p.book.Measures)
}

// defined prints what has a name.
func (p *printer) defined() {
	if len(p.names.defined) > 0 {
		p.blank()
	}
	for _, name := range p.names.defined {
		x := p.names.exception[name]
		text := exceptionText(&x, p.exceptions)
		if name != x.Heading {
			text = name + " = " + text
		}
		p.line(0, "exception "+text)
	}
	for _, o := range p.names.orders {
		p.blank()
		like := o.like
		p.line(0, bars("precedence", o.name, field(like.Title), field(like.Note),
			strings.Join(printClauses(p.exceptions, &like, nil), "; ")))
		if chain := o.asChain(); chain != nil {
			p.line(2, selectorsText(chain)+inThisOrder)
			continue
		}
		for _, row := range o.rows {
			row.then = ranges(byProgram(row.then, p.book.Measures), p.book.Measures)
			p.line(2, nameText(selectorText(row.first))+" before "+selectorsText(row.then))
		}
	}
	for i, s := range p.names.sets {
		if i == 0 {
			p.blank()
		}
		p.line(0, "exceptions "+s.name+" = "+strings.Join(s.members, ", "))
	}
}

// programs prints measures under their programs.
func (p *printer) programs(all []Measure) {
	for len(all) > 0 {
		n := 1
		for n < len(all) && all[n].Authority == all[0].Authority && all[n].Program == all[0].Program {
			n++
		}
		for list := all[:n]; len(list) > 0; {
			k := p.alike(list)
			p.program(list[:k])
			list = list[k:]
		}
		all = all[n:]
	}
}

// alike counts the measures at the front that are best printed under the same defaults:
// those whose days differ only by a rate, or those before the next such.
func (p *printer) alike(list []Measure) int {
	const enough = 3
	same := func(i int) int {
		n := i
		for n < len(list) && daysKey(&list[n]) == daysKey(&list[i]) {
			n++
		}
		return n - i
	}
	if n := same(0); n >= enough {
		for odd := 1; odd < enough && n+odd < len(list); odd++ {
			if daysKey(&list[n+odd]) == daysKey(&list[0]) {
				n += odd + same(n+odd) // a few that differ stand among the others
				odd = 0
			}
		}
		return n
	}
	n := 1
	for n < len(list) && same(n) < enough {
		n++
	}
	return n
}

// template are the days of a measure with its rate taken out; rate is "" when they
// name none, or more than one.
func template(m *Measure) (terms []Term, rate string) {
	for i := range m.Terms {
		d := m.Terms[i].Duty
		if d == rateMark || rate != "" && d != "" && d != rate {
			return m.Terms, ""
		}
		if d != "" {
			rate = d
		}
	}
	if rate == "" {
		return m.Terms, ""
	}
	terms = slices.Clone(m.Terms)
	for i := range terms {
		if terms[i].Duty != "" {
			terms[i].Duty = rateMark
		}
	}
	return terms, rate
}

func daysKey(m *Measure) string {
	terms, _ := template(m)
	return termsText(terms) + m.Title
}

func termsText(terms []Term) string {
	var b strings.Builder
	for i := range terms {
		b.WriteString(termText(&terms[i]) + "\n")
	}
	return b.String()
}

// program prints measures that stand together, with what they share as defaults.
func (p *printer) program(list []Measure) {
	p.blank()
	first := &list[0]
	title := string(first.Authority)
	if first.Program != "" {
		title += " / " + first.Program
	}
	if (strings.Contains(string(first.Authority), " / ") || first.Authority == "") && p.err == nil {
		p.err = &printError{"measure " + first.Heading, `an authority cannot be empty nor hold " / "`}
	}
	p.line(0, "program "+proseText(title))
	defaults := p.defaults(list)
	if defaults.Title != "" {
		p.line(2, "title "+proseText(defaults.Title))
	}
	p.parts(2, &defaults, nil)
	for i := range defaults.Terms {
		p.line(2, termText(&defaults.Terms[i]))
	}
	p.excepts(2, &defaults)
	for i := range list {
		p.measure(&list[i], &defaults)
	}
}

// measure prints one measure: what can stand on its line, then what needs more.
func (p *printer) measure(m, defaults *Measure) {
	var prose, short []string
	for i := range p.measures {
		lines := printClauses(p.measures[i:i+1], m, defaults)
		if p.measures[i].prose {
			prose = append(prose, lines...)
		} else {
			short = append(short, lines...)
		}
	}
	terms, rate := template(m)
	switch {
	case rate != "" && termsText(terms) == termsText(defaults.Terms):
		short = append(short, "rate "+rateText(rate))
		terms = nil
	case termsText(m.Terms) == termsText(defaults.Terms):
		terms = nil
	default:
		terms = m.Terms
		if len(terms) == 0 && p.err == nil {
			p.err = &printError{"measure " + m.Heading, "has no days, and its program has"}
		}
	}
	title := field(m.Title)
	if m.Title == defaults.Title {
		title = ""
	} else if m.Title == "" {
		p.err = &printError{"measure " + m.Heading, "has no title, and its program has"}
	}
	head := bars("measure", field(m.Heading), title, strings.Join(short, "; "))
	const together = 100
	if len(head) > together || len(prose) > 0 {
		p.line(2, bars("measure", field(m.Heading), title))
		for _, l := range prose {
			p.line(4, l)
		}
		if len(short) > 0 {
			p.line(4, strings.Join(short, "; "))
		}
	} else {
		p.line(2, head)
	}
	for k := range terms {
		p.line(4, termText(&terms[k]))
	}
	if p.itemsKey(m) != p.itemsKey(defaults) {
		if len(m.Exceptions) == 0 {
			p.line(4, "except none")
		}
		p.excepts(4, m)
	}
}

// rateText prints a rate so that a semicolon in it does not end the clause.
func rateText(rate string) string {
	t := Term{State: Imposed, Duty: rate}
	text := strings.TrimPrefix(termText(&t), imposedWord+" ")
	if strings.Contains(text, ";") && !strings.HasPrefix(text, `"`) {
		return strconv.Quote(rate)
	}
	return text
}

// parts prints the clauses of a measure: prose on lines of its own, the rest together.
func (p *printer) parts(indent int, m, standard *Measure) {
	var short []string
	for i := range p.measures {
		lines := printClauses(p.measures[i:i+1], m, standard)
		if p.measures[i].prose {
			for _, l := range lines {
				p.line(indent, l)
			}
			continue
		}
		short = append(short, lines...)
	}
	if len(short) > 0 {
		p.line(indent, strings.Join(short, "; "))
	}
}

// excepts prints exceptions as names where they have one, in their order.
func (p *printer) excepts(indent int, m *Measure) {
	var names []string
	flush := func() {
		if len(names) > 0 {
			p.line(indent, "except "+strings.Join(p.names.fold(names), ", "))
		}
		names = nil
	}
	for _, item := range p.names.items(m, p.exceptions) {
		if item.name != "" {
			names = append(names, item.name)
			continue
		}
		flush()
		text := exceptionText(&m.Exceptions[item.at], p.exceptions)
		if !strings.Contains(text, " | ") {
			text += " |"
		}
		p.line(indent, "except "+text)
	}
	flush()
}

// itemsKey tells the exceptions of measures apart, tables of precedence by their names.
func (p *printer) itemsKey(m *Measure) string {
	var b strings.Builder
	for _, item := range p.names.items(m, p.exceptions) {
		if b.WriteString(item.name); item.name == "" {
			b.WriteString(exceptionText(&m.Exceptions[item.at], p.exceptions))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// defaults are the parts that at least two of the measures, and most of those that
// state them, share.
func (p *printer) defaults(list []Measure) Measure {
	var out Measure
	if len(list) < 2 {
		return out
	}
	for i := range p.measures {
		c := &p.measures[i]
		best, count := -1, map[string]int{}
		for k := range list {
			text, ok := c.text(&list[k])
			text = fmt.Sprint(ok, text)
			count[text]++
			if ok && (best < 0 || count[text] > count[p.clauseKey(c, &list[best])]) {
				best = k
			}
		}
		if best >= 0 && 2*count[p.clauseKey(c, &list[best])] > len(list) {
			c.copy(&out, &list[best])
		}
	}
	days, excepts, titles := map[string]int{}, map[string]int{}, map[string]int{}
	for k := range list {
		m := &list[k]
		terms, rate := template(m)
		if days[termsText(terms)]++; 2*days[termsText(terms)] > len(list) {
			out.Terms = terms
			if rate != "" && !slices.ContainsFunc(list, func(o Measure) bool { _, r := template(&o); return r != rate }) {
				out.Terms = m.Terms // the same rate for all
			}
		}
		if titles[m.Title]++; 2*titles[m.Title] > len(list) {
			out.Title = m.Title
		}
		key := p.itemsKey(m)
		if excepts[key]++; 2*excepts[key] > len(list) {
			out.Exceptions, out.Heading = m.Exceptions, m.Heading // tables of precedence speak of headings
		}
	}
	if slices.ContainsFunc(list, func(m Measure) bool { return len(m.Terms) == 0 }) {
		out.Terms = nil
	}
	if slices.ContainsFunc(list, func(m Measure) bool { return m.Title == "" }) {
		out.Title = ""
	}
	return out
}

func (p *printer) clauseKey(c *clause[Measure], m *Measure) string {
	text, ok := c.text(m)
	return fmt.Sprint(ok, text)
}

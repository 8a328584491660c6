package law

import (
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

func (p *printer) about() {
	b := p.book
	say := func(word, text string) {
		if text != "" {
			p.line(0, word+" "+text)
		}
	}
	prose := func(word, text string) {
		if text != "" {
			p.line(0, word+" "+proseText(text))
		}
	}
	prose("book", b.Name)
	say("importer", string(b.Importer))
	say("currency", string(b.Currency))
	var known string
	if !b.KnownFrom.IsZero() {
		known = "from " + b.KnownFrom.String()
	}
	if !b.KnownUntil.IsZero() {
		known = strings.TrimSpace(known + " until " + b.KnownUntil.String())
	}
	say("known", known)
	prose("column 2", b.Column2)
	say("covers", namesText(b.Covers, nil))
	for _, g := range b.Groups {
		p.blank()
		var all trade.Interval // the days that every member shares
		if len(g.Members) > 1 && !slices.ContainsFunc(g.Members, func(m Member) bool {
			return m.During != g.Members[0].During
		}) {
			all = g.Members[0].During
		}
		p.line(0, bars("group", field(g.Name), daysText(all)))
		var members []string
		for _, m := range g.Members {
			text := string(m.Country)
			if m.During != all {
				text += " " + daysText(m.During)
			}
			members = append(members, text)
		}
		if len(members) > 0 {
			p.line(2, strings.Join(members, ", "))
		}
	}
	if len(b.Programs) > 0 {
		p.blank()
	}
	for i := range b.Programs {
		g := &b.Programs[i]
		origins, _ := originsClause(func(g *Program) *Origins { return &g.Origins }).text(g)
		p.line(0, bars("special program", field(g.Symbol), field(g.Name), origins))
	}
	for i := range b.BaseRates {
		r := &b.BaseRates[i]
		scope := Scope{Codes: r.Products}
		products, _ := productsClause(func(s *Scope) *Scope { return s }).text(&scope)
		term := Term{State: Imposed, Duty: r.Duty, Interval: r.During}
		p.line(0, bars("base rate", strings.TrimPrefix(termText(&term), imposedWord+" "), products, field(r.Source)))
	}
	for i := range b.Choices {
		c := &b.Choices[i]
		p.blank()
		p.line(0, strings.TrimRight("choice "+strconv.Itoa(c.Number), " "))
		for _, l := range printClauses(choiceClauses(), c, nil) {
			p.line(2, l)
		}
	}
	for i := range b.Readings {
		p.blank()
		p.line(0, readingText(&b.Readings[i]))
	}
	if len(b.Provenance) > 0 {
		p.blank()
	}
	for _, s := range b.Provenance {
		rows := ""
		if s.Rows != 0 {
			rows = strconv.Itoa(s.Rows)
		}
		p.line(0, bars("source", field(s.Table), field(s.Title), field(s.Publisher), field(s.Retrieved), field(s.Revision),
			rows))
	}
}

func (p *printer) lists() {
	for i := range p.book.Lists {
		l := &p.book.Lists[i]
		p.blank()
		p.line(0, bars("list", field(l.Name), field(l.Title), field(l.Note)))
		var entries []string
		for _, e := range l.Entries {
			text := codeText(e.Code)
			if e.Out {
				text = "-" + text
			}
			if days := daysText(e.During); days != "" {
				text += " " + days
			}
			if !e.Published.IsZero() {
				text += " published " + e.Published.String()
			}
			if !e.Overtaken.IsZero() {
				text += " overtaken " + e.Overtaken.String()
			}
			entries = append(entries, text)
		}
		for len(entries) > 0 { // lines of their own, so that one entry is found and changed
			n, length := 0, 2
			for n < len(entries) && (n == 0 || length+len(entries[n])+2 <= width) {
				length += len(entries[n]) + 2
				n++
			}
			p.line(2, strings.Join(entries[:n], ", "))
			entries = entries[n:]
		}
	}
}

func (p *printer) schedule() {
	s := p.book.Schedule
	if s == nil {
		return
	}
	p.blank()
	if !s.KnownUntil.IsZero() {
		p.line(0, "schedule known until "+s.KnownUntil.String())
	}
	for _, r := range s.Revisions {
		text := bars("revision", field(r.Name))
		var more []string
		if !r.Published.IsZero() {
			more = append(more, "published "+r.Published.String())
		}
		if !r.Effective.IsZero() {
			more = append(more, "effective "+r.Effective.String())
		}
		if r.Held {
			more = append(more, "held")
		}
		p.line(0, text+" | "+strings.Join(more, "; "))
	}
	for _, l := range s.Lines {
		p.line(0, bars("line", codeText(l.Code), field(l.General), field(l.Special), field(l.Other), namesText(l.Units, nil),
			daysText(l.During)))
	}
	for _, n := range s.Numbers {
		var from []string
		for _, old := range n.TransferredFrom {
			from = append(from, codeText(old))
		}
		moved := namesText(from, nil)
		if moved != "" {
			moved = "transferred from " + moved
		}
		p.line(0, bars("number", codeText(n.Code), namesText(n.Units, nil), daysText(n.During), moved))
	}
	for _, a := range s.Seasons {
		p.line(0, bars("season", codeText(a.Code), field(a.From), field(a.To), codeText(a.Group)))
	}
}

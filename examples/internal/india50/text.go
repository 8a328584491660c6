package india50

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// WriteTo prints the report in about one screen.
func (r *report) WriteTo(w io.Writer) (int64, error) {
	var b bytes.Buffer
	r.printShirt(&b)
	r.printSectors(&b)
	r.printTradeOff(&b)
	r.printChina(&b)
	r.printEnded(&b)
	r.printNext(&b)
	return b.WriteTo(w)
}

func heading(b *bytes.Buffer, text string) {
	fmt.Fprintf(b, "\n%s\n%s\n", text, strings.Repeat("─", len([]rune(text))))
}

func table(b *bytes.Buffer) *tabwriter.Writer {
	return tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
}

func (r *report) printShirt(b *bytes.Buffer) {
	fmt.Fprintf(b, "What a cotton T-shirt from India pays, and why: 6109.10.00.12, $10,000, entered on %s\n", r.date)
	fmt.Fprintln(b, strings.Repeat("─", 86))
	t := table(b)
	for _, l := range r.shirt.Applied() {
		rate := l.DutyText
		if l.Rate != nil {
			rate = trade.Percent(*l.Rate)
		}
		fmt.Fprintf(t, "  %s\t%7s\t%10s\t%s\n", l.Heading, rate, trade.Thousands(l.Duty), l.Title)
	}
	total, _ := r.shirt.EffectiveRate()
	fmt.Fprintf(t, "  total\t%7s\t%10s\t\n", trade.Percent(total), trade.Thousands(r.shirt.Total))
	_ = t.Flush()
	most := decimal.New(1, -2)
	for _, s := range r.timeline {
		if s.rate.GreaterThan(most) {
			most = s.rate
		}
	}
	fmt.Fprintln(b)
	for _, s := range r.timeline {
		fmt.Fprintf(b, "  from %s %6s %-30s %s\n", s.from, trade.Percent(s.rate), bar(s.rate, most, 30), s.event)
	}
}

// bar draws a value as a bar of at most width characters.
func bar(value, most decimal.Decimal, width int64) string {
	n, err := exact.Div(value.Mul(decimal.NewFromInt(width)), most, 0, exact.HalfUp)
	if err != nil {
		return ""
	}
	return strings.Repeat("█", int(n.IntPart()))
}

func (r *report) printSectors(b *bytes.Buffer) {
	heading(b, "Cost by sector at unchanged trade: the 25% for Russian oil on exports of 2024-25, $ bn")
	t := table(b)
	fmt.Fprint(t, "  sector\texports\tcost\tduty in all, published\tof a line of it, by law on 2025-09-01\n")
	for _, s := range r.sectors {
		published := "–"
		if s.published != "" {
			published = s.published + "%"
		}
		fmt.Fprintf(t, "  %s\t%7s\t%6s\t%s\t%s (%s, %s)\n", s.name, s.exports.StringFixed(1), s.cost.StringFixed(2),
			published, trade.Percent(s.rate), s.what, s.line)
	}
	fmt.Fprintf(t, "  other\t%7s\t%6s\t\t\n", r.other.StringFixed(1), r.other.Mul(number("duty")).StringFixed(2))
	fmt.Fprintf(t, "  in all\t%7s\t%6s\ta year\t25%% × $%s bn\n", number("exposed").Shift(-9).StringFixed(1),
		billions(r.cost), number("exposed").Shift(-9))
	_ = t.Flush()
	fmt.Fprintln(b,
		"  Who bears it is not decided here. Metals under Section 232 were outside this duty (9903.01.87), so their row "+
			"is an upper bound.")
}

func (r *report) printTradeOff(b *bytes.Buffer) {
	heading(b, "The oil saving against it: 88 Mt × 7.33 bbl/t × discount, $ bn a year")
	t := table(b)
	for i, s := range savings {
		fmt.Fprintf(t, "  %s, %s\tat $%s/bbl\t%s\tpublished %s\n", s.who, s.when, s.discount, billions(r.savings[i]),
			s.published)
	}
	_ = t.Flush()
	fmt.Fprintf(b, "  break-even discount: %s bn ÷ (88 Mt × 7.33) = $%s/bbl\n", billions(r.cost), r.discount)
}

func (r *report) printChina(b *bytes.Buffer) {
	heading(b, "China, threatened on 13 September 2025, never charged: if 50% had come on 2025-10-01")
	t := table(b)
	for _, c := range r.china {
		fmt.Fprintf(t, "  %s\t%s\t→ %s\n", c.what, trade.Percent(c.before), trade.Percent(c.with))
	}
	_ = t.Flush()
}

func (r *report) printEnded(b *bytes.Buffer) {
	heading(b, "What ended when")
	for _, e := range r.ended {
		fmt.Fprintf(b, "  %s  %s\n", e.day, e.what)
	}
}

func (r *report) printNext(b *bytes.Buffer) {
	heading(b, "What the law of 18 September 2026 could do next, and to whom")
	fmt.Fprintf(b, "  %s directs a duty of 0 to %s, by decision of the President, on all goods of\n", r.act.Name,
		trade.Percent(r.act.Ceiling))
	fmt.Fprintln(b,
		"  the five largest importers of Russian crude oil or gas. By crude China is first and India second; the others")
	fmt.Fprintf(b, "  are not certain. Not set as far as known to %s; due by %s; at least %d days of notice.\n",
		r.act.KnownUntil, r.act.Due, r.act.Notice)
	t := table(b)
	fmt.Fprint(t, "  supposed rate")
	for _, s := range r.suppose[:4] {
		fmt.Fprintf(t, "\t%6s", trade.Percent(s.rate))
	}
	for i, s := range r.suppose {
		if i%4 == 0 {
			fmt.Fprintf(t, "\n  T-shirt of %s", s.origin)
		}
		fmt.Fprintf(t, "\t%6s", trade.Percent(s.total))
	}
	fmt.Fprint(t, "\n")
	_ = t.Flush()
	fmt.Fprintf(b, "  The figures rest on %d choices where the law is silent: us.Choices(). The book is known until %s.\n",
		r.choices, r.shirt.KnownUntil)
}

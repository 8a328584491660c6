package impact

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// layers numbers the duties that are charged.
type layers struct {
	report   *Report
	at       map[layerKey]int
	measures []map[string]*law.Measure // by law and heading
	texts    map[string]string         // one copy of each text
}

type layerKey struct {
	law       int
	authority law.Authority
	heading   string
	duty      string
	from      trade.Date
}

func newLayers(r *Report) *layers {
	l := &layers{report: r, at: map[layerKey]int{}, texts: map[string]string{}}
	for _, engine := range r.engines {
		byHeading := map[string]*law.Measure{}
		book := engine.Book()
		for i := range book.Measures {
			m := &book.Measures[i]
			byHeading[m.Heading] = m
			if m.AtCap != "" { // under which it is reported in the other case
				byHeading[m.AtCap] = m
			}
		}
		l.measures = append(l.measures, byHeading)
	}
	return l
}

// of is the number of the layer of an assessed line.
func (l *layers) of(at int, a *tariff.PeriodLine, line *Line) int {
	layer := Layer{
		Law: at, Authority: a.Authority, Program: a.Program, Heading: a.Heading, Title: a.Title,
		Duty: a.DutyText, Rate: a.Rate, Citation: a.Citation,
	}
	if m := l.measures[at][a.Heading]; m != nil && m.Authority == a.Authority {
		layer.stacking, layer.fixed = m.Stacking, m.Group != "" || m.Heading != a.Heading
		layer.During = during(m, a.During.From)
	} else {
		layer.Schedule, layer.fixed = true, a.Authority != law.Column1
		layer.During = l.base(at, line.Product, a.During.From)
	}
	key := layerKey{at, a.Authority, a.Heading, a.DutyText, layer.During.From}
	i, known := l.at[key]
	if !known {
		i = len(l.report.Layers)
		l.at[key] = i
		l.report.Layers = append(l.report.Layers, layer)
	}
	return i
}

// during are the days on which a measure charges what it charges on a day; terms that
// follow one another with the same duty are one.
func during(m *law.Measure, on trade.Date) trade.Interval {
	var found *law.Term
	for i := range m.Terms {
		if t := &m.Terms[i]; t.Overtaken.IsZero() && t.Contains(on) {
			found = t
			break
		}
	}
	if found == nil {
		return trade.Interval{}
	}
	days := found.Interval
	for range m.Terms { // each round joins one term at least, or none is left
		for i := range m.Terms {
			t := &m.Terms[i]
			if !t.Overtaken.IsZero() || t.State != found.State || t.Duty != found.Duty {
				continue
			}
			if !t.To.IsZero() && t.To == days.From {
				days.From = t.From
			}
			if !days.To.IsZero() && t.From == days.To {
				days.To = t.To
			}
		}
	}
	return days
}

// base is the stretch of days of the rate of the schedule.
func (l *layers) base(law int, product trade.Product, on trade.Date) trade.Interval {
	book := l.report.engines[law].Book()
	for _, b := range book.BaseRates {
		if b.During.Contains(on) && b.Products.Contains(product) {
			return b.During
		}
	}
	found, _, err := book.Schedule.Find(product, on)
	if err != nil {
		return trade.Interval{}
	}
	return found.During
}

// text says which measures were lifted, and by what, and on which days where the period
// has several stretches of law.
func (l *layers) text(a *tariff.PeriodAssessment) string {
	var b strings.Builder
	from := 0
	for i := range a.Stretches {
		text := lifted(a.Stretches[i].Lines)
		last := i+1 == len(a.Stretches)
		if !last && a.Stretches[i].During.To == a.Stretches[i+1].During.From && lifted(a.Stretches[i+1].Lines) == text {
			continue
		}
		if text != "" {
			if b.Len() > 0 {
				b.WriteString(" | ")
			}
			if from > 0 || !last {
				fmt.Fprintf(&b, "%s: ", trade.Interval{From: a.Stretches[from].During.From, To: a.Stretches[i].During.To})
			}
			b.WriteString(text)
		}
		from = i + 1
	}
	text := b.String()
	if known, ok := l.texts[text]; ok {
		return known
	}
	l.texts[text] = text
	return text
}

func lifted(lines []tariff.AssessedLine) string {
	var b strings.Builder
	for i := range lines {
		a := &lines[i]
		if a.Status != tariff.Exempt && a.Status != tariff.Displaced {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "%s %s: %s", a.Heading, a.Status, a.Reason)
	}
	return b.String()
}

// sort brings the layers into an order that does not depend on that of the rows.
func (l *layers) sort() {
	r := l.report
	order := make([]int, len(r.Layers))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := &r.Layers[i], &r.Layers[j]
		schedule := 0
		if a.Schedule != b.Schedule {
			schedule = 1
			if b.Schedule {
				schedule = -1
			}
		}
		return cmp.Or(cmp.Compare(a.Law, b.Law), schedule, cmp.Compare(a.Authority, b.Authority),
			cmp.Compare(a.Heading, b.Heading),
			a.During.From.Compare(b.During.From), cmp.Compare(a.Duty, b.Duty))
	})
	sorted, place := make([]Layer, len(order)), make([]int, len(order))
	for to, from := range order {
		sorted[to], place[from] = r.Layers[from], to
	}
	r.Layers = sorted
	for i := range r.Lines {
		for law := range r.Lines[i].Answers {
			charges := r.Lines[i].Answers[law].Charges
			for k := range charges {
				charges[k].Layer = place[charges[k].Layer]
			}
		}
	}
}

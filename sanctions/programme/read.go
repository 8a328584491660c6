package programme

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/trade"
)

// columns of a table of terms. to is the first day on which the term no longer
// holds; from and to may carry a clock, "2026-01-31 23:00 London".
var columns = []string{
	"regime", "parameter", "from", "to", "stated_to", "published", "status", "value", "unit",
	"instrument", "conditions", "note", "sources", "known_until",
}

var kinds = []string{"cap", "wind-down", "ban", "exemption", "licence", "listing", "duty", "rule"}

// Read reads a table of terms: CSV with the header regime, parameter, from,
// to, stated_to, published, status, value, unit, instrument, conditions, note,
// sources, known_until; lines that begin with # are comments, and "# title: …",
// "# source: …" and "# retrieved: …" are kept. The rows of a parameter stand
// together, oldest first; exactly one of them carries known_until. All that is wrong
// comes back together.
func Read(r io.Reader) (*Programme, error) {
	p := &Programme{}
	var text strings.Builder // the comments are read from it
	var all check.Problems
	seen := map[string]bool{}
	head := func(line int, cells []string) error {
		if !slices.Equal(cells, columns) {
			return fault.Cell(line, "header", strings.Join(cells, ","), "want "+strings.Join(columns, ","))
		}
		return nil
	}
	wrong := func(line int, cells []string) {
		all.Add(fault.Cell(line, "row", strings.Join(cells, ","),
			fmt.Sprintf("%d cells, the header has %d", len(cells), len(columns))))
	}
	row := func(line int, cells []string) { p.addRow(line, cells, seen, &all) }
	if err := check.Records(io.TeeReader(r, &text), &all, head, row, wrong); err != nil {
		return nil, err
	}
	p.comments(text.String())
	p.check(&all)
	if err := all.Err(); err != nil {
		return nil, err
	}
	return p, nil
}

func (p *Programme) comments(text string) {
	s := bufio.NewScanner(strings.NewReader(text))
	for s.Scan() {
		line, ok := strings.CutPrefix(s.Text(), "# ")
		if !ok {
			return
		}
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "title":
			p.Title = value
		case "source":
			p.Source = value
		case "retrieved":
			p.Retrieved = value
		}
	}
}

func (p *Programme) addRow(line int, fields []string, seen map[string]bool, all *check.Problems) {
	cell := func(name string) string { return strings.TrimSpace(fields[slices.Index(columns, name)]) }
	bad := func(column string, err error) {
		all.Add(fault.Cell(line, column, cell(column), err.Error()))
	}
	regime, err := sanctions.ParseRegime(cell("regime"))
	if err != nil {
		bad("regime", err)
		return
	}
	name := cell("parameter")
	kind, rest, _ := strings.Cut(name, "/")
	if !slices.Contains(kinds, kind) || rest == "" {
		bad("parameter", fmt.Errorf("want one of %s, a slash and a name", strings.Join(kinds, ", ")))
		return
	}
	t := Term{Status: Status(cell("status")), Unit: cell("unit"), Instrument: cell("instrument"), Note: cell("note")}
	if !slices.Contains([]Status{inForce, suspended, legalBasis, announced, ended, unknownStatus}, t.Status) {
		bad("status", errors.New("want in_force, suspended, legal_basis, announced, ended or unknown"))
	}
	if t.From, t.Starts, err = limit(cell("from")); err != nil {
		bad("from", err)
	}
	if t.To, t.Ends, err = limit(cell("to")); err != nil {
		bad("to", err)
	}
	if t.IsEmpty() {
		bad("to", fmt.Errorf("no day lies between %s and it", t.From))
	}
	if t.StatedTo, err = optionalDate(cell("stated_to")); err != nil {
		bad("stated_to", err)
	}
	if t.Published, err = optionalDate(cell("published")); err != nil {
		bad("published", err)
	}
	if v := cell("value"); v != "" {
		d, err := decimal.NewFromString(v)
		if err != nil || len(v) > 40 || strings.ContainsAny(v, "eE") {
			bad("value", errors.New("want a plain decimal number"))
		}
		t.Value = &d
	}
	if kind == "cap" && t.Status == inForce && (t.Value == nil || !t.Value.IsPositive() || t.Unit != CapUnit) {
		bad("value", fmt.Errorf("a cap in force needs a positive number and the unit %s", CapUnit))
	}
	if t.Conditions, err = ParseConditions(cell("conditions")); err != nil {
		bad("conditions", err)
	}
	for s := range strings.SplitSeq(cell("sources"), ";") {
		if s = strings.TrimSpace(s); s != "" {
			t.Sources = append(t.Sources, s)
		}
	}
	if len(t.Sources) == 0 {
		bad("sources", errors.New("a term without a source cannot be checked"))
	}
	if t.Status == unknownStatus && t.Note == "" {
		bad("note", errors.New("say what is not known"))
	}
	known, err := optionalDate(cell("known_until"))
	if err != nil {
		bad("known_until", err)
	}
	n := len(p.Parameters)
	if n == 0 || p.Parameters[n-1].Regime != regime || p.Parameters[n-1].Name != name {
		key := string(regime) + " " + name
		if seen[key] {
			bad("parameter", errors.New("stands already above; keep its rows together"))
			return
		}
		seen[key] = true
		p.Parameters = append(p.Parameters, Parameter{Regime: regime, Name: name})
		n++
	}
	q := &p.Parameters[n-1]
	if !known.IsZero() {
		if !q.KnownUntil.IsZero() {
			bad("known_until", errors.New("stands in another row of the parameter too"))
		}
		q.KnownUntil = known
	}
	q.Terms = append(q.Terms, t)
}

// Check reports terms of a parameter that overlap or stand out of order, and
// parameters without a last known day, all together. Read has done it.
func (p *Programme) Check() error {
	var all check.Problems
	p.check(&all)
	return all.Err()
}

func (p *Programme) check(all *check.Problems) {
	for i := range p.Parameters {
		q := &p.Parameters[i]
		if q.KnownUntil.IsZero() {
			all.Add(fault.Cell(0, "known_until", string(q.Regime)+" "+q.Name, "no row says until when the parameter is known"))
		}
		reach := 0 // the term that ends last, so far
		for j := range q.Terms {
			if j > 0 && q.Terms[reach].Overlaps(q.Terms[j].Interval) {
				all.Add(fault.Overlap(string(q.Regime)+" "+q.Name, q.Terms[reach].Interval, q.Terms[j].Interval))
			}
			if end := q.Terms[reach].To; !end.IsZero() && (q.Terms[j].To.IsZero() || q.Terms[j].To.After(end)) {
				reach = j
			}
			if j > 0 && q.Terms[j].From.Before(q.Terms[j-1].From) {
				all.Add(fault.Cell(0, "from", q.Terms[j].From.String(),
					fmt.Sprintf("%s %s: the rows stand oldest first", q.Regime, q.Name)))
			}
		}
	}
}

// limit reads a day with or without a clock, as the first or the last limit of a
// term: a day belongs to what holds at noon.
func limit(text string) (trade.Date, Moment, error) {
	day, clock, hasClock := strings.Cut(text, " ")
	d, err := optionalDate(day)
	if err != nil || !hasClock {
		return d, Moment{}, err
	}
	if d.IsZero() || len(clock) < 7 || clock[2] != ':' || clock[5] != ' ' || !check.Digits(clock[:2]) ||
		!check.Digits(clock[3:5]) || clock[:2] > "23" || clock[3:5] > "59" {
		return trade.Date{}, Moment{}, errors.New("want a day, or a day with a clock such as 2026-01-31 23:00 London")
	}
	m := Moment{Day: d, Clock: clock}
	if clock[:2] >= "12" {
		d = d.AddDays(1)
	}
	return d, m, nil
}

func optionalDate(s string) (trade.Date, error) {
	if s == "" {
		return trade.Date{}, nil
	}
	return trade.ParseDate(s)
}

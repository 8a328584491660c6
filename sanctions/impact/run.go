package impact

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// Run assesses every flow under every law. Errors are *Error, those of Compile
// and of Scenario.Apply, and the context's. A row without an answer is no error: it
// is in Rejects.
func Run(ctx context.Context, s *Study) (*Report, error) {
	if err := s.check(); err != nil {
		return nil, err
	}
	r := &Report{Study: s}
	if err := r.compile(); err != nil {
		return nil, err
	}
	if s.Totals {
		return r, r.countAll(ctx)
	}
	if err := r.part(); err != nil {
		return nil, err
	}
	if err := r.assess(ctx); err != nil {
		return nil, err
	}
	r.countByQuantity()
	if err := r.spread(ctx); err != nil {
		return nil, err
	}
	if err := r.check(ctx); err != nil {
		return nil, err
	}
	return r, nil
}

// compile makes an engine for each law.
func (r *Report) compile() error {
	s := r.Study
	r.Laws = []Law{{Label: "baseline", Name: s.Book.Name}}
	books := []*law.Book{s.Book}
	for i, scenario := range s.Scenarios {
		book, err := scenario.Apply(s.Book)
		if err != nil {
			return err
		}
		text, err := json.Marshal(scenario)
		if err != nil {
			return &Error{"bad_study", fmt.Sprintf("scenario %q cannot be written as JSON: %v", scenario.Name, err)}
		}
		sum := sha256.Sum256(text)
		law := Law{
			Label: "scenario", Name: scenario.Name, Description: scenario.Description,
			SHA256: hex.EncodeToString(sum[:]),
		}
		if len(s.Scenarios) > 1 {
			law.Label = fmt.Sprintf("scenario %d", i+1)
		}
		r.Laws, books = append(r.Laws, law), append(books, book)
	}
	for _, book := range books {
		engine, err := tariff.CompileWith(book, s.Options)
		if err != nil {
			return err
		}
		r.engines = append(r.engines, engine)
		r.calendars = append(r.calendars, tariff.NewCalendar(engine))
	}
	return nil
}

// outcome is what became of one row.
type outcome struct {
	line    Line
	answers []*tariff.PeriodAssessment // by law
	covers  []string                   // by law
	reject  *Reject
	skipped bool
}

// chunk is how many rows are assessed before they are put into the report.
const chunk = 2048

// assess goes through the rows, some at once, and puts them into the report in
// their order.
func (r *Report) assess(ctx context.Context) error {
	s := r.Study
	layers := newLayers(r)
	out := make([]outcome, chunk)
	for from := 0; from < s.Flows.Len(); from += chunk {
		n := min(chunk, s.Flows.Len()-from)
		if err := workers.Each(ctx, s.Workers, n, func(_, i int) { out[i] = r.row(from + i) }); err != nil {
			return err
		}
		for i := range n {
			r.take(&out[i], layers)
		}
		if s.Progress != nil {
			s.Progress(from+n, s.Flows.Len())
		}
	}
	layers.sort()
	return nil
}

// row assesses one row under every law.
func (r *Report) row(i int) outcome {
	f := r.Study.Flows.Row(i)
	reject := func(code, reason string) outcome { return outcome{reject: &Reject{i, code, reason}} }
	if importer := r.Study.importer(); f.Destination != importer {
		o := reject("other_destination",
			fmt.Sprintf("the goods go to %s, not to %s", cmp.Or(string(f.Destination), "nowhere that is stated"), importer))
		o.skipped = true
		return o
	}
	entry, days, code, reason := r.entry(&f)
	if code != "" {
		return reject(code, reason)
	}
	r.standIn(i, &entry)
	o := outcome{line: Line{Row: i, Answers: make([]Answer, len(r.Laws))}}
	for law, calendar := range r.calendars {
		a, err := calendar.Assess(entry, days)
		under := ""
		if law > 0 {
			under = "under " + r.Laws[law].Label + ": "
		}
		switch {
		case err != nil:
			return reject(tariff.ErrorCode(err), under+err.Error())
		case law > 0 && (a.Known != o.line.Known || !slices.Equal(a.Unknown, o.line.Unknown)):
			return reject("horizon", under+"other days are known than under the law as it is; take a period that both reach")
		}
		o.line.set(a)
		if law == 0 {
			o.line.Embargoes = embargoes(r.engines[0], a)
		}
		o.line.Answers[law].set(a)
		o.answers, o.covers = append(o.answers, a), append(o.covers, coverOf(a))
	}
	return o
}

// set states what an assessment says of the row.
func (l *Line) set(a *tariff.PeriodAssessment) {
	l.Date, l.Product, l.Count, l.Known, l.Unknown = a.Entry.Date, a.Entry.Product, a.Count, a.Known, a.Unknown
	l.Value = a.KnownValue()
	l.UnknownValue = a.Entry.Value.Sub(l.Value)
	for i := range a.Stretches {
		s := &a.Stretches[i]
		l.Held = l.Held || s.During.LastDay().After(s.KnownUntil)
	}
}

// set states what an assessment charges, but for the layers.
func (n *Answer) set(a *tariff.PeriodAssessment) {
	n.Duty, n.First, n.Last, n.Lowest, n.Highest = a.Total, a.First, a.Last, a.Lowest, a.Highest
	n.Changes = a.Changes()
}

// entry is the flow as an entry and the days on which it can have been entered, or a
// code and the reason why it cannot be one.
func (r *Report) entry(f *trade.Flow) (entry tariff.Entry, days trade.Interval, code, reason string) {
	switch {
	case f.Value == nil:
		return entry, days, "no_value", "the row has no value; a duty is charged on one"
	case f.Basis.Freight():
		return entry, days, "basis",
			fmt.Sprintf("the value is %s, with freight; the duty is charged on the customs value, without it", f.Basis)
	}
	entry = tariff.Entry{Origin: f.Origin, Product: f.Product, Value: f.Value.Amount}
	if days = r.Study.days(f); days.IsEmpty() {
		return entry, days, "no_period", "the row has no period, and the study no day of entry"
	}
	if f.Quantity != nil {
		entry.Quantities = []trade.Quantity{*f.Quantity}
	}
	for text := range strings.SplitSeq(f.Notes["claims"], ";") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if err := entry.Claims.Add(text); err != nil {
			return entry, days, tariff.ErrorCode(err), err.Error()
		}
	}
	return entry, days, "", ""
}

// take puts what became of a row into the report.
func (r *Report) take(o *outcome, layers *layers) {
	if o.reject != nil {
		list, sum := &r.Rejects, &r.RejectedValue
		if o.skipped {
			list, sum = &r.Skips, &r.SkippedValue
		}
		*list = append(*list, *o.reject)
		if v := r.Study.Flows.Row(o.reject.Row).Value; v != nil {
			*sum = sum.Add(v.Amount)
		}
		return
	}
	for law, a := range o.answers {
		answer := &o.line.Answers[law]
		for i := range a.Lines {
			l := &a.Lines[i]
			answer.Charges = append(answer.Charges, Charge{layers.of(law, l, &o.line), l.Base, l.Days, l.Duty, l.Upon})
		}
		answer.NotCharged = layers.text(a)
		answer.cover = r.cover(o.covers[law])
	}
	again := func(same func(*Line) bool) bool { // of another part of the flow
		last := len(r.Lines) - 1
		return last >= 0 && r.asked(r.Lines[last].Row) == r.asked(o.line.Row) && same(&r.Lines[last])
	}
	if len(o.line.Unknown) > 0 {
		if !again(func(l *Line) bool { return len(l.Unknown) > 0 }) {
			r.Unknown++
		}
		r.UnknownValue = r.UnknownValue.Add(o.line.UnknownValue)
	}
	if o.line.Held {
		if !again(func(l *Line) bool { return l.Held }) {
			r.Held++
		}
		r.HeldValue = r.HeldValue.Add(o.line.Value)
	}
	r.countEmbargoes(&o.line)
	r.Lines = append(r.Lines, o.line)
}

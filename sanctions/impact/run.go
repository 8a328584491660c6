package impact

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Run assesses every flow under every law. Errors are *StudyError, those of Compile
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
	if err := r.assess(ctx); err != nil {
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
	books := []*tariff.Book{s.Book}
	for i, scenario := range s.Scenarios {
		book, err := scenario.Apply(s.Book)
		if err != nil {
			return err
		}
		text, err := json.Marshal(scenario)
		if err != nil {
			return &StudyError{fmt.Sprintf("scenario %q cannot be written as JSON: %v", scenario.Name, err)}
		}
		sum := sha256.Sum256(text)
		law := Law{Label: "scenario", Name: scenario.Name, Description: scenario.Description, SHA256: hex.EncodeToString(sum[:])}
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
	}
	return nil
}

// outcome is what became of one row.
type outcome struct {
	line    Line
	lines   [][]tariff.AssessedLine // by law
	reject  *Reject
	skipped bool
}

// chunk is how many rows are assessed before they are put into the report.
const chunk = 2048

// assess goes through the rows, some at once, and puts them into the report in
// their order.
func (r *Report) assess(ctx context.Context) error {
	s := r.Study
	workers := s.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	layers := newLayers(r)
	out := make([]outcome, chunk)
	for from := 0; from < s.Flows.Len(); from += chunk {
		n := min(chunk, s.Flows.Len()-from)
		var next atomic.Int64
		var group sync.WaitGroup
		for range min(workers, n) {
			group.Go(func() {
				for ctx.Err() == nil {
					i := int(next.Add(1)) - 1
					if i >= n {
						return
					}
					out[i] = r.row(from + i)
				}
			})
		}
		group.Wait()
		if err := ctx.Err(); err != nil {
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
		o := reject("other_destination", fmt.Sprintf("the goods go to %s, not to %s", cmp.Or(string(f.Destination), "nowhere that is stated"), importer))
		o.skipped = true
		return o
	}
	entry, code, reason := r.entry(&f)
	if code != "" {
		return reject(code, reason)
	}
	o := outcome{line: Line{Row: i, Date: entry.Date, Product: entry.Product, Value: entry.Value, Answers: make([]Answer, len(r.Laws))}}
	for law, engine := range r.engines {
		a, err := engine.Assess(entry)
		if err != nil {
			reason := err.Error()
			if law > 0 {
				reason = "under " + r.Laws[law].Label + ": " + reason
			}
			return reject(tariff.ErrorCode(err), reason)
		}
		o.line.Product = a.Entry.Product
		o.line.Answers[law].Duty = a.Total
		o.lines = append(o.lines, a.Lines)
	}
	return o
}

// entry is the flow as an entry, or a code and the reason why it cannot be one.
func (r *Report) entry(f *trade.Flow) (entry tariff.Entry, code, reason string) {
	switch {
	case f.Value == nil:
		return entry, "no_value", "the row has no value; a duty is charged on one"
	case f.Basis.Freight():
		return entry, "basis", fmt.Sprintf("the value is %s, with freight; the duty is charged on the customs value, without it", f.Basis)
	}
	entry = tariff.Entry{Date: r.Study.On, Origin: f.Origin, Product: f.Product, Value: f.Value.Amount}
	if entry.Date.IsZero() {
		if f.Period.From.IsZero() || f.Period.To.IsZero() || f.Period.IsEmpty() {
			return entry, "no_period", "the row has no period, and the study no day of entry"
		}
		entry.Date = r.Study.Within.of(f.Period)
	}
	if f.Quantity != nil {
		entry.Quantities = []trade.Quantity{*f.Quantity}
	}
	for text := range strings.SplitSeq(f.Notes["claims"], ";") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		if err := entry.Claims.Add(text); err != nil {
			return entry, tariff.ErrorCode(err), err.Error()
		}
	}
	return entry, "", ""
}

// take puts what became of a row into the report.
func (r *Report) take(o *outcome, layers *layers) {
	switch {
	case o.skipped:
		r.Skips = append(r.Skips, *o.reject)
		return
	case o.reject != nil:
		r.Rejects = append(r.Rejects, *o.reject)
		if v := r.Study.Flows.Row(o.reject.Row).Value; v != nil {
			r.RejectedValue = r.RejectedValue.Add(v.Amount)
		}
		return
	}
	for law := range o.lines {
		answer := &o.line.Answers[law]
		for i := range o.lines[law] {
			l := &o.lines[law][i]
			if l.Status == tariff.Applied {
				answer.Charges = append(answer.Charges, Charge{layers.of(law, l, &o.line), l.Base, l.Duty})
			}
		}
		answer.NotCharged = layers.text(o.lines[law])
	}
	r.Lines = append(r.Lines, o.line)
}

// layers numbers the duties that are charged.
type layers struct {
	report   *Report
	at       map[layerKey]int
	measures []map[string]*tariff.Measure // by law and heading
	texts    map[string]string            // one copy of each text
}

type layerKey struct {
	law       int
	authority tariff.Authority
	heading   string
	duty      string
	from      trade.Date
}

func newLayers(r *Report) *layers {
	l := &layers{report: r, at: map[layerKey]int{}, texts: map[string]string{}}
	for _, engine := range r.engines {
		byHeading := map[string]*tariff.Measure{}
		book := engine.Book()
		for i := range book.Measures {
			byHeading[book.Measures[i].Heading] = &book.Measures[i]
		}
		l.measures = append(l.measures, byHeading)
	}
	return l
}

// of is the number of the layer of an assessed line.
func (l *layers) of(law int, a *tariff.AssessedLine, line *Line) int {
	layer := Layer{
		Law: law, Authority: a.Authority, Program: a.Program, Heading: a.Heading, Title: a.Title,
		Duty: a.DutyText, Rate: a.Rate, Citation: a.Citation,
	}
	if m := l.measures[law][a.Heading]; m != nil && m.Authority == a.Authority {
		layer.stacking = m.Stacking
		for i := range m.Terms {
			if t := &m.Terms[i]; t.Overtaken.IsZero() && t.Contains(line.Date) {
				layer.During = t.Interval
				break
			}
		}
	} else {
		layer.Schedule = true
		layer.During = l.base(law, line)
	}
	key := layerKey{law, a.Authority, a.Heading, a.DutyText, layer.During.From}
	i, known := l.at[key]
	if !known {
		i = len(l.report.Layers)
		l.at[key] = i
		l.report.Layers = append(l.report.Layers, layer)
	}
	return i
}

// base is the stretch of days of the rate of the schedule.
func (l *layers) base(law int, line *Line) trade.Interval {
	book := l.report.engines[law].Book()
	for _, b := range book.BaseRates {
		if b.During.Contains(line.Date) && b.Products.Contains(line.Product) {
			return b.During
		}
	}
	found, _, err := book.Schedule.Find(line.Product, line.Date)
	if err != nil {
		return trade.Interval{}
	}
	return found.During
}

// text says which measures were lifted, and by what.
func (l *layers) text(lines []tariff.AssessedLine) string {
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
	text := b.String()
	if known, ok := l.texts[text]; ok {
		return known
	}
	l.texts[text] = text
	return text
}

// sort brings the layers into an order that does not hang on that of the rows.
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
		return cmp.Or(cmp.Compare(a.Law, b.Law), schedule, cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Heading, b.Heading),
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

// check compares the figures with those of other ways.
func (r *Report) check(ctx context.Context) error {
	r.Checks = append(r.Checks, Check{
		"rows of the flows = answered + rejected + skipped",
		count(r.Study.Flows.Len()), count(len(r.Lines) + len(r.Rejects) + len(r.Skips)), true,
	})
	entries := make([]tariff.Entry, len(r.Lines))
	for i := range r.Lines {
		f := r.Study.Flows.Row(r.Lines[i].Row)
		entry, code, reason := r.entry(&f)
		if code != "" {
			return errors.New("impact: a line lost its entry: " + reason)
		}
		entries[i] = entry
	}
	total := r.Total()
	short, err := r.byColumns(ctx, entries)
	if err != nil {
		return err
	}
	for law := range r.engines {
		label := r.Laws[law].Label
		r.Checks = append(r.Checks, Check{"duty, " + label + ": assessed by columns = explained line by line", short[law], total.Duty[law], false})
		for _, by := range []struct {
			name string
			rows []Total
		}{{"origins", r.ByOrigin()}, {"chapters", r.ByChapter()}, {"periods", r.ByPeriod()}, {"layers", r.ByLayer()}} {
			var sum decimal.Decimal
			for i := range by.rows {
				sum = sum.Add(by.rows[i].Duty[law])
			}
			r.Checks = append(r.Checks, Check{"duty, " + label + ": lines = " + by.name, total.Duty[law], sum, false})
		}
	}
	return nil
}

// byColumns is the duty of each law by the other way of the engine, which looks
// tables up in place of going through the measures.
func (r *Report) byColumns(ctx context.Context, entries []tariff.Entry) ([]decimal.Decimal, error) {
	sums := make([]decimal.Decimal, len(r.engines))
	if r.Study.Options.Rounding == exact.Exact { // which columns of cents cannot hold
		for law, engine := range r.engines {
			charges, err := engine.AssessAll(ctx, entries, r.Study.Workers)
			if err != nil {
				return nil, err
			}
			for i := range charges {
				sums[law] = sums[law].Add(charges[i].Total)
			}
		}
		return sums, nil
	}
	batch, err := tariff.NewBatch(r.engines...)
	if err != nil {
		return nil, err
	}
	c := tariff.Columns[uint32, uint32, uint32]{Scale: 2, Aside: map[int]tariff.Entry{}}
	products, origins, dates := map[trade.Product]uint32{}, map[trade.Country]uint32{}, map[trade.Date]uint32{}
	for i := range entries {
		e := &entries[i]
		c.Product = append(c.Product, number(products, &c.Products, e.Product))
		c.Origin = append(c.Origin, number(origins, &c.Origins, e.Origin))
		c.Date = append(c.Date, number(dates, &c.Dates, e.Date))
		cents, plain := exact.FromDecimal(e.Value.Shift(2))
		plain = plain && cents.Scale == 0 && len(e.Quantities) == 0 && r.Study.Flows.Row(r.Lines[i].Row).Notes["claims"] == ""
		if !plain {
			c.Aside[i] = *e
			cents.Coef = 0
		}
		c.Value = append(c.Value, cents.Coef)
	}
	opts := tariff.ColumnOptions{Workers: r.Study.Workers}
	for range r.engines {
		opts.Totals = append(opts.Totals, tariff.NewTotals(tariff.By{}))
	}
	if _, err := tariff.AssessColumns(ctx, batch, &c, opts); err != nil {
		return nil, err
	}
	for law, totals := range opts.Totals {
		for _, t := range totals.Rows() {
			sums[law] = sums[law].Add(t.Base).Add(t.Additional)
		}
	}
	return sums, nil
}

// number is the place of a code in a dictionary.
func number[T comparable](places map[T]uint32, list *[]T, code T) uint32 {
	i, known := places[code]
	if !known {
		i = uint32(len(*list))
		places[code] = i
		*list = append(*list, code)
	}
	return i
}

package impact

import (
	"context"
	"errors"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// check compares the figures with those of other ways.
func (r *Report) check(ctx context.Context) error {
	answered, rejected, _ := r.Counts()
	r.Checks = append(r.Checks, Check{
		"rows of the flows = answered + rejected + elsewhere",
		count(r.Asked.Len()), count(answered + rejected + len(r.Skips)), true,
	})
	r.Checks = append(r.Checks, r.accountChecks()...)
	total := r.Total()
	short, err := r.otherWay(ctx)
	if err != nil {
		return err
	}
	for law := range r.engines {
		label := r.Laws[law].Label
		r.Checks = append(r.Checks,
			Check{"duty, " + label + ": charged in short = explained line by line", short[law], total.Duty[law], false})
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

// otherWay is the duty of each law by the other way of the engine, which looks tables up
// in place of going through the measures: by columns for lines that have one law on all
// their days, and stretch by stretch for the others.
func (r *Report) otherWay(ctx context.Context) ([]decimal.Decimal, error) {
	var entries []tariff.Entry
	var one, several []int // lines
	for i := range r.Lines {
		line := &r.Lines[i]
		f := r.Study.Flows.Row(line.Row)
		entry, days, code, reason := r.entry(&f)
		if code != "" {
			return nil, errors.New("impact: a line lost its entry: " + reason)
		}
		r.standIn(line.Row, &entry)
		entry.Date = line.Date
		alone := line.Known == line.Count && line.Count == days.To.Sub(days.From)
		for law := range r.calendars {
			alone = alone && len(r.calendars[law].Stretches(entry.Origin, line.Product, days)) == 1
		}
		if !alone || r.Study.Options.Rounding == exact.Exact { // which columns of cents cannot hold
			several = append(several, i)
			continue
		}
		one, entries = append(one, i), append(entries, entry)
	}
	sums, err := r.byColumns(ctx, one, entries)
	if err != nil {
		return nil, err
	}
	engines := r.engines
	if len(several) > 0 && r.Study.Options.Rounding != exact.CFR1593 { // which rounds the value too
		engines = nil
		for _, e := range r.engines {
			opts := r.Study.Options
			opts.Rounding = exact.Exact
			engine, err := tariff.CompileWith(e.Book(), opts)
			if err != nil {
				return nil, err
			}
			engines = append(engines, engine)
		}
	}
	for law := range engines {
		duties, err := r.byStretches(ctx, law, engines[law], several)
		if err != nil {
			return nil, err
		}
		for _, d := range duties {
			sums[law] = sums[law].Add(d)
		}
	}
	return sums, nil
}

// byStretches is the duty of lines by their stretches, each charged in short and weighed
// by its days. A line has a rounding for each of its charges: what differs by no more
// than these is that of the line.
func (r *Report) byStretches(ctx context.Context, law int, engine *tariff.Engine, lines []int) ([]decimal.Decimal,
	error,
) {
	var entries []tariff.Entry
	var of, days []int
	for k, i := range lines {
		f := r.Study.Flows.Row(r.Lines[i].Row)
		entry, period, _, _ := r.entry(&f)
		r.standIn(r.Lines[i].Row, &entry)
		period.From = trade.Interval{From: r.Lines[i].Date}.Intersect(period).From
		for _, s := range r.calendars[law].Stretches(entry.Origin, r.Lines[i].Product, period) {
			entry.Date = s.From
			entries, of, days = append(entries, entry), append(of, k), append(days, s.To.Sub(s.From))
		}
	}
	charges, err := engine.AssessAll(ctx, entries, r.Study.Workers)
	if err != nil {
		return nil, err
	}
	sums := make([]decimal.Decimal, len(lines))
	for i := range charges {
		if charges[i].Err == nil { // the others are days that no line has
			sums[of[i]] = sums[of[i]].Add(charges[i].Total.Mul(count(days[i])))
		}
	}
	for k, i := range lines {
		line := &r.Lines[i]
		answer := &line.Answers[law]
		unit := decimal.New(1, -2)
		if r.Study.Options.Rounding == exact.Exact {
			unit = decimal.New(1, -12)
		}
		off := sums[k].Sub(answer.Duty.Mul(count(line.Count))).Abs()
		if off.LessThanOrEqual(unit.Mul(count(len(answer.Charges) * line.Count))) {
			sums[k] = answer.Duty
			continue
		}
		if sums[k], err = exact.Div(sums[k], count(line.Count), 2, exact.HalfUp); err != nil {
			return nil, err
		}
	}
	return sums, nil
}

// byColumns is the duty of lines on one day by columns; one are their places.
func (r *Report) byColumns(ctx context.Context, one []int, entries []tariff.Entry) ([]decimal.Decimal, error) {
	sums := make([]decimal.Decimal, len(r.engines))
	if len(entries) == 0 {
		return sums, nil
	}
	batch, err := bulk.NewBatch(r.engines...)
	if err != nil {
		return nil, err
	}
	c := bulk.Columns[uint32, uint32, uint32]{Scale: 2, Entries: map[int]tariff.Entry{}}
	products, origins, dates := map[trade.Product]uint32{}, map[trade.Country]uint32{}, map[trade.Date]uint32{}
	for i := range entries {
		e := &entries[i]
		c.Product = append(c.Product, number(products, &c.Products, e.Product))
		c.Origin = append(c.Origin, number(origins, &c.Origins, e.Origin))
		c.Date = append(c.Date, number(dates, &c.Dates, e.Date))
		cents, plain := exact.FromDecimal(e.Value.Shift(2))
		plain = plain && cents.Scale == 0 && len(e.Quantities)+len(e.Parts) == 0 &&
			r.Study.Flows.Row(r.Lines[one[i]].Row).Notes["claims"] == ""
		if !plain {
			c.Entries[i] = *e
			cents.Coef = 0
		}
		c.Value = append(c.Value, cents.Coef)
	}
	opts := bulk.Options{Workers: r.Study.Workers}
	for range r.engines {
		opts.Totals = append(opts.Totals, bulk.NewTotals(bulk.By{}))
	}
	if _, err := bulk.Assess(ctx, batch, &c, opts); err != nil {
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

package impact

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// countAll adds all flows up. Some roundings are a *Error: they need the lines.
func (r *Report) countAll(ctx context.Context) error {
	s := r.Study
	if err := countable(s); err != nil {
		return err
	}
	parting, err := r.parting()
	if err != nil {
		return err
	}
	r.counted = &tally{}
	batch, err := bulk.NewBatch(r.engines...)
	if err != nil {
		return err
	}
	c := newCounting(r, batch)
	c.parting, c.workers = parting, s.Workers
	if parting == nil {
		if err := c.together(ctx); err != nil {
			return err
		}
		c.finish()
		r.Checks = append(r.Checks, r.accountChecks()...)
		return nil
	}
	for from := 0; from < s.Flows.Len(); from += countChunk {
		to := min(from+countChunk, s.Flows.Len())
		if err := c.someOf(ctx, from, to); err != nil {
			return err
		}
		if s.Progress != nil {
			s.Progress(to, s.Flows.Len())
		}
	}
	c.finish()
	r.Checks = append(r.Checks, r.accountChecks()...)
	return nil
}

// countChunk is how many flows are columns at a time.
const countChunk = 1 << 13

func countable(s *Study) error {
	switch {
	case s.Options.Rounding == exact.Exact:
		return &Error{"totals", "duties without rounding do not fit columns of cents"}
	case s.Options.Rounding == exact.CFR1593:
		return &Error{"totals", "19 CFR 159.3 rounds the value of a whole entry"}
	}
	return nil
}

// counting is the work of Count.
type counting struct {
	*Report
	workers   int               // of a chunk
	parting   *parting          // nil: flows are counted as they are
	became    []became          // of the flows of a chunk, where they are parted
	rows      []int             // of the chunk
	again     []int             // rows to count again, with quantities that stand in
	retries   int               // how often the rows were counted before
	places    int32             // decimals of the values: 2, or those that the flows have
	first     int               // of the flows of a chunk
	claims    map[string]uint32 // by text: what Columns.Claim says
	calendar  map[trade.Product]standing
	batch     *bulk.Batch
	charges   []*bulk.Charges
	columns   bulk.Columns[uint32, uint32, uint32]
	parts     []part // of the chunk
	stretches map[trade.Interval][]trade.Interval
	seasonal  []bool // by product of the flows
	always    []bool // by product of the flows: its code stands on all days that the book knows
	periods   map[trade.Interval]string
	dates     map[trade.Date]uint32
	absent    map[absentKey]bool
	sums      map[string]map[string]*cents // by kind of key and key
	total     cents
	out       *tally
}

// part is a part of a flow: a stretch of its days.
type part struct {
	row  int
	days trade.Interval
	last bool // of its flow
}

type absentKey struct {
	product uint32
	on      trade.Date
}

// keyAuthority is what a Tally has in place of headings.
const keyAuthority = "authority"

func newCounting(r *Report, batch *bulk.Batch) *counting {
	c := &counting{
		Report: r, batch: batch, stretches: map[trade.Interval][]trade.Interval{}, dates: map[trade.Date]uint32{},
		absent: map[absentKey]bool{}, periods: map[trade.Interval]string{}, sums: map[string]map[string]*cents{},
		total: cents{duty: make([]wide, len(r.Laws))},
	}
	for range r.engines {
		c.charges = append(c.charges, &bulk.Charges{ByAuthority: make([][]int64, len(batch.Authorities()))})
	}
	c.claims, c.calendar = map[string]uint32{}, map[trade.Product]standing{}
	c.out, c.places = r.counted, 2
	for _, v := range r.Asked.Value {
		if places := -v.Decimal.Exponent(); v.Valid && places > c.places {
			c.places = min(places, mostPlaces)
		}
	}
	return c
}

const quantityScale = 6

// mostPlaces are the decimals of values that columns are given.
const mostPlaces = 6

// chunk answers some flows.
func (c *counting) chunk(ctx context.Context, rows []int) error {
	k := &c.columns
	k.Claim = k.Claim[:0]
	k.Product, k.Origin, k.Date, k.Value = k.Product[:0], k.Origin[:0], k.Date[:0], k.Value[:0]
	k.Unit, k.Quantity, c.parts = k.Unit[:0], k.Quantity[:0], c.parts[:0]
	for _, i := range rows {
		if err := c.put(i); err != nil {
			return err
		}
	}
	if len(c.parts) == 0 {
		return ctx.Err()
	}
	if len(k.Claim) > 0 && slices.Max(k.Claim) == 0 {
		k.Claim = k.Claim[:0]
	}
	opts := bulk.Options{Workers: c.workers, Charges: c.charges, Rejects: -1}
	if _, err := bulk.Assess(ctx, c.batch, k, opts); err != nil {
		return err
	}
	for at := 0; at < len(c.parts); {
		end := at + 1
		for !c.parts[end-1].last {
			end++
		}
		c.take(at, end)
		at = end
	}
	return ctx.Err()
}

// put puts a flow into the columns, in parts by its stretches of days, or answers it at once.
func (c *counting) put(i int) error {
	flows := c.Study.Flows
	claim, plain := c.claim(flows.Notes[i]["claims"])
	if code(flows.Countries, flows.Destination, i) != c.Study.importer() || !plain ||
		!flows.Value[i].Valid || flows.Basis[i].Freight() || len(c.Report.stands[i].more()) > 0 {
		return c.alone(i)
	}
	value, fits := exact.FromDecimal(flows.Value[i].Decimal.Shift(c.places))
	if !fits || value.Scale != 0 || value.Coef <= 0 {
		return c.alone(i)
	}
	quantity, unit := int64(0), uint8(bulk.NoUnit)
	if q := flows.Quantity[i]; q.Valid {
		amount, fits := exact.FromDecimal(q.Decimal.Shift(quantityScale))
		if !fits || amount.Scale != 0 || amount.Coef < 0 || int(flows.Unit[i]) >= bulk.NoUnit {
			return c.alone(i)
		}
		quantity, unit = amount.Coef, uint8(flows.Unit[i])
	}
	f := trade.Flow{Period: flows.Periods[i]}
	days := c.Study.days(&f)
	if days.IsEmpty() || days.To.After(c.Study.Book.KnownUntil.AddDays(1)) && !c.Study.Options.Hold {
		return c.alone(i)
	}
	stretches := c.cut(flows.Product[i], days)
	k := &c.columns
	whole, done := days.To.Sub(days.From), 0
	var valueDone, quantityDone int64
	for n, s := range stretches {
		done += s.To.Sub(s.From)
		v, q := ofDays(value.Coef, done, whole), ofDays(quantity, done, whole)
		k.Product, k.Origin = append(k.Product, flows.Product[i]), append(k.Origin, flows.Origin[i])
		k.Date, k.Value = append(k.Date, number(c.dates, &k.Dates, s.From)), append(k.Value, v-valueDone)
		k.Unit, k.Quantity = append(k.Unit, unit), append(k.Quantity, q-quantityDone)
		k.Claim = append(k.Claim, claim)
		c.parts = append(c.parts, part{i, s, n == len(stretches)-1})
		valueDone, quantityDone = v, q
	}
	return nil
}

// cut are the stretches of some days; those of a product with a season are its own.
func (c *counting) cut(product uint32, days trade.Interval) []trade.Interval {
	if c.seasonal[product] {
		return c.batch.Stretches(c.Study.Flows.Products[product], days)
	}
	stretches, known := c.stretches[days]
	if !known {
		stretches = c.batch.Stretches("", days)
		c.stretches[days] = stretches
	}
	return stretches
}

// ofDays is the part of an amount that falls on days, rounded half up.
func ofDays(amount int64, days, of int) int64 {
	high, low := bits.Mul64(uint64(amount), uint64(2*days))
	low, carry := bits.Add64(low, uint64(of), 0)
	quotient, _ := bits.Div64(high+carry, low, uint64(2*of))
	return int64(quotient)
}

// take adds up a flow whose parts stand from at to end.
func (c *counting) take(at, end int) {
	for k := at; k < end; k++ {
		for _, charges := range c.charges {
			if !charges.Rejected[k] {
				continue
			}
			if c.supplied(c.parts[at].row) {
				return
			}
			if c.goes(at, end) { // the goods are entered on the other days, which a line says
				_ = c.alone(c.parts[at].row)
				return
			}
			c.reject(c.parts[at].row)
			return
		}
	}
	row := c.parts[at].row
	var value int64
	for k := at; k < end; k++ {
		value += c.columns.Value[k]
	}
	all := c.keys(row)
	for _, s := range all {
		s.lines++
		s.value.add(value)
	}
	for law, charges := range c.charges {
		var duty int64
		for k := at; k < end; k++ {
			duty += charges.Base[k] + charges.Additional[k]
		}
		for _, s := range all {
			s.duty[law].add(duty)
		}
	}
	for a, authority := range c.batch.Authorities() {
		c.authority(string(authority), value, func(law int) int64 {
			var duty int64
			for k := at; k < end; k++ {
				duty += c.charges[law].ByAuthority[a][k]
			}
			return duty
		})
	}
	c.answer(row, value)
	c.held(row, value)
}

// goes tells whether the code of a flow stands in the schedule on some of its days and not on
// others.
func (c *counting) goes(at, end int) bool {
	if end-at == 1 {
		return false
	}
	absent := 0
	for k := at; k < end; k++ {
		if c.isAbsent(k) {
			absent++
		}
	}
	return absent > 0 && absent < end-at
}

// permanent tells whether a code is a number of the schedule on all days that the book knows.
func (c *counting) permanent(p trade.Product) bool {
	book := c.Study.Book
	return slices.ContainsFunc(book.Schedule.NumbersBelow(p), func(n law.Number) bool {
		return n.Code == p && !n.During.From.After(book.KnownFrom) &&
			(n.During.To.IsZero() || n.During.To.After(book.KnownUntil))
	})
}

func (c *counting) isAbsent(k int) bool {
	if c.always[c.columns.Product[k]] {
		return false
	}
	key := absentKey{c.columns.Product[k], c.parts[k].days.From}
	absent, known := c.absent[key]
	if !known {
		absent = c.whyAbsent(k)
		c.absent[key] = absent
	}
	return absent
}

// whyAbsent asks the engine, unless the code has no season and the schedule has it.
func (c *counting) whyAbsent(k int) bool {
	if product := c.columns.Product[k]; !c.seasonal[product] {
		if _, _, err := c.Study.Book.Schedule.Find(c.Study.Flows.Products[product], c.parts[k].days.From); err == nil {
			return false
		}
	}
	err := c.batch.Why(c.columns.Entry(k))
	return slices.Contains([]string{"ended_product", "future_product", "out_of_season"}, tariff.ErrorCode(err))
}

// keys are the sums that a flow belongs to.
func (c *counting) keys(row int) [4]*cents {
	flows := c.Study.Flows
	return [4]*cents{
		&c.total, c.sum(keyOrigin, string(code(flows.Countries, flows.Origin, row))),
		c.sum(keyChapter, code(flows.Products, flows.Product, row).Chapter()), c.sum(keyPeriod, c.period(flows.Periods[row])),
	}
}

func (c *counting) period(p trade.Interval) string {
	key, known := c.periods[p]
	if !known {
		key = periodKey(p)
		c.periods[p] = key
	}
	return key
}

func (c *counting) sum(kind, key string) *cents {
	of := c.sums[kind]
	if of == nil {
		of = map[string]*cents{}
		c.sums[kind] = of
	}
	s := of[key]
	if s == nil {
		s = &cents{duty: make([]wide, len(c.Laws))}
		of[key] = s
	}
	return s
}

// authority adds what an authority charges on a flow under each law; one that charges nothing
// does not count the flow.
func (c *counting) authority(key string, value int64, duty func(law int) int64) {
	var s *cents
	for law := range c.Laws {
		d := duty(law)
		if d == 0 {
			continue
		}
		if s == nil {
			s = c.sum(keyAuthority, key)
			s.lines++
			s.value.add(value)
		}
		s.duty[law].add(d)
	}
}

// alone answers a flow one by one, as Run does.
func (c *counting) alone(i int) error {
	o := c.row(i)
	if o.reject != nil {
		if o.skipped {
			c.out.Elsewhere++
			c.SkippedValue = c.SkippedValue.Add(c.Study.Flows.Value[i].Decimal)
			return nil
		}
		if o.reject.Code != missingFact || !c.supplied(i) {
			c.rejected(o.reject)
		}
		return nil
	}
	value, ok := whole(o.line.Value, c.places)
	if !ok {
		return &Error{"totals", fmt.Sprintf("row %d has a value of more than 6 decimals", c.Study.Number(i))}
	}
	c.answer(i, value)
	c.told(i, &o.line)
	all := c.keys(i)
	for _, s := range all {
		s.lines++
		s.value.add(value)
	}
	byAuthority := map[string][]int64{}
	for law := range o.line.Answers {
		duty, ok := whole(o.line.Answers[law].Duty, 2)
		if !ok {
			return &Error{"totals", fmt.Sprintf("row %d has a duty that cents cannot hold", c.Study.Number(i))}
		}
		for _, s := range all {
			s.duty[law].add(duty)
		}
		for k := range o.answers[law].Lines {
			l := &o.answers[law].Lines[k]
			if byAuthority[string(l.Authority)] == nil {
				byAuthority[string(l.Authority)] = make([]int64, len(c.Laws))
			}
			d, _ := whole(l.Duty, 2)
			byAuthority[string(l.Authority)][law] += d
		}
	}
	for _, key := range slices.Sorted(maps.Keys(byAuthority)) {
		c.authority(key, value, func(law int) int64 { return byAuthority[key][law] })
	}
	return nil
}

// whole is an amount of so many decimals as a whole number.
func whole(d decimal.Decimal, places int32) (int64, bool) {
	v, fits := exact.FromDecimal(d.Shift(places))
	return v.Coef, fits && v.Scale == 0 && v.Coef >= 0
}

// reject counts a flow that columns reject; the first ones are asked why.
func (c *counting) reject(i int) {
	if len(c.Rejects) < mostRejects {
		if o := c.row(i); o.reject != nil {
			c.rejected(o.reject)
			return
		}
	}
	c.rejected(&Reject{Row: i})
}

func (c *counting) rejected(x *Reject) {
	c.refused(x.Row)
	if v := c.Study.Flows.Value[x.Row]; v.Valid {
		c.RejectedValue = c.RejectedValue.Add(v.Decimal)
	}
	x.Row = c.asked(x.Row)
	if len(c.Rejects) < mostRejects && x.Code != "" {
		c.Rejects = append(c.Rejects, *x)
	}
}

// finish states the sums and checks them against each other.
func (c *counting) finish() {
	t := c.out
	t.Total = c.total.total("", c.places)
	for _, by := range []struct {
		kind string
		to   *[]Total
	}{{keyOrigin, &t.ByOrigin}, {keyChapter, &t.ByChapter}, {keyPeriod, &t.ByPeriod}, {keyAuthority, &t.ByAuthority}} {
		for _, key := range slices.Sorted(maps.Keys(c.sums[by.kind])) {
			*by.to = append(*by.to, c.sums[by.kind][key].total(key, c.places))
		}
		for law := range c.Laws {
			var sum decimal.Decimal
			for i := range *by.to {
				sum = sum.Add((*by.to)[i].Duty[law])
			}
			c.Checks = append(c.Checks,
				Check{"duty, " + c.Laws[law].Label + ": flows = by " + by.kind, t.Total.Duty[law], sum, false})
		}
	}
	slices.SortFunc(c.Rejects, func(a, b Reject) int { return cmp.Compare(a.Row, b.Row) })
	c.Rejects = c.Rejects[:min(len(c.Rejects), mostRejects)]
	c.Checks = append(c.Checks, Check{
		"rows of the flows = answered + rejected + elsewhere", count(c.Asked.Len()),
		count(t.Answered + t.Rejected + t.Elsewhere), true,
	})
}

func (s *cents) total(key string, places int32) Total {
	t := Total{Key: key, Lines: s.lines, Value: s.value.decimal(places)}
	for _, d := range s.duty {
		t.Duty = append(t.Duty, d.decimal(2))
	}
	return t
}

// code is that of a row of a column in its dictionary.
func code[T any](dictionary []T, column []uint32, i int) T { return dictionary[column[i]] }

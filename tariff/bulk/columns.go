package bulk

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sync/atomic"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// Code is an index into a dictionary, in whatever width the owner of a column keeps it.
type Code interface {
	~uint8 | ~uint16 | ~uint32 | ~int32
}

// NoUnit in Columns.Unit says that a row has no quantity.
const NoUnit = math.MaxUint8

// Columns are entries as columns that the caller owns; nothing is copied but the
// dictionaries. Product, Origin and Date are codes into the dictionaries, each of which may
// grow, change or be another between two calls, as in files where every batch of rows
// brings its own: a code means what the dictionary says at the call. Value is in units of 10^-Scale of the currency: cents
// at Scale 2, the fastest. The quantity columns are all set, or none.
//
// Assess only reads columns: any number of goroutines may assess the same ones at
// a time, as long as nobody writes to them.
type Columns[P, O, D Code] struct {
	Products []trade.Product
	Origins  []trade.Country
	Dates    []trade.Date

	Product []P
	Origin  []O
	Date    []D
	Value   []int64
	Scale   uint8

	Units         []trade.Unit
	Unit          []uint8 // NoUnit: no quantity
	Quantity      []int64
	QuantityScale uint8

	// Claims are a dictionary of claims, and Claim says for each row what is claimed: 0 for
	// nothing, else 1 + the code. Where no row claims anything Claim is empty.
	Claims []tariff.Claims
	Claim  []uint32

	// Entries are the rows that columns cannot hold: with several quantities, with amounts of more
	// digits. The entry stands in place of the columns of the row, whose
	// Value must be 0; totals are still kept by its codes.
	Entries map[int]tariff.Entry

	bound atomic.Value // the last *binding
}

// Len is the number of rows.
func (c *Columns[P, O, D]) Len() int { return len(c.Product) }

// Entry returns row i as an entry, which the engine explains with Assess.
func (c *Columns[P, O, D]) Entry(i int) tariff.Entry {
	if e, ok := c.Entries[i]; ok {
		return e
	}
	var e tariff.Entry
	if k := int(c.Product[i]); k >= 0 && k < len(c.Products) {
		e.Product = c.Products[k]
	}
	if k := int(c.Origin[i]); k >= 0 && k < len(c.Origins) {
		e.Origin = c.Origins[k]
	}
	if k := int(c.Date[i]); k >= 0 && k < len(c.Dates) {
		e.Date = c.Dates[k]
	}
	if k := c.claim(i); k > 0 {
		e.Claims = c.Claims[k-1]
	}
	e.Value = decimal.New(c.Value[i], -int32(c.Scale))
	if q, ok := c.quantity(i); ok {
		e.Quantities = []trade.Quantity{q}
	}
	return e
}

// claim says what row i claims: 0 for nothing, else 1 + the code.
func (c *Columns[P, O, D]) claim(i int) uint32 {
	if len(c.Claim) == 0 {
		return 0
	}
	return c.Claim[i]
}

func (c *Columns[P, O, D]) hasQuantity(i int) bool {
	return len(c.Unit) != 0 && int(c.Unit[i]) < len(c.Units)
}

func (c *Columns[P, O, D]) quantity(i int) (trade.Quantity, bool) {
	if !c.hasQuantity(i) {
		return trade.Quantity{}, false
	}
	return trade.Quantity{Amount: decimal.New(c.Quantity[i], -int32(c.QuantityScale)), Unit: c.Units[c.Unit[i]]}, true
}

// ColumnsError says that columns do not fit together.
type Error struct{ Reason string }

func (e *Error) Error() string { return "columns: " + e.Reason }

// ErrorCode is the word of tariff.ErrorCodes for it.
func (e *Error) ErrorCode() string { return "bad_columns" }

func (c *Columns[P, O, D]) check() error {
	n := len(c.Product)
	switch {
	case len(c.Origin) != n || len(c.Date) != n || len(c.Value) != n:
		return &Error{fmt.Sprintf("product, origin, date and value have %d, %d, %d and %d rows", n, len(c.Origin),
			len(c.Date), len(c.Value))}
	case len(c.Unit) != len(c.Quantity) || (len(c.Unit) != 0 && len(c.Unit) != n):
		return &Error{fmt.Sprintf("unit and quantity have %d and %d rows, the others %d", len(c.Unit), len(c.Quantity), n)}
	case len(c.Claim) != 0 && len(c.Claim) != n:
		return &Error{fmt.Sprintf("claim has %d rows, the others %d", len(c.Claim), n)}
	case c.Scale > 9 || c.QuantityScale > 9:
		return &Error{"a scale is from 0 to 9 decimals"}
	case len(c.Units) > NoUnit:
		return &Error{"more than 255 units"}
	}
	if len(c.Claim) > 0 && uint64(slices.Max(c.Claim)) > uint64(len(c.Claims)) {
		return &Error{fmt.Sprintf("a row claims number %d of %d claims", slices.Max(c.Claim), len(c.Claims))}
	}
	for i := range c.Entries {
		if i < 0 || i >= n || c.Value[i] != 0 {
			return &Error{fmt.Sprintf("row %d is stated as an entry: it must be one of the rows, with a value of 0", i)}
		}
	}
	return nil
}

// sample counts the first rows by class.
func (c *Columns[P, O, D]) sample(b *Batch) []int {
	const enough = 1 << 17
	rows := make([]int, len(b.members))
	at := make([]int, len(c.Products))
	for _, p := range c.Product[:min(enough, len(c.Product))] {
		if uint(p) < uint(len(at)) {
			at[p]++
		}
	}
	for i, n := range at {
		if place, found := slices.BinarySearch(b.grids[0].Products, c.Products[i]); found && n > 0 {
			rows[b.class[place]] += n
		}
	}
	return rows
}

// Charges are duties as columns, one row for each entry, in cents. A call of Assess
// writes them: no two calls may fill the same charges at a time.
type Charges struct {
	Base, Additional []int64
	// Rejected marks rows without an answer, whose amounts are 0 and mean nothing.
	Rejected []bool
	// ByAuthority, when it is not nil, has a column for each of Batch.Authorities; any other
	// number of columns is refused.
	ByAuthority [][]int64
}

// Options choose what Assess gives. The zero value counts the rows.
type Options struct {
	// Workers is the number of goroutines; 0 means one for each processor. No result
	// depends on it.
	Workers int
	// Totals, one for each engine of the batch, add up what they ask for.
	Totals []*Totals
	// Charges, one for each engine, are filled with the duty on each row; their columns
	// are made as long as the rows.
	Charges []*Charges
	// Rejects is the most rejected rows of each engine to name, the first ones; 0 means
	// 100, and less than 0 none.
	Rejects int
}

// ColumnsResult says what became of the rows.
type Result struct {
	Rows int `json:"rows"`
	// Rejected counts the rows that the first engine did not answer; Rejects are the
	// first of them, in order. Batch.Why says what is wrong with one.
	Rejected int   `json:"rejected"`
	Rejects  []int `json:"rejects"`
	// Engines says the same of every engine: a scenario that prohibits goods, or asks for
	// a fact, does not answer rows that the first one does, and its totals lack them.
	// Totals of two engines are over the same rows only where both rejected the same.
	Engines []EngineRejects `json:"engines"`
	// Slow counts the rows of the first engine that took the slow way: duties on
	// quantities, rows that are entries, amounts beyond 64 bits.
	Slow int `json:"slow"`
}

// EngineRejects are the rows that one engine did not answer: how many, and the first of
// them, in order. Batch.WhyUnder says what is wrong with one.
type EngineRejects struct {
	Rejected int   `json:"rejected"`
	Rejects  []int `json:"rejects"`
}

// Assess assesses columns under every engine of the batch, in one pass. Each
// duty is rounded by the policy of the engines, as Assess does; exact.Exact is refused,
// because cents cannot hold it. The error is a *Error, or the context's, and
// then totals and charges hold a part of the rows. A row that cannot be answered is
// no error: it is counted and reported.
func Assess[P, O, D Code](ctx context.Context, b *Batch, c *Columns[P, O, D], opts Options) (Result, error) {
	if c == nil || b == nil || len(b.engines) == 0 {
		return Result{}, &Error{"there are no columns, or no batch that NewBatch made"}
	}
	if err := c.check(); err != nil {
		return Result{}, err
	}
	if err := opts.check(b); err != nil {
		return Result{}, err
	}
	bound := c.bind(b)
	for _, charges := range opts.Charges {
		charges.resize(c.Len())
	}
	chunks := (c.Len() + chunkRows - 1) / chunkRows
	all := make([]*lanes[P, O, D], workers.Count(opts.Workers, chunks))
	for i := range all {
		all[i] = newLanes(b, c, bound, opts)
	}
	err := workers.Each(ctx, opts.Workers, chunks, func(worker, k int) {
		all[worker].run(k*chunkRows, min((k+1)*chunkRows, c.Len()))
	})
	out := Result{Rows: c.Len(), Engines: make([]EngineRejects, len(b.engines))}
	for _, l := range all {
		l.merge(&out)
	}
	for k := range out.Engines {
		m := &out.Engines[k]
		slices.Sort(m.Rejects)
		m.Rejects = m.Rejects[:min(len(m.Rejects), opts.mostRejects())]
	}
	out.Rejected, out.Rejects = out.Engines[0].Rejected, out.Engines[0].Rejects
	return out, err
}

// check refuses options that cannot be filled, or that would be filled twice.
func (o *Options) check(b *Batch) error {
	k := len(b.engines)
	if b.engines[0].Plan().Options.Rounding == exact.Exact {
		return &Error{"duties without rounding do not fit cents; round by another policy"}
	}
	if (o.Totals != nil && len(o.Totals) != k) || (o.Charges != nil && len(o.Charges) != k) {
		return &Error{fmt.Sprintf("give totals and charges for each of the %d engines, or none", k)}
	}
	for i, t := range o.Totals {
		if t == nil || slices.Contains(o.Totals[:i], t) {
			return &Error{"each engine needs totals of its own"}
		}
		if err := t.by.Check(); err != nil {
			return err
		}
	}
	for i, charges := range o.Charges {
		if charges == nil || slices.Contains(o.Charges[:i], charges) {
			return &Error{"each engine needs charges of its own"}
		}
		if by := charges.ByAuthority; by != nil && len(by) != len(b.auths) {
			return &Error{fmt.Sprintf("ByAuthority has %d columns, the batch %d authorities", len(by), len(b.auths))}
		}
	}
	return nil
}

func (o *Options) mostRejects() int {
	if o.Rejects == 0 {
		return 100
	}
	return max(o.Rejects, 0)
}

// ErrAmount says that a duty is beyond what a column of cents can hold.
var ErrAmount error = tooLarge{}

type tooLarge struct{}

func (tooLarge) Error() string {
	return "the duty is beyond 64 bits of cents; assess the entry by itself"
}

// ErrorCode is the word of tariff.ErrorCodes for it.
func (tooLarge) ErrorCode() string { return "too_large" }

// Why is the error of a rejected row: what the first engine says to the entry, or
// ErrAmount. It is nil for an entry that has an answer.
func (b *Batch) Why(e tariff.Entry) error { return b.WhyUnder(0, e) }

// WhyUnder is Why under an engine, by its place among those of NewBatch. An engine that
// is not there is a *Error.
func (b *Batch) WhyUnder(engine int, e tariff.Entry) error {
	if engine < 0 || engine >= len(b.engines) {
		return &Error{fmt.Sprintf("the batch has %d engines, and none at %d", len(b.engines), engine)}
	}
	c := b.engines[engine].Charge(e)
	if c.Err != nil {
		return c.Err
	}
	for _, amount := range []decimal.Decimal{c.Base, c.Additional, c.Total} {
		if _, fits := cents(amount); !fits {
			return ErrAmount
		}
	}
	return nil
}

func (c *Charges) resize(n int) {
	c.Base, c.Additional = resized(c.Base, n), resized(c.Additional, n)
	c.Rejected = resized(c.Rejected, n)
	for i := range c.ByAuthority {
		c.ByAuthority[i] = resized(c.ByAuthority[i], n)
	}
}

func resized[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]T, n)
}

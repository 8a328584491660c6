package impact

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// Statistics of trade by six digits rarely state a quantity in the unit in which a duty is
// charged, and some lines pay cents a kilogram. The unit value of the imports of 2024 stands in;
// where none is known, what is charged by the value is charged alone, and every duty and rate of
// the report is a lower bound. Where nothing is charged by the value under any law, the goods
// have no answer. A quantity that a flow states in the unit of the duty, or in one of its
// dimension, is taken before either.

// ByQuantity says what stands in for quantities that flows do not state: under Study.Imports
// for flows of fewer than 8 digits, and with Study.Averages for all.
type ByQuantity struct {
	// Averaged are how many flows have a quantity by unit values of the imports of 2024 in
	// some part, and AveragedValue is the value of those parts. Of it AllOrigins is what has
	// the unit value of all origins without a preference, since that of its own is not known.
	Averaged      int
	AveragedValue decimal.Decimal
	AllOrigins    decimal.Decimal
	// LeftOut are how many flows have a part on which what the law charges by quantity, or on
	// parts of the goods, is left out under some law, and LeftOutValue the value of those
	// parts. Where there is one, every duty and rate is a lower bound.
	LeftOut      int
	LeftOutValue decimal.Decimal
}

// recipe says what stands in for the quantities of goods.
type recipe struct {
	values []imports.UnitValue
	zero   []trade.Unit // left out
	parts  []duty.Part  // of no value and no quantity: left out
}

func (x *recipe) empty() bool   { return x == nil || len(x.values)+len(x.zero)+len(x.parts) == 0 }
func (x *recipe) leftOut() bool { return len(x.zero)+len(x.parts) > 0 }

func (x *recipe) allOrigins() bool {
	for i := range x.values {
		if x.values[i].All {
			return true
		}
	}
	return false
}

// quantities are those of goods of a value.
func (x *recipe) quantities(value decimal.Decimal) []trade.Quantity {
	var out []trade.Quantity
	for i := range x.values {
		out = append(out, x.values[i].QuantityOf(value))
	}
	for _, unit := range x.zero {
		out = append(out, trade.Quantity{Unit: unit})
	}
	return out
}

// text says what was done, for the row of a report.
func (x *recipe) text() string {
	var out []string
	for i := range x.values {
		v := &x.values[i]
		of := byPartner
		if v.All {
			of = "imports of 2024 of all origins without a preference"
		}
		out = append(out, fmt.Sprintf("%s by the unit value of %s, USD %s a unit", v.Quantity.Unit, of,
			decimal.NewFromInt(v.Value).DivRound(v.Quantity.Amount, 4)))
	}
	if x.leftOut() {
		var what []string
		for _, unit := range x.zero {
			what = append(what, string(unit))
		}
		for i := range x.parts {
			what = append(what, x.parts[i].Name)
		}
		out = append(out, "lower bound: no quantity is stated and no unit value known, and what is charged by "+
			strings.Join(what, ", ")+" is left out")
	}
	return strings.Join(out, "; ")
}

// stand is what stands in for the quantities of a row.
type stand struct {
	*recipe
	first bool // the first quantity is that of the row itself
}

// recipes finds what stands in for quantities, and remembers it.
type recipes struct {
	report *Report
	batch  *bulk.Batch
	units  *imports.UnitValues
	mu     sync.Mutex
	known  map[recipeKey]*recipe
}

type recipeKey struct {
	origin  trade.Country
	product trade.Product
	days    trade.Interval
	claims  string
	unit    trade.Unit // of the quantity that is stated
	quick   bool
}

func newRecipes(r *Report, table *imports.Table, batch *bulk.Batch) *recipes {
	return &recipes{
		report: r, batch: batch, units: imports.NewUnitValues(table, r.engines[0]),
		known: map[recipeKey]*recipe{},
	}
}

// of is what stands in for the quantities of a flow; nil where nothing is missing, or something
// that no quantity cures.
func (s *recipes) of(f *trade.Flow, days trade.Interval) *recipe { return s.look(f, days, false) }

// look is of, or quick: what stands in under the law as it is on the first days. Who asks quickly
// finds out whether that is enough, and asks again.
func (s *recipes) look(f *trade.Flow, days trade.Interval, quick bool) *recipe {
	key := recipeKey{f.Origin, f.Product, days, f.Notes["claims"], "", quick}
	if f.Quantity != nil {
		key.unit = f.Quantity.Unit
	}
	s.mu.Lock()
	x, known := s.known[key]
	s.mu.Unlock()
	if !known {
		x = s.find(f, quick)
		s.mu.Lock()
		s.known[key] = x
		s.mu.Unlock()
	}
	return x
}

// find asks the engine of each law what it needs on each stretch of days, until none needs more.
func (s *recipes) find(f *trade.Flow, quick bool) *recipe {
	x, charged := &recipe{}, false
	entry, period, code, _ := s.report.entry(f)
	if code != "" {
		return nil
	}
	if entry.Value.IsZero() { // goods of no value need what goods of any value do
		entry.Value = decimal.NewFromInt(rated)
	}
	if loaded := entry.Claims.Loaded; loaded.After(period.From) {
		period.From = loaded
	}
	stretches, engines := s.batch.Stretches(entry.Product, period), s.report.engines
	if quick {
		stretches, engines = stretches[:1], engines[:1]
	}
	for _, during := range stretches {
		entry.Date = during.From
		for _, engine := range engines {
			due, ok := s.need(x, f, engine, &entry)
			if !ok {
				return nil
			}
			charged = charged || due
		}
	}
	if x.leftOut() && !charged {
		return nil // a bound of nothing says nothing: the fact that is missing does
	}
	return x
}

// need adds what a law needs for an entry, and tells whether it is charged then; ok is false where
// something is missing that no quantity cures.
func (s *recipes) need(x *recipe, f *trade.Flow, engine *tariff.Engine, entry *tariff.Entry) (charged, ok bool) {
	const most = 12 // facts, for which duties ask one after the other
	for range most {
		e := *entry
		x.put(&e)
		c := engine.Charge(e)
		var product *law.ProductError
		var horizon *tariff.HorizonError
		switch {
		case c.Err == nil:
			return c.Total.IsPositive(), true
		case errors.As(c.Err, &horizon):
			return false, true // the days are not known
		case errors.As(c.Err, &product) &&
			(product.Kind == law.EndedProduct || product.Kind == law.FutureProduct || product.Kind == law.OutOfSeason):
			return false, true // the goods are entered on the other days
		case !s.supply(x, f, c.Err):
			return false, false
		}
	}
	return false, false
}

// supply adds what an error says is missing.
func (s *recipes) supply(x *recipe, f *trade.Flow, err error) bool {
	var missing *tariff.MissingFacts
	if !errors.As(err, &missing) {
		return false
	}
	needs, all := missing.Needs()
	if !all || len(needs) == 0 {
		return false
	}
	alone := len(needs) == 1 // else one calculated duty has several unknowns in it
	for _, n := range needs {
		switch n.Kind {
		case duty.NeedQuantity:
			v, ok := s.units.Of(f.Product, f.Origin, n.Unit)
			if ok && alone {
				x.values = append(x.values, v)
			} else {
				x.zero = append(x.zero, n.Unit)
			}
		case duty.NeedPartValue:
			x.parts = append(x.parts, duty.Part{Name: n.Name, Value: &decimal.Decimal{}})
		case duty.NeedPartQuantity:
			x.parts = append(x.parts, duty.Part{Name: n.Name, Quantity: &trade.Quantity{Unit: n.Unit}})
		default:
			return false
		}
	}
	return true
}

// put states in an entry what stands in.
func (x *recipe) put(e *tariff.Entry) {
	if x.empty() {
		return
	}
	e.Quantities = append(e.Quantities[:len(e.Quantities):len(e.Quantities)], x.quantities(e.Value)...)
	e.Parts = append(e.Parts[:len(e.Parts):len(e.Parts)], x.parts...)
}

// standIn states in an entry what stands in for the quantities of its row, but for the first
// where that is the quantity of the row itself.
func (r *Report) standIn(row int, e *tariff.Entry) {
	s := r.stands[row]
	if s.recipe.empty() {
		return
	}
	stated := len(e.Quantities)
	s.recipe.put(e)
	if s.first { // it is stated already
		e.Quantities = append(e.Quantities[:stated:stated], e.Quantities[stated+1:]...)
	}
}

// byQuantityText says what a reader must know of quantities that flows do not state.
func (r *Report) byQuantityText() []string {
	var out []string
	q, currency := &r.ByQuantity, string(r.Study.Book.Currency)
	if q.Averaged > 0 {
		text := ""
		if q.AllOrigins.IsPositive() {
			text = fmt.Sprintf("; for %s %s of it by those of all origins without a preference",
				currency, trade.Thousands(q.AllOrigins))
		}
		states := "state"
		if q.Averaged == 1 {
			states = "states"
		}
		out = append(out, fmt.Sprintf("Duties by quantity: %s, %s %s, %s no quantity in the unit of the duty, and the unit "+
			"value of the imports of 2024 stands in%s. A unit value is the value at which the duty that Census calculated "+
			"is that of the law of 2024.",
			plural(q.Averaged, "flow"), currency, trade.Thousands(q.AveragedValue), states, text))
	}
	if text := r.LowerBound(); text != "" {
		out = append(out, text)
	}
	return out
}

// LowerBound says that the duties and rates of the report are lower bounds, and on which share of
// the value answered; "" where they are none.
func (r *Report) LowerBound() string {
	q := &r.ByQuantity
	if q.LeftOut == 0 {
		return ""
	}
	total := r.Total()
	return fmt.Sprintf("Lower bound: every duty and rate here is one. On %s %s of %s, %s of the value answered, "+
		"the duty by quantity or on parts of the goods is left out: no quantity is stated and no unit value is known.",
		r.Study.Book.Currency, trade.Thousands(q.LeftOutValue), plural(q.LeftOut, "flow"),
		trade.Percent(q.LeftOutShare(total.Value)))
}

// LeftOutShare is the share of a value answered on which duties are left out, to six places.
func (q *ByQuantity) LeftOutShare(answered decimal.Decimal) decimal.Decimal {
	if !answered.IsPositive() {
		return decimal.Decimal{}
	}
	return q.LeftOutValue.DivRound(answered, 6)
}

// countByQuantity counts the flows answered in which something stands in for a quantity.
func (r *Report) countByQuantity() {
	averaged, leftOut := map[int]bool{}, map[int]bool{}
	q := &r.ByQuantity
	for i := range r.Lines {
		line := &r.Lines[i]
		x := r.stands[line.Row].recipe
		if x.empty() {
			continue
		}
		if len(x.values) > 0 {
			averaged[r.asked(line.Row)] = true
			q.AveragedValue = q.AveragedValue.Add(line.Value)
			if x.allOrigins() {
				q.AllOrigins = q.AllOrigins.Add(line.Value)
			}
		}
		if x.leftOut() {
			leftOut[r.asked(line.Row)] = true
			q.LeftOutValue = q.LeftOutValue.Add(line.Value)
		}
	}
	q.Averaged, q.LeftOut = len(averaged), len(leftOut)
}

// atLeast stands before duties and rates that are lower bounds.
func (r *Report) atLeast() string {
	if r.ByQuantity.LeftOut > 0 {
		return "at least "
	}
	return ""
}

// bound is the head of a column of duties or rates, which may be lower bounds.
func (r *Report) bound(head string) string {
	if r.ByQuantity.LeftOut > 0 {
		return head + ", at least"
	}
	return head
}

// byQuantityFacts say it on a page.
func (r *Report) byQuantityFacts() []pageFact {
	q, averaged, bound := &r.ByQuantity, "none", "none"
	if q.Averaged > 0 {
		averaged = plural(q.Averaged, "flow") + ", " + r.amount(q.AveragedValue)
	}
	if q.LeftOut > 0 {
		total := r.Total()
		bound = plural(q.LeftOut, "flow") + ", " + r.amount(q.LeftOutValue) + ", " +
			trade.Percent(q.LeftOutShare(total.Value)) + " of the value answered"
	}
	return []pageFact{
		{"Quantities by unit values of 2024", averaged}, {"Lower bound: duty by quantity left out", bound},
	}
}

// byQuantityRows say it in a workbook.
func (b *builder) byQuantityRows(s *sheet.Sheet) {
	q := &b.ByQuantity
	averaged, bound := "no quantity is missing that a duty is charged by", "no duty by quantity is left out"
	if q.Averaged > 0 {
		averaged = "flows that state no quantity in the unit of a duty: the unit value of the imports of 2024 stands in; " +
			"the sheet Flows says it row by row"
	}
	if q.LeftOut > 0 {
		bound = b.LowerBound()
	}
	s.Rows = append(s.Rows,
		[]sheet.Cell{
			sheet.Text("unit values"), sheet.Text(averaged), sheet.Number(count(q.Averaged)), sheet.Number(q.AveragedValue),
		},
		[]sheet.Cell{
			sheet.Text("lower bound"), sheet.Text(bound), sheet.Number(count(q.LeftOut)), sheet.Number(q.LeftOutValue),
		})
}

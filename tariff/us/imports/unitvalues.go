package imports

import (
	"slices"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// UnitValues finds what a unit of the goods of 2024 was worth. The table has no quantities, but
// the duty that Census calculated has them in it: of goods that pay by quantity, the quantity is
// the one at which the law of the middle of 2024 charges that duty on that value. Trade of
// origins with a preference of their own is left out, since part of it came in free. It may be
// used by any number of goroutines.
type UnitValues struct {
	table  *Table
	engine *tariff.Engine
	mu     sync.Mutex
	known  map[unitKey]UnitValue // one without a quantity is not known
	rows   map[rowKey]decimal.Decimal
}

// UnitValue is trade with its quantity.
type UnitValue struct {
	Value    int64 // US dollars
	Quantity trade.Quantity
	// All: the trade of all origins without a preference, since that of the origin itself
	// has no quantity.
	All bool
}

type unitKey struct {
	product trade.Product
	partner string
	unit    trade.Unit
}

type rowKey struct {
	number  trade.Product
	partner string
	unit    trade.Unit
}

// NewUnitValues takes the law of 2024 from an engine. Where its book does not reach 2024, no
// unit value is known.
func NewUnitValues(t *Table, e *tariff.Engine) *UnitValues {
	return &UnitValues{table: t, engine: e, known: map[unitKey]UnitValue{}, rows: map[rowKey]decimal.Decimal{}}
}

// middle is the day of 2024 whose law is taken for that of the year.
func middle() trade.Date { return trade.NewDate(2024, 7, 1) }

// Of is the unit value of a product of 8 or 10 digits in a unit: of the trade of its number, or
// where there is none, of its line; of the origin, or where its trade has no quantity, of all
// origins. ok is false where neither has one.
func (u *UnitValues) Of(product trade.Product, origin trade.Country, unit trade.Unit) (v UnitValue, ok bool) {
	if len(product) < 8 {
		return v, false
	}
	partner, _ := u.table.PartnerOf(origin)
	key := unitKey{product, partner, unit}
	u.mu.Lock()
	defer u.mu.Unlock()
	if known, found := u.known[key]; found {
		return known, known.Value > 0
	}
	for _, code := range []trade.Product{product, product[:8]} {
		rows := u.table.Below(code)
		if v = u.sum(rows, unit, func(of string) bool { return of == partner }); v.Value > 0 {
			break
		}
		if v = u.sum(rows, unit, func(of string) bool { return of != "SK" }); v.Value > 0 { // which is in the Union
			v.All = true
			break
		}
	}
	u.known[key] = v
	return v, v.Value > 0
}

// sum adds up the rows of some partners that have a quantity.
func (u *UnitValues) sum(rows []Row, unit trade.Unit, of func(partner string) bool) UnitValue {
	v := UnitValue{Quantity: trade.Quantity{Unit: unit}}
	for i := range rows {
		if !of(rows[i].Partner) {
			continue
		}
		if q := u.quantity(&rows[i], unit); q.IsPositive() {
			v.Value += rows[i].Value
			v.Quantity.Amount = v.Quantity.Amount.Add(q)
		}
	}
	return v
}

// quantity is that of a row; 0 where it does not follow from the duty.
func (u *UnitValues) quantity(r *Row, unit trade.Unit) decimal.Decimal {
	key := rowKey{r.Number, r.Partner, unit}
	q, found := u.rows[key]
	if !found {
		if r.Value > 0 && r.Duty > 0 && !u.preferred(r.Partner) {
			q = u.solve(r, unit)
		}
		u.rows[key] = q
	}
	return q
}

// solve finds the quantity at which the law charges the calculated duty. A duty is a straight
// line in the quantity, or of steps such lines: so a few looks are enough, and what they find
// is tried.
func (u *UnitValues) solve(r *Row, unit trade.Unit) decimal.Decimal {
	const looks, places = 4, 6
	origin := trade.Country(r.Partner)
	if r.Partner == Union {
		origin = "DE"
	}
	value, calculated := decimal.NewFromInt(r.Value), decimal.NewFromInt(r.Duty)
	owed := func(q decimal.Decimal) (decimal.Decimal, bool) {
		e := tariff.Entry{Date: middle(), Origin: origin, Product: r.Number, Value: value}
		e.Quantities = []trade.Quantity{{Amount: q, Unit: unit}}
		c := u.engine.Charge(e)
		if c.Err != nil { // the number may be of another half of the year
			e.Product = r.Number[:8]
			c = u.engine.Charge(e)
		}
		return c.Total, c.Err == nil
	}
	without, ok := owed(decimal.Decimal{})
	if !ok || !calculated.GreaterThan(without) {
		return decimal.Decimal{}
	}
	near := decimal.Max(one, calculated.Shift(-4))
	q := value // a dollar a unit
	for range looks {
		duty, ok := owed(q)
		if !ok || !duty.GreaterThan(without) {
			return decimal.Decimal{}
		}
		if duty.Sub(calculated).Abs().LessThanOrEqual(near) {
			return q
		}
		next, err := exact.Div(q.Mul(calculated.Sub(without)), duty.Sub(without), places, exact.HalfUp)
		if err != nil || !next.IsPositive() || next.GreaterThan(mostQuantity) {
			return decimal.Decimal{}
		}
		q = next
	}
	return decimal.Decimal{}
}

var (
	one          = decimal.NewFromInt(1)
	mostQuantity = decimal.New(1, 14) // an entry holds no more
)

// preferred tells a partner for which a special program of its own was open in 2024: one that
// is open to every country but some makes no country preferred.
func (u *UnitValues) preferred(partner string) bool {
	book := u.engine.Book()
	origin := trade.Country(partner)
	return slices.ContainsFunc(book.Programs, func(p law.Program) bool {
		return slices.ContainsFunc(p.Origins.In, func(name string) bool {
			if name == partner || trade.Group(name).Contains(origin, middle()) {
				return true
			}
			return slices.ContainsFunc(book.Groups, func(g law.Group) bool {
				return g.Name == name && slices.ContainsFunc(g.Members, func(m law.Member) bool {
					return m.Country == origin && m.During.Contains(middle())
				})
			})
		})
	})
}

// QuantityOf is the quantity of goods of a value.
func (v UnitValue) QuantityOf(value decimal.Decimal) trade.Quantity {
	const places = 6
	q, err := exact.Div(value.Mul(v.Quantity.Amount), decimal.NewFromInt(v.Value), places, exact.HalfUp)
	if err != nil { // only for a value of nothing
		return trade.Quantity{Unit: v.Quantity.Unit}
	}
	return trade.Quantity{Amount: q, Unit: v.Quantity.Unit}
}

package oil

import (
	"errors"
	"fmt"
	"iter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Paired is value and quantity of those rows in which both were observed, and what
// the other rows held. Published tables withhold the quantity of one row and the
// value of another, so that their sums are of different rows: the quotient of such
// sums is no price.
type Paired struct {
	Value    trade.Money
	Quantity trade.Quantity
	// Basis is that of every paired row.
	Basis trade.PriceBasis
	// Rows are all that were read; Pairs those that were summed.
	Rows, Pairs int
	LeftOut     LeftOut
}

// LeftOut counts the rows without a pair, and what they held.
type LeftOut struct {
	ValueOnly    int // a value, but no quantity
	QuantityOnly int // a quantity, but no value
	Neither      int
	// Zero are rows in which one of the two is zero and the other is not. Published
	// tables print a zero for what is too small or withheld; it is not an observation
	// of a price.
	Zero     int
	Value    decimal.Decimal
	Quantity decimal.Decimal
}

// Count is the number of rows left out.
func (l LeftOut) Count() int { return l.ValueOnly + l.QuantityOnly + l.Neither + l.Zero }

// Pair sums value and quantity over the rows that have both, exactly, with the
// quantities in one unit. It takes a Dataset's All or, of a slice, slices.All. A row
// of another currency, basis or dimension is an *Error: nothing is left out but
// what was not observed.
func Pair(rows iter.Seq2[int, trade.Flow], unit trade.Unit) (Paired, error) {
	p := Paired{Quantity: trade.Quantity{Unit: unit}}
	for i, f := range rows {
		if err := p.add(f); err != nil {
			e := &Error{Code: "row", Subject: fmt.Sprintf("row %d", i), Row: i, Err: err}
			if inner := (*Error)(nil); errors.As(err, &inner) {
				e.Code = inner.Code
			}
			return Paired{}, e
		}
	}
	return p, nil
}

func (p *Paired) add(f trade.Flow) error {
	p.Rows++
	if f.Value == nil && f.Quantity == nil {
		p.LeftOut.Neither++
		return nil
	}
	var value, quantity decimal.Decimal
	if f.Value != nil {
		value = f.Value.Amount
		if err := check(value); err != nil {
			return err
		}
		switch p.Value.Currency {
		case "":
			p.Value.Currency = f.Value.Currency
		case f.Value.Currency:
		default:
			return &trade.CurrencyError{Text: string(p.Value.Currency), Other: f.Value.Currency}
		}
	}
	if f.Quantity != nil {
		q, err := trade.Convert(*f.Quantity, p.Quantity.Unit)
		if err != nil {
			return err
		}
		quantity = q.Amount
	}
	switch {
	case f.Quantity == nil:
		p.LeftOut.ValueOnly++
	case f.Value == nil:
		p.LeftOut.QuantityOnly++
	case value.IsZero() != quantity.IsZero():
		p.LeftOut.Zero++
	default:
		if p.Pairs == 0 {
			p.Basis = f.Basis
		} else if f.Basis != p.Basis {
			return fault("basis", "", "its basis is %s, that of the rows before it %s; select the rows of one basis",
				stated(f.Basis), stated(p.Basis))
		}
		p.Pairs++
		p.Value.Amount = p.Value.Amount.Add(value)
		p.Quantity.Amount = p.Quantity.Amount.Add(quantity)
		return nil
	}
	p.LeftOut.Value = p.LeftOut.Value.Add(value)
	p.LeftOut.Quantity = p.LeftOut.Quantity.Add(quantity)
	return nil
}

// Price is value by quantity of the pairs, rounded once. Without a pair, or with
// pairs that sum to no quantity, it is an *Error "no pair"; without a basis an *Error "price".
func (p Paired) Price(places int32, m exact.Mode) (Price, error) {
	if p.Pairs == 0 || p.Quantity.Amount.IsZero() {
		l := p.LeftOut
		return Price{}, fault("no pair", "no price",
			"none of %d rows has both a value and a quantity (%d only a value, %d only a quantity, %d neither, %d a zero); "+
				"take another period or source",
			p.Rows, l.ValueOnly, l.QuantityOnly, l.Neither, l.Zero)
	}
	d, err := exact.Div(p.Value.Amount, p.Quantity.Amount, places, m)
	if err != nil {
		return Price{}, err
	}
	price := Price{Amount: d, Currency: p.Value.Currency, Per: p.Quantity.Unit, Basis: p.Basis}
	if err := price.Check(); err != nil {
		return Price{}, err
	}
	return price, nil
}

// String says what was summed and what was left out.
func (p Paired) String() string {
	return fmt.Sprintf(
		"%s for %s in %d of %d rows; left out: %d with a value only (%s), %d with a quantity only, %d with a zero (all "+
			"quantities left out: %s %s), %d with neither",
		p.Value, p.Quantity, p.Pairs, p.Rows, p.LeftOut.ValueOnly, trade.Thousands(p.LeftOut.Value), p.LeftOut.QuantityOnly,
		p.LeftOut.Zero,
		text(p.LeftOut.Quantity), clip.Text(string(p.Quantity.Unit)), p.LeftOut.Neither)
}

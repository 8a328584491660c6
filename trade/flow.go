package trade

import (
	"cmp"
	"iter"
	"slices"

	"github.com/shopspring/decimal"
)

// Flow is one row of trade: what went from where to where, when, and how much of
// it. A value or a quantity that is not known is nil, which is not zero.
type Flow struct {
	Period              Interval
	Origin, Destination Country
	Product             Product
	Value               *Money
	Basis               PriceBasis
	Quantity            *Quantity
	// Notes are further columns of the source, kept as they are.
	Notes map[string]string
}

// Dataset is flows as columns: codes as indices into dictionaries, so that a
// large set is compact and can be summed without looking at texts. Its value
// column is in one currency. The zero Dataset is empty and ready to use.
type Dataset struct {
	Countries []Country
	Products  []Product
	Units     []Unit
	Currency  Currency

	Periods             []Interval
	Origin, Destination []uint32 // indices into Countries
	Product             []uint32 // indices into Products
	Value               []decimal.NullDecimal
	Basis               []PriceBasis
	Quantity            []decimal.NullDecimal
	Unit                []uint32 // indices into Units, where there is a quantity
	Notes               []map[string]string
	countryIndex        map[Country]uint32
	productIndex        map[Product]uint32
	unitIndex           map[Unit]uint32
}

// Len is the number of rows.
func (d *Dataset) Len() int { return len(d.Periods) }

// Append adds a flow as a row. A value in another currency than the rows before
// is a *CurrencyError, and nothing is added.
func (d *Dataset) Append(f Flow) error {
	if f.Value != nil {
		if d.Currency == "" {
			d.Currency = f.Value.Currency
		}
		if f.Value.Currency != d.Currency {
			return &CurrencyError{string(d.Currency), f.Value.Currency}
		}
	}
	d.Periods = append(d.Periods, f.Period)
	d.Origin = append(d.Origin, index(&d.countryIndex, &d.Countries, f.Origin))
	d.Destination = append(d.Destination, index(&d.countryIndex, &d.Countries, f.Destination))
	d.Product = append(d.Product, index(&d.productIndex, &d.Products, f.Product))
	d.Basis = append(d.Basis, f.Basis)
	d.Notes = append(d.Notes, f.Notes)
	var value, quantity decimal.NullDecimal
	var unit uint32
	if f.Value != nil {
		value = decimal.NewNullDecimal(f.Value.Amount)
	}
	if f.Quantity != nil {
		quantity = decimal.NewNullDecimal(f.Quantity.Amount)
		unit = index(&d.unitIndex, &d.Units, f.Quantity.Unit)
	}
	d.Value = append(d.Value, value)
	d.Quantity = append(d.Quantity, quantity)
	d.Unit = append(d.Unit, unit)
	return nil
}

// index returns the place of a code in a dictionary and adds it if it is new.
func index[T comparable](places *map[T]uint32, list *[]T, code T) uint32 {
	if *places == nil {
		*places = map[T]uint32{}
		for i, c := range *list {
			(*places)[c] = uint32(i)
		}
	}
	i, ok := (*places)[code]
	if !ok {
		i = uint32(len(*list))
		*list = append(*list, code)
		(*places)[code] = i
	}
	return i
}

// Row returns row i as a flow, and the zero Flow when there is no such row.
func (d *Dataset) Row(i int) Flow {
	if i < 0 || i >= d.Len() {
		return Flow{}
	}
	f := Flow{
		Period: d.Periods[i], Origin: d.Countries[d.Origin[i]], Destination: d.Countries[d.Destination[i]],
		Product: d.Products[d.Product[i]], Basis: d.Basis[i], Notes: d.Notes[i],
	}
	if d.Value[i].Valid {
		f.Value = &Money{d.Value[i].Decimal, d.Currency}
	}
	if d.Quantity[i].Valid {
		f.Quantity = &Quantity{d.Quantity[i].Decimal, d.Units[d.Unit[i]]}
	}
	return f
}

// All iterates over the rows.
func (d *Dataset) All() iter.Seq2[int, Flow] {
	return func(yield func(int, Flow) bool) {
		for i := range d.Len() {
			if !yield(i, d.Row(i)) {
				return
			}
		}
	}
}

// Total is the sum of values under one key. Missing counts the rows without a
// value, so that a sum is not taken for the whole.
type Total[K cmp.Ordered] struct {
	Key     K
	Value   decimal.Decimal
	Rows    int
	Missing int
}

// SumBy sums the values by a key of the row, in the order of the keys.
func SumBy[K cmp.Ordered](d *Dataset, key func(row int) K) []Total[K] {
	sums := map[K]*Total[K]{}
	for i := range d.Len() {
		k := key(i)
		t := sums[k]
		if t == nil {
			t = &Total[K]{Key: k}
			sums[k] = t
		}
		t.Rows++
		if d.Value[i].Valid {
			t.Value = t.Value.Add(d.Value[i].Decimal)
		} else {
			t.Missing++
		}
	}
	out := make([]Total[K], 0, len(sums))
	for _, t := range sums {
		out = append(out, *t)
	}
	slices.SortFunc(out, func(a, b Total[K]) int { return cmp.Compare(a.Key, b.Key) })
	return out
}

// SumByOrigin sums the values by country of origin.
func (d *Dataset) SumByOrigin() []Total[Country] {
	return SumBy(d, func(i int) Country { return d.Countries[d.Origin[i]] })
}

// SumByPrefix sums the values by the first digits of the product code.
func (d *Dataset) SumByPrefix(digits int) []Total[Product] {
	return SumBy(d, func(i int) Product {
		p := d.Products[d.Product[i]]
		return p[:min(max(digits, 0), len(p))]
	})
}

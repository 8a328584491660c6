package trade

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/shopspring/decimal"
)

// Dataset is flows as columns: codes as indices into dictionaries, so that a
// large set is compact and can be summed without looking at texts. Its value
// column is in one currency. The zero Dataset is empty and ready to use. Rows are
// added with Append; the columns are there to be read. A Dataset that nobody
// appends to may be read from any number of goroutines.
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
// is a *CurrencyError, an amount out of range an *AmountError, and nothing is added
// then. The notes are copied.
func (d *Dataset) Append(f Flow) error {
	if err := d.check(f); err != nil {
		return err
	}
	if f.Value != nil {
		d.Currency = f.Value.Currency
	}
	d.Periods = append(d.Periods, f.Period)
	d.Origin = append(d.Origin, index(&d.countryIndex, &d.Countries, f.Origin))
	d.Destination = append(d.Destination, index(&d.countryIndex, &d.Countries, f.Destination))
	d.Product = append(d.Product, index(&d.productIndex, &d.Products, f.Product))
	d.Basis = append(d.Basis, f.Basis)
	d.Notes = append(d.Notes, maps.Clone(f.Notes))
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

// Grow makes room for that many more rows, so that adding them moves nothing.
func (d *Dataset) Grow(rows int) {
	d.Periods = slices.Grow(d.Periods, rows)
	d.Origin, d.Destination = slices.Grow(d.Origin, rows), slices.Grow(d.Destination, rows)
	d.Product = slices.Grow(d.Product, rows)
	d.Value, d.Basis = slices.Grow(d.Value, rows), slices.Grow(d.Basis, rows)
	d.Quantity, d.Unit = slices.Grow(d.Quantity, rows), slices.Grow(d.Unit, rows)
	d.Notes = slices.Grow(d.Notes, rows)
}

// check says why a flow cannot be a row.
func (d *Dataset) check(f Flow) error {
	if f.Quantity != nil {
		if err := checkAmount(f.Quantity.Amount); err != nil {
			return err
		}
	}
	if f.Value == nil {
		return nil
	}
	if d.Currency != "" && f.Value.Currency != d.Currency {
		return &CurrencyError{string(d.Currency), f.Value.Currency}
	}
	return checkAmount(f.Value.Amount)
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

// Row returns row i as a flow, and the zero Flow when there is no such row. The
// notes are those of the Dataset and are not to be changed.
func (d *Dataset) Row(i int) Flow {
	if i < 0 || i >= d.Len() {
		return Flow{}
	}
	f := Flow{
		Period: d.Periods[i], Origin: code(d.Countries, d.Origin, i), Destination: code(d.Countries, d.Destination, i),
		Product: code(d.Products, d.Product, i), Basis: at(d.Basis, i), Notes: at(d.Notes, i),
	}
	if v := at(d.Value, i); v.Valid {
		f.Value = &Money{v.Decimal, d.Currency}
	}
	if q := at(d.Quantity, i); q.Valid {
		f.Quantity = &Quantity{q.Decimal, code(d.Units, d.Unit, i)}
	}
	return f
}

// at is element i, or the zero value where a column that was not filled by Append
// is too short.
func at[T any](list []T, i int) T {
	var zero T
	if i >= 0 && i < len(list) {
		return list[i]
	}
	return zero
}

// code looks row i of a column up in its dictionary.
func code[T any](dictionary []T, column []uint32, i int) T {
	if i < 0 || i >= len(column) {
		var zero T
		return zero
	}
	return at(dictionary, int(column[i]))
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

// SumBy sums the values by a key of the row, exactly, in the order of the keys. The
// key gets the number of a row, from 0 to Len-1.
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
		if v := at(d.Value, i); v.Valid {
			t.Value = t.Value.Add(v.Decimal)
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
	return SumBy(d, func(i int) Country { return code(d.Countries, d.Origin, i) })
}

// SumByDestination sums the values by country of destination.
func (d *Dataset) SumByDestination() []Total[Country] {
	return SumBy(d, func(i int) Country { return code(d.Countries, d.Destination, i) })
}

// SumByPrefix sums the values by the first digits of the product code. A code that
// is shorter is a key of its own.
func (d *Dataset) SumByPrefix(digits int) []Total[Product] {
	return SumBy(d, func(i int) Product {
		p := code(d.Products, d.Product, i)
		return p[:min(max(digits, 0), len(p))]
	})
}

// SumByMonth sums the values by month, "2025-08". A period that does not lie in one
// month, such as a year, is not shared out: its key is the interval,
// "2025-01-01 .. 2025-12-31".
func (d *Dataset) SumByMonth() []Total[string] {
	return SumBy(d, func(i int) string {
		p := d.Periods[i]
		first, last := MonthOf(p.From), MonthOf(p.LastDay())
		if first.IsZero() || first != last || p.IsEmpty() {
			return p.String()
		}
		return first.String()
	})
}

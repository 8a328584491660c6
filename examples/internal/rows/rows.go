package rows

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade"
)

// Limits, so that memory is bounded whatever is sent.
const (
	MostRows  = 1 << 14 // of a batch
	MostKept  = 4 << 20 // bytes of a batch that are carried through
	MostField = 4 << 10 // bytes of a field that is read
	mostTexts = 1 << 17 // spellings, after which they are forgotten
)

// The places of the columns that mean something, as Meanings lists them.
const (
	hts = iota
	origin
	date
	value
	quantity
	unit
	claims
	currency
	importer
)

// Field is a field of a row; its bytes are read before Add returns.
type Field struct {
	Raw  []byte // as it came, to carry it through
	Text []byte // what it says: text, or in binary form the bytes of the value
	Null bool
	// Wrong, if it is not empty, says why the value could not be had.
	Wrong string
}

// Rows are the rows of a batch as columns. The dictionaries live from batch to batch.
type Rows struct {
	columns []Column
	at      [importer + 1]int // by meaning: the column of the input, or -1
	binary  bool              // numbers and days are as RowBinary has them
	book    *law.Book
	keep    []int // columns to carry through

	entries  bulk.Columns[uint32, uint32, uint32]
	products map[string]uint32
	origins  map[string]uint32
	dates    map[string]uint32 // by the bytes of the field
	units    map[string]uint8
	claimed  map[string]tariff.Claims

	batch   *bulk.Batch
	charges bulk.Charges
	may     map[trade.Country]bool // whether some goods of an origin are barred

	row   []int32 // by row: its place in entries, or -1
	wrong []error // by row: why it has none
	kept  []byte
	ends  []int // of the fields in kept, row by row
}

// New returns rows of columns: binaryForm says that numbers and days are as RowBinary has
// them, keep which columns are kept to carry them through.
func New(book *law.Book, columns []Column, binaryForm bool, keep []int) *Rows {
	r := &Rows{
		book:    book,
		columns: columns,
		binary:  binaryForm,
		keep:    keep,
		units:   map[string]uint8{},
		may:     map[trade.Country]bool{},
	}
	for m := range r.at {
		r.at[m] = -1
		for i := range columns {
			if columns[i].Name == Meanings[m] {
				r.at[m] = i
			}
		}
	}
	r.entries.Scale = uint8(min(max(columns[r.at[value]].scale, 2), 6))
	r.entries.QuantityScale = 6
	r.forget()
	return r
}

// forget empties the dictionaries.
func (r *Rows) forget() {
	c := &r.entries
	r.entries = bulk.Columns[uint32, uint32, uint32]{
		Product: c.Product, Origin: c.Origin, Date: c.Date, Value: c.Value, Scale: c.Scale,
		Units: c.Units, Unit: c.Unit, Quantity: c.Quantity, QuantityScale: c.QuantityScale, Entries: map[int]tariff.Entry{},
	}
	r.products, r.origins, r.dates = map[string]uint32{}, map[string]uint32{}, map[string]uint32{}
	r.claimed = map[string]tariff.Claims{}
}

// Clear begins a batch.
func (r *Rows) Clear() {
	c := &r.entries
	c.Product, c.Origin, c.Date, c.Value = c.Product[:0], c.Origin[:0], c.Date[:0], c.Value[:0]
	c.Unit, c.Quantity = c.Unit[:0], c.Quantity[:0]
	clear(c.Entries)
	r.row, r.wrong, r.kept, r.ends = r.row[:0], r.wrong[:0], r.kept[:0], r.ends[:0]
	if len(r.products)+len(r.origins)+len(r.dates)+len(r.claimed) > mostTexts {
		r.forget()
	}
}

// Full says that a batch has as much as it may.
func (r *Rows) Full() bool { return len(r.row) >= MostRows || len(r.kept) >= MostKept }

// Add takes in a row, with or without an error.
func (r *Rows) Add(fields []Field) {
	for _, k := range r.keep {
		if k < len(fields) {
			r.kept = append(r.kept, fields[k].Raw...)
		}
		r.ends = append(r.ends, len(r.kept))
	}
	err := r.read(fields)
	if err != nil {
		r.row = append(r.row, -1)
	} else {
		r.row = append(r.row, int32(r.entries.Len()-1))
	}
	r.wrong = append(r.wrong, err)
}

// read appends an entry, or nothing and an error.
func (r *Rows) read(fields []Field) error {
	if len(fields) != len(r.columns) {
		return &lines.FieldError{
			Column: "row",
			Reason: fmt.Sprintf("has %d fields, and %d columns are stated", len(fields), len(r.columns)),
		}
	}
	var t [importer + 1][]byte
	for m, at := range r.at {
		switch {
		case at < 0:
		case fields[at].Wrong != "":
			return &lines.FieldError{Column: Meanings[m], Reason: fields[at].Wrong}
		case fields[at].Null && m <= value:
			return &lines.FieldError{Column: Meanings[m], Text: "NULL", Reason: "is not stated"}
		case fields[at].Null: // states nothing
		case len(fields[at].Text) > MostField:
			return &lines.FieldError{
				Column: Meanings[m],
				Text:   string(fields[at].Text[:60]),
				Reason: fmt.Sprintf("has more than %d bytes", MostField),
			}
		default:
			t[m] = fields[at].Text
			if c := &r.columns[at]; !r.binary || c.kind == text || c.kind == fixed {
				t[m] = bytes.TrimSpace(t[m])
			}
		}
	}
	c := &r.entries
	day, err := r.day(t[date])
	if err != nil {
		return err
	}
	country, err := known(r.origins, t[origin], &c.Origins, trade.ParseCountry)
	if err != nil {
		return err
	}
	product, err := known(r.products, t[hts], &c.Products, trade.ParseProduct)
	if err != nil {
		return err
	}
	if err := r.stated(t[currency], t[importer]); err != nil {
		return err
	}
	amount, wide, err := r.columns[r.at[value]].amount(t[value], r.binary, c.Scale)
	if err != nil {
		return err
	}
	at, n, more, err := r.quantity(t[quantity], t[unit])
	if err != nil {
		return err
	}
	if wide != nil || more != nil || len(t[claims]) > 0 {
		e := tariff.Entry{
			Product: c.Products[product],
			Origin:  c.Origins[country],
			Date:    c.Dates[day],
			Value:   decimal.New(amount, -int32(c.Scale)),
		}
		if wide != nil {
			e.Value = *wide
		}
		if more == nil {
			more = new(decimal.New(n, -int32(c.QuantityScale)))
		}
		if at != bulk.NoUnit {
			e.Quantities = []trade.Quantity{{Amount: *more, Unit: c.Units[at]}}
		}
		if e.Claims, err = r.claims(t[claims]); err != nil {
			return err
		}
		c.Entries[c.Len()] = e
		amount, at, n = 0, bulk.NoUnit, 0
	}
	c.Product, c.Origin, c.Date, c.Value = append(
		c.Product,
		product,
	), append(
		c.Origin,
		country,
	), append(
		c.Date,
		day,
	), append(
		c.Value,
		amount,
	)
	if r.at[unit] >= 0 {
		c.Unit, c.Quantity = append(c.Unit, at), append(c.Quantity, n)
	}
	return nil
}

// known is the code of a text in a dictionary, which parse fills.
func known[T any](codes map[string]uint32, b []byte, all *[]T, parse func(string) (T, error)) (uint32, error) {
	if code, ok := codes[string(b)]; ok {
		return code, nil
	}
	v, err := parse(string(b))
	if err != nil {
		return 0, err
	}
	code := uint32(len(*all))
	*all = append(*all, v)
	codes[string(b)] = code
	return code, nil
}

// day is the code of a day.
func (r *Rows) day(b []byte) (uint32, error) {
	c := &r.columns[r.at[date]]
	if !r.binary || c.kind != day {
		return known(r.dates, b, &r.entries.Dates, trade.ParseDate)
	}
	return known(r.dates, b, &r.entries.Dates, func(s string) (trade.Date, error) {
		as := Column{kind: signed}
		if c.width == 2 {
			as.kind = unsigned
		}
		n, _ := as.little([]byte(s))
		d := trade.NewDate(1970, 1, 1).AddDays(int(n))
		if d.IsZero() {
			return d, &lines.FieldError{Column: "date", Text: fmt.Sprintf("day %d since 1970", n), Reason: "is no day"}
		}
		return d, nil
	})
}

// quantity reads an amount and its unit; more is set when the column cannot hold it.
func (r *Rows) quantity(amount, name []byte) (at uint8, n int64, more *decimal.Decimal, err error) {
	switch {
	case len(amount) == 0 && len(name) == 0:
		return bulk.NoUnit, 0, nil, nil
	case len(name) == 0:
		return 0, 0, nil, &lines.FieldError{Column: "unit", Reason: "is empty beside a quantity"}
	case len(amount) == 0:
		return 0, 0, nil, &lines.FieldError{Column: "quantity", Reason: "is empty beside a unit"}
	}
	if n, more, err = r.columns[r.at[quantity]].amount(amount, r.binary, r.entries.QuantityScale); err != nil {
		return 0, 0, nil, err
	}
	at, ok := r.units[string(name)]
	if ok {
		return at, n, more, nil
	}
	u, err := trade.ParseUnit(string(name))
	if err != nil {
		return 0, 0, nil, err
	}
	for at = range uint8(len(r.entries.Units)) {
		if r.entries.Units[at] == u {
			return at, n, more, nil
		}
	}
	at = uint8(len(r.entries.Units))
	r.entries.Units = append(r.entries.Units, u)
	if len(name) <= 16 {
		r.units[string(name)] = at
	}
	return at, n, more, nil
}

// claims reads claims parted by semicolons.
func (r *Rows) claims(b []byte) (tariff.Claims, error) {
	if c, ok := r.claimed[string(b)]; ok {
		return c, nil
	}
	var c tariff.Claims
	for part := range strings.SplitSeq(string(b), ";") {
		if part = strings.TrimSpace(part); part != "" {
			if err := c.Add(part); err != nil {
				return c, err
			}
		}
	}
	if len(b) < 256 && len(r.claimed) < 1<<12 {
		r.claimed[string(b)] = c
	}
	return c, nil
}

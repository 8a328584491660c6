package lines

import (
	"bytes"
	"fmt"
	"math"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// places are the decimals of the columns: values in cents, quantities in millionths.
const (
	valuePlaces    = 2
	quantityPlaces = 6
)

// parser turns records into columns. Its dictionaries live as long as it does.
type parser struct {
	head    *header
	columns tariff.Columns[uint32, uint16, uint16]
	split   splitter
	fields  [][]byte

	products map[uint64]uint32 // by digits and their number
	origins  [1 << 10]uint16   // 1 + code, by two capital letters
	dates    [64 * 416]uint16  // 1 + code, by the digits of the day from 2000 to 2063
	texts    map[string]uint32 // odd spellings of products and origins
	units    map[string]uint8
	claims   map[string]tariff.Claims

	// Of the block in hand:
	rows    []record
	rejects []Reject
}

// record is a row of the file: where it ends in the block, the line on which it began,
// and its row in the columns, or -1.
type record struct {
	end  int32
	line int32
	row  int32
}

func newParser(h *header) *parser {
	p := &parser{
		head: h, products: map[uint64]uint32{}, texts: map[string]uint32{},
		units: map[string]uint8{}, claims: map[string]tariff.Claims{},
	}
	p.columns.Scale, p.columns.QuantityScale = valuePlaces, quantityPlaces
	return p
}

// block parses whole records; the first begins on the given line.
func (p *parser) block(b []byte, line int) {
	c := &p.columns
	c.Product, c.Origin, c.Date, c.Value = c.Product[:0], c.Origin[:0], c.Date[:0], c.Value[:0]
	c.Unit, c.Quantity = c.Unit[:0], c.Quantity[:0]
	clear(c.Aside)
	p.rows, p.rejects = p.rows[:0], p.rejects[:0]
	for at := 0; at < len(b); {
		p.split.scratch = p.split.scratch[:0]
		fields, n, why := p.split.split(b[at:], p.fields[:0])
		p.fields = fields
		began := line
		line++
		if n > 1 && bytes.IndexByte(b[at:at+n-1], '\n') >= 0 {
			line += bytes.Count(b[at:at+n-1], []byte{'\n'})
		}
		at += n
		if len(fields) == 1 && len(fields[0]) == 0 {
			p.rows = append(p.rows, record{int32(at), int32(began), -2}) // a blank line
			continue
		}
		row := int32(len(c.Product))
		var err error
		switch {
		case why != "":
			err = &FieldError{"row", string(bytes.TrimRight(b[at-n:at], "\r\n")), why}
		case len(fields) != p.head.width:
			err = &FieldError{"row", string(bytes.TrimRight(b[at-n:at], "\r\n")), fmt.Sprintf("has %d fields, the header %d", len(fields), p.head.width)}
		default:
			err = p.record(fields)
		}
		if err != nil {
			p.rejects = append(p.rejects, p.reject(began, fields, err))
			row = -1
		}
		p.rows = append(p.rows, record{int32(at), int32(began), row})
	}
}

// reject says what is wrong with a row.
func (p *parser) reject(line int, fields [][]byte, err error) Reject {
	code, at := codeOf(err)
	r := Reject{Line: line, Code: code, Err: err}
	for k, name := range names {
		if i := p.head.at[k]; name == at && i >= 0 && i < len(fields) {
			r.Cell, r.Text = fmt.Sprintf("%s%d", column(i), line), string(fields[i])
		}
	}
	return r
}

// record appends a row, or nothing and an error.
func (p *parser) record(fields [][]byte) error {
	c := &p.columns
	text := func(k int) []byte {
		if i := p.head.at[k]; i >= 0 {
			return bytes.TrimSpace(fields[i])
		}
		return nil
	}
	day, ok := p.date(text(date))
	if !ok {
		_, err := trade.ParseDate(string(text(date)))
		if err == nil {
			err = &FieldError{"date", string(text(date)), "more than 65,535 different days"}
		}
		return err
	}
	amount, wide, err := number("value", text(value), valuePlaces)
	if err != nil {
		return err
	}
	at, has, more, err := p.quantity(text(quantity), text(unit))
	if err != nil {
		return err
	}
	var claimed tariff.Claims
	if t := text(claims); len(t) > 0 {
		if claimed, err = p.claimsOf(string(t)); err != nil {
			return err
		}
	}
	country, ok := p.origin(text(origin))
	if !ok {
		return &FieldError{"origin", string(text(origin)), "more than 65,535 different texts"}
	}
	product := p.product(text(hts))
	aside := wide != nil || more != nil || len(text(claims)) > 0
	if aside {
		e := tariff.Entry{Product: c.Products[product], Origin: c.Origins[country], Date: c.Dates[day], Value: decimal.New(amount, -valuePlaces), Claims: claimed}
		if wide != nil {
			e.Value = *wide
		}
		switch {
		case more != nil:
			e.Quantities = []trade.Quantity{{Amount: *more, Unit: c.Units[at]}}
		case at != tariff.NoUnit:
			e.Quantities = []trade.Quantity{{Amount: decimal.New(has, -quantityPlaces), Unit: c.Units[at]}}
		}
		if c.Aside == nil {
			c.Aside = map[int]tariff.Entry{}
		}
		c.Aside[len(c.Product)] = e
		amount, at, has = 0, tariff.NoUnit, 0
	}
	c.Product, c.Origin, c.Date, c.Value = append(c.Product, product), append(c.Origin, country), append(c.Date, day), append(c.Value, amount)
	if p.head.at[unit] >= 0 {
		c.Unit, c.Quantity = append(c.Unit, at), append(c.Quantity, has)
	}
	return nil
}

// product is the code of a product: digits, with dots where the schedule has them or
// without. Any other spelling is looked up as a text.
func (p *parser) product(t []byte) uint32 {
	const dots = 1<<4 | 1<<7 | 1<<10
	key, digits, seen, odd := uint64(0), 0, 0, len(t) > 13
	for i, ch := range t {
		switch d := ch - '0'; {
		case d <= 9:
			key = key*10 + uint64(d)
			digits++
		case ch == '.' && i < 16:
			seen |= 1 << i
		default:
			odd = true
		}
	}
	if seen != 0 && seen != dots&(1<<len(t)-1) {
		odd = true
	}
	if odd {
		return intern(p.texts, "p"+string(t), &p.columns.Products, trade.Product(t))
	}
	key |= uint64(digits) << 58
	code, known := p.products[key]
	if !known {
		code = uint32(len(p.columns.Products))
		p.products[key] = code
		product := trade.Product(t)
		if read, err := trade.ParseProduct(string(t)); err == nil {
			product = read
		}
		p.columns.Products = append(p.columns.Products, product)
	}
	return code
}

func intern[T any](texts map[string]uint32, key string, list *[]T, entry T) uint32 {
	code, known := texts[key]
	if !known {
		code = uint32(len(*list))
		texts[key] = code
		*list = append(*list, entry)
	}
	return code
}

// origin is the code of a country, of two letters or any other spelling.
func (p *parser) origin(t []byte) (code uint16, ok bool) {
	var slot *uint16
	if len(t) == 2 && t[0]-'A' < 26 && t[1]-'A' < 26 {
		slot = &p.origins[int(t[0]-'A')<<5|int(t[1]-'A')]
		if *slot != 0 {
			return *slot - 1, true
		}
	}
	entry := trade.Country(t)
	if c, err := trade.ParseCountry(string(t)); err == nil {
		entry = c
	}
	id := intern(p.texts, "o"+string(t), &p.columns.Origins, entry)
	if id >= math.MaxUint16 {
		return 0, false
	}
	if slot != nil {
		*slot = uint16(id) + 1
	}
	return uint16(id), true
}

// date is the code of a day, yyyy-mm-dd. The slot of a day is found without a calendar:
// days that do not exist have slots too, which stay empty.
func (p *parser) date(t []byte) (code uint16, ok bool) {
	var slot *uint16
	if len(t) == 10 && t[0] == '2' && t[1] == '0' && t[4] == '-' && t[7] == '-' {
		year, month, day := two(t[2:]), two(t[5:]), two(t[8:])
		if year < 64 && month <= 12 && day <= 31 {
			slot = &p.dates[year*416+month*32+day]
			if *slot != 0 {
				return *slot - 1, true
			}
		}
	}
	d, err := trade.ParseDate(string(t))
	if err != nil {
		return 0, false
	}
	id := intern(p.texts, "d"+string(t), &p.columns.Dates, d)
	if id >= math.MaxUint16 {
		return 0, false
	}
	if slot != nil {
		*slot = uint16(id) + 1
	}
	return uint16(id), true
}

// two reads two digits; anything else is 100 or more.
func two(t []byte) int {
	a, b := int(t[0]-'0'), int(t[1]-'0')
	if a > 9 || b > 9 {
		return 100
	}
	return a*10 + b
}

// quantity reads an amount and its unit. more is set when the column cannot hold it.
func (p *parser) quantity(amount, unit []byte) (at uint8, n int64, more *decimal.Decimal, err error) {
	switch {
	case len(amount) == 0 && len(unit) == 0:
		return tariff.NoUnit, 0, nil, nil
	case len(unit) == 0:
		return 0, 0, nil, &FieldError{"unit", "", "is empty beside a quantity"}
	case len(amount) == 0:
		return 0, 0, nil, &FieldError{"quantity", "", "is empty beside a unit"}
	}
	if n, more, err = number("quantity", amount, quantityPlaces); err != nil {
		return 0, 0, nil, err
	}
	at, known := p.units[string(unit)]
	if known {
		return at, n, more, nil
	}
	u, err := trade.ParseUnit(string(unit))
	if err != nil {
		return 0, 0, nil, &FieldError{"unit", string(unit), err.Error()}
	}
	at = uint8(len(p.columns.Units))
	for i, have := range p.columns.Units {
		if have == u {
			at = uint8(i)
		}
	}
	if at == tariff.NoUnit {
		return 0, 0, nil, &FieldError{"unit", string(unit), "is one too many: a file may have 255 units"}
	}
	if int(at) == len(p.columns.Units) {
		p.columns.Units = append(p.columns.Units, u)
	}
	p.units[string(unit)] = at
	return at, n, more, nil
}

// number reads a plain decimal number at a scale; more is set when it has more digits.
func number(name string, t []byte, places uint8) (n int64, more *decimal.Decimal, err error) {
	point, digits := -1, 0
	var u uint64
	for i, ch := range t {
		switch d := ch - '0'; {
		case d <= 9:
			u = u*10 + uint64(d)
			digits++
		case ch == '.' && point < 0:
			point = i
		default:
			return 0, nil, badNumber(name, t)
		}
	}
	if digits == 0 {
		return 0, nil, badNumber(name, t)
	}
	decimals := 0
	if point >= 0 {
		decimals = len(t) - point - 1
	}
	if digits > 18-int(places) || decimals > int(places) {
		if len(t) > 60 {
			return 0, nil, badNumber(name, t)
		}
		d, err := decimal.NewFromString(string(t))
		if err != nil {
			return 0, nil, badNumber(name, t)
		}
		return 0, &d, nil
	}
	return int64(u * tens[int(places)-decimals]), nil, nil
}

var tens = [...]uint64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000}

func badNumber(name string, t []byte) error {
	reason := "is no plain decimal number such as 14172.00"
	switch {
	case len(t) == 0:
		reason = "is empty"
	case t[0] == '-':
		reason = "is negative, or no number"
	case bytes.ContainsRune(t, ','):
		reason = "has a comma: write digits with a point and no separators, such as 1234.50"
	case bytes.ContainsAny(t, "eE"):
		reason = "is in scientific notation: write the digits out"
	}
	return &FieldError{name, string(t), reason}
}

// claimsOf reads claims parted by semicolons.
func (p *parser) claimsOf(text string) (tariff.Claims, error) {
	if c, known := p.claims[text]; known {
		return c, nil
	}
	var c tariff.Claims
	for _, part := range bytes.Split([]byte(text), []byte{';'}) {
		if part = bytes.TrimSpace(part); len(part) > 0 {
			if err := c.Add(string(part)); err != nil {
				return c, err
			}
		}
	}
	if len(p.claims) < 1<<16 {
		p.claims[text] = c
	}
	return c, nil
}

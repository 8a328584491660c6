package lines

import (
	"bytes"
	"fmt"
	"math"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade"
)

// places are the decimals of the columns: values in cents, but in millionths in a block
// that has smaller parts than cents; quantities in millionths.
const (
	valuePlaces    = 2
	finePlaces     = 6
	quantityPlaces = 6
)

// mostTexts is the number of spellings after which a parser forgets them, so that a
// hostile file cannot fill the memory. An honest one has a few ten thousand.
const mostTexts = 1 << 17

// parser turns records into columns. Its dictionaries live from block to block.
type parser struct {
	head    *header
	columns bulk.Columns[uint32, uint16, uint32]
	split   splitter
	fields  [][]byte
	shard   Shard
	all     bool // every reject is reported, not only the first

	products  codes             // by their spelling
	origins   [1 << 10]uint16   // 1 + code, by two capital letters
	dates     [64 * 416]uint32  // 1 + code, by the digits of the day from 2000 to 2063
	texts     map[string]uint32 // other spellings of products, origins and dates
	countries map[trade.Country]uint16
	units     map[string]uint8
	claims    map[string]uint32 // 1 + code
	book      struct {          // of what the amounts and the border must be, where the file says
		Currency trade.Currency
		Importer trade.Country
	}

	refused refusals // of all blocks

	// Of the block in hand:
	rows     []record
	rejected int
	others   int64 // rows of other shards
	rejects  []Reject
}

// record is a row of the file: where it ends in the block, the line on which it began,
// and its row in the columns, or one of these.
type record struct {
	end  int32
	line int32
	row  int32
}

const (
	refused   = -1
	blank     = -2
	elsewhere = -3 // of another shard
)

func newParser(h *header) *parser {
	p := &parser{head: h, units: map[string]uint8{}, claims: map[string]uint32{}}
	p.forget()
	return p
}

// forget empties the dictionaries.
func (p *parser) forget() {
	c := &p.columns
	p.columns = bulk.Columns[uint32, uint16, uint32]{
		Product: c.Product, Origin: c.Origin, Date: c.Date, Value: c.Value, Scale: valuePlaces,
		Units: c.Units, Unit: c.Unit, Quantity: c.Quantity, QuantityScale: quantityPlaces, Claim: c.Claim, Entries: c.Entries,
	}
	clear(p.claims)
	p.products = codes{slots: make([]uint32, 1<<12)}
	p.texts, p.countries = map[string]uint32{}, map[trade.Country]uint16{}
	clear(p.origins[:])
	clear(p.dates[:])
}

// block parses whole records; the first begins on the given line.
func (p *parser) block(b []byte, line int) {
	c := &p.columns
	if len(c.Products)+len(p.texts)+len(p.claims) > mostTexts {
		p.forget()
	}
	c.Product, c.Origin, c.Date, c.Value = c.Product[:0], c.Origin[:0], c.Date[:0], c.Value[:0]
	c.Unit, c.Quantity, c.Claim, c.Scale = c.Unit[:0], c.Quantity[:0], c.Claim[:0], valuePlaces
	clear(c.Entries)
	p.rows, p.rejects, p.rejected, p.others = p.rows[:0], p.rejects[:0], 0, 0
	for at := 0; at < len(b); line++ {
		if !p.shard.has(line) {
			n, feeds := p.pass(b[at:])
			p.rows = append(p.rows, record{int32(at + n), int32(line), elsewhere})
			line += feeds
			at += n
			continue
		}
		if n := p.plain(b[at:]); n > 0 {
			at += n
			p.rows = append(p.rows, record{int32(at), int32(line), int32(len(c.Product) - 1)})
			continue
		}
		n, row := p.careful(b[at:], line)
		p.rows = append(p.rows, record{int32(at + n), int32(line), row})
		line += bytes.Count(b[at:at+n-1], []byte{'\n'})
		at += n
	}
}

// careful parses the record at the start of b, which begins on a line, whatever it holds,
// and returns its length and what became of it.
func (p *parser) careful(b []byte, line int) (n int, row int32) {
	p.split.scratch = p.split.scratch[:0]
	fields, n, why := p.split.split(b, p.fields[:0])
	p.fields = fields
	if len(fields) == 1 && len(fields[0]) == 0 {
		return n, blank
	}
	var err error
	switch {
	case why != "":
		err = &FieldError{"row", string(bytes.TrimRight(b[:n], "\r\n")), why}
	case len(fields) != p.head.width:
		err = &FieldError{
			"row", string(bytes.TrimRight(b[:n], "\r\n")),
			fmt.Sprintf("has %d fields, the header %d", len(fields), p.head.width),
		}
	default:
		err = p.record(fields)
	}
	if err == nil {
		return n, int32(len(p.columns.Product) - 1)
	}
	p.countRefused(fields, why != "" || len(fields) != p.head.width)
	if p.all || p.rejected <= keptRejects {
		p.rejects = append(p.rejects, p.reject(line, fields, err))
	}
	return n, refused
}

// reject says what is wrong with a row.
func (p *parser) reject(line int, fields [][]byte, err error) Reject {
	r := Reject{Line: line, Err: err}
	r.Code = tariff.ErrorCode(err)
	at := columnOf(err)
	for k, name := range names {
		if i := p.head.at[k]; name == at && i >= 0 && i < len(fields) {
			r.Cell, r.Text = cell(i, line), string(fields[i])
		}
	}
	return r
}

// record appends a row, or nothing and an error.
func (p *parser) record(fields [][]byte) error {
	c := &p.columns
	text := func(k int) []byte {
		i := p.head.at[k]
		if i < 0 {
			return nil
		}
		return bytes.TrimSpace(fields[i])
	}
	day, err := p.date(text(date))
	if err != nil {
		return err
	}
	country, err := p.origin(text(origin))
	if err != nil {
		return err
	}
	product, err := p.product(text(hts))
	if err != nil {
		return err
	}
	if err = p.stated(text(currency), text(importer)); err != nil {
		return err
	}
	at, has, more, err := p.quantity(text(quantity), text(unit))
	if err != nil {
		return err
	}
	claimed, err := p.claimsOf(text(claims))
	if err != nil {
		return err
	}
	amount, wide, err := p.value(text(value))
	if err != nil {
		return err
	}
	if wide != nil || more != nil {
		e := tariff.Entry{
			Product: c.Products[product], Origin: c.Origins[country], Date: c.Dates[day],
			Value: decimal.New(amount, -int32(c.Scale)),
		}
		if claimed > 0 {
			e.Claims = c.Claims[claimed-1]
		}
		if wide != nil {
			e.Value = *wide
		}
		switch {
		case more != nil:
			e.Quantities = []trade.Quantity{{Amount: *more, Unit: c.Units[at]}}
		case at != bulk.NoUnit:
			e.Quantities = []trade.Quantity{{Amount: decimal.New(has, -quantityPlaces), Unit: c.Units[at]}}
		}
		if c.Entries == nil {
			c.Entries = map[int]tariff.Entry{}
		}
		c.Entries[len(c.Product)] = e
		amount, at, has, claimed = 0, bulk.NoUnit, 0, 0
	}
	p.append(product, country, day, amount, at, has, claimed)
	return nil
}

func (p *parser) append(product uint32, country uint16, day uint32, amount int64, at uint8, has int64, claimed uint32) {
	c := &p.columns
	c.Product, c.Origin, c.Date, c.Value = append(c.Product, product), append(c.Origin, country), append(c.Date, day),
		append(c.Value, amount)
	if p.head.at[unit] >= 0 {
		c.Unit, c.Quantity = append(c.Unit, at), append(c.Quantity, has)
	}
	if p.head.at[claims] >= 0 {
		c.Claim = append(c.Claim, claimed)
	}
}

// product is the code of a product, in any spelling that trade.ParseProduct reads.
func (p *parser) product(t []byte) (uint32, error) {
	key, short := spelling(t)
	if short {
		if code, known := p.products.find(key); known {
			return code, nil
		}
	} else if code, known := p.texts["p"+string(t)]; known {
		return code, nil
	}
	product, err := trade.ParseProduct(string(t))
	if err != nil {
		return 0, err
	}
	code := uint32(len(p.columns.Products))
	p.columns.Products = append(p.columns.Products, product)
	if short {
		p.products.add(key, code)
	} else {
		p.texts["p"+string(t)] = code
	}
	return code, nil
}

// origin is the code of a country, of two letters or any other spelling.
func (p *parser) origin(t []byte) (uint16, error) {
	if code, known := p.texts["o"+string(t)]; known {
		return uint16(code), nil
	}
	country, err := trade.ParseCountry(string(t))
	if err != nil {
		return 0, err
	}
	code, known := p.countries[country]
	if !known {
		code = uint16(len(p.columns.Origins))
		p.columns.Origins = append(p.columns.Origins, country)
		p.countries[country] = code
	}
	if slot := p.originSlot(t); slot != nil {
		*slot = code + 1
	}
	p.texts["o"+string(t)] = uint32(code)
	return code, nil
}

// originSlot is the place of a country of two capital letters, or nil.
func (p *parser) originSlot(t []byte) *uint16 {
	if len(t) != 2 || t[0]-'A' >= 26 || t[1]-'A' >= 26 {
		return nil
	}
	return &p.origins[int(t[0]-'A')<<5|int(t[1]-'A')]
}

// date is the code of a day, yyyy-mm-dd.
func (p *parser) date(t []byte) (uint32, error) {
	if code, known := p.texts["d"+string(t)]; known {
		return code, nil
	}
	d, err := trade.ParseDate(string(t))
	if err != nil {
		return 0, err
	}
	code := uint32(len(p.columns.Dates))
	p.columns.Dates = append(p.columns.Dates, d)
	if slot := p.dateSlot(t); slot != nil {
		*slot = code + 1
	}
	p.texts["d"+string(t)] = code
	return code, nil
}

// dateSlot is the place of a day from 2000 to 2063, or nil. It is found without a
// calendar: days that do not exist have places too, which stay empty.
func (p *parser) dateSlot(t []byte) *uint32 {
	if len(t) != 10 || t[0] != '2' || t[1] != '0' || t[4] != '-' || t[7] != '-' {
		return nil
	}
	year, month, day := two(t[2:]), two(t[5:]), two(t[8:])
	if year >= 64 || month > 12 || day > 31 {
		return nil
	}
	return &p.dates[year*416+month*32+day]
}

// two reads two digits; anything else is 100 or more.
func two(t []byte) uint {
	a, b := uint(t[0]-'0'), uint(t[1]-'0')
	if a > 9 || b > 9 {
		return 100
	}
	return a*10 + b
}

// quantity reads an amount and its unit. more is set when the column cannot hold it.
func (p *parser) quantity(amount, unit []byte) (at uint8, n int64, more *decimal.Decimal, err error) {
	switch {
	case len(amount) == 0 && len(unit) == 0:
		return bulk.NoUnit, 0, nil, nil
	case len(unit) == 0:
		return 0, 0, nil, &FieldError{"unit", "", "is empty beside a quantity"}
	case len(amount) == 0:
		return 0, 0, nil, &FieldError{"quantity", "", "is empty beside a unit"}
	}
	u, decimals, err := number("quantity", amount)
	if err != nil {
		return 0, 0, nil, err
	}
	n, fits := scaled(u, decimals, quantityPlaces)
	if !fits {
		if more, err = long("quantity", amount); err != nil {
			return 0, 0, nil, err
		}
	}
	at, known := p.units[string(unit)]
	if known {
		return at, n, more, nil
	}
	u2, err := trade.ParseUnit(string(unit))
	if err != nil {
		return 0, 0, nil, err
	}
	at = uint8(len(p.columns.Units))
	for i, have := range p.columns.Units {
		if have == u2 {
			at = uint8(i)
		}
	}
	if int(at) == len(p.columns.Units) {
		p.columns.Units = append(p.columns.Units, u2)
	}
	p.units[string(unit)] = at
	return at, n, more, nil
}

// value reads the value of a row at the scale of the block. wide is set when the column
// cannot hold it.
func (p *parser) value(t []byte) (n int64, wide *decimal.Decimal, err error) {
	u, decimals, err := number("value", t)
	if err != nil {
		return 0, nil, err
	}
	for ; decimals > valuePlaces && u%10 == 0; decimals-- {
		u /= 10
	}
	if decimals > valuePlaces && decimals <= finePlaces {
		p.refine()
	}
	n, fits := scaled(u, decimals, int(p.columns.Scale))
	if !fits {
		wide, err = long("value", t)
	}
	return n, wide, err
}

// refine brings the values of the block to millionths, unless one of them is too large.
func (p *parser) refine() {
	c := &p.columns
	const up = 10_000
	if c.Scale == finePlaces {
		return
	}
	for _, v := range c.Value {
		if v > math.MaxInt64/up {
			return
		}
	}
	for i := range c.Value {
		c.Value[i] *= up
	}
	c.Scale = finePlaces
}

// claimsOf reads claims parted by semicolons: 0 for none, else 1 + the code.
func (p *parser) claimsOf(text []byte) (uint32, error) {
	if code, known := p.claims[string(text)]; known {
		return code, nil
	}
	var c tariff.Claims
	some := false
	for _, part := range bytes.Split(text, []byte{';'}) {
		if part = bytes.TrimSpace(part); len(part) > 0 {
			some = true
			if err := c.Add(string(part)); err != nil {
				return 0, err
			}
		}
	}
	if !some {
		return 0, nil
	}
	p.columns.Claims = append(p.columns.Claims, c)
	code := uint32(len(p.columns.Claims))
	p.claims[string(text)] = code
	return code, nil
}

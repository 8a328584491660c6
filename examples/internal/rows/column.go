// Package rows takes in entries row by row, in the types of a database, and answers them as
// columns: what is wrong with a row is a value beside it. Types are called as ClickHouse
// calls them, and numbers and days lie as in its RowBinary, the lowest byte first.
package rows

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// kind is how a type of ClickHouse lies in RowBinary.
type kind uint8

const (
	unread   kind = iota // a type that only TSV can carry through
	text                 // String: a length, then bytes
	fixed                // FixedString(N): N bytes, filled up with NUL
	day                  // Date: days since 1970 in 2 bytes; Date32: in 4, with a sign
	signed               // Int and Decimal: a number of Scale decimals with a sign
	unsigned             // UInt
)

// column is a column of the input: its name and its type.
type Column struct {
	Name, Type string
	Nullable   bool
	kind       kind
	width      int // bytes of a value in RowBinary; 0 for text
	scale      int // decimals of a number
}

// The columns that mean something; others can only be carried through.
var Meanings = []string{"hts", "origin", "date", "value", "quantity", "unit", "claims", "currency", "importer"}

// ParseColumns reads columns as ClickHouse states the structure of a table:
// "hts String, date Date, value Decimal(18, 2)". A name alone is of type String.
func ParseColumns(spec string) ([]Column, error) {
	var out []Column
	for _, part := range parted(spec) {
		name, typ, _ := strings.Cut(part, " ")
		if name = strings.Trim(name, "`\""); name == "" {
			return nil, fmt.Errorf("a column without a name in %q; state them as \"hts String, origin String\"", spec)
		}
		out = append(out, Column{Name: name, Type: cmp.Or(strings.TrimSpace(typ), "String")})
	}
	return Typed(out)
}

// Typed reads the types of columns, and refuses columns that do not make up entries.
func Typed(columns []Column) ([]Column, error) {
	out := slices.Clone(columns)
	at := map[string]bool{}
	for i := range out {
		c := &out[i]
		if at[c.Name] {
			return nil, fmt.Errorf("the column %s stands twice", c.Name)
		}
		at[c.Name] = true
		c.parse(c.Type)
		if err := c.check(); err != nil {
			return nil, err
		}
	}
	for _, name := range Meanings[:4] {
		if !at[name] {
			return nil, fmt.Errorf("no column %s; an entry needs hts, origin, date and value", name)
		}
	}
	if at["quantity"] != at["unit"] {
		return nil, errors.New("quantity and unit stand only together")
	}
	return out, nil
}

// parted cuts at the commas outside of parentheses.
func parted(spec string) []string {
	var out []string
	depth, start := 0, 0
	for i, ch := range spec {
		switch {
		case ch == '(':
			depth++
		case ch == ')':
			depth--
		case ch == ',' && depth == 0:
			out = append(out, strings.TrimSpace(spec[start:i]))
			start = i + 1
		}
	}
	return append(out, strings.TrimSpace(spec[start:]))
}

// parse takes a type apart; one that is not known stays unread.
func (c *Column) parse(typ string) {
	name, rest, _ := strings.Cut(typ, "(")
	inner := strings.TrimSpace(strings.TrimSuffix(rest, ")"))
	switch name {
	case "Nullable":
		c.Nullable = true
		c.parse(inner)
	case "LowCardinality":
		c.parse(inner)
	case "String":
		c.kind = text
	case "FixedString":
		if n, err := strconv.Atoi(inner); err == nil && n > 0 && n <= MostField {
			c.kind, c.width = fixed, n
		}
	case "Date":
		c.kind, c.width = day, 2
	case "Date32":
		c.kind, c.width = day, 4
	case "Decimal":
		precision, scale, _ := strings.Cut(inner, ",")
		p, err := strconv.Atoi(strings.TrimSpace(precision))
		if err != nil || p < 1 || p > 38 {
			return
		}
		s, err := strconv.Atoi(strings.TrimSpace(scale))
		if strings.TrimSpace(scale) == "" {
			s, err = 0, nil
		}
		if err != nil || s < 0 || s > p {
			return
		}
		c.kind, c.scale, c.width = signed, s, 16
		switch {
		case p <= 9:
			c.width = 4
		case p <= 18:
			c.width = 8
		}
	case "Decimal32", "Decimal64", "Decimal128":
		bits, _ := strconv.Atoi(strings.TrimPrefix(name, "Decimal"))
		if s, err := strconv.Atoi(inner); err == nil && s >= 0 && s <= 38 {
			c.kind, c.scale, c.width = signed, s, bits/8
		}
	case "Int8", "Int16", "Int32", "Int64", "Int128", "UInt8", "UInt16", "UInt32", "UInt64", "UInt128":
		bits, _ := strconv.Atoi(strings.TrimLeft(name, "UInt"))
		c.kind, c.width = signed, bits/8
		if name[0] == 'U' {
			c.kind = unsigned
		}
	}
}

// check refuses a type that its column cannot have.
func (c *Column) check() error {
	needed := ""
	switch c.Name {
	case "hts", "origin", "unit", "claims", "currency", "importer":
		if c.kind != text && c.kind != fixed {
			needed = "String"
		}
	case "date":
		if c.kind != text && c.kind != fixed && c.kind != day {
			needed = "Date, Date32 or String; toDate(…) makes one"
		}
	case "value", "quantity":
		if c.kind == unread || c.kind == day {
			needed = "a Decimal such as Decimal(18, 2), an integer or a String, which are exact; toDecimal64(…, 2) makes one"
		}
	}
	if needed != "" {
		return fmt.Errorf("the column %s is of type %s; it must be %s", c.Name, c.Type, needed)
	}
	return nil
}

// Width is the number of bytes of a value in binary form; 0 for texts, which have any.
func (c *Column) Width() int { return c.width }

// Padded says that NUL fills a value up.
func (c *Column) Padded() bool { return c.kind == fixed }

// Read says that values of the type can be read in binary form.
func (c *Column) Read() bool { return c.kind != unread }

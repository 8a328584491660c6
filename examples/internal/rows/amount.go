package rows

import (
	"encoding/binary"
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// amount reads a number: n at the scale of the column, or wide where that cannot hold it.
func (c *Column) amount(b []byte, binaryForm bool, places uint8) (n int64, wide *decimal.Decimal, err error) {
	var f exact.Fixed
	switch {
	case !binaryForm || c.kind == text || c.kind == fixed:
		if f, wide, err = plain(c.Name, b); err != nil || wide != nil {
			return 0, wide, err
		}
	default:
		small, fits := c.little(b)
		if !fits || c.scale > exact.MaxScale {
			d := c.big(b)
			return 0, &d, nil
		}
		f = exact.Fixed{Coef: small, Scale: uint8(c.scale)}
	}
	for f.Scale > places && f.Coef%10 == 0 {
		f.Coef, f.Scale = f.Coef/10, f.Scale-1
	}
	at := f
	for at.Scale < places {
		up := at.Coef * 10
		if up/10 != at.Coef {
			break
		}
		at.Coef, at.Scale = up, at.Scale+1
	}
	if at.Scale != places {
		d := f.Decimal()
		return 0, &d, nil
	}
	return at.Coef, nil, nil
}

// plain reads digits with a point.
func plain(name string, b []byte) (f exact.Fixed, wide *decimal.Decimal, err error) {
	reason := ""
	switch {
	case len(b) == 0:
		reason = "is empty"
	case len(b) > 60:
		reason = "has more than 60 digits"
	}
	points, digits := 0, 0
	for _, ch := range b {
		switch {
		case ch == '.':
			points++
		case ch >= '0' && ch <= '9':
			digits++
		default:
			reason = "is no plain decimal number such as 14172.00"
		}
	}
	if reason == "" && (points > 1 || digits == 0) {
		reason = "is no plain decimal number such as 14172.00"
	}
	if reason != "" {
		return f, nil, &lines.FieldError{Column: name, Text: string(b), Reason: reason}
	}
	if digits <= 18 {
		if f, err = exact.Parse(b); err == nil {
			return f, nil, nil
		}
	}
	d, err := decimal.NewFromString(string(b))
	if err != nil {
		return f, nil, &lines.FieldError{
			Column: name,
			Text:   string(b),
			Reason: "is no plain decimal number such as 14172.00",
		}
	}
	return f, &d, nil
}

// little reads an integer with its lowest byte first, if 64 bits with a sign hold it.
func (c *Column) little(b []byte) (n int64, fits bool) {
	var u uint64
	for i := min(len(b), 8) - 1; i >= 0; i-- {
		u = u<<8 | uint64(b[i])
	}
	if c.kind == unsigned {
		for _, more := range b[min(len(b), 8):] {
			if more != 0 {
				return 0, false
			}
		}
		return int64(u), u>>63 == 0
	}
	if len(b) < 8 {
		shift := 64 - 8*len(b)
		return int64(u<<shift) >> shift, true
	}
	n = int64(u)
	for i := 8; i < len(b); i++ {
		if b[i] != byte(n>>63) {
			return 0, false
		}
	}
	return n, true
}

// big reads an integer of up to 16 bytes as a decimal.
func (c *Column) big(b []byte) decimal.Decimal {
	var wide [16]byte
	n := copy(wide[:], b)
	hi, lo := binary.LittleEndian.Uint64(wide[8:]), binary.LittleEndian.Uint64(wide[:])
	v := new(big.Int).SetUint64(hi)
	v.Lsh(v, 64).Or(v, new(big.Int).SetUint64(lo))
	if c.kind == signed && b[n-1]&0x80 != 0 {
		v.Sub(v, new(big.Int).Lsh(big.NewInt(1), uint(8*n)))
	}
	return decimal.NewFromBigInt(v, -int32(c.scale))
}

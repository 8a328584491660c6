package lines

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"github.com/tradeshock/tradeshock/tariff/bulk"
)

// plain parses the record at the start of b if it is like most: no quotes or spaces, texts
// that were seen before, short amounts. It appends the row and returns its length, or does
// nothing and returns 0: then careful parses it, to the same row.
func (p *parser) plain(b []byte) int {
	var (
		product, day uint32
		country      uint16
		amount, has  int64
		at           uint8 = bulk.NoUnit
		claimed      uint32
		counted      bool
	)
	i := 0
	for k, kind := range p.head.kinds {
		if k > 0 {
			if b[i] != ',' {
				return 0
			}
			i++
		}
		if len(b)-i < 24 { // the texts of a field are read 16 bytes at once
			return 0
		}
		switch kind {
		case hts:
			key, n := word(b[i:])
			code, known := p.products.find(key)
			if n == 0 || !known {
				return 0
			}
			product = code
			i += n
		case origin:
			slot := p.originSlot(b[i : i+2])
			if slot == nil || *slot == 0 {
				return 0
			}
			country = *slot - 1
			i += 2
		case date:
			slot := p.dateSlot(b[i : i+10])
			if slot == nil || *slot == 0 {
				return 0
			}
			day = *slot - 1
			i += 10
		case value:
			v, n := amountOf(b[i:], valuePlaces)
			if n == 0 {
				return 0
			}
			amount = int64(v * tens[p.columns.Scale-valuePlaces])
			i += n
		case quantity:
			if b[i] == ',' || b[i] == '\n' || b[i] == '\r' {
				continue
			}
			v, n := amountOf(b[i:], quantityPlaces)
			if n == 0 {
				return 0
			}
			has, counted = int64(v), true
			i += n
		case unit:
			n := bytes.IndexAny(b[i:i+24], ",\r\n")
			if n > 0 {
				code, known := p.units[string(b[i:i+n])]
				if !known {
					return 0
				}
				at = code
			} else if n < 0 {
				return 0
			}
			i += n
		case claims:
			if b[i] == ',' || b[i] == '\n' || b[i] == '\r' {
				continue
			}
			n := bytes.IndexAny(b[i:min(len(b), i+mostClaimed)], ",\r\n")
			if n < 0 {
				return 0
			}
			if claimed = p.claims[string(b[i:i+n])]; claimed == 0 {
				return 0
			}
			i += n
		case currency, importer:
			n := bytes.IndexAny(b[i:i+24], ",\r\n")
			if n < 0 || !p.sameAsBook(kind, b[i:i+n]) {
				return 0
			}
			i += n
		default:
			for b[i] != ',' && b[i] != '\n' && b[i] != '\r' {
				if b[i] == '"' {
					return 0
				}
				i++
			}
		}
	}
	if b[i] == '\r' {
		i++
	}
	if b[i] != '\n' || counted != (at != bulk.NoUnit) {
		return 0
	}
	p.append(product, country, day, amount, at, has, claimed)
	return i + 1
}

// mostClaimed is the longest text of claims that plain reads.
const mostClaimed = 256

const (
	ones    = 0x0101010101010101
	highs   = 0x80 * ones
	lows    = 0x7F * ones
	nibbles = 0x0F * ones
)

// others marks the bytes of x that are no digits with their highest bit.
func others(x uint64) uint64 {
	x ^= '0' * ones
	return (x&lows + 0x76*ones | x) & highs
}

// neither marks the bytes of x that are no digits and no points.
func neither(x uint64) uint64 {
	point := x ^ '.'*ones
	return others(x) & (point&lows + lows | point)
}

// word reads the spelling of a product at the start of b, which has 16 bytes or more: n
// digits and points, or 0 where there are none or more than 15. The key has four bits for
// each, so that every spelling has its own, and none is 0.
func word(b []byte) (key uint64, n int) {
	x, y := binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[8:])
	if end := neither(x); end != 0 {
		n = bits.TrailingZeros64(end) / 8
		return (x|^uint64(0)<<(8*n))&nibbles | nibbles<<4, n
	}
	end := neither(y)
	if end == 0 {
		return 0, 0
	}
	n = bits.TrailingZeros64(end) / 8
	return x&nibbles | (y|^uint64(0)<<(8*n))&nibbles<<4, 8 + n
}

// spelling is the key of a text, if it is one that word reads.
func spelling(t []byte) (key uint64, short bool) {
	var b [16]byte
	if len(t) == 0 || copy(b[:15], t) < len(t) {
		return 0, false
	}
	key, n := word(b[:])
	return key, n == len(t)
}

// amountOf reads an amount of up to 12 digits and the given decimals at the start of b, which
// has 24 bytes or more, and scales it; n is its length, or 0 for any other.
func amountOf(b []byte, places int) (u uint64, n int) {
	x := binary.LittleEndian.Uint64(b)
	if end := others(x); end != 0 {
		n = bits.TrailingZeros64(end) / 8
		u = eight((x ^ '0'*ones) << (64 - 8*n))
	} else {
		u = eight(x ^ '0'*ones)
		for n = 8; n < 13 && b[n]-'0' <= 9; n++ {
			u = u*10 + uint64(b[n]-'0')
		}
	}
	if n == 0 || n > 12 {
		return 0, 0
	}
	if b[n] == '.' {
		n++
		for ; places > 0 && b[n]-'0' <= 9; places-- {
			u = u*10 + uint64(b[n]-'0')
			n++
		}
		if b[n]-'0' <= 9 {
			return 0, 0
		}
	}
	return u * tens[places], n
}

// eight is the number that eight digits make, the first in the lowest byte.
func eight(x uint64) uint64 {
	x = x*10 + x>>8
	const mask = 0x000000FF000000FF
	return ((x&mask)*(100+1_000_000<<32) + (x>>16&mask)*(1+10_000<<32)) >> 32
}

package lines

import (
	"bytes"
	"math/bits"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// write puts the duties behind the records of a block.
func (w *worker) write(data []byte) []byte {
	p, c := w.parser, w.charges
	out := make([]byte, 0, len(data)+40*len(p.rows))
	at := 0
	for _, r := range p.rows {
		record := bytes.TrimSuffix(data[at:r.end-1], []byte{'\r'})
		at = int(r.end)
		if r.row == elsewhere {
			continue
		}
		out = append(out, record...)
		switch {
		case r.row == blank:
		case r.row < 0 || c.Rejected[r.row]:
			out = append(out, ",,,,"...)
		default:
			base, additional := c.Base[r.row], c.Additional[r.row]
			out = appendCents(append(out, ','), base+additional)
			out = w.appendRate(append(out, ','), int(r.row), base+additional)
			out = appendCents(append(out, ','), base)
			out = appendCents(append(out, ','), additional)
		}
		out = append(out, '\n')
	}
	return out
}

func appendCents(b []byte, n int64) []byte {
	b = strconv.AppendInt(b, n/100, 10)
	return append(b, '.', byte('0'+n/10%10), byte('0'+n%10))
}

// appendRate appends the total over the value, rounded half up to six decimals; nothing
// where the value is 0.
func (w *worker) appendRate(b []byte, row int, total int64) []byte {
	const million = 1_000_000
	c := &w.parser.columns
	v := uint64(c.Value[row])
	hi, lo := bits.Mul64(uint64(total), million*tens[c.Scale-valuePlaces])
	if hi >= v { // an entry, no value, or a quotient beyond 64 bits
		if rate, err := exact.Div(decimal.New(total, -2), c.Entry(row).Value, 6, exact.HalfUp); err == nil {
			return append(b, rate.String()...)
		}
		return b
	}
	q, rem := bits.Div64(hi, lo, v)
	if rem >= v-rem {
		q++
	}
	b = strconv.AppendUint(b, q/million, 10)
	rest := q % million
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for unit := uint64(million / 10); rest > 0; unit /= 10 {
		b = append(b, byte('0'+rest/unit))
		rest %= unit
	}
	return b
}

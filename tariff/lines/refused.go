package lines

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/trade"
)

// refusals count the rows that the parser refused, which never become rows of columns, by the keys
// of the totals: otherwise the rejected rows of all keys would be fewer than those of the file.
type refusals struct {
	by   bulk.By
	rows map[bulk.Key]*refusal
}

// refusal is the number of rows refused under a key, and their value as far as it can be read.
type refusal struct {
	rows  int64
	value decimal.Decimal
}

// add counts a row; what of its key cannot be read stays empty.
func (r *refusals) add(key bulk.Key, value decimal.Decimal) {
	if r.rows == nil {
		r.rows = map[bulk.Key]*refusal{}
	}
	sum := r.rows[key]
	if sum == nil {
		sum = &refusal{}
		r.rows[key] = sum
	}
	sum.rows++
	sum.value = sum.value.Add(value)
}

// countRefused counts a row that is refused. The fields of one that is torn say nothing for sure.
func (p *parser) countRefused(fields [][]byte, torn bool) {
	p.rejected++
	if torn {
		p.refused.add(bulk.Key{}, decimal.Decimal{})
		return
	}
	field := func(k int) []byte { return bytes.TrimSpace(fields[p.head.at[k]]) }
	var key bulk.Key
	if p.refused.by.Origin {
		if c, err := trade.ParseCountry(string(field(origin))); err == nil {
			key.Origin = c
		}
	}
	if n := p.refused.by.Digits; n > 0 {
		if code, err := trade.ParseProduct(string(field(hts))); err == nil {
			key.Product = code[:min(n, len(code))]
		}
	}
	if p.refused.by.Month {
		if d, err := trade.ParseDate(string(field(date))); err == nil {
			key.Month = d.String()[:len("2025-09")]
		}
	}
	p.refused.add(key, p.lost(fields))
}

// lost is the value of a row that is refused for another reason.
func (p *parser) lost(fields [][]byte) decimal.Decimal {
	amount, wide, err := p.value(bytes.TrimSpace(fields[p.head.at[value]]))
	switch {
	case err != nil:
		return decimal.Decimal{}
	case wide != nil:
		return *wide
	}
	return decimal.New(amount, -int32(p.columns.Scale))
}

// withRefused adds the refused rows to totals of the columns, in the order of the keys.
func withRefused(totals []bulk.Total, refused *refusals) []bulk.Total {
	at := map[bulk.Key]int{}
	for i := range totals {
		at[totals[i].Key] = i
	}
	for key, sum := range refused.rows {
		i, known := at[key]
		if !known {
			i = len(totals)
			totals = append(totals, bulk.Total{Key: key})
		}
		totals[i].Rejected += sum.rows
		totals[i].RejectedValue = totals[i].RejectedValue.Add(sum.value)
	}
	slices.SortFunc(totals, func(a, b bulk.Total) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Product, b.Product),
			cmp.Compare(a.Month, b.Month), cmp.Compare(a.Authority, b.Authority))
	})
	return totals
}

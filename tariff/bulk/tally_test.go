package bulk_test

import (
	"context"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// TestTotalsByAnyKey: by few keys or many, totals are what the rows say, added up by hand;
// over two calls with values of other scales, and with products spelled with dots.
func TestTotalsByAnyKey(t *testing.T) {
	b := usBatch()
	c := skewed(b, 20_000, 12)
	for i := range c.Products {
		if i%2 == 0 {
			c.Products[i] = trade.Product(c.Products[i].String())
		}
	}
	charges := &bulk.Charges{ByAuthority: make([][]int64, len(b.Authorities()))}
	_, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	for _, by := range []bulk.By{
		{},
		{Origin: true},
		{Digits: 4},
		{Month: true},
		{Authority: true},
		{Origin: true, Digits: 2, Month: true},
		{Digits: 10, Authority: true},
		{Origin: true, Digits: 10, Month: true},
		{Origin: true, Digits: 6, Month: true, Authority: true},
	} {
		type sum struct {
			lines, rejected    int64
			value, base, other decimal.Decimal
		}
		want := map[bulk.Key]*sum{}
		at := func(i int, authority law.Authority) *sum {
			var k bulk.Key
			e := c.Entry(i)
			if by.Origin {
				k.Origin = e.Origin
			}
			if by.Digits > 0 {
				p, err := trade.ParseProduct(string(e.Product))
				require.NoError(t, err)
				k.Product = p[:min(len(p), by.Digits)]
			}
			if by.Month {
				k.Month = e.Date.String()[:7]
			}
			if by.Authority {
				k.Authority = authority
			}
			if want[k] == nil {
				want[k] = &sum{}
			}
			return want[k]
		}
		for i := range c.Len() {
			value := decimal.New(c.Value[i], -2)
			switch {
			case charges.Rejected[i]:
				at(i, "").rejected++
			case !by.Authority:
				s := at(i, "")
				s.lines++
				s.value, s.base, s.other = s.value.Add(value), s.base.Add(decimal.New(charges.Base[i], -2)),
					s.other.Add(decimal.New(charges.Additional[i], -2))
			default:
				for k, authority := range b.Authorities() {
					if charges.ByAuthority[k][i] != 0 {
						s := at(i, authority)
						s.other = s.other.Add(decimal.New(charges.ByAuthority[k][i], -2))
					}
				}
			}
		}
		totals := bulk.NewTotals(by)
		for _, half := range [][2]int{{0, 7000}, {7000, c.Len()}} {
			part := &usColumns{Products: c.Products, Origins: c.Origins, Dates: c.Dates, Scale: 2}
			part.Product, part.Origin, part.Date = c.Product[half[0]:half[1]], c.Origin[half[0]:half[1]], c.Date[half[0]:half[1]]
			part.Value = c.Value[half[0]:half[1]]
			if half[0] > 0 {
				part.Scale, part.Value = 5, nil
				for _, v := range c.Value[half[0]:half[1]] {
					part.Value = append(part.Value, v*1000)
				}
			}
			_, err := bulk.Assess(context.Background(), b, part, bulk.Options{Workers: 3, Totals: []*bulk.Totals{totals}})
			require.NoError(t, err)
		}
		seen := 0
		for _, row := range totals.Rows() {
			s := want[row.Key]
			if s == nil {
				require.True(t, by.Authority && row.Base.Add(row.Additional).IsZero(), "%+v: %+v", by, row)
				continue
			}
			seen++
			require.Equal(t, s.rejected, row.Rejected)
			require.True(t, s.base.Add(s.other).Equal(row.Base.Add(row.Additional)), "%+v: %+v, want %+v", by, row, s)
			if !by.Authority {
				require.True(t, s.lines == row.Lines && s.value.Equal(row.Value) && s.base.Equal(row.Base), "%+v: %+v, want %+v",
					by, row, s)
			}
		}
		require.Equal(t, len(want), seen, "%+v", by)
	}
}

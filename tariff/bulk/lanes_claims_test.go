package bulk_test

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestRowsWithClaims: rows with claims owe in columns what Charge says of the entry, to the
// cent, and are rejected where it has no answer: whether the claims stand in columns or in
// entries, and what was decided of other rows before.
func TestRowsWithClaims(t *testing.T) {
	b := usBatch()
	texts := []string{
		"us_content=0.25", "us_content=0.123456789", "metal_share=0.4", "steel_share=0.3", "aluminum_share=0.333333333",
		"copper_share=1", "loaded=2025-04-04", "loaded=2025-08-06", "heading=9903.01.34", "heading=9903.88.69",
		"heading=9903.01.26", "usmca", "spi=KR", "spi=A", "spi=S+", "spi=AU", "heading=9903.99.99",
		"steel_share=0.0000000000001",
		"charged_value=5", "us_content=0.19", "us_content=0.2", "steel_share=0.95",
	}
	c := skewed(b, 12_000, 11)
	c.Origins = b.Origins()
	partners := []uint16{}
	for i, o := range c.Origins {
		if slices.Contains([]trade.Country{"CA", "MX", "KR", "AU", "RU", "CN", "JP", "GH"}, o) {
			partners = append(partners, uint16(i))
		}
	}
	c.Claim = make([]uint32, c.Len())
	c.Units, c.QuantityScale = []trade.Unit{"kg", "No.", "doz.", "liters"}, 2
	c.Entries = map[int]tariff.Entry{}
	random := rand.New(rand.NewPCG(2, 9))
	for i := range c.Len() {
		c.Unit, c.Quantity = append(c.Unit, uint8(random.IntN(5))), append(c.Quantity, random.Int64N(1_000_000))
		if c.Unit[i] == 4 {
			c.Unit[i] = bulk.NoUnit
		}
		if c.Origin[i] = uint16(random.IntN(len(c.Origins))); i%2 == 0 {
			c.Origin[i] = partners[random.IntN(len(partners))]
		}
		e := c.Entry(i)
		for range 1 + random.IntN(2) {
			_ = e.Claims.Add(texts[random.IntN(len(texts))])
		}
		switch {
		case i%97 == 0:
			e.Value = decimal.New(c.Value[i]*1000+1, -5) // of more decimals than cents
		case i%3 > 0:
			c.Claims = append(c.Claims, e.Claims)
			c.Claim[i] = uint32(len(c.Claims))
			continue
		}
		c.Entries[i], c.Value[i] = e, 0
	}
	charges := &bulk.Charges{}
	_, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	answered := 0
	for i := range c.Len() {
		want := usEngine().Charge(c.Entry(i))
		require.Equal(t, want.Err != nil, charges.Rejected[i], "%+v: %v", c.Entry(i), want.Err)
		if want.Err == nil {
			answered++
			require.True(t, want.Base.Equal(decimal.New(charges.Base[i], -2)), "%+v: base %s, %d", c.Entry(i), want.Base,
				charges.Base[i])
			require.True(t, want.Additional.Equal(decimal.New(charges.Additional[i], -2)), "%+v: additional %s, %d", c.Entry(i),
				want.Additional, charges.Additional[i])
		}
	}
	require.Greater(t, answered, c.Len()/4)
	require.Less(t, answered, c.Len())
	c.Claim[1] = uint32(len(c.Claims) + 1)
	_, err = bulk.Assess(context.Background(), b, c, bulk.Options{})
	var columns *bulk.Error
	require.ErrorAs(t, err, &columns, "a code that no claims have")
}

// TestTotalOnTheGeneralRate: under the special rate of the trade agreement with Japan a
// total ("on the general rate") lacks what it lacks to the general rate.
func TestTotalOnTheGeneralRate(t *testing.T) {
	b := usBatch()
	var claims tariff.Claims
	require.NoError(t, claims.Add("spi=JP"))
	c := &usColumns{
		Products: b.Products(), Origins: []trade.Country{"JP"},
		Dates: []trade.Date{us.KnownUntil(), trade.NewDate(2025, 10, 1)},
		Scale: 2, Claims: []tariff.Claims{claims},
	}
	lines := us.Book().Schedule.Lines
	for i, p := range c.Products {
		at, found := slices.BinarySearchFunc(lines, p[:8], func(l law.Line, p trade.Product) int {
			return cmp.Compare(l.Code, p)
		})
		if !found || !strings.Contains(lines[at].Special, "JP") {
			continue
		}
		for d := range c.Dates {
			c.Product, c.Origin, c.Date = append(c.Product, uint32(i)), append(c.Origin, 0), append(c.Date, uint16(d))
			c.Value, c.Claim = append(c.Value, 1_000_00), append(c.Claim, 1)
		}
	}
	charges := &bulk.Charges{}
	_, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	answered := 0
	for i := range c.Len() {
		want := usEngine().Charge(c.Entry(i))
		require.Equal(t, want.Err != nil, charges.Rejected[i], "%+v: %v", c.Entry(i), want.Err)
		if want.Err == nil {
			answered++
			require.True(t, want.Total.Equal(decimal.New(charges.Base[i]+charges.Additional[i], -2)), "%+v: %s, %d and %d",
				c.Entry(i), want.Total, charges.Base[i], charges.Additional[i])
		}
	}
	require.Greater(t, answered, 500)
}

// TestClaimsOfValues: parts of values at the edges of 64 bits and of the decimals that
// columns state.
func TestClaimsOfValues(t *testing.T) {
	b := usBatch()
	for scale := range uint8(10) {
		c := skewed(b, 3_000, uint64(scale))
		c.Scale, c.Claim = scale, make([]uint32, c.Len())
		for _, text := range []string{
			"us_content=0.333333333", "steel_share=0.3", "us_content=0.9999999999",
			"copper_share=0.000000001",
		} {
			var claims tariff.Claims
			require.NoError(t, claims.Add(text))
			c.Claims = append(c.Claims, claims)
		}
		for i := range c.Claim {
			c.Claim[i] = uint32(i % 5)
			switch c.Value[i] = c.Value[i] * 1000 << (i % 31); i % 7 {
			case 0:
				c.Value[i] = math.MaxInt64 - int64(i)
			case 1:
				c.Value[i] = int64(i)
			}
		}
		charges := &bulk.Charges{}
		_, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
		require.NoError(t, err)
		for i := range c.Len() {
			want := usEngine().Charge(c.Entry(i))
			fits := want.Err == nil && want.Total.LessThan(decimal.New(math.MaxInt64, -2))
			require.Equal(t, !fits, charges.Rejected[i], "%+v: %v", c.Entry(i), want)
			if fits {
				require.True(t, want.Base.Equal(decimal.New(charges.Base[i], -2)), "%+v: base %s, %d", c.Entry(i), want.Base,
					charges.Base[i])
				require.True(t, want.Additional.Equal(decimal.New(charges.Additional[i], -2)), "%+v: additional %s, %d", c.Entry(i),
					want.Additional, charges.Additional[i])
			}
		}
	}
}

// TestAuthorityOfASpecialRate: the duty under a special program is that of the program, in
// columns as in the explained answer, and not that of column 1.
func TestAuthorityOfASpecialRate(t *testing.T) {
	b := usBatch()
	var claims tariff.Claims
	require.NoError(t, claims.Add("spi=JP"))
	c := &usColumns{
		Products: []trade.Product{"8703.90.01.00", "0202.30.50.85"}, Origins: []trade.Country{"JP"},
		Dates:   []trade.Date{trade.NewDate(2025, 3, 1)},
		Product: []uint32{0, 1}, Origin: []uint16{0, 0}, Date: []uint16{0, 0}, Value: []int64{1_000_00, 1_000_00}, Scale: 2,
		Claims: []tariff.Claims{claims}, Claim: []uint32{0, 0},
	}
	for _, p := range b.Products() { // a line on which the program has a rate
		e := tariff.Entry{Product: p, Origin: "JP", Date: c.Dates[0], Value: decimal.NewFromInt(1000), Claims: claims}
		if a, err := usEngine().Assess(e); err == nil && a.Lines[0].Authority == law.Special && a.Lines[0].Duty.IsPositive() {
			c.Products[0], c.Claim[0] = p, 1
			break
		}
	}
	require.EqualValues(t, 1, c.Claim[0])
	charges := &bulk.Charges{ByAuthority: make([][]int64, len(b.Authorities()))}
	_, err := bulk.Assess(context.Background(), b, c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(t, err)
	require.Positive(t, charges.ByAuthority[slices.Index(b.Authorities(), law.Special)][0])
	require.Zero(t, charges.ByAuthority[slices.Index(b.Authorities(), law.Column1)][0])
}

package schedule

import (
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/trade"
)

// TestBounds are texts with a minimum or a maximum, and the steps that they are: 22 EUR for 100
// kg are 10 % of 2.20 EUR/kg, 56 EUR of 5.60; 16 % of 6.25 GBP/kg is a pound.
func TestBounds(t *testing.T) {
	for text, want := range map[string]string{
		"10 % MIN 22 EUR DTN":                  "$0.22/kg if valued under $2.2/kg; 10%",
		"10.000 % MAX 56.000 EUR DTN":          "10% if valued under $5.6/kg; $0.56/kg",
		"10 % MIN 22 EUR DTN MAX 56 EUR DTN":   "$0.22/kg if valued under $2.2/kg; 10% if valued under $5.6/kg; $0.56/kg",
		"12.8 % + 20 EUR/100 kg MAX 20 %":      "20% if valued under $2.777777777777777778/kg; 12.8% + $0.2/kg",
		"5 % MIN 0.35 EUR/100 kg":              "$0.0035/kg if valued under $0.07/kg; 5%",
		"10 % MIN 5 %":                         "10%",
		"5 % MIN 10 %":                         "10%",
		"20 EUR DTN MIN 22 EUR DTN":            "$0.22/kg",
		"8 % + 5 EUR DTN MIN 8 % + 6 EUR DTN":  "8% + $0.06/kg",
		"12 % MIN 0.40 EUR/m2":                 "$0.4/m2 if valued under $3.333333333333333333/m2; 12%",
		"3 % MIN 2 EUR p/st":                   "$2 each if valued under $66.666666666666666667 each; 3%",
		"16.00% MAX 100.00 EUR / 100 kg":       "16% if valued under $6.25/kg; $1/kg",
		"10 % MIN 1 EUR/kg MAX 5 % + 2 EUR/kg": "$1/kg if valued under $10/kg; 10% if valued under $40/kg; 5% + $2/kg",
	} {
		got, reason := dutyOf(text, "EUR")
		assert.Equal(t, want, got, "%s: %s", text, reason)
	}
	for text, want := range map[string]string{
		"10 % MIN 22 EUR DTN MAX 5 EUR p/st": "another unit",
		"10 % + 1 EUR p/st MIN 22 EUR DTN":   "another unit",
		"1 EUR p/st + 1 EUR DTN MIN 22 %":    "two units",
		"10 % MIN 22 USD DTN":                "in USD",
		"10 % MIN":                           "no duty",
		"10 % MIN ":                          "no duty",
		"MIN 22 EUR DTN":                     "no duty",
		"10 % MAX 5 EUR DTN MIN 3 EUR DTN":   "behind a maximum",
		"10 % MIN 5 EUR DTN MIN 3 EUR DTN":   "stands twice",
		"10 % MIN 56 EUR DTN MAX 22 EUR DTN": "above the maximum",
		"8.3 % + EA MAX 18.7 % + AD S/Z":     "agricultural",
		"10 % MIN 2 EUR / % vol/hl":          "strength",
	} {
		got, reason := dutyOf(text, "EUR")
		assert.Empty(t, got, text)
		assert.Contains(t, reason, want, text)
	}
}

// TestBoundsAgainstRationals: at values at, just under and just above each turn, and at others,
// the duty is the larger or smaller of the sums, computed as fractions.
func TestBoundsAgainstRationals(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 8))
	compared := 0
	for range 3000 {
		rate := decimal.New(int64(random.IntN(400)+1), -1)
		least := decimal.New(int64(random.IntN(3000)+1), -2)
		most := least.Add(decimal.New(int64(random.IntN(9000)+1), -2))
		text := rate.String() + " % MIN " + least.String() + " EUR DTN MAX " + most.String() + " EUR DTN"
		written, reason := dutyOf(text, "EUR")
		require.Empty(t, reason, text)
		parsed, err := duty.Parse(written)
		require.NoError(t, err, written)
		quantity := decimal.New(int64(random.IntN(1_000_000)+1), -3)
		near := quantity.Mul(least).DivRound(rate, 2)
		for _, value := range []decimal.Decimal{
			near, near.Add(decimal.New(1, -2)), near.Sub(decimal.New(1, -2)), quantity.Mul(most).DivRound(rate, 2),
			decimal.New(int64(random.IntN(1_000_000)), -2),
		} {
			if value.IsNegative() {
				continue
			}
			amount, err := parsed.Evaluate(duty.Facts{
				Value:      value,
				Quantities: []trade.Quantity{{Amount: quantity, Unit: "kg"}},
			})
			require.NoError(t, err)
			want := new(big.Rat).Mul(value.Rat(), rate.Shift(-2).Rat())
			for k, bound := range []decimal.Decimal{least, most} {
				b := new(big.Rat).Mul(quantity.Rat(), bound.Shift(-2).Rat())
				if k == 0 && want.Cmp(b) < 0 || k == 1 && want.Cmp(b) > 0 {
					want = b
				}
			}
			require.Zero(t, want.Cmp(amount.Total.Rat()), "%s of %s for %s kg: %s", text, value, quantity, amount.Total)
			compared++
		}
	}
	assert.Greater(t, compared, 10_000)
}

// TestBoundsEveryWay: columns, files and panels charge the steps as an explained entry does.
func TestBoundsEveryWay(t *testing.T) {
	read, err := Read(strings.NewReader("code,duty\n2401,11.2 % MIN 22 EUR DTN MAX 56 EUR DTN\n"), "x.csv", "EUR")
	require.NoError(t, err)
	book := &law.Book{
		Name: "Test", Importer: "XK", Currency: "EUR", Schedule: &law.Schedule{Lines: read.Lines},
		KnownFrom: trade.NewDate(2026, 1, 1), KnownUntil: trade.NewDate(2026, 12, 31),
	}
	var entries []tariff.Entry
	for _, value := range []string{"0", "100", "196.42", "196.43", "500", "500.01", "10000"} {
		entries = append(entries, tariff.Entry{
			Date: trade.NewDate(2026, 3, 1), Origin: "IN", Product: "24011035", Value: decimal.RequireFromString(value),
			Quantities: []trade.Quantity{{Amount: decimal.NewFromInt(100), Unit: "kg"}},
		})
	}
	require.NoError(t, tarifftest.Agree([]*law.Book{book}, entries))
	engine, err := tariff.Compile(book)
	require.NoError(t, err)
	for i, want := range []string{"22", "22", "22", "22", "56", "56", "56"} { // 11.2 % of 196.43 is 22.00016
		assert.Equal(t, want, engine.Charge(entries[i]).Total.String(), entries[i].Value)
	}
}

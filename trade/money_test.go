package trade

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func money(amount string, c Currency) Money { return Money{decimal.RequireFromString(amount), c} }

func TestMoney(t *testing.T) {
	sum, err := money("1650", "USD").Add(money("0.005", "USD"))
	require.NoError(t, err)
	assert.Equal(t, "USD 1,650.005", sum.String())
	rest, err := money("1650", "USD").Sub(money("0.5", "USD"))
	require.NoError(t, err)
	assert.Equal(t, "USD 1,649.50", rest.String())
	_, err = money("1650", "USD").Add(money("1", "INR"))
	var e *CurrencyError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, CurrencyError{"USD", "INR"}, *e)
	assert.Contains(t, err.Error(), "USD and INR are not added")
	_, err = money("1", "USD").Sub(Money{Currency: "EUR"})
	require.ErrorAs(t, err, &e, "not even nothing of another currency")
}

func TestMoneyOutOfRange(t *testing.T) {
	for _, exponent := range []int32{1 << 30, -1 << 30} {
		huge := Money{decimal.New(1, exponent), "USD"}
		var e *AmountError
		_, err := huge.Add(money("1", "USD"))
		require.ErrorAs(t, err, &e)
		assert.Equal(t, exponent, e.Exponent)
		_, err = money("1", "USD").Sub(huge)
		require.ErrorAs(t, err, &e)
		assert.Contains(t, err.Error(), "write the number out")
		assert.Less(t, len(huge.String()), 40)
	}
}

// Adding and taking away come back; order does not matter.
func TestMoneyProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Money {
			return Money{decimal.New(rapid.Int64().Draw(t, name), rapid.Int32Range(-9, 3).Draw(t, name+" exponent")), "USD"}
		}
		a, b := draw("a"), draw("b")
		sum, err := a.Add(b)
		require.NoError(t, err)
		other, err := b.Add(a)
		require.NoError(t, err)
		require.True(t, sum.Amount.Equal(other.Amount))
		back, err := sum.Sub(b)
		require.NoError(t, err)
		require.True(t, back.Amount.Equal(a.Amount))
	})
}

func TestCurrency(t *testing.T) {
	for _, in := range []string{"USD", "usd", " Usd "} {
		c, err := ParseCurrency(in)
		require.NoError(t, err)
		assert.Equal(t, Currency("USD"), c)
	}
	for _, in := range []string{"", "dollars", "$", "US", "US ", "D E", "XXX", strings.Repeat("U", 1000)} {
		_, err := ParseCurrency(in)
		require.ErrorAs(t, err, new(*CurrencyError), in)
		assert.Less(t, len(err.Error()), 200)
	}
	list := strings.Fields(currencies)
	for i, c := range list {
		assert.True(t, Currency(c).Valid())
		assert.True(t, i == 0 || list[i-1] < c, c)
	}
	var v Money
	require.NoError(t, json.Unmarshal([]byte(`{"amount":"12.50","currency":"inr"}`), &v))
	out, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, `{"amount":"12.5","currency":"INR"}`, string(out))
}

// FuzzParseCurrency: what is read is a code of three capitals that reads as itself.
func FuzzParseCurrency(f *testing.F) {
	f.Add("usd")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCurrency(s)
		if err != nil {
			require.ErrorAs(t, err, new(*CurrencyError))
			return
		}
		require.Len(t, string(c), 3)
		again, err := ParseCurrency(string(c))
		require.NoError(t, err)
		require.Equal(t, c, again)
	})
}

func TestFormat(t *testing.T) {
	for in, want := range map[string][3]string{
		"0":             {"0.00", "0.00", "0%"},
		"1650":          {"1650.00", "1,650.00", "165000%"},
		"0.665":         {"0.665", "0.665", "66.5%"},
		"-1234567.891":  {"-1234567.891", "-1,234,567.891", "-123456789.1%"},
		"999.90":        {"999.90", "999.90", "99990%"},
		"1000000.00000": {"1000000.00", "1,000,000.00", "100000000%"},
		"-100":          {"-100.00", "-100.00", "-10000%"},
		"1e3":           {"1000.00", "1,000.00", "100000%"},
		"1e9999":        {"1e9999", "1e9999", "1e9999 × 100%"},
		"-7e-9999":      {"-7e-9999", "-7e-9999", "-7e-9999 × 100%"},
	} {
		d := decimal.RequireFromString(in)
		assert.Equal(t, want, [3]string{Amount(d), Thousands(d), Percent(d)}, in)
	}
}

// FuzzThousands: without its commas, the text is the amount.
func FuzzThousands(f *testing.F) {
	f.Add("-1234567.891")
	f.Fuzz(func(t *testing.T, s string) {
		d, err := decimal.NewFromString(s)
		if err != nil || !inRange(d) {
			return
		}
		back, err := decimal.NewFromString(strings.ReplaceAll(Thousands(d), ",", ""))
		require.NoError(t, err)
		require.True(t, back.Equal(d))
	})
}

// An amount that no text can carry is still printed without being written out.
func TestFormatOutOfRange(t *testing.T) {
	for _, exponent := range []int32{1<<31 - 1, -1 << 31, 1 << 30} {
		d := decimal.New(7, exponent)
		for _, s := range []string{Amount(d), Thousands(d), Percent(d)} {
			assert.Less(t, len(s), 30)
			assert.True(t, strings.HasPrefix(s, "7e"))
		}
	}
}

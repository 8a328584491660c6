package ownership

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// rat is the number by math/big alone.
func (p Percent) rat() *big.Rat {
	n := new(big.Int).SetUint64(p.hi)
	n.Lsh(n, 64).Or(n, new(big.Int).SetUint64(p.lo))
	return new(big.Rat).SetFrac(n, new(big.Int).Exp(big.NewInt(10), big.NewInt(maxDecimals), nil))
}

func pct(t require.TestingT, s string) Percent {
	p, err := ParsePercent(s)
	require.NoError(t, err)
	return p
}

func TestConstants(t *testing.T) {
	assert.Zero(t, hundred().rat().Cmp(big.NewRat(100, 1)))
	assert.Zero(t, Percent{oneHi, oneLo}.rat().Cmp(big.NewRat(1, 1)))
	for _, r := range Rules() {
		for _, v := range r.Variants() {
			assert.Zero(t, v.Threshold.rat().Cmp(big.NewRat(50, 1)), r)
		}
	}
}

func TestParsePercent(t *testing.T) {
	for in, want := range map[string]string{
		"50": "50", "0": "0", "100": "100", "100.000": "100", "00050": "50", ".5": "0.5", "5.": "5", "33.340": "33.34",
		"49.999999999999999999":                       "49.999999999999999999",
		"0.000000000000000000000000000000000001":      "0.000000000000000000000000000000000001",
		"99.999999999999999999999999999999999999":     "99.999999999999999999999999999999999999",
		"1.00000000000000000000000000000000000000000": "1",
		"50.000000000000000001":                       "50.000000000000000001",
	} {
		assert.Equal(t, want, pct(t, in).String(), in)
	}
	for in, e := range map[string]Error{
		"":         {Offset: 0, Reason: "a plain number"},
		".":        {Offset: 1, Reason: "a plain number"},
		"-5":       {Offset: 0, Reason: "not negative"},
		"+5":       {Offset: 0, Reason: "a plain number"},
		"101":      {Offset: 2, Reason: "up to 100"},
		"100.0001": {Offset: 0, Reason: "up to 100"},
		"100.000000000000000000000000000000000001":  {Offset: 0, Reason: "up to 100"},
		"99999999999999999999999999999999999999999": {Offset: 2, Reason: "up to 100"},
		"5e1":   {Offset: 1, Reason: "a plain number"},
		"1.2.3": {Offset: 3, Reason: "a plain number"},
		"33,3":  {Offset: 2, Reason: "a point"},
		"50%":   {Offset: 2, Reason: "without a percent sign"},
		"half":  {Offset: 0, Reason: "a plain number"},
		"NaN":   {Offset: 0, Reason: "a plain number"},
		"٥٠":    {Offset: 0, Reason: "a plain number"}, // digits, but not ours
		"0.0000000000000000000000000000000000001": {Offset: 38, Reason: "36 decimals"},
	} {
		_, err := ParsePercent(in)
		var got *Error
		require.ErrorAs(t, err, &got, in)
		assert.Equal(t, e.Offset, got.Offset, in)
		assert.Contains(t, got.Reason, e.Reason, in)
	}
}

// TestPercentArithmetic compares with fractions of big integers.
func TestPercentArithmetic(t *testing.T) {
	text := rapid.StringMatching(`(100|[0-9]{1,2}(\.[0-9]{1,36})?)`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := text.Draw(t, "a"), text.Draw(t, "b")
		x, y := pct(t, a), pct(t, b)
		ra, _ := new(big.Rat).SetString(a)
		rb, _ := new(big.Rat).SetString(b)
		require.Zero(t, x.rat().Cmp(ra))
		require.Equal(t, ra.Cmp(rb), x.Cmp(y))
		require.Zero(t, x.plus(y).rat().Cmp(new(big.Rat).Add(ra, rb)))
		if ra.Cmp(rb) >= 0 {
			require.Zero(t, x.minus(y).rat().Cmp(new(big.Rat).Sub(ra, rb)))
		}
		require.Equal(t, x, pct(t, x.String()))
		require.Zero(t, x.Decimal().Rat().Cmp(ra))
	})
}

func TestParseShare(t *testing.T) {
	for in, want := range map[string][2]string{
		"50": {"50", "50"}, "25-50": {"25", "50"}, " 25 - 50 ": {"25", "50"}, "": {"0", "100"}, "  ": {"0", "100"},
		"0-100": {"0", "100"}, "7-7": {"7", "7"},
	} {
		s, err := ParseShare(in)
		require.NoError(t, err, in)
		assert.Equal(t, Share{pct(t, want[0]), pct(t, want[1])}, s, in)
		back, err := ParseShare(s.String())
		require.NoError(t, err)
		assert.Equal(t, s, back)
	}
	for in, offset := range map[string]int{
		"-25": 0, "25-": 3, "50-25": 3, "25-50-75": 5, "25–50": 2, "25-101": 5,
		"a-b": 0, "25--50": 3,
	} {
		_, err := ParseShare(in)
		var e *Error
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, offset, e.Offset, in)
	}
}

// FuzzParseShare: what is read is what decimal and big.Rat read, and it comes back the
// same from its own text.
func FuzzParseShare(f *testing.F) {
	for _, s := range []string{
		"", "50", "25-50", "49.999999999999999999", "-1", "100.1", "1e2", "0.5-",
		"99.999999999999999999999999999999999999",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := ParseShare(s)
		if err != nil {
			e, ok := err.(*Error) //nolint:errorlint // it must be this one, unwrapped
			if !ok || e.Offset < 0 || e.Offset > len(s) {
				t.Fatalf("%q: %v", s, err)
			}
			return
		}
		if got.Low.Cmp(got.High) > 0 || got.High.Cmp(hundred()) > 0 {
			t.Fatalf("%q: %v", s, got)
		}
		back, err := ParseShare(got.String())
		if err != nil || back != got {
			t.Fatalf("%q: %v comes back as %v, %v", s, got, back, err)
		}
		if strings.TrimSpace(s) != "" && got.IsExact() && !strings.Contains(s, "-") {
			want, ok := new(big.Rat).SetString(strings.Trim(s, " \t"))
			if !ok || got.Low.rat().Cmp(want) != 0 {
				t.Fatalf("%q: %v, want %v", s, got.Low, want)
			}
		}
	})
}

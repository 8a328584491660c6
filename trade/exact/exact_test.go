package exact

import (
	"math"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// judge rounds a fraction by the definition of the mode, over math/big alone.
func judge(r *big.Rat, places int64, m Mode) *big.Rat {
	scale := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil))
	x := new(big.Rat).Mul(r, scale)
	negative := x.Sign() < 0
	x.Abs(x)
	floor := new(big.Int).Quo(x.Num(), x.Denom())
	rest := new(big.Rat).Sub(x, new(big.Rat).SetInt(floor))
	switch c := rest.Cmp(big.NewRat(1, 2)); {
	case m == HalfUp && c >= 0, m == HalfEven && c > 0, m == HalfEven && c == 0 && floor.Bit(0) == 1:
		floor.Add(floor, big.NewInt(1))
	}
	out := new(big.Rat).Quo(new(big.Rat).SetInt(floor), scale)
	if negative {
		out.Neg(out)
	}
	return out
}

var hardCoefs = []int64{
	0, 1, -1, 2, 5, -5, 9, 10, 15, 25, 49, 50, 51, 99, 100, 125, -125, 999999999, 1e9, 5e17, 1e18, -1e18,
	math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1, math.MaxInt64 / 10, 4999999999999999999,
	5000000000000000000, 5000000000000000001,
}

func TestMulAgainstRat(t *testing.T) {
	fits, overflows := 0, 0
	for _, a := range hardCoefs {
		for _, b := range hardCoefs {
			for _, sa := range []uint8{0, 1, 2, 9, 17, 18} {
				for _, sb := range []uint8{0, 2, 18} {
					for _, places := range []uint8{0, 2, 4, 18} {
						for _, m := range []Mode{HalfUp, HalfEven, Down} {
							x, y := Fixed{a, sa}, Fixed{b, sb}
							want := judge(new(big.Rat).Mul(x.Decimal().Rat(), y.Decimal().Rat()), int64(places), m)
							got, ok := Mul(x, y, places, m)
							inRange := new(big.Int).Quo(new(big.Rat).Mul(want, decimal.New(1, int32(places)).Rat()).Num(),
								big.NewInt(1)).IsInt64()
							require.Equal(t, inRange, ok, "%v × %v to %d %s", x, y, places, m)
							if ok {
								fits++
								require.Zero(t, got.Decimal().Rat().Cmp(want), "%v × %v to %d %s: %v, want %v", x, y, places, m, got, want)
							} else {
								overflows++
							}
							slow := MulDecimal(x.Decimal(), y.Decimal(), int32(places), m)
							require.Zero(t, slow.Rat().Cmp(want), "%v × %v to %d %s: %v, want %v", x, y, places, m, slow, want)
						}
					}
				}
			}
		}
	}
	// Both ways must really have been taken, or the test proves nothing.
	assert.Greater(t, fits, 10000)
	assert.Greater(t, overflows, 10000)
}

func TestSlowLaneIsTaken(t *testing.T) {
	big1 := decimal.New(math.MaxInt64, 0)
	_, fast := mulFast(big1, big1, 2, HalfUp)
	assert.False(t, fast)
	assert.Equal(t, "85070591730234615847396907784232501249", MulDecimal(big1, big1, 2, HalfUp).String())
	_, fast = mulFast(decimal.RequireFromString("14172.00"), decimal.RequireFromString("0.029"), 2, HalfUp)
	assert.True(t, fast)
}

func TestRounding(t *testing.T) {
	for _, c := range []struct {
		in, up, even, down string
	}{
		{"0.005", "0.01", "0", "0"},
		{"0.015", "0.02", "0.02", "0.01"},
		{"0.025", "0.03", "0.02", "0.02"},
		{"-0.005", "-0.01", "0", "0"},
		{"410.988", "410.99", "410.99", "410.98"},
		{"2.675", "2.68", "2.68", "2.67"},
		{"1", "1", "1", "1"},
		{"1e3", "1000", "1000", "1000"},
		{"99.995", "100", "100", "99.99"},
	} {
		d := decimal.RequireFromString(c.in)
		assert.Equal(t, c.up, Round(d, 2, HalfUp).String())
		assert.Equal(t, c.even, Round(d, 2, HalfEven).String())
		assert.Equal(t, c.down, Round(d, 2, Down).String())
	}
	assert.True(t, Round(decimal.New(5, -2000000000), 2, HalfUp).IsZero())
}

func TestDiv(t *testing.T) {
	d, err := Div(decimal.NewFromInt(2), decimal.NewFromInt(3), 6, HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "0.666667", d.String())
	_, err = Div(decimal.NewFromInt(2), decimal.Decimal{}, 6, HalfUp)
	require.ErrorAs(t, err, new(*DivisionError))
	rapid.Check(t, func(t *rapid.T) {
		a := decimal.New(rapid.Int64().Draw(t, "a"), rapid.Int32Range(-20, 20).Draw(t, "ea"))
		b := decimal.New(rapid.Int64().Filter(func(v int64) bool {
			return v != 0
		}).Draw(t, "b"), rapid.Int32Range(-20, 20).Draw(t, "eb"))
		m := Mode(rapid.IntRange(0, 2).Draw(t, "m"))
		places := rapid.Int32Range(0, 10).Draw(t, "places")
		got, err := Div(a, b, places, m)
		require.NoError(t, err)
		require.Zero(t, got.Rat().Cmp(judge(new(big.Rat).Quo(a.Rat(), b.Rat()), int64(places), m)))
	})
}

// TestAllocateDollars: an invoice of three lines of $10.40 is $31.20, so $31; the
// fractions are equal, and the first line takes the dollar.
func TestAllocateDollars(t *testing.T) {
	dec := func(ss ...string) (out []decimal.Decimal) {
		for _, s := range ss {
			out = append(out, decimal.RequireFromString(s))
		}
		return out
	}
	for _, c := range []struct{ in, want []decimal.Decimal }{
		{dec("10.40", "10.40", "10.40"), dec("11", "10", "10")},
		{dec("10.50"), dec("11")},
		{dec("10.49"), dec("10")},
		{dec("1.9", "1.8", "1.7"), dec("2", "2", "1")},
		{dec("0.2", "0.2", "0.2"), dec("1", "0", "0")},
		{dec("0.1", "0.1", "0.1"), dec("0", "0", "0")},
		{nil, nil},
	} {
		got := AllocateDollars(c.in)
		require.Len(t, got, len(c.want))
		for i := range got {
			assert.True(t, got[i].Equal(c.want[i]), "%v: line %d is %s, want %s", c.in, i, got[i], c.want[i])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.SliceOfN(rapid.Int64Range(0, 1e9), 1, 40).Draw(t, "cents")
		var values []decimal.Decimal
		sum := int64(0)
		for _, c := range cents {
			values = append(values, decimal.New(c, -2))
			sum += c
		}
		got := AllocateDollars(values)
		var total decimal.Decimal
		for i := range got {
			require.True(t, got[i].IsInteger())
			require.True(t, got[i].Sub(values[i]).Abs().LessThan(decimal.NewFromInt(1)))
			total = total.Add(got[i])
		}
		require.Equal(t, (sum+50)/100, total.IntPart())
	})
}

func TestPolicy(t *testing.T) {
	d := decimal.RequireFromString("12.345")
	for p, want := range map[Policy]string{
		Cent: "12.35", Exact: "12.345", CentHalfEven: "12.34", Truncate: "12.34",
		CFR1593: "12.35",
	} {
		assert.Equal(t, want, p.Duty(d).String())
		back, err := ParsePolicy(p.String())
		require.NoError(t, err)
		assert.Equal(t, p, back)
	}
	assert.Equal(t, "13", CFR1593.Value(decimal.RequireFromString("12.50")).String())
	assert.Equal(t, "12.5", Cent.Value(decimal.RequireFromString("12.5")).String())
	assert.Equal(t, "3", CFR1593.Quantity(decimal.RequireFromString("2.5"), decimal.RequireFromString("1.00")).String())
	assert.Equal(t, "2.5", CFR1593.Quantity(decimal.RequireFromString("2.5"), decimal.RequireFromString("1.01")).String())
	_, err := ParsePolicy("nearest")
	require.ErrorContains(t, err, "want cent, exact")
}

func TestParse(t *testing.T) {
	for _, c := range []struct {
		in   string
		want Fixed
	}{
		{"0", Fixed{}},
		{"-12.50", Fixed{-1250, 2}},
		{"+7", Fixed{7, 0}},
		{".5", Fixed{5, 1}},
		{"9223372036854775807", Fixed{math.MaxInt64, 0}},
	} {
		got, err := Parse(c.in)
		require.NoError(t, err)
		assert.Equal(t, c.want, got)
	}
	for in, offset := range map[string]int{
		"": 0, "-": 1, "1,000": 1, "1e5": 1, "9223372036854775808": 18, "1.2.3": 3,
		"0.0000000000000000001": 20,
	} {
		_, err := Parse(in)
		var e *ParseError
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, offset, e.Offset, in)
	}
}

func FuzzMul(f *testing.F) {
	f.Add(int64(math.MaxInt64), int64(math.MinInt64), uint8(18), uint8(18), uint8(2), uint8(1))
	f.Fuzz(func(t *testing.T, a, b int64, sa, sb, places, mode uint8) {
		x, y := Fixed{a, sa % 19}, Fixed{b, sb % 19}
		places %= 19
		m := Mode(mode % 3)
		want := judge(new(big.Rat).Mul(x.Decimal().Rat(), y.Decimal().Rat()), int64(places), m)
		if got := MulDecimal(x.Decimal(), y.Decimal(), int32(places), m); got.Rat().Cmp(want) != 0 {
			t.Fatalf("%v × %v to %d %s: %v, want %v", x, y, places, m, got, want)
		}
		if got, ok := MulRound(a, b, sa%37, m); ok {
			want := judge(new(big.Rat).Quo(new(big.Rat).SetInt(new(big.Int).Mul(big.NewInt(a), big.NewInt(b))),
				decimal.New(1, int32(sa%37)).Rat()), 0, m)
			if new(big.Rat).SetInt64(got).Cmp(want) != 0 {
				t.Fatalf("%d × %d / 10^%d %s: %d, want %v", a, b, sa%37, m, got, want)
			}
		}
	})
}

func FuzzParse(f *testing.F) {
	f.Add("-12.50")
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Parse(s)
		if err != nil {
			return
		}
		want, err := decimal.NewFromString(s)
		if err != nil || !want.Equal(got.Decimal()) {
			t.Fatalf("%q: %v, decimal says %v (%v)", s, got, want, err)
		}
	})
}

func BenchmarkMulRound(b *testing.B) {
	b.ReportAllocs()
	v := int64(1417200)
	for b.Loop() {
		v, _ = MulRound(v, 1000029, 6, HalfUp)
	}
}

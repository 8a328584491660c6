package threat

import (
	"encoding/json"
	"errors"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func ranged(t *testing.T, field, text string) Range {
	t.Helper()
	r, err := Parse(field, text, "the test")
	require.NoError(t, err)
	return r
}

func threat(t *testing.T, p, e, s, b string, horizon int) *Threat {
	return &Threat{
		Name: "test", Probability: ranged(t, Probability, p), Enforcement: ranged(t, Enforcement, e),
		PassThrough: ranged(t, PassThrough, s), TimeToBite: ranged(t, TimeToBite, b), Horizon: horizon,
	}
}

// The 25 percent on 60.2 bn of India: 15.05 bn at unchanged trade. With a chance of 40 %, 90 %
// collected, a year's horizon over which it grows for 73 days (a share of 0.9 in effect) 4.8762 bn
// are expected; with a quarter passed on India bears 3.65715 bn of it, against 2.58 bn of oil.
func TestByHand(t *testing.T) {
	j, err := threat(t, "0.4", "0.9", "0.25", "73", 365).Judge(Stakes{d("15050000000"), d("2580160000")}, 0, 0)
	require.NoError(t, err)
	assert.Equal(t, "4876200000", j.Expected.Central.String())
	assert.Equal(t, "3657150000", j.Target.Central.String())
	assert.Equal(t, "1219050000", j.Sender.Central.String())
	assert.True(t, j.Works)
	for _, n := range j.Needs {
		assert.True(t, n.Met, n.Field)
		assert.False(t, n.Never, n.Field)
	}
	// 2580160000 / (15050000000 × 0.9 × 0.9 × 0.75), and the same against 0.4.
	for i, by := range []string{"9142875000", "4063500000"} {
		q := new(big.Rat).Quo(d("2580160000").Rat(), d(by).Rat())
		up, _ := new(big.Float).SetRat(q).Float64()
		assert.InDelta(t, up, j.Needs[i].At.InexactFloat64(), 1e-6)
		assert.True(t, j.Needs[i].At.Rat().Cmp(q) >= 0, "rounded up, so that it is enough")
	}
}

// Each need is the edge: at it the threat works, and a step beyond it does not.
func TestNeedsAreEdges(t *testing.T) {
	s := Stakes{d("1000"), d("123.45")}
	for _, base := range [][4]string{{"0.5", "0.8", "0.3", "100"}, {"0.3", "1", "0.5", "400"}, {"0.9", "0.9", "0", "0"}} {
		th := threat(t, base[0], base[1], base[2], base[3], 365)
		j, err := th.Judge(s, 0, 0)
		require.NoError(t, err)
		for i, n := range j.Needs {
			if n.Never {
				continue
			}
			step := d("0.0001")
			if n.Field == TimeToBite {
				step = d("1")
			}
			if n.Most {
				step = step.Neg()
			}
			works := func(at decimal.Decimal) bool {
				changed := *th
				*changed.fields()[i].r = Range{at, at, at, ""}
				if changed.Check() != nil {
					return false
				}
				j, err := changed.Judge(s, 0, 0)
				require.NoError(t, err)
				return j.Works
			}
			assert.True(t, works(n.At), "%s at %s", n.Field, n.At)
			assert.False(t, works(n.At.Sub(step)), "%s at %s less %s", n.Field, n.At, step)
		}
	}
}

// What no value can do is said, and not a number above 1.
func TestNever(t *testing.T) {
	j, err := threat(t, "0.1", "1", "0.9", "0", 365).Judge(Stakes{d("100"), d("50")}, 0, 0)
	require.NoError(t, err)
	assert.False(t, j.Works || j.AtBest)
	for _, n := range j.Needs {
		assert.True(t, n.Never, n.Field)
		assert.False(t, n.Met, n.Field)
	}
	j, err = threat(t, "0", "1", "1", "0", 365).Judge(Stakes{}, 0, 0)
	require.NoError(t, err)
	assert.True(t, j.Works, "nothing to lose is lost at once")
}

// The ends bound every draw, and a thousand draws are the same for a seed.
func TestDraws(t *testing.T) {
	th := threat(t, "0.2..0.4..0.7", "0.5..0.9..1", "0.1..0.6..0.94", "0..90..180", 365)
	s := Stakes{d("15050000000"), d("2580160000")}
	one, err := th.Judge(s, 1000, 42)
	require.NoError(t, err)
	again, err := th.Judge(s, 1000, 42)
	require.NoError(t, err)
	a, _ := json.Marshal(one)
	b, _ := json.Marshal(again)
	assert.Equal(t, string(a), string(b))
	other, err := th.Judge(s, 1000, 43)
	require.NoError(t, err)
	assert.False(t, one.Draws[0].Mean.Equal(other.Draws[0].Mean))
	for i, f := range []Figure{one.Expected, one.Target, one.Sender} {
		assert.True(t, f.Low.LessThanOrEqual(f.Central) && f.Central.LessThanOrEqual(f.High))
		dr := one.Draws[i]
		for _, v := range []decimal.Decimal{dr.P05, dr.P50, dr.P95, dr.Mean} {
			assert.True(t, v.GreaterThan(f.Low) && v.LessThan(f.High), dr.What)
		}
		assert.True(t, dr.P05.LessThan(dr.P50) && dr.P50.LessThan(dr.P95))
	}
	assert.True(t, one.Worked.IsPositive() && one.Worked.LessThan(d("1")))
}

// A judgement that cannot be used is named by its flag, all of them together.
func TestRefusals(t *testing.T) {
	for field, texts := range map[string][]string{
		Probability: {"1.2", "-0.1", "0.5..0.4", "half", "", "0.1..0.2..0.3..0.4", "1e-12", "1e400", "NaN"},
		Enforcement: {"101", "0..2"}, PassThrough: {"1.00001"}, TimeToBite: {"-1", "99999"},
	} {
		for _, text := range texts {
			_, err := Parse(field, text, "")
			var wrong *Error
			require.True(t, errors.As(err, &wrong), "%s %q", field, text)
			assert.Equal(t, field, wrong.Field)
			assert.Contains(t, err.Error(), "-"+field)
			assert.Less(t, len(err.Error()), 200, "one line, whatever was stated")
		}
	}
	th := &Threat{Probability: Range{High: d("1.5"), Central: d("1.5")}, PassThrough: Range{High: d("3")}}
	_, err := th.Judge(Stakes{d("-1"), d("-2")}, -1, 0)
	for _, field := range []string{Probability, PassThrough, "horizon", "gain", "draws"} {
		assert.ErrorContains(t, err, "-"+field+" ")
	}
	assert.ErrorContains(t, err, "-probability of a cost of -1: it is below 0: this is a relief, and no threat")
	half, err := Parse(Probability, "0.2..0.7", "")
	require.NoError(t, err)
	assert.Equal(t, "0.45", half.Central.String())
}

package pressure

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// India saves 2.58 bn: 60.2 bn of exports bear it at 4.29 percent where India bears all of the
// duty, and at 71.44 percent where it bears six hundredths (0.94 passed on, as at the border in
// 2025). A step less is not enough.
func TestLeastRate(t *testing.T) {
	saving, exports := d("2580160000"), d("60200000000")
	for bears, want := range map[string]string{"1": "0.0429", "0.06": "0.7144", "0.5": "0.0858"} {
		r, ok, err := LeastRate(saving, exports, d(bears))
		require.NoError(t, err)
		require.True(t, ok)
		assert.Equal(t, want, r.Rate.String())
		assert.True(t, r.Target.GreaterThanOrEqual(saving))
		less := exports.Mul(r.Rate.Sub(d("0.0001"))).Mul(d(bears))
		assert.True(t, less.LessThan(saving), bears)
		assert.True(t, r.Duty.Equal(r.Target.Add(r.Sender)))
	}
	for _, none := range [][3]string{{"1", "0", "1"}, {"1", "1", "0"}, {"0", "1", "1"}, {"-1", "1", "1"}} {
		_, ok, err := LeastRate(d(none[0]), d(none[1]), d(none[2]))
		require.NoError(t, err)
		assert.False(t, ok, "%v", none)
	}
}

// The sectors of GTRI at 25 percent borne whole: textiles alone are 2.7 bn, which is enough; with
// half borne it takes two. No shorter list is enough: all lists of one good fewer were tried.
func TestShortestList(t *testing.T) {
	goods := []Good{
		{"shrimp", d("2400000000")},
		{"gems", d("10000000000")},
		{"textiles", d("10800000000")},
		{"carpets", d("3000000000")},
		{"agrifood", d("6000000000")},
		{"metals and chemicals", d("7400000000")},
	}
	for _, bears := range []string{"1", "0.5", "0.3", "0.26"} {
		saving := d("2580160000")
		l, ok, err := ShortestList(saving, goods, d("0.25"), d(bears))
		require.NoError(t, err)
		best := len(goods) + 1
		for set := range 1 << len(goods) {
			var sum decimal.Decimal
			n := 0
			for i, g := range goods {
				if set>>i&1 == 1 {
					sum, n = sum.Add(g.Exports), n+1
				}
			}
			if sum.Mul(d("0.25")).Mul(d(bears)).GreaterThanOrEqual(saving) {
				best = min(best, n)
			}
		}
		assert.Equal(t, best <= len(goods), ok, bears)
		if ok {
			assert.Len(t, l.Goods, best, bears)
		}
	}
	l, ok, err := ShortestList(d("1000000000000"), goods, d("0.25"), d("1"))
	require.NoError(t, err)
	assert.False(t, ok)
	assert.Equal(t, "39600000000", l.Exports.String())
	assert.Equal(t, "9900000000", l.Target.String())
}

// Half within the cap and a price of 60: 19 dollars a barrel in the mean take a cap below 0; with
// nine tenths within it, 19 = 0.9 × cap + 6 gives 14.44.
func TestLeastCap(t *testing.T) {
	_, ok, err := LeastCap(d("60"), d("19"), d("0.5"), d("1"))
	require.NoError(t, err)
	assert.False(t, ok)
	at, ok, err := LeastCap(d("60"), d("19"), d("0.9"), d("1"))
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, "14.44", at.String())
	at, ok, err = LeastCap(d("60"), d("40"), d("1"), d("1"))
	require.NoError(t, err)
	assert.True(t, ok)
	assert.Equal(t, "40", at.String())
}

// The order is by products, where the quotients round alike.
func TestRank(t *testing.T) {
	ranked, err := Rank([]Pressure{
		{Name: "c", Target: d("1"), Sender: d("3")},
		{Name: "b", Target: d("0.3333333"), Sender: d("1")},
		{Name: "a", Target: d("5"), Sender: d("-1")},
		{Name: "e", Target: d("0"), Sender: d("0")},
		{Name: "d", Target: d("9"), Sender: d("0")},
		{Name: "f", Target: d("2"), Sender: d("6")},
	})
	require.NoError(t, err)
	var names string
	for _, r := range ranked {
		names += r.Name
	}
	assert.Equal(t, "dacfbe", names)
	assert.Nil(t, ranked[0].Ratio)
	assert.Equal(t, "0.3333", ranked[2].Ratio.String())
}

func TestRefusals(t *testing.T) {
	_, _, err := LeastRate(d("1e900"), d("-1"), d("2"))
	for _, field := range []string{"exports", "bears", "saving"} {
		assert.ErrorContains(t, err, "-"+field+" ")
	}
	_, _, err = ShortestList(d("1"), []Good{{"a", d("1")}, {"a", d("-1")}}, d("-1"), d("-1"))
	for _, field := range []string{"list", "rate", "bears", "exports"} {
		assert.ErrorContains(t, err, "-"+field+" ")
	}
	_, _, err = LeastCap(d("10"), d("19"), d("1"), d("1"))
	assert.ErrorContains(t, err, "-shut-in 19")
	_, _, err = LeastCap(d("-10"), d("19"), d("1.1"), d("1"))
	assert.ErrorContains(t, err, "-covered 1.1")
	_, err = Rank([]Pressure{{Name: "x", Target: d("1e900")}})
	assert.ErrorContains(t, err, "-target")
}

package replay

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFacts(t *testing.T) {
	facts, err := Facts()
	require.NoError(t, err)
	assert.Len(t, facts, factRows)
	for _, f := range facts {
		assert.NotEmpty(t, f.Source)
		assert.Contains(t, []string{"forecast", "change", "value"}, f.Kind)
		assert.True(t, f.Low.LessThanOrEqual(f.High))
	}
}

// By hand: 5.47 + 6.31 + 6.98 + (72.46 − 59.04 − 6.6 = 6.82) + 6.6 = 32.18, a year before 6.2110
// (5.47/0.8807) + 6.9 + 5.7 + (72.46/1.0585 − 53.01 − 8.4367 = 7.0087) + 8.4367 (6.6/0.7823) =
// 34.2564: 6.06 percent less, where 30 to 60 were forecast. What the sums of a year must be: April to
// January a year before with the two months after it is at most the fiscal year's 86.51.
func TestOutcome(t *testing.T) {
	o, err := result()
	require.NoError(t, err)
	assert.Equal(t, "32.18", o.Value.String())
	assert.InDelta(t, 34.2564, o.Year.InexactFloat64(), 0.0002)
	assert.Equal(t, "-6.06", o.Change.String())
	assert.Equal(t, "6.82", o.Months[3].Value.String())
	for _, m := range o.Months {
		assert.True(t, m.Value.IsPositive() && m.Year.IsPositive(), m.Month)
	}
	// October fell from 6.9 and November rose by 22 percent, as the source says of both.
	assert.InDelta(t, 22, 100*(6.98/5.7-1), 0.6)
}

// The errors: Bloomberg's 60 percent was 53.94 points too deep; exempt goods, on which no duty was
// laid, fell by 41.9 percent all the same; what came of the sectors nobody states.
func TestCompare(t *testing.T) {
	rows, _, err := Compare()
	require.NoError(t, err)
	by := map[string]Row{}
	for _, r := range rows {
		by[r.Forecast.Who+" "+r.Forecast.What] = r
	}
	assert.Equal(t, "-53.94", by["Bloomberg Economics all goods"].Low.String())
	assert.Equal(t, "-23.94", by["GTRI all goods"].Low.String())
	assert.Equal(t, "41.9", by["unchanged trade exempt goods"].High.String())
	assert.Nil(t, by["GTRI sectors of very high impact"].Actual)
	assert.Nil(t, by["GTRI sectors of high impact"].Low)
}

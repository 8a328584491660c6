package oil

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The first two are published: India's 88 Mt of the fiscal year 2025 as 1,767 thousand
// barrels a day, and the EU's 113,922,986 t of 2021 as 2,288, both at 7.33.
func TestPerDay(t *testing.T) {
	average := BarrelsPerTonne(dec("7.33"), "world average")
	year := trade.Interval{From: trade.NewDate(2021, 1, 1), To: trade.NewDate(2022, 1, 1)}
	leap := trade.Interval{From: trade.NewDate(2024, 1, 1), To: trade.NewDate(2025, 1, 1)}
	for _, c := range []struct {
		q      trade.Quantity
		period trade.Interval
		to     trade.Unit
		want   string
	}{
		{quantity("88000000", "t"), trade.IndiaFiscalYear(2025).Interval(), "bbl", "1767233"},
		{quantity("113922986", "t"), year, "bbl", "2287823"},
		{quantity("88000000", "t"), leap, "bbl", "1762404"}, // 645,040,000 / 366
		{quantity("365", "bbl"), year, "bbl", "1"},
		{quantity("-366", "t"), leap, "t", "-1"},
	} {
		got, err := average.PerDay(c.q, c.period, c.to, 0, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, c.want, got.Amount.String())
		assert.Equal(t, c.to, got.Unit)
	}
	// China, March 2025: 8.85 Mt, published as 2.08 million barrels a day. The source
	// does not name its factor; 7.29 is one that gives both.
	march := trade.NewMonth(2025, 3).Interval()
	stated := BarrelsPerTonne(dec("7.29"), "")
	daily, err := stated.PerDay(quantity("8850000", "t"), march, "bbl", -4, exact.HalfUp)
	require.NoError(t, err)
	assert.True(t, daily.Amount.Equal(dec("2080000")), daily)
	back, err := stated.Over(quantity("2081177.4193548387", "bbl"), march, "t", 0, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "8850000", back.Amount.String())
}

func TestPeriodErrors(t *testing.T) {
	f := BarrelsPerTonne(dec("7.33"), "")
	day := trade.NewDate(2025, 1, 1)
	for _, p := range []trade.Interval{{}, {From: day}, {To: day}, {From: day, To: day}, {From: day.AddDays(1), To: day}} {
		_, err := f.PerDay(quantity("1", "t"), p, "bbl", 0, exact.HalfUp)
		assert.Equal(t, "period", faultOf(t, err).Code)
		assert.Contains(t, err.Error(), "a first and a last day")
		_, err = f.Over(quantity("1", "t"), p, "bbl", 0, exact.HalfUp)
		assert.Equal(t, "period", faultOf(t, err).Code)
	}
	long := trade.Interval{From: trade.NewDate(1, 1, 1), To: trade.NewDate(9999, 12, 31)}
	_, err := f.PerDay(quantity("1", "t"), long, "bbl", 20, exact.HalfUp)
	require.NoError(t, err)
	one := trade.Interval{From: day, To: day.AddDays(1)}
	for _, huge := range extremes() {
		_, err := f.PerDay(trade.Quantity{Amount: huge, Unit: "t"}, one, "bbl", 0, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
	_, err = f.Over(quantity("1", "No."), one, "bbl", 0, exact.HalfUp)
	require.ErrorAs(t, err, new(*trade.UnitError))
}

// What is spread over the days of a period and summed again is what it was.
func TestPaceThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := BarrelsPerTonne(dec("7.33"), "")
		from := trade.NewDate(2020, 1, 1).AddDays(rapid.IntRange(0, 4000).Draw(t, "from"))
		period := trade.Interval{From: from, To: from.AddDays(rapid.IntRange(1, 800).Draw(t, "days"))}
		q := trade.Quantity{Amount: dec("1").Shift(rapid.Int32Range(-3, 9).Draw(t, "scale")), Unit: "t"}
		daily, err := f.PerDay(q, period, "bbl", 40, exact.HalfEven)
		require.NoError(t, err)
		back, err := f.Over(daily, period, "t", 30, exact.HalfEven)
		require.NoError(t, err)
		require.True(t, back.Amount.Equal(q.Amount), "%s, %s", q, back)
	})
}

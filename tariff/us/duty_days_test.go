package us_test

import (
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// The history of a duty ends where the law is no longer known, whether or not the book names
// a day after that: silence would read as "unchanged".
func TestHistoryEndsWithTheLaw(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	entry := tariff.Entry{
		Date: us.KnownUntil().AddDays(-3), Origin: "IN", Product: "6109100012",
		Value: decimal.NewFromInt(10000),
	}
	within, err := engine.History(entry, us.KnownUntil())
	require.NoError(t, err)
	assert.Empty(t, within)
	for _, days := range []int{1, 5, 800} {
		got, err := engine.History(entry, us.KnownUntil().AddDays(days))
		require.NoError(t, err)
		require.Len(t, got, 1, "%d days", days)
		assert.Equal(t, us.KnownUntil().AddDays(1), got[0].On)
		var horizon *tariff.HorizonError
		assert.True(t, errors.As(got[0].Err, &horizon), "%v", got[0].Err)
	}
	held, err := tariff.CompileWith(us.Book(), tariff.Options{Hold: true})
	require.NoError(t, err)
	got, err := held.History(entry, us.KnownUntil().AddDays(1))
	require.NoError(t, err)
	assert.Empty(t, got)
}

// Heading 0806.10.20 is for grapes "entered during the period from February 15 to March 31,
// inclusive, in any year": the day after is in the history of its duty.
func TestHistoryKnowsSeasons(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	volume := trade.Quantity{Amount: decimal.NewFromInt(10), Unit: "m3"}
	entry := tariff.Entry{
		Date: trade.NewDate(2025, 3, 1), Origin: "CL", Product: "08061020", Value: decimal.NewFromInt(10000),
		Quantities: []trade.Quantity{volume},
	}
	got, err := engine.History(entry, trade.NewDate(2025, 6, 1))
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, "2025-04-01", got[0].On.String())
	assert.Equal(t, "out_of_season", tariff.ErrorCode(got[0].Err))
}

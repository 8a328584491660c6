package bulk_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// The stretches of a period are its days, each once, and within each of them every origin and
// product that is asked stands under one stretch of its own calendar.
func TestBatchStretches(t *testing.T) {
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	batch, err := bulk.NewBatch(engine)
	require.NoError(t, err)
	period := trade.Interval{From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2027, 1, 1)}
	stretches := batch.Stretches("", period)
	at := period.From
	for _, s := range stretches {
		assert.Equal(t, at, s.From)
		assert.True(t, s.From.Before(s.To))
		at = s.To
	}
	assert.Equal(t, period.To, at)
	calendar := tariff.NewCalendar(engine)
	for _, origin := range []trade.Country{"IN", "CN", "MX", "RU"} {
		for _, product := range []trade.Product{"6109100012", "7326908688", "8703230190", "0702002026"} {
			of := stretches
			if assert.Equal(t, product == "0702002026", batch.Seasonal(product)); batch.Seasonal(product) {
				of = batch.Stretches(product, period)
			}
			for _, s := range of {
				if s.To.After(us.Book().KnownUntil) {
					continue
				}
				assert.Len(t, calendar.Stretches(origin, product, s), 1, "%s %s %s", origin, product, s)
			}
		}
	}
}

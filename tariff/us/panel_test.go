package us

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// TestPanelAgainstAssess: the statutory panel and the explained entry give the same
// rate for products with an ad valorem base, over origins, products and days.
func TestPanelAgainstAssess(t *testing.T) {
	panel, err := tariff.NewPanel(Book(), tariff.PanelOptions{})
	require.NoError(t, err)
	engine, err := tariff.CompileWith(Book(), tariff.Options{Rounding: exact.Exact})
	require.NoError(t, err)
	all := decimal.NewFromInt(1)
	// What an entry says that has no facts: all metal, and none of the goods asked about.
	claims := tariff.Claims{Steel: &all, Aluminum: &all, Copper: &all, Headings: []string{"9903.79.02", "9903.04.69", "9903.08.20", "9903.45.32"}}
	random := rand.New(rand.NewPCG(1, 2))
	days := int(KnownUntil().Sub(KnownFrom())) + 1
	origins, products := trade.Countries(), panel.Products()
	compared := 0
	for range 40_000 {
		entry := tariff.Entry{
			Date: KnownFrom().AddDays(random.IntN(days)), Origin: origins[random.IntN(len(origins))], Product: products[random.IntN(len(products))],
			Value: decimal.NewFromInt(1), Claims: claims,
		}
		a, err := engine.Assess(entry)
		rate, in, perr := panel.Rate(entry.Product, entry.Origin, entry.Date)
		require.NoError(t, perr)
		var product *tariff.ProductError
		if errors.As(err, &product) {
			require.False(t, in, "%s on %s", entry.Product, entry.Date)
			continue
		}
		require.True(t, in, "%s on %s", entry.Product, entry.Date)
		if err != nil {
			continue // a specific base, or a ban
		}
		if base := a.Lines[0]; base.Status == tariff.Applied && base.Rate == nil {
			continue
		}
		compared++
		require.True(t, a.Total.Equal(rate.Total), "%s from %s on %s: panel %s, entry %s\n%s", entry.Product, entry.Origin, entry.Date, rate.Total, a.Total, a)
	}
	assert.Greater(t, compared, 20_000)
}

// TestPanelOfWorkers: the number of workers does not change the means.
func TestPanelOfWorkers(t *testing.T) {
	var all [][]tariff.Mean
	var written []string
	for _, workers := range []int{1, 3} {
		panel, err := tariff.NewPanel(Book(), tariff.PanelOptions{Workers: workers, Origins: []trade.Country{"DE", "IN", "CA", "RU"}})
		require.NoError(t, err)
		means, err := panel.Means(context.Background(), day("2025-09-01"), day("2026-08-10"))
		require.NoError(t, err)
		all = append(all, means)
		var b bytes.Buffer
		require.NoError(t, panel.WriteIntervals(context.Background(), &b))
		written = append(written, b.String())
	}
	assert.Equal(t, all[0], all[1])
	assert.Equal(t, len(written[0]), len(written[1]))
	assert.True(t, written[0] == written[1])
}

// TestPanelStops: a panel that is cancelled, or whose writer fails, ends with the error.
func TestPanelStops(t *testing.T) {
	panel, err := tariff.NewPanel(Book(), tariff.PanelOptions{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	require.ErrorIs(t, panel.WriteIntervals(ctx, io.Discard), context.Canceled)
	_, err = panel.Means(ctx, day("2025-09-01"))
	require.ErrorIs(t, err, context.Canceled)
	require.ErrorIs(t, panel.WriteIntervals(context.Background(), &full{room: 1000}), errFull)
}

var errFull = errors.New("full")

type full struct{ room int }

func (f *full) Write(b []byte) (int, error) {
	if f.room -= len(b); f.room < 0 {
		return 0, errFull
	}
	return len(b), nil
}

// TestPublishedMeans: where the assumptions agree, the means are near the published
// ones of The Budget Lab at Yale (June 2026); the register says why others differ.
func TestPublishedMeans(t *testing.T) {
	shares, err := AverageShares()
	require.NoError(t, err)
	panel, err := tariff.NewPanel(Book(), tariff.PanelOptions{Shares: shares, Origins: []trade.Country{"CA", "CN", "DE", "IN", "JP"}})
	require.NoError(t, err)
	for _, c := range []struct {
		origin, on, additional, within string
	}{
		{"IN", "2025-01-01", "0.009854", "0.0005"},
		{"CN", "2025-01-01", "0.188342", "0.001"},
		{"IN", "2025-04-12", "0.097318", "0.001"},
		{"DE", "2025-04-12", "0.097318", "0.001"},
		{"CN", "2025-04-12", "1.413555", "0.006"},
		{"JP", "2025-12-01", "0.130396", "0.005"},
		{"DE", "2026-06-01", "0.108615", "0.005"},
		{"CN", "2025-09-01", "0.500033", "0.009"},
		{"CA", "2025-09-01", "0.176927", "0.015"},
		{"IN", "2026-03-01", "0.123742", "0.009"},
	} {
		means, err := panel.Means(context.Background(), day(c.on))
		require.NoError(t, err)
		for _, m := range means {
			if string(m.Origin) == c.origin {
				gap := m.Additional.Sub(decimal.RequireFromString(c.additional)).Abs()
				assert.True(t, gap.LessThanOrEqual(decimal.RequireFromString(c.within)), "%s %s: %s, published %s", c.origin, c.on, m.Additional, c.additional)
			}
		}
	}
}

// TestPublishedMeanAsPublished: published panels date the exceptions of the deal with
// the European Union by their publication; as published on the day the means agree.
func TestPublishedMeanAsPublished(t *testing.T) {
	shares, err := AverageShares()
	require.NoError(t, err)
	panel, err := tariff.NewPanel(Book().AsPublished(day("2025-09-01")), tariff.PanelOptions{Shares: shares, Origins: []trade.Country{"DE"}})
	require.NoError(t, err)
	means, err := panel.Means(context.Background(), day("2025-09-01"))
	require.NoError(t, err)
	gap := means[0].Additional.Sub(decimal.RequireFromString("0.130165")).Abs()
	assert.True(t, gap.LessThanOrEqual(decimal.RequireFromString("0.005")), "%s", means[0].Additional)
}

func BenchmarkPanelMeans(b *testing.B) {
	for b.Loop() {
		panel, err := tariff.NewPanel(Book(), tariff.PanelOptions{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := panel.Means(context.Background(), day("2025-04-12"), day("2025-09-01"), day("2026-03-01")); err != nil {
			b.Fatal(err)
		}
	}
}

package us

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// TestPanelAgainstAssess: the panel and the explained entry give the same rate for
// products with an ad valorem base, over origins, products and days: the statutory
// panel, which takes a product for one metal, and one in which every product is two fifths of steel, a fifth of aluminum and
// a tenth of copper, but for chapters 72 to 76, which a panel counts as metal in whole.
func TestPanelAgainstAssess(t *testing.T) {
	share := func(text string) *decimal.Decimal {
		d := decimal.RequireFromString(text)
		return &d
	}
	t.Run("one metal", func(t *testing.T) {
		panelAgainstAssess(t, nil, tariff.Claims{})
	})
	statutory, err := panel.New(Book(), panel.Options{})
	require.NoError(t, err)
	parts := &panel.Shares{Name: "the parts of this test", Metal: map[trade.Product][3]panel.Share{}}
	for _, p := range statutory.Products() {
		parts.Metal[p] = [3]panel.Share{panel.Whole * 4 / 10, panel.Whole * 2 / 10, panel.Whole / 10}
	}
	t.Run("parts of metal", func(t *testing.T) {
		panelAgainstAssess(t, parts, tariff.Claims{Steel: share("0.4"), Aluminum: share("0.2"), Copper: share("0.1")})
	})
}

func panelAgainstAssess(t *testing.T, shares *panel.Shares, claims tariff.Claims) {
	panel, err := panel.New(Book(), panel.Options{Shares: shares})
	require.NoError(t, err)
	engine, err := tariff.CompileWith(Book(), tariff.Options{Rounding: exact.Exact})
	require.NoError(t, err)
	// What an entry says that has no other facts: none of the goods asked about.
	claims.Headings = []string{"9903.79.02", "9903.04.69", "9903.08.20", "9903.45.32"}
	random := rand.New(rand.NewPCG(1, 2))
	days := KnownUntil().Sub(KnownFrom()) + 1
	origins, products := trade.Countries(), panel.Products()
	compared := 0
	for range 10_000 {
		entry := tariff.Entry{
			Date: KnownFrom().AddDays(random.IntN(days)), Origin: origins[random.IntN(len(origins))],
			Product: products[random.IntN(len(products))],
			Value:   decimal.NewFromInt(1), Claims: claims,
		}
		if chapter := entry.Product.Chapter(); shares != nil && chapter >= "72" && chapter <= "76" {
			continue
		}
		if shares == nil { // the entry states the metal that the statutory panel takes the product for
			metals, _, err := panel.Metals(entry.Product, entry.Date)
			require.NoError(t, err)
			for k, to := range []**decimal.Decimal{&entry.Claims.Steel, &entry.Claims.Aluminum, &entry.Claims.Copper} {
				content := metals[k].Decimal()
				*to = &content
			}
		}
		a, err := engine.Assess(entry)
		rate, in, perr := panel.Rate(entry.Product, entry.Origin, entry.Date)
		require.NoError(t, perr)
		var product *law.ProductError
		if errors.As(err, &product) {
			if product.Kind == law.OutOfSeason {
				continue // a panel holds every line of the edition
			}
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
		require.True(t, a.Total.Equal(rate.Total), "%s from %s on %s: panel %s, entry %s\n%s", entry.Product, entry.Origin,
			entry.Date, rate.Total, a.Total, a)
	}
	assert.Greater(t, compared, 5_000)
}

// TestPanelOfWorkers: the number of workers does not change the means.
func TestPanelOfWorkers(t *testing.T) {
	var all [][]panel.Mean
	var written []string
	for _, workers := range []int{1, 3} {
		panel, err := panel.New(Book(), panel.Options{Workers: workers, Origins: []trade.Country{"DE", "IN", "CA", "RU"}})
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
	panel, err := panel.New(Book(), panel.Options{})
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

// publishedMeans are means of The Budget Lab at Yale (daily series of June 2026): additional
// duty and total.
var publishedMeans = []struct{ origin, on, additional, total string }{
	{"IN", "2025-01-01", "0.009854", "0.063476"},
	{"IN", "2025-04-12", "0.097318", "0.150936"},
	{"IN", "2025-09-01", "0.446205", "0.499722"},
	{"IN", "2026-03-01", "0.123742", "0.177223"},
	{"CN", "2025-01-01", "0.188342", "0.231746"},
	{"CN", "2025-04-12", "1.413555", "1.456957"},
	{"CN", "2025-09-01", "0.500033", "0.543337"},
	{"CN", "2026-03-01", "0.302418", "0.345678"},
	{"DE", "2025-04-12", "0.097318", "0.151401"},
	{"DE", "2025-09-01", "0.130165", "0.184147"},
	{"DE", "2026-06-01", "0.108615", "0.162530"},
	{"JP", "2025-12-01", "0.130396", "0.182664"},
	{"CA", "2025-09-01", "0.176927", "0.205490"},
	{"DE", "2025-11-20", "0.121", ""},
	{"KR", "2025-11-20", "0.151", ""},
}

// meanOf is a mean under the averages, and the headings that are claimed in full beside them.
func meanOf(t *testing.T, book *law.Book, origin, on string, claimed ...string) panel.Mean {
	t.Helper()
	shares, err := AverageShares()
	require.NoError(t, err)
	for _, heading := range claimed {
		shares.Claims[heading] = panel.Whole
	}
	panel, err := panel.New(book, panel.Options{Shares: shares, Origins: []trade.Country{trade.Country(origin)}})
	require.NoError(t, err)
	means, err := panel.Means(context.Background(), day(on))
	require.NoError(t, err)
	return means[0]
}

// TestPublishedMeans: where the law is read alike, additional duties are within half a
// point of the published ones, and totals within one. Three rows differ for a reason that
// the register gives: with the published reading in place of the law they agree too.
func TestPublishedMeans(t *testing.T) {
	for _, c := range publishedMeans {
		book, name, within := Book(), c.origin+" "+c.on, "0.005"
		var claimed []string
		switch name {
		case "IN 2025-09-01":
			before := meanOf(t, book, c.origin, c.on)
			chargeTheRest(t, book, "9903.01.84")
			within = "0.006" // half of the value is steel for one duty and not for the other there
			name += fmt.Sprintf(" (law %s)", before.Additional)
		case "DE 2025-09-01":
			before := meanOf(t, book, c.origin, c.on)
			book = book.AsPublished(day(c.on))
			name += fmt.Sprintf(" (law %s)", before.Additional)
		case "DE 2026-06-01": // published panels count the lists for civil aircraft in full there
			before := meanOf(t, book, c.origin, c.on)
			claimed = []string{"9903.03.05", "9903.02.76"}
			name += fmt.Sprintf(" (law %s)", before.Additional)
		}
		m := meanOf(t, book, c.origin, c.on, claimed...)
		near := func(what string, got decimal.Decimal, want, within string) {
			gap := got.Sub(decimal.RequireFromString(want)).Abs()
			assert.True(t, gap.LessThanOrEqual(decimal.RequireFromString(within)), "%s, %s: %s, published %s", name, what, got,
				want)
			t.Logf("%s, %s: %s, published %s", name, what, got, want)
		}
		near("additional", m.Additional, c.additional, within)
		if c.total != "" {
			near("total", m.Total, c.total, "0.0125")
		}
	}
}

// chargeTheRest reads the exception of Section 232 articles as the published panels do:
// the part of a derivative on which no duty on metals is charged stays in.
func chargeTheRest(t *testing.T, book *law.Book, heading string) {
	t.Helper()
	m, ok := book.Measure(heading)
	require.True(t, ok)
	changed := false
	for i := range m.Exceptions {
		x := &m.Exceptions[i]
		if len(x.Subject) == 1 && x.Subject[0].Authority == law.Section232 && x.Whole {
			x.Whole, changed = false, true
		}
	}
	require.True(t, changed)
}

func BenchmarkPanelMeans(b *testing.B) {
	for b.Loop() {
		panel, err := panel.New(Book(), panel.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := panel.Means(context.Background(), day("2025-04-12"), day("2025-09-01"), day("2026-03-01")); err != nil {
			b.Fatal(err)
		}
	}
}

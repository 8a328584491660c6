package us

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// TestAveragesOnlyWhereASourceSaysSo: headphones of China and printers of Japan are on the
// list for civil aircraft of note 2(aa)(iv) and, as nobody knows how many are for
// aircraft, pay the 10 percent of Section 122. Fishing rods of China pay their 6.0 percent:
// no agreement saves China a part of the base.
func TestAveragesOnlyWhereASourceSaysSo(t *testing.T) {
	shares, err := AverageShares()
	require.NoError(t, err)
	rates, err := panel.New(Book(), panel.Options{Shares: shares})
	require.NoError(t, err)
	for _, c := range []struct{ hts, origin, on, additional string }{
		{"8518302000", "JP", "2026-05-15", "0.1"}, // headphones
		{"8443310000", "JP", "2026-05-15", "0.1"}, // printers
	} {
		rate, in, err := rates.Rate(trade.Product(c.hts), trade.Country(c.origin), day(c.on))
		require.NoError(t, err)
		require.True(t, in, c.hts)
		assert.Equal(t, c.additional, rate.Additional.String(), "%s of %s", c.hts, c.origin)
	}
	statutory, err := panel.New(Book(), panel.Options{})
	require.NoError(t, err)
	rate := func(p *panel.Panel, hts, origin, on string) panel.Rate {
		r, in, err := p.Rate(trade.Product(hts), trade.Country(origin), day(on))
		require.NoError(t, err)
		require.True(t, in, hts)
		return r
	}
	for _, c := range []struct{ hts, origin string }{{"8518302000", "CN"}, {"8443310000", "CN"}} {
		assert.Equal(t, rate(statutory, c.hts, c.origin, "2026-05-15").Additional.String(),
			rate(rates, c.hts, c.origin, "2026-05-15").Additional.String(), c.hts)
	}
	assert.Equal(t, "0.06", rate(rates, "9507100040", "CN", "2025-01-15").Base.String())

	// No origin without a program of its own pays less than the base of the law.
	book := Book()
	open := func(origin trade.Country, on trade.Date) bool {
		return slices.ContainsFunc(book.Programs, func(p law.Program) bool {
			return !slices.Contains(p.Origins.In, "*") &&
				(slices.Contains(p.Origins.In, string(origin)) || p.Symbol == "D" || p.Symbol == "HT" || p.Symbol == "NP") &&
				(len(p.Origins.In) > 1 || p.Origins.In[0] == string(origin) || member(book, p.Origins.In[0], origin, on))
		})
	}
	sample(rates, 9, func(p trade.Product, origin trade.Country, on trade.Date) {
		average, in, err := rates.Rate(p, origin, on)
		require.NoError(t, err)
		if !in || open(origin, on) {
			return
		}
		law, _, err := statutory.Rate(p, origin, on)
		require.NoError(t, err)
		require.True(t, average.Base.Equal(law.Base), "%s of %s on %s: %s, column 1 %s", p, origin, on, average.Base,
			law.Base)
	})
}

// sample calls f with products, origins and days of a panel: few days and origins, because
// a panel is computed for each of them, and many products.
func sample(rates *panel.Panel, seed uint64, f func(trade.Product, trade.Country, trade.Date)) {
	random, products, origins := rand.New(rand.NewPCG(seed, 33)), rates.Products(), rates.Origins()
	for range 6 {
		on := KnownFrom().AddDays(random.IntN(KnownUntil().Sub(KnownFrom())))
		for _, origin := range []trade.Country{
			"CN", "IN", "DE", "KR", "GB", "RU", origins[random.IntN(len(origins))],
			origins[random.IntN(len(origins))],
		} {
			for range 500 {
				f(products[random.IntN(len(products))], origin, on)
			}
		}
	}
}

// member reports whether a group of the programs holds a country on a day.
func member(book *law.Book, name string, c trade.Country, on trade.Date) bool {
	for _, g := range book.Groups {
		if g.Name == name {
			return slices.ContainsFunc(g.Members, func(m law.Member) bool { return m.Country == c && m.During.Contains(on) })
		}
	}
	return false
}

// TestMetalsAreAtMostTheWhole: in both panels the metals of a product never come to more
// than its value; preparations of 2106.90 of India were counted once as steel and once as
// aluminum, and owed more than either duty on the whole.
func TestMetalsAreAtMostTheWhole(t *testing.T) {
	shares, err := AverageShares()
	require.NoError(t, err)
	for name, s := range map[string]*panel.Shares{"statutory": nil, "averages": shares} {
		rates, err := panel.New(Book(), panel.Options{Shares: s})
		require.NoError(t, err)
		counted := 0
		for _, on := range []trade.Date{
			day("2025-01-15"), day("2025-05-01"), day("2025-09-01"), day("2026-03-01"),
			day("2026-06-10"), day("2026-10-01"),
		} {
			for _, p := range rates.Products() {
				metals, in, err := rates.Metals(p, on)
				require.NoError(t, err)
				if !in {
					continue
				}
				sum := metals[0] + metals[1] + metals[2]
				if sum > 0 {
					counted++
				}
				require.LessOrEqual(t, sum, panel.Whole, "%s: %s on %s: %v", name, p, on, metals)
			}
		}
		require.Greater(t, counted, 10_000)
	}
	rates, err := panel.New(Book(), panel.Options{Origins: []trade.Country{"IN"}})
	require.NoError(t, err)
	for _, p := range rates.Products() {
		if !p.Within("210690") {
			continue
		}
		r, in, err := rates.Rate(p, "IN", day("2025-09-01"))
		require.NoError(t, err)
		// 50 percent of Section 232, or 25 and 25 of the reciprocal duty and of the duty for
		// Russian oil.
		require.True(t, !in || r.Additional.LessThanOrEqual(decimal.New(5, -1)), "%s: %s", p, r.Additional)
	}
}

// TestAveragesStayBelowTheLaw: no line pays more on average than the same line would if
// every fact of a shipment were chosen to be the dearest: no claim, no preference, and
// the value as any one metal or as none.
func TestAveragesStayBelowTheLaw(t *testing.T) {
	shares, err := AverageShares()
	require.NoError(t, err)
	average, err := panel.New(Book(), panel.Options{Shares: shares})
	require.NoError(t, err)
	statutory, err := panel.New(Book(), panel.Options{})
	require.NoError(t, err)
	worst := []*panel.Panel{statutory}
	for k := range 4 { // steel, aluminum, copper, none
		all := map[trade.Product][3]panel.Share{}
		for _, p := range average.Products() {
			var m [3]panel.Share
			if k < 3 {
				m[k] = panel.Whole
			}
			all[p] = m
		}
		over := map[string]panel.Share{"9903.80.01/quota": panel.Whole, "9903.85.01/quota": panel.Whole} // of the quotas
		p, err := panel.New(Book(), panel.Options{Shares: &panel.Shares{Metal: all, Claims: over}})
		require.NoError(t, err)
		worst = append(worst, p)
	}
	sample(average, 3, func(p trade.Product, origin trade.Country, on trade.Date) {
		r, in, err := average.Rate(p, origin, on)
		require.NoError(t, err)
		if !in {
			return
		}
		var most decimal.Decimal
		for _, w := range worst {
			rate, _, err := w.Rate(p, origin, on)
			require.NoError(t, err)
			most = decimal.Max(most, rate.Total)
		}
		require.True(t, r.Total.LessThanOrEqual(most.Add(decimal.New(5, -9))), "%s of %s on %s: %s, the dearest facts %s", p,
			origin, on, r.Total, most)
	})
}

// TestAveragesAreInTheRegister: whatever an average claims or takes off a rate stands in
// the register under its heading, with a reason.
func TestAveragesAreInTheRegister(t *testing.T) {
	shares, err := AverageShares()
	require.NoError(t, err)
	registered := map[string]bool{}
	for _, c := range Book().Choices {
		require.NotEmpty(t, c.Reason, c.Question)
		for _, h := range c.Headings {
			registered[h] = true
		}
	}
	for _, headings := range []map[string]panel.Share{shares.Claims, shares.Less} {
		for h, share := range headings {
			require.True(t, registered[h], "%s is counted and not in the register", h)
			require.True(t, share > 0 && share <= panel.Whole, h)
		}
	}
	for _, h := range []string{
		"9903.01.82", "9903.02.76", "9903.02.81", "9903.02.85", "9903.02.90", "9903.03.05",
		"9903.96.03",
	} {
		require.NotContains(t, shares.Claims, h, "no share of civil aircraft has a source")
	}
}

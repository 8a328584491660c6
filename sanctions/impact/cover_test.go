package impact

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

func coverStudy(t *testing.T) *Report {
	s := study(t)
	s.Flows = flows(t,
		"2025-09-01,IN,US,6109100012,1000",
		"2025-09-01,IN,US,3004909201,200", // Annex II of EO 14257: medicaments and bullion
		"2025-09-01,IN,US,7108121013,50",
		"2025-09-01,CN,US,6109100012,700",                        // list 4A of section 301
		"2025-09-01,CN,US,8541430010,400",                        // solar cells: sections 201 and 301
		"2025-09-01,CN,US,8471300100,300",                        // a laptop: list 4B, never charged
		"2025-09-01,CN,US,7326908688,100,,,,metal_share=1",       // list 3; a derivative of steel
		"2025-09-01,KP,US,6109100012,10",                         // column 2
		"2025-09-01,IN,US,6109100012,5,,,,loaded=2025-08-01",     // in transit: before 27 August
		"2025-09-01,IN,US,6109100012,0.01,,,,loaded=2025-09-01;", // a cent
	)
	return run(t, s)
}

// Goods are charged, exempt or named by nothing; the three are all of their value. What is on no
// list pays the base alone.
func TestExposure(t *testing.T) {
	r := coverStudy(t)
	e := r.Exposure(0)
	require.Equal(t, trade.Country("CN"), e[0].Origin)
	for law := range r.Laws {
		for _, e := range r.Exposure(law) {
			assert.True(t, e.Value.Equal(e.Charged.Add(e.Exempt).Add(e.Free)), "%+v", e)
		}
	}
	assert.Equal(t, []string{"1255.01", "1005.01", "250"}, []string{
		e[1].Value.String(), e[1].Charged.String(),
		e[1].Exempt.String(),
	})
	// Without the emergency powers nothing but the base is charged on goods of India, and no
	// measure names shirts. Medicaments and bullion were exempt from emergency duties alone.
	without := r.Exposure(1)[1]
	assert.Equal(t, "1255.01", without.Free.String())
	assert.True(t, without.Additional.IsZero())
}

// The headings by which goods of September 2025 were exempt, from the orders: Annex II is
// 9903.01.32 in the reciprocal duties and 9903.01.86 in that for Russian oil; what
// section 232 charges is 9903.01.33.
func TestExemptions(t *testing.T) {
	r := coverStudy(t)
	of := func(heading, by string) *Exemption {
		all := r.Exemptions(0)
		i := slices.IndexFunc(all, func(e Exemption) bool { return e.Heading == heading && e.By == by })
		require.GreaterOrEqual(t, i, 0, "%s by %s", heading, by)
		return &all[i]
	}
	oil := of("9903.01.84", "9903.01.86")
	assert.Equal(t, "250", oil.Value.String())
	assert.Equal(t, 2, oil.Rows)
	assert.Equal(t, tariff.Exempt, oil.Status)
	assert.Equal(t, trade.Product("3004909201"), oil.Products[0].Product, "the largest first")
	assert.Equal(t, "550", of("9903.01.25", "9903.01.32").Value.String())
	assert.Equal(t, "100", of("9903.01.25", "9903.01.33").Value.String())
}

// Of 1,500 of China three lists of section 301 charge 1,200, each good once; the two duties of
// the emergency powers lie over each other on 1,100.
func TestCoverage(t *testing.T) {
	r := coverStudy(t)
	at := map[string]Coverage{}
	for _, c := range r.Coverage(0) {
		at[string(c.Origin)+" "+string(c.Authority)] = c
		var parts decimal.Decimal
		for _, l := range append(slices.Clone(c.Lists), c.Overlaps...) {
			parts = parts.Add(l.Alone)
		}
		assert.True(t, parts.Equal(c.Any), "%s: the parts are the whole: %s and %s", c.Authority, parts, c.Any)
	}
	lists := at["CN Section 301"]
	assert.Equal(t, "1500", lists.Value.String())
	assert.Equal(t, "1200", lists.Any.String())
	var headings []string
	for _, l := range lists.Lists {
		headings = append(headings, l.Headings...)
	}
	assert.Equal(t, []string{"9903.88.15", "9903.91.02", "9903.88.03"}, headings)
	both := at["CN IEEPA"]
	assert.Equal(t, "1500", both.Any.String())
	assert.Equal(t, "1100", both.Overlaps[0].Value.String())
	assert.Equal(t, "400", both.Lists[0].Alone.String())
}

// A flow of August 2025 is under the duty for Russian oil on 5 of its 31 days.
func TestCoverByDays(t *testing.T) {
	s := study(t)
	s.Flows = flows(t, "2025-08-01,IN,US,6109100012,1000")
	s.Flows.Periods[0].To = trade.NewDate(2025, 9, 1)
	r := run(t, s)
	c := r.Coverage(0)[0]
	i := slices.IndexFunc(c.Lists, func(l ListCover) bool { return l.Headings[0] == "9903.01.84" })
	require.GreaterOrEqual(t, i, 0)
	assert.Equal(t, "161.29", c.Lists[i].Value.String())
	assert.Equal(t, "1000", c.Any.String())
}

// What explains a change adds up to it.
func TestDifferences(t *testing.T) {
	r := coverStudy(t)
	var sum decimal.Decimal
	for _, d := range r.Differences(1) {
		sum = sum.Add(d.Change())
		assert.Equal(t, law.IEEPA, d.Authority)
		assert.NotEmpty(t, d.Title)
	}
	total := r.Total()
	assert.True(t, sum.Equal(total.Change(1)))
	assert.Empty(t, r.Differences(0))
}

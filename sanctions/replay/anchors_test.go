package replay_test

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/replay"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/oil"
)

// anchor is a figure that somebody published of India, China and the oil: either it is found again,
// or the reason stands here why it is not. Its name is topic, who, quantity, value and period.
type anchor struct {
	name string
	// within is what may lie between the published figure and the one found: what rounding by the
	// source and what is named beside explains.
	published, within string
	find              func(*found) decimal.Decimal
	reason            string
}

// found is what anchors are looked up in.
type found struct {
	*testing.T
	oil    []tradeoff.Fact
	events []replay.Fact
	trade  *india2024
}

var (
	fiscal2025 = decimal.NewFromInt(88_000_000) // tonnes of Russian crude, SBI Research
	perTonne   = decimal.RequireFromString("7.33")
)

// saving is volume × barrels × discount, in billions.
func saving(discount string) func(*found) decimal.Decimal {
	return func(*found) decimal.Decimal {
		return secondary.OilSaving(fiscal2025, perTonne, decimal.RequireFromString(discount)).Shift(-9)
	}
}

// fact is the figure that the tables of tradeoff hold for a buyer and a period.
func fact(buyer, kind, period string) func(*found) decimal.Decimal {
	return func(f *found) decimal.Decimal {
		from, to, ok := strings.Cut(period, "..")
		if !ok && len(period) == len("2021") {
			from, to = period+"-01", period+"-12"
		}
		first, last, err := tradeoff.ParseMonths(from + ".." + to)
		require.NoError(f, err)
		for _, x := range f.oil {
			if x.Buyer == buyer && x.Item == kind && x.Period.From == first && last.Before(x.Period.To) &&
				x.Period.To.Sub(last) <= 31 {
				return x.Amount
			}
		}
		f.Errorf("no %s of %s in %s", kind, buyer, period)
		return decimal.Decimal{}
	}
}

// event is the figure that the tables of replay hold: the lower end of a range.
func event(kind, who, what, period string) func(*found) decimal.Decimal {
	return func(f *found) decimal.Decimal {
		for _, x := range f.events {
			if x.Kind == kind && x.Who == who && x.What == what && x.Period == period {
				return x.Low
			}
		}
		f.Errorf("no %s of %s by %s in %q", kind, what, who, period)
		return decimal.Decimal{}
	}
}

// sum is the saving of months, in billions.
func sum(from, to trade.Date) func(*found) decimal.Decimal {
	return func(f *found) decimal.Decimal {
		months, err := tradeoff.Months(f.oil, "IN", from, to, perTonne)
		require.NoError(f, err)
		return tradeoff.Sum(months).Saving.Shift(-9)
	}
}

const (
	noMethod  = "no volume, discount or method is stated, so there is nothing to compute"
	noFigure  = "an input of others; no figure of the library follows from it"
	notMonths = "tables of months hold one quote a month: this one is of a month or a place with another, which is nearer"
)

var anchors = []anchor{
	{name: "saving|CLSA|net annual benefit|2.5|FY25", published: "2.5", within: "0.1", find: saving("4")},
	{
		name: "saving|CLSA|annualised benefit at current discount|1.0|mid-2025", published: "1.0", within: "0.05",
		find: saving("1.5"),
	},
	{
		name: "saving|US Treasury (Bessent)|excess profit claim|16|",
		reason: "a political claim without a method: of 645 million " +
			"barrels it would take a discount of 24.8 dollars, three times the highest of any year",
	},
	{name: "saving|media range|benefit|10-25|", reason: noMethod},
	{
		name: "saving|ICRA|savings|5.1|FY23", published: "5.1", within: "0.6",
		find: sum(trade.NewDate(2022, 4, 1), trade.NewDate(2023, 3, 1)),
	},
	{
		name: "saving|ICRA|savings|7.9|Apr23-Feb24",
		reason: "the gap of customs prices to West Asia, of other grades and without " +
			"freight; discounts quoted by the oil companies make 5.0, which Business Standard (4.9) has too",
	},
	{
		name: "saving|Nomura|extra import bill if fully replaced|1.5|2025", published: "1.5", within: "0.1",
		find: saving("2.2"),
	},
	{name: "saving|Standard Chartered|extra import bill|4-6|2025", reason: noMethod},
	{
		name:   "saving|SBI Research|fuel bill increase|9|rest of FY26",
		reason: "that of a world price 10 percent higher on imports of part of a year, whose volume is not stated",
	},
	{
		name: "saving|SBI Research|fuel bill increase|11.7|FY27", published: "11.7", within: "0.1",
		find: func(*found) decimal.Decimal { // 10 percent of 65 dollars on all 245 Mt
			return secondary.OilSaving(decimal.NewFromInt(245_000_000), perTonne, decimal.RequireFromString("6.5")).Shift(-9)
		},
	},
	{
		name: "volume|SBI Research|India crude from Russia|88|FY25", published: "88", within: "0",
		find: fact("IN", tradeoff.Volume, "2024-04..2025-03"),
	},
	{
		name:   "volume|PPAC via chemindigest|India total crude imports|234.3|FY25",
		reason: "all oil, on another basis than the 245 Mt of the ministry; the trade-off takes the oil of Russia alone",
	},
	{
		name: "discount|OMCs via CLSA|delivered discount|8.5|FY24", published: "8.5", within: "0",
		find: fact("IN", tradeoff.Discount, "2023-04..2024-03"),
	},
	{
		name: "discount|OMCs via CLSA|delivered discount|3-5|FY25", published: "4", within: "1",
		find: fact("IN", tradeoff.Discount, "2024-04..2025-03"),
	},
	{
		name: "discount|trade|Urals DES India vs Dated|10-12|May-2023 loading", published: "11", within: "3.5",
		find: fact("IN", tradeoff.Discount, "2022-04..2023-05"),
	},
	{
		name: "discount|trade|Urals DES India vs Dated|3.5-4|May-2024", published: "3.75", within: "0.25",
		find: fact("IN", tradeoff.Discount, "2024-04..2025-03"),
	},
	{
		name: "discount|trade|Urals DES India vs Dated|1.7-2|Aug-2025 delivery", published: "1.85", within: "0.15",
		find: fact("IN", tradeoff.Discount, "2025-07..2025-08"),
	},
	{
		name:   "discount|CREA via rbtfl|Urals vs Brent|~25|May 2026",
		reason: "a share of the price at the port of loading, from a second hand; " + notMonths,
	},
	{
		name: "discount|Moscow Times via post|Urals FOB Baltic/Black Sea vs Brent|26-28|Dec 2025",
		reason: "at the port of loading; the buyer saves the delivered discount, 5 to 6 dollars, since freight and " +
			"middlemen take the rest",
	},
	{
		name: "price|Russia MinFin|Urals|57.49 (419.7)|15 Nov-14 Dec 2022", published: "7.300", within: "0.001",
		find: conventional("419.7", "57.49"),
	},
	{
		name: "price|Russia MinFin|Urals|46.82 (341.8)|15 Dec 2022-14 Jan 2023", published: "7.300", within: "0.001",
		find: conventional("341.8", "46.82"),
	},
	{name: "price|Russia MinFin/Argus|Urals|49.48|Jan 2023", reason: noFigure},
	{name: "freight|trade|Aframax Baltic-India|8.0|May 2024", reason: noFigure},
	{name: "freight|trade|Baltic-India voyage|6|Apr 2025", reason: noFigure},
	{name: "freight|PTI sources|delivery charge|11-19|mid-2023", reason: noFigure},
	{
		// of 2024, not of the fiscal year
		name: "exposure|GTRI|exports facing 50%|60.2|2024-25", published: "60.2", within: "3",
		find: func(f *found) decimal.Decimal { return f.india().charged.Shift(-9) },
	},
	{
		name: "exposure|GTRI|duty-free exports|27.6|2024-25", published: "27.6", within: "1.5",
		find: func(f *found) decimal.Decimal { return f.india().spared.Shift(-9) },
	},
	{
		name: "exposure|CLSA/Telegraph|exports facing 50%|57|", published: "57", within: "0.2",
		find: func(f *found) decimal.Decimal {
			return fact("IN", tradeoff.Exports, "2024-04..2025-03")(f).Mul(decimal.RequireFromString("0.66"))
		},
	},
	{
		name: "exposure|India commerce ministry|goods exports to US|86.51|FY25", published: "86.51", within: "0",
		find: fact("IN", tradeoff.Exports, "2024-04..2025-03"),
	},
	{
		name: "effect|GTRI|export fall very-high-impact sectors|50-70|", published: "-70", within: "0",
		find: event("forecast", "GTRI", "sectors of very high impact", ""),
	},
	{
		name: "effect|GTRI|export fall high-impact sectors|30-50|", published: "-50", within: "0",
		find: event("forecast", "GTRI", "sectors of high impact", ""),
	},
	{
		name: "effect|GTRI|exports to US at 25% tariff|60.6|", published: "60.6", within: "0.1",
		find: func(f *found) decimal.Decimal { // 30 percent below the fiscal year
			fall := event("forecast", "GTRI", "all goods", "")(f).Shift(-2)
			return fact("IN", tradeoff.Exports, "2024-04..2025-03")(f).Mul(decimal.NewFromInt(1).Add(fall))
		},
	},
	{name: "effect|GTRI|lost exports by end FY27|30-35|", reason: "the fiscal year 2026-27 is not over"},
	{
		name: "effect|Bloomberg Economics|exports to US|-60|", published: "-60", within: "0",
		find: event("forecast", "Bloomberg Economics", "all goods", ""),
	},
	{
		name:   "effect|Moody's Ratings|GDP growth|-0.3|FY26",
		reason: "output of the whole economy; no model here is of India's",
	},
	{
		name: "effect|Standard Chartered|exports priced out|about 50|", published: "-50", within: "0",
		find: event("forecast", "Standard Chartered", "all goods", ""),
	},
	{
		// revised in December
		name: "actual|India commerce ministry|exports to US Sep 2025|5.46|Sep 2025", published: "5.46", within: "0.01",
		find: event("value", "Indian commerce ministry", "all goods", "2025-09"),
	},
	{
		name: "actual|GTRI|exports to US May to Sep 2025|-37.5|", published: "-37.5", within: "0",
		find: event("change", "GTRI", "all goods", "2025-05..2025-09"),
	},
	{
		name: "actual|India commerce ministry|exports to US Jan 2026|6.6|Jan 2026", published: "6.6", within: "0",
		find: event("value", "Indian commerce ministry", "all goods", "2026-01"),
	},
	{
		name: "actual|India commerce ministry|exports to US Apr-Jan FY26|72.46|", published: "72.46", within: "0",
		find: event("value", "Indian commerce ministry", "all goods", "2025-04..2026-01"),
	},
	{
		name: "actual|GTRI|exempt goods May-Aug 2025|-41.9|", published: "-41.9", within: "0",
		find: event("change", "GTRI", "exempt goods", "2025-05..2025-08"),
	},
	{
		name: "china|China customs|crude from Russia|79.64|2021", published: "79.64", within: "0",
		find: fact("CN", tradeoff.Volume, "2021"),
	},
	{
		name: "china|China customs|crude from Russia|86.2|2022", published: "86.2", within: "0",
		find: fact("CN", tradeoff.Volume, "2022"),
	},
	{
		name: "china|China customs|crude from Russia|52.6|Jan-Jun 2023", published: "52.6", within: "0",
		find: fact("CN", tradeoff.Volume, "2023-01..2023-06"),
	},
	{
		name: "china|China customs|crude from Russia|24.315|Q1 2025", published: "24.315", within: "0",
		find: fact("CN", tradeoff.Volume, "2025-01..2025-03"),
	},
	{
		name:   "china|CREA via Mint|share of Russian crude exports bought by China|47|Aug 2025",
		reason: "by value of one month; the model of the oil market has the shares by volume of its own day",
	},
}

// conventional is the barrels a tonne by which a ministry made a price a barrel of one a tonne. It
// is no property of Urals, of which 30.6 degrees make 7.21 (package oil): a factor of others.
func conventional(tonne, barrel string) func(*found) decimal.Decimal {
	return func(f *found) decimal.Decimal {
		urals, err := oil.FromAPI(decimal.RequireFromString("30.6"))
		require.NoError(f, err)
		own, err := urals.PerTonne(2, exact.HalfUp)
		require.NoError(f, err)
		assert.Equal(f, "7.21", own.String())
		return decimal.RequireFromString(tonne).DivRound(decimal.RequireFromString(barrel), 4)
	}
}

// TestAnchors: each figure is found again within what its rounding and the reason beside explain,
// and where it is not there is a reason.
func TestAnchors(t *testing.T) {
	f := &found{T: t}
	var err error
	f.oil, err = tradeoff.Facts()
	require.NoError(t, err)
	f.events, err = replay.Facts()
	require.NoError(t, err)
	names := map[string]bool{}
	asserted := 0
	for _, a := range anchors {
		assert.False(t, names[a.name], "%s stands twice", a.name)
		names[a.name] = true
		assert.True(t, (a.find == nil) != (a.reason == ""), "%s: a figure that is found, or the reason why not", a.name)
		if a.find == nil {
			continue
		}
		asserted++
		got, published := a.find(f), decimal.RequireFromString(a.published)
		assert.True(t, got.Sub(published).Abs().LessThanOrEqual(decimal.RequireFromString(a.within)),
			"%s: found %s, published %s", a.name, got, a.published)
	}
	assert.Greater(t, asserted, 30)
}

// TestEveryAnchorIsNamed: the published file has no row that is neither found nor has a reason, and
// no row here is of nobody.
func TestEveryAnchorIsNamed(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw material")
	}
	file, err := os.Open(filepath.Join(data, "oil", "published_anchors.csv"))
	require.NoError(t, err)
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.NoError(t, file.Close())
	published := map[string]bool{}
	for _, row := range rows[1:] { // topic,who,published,quantity,value,unit,period
		name := strings.Join([]string{row[0], row[1], row[3], row[4], row[6]}, "|")
		published[name] = true
		assert.True(t, slices.ContainsFunc(anchors, func(a anchor) bool {
			return a.name == name
		}), "%s: neither found nor a reason", name)
	}
	for _, a := range anchors {
		assert.True(t, published[a.name], "%s is in no row of the file", a.name)
	}
}

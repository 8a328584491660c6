package russia

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
)

// TestRanksOfTheMonths: China and India rank first and second in each month that CREA
// states, and are among the five there; the twelve months are not decided by that.
func TestRanksOfTheMonths(t *testing.T) {
	day := trade.NewDate(2026, 10, 20)
	rankings, err := sanctions.RankImporters(PublishedShares(), Window(day, Choices{}), places, false)
	require.NoError(t, err)
	require.Len(t, rankings, 2, "one for each source")
	for _, r := range rankings {
		for i, buyer := range []string{"CN", "IN"} {
			b := r.Buyers[i]
			assert.Equal(t, buyer, b.Buyer)
			assert.Equal(t, i+1, b.Rank)
			assert.Equal(t, sanctions.Among, b.InStated)
			assert.Equal(t, sanctions.Undetermined, b.InWindow)
		}
	}
	act := Act2026()
	assert.Equal(t, "1", act.Ceiling.String(), "0 to 100 percent")
	_, err = act.State(trade.NewDate(2026, 10, 11))
	require.Error(t, err, "no rate is known, and nothing after 10 October 2026")
}

// TestGasOf2025: the EU took 13.8 of 31.3 Mt of liquefied gas. One other buyer at most can
// have taken more of the 17.5 that are left, so it is among the five, as one importer; of
// gas by pipe no source states the whole, and nothing is decided.
func TestGasOf2025(t *testing.T) {
	year := trade.Interval{From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2026, 1, 1)}
	rankings, err := sanctions.RankImporters(PublishedGas(), year, places, false)
	require.NoError(t, err)
	require.Len(t, rankings, 3)
	for _, r := range rankings {
		want := sanctions.Undetermined
		if r.Source == "LSEG" {
			want = sanctions.Among
			assert.Equal(t, "17.5", r.Unnamed.String())
		}
		assert.Equal(t, want, r.Buyers[0].InWindow, r.Source)
	}
	d, err := Describes("EU", trade.NewDate(2026, 11, 1), nil, PublishedGas(), Facts{}, Choices{})
	require.NoError(t, err)
	assert.Equal(t, sanctions.Undetermined, d.Answer, "2025 is not the twelve months before 18 October 2026")
}

// own states twelve months of six buyers, and the whole.
func own(window trade.Interval, shares map[string]string) []sanctions.Taking {
	var out []sanctions.Taking
	for buyer, amount := range shares {
		out = append(out, sanctions.Taking{Buyer: buyer, Period: window, Amount: decimal.RequireFromString(amount), Unit: "Mt", Source: "own"})
	}
	return out
}

func TestDescribes(t *testing.T) {
	yes, no := true, false
	small, large := decimal.New(14, -2), decimal.New(15, -2)
	on := trade.NewDate(2026, 11, 1)
	window := Window(on, Choices{})
	assert.Equal(t, trade.Interval{From: trade.NewDate(2025, 10, 18), To: trade.NewDate(2026, 10, 18)}, window)
	crude := own(window, map[string]string{"CN": "100", "IN": "90", "TR": "20", "HU": "5", "SK": "4", "BR": "1", sanctions.AllBuyers: "220"})
	gas := own(window, map[string]string{"EU": "30", "CN": "28", "TR": "20", "JP": "6", "BY": "5", "UZ": "4", sanctions.AllBuyers: "93"})
	for _, c := range []struct {
		buyer string
		on    trade.Date
		facts Facts
		want  sanctions.Standing
		why   string
	}{
		{"IN", trade.NewDate(2026, 10, 17), Facts{NewCrude: &yes}, sanctions.NotAmong, "none yet"},
		{"IN", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}, sanctions.Among, "rank 2"},
		{"IN", on, Facts{NewGas: &no, Evasion: &no}, sanctions.Undetermined, "new purchases of crude oil is not known"},
		{"IN", on, Facts{NewCrude: &no, NewGas: &no, Evasion: &no}, sanctions.NotAmong, "no new purchases"},
		{"IN", on, Facts{NewCrude: &no, NewGas: &no}, sanctions.Undetermined, "evasion is not known"},
		{"IN", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no, Waived: true}, sanctions.NotAmong, "115"},
		{"BR", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}, sanctions.NotAmong, "rank 6"},
		{"BR", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &yes}, sanctions.Among, "evasion"},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &small, Steps: &yes}, sanctions.NotAmong, "113(d)"},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &small, Steps: &no}, sanctions.Among, "rank 4"},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &large, Steps: &yes}, sanctions.Among, "rank 4"},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &small}, sanctions.Undetermined, "not known"},
		{"IN", trade.NewDate(2031, 9, 18), Facts{NewCrude: &yes}, sanctions.NotAmong, "ended"},
	} {
		d, err := Describes(c.buyer, c.on, crude, gas, c.facts, Choices{})
		require.NoError(t, err)
		assert.Equal(t, c.want, d.Answer, "%s on %s: %v", c.buyer, c.on, d.Why)
		assert.Contains(t, strings.Join(d.Why, "; "), c.why)
	}
}

// TestDeterminations: every 180 days, counted from the day the duty is due or from the
// enactment.
func TestDeterminations(t *testing.T) {
	assert.Equal(t, trade.NewDate(2026, 10, 18), Determined(trade.NewDate(2027, 4, 15), Choices{}))
	assert.Equal(t, trade.NewDate(2027, 4, 16), Determined(trade.NewDate(2027, 4, 16), Choices{}))
	assert.Equal(t, trade.NewDate(2027, 3, 17), Determined(trade.NewDate(2027, 3, 17), Choices{FromEnactment: true}))
}

// TestTakingsOfFlows: flows by volume, those without one counted.
func TestTakingsOfFlows(t *testing.T) {
	flow := func(buyer trade.Country, amount int64) sanctions.Purchase {
		f := trade.Flow{Period: trade.Interval{From: trade.NewDate(2026, 1, 1), To: trade.NewDate(2026, 2, 1)}, Origin: "RU", Destination: buyer, Product: "270900"}
		if amount > 0 {
			f.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(amount), Unit: "t"}
		}
		return sanctions.Purchase{Flow: f}
	}
	takings, without, err := sanctions.TakingsOf(EO14329(), []sanctions.Purchase{flow("IN", 5), flow("IN", 7), flow("CN", 0)}, "kg", "own")
	require.NoError(t, err)
	assert.Equal(t, 1, without)
	require.Len(t, takings, 1)
	assert.Equal(t, "12000", takings[0].Amount.String())
}

// TestSharesOfTheSource: the embedded shares are those of the raw material, all of them.
func TestSharesOfTheSource(t *testing.T) {
	folder := os.Getenv("TRADESHOCK_DATA")
	if folder == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw material")
	}
	f, err := os.Open(filepath.Join(folder, "oil", "russian_flows_2025_2026.csv"))
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	codes := map[string]string{"China": "CN", "India": "IN", "Turkey": "TR", "EU": "EU"}
	var raw []string
	for _, row := range rows[1:] {
		// period,buyer,product,quantity,unit,value,currency,share_pct,source,sure
		percent, err := decimal.NewFromString(row[7])
		if row[2] != "crude" || codes[row[1]] == "" || err != nil || !strings.HasPrefix(row[8], "CREA") {
			continue
		}
		raw = append(raw, row[0]+" "+codes[row[1]]+" "+percent.Shift(-2).String())
	}
	var ours []string
	for _, s := range PublishedShares() {
		ours = append(ours, s.Period.From.String()[:7]+" "+s.Buyer+" "+s.Amount.String())
	}
	assert.ElementsMatch(t, raw, ours)
}

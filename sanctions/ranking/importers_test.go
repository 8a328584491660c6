package ranking_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
)

func taking(buyer string, period trade.Interval, amount, unit, source string) ranking.Taking {
	return ranking.Taking{
		Buyer: buyer, Period: period, Amount: decimal.RequireFromString(amount), Unit: unit,
		Source: source,
	}
}

func standings(r ranking.Importers) (out []string) {
	for _, b := range r.Buyers {
		out = append(out, fmt.Sprintf("%d %s %s %s %s", b.Rank, b.Buyer, b.Stated, b.InStated, b.InWindow))
	}
	return out
}

// TestSharesOfNovember: CREA's shares of Russian crude exports in November 2025, China 47,
// India 38, Turkey 6, the EU 6 percent. Nobody unnamed can have taken more than 3.
func TestSharesOfNovember(t *testing.T) {
	november := month(2025, 11)
	takings := []ranking.Taking{
		taking("TR", november, "0.06", ranking.UnitShare, "CREA"), taking("EU", november, "0.06", ranking.UnitShare, "CREA"),
		taking("CN", november, "0.47", ranking.UnitShare, "CREA"), taking("IN", november, "0.38", ranking.UnitShare, "CREA"),
	}
	got, err := ranking.RankImporters(takings, november, 5, false)
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t,
		[]string{"1 CN 0.47 among among", "2 IN 0.38 among among", "3 EU 0.06 among among", "3 TR 0.06 among among"},
		standings(got[0]))
	assert.Equal(t, "0.03", got[0].Unnamed.String())

	// As states: no member can have taken more than the 6 percent of all members, so Turkey
	// is third still.
	got, err = ranking.RankImporters(takings, november, 5, true)
	require.NoError(t, err)
	assert.Equal(t, []string{"1 CN 0.47 among among", "2 IN 0.38 among among", "3 TR 0.06 among among"}, standings(got[0]))

	// One month does not decide twelve, and what is missing is named.
	year := trade.Interval{From: trade.NewDate(2025, 10, 18), To: trade.NewDate(2026, 10, 18)}
	got, err = ranking.RankImporters(takings, year, 5, false)
	require.NoError(t, err)
	assert.Equal(t, "1 CN 0.47 among undetermined", standings(got[0])[0])
	assert.Equal(t, []trade.Interval{{From: year.From, To: november.From}, {From: november.To, To: year.To}},
		got[0].Missing)
}

// TestOwnFlows: volumes of two months by seven buyers, with the whole, and without.
func TestOwnFlows(t *testing.T) {
	a, b := month(2026, 1), month(2026, 2)
	window := trade.Interval{From: a.From, To: b.To}
	var takings []ranking.Taking
	for buyer, amounts := range map[string][2]string{
		"CN": {"9", "9"}, "IN": {"7", "8"}, "TR": {"2", "1"},
		"HU": {"1", "1"}, "SK": {"1", "0.9"}, "BG": {"0.5", "0.5"},
	} {
		takings = append(takings, taking(buyer, a, amounts[0], "Mt", "own"), taking(buyer, b, amounts[1], "Mt", "own"))
	}
	takings = append(takings, taking("SY", a, "0.4", "Mt", "own")) // nothing is said of February
	got, err := ranking.RankImporters(takings, window, 5, true)
	require.NoError(t, err)
	assert.Equal(t, ranking.Undetermined, got[0].Buyers[0].InWindow, "without the whole, anybody can have taken more")
	assert.Nil(t, got[0].Unnamed)

	whole := append(takings, taking(ranking.AllBuyers, a, "20.9", "Mt", "own"),
		taking(ranking.AllBuyers, b, "20.4", "Mt", "own"))
	got, err = ranking.RankImporters(whole, window, 5, true)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"1 CN 18 among among", "2 IN 15 among among", "3 TR 3 among among", "4 HU 2 among among", "5 SK 1.9 among among",
		"6 BG 1 not_among not_among", "7 SY 0.4 not_among not_among",
	}, standings(got[0]))

	// Two million tonnes more in February that the source gives to nobody. If Syria took
	// them it has 2.4 and is fourth: Hungary is fifth at worst, Slovakia sixth.
	more := append(takings, taking(ranking.AllBuyers, a, "20.9", "Mt", "own"),
		taking(ranking.AllBuyers, b, "22.4", "Mt", "own"))
	got, err = ranking.RankImporters(more, window, 5, true)
	require.NoError(t, err)
	assert.Equal(t, []string{
		"1 CN 18 among among", "2 IN 15 among among", "3 TR 3 among among", "4 HU 2 among among",
		"5 SK 1.9 undetermined undetermined",
		"6 BG 1 not_among not_among", "7 SY 0.4 undetermined undetermined",
	}, standings(got[0]))
}

// TestSourcesAreNotAdded: two sources give two rankings, and units are kept apart.
func TestSourcesAreNotAdded(t *testing.T) {
	m := month(2026, 1)
	got, err := ranking.RankImporters([]ranking.Taking{
		taking("IN", m, "1.2", "mb/d", "Kpler"), taking("CN", m, "1.0", "mb/d", "customs"),
		taking("CN", m, "5", "Mt", "customs"),
	}, m, 5, false)
	require.NoError(t, err)
	require.Len(t, got, 3)
	for _, r := range got {
		require.Len(t, r.Buyers, 1)
		assert.Equal(t, ranking.Undetermined, r.Buyers[0].InWindow)
	}
}

func TestTakingsThatExclude(t *testing.T) {
	m := month(2026, 1)
	two := trade.Interval{From: m.From, To: trade.NewDate(2026, 3, 1)}
	for reason, takings := range map[string][]ranking.Taking{
		"overlaps": {taking("IN", m, "1", "Mt", "a"), taking("IN", two, "1", "Mt", "a")},
		"twice":    {taking("IN", m, "1", "Mt", "a"), taking("IN", m, "2", "Mt", "a")},
		"more than the whole": {
			taking("IN", m, "0.6", ranking.UnitShare, "a"),
			taking("CN", m, "0.5", ranking.UnitShare, "a"),
		},
		"no share from 0 to 1": {taking("IN", m, "6", ranking.UnitShare, "a")},
		"needs a buyer":        {taking("IN", m, "6", "Mt", "")},
		"needs a period":       {taking("IN", trade.Interval{From: m.From}, "6", "Mt", "a")},
	} {
		_, err := ranking.RankImporters(takings, two, 5, false)
		var wrong *sanctions.Error
		require.ErrorAs(t, err, &wrong, reason)
		assert.Equal(t, "bad_taking", wrong.Code)
		assert.Contains(t, err.Error(), reason)
	}
}

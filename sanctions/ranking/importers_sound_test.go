package ranking_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
)

// TestStandingsAreSound draws what every buyer took on every day, lets a source say a part
// of it (some buyers, some periods, sums of several, the whole or not), and holds every
// standing that is decided against what was drawn.
func TestStandingsAreSound(t *testing.T) {
	countries := []string{"BY", "CN", "DE", "HU", "IN", "JP", "RS", "SK", "TR"}
	isEU := func(c string) bool { return slices.Contains([]string{"DE", "HU", "SK"}, c) }
	start := trade.NewDate(2026, 1, 1)
	const periods, length = 4, 3 // of so many days
	rapid.Check(t, func(t *rapid.T) {
		took := map[string][]int64{}
		for _, c := range countries {
			took[c] = rapid.SliceOfN(rapid.Int64Range(0, 6), periods*length, periods*length).Draw(t, c)
		}
		sum := func(list []string, from, to int) (n int64) {
			for _, c := range list {
				for d := from; d < to; d++ {
					n += took[c][d]
				}
			}
			return n
		}
		var union []string
		for _, c := range countries {
			if isEU(c) {
				union = append(union, c)
			}
		}
		var takings []ranking.Taking
		say := func(buyer string, p int, list []string, odds int) {
			if rapid.IntRange(0, 9).Draw(t, fmt.Sprint(buyer, p)) < odds {
				takings = append(takings, ranking.Taking{
					Buyer: buyer, Amount: decimal.NewFromInt(sum(list, p*length, (p+1)*length)), Unit: "t", Source: "s",
					Period: trade.Interval{From: start.AddDays(p * length), To: start.AddDays((p + 1) * length)},
				})
			}
		}
		for p := range periods {
			for _, c := range countries {
				say(c, p, []string{c}, 7)
			}
			say(ranking.AllBuyers, p, countries, 8)
			if rapid.Bool().Draw(t, "EU or others together") {
				say("EU", p, union, 5)
			} else {
				say("HU+RS+SK", p, []string{"HU", "RS", "SK"}, 5)
			}
		}
		first := rapid.IntRange(0, 4).Draw(t, "first day")
		last := rapid.IntRange(first+1, periods*length).Draw(t, "last day")
		window := trade.Interval{From: start.AddDays(first), To: start.AddDays(last)}
		places := rapid.IntRange(1, 5).Draw(t, "places")
		apart := rapid.Bool().Draw(t, "apart")
		rankings, err := ranking.RankImporters(takings, window, places, apart)
		require.NoError(t, err)

		// The buyers as the law counts them, with what they took.
		truth := map[string]int64{}
		for _, c := range countries {
			if apart || !isEU(c) {
				truth[c] = sum([]string{c}, first, last)
			}
		}
		if !apart {
			truth["EU"] = sum(union, first, last)
		}
		all := sum(countries, first, last)
		for _, r := range rankings {
			for _, b := range r.Buyers {
				mine, counts := truth[b.Buyer]
				require.True(t, counts, b.Buyer)
				larger := 0
				for _, other := range truth {
					if other > mine {
						larger++
					}
				}
				if b.InWindow != ranking.Undetermined {
					require.Equal(t, larger < places, b.InWindow == ranking.Among, "%s took %d of %v, apart %v: %v", b.Buyer, mine,
						truth, apart, takings)
				}
				if below, known := r.Below(b.Buyer, decimal.New(15, -2)); known {
					require.Equal(t, mine*100 < 15*all, below, "%s took %d of %d: %v", b.Buyer, mine, all, takings)
				}
			}
		}
	})
}

// TestUnionOfStates: a file of states counts as the EU, where the law does.
func TestUnionOfStates(t *testing.T) {
	m := month(2026, 1)
	takings := []ranking.Taking{
		taking("CN", m, "9", "Mt", "own"), taking("IN", m, "8", "Mt", "own"), taking("TR", m, "3", "Mt", "own"),
		taking("HU", m, "2", "Mt", "own"), taking("SK", m, "2", "Mt", "own"), taking("BG", m, "1", "Mt", "own"),
		taking("BR", m, "1.5", "Mt", "own"),
		taking(ranking.AllBuyers, m, "26.5", "Mt", "own"),
	}
	got, err := ranking.RankImporters(takings, m, 5, false)
	require.NoError(t, err)
	require.Equal(t,
		[]string{
			"1 CN 9 among among", "2 IN 8 among among", "3 EU 5 among among", "4 TR 3 among among",
			"5 BR 1.5 among among",
		}, standings(got[0]))
	got, err = ranking.RankImporters(takings, m, 5, true)
	require.NoError(t, err)
	require.Equal(t, []string{
		"1 CN 9 among among", "2 IN 8 among among", "3 TR 3 among among", "4 HU 2 among among", "4 SK 2 among among",
		"6 BR 1.5 not_among not_among", "7 BG 1 not_among not_among",
	}, standings(got[0]))

	// The EU and one of its states: the state is in the EU, not beside it.
	takings = append(takings[:3:3], taking("HU", m, "2", "Mt", "own"), taking("EU", m, "5", "Mt", "own"),
		taking(ranking.AllBuyers, m, "25", "Mt", "own"))
	got, err = ranking.RankImporters(takings, m, 5, false)
	require.NoError(t, err)
	require.Equal(t, "0", got[0].Unnamed.String())
	require.Equal(t, []string{"1 CN 9 among among", "2 IN 8 among among", "3 EU 5 among among", "4 TR 3 among among"},
		standings(got[0]))
	got, err = ranking.RankImporters(takings, m, 5, true)
	require.NoError(t, err)
	require.Equal(t, []string{"1 CN 9 among among", "2 IN 8 among among", "3 TR 3 among among", "4 HU 2 among among"},
		standings(got[0]), "one other state at most took 3")
}

// TestPartOfAPeriod: of a month that the window cuts, between nothing and all lies in it.
func TestPartOfAPeriod(t *testing.T) {
	window := trade.Interval{From: trade.NewDate(2026, 1, 18), To: trade.NewDate(2026, 2, 18)}
	var takings []ranking.Taking
	for buyer, amounts := range map[string][2]string{"CN": {"9", "9"}, "IN": {"8", "8"}, ranking.AllBuyers: {"17", "17"}} {
		takings = append(takings, taking(buyer, month(2026, 1), amounts[0], "Mt", "own"),
			taking(buyer, month(2026, 2), amounts[1], "Mt", "own"))
	}
	got, err := ranking.RankImporters(takings, window, 1, false)
	require.NoError(t, err)
	require.Empty(t, got[0].Missing)
	require.Equal(t, ranking.Undetermined, got[0].Buyers[0].InWindow,
		"India can have taken all of its 16 within, and China nothing")
	got, err = ranking.RankImporters(takings, window, 2, false)
	require.NoError(t, err)
	require.Equal(t, ranking.Among, got[0].Buyers[0].InWindow)
}

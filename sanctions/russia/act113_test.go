package russia

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

func figures(t *testing.T) []ranking.Figure {
	f, err := PublishedFlows()
	require.NoError(t, err)
	return f
}

// TestRanksAsPublished: who ranks where by the published figures, with what the twelve
// months before 18 October 2026 lack. China and India are first and second of crude in
// each month that CREA states, and Turkey and the EU, as one, share the third place; the
// EU, China and Japan lead liquefied gas, and the EU, China and Turkey gas by pipe.
func TestRanksAsPublished(t *testing.T) {
	takings := TakingsOfFigures(figures(t), Choices{})
	line := func(r ranking.Importers) string {
		var b strings.Builder
		for _, x := range r.Buyers {
			fmt.Fprintf(&b, "%d %s %s %s, ", x.Rank, x.Buyer, x.Stated, x.InStated)
		}
		return b.String()
	}
	var shares []string
	rankings, err := ranking.RankImporters(takings.Crude, trade.Interval{}, places, false)
	require.NoError(t, err)
	for _, r := range rankings {
		if r.Unit == ranking.UnitShare && len(r.Buyers) > 0 {
			shares = append(shares, r.Periods[0].String()+": "+line(r))
		}
		for _, b := range r.Buyers {
			assert.Equal(t, ranking.Undetermined, b.InWindow, "all days are never stated")
		}
	}
	assert.Equal(t, []string{
		"2026-04-01 .. 2026-04-30: 1 CN 0.49 among, 2 IN 0.37 among, ",
		"2025-11-01 .. 2025-11-30: 1 CN 0.47 among, 2 IN 0.38 among, 3 EU 0.06 among, 3 TR 0.06 among, ",
	}, shares)
	for part, want := range map[*[]ranking.Taking]string{
		&takings.LNG:         "1 EU 0.5 among, 2 CN 0.22 among, 3 JP 0.18 among, ",
		&takings.PipelineGas: "1 EU 0.35 among, 2 CN 0.3 among, 3 TR 0.29 among, ",
	} {
		rankings, err := ranking.RankImporters(*part, trade.Interval{}, places, false)
		require.NoError(t, err)
		found := false
		for _, r := range rankings {
			if strings.HasPrefix(r.Source, "CREA") && r.Unit == ranking.UnitShare {
				found = true
				assert.Equal(t, want, line(r))
			}
		}
		assert.True(t, found)
	}

	// Nothing that is published covers the twelve months of the law.
	for _, buyer := range []string{"CN", "IN", "TR", "EU", "HU", "JP"} {
		for _, c := range []Choices{{}, {Apart: true}, {ByValue: true}, {WithProducts: true}, {GasApart: true}} {
			if buyer == "EU" && c.Apart {
				continue
			}
			yes := true
			d, err := Describes(buyer, trade.NewDate(2026, 11, 1), TakingsOfFigures(figures(t), c),
				Facts{NewCrude: &yes, NewGas: &yes}, c)
			require.NoError(t, err)
			assert.Equal(t, ranking.Undetermined, d.Answer)
			assert.Contains(t, strings.Join(d.Why, "; "), "no source decides")
		}
	}
	assert.Equal(t, "0 to 100 percent, not set as far as known to 2026-10-10", Act2026().Rate())
	assert.Equal(t, trade.NewDate(2026, 10, 8), Act2026().NoticeBy(Act2026().Due), "ten days before 18 October")
	_, err = Act2026().State(trade.NewDate(2026, 10, 11))
	require.ErrorAs(t, err, new(*tariff.HorizonError))
}

// TestGasOf2025: the EU took 13.8 of 31.3 Mt of liquefied gas by one source. One other
// buyer at most can have taken more of the 17.5 that are left, so it is among the five, as
// one importer, and not below 15 percent; of gas by pipe no source states the whole.
func TestGasOf2025(t *testing.T) {
	year := trade.Interval{From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2026, 1, 1)}
	takings := TakingsOfFigures(figures(t), Choices{})
	find := func(list []ranking.Taking, unit string, apart bool) []ranking.Importers {
		rankings, err := ranking.RankImporters(list, year, places, apart)
		require.NoError(t, err)
		return slices.DeleteFunc(rankings, func(r ranking.Importers) bool { return r.Unit != unit })
	}
	liquid := find(takings.LNG, "Mt", false)
	require.Len(t, liquid, 1)
	assert.Equal(t, "17.5", liquid[0].Unnamed.String())
	assert.Equal(t, ranking.Among, liquid[0].Buyers[0].InWindow)
	below, known := liquid[0].Below("EU", decimal.New(15, -2))
	assert.True(t, known && !below)
	assert.Empty(t, find(takings.LNG, "Mt", true)[0].Buyers, "as states nobody is named")
	for _, r := range find(takings.PipelineGas, "bcm", false) {
		require.Len(t, r.Buyers, 1, "each source names one buyer")
		assert.Equal(t, ranking.Undetermined, r.Buyers[0].InWindow)
	}
	assert.Empty(t, find(takings.Gas, "Mt", false), "megatonnes of the one and bcm of the other are not added")
	// China's customs state both by value, in 2025 and to July 2026.
	both := TakingsOfFigures(figures(t), Choices{ByValue: true}).Gas
	require.Len(t, both, 19)
	assert.Equal(t, "1.1495", both[0].Amount.String(), "0.2498 and 0.8997 in January 2025")
}

// TestValuesOfChina: 29.65 bn USD in January to July 2025, 38.18 in those of 2026, and
// 49.91 in 2025, as the sums of the published months.
func TestValuesOfChina(t *testing.T) {
	takings := TakingsOfFigures(figures(t), Choices{ByValue: true}).Crude
	for want, window := range map[string]trade.Interval{
		"29.65": {From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2025, 8, 1)},
		"38.18": {From: trade.NewDate(2026, 1, 1), To: trade.NewDate(2026, 8, 1)},
		"49.91": {From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2026, 1, 1)},
	} {
		rankings, err := ranking.RankImporters(takings, window, places, false)
		require.NoError(t, err)
		i := slices.IndexFunc(rankings, func(r ranking.Importers) bool {
			return strings.HasPrefix(r.Source, "China customs")
		})
		assert.Equal(t, want, rankings[i].Buyers[0].Stated.StringFixed(2))
	}
}

// own states twelve months of six buyers, and the whole.
func own(window trade.Interval, shares map[string]string) []ranking.Taking {
	var out []ranking.Taking
	for buyer, amount := range shares {
		out = append(out,
			ranking.Taking{Buyer: buyer, Period: window, Amount: decimal.RequireFromString(amount), Unit: "Mt", Source: "own"})
	}
	return out
}

func TestDescribes(t *testing.T) {
	yes, no := true, false
	small, large := decimal.New(14, -2), decimal.New(15, -2)
	on := trade.NewDate(2026, 11, 1)
	window := Window(on, Choices{})
	assert.Equal(t, trade.Interval{From: trade.NewDate(2025, 10, 18), To: trade.NewDate(2026, 10, 18)}, window)
	crude := own(window,
		map[string]string{
			"CN": "100", "IN": "90", "TR": "20", "HU": "5", "SK": "4", "AZ": "2", "BR": "1",
			ranking.AllBuyers: "222",
		})
	gas := own(window,
		map[string]string{"EU": "30", "CN": "28", "TR": "20", "JP": "6", "BY": "5", "UZ": "4", ranking.AllBuyers: "93"})
	for _, c := range []struct {
		buyer string
		on    trade.Date
		facts Facts
		want  ranking.Membership
		why   string
	}{
		{"IN", trade.NewDate(2026, 10, 17), Facts{NewCrude: &yes, Evasion: &no}, ranking.NotAmong, "none yet"},
		{"BR", trade.NewDate(2026, 10, 17), Facts{Evasion: &yes}, ranking.Among, "evasion"},
		{"IN", trade.NewDate(2026, 9, 17), Facts{Evasion: &yes}, ranking.NotAmong, "the act is of"},
		{"IN", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}, ranking.Among, "rank 2"},
		{"IN", on, Facts{NewGas: &no, Evasion: &no}, ranking.Undetermined, "new purchases of crude oil is not known"},
		{"IN", on, Facts{NewCrude: &no, NewGas: &no, Evasion: &no}, ranking.NotAmong, "no new purchases"},
		{"IN", on, Facts{NewCrude: &no, NewGas: &no}, ranking.Undetermined, "evasion is not known"},
		{"IN", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no, Waived: true}, ranking.NotAmong, "115"},
		{"BR", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}, ranking.NotAmong, "rank 6"},
		{"BR", on, Facts{NewCrude: &yes, NewGas: &no, Evasion: &yes}, ranking.Among, "evasion"},
		{
			"JP", on,
			Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &small, Steps: &yes},
			ranking.NotAmong,
			"113(d)",
		},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &small, Steps: &no}, ranking.Among, "rank 4"},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &large, Steps: &yes}, ranking.Among, "rank 4"},
		{"JP", on, Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, GasShare: &small}, ranking.Undetermined, "not known"},
		{"IN", trade.NewDate(2031, 9, 18), Facts{NewCrude: &yes}, ranking.NotAmong, "ended"},
	} {
		d, err := Describes(c.buyer, c.on, Takings{Crude: crude, Gas: gas}, c.facts, Choices{})
		require.NoError(t, err)
		assert.Equal(t, c.want, d.Answer, "%s on %s: %v", c.buyer, c.on, d.Why)
		assert.Contains(t, strings.Join(d.Why, "; "), c.why)
	}
}

// TestDeterminations: every 180 days, counted from the day the duty is due or from the
// enactment.
func TestDeterminations(t *testing.T) {
	assert.Equal(t, trade.NewDate(2026, 10, 18), determined(trade.NewDate(2027, 4, 15), Choices{}))
	assert.Equal(t, trade.NewDate(2027, 4, 16), determined(trade.NewDate(2027, 4, 16), Choices{}))
	assert.Equal(t, trade.NewDate(2027, 3, 17), determined(trade.NewDate(2027, 3, 17), Choices{FromEnactment: true}))
}

// TestOwnFlows: a dataset of a year decides, with the EU as one and as states, for crude
// and for gas; what lacks a volume decides nothing of its buyer.
func TestOwnFlows(t *testing.T) {
	on := trade.NewDate(2026, 11, 1)
	var d trade.Dataset
	add := func(buyer trade.Country, code trade.Product, tonnes int64) {
		f := trade.Flow{Period: Window(on, Choices{}), Origin: "RU", Destination: buyer, Product: code}
		if tonnes > 0 {
			f.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(tonnes), Unit: "t"}
		}
		require.NoError(t, d.Append(f))
	}
	for buyer, tonnes := range map[trade.Country]int64{
		"CN": 100, "IN": 90, "TR": 12, "HU": 5, "SK": 4, "BG": 4, "BR": 3,
		"SY": 2,
	} {
		add(buyer, "27090090", tonnes)
	}
	add("TR", "271019", 500) // products do not count
	for buyer, tonnes := range map[trade.Country]int64{
		"CN": 60, "TR": 40, "FR": 30, "BE": 20, "JP": 10, "BY": 9,
		"UZ": 8,
	} {
		add(buyer, "271111", tonnes)
	}
	add("HU", "271121", 25)
	ask := func(buyer string, c Choices, f Facts, m secondary.Measure) ranking.Membership {
		takings, err := TakingsOfFlows(secondary.Purchases(d.All()), m, c)
		require.NoError(t, err)
		got, err := Describes(buyer, on, takings, f, c)
		require.NoError(t, err)
		return got.Answer
	}
	yes, no := true, false
	own := secondary.Measure{Unit: "t", Source: "own", Whole: Window(on, Choices{})}
	crude := Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}
	gas := Facts{NewCrude: &no, NewGas: &yes, Evasion: &no, Steps: &yes}
	for _, c := range []struct {
		buyer   string
		choices Choices
		facts   Facts
		want    ranking.Membership
	}{
		{"IN", Choices{}, crude, ranking.Among},
		{"BR", Choices{}, crude, ranking.Among}, // CN, IN, EU with 13, TR, BR
		{"SY", Choices{}, crude, ranking.NotAmong},
		{"HU", Choices{}, crude, ranking.Among},
		{"EU", Choices{}, crude, ranking.Among},
		{"BR", Choices{Apart: true}, crude, ranking.NotAmong}, // CN, IN, TR, HU, SK and BG
		{"SK", Choices{Apart: true}, crude, ranking.Among},
		{"BG", Choices{Apart: true}, crude, ranking.Among}, // as much as the fifth
		{"CN", Choices{}, gas, ranking.Among},              // 60 of 202
		{"JP", Choices{}, gas, ranking.NotAmong},           // among the five, below 15 percent, with steps
		{"TR", Choices{}, gas, ranking.Among},              // 40 of 202 is 19.8 percent
		{"FR", Choices{Apart: true}, gas, ranking.NotAmong},
		{"HU", Choices{Apart: true, GasApart: true}, gas, ranking.NotAmong},
		{"UZ", Choices{}, gas, ranking.NotAmong}, // sixth
	} {
		assert.Equal(t, c.want, ask(c.buyer, c.choices, c.facts, own), "%v", c)
	}
	partly := own
	partly.Whole = trade.Interval{}
	assert.Equal(t, ranking.Undetermined, ask("IN", Choices{}, crude, partly), "others may have taken more")
	add("IN", "27090090", 0)
	assert.Equal(t, ranking.Undetermined, ask("IN", Choices{}, crude, own))
	assert.Equal(t, ranking.Undetermined, ask("CN", Choices{}, Facts{Evasion: &no, NewGas: &no}, own))
}

// TestCargoes: flows of single days, of which the caller says that they are all there are,
// decide the twelve months as well; days without a cargo are days of nothing sold.
func TestCargoes(t *testing.T) {
	on := trade.NewDate(2026, 11, 1)
	window := Window(on, Choices{})
	var cargoes []secondary.Purchase
	for i, buyer := range []trade.Country{"IN", "CN", "TR", "IN", "BR", "EG", "SY"} {
		day := window.From.AddDays(1 + 40*i)
		cargoes = append(cargoes, secondary.Purchase{Flow: trade.Flow{
			Period: trade.Interval{From: day, To: day.AddDays(1)}, Origin: "RU", Destination: buyer, Product: "2709",
			Quantity: &trade.Quantity{Amount: decimal.NewFromInt(int64(700 - i)), Unit: "t"},
		}})
	}
	yes, no := true, false
	for whole, want := range map[trade.Interval][2]ranking.Membership{
		window: {ranking.Among, ranking.NotAmong},
		{}:     {ranking.Undetermined, ranking.Undetermined},
	} {
		takings, err := TakingsOfFlows(cargoes, secondary.Measure{Unit: "t", Source: "own", Whole: whole}, Choices{})
		require.NoError(t, err)
		for i, buyer := range []string{"EG", "SY"} {
			d, err := Describes(buyer, on, takings, Facts{NewCrude: &yes, NewGas: &no, Evasion: &no}, Choices{})
			require.NoError(t, err)
			assert.Equal(t, want[i], d.Answer, "%s of %s: %v", buyer, whole, d.Why)
		}
	}
	_, err := TakingsOfFlows(cargoes, secondary.Measure{Unit: "t", Source: "own", Whole: trade.Interval{From: on}},
		Choices{})
	require.ErrorAs(t, err, new(*sanctions.MissingFactError))
}

// TestTakingsOfFlows: flows by volume; what lacks one, or evidence, or digits, is counted
// and leaves the sum of its buyer unknown.
func TestTakingsOfFlows(t *testing.T) {
	flow := func(buyer trade.Country, code trade.Product, amount int64) secondary.Purchase {
		f := trade.Flow{
			Period: trade.Interval{From: trade.NewDate(2026, 1, 1), To: trade.NewDate(2026, 2, 1)}, Origin: "RU",
			Destination: buyer, Product: code,
		}
		if amount > 0 {
			f.Quantity = &trade.Quantity{Amount: decimal.NewFromInt(amount), Unit: "t"}
		}
		return secondary.Purchase{Flow: f}
	}
	indirect := flow("TR", "2709", 3)
	indirect.Via = []trade.Country{"AE"}
	takings, err := TakingsOfFlows([]secondary.Purchase{
		flow("IN", "270900", 5), flow("IN", "270900", 7), flow("CN", "270900", 0), flow("CN", "270900", 4), indirect,
		flow("JP", "2711", 1),
	}, secondary.Measure{Unit: "kg", Source: "own", Whole: trade.NewMonth(2026, 1).Interval()}, Choices{})
	require.NoError(t, err)
	require.Len(t, takings.Crude, 1, "not of China, nor of all")
	assert.Equal(t, "12000", takings.Crude[0].Amount.String())
	assert.Equal(t, []int{2}, takings.Taken[0].Without[0].Rows)
	assert.Equal(t, 1, takings.Taken[0].Untraced)
	assert.Equal(t, 1, takings.Taken[1].Coarse, "2711 holds more than natural gas")
	_, err = TakingsOfFlows([]secondary.Purchase{flow("IN", "270900", 5)}, secondary.Measure{Unit: "bbl", Source: "own"},
		Choices{})
	require.ErrorAs(t, err, new(*trade.UnitError), "a mass is no volume without a grade")
	_, err = TakingsOfFlows(nil, secondary.Measure{Source: "own"}, Choices{})
	require.Error(t, err)
}

// TestWindows: the twelve months by each reading.
func TestWindows(t *testing.T) {
	on := trade.NewDate(2027, 5, 1)
	for c, from := range map[Choices]trade.Date{
		{}:                       trade.NewDate(2026, 4, 16),
		{FromEnactment: true}:    trade.NewDate(2026, 3, 17),
		{Prior: beforeEnactment}: trade.NewDate(2025, 9, 18),
		{Prior: beforeDay}:       trade.NewDate(2026, 5, 1),
	} {
		assert.Equal(t, from, Window(on, c).From)
	}
	_, err := Describes("Atlantis", on, Takings{}, Facts{}, Choices{})
	require.ErrorAs(t, err, new(*trade.CountryError))
	share := decimal.NewFromInt(14)
	_, err = Describes("JP", on, Takings{}, Facts{GasShare: &share}, Choices{})
	assert.Equal(t, "contradiction", sanctions.ErrorCode(err))
}

// TestFlowsTable: the table reads, says how many rows it has, and is written as it is.
func TestFlowsTable(t *testing.T) {
	f := figures(t)
	assert.Len(t, f, flowsRows)
	assert.Equal(t, flowsRows, Provenance()[1].Rows)
	var b bytes.Buffer
	require.NoError(t, ranking.WriteFigures(&b, f))
	assert.True(t, strings.HasSuffix(flowsTable, "\n"+b.String()))
	assert.Contains(t, flowsTable, fmt.Sprintf("# rows: %d\n", flowsRows))
}

// TestFlowsOfTheSource: every row of the raw material stands in the table, and no other.
func TestFlowsOfTheSource(t *testing.T) {
	folder := os.Getenv("TRADESHOCK_DATA")
	if folder == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw material")
	}
	f, err := os.Open(filepath.Join(folder, "oil", "russian_flows_2025_2026.csv"))
	require.NoError(t, err)
	defer f.Close()
	raw, err := ranking.ReadFigures(f)
	require.NoError(t, err)
	written := func(list []ranking.Figure) []string {
		var b bytes.Buffer
		require.NoError(t, ranking.WriteFigures(&b, list))
		return strings.Split(b.String(), "\n")
	}
	assert.ElementsMatch(t, written(raw), written(figures(t)))
}

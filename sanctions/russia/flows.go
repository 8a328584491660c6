package russia

import (
	_ "embed"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/trade"
)

//go:embed flows.csv
var flowsTable string

// flowsRows is the number of rows of flows.csv.
const flowsRows = 139

// PublishedFlows is the table flows.csv: what the sources state of purchases of Russian
// oil and gas in 2025 and 2026, as they state it. They are of many sources, which are
// never added, and most name few buyers and few months.
func PublishedFlows() ([]ranking.Figure, error) {
	return ranking.ReadFigures(strings.NewReader(flowsTable))
}

// Takings are takings of what section 113 names. Gas is liquefied gas and gas by pipe
// together, as far as a source states both in one unit.
type Takings struct {
	Crude, Gas, LNG, PipelineGas []ranking.Taking
	// Left are the figures that rank nobody, with the reason.
	Left []ranking.Left
	// Taken are, for flows, what each of the four leaves out, in the order above.
	Taken []secondary.Taken
}

// TakingsOfFigures selects from published figures what the choices ask for: volumes, or
// values, and shares, whose sources do not say of what they are shares.
func TakingsOfFigures(figures []ranking.Figure, c Choices) Takings {
	kinds := []ranking.Kind{ranking.Volume, ranking.Share}
	if c.ByValue {
		kinds[0] = ranking.Value
	}
	crude := []string{"crude"}
	if c.WithProducts {
		crude = append(crude, "products")
	}
	var t Takings
	seen := map[int]bool{}
	pick := func(commodities ...string) []ranking.Taking {
		takings, left := ranking.Select(figures, kinds, commodities...)
		for _, l := range left {
			// What cannot be added up as gas ranks as a part of it.
			if len(commodities) > 1 && commodities[0] == "lng" || seen[l.Figure.Line] {
				continue
			}
			seen[l.Figure.Line] = true
			t.Left = append(t.Left, l)
		}
		return takings
	}
	t.Crude = pick(crude...)
	t.Gas = pick("lng", "pipeline_gas")
	t.LNG, t.PipelineGas = pick("lng"), pick("pipeline_gas")
	return t
}

// TakingsOfFlows states flows of one's own. Volumes are in the unit of the measure for
// crude and gas alike; with a currency in its place they are values, whatever the choices
// say.
func TakingsOfFlows(purchases []secondary.Purchase, m secondary.Measure, c Choices) (Takings, error) {
	crude := act2026Goods("2709")
	if c.WithProducts {
		crude = act2026Goods("2709", "2710")
	}
	var t Takings
	for _, part := range []struct {
		rule *secondary.Tariff
		to   *[]ranking.Taking
	}{
		{crude, &t.Crude},
		{act2026Goods("271111", "271121"), &t.Gas},
		{act2026Goods("271111"), &t.LNG},
		{act2026Goods("271121"), &t.PipelineGas},
	} {
		taken, err := secondary.TakingsOf(part.rule, purchases, m)
		if err != nil {
			return Takings{}, err
		}
		*part.to = taken.Takings
		t.Taken = append(t.Taken, taken)
	}
	return t, nil
}

// act2026Goods is the rule of section 113 on what counts as a purchase: goods of Russian
// origin, of these codes. The section names crude oil (2709) and natural gas (liquefied
// 2711.11, by pipe 2711.21). That a purchase through a third country counts where its
// origin is shown is a reading of "Russian-origin": the text was not seen.
func act2026Goods(codes ...trade.Product) *secondary.Tariff {
	return &secondary.Tariff{
		Name: Act2026().Name, Citation: Act2026().Citation, Target: "RU",
		Goods: trade.ProductSet{In: codes}, ByOrigin: true, Indirect: true,
	}
}

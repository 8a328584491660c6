package hat

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/rawtest"
)

// liberation is the world of 2023, 194 countries, thousand USD, with the rates of 2 April 2025.
func liberation(t testing.TB) (e *Economy, ustr []float64) {
	countries := rawtest.Rows(t, "liberation2025/countries.csv")[1:]
	rows := rawtest.Rows(t, "liberation2025/trade_2023_kusd.csv")
	var names []string
	var gdp []float64
	trade := make([][]float64, len(countries))
	for i, c := range countries {
		require.Equal(t, c[0], rows[i+1][0])
		names = append(names, c[0])
		gdp = append(gdp, rawtest.Number(t, c[2])/1000)
		ustr = append(ustr, rawtest.Number(t, c[4]))
		for _, cell := range rows[i+1][1:] {
			trade[i] = append(trade[i], rawtest.Number(t, cell))
		}
	}
	e, err := OneSector(names, trade, gdp, 4)
	require.NoError(t, err)
	return e, ustr
}

func model(t testing.TB, e *Economy, d equilibrium.Deficits) *Model {
	m, err := New(context.Background(), e, d)
	require.NoError(t, err)
	return m
}

// rates returns tariffs of one sector, zero but for what set does with them.
func rates(names []string, set func(at func(string) int, t [][]float64)) Shock {
	t := make([][]float64, len(names))
	for i := range t {
		t[i] = make([]float64, len(names))
	}
	set(func(name string) int { return slices.Index(names, name) }, t)
	return Shock{Tariff: [][][]float64{t}}
}

func solve(t testing.TB, m *Model, s Shock) *Result {
	r, err := m.Solve(context.Background(), s)
	require.NoError(t, err)
	for _, c := range r.Checks {
		assert.True(t, c.OK, "%s: %g", c.Name, c.Value)
	}
	return r
}

// TestLiberationDay: the plain model on 194 countries, against solutions by an independent
// program in another language (the digits to which they are known).
func TestLiberationDay(t *testing.T) {
	e, ustr := liberation(t)
	m := model(t, e, equilibrium.Additive)
	all := func(at func(string) int, tt [][]float64) {
		for i := range tt {
			if us := at("USA"); i != us {
				tt[i][us] = ustr[i]
			}
		}
	}
	others := func(rate map[string]float64, rest float64) func(func(string) int, [][]float64) {
		return func(at func(string) int, tt [][]float64) {
			us := at("USA")
			for i := range tt {
				if i != us {
					tt[i][us] = rest
				}
			}
			for name, v := range rate {
				tt[at(name)][us] = v
			}
		}
	}
	for _, c := range []struct {
		name    string
		set     func(func(string) int, [][]float64)
		welfare map[string]float64
		revenue float64 // of the United States, billion USD
		places  float64
	}{
		{"USTR", all, map[string]float64{
			"USA": .3587, "IND": .137464, "CHN": -.660584, "CAN": -.398851, "MEX": -1.344695,
			"VNM": -7.652513,
		}, 412.668, 6},
		{"reciprocal", func(at func(string) int, tt [][]float64) {
			all(at, tt)
			for i := range tt {
				tt[at("USA")][i] = tt[i][at("USA")]
			}
		}, map[string]float64{"USA": -.114597, "IND": .018161, "CHN": -.517864}, 0, 6},
		{"US-China 60/60", func(at func(string) int, tt [][]float64) {
			tt[at("CHN")][at("USA")], tt[at("USA")][at("CHN")] = .6, .6
		}, map[string]float64{"USA": -.164676, "CHN": -.430360, "VNM": .977988}, 0, 6},
		{
			"India 50", others(map[string]float64{"IND": .5}, 0),
			map[string]float64{"USA": -.018797, "IND": -.184421, "VNM": .129220, "BGD": .032093},
			5.819, 6,
		},
		{"India 50, retaliating", func(at func(string) int, tt [][]float64) {
			tt[at("IND")][at("USA")], tt[at("USA")][at("IND")] = .5, .5
		}, map[string]float64{"USA": -.029633, "IND": -.255349}, 0, 6},
		{
			"mixed 2025", others(map[string]float64{"CHN": .3, "IND": .5, "BRA": .5, "CAN": .35, "MEX": .25, "CHE": .39}, .1),
			map[string]float64{"USA": .402343, "CAN": -2.350057, "MEX": -2.6088},
			0, 4,
		},
	} {
		r := solve(t, m, rates(e.Countries, c.set))
		assert.LessOrEqual(t, r.Iterations, 8, c.name)
		assert.Less(t, r.Residual, 1e-12, c.name)
		for name, want := range c.welfare {
			got := equilibrium.Percent(r.Countries[slices.Index(e.Countries, name)].Welfare)
			tolerance := 0.6e-6
			if c.places == 4 {
				tolerance = 0.6e-4
			}
			assert.InDelta(t, want, got, tolerance, "%s %s", c.name, name)
		}
		if c.revenue != 0 {
			assert.InDelta(t, c.revenue, r.Countries[slices.Index(e.Countries, "USA")].Revenue/1e6, 0.0006, c.name)
		}
		if c.name == "India 50" {
			i, us := slices.Index(e.Countries, "IND"), slices.Index(e.Countries, "USA")
			assert.InDelta(t, -85.6, equilibrium.Percent(r.Trade[0][i][us]/e.Trade[0][i][us]), 0.05)
		}
	}
}

// BenchmarkLiberationDay: the peer's Python with fsolve takes .5 to 1.2 s for one scenario.
func BenchmarkLiberationDay(b *testing.B) {
	e, ustr := liberation(b)
	m := model(b, e, equilibrium.Additive)
	s := rates(e.Countries, func(at func(string) int, tt [][]float64) {
		for i := range tt {
			tt[i][at("USA")] = ustr[i]
		}
		tt[at("USA")][at("USA")] = 0
	})
	b.ReportAllocs()
	for b.Loop() {
		_, err := m.Solve(context.Background(), s)
		require.NoError(b, err)
	}
	b.ReportMetric(float64(b.Elapsed()/time.Millisecond)/float64(b.N), "ms/scenario")
}

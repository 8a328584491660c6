package hat

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/rawtest"
)

// wiod is the world of 2014: 44 economies and 16 sectors, million USD.
func wiod(t testing.TB) *Economy {
	e := &Economy{}
	for _, row := range rawtest.Rows(t, "wiod2014/sectors.csv")[1:] {
		e.Sectors = append(e.Sectors, row[1])
		e.Elasticity = append(e.Elasticity, rawtest.Number(t, row[2]))
	}
	rows := rawtest.Rows(t, "wiod2014/flows_musd.csv")
	e.Countries = rows[0][2:]
	n := len(e.Countries)
	e.Trade = make([][][]float64, len(e.Sectors))
	for at, row := range rows[1:] {
		require.Equal(t, e.Countries[at%n], row[1])
		var flows []float64
		for _, cell := range row[2:] {
			flows = append(flows, rawtest.Number(t, cell))
		}
		e.Trade[at/n] = append(e.Trade[at/n], flows)
	}
	return e
}

// TestNashFormula: the Nash tariffs of 2014 by the formula of Lashkaripour (JIE 131, 2021), for
// the 43 countries of his table 2 (all but the rest of the world). The table differs by .07
// points of welfare and .9 points of tariff in the mean, since its base tariffs are not
// public; the averages are those of an independent program from free trade.
func TestNashFormula(t *testing.T) {
	m := model(t, wiod(t), equilibrium.Balanced)
	w, err := m.Nash(context.Background(), nashFormula)
	require.NoError(t, err)
	require.Less(t, w.Step, 1e-12)
	published := rawtest.Rows(t, "wiod2014/published_nash_2014.csv")[1:]
	var rate, welfare, rateGap, welfareGap, n float64
	for i, c := range w.Result.Countries {
		for _, row := range published {
			if row[0] == c.Name {
				n++
				rate += 100 * w.Rate[i]
				welfare += equilibrium.Percent(c.Welfare)
				rateGap += math.Abs(100*w.Rate[i] - rawtest.Number(t, row[1]))
				welfareGap += math.Abs(equilibrium.Percent(c.Welfare) - rawtest.Number(t, row[2]))
			}
		}
	}
	require.InDelta(t, 43, n, 0)
	assert.InDelta(t, 41.9, rate/n, 0.05)
	assert.InDelta(t, -2.53, welfare/n, 0.005)
	assert.Less(t, rateGap/n, 1.3)
	assert.Less(t, welfareGap/n, 0.13)
	us := slices.Index(m.countries, "USA")
	assert.InDelta(t, 43.6, 100*w.Rate[us], 0.05) // printed

	// The formula is an approximation: the United States gains a little by leaving it.
	tariff := w.Result.Tariff
	for k := range tariff {
		for i := range tariff[k] {
			tariff[k][i][us] *= 1.1
		}
	}
	r := solve(t, m, Shock{Tariff: tariff})
	assert.Greater(t, r.Countries[us].Welfare, w.Result.Countries[us].Welfare)
}

// TestNashSearch: in a war by search no country gains by another uniform tariff.
func TestNashSearch(t *testing.T) {
	m := model(t, wiod(t), equilibrium.Balanced)
	w, err := m.Nash(context.Background(), nashSearch)
	require.NoError(t, err)
	t.Log(w.Rounds, w.Step)
	for _, name := range []string{"USA", "IND", "MLT"} {
		i := slices.Index(m.countries, name)
		o, err := m.Optimal(context.Background(), name, Shock{Tariff: w.Result.Tariff})
		require.NoError(t, err)
		assert.InDelta(t, w.Rate[i], o.Rate, 1e-10, name)
		assert.InDelta(t, w.Result.Countries[i].Welfare, o.Result.Countries[i].Welfare, 1e-12, name)
	}
}

// goods puts a tariff of the United States on goods from one country, or from all.
func goods(e *Economy, services func(string) bool, from string, rate float64) Shock {
	us := slices.Index(e.Countries, "USA")
	out := Shock{Tariff: make([][][]float64, len(e.Sectors))}
	for k, sector := range e.Sectors {
		out.Tariff[k] = make([][]float64, len(e.Countries))
		for i, name := range e.Countries {
			out.Tariff[k][i] = make([]float64, len(e.Countries))
			if i != us && !services(sector) && (from == "" || from == name) {
				out.Tariff[k][i][us] = rate
			}
		}
	}
	return out
}

// TestManySectors: solutions by an independent program, to the digits to which they are known.
func TestManySectors(t *testing.T) {
	e := wiod(t)
	services := func(s string) bool { return s == "Services" }
	m := model(t, e, equilibrium.Additive)
	expect(t, m, goods(e, services, "", .1), map[string]float64{"USA": .114, "CAN": -.427, "MEX": -.442}, 6e-4)
	expect(t, m, goods(e, services, "IND", .5), map[string]float64{"USA": -.0079, "IND": -.0561}, 6e-5)
}

func expect(t *testing.T, m *Model, s Shock, welfare map[string]float64, tolerance float64) *Result {
	r := solve(t, m, s)
	for name, want := range welfare {
		assert.InDelta(t, want, equilibrium.Percent(r.Countries[slices.Index(m.countries, name)].Welfare), tolerance, name)
	}
	assert.LessOrEqual(t, r.Iterations, 8)
	return r
}

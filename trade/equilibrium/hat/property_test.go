package hat

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// random is an economy with zeros, base tariffs and deficits.
func random(t *rapid.T) (*Economy, Shock) {
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
	n, s := 2+r.IntN(6), 1+r.IntN(4)
	e := &Economy{Trade: deep(cube(s, n*n), n), Tariff: deep(cube(s, n*n), n)}
	shock := Shock{Tariff: deep(cube(s, n*n), n)}
	for i := range n {
		e.Countries = append(e.Countries, fmt.Sprintf("C%d", i))
	}
	for k := range s {
		e.Sectors = append(e.Sectors, fmt.Sprintf("S%d", k))
		e.Elasticity = append(e.Elasticity, 0.5+9*r.Float64())
		for i := range n {
			for j := range n {
				switch {
				case i == j:
					e.Trade[k][i][j] = 50 + 100*r.Float64()
				case k == 0 || r.IntN(5) > 0: // one sector ties all countries together
					e.Trade[k][i][j] = 0.1 + 8*r.Float64() // deficits that can be kept
				}
				if i != j {
					e.Tariff[k][i][j] = 0.3 * r.Float64()
					shock.Tariff[k][i][j] = 0.6*r.Float64() - 0.05
				}
			}
		}
	}
	return e, shock
}

var rules = []equilibrium.Deficits{equilibrium.Additive, equilibrium.Balanced, equilibrium.Proportional}

func each(t *testing.T, test func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits)) {
	for _, d := range rules {
		t.Run(string(d), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				e, s := random(t)
				test(t, e, s, d)
			})
		})
	}
}

func run(t require.TestingT, e *Economy, s Shock, d equilibrium.Deficits) *Result {
	m, err := New(context.Background(), e, d)
	require.NoError(t, err)
	r, err := m.Solve(context.Background(), s)
	require.NoError(t, err)
	return r
}

func TestMarketsClearAndBudgetsHold(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits) {
		r := run(t, e, s, d)
		require.Len(t, r.Checks, 5)
		for _, c := range r.Checks {
			require.True(t, c.OK, "%s: %g", c.Name, c.Value)
		}
		require.Less(t, r.Residual, 1e-12)
		require.LessOrEqual(t, r.Iterations, 25) // the Jacobian is the derivative
		for _, c := range r.Countries {
			require.InDelta(t, c.Spending/c.Price, c.Welfare, 1e-15)
			if d == equilibrium.Balanced {
				require.InDelta(t, 0, c.Deficit, 1e-9)
			}
		}
	})
}

func TestNoShockNoChangeToTheLastBit(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, _ Shock, d equilibrium.Deficits) {
		for _, c := range run(t, e, Shock{Tariff: e.Tariff}, d).Countries {
			require.Equal(t, []float64{1, 1, 1, 1, 1, 1, 1}, //nolint:testifylint // exactly
				[]float64{c.Welfare, c.RealWage, c.Wage, c.Price, c.Spending, c.Exports, c.Imports})
		}
	})
}

func TestUnitsDoNotMatter(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits) {
		a := run(t, e, s, d)
		for k := range e.Trade {
			for i := range e.Trade[k] {
				for j := range e.Trade[k][i] {
					e.Trade[k][i][j] *= 1000
				}
			}
		}
		b := run(t, e, s, d)
		for i := range a.Countries {
			require.InDelta(t, a.Countries[i].Welfare, b.Countries[i].Welfare, 1e-12)
			require.InEpsilon(t, 1+1000*a.Countries[i].Revenue, 1+b.Countries[i].Revenue, 1e-10)
		}
	})
}

func TestOrderOfCountriesDoesNotMatter(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits) {
		a := run(t, e, s, d)
		n := len(e.Countries)
		turn := func(in [][][]float64) [][][]float64 {
			out := deep(cube(len(in), n*n), n)
			for k := range in {
				for i := range n {
					for j := range n {
						out[k][n-1-i][n-1-j] = in[k][i][j]
					}
				}
			}
			return out
		}
		b := run(t, &Economy{
			Countries: e.Countries, Sectors: e.Sectors, Elasticity: e.Elasticity,
			Trade: turn(e.Trade), Tariff: turn(e.Tariff),
		}, Shock{Tariff: turn(s.Tariff)}, d)
		for i := range n {
			x, y := a.Countries[i], b.Countries[n-1-i]
			require.InDelta(t, x.Welfare, y.Welfare, 1e-12)
			require.InDelta(t, x.Wage, y.Wage, 1e-11)
		}
	})
}

// TestEqualSectorsAreOne: two sectors with the same shares and elasticity are one sector.
func TestEqualSectorsAreOne(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits) {
		one := &Economy{
			Countries: e.Countries, Sectors: []string{"all"}, Elasticity: e.Elasticity[:1],
			Trade: e.Trade[:1], Tariff: e.Tariff[:1],
		}
		two := &Economy{
			Countries: e.Countries, Sectors: []string{"a", "b"}, Elasticity: []float64{
				e.Elasticity[0],
				e.Elasticity[0],
			},
			Trade: [][][]float64{e.Trade[0], e.Trade[0]}, Tariff: [][][]float64{e.Tariff[0], e.Tariff[0]},
		}
		a := run(t, one, Shock{Tariff: s.Tariff[:1]}, d)
		b := run(t, two, Shock{Tariff: [][][]float64{s.Tariff[0], s.Tariff[0]}}, d)
		for i := range a.Countries {
			require.InDelta(t, a.Countries[i].Welfare, b.Countries[i].Welfare, 1e-12)
		}
	})
}

// TestLevelsAreHats: the world in levels (Armington goods, endowments, CES demand with taste
// weights) solved by plain iteration, without shares of the data, gives the same changes.
func TestLevelsAreHats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e, s := random(t)
		e.Sectors, e.Elasticity = e.Sectors[:1], []float64{3}
		e.Trade, e.Tariff, s.Tariff = e.Trade[:1], e.Tariff[:1], s.Tariff[:1]
		r := run(t, e, s, equilibrium.Balanced)
		n := len(e.Countries)
		// Endowments of one unit, weights that reproduce the data at wages of the data's output;
		// then the two worlds without deficits, old tariffs and new, in levels.
		out := make([]float64, n)
		for i := range n {
			out[i] = sum(e.Trade[0][i])
		}
		weight := deep(cube(1, n*n), n)[0]
		for i := range n {
			for j := range n {
				tt := 1 + e.Tariff[0][i][j]
				weight[i][j] = e.Trade[0][i][j] * tt * math.Pow(out[i]*tt, 3)
			}
		}
		old, after := levels(weight, e.Tariff[0], out), levels(weight, s.Tariff[0], out)
		for i := range n {
			require.InDelta(t, after[i]/old[i], r.Countries[i].Welfare, 1e-9)
		}
	})
}

// levels is welfare in a world of endowments of one, without deficits.
func levels(weight, tariff [][]float64, wage []float64) []float64 {
	n := len(wage)
	w := append([]float64(nil), wage...)
	welfare := make([]float64, n)
	for range 20000 {
		demand := make([]float64, n)
		for j := range n {
			total, rev := 0.0, 0.0
			for i := range n {
				v := weight[i][j] * math.Pow(w[i]*(1+tariff[i][j]), -3)
				total += v
				rev += v * tariff[i][j] / (1 + tariff[i][j])
			}
			spending := w[j] / (1 - rev/total)
			welfare[j] = spending * math.Pow(total, 1.0/3)
			for i := range n {
				demand[i] += weight[i][j] * math.Pow(w[i]*(1+tariff[i][j]), -3) / total * spending / (1 + tariff[i][j])
			}
		}
		gap := 0.0
		for i := range n {
			gap = math.Max(gap, math.Abs(demand[i]/w[i]-1))
			w[i] *= math.Pow(demand[i]/w[i], 0.3)
		}
		if gap < 1e-14 {
			break
		}
	}
	return welfare
}

// TestSmallCountryOptimum: a country that cannot move the others is best off at 1/ε.
func TestSmallCountryOptimum(t *testing.T) {
	for _, eps := range []float64{2, 4, 8} {
		for _, size := range []float64{1e-3, 1e-5} {
			e, err := OneSector([]string{"A", "B", "small"},
				[][]float64{{0, 30, 5 * size}, {30, 0, 5 * size}, {5 * size, 5 * size, 0}}, []float64{100, 120, 30 * size}, eps)
			require.NoError(t, err)
			m, err := New(context.Background(), e, "")
			require.NoError(t, err)
			o, err := m.Optimal(context.Background(), "small", Shock{})
			require.NoError(t, err)
			assert.InEpsilon(t, 1/eps, o.Rate, 2*size, "ε %g", eps)
		}
	}
}

// TestSlopesAreDerivatives: what the search for tariffs calls the slope of welfare is the
// difference quotient of solved worlds.
func TestSlopesAreDerivatives(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits) {
		m, err := New(context.Background(), e, d)
		require.NoError(t, err)
		c, n := 0, len(e.Countries)
		welfare := func(log float64) (float64, *state) {
			tariff := flat(s.Tariff, n)
			for k := range tariff {
				for i := 1; i < n; i++ {
					tariff[k][i*n+c] = math.Expm1(log)
				}
			}
			st, x := m.newState(), make([]float64, m.n)
			st.shock(tariff, nil)
			sol, err := m.newton(context.Background(), st, x)
			require.NoError(t, err)
			return math.Log(m.result(st, x, sol).Countries[c].Welfare), st
		}
		const h = 1e-4
		up, _ := welfare(0.2 + h)
		down, _ := welfare(0.2 - h)
		_, st := welfare(0.2)
		slope, err := st.slopes([]int{c})
		require.NoError(t, err)
		require.InDelta(t, (up-down)/(2*h), slope[0], 1e-6)
	})
}

// TestHatsAreOfTheFlows: exports, imports and own shares are those of the matrices.
func TestHatsAreOfTheFlows(t *testing.T) {
	each(t, func(t *rapid.T, e *Economy, s Shock, d equilibrium.Deficits) {
		before, after := run(t, e, Shock{}, d), run(t, e, s, d)
		for i, c := range after.Countries {
			var x0, x1, m0, m1, own, spending float64
			for k := range e.Sectors {
				for j := range e.Countries {
					if paid := after.Trade[k][j][i] * (1 + s.Tariff[k][j][i]); i == j {
						own, spending = own+paid, spending+paid
					} else {
						spending += paid
						x0, x1 = x0+before.Trade[k][i][j], x1+after.Trade[k][i][j]
						m0, m1 = m0+before.Trade[k][j][i], m1+after.Trade[k][j][i]
					}
				}
			}
			require.InDelta(t, x1/x0, c.Exports, 1e-12)
			require.InDelta(t, m1/m0, c.Imports, 1e-12)
			require.InDelta(t, own/spending, c.OwnShare, 1e-12)
			require.InDelta(t, m1-x1, c.Deficit, 1e-9)
			if d == equilibrium.Additive {
				require.InDelta(t, c.DeficitBefore, c.Deficit, 1e-9) // in the numeraire
			}
		}
	})
}

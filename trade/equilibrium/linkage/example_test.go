package linkage_test

import (
	"context"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/linkage"
)

// Two regions and two sectors, each of which uses both: B takes its tariff of 20 % on machines
// away.
func Example() {
	e := &linkage.Economy{
		Regions: []string{"A", "B"}, Sectors: []string{"machines", "services"},
		Trade: [][][]float64{
			{{100, 20}, {30, 60}}, // importer A from A and B, importer B from A and B
			{{200, 0}, {0, 90}},
		},
		Tariff:     [][][]float64{{{0, 0}, {0.2, 0}}, {{0, 0}, {0, 0}}},
		ValueAdded: [][]float64{{0.4, 0.6}, {0.5, 0.6}},
		Inputs: [][][]float64{
			{{0.3, 0.1}, {0.3, 0.3}}, // of machines, then of services, in each sector of A
			{{0.2, 0.1}, {0.3, 0.3}},
		},
		Theta: []float64{4, 4},
	}
	ctx := context.Background()
	m, err := linkage.New(ctx, e, equilibrium.Balanced)
	if err != nil {
		fmt.Println(err)
		return
	}
	free := [][][]float64{{{0, 0}, {0, 0}}, {{0, 0}, {0, 0}}}
	r, err := m.Solve(ctx, free)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range r.Regions {
		fmt.Printf("%s: first order %+.2f %%, exact %+.2f %%\n", g.Name, g.FirstOrder, equilibrium.Percent(g.RealIncome))
	}
	// Output:
	// A: first order +1.22 %, exact +1.46 %
	// B: first order -0.48 %, exact -2.00 %
}

package hat_test

import (
	"context"
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/hat"
	"github.com/tradeshock/tradeshock/trade/equilibrium/world"
)

// The United States put 50 % on all goods from India, in the world of 2023.
func Example() {
	d, err := world.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	e, err := hat.OneSector(d.Countries, d.Trade, d.GDP, 4) // Simonovska and Waugh (2014)
	if err != nil {
		fmt.Println(err)
		return
	}
	ctx := context.Background()
	m, err := hat.New(ctx, e, equilibrium.Additive)
	if err != nil {
		fmt.Println(err)
		return
	}
	rate := make([][]float64, len(d.Countries))
	for i := range rate {
		rate[i] = make([]float64, len(d.Countries))
	}
	at := func(name string) int { return slices.Index(d.Countries, name) }
	rate[at("IND")][at("USA")] = 0.5
	r, err := m.Solve(ctx, hat.Shock{Tariff: [][][]float64{rate}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, name := range []string{"IND", "USA", "VNM"} {
		fmt.Printf("%s %+.3f %%\n", name, equilibrium.Percent(r.Countries[at(name)].Welfare))
	}
	fmt.Printf("revenue %.1f bn USD\n", r.Countries[at("USA")].Revenue/1e9)
	// Output:
	// IND -0.184 %
	// USA -0.019 %
	// VNM +0.129 %
	// revenue 5.8 bn USD
}

package wedge

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/internal/numeric"
)

// Optimum is the best uniform tariff of a country while all others keep theirs.
type Optimum struct {
	Country string
	Rate    float64
	Result  *Result
}

// maxRate is where the search for a tariff ends: 1,000 %.
const maxRate = 10

// Optimal searches the uniform tariff on all imports that is best for a country in this model,
// the other tariffs as given. The paper's "optimal" tariff is a formula and not this: for the
// United States of 2023 it is 22 % there and 25 % here. The slope of welfare is taken from two
// solved worlds, by which the rate is known to about eight digits. Where welfare rises for
// ever the error is an *equilibrium.OptimumError.
func Optimal(ctx context.Context, e *Economy, country string, tariff [][]float64, use Use) (*Optimum, error) {
	c := slices.Index(e.Countries, country)
	if c < 0 {
		return nil, &equilibrium.InputError{
			Class: "names", Field: "country", At: []string{country}, Hint: "it is not in the data",
		}
	}
	const h = 1e-4
	out := &Optimum{Country: country}
	own := make([][]float64, len(tariff))
	for i := range tariff {
		own[i] = slices.Clone(tariff[i])
	}
	welfare := func(log float64) (float64, error) {
		for i := range own {
			if i != c && c < len(own[i]) {
				own[i][c] = math.Expm1(log)
			}
		}
		var err error
		if out.Result, err = Solve(ctx, e, own, use); err != nil {
			return 0, err
		}
		out.Rate = math.Expm1(log)
		return out.Result.Countries[c].Welfare, nil
	}
	last := 0.0
	slope := func(log float64) (float64, error) {
		up, err := welfare(log + h)
		if err != nil {
			return 0, err
		}
		down, err := welfare(log - h)
		if err != nil {
			return 0, err
		}
		last = log
		return (up - down) / (2 * h), nil
	}
	err := numeric.Root(slope, 2*h, math.Log1p(1/e.Elasticity), math.Log1p(maxRate), 1e-12)
	switch {
	case errors.Is(err, numeric.ErrNoRoot):
		return nil, &equilibrium.OptimumError{Country: country, Rate: out.Rate}
	case err != nil:
		return nil, fmt.Errorf("the best tariff of %s: %w", country, err)
	}
	if _, err := welfare(last); err != nil {
		return nil, err
	}
	out.Result.Assumptions = append(out.Result.Assumptions, fmt.Sprintf(
		"the uniform tariff of %s on all imports is chosen so that its welfare is highest; the others keep theirs", country))
	return out, nil
}

package equilibrium

import "math"

// Report says how a solution was reached and how good it is. Every result carries one.
type Report struct {
	Converged  bool    `json:"converged"`
	Iterations int     `json:"iterations"` // steps of the outermost solver, all stages together
	Residual   float64 `json:"residual"`   // largest excess demand of a market relative to its size
	// Normalisation names what was held fixed, since only relative prices are determined.
	Normalisation string `json:"normalisation"`
	// Units says what amounts of the result are in.
	Units string `json:"units"`
	// Assumptions are the conventions, elasticities and rules that the answer rests on, and
	// every place where a stated rule took the place of a number.
	Assumptions []string `json:"assumptions"`
	Checks      []Check  `json:"checks"`
}

// Check is an identity that the solution was tested against.
type Check struct {
	Name  string  `json:"name"`
	Value float64 `json:"value"` // what was found; zero is exact
	Bound float64 `json:"bound"`
	OK    bool    `json:"ok"`
}

// Check appends an identity that holds if the value is at most the bound in size.
func (r *Report) Check(name string, value, bound float64) {
	r.Checks = append(r.Checks, Check{Name: name, Value: value, Bound: bound, OK: math.Abs(value) <= bound})
}

// Percent is the change in percent of a ratio after to before.
func Percent(hat float64) float64 { return 100 * (hat - 1) }

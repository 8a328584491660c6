package equilibrium

import (
	"fmt"
	"math"
	"strings"
)

// Class is a class of errors in one word; errors.Is(err, Class("no_demand")) finds one. An
// *InputError is of one of these:
//
//	shape         the shapes do not fit
//	names         the names do not fit
//	missing       a value is missing
//	not_finite    not a finite number
//	negative      a value below zero
//	tariff        a tariff that is no rate
//	elasticity    an elasticity out of range
//	share         a share out of range
//	no_demand     a market without demand
//	no_output     a region without output
//	no_own_trade  a region that buys nothing from itself
//	unconnected   parts of the world that do not trade with each other
//	unbalanced    world income and world spending differ
//	collinear     a regressor that the others explain
//	option        an option that does not exist
//
// A *ConvergenceError is not_converged, the model was not solved; an *OptimumError is
// no_optimum, no tariff is best.
type Class string

// Error is what the class means.
func (c Class) Error() string {
	if meaning, known := classes[c]; known {
		return meaning
	}
	return string(c)
}

var classes = map[Class]string{
	"shape":         "the shapes do not fit",
	"names":         "the names do not fit",
	"missing":       "a value is missing",
	"not_finite":    "not a finite number",
	"negative":      "a value below zero",
	"tariff":        "a tariff that is no rate",
	"elasticity":    "an elasticity out of range",
	"share":         "a share out of range",
	"no_demand":     "a market without demand",
	"no_output":     "a region without output",
	"no_own_trade":  "a region that buys nothing from itself",
	"unconnected":   "parts of the world that do not trade with each other",
	"unbalanced":    "world income and world spending differ",
	"collinear":     "a regressor that the others explain",
	"option":        "an option that does not exist",
	"not_converged": "the model was not solved",
	"no_optimum":    "no tariff is best",
}

// OptimumError says that a country's welfare still rises with its own tariff where the search
// ended. That happens where a deficit is kept in value: a tariff then makes the goods cheaper
// in which it is paid.
type OptimumError struct {
	Country string
	Rate    float64 // the highest that was tried
}

func (e *OptimumError) Error() string {
	return fmt.Sprintf("%s of %s: welfare still rises at a rate of %.3g; deficits that are balanced may help",
		e.Unwrap(), e.Country, e.Rate)
}

// Unwrap is the class.
func (e *OptimumError) Unwrap() error { return Class("no_optimum") }

// InputError is one thing that is wrong with the input of a model.
type InputError struct {
	Class Class
	Field string   // "trade", "tariff1", "trade_elasticity"
	At    []string // where in it, outermost first: sector, exporter, importer
	Value float64  // the offending value, where there is one
	Hint  string   // what to do
}

func (e *InputError) Error() string {
	var b strings.Builder
	b.WriteString(e.Field)
	if len(e.At) > 0 {
		fmt.Fprintf(&b, " of %s", strings.Join(e.At, ", "))
	}
	fmt.Fprintf(&b, ": %s", e.Class)
	if e.hasValue() {
		fmt.Fprintf(&b, " (%g)", e.Value)
	}
	if e.Hint != "" {
		fmt.Fprintf(&b, "; %s", e.Hint)
	}
	return b.String()
}

func (e *InputError) hasValue() bool {
	switch e.Class {
	case "not_finite", "negative", "tariff", "elasticity", "share":
		return true
	}
	return false
}

// Unwrap is the class.
func (e *InputError) Unwrap() error { return e.Class }

// MaxProblems is how many errors an *InputErrors lists; Count says how many there were.
const MaxProblems = 20

// InputErrors are all that is wrong with the input of a model.
type InputErrors struct {
	List  []*InputError // the first MaxProblems
	Count int
}

func (e *InputErrors) Error() string {
	lines := make([]string, 0, len(e.List)+1)
	for _, p := range e.List {
		lines = append(lines, p.Error())
	}
	if more := e.Count - len(e.List); more > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", more))
	}
	return strings.Join(lines, "\n")
}

// Unwrap lists the errors, for errors.Is and errors.As.
func (e *InputErrors) Unwrap() []error {
	out := make([]error, len(e.List))
	for i, p := range e.List {
		out[i] = p
	}
	return out
}

// Problems gathers what is wrong with an input. The zero value is ready for use.
type Problems struct{ errs InputErrors }

// Add notes a problem.
func (p *Problems) Add(class Class, field string, value float64, hint string, at ...string) {
	p.errs.Count++
	if len(p.errs.List) < MaxProblems {
		p.errs.List = append(p.errs.List, &InputError{Class: class, Field: field, At: at, Value: value, Hint: hint})
	}
}

// Err is nil, or an *InputErrors with all that was noted.
func (p *Problems) Err() error {
	if p.errs.Count == 0 {
		return nil
	}
	return &p.errs
}

// Names notes names that are empty, stand twice or are not as many as n.
func (p *Problems) Names(field string, names []string, n int) {
	if len(names) != n {
		p.Add("shape", field, 0, fmt.Sprintf("%d names for %d rows", len(names), n))
	}
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if name == "" {
			p.Add("names", field, 0, "a name is empty")
		} else if seen[name] {
			p.Add("names", field, 0, "the name stands twice", name)
		}
		seen[name] = true
	}
}

// Finite notes a value that is no finite number, and says whether it is one.
func (p *Problems) Finite(field string, v float64, at ...string) bool {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		p.Add("not_finite", field, v, "", at...)
		return false
	}
	return true
}

// Amount notes a value that is not finite or below zero, and says whether it is sound.
func (p *Problems) Amount(field string, v float64, at ...string) bool {
	if !p.Finite(field, v, at...) {
		return false
	}
	if v < 0 {
		p.Add("negative", field, v, "trade, output and shares are at or above zero", at...)
		return false
	}
	return true
}

// Tariff notes a rate that is not finite or at or below −1. Rates are fractions of the
// value before duty: 0.25 is 25 %. A rate below zero is a subsidy and is allowed.
func (p *Problems) Tariff(field string, v float64, at ...string) bool {
	if !p.Finite(field, v, at...) {
		return false
	}
	if v <= -1 {
		p.Add("tariff", field, v, "a rate is a fraction above -1: 0.25 for 25 %", at...)
		return false
	}
	return true
}

// Elasticity notes a trade elasticity ε = σ−1 that is not finite or not above zero.
func (p *Problems) Elasticity(field string, v float64, at ...string) bool {
	if !p.Finite(field, v, at...) {
		return false
	}
	if v <= 0 {
		p.Add("elasticity", field, v, "the trade elasticity ε = σ−1 is above zero", at...)
		return false
	}
	return true
}

// ConvergenceError says that a solver stopped before the markets cleared. It carries no
// solution: a half-solved answer is none.
type ConvergenceError struct {
	Model      string
	Iterations int
	Residual   float64 // largest relative excess demand that was reached
	Market     string  // where it stood, if one market stands out
	Hint       string  // what to do, if something is known to help
}

func (e *ConvergenceError) Error() string {
	where := ""
	if e.Market != "" {
		where = " in " + e.Market
	}
	text := fmt.Sprintf("%s: not solved after %d steps; the largest relative excess demand was %.3g%s",
		e.Model, e.Iterations, e.Residual, where)
	if e.Hint != "" {
		text += "; " + e.Hint
	}
	return text
}

func (e *ConvergenceError) Unwrap() error { return Class("not_converged") }

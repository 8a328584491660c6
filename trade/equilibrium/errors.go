package equilibrium

import (
	"errors"
	"fmt"
	"math"
	"strings"
)

// Classes of what can be wrong with an input; an *InputError unwraps to one of them.
var (
	ErrShape       = errors.New("the shapes do not fit")
	ErrNames       = errors.New("the names do not fit")
	ErrMissing     = errors.New("a value is missing")
	ErrNotFinite   = errors.New("not a finite number")
	ErrNegative    = errors.New("a value below zero")
	ErrTariff      = errors.New("a tariff that is no rate")
	ErrElasticity  = errors.New("an elasticity out of range")
	ErrShare       = errors.New("a share out of range")
	ErrNoDemand    = errors.New("a market without demand")
	ErrNoOutput    = errors.New("a region without output")
	ErrNoOwnTrade  = errors.New("a region that buys nothing from itself")
	ErrNoInputs    = errors.New("a sector that uses inputs and buys none")
	ErrUnconnected = errors.New("parts of the world that do not trade with each other")
	ErrUnbalanced  = errors.New("world income and world spending differ")
	ErrCollinear   = errors.New("a regressor that the others explain")
	ErrOption      = errors.New("an option that does not exist")
)

// ErrNotConverged is the class of a *ConvergenceError.
var ErrNotConverged = errors.New("the model was not solved")

// ErrNoOptimum is the class of an *OptimumError.
var ErrNoOptimum = errors.New("no tariff is best")

// OptimumError says that a country's welfare still rises with its own tariff where the search
// ended. That happens where a deficit is kept in value: a tariff then makes the goods cheaper
// in which it is paid.
type OptimumError struct {
	Country string
	Rate    float64 // the highest that was tried
}

func (e *OptimumError) Error() string {
	return fmt.Sprintf("%s of %s: welfare still rises at a rate of %.3g; deficits that are balanced may help",
		ErrNoOptimum, e.Country, e.Rate)
}

func (e *OptimumError) Unwrap() error { return ErrNoOptimum }

// InputError is one thing that is wrong with the input of a model.
type InputError struct {
	Class error    // one of the classes above
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
	for _, class := range []error{ErrNotFinite, ErrNegative, ErrTariff, ErrElasticity, ErrShare} {
		if errors.Is(e.Class, class) {
			return true
		}
	}
	return false
}

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
func (p *Problems) Add(class error, field string, value float64, hint string, at ...string) {
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
		p.Add(ErrShape, field, 0, fmt.Sprintf("%d names for %d rows", len(names), n))
	}
	seen := make(map[string]bool, len(names))
	for _, name := range names {
		if name == "" {
			p.Add(ErrNames, field, 0, "a name is empty")
		} else if seen[name] {
			p.Add(ErrNames, field, 0, "the name stands twice", name)
		}
		seen[name] = true
	}
}

// Finite notes a value that is no finite number, and says whether it is one.
func (p *Problems) Finite(field string, v float64, at ...string) bool {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		p.Add(ErrNotFinite, field, v, "", at...)
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
		p.Add(ErrNegative, field, v, "trade, output and shares are at or above zero", at...)
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
		p.Add(ErrTariff, field, v, "a rate is a fraction above -1: 0.25 for 25 %", at...)
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
		p.Add(ErrElasticity, field, v, "the trade elasticity ε = σ−1 is above zero", at...)
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

func (e *ConvergenceError) Unwrap() error { return ErrNotConverged }

package equilibrium

import "fmt"

// Deficits is the rule for what happens to the trade deficits of the data, which a static
// model does not explain.
type Deficits string

const (
	// Additive keeps each deficit as its share of world income (Dekle, Eaton and Kortum 2008;
	// Caliendo and Parro 2015): E = income + revenue + D·g, g the growth of world income.
	Additive Deficits = "additive"
	// Balanced sets the deficits to zero, solves that world first at the old tariffs, and
	// compares with it (Ossa 2014).
	Balanced Deficits = "balanced"
	// Proportional keeps spending out of income as a fixed multiple of output, E = Ξ·φ·Y + revenue.
	// World spending then equals world income only with the scalar Ξ, which follows from the
	// wages (Allen, Arkolakis and Takahashi 2020).
	Proportional Deficits = "proportional"
)

// ParseDeficits reads the name of a rule; the empty text is Additive.
func ParseDeficits(text string) (Deficits, error) {
	switch d := Deficits(text); d {
	case "":
		return Additive, nil
	case Additive, Balanced, Proportional:
		return d, nil
	}
	return "", &InputError{
		Class: "option", Field: "deficits", At: []string{fmt.Sprintf("%.40q", text)},
		Hint: "write additive, balanced or proportional",
	}
}

package oil

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Grade is a crude oil with the gravity by which it is known. Gravities of one grade
// drift by a degree over the years and between ports; a source that states the
// gravity of the cargo or of the month goes before this one.
type Grade struct {
	Name string
	API  decimal.Decimal
	// Source says where the gravity is from; Assumed, that it is a round figure of
	// the trade and not a measurement.
	Source  string
	Assumed bool
}

// Factor is the grade's barrels and tonnes, exactly.
func (g Grade) Factor() (Factor, error) {
	f, err := FromAPI(g.API)
	if err != nil {
		return Factor{}, err
	}
	f.Source = g.Name + ", " + f.Source
	return f, nil
}

// Grades returns the grades known here. Those of Eurostat are the monthly gravities
// of the EU's imports, blended by volume (see Blend).
func Grades() []Grade {
	const eurostat = "Eurostat NRG_TI_COIFPM, update of 2024-02-28, EU imports of "
	grade := func(name string, tenths int64, source string, assumed bool) Grade {
		return Grade{name, decimal.New(tenths, -1), source, assumed}
	}
	return []Grade{
		grade("Urals", 306, eurostat+"2021 and 2022, 24 months", false),
		grade("Russian Export Blend", 308, eurostat+"2021 and 2022 (Druzhba), 5 months", false),
		grade("Siberian Light", 347, eurostat+"2021 and 2022, 4 months", false),
		grade("ESPO", 348, "round figure of the trade", true),
		grade("Brent", 380, "round figure of the trade", true),
	}
}

// FindGrade looks a grade up by its name, in any case.
func FindGrade(name string) (Grade, error) {
	var known []string
	for _, g := range Grades() {
		if strings.EqualFold(strings.TrimSpace(name), g.Name) {
			return g, nil
		}
		known = append(known, g.Name)
	}
	return Grade{},
		fault("grade", fmt.Sprintf("grade %q", clip.Text(name)), "not in the table of %s; take FromAPI with its gravity",
			strings.Join(known, ", "))
}

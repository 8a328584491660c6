package tariff

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/duty"
)

// Needs are the facts as needs of duties, each once; all is false where a fact is none, such
// as the metal in an article or the 10-digit number.
func (e *MissingFacts) Needs() (needs []duty.Need, all bool) {
	all = true
	for _, f := range e.Facts {
		need, err := duty.ParseNeed(f.Fact)
		if err != nil {
			all = false
			continue
		}
		if !slices.Contains(needs, need) {
			needs = append(needs, need)
		}
	}
	return needs, all
}

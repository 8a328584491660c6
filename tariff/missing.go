package tariff

import (
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
)

// waitsFor begins the fact of a duty that tops up the base duty, which lacks facts itself.
const waitsFor = "the base duty, which waits for "

// Needs are the facts as needs of duties, each once; all is false where a fact is none, such
// as the metal in an article or the 10-digit number.
func (e *MissingFacts) Needs() (needs []duty.Need, all bool) {
	all = true
	for _, f := range e.Facts {
		if strings.HasPrefix(f.Fact, waitsFor) { // the facts stand beside it
			continue
		}
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

package secondary

import (
	"sync"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// PowersEnded is the end of the duties under the emergency powers, as the book of the United
// States has it of the first of them: the ruling of 20 February 2026, and the day from which
// none is collected.
func PowersEnded() law.Term { return powersEnded() }

var powersEnded = sync.OnceValue(func() law.Term {
	if first, ok := us.Book().Measure("9903.01.25"); ok { // the reciprocal duty of all countries
		for _, t := range first.Terms {
			if t.State == law.Invalidated {
				return t
			}
		}
	}
	return law.Term{State: law.Invalidated} // TestPowersEnded says that it does not come to this
})

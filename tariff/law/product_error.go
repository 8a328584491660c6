package law

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// ProductError says that a product code is not one that can be entered on the
// day: unknown to the schedule, not yet or no longer there, or too short.
type ProductError struct {
	Product trade.Product
	On      trade.Date
	Kind    ProductErrorKind
	// Existed are the days on which the code stood in the schedule.
	Existed trade.Interval
	// Seasons are the stretches of a year in which the line is entered, "03-01 to 07-14",
	// of a code that is out of its season.
	Seasons []string
	// Try are codes of that day that come nearest.
	Try []trade.Product
	// Transferred are the numbers of that day under which the goods of a former or a later
	// number are entered, where the schedule says so.
	Transferred []trade.Product
}

// ProductErrorKind tells the ways apart in which a code can be wrong.
type ProductErrorKind string

// The kinds of a ProductError.
const (
	UnknownProduct  ProductErrorKind = "unknown_product"
	EndedProduct    ProductErrorKind = "ended_product"
	FutureProduct   ProductErrorKind = "future_product"
	ProductTooShort ProductErrorKind = "product_too_short"
	OutOfSeason     ProductErrorKind = "out_of_season"
)

func (e *ProductError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "product %s: ", e.Product)
	switch e.Kind {
	case EndedProduct:
		fmt.Fprintf(&b, "ended; its last day in the schedule was %s, the entry is of %s", e.Existed.LastDay(), e.On)
	case FutureProduct:
		fmt.Fprintf(&b, "not yet in the schedule on %s; it starts on %s", e.On, e.Existed.From)
	case OutOfSeason:
		fmt.Fprintf(&b, "its line is entered from %s of a year, the entry is of %s", strings.Join(e.Seasons, " and from "),
			e.On)
	case ProductTooShort:
		b.WriteString("a heading, not a line; an entry needs the 8 or 10 digits")
	default:
		fmt.Fprintf(&b, "not a line of the schedule on %s", e.On)
	}
	if len(e.Try) > 0 {
		if len(e.Transferred) > 0 {
			b.WriteString("; on that day its goods are entered under ")
		} else {
			b.WriteString("; try ")
		}
		for i, p := range e.Try {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(p.String())
		}
	}
	return b.String()
}

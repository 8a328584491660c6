package tariff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// HorizonError says that the book is asked about a day that its sources do not
// reach. The answer is not the last rule known; a caller who wants that one
// sets Options.Hold.
type HorizonError struct {
	Asked                 trade.Date
	KnownFrom, KnownUntil trade.Date
	// What is the part that is not known: the book, or the heading of a measure.
	What string
}

func (e *HorizonError) Error() string {
	if e.Asked.Before(e.KnownFrom) {
		return fmt.Sprintf("date %s: %s is known only from %s on; ask for a later day", e.Asked, e.What, e.KnownFrom)
	}
	return fmt.Sprintf("date %s: %s is known until %s; ask for a day up to then, or hold the last rule known and say so", e.Asked, e.What, e.KnownUntil)
}

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
		fmt.Fprintf(&b, "its line is entered from %s of a year, the entry is of %s", strings.Join(e.Seasons, " and from "), e.On)
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

// ValueError reports an amount that cannot be assessed.
type ValueError struct {
	Field, Text, Reason string
}

func (e *ValueError) Error() string { return fmt.Sprintf("%s %s: %s", e.Field, e.Text, e.Reason) }

// CoverageError says that the measures of the book are not complete for an
// origin, so that an answer would leave duties out.
type CoverageError struct {
	Origin trade.Country
	Book   string
	Covers []string
}

func (e *CoverageError) Error() string {
	return fmt.Sprintf("origin %s: the measures of the %s book are complete for %s only; an answer for %s could leave duties out",
		e.Origin, e.Book, coverText(e.Covers), e.Origin)
}

// coverText lists the first few origins of a long list.
func coverText(covers []string) string {
	const shown = 12
	if len(covers) <= shown {
		return strings.Join(covers, ", ")
	}
	return fmt.Sprintf("%s and %d others", strings.Join(covers[:shown], ", "), len(covers)-shown)
}

// ProhibitedError says that goods may not be imported at all on the day.
type ProhibitedError struct {
	Heading, Title, Citation string
	Since                    trade.Date
	Origin                   trade.Country
	Product                  trade.Product
}

func (e *ProhibitedError) Error() string {
	return fmt.Sprintf("%s from %s may not be imported since %s: %s (%s)", e.Product, e.Origin, e.Since, e.Title, e.Citation)
}

// ClaimError reports a claim that is not known or not well formed.
type ClaimError struct {
	Claim, Reason string
}

func (e *ClaimError) Error() string { return fmt.Sprintf("claim %q: %s", e.Claim, e.Reason) }

// MissingFacts says which facts of the shipment an assessment needs before it
// can give a total. The Assessment that comes with it shows the lines that wait.
type MissingFacts struct {
	Entry Entry
	Facts []MissingFact
	// Numbers are what the 10-digit numbers below an 8-digit line owe, the cheapest first,
	// where one of the facts is the number.
	Numbers []NumberGroup
}

// MissingFact is one fact and the heading that asks for it.
type MissingFact struct {
	Heading string `json:"heading"`
	Fact    string `json:"fact"`
}

func (e *MissingFacts) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "entry of %s from %s on %s: ", e.Entry.Product, e.Entry.Origin, e.Entry.Date)
	var facts []string
	for _, f := range e.Facts {
		if !slices.Contains(facts, f.Fact) {
			facts = append(facts, f.Fact)
		}
	}
	for i, fact := range facts {
		if i > 0 {
			b.WriteString("; ")
		}
		var headings []string
		for _, f := range e.Facts {
			if f.Fact == fact {
				headings = append(headings, f.Heading)
			}
		}
		verb := "needs"
		if len(headings) > 1 {
			verb = "need"
		}
		fmt.Fprintf(&b, "%s %s %s", strings.Join(headings, ", "), verb, fact)
	}
	if len(e.Numbers) > 0 {
		b.WriteString("; " + numbersText(e.Numbers))
	}
	return b.String()
}

// BookError reports a book that does not hold together. Compile collects all of
// them with errors.Join.
type BookError struct {
	Heading, Where, Reason string
}

func (e *BookError) Error() string {
	return fmt.Sprintf("measure %s: %s: %s", e.Heading, e.Where, e.Reason)
}

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
	return fmt.Sprintf("date %s: %s is known until %s; ask for a day up to then, or hold the last rule known and say so",
		e.Asked, e.What, e.KnownUntil)
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
	return fmt.Sprintf(
		"origin %s: the measures of the %s book are complete for %s only; an answer for %s could leave duties out",
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
	return fmt.Sprintf("%s from %s may not be imported since %s: %s (%s)", e.Product, e.Origin, e.Since, e.Title,
		e.Citation)
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

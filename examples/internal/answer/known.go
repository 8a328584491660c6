package answer

import (
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// What the law does not have would read as what has not changed, so it is refused.

// knownProduct refuses a code that stands in the schedule of the United States on no day. The
// other books hold a part of theirs.
func knownProduct(book *law.Book, code trade.Product, on trade.Date) error {
	const line = 8
	if code == "" || book.Importer != "US" {
		return nil
	}
	for i := range book.Schedule.Lines {
		if l := book.Schedule.Lines[i].Code; l.Within(code) || len(code) > line && code == l+"00" {
			return nil
		}
	}
	if slices.ContainsFunc(book.Schedule.Numbers, func(n law.Number) bool { return n.Code.Within(code) }) {
		return nil
	}
	return &law.ProductError{Product: code, On: on, Kind: law.UnknownProduct}
}

// knownHeading refuses a heading of no measure and no exception.
func knownHeading(book *law.Book, heading string) error {
	if _, ok := book.Measure(heading); ok || heading == "" {
		return nil
	}
	for i := range book.Measures {
		if slices.ContainsFunc(book.Measures[i].Exceptions, func(x law.Exception) bool { return x.Heading == heading }) {
			return nil
		}
	}
	return refused("heading %s: the %s book has no such measure or exception", quoted(heading), book.Name)
}

// knownAuthority refuses an authority of no measure.
func knownAuthority(book *law.Book, authority law.Authority) error {
	var all []string
	for i := range book.Measures {
		if a := string(book.Measures[i].Authority); !slices.Contains(all, a) {
			all = append(all, a)
		}
	}
	if authority == "" || slices.Contains(all, string(authority)) {
		return nil
	}
	return refused("authority %s: the %s book has %s", quoted(string(authority)), book.Name, strings.Join(all, ", "))
}

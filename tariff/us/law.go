package us

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// The helpers below let the measures read like the law. They never fail: a text
// that is not a date gives the zero Date, which a test over the whole book finds.

// day reads an ISO date.
func day(text string) trade.Date {
	d, err := trade.ParseDate(text)
	if err != nil {
		return trade.Date{}
	}
	return d
}

// from is the time from a day on, without an end.
func from(first string) trade.Interval { return trade.Interval{From: day(first)} }

// between is the time from a day up to another, which is out.
func between(first, end string) trade.Interval {
	return trade.Interval{From: day(first), To: day(end)}
}

// imposed is a term in which the duty is charged.
func imposed(duty string, during trade.Interval) tariff.Term {
	return tariff.Term{Interval: during, State: tariff.Imposed, Duty: duty}
}

// codes is a set of product codes, written as the schedule writes them.
func codes(texts ...string) trade.ProductSet {
	var set trade.ProductSet
	for _, t := range texts {
		set.In = append(set.In, trade.Product(strings.ReplaceAll(t, ".", "")))
	}
	return set
}

// withOut takes codes out of a set of products.
func withOut(set trade.ProductSet, texts ...string) trade.ProductSet {
	set.Out = append(set.Out, codes(texts...).In...)
	return set
}

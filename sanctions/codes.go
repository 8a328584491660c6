package sanctions

import (
	"errors"
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// ErrorClass is a code of ErrorCode and what it means.
type ErrorClass struct{ Code, Meaning string }

// ErrorCodes are the codes of the errors of this package and of the rooms below it, in
// the order of the alphabet. Errors of other packages keep the codes of tariff.ErrorCode;
// what has none is "refused".
func ErrorCodes() []ErrorClass {
	return []ErrorClass{
		{"bad_condition", "a text that is no condition"},
		{"bad_edges", "rows or edges of owners that cannot be used; all of them together"},
		{"bad_imo", "a number that is no IMO number"},
		{"bad_listed", "a list of listed persons that is empty, or a name in it that is"},
		{"bad_row", "a row or a cell of a table"},
		{"bad_series", "prices that a review cannot use"},
		{"bad_share", "a text that is no percentage"},
		{"bad_taking", "a taking that cannot be ranked, or two that exclude each other"},
		{"bad_value", "a number, a date or a word of its field that cannot be"},
		{"bad_variant", "a variant of a rule of ownership that tests nothing"},
		{"contradiction", "facts that exclude each other"},
		{"disputed", "the sources disagree on what decides"},
		{"horizon", "past the last day known, before the first, or on days for which nothing was found"},
		{"missing_fact", "a fact that the answer depends on"},
		{"near_match", "a name that is almost a listed one: a question to the person"},
		{"no_cap", "it is known that there was no cap on the day"},
		{"not_covered", "the program or the register does not hold it, which says nothing about the law"},
		{"outside_ceiling", "a rate outside what a law allows"},
		{"overlap", "two terms or listings that claim the same days"},
		{"too_large", "more edges than a graph holds"},
		{"unknown_basis", "a text that is no basis of a price"},
		{"unknown_class", "a text that is no class of product"},
		{"unknown_regime", "a text that is no regime"},
		{"unknown_rule", "a text that is no rule of ownership"},
	}
}

// precedence is the order in which the codes of several errors together are asked for: what
// was asked comes before what was found. A code that is not in it comes after all of these.
var precedence = []string{
	"unknown_regime", "unknown_class", "not_covered", "no_cap", "contradiction", "missing_fact", "bad_imo", "bad_row", "overlap", "disputed",
	"bad_taking", "outside_ceiling", "bad_series", "bad_condition", "horizon",
}

// coded is an error that names its code.
type coded interface {
	error
	ErrorCode() string
}

// ErrorCode names the class of an error of this package, or of the rooms below it, in one
// word, and of other packages as tariff.ErrorCode does; no error has no code. Each error of
// the rooms says its own with a method ErrorCode; ErrorCodes lists the words.
func ErrorCode(err error) string {
	if err == nil {
		return ""
	}
	var codes []string
	collect(err, &codes)
	for _, code := range precedence {
		if slices.Contains(codes, code) {
			return code
		}
	}
	var basis *trade.BasisError
	switch {
	case errors.As(err, &basis):
		return "unknown_basis"
	case len(codes) > 0:
		return codes[0]
	}
	return tariff.ErrorCode(err)
}

// collect adds the codes in the tree of an error, in its order.
func collect(err error, codes *[]string) {
	if c, ok := err.(coded); ok {
		*codes = append(*codes, c.ErrorCode())
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		if next := e.Unwrap(); next != nil {
			collect(next, codes)
		}
	case interface{ Unwrap() []error }:
		for _, next := range e.Unwrap() {
			collect(next, codes)
		}
	}
}

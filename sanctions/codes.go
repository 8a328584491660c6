package sanctions

import (
	"errors"
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// ErrorCodes is the one register of the codes of errors: those of tariff.ErrorCodes, and behind
// them, in the order of the alphabet, the codes that only this package and the rooms below it
// give. A word stands in it once. What has no code is "refused".
func ErrorCodes() []tariff.CodeOfError {
	return append(tariff.ErrorCodes(), []tariff.CodeOfError{
		{Code: "bad_condition", Meaning: "a text that is no condition"},
		{Code: "bad_edges", Meaning: "rows or edges of owners that cannot be used; all of them together"},
		{Code: "bad_imo", Meaning: "a number that is no IMO number"},
		{Code: "bad_input", Meaning: "a case, a list or a table of a question that cannot be used"},
		{Code: "bad_judgement", Meaning: "a probability, a share or a day of a threat that cannot be"},
		{Code: "bad_listed", Meaning: "a list of listed persons that is empty, or a name in it that is"},
		{Code: "bad_series", Meaning: "prices that a review cannot use"},
		{Code: "bad_share", Meaning: "a text that is no percentage"},
		{Code: "bad_taking", Meaning: "a taking that cannot be ranked, or two that exclude each other"},
		{Code: "bad_variant", Meaning: "a variant of a rule of ownership that tests nothing"},
		{Code: "contradiction", Meaning: "facts that exclude each other"},
		{Code: "disputed", Meaning: "the sources disagree on what decides"},
		{Code: "near_match", Meaning: "a name that is almost a listed one: a question to the person"},
		{Code: "no_cap", Meaning: "it is known that there was no cap on the day"},
		{Code: "outside_ceiling", Meaning: "a rate outside what a law allows"},
		{Code: "overlap", Meaning: "two terms or listings that claim the same days"},
		{Code: "unknown_basis", Meaning: "a text that is no basis of a price"},
		{Code: "unknown_class", Meaning: "a text that is no class of product"},
		{Code: "unknown_regime", Meaning: "a text that is no regime"},
		{Code: "unknown_rule", Meaning: "a text that is no rule of ownership"},
		{Code: "unsound_flows", Meaning: "flows that a study cannot use: rows that repeat others, or are sums of them"},
	}...)
}

// precedence is the order in which the codes of several errors together are asked for: what
// was asked comes before what was found. A code that is not in it comes after all of these.
var precedence = []string{
	"unknown_regime", "unknown_class", "not_covered", "no_cap", "contradiction", "missing_fact", "bad_imo", "bad_row",
	"overlap", "disputed",
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

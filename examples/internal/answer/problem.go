package answer

import (
	"context"
	"errors"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us/words"
	"github.com/tradeshock/tradeshock/trade"
)

// Problem is why there is no answer.
type Problem struct {
	// Code is a word of sanctions.ErrorCodes or Codes, Title what it
	// means, and Message what is wrong here and what to do.
	Code    string `json:"code"`
	Title   string `json:"title"`
	Message string `json:"message"`
	// KnownFrom and KnownUntil are the first and the last day that can be asked, where the
	// day is the trouble.
	KnownFrom  trade.Date `json:"known_from,omitzero"`
	KnownUntil trade.Date `json:"known_until,omitzero"`
	// Missing are the facts to state, and Numbers what the 10-digit numbers below a line pay
	// where one of the facts is the number.
	Missing []tariff.MissingFact `json:"missing,omitempty"`
	Numbers []tariff.NumberGroup `json:"numbers,omitempty"`
	// Try are codes that come nearest to one that does not exist.
	Try []string `json:"try,omitempty"`
}

// Codes are the codes that questions add to those of the library.
func Codes() []tariff.CodeOfError {
	return []tariff.CodeOfError{
		{Code: "bad_question", Meaning: "the question is no JSON object of its shape"},
		{Code: "too_many", Meaning: "the question is beyond a limit of this service"},
		{Code: "too_slow", Meaning: "the answer took longer than this service allows"},
		{Code: "not_found", Meaning: "the schedule has no such code, or nothing for such words"},
		{Code: "no_such_address", Meaning: "the address, or the method at it, is not one of this service"},
		{Code: "not_acceptable", Meaning: "the answer has no such form"},
		{Code: "busy", Meaning: "the service has enough to do; ask again in a moment"},
		{Code: "internal", Meaning: "the service has a fault; please report it"},
	}
}

// ProblemOf describes an error of an operation.
func ProblemOf(err error) Problem {
	out := Problem{Code: sanctions.ErrorCode(err), Message: strings.ReplaceAll(err.Error(), "\n", "; ")}
	var (
		horizon *tariff.HorizonError
		missing *tariff.MissingFacts
		value   *tariff.ValueError
		product *law.ProductError
		code    *words.CodeError
	)
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		out.Code = "too_slow"
	case errors.As(err, &horizon):
		out.KnownFrom, out.KnownUntil = horizon.KnownFrom, horizon.KnownUntil
		out.Title = "not known after " + horizon.KnownUntil.String()
		if horizon.Asked.Before(horizon.KnownFrom) {
			out.Title = "not known before " + horizon.KnownFrom.String()
		}
	case errors.As(err, &missing):
		out.Missing, out.Numbers = missing.Facts, missing.Numbers
	case errors.As(err, &value) && value.Text == "(not stated)":
		out.Missing = []tariff.MissingFact{{Fact: value.Field}}
	case errors.As(err, &product):
		for _, p := range product.Try {
			out.Try = append(out.Try, p.String())
		}
	case errors.As(err, &code):
		out.Code = "not_found"
		for _, p := range code.Nearest {
			out.Try = append(out.Try, p.Number.String())
		}
	}
	out.Missing = append(out.Missing, facts(err)...)
	if out.Title == "" {
		out.Title = Meaning(out.Code)
	}
	return out
}

// facts are the facts that the errors in a tree of them ask for.
func facts(err error) []tariff.MissingFact {
	var out []tariff.MissingFact
	switch e := err.(type) {
	case *sanctions.MissingFactError:
		return []tariff.MissingFact{{Fact: e.Fact}}
	case interface{ Unwrap() error }:
		return facts(e.Unwrap())
	case interface{ Unwrap() []error }:
		for _, next := range e.Unwrap() {
			out = append(out, facts(next)...)
		}
	}
	return out
}

// Meaning is what a code means, "" for a word that is no code.
func Meaning(code string) string {
	for _, c := range append(sanctions.ErrorCodes(), Codes()...) {
		if c.Code == code {
			return c.Meaning
		}
	}
	return ""
}

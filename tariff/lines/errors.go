package lines

import (
	"errors"
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// HeaderError refuses a file: its header does not name what is needed, or its structure
// is not that of a CSV file.
type HeaderError struct {
	Line   int
	Reason string
}

func (e *HeaderError) Error() string {
	return fmt.Sprintf("line %d: %s; the file wants a header such as hts,origin,date,value", e.Line, e.Reason)
}

// Reject is a row without an answer.
type Reject struct {
	// Line is the line of the file on which the row begins, from 1.
	Line int
	// Cell is the cell at fault, such as C17, and Text what it says; both are empty where
	// the row as a whole is at fault.
	Cell, Text string
	// Code names the sort of fault: unknown_product, missing_fact, bad_value …
	Code string
	Err  error
}

// FieldError says what is wrong with the text of one cell.
type FieldError struct {
	Column, Text, Reason string
}

func (e *FieldError) Error() string {
	text := e.Text
	if len(text) > 60 {
		text = text[:60] + "…"
	}
	return fmt.Sprintf("%s %q: %s", e.Column, text, e.Reason)
}

// codeOf names an error of the engine, and the column at fault: that of the product, where
// the product asks for a fact that the row does not state.
func codeOf(err error) (code, column string) {
	var (
		field      *FieldError
		product    *tariff.ProductError
		badProduct *trade.ProductError
		country    *trade.CountryError
		date       *trade.DateError
		badUnit    *trade.UnitError
		value      *tariff.ValueError
		claim      *tariff.ClaimError
		coverage   *tariff.CoverageError
		horizon    *tariff.HorizonError
		prohibited *tariff.ProhibitedError
		missing    *tariff.MissingFacts
	)
	switch {
	case errors.As(err, &field):
		return "bad_" + field.Column, field.Column
	case errors.As(err, &product):
		return string(product.Kind), "hts"
	case errors.As(err, &badProduct):
		return "bad_hts", "hts"
	case errors.As(err, &country):
		return "bad_origin", "origin"
	case errors.As(err, &date):
		return "bad_date", "date"
	case errors.As(err, &badUnit):
		return "bad_unit", "unit"
	case errors.As(err, &value):
		return "bad_" + strings.ReplaceAll(value.Field, " ", "_"), value.Field
	case errors.As(err, &claim):
		return "bad_claims", "claims"
	case errors.As(err, &coverage):
		return "not_covered", "origin"
	case errors.As(err, &horizon):
		return "not_known", "date"
	case errors.As(err, &prohibited):
		return "prohibited", "hts"
	case errors.As(err, &missing):
		return "missing_fact", "hts"
	case errors.Is(err, tariff.ErrAmount):
		return "too_large", "value"
	}
	return "refused", ""
}

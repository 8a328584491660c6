package lines

import (
	"errors"
	"fmt"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// HeaderError refuses a file: its header does not name what is needed, or its structure
// is not that of a CSV file.
type HeaderError struct {
	Line   int
	Reason string
}

func (e *HeaderError) Error() string {
	return fmt.Sprintf("line %d: %s; the file needs a header such as hts,origin,date,value", e.Line, e.Reason)
}

// Reject is a row without an answer.
type Reject struct {
	// Line is the line of the file on which the row begins, from 1.
	Line int
	// Cell is the cell at fault, such as C17, and Text what it says; both are empty where
	// the row as a whole is at fault.
	Cell, Text string
	// Code names the sort of fault, as tariff.ErrorCodes lists them.
	Code string
	Err  error
}

// FieldError says what is wrong with the text of one cell.
type FieldError struct {
	Column, Text, Reason string
}

func (e *FieldError) Error() string {
	return fmt.Sprintf("%s %q: %s", e.Column, clip.Text(e.Text), e.Reason)
}

// ErrorCode names the class of the error, as tariff.ErrorCodes lists them.
func (e *FieldError) ErrorCode() string {
	switch e.Column {
	case names[value], names[quantity]:
		return "bad_value"
	case names[unit]:
		return "unknown_unit"
	case names[currency], names[importer]:
		return "other_book"
	}
	return "bad_row"
}

// columnOf is the column at fault: that of the product, where the product asks for a fact
// that the row does not state.
func columnOf(err error) string {
	var (
		field      *FieldError
		product    *law.ProductError
		badProduct *trade.ProductError
		country    *trade.CountryError
		date       *trade.DateError
		badUnit    *trade.UnitError
		amount     *tariff.ValueError
		claim      *tariff.ClaimError
		coverage   *tariff.CoverageError
		horizon    *tariff.HorizonError
		prohibited *tariff.ProhibitedError
		missing    *tariff.MissingFacts
	)
	switch {
	case errors.As(err, &field):
		return field.Column
	case errors.As(err, &product), errors.As(err, &badProduct), errors.As(err, &prohibited), errors.As(err, &missing):
		return names[hts]
	case errors.As(err, &country), errors.As(err, &coverage):
		return names[origin]
	case errors.As(err, &date), errors.As(err, &horizon):
		return "date"
	case errors.As(err, &badUnit):
		return names[unit]
	case errors.As(err, &amount):
		return amount.Field
	case errors.As(err, &claim):
		return names[claims]
	case errors.Is(err, bulk.ErrAmount):
		return names[value]
	}
	return ""
}

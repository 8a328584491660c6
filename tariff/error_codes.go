package tariff

import (
	"errors"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// CodeOfError is a class of errors in one word, and what it means.
type CodeOfError struct {
	Code    string `json:"code"`
	Meaning string `json:"meaning"`
}

// ErrorCodes is the list of all codes that this package, the packages below it and the
// programs on top of them give for an entry, a row or a book: ErrorCode gives no other,
// whether goods are asked about one by one, as columns or as lines of a file.
func ErrorCodes() []CodeOfError {
	return []CodeOfError{
		{"unknown_country", "the origin is no country that the table of countries has"},
		{"bad_product", "the product is no code of 2 to 10 digits"},
		{string(law.UnknownProduct), "the schedule does not have the code on the day"},
		{string(law.EndedProduct), "the code stood in the schedule and ended before the day"},
		{string(law.FutureProduct), "the code enters the schedule after the day"},
		{string(law.OutOfSeason), "the line is entered in another part of the year"},
		{string(law.ProductTooShort), "the code is a heading or subheading, under which goods cannot be entered"},
		{"bad_value", "an amount or a share is missing, no number, negative or out of range, or a key is not known"},
		{"bad_date", "a date is no day of the calendar"},
		{"unknown_unit", "a unit is not known, or is missing beside a quantity"},
		{"unknown_claim", "a claim is not known, or not open to the goods on the day"},
		{
			"not_covered",
			"the book is not complete for the origin, or a programme or register does not hold what is asked, which says " +
				"nothing about the law",
		},
		{"horizon", "the day is outside the days that the book, or a part of it that is needed, knows; or nothing was " +
			"found for it"},
		{"missing_fact", "the answer depends on a fact that is not stated"},
		{"prohibited", "the goods may not be imported"},
		{"bad_scenario", "a scenario cannot be read or applied"},
		{"bad_duty", "a text is no duty"},
		{"bad_rounding", "a name is no rounding policy"},
		{"bad_book", "the law of a book does not hold together"},
		{"bad_law", "a text of law cannot be read, or names what is not there"},
		{"bad_columns", "columns, totals or options do not fit together"},
		{"bad_row", "a row or a cell of a table cannot be read"},
		{"no_rows", "a file has a header and no rows"},
		{"other_book", "an amount or an entry is stated to be of another currency or importer than the book's"},
		{"too_large", "a duty is beyond what a column of cents holds, or a table beyond its bounds"},
		{"refused", "any other reason; the message says which"},
	}
}

// recordedError is an error that was read back from JSON: of the error itself its code and
// its message are left.
type recordedError struct{ Code, Message string }

func (e *recordedError) Error() string {
	if e.Message == "" {
		return e.Code
	}
	return e.Message
}

// ErrorCode names the class of this error.
func (e *recordedError) ErrorCode() string { return e.Code }

// ErrorCode names the class of an error of this package and of trade in one word,
// as golden files and the programs print it: horizon, unknown_country, … ErrorCodes lists
// them. An error of another package has the code that its method ErrorCode gives.
func ErrorCode(err error) string {
	var (
		country  *trade.CountryError
		product  *trade.ProductError
		line     *law.ProductError
		value    *ValueError
		date     *trade.DateError
		unit     *trade.UnitError
		claim    *ClaimError
		coverage *CoverageError
		horizon  *HorizonError
		missing  *MissingFacts
		scenario *law.ScenarioError
		banned   *ProhibitedError
		text     *duty.ParseError
		policy   *exact.PolicyError
		book     *law.BookError
		coded    interface{ ErrorCode() string }
	)
	switch {
	case errors.As(err, &coded):
		return coded.ErrorCode()
	case errors.As(err, &country):
		return "unknown_country"
	case errors.As(err, &product):
		return "bad_product"
	case errors.As(err, &line):
		return string(line.Kind)
	case errors.As(err, &value):
		return "bad_value"
	case errors.As(err, &date):
		return "bad_date"
	case errors.As(err, &unit):
		return "unknown_unit"
	case errors.As(err, &claim):
		return "unknown_claim"
	case errors.As(err, &coverage):
		return "not_covered"
	case errors.As(err, &horizon):
		return "horizon"
	case errors.As(err, &missing):
		return "missing_fact"
	case errors.As(err, &banned):
		return "prohibited"
	case errors.As(err, &scenario):
		return "bad_scenario"
	case errors.As(err, &book):
		return "bad_book"
	case errors.As(err, &text):
		return "bad_duty"
	case errors.As(err, &policy):
		return "bad_rounding"
	}
	return "refused"
}

// Package trade is the vocabulary of things that cross a border: countries and
// groups of them, product codes, dates, units, money, and flows.
//
// Code types (Country, Group, Product, Unit, Currency, PriceBasis) are strings in their canonical
// spelling, so that they can be written as literals, compared with ==, used as
// map keys and marshalled as they are. A Parse function for each accepts the
// common spellings and returns a typed error that says what was wrong, where,
// and what would have been right; nothing in this package panics on any input.
//
// Dates are civil: a day without a clock or a zone. Intervals are half-open,
// [From, To), and an end that is not set is open.
//
// Amounts are decimals and exact: sums and conversions of units lose no digit, and
// where a result has no finite decimal the caller names the rounding. An amount
// whose power of ten is below -1,000 or above 1,000 is an *AmountError. What is not
// known is not zero: a Flow without a value adds nothing to a sum and is counted.
//
//	type        zero value means      errors of its Parse function
//	Date        not set               *DateError
//	Interval    no bounds             *PeriodError (ParsePeriod)
//	Month       not set               *PeriodError
//	FiscalYear  not set               *PeriodError
//	Country     not set               *CountryError
//	Group       not set               *GroupError
//	Product     the prefix of all     *ProductError
//	Unit        not set               *UnitError
//	Currency    not set               *CurrencyError
//	PriceBasis  not stated            *BasisError
package trade

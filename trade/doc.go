// Package trade is the vocabulary of things that cross a border: countries and
// groups of them, product codes, dates, units, money, and flows.
//
// Code types (Country, Product, Unit, Currency) are strings in their canonical
// spelling, so that they can be written as literals, compared with ==, used as
// map keys and marshalled as they are. A Parse function for each accepts the
// common spellings and returns a typed error that says what was wrong, where,
// and what would have been right; nothing in this package panics on any input.
//
// Dates are civil: a day without a clock or a zone. Intervals are half-open,
// [From, To), and an end that is not set is open.
package trade

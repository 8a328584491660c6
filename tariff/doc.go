// Package tariff says what a border charges: an engine that assesses an entry exactly
// under a book of law and explains the answer, one by one, as columns, as averages, and
// from day to day. The book itself (schedule, measures, lists, scenarios and their text)
// is package tariff/law; a duty as the law writes it is package tariff/duty.
//
// # How an entry is assessed
//
// A law.Book is law as data. Compile checks it and makes an Engine, which never
// changes and may be shared. Assess takes one Entry (day, origin, product, customs
// value, quantities, claims) and goes in this order:
//
//  1. The line of the schedule on the day of entry, and its base duty: column 2
//     for the countries that pay it, a special program if claimed and open to the
//     origin, else column 1.
//  2. Every measure whose origins and products hold the entry. A measure that is
//     not in force on the day is reported as such.
//  3. The exceptions of the measure in the order of the law. One that is subject to
//     another measure lifts the value on which that measure is charged, so a duty
//     on the steel content leaves the rest of the value; one that rests on a fact of
//     the shipment holds only when the importer claims its heading.
//  4. The value base (full value, metal content, …) and the duty on it: on top of
//     the rest (Adds), up to a rate in all (TopsUp), or in place of the base rate
//     (Replaces).
//
// Which measure charges which part of the value is decided first and in one place, for
// an entry as for columns, panels and the difference of two days; duties are computed
// after that. Where several measures meet on one value:
//
//   - Of measures in one Group only the one with the largest duty is charged, on equal
//     duties the first in the book. What tops up counts with what it would add.
//   - What tops up is compared with the base duty of the schedule alone, so that two such
//     measures both top up that duty.
//   - What replaces does so on the part of the value that it charges; the rest keeps the
//     base rate. Of several on one value the largest duty does, on equal duties the first.
//   - A measure to which goods are subject for none of their value lifts nothing.
//
// # Exactness
//
// All arithmetic is decimal and exact; each duty is then rounded once by the
// policy of the engine (the cent, half up, unless Options.Rounding says
// otherwise), and the total is the sum of the rounded lines, whatever the order.
//
// # Many entries
//
// Charge gives the amounts of one entry without the reasons. What asks an engine about more
// than entries one by one has a room of its own above this one: bulk assesses columns of
// dictionary codes and integers, lines files of entries, panel every product, origin and
// day. All come to the same cent. They share the decision which measure charges what, which
// tariff/internal/plan makes.
//
// # Ranges
//
//	what                        from   to
//	value, quantity, part       0      15 digits before the point, 9 decimals
//	share of a value            0      1, 18 decimals
//	product                     a line of 8 digits, a number of 10, or what the schedule has
//
// # Errors
//
//	*law.ProductError   the code is not entered on that day; what to enter instead
//	*ValueError         an amount, a share or a key is out of range, or not one
//	*ClaimError         a claim is not known, or not open to the goods
//	*CoverageError      the book is not complete for the origin
//	*HorizonError       the day is outside what is known
//	*MissingFacts       the answer depends on facts that are not stated: all of them, and the
//	                    Assessment with the lines that wait
//	*ProhibitedError    the goods may not be imported
//	*InvoiceError       the line of an invoice, and its error
//	*PeriodError        the days of a period that have no answer
//	*law.BookError      Compile: the book does not hold together
//
// Errors of package trade (*trade.CountryError, *trade.DateError, …) come through as they
// are. ErrorCode gives each its word, and ErrorCodes lists the words.
//
// # What is not known
//
// A day past the KnownUntil of the book or of a measure, an origin for which the
// book is not complete, a line that the schedule does not have on that day, a
// missing quantity or share of value: each is a typed error that names what is
// missing. None is an answer of zero.
package tariff

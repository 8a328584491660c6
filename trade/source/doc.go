// Package source recognises the trade files of the world and reads them: the flows
// of UN Comtrade, BACI, WITS, the US Census Bureau, USITC DataWeb, Eurostat, India
// and China as [trade.Flow], and averages of tariffs, the US tariff schedule,
// indicators and oil statistics as rows of their own types. It also holds the
// project's own flow layout, writes it, and makes templates and annotated copies of
// files with errors.
//
// # Recognising
//
// Files are workbooks, separated text and JSON (the shapes of the Comtrade and
// Census APIs), also packed by gzip. The first 10 rows of every visible sheet are
// compared with the headers of the layouts, after trimming, in lower case and in
// Unicode's compatibility form. A [Layout] says what its header is, what its
// columns mean, in which unit, price basis and code system. Two layouts or two
// sheets that match are an error that names both; no match is an error that names
// the closest and what it lacks. [Detection] says why. A name in [Options] decides
// instead.
//
// # What a row becomes
//
//	read = accepted + rejected + skipped
//
// A row is accepted whole or not at all. A rejected row has one or more problems,
// each with its cell, text, code and hint: a code that is not known, a country code
// that did not hold at the time, a number that is not stated without doubt, an
// error cell. A skipped row is counted by its reason, so that nothing counts twice:
//
//	sums of countries (World, EU, OECD), chapters and headings whose subheadings are
//	there, years whose months are there, breakdowns by second partner, customs
//	procedure or mode of transport, re-exports, exports that the other country
//	reports as its imports, year-to-date values with a later month, rows of totals,
//	repeated headers, blank rows
//
// Files of flows are read twice: the first reading keeps some 50 bytes for each row.
// Damage to
// the structure of a file, in any sheet of it, refuses it whole.
//
// What a file states about itself, a row count, a row of totals, a chapter beside its
// subheadings, is compared with what was read; [Report.Checks] has the totals, and the
// sums that differ from their parts. A row of totals or a row count that does not fit is
// a problem. A chapter of a statistical office that its parts do not add up to is none,
// since an excerpt has the totals of the whole and offices keep trade secret; in a
// person's own sheet it is one.
//
// One fact counts once: rows with the same key and value, from two downloads in one
// file, are one; rows with the same key and different values are a problem. The same trade
// in two editions of the Harmonized System counts in the later one. In the native layout,
// where a row may be a shipment, rows that are alike count and are told. What is
// skipped or rejected is counted by its reason and with its value, [Report.Amounts].
//
// A value that is not known is nil in the flow and counted in [Report.Unknown];
// it is never zero. Currencies, price bases and scales come from the header or the
// title: 1000 USD, US $ Million, Rs Crore, KBBL. What a file does not say and a flow
// needs (import or export, the period) is an error that names it, unless [Options]
// say it; what was assumed is listed.
//
// # The native layout
//
//	period       yyyy, yyyy-mm, yyyy-mm-dd, a date, or first..last day; 202509, 2025M09,
//	             2025Q3, Sep 2025 and other forms that leave no doubt
//	origin       ISO 3166 code of two or three letters, or the English name
//	destination
//	hs           2 to 10 digits, as text; "all" for all products
//	value_usd    from 0 on; "unknown"; value_eur and so on for other currencies
//	quantity     from 0 on; empty together with unit
//	unit
//	basis        may be missing: FOB, CIF, customs value, …
//	counts       may be missing: yes for a row that counts beside its parts
//
// in any order. With a column for each month, quarter or year in place of period and
// value it is the layout native_wide. Other headers, days in figures, and what no column
// says are told by [Options]. A unit of values in the title, the heading, the cell or below
// the table is obeyed, and one that is not known is a problem. Further columns are notes. A
// product code that is a number gets its lost zero back when it has an odd number of digits,
// and is counted; text is never changed. [WriteCSV] and [Sheet] write a Dataset so that it reads back as the
// same flows.
//
// Errors are of type [*spreadsheet.ImportError] for a file that is refused and
// [*RejectedError] for rejected rows in a strict import.
//
// # Codes
//
// A problem has one of these codes, the first of a file as a whole, the others of a row;
// or one of package spreadsheet:
//
//	no-layout         no header that is known
//	layout-name       no layout of that name
//	no-such-sheet     no sheet of that name
//	two-layouts       the header fits two layouts
//	two-sheets        two sheets can be read
//	duplicate-header  two columns have one header
//	missing-column    the header lacks a column that is needed
//	unstated          the file does not say something that has to be known
//	json              not JSON, or not the shape of a table
//	api-error         the answer of a service that reports an error
//	missing           an empty cell where something is needed
//	period            not a period
//	country           not a country, or not one on that day
//	area              more or less than one country
//	product           not a product code
//	classification    a list of products that is not the Harmonized System
//	flow              neither import nor export
//	negative          a value or a quantity below zero
//	unit              not a unit, or missing beside a quantity
//	basis             not a price basis
//	error-cell        #N/A, #REF! and the like
//	boolean           TRUE or FALSE
//	no-result         a formula without a stored result
//	date-cell         a date where something else is wanted
//	number-cell       a number where something else is wanted
//	merged            empty because it is merged with another cell
//	extra-cells       more cells than the header has
//	short-row         fewer fields than the header has
//	two-values        two rows state one fact with different values
//	counts            not yes, where a row may say that it counts
//	total             a total that is stated and does not fit
//	part              a part of a total that the file does not have
package source

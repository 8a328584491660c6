// Package impact answers the whole question: what does a change of the law cost on
// the flows that a user has? A [Study] is flows, a book of law, and scenarios that
// change it; Run assesses every flow under each law and gives a [Report].
//
// # What is computed
//
// This is the mechanical layer: the duty on unchanged trade, exact to the cent and
// explained by heading and authority. Every flow is assessed as one entry, by the
// engine of package tariff, under the baseline and under each scenario. Nobody here
// buys less because of a duty; models of behaviour and judgements of risk are other
// layers, and never part of these figures.
//
// The models of Report.Behaviour are ces and smart, and gsim by name. gsim wants a matrix of
// several exporters and several importers. The flows into the border of the book, and the imports
// of 2024 that complete them, have one importer: all sales of a source go there, its equations are
// then those of ces with a supply of finite elasticity, and it would be the same number twice; so
// such flows are refused by name. Where the flows hold sales of the same goods into other
// countries on the same days too, as a file of exports does, these are the rest of the matrix:
// what a source loses at the border it sells there.
//
// # The days of a period
//
// A flow of a month, a quarter or a year is assessed by its days (see tariff.Calendar):
// the duty on its whole value under each stretch of law, times the share of the days,
// each duty rounded once. The report says on which days the law changed within it, and
// bounds the figure by the duty had everything been entered on the first or the last
// day, or the cheapest or the dearest. Study.Within takes one day of each period instead.
// Days after the last one known have no part in the totals: their share of the value is
// told as not known, or, with Options.Hold, what is held is told.
//
// # What becomes of a row
//
// Every row of the flows is answered, rejected or elsewhere, and counted with its value;
// with what a file holds that could not be read or was left out, rows and values add up
// (see Report.Account). A row is elsewhere when the goods go into another country than
// that of the book. It is
// rejected, with the reason, when one of the laws has no answer for it: no value, a
// value with freight and insurance, a product that the schedule does not have on
// the day, a fact that the law asks for and nobody gave, goods that may not be
// imported. A rejected row is in no total of any law, so that the laws are compared
// on the same rows; its value is reported, so that nobody takes a part for the whole.
//
// A flow by fewer than 8 digits, as statistics of trade have them, is parted among the
// numbers below its code as the imports of 2024 of the same origin were (Study.Imports), or
// of all origins, or in equal parts where there were none; each part is assessed as an entry,
// and a part without an answer is rejected with its value. Report.Parted states the weights,
// the weighted rate, and the rates of the cheapest and the dearest of all numbers below.
// Study.Averages lets averages stand in for facts, and Study.CIF takes freight out of values.
//
// A duty by quantity is charged on the quantity of the flow. Where a flow by fewer than 8
// digits states none, the unit value of the same trade in 2024 stands in (imports.UnitValues),
// or where none is known the duty by quantity is left out, and every duty and rate is a lower
// bound, on the share of the value that Report.ByQuantity states. Flows by 8 digits and more
// are declared by somebody who can know: for them both stand in with Study.Averages alone.
//
// Facts of shipments that the importer declares stand in a column "claims" of the
// flows (a note of the row), as [tariff.Claims] reads them, with ";" between:
// "metal_share=0.4; usmca".
//
// # The workbook
//
// Report.Workbook gives the sheets README, Summary, Inputs, Schedule, Flows, Calc,
// Results_*, Checks and Audit, and Unread where cells could not be read. In the mode
// [Values] every cell holds what the engine computed, and long tables are streamed. In
// the mode [Live] duties, results and checks are formulas over the sheets Schedule and
// Flows, with the engine's result stored in each: change a yellow cell, a rate in
// Schedule or a value or a quantity in Flows, and the totals move. A cell that some duty
// does not follow is not yellow. Which measures apply to a line, and what lifts them, is
// the engine's answer and does not move.
//
// Same study, same bytes: no clock, no random order, any number of workers.
package impact

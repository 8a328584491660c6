// Package sanctions holds the words that its rooms share: who makes a rule (Regime), the
// answer of a test (Holds: open, met, not met), the errors that several of them give, and
// the list of all error codes.
//
//	programme  caps, bans, exemptions, licences and listings of a regime over time, and their tests
//	secondary  duties on a country's goods because of what it buys from another
//	ranking    who is among the largest importers, by published figures or flows of one's own
//	lists      designations, the list of OFAC, numbers of ships
//	ownership  the 50 percent rules over shares
//	russia     the programme around Russian oil, with its secondary duties and figures
//	iran, venezuela  the orders on their buyers
//	impact     a study of flows under several laws, as a workbook
//
// Imports run downward: ranking and lists import this package alone, programme imports
// lists, secondary imports ranking, and the packages of a target import all four.
//
// What is not known is never a verdict like clear: the zero Holds is Open, and an error
// names the fact, the day or the list that is missing. ErrorCode names each error in one
// word; ErrorCodes lists the words.
package sanctions

// Package ranking says who is among the largest buyers of a commodity, as some laws ask.
//
// A Taking is what one source says that a buyer took in a period. Figure reads published
// tables of them (ReadFigures, Select), secondary.TakingsOf sums flows of one's own, and
// RankImporters says who is among the largest by each source: takings of different sources,
// units or kinds are never added, a share is of its own whole, and what a source does not
// say bounds the answer instead of counting as nothing. A Membership is therefore among, not
// among, or undetermined, and the first two hold whatever the missing figures are.
//
// Amounts are 0 or more, shares from 0 to 1. An *sanctions.Error is a taking that cannot be
// ranked, or two that exclude each other ("bad_taking"), or a cell of a table ("bad_row").
package ranking

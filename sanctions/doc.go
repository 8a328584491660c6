// Package sanctions says what is forbidden, capped or punished because of whom
// one trades with. Its first rule is the secondary tariff: a duty on the goods of
// a country because that country buys something from another, as the United
// States charged on the goods of India because India bought Russian oil.
//
// A SecondaryTariff reads flows and says which buyers it describes, directly or
// through third countries. Being described is not being charged: a Finding says
// what the competent authority decided for one buyer, with its states over time,
// and only a finding becomes a measure for the tariff engine. A law that directs
// somebody to act, with a ceiling and no rate, is a Direction; it never becomes a
// measure without a rate that a person chose. An Order is a law with its states over
// time, whether or not it was ever applied.
//
// # Flows, figures and ranks
//
// Some laws ask who buys most. A Taking is what one source says that a buyer took in a
// period. Figure reads published tables of them (ReadFigures, Select), TakingsOf sums
// flows of one's own, and RankImporters says who is among the largest by each source:
// takings of different sources, units or kinds are never added, a share is of its own
// whole, and what a source does not say bounds the answer instead of counting as nothing.
// A Standing is therefore among, not among, or undetermined, and the first two hold
// whatever the missing figures are.
package sanctions

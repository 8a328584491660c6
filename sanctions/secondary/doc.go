// Package secondary is about duties on the goods of a country because that country buys
// something from another, as the United States charged on the goods of India because India
// bought Russian oil.
//
// A Tariff reads flows and says which buyers it describes, directly or through third
// countries. Being described is not being charged: a Finding says what the competent
// authority decided for one buyer, with its states over time, and only a finding becomes a
// measure for the tariff engine. A law that directs somebody to act, with a ceiling and no
// rate, is a Direction; it never becomes a measure without a rate that a person chose. An
// Order is a law with its states over time, whether or not it was ever applied.
//
//	Tariff.Describe    the buyers that a rule describes, as Exposure
//	Tariff.Dependence  how much of a buyer's imports count
//	TakingsOf          purchases as takings, for package ranking
//	Order, Direction   what a law did and may do; Suppose makes a measure of a supposition
//
// Rates are fractions of the value from 0: 0.25 is 25 percent. Volumes are in the unit that
// is asked for, values in one currency. An *sanctions.Error "outside_ceiling" is a rate outside what a law allows;
// past the last known day the answer is a *tariff.HorizonError.
//
// The rules and orders themselves stand in the packages of their targets: russia, iran and
// venezuela.
package secondary

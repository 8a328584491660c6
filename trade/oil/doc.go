// Package oil is the arithmetic of crude oil and petroleum products: barrels and
// tonnes, the classes of the price cap, prices that say what they include, and
// figures that may be divided by one another.
//
// # Barrels and tonnes
//
// A barrel is a volume and a tonne a mass, so there is no conversion between them
// without the oil. It is given by the API gravity, whose definition is
//
//	relative density at 60 °F = 141.5 / (131.5 + API)
//
// against water of the same temperature. The convention here is
//
//	barrel           42 US gallons = 158.987294928 liters, by definition
//	water at 60 °F   0.999016 kg a liter (API MPMS chapter 11.1 of 2004)
//	mass             in vacuum; the buoyancy of air is not taken off
//
// so that 131.5 + API barrels weigh 158.987294928 × 0.999016 × 141.5 / 1000 tonnes,
// exactly: barrels a tonne are linear in API. The choice shows in the second
// decimal, and this is the one that gives the factors commonly computed:
//
//	                                   Urals 30.6   ESPO 34.8   Brent 38.0
//	water 0.999016, in vacuum                7.21        7.40         7.54
//	water taken as 1                         7.21        7.39         7.53
//	water 0.999016, in air (-0.0011)         7.22        7.41         7.55
//
// A Factor is the fraction itself, with its source; digits are dropped only when a
// result asks for a number of decimals, once, by the exact.Mode that it is given. A
// factor that somebody published (7.33, 7.30, 1/0.138) is a Factor as well: a report
// that repeats another's arithmetic uses the other's factor and says so. There is no
// default: the world average is 1.6% too many barrels for Urals, and one factor for
// crude and products 14% too many for fuel oil.
//
// # Prices
//
// A Price has an amount, a currency, a unit and a basis. Without one of them it is an
// *Error, in every function that takes a price. A Bridge leads from one basis
// to another over named costs; a cost that the way crosses and nobody stated is an
// error, not zero.
//
// # Sums and ratios
//
// Published tables hide single figures. A ratio is formed over the rows in which
// both value and quantity were observed (see Pair), and says what was left out; a
// total that is given is held against the sum of its parts (see CheckTotal); the
// exporter's and the importer's figure of one flow are compared with the basis of
// each (see CompareMirror). Nothing is filled in.
//
// # Errors
//
// Amounts are exact decimals whose power of ten lies between -1,000 and 1,000; one
// outside is a *trade.AmountError. A quotient of more than 20,000 digits is an
// *exact.DivisionError. Nothing here panics on any input.
//
// Every other refusal is an *Error, with one of these codes:
//
//	gravity    an API gravity that no oil has, or of more than 18 decimals
//	factor     a factor that is not above zero
//	blend      a mixture without a volume, or with a negative one
//	grade      a grade that is not in the table
//	class      a code that no class of the price cap, or more than one, covers
//	price      what a price leaves open, or in what two prices differ
//	rate       a rate of exchange that is not above zero
//	bridge     costs that are missing, not due, or negative
//	cargo      a cost spread over no cargo
//	customs    a country whose basis of customs values is not in the table
//	row        a row that cannot be summed with the others, for a reason of package trade
//	basis      a row of another basis than those before it
//	no pair    no row with both value and quantity
//	mirror     two figures that are not of one flow
//	period     a period without a first or a last day
package oil

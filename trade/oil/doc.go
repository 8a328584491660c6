// Package oil is the arithmetic of crude oil and petroleum products: barrels and
// tonnes.
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
// default: one factor for every oil is wrong by 1.6% between grades of crude and
// by 14% for fuel oil.
//
// # Errors
//
// Amounts are exact decimals whose power of ten lies between -1,000 and 1,000; one
// outside is a *trade.AmountError. Nothing here panics on any input.
//
//	error             says
//	*GravityError     an API gravity that no oil has
//	*FactorError      a factor that is not above zero
//	*BlendError       a mixture without a volume, or with a negative one
//	*PeriodError      a period without a first or a last day
package oil

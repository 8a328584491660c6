// Package exact is the fixed-point kernel: products of decimal numbers with one
// rounding by a named rule.
//
// # Representation
//
// A Fixed is a coefficient of 64 bits times a power of ten: c × 10^-s with s from
// 0 to 18. Money, rates and quantities of trade fit as a rule:
//
//	scale   largest magnitude
//	    0   9,223,372,036,854,775,807
//	    2      92,233,720,368,547,758.07
//	    9               9,223,372,036.854775807
//	   18                           9.223372036854775807
//
// # Guarantees
//
// Products are formed in 128 bits, so none is cut before it is rounded. A result
// that does not fit 64 bits is reported, never wrapped; the functions on
// decimal.Decimal then go a slow way over big integers and give the same answer.
// Every function rounds at most once, by the Mode that it is given, and the fast
// and the slow way agree to the last digit on every input. Nothing here panics,
// allocates per operation on the fast way, or depends on a setting.
//
// # Rounding
//
// A Mode says what happens to the digits that are dropped. A Policy says when an
// amount of duty is rounded and how; it is what a result carries as the name of
// its rounding.
package exact

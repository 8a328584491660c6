// Package tradeoff weighs what a buyer of sanctioned oil gains by it against what the sender of a
// secondary duty makes it pay, and reckons what the seller loses under a cap.
//
// # A buyer
//
// A [Case] is a period: barrels bought, the discount a barrel against other oil (below zero where
// the oil costs more), exports to the sender in the same period, the share of them that the
// duty charges, its rate, and the share of it that the buyer's exporters bear.
//
//	saving      = barrels × discount
//	duty        = exports × exposed × rate           at unchanged trade
//	cost        = duty × bears
//	net         = saving − cost
//	break-even  = cost / barrels                     the discount at which net is nothing
//	switch      = benchmark − break-even             the price of the oil above which the buyer leaves
//	rate        = saving / (exports × exposed × bears)   the duty at which net is nothing
//	bears       = saving / duty                      the share borne at which net is nothing
//
// Tonnes become barrels by barrels a tonne, which depend on the grade: 7.33 is the world's average
// of crude, 7.21 Urals, 7.46 diesel. Amounts are exact; quotients are rounded half up, prices to
// cents and rates to six places. Where a quotient has no sense (no oil, no duty) it is nil.
//
// # By month
//
// [Months] does it for a buyer by month on the facts that the package carries: for each month the
// figure whose period is the shortest that holds the month, with its source. What no source states
// is missing by name and nothing is put in its place: a month without a discount has no saving. The
// share of the days on which the duty was in force is that of EO 14329 and its end; goods in
// transit are not told from others.
//
// # A cap
//
// [Cap] reckons what the seller loses at unchanged volume: on the share of its barrels that use
// covered services, as far as the cap is enforced there, the price above the cap.
//
// Errors are *Error, joined, each with the name of its flag.
package tradeoff

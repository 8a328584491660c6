// Package programme says what a regime caps, bans, exempts and licenses, on what days, and
// tests a sale or a deal against it.
//
// # Programmes of restrictions
//
// A Programme is a table of what a regime (the EU, the UK, the US …) capped, banned,
// exempted, licensed or listed, with the days. Its unit is the Parameter: one
// question of one regime, such as the cap on crude of the EU, with the Terms that
// answer it over time. Terms are half-open stretches of days that never overlap.
//
//	kind of parameter   its terms say
//	cap/CLASS           the highest price that may be paid, USD a barrel
//	wind-down/CLASS/…   until when, and for whom, an older cap or none at all applies
//	ban/…               what may not be bought, brought in or served
//	exemption/BAN/…     what a ban leaves out
//	licence/…           what is allowed all the same, under conditions
//	listing/… duty/… rule/…
//
// # What is known
//
// Every parameter has a last known day. A question past it, or in a stretch for
// which nothing was found, is an *UnknownError that names parameter, day and the
// last term known; it unwraps to a *tariff.HorizonError. It is never the last
// value. A parameter that a program does not hold is an *sanctions.Error "not_covered",
// not a "no". Before the first term and after the last one, within what is known,
// the answer is NotInForce. With Programme.Hold the last term known stands in past the
// last known day, and the answer says so in Held.
//
// # Days and clocks
//
// A day belongs to the rule that holds at noon where the rule is made. A term that
// begins at 23:00 on 31 January begins for this package on 1 February, one that
// ends at 00:01 on 7 April has 6 April as its last day; an answer for a day on
// which the rule turns says so in Answer.Turns.
//
// # Conditions and verdicts
//
// Terms carry conditions on the facts of a deal: contract, loading, discharge,
// origin, route, destination. A condition is met, not met, or open because a fact
// is missing or the sources contradict each other; what is open is never taken for
// met. A ban whose terms are no conditions leaves the verdict unknown, and so does every
// error: no zero value reads like clear. A price cap is tested on the FOB price, net of itemised costs, exactly.
//
// # Errors
//
//	*UnknownError                  past the last known day, or nothing found
//	*sanctions.MissingFactError    a fact that the answer needs
//	*sanctions.Error               all others, by its Code: not_covered (the programme does not
//	                               hold the parameter), no_cap (none on the day), disputed (the
//	                               sources disagree on what decides), bad_condition,
//	                               unknown_class, bad_series (prices that a review cannot use),
//	                               contradiction (facts of a deal that exclude each other),
//	                               bad_row (a cell of a table of terms; many together), overlap
//	                               (two terms of one parameter on one day)
//
// sanctions.ErrorCode names each in one word.
package programme

// Package pressure calibrates: how little does it take until a buyer's sanctioned oil stops paying,
// and what does that cost the sender?
//
// [LeastRate] is the lowest rate of a duty on given exports, [ShortestList] the fewest goods that a
// duty of a given rate has to name, and [LeastCap] the highest cap on the oil itself at which the
// seller has nothing left by selling. The first two make the buyer pay what it saves; a cap makes
// its oil cheaper, never dearer, and can only end the trade from the seller's side.
//
// [Rank] puts pressures in the order of what they cost the target for each dollar that they cost
// the sender; what costs the sender nothing, or gains it something, comes first. The costs are the
// caller's: at unchanged trade, or by a model that is named.
//
// All is exact: a rate is rounded up to the basis point, so that it is enough, a cap down to the
// cent. Errors are *Error, joined, each with the name of its flag.
package pressure

// Package panel computes a book of law for every product, origin and day, with no shipment:
// the duty in percent of the customs value over the universe of the schedule, its means,
// and its mean weighted by trade.
//
// # Terminology
//
//   - universe: every 10-digit number of the schedule, and every line without one.
//   - segment: days on which nothing in the book changes.
//   - kind: products of a segment that stand in the same scopes and have the same content of
//     metal. No rule tells them apart.
//   - formula: what the rules come to for a kind, whatever its base rate: the sum of what
//     they add, the totals that they top up to, and what stands in place of the base.
//   - view: the formulas of an origin in a segment.
//   - averages: what stands in for the facts of a shipment (Shares). Without them nothing is
//     claimed, no preference is used, and a duty on the metal in an article counts on its
//     whole value.
//
// # How a rate is found
//
//	product ──┬─ class ─► kind ──► formula ──┐
//	          └─ line ──► base rate ─────────┴─► rate
//	origin, day ─► view ────────────┘
//
// Of the rules of an origin in a segment tariff/internal/plan decides once for each kind which
// charges which part of the value, with averages as what is stated; the duties are then sums
// and products of parts of a billion, each rounded half up. Where the largest of two duties
// depends on the base rate the decision is made anew for each base rate. Rows of rules are
// known by a key, so that origins under the same rules share their formulas.
//
// # Range
//
// Rates are parts of a billion of the customs value in 64 bits; a weight is up to 10^15, and
// sums of weighted duties have 128 bits. Means are rounded half up at nine places.
//
// # What it does not say
//
// A specific duty, and that part of a compound duty, counts as 0: no value of a unit is
// known. WeightedMean.ByQuantity says of how much trade this is a lower bound. Where the
// book does not hold a base rate the rate is Unstated. Days outside the book are a
// *tariff.HorizonError, origins that it does not cover a *tariff.CoverageError, a line of
// 8 digits whose numbers pay different rates is a *tariff.MissingFacts, and weights that
// cannot be used are a *WeightError.
//
// # Invariants
//
//   - The statutory panel is what Assess says of goods of which nothing is stated:
//     TestPanelAgainstAssess of tariff/us, and TestEveryWayAgrees of tariff on random books.
//   - What a formula remembers is computed once and is the same for every number of workers.
package panel

// Package crude solves a market for one commodity, oil, in which one exporter (Russia) sells to
// buyers of different cost under an embargo, a price cap and secondary tariffs: who leaves, who
// takes the barrels, the world price, the netback, the revenue.
//
// # Equations
//
// The rest of the world is a bathtub with one price P, at P₀ before:
//
//	S (P/P₀)^η + X = D (P/P₀)^ε      S = D − X₀,  η ≥ 0,  ε ≤ 0
//
// Buyer k takes up to capacity Vk, pays freight fk and bears a political cost ck a barrel, so
// it pays at most wk = P − fk − ck at the port of loading. The exporter sells at one price n
// there; buyers are served in the order of fk + ck, ties in the order of the input, and the last
// one served sets n and so the discount P − n. Where supply equals the capacity of all who are
// served, n lies between the last and the next; where it exceeds all capacity, n falls until
// supply does, at the lowest to the shut-in price, and the rest is stranded. The
// share sk of a buyer's barrels that uses covered services is sold at min(n, cap). The exporter
// answers to its mean price m:
//
//	X = X₀ (1−r) (m/m₀)^ηR  where m is at or above the shut-in price, else 0
//
// r is a share of supply that is removed by decree, m₀ the mean price before. A buyer with
// a secondary tariff τ on its exposed exports Ak, of which it bears the share βk, buys only if
//
//	(P − price − fk − ck) qk ≥ τ Ak βk
//
// over a year. The left side is what it gains from Russian barrels against others at P. Its
// break-even discount is τ Ak βk/Vk.
//
// # Equilibria
//
// Leaving is discrete and others' leaving makes staying more attractive, so there may be several
// equilibria, or none in which all choose purely. The search starts where all stay and where all
// threatened buyers have left; in each round the first in the order of the input who gains from
// changing its mind does. With up to ten threatened buyers all sets are tried as well.
// Every equilibrium found is reported with where it was found from.
//
// # Units
//
// Million barrels a day, US dollars a barrel, exports in billion dollars a year, revenue in
// million dollars a day.
package crude

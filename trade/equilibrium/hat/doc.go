// Package hat solves a world of one or many sectors without links between them in exact
// hat algebra (Dekle, Eaton and Kortum 2008; Ossa 2014 without profits): what a tariff does
// to wages, prices, trade, revenue and welfare, in ratios of after to before, from shares of
// the data and trade elasticities alone.
//
// # Equations
//
// Sector s, exporter i, importer j; t tariff on value before duty, κ = (1+t′)/(1+t),
// d change of other costs, λ share of j's spending on s, α share of s in j's spending,
// ε = σ−1, Y output before duty, D deficit:
//
//	λ′sij = λsij (ŵi κsij dsij)^−εs / Ssj      Ssj = Σi λsij (ŵi κsij dsij)^−εs
//	P̂j    = Πs Ssj^(−αsj/εs)
//	rj    = Σs αsj Σi t′/(1+t′) λ′sij          revenue in a unit of spending
//	E′j   = ŵj Yj + Dj g + rj E′j              g = Σ ŵY / ΣY            (additive)
//	E′j   = Ξ φj ŵj Yj + rj E′j                φ = (E−revenue)/Y,
//	                                           Ξ = Σ ŵY / Σ φŵY         (proportional)
//	ŵi Yi = Σs Σj λ′sij αsj E′j / (1+t′sij)    the markets
//	Wj    = Êj / P̂j                            welfare
//
// The numeraire is world income, Σ ŵY = ΣY; amounts after the shock are in it. Balanced
// deficits: D is set to zero, that world is solved at the tariffs of the data, and changes are
// against it.
//
// # Solution
//
// Newton's method in ln ŵ with the analytic Jacobian, which is singular along equal
// changes of all wages and is completed by the numeraire; a step is at most 0.7 and is halved
// until the largest relative excess demand falls. A world of 194 countries takes four to six
// steps. A shock too large for that is taken in parts. Where no step helps, the answer is an
// *equilibrium.ConvergenceError and no numbers; that is so where a country cannot earn the
// surplus that additive deficits have it keep.
//
// # Rules
//
// A flow of zero stays zero. A sector that a country does not buy stays unbought, a country may
// sell nothing to itself; both are named in the report. A country without any output or any
// demand is an error, and so are duties on own sales. A result is unchanged by the order of
// countries and the units of trade; without a shock every change is exactly zero.
package hat

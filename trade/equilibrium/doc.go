// Package equilibrium holds what the models of trade in answer to a shock share: the report
// that every result carries, the errors, the rules for deficits, and the one rounding by which a
// result becomes money. The models are in packages of their own below it, each with its
// equations in its package comment:
//
//	equilibrium/hat      one or many sectors without links; optimal and Nash tariffs
//	equilibrium/wedge    profits, labour supply, use of revenue, incomplete pass-through
//	equilibrium/linkage  many sectors with input-output links
//	equilibrium/gravity     structural gravity: conditional, one-pass, full, universal
//	equilibrium/ppml        estimates of gravity equations
//	equilibrium/gsim        an industry of many regions, linear and exact
//	equilibrium/ces         one market with several sources
//	equilibrium/smart       one importer, one product, first-order arithmetic
//	equilibrium/crude       the oil market under a cap, an embargo, secondary tariffs
//	equilibrium/elasticity  published elasticities with ranges and sources
//	equilibrium/ranges      any of these over a grid, a tornado or seeded draws
//	equilibrium/world    data: trade and GDP of 194 countries in 2023
//
// # What is asked
//
// A world is given as data: who buys how much from whom, under which tariffs, and how strongly
// buyers react (the trade elasticity ε, which is σ−1 in Armington's and Krugman's models and θ in
// Eaton and Kortum's). A shock changes tariffs. The answer is the world in which all markets
// clear again, as hats, ratios of after to before. Hats need no levels of technology or
// of trade costs: shares of the data and elasticities are enough (Dekle, Eaton and Kortum
// 2008).
//
// The core of all of them, for exporter i and importer j, with λ the share of j's spending on i,
// κ = (1+t′)/(1+t), and ĉ the change of i's costs:
//
//	λ′_ij = λ_ij (ĉ_i κ_ij)^−ε / Σ_k λ_kj (ĉ_k κ_kj)^−ε
//	P̂_j   = (Σ_k λ_kj (ĉ_k κ_kj)^−ε)^(−1/ε)
//
// In package hat costs are wages, ĉ = ŵ; in package linkage they are wages and the prices of
// inputs; in package wedge wages and employment, and tariffs count with a power φ. Income is
// wages, tariff revenue, and the deficit by its rule; markets clear where what all buy from i
// is what i makes.
//
// # Units
//
// Tariffs are fractions of the value before duty: 0.25 is 25 %. Trade, output and revenue
// are in the units of the data, and all of one input in the same ones. Hats have no unit;
// Percent makes them percent. Only relative prices are determined, and so every result
// names its numeraire: amounts after a shock are in it, and a hat of a nominal amount (wage,
// price, exports) means nothing without it. Real ones (welfare, real wage) do not depend on it.
//
//	package   numeraire
//	hat       world income: Σ ŵY = ΣY
//	linkage   the world's value added: Σ ŵ·VA = ΣVA
//	wedge     average consumer prices: Σ E(P̂−1) = 0
//
// # What outputs mean
//
// Welfare is real spending, Ê/P̂, unless a package says otherwise: linkage has it as RealIncome
// beside the first-order sum that Caliendo and Parro print, wedge subtracts the value of
// leisure. RealWage, ŵ/P̂, leaves out tariff revenue. Exports and imports are before duty.
// Revenue is rate times value before duty. The own share is the part of spending that
// stays at home.
//
// # Conventions of authors
//
//	deficits     Dekle, Eaton and Kortum; Caliendo and Parro: additive, constant shares of
//	             world income. Ossa; Lashkaripour: balanced first. Allen, Arkolakis and
//	             Takahashi: proportional to income, with a scalar. Ignatenko et al.:
//	             endogenous through profits, plus additive transfers.
//	flows        BACI and Caliendo and Parro: before duty. Lashkaripour; Ossa: with duty.
//	own trade    GDP less exports here; Ignatenko et al. build it from profit shares; input-
//	             output tables state it.
//	welfare      Caliendo and Parro print a first-order sum; most others real income.
//	averages     Ignatenko et al. weight by spending, in one table for welfare not at all.
//	optimal      a search over the model's own welfare here; a formula in Lashkaripour and in
//	             Ignatenko et al., which neglects how the wages of others move.
//
// # Errors
//
// An input is refused as a whole: the error is an *InputErrors, which lists all that is wrong,
// each an *InputError of a class ("negative", "no_demand", …). A model that was not solved is a
// *ConvergenceError without numbers; a cancelled context gives its error. Where a rule took
// the place of a number (own trade at zero, a market without demand) the assumptions
// of the report say so.
//
// # Accuracy
//
// All numbers are float64, by nature: a model's answer is an estimate with the accuracy of its
// elasticities. Solutions are exact to about 1e-12 all the same, so that they can be
// compared; Report.Residual is the largest relative excess demand, and Report.Checks are
// identities tested by ways that the solver did not take. The same input gives the same bits.
// Round hands a number to the exact world.
package equilibrium

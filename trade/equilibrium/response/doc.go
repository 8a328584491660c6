// Package response says what the imports of one country do when its duties change: product by
// product, each a market of its own, by two models side by side over ranges of elasticities.
//
// # Models
//
// "ces" is that of package ces: sources are imperfect substitutes, prices of the sources may
// move. "smart" is first-order arithmetic, package smart, in its linear form. A market that both
// models see has imports M by source before duty, and the rates before and after. Of each model
// and each point of its parameters the sums over all markets are
//
//	imports    Σ M′ at world prices, before duty
//	revenue    Σ t′ M′
//	price      Σ E P̂ / Σ E, the mean rise of what buyers pay, E spending before ("ces" alone)
//	welfare    of the importer: consumer surplus and revenue ("ces"), triangle and rectangle ("smart")
//	exporters  producer surplus of the sources ("ces" alone)
//
// # Ranges
//
// A [Figure] is the answer at the central values, and the lowest and highest over all
// combinations of the ends of the ranges. The ends are the same for all markets at once: the
// range of a sum is not the sum of ranges. Bars move one parameter at a time. Draws are random
// points (ranges.MonteCarlo); the same seed gives the same numbers on any number of workers.
//
// # Limits
//
// Incomes, exchange rates and the prices of all else are fixed; goods of other countries than
// the sources named, and home production, answer only by the elasticity of demand. A source
// without trade before gets none. Amounts come back as decimals rounded half up to cents, and
// fractions to six places; inside, the models are float64.
package response

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
//	price      Σ E P̂ / Σ E, the mean rise of what buyers pay, E spending before (not "smart")
//	welfare    of the importer: triangle and rectangle in "smart", else consumer surplus and revenue
//	exporters  producer surplus of the sources (not "smart")
//
// A third, "gsim", is that of package gsim in its exact form, asked where sources have sales into
// other countries: what they lose in one market they sell elsewhere, at lower prices, and their
// price falls by less. It has the parameters of ces. Its matrix is a part of the world's: duties
// elsewhere are left out and do not change, buyers elsewhere have the sources named and no others,
// and what sources sell at home is not seen; so what is redirected is of the sales that are stated.
// With sales into one country alone its equations are those of ces, and beside it would be the
// same number twice.
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

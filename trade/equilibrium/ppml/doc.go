// Package ppml estimates gravity equations by Poisson pseudo-maximum likelihood with any number
// of fixed effects (Santos Silva and Tenreyro 2006; Correia, Guimarães and Zylkin 2020): the
// estimates that a structural gravity model is simulated with.
//
//	E[y | x] = exp(xβ + Σk a_k),   y ≥ 0, zeros among it
//
// # Solution
//
// Iteratively reweighted least squares. In each step the effects are partialled out of the
// regressors and of the working variable by conjugate gradients on their normal equations, the
// effect with the most groups eliminated exactly; nothing of the size of the number of
// effects squared is stored. It ends where the deviance no longer changes.
//
// # Errors of the estimates
//
//	robust   H (Σ s sᵀ) H · n/(n−1)            s = x̃ (y−μ), x̃ net of effects, H = (Σ μ x̃ x̃ᵀ)⁻¹
//	cluster  the same with s summed by cluster, · G/(G−1)
//
// With several cluster variables the variances are combined by inclusion and exclusion
// (Cameron, Gelbach and Miller 2011), G that of the fewest clusters.
//
// # Separation
//
// A row with y = 0 that a combination of regressors and effects can push to −∞ without touching
// a row with y > 0 says nothing about β, and the estimate does not exist with it. Rows of
// groups without any trade are dropped before; others are looked for among the rows whose
// fitted values vanish, by the iterative rectifier, and are dropped before the estimation is done
// again. Both are counted. A regressor that the effects and the other regressors explain, before or
// after that, is an error.
package ppml

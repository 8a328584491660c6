// Package linkage solves a world of many sectors that use each other's goods, in exact hat
// algebra: Caliendo and Parro, Review of Economic Studies 82 (2015).
//
// # Equations
//
// Importer n, exporter i, sector j (k where inputs are meant); t tariff on value before duty,
// κ = (1+t′)/(1+t), π share of n's spending on the sector, θ trade elasticity, γ share of
// value added in output, γkj share of input k in the cost of j, α share in final spending,
// X spending, Y output before duty, D deficit:
//
//	ĉ_ij  = ŵ_i^γ_ij Π_k P̂_ik^γ_kj
//	P̂_nj  = (Σ_i π_nij (κ_nij ĉ_ij)^−θj)^(−1/θj)
//	π′nij = π_nij (κ_nij ĉ_ij / P̂_nj)^−θj
//	X′nj  = Σ_k γ_jk Y′nk + α_nj I′n       Y′nk = Σ_i π′ink X′ik / (1+t′ink)
//	I′n   = ŵ_n VA_n + revenue′n + D_n
//	ŵ_n VA_n = Σ_j γ_nj Y′nj               the markets
//
// The numeraire is the world's value added, Σ ŵ·VA constant.
//
// # Two measures of welfare
//
// The published one is a first-order sum, in percent of the baseline's income I, of base flows
// M (imports before duty) and E (exports) and counterfactual M′:
//
//	terms of trade   Σ_j Σ_i (E_nij (ĉ_nj − 1) − M_nij (ĉ_ij − 1)) / I_n
//	volume of trade  Σ_j Σ_i t_nij (M′nij − M_nij ĉ_ij) / I_n
//
// RealIncome is the exact one, Î/P̂ with P̂ = Π P̂_nj^α. For large changes the two differ
// greatly: NAFTA is +1.31 % for Mexico in the first and +0.007 % in the second.
//
// # Conventions
//
// Those by which the print is met. Theta holds θ, not 1/θ. Own sales are output less exports.
// Input coefficients give proportions only: γ_kj = (1−γ_j)·io_kj/Σ_k io_kj, and a column that is
// all zero has γ = 1. Final shares are the residual X − Σγ Y, at least zero, rescaled to one. The
// baseline is solved first, at the old tariffs and with the deficits chosen; changes are
// against it. At moves the baseline to other tariffs.
//
// # Solution
//
// Prices at given wages come from Newton's method, whose linear systems GMRES solves without
// a matrix; they converge from anywhere, even with θ = 64.85, on which damped iteration cycles.
// Spending is linear. Wages come from Broyden's method, started by the analytic Jacobian and
// guarded: a step that does not bring the largest relative excess demand down is halved.
// Without a shock every change is exactly zero.
package linkage

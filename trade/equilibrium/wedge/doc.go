// Package wedge is the model of Ignatenko, Lashkaripour, Macedoni and Simonovska, "Making
// America great again? The economic impacts of Liberation Day tariffs", Journal of
// International Economics 157 (2025) 104138: one sector in which firms earn profits where they
// sell, workers choose how much to work, revenue may lower the tax on labour, and a tariff is
// passed through more or less than in full.
//
// # Equations
//
// Exporter i, importer j; t tariff on value before duty, λ share of spending, ν share of
// profits in sales, ε trade elasticity, κ elasticity of labour supply, 1/θ = ψ = Shape/ε,
// Y labour income and E spending of the data, T transfers, g growth of world income:
//
//	φ_j    = PassThrough − 1 + (1+1/θ)/(1−ν_j) − 1/θ
//	λ′_ij  = λ_ij (ŵ_i/L̂_i^ψ)^−ε (1+t_ij)^(−εφ_j) / S_j      S_j the sum over i
//	X′_ij  = λ′_ij E′_j / (1+t_ij)
//	E′_j   = revenue_j + ŵ_j L̂_j Y_j + T_j g
//	ŵL̂_i Y_i = Σ_j (1−ν_j) X′_ij + ν_i Σ_j X′_ji             the markets
//	P̂_j    = (Ê_j/ŵ_j)^(1−φ_j) S_j^(−1/ε)
//	L̂_j    = (τ̂_j ŵ_j/P̂_j)^κ,  τ̂ = 1/(1 − revenue/(ŵL̂Y)) with tax relief, else 1
//	W_j    = δ Ê/P̂ + (1−δ) ŵL̂/P̂,  δ = E/(E − κ(1−u)Y/(1+κ)),  u = revenue/(ŵL̂Y) or 0
//
// The numeraire is the average of prices weighted by spending before, Σ E(P̂−1) = 0. The world
// before has no tariffs.
//
// # Conventions of the paper
//
// Own trade comes from GDP and profit shares (Complete), not from GDP less exports, and so
// answers differ a little from package hat even without profits. ν comes from the profits of
// American firms, .26 of sales, and of others, .12 (ProfitShares). Averages over countries are
// weighted by spending before; in its table 10 that of welfare is simple. What it calls the
// optimal tariff, about 22 %, is a formula and not the optimum of this model. Changes of exports
// and imports are over income; the deficit is imports less exports before duty.
//
// Without profits, labour supply and returns to scale, the model is that of package hat.
//
// # Solution
//
// Newton's method in ln ŵ and ln L̂ with the analytic Jacobian, guarded as in package hat; 194
// countries take five steps. Spending follows in closed form.
package wedge

// Package gravity solves the structural gravity model of one sector: multilateral resistances,
// and what a change of trade costs does to prices, output, trade and welfare.
//
// # Equations
//
// Output Y, spending E, shares of the world y and e, each normalised by itself, so that
// ΣE need not be ΣY; T = t^(1−σ) before and T′ after; Π and P the (1−σ) powers of outward and
// inward resistance, with P = 1 for the reference importer:
//
//	Πi = Σj Tij ej/Pj      Pj = Σi Tij yi/Πi      Xij = Yi Ej Tij/(Πi Pj ΣY)
//
// Four answers to T′, by name:
//
//	conditional  the resistances at T′ with output and spending unchanged.
//	one-pass     the conditional resistances, then prices once: p = (Π′/Π)^(1/(σ−1)), Y′ = pY,
//	             E′ = pE. That is how the Python package gegravity computes what it calls a
//	             full equilibrium; resistances do not answer to the new output.
//	full         the fixed point of an endowment economy: p = ((y′/y)(Π/Π′))^(1/(1−σ)) with
//	             y′ ∝ pY, and E′ = φY′ (proportional, φ = E/Y) or E′ = Y′ + D g (additive,
//	             D = E−Y, g the growth of world output), in prices in which P stays 1 for the
//	             reference importer.
//	universal    from trade flows, with supply that answers to real prices (Allen, Arkolakis
//	             and Takahashi 2020; Campos, Reggio and Timini): Q = (p/P)^ψ, Y′ = pQY,
//	             λ′ij ∝ λij (T′/T)ij pi^(1−σ), world income the numeraire; spending additive
//	             (as above) or proportional, E′ = Ξ φ Y′ with Ξ so that ΣE′ = ΣY′. With ψ = 0
//	             it is the full endowment economy on the flows as they are.
//
// Welfare is Ê/P̂, P̂ the price index, a (1/(1−σ)) power of the inward resistance. The
// welfare statistic of gegravity is its inverse. Published "full" figures are often stopped
// early (the Advanced Guide at 0.01): the fixed point here differs from them.
//
// # Solution
//
// Resistances: a few rounds of matrix scaling, then Newton's method in ln Π. Full and universal:
// Newton's method in ln p with the analytic Jacobian, singular along equal changes of all prices
// and completed by a normalisation; for full the levels are solved again at the new output
// and must agree with the hats. 250 countries take well under a second.
//
// # Rules
//
// A cost of zero is no trade. Output and spending that differ in the sum by a factor of more
// than two, a country without either, and pairs left out are errors; a smaller difference is
// kept and named in the report. Without a shock every change is exactly zero.
package gravity

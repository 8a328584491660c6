// Package gsim solves an industry of any number of regions whose goods differ by origin, after
// a change of tariffs (Francois and Hall 2003): the linear model of the published spreadsheet,
// and the CES model that it is the linear form of, side by side.
//
// # Equations
//
// Exporter r, importer v; trade R at world prices, T = 1 + tariff, θ shares of v's spending at
// internal prices, φ shares of r's sales at world prices, Em, Es, Ex the elasticities of
// demand (at or below zero), substitution (above one) and supply (at or above zero), p̂ the
// change of r's world price, T̂ = T′/T − 1:
//
//	linear:  q̂rv = Σs (θsv (Em+Es) − [r=s] Es) (p̂s + T̂sv)      Ex p̂r = Σv φrv q̂rv
//	         R′  = R (1+q̂)(1+p̂)      P̂v = Σr θrv ((1+p̂r) T′/T − 1)
//	         producer surplus  R p̂ (1 + Ex p̂/2)
//	         consumer surplus  (½ Em P̂² sign(P̂) − P̂) Σr R T
//	exact:   Pv  = (Σr θrv (pr T′/T)^(1−Es))^(1/(1−Es))
//	         qrv = (pr T′/T)^(−Es) Pv^(Es+Em)                    pr^Ex = Σv φrv qrv
//	         producer surplus  R (p^(1+Ex) − 1)/(1+Ex)
//	         consumer surplus  −(P^(1+Em) − 1)/(1+Em) Σr R T
//	both:    revenue Σr R′(T′−1) − R(T−1);  welfare is the sum of the three
//
// The surpluses of the linear model are those of the published spreadsheet, term by term; those
// of the exact one are areas under its curves. The linear price may be far off where tariffs
// change by much: by 37 % in the published example, see Result.LinearError.
//
// # Rules
//
// World prices of all other goods are fixed, so there is no numeraire. A region that sells
// nothing has no price to change and keeps it; a region that buys nothing, not even from itself,
// is an error. Without a shock every change is exactly zero.
package gsim

// Package equilibrium holds what the models of trade in answer to a shock share: the report
// that every result carries, the errors, and the rules for deficits. The models are in
// packages of their own below it:
//
//	equilibrium/hat      one or many sectors, exact hat algebra, optimal and Nash tariffs
//	equilibrium/wedge    profits, labour supply and incomplete pass-through
//	equilibrium/linkage  many sectors with input-output links
//	equilibrium/world    trade and output of 194 countries in 2023, to start with
//
// All numbers are float64, by nature: a model's answer is an estimate. Round hands it to the
// exact world.
package equilibrium

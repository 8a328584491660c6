package plan

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Metal is a basis on the content of a metal.
type Metal struct {
	Basis law.Basis
	Name  string
}

// Metals are the bases on the content of a metal, with the name of each.
var Metals = [...]Metal{
	{law.SteelContent, "steel"},
	{law.AluminumContent, "aluminum"},
	{law.CopperContent, "copper"},
}

// AllMetal reports whether a product is the metal itself: chapters 72 and 73 for
// steel, 74 for copper, 76 for aluminum.
func AllMetal(p trade.Product, b law.Basis) bool {
	switch p.Chapter() {
	case "72", "73":
		return b == law.SteelContent
	case "74":
		return b == law.CopperContent
	case "76":
		return b == law.AluminumContent
	}
	return false
}

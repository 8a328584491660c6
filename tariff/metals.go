package tariff

import (
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// metal is a basis on the content of a metal.
type metal struct {
	basis law.Basis
	name  string
}

// metals are the bases on the content of a metal, with the name of each.
var metals = [...]metal{
	{law.SteelContent, "steel"},
	{law.AluminumContent, "aluminum"},
	{law.CopperContent, "copper"},
}

// allMetal reports whether a product is the metal itself: chapters 72 and 73 for
// steel, 74 for copper, 76 for aluminum.
func allMetal(p trade.Product, b law.Basis) bool {
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

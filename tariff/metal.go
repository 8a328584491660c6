package tariff

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// metals are the bases on the content of a metal, with the name and the claim of each.
var metals = [...]struct {
	basis law.Basis
	name  string
	of    func(*Claims) *decimal.Decimal
}{
	{law.SteelContent, "steel", func(c *Claims) *decimal.Decimal { return c.Steel }},
	{law.AluminumContent, "aluminum", func(c *Claims) *decimal.Decimal { return c.Aluminum }},
	{law.CopperContent, "copper", func(c *Claims) *decimal.Decimal { return c.Copper }},
}

// whichMetal is the error of a share for whichever metal when the goods stand on the
// lists of two: it does not say of which one it is.
func (w *work) whichMetal(at int) error {
	basis, first := w.row[at].term.basis, w.d.metal
	return &ClaimError{
		"metal_share=" + w.entry.Claims.Metal.String(),
		fmt.Sprintf("the goods stand on the lists of %s and of %s, and one share does not say of which metal it is; claim steel_share, aluminum_share and copper_share as they apply, together at most 1", first, basis),
	}
}

// checkMetals refuses shares of metals that are together more than the whole.
func (c *Claims) checkMetals() error {
	var sum decimal.Decimal
	for _, m := range metals {
		if own := m.of(c); own != nil {
			sum = sum.Add(*own)
		}
	}
	if sum.GreaterThan(one) {
		var stated []string
		for _, m := range metals {
			if own := m.of(c); own != nil {
				stated = append(stated, fmt.Sprintf("%s_share=%s", m.name, own))
			}
		}
		return &ClaimError{strings.Join(stated, ", "), fmt.Sprintf("the metals are together %s of the value; state shares of at most 1 together", sum)}
	}
	return nil
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

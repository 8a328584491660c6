package tariff

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// metals are the bases on the content of a metal, with the name and the claim of each.
var metals = []struct {
	basis Basis
	name  string
	of    func(*Claims) *decimal.Decimal
}{
	{SteelContent, "steel", func(c *Claims) *decimal.Decimal { return c.Steel }},
	{AluminumContent, "aluminum", func(c *Claims) *decimal.Decimal { return c.Aluminum }},
	{CopperContent, "copper", func(c *Claims) *decimal.Decimal { return c.Copper }},
}

// metalShare is the share of the value that is the metal of a basis: as claimed by its
// name, as claimed for the metal of whichever program asks, or all that other metals
// leave where the product is the metal itself. need says what to state when it is none
// of these. A share for whichever metal does not say of which one it is when the goods
// stand on the lists of two; that is an error.
func (w *work) metalShare(basis Basis) (share decimal.Decimal, need string, err error) {
	c := &w.entry.Claims
	name, named := "", decimal.Decimal{}
	for _, m := range metals {
		own := m.of(c)
		switch {
		case m.basis != basis && own != nil:
			named = named.Add(*own)
		case m.basis == basis && own != nil:
			w.used |= usesOf(m.name)
			return *own, "", nil
		case m.basis == basis:
			name = m.name
		}
	}
	switch {
	case c.Metal != nil && c.Steel == nil && c.Aluminum == nil && c.Copper == nil:
		if w.metal != "" && w.metal != basis && c.Metal.IsPositive() {
			return share, "", &ClaimError{
				"metal_share=" + c.Metal.String(),
				fmt.Sprintf("the goods stand on the lists of %s and of %s, and one share does not say of which metal it is; claim steel_share, aluminum_share and copper_share as they apply, together at most 1", w.metal, basis),
			}
		}
		w.metal = basis
		w.used |= usesMetal
		return *c.Metal, "", nil
	case allMetal(w.entry.Product, basis):
		return one.Sub(named), "", nil
	}
	return share, fmt.Sprintf("the share of the value that is %s (claim metal_share or %s_share, a fraction of the value)", name, name), nil
}

// content is the part of the value that a measure on the content of a metal charges.
func (w *work) content(basis Basis, o *outcome, rest decimal.Decimal) (decimal.Decimal, bool, error) {
	share, need, err := w.metalShare(basis)
	if err != nil || need != "" {
		o.need(need)
		return rest, false, err
	}
	if !share.Equal(one) {
		o.reason = strings.TrimSpace(fmt.Sprintf("%s content of %s of the value %s", basis, share, o.reason))
	}
	return minDecimal(rest, w.entry.Value.Mul(share)), true, nil
}

// checkMetals refuses shares of metals that are together more than the whole.
func (c *Claims) checkMetals() error {
	var sum decimal.Decimal
	var stated []string
	for _, m := range metals {
		if own := m.of(c); own != nil {
			sum = sum.Add(*own)
			stated = append(stated, fmt.Sprintf("%s_share=%s", m.name, own))
		}
	}
	if sum.GreaterThan(one) {
		return &ClaimError{strings.Join(stated, ", "), fmt.Sprintf("the metals are together %s of the value; state shares of at most 1 together", sum)}
	}
	return nil
}

// allMetal reports whether a product is the metal itself: chapters 72 and 73 for
// steel, 74 for copper, 76 for aluminum.
func allMetal(p trade.Product, b Basis) bool {
	switch p.Chapter() {
	case "72", "73":
		return b == SteelContent
	case "74":
		return b == CopperContent
	case "76":
		return b == AluminumContent
	}
	return false
}

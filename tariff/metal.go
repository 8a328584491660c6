package tariff

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
)

// whichMetal is the error of a share for whichever metal when the goods stand on the
// lists of two: it does not say of which one it is.
func (w *work) whichMetal(at int) error {
	basis, first := w.row[at].Term.ChargedOn, w.d.Metal
	return &ClaimError{
		"metal_share=" + w.entry.Claims.Metal.String(),
		fmt.Sprintf(
			"the goods stand on the lists of %s and of %s, and one share does not say of which metal it is; claim "+
				"steel_share, aluminum_share and copper_share as they apply, together at most 1", first, basis),
	}
}

// checkMetals refuses shares of metals that are together more than the whole.
func (c *Claims) checkMetals() error {
	var sum decimal.Decimal
	for k := range plan.Metals {
		if own := c.metal(k); own != nil {
			sum = sum.Add(*own)
		}
	}
	if sum.GreaterThan(one) {
		var stated []string
		for k, m := range plan.Metals {
			if own := c.metal(k); own != nil {
				stated = append(stated, fmt.Sprintf("%s_share=%s", m.Name, own))
			}
		}
		return &ClaimError{
			strings.Join(stated, ", "),
			fmt.Sprintf("the metals are together %s of the value; state shares of at most 1 together", sum),
		}
	}
	return nil
}

// metal is the share of one of the metals that is claimed, or nil.
func (c *Claims) metal(k int) *decimal.Decimal {
	return [len(plan.Metals)]*decimal.Decimal{c.Steel, c.Aluminum, c.Copper}[k]
}

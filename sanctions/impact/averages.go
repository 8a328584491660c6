package impact

import (
	"maps"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// averaged appends a flow with averages for what it does not state: the metal in it, and of
// Canada and Mexico a part that enters under the USMCA.
func (p *parting) averaged(i int, f trade.Flow) error {
	shares := p.study.Averages
	if shares == nil || len(f.Product) < lineDigits {
		return p.append(i, f)
	}
	claims := f.Notes["claims"]
	if text := metalClaims(shares, f.Product); text != "" && !strings.Contains(claims, "_share") {
		claims = join(claims, text)
	}
	part := decimal.Decimal{}
	if of, named := shares.USMCA[f.Origin]; named && !strings.Contains(claims, "usmca") &&
		!strings.Contains(claims, "spi") {
		average, ok := of[f.Product]
		if !ok {
			average = of[f.Product[:8]]
		}
		part = average.Decimal()
	}
	if claims == f.Notes["claims"] && part.IsZero() {
		return p.append(i, f)
	}
	p.average[i] = true
	under := exact.Round(f.Value.Amount.Mul(part), max(2, -f.Value.Amount.Exponent()), exact.HalfUp)
	for _, g := range []struct {
		claims string
		value  decimal.Decimal
	}{{claims, f.Value.Amount.Sub(under)}, {join(claims, "usmca"), under}} {
		if g.value.IsZero() {
			continue
		}
		with := f
		with.Value = &trade.Money{Amount: g.value, Currency: f.Value.Currency}
		if f.Quantity != nil {
			with.Quantity = &trade.Quantity{
				Amount: f.Quantity.Amount.Mul(g.value).DivRound(f.Value.Amount, max(6, -f.Quantity.Amount.Exponent())),
				Unit:   f.Quantity.Unit,
			}
		}
		with.Notes = maps.Clone(f.Notes)
		if with.Notes == nil {
			with.Notes = map[string]string{}
		}
		with.Notes["claims"] = g.claims
		if err := p.append(i, with); err != nil {
			return err
		}
	}
	return nil
}

func join(a, b string) string {
	if strings.TrimSpace(a) == "" {
		return b
	}
	return a + "; " + b
}

// metalClaims are the average contents of a product as claims.
func metalClaims(shares *panel.Shares, product trade.Product) string {
	average, named := shares.Metal[product]
	if !named {
		average, named = shares.Metal[product[:8]]
	}
	if !named {
		return ""
	}
	sum := average[0] + average[1] + average[2]
	var claims []string
	for k, name := range []string{"steel_share", "aluminum_share", "copper_share"} {
		content := average[k]
		if sum > panel.Whole { // brought down to the whole, as a panel does
			content = content * panel.Whole / sum
		}
		claims = append(claims, name+"="+content.Decimal().String())
	}
	return strings.Join(claims, "; ")
}

package oil

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// CostKind says which part of the way a cost belongs to.
type CostKind string

// The kinds of cost, in the order of the way from the quay to the buyer.
const (
	Loading   CostKind = "loading"   // from alongside the ship onto it: FAS to FOB
	Freight   CostKind = "freight"   // of the voyage: FOB to CFR
	Insurance CostKind = "insurance" // of the voyage: CFR to CIF
	Delivery  CostKind = "delivery"  // risk and charges on arrival: CIF to DES, DES to DAP
	Other     CostKind = "other"     // named by the caller, wherever the way leads
)

// Cost is one item between two bases, for one unit of the oil.
type Cost struct {
	Kind     CostKind
	Name     string // "Aframax Primorsk–Vadinar"
	Amount   decimal.Decimal
	Currency trade.Currency
	Per      trade.Unit
	Source   string
}

// String prints "freight (Aframax) USD 11.11/bbl".
func (c Cost) String() string {
	name := string(c.Kind)
	if c.Name != "" {
		name += " (" + clip.Text(c.Name) + ")"
	}
	return fmt.Sprintf("%s %s %s/%s", name, clip.Text(string(c.Currency)), trade.Thousands(c.Amount),
		clip.Text(string(c.Per)))
}

// LumpSum is a cost of a whole cargo as a cost for one unit of it, rounded: eight
// million dollars of freight on 720,000 barrels are 11.11 dollars a barrel. A cargo
// that is not above zero is an *Error "cargo".
func LumpSum(kind CostKind, name string, total trade.Money, cargo trade.Quantity, places int32, m exact.Mode) (Cost,
	error,
) {
	if err := check(total.Amount, cargo.Amount); err != nil {
		return Cost{}, err
	}
	if !cargo.Amount.IsPositive() {
		return Cost{},
			fault("cargo", fmt.Sprintf("%s for a cargo of %s", clip.Text(total.String()), clip.Text(cargo.String())),
				"want a cargo above zero")
	}
	d, err := exact.Div(total.Amount, cargo.Amount, places, m)
	if err != nil {
		return Cost{}, err
	}
	return Cost{Kind: kind, Name: name, Amount: d, Currency: total.Currency, Per: cargo.Unit}, nil
}

// Bridge is a price, the costs, and the price at the other end of them.
type Bridge struct {
	From, To Price
	Costs    []Cost
	// Total is the sum of the costs; it was taken off when Sign is -1 (towards the
	// quay: a netback) and added when it is 1.
	Total decimal.Decimal
	Sign  int
}

// String prints one line for each step.
func (b Bridge) String() string {
	var s strings.Builder
	sign := "+"
	if b.Sign < 0 {
		sign = "-"
	}
	fmt.Fprintf(&s, "  %s\n", b.From)
	for _, c := range b.Costs {
		fmt.Fprintf(&s, "%s %s\n", sign, c)
	}
	fmt.Fprintf(&s, "= %s", b.To)
	return s.String()
}

// wayPoint is a basis, its place on the way, and the costs that lie between it and
// the one before. What is required must be stated to pass.
type wayPoint struct {
	basis    trade.PriceBasis
	kind     CostKind
	required bool
}

func way() []wayPoint {
	return []wayPoint{
		{basis: trade.FAS},
		{trade.FOB, Loading, true},
		{trade.CFR, Freight, true},
		{trade.CIF, Insurance, true},
		{trade.DES, Delivery, false},
		{trade.DAP, Delivery, false},
	}
}

func place(b trade.PriceBasis) (int, bool) {
	for i, p := range way() {
		if p.basis == b {
			return i, true
		}
	}
	return 0, false
}

// Netback leads a price to another basis: costs are taken off on the way towards the
// quay (DES India to FOB Primorsk) and added on the way to the buyer. Loading,
// freight and insurance that the way crosses must be stated; a kind that it does not
// cross must not be, since the price does not hold it. Amounts are in the currency
// and the unit of the price and, but for Other, not negative. A customs value is not
// led anywhere: state it as the basis that the country uses (see CustomsBasis).
func Netback(p Price, to trade.PriceBasis, point string, costs []Cost) (Bridge, error) {
	if err := p.Check(); err != nil {
		return Bridge{}, err
	}
	leg := fmt.Sprintf("from %s to %s", clip.Text(string(p.Basis)), clip.Text(string(to)))
	fail := func(c *Cost, reason string) (Bridge, error) {
		if c != nil {
			reason = c.String() + ": " + reason
		}
		return Bridge{}, fault("bridge", leg, "%s", reason)
	}
	from, ok := place(p.Basis)
	if !ok {
		return fail(nil, "a customs value is FOB or CIF by country; state which (see CustomsBasis)")
	}
	end, ok := place(to)
	if !ok {
		return fail(nil, "want a way to FAS, FOB, CFR, CIF, DES or DAP")
	}
	b := Bridge{From: p, To: p, Costs: append([]Cost(nil), costs...), Sign: 1}
	first, last := from, end
	if end < from {
		first, last, b.Sign = end, from, -1
	}
	crossed := way()[first+1 : last+1]
	stated := map[CostKind]bool{}
	for i := range b.Costs {
		c := &b.Costs[i]
		if err := check(c.Amount); err != nil {
			return Bridge{}, err
		}
		switch {
		case c.Currency != p.Currency:
			return Bridge{}, &trade.CurrencyError{Text: string(p.Currency), Other: c.Currency}
		case c.Per != p.Per:
			return Bridge{}, &trade.UnitError{Text: string(c.Per), To: p.Per}
		case c.Kind != Other && !crosses(crossed, c.Kind):
			return fail(c, "the way does not cross this cost; take it out, or call it other and name it")
		case c.Kind != Other && c.Amount.IsNegative():
			return fail(c, "a cost is not negative; only an item of the kind other may be")
		case c.Kind == Other && c.Name == "":
			return fail(c, "an item of the kind other needs a name")
		}
		stated[c.Kind] = true
		b.Total = b.Total.Add(c.Amount)
	}
	var missing []string
	for _, w := range crossed {
		if w.required && !stated[w.kind] {
			missing = append(missing, string(w.kind))
		}
	}
	if missing != nil {
		e := fault("bridge", leg, "no cost stated for %s; state it, or zero if that is known", strings.Join(missing, " and "))
		e.Missing = missing
		return Bridge{}, e
	}
	b.To.Basis, b.To.Point, b.To.Source = to, point, ""
	if b.Sign < 0 {
		b.To.Amount = p.Amount.Sub(b.Total)
	} else {
		b.To.Amount = p.Amount.Add(b.Total)
	}
	return b, nil
}

func crosses(ways []wayPoint, k CostKind) bool {
	for _, w := range ways {
		if w.kind == k {
			return true
		}
	}
	return false
}

package programme

import (
	"fmt"
	"slices"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Actor is what somebody does in a deal under a price cap, which decides the tier: trader and
// broker of commodities, with access to the price; bank, sometimes with it; insurer (and P&I
// clubs) and owner of ships, without.
type Actor string

const (
	actorTrader  Actor = "trader"
	actorBroker  Actor = "broker"
	actorBank    Actor = "bank"
	actorInsurer Actor = "insurer"
	actorOwner   Actor = "owner"
)

// Item is a line of a checklist.
type Item struct {
	Name string `json:"name,omitempty"` // "price document"
	What string `json:"what,omitempty"`
}

// Checklist are the records by which an actor shows that a deal kept to the cap. It
// is a list to tick, not the law: the guidance of each regime decides.
type Checklist struct {
	Actor Actor `json:"actor"`
	// Tier is 1 for direct access to the price, 2 for access sometimes, 3 for none.
	Tier  int    `json:"tier"`
	Items []Item `json:"items,omitempty"`
}

// Attestation returns the checklist of an actor for a price on a basis, on a day.
// From 19 February 2024 the guidance of the United States asks for an attestation for
// each voyage and for itemised ancillary costs. A basis that includes freight adds
// the costs that it includes. Within how many days an attestation is due was not
// verified and is left out.
func Attestation(actor Actor, basis trade.PriceBasis, on trade.Date) (Checklist, error) {
	c := Checklist{Actor: actor}
	var all check.Problems
	switch actor {
	case actorTrader, actorBroker:
		c.Tier = 1
	case actorBank:
		c.Tier = 2
	case actorInsurer, actorOwner:
		c.Tier = 3
	default:
		all.Add(&tariff.ValueError{
			Field: "actor", Text: fmt.Sprintf("%q", clip.To(string(actor), 80)),
			Reason: "want trader, broker, bank, insurer or owner",
		})
	}
	if !basis.Valid() {
		all.Add(&trade.BasisError{Text: string(basis)})
	}
	if on.IsZero() {
		all.Add(&sanctions.MissingFactError{Fact: "date", For: "the guidance changed on 19 February 2024"})
	}
	if err := all.Err(); err != nil {
		return Checklist{}, err
	}
	voyage := !on.Before(trade.NewDate(2024, 2, 19))
	if c.Tier == 1 {
		c.Items = append(c.Items, Item{"price document", "invoice, contract or receipt that shows the price a barrel"})
	}
	if c.Tier == 2 {
		c.Items = append(c.Items,
			Item{"price document or attestation", "the price where it is at hand, else an attestation of the customer"})
	}
	if c.Tier == 3 {
		c.Items = append(c.Items, Item{"attestation", "of the customer that the price is at or below the cap"})
	}
	if voyage {
		if c.Tier > 1 {
			c.Items = append(c.Items, Item{"attestation for the voyage", "one each time oil is loaded"})
		}
		c.Items = append(c.Items,
			Item{
				"itemised ancillary costs",
				"freight, insurance and customs apart from the price, at commercially reasonable rates; passed on when asked",
			})
	}
	if basis.Freight() && c.Tier == 1 {
		c.Items = append(c.Items, Item{"freight", "what the " + string(basis) + " price includes"},
			Item{"port dues", "what the " + string(basis) + " price includes"})
		if basis.Insurance() {
			c.Items = append(c.Items, Item{"insurance", "what the " + string(basis) + " price includes"})
		}
	}
	return c, nil
}

// Missing are the items of which no record is held.
func (c Checklist) Missing(held ...string) []Item {
	return slices.DeleteFunc(slices.Clone(c.Items), func(i Item) bool { return slices.Contains(held, i.Name) })
}

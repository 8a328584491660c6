package programme

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// The routes that are known without a table of terms, which may name further ones.
const (
	bySea           = "sea"
	druzhbaNorth    = "druzhba-north"
	druzhbaSouth    = "druzhba-south"
	caspianPipeline = "cpc"
	sakhalin2       = "sakhalin-2"
)

// Deal is the facts of a purchase, a voyage or an import that rules ask for. What
// is not stated is zero, and is never taken for a "no".
type Deal struct {
	Product trade.Product `json:"product,omitempty"`
	// Origin is where the goods come from: extracted, made, or last substantially transformed
	Origin trade.Country `json:"origin,omitempty"`
	// ShippedFrom is the country of the port or the border from which they are exported
	ShippedFrom trade.Country `json:"shipped_from,omitempty"`
	// RefinedIn is where a product was refined
	RefinedIn trade.Country `json:"refined_in,omitempty"`
	// CrudeOrigin is where the crude of a product comes from
	CrudeOrigin trade.Country `json:"crude_origin,omitempty"`
	Destination trade.Country `json:"destination,omitempty"`
	// Buyer is the nationality of the buyer
	Buyer trade.Country `json:"buyer,omitempty"`
	// Route is how oil comes: "sea", "druzhba-north" (to Poland and Germany), "druzhba-south" (to
	// Hungary, Slovakia and Czechia), "cpc" (the Caspian Pipeline Consortium, by way of
	// Novorossiysk), "sakhalin-2" (from the project of that name), or one that a table of terms names
	Route string `json:"route,omitempty"`
	// Goods are what a rule names beyond the code: "diesel", "vacuum-gas-oil"
	Goods string `json:"goods,omitempty"`
	// NetExporter is "yes" or "no": whether RefinedIn was a net exporter of crude in the year before
	NetExporter string `json:"net_exporter,omitempty"`
	// ContractTerms is what a rule names of the contract: "short-term", "long-term" (of more
	// than a year, as the rule counts it), "price-cap" (a clause that keeps to a price cap).
	ContractTerms string `json:"contract_terms,omitempty"`

	Contract   trade.Date `json:"contract,omitzero"`
	Loaded     trade.Date `json:"loaded,omitzero"`
	Discharged trade.Date `json:"discharged,omitzero"`
}

// Condition is a test on facts of a deal, such as contract<2025-07-20 or
// origin|shipped_from=RU. With two days, contract<2026-01-15|2026-02-01, the
// sources disagree on the day: a contract between the two leaves it open.
type Condition struct {
	Facts  []string // any of them; one, unless written with |
	Op     string   // =, != for codes; <, <=, >, >= for days
	Codes  []string // countries, groups, products or routes
	Day    trade.Date
	Latest trade.Date // the later day of two, else Day
}

var (
	dayFacts  = []string{"contract", "loaded", "discharged"}
	codeFacts = []string{
		"product", "origin", "shipped_from", "refined_in", "crude_origin", "destination", "buyer",
		"route", "goods", "net_exporter", "contract_terms",
	}
)

// ParseConditions reads conditions with semicolons between.
func ParseConditions(s string) ([]Condition, error) {
	var out []Condition
	for text := range strings.SplitSeq(s, ";") {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		c, err := parseCondition(text)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func conditionFault(text, reason string) *sanctions.Error {
	return &sanctions.Error{
		Code: "bad_condition", Subject: fmt.Sprintf("condition %q", clip.To(text, 80)),
		Reason: reason + "; write contract<2025-07-20 or destination=IN",
	}
}

func parseCondition(text string) (Condition, error) {
	at := strings.IndexAny(text, "<>=!")
	if at < 0 {
		return Condition{}, conditionFault(text, "has no sign of comparison")
	}
	end := at + 1
	if end < len(text) && text[end] == '=' {
		end++
	}
	c := Condition{Facts: strings.Split(strings.TrimSpace(text[:at]), "|"), Op: text[at:end]}
	value := strings.TrimSpace(text[end:])
	if slices.Contains(dayFacts, c.Facts[0]) {
		return c.withDay(text, value)
	}
	for _, f := range c.Facts {
		if !slices.Contains(codeFacts, f) {
			return Condition{}, conditionFault(text, fmt.Sprintf("%q is no fact of a deal", clip.To(f, 80)))
		}
	}
	if c.Op != "=" && c.Op != "!=" {
		return Condition{}, conditionFault(text, "needs = or !=")
	}
	for code := range strings.SplitSeq(value, ",") {
		if code = strings.TrimSpace(code); !validCode(c.Facts[0], code) {
			return Condition{}, conditionFault(text, fmt.Sprintf("%q is not a code of its kind", clip.To(code, 80)))
		}
		c.Codes = append(c.Codes, code)
	}
	return c, nil
}

func (c Condition) withDay(text, value string) (Condition, error) {
	if len(c.Facts) > 1 || c.Op == "=" || c.Op == "!=" || c.Op == "!" {
		return Condition{}, conditionFault(text, "a day is compared with <, <=, > or >=")
	}
	first, second, two := strings.Cut(value, "|")
	if !two {
		second = first
	}
	var err, err2 error
	c.Day, err = trade.ParseDate(strings.TrimSpace(first))
	c.Latest, err2 = trade.ParseDate(strings.TrimSpace(second))
	if err != nil || err2 != nil || c.Latest.Before(c.Day) {
		return Condition{}, conditionFault(text, "needs a day, or an earlier and a later one with | between")
	}
	return c, nil
}

func validCode(fact, code string) bool {
	switch fact {
	case "product":
		p, err := trade.ParseProduct(code)
		return err == nil && string(p) == code
	case "net_exporter":
		return code == "yes" || code == "no"
	case "route", "goods", "contract_terms":
		return code != "" && !strings.ContainsAny(code, " |=<>!;")
	}
	return trade.Country(code).Valid() || trade.Group(code).Valid()
}

// Test answers the condition for a deal on a day; the day decides who belongs to a
// group.
func (c *Condition) Test(d *Deal, on trade.Date) sanctions.Holds {
	if len(c.Facts) == 0 {
		return sanctions.Open // made by hand, about nothing
	}
	if !c.Day.IsZero() {
		return c.testDay(d.day(c.Facts[0]))
	}
	result := sanctions.NotMet
	for _, fact := range c.Facts {
		value := d.code(fact)
		switch {
		case value == "":
			result = sanctions.Open
		case slices.ContainsFunc(c.Codes, func(code string) bool { return matches(fact, code, value, on) }):
			result = sanctions.Met
		case fact == "product" && slices.ContainsFunc(c.Codes, func(code string) bool {
			return strings.HasPrefix(code, value)
		}):
			result = sanctions.Open // a heading with goods on both sides
		}
		if result == sanctions.Met {
			break
		}
	}
	if c.Op == "!=" && result != sanctions.Open {
		return sanctions.Met + sanctions.NotMet - result
	}
	return result
}

func matches(fact, code, value string, on trade.Date) bool {
	if fact == "product" {
		return strings.HasPrefix(value, code)
	}
	return code == value || trade.Group(code).Contains(trade.Country(value), on)
}

func (c *Condition) testDay(d trade.Date) sanctions.Holds {
	if d.IsZero() {
		return sanctions.Open
	}
	first, latest := compare(d, c.Op, c.Day), compare(d, c.Op, c.Latest)
	if first != latest {
		return sanctions.Open
	}
	if first {
		return sanctions.Met
	}
	return sanctions.NotMet
}

func compare(d trade.Date, op string, day trade.Date) bool {
	switch op {
	case "<":
		return d.Before(day)
	case "<=":
		return !d.After(day)
	case ">":
		return d.After(day)
	}
	return !d.Before(day)
}

// Missing reports whether the condition is open because the deal does not state
// the fact, and not because the sources disagree.
func (c *Condition) Missing(d *Deal) bool {
	if !c.Day.IsZero() && len(c.Facts) > 0 {
		return d.day(c.Facts[0]).IsZero()
	}
	return slices.ContainsFunc(c.Facts, func(f string) bool { return d.code(f) == "" })
}

// String prints the condition as ParseConditions reads it.
func (c Condition) String() string {
	value := strings.Join(c.Codes, ",")
	if !c.Day.IsZero() {
		value = c.Day.String()
		if c.Latest != c.Day {
			value += "|" + c.Latest.String()
		}
	}
	return strings.Join(c.Facts, "|") + c.Op + value
}

// Words says the condition for a person.
func (c Condition) Words() string {
	if c.Day.IsZero() {
		facts := strings.ReplaceAll(strings.Join(c.Facts, " or "), "_", " ")
		if c.Op == "!=" {
			return facts + " is not " + strings.Join(c.Codes, " or ")
		}
		return facts + " is " + strings.Join(c.Codes, " or ")
	}
	verb := map[string]string{
		"contract": "the contract was made", "loaded": "the cargo was loaded",
		"discharged": "the cargo is discharged",
	}[strings.Join(c.Facts, "|")]
	when := map[string]string{"<": "before ", "<=": "by ", ">": "after ", ">=": "on or after "}[c.Op] + c.Day.String()
	if c.Latest != c.Day {
		when += " (or " + c.Latest.String() + ": the sources disagree)"
	}
	return verb + " " + when
}

func (d *Deal) day(fact string) trade.Date {
	switch fact {
	case "contract":
		return d.Contract
	case "loaded":
		return d.Loaded
	}
	return d.Discharged
}

func (d *Deal) code(fact string) string {
	switch fact {
	case "product":
		return strings.ReplaceAll(string(d.Product), ".", "")
	case "origin":
		return string(d.Origin)
	case "shipped_from":
		return string(d.ShippedFrom)
	case "refined_in":
		return string(d.RefinedIn)
	case "crude_origin":
		return string(d.CrudeOrigin)
	case "destination":
		return string(d.Destination)
	case "buyer":
		return string(d.Buyer)
	case "goods":
		return strings.ToLower(strings.TrimSpace(d.Goods))
	case "contract_terms":
		return d.ContractTerms
	case "net_exporter":
		return d.NetExporter
	}
	return d.Route
}

// TestAll answers conditions that must hold together: not met when one is not,
// open when one is open, with the conditions that decided.
func TestAll(conditions []Condition, d *Deal, on trade.Date) (sanctions.Holds, []Condition) {
	var open []Condition
	for _, c := range conditions {
		switch c.Test(d, on) {
		case sanctions.NotMet:
			return sanctions.NotMet, []Condition{c}
		case sanctions.Open:
			open = append(open, c)
		}
	}
	if len(open) > 0 {
		return sanctions.Open, open
	}
	return sanctions.Met, conditions
}

// Check reports facts that exclude each other and codes that are none, all
// together.
func (d *Deal) Check() error {
	var all check.Problems
	for _, c := range []struct {
		name string
		code trade.Country
	}{
		{"origin", d.Origin},
		{"shipped_from", d.ShippedFrom},
		{"refined_in", d.RefinedIn},
		{"crude_origin", d.CrudeOrigin},
		{"destination", d.Destination},
		{"buyer", d.Buyer},
	} {
		if c.code != "" && !c.code.Valid() {
			all.Add(fault.Contradiction("is no country code", c.name+" "+string(c.code)))
		}
	}
	if d.Product != "" {
		if _, err := trade.ParseProduct(string(d.Product)); err != nil {
			all.Add(err)
		}
	}
	if d.NetExporter != "" && d.NetExporter != "yes" && d.NetExporter != "no" {
		all.Add(fault.Contradiction("is neither yes nor no", "net_exporter "+d.NetExporter))
	}
	if !d.Loaded.IsZero() && !d.Discharged.IsZero() && d.Discharged.Before(d.Loaded) {
		all.Add(fault.Contradiction("a cargo is discharged after it was loaded",
			"loaded "+d.Loaded.String(), "discharged "+d.Discharged.String()))
	}
	return all.Err()
}

// checkDeal is Deal.Check, and that the route and the terms of the contract are ones that
// are known: what is spelt another way would fit no condition, and be taken for another.
func (p *Programme) checkDeal(d *Deal) error {
	var all check.Problems
	if err := d.Check(); err != nil {
		all.Add(err)
	}
	check := func(fact, value string, known []string) {
		if value == "" {
			return
		}
		for i := range p.Parameters {
			for _, t := range p.Parameters[i].Terms {
				for _, c := range t.Conditions {
					if slices.Equal(c.Facts, []string{fact}) {
						known = append(known, c.Codes...)
					}
				}
			}
		}
		if !slices.Contains(known, value) {
			slices.Sort(known)
			all.Add(fault.Contradiction("is none of "+strings.Join(slices.Compact(known), ", "), fact+" "+value))
		}
	}
	check("route", d.Route, []string{bySea, druzhbaNorth, druzhbaSouth, caspianPipeline, sakhalin2})
	check("contract_terms", d.ContractTerms, []string{"short-term", "long-term", "price-cap"})
	return all.Err()
}

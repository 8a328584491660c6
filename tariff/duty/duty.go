package duty

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Duty is a rate of duty as the law writes it: "6.5%", "1.5¢/kg + 3%", "51¢ each +
// 6.25% on the case", "The duty provided in the applicable subheading + 25%". It is
// a sum of terms, or free. A Duty never changes. The zero Duty is not stated: it
// is unknown, not free.
type Duty struct {
	terms []Term
	free  bool
	// condition qualifies a free duty: "under bond".
	condition string
	// limit is a prose maximum of the whole: "the duty for the complete movement".
	limit string
	// steps are those of a duty that depends on the value of a unit; it has no terms.
	steps []Step
}

// Term is one addend of a duty.
type Term struct {
	Kind TermKind
	// Rate is a fraction of the value (0.065), or dollars a unit (0.015). Third
	// says that a third of Rate is meant, for a rate such as 33 1/3 %.
	Rate  decimal.Decimal
	Third bool
	// Minus takes the term off instead of adding it.
	Minus bool
	// Unit is the unit of a specific rate.
	Unit trade.Unit
	// On names the part of the goods that is charged, "case", "steel content",
	// "total sugars"; empty is the whole.
	On string
	// Over is a number of units that go free in each article: "1.7¢/jewel over 7".
	Over int64
	// Less is taken off the rate for each degree under 100, and Floor is the rate
	// below which it does not go.
	Less, Floor decimal.Decimal
	// Text is the canonical wording of a reference or a rule in prose.
	Text string
}

// TermKind says what a term charges by.
type TermKind uint8

// The kinds of terms.
const (
	AdValorem TermKind = iota + 1 // a share of the value
	Specific                      // an amount for each unit
	Reference                     // the duty of another provision
	NoChange                      // nothing beside what is provided elsewhere
	Prose                         // a rule in words, such as that of drawback
)

// NeedKind says what sort of fact a duty needs.
type NeedKind string

// The kinds of facts.
const (
	NeedQuantity     NeedKind = "quantity"       // of the goods, in Unit
	NeedPartValue    NeedKind = "part value"     // the value of the part Name
	NeedPartQuantity NeedKind = "part quantity"  // of the part Name, in Unit
	NeedReference    NeedKind = "duty elsewhere" // the duty of the provision Name
	NeedText         NeedKind = "duty"           // the duty itself, which is not stated or stands in words only
)

// Need is a fact beyond the customs value that a duty needs.
type Need struct {
	Kind NeedKind   `json:"kind"`
	Unit trade.Unit `json:"unit"`
	Name string     `json:"name"`
}

// String says what to supply.
func (n Need) String() string {
	switch n.Kind {
	case NeedQuantity:
		return fmt.Sprintf("the quantity in %s", n.Unit)
	case NeedPartValue:
		return fmt.Sprintf("the value of the part %q", n.Name)
	case NeedPartQuantity:
		return fmt.Sprintf("the quantity of %q in %s", n.Name, n.Unit)
	case NeedReference:
		return fmt.Sprintf("the amount of %q", n.Name)
	}
	return "the duty itself: " + n.Name
}

// Part is a part of the goods that a duty charges apart from the rest, such as
// the case of a watch: its value, or its quantity, or both.
type Part struct {
	Name     string           `json:"name"`
	Value    *decimal.Decimal `json:"value,omitempty"`
	Quantity *trade.Quantity  `json:"quantity,omitempty"`
}

// Facts are what a duty is evaluated on.
type Facts struct {
	Value      decimal.Decimal
	Quantities []trade.Quantity
	Parts      []Part
	// References are amounts of duty under other provisions, by the wording of the
	// reference in the canonical text.
	References map[string]decimal.Decimal
	// Rounding rounds quantities where the policy says so.
	Rounding exact.Policy
}

// Amount is a duty in money, exact and not rounded, with what each term came to.
type Amount struct {
	Total decimal.Decimal `json:"total"`
	Terms []TermAmount    `json:"terms"`
	// Step is the step that was charged, of a duty that depends on the value of a unit.
	Step *Step `json:"step,omitempty"`
}

// TermAmount is what one term came to: its text, the base and the amount.
type TermAmount struct {
	Text   string          `json:"text"`
	Base   decimal.Decimal `json:"base"` // value or quantity
	Amount decimal.Decimal `json:"amount"`
}

// MissingFactError names every fact that a duty needs and was not given.
type MissingFactError struct {
	Duty    string
	Missing []Need
}

func (e *MissingFactError) Error() string {
	var names []string
	for _, n := range e.Missing {
		names = append(names, n.String())
	}
	return fmt.Sprintf("duty %q needs %s", e.Duty, strings.Join(names, ", "))
}

// IsZero reports whether the duty is not stated.
func (d Duty) IsZero() bool { return !d.free && len(d.terms) == 0 && len(d.steps) == 0 }

// IsFree reports whether the duty is free. A duty of 0% is not free in this
// sense, though it comes to nothing.
func (d Duty) IsFree() bool { return d.free }

// Condition is what a free duty is subject to, "under bond", or empty.
func (d Duty) Condition() string { return d.condition }

// IsLimited reports whether the law states a maximum of the whole, in words.
func (d Duty) IsLimited() bool { return d.limit != "" }

// Terms returns the addends.
func (d Duty) Terms() []Term { return slices.Clone(d.terms) }

// Equal reports whether two duties are the same.
func (d Duty) Equal(o Duty) bool { return d.IsZero() == o.IsZero() && d.String() == o.String() }

// AdValorem returns the rate when the duty is nothing but a share of the whole
// value, or free, which is 0.
func (d Duty) AdValorem() (rate decimal.Decimal, ok bool) {
	if d.free {
		return decimal.Decimal{}, true
	}
	if len(d.terms) == 0 || d.limit != "" {
		return decimal.Decimal{}, false
	}
	for _, t := range d.terms {
		if t.Kind != AdValorem || t.On != "" || t.Third {
			return decimal.Decimal{}, false
		}
		if t.Minus {
			rate = rate.Sub(t.Rate)
		} else {
			rate = rate.Add(t.Rate)
		}
	}
	return rate, true
}

// Additional returns the duty that stands beside "the duty provided in the
// applicable subheading", as chapter 99 writes additional duties; it is free when
// nothing is added, as under "No change". ok is false for any other duty.
func (d Duty) Additional() (extra Duty, ok bool) {
	if len(d.terms) == 0 {
		return Duty{}, false
	}
	if d.terms[0].Kind != NoChange &&
		(d.terms[0].Kind != Reference || !strings.HasPrefix(d.terms[0].Text, subheadingText)) {
		return Duty{}, false
	}
	if len(d.terms) == 1 {
		return Duty{free: true}, true
	}
	return Duty{terms: slices.Clone(d.terms[1:])}, true
}

// Needs returns every fact beyond the customs value that the duty needs.
func (d Duty) Needs() []Need {
	var out []Need
	add := func(n Need) {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	if d.IsZero() {
		add(Need{Kind: NeedText, Name: "the book does not hold it; state one in place of the schedule's"})
	}
	for _, s := range d.steps {
		if s.Unit != "" {
			add(Need{Kind: NeedQuantity, Unit: s.Unit})
		}
		for _, n := range s.Duty.Needs() {
			add(n)
		}
	}
	for _, t := range d.terms {
		switch t.Kind {
		case AdValorem:
			if t.On != "" {
				add(Need{Kind: NeedPartValue, Name: t.On})
			}
		case Specific:
			add(t.quantityNeed())
			if !t.Less.IsZero() {
				add(Need{Kind: NeedQuantity, Unit: "degrees"})
			}
			if t.Over > 0 {
				add(Need{Kind: NeedQuantity, Unit: "No."})
			}
		case Reference, NoChange:
			add(Need{Kind: NeedReference, Name: t.Text})
		case Prose:
			add(Need{Kind: NeedText, Name: t.Text})
		}
	}
	if d.limit != "" {
		add(Need{Kind: NeedReference, Name: d.limit})
	}
	return out
}

// Evaluate states the duty in money. Quantities are converted between units of
// one dimension; a missing fact is a *MissingFactError that names all that are
// missing. Nothing is rounded, save quantities where the policy says so and a
// third of a percent, which is carried to 12 decimals of a dollar.
func (d Duty) Evaluate(f Facts) (Amount, error) {
	if len(d.steps) > 0 {
		return d.evaluateLadder(f)
	}
	var a Amount
	var missing []Need
	if d.IsZero() {
		missing = d.Needs()
	}
	for _, t := range d.terms {
		base, amount, need := t.evaluate(f)
		if need != nil {
			missing = append(missing, need...)
			continue
		}
		if t.Minus {
			amount = amount.Neg()
		}
		a.Total = a.Total.Add(amount)
		a.Terms = append(a.Terms, TermAmount{t.text(), base, amount})
	}
	if d.limit != "" {
		most, ok := f.References[d.limit]
		if !ok {
			missing = append(missing, Need{Kind: NeedReference, Name: d.limit})
		} else if a.Total.GreaterThan(most) {
			a.Total = most
		}
	}
	if len(missing) > 0 {
		return Amount{}, &MissingFactError{d.String(), missing}
	}
	if a.Total.IsNegative() {
		a.Total = decimal.Decimal{}
	}
	return a, nil
}

func (t *Term) evaluate(f Facts) (base, amount decimal.Decimal, need []Need) {
	switch t.Kind {
	case AdValorem:
		base = f.Value
		if t.On != "" {
			p := part(f.Parts, t.On)
			if p == nil || p.Value == nil {
				return base, amount, []Need{{Kind: NeedPartValue, Name: t.On}}
			}
			base = *p.Value
		}
		amount = base.Mul(t.Rate)
		if t.Third {
			amount, _ = exact.Div(amount, decimal.NewFromInt(3), 12, exact.HalfUp)
		}
	case Specific:
		from := f.Quantities
		if t.On != "" {
			from = nil
			if p := part(f.Parts, t.On); p != nil && p.Quantity != nil {
				from = []trade.Quantity{*p.Quantity}
			} else if q, ok := ContentOf(f.Quantities, t.On); ok {
				from = []trade.Quantity{q}
			}
		}
		q, ok := InUnit(from, t.Unit)
		if !ok {
			need = append(need, t.quantityNeed())
		}
		rate := t.Rate
		if !t.Less.IsZero() {
			degrees, has := InUnit(f.Quantities, "degrees")
			if !has {
				need = append(need, Need{Kind: NeedQuantity, Unit: "degrees"})
			}
			if under := decimal.NewFromInt(100).Sub(degrees.Amount); under.IsPositive() {
				rate = rate.Sub(t.Less.Mul(under))
			}
			if rate.LessThan(t.Floor) {
				rate = t.Floor
			}
		}
		if t.Over > 0 {
			// The number that goes free is that of each article.
			articles, counted := InUnit(f.Quantities, "No.")
			if !counted {
				need = append(need, Need{Kind: NeedQuantity, Unit: "No."})
			} else if stated, err := trade.ConvertRound(q, t.Unit, 12, exact.HalfUp); err == nil {
				over := stated.Amount.Sub(articles.Amount.Mul(decimal.NewFromInt(t.Over)))
				q = trade.Quantity{Amount: decimal.Max(over, decimal.Decimal{}), Unit: t.Unit}
			}
		}
		if len(need) > 0 {
			return base, amount, need
		}
		return t.times(q, rate, f.Rounding)
	case Prose:
		return base, amount, []Need{{Kind: NeedText, Name: t.Text}}
	default:
		ref, ok := f.References[t.Text]
		if !ok {
			return base, amount, []Need{{Kind: NeedReference, Name: t.Text}}
		}
		amount = ref
	}
	return base, amount, nil
}

func part(parts []Part, name string) *Part {
	for i := range parts {
		if strings.EqualFold(parts[i].Name, name) {
			return &parts[i]
		}
	}
	return nil
}

// contentUnits are the units in which the schedule asks for the metal in an article,
// by what the duties on that metal call it.
var contentUnits = map[string]trade.Unit{
	"copper content": "Cu kg", "lead content": "Pb kg", "magnesium content": "Mg kg", "manganese content": "Mn kg",
	"molybdenum content": "Mo kg", "silicon content": "Si kg", "tungsten content": "W kg", "zinc content": "Zn kg",
}

// contentOf finds the weight of the metal in an article, stated in the unit of the
// schedule: 1000 "Mo kg" are 1000 kg of molybdenum.
func ContentOf(list []trade.Quantity, name string) (trade.Quantity, bool) {
	unit, ok := contentUnits[name]
	for _, q := range list {
		if ok && q.Unit == unit {
			return trade.Quantity{Amount: q.Amount, Unit: "kg"}, true
		}
	}
	return trade.Quantity{}, false
}

// inUnit finds a quantity that can be stated in the unit, the same unit first. The
// duty on wool is by the "clean kg", which the schedule counts as "cy kg", kilograms of
// clean yield.
func InUnit(list []trade.Quantity, unit trade.Unit) (trade.Quantity, bool) {
	if unit == "clean kg" {
		for _, q := range list {
			if q.Unit == "cy kg" {
				return trade.Quantity{Amount: q.Amount, Unit: unit}, true
			}
		}
	}
	for _, q := range list {
		if q.Unit == unit {
			return q, true
		}
	}
	for _, q := range list {
		if _, err := trade.ConvertRound(q, unit, 0, exact.Down); err == nil {
			return q, true
		}
	}
	return trade.Quantity{}, false
}

// times multiplies a quantity, in any unit of the dimension, with a rate. Where
// the quantity has no finite decimal in the unit of the rate, the product is
// carried to 12 decimals of a dollar, with one rounding.
func (t *Term) times(q trade.Quantity, rate decimal.Decimal, rounding exact.Policy) (base, amount decimal.Decimal,
	need []Need,
) {
	const places = 12
	stated, err := trade.Convert(q, t.Unit)
	if err != nil {
		stated, err = trade.ConvertRound(q, t.Unit, places, exact.HalfUp)
	}
	if err != nil {
		return base, amount, []Need{t.quantityNeed()}
	}
	base = rounding.Quantity(stated.Amount, rate)
	if base.Equal(stated.Amount) {
		if product, err := trade.ConvertRound(trade.Quantity{Amount: q.Amount.Mul(rate), Unit: q.Unit}, t.Unit, places,
			exact.HalfUp); err == nil {
			return base, product.Amount, nil
		}
	}
	return base, base.Mul(rate), nil
}

func (t *Term) quantityNeed() Need {
	if t.On != "" {
		return Need{Kind: NeedPartQuantity, Unit: t.Unit, Name: t.On}
	}
	return Need{Kind: NeedQuantity, Unit: t.Unit}
}

// MarshalText writes the canonical text.
func (d Duty) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a duty text.
func (d *Duty) UnmarshalText(b []byte) error {
	v, err := Parse(string(b))
	if err == nil {
		*d = v
	}
	return err
}

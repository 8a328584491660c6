package pressure

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Error is an input that cannot be used.
type Error struct{ Field, Value, Reason string }

func (e *Error) Error() string { return fmt.Sprintf("-%s %s: %s", e.Field, e.Value, e.Reason) }

// ErrorCode names the class of the error.
func (e *Error) ErrorCode() string { return "bad_input" }

var one = decimal.New(1, 0)

// amount and share check one input.
func amount(field string, v decimal.Decimal) error {
	switch {
	case check.Number(field, v) != nil:
		return &Error{field, "with that many digits", "is no amount of trade; write the number out"}
	case v.IsNegative():
		return &Error{field, v.String(), "it is below 0"}
	}
	return nil
}

func share(field string, v decimal.Decimal) error {
	if err := amount(field, v); err != nil {
		return err
	}
	if v.GreaterThan(one) {
		return &Error{field, v.String(), "it is above 1; it is a share: 0.4 for 40 percent"}
	}
	return nil
}

// up is of/by rounded up, of numbers of 0 or more.
func up(of, by decimal.Decimal, places int32) decimal.Decimal {
	q, rest := of.QuoRem(by, places)
	if !rest.IsZero() {
		q = q.Add(decimal.New(1, -places))
	}
	return q
}

// Rate is a duty that is enough.
type Rate struct {
	Rate decimal.Decimal // of the value: 0.043 for 4.3 percent, rounded up to 0.0001
	// Duty is what it charges, Target and Sender who bears it.
	Duty, Target, Sender decimal.Decimal
}

// LeastRate is the lowest rate on exports at which the target bears what it saves; bears is the
// share of a duty that it bears. Where it bears nothing, or exports nothing, no rate does: ok is
// false, as where the oil saves nothing and needs no pressure.
func LeastRate(saving, exports, bears decimal.Decimal) (r Rate, ok bool, err error) {
	if err := errors.Join(amount("exports", exports), share("bears", bears), number("saving", saving)); err != nil {
		return Rate{}, false, err
	}
	base := exports.Mul(bears)
	if !base.IsPositive() || !saving.IsPositive() {
		return Rate{}, false, nil
	}
	r.Rate = up(saving, base, 4)
	r.of(exports, bears)
	return r, true, nil
}

func number(field string, v decimal.Decimal) error {
	if check.Number(field, v) != nil {
		return &Error{field, "with that many digits", "is no amount of trade; write the number out"}
	}
	return nil
}

func (r *Rate) of(exports, bears decimal.Decimal) {
	r.Duty = exports.Mul(r.Rate)
	r.Target = r.Duty.Mul(bears)
	r.Sender = r.Duty.Sub(r.Target)
}

// Good is what a list may name.
type Good struct {
	Name    string
	Exports decimal.Decimal
}

// List is a list that is enough.
type List struct {
	Goods []Good // the largest first
	Rate
	Exports decimal.Decimal // of the goods
}

// ShortestList is the list of the fewest goods on which a duty of a rate makes the target bear
// what it saves: the largest exports first, ties by name. ok is false where all goods together
// are not enough; the list then names all of them, and says how far they go.
func ShortestList(saving decimal.Decimal, goods []Good, rate, bears decimal.Decimal) (l List, ok bool, err error) {
	errs := []error{number("saving", saving), amount("rate", rate), share("bears", bears)}
	names := map[string]bool{}
	for _, g := range goods {
		errs = append(errs, amount("exports", g.Exports))
		if g.Name == "" || names[g.Name] {
			errs = append(errs, &Error{"list", fmt.Sprintf("%q", clip.To(g.Name, 80)), "each good has a name and stands once"})
		}
		names[g.Name] = true
	}
	if err := errors.Join(errs...); err != nil {
		return List{}, false, err
	}
	goods = slices.Clone(goods)
	slices.SortFunc(goods, func(a, b Good) int {
		return cmp.Or(b.Exports.Cmp(a.Exports), cmp.Compare(a.Name, b.Name))
	})
	l.Rate.Rate = rate
	for _, g := range goods {
		if l.Target.GreaterThanOrEqual(saving) {
			break
		}
		l.Goods = append(l.Goods, g)
		l.Exports = l.Exports.Add(g.Exports)
		l.of(l.Exports, bears)
	}
	return l, l.Target.GreaterThanOrEqual(saving), nil
}

// LeastCap is the highest cap at which the seller's mean price is the price below which it sells
// nothing: covered × enforced × cap + (1 − covered × enforced) × price = shut-in, rounded down to
// cents. ok is false where no cap above 0 does it, since too few barrels are within the cap.
func LeastCap(price, shutIn, covered, enforced decimal.Decimal) (at decimal.Decimal, ok bool, err error) {
	err = errors.Join(amount("price", price), amount("shut-in", shutIn), share("covered", covered),
		share("enforced", enforced))
	if err == nil && shutIn.GreaterThan(price) {
		err = &Error{"shut-in", shutIn.String(), "it is above the price: nothing is sold without a cap either"}
	}
	if err != nil {
		return at, false, err
	}
	within := covered.Mul(enforced)
	left := shutIn.Sub(one.Sub(within).Mul(price))
	if !within.IsPositive() || !left.IsPositive() {
		return at, false, nil
	}
	at, _ = left.QuoRem(within, 2)
	return at, at.IsPositive(), nil
}

// Pressure is a measure with what it costs over a year.
type Pressure struct {
	Name   string
	Target decimal.Decimal // cost to the target
	Sender decimal.Decimal // cost to the sender; below zero: it gains
	Source string          // whose arithmetic, or which model
}

// Ranked is a pressure in its place.
type Ranked struct {
	Pressure
	// Ratio is the cost to the target for each dollar to the sender, four places half up; nil
	// where the sender pays nothing.
	Ratio *decimal.Decimal
}

// Rank puts pressures in order: those that cost the sender nothing by what they cost the target,
// then by the ratio, ties by name. One that costs the target nothing comes last.
func Rank(pressures []Pressure) ([]Ranked, error) {
	var errs []error
	var out []Ranked
	for _, p := range pressures {
		errs = append(errs, number("target", p.Target), number("sender", p.Sender))
		r := Ranked{Pressure: p}
		if p.Sender.IsPositive() && check.Number("", p.Target) == nil {
			q := p.Target.DivRound(p.Sender, 4)
			r.Ratio = &q
		}
		out = append(out, r)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	class := func(r *Ranked) int {
		switch {
		case !r.Target.IsPositive():
			return 2
		case r.Ratio == nil:
			return 0
		}
		return 1
	}
	slices.SortStableFunc(out, func(a, b Ranked) int {
		order := 0
		switch class(&a) {
		case 0, 2:
			order = b.Target.Cmp(a.Target)
		case 1: // a/b > c/d by products, since quotients are rounded
			order = b.Target.Mul(a.Sender).Cmp(a.Target.Mul(b.Sender))
		}
		return cmp.Or(cmp.Compare(class(&a), class(&b)), order, cmp.Compare(a.Name, b.Name))
	})
	return out, nil
}

package threat

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// The fields of a threat, as programs name their flags.
const (
	Probability = "probability"
	Enforcement = "enforcement"
	PassThrough = "pass-through"
	TimeToBite  = "time-to-bite"
)

// Range is a judgement: low ≤ central ≤ high.
type Range struct {
	Low     decimal.Decimal `json:"low"`
	Central decimal.Decimal `json:"central"`
	High    decimal.Decimal `json:"high"`
	Source  string          `json:"source,omitempty"` // whose judgement it is
}

// Threat is what is judged.
type Threat struct {
	Name string
	// Deadline is the day by which it is to come; the zero Date where none was named.
	Deadline trade.Date
	// Probability that it comes by then, Enforcement the share of the duty that is collected,
	// PassThrough the share of it that buyers in the sender's country bear, fractions;
	// TimeToBite the days until it has its full effect.
	Probability, Enforcement, PassThrough, TimeToBite Range
	// Horizon is the days over which amounts are counted, from the day it comes.
	Horizon int
}

// Stakes are amounts over the horizon.
type Stakes struct {
	Cost decimal.Decimal // at full enforcement and unchanged trade; 0 or more
	Gain decimal.Decimal // of the target, if it goes on; 0 or more
}

// Error is a judgement that cannot be used.
type Error struct{ Field, Value, Reason string }

func (e *Error) Error() string { return fmt.Sprintf("-%s %s: %s", e.Field, e.Value, e.Reason) }

// ErrorCode names the class of the error.
func (e *Error) ErrorCode() string { return "bad_judgement" }

// Parse reads a range, "0.4" or "0.2..0.4..0.7", or with two numbers "0.2..0.7", whose centre
// is the middle.
func Parse(field, text, source string) (Range, error) {
	parts := strings.Split(text, "..")
	var n []decimal.Decimal
	for _, part := range parts {
		v, err := decimal.NewFromString(strings.TrimSpace(part))
		if err != nil || v.Exponent() < -9 || v.Exponent() > 9 || len(part) > 20 {
			return Range{}, &Error{
				field, fmt.Sprintf("%q", text),
				"want a number, low..high or low..central..high, such as 0.2..0.4..0.7",
			}
		}
		n = append(n, v)
	}
	r := Range{Source: source}
	switch len(n) {
	case 1:
		r.Low, r.Central, r.High = n[0], n[0], n[0]
	case 2:
		r.Low, r.Central, r.High = n[0], n[0].Add(n[1]).Mul(decimal.New(5, -1)), n[1]
	case 3:
		r.Low, r.Central, r.High = n[0], n[1], n[2]
	default:
		return Range{}, &Error{field, fmt.Sprintf("%q", text), "want one to three numbers with .. between"}
	}
	return r, r.check(field)
}

var one = decimal.New(1, 0)

func (r *Range) check(field string) error {
	text := r.String()
	switch {
	case r.Low.GreaterThan(r.Central) || r.Central.GreaterThan(r.High):
		return &Error{field, text, "the order is low, central, high"}
	case r.Low.IsNegative():
		return &Error{field, text, "it is below 0"}
	case field != TimeToBite && r.High.GreaterThan(one):
		return &Error{field, text, "it is above 1; it is a fraction: 0.4 for 40 percent"}
	case field == TimeToBite && r.High.GreaterThan(decimal.NewFromInt(36525)):
		return &Error{field, text, "it is more than a hundred years; it is a number of days"}
	}
	return nil
}

// String is the range as Parse reads it.
func (r *Range) String() string {
	if r.Low.Equal(r.High) {
		return r.Central.String()
	}
	return r.Low.String() + ".." + r.Central.String() + ".." + r.High.String()
}

// Check reports all that is wrong with a threat.
func (t *Threat) Check() error {
	var errs []error
	for _, f := range t.fields() {
		errs = append(errs, f.r.check(f.name))
	}
	if t.Horizon < 1 || t.Horizon > 36525 {
		errs = append(errs, &Error{"horizon", fmt.Sprint(t.Horizon), "want 1 to 36525 days"})
	}
	return errors.Join(errs...)
}

type field struct {
	name string
	r    *Range
}

func (t *Threat) fields() []field {
	return []field{
		{Probability, &t.Probability},
		{Enforcement, &t.Enforcement},
		{PassThrough, &t.PassThrough},
		{TimeToBite, &t.TimeToBite},
	}
}

// Figure is an amount at the central judgements, and the least and the most at the ends.
type Figure struct {
	Low     decimal.Decimal `json:"low"`
	Central decimal.Decimal `json:"central"`
	High    decimal.Decimal `json:"high"`
}

// Need is how far one judgement has to go for the threat to work, the others at their centres:
// at least At, or for PassThrough and TimeToBite at most. Never says that no value of it does.
// Met says that the central value does.
type Need struct {
	Field string          `json:"field"`
	At    decimal.Decimal `json:"at"` // six places, days whole
	Most  bool            `json:"at_most"`
	Never bool            `json:"never"`
	Met   bool            `json:"met"`
}

// Drawn are quantiles of an amount over the draws.
type Drawn struct {
	What string          `json:"what"` // expected, target, sender
	Mean decimal.Decimal `json:"mean"`
	P05  decimal.Decimal `json:"p05"`
	P50  decimal.Decimal `json:"p50"`
	P95  decimal.Decimal `json:"p95"`
}

// Judgement is what a threat is worth.
type Judgement struct {
	Threat Threat
	Stakes Stakes
	// Expected is the duty that is expected over the horizon, Target and Sender who bears it.
	Expected, Target, Sender Figure
	// Works: at the central judgements the target expects to bear what it gains, or more.
	// AtBest and AtWorst are the same at the ends.
	Works, AtBest, AtWorst bool
	Needs                  []Need
	// Draws are none unless they were asked for; Worked is the share of them in which the
	// threat works, four places.
	Draws  []Drawn
	Worked decimal.Decimal
}

// MaxDraws bounds the draws of one judgement.
const MaxDraws = 1_000_000

// places are those of fractions inside.
const places = 18

// Judge does the arithmetic.
func (t *Threat) Judge(s Stakes, draws int, seed uint64) (*Judgement, error) {
	errs := []error{t.Check()}
	if s.Cost.IsNegative() {
		errs = append(errs, &Error{Probability, "of a cost of " + s.Cost.String(), "it is below 0: this is a relief, and no threat"})
	}
	if s.Gain.IsNegative() {
		errs = append(errs, &Error{
			"gain", s.Gain.String(),
			"it is below 0; what the target loses anyway is no reason to go on",
		})
	}
	if draws < 0 || draws > MaxDraws {
		errs = append(errs, &Error{"draws", fmt.Sprint(draws), fmt.Sprintf("want 0 to %d", MaxDraws)})
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	j := &Judgement{Threat: *t, Stakes: s}
	p, e, b, r := t.Probability, t.Enforcement, t.TimeToBite, t.PassThrough
	centre := t.at(p.Central, e.Central, b.Central, r.Central, s)
	least, most := t.at(p.Low, e.Low, b.High, r.High, s), t.at(p.High, e.High, b.Low, r.Low, s)
	sender := [2]amounts{t.at(p.Low, e.Low, b.High, r.Low, s), t.at(p.High, e.High, b.Low, r.High, s)}
	j.Expected = Figure{least.expected, centre.expected, most.expected}
	j.Target = Figure{least.target, centre.target, most.target}
	j.Sender = Figure{sender[0].sender, centre.sender, sender[1].sender}
	j.Works = centre.target.GreaterThanOrEqual(s.Gain)
	j.AtBest, j.AtWorst = most.target.GreaterThanOrEqual(s.Gain), least.target.GreaterThanOrEqual(s.Gain)
	j.Needs = t.needs(s)
	t.draw(j, draws, seed)
	return j, nil
}

type amounts struct{ expected, target, sender decimal.Decimal }

// at is the arithmetic at one point.
func (t *Threat) at(p, e, b, r decimal.Decimal, s Stakes) amounts {
	exactly := p.Mul(e).Mul(t.bite(b)).Mul(s.Cost)
	var a amounts
	a.expected = exact.Round(exactly, 2, exact.HalfUp)
	a.sender = exact.Round(exactly.Mul(r), 2, exact.HalfUp)
	a.target = a.expected.Sub(a.sender)
	return a
}

// bite is the share of the horizon in effect.
func (t *Threat) bite(days decimal.Decimal) decimal.Decimal {
	horizon, two := decimal.NewFromInt(int64(t.Horizon)), decimal.NewFromInt(2)
	if days.GreaterThan(horizon) {
		return horizon.DivRound(two.Mul(days), places)
	}
	return one.Sub(days.DivRound(two.Mul(horizon), places))
}

// needs solve target = gain for one judgement at a time.
func (t *Threat) needs(s Stakes) []Need {
	p, e, r := t.Probability.Central, t.Enforcement.Central, t.PassThrough.Central
	bite := t.bite(t.TimeToBite.Central)
	ratio := func(of, by decimal.Decimal) (decimal.Decimal, bool) {
		if of.IsZero() {
			return decimal.Decimal{}, true
		}
		if !by.IsPositive() {
			return decimal.Decimal{}, false
		}
		return up(of, by, 6), true
	}
	var out []Need
	kept := one.Sub(r)
	for _, of := range []struct {
		field string
		by    decimal.Decimal
		now   decimal.Decimal
	}{{Probability, e.Mul(kept).Mul(bite).Mul(s.Cost), p}, {Enforcement, p.Mul(kept).Mul(bite).Mul(s.Cost), e}} {
		at, ok := ratio(s.Gain, of.by)
		n := Need{Field: of.field, At: at, Never: !ok || at.GreaterThan(one)}
		n.Met = !n.Never && of.now.GreaterThanOrEqual(at)
		out = append(out, n)
	}
	share, ok := ratio(s.Gain, p.Mul(e).Mul(bite).Mul(s.Cost))
	n := Need{Field: PassThrough, At: one.Sub(share), Most: true, Never: !ok || share.GreaterThan(one)}
	n.Met = !n.Never && r.LessThanOrEqual(n.At)
	out = append(out, n)
	least, ok := ratio(s.Gain, p.Mul(e).Mul(kept).Mul(s.Cost)) // the share of the horizon in effect
	n = Need{Field: TimeToBite, Most: true, Never: !ok || least.GreaterThan(one)}
	if !n.Never {
		two, horizon := decimal.NewFromInt(2), decimal.NewFromInt(int64(t.Horizon))
		switch {
		case least.IsZero():
			n.At = decimal.NewFromInt(36525)
		case least.Mul(two).GreaterThanOrEqual(one):
			n.At = one.Sub(least).Mul(two).Mul(horizon).Floor()
		default:
			n.At, _ = horizon.QuoRem(least.Mul(two), 0)
		}
		n.Met = t.TimeToBite.Central.LessThanOrEqual(n.At)
	}
	return append(out, n)
}

// up is a quotient of numbers of 0 or more, rounded up.
func up(of, by decimal.Decimal, places int32) decimal.Decimal {
	q, rest := of.QuoRem(by, places)
	if !rest.IsZero() {
		q = q.Add(decimal.New(1, -places))
	}
	return q
}

// draw fills in the draws.
func (t *Threat) draw(j *Judgement, draws int, seed uint64) {
	if draws == 0 {
		return
	}
	const steps = 1_000_000_000
	of := make([][]decimal.Decimal, 3)
	worked := 0
	for i := range draws {
		g := rand.New(rand.NewPCG(seed, uint64(i)))
		var at []decimal.Decimal
		for _, f := range t.fields() {
			u := decimal.New(int64(g.Uint64N(steps+1)), -9)
			at = append(at, f.r.Low.Add(f.r.High.Sub(f.r.Low).Mul(u)))
		}
		a := t.at(at[0], at[1], at[3], at[2], j.Stakes)
		for k, v := range []decimal.Decimal{a.expected, a.target, a.sender} {
			of[k] = append(of[k], v)
		}
		if a.target.GreaterThanOrEqual(j.Stakes.Gain) {
			worked++
		}
	}
	n := decimal.NewFromInt(int64(draws))
	for k, what := range []string{"expected", "target", "sender"} {
		var sum decimal.Decimal
		for _, v := range of[k] {
			sum = sum.Add(v)
		}
		slices.SortFunc(of[k], decimal.Decimal.Cmp)
		// A quantile is the draw at its rank, no less than that share of them.
		rank := func(percent int) decimal.Decimal { return of[k][(draws*percent+99)/100-1] }
		j.Draws = append(j.Draws, Drawn{what, sum.DivRound(n, 2), rank(5), rank(50), rank(95)})
	}
	j.Worked = decimal.NewFromInt(int64(worked)).DivRound(n, 4)
}

package programme

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// DynamicRule computes a price cap from market prices: the mean of the weeks before
// a review, less a discount; the cap moves only when the new value differs from it
// by more than a band. The rule computes; an act decides: see Decision.
type DynamicRule struct {
	Name, Citation string
	Weeks          int             // weeks in the mean
	Less           decimal.Decimal // 0.15
	Band           decimal.Decimal // 0.05: a difference up to it changes nothing
	Places         int32           // decimals of the cap
	// Reviews are the days of the year on which a review is due, as month and day.
	Reviews [][2]int
}

// WeekPrice is the mean price of a week, USD a barrel. Monday is any first day, as
// long as the weeks follow each other.
type WeekPrice struct {
	Monday trade.Date      `json:"monday,omitzero"`
	Price  decimal.Decimal `json:"price"`
}

// Review is what the rule computes on a day.
type Review struct {
	On trade.Date `json:"on,omitzero"`
	// Weeks are the days of the prices that were taken; empty for a mean of somebody else.
	Weeks trade.Interval `json:"weeks,omitzero"`
	// Average is the mean of the weeks, rounded to the places of the cap.
	Average decimal.Decimal `json:"average"`
	// Formula is the mean less the discount, rounded half up once.
	Formula decimal.Decimal `json:"formula"`
	// Before is the cap in force; Change is Formula − Before as a fraction of it, to
	// six decimals, half up.
	Before decimal.Decimal `json:"before"`
	Change decimal.Decimal `json:"change"`
	// Moves says whether the difference exceeds the band, by exact comparison, and
	// Value is the cap that the rule then gives: Formula, or Before.
	Moves bool            `json:"moves"`
	Value decimal.Decimal `json:"value"`
}

// seriesFault reports prices that a review cannot use.
func seriesFault(review trade.Date, reason string) *sanctions.Error {
	return &sanctions.Error{Code: "bad_series", Subject: fmt.Sprintf("review of %s", review), Reason: reason}
}

// Review computes a review on a day from weekly prices, oldest first: of the weeks that are
// over by the day it takes the last, as many as the rule asks for, each of which begins
// seven days after the one before. Review.Weeks says which they were: prices that end long
// before the day are taken too. All that is wrong with the series comes back together.
func (r *DynamicRule) Review(on trade.Date, before decimal.Decimal, weeks []WeekPrice) (Review, error) {
	var all check.Problems
	if on.IsZero() {
		all.Add(seriesFault(on, "needs the day of the review"))
	}
	if err := positive("the cap in force", before); err != nil {
		all.Add(err)
	}
	over := len(weeks)
	for over > 0 && weeks[over-1].Monday.AddDays(7).After(on) {
		over--
	}
	if over < r.Weeks || r.Weeks < 1 {
		all.Add(seriesFault(on, fmt.Sprintf("%d weeks of prices, the rule takes %d", over, r.Weeks)))
		if over < len(weeks) {
			all.Add(seriesFault(on, fmt.Sprintf("the week of %s is not over by then", weeks[over].Monday)))
		}
	}
	weeks = weeks[:over]
	if r.Weeks > 0 {
		weeks = weeks[max(0, over-r.Weeks):]
	}
	sum := decimal.Decimal{}
	for i, w := range weeks {
		if err := positive("the price of the week of "+w.Monday.String(), w.Price); err != nil {
			all.Add(err)
			continue
		}
		sum = sum.Add(w.Price)
		if i > 0 && w.Monday != weeks[i-1].Monday.AddDays(7) {
			all.Add(seriesFault(on,
				fmt.Sprintf("the week of %s follows that of %s; weeks follow each other without a gap", w.Monday,
					weeks[i-1].Monday)))
		}
	}
	if err := all.Err(); err != nil {
		return Review{}, err
	}
	v, err := r.review(on, before, sum, decimal.NewFromInt(int64(len(weeks))))
	v.Weeks = trade.Interval{From: weeks[0].Monday, To: weeks[len(weeks)-1].Monday.AddDays(7)}
	return v, err
}

// ReviewOfMean computes a review from a mean that somebody else has published.
func (r *DynamicRule) ReviewOfMean(on trade.Date, before, mean decimal.Decimal) (Review, error) {
	var all check.Problems
	for _, err := range []error{positive("the cap in force", before), positive("the mean price", mean)} {
		if err != nil {
			all.Add(err)
		}
	}
	if err := all.Err(); err != nil {
		return Review{}, err
	}
	return r.review(on, before, mean, decimal.NewFromInt(1))
}

func (r *DynamicRule) review(on trade.Date, before, sum, n decimal.Decimal) (Review, error) {
	v := Review{On: on, Before: before, Value: before}
	one := decimal.NewFromInt(1)
	var err error
	if v.Average, err = exact.Div(sum, n, r.Places, exact.HalfUp); err != nil {
		return Review{}, err
	}
	if v.Formula, err = exact.Div(sum.Mul(one.Sub(r.Less)), n, r.Places, exact.HalfUp); err != nil {
		return Review{}, err
	}
	difference := v.Formula.Sub(before)
	if v.Change, err = exact.Div(difference, before, 6, exact.HalfUp); err != nil {
		return Review{}, err
	}
	if difference.Abs().GreaterThan(before.Mul(r.Band)) {
		v.Moves, v.Value = true, v.Formula
	}
	return v, nil
}

// Due reports whether a review is due on a day, and NextDue the first such day
// after one; zero when the rule names none.
func (r *DynamicRule) Due(on trade.Date) bool {
	_, month, day := on.Parts()
	for _, m := range r.Reviews {
		if !on.IsZero() && m == [2]int{month, day} {
			return true
		}
	}
	return false
}

// NextDue is the first day after a given one on which a review is due.
func (r *DynamicRule) NextDue(after trade.Date) trade.Date {
	for i := 1; i <= 366; i++ {
		if d := after.AddDays(i); r.Due(d) {
			return d
		}
	}
	return trade.Date{}
}

// Decision is a review with what became of it. Formula and value in force are two
// answers: an act may hold or set the cap whatever the formula says.
type Decision struct {
	Due trade.Date `json:"due,omitzero"`
	// Mean is the mean price that the review rested on, nil when it was not found;
	// Implied says that it was reckoned back from the cap.
	Mean    *decimal.Decimal `json:"mean"`
	Implied bool             `json:"implied"`
	// Formula is what the rule gave, nil when it was not found. Estimates are what
	// others reckoned it would give.
	Formula   *decimal.Decimal `json:"formula"`
	Estimates []Estimate       `json:"estimates,omitempty"`
	// inForce is the cap that followed, from the day Applies; ByAct is the act that
	// set it in place of the formula, empty when the formula did.
	InForce   decimal.Decimal `json:"in_force"`
	Published trade.Date      `json:"published,omitzero"`
	Applies   trade.Date      `json:"applies,omitzero"`
	ByAct     string          `json:"by_act,omitempty"`
	Sources   []string        `json:"sources,omitempty"`
}

// Estimate is a figure and who gave it.
type Estimate struct {
	Value  decimal.Decimal `json:"value"`
	Source string          `json:"source,omitempty"`
}

// FormulaValue is what the rule gave; when that was not found, the error says so,
// with the estimates.
func (d *Decision) FormulaValue() (decimal.Decimal, error) {
	if d.Formula != nil {
		return *d.Formula, nil
	}
	text := "the mean price that the rule takes was not found"
	for i, e := range d.Estimates {
		sep := ","
		if i == 0 {
			sep = "; estimates:"
		}
		text += sep + fmt.Sprintf(" about %s (%s)", e.Value, e.Source)
	}
	return decimal.Decimal{},
		&sanctions.MissingFactError{Fact: "what the formula gives at the review of " + d.Due.String(), For: text}
}

func positive(field string, d decimal.Decimal) error {
	if err := check.Number(field, d); err != nil {
		return err
	}
	if !d.IsPositive() {
		return &tariff.ValueError{Field: field, Text: d.String(), Reason: "is not positive; want USD a barrel"}
	}
	return nil
}

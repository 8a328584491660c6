package secondary

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Direction is a law that directs somebody to raise a duty up to a ceiling,
// without a rate of its own. The rate is a decision that is open between zero and
// the ceiling until it is taken.
type Direction struct {
	Name, Citation string
	// Describes says in words whose goods the law is about.
	Describes string
	// Ceiling is the highest rate as a fraction of value: 1 is 100 percent.
	Ceiling decimal.Decimal
	// Signed is the day of enactment, Due the day by which the duty is directed,
	// and Sunset the first day on which the law no longer holds.
	Signed, Due, Sunset trade.Date
	// Notice is the number of days before a duty at which it must be justified.
	Notice int
	// KnownUntil is the last day for which the sources say what was done.
	KnownUntil trade.Date
	// Open names what the text or the sources leave open.
	Open []string
}

// State says what is known of the direction on a day: authorised from the day of
// enactment to the sunset. Past KnownUntil the answer is a *tariff.HorizonError,
// because a duty may have been set since.
func (d *Direction) State(on trade.Date) (law.State, error) {
	switch {
	case on.After(d.KnownUntil):
		return "", &tariff.HorizonError{Asked: on, KnownUntil: d.KnownUntil, What: d.Name}
	case on.Before(d.Signed):
		return law.Proposed, nil
	case !d.Sunset.IsZero() && !on.Before(d.Sunset):
		return law.Ended, nil
	}
	return law.Authorised, nil
}

// Rate says what is known of the rate: "0 to 100 percent, not set as far as known to
// 2026-10-10".
func (d *Direction) Rate() string {
	return fmt.Sprintf("0 to %s percent, not set as far as known to %s", d.Ceiling.Shift(2), d.KnownUntil)
}

// NoticeBy is the last day on which a duty from a day on can be justified.
func (d *Direction) NoticeBy(from trade.Date) trade.Date { return from.AddDays(-d.Notice) }

// Suppose returns the measure that would result if a rate were set for a buyer
// from a day on: a supposition for a scenario, and marked as one. A rate outside
// the ceiling is an *sanctions.Error; a day before the law or at or after its sunset
// is a *tariff.ValueError.
func (d *Direction) Suppose(buyer trade.Country, rate decimal.Decimal, from trade.Date) (law.Measure, error) {
	if err := check.Number("rate", rate); err != nil {
		return law.Measure{}, err
	}
	if rate.IsNegative() || rate.GreaterThan(d.Ceiling) {
		return law.Measure{}, &sanctions.Error{Code: "outside_ceiling", Reason: fmt.Sprintf(
			"%s allows a rate from 0 to %s of the value; %s is outside", d.Name, d.Ceiling, rate)}
	}
	if from.Before(d.Signed) || (!d.Sunset.IsZero() && !from.Before(d.Sunset)) {
		return law.Measure{},
			&tariff.ValueError{Field: "from", Text: from.String(), Reason: "is outside the days of " + d.Name}
	}
	return supposed(d.Name, d.Citation, buyer, rate, trade.Interval{From: from, To: d.Sunset})
}

package tariff

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Status is the outcome of one measure for one entry.
type Status string

// The outcomes. Only an applied line carries duty.
const (
	Applied    Status = "applied"
	Exempt     Status = "exempt"
	Displaced  Status = "displaced"
	NotInForce Status = "not_in_force"
	NeedsFact  Status = "needs_fact"
)

// Assessment is the explained answer for one entry: every measure considered,
// with its outcome and the reason, and a total that is the sum of the lines.
type Assessment struct {
	Entry Entry
	// Line is the legal line of the schedule under which the entry falls.
	Line  trade.Product
	Lines []AssessedLine
	// Total is the sum of the Duty of the applied lines. It is not set while
	// facts are missing.
	Total decimal.Decimal
	// Rounding is the policy by which each duty was rounded.
	Rounding exact.Policy
	// Revision is the edition of the schedule whose base rate was used.
	Revision string
	// KnownUntil is the last day for which everything used here is known.
	KnownUntil trade.Date
	// Notes say what a reader must know beside the lines, such as that the
	// schedule in hand is older than the entry.
	Notes []string
	// Missing are the facts without which there is no total.
	Missing []MissingFact
	// Numbers says what the 10-digit numbers below an 8-digit line owe, the cheapest
	// first, where the answer depends on the number.
	Numbers []NumberGroup
	// Advice are claims that would change the answer; Engine.Advise finds them, and Assess
	// leaves them out.
	Advice []Advice
}

// AssessedLine is one measure, or the base rate, and what it did.
type AssessedLine struct {
	Authority law.Authority
	Program   string
	// Heading is the chapter 99 heading, or the legal line for the base rate.
	Heading string
	Title   string
	Status  Status
	// Duty is the text of the duty, "25%"; Rate its fraction when it is nothing
	// but a rate of the value, else nil.
	DutyText string
	Rate     *decimal.Decimal
	// Base is the part of the value that was charged.
	Base decimal.Decimal
	// Duty is the amount, rounded by the policy; zero unless applied.
	Duty decimal.Decimal
	// By is the heading that exempted or displaced the measure.
	By       string
	Reason   string
	Citation string

	// The duty before it was rounded: ofRate, a rate of Base in millionths.
	unrounded  decimal.Decimal
	millionths uint32
	ofRate     bool

	toppedUp bool // the duty is what the base duty lacks to the rate
}

// exact is the duty before it was rounded.
func (l *AssessedLine) exact() decimal.Decimal {
	return unrounded(l.ofRate, l.Base, l.millionths, l.unrounded)
}

// isBase reports whether the line is that of the schedule.
func (l *AssessedLine) isBase() bool {
	return l.Authority == law.Column1 || l.Authority == law.Column2 || l.Authority == law.Special
}

// EffectiveRate is the total over the value, rounded half up to 6 decimals; ok
// is false for a value of zero or an assessment that lacks facts.
func (a *Assessment) EffectiveRate() (rate decimal.Decimal, ok bool) {
	if len(a.Missing) > 0 || !a.Entry.Value.IsPositive() {
		return decimal.Decimal{}, false
	}
	rate, err := exact.Div(a.Total, a.Entry.Value, 6, exact.HalfUp)
	return rate, err == nil
}

// BaseDuty is the duty of the schedule; the rest of the total is additional.
func (a *Assessment) BaseDuty() decimal.Decimal {
	var sum decimal.Decimal
	for _, l := range a.Lines {
		if l.Status == Applied && l.isBase() {
			sum = sum.Add(l.Duty)
		}
	}
	return sum
}

// Applied returns the lines that were charged.
func (a *Assessment) Applied() []AssessedLine {
	var out []AssessedLine
	for _, l := range a.Lines {
		if l.Status == Applied {
			out = append(out, l)
		}
	}
	return out
}

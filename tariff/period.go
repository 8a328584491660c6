package tariff

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// PeriodAssessment is the explained answer for goods that were entered somewhere in a
// period: a month, a quarter, a year. Nothing says on which day, so each day has the
// same share of them, and each stretch of days under one law its share of the duty.
type PeriodAssessment struct {
	// Entry is the whole of the goods; its day is the first of Days.
	Entry Entry `json:"entry"`
	// Days are the days on which the goods can have been entered: those of the period,
	// without days before the goods were loaded, or on which the product code did not
	// stand in the schedule. Count is how many, Known how many of them are answered.
	Days  trade.Interval `json:"days,omitzero"`
	Count int            `json:"count"`
	Known int            `json:"known"`
	// Unknown are the stretches of days that the book does not reach, with the error of
	// the first; no duty is charged on their share, and no answer is given for it.
	Unknown []trade.Interval `json:"unknown"`
	Horizon *HorizonError    `json:"horizon"`
	// Stretches are the days answered, in order. Stretches side by side differ in what
	// is charged, or in nothing but what was considered and lifted.
	Stretches []Stretch `json:"stretches"`
	// Lines are the duties charged. Total is the sum of their Duty.
	Lines []PeriodLine    `json:"lines"`
	Total decimal.Decimal `json:"total"`
	// First, Last, Lowest and Highest bound the total: the duty on the share of the
	// goods that is answered, had all of it been entered on the first or the last day
	// known, or on those with the lowest or the highest duty.
	First    decimal.Decimal `json:"first"`
	Last     decimal.Decimal `json:"last"`
	Lowest   decimal.Decimal `json:"lowest"`
	Highest  decimal.Decimal `json:"highest"`
	Rounding exact.Policy    `json:"rounding"`
	// Notes are those of the assessments, each once, and of the days that were left out.
	Notes []string `json:"notes"`
}

// Stretch is a stretch of days of a period under one law, and the assessment of all of
// the goods on its first day.
type Stretch struct {
	During trade.Interval
	Days   int
	*Assessment
}

// PeriodLine is a duty that was charged in the same way on a stretch of days. Base is
// the part of the value of all the goods that it is charged on, and Duty the share of
// the days in the duty on it, rounded once by the policy.
type PeriodLine struct {
	AssessedLine
	During trade.Interval
	Days   int
	// Upon is the line of the schedule that a top-up is reckoned on, as an index into
	// Lines; -1 for other lines.
	Upon int
}

// periodPlaces are the decimals to which an exact share of days is rounded, half up,
// where it has no finite decimal: a third of a cent is not one.
const periodPlaces = 12

// PeriodError says that goods of a period have no answer on some of its days; Err says
// why, as Assess does.
type PeriodError struct {
	During trade.Interval
	Err    error
}

func (e *PeriodError) Error() string { return fmt.Sprintf("on the days %s: %v", e.During, e.Err) }

// Unwrap returns the error of Assess.
func (e *PeriodError) Unwrap() error { return e.Err }

// AssessPeriod is Calendar.Assess for one entry.
func (e *Engine) AssessPeriod(entry Entry, period trade.Interval) (*PeriodAssessment, error) {
	return NewCalendar(e).Assess(entry, period)
}

// Assess answers an entry whose day is not known but its period. The duty on all the
// goods, before any rounding, is taken for each stretch of the period under one law,
// times the share of its days; each duty so weighed is rounded once, by the policy of
// the engine. The day of the entry is not looked at.
//
// Days that the book does not reach are told in Unknown and have no part in the answer;
// when it reaches none, the error is the *HorizonError. Errors are those of
// Engine.Assess, in a *PeriodError where they are those of some days only.
func (c *Calendar) Assess(entry Entry, period trade.Interval) (*PeriodAssessment, error) {
	if period.From.IsZero() || period.To.IsZero() || period.IsEmpty() {
		return nil, &ValueError{"period", period.String(), "has no first and last day"}
	}
	origin, err := trade.ParseCountry(string(entry.Origin))
	if err != nil {
		return nil, err
	}
	product, err := trade.ParseProduct(string(entry.Product))
	if err != nil {
		return nil, err
	}
	p := &PeriodAssessment{Rounding: c.engine.plan.Options.Rounding}
	if loaded := entry.Claims.Loaded; loaded.After(period.From) {
		if !period.Contains(loaded) {
			entry.Date = period.LastDay()
			_, err := c.engine.Assess(entry)
			return nil, err
		}
		period.From = loaded
	}
	stretches := c.Stretches(origin, product, period)
	var absent error
	for _, s := range stretches {
		entry.Date = s.From
		days := s.To.Sub(s.From)
		a, err := c.engine.Assess(entry)
		var horizon *HorizonError
		var code *law.ProductError
		switch {
		case errors.As(err, &horizon):
			p.unknown(s, horizon)
		case errors.As(err, &code) &&
			(code.Kind == law.EndedProduct || code.Kind == law.FutureProduct || code.Kind == law.OutOfSeason):
			absent = err
			p.note(fmt.Sprintf("the code did not stand in the schedule on the days %s; the goods are entered on the others", s))
			continue
		case err != nil && len(stretches) == 1:
			return nil, err
		case err != nil:
			return nil, &PeriodError{s, err}
		default:
			p.Stretches = append(p.Stretches, Stretch{s, days, a})
			p.Known += days
		}
		if p.Count == 0 {
			p.Days.From = s.From
		}
		p.Days.To = s.To
		p.Count += days
	}
	switch {
	case len(p.Stretches) == 0 && p.Horizon != nil:
		return nil, p.Horizon
	case len(p.Stretches) == 0:
		return nil, absent
	}
	p.Entry = p.Stretches[0].Entry
	p.charge()
	return p, nil
}

// unknown adds days that the book does not reach.
func (p *PeriodAssessment) unknown(s trade.Interval, e *HorizonError) {
	if p.Horizon == nil {
		p.Horizon = e
	}
	if n := len(p.Unknown); n > 0 && p.Unknown[n-1].To == s.From {
		p.Unknown[n-1].To = s.To
		return
	}
	p.Unknown = append(p.Unknown, s)
}

func (p *PeriodAssessment) note(text string) {
	for _, known := range p.Notes {
		if known == text {
			return
		}
	}
	p.Notes = append(p.Notes, text)
}

// charge adds up the stretches.
func (p *PeriodAssessment) charge() {
	open := map[int]int{} // lines of the stretch before, by their place in p.Lines
	for i := range p.Stretches {
		s := &p.Stretches[i]
		now := map[int]int{}
		base := -1
		for k := range s.Lines {
			l := &s.Lines[k]
			if l.Status != Applied {
				continue
			}
			line := PeriodLine{AssessedLine: *l, During: s.During, Days: s.Days, Upon: -1}
			if l.toppedUp {
				line.Upon = base
			}
			at := p.continued(open, &line)
			if at < 0 {
				at = len(p.Lines)
				p.Lines = append(p.Lines, line)
			}
			now[at] = at
			if base < 0 && l.isBase() {
				base = at
			}
		}
		open = now
		for _, n := range s.Notes {
			p.note(n)
		}
		p.bound(i, p.shareOf(s))
	}
	for i := range p.Lines {
		l := &p.Lines[i]
		l.Duty = p.share(l.exact(), l.Days)
		p.Total = p.Total.Add(l.Duty)
	}
}

// continued adds the days of a line to the same line of the stretch before, and returns
// its place, or -1 when there is none.
func (p *PeriodAssessment) continued(open map[int]int, line *PeriodLine) int {
	for at := range open {
		l := &p.Lines[at]
		if l.During.To == line.During.From && l.Authority == line.Authority && l.Heading == line.Heading &&
			l.DutyText == line.DutyText &&
			l.Upon == line.Upon && l.Base.Equal(line.Base) && l.exact().Equal(line.exact()) {
			l.During.To = line.During.To
			l.Days += line.Days
			return at
		}
	}
	return -1
}

// share is the share of days in a duty on all the goods, rounded by the policy.
func (p *PeriodAssessment) share(unrounded decimal.Decimal, days int) decimal.Decimal {
	if days == p.Count {
		return p.Rounding.Duty(unrounded)
	}
	num, den := unrounded.Mul(decimal.NewFromInt(int64(days))), decimal.NewFromInt(int64(p.Count))
	places, mode := int32(2), exact.HalfUp
	switch p.Rounding {
	case exact.Exact:
		places = periodPlaces
	case exact.CentHalfEven:
		mode = exact.HalfEven
	case exact.Truncate:
		mode = exact.Down
	}
	share, err := exact.Div(num, den, places, mode)
	if err != nil { // only for a divisor of zero
		return p.Rounding.Duty(unrounded)
	}
	return share
}

// shareOf is the duty of a stretch on the share of the goods that is answered.
func (p *PeriodAssessment) shareOf(s *Stretch) decimal.Decimal {
	var sum decimal.Decimal
	for i := range s.Lines {
		if s.Lines[i].Status == Applied {
			sum = sum.Add(p.share(s.Lines[i].exact(), p.Known))
		}
	}
	return sum
}

func (p *PeriodAssessment) bound(i int, duty decimal.Decimal) {
	if i == 0 {
		p.First, p.Lowest, p.Highest = duty, duty, duty
	}
	p.Last = duty
	if duty.LessThan(p.Lowest) {
		p.Lowest = duty
	}
	if duty.GreaterThan(p.Highest) {
		p.Highest = duty
	}
}

// KnownValue is the share of the value on the days answered, rounded half up to the
// cent; the rest of the value is that of the days that the book does not reach.
func (p *PeriodAssessment) KnownValue() decimal.Decimal {
	if p.Known == p.Count {
		return p.Entry.Value
	}
	value, err := exact.Div(p.Entry.Value.Mul(decimal.NewFromInt(int64(p.Known))), decimal.NewFromInt(int64(p.Count)), 2,
		exact.HalfUp)
	if err != nil { // only for a divisor of zero
		return p.Entry.Value
	}
	return value
}

// Changes are the days within the period from which something else is charged.
func (p *PeriodAssessment) Changes() []trade.Date {
	var out []trade.Date
	for i := 1; i < len(p.Stretches); i++ {
		on := p.Stretches[i].During.From
		for k := range p.Lines {
			if l := &p.Lines[k]; l.During.From == on || l.During.To == on {
				out = append(out, on)
				break
			}
		}
	}
	return out
}

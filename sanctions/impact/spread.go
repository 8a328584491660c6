package impact

import (
	"context"
	"fmt"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// asked is the row of the question of a row that was assessed.
func (r *Report) asked(row int) int {
	if r.askedRow == nil {
		return row
	}
	return r.askedRow[row]
}

// Number is what the person calls a row of Asked.
func (r *Report) Number(row int) int {
	if r.question != nil {
		return r.question.Number(row)
	}
	return r.Study.Number(row)
}

// Counts are how many flows of the question are answered, in whole or in part, and how many
// rejected; partly are those answered of which a part was rejected.
func (r *Report) Counts() (answered, rejected, partly int) {
	if r.counted != nil {
		return r.counted.Answered, r.counted.Rejected, r.counted.Partly
	}
	if r.askedRow == nil {
		return len(r.Lines), len(r.Rejects), 0
	}
	has := map[int]bool{}
	for i := range r.Lines {
		has[r.asked(r.Lines[i].Row)] = true
	}
	without := map[int]bool{}
	for _, x := range r.Rejects {
		row := r.asked(x.Row)
		if without[row] {
			continue
		}
		without[row] = true
		if has[row] {
			partly++
		} else {
			rejected++
		}
	}
	return len(has), rejected, partly
}

// spread states what the parted flows owe, and the rates of all numbers below their codes.
func (r *Report) spread(ctx context.Context) error {
	if len(r.Parted) == 0 {
		return nil
	}
	at := map[int]*Parted{}
	for i := range r.Parted {
		p := &r.Parted[i]
		p.Duty, p.Spread = make([]decimal.Decimal, len(r.Laws)), make([]Spread, len(r.Laws))
		at[p.Row] = p
	}
	for i := range r.Lines {
		line := &r.Lines[i]
		if p := at[r.asked(line.Row)]; p != nil {
			p.Value = p.Value.Add(line.Value)
			for law := range r.Laws {
				p.Duty[law] = p.Duty[law].Add(line.Answers[law].Duty)
			}
		}
	}
	var known sync.Map // spreadKey to []Spread
	return workers.Each(ctx, r.Study.Workers, len(r.Parted), func(_, i int) { r.spreadOf(&r.Parted[i], &known) })
}

type spreadKey struct {
	origin   trade.Country
	product  trade.Product
	days     trade.Interval
	claims   string
	quantity string
}

// rated is the value of which rates are taken: large, so that a cent is no part of the rate.
const rated = 100_000_000

// spreadOf finds the lowest and the highest rate below a code.
func (r *Report) spreadOf(p *Parted, known *sync.Map) {
	f := r.Asked.Row(p.Row)
	r.Study.customs(&f) // as the flow was parted
	days := r.Study.days(&f)
	key := spreadKey{f.Origin, f.Product, days, f.Notes["claims"], ""}
	scale := decimal.NewFromInt(rated)
	if f.Quantity != nil {
		f.Quantity = &trade.Quantity{Amount: f.Quantity.Amount.Mul(scale).DivRound(f.Value.Amount, 9), Unit: f.Quantity.Unit}
		key.quantity = f.Quantity.Amount.String() + string(f.Quantity.Unit)
	}
	if found, ok := known.Load(key); ok {
		p.Spread = found.([]Spread)
		return
	}
	f.Value = &trade.Money{Amount: scale, Currency: f.Value.Currency}
	claims := key.claims
	for _, n := range r.Study.Book.Schedule.NumbersUnder(f.Product, r.Study.known(days.From)) {
		f.Product = n
		if shares := r.Study.Averages; shares != nil {
			if text := metalClaims(shares, n); text != "" && claims == "" {
				f.Notes = map[string]string{"claims": text}
			} else {
				f.Notes = map[string]string{"claims": claims}
			}
		}
		entry, period, code, _ := r.entry(&f)
		if code == "" && r.recipes != nil {
			if x := r.recipes.of(&f, days); !x.empty() {
				x.put(&entry)
			}
		}
		for law, calendar := range r.calendars {
			s := &p.Spread[law]
			var a *tariff.PeriodAssessment
			var err error
			if code == "" {
				a, err = calendar.Assess(entry, period)
			}
			if a == nil || err != nil || a.Known == 0 {
				s.Unanswered++
				continue
			}
			rate := a.Total.DivRound(a.KnownValue(), 6)
			if s.Cheapest == "" || rate.LessThan(s.Lowest) {
				s.Lowest, s.Cheapest = rate, n
			}
			if s.Dearest == "" || rate.GreaterThan(s.Highest) {
				s.Highest, s.Dearest = rate, n
			}
		}
	}
	known.Store(key, p.Spread)
}

// Rate is the weighted rate of a parted flow under a law; ok is false where none of it is
// answered: then there is no rate, which is not 0.
func (p *Parted) Rate(law int) (rate decimal.Decimal, ok bool) {
	if p.Value.IsZero() {
		return rate, false
	}
	return p.Duty[law].DivRound(p.Value, 6), true
}

// partedText says of the parted and averaged flows what a reader must know.
func (r *Report) partedText() []string {
	var out []string
	currency := string(r.Study.Book.Currency)
	for _, weights := range []string{byPartner, byAll, inEqual} {
		n, lowest, highest, duty, value := 0, decimal.Decimal{}, decimal.Decimal{}, decimal.Decimal{}, decimal.Decimal{}
		for i := range r.Parted {
			p := &r.Parted[i]
			if p.Weights != weights {
				continue
			}
			n++
			value, duty = value.Add(p.Value), duty.Add(p.Duty[0])
			lowest = lowest.Add(p.Value.Mul(p.Spread[0].Lowest))
			highest = highest.Add(p.Value.Mul(p.Spread[0].Highest))
		}
		if n > 0 {
			out = append(out, fmt.Sprintf("By code of fewer than 8 digits: %s parted among the numbers below by %s: "+
				"duty %s %s; were all of it of the cheapest number %s, of the dearest %s.", are(n, "flow"), weights, currency,
				trade.Thousands(duty), trade.Thousands(lowest.Round(2)), trade.Thousands(highest.Round(2))))
		}
	}
	if r.counted != nil {
		out = append(out, r.counted.partedText()...)
	}
	if r.Converted > 0 {
		text := ""
		if r.Beside > 0 {
			text = fmt.Sprintf("for %s the value FOB that the file states beside is taken; ", plural(r.Beside, "flow"))
		}
		if n := r.Converted - r.Beside; n > 0 {
			text += fmt.Sprintf("those of %d flows are divided by %s, the factor that was stated; ", n, r.Study.CIF)
		}
		out = append(out,
			fmt.Sprintf("Values with freight: %s%s %s is freight and insurance, on which no duty is charged.", text, currency,
				trade.Thousands(r.FreightValue)))
	}
	if r.Averaged > 0 {
		out = append(out, fmt.Sprintf("Averages (%s) stand in for what %d flows, %s %s, do not state: "+
			"metal content and use of the USMCA. No other preference is counted.", r.Study.Averages.Name, r.Averaged, currency,
			trade.Thousands(r.AveragedValue)))
	}
	return out
}

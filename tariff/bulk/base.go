package bulk

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/trade"
)

// noLine is the base duty of goods that have no line of the schedule.
var noLine = &base{levy: levy{lane: refused}}

// baseDuty is the duty of the schedule, or what stands in for it, of a class in a row.
func (b *Batch) baseDuty(engine int, r *row, class uint32) *base {
	if r.rules[engine].column2 {
		return b.column2(engine, r.segment, class)
	}
	return b.generalDuty(engine, r.segment, class)
}

// generalDuty is the duty of column 1, or what stands in for it.
func (b *Batch) generalDuty(engine, segment int, class uint32) *base {
	line := b.grids[engine].LineOf[segment][b.members[class]]
	if line < 0 {
		return noLine
	}
	for _, rate := range b.laws[engine][segment]().bases {
		if b.scopes[int(class)*b.words+int(rate.column/64)]>>(rate.column%64)&1 == 1 {
			return rate.base
		}
	}
	return b.bases[line][0]
}

func (b *Batch) column2(engine, segment int, class uint32) *base {
	line := b.grids[engine].LineOf[segment][b.members[class]]
	if line < 0 {
		return noLine
	}
	return b.bases[line][1]
}

// base is a base duty as the lanes take it: the outcome of an entry that owes no more.
type base struct {
	id    uint32
	duty  duty.Duty
	levy  levy
	parts bool // it charges parts of goods, or stands in words
}

func compileBase(text string, d duty.Duty) *base {
	b := &base{duty: d}
	b.levy, b.parts = baseLevy(text, d)
	return b
}

// baseLevy is what an entry owes that owes no more than a base duty; parts says that the
// duty charges parts of goods, or stands in words.
func baseLevy(text string, d duty.Duty) (o levy, parts bool) {
	if rate, ok := d.AdValorem(); ok {
		parts, fits := plan.Millionths(rate)
		if !fits {
			return levy{lane: slow}, false
		}
		return levy{rates: [slots]uint32{parts}}, false
	}
	needs := d.Needs()
	if slices.ContainsFunc(needs, func(n duty.Need) bool { return n.Kind != duty.NeedQuantity }) {
		return levy{lane: slow}, true
	}
	o = levy{lane: byQuantity, base: text, needsQuantity: len(needs) > 0}
	if len(d.Terms()) != 1 {
		// a sum, or the steps of a duty by the value of a unit
	} else if t := d.Terms()[0]; t.Kind == duty.AdValorem && t.Third && t.On == "" && !t.Minus && !d.IsLimited() {
		if parts, fits := plan.Millionths(t.Rate); fits {
			o.lane, o.rates[0], o.third = perUnit, parts, true
		}
		return o, false
	}
	if rate, each, unit, ok := linear(d); ok {
		if parts, fits := plan.Millionths(rate); fits {
			o.lane, o.rates[0], o.each, o.unit = perUnit, parts, each, unit
		}
	}
	return o, false
}

// linear states a duty as a rate of the value and an amount for each unit, in millionths;
// ok is false for any other duty.
func linear(d duty.Duty) (rate decimal.Decimal, each uint32, unit trade.Unit, ok bool) {
	specific := 0
	for _, t := range d.Terms() {
		switch {
		case t.On != "" || t.Third || t.Minus || t.Over > 0 || !t.Less.IsZero():
			return rate, 0, "", false
		case t.Kind == duty.AdValorem:
			rate = rate.Add(t.Rate)
		case t.Kind == duty.Specific:
			specific++
			unit = t.Unit
			if each, ok = plan.Millionths(t.Rate); !ok {
				return rate, 0, "", false
			}
		default:
			return rate, 0, "", false
		}
	}
	return rate, each, unit, specific == 1 && !d.IsLimited()
}

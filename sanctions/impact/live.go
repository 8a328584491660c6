package impact

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

var one = decimal.NewFromInt(1)

// model says how the duties of a line under a law follow from its value and quantity, as
// formulas can say it: each base is a share of the value or does not depend on it, and
// each duty so much of the base and so much a unit, or what a base duty lacks to it. A
// line has a model only where it gives what the engine gives, here and for another value
// and quantity; the cells of the others are numbers, and what they depend on is not
// offered for changing.
type model struct{ charges []chargeModel }

type chargeModel struct {
	layer           int
	price           *price
	share, constant decimal.Decimal // the base is share × value + constant
	factor, divisor decimal.Decimal // from the unit of the row to that of the price
	days            int
	upon            int
}

// models finds the model of every line under every law, and which cells may be changed.
func (b *builder) models() {
	b.prices = make([]*price, len(b.Layers))
	b.rateLive = make([]bool, len(b.Layers))
	for i := range b.Layers {
		if p, ok := priceOf(b.Layers[i].Duty); ok {
			b.prices[i] = &p
			b.rateLive[i] = b.live && !b.Layers[i].fixed
		}
	}
	if !b.live {
		return
	}
	b.lineModels = make([][]*model, len(b.Lines))
	for i := range b.Lines {
		line := &b.Lines[i]
		b.lineModels[i] = make([]*model, len(line.Answers))
		for law := range line.Answers {
			m := b.modelOf(line, law)
			b.lineModels[i][law] = m
			for _, c := range line.Answers[law].Charges {
				b.rateLive[c.Layer] = b.rateLive[c.Layer] && m != nil
			}
		}
	}
}

// model is that of a line under a law; nil where there is none.
func (b *builder) model(line, law int) *model {
	if !b.live {
		return nil
	}
	return b.lineModels[line][law]
}

// valueLive tells whether every duty on a line follows its value, and quantityLive
// whether one follows its quantity too.
func (b *builder) valueLive(line int) bool {
	return b.live && !slices.Contains(b.lineModels[line], nil)
}

func (b *builder) quantityLive(line int) bool {
	return b.valueLive(line) && slices.ContainsFunc(b.lineModels[line], func(m *model) bool {
		return slices.ContainsFunc(m.charges, func(c chargeModel) bool { return c.price.unit != "" })
	})
}

func (b *builder) modelOf(line *Line, at int) *model {
	answer := &line.Answers[at]
	f := b.Study.Flows.Row(line.Row)
	value, m := f.Value.Amount, &model{}
	simple := value.IsPositive() // nothing but shares of the whole value
	for _, c := range answer.Charges {
		cm := chargeModel{
			layer: c.Layer, price: b.prices[c.Layer], share: one, factor: one, divisor: one, days: c.Days,
			upon: c.upon,
		}
		if cm.price == nil || b.Layers[c.Layer].stacking == law.TopsUp && c.upon < 0 {
			return nil
		}
		if cm.price.unit != "" {
			var ok bool
			if f.Quantity == nil {
				return nil
			}
			if cm.factor, cm.divisor, ok = conversion(f.Quantity.Unit, cm.price.unit); !ok {
				return nil
			}
			simple = false
		}
		if !c.Base.Equal(value) {
			simple = false
			if value.IsPositive() {
				cm.share = c.Base.DivRound(value, 18)
			}
		}
		m.charges = append(m.charges, cm)
	}
	if !simple && !b.probe(m, line, at, &f) {
		return nil
	}
	quantity := decimal.Decimal{}
	if f.Quantity != nil {
		quantity = f.Quantity.Amount
	}
	for k := range answer.Charges {
		if !m.base(k, value).Equal(answer.Charges[k].Base) ||
			!m.duty(k, value, quantity, line.Count).Equal(answer.Charges[k].Duty) {
			return nil
		}
	}
	return m
}

// probe asks the engine for the same goods with another value and quantity, settles by
// the answer which bases do not depend on the value, and reports whether the model gives
// the same.
func (b *builder) probe(m *model, line *Line, law int, f *trade.Flow) bool {
	entry, days, code, _ := b.entry(f)
	if code != "" {
		return false
	}
	b.standIn(line.Row, &entry)
	value := entry.Value.Mul(decimal.NewFromInt(2)).Add(decimal.NewFromInt(1000))
	entry.Value = value
	quantity := decimal.Decimal{}
	if len(entry.Quantities) > 0 {
		quantity = entry.Quantities[0].Amount.Mul(decimal.NewFromInt(3)).Add(one)
		entry.Quantities = []trade.Quantity{{Amount: quantity, Unit: entry.Quantities[0].Unit}}
	}
	a, err := b.calendars[law].Assess(entry, days)
	if err != nil || len(a.Lines) != len(m.charges) || a.Count != line.Count {
		return false
	}
	for k := range a.Lines {
		c := &m.charges[k]
		if l := &a.Lines[k]; l.Heading != b.Layers[c.layer].Heading || l.Days != c.days || l.Upon != c.upon {
			return false
		}
		if was := line.Answers[law].Charges[k].Base; !m.base(k, value).Equal(a.Lines[k].Base) && was.Equal(a.Lines[k].Base) {
			c.share, c.constant = decimal.Decimal{}, was
		}
	}
	for k := range a.Lines {
		if !m.base(k, value).Equal(a.Lines[k].Base) || !m.duty(k, value, quantity, line.Count).Equal(a.Lines[k].Duty) {
			return false
		}
	}
	return true
}

// base is the base of a charge on goods of a value.
func (m *model) base(k int, value decimal.Decimal) decimal.Decimal {
	return value.Mul(m.charges[k].share).Add(m.charges[k].constant)
}

// duty is the duty of a charge on goods of a value and a quantity, in cents.
func (m *model) duty(k int, value, quantity decimal.Decimal, count int) decimal.Decimal {
	c := &m.charges[k]
	term := func(c *chargeModel, base decimal.Decimal) decimal.Decimal {
		amount := base.Mul(c.price.rate).Mul(c.divisor)
		if c.price.unit != "" {
			amount = amount.Add(quantity.Mul(c.factor).Mul(c.price.each))
		}
		return amount
	}
	amount, divisor := term(c, m.base(k, value)), c.divisor
	if c.upon >= 0 {
		u := &m.charges[c.upon]
		base := m.base(c.upon, value)
		if u.price.unit == "" {
			base = m.base(k, value)
		}
		amount = decimal.Max(amount.Mul(u.divisor).Sub(term(u, base).Mul(divisor)), decimal.Decimal{})
		divisor = divisor.Mul(u.divisor)
	}
	duty, err := exact.Div(amount.Mul(decimal.NewFromInt(int64(c.days))), divisor.Mul(decimal.NewFromInt(int64(count))), 2,
		exact.HalfUp)
	if err != nil { // only for a divisor of zero
		return decimal.NewFromInt(-1)
	}
	return duty
}

// baseFormula is the formula of a base in Calc, "" for one that is a number.
func (m *model) baseFormula(k int, value string) string {
	switch c := &m.charges[k]; {
	case c.share.IsZero():
		return ""
	case c.share.Equal(one):
		return value
	default:
		return value + "*" + c.share.String()
	}
}

// conversion is what an amount is multiplied with and divided by to state it in another
// unit; one of the two is 1.
func conversion(from, to trade.Unit) (factor, divisor decimal.Decimal, ok bool) {
	if q, err := trade.Convert(trade.Quantity{Amount: one, Unit: from}, to); err == nil {
		return q.Amount, one, true
	}
	if q, err := trade.Convert(trade.Quantity{Amount: one, Unit: to}, from); err == nil {
		return one, q.Amount, true
	}
	return one, one, false
}

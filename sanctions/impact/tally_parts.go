package impact

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Flows that need parting are counted in parts: a chunk of them becomes parts, the parts are
// rows of columns, and what the columns reject for want of a quantity is counted again with the
// quantity that stands in. What became of the parts is what became of their flow.

// missingFact is the code of a row that lacks a fact.
const missingFact = "missing_fact"

// became is what became of a flow that was counted in parts.
type became struct{ answered, rejected, unknown, held, averaged, leftOut bool }

// standing says when a code can be entered.
type standing struct{ seasonal, always bool }

// someOf counts the flows from one row to another.
func (c *counting) someOf(ctx context.Context, from, to int) error {
	c.rows = c.rows[:0]
	if c.parting == nil {
		for i := from; i < to; i++ {
			c.rows = append(c.rows, i)
		}
		if from == 0 {
			c.dictionaries()
		}
		return c.chunk(ctx, c.rows)
	}
	question, p := c.Study, c.parting
	p.flows, p.rows, p.asked = &trade.Dataset{Currency: question.Flows.Currency}, p.rows[:0], p.asked[:0]
	clear(p.parted)
	clear(p.average)
	clear(c.stands)
	for i := from; i < to; i++ {
		if err := p.flow(i, question.Flows.Row(i)); err != nil {
			return fmt.Errorf("row %d: %w", question.Number(i), err)
		}
	}
	replaced := *question
	replaced.Flows, replaced.Rows = p.flows, p.rows
	c.Study, c.askedRow, c.first = &replaced, p.asked, from
	c.became = append(c.became[:0], make([]became, to-from)...)
	defer func() { c.Study, c.askedRow = question, nil }()
	c.dictionaries()
	for i := range p.flows.Len() {
		c.rows = append(c.rows, i)
	}
	if err := c.chunk(ctx, c.rows); err != nil {
		return err
	}
	for c.retries = 1; len(c.again) > 0; c.retries++ {
		c.rows, c.again = append(c.rows[:0], c.again...), c.again[:0]
		if err := c.chunk(ctx, c.rows); err != nil {
			return err
		}
	}
	c.retries = 0
	c.parted(question, from)
	return nil
}

// parted adds up what became of the flows of a chunk.
func (c *counting) parted(question *Study, from int) {
	p := c.parting
	for k := range c.became {
		b, i := &c.became[k], from+k
		switch {
		case b.answered:
			c.out.Answered++
			c.out.Partly += flag(b.rejected)
		case b.rejected:
			c.out.Rejected++
		}
		c.Unknown += flag(b.unknown)
		c.Held += flag(b.held)
		c.ByQuantity.Averaged += flag(b.averaged)
		c.ByQuantity.LeftOut += flag(b.leftOut)
		if of := p.parted[i]; of != nil {
			if c.out.Parted == nil {
				c.out.Parted = map[string]int{}
			}
			c.out.Parted[of.Weights]++
		}
		if p.average[i] {
			c.Averaged++
			c.AveragedValue = c.AveragedValue.Add(question.Flows.Value[i].Decimal)
		}
	}
	c.Converted, c.Beside, c.FreightValue = p.converted, p.beside, p.freight
}

func flag(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// dictionaries are those of the flows that are counted.
func (c *counting) dictionaries() {
	flows := c.Study.Flows
	c.columns.Products, c.columns.Origins, c.columns.Scale = flows.Products, flows.Countries, uint8(c.places)
	c.columns.Units, c.columns.QuantityScale = flows.Units, quantityScale
	c.seasonal, c.always = c.seasonal[:0], c.always[:0]
	clear(c.absent)
	for _, p := range flows.Products {
		s, known := c.calendar[p]
		if !known {
			s.seasonal = c.batch.Seasonal(p)
			s.always = !s.seasonal && c.permanent(p)
			c.calendar[p] = s
		}
		c.seasonal, c.always = append(c.seasonal, s.seasonal), append(c.always, s.always)
	}
}

// claim is the place of claims among those of the columns, 0 for none; plain is false where
// columns cannot hold them: those of a day of loading, before which nothing is entered.
func (c *counting) claim(text string) (place uint32, plain bool) {
	if text == "" {
		return 0, true
	}
	place, known := c.claims[text]
	if !known {
		var claims tariff.Claims
		wrong := false
		for one := range strings.SplitSeq(text, ";") {
			if one = strings.TrimSpace(one); one != "" && claims.Add(one) != nil {
				wrong = true
			}
		}
		if !wrong && claims.Loaded.IsZero() {
			c.columns.Claims = append(c.columns.Claims, claims)
			place = uint32(len(c.columns.Claims))
		}
		c.claims[text] = place
	}
	return place, place > 0
}

// supplied finds what stands in for the quantities of a rejected part, and tells whether it is
// to be counted again.
func (c *counting) supplied(row int) bool {
	if c.retries > 1 || c.recipes == nil || c.parting == nil {
		return false
	}
	f := c.Study.Flows.Row(row)
	if !c.parting.coarse(c.askedRow[row]) && c.Study.Averages == nil {
		return false
	}
	tried := c.stands[row]
	if tried.first { // that quantity is no part of the flow
		f.Quantity = nil
	}
	days := c.Study.days(&f)
	x := c.recipes.look(&f, days, c.retries == 0)
	if c.retries == 0 && x.empty() {
		x = c.recipes.of(&f, days)
	}
	if x.empty() || c.retries > 0 && x.size() == tried.recipe.size() {
		return false
	}
	first := f.Quantity == nil && len(x.values)+len(x.zero) > 0
	if first {
		q := x.quantities(f.Value.Amount)[0]
		flows := c.Study.Flows
		unit := slices.Index(flows.Units, q.Unit)
		if unit < 0 {
			unit = len(flows.Units)
			flows.Units = append(flows.Units, q.Unit)
			c.columns.Units = flows.Units
		}
		flows.Quantity[row], flows.Unit[row] = decimal.NewNullDecimal(q.Amount), uint32(unit)
	}
	c.stands[row] = stand{x, first}
	c.again = append(c.again, row)
	return true
}

// size is how many facts stand in.
func (x *recipe) size() int {
	if x == nil {
		return 0
	}
	return len(x.values) + len(x.zero) + len(x.parts)
}

// more are the quantities and parts that stand in beside the one of the row itself.
func (s stand) more() []string {
	if s.recipe.empty() {
		return nil
	}
	var out []string
	for i := range s.values {
		out = append(out, string(s.values[i].Quantity.Unit))
	}
	for _, unit := range s.zero {
		out = append(out, string(unit))
	}
	if s.first {
		out = out[1:]
	}
	for i := range s.parts {
		out = append(out, s.parts[i].Name)
	}
	return out
}

// answer says that a row is answered.
func (c *counting) answer(row int, amount int64) {
	if c.parting == nil {
		c.out.Answered++
		return
	}
	b := &c.became[c.asked(row)-c.first]
	b.answered = true
	x := c.stands[row].recipe
	if x.empty() {
		return
	}
	value, q := decimal.New(amount, -c.places), &c.ByQuantity
	if len(x.values) > 0 {
		b.averaged = true
		q.AveragedValue = q.AveragedValue.Add(value)
		if x.allOrigins() {
			q.AllOrigins = q.AllOrigins.Add(value)
		}
	}
	if x.leftOut() {
		b.leftOut = true
		q.LeftOutValue = q.LeftOutValue.Add(value)
	}
}

// held counts a row that columns answered, where it has days after those of which the book
// knows.
func (c *counting) held(row int, amount int64) {
	f := trade.Flow{Period: c.Study.Flows.Periods[row]}
	days := c.Study.days(&f)
	if !c.Study.Options.Hold || !days.To.After(c.Study.Book.KnownUntil.AddDays(1)) {
		return
	}
	c.HeldValue = c.HeldValue.Add(decimal.New(amount, -c.places))
	if c.parting == nil {
		c.Held++
		return
	}
	c.became[c.asked(row)-c.first].held = true
}

// refused says that a row is rejected.
func (c *counting) refused(row int) {
	if c.parting == nil {
		c.out.Rejected++
		return
	}
	c.became[c.asked(row)-c.first].rejected = true
}

// told states what a reader must know of a line that was answered by itself.
func (c *counting) told(row int, line *Line) {
	unknown, held := &c.Unknown, &c.Held
	if c.parting != nil {
		b := &c.became[c.asked(row)-c.first]
		b.unknown, b.held = b.unknown || len(line.Unknown) > 0, b.held || line.Held
		unknown, held = new(int), new(int)
	}
	if len(line.Unknown) > 0 {
		*unknown++
		c.UnknownValue = c.UnknownValue.Add(line.UnknownValue)
	}
	if line.Held {
		*held++
		c.HeldValue = c.HeldValue.Add(line.Value)
	}
}

// partedText says how flows were parted of which no spread is kept.
func (t *tally) partedText() []string {
	var out []string
	for _, weights := range []string{byPartner, byAll, inEqual} {
		if n := t.Parted[weights]; n > 0 {
			out = append(out, fmt.Sprintf("By code of fewer than 8 digits: %s parted among the numbers below by %s; "+
				"totals alone keep no rates of the cheapest and the dearest number.", are(n, "flow"), weights))
		}
	}
	return out
}

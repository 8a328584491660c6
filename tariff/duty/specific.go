package duty

import (
	"strings"

	"github.com/shopspring/decimal"
	"github.com/tradeshock/tradeshock/trade"
)

// specific reads what follows an amount of money: "/kg", " each", " for each …".
func (p *dutyParser) specific(rate decimal.Decimal) (Term, bool) {
	t := Term{Kind: Specific, Rate: rate}
	p.blank()
	switch {
	case p.word("each"):
		t.Unit = "No."
	case p.word("for each "):
		t.Unit = "No."
		var ok bool
		if t.On, ok = p.phrase(" + ", "+", ", but "); !ok {
			return t, false
		}
	case p.word("/") || p.word("per "):
		p.blank()
		if !p.per(&t) {
			return t, false
		}
	default:
		return t, p.fail("/ and a unit, such as /kg, or each")
	}
	return t, p.reduction(&t)
}

// per reads a unit, the part that it measures, and the number that goes free.
func (p *dutyParser) per(t *Term) bool {
	start := p.pos
	text := p.until("+", ",", " over ", " less ", " but ", " of ", " on ")
	if strings.HasPrefix(text, "line/") {
		text = "gr.lines"
	}
	text = strings.TrimSuffix(text, " pins")
	unit, err := trade.ParseUnit(text)
	if err != nil {
		p.pos = start
		return p.fail("a unit, such as kg, liter, doz. or m2")
	}
	t.Unit = unit
	switch {
	case p.word(" of ") || p.word(" on "):
		p.word("the ")
		var ok bool
		if t.On, ok = p.phrase(" + ", "+", ", but ", ",", " over ", " less ", " minus "); !ok {
			return false
		}
	case p.word(", including weight of container"):
		t.On = "including weight of container"
	case p.word(" over "):
		n, third, ok := p.number()
		if !ok || third || !n.IsInteger() || n.NumDigits() > 9 {
			return p.fail("the number that goes free")
		}
		t.Over = n.IntPart()
	}
	return true
}

// reduction reads "less 0.02¢/kg for each degree under 100 degrees but not less than
// 0.94¢/kg".
func (p *dutyParser) reduction(t *Term) bool {
	p.blank()
	if !p.word("less ") {
		return true
	}
	less, ok := p.plainRate(t.Unit)
	if !ok {
		return false
	}
	p.blank()
	if !p.word("for each degree under 100 degrees") {
		return p.fail("for each degree under 100 degrees")
	}
	p.word(" (and fractions of a degree in proportion)")
	p.blank()
	if !p.word("but not less than ") {
		return p.fail("but not less than")
	}
	floor, ok := p.plainRate(t.Unit)
	if !ok {
		return false
	}
	if less.IsZero() {
		return p.fail("a reduction of more than nothing")
	}
	t.Less, t.Floor = less, floor
	return true
}

// plainRate reads an amount a unit, in that unit.
func (p *dutyParser) plainRate(unit trade.Unit) (decimal.Decimal, bool) {
	dollars := p.word("$")
	rate, third, ok := p.number()
	p.blank()
	if !ok || third || (!dollars && !p.word("¢")) {
		return rate, p.fail("an amount, such as 0.02¢")
	}
	if !dollars {
		rate = rate.Shift(-2)
	}
	p.blank()
	if !p.word("/" + perText(unit)) {
		return rate, p.fail("/" + perText(unit))
	}
	return rate, true
}

package scenariotest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// laws are the words for the sums of a scenario.
var laws = []string{"before", "after", "change"}

// read takes in one line of a block.
func (c *Case) read(line int, word, rest string) error {
	fields := strings.Fields(rest)
	e := expectation{line: line, word: word}
	var err error
	switch word {
	case "why":
		c.Why = append(c.Why, rest)
		return nil
	case "suppose", "edit":
		if rest == "" {
			return fmt.Errorf("%s what?", word)
		}
		ch := change{line: line, name: rest}
		if word == "edit" {
			ch = change{line: line, edit: rest}
		}
		c.changes = append(c.changes, ch)
		return nil
	case "flow":
		f, err := readFlow(rest)
		f.line = line
		c.flows = append(c.flows, f)
		return err
	case "bought":
		p, err := readPurchase(fields)
		p.line = line
		c.bought = append(c.bought, p)
		return err
	case "duty", "rate":
		err = e.sum(fields)
	case "refused":
		err = e.refused(fields)
	case "state":
		if len(fields) != 4 || fields[2] != "on" {
			return fmt.Errorf(`want "state HEADING STATE on DAY"`)
		}
		e.key, e.want = fields[0], fields[1]
		e.on, err = trade.ParseDate(fields[3])
	case "cap":
		err = e.limit(fields)
	case "trigger":
		err = e.trigger(fields)
	default:
		return fmt.Errorf(
			"%q is no word of a scenario; the words are suppose, edit, flow, duty, rate, refused, state, cap, bought, "+
				"trigger, why", word)
	}
	c.expects = append(c.expects, e)
	return err
}

// sum reads "before|after|change [KEY] AMOUNT".
func (e *expectation) sum(fields []string) error {
	if len(fields) < 2 || !slices.Contains(laws, fields[0]) {
		return fmt.Errorf(`want "%s before|after|change [origin, heading or authority] AMOUNT"`, e.word)
	}
	last := len(fields) - 1
	e.law, e.key, e.want = fields[0], strings.Join(fields[1:last], " "), fields[last]
	_, err := amount(e.want)
	return err
}

// refused reads "before|after FLOW CODE".
func (e *expectation) refused(fields []string) error {
	if len(fields) != 3 || fields[0] != "before" && fields[0] != "after" {
		return fmt.Errorf(`want "refused before|after NUMBER CODE", the number of the flow in the scenario, from 1`)
	}
	n, err := strconv.Atoi(fields[1])
	e.law, e.flow, e.want = fields[0], n-1, fields[2]
	return err
}

// limit reads "REGIME CLASS on DAY AMOUNT" or "REGIME CLASS on DAY at PRICE VERDICT".
func (e *expectation) limit(fields []string) (err error) {
	if len(fields) != 5 && len(fields) != 7 || fields[2] != "on" || len(fields) == 7 && fields[4] != "at" {
		return fmt.Errorf(`want "cap REGIME CLASS on DAY AMOUNT", or "cap REGIME CLASS on DAY at PRICE VERDICT"`)
	}
	e.key, e.want = fields[0]+" "+fields[1], fields[len(fields)-1]
	if e.on, err = trade.ParseDate(fields[3]); err != nil {
		return err
	}
	number := e.want
	if len(fields) == 7 {
		e.price, number = fields[5], fields[5]
	}
	_, err = amount(number)
	return err
}

// trigger reads "RULE BUYER met|open|not met in PERIOD".
func (e *expectation) trigger(fields []string) (err error) {
	n := len(fields)
	if n < 5 || n > 6 || fields[n-2] != "in" {
		return fmt.Errorf(`want "trigger RULE BUYER met|open|not met in PERIOD"`)
	}
	e.key, e.want = fields[0], strings.Join(fields[2:n-2], " ")
	if !slices.Contains([]string{"met", "open", "not met"}, e.want) {
		return fmt.Errorf("%q: a trigger is met, open or not met", e.want)
	}
	if e.buyer, err = trade.ParseCountry(fields[1]); err != nil {
		return err
	}
	e.during, err = trade.ParsePeriod(fields[n-1])
	return err
}

// readFlow reads "PERIOD ORIGIN CODE VALUE[; qty AMOUNT UNIT][; claim CLAIM]…".
func readFlow(rest string) (f flow, err error) {
	head, more, _ := strings.Cut(rest, ";")
	fields := strings.Fields(head)
	if len(fields) != 4 {
		return f, fmt.Errorf(
			`want "flow PERIOD ORIGIN CODE VALUE", and behind semicolons "qty AMOUNT UNIT" and "claim CLAIM"`)
	}
	if f.period, err = trade.ParsePeriod(fields[0]); err != nil {
		return f, err
	}
	if f.entry.Origin, err = trade.ParseCountry(fields[1]); err != nil {
		return f, err
	}
	if f.entry.Product, err = trade.ParseProduct(fields[2]); err != nil {
		return f, err
	}
	if f.entry.Value, err = amount(fields[3]); err != nil {
		return f, err
	}
	for part := range strings.SplitSeq(more, ";") {
		part = strings.TrimSpace(part)
		word, text, _ := strings.Cut(part, " ")
		switch word {
		case "":
		case "qty":
			q, err := quantity(strings.Fields(text))
			if err != nil {
				return f, err
			}
			f.entry.Quantities = append(f.entry.Quantities, q)
		case "claim":
			if err := f.entry.Claims.Add(strings.TrimSpace(text)); err != nil {
				return f, err
			}
		default:
			return f, fmt.Errorf("%q behind a flow: want qty or claim", word)
		}
	}
	return f, nil
}

// readPurchase reads "PERIOD BUYER ORIGIN CODE AMOUNT UNIT".
func readPurchase(fields []string) (p purchase, err error) {
	if len(fields) < 6 {
		return p, fmt.Errorf(`want "bought PERIOD BUYER ORIGIN CODE AMOUNT UNIT"`)
	}
	if p.Period, err = trade.ParsePeriod(fields[0]); err != nil {
		return p, err
	}
	if p.Destination, err = trade.ParseCountry(fields[1]); err != nil {
		return p, err
	}
	if p.Origin, err = trade.ParseCountry(fields[2]); err != nil {
		return p, err
	}
	if p.Product, err = trade.ParseProduct(fields[3]); err != nil {
		return p, err
	}
	q, err := quantity(fields[4:])
	p.Quantity = &q
	return p, err
}

func quantity(fields []string) (q trade.Quantity, err error) {
	if len(fields) < 2 {
		return q, fmt.Errorf("a quantity is an amount and a unit, such as 12 kg")
	}
	if q.Amount, err = amount(fields[0]); err != nil {
		return q, err
	}
	q.Unit, err = trade.ParseUnit(strings.Join(fields[1:], " "))
	return q, err
}

// code is that of the error of a flow.
func code(err error) string { return tariff.ErrorCode(err) }

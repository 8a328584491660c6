package tariff

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// AssessInvoice assesses the lines of one invoice, in their order. Under the policy
// of 19 CFR 159.3 all goods of an invoice at one rate are one unit: their total goes
// to whole dollars and the fractions are given and taken by size, so that a line may
// be charged on a dollar more or less than it would be alone. Under any other policy
// each line is assessed as Assess does. The error of a line names its place, from 1.
func (e *Engine) AssessInvoice(lines []Entry) ([]*Assessment, error) {
	out := make([]*Assessment, len(lines))
	classes := map[string][]int{}
	var order []string
	for i := range lines {
		a, err := e.Assess(lines[i])
		if err != nil {
			return nil, fmt.Errorf("invoice line %d: %w", i+1, err)
		}
		out[i] = a
		class := a.rateClass()
		if _, ok := classes[class]; !ok {
			order = append(order, class)
		}
		classes[class] = append(classes[class], i)
	}
	if e.opts.Rounding != exact.CFR1593 {
		return out, nil
	}
	for _, class := range order {
		places := classes[class]
		values := make([]decimal.Decimal, len(places))
		for k, i := range places {
			values[k] = lines[i].Value
		}
		for k, value := range exact.AllocateDollars(values) {
			i := places[k]
			entry := lines[i]
			entry.Value = value
			a, err := e.Assess(entry)
			if err != nil {
				return nil, fmt.Errorf("invoice line %d: %w", i+1, err)
			}
			out[i] = a
		}
	}
	return out, nil
}

// rateClass tells the rates under which an entry falls: the duties charged on it and
// the share of the value that each charges.
func (a *Assessment) rateClass() string {
	var b strings.Builder
	for _, l := range a.Applied() {
		fmt.Fprintf(&b, "%s %s;", l.Heading, l.DutyText)
	}
	for _, s := range []*decimal.Decimal{a.Entry.Claims.USContent, a.Entry.Claims.Metal, a.Entry.Claims.Steel, a.Entry.Claims.Aluminum, a.Entry.Claims.Copper} {
		if s != nil {
			b.WriteString(s.String())
		}
		b.WriteByte(';')
	}
	return b.String()
}

package tariff

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// InvoiceError is the error of one line of an invoice.
type InvoiceError struct {
	Line int // from 1
	Err  error
}

func (e *InvoiceError) Error() string { return fmt.Sprintf("invoice line %d: %v", e.Line, e.Err) }

// Unwrap returns the error of Assess.
func (e *InvoiceError) Unwrap() error { return e.Err }

// AssessInvoice assesses the lines of one invoice, in their order. Under the policy
// of 19 CFR 159.3 all goods of an invoice at one rate are one unit: their total goes
// to whole dollars and the fractions are given and taken by size, so that a line may
// be charged on a dollar more or less than it would be alone. Its Entry keeps the value
// that was declared; the Base of its lines, and a note, say what was charged. Under any
// other policy each line is assessed as Assess does.
//
// Every line that has no answer is an *InvoiceError; they come together, joined, and
// without assessments.
func (e *Engine) AssessInvoice(lines []Entry) ([]*Assessment, error) {
	out := make([]*Assessment, len(lines))
	classes := map[string][]int{}
	var order []string
	var errs []error
	for i := range lines {
		a, err := e.Assess(lines[i])
		if err != nil {
			errs = append(errs, &InvoiceError{i + 1, err})
			continue
		}
		out[i] = a
		class := a.rateClass()
		if _, ok := classes[class]; !ok {
			order = append(order, class)
		}
		classes[class] = append(classes[class], i)
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	if e.plan.Options.Rounding != exact.CFR1593 {
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
			declared := out[i].Entry.Value
			entry := lines[i]
			entry.Value = value
			a, err := e.Assess(entry)
			if err != nil {
				return nil, &InvoiceError{i + 1, err}
			}
			a.Entry.Value = declared
			if !declared.IsZero() {
				a.Notes = slices.DeleteFunc(a.Notes, func(n string) bool { return n == noteOfNoValue })
			}
			a.Notes = append(a.Notes,
				fmt.Sprintf("charged on %s of the %s declared: 19 CFR 159.3 gives the invoice whole dollars",
					trade.Thousands(value), trade.Thousands(declared)))
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
	for _, s := range []*decimal.Decimal{
		a.Entry.Claims.USContent, a.Entry.Claims.Metal, a.Entry.Claims.Steel,
		a.Entry.Claims.Aluminum, a.Entry.Claims.Copper, a.Entry.Claims.ChargedValue,
	} {
		if s != nil {
			b.WriteString(s.String())
		}
		b.WriteByte(';')
	}
	b.WriteString(string(a.Entry.Claims.Article))
	return b.String()
}

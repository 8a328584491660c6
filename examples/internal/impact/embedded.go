package impact

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
)

// embedded are the imports of 2024 in place of a file.
func (o *options) embedded(origins string) (*source.Result, error) {
	if o.date == "" {
		return nil, fmt.Errorf("-flows %s: state -date: goods of 2024 are asked for under the law of a day of your own",
			o.flows)
	}
	if o.weights != imports.Name {
		return nil, fmt.Errorf("-flows %s: they are by six digits, and -weights %s parts nothing", o.flows, o.weights)
	}
	var of []trade.Country
	for name := range strings.SplitSeq(origins, "+") {
		if name = strings.TrimSpace(name); name == imports.Union {
			of = append(of, imports.Union)
			continue
		}
		if name == "" {
			continue
		}
		c, err := trade.ParseCountry(name)
		if err != nil {
			return nil, fmt.Errorf("-flows %s: %w", o.flows, err)
		}
		of = append(of, c)
	}
	d, err := impact.ImportsOf2024(of...)
	if err != nil {
		return nil, fmt.Errorf("-flows %s: %w", o.flows, err)
	}
	var sum decimal.Decimal
	for _, v := range d.Value {
		sum = sum.Add(v.Decimal)
	}
	values := source.Sums{"USD": sum}
	report := &source.Report{
		File: imports.Name, Layout: "embedded", Records: d.Len(), Totals: values,
		Rows: source.Rows{Read: d.Len(), Accepted: d.Len()}, Amounts: source.Amounts{Read: values, Accepted: values},
	}
	return &source.Result{Report: report, Flows: d}, nil
}

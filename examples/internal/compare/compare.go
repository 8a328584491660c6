// Package compare holds the programs that set answers side by side: compare, of origins for
// a product, and watch, of days for a list of products.
package compare

import (
	"context"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

const compareUsage = `compare sets the origins of a product side by side, the cheapest first.

  tradeshock compare -hts 6109.10.00.12 -origin IN,BD,VN,CN -value 10000 -date 2026-08-10
  tradeshock compare -hts 6109.10.00.12,8517.13.00 -origin IN,VN,CN -value 10000 -date 2025-07-01 -until 2026-10-10
  tradeshock compare -hts 9403.60.80.93 -origin all -value 10000 -date 2026-08-10 -csv

The layers are what is charged; what all origins have in common stands once above them. An
origin for which the question can't be answered stands last, with the reason, and never as
zero. Exit status: 0 done; 1 the input was refused or no origin can be answered; 2 wrong use
of flags; 3 done, but some origins can't be answered.

`

type options struct {
	products, origins, value, date, until string
	quantities, claims                    flags.List
	law                                   program.Law
	csv, json                             bool
}

// Run answers the arguments of compare and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("compare", flag.ContinueOnError)
	set.StringVar(&o.products, "hts", "", "product `codes` of 8 or 10 digits, with commas between: 6109.10.00.12")
	set.StringVar(&o.origins, "origin", "", "`countries` of origin, with commas between, or all")
	set.StringVar(&o.value, "value", "10000", "customs value in US `dollars`")
	set.StringVar(&o.date, "date", "", "`day` of entry: 2026-08-10")
	set.StringVar(&o.until, "until", "", "also the days up to this `day` on which the duty of an origin changes")
	set.Var(&o.quantities, "qty", "`amount:unit`, such as 100:kg (may be repeated)")
	set.Var(&o.claims, "claim", "a `fact` of the shipment, the same for all origins: metal_share=0.4 (may be repeated)")
	set.BoolVar(&o.csv, "csv", false, "CSV instead of a table")
	set.BoolVar(&o.json, "json", false, "print JSON")
	o.law.Add(set)
	if status, done := flags.Parse(set, compareUsage, args, stderr); done {
		return status
	}
	if o.products == "" || o.origins == "" || o.date == "" {
		return program.Wrong("compare", stderr, "state -hts, -origin and -date")
	}
	if o.csv && o.json {
		return program.Wrong("compare", stderr, "-csv and -json exclude each other")
	}
	answer, err := o.compare(ctx)
	if err == nil {
		err = o.print(stdout, answer)
	}
	if err != nil {
		return failed("compare", err, o.json, stdout, stderr)
	}
	for _, p := range answer.products {
		for _, note := range p.notes() {
			fmt.Fprintf(stderr, "compare: %s: %s\n", p.code, note)
		}
	}
	for _, p := range answer.products {
		if len(p.unanswered) > 0 {
			return program.Rejected
		}
	}
	return program.Done
}

// failed says why there is no answer.
func failed(name string, err error, asJSON bool, stdout, stderr io.Writer) int {
	err = program.Explain(err)
	var object any
	if asJSON {
		object = map[string]string{"code": tariff.ErrorCode(err), "message": err.Error()}
	}
	return program.Fail(name, err, object, stdout, stderr)
}

// question reads the flags.
func (o *options) question() (*Question, error) {
	q := &Question{Products: products(o.products)}
	var err error
	if q.Entry.Date, err = trade.ParseDate(o.date); err != nil {
		return nil, err
	}
	if o.until != "" {
		if q.Until, err = trade.ParseDate(o.until); err != nil {
			return nil, err
		}
		if q.Until.Before(q.Entry.Date) {
			return nil, fmt.Errorf("-until %s is before -date %s", q.Until, q.Entry.Date)
		}
	}
	if q.Entry.Value, err = number("value", o.value); err != nil {
		return nil, err
	}
	if q.Entry.Quantities, err = quantities(o.quantities); err != nil {
		return nil, err
	}
	for _, c := range o.claims {
		if err := q.Entry.Claims.Add(c); err != nil {
			return nil, err
		}
	}
	q.Origins, err = Origins(o.origins, q.Entry.Date)
	return q, err
}

func products(text string) []trade.Product {
	var out []trade.Product
	for _, f := range fields(text) {
		out = append(out, trade.Product(f))
	}
	return out
}

// compare assesses every product of every origin.
func (o *options) compare(ctx context.Context) (*Answer, error) {
	q, err := o.question()
	if err != nil {
		return nil, err
	}
	book, err := o.law.Read(ctx)
	if err != nil {
		return nil, err
	}
	engine, err := tariff.CompileWith(book, tariff.Options{Hold: o.law.Hold})
	if err != nil {
		return nil, err
	}
	if strings.EqualFold(o.origins, "all") { // goods of the importer's own are no imports from there
		q.Origins = slices.DeleteFunc(q.Origins, func(c trade.Country) bool { return c == book.Importer })
	}
	return q.Ask(ctx, engine)
}

// layerTexts are layers in a few words each.
func layerTexts(lines []tariff.AssessedLine) string {
	var out []string
	for _, l := range lines {
		name := string(l.Authority)
		if l.Authority == law.Column1 {
			name = "general"
		}
		out = append(out, fmt.Sprintf("%s %s %s", name, l.Heading, l.DutyText))
	}
	return strings.Join(out, " + ")
}

func effective(a *tariff.Assessment) string {
	if rate, ok := a.EffectiveRate(); ok {
		return trade.Percent(rate)
	}
	return ""
}

func (o *options) print(w io.Writer, answer *Answer) error {
	switch {
	case o.json:
		return program.JSON(w, "compare", answer.Object())
	case o.csv:
		return answer.WriteCSV(w)
	}
	for i, p := range answer.products {
		if i > 0 {
			fmt.Fprintln(w)
		}
		fmt.Fprintf(w, "%s  %s\n", p.code, p.goods)
		if shared := p.shared(); len(shared) > 0 {
			fmt.Fprintf(w, "for all on %s: %s\n", o.date, layerTexts(shared))
		}
		t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		for _, from := range p.origins {
			fmt.Fprintf(t, "%s\t%s\t%s\t+%s\t%s\n", from.country, trade.Thousands(from.answer.Total), effective(from.answer),
				trade.Thousands(from.answer.Total.Sub(p.origins[0].answer.Total)), layerTexts(from.differ))
		}
		if err := t.Flush(); err != nil {
			return err
		}
		for _, u := range p.unanswered {
			fmt.Fprintf(w, "%s  no answer: %s\n", u.country, program.Line(u.err))
		}
		for _, from := range p.origins {
			for _, c := range from.changes {
				fmt.Fprintf(w, "%s  %s\n", from.country, program.ChangeText(c))
			}
		}
	}
	return nil
}

// WriteCSV prints one row for each origin and stretch of days.
func (a *Answer) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	rows := [][]string{{"hts", "origin", "from", "total_duty", "effective_rate", "more_than_cheapest", "layers", "error"}}
	for _, p := range a.products {
		for _, from := range p.origins {
			rate := ""
			if r, ok := from.answer.EffectiveRate(); ok {
				rate = r.String()
			}
			rows = append(rows, []string{
				p.code.String(), string(from.country), a.question.Entry.Date.String(), trade.Amount(from.answer.Total), rate,
				trade.Amount(from.answer.Total.Sub(p.origins[0].answer.Total)), layerTexts(from.answer.Applied()), "",
			})
			for _, change := range from.changes {
				row := []string{p.code.String(), string(from.country), change.On.String(), "", "", "", "", ""}
				if change.Err != nil {
					row[7] = tariff.ErrorCode(change.Err)
				} else {
					row[3] = trade.Amount(change.After)
				}
				rows = append(rows, row)
			}
		}
		for _, u := range p.unanswered {
			rows = append(rows,
				[]string{
					p.code.String(), string(u.country), a.question.Entry.Date.String(), "", "", "", "",
					tariff.ErrorCode(u.err),
				})
		}
	}
	return c.WriteAll(rows)
}

// Origins reads countries with commas between; all are those that exist on the day, the importer
// among them.
func Origins(text string, on trade.Date) ([]trade.Country, error) {
	var out []trade.Country
	if strings.EqualFold(text, "all") {
		for _, c := range trade.Countries() {
			if c.Existed().Contains(on) {
				out = append(out, c)
			}
		}
		return out, nil
	}
	for _, f := range fields(text) {
		c, err := trade.ParseCountry(f)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out, nil
}

func fields(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == ',' || r == ' ' })
}

func quantities(texts []string) ([]trade.Quantity, error) {
	var out []trade.Quantity
	for _, text := range texts {
		amount, unit, found := strings.Cut(text, ":")
		if !found {
			return nil, &tariff.ValueError{Field: "-qty", Text: text, Reason: "state amount:unit, such as 100:kg"}
		}
		var q trade.Quantity
		var err error
		if q.Amount, err = number("quantity", amount); err != nil {
			return nil, err
		}
		if q.Unit, err = trade.ParseUnit(unit); err != nil {
			return nil, err
		}
		out = append(out, q)
	}
	return out, nil
}

// number reads a plain decimal number, without an exponent.
func number(field, text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 60 || strings.ContainsAny(text, "eE") {
		return d, &tariff.ValueError{Field: field, Text: text, Reason: "is not a plain decimal number such as 14172.00"}
	}
	return d, nil
}

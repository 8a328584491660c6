// Package duty is the program that assesses one entry, or a file of entries, and explains the answer.
package duty

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

const usage = `duty assesses one entry into the United States, or with -importer or -book into another country, and explains every line.

  go run ./examples/duty -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01

With -lines it assesses a CSV file with the columns hts, origin, date, value and, if
there are any, quantity and unit, or claims ("usmca; us_content=0.25"):

  go run ./examples/duty -lines entries.csv -out duties.csv -by origin -stats

A large file goes in shards to any scheduler, and tradeshock merge adds them up; a shard that
is killed is started again, one that was done is passed over:

  seq 0 7 | parallel go run ./examples/duty -lines entries.csv -shard {}/8 -out duties.{}.csv
  go run ./examples/tradeshock merge duties.*.csv.json -out duties.csv

With -book or -scenario it asks an edited book, or what would be:

  go run ./examples/duty -book us.xlsx -scenario whatif.xlsx -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01

Rates are fractions, amounts are in the currency of the book (US dollars), dates are yyyy-mm-dd. With -json the
answer goes to stdout as one object. Exit status: 0 done; 1 the input was refused
or the question can't be answered; 2 wrong use of flags; 3 done, but rows of the file
were rejected.

`

type options struct {
	origin, hts, value, date, rate string
	rounding, fees, until          string
	quantities, claims, parts      flags.List
	law                            program.Law
	json                           bool
	batch                          batch
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("duty", flag.ContinueOnError)
	set.StringVar(&o.origin, "origin", "", "country of origin: `code` or name, such as IN, IND or India")
	set.StringVar(&o.hts, "hts", "", "product `code` of 8 or 10 digits, with or without dots: 6109.10.00.12")
	set.StringVar(&o.value, "value", "",
		"customs `value` in the currency of the book, US dollars or that of -importer: 10000 or 14172.00")
	set.StringVar(&o.date, "date", "", "`day` of entry: 2025-09-01")
	set.Var(&o.quantities, "qty", "`amount:unit`, such as 100:kg or 5:doz. (may be repeated)")
	set.Var(&o.parts, "part",
		"`name=value` of a part that the schedule charges apart, or its amount:unit: \"case=400\", \"drained "+
			"weight=90:kg\" (may be repeated)")
	set.Var(&o.claims, "claim",
		"a `fact` of the shipment: usmca, spi=KR, us_content=0.25, metal_share=0.4,\nloaded=2025-08-20, "+
			"301_exclusion=9903.88.69, heading=9903.05.88, and of goods repaired, processed\nor assembled abroad (9802.00.40 "+
			"to .80) charged_value=250, the value of the work, and article=8471.30.01.00,\nthe article's own number (may be "+
			"repeated)")
	set.StringVar(&o.rounding, "rounding", "cent", "`policy` for each duty: cent, exact, half-even, truncate or 159.3")
	set.StringVar(&o.rate, "rate", "", "a duty `text` in place of the schedule's: \"1.5¢/kg + 3%\"")
	o.law.Add(set)
	set.StringVar(&o.fees, "fees", "",
		"also state the fees of a formal entry that comes by `sea`, air or land, and the cost of the goods in the door")
	set.StringVar(&o.until, "until", "", "also list the days up to this `day` on which the duty changes")
	o.batch.flags(set)
	set.BoolVar(&o.json, "json", false, "print JSON")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := idle(set); err != nil {
		return program.Wrong("duty", stderr, "%s", err)
	}
	if o.batch.lines != "" {
		return o.batch.run(ctx, &o, stdout, stderr)
	}
	for _, need := range [][2]string{{"origin", o.origin}, {"hts", o.hts}, {"value", o.value}, {"date", o.date}} {
		if need[1] == "" {
			return program.Wrong("duty", stderr,
				"one entry needs -origin, -hts, -value and -date (-%s is missing), a file needs -lines", need[0])
		}
	}
	if err := o.answer(ctx, stdout); err != nil {
		return o.fail(err, stdout, stderr)
	}
	return program.Done
}

// idle refuses a flag that has no effect on the question asked: one entry, or a file of them.
func idle(set *flag.FlagSet) error {
	return cmp.Or(
		flags.Apart(set, "lines", "origin", "hts", "value", "date", "qty", "part", "claim", "fees", "until"),
		flags.Together(set,
			flags.Goes{Flags: []string{"out", "by", "rejects", "stats", "shard", "workers"}, With: []string{"lines"}},
			flags.Goes{Flags: []string{"manifest"}, With: []string{"shard"}},
			flags.Goes{Flags: []string{"force"}, With: []string{"out", "rejects", "manifest"}}),
	)
}

// fail says why there is no answer, and which flag helps.
func (o *options) fail(err error, stdout, stderr io.Writer) int {
	err = program.Explain(err)
	var object any
	if o.json {
		object = errorObject(err)
	}
	return program.Fail("duty", err, object, stdout, stderr)
}

// answer assesses the entry and prints it.
func (o *options) answer(ctx context.Context, stdout io.Writer) error {
	entry, err := o.entry()
	if err != nil {
		return err
	}
	engine, canonical, err := o.engine(ctx)
	if err != nil {
		return err
	}
	a, err := engine.Assess(entry)
	if err != nil {
		return withAdded(a, err)
	}
	a.Advice = engine.Advise(entry)
	var fees []us.Fee
	book := engine.Book()
	if o.fees != "" {
		if importer := cmp.Or(book.Importer, "US"); importer != "US" {
			return fmt.Errorf("-fees are those of the United States; the book is that of %s", importer)
		}
		mode, err := us.ParseMode(o.fees)
		if err != nil {
			return err
		}
		if fees, err = us.Fees(a.Entry, mode); err != nil {
			return err
		}
	}
	var changes []tariff.Change
	if o.until != "" {
		until, err := trade.ParseDate(o.until)
		if err != nil {
			return err
		}
		if until.Before(entry.Date) {
			return fmt.Errorf("-until %s is before -date %s", until, entry.Date)
		}
		if changes, err = engine.History(entry, until); err != nil {
			return err
		}
	}
	refund, err := o.refund(ctx, entry, a)
	if err != nil {
		return err
	}
	goods := program.Describe(engine.Book(), a.Entry.Product, a.Entry.Date)
	if !o.json {
		if book.Currency != "USD" && book.Currency != "" {
			fmt.Fprintf(stdout, "amounts in %s, which $ in a duty stands for\n", book.Currency)
		}
		if canonical != "" {
			fmt.Fprintf(stdout, "duty text read as: %s\n", canonical)
		}
		for _, f := range fees {
			fmt.Fprintf(stdout, "fee, outside the duty: %s %s (%s of value; %s)\n", f.Name, trade.Thousands(f.Amount),
				trade.Percent(f.Rate), f.Reason)
		}
		if _, err = a.WriteTo(stdout); err != nil {
			return err
		}
		if goods != "" {
			fmt.Fprintf(stdout, "goods: %s\n", goods)
		}
		if fees != nil {
			fmt.Fprintf(stdout, "goods in the door, value with duty and fees: %s\n", trade.Thousands(landed(a, fees)))
		}
		if refund != nil {
			difference := "a refund of " + trade.Thousands(*refund)
			if refund.IsNegative() {
				difference = trade.Thousands(refund.Neg()) + " more"
			}
			fmt.Fprintf(stdout, "as now known the duty is %s: %s\n", trade.Thousands(a.Total.Sub(*refund)), difference)
		}
		for _, c := range changes {
			fmt.Fprintln(stdout, program.ChangeText(c))
		}
		return nil
	}
	object, err := json.Marshal(a)
	if err != nil {
		return err
	}
	if book.Currency != "" {
		object = fmt.Appendf(object[:len(object)-1], `,"currency":%q}`, book.Currency)
	}
	if goods != "" {
		text, err := json.Marshal(goods)
		if err != nil {
			return err
		}
		object = fmt.Appendf(object[:len(object)-1], `,"description":%s}`, text)
	}
	if canonical != "" {
		text, err := json.Marshal(canonical)
		if err != nil {
			return err
		}
		object = fmt.Appendf(object[:len(object)-1], `,"canonical":%s}`, text)
	}
	if fees != nil {
		object = append(append(object[:len(object)-1], `,"fees":`...), feeObjects(fees)...)
		object = fmt.Appendf(object, `,"landed_cost":%q}`, trade.Amount(landed(a, fees)))
	}
	if refund != nil {
		object = fmt.Appendf(object[:len(object)-1], `,"refund":%q}`, trade.Amount(*refund))
	}
	if o.until != "" {
		text, err := changeObjects(changes)
		if err != nil {
			return err
		}
		object = fmt.Appendf(object[:len(object)-1], `,"changes":%s}`, text)
	}
	return program.JSON(stdout, "duty", json.RawMessage(object))
}

// landed is what the goods cost in the door: the customs value, the duty and the fees.
func landed(a *tariff.Assessment, fees []us.Fee) decimal.Decimal {
	sum := a.Entry.Value.Add(a.Total)
	for _, f := range fees {
		sum = sum.Add(f.Amount)
	}
	return sum
}

// refund is what the duty as published on a day is above the duty as now known; nil when
// nobody asked for what was published. It is negative where the law now asks for more.
func (o *options) refund(ctx context.Context, entry tariff.Entry, then *tariff.Assessment) (*decimal.Decimal, error) {
	if o.law.Published == "" {
		return nil, nil
	}
	now := *o
	now.law.Published = ""
	engine, _, err := now.engine(ctx)
	if err != nil {
		return nil, err
	}
	a, err := engine.Assess(entry)
	if err != nil {
		return nil, fmt.Errorf("as now known: %w", err)
	}
	difference := then.Total.Sub(a.Total)
	return &difference, nil
}

// changeObjects are changes as JSON.
func changeObjects(changes []tariff.Change) ([]byte, error) {
	type change struct {
		From   trade.Date `json:"from"`
		Before string     `json:"before"`
		After  string     `json:"after,omitempty"`
		Text   string     `json:"text"`
		Error  string     `json:"error,omitempty"`
	}
	out := []change{}
	for _, c := range changes {
		o := change{From: c.On, Before: trade.Amount(c.Before), Text: program.ChangeText(c)}
		if c.Err != nil {
			o.Error = tariff.ErrorCode(c.Err)
		} else {
			o.After = trade.Amount(c.After)
		}
		out = append(out, o)
	}
	return json.Marshal(out)
}

// feeObjects are the fees as JSON.
func feeObjects(fees []us.Fee) []byte {
	type fee struct {
		Name   string `json:"name"`
		Rate   string `json:"rate"`
		Amount string `json:"amount"`
		Reason string `json:"reason"`
	}
	var out []fee
	for _, f := range fees {
		out = append(out, fee{f.Name, f.Rate.String(), trade.Amount(f.Amount), f.Reason})
	}
	text, err := json.Marshal(out)
	if err != nil {
		return []byte("null")
	}
	return text
}

// entry reads the flags that describe the goods.
func (o *options) entry() (tariff.Entry, error) {
	e := tariff.Entry{Origin: trade.Country(o.origin), Product: trade.Product(o.hts)}
	var err error
	if e.Date, err = trade.ParseDate(o.date); err != nil {
		return e, err
	}
	if e.Value, err = number("value", o.value); err != nil {
		return e, err
	}
	for _, q := range o.quantities {
		amount, unit, found := strings.Cut(q, ":")
		if !found {
			return e, &tariff.ValueError{Field: "-qty", Text: q, Reason: "state amount:unit, such as 100:kg"}
		}
		var quantity trade.Quantity
		if quantity.Amount, err = number("quantity", amount); err != nil {
			return e, err
		}
		if quantity.Unit, err = trade.ParseUnit(unit); err != nil {
			return e, err
		}
		e.Quantities = append(e.Quantities, quantity)
	}
	for _, p := range o.parts {
		name, amount, _ := strings.Cut(p, "=")
		part := duty.Part{Name: strings.TrimSpace(name)}
		amount, unit, weighed := strings.Cut(amount, ":")
		value, err := number("value of the part "+name, amount)
		if err != nil {
			return e, err
		}
		if weighed {
			part.Quantity = &trade.Quantity{Amount: value}
			if part.Quantity.Unit, err = trade.ParseUnit(unit); err != nil {
				return e, err
			}
		} else {
			part.Value = &value
		}
		e.Parts = append(e.Parts, part)
	}
	for _, c := range o.claims {
		if err := e.Claims.Add(c); err != nil {
			return e, err
		}
	}
	return e, nil
}

// number reads a plain decimal number, without an exponent.
func number(field, text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 60 || strings.ContainsAny(text, "eE") {
		return d, &tariff.ValueError{Field: field, Text: text, Reason: "is not a plain decimal number such as 14172.00"}
	}
	return d, nil
}

// engine compiles the book with the scenario and the duty text asked for, and
// returns the canonical form of that text.
func (o *options) engine(ctx context.Context) (*tariff.Engine, string, error) {
	opts := tariff.Options{Hold: o.law.Hold}
	var err error
	if opts.Rounding, err = exact.ParsePolicy(o.rounding); err != nil {
		return nil, "", err
	}
	book, err := o.law.Read(ctx)
	if err != nil {
		return nil, "", err
	}
	canonical := ""
	if o.rate != "" {
		stated, err := duty.Parse(o.rate)
		if err != nil {
			return nil, "", err
		}
		canonical = stated.String()
		book = book.Clone()
		book.BaseRates = append([]law.BaseRate{{Products: trade.AllProducts(), Duty: o.rate, Source: "the duty text given"}},
			book.BaseRates...)
	}
	engine, err := tariff.CompileWith(book, opts)
	return engine, canonical, err
}

// errorObject is what a script reads when the question can't be answered.
func errorObject(err error) any {
	type object struct {
		Code       string               `json:"code"`
		Message    string               `json:"message"`
		KnownUntil trade.Date           `json:"known_until,omitzero"`
		Missing    []tariff.MissingFact `json:"missing,omitempty"`
		Additional string               `json:"additional_duty,omitempty"`
	}
	out := object{Code: tariff.ErrorCode(err), Message: err.Error()}
	var horizon *tariff.HorizonError
	if errors.As(err, &horizon) {
		out.KnownUntil = horizon.KnownUntil
	}
	var missing *tariff.MissingFacts
	if errors.As(err, &missing) {
		out.Missing = missing.Facts
	}
	var added *addedError
	if errors.As(err, &added) {
		out.Additional = trade.Amount(added.added)
	}
	return out
}

// Package cap is the program that tests a price of Russian oil against the price cap of a day, and
// explains the answer.
package cap

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

const usage = `cap tests a price of Russian oil against the price cap in force on a day.

  go run ./examples/cap -regime EU -product crude -price 47.10 -date 2026-02-15
  go run ./examples/cap -regime EU -product crude -price 47.10 -date 2026-02-15 -contract 2025-12-01
  go run ./examples/cap -regime UK -product crude -price 51.20 -basis CIF -freight 6.50 -insurance 0.60 -date 2026-05-20

Prices are US dollars a barrel, dates are yyyy-mm-dd. The cap is on the FOB price:
freight and insurance are taken out of a CIF price, item by item. A price above the
cap may still pass by a wind-down for older contracts or cargoes at sea, if the days
are stated that it asks for; one that is not stated is not relied on. The margin is
cap less FOB price. With -json the answer goes to stdout as one object. Exit status:
0 done; 1 the input was refused or the question can't be answered, the verdict
"unknown" among them; 2 wrong use of flags.

`

type options struct {
	regime, product, price, date string
	basis, freight, insurance    string
	dues                         string
	contract, loaded, discharged string
	published                    string
	json, hold                   bool
}

// Run answers the arguments and returns the exit status.
func Run(_ context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("cap", flag.ContinueOnError)
	set.StringVar(&o.regime, "regime", "", "whose cap: `EU|UK|US` (CA, JP and AU as far as they are known)")
	set.StringVar(&o.product, "product", "",
		"`class`: crude, premium (products above crude: diesel, gasoline, jet) or discount (fuel oils)")
	set.StringVar(&o.price, "price", "", "price in US `dollars` a barrel: 47.10")
	set.StringVar(&o.date, "date", "", "`day` of the sale or the service: 2026-02-15")
	set.StringVar(&o.basis, "basis", "FOB", "what the price includes: `FOB|CIF` (CFR, DES, DAP)")
	set.StringVar(&o.freight, "freight", "", "freight in the price, `dollars` a barrel: 4.2")
	set.StringVar(&o.insurance, "insurance", "", "insurance in the price, `dollars` a barrel: 0.3")
	set.StringVar(&o.dues, "dues", "", "port dues in the price, `dollars` a barrel: 0.1")
	set.StringVar(&o.contract, "contract", "", "`day` on which the contract was made: 2025-12-01")
	set.StringVar(&o.loaded, "loaded", "", "`day` of loading: 2022-11-28")
	set.StringVar(&o.discharged, "discharged", "", "`day` of discharge: 2023-01-10")
	set.StringVar(&o.published, "as-published", "", "answer with what was published by this `day`: 2025-07-01")
	set.BoolVar(&o.json, "json", false, "print JSON")
	set.BoolVar(&o.hold, "hold", false,
		"past the last day known, answer with the last cap known and say so:\n'-date 2027-03-01 -hold'")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	for _, f := range [][2]string{{"regime", o.regime}, {"product", o.product}, {"price", o.price}, {"date", o.date}} {
		if f[1] == "" {
			fmt.Fprintf(stderr,
				"cap: needs -regime, -product, -price and -date (-%s is missing); for example:\n  cap -regime EU -product crude "+
					"-price 47.10 -date 2026-02-15\n", f[0])
			return 2
		}
	}
	a, err := o.ask("-")
	err = withFlag(err, a.Sale, o.hold)
	if o.json {
		if werr := program.JSON(stdout, "cap", o.object(a, err)); werr != nil {
			err = werr
		}
	} else if err == nil {
		print(stdout, a)
	}
	if err != nil {
		fmt.Fprintf(stderr, "cap: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		return 1
	}
	return 0
}

// answer reads what was given, reports all that is wrong with it at once, each under its name
// after the sign of a flag, and asks.
func (o *options) answer(sign string) (programme.CapAnswer, error) {
	var s programme.Sale
	var all []error
	var err error
	note := func(name string, err error) {
		if err != nil {
			all = append(all, fmt.Errorf("%s%s: %w", sign, name, err))
		}
	}
	s.Regime, err = sanctions.ParseRegime(o.regime)
	note("regime", err)
	s.Class, err = programme.ParseClass(o.product)
	note("product", err)
	s.Basis, err = trade.ParsePriceBasis(o.basis)
	note("basis", err)
	s.Price, err = number("price", o.price)
	note("price", err)
	for _, c := range [][3]string{
		{"freight", o.freight, "freight"},
		{"insurance", o.insurance, "insurance"},
		{"port dues", o.dues, "dues"},
	} {
		if c[1] == "" {
			continue
		}
		amount, err := number(c[0], c[1])
		note(c[2], err)
		s.Costs = append(s.Costs, programme.Cost{Name: c[0], Amount: amount})
	}
	var published trade.Date
	for _, d := range []struct {
		name, text string
		to         *trade.Date
	}{
		{"date", o.date, &s.On},
		{"contract", o.contract, &s.Contract},
		{"loaded", o.loaded, &s.Loaded},
		{"discharged", o.discharged, &s.Discharged},
		{"as-published", o.published, &published},
	} {
		if d.text != "" {
			*d.to, err = trade.ParseDate(d.text)
			note(d.name, err)
		}
	}
	if err := errors.Join(all...); err != nil {
		return programme.CapAnswer{Verdict: programme.Uncertain}, err
	}
	program, err := russia.Programme()
	if err != nil {
		return programme.CapAnswer{Verdict: programme.Uncertain}, err
	}
	program.Hold = o.hold
	if !published.IsZero() {
		program = program.AsPublished(published)
	}
	return program.TestCap(s)
}

// withFlag names the flag that helps.
func withFlag(err error, s programme.Sale, hold bool) error {
	var missing *sanctions.MissingFactError
	var horizon *tariff.HorizonError
	switch {
	case errors.As(err, &missing) && (missing.Fact == "freight" || missing.Fact == "insurance"):
		help := "-freight"
		if s.Basis.Insurance() {
			help += " and -insurance state what the price includes"
		} else {
			help += " states what the price includes"
		}
		return fmt.Errorf("%w; %s", err, help)
	case errors.As(err, &horizon) && horizon.Asked.After(horizon.KnownUntil) && !hold:
		return fmt.Errorf("%w; -hold answers with the last cap known", err)
	}
	return err
}

// number reads a plain decimal number, without an exponent.
func number(field, text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(text)
	if err != nil || len(text) > 40 || strings.ContainsAny(text, "eE") {
		return d, &tariff.ValueError{
			Field: field, Text: fmt.Sprintf("%.40q", text),
			Reason: "is not a plain decimal number such as 47.10",
		}
	}
	return d, nil
}

// print writes the answer for a person.
func print(w io.Writer, a programme.CapAnswer) {
	s := a.Sale
	fmt.Fprintf(w, "%s %s at %s %s %s on %s: %s\n\n", s.Regime, s.Class, trade.Amount(s.Price), programme.CapUnit, s.Basis,
		s.On, strings.ToUpper(string(a.Verdict)))
	row := func(name, amount string) { fmt.Fprintf(w, "%12s %9s\n", name, amount) }
	if s.Basis != trade.FOB {
		row(string(s.Basis)+" price", trade.Amount(s.Price))
		for _, c := range s.Costs {
			row(c.Name, trade.Amount(c.Amount.Neg()))
		}
	}
	row("FOB price", trade.Amount(a.FOB))
	row("cap", trade.Amount(a.Cap))
	row("margin", trade.Amount(a.Margin))
	if a.OldCap != nil {
		row("older cap", trade.Amount(*a.OldCap))
	}
	fmt.Fprintln(w)
	for _, line := range a.Why {
		fmt.Fprintf(w, "- %s\n", line)
	}
	if d := review(a); d != nil {
		formula, err := d.FormulaValue()
		if err != nil {
			fmt.Fprintf(w, "- %s\n", err)
		} else {
			fmt.Fprintf(w, "- formula of the review of %s: %s\n", d.Due, trade.Amount(formula))
		}
	}
	fmt.Fprintf(w, "known until %s\n", a.KnownUntil)
}

// review is the review under the dynamic rule of the EU that the cap comes from.
func review(a programme.CapAnswer) *programme.Decision {
	if a.Sale.Regime != sanctions.EU || a.Sale.Class != programme.Crude || !a.Cap.IsPositive() {
		return nil
	}
	if d := russia.EUReview(a.Sale.On); d != nil && d.InForce.Equal(a.Cap) {
		return d
	}
	return nil
}

// object is the answer for a script. Where there is none, the verdict is "unknown",
// what is not known is null, and the error says why.
func (o *options) object(a programme.CapAnswer, err error) any {
	type failure struct {
		Code       string     `json:"code"`
		Message    string     `json:"message"`
		KnownUntil trade.Date `json:"known_until,omitzero"`
	}
	type estimate struct {
		Value  string `json:"value"`
		Source string `json:"source"`
	}
	type formula struct {
		Review    trade.Date `json:"review"`
		Value     *string    `json:"value"`
		Estimates []estimate `json:"estimates,omitempty"`
		SetByAct  string     `json:"set_by_act,omitempty"`
	}
	type object struct {
		Regime     string     `json:"regime"`
		Product    string     `json:"product"`
		Date       string     `json:"date"`
		Cap        *string    `json:"cap"`
		Price      string     `json:"price"`
		Basis      string     `json:"basis"`
		FOB        *string    `json:"fob"`
		Verdict    string     `json:"verdict"`
		Margin     *string    `json:"margin"`
		Transition *string    `json:"transition,omitempty"`
		OldCap     *string    `json:"transition_cap,omitempty"`
		Formula    *formula   `json:"formula,omitempty"`
		KnownUntil trade.Date `json:"known_until"`
		Held       bool       `json:"held,omitempty"`
		Why        []string   `json:"why"`
		Error      *failure   `json:"error,omitempty"`
	}
	amount := func(d decimal.Decimal) *string { s := trade.Amount(d); return &s }
	out := object{
		Regime: o.regime, Product: o.product, Date: o.date, Price: o.price, Basis: o.basis,
		Verdict: string(programme.Uncertain), KnownUntil: a.KnownUntil, Why: a.Why,
	}
	if a.Sale.Regime != "" {
		out.Regime, out.Product, out.Basis = string(a.Sale.Regime), string(a.Sale.Class), string(a.Sale.Basis)
		out.Price, out.Verdict, out.Held = trade.Amount(a.Sale.Price), a.Verdict.String(), a.Held
	}
	if a.FOB.IsPositive() {
		out.FOB = amount(a.FOB)
	}
	if a.Cap.IsPositive() {
		out.Cap, out.Margin = amount(a.Cap), amount(a.Margin)
	}
	if a.Transition != nil {
		out.Transition = &a.Transition.Name
	}
	if a.OldCap != nil {
		out.OldCap = amount(*a.OldCap)
	}
	if d := review(a); d != nil {
		out.Formula = &formula{Review: d.Due, SetByAct: d.ByAct}
		if value, err := d.FormulaValue(); err == nil {
			out.Formula.Value = amount(value)
		}
		for _, e := range d.Estimates {
			out.Formula.Estimates = append(out.Formula.Estimates, estimate{e.Value.String(), e.Source})
		}
	}
	if err != nil {
		out.Error = &failure{Code: sanctions.ErrorCode(err), Message: strings.ReplaceAll(err.Error(), "\n", "; ")}
		var horizon *tariff.HorizonError
		if errors.As(err, &horizon) {
			out.Error.KnownUntil = horizon.KnownUntil
		}
	}
	if out.Why == nil {
		out.Why = []string{}
	}
	return out
}

// Package replay is the program that holds the forecasts of August 2025 against what came.
package replay

import (
	"context"
	"flag"
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/sanctions/replay"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

const usage = `replay holds the forecasts of August 2025, of what duties of 50 percent would do to
India's exports to the United States, against the trade that came, with the error of each.

  tradeshock replay
  tradeshock replay -models

With -models the models of this library answer too, on the imports of 2024 and the law of
1 September 2025, as they would have in August: they take some seconds. Exit status: 0
done; 1 the question can't be answered; 2 wrong use of flags.

`

type (
	object struct {
		Outcome   outcome    `json:"outcome"`
		Forecasts []forecast `json:"forecasts"`
	}
	outcome struct {
		Months []month `json:"months"`
		Value  string  `json:"value_usd_bn"`
		Year   string  `json:"year_before_usd_bn"`
		Change string  `json:"change_pct"`
	}
	month struct {
		Month string `json:"month"`
		Value string `json:"value_usd_bn"`
		Year  string `json:"year_before_usd_bn"`
		How   string `json:"how,omitempty"`
	}
	forecast struct {
		Who     string  `json:"who"`
		When    string  `json:"published"`
		What    string  `json:"what"`
		Low     string  `json:"low_pct"`
		Central *string `json:"central_pct"`
		High    string  `json:"high_pct"`
		Actual  *string `json:"actual_pct"`
		Of      string  `json:"actual_of"`
		ErrLow  *string `json:"error_low_points"`
		ErrHigh *string `json:"error_high_points"`
		Source  string  `json:"source"`
	}
)

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("replay", flag.ContinueOnError)
	models := set.Bool("models", false, "ask the models of this library too")
	asJSON := set.Bool("json", false, "print JSON")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := answer(ctx, *models, *asJSON, stdout); err != nil {
		return program.Fail("replay", err, nil, stdout, stderr)
	}
	return program.Done
}

func answer(ctx context.Context, models, asJSON bool, stdout io.Writer) error {
	rows, result, err := replay.Compare()
	if err != nil {
		return err
	}
	o := object{Forecasts: []forecast{}, Outcome: outcome{
		Value: result.Value.String(), Year: result.Year.String(),
		Change: result.Change.String(),
	}}
	for _, m := range result.Months {
		o.Outcome.Months = append(o.Outcome.Months, month{m.Month, m.Value.String(), m.Year.String(), m.How})
	}
	for i := range rows {
		r := &rows[i]
		f := forecast{
			Who: r.Forecast.Who, When: r.Forecast.When, What: r.Forecast.What, Low: r.Forecast.Low.String(),
			High: r.Forecast.High.String(),
			Of:   r.Of, Source: r.Forecast.Source, Actual: text(r.Actual), ErrLow: text(r.Low), ErrHigh: text(r.High),
		}
		o.Forecasts = append(o.Forecasts, f)
	}
	if models {
		own, err := ask(ctx)
		if err != nil {
			return err
		}
		for i := range own {
			o.Forecasts = append(o.Forecasts, own[i].beside(result))
		}
	}
	if asJSON {
		return program.JSON(stdout, "replay", o)
	}
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "India's exports to the United States, September 2025 to January 2026: %s bn, a year before %s "+
		"bn: %s %%\n", o.Outcome.Value, result.Year.StringFixed(2), o.Outcome.Change)
	fmt.Fprintln(w, "forecast\tpublished\tof\tpercent\tcame\terror, points\tsource")
	for _, f := range o.Forecasts {
		span, off := f.Low, "nobody states what came"
		if f.High != f.Low {
			span += " to " + f.High
		}
		if f.Central != nil {
			span = *f.Central + " (" + span + ")"
		}
		came := "-"
		if f.Actual != nil {
			came, off = *f.Actual, *f.ErrLow
			if *f.ErrHigh != *f.ErrLow {
				off += " to " + *f.ErrHigh
			}
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\n", f.Who, f.When, f.What, span, came, off, f.Source)
	}
	return w.Flush()
}

func text(d *decimal.Decimal) *string {
	if d == nil {
		return nil
	}
	s := d.String()
	return &s
}

// own is the answer of a model of this library, in percent.
type own struct {
	model              string
	low, central, high decimal.Decimal
}

func (o *own) beside(result *replay.Outcome) forecast {
	low, high := o.low.Sub(result.Change), o.high.Sub(result.Change)
	return forecast{
		Who: "model " + o.model + " of this library", When: "run today", What: "all goods", Low: o.low.String(),
		Central: text(&o.central), High: o.high.String(),
		Actual: text(&result.Change), Of: "September 2025 to January 2026 against a year before", ErrLow: text(&low),
		ErrHigh: text(&high),
		Source:  imports.Name + ", the law of 1 September 2025 against the same without the emergency powers",
	}
}

// ask asks the models what the emergency duties of 1 September 2025 do to imports from India.
func ask(ctx context.Context) ([]own, error) {
	without, err := us.Scenario("no-ieepa")
	if err != nil {
		return nil, err
	}
	s := impact.Study{Name: "replay", Book: us.Book(), On: trade.NewDate(2025, 9, 1)}
	s.Scenarios = append(s.Scenarios, without)
	if s.Flows, err = impact.ImportsOf2024("IN"); err != nil {
		return nil, err
	}
	if s.Imports, err = imports.Load(); err != nil {
		return nil, err
	}
	r, err := impact.Run(ctx, &s)
	if err != nil {
		return nil, err
	}
	b, err := r.Behaviour(ctx, 1, impact.BehaviourOptions{Options: response.Options{}, Digits: 4, Back: true})
	if err != nil {
		return nil, err
	}
	var out []own
	for i := range b.Models {
		a := &b.Models[i]
		for _, p := range a.Partners {
			if p.Partner != "IN" {
				continue
			}
			percent := func(v decimal.Decimal) decimal.Decimal {
				return v.Sub(p.Before).Mul(decimal.NewFromInt(100)).DivRound(p.Before, 2)
			}
			out = append(out, own{a.Model.Name, percent(p.Imports.Low), percent(p.Imports.Central), percent(p.Imports.High)})
		}
	}
	return out, nil
}

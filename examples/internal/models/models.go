// Package models is the program that answers what trade, prices, revenue and welfare do after a shock, by the
// models of trade/equilibrium on the user's numbers.
package models

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	strict "github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

const help = `models answers what trade does after a shock, by a behavioural model on your numbers.

  go run ./examples/models -model hat -in examples/models/testdata/hat.json
  go run ./examples/models -model hat -in examples/models/testdata/hat.json -json

The input is one JSON object; paths inside it are relative to its file. Every result says
whether and how well it was solved, what was held fixed, and every assumption. Changes are
fractions unless a key ends in _pct, a hat is the ratio of after to before; countries and
sectors come back in the order of the input. Exit status: 0 done; 1 the input was refused or
the model was not solved; 2 wrong use of flags.

`

// model is one behavioural model: how its input looks, and how it is solved.
type model struct {
	name  string
	about string // a line, then an example of the input and what its keys mean
	solve func(ctx context.Context, in *input) (answer, error)
}

// models are listed in the order of the help.
var models = []model{
	hatModel, wedgeModel, sectorsModel, cpModel, gsimModel, cesModel, smartModel, gravityModel,
	ppmlModel, oilModel,
}

// schema names the layout of the JSON answers.
const schema = "tradeshock/models/1"

// head opens every JSON answer.
type head struct {
	Schema string `json:"schema"`
	Model  string `json:"model"`
	equilibrium.Report
}

// answer is what a model hands back: an object for JSON, and the same for a person.
type answer struct {
	object any
	report equilibrium.Report
	tables []textTable
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("models", flag.ContinueOnError)
	flags.SetOutput(stderr)
	undo := strict.Strictly(flags)
	name := flags.String("model", "", "which `MODEL`: "+strings.Join(names(), ", "))
	file := flags.String("in", "", "the input, a `FILE.json`")
	asJSON := flags.Bool("json", false, "print JSON")
	table := flags.Bool("elasticities", false, "print published elasticities with their ranges and sources, and end")
	usage := func() {
		fmt.Fprint(stderr, help)
		flags.PrintDefaults()
		for _, m := range models {
			fmt.Fprintf(stderr, "\n%s: %s", m.name, m.about)
		}
		fmt.Fprint(stderr, rangeHelp)
	}
	flags.Usage = func() {}
	err := flags.Parse(args)
	undo()
	switch {
	case errors.Is(err, flag.ErrHelp):
		usage()
		return 0
	case err != nil:
		fmt.Fprintln(stderr, "models -h shows all flags")
		return 2
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "models: unexpected argument %q; every input has a flag, see -h\n", flags.Arg(0))
		return 2
	case *table && flags.NFlag() > 1:
		fmt.Fprintln(stderr, "models: -elasticities prints a table and ends; leave the other flags out")
		return 2
	case *table:
		fmt.Fprint(stdout, elasticities())
		return 0
	case *name == "" || *file == "":
		fmt.Fprintln(stderr, "models: give -model and -in; for example:\n  models -model hat -in hat.json")
		return 2
	}
	for _, m := range models {
		if m.name == *name {
			return ask(ctx, m, *file, *asJSON, stdout, stderr)
		}
	}
	fmt.Fprintf(stderr, "models: no model %.40q; there are %s\n", *name, strings.Join(names(), ", "))
	return 2
}

func names() []string {
	var out []string
	for _, m := range models {
		out = append(out, m.name)
	}
	return out
}

func ask(ctx context.Context, m model, file string, asJSON bool, stdout, stderr io.Writer) int {
	a, err := solve(ctx, m, file)
	if asJSON {
		if werr := program.JSON(stdout, "models", object(a, err)); werr != nil {
			err = werr
		}
	} else if err == nil {
		err = printAnswer(stdout, a)
	}
	if err != nil {
		fmt.Fprintf(stderr, "models: %s: %s\n", m.name, strings.ReplaceAll(err.Error(), "\n", "; "))
		return 1
	}
	return 0
}

func solve(ctx context.Context, m model, file string) (answer, error) {
	in, err := open(file)
	if err != nil {
		return answer{}, err
	}
	over, err := in.splitRange()
	if err != nil {
		return answer{}, err
	}
	if over != nil {
		return solveRange(ctx, m, in, over)
	}
	return m.solve(ctx, in)
}

// object is the JSON answer; beside an error there are no results.
func object(a answer, err error) any {
	type problem struct {
		Code    string   `json:"code"`
		Field   string   `json:"field"`
		At      []string `json:"at,omitempty"`
		Message string   `json:"message"`
	}
	type failure struct {
		Code     string    `json:"code"`
		Message  string    `json:"message"`
		Problems []problem `json:"problems,omitempty"`
		Count    int       `json:"count,omitempty"`
	}
	if err == nil {
		return a.object
	}
	f := failure{Code: code(err), Message: err.Error()}
	var all *equilibrium.InputErrors
	if errors.As(err, &all) {
		f.Count = all.Count
		for _, p := range all.List {
			f.Problems = append(f.Problems, problem{code(p), p.Field, p.At, p.Error()})
		}
	}
	return map[string]any{"error": f}
}

func code(err error) string {
	// Of several problems the first of these is the code of all.
	for _, class := range []equilibrium.Class{
		"shape", "names", "missing", "not_finite", "negative", "tariff", "elasticity", "share", "no_demand", "no_output",
		"no_own_trade",
		"unconnected", "unbalanced", "collinear", "option", "no_optimum", "not_converged",
	} {
		if errors.Is(err, class) {
			return string(class)
		}
	}
	switch {
	case errors.Is(err, context.Canceled):
		return "cancelled"
	case errors.Is(err, os.ErrNotExist):
		return "no_file"
	}
	return "input"
}

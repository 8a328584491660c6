// Package ownership is the program that says which entities the 50 percent rule blocks, and why.
package ownership

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ownership"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

const usage = `ownership says which entities the 50 percent rule blocks because of who owns them.

  cat >edges.csv <<END
  owner,entity,percent
  X,A,50
  A,B,40
  X,B,10
  B,C,25-60
  END
  go run ./examples/ownership -rule ofac -date 2026-10-01 -listed X -edges edges.csv

blocks A and B; C is undetermined until somebody finds out what B holds of it.

The file is CSV with a header: owner, entity and percent, in any order. percent is
percent and no fraction (50 is half): an exact number, a range such as 25-50, or empty
when the share is not known. A fourth column, control, may say yes, no or unknown: that
the owner directs the entity by other means than shares; empty is no. It counts under
the rules of the EU and the UK. Columns valid_from and valid_to say on which days a stake
holds, from the first and no longer on the last; those of -date count. Names are compared
letter by letter, after the blanks around them are cut off. One that is almost a listed
name stops with a question; -exact goes on. A bad row is never left out: the file is
refused, with every bad row named.

Exit status: 0 done; 1 the input was refused or the question can't be answered; 2 wrong
use of flags.

`

type options struct {
	rule, date, listed, edges string
	json, hold, exact         bool
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("ownership", flag.ContinueOnError)
	set.StringVar(&o.rule, "rule", "", "whose `rule`: ofac, eu, uk or bis")
	set.StringVar(&o.date, "date", "", "`day` for which the rule is asked: 2026-10-01")
	set.StringVar(&o.listed, "listed", "",
		"`names` of the listed persons with commas between; one with a comma in\nquotes: 'X,\"Y, Ltd\"'")
	set.StringVar(&o.edges, "edges", "", "CSV `file` of who owns what: edges.csv")
	set.BoolVar(&o.json, "json", false, "print JSON: 'ownership … -json | jq .proof'")
	set.BoolVar(&o.hold, "hold", false,
		"past the last day known, answer with the last rule known and say so:\n'-date 2027-03-01 -hold'")
	set.BoolVar(&o.exact, "exact", false, "names that are almost a listed one are other persons: go on without asking")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	for _, f := range []struct{ name, value string }{
		{"rule", o.rule},
		{"date", o.date},
		{"listed", o.listed},
		{"edges", o.edges},
	} {
		if f.value == "" {
			fmt.Fprintf(stderr,
				"ownership: needs -rule, -date, -listed and -edges (-%s is missing); for example: ownership -rule ofac -date "+
					"2026-10-01 -listed X,Y -edges edges.csv\n", f.name)
			return 2
		}
	}
	rule, err := ownership.ParseRule(o.rule)
	if err != nil {
		fmt.Fprintf(stderr, "ownership: -%s\n", err)
		return 2
	}
	listed, err := names(o.listed)
	if err != nil {
		fmt.Fprintf(stderr, "ownership: -listed: %s\n", err)
		return 2
	}
	if err := o.answer(ctx, rule, listed, stdout, stderr); err != nil {
		fmt.Fprintf(stderr, "ownership: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		if o.json {
			_ = program.JSON(stdout, "ownership", errorObject(err))
		}
		return 1
	}
	return 0
}

// names parts the list as CSV does, so that a name can hold a comma.
func names(text string) ([]string, error) {
	r := csv.NewReader(strings.NewReader(text))
	r.TrimLeadingSpace = true
	list, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%q is no list of names: %w", text, err)
	}
	if _, err := r.Read(); err != io.EOF {
		return nil, fmt.Errorf("%q has more than one line", text)
	}
	for i, name := range list {
		if strings.TrimSpace(name) == "" {
			return nil, &ownership.Error{Code: "bad_listed", Reason: fmt.Sprintf("listed person %d has no name", i+1)}
		}
	}
	return list, nil
}

// answer decides and prints.
func (o *options) answer(ctx context.Context, rule ownership.Rule, listed []string, stdout, stderr io.Writer) error {
	day, err := trade.ParseDate(o.date)
	if err != nil {
		return fmt.Errorf("-date: %w", err)
	}
	on := rule.On
	if o.hold {
		on = rule.Hold
	}
	variant, err := on(day)
	if err != nil {
		if errors.As(err, new(*tariff.HorizonError)) && !o.hold {
			return fmt.Errorf("-date: %w; -hold answers past the last day known with the last rule known", err)
		}
		return fmt.Errorf("-date: %w", err)
	}
	file, err := os.Open(o.edges)
	if err != nil {
		return fmt.Errorf("-edges: %w", err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	graph, err := ownership.ReadGraph(file)
	if err != nil {
		return fmt.Errorf("%s: %w", o.edges, err)
	}
	if graph.Len() == 0 {
		return &program.NoRowsError{Flag: "-edges", File: o.edges}
	}
	if err := graph.Near(listed); err != nil && !o.exact {
		return fmt.Errorf("%s: %w; if other persons are meant, -exact goes on", o.edges, err)
	}
	stakes := graph.Len()
	if graph, err = graph.On(day); err != nil {
		return fmt.Errorf("%s: %w", o.edges, err)
	}
	if ended := stakes - graph.Len(); ended > 0 {
		fmt.Fprintf(stderr, "ownership: %d of %d stakes do not hold on %s, by valid_from and valid_to, and do not count\n",
			ended, stakes, day)
	}
	decision, err := graph.Decide(ctx, variant, listed)
	if err != nil {
		return err
	}
	said := notes(graph, decision)
	for _, note := range said {
		fmt.Fprintf(stderr, "ownership: %s\n", note)
	}
	if o.json {
		object, err := withNotes(decision, said)
		if err != nil {
			return err
		}
		return program.JSON(stdout, "ownership", object)
	}
	_, err = decision.WriteTo(stdout)
	return err
}

// notes are what a person should look at before relying on a decision.
func notes(graph *ownership.Graph, decision *ownership.Decision) []string {
	var out []string
	note := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	if len(graph.Unread) > 0 {
		note("not read: column %q", graph.Unread)
	}
	if len(decision.Unmatched) > 0 {
		n := len(decision.Unmatched)
		var like []string
		for _, name := range decision.Unmatched[:min(5, n)] {
			like = append(like, graph.Like(name)...)
		}
		hint := ""
		if len(like) > 0 {
			hint = fmt.Sprintf("; it has %q", like)
		}
		note("listed but not in the file by that name: %q%s%s", decision.Unmatched[:min(5, n)], andMore(n-min(5, n)+1), hint)
	}
	if own := graph.Own; len(own) > 0 {
		note("%q holds a part of itself%s, which counts for nobody; if the rule is on the rest of the shares, leave the "+
			"row out and state the others as parts of the rest", own[0].Entity, andMore(len(own)))
	}
	if alike := graph.Alike(); len(alike) > 0 {
		note("%q are different names%s; write them the same way if one person is meant", alike[0], andMore(len(alike)))
	}
	if one, _ := ownership.ParsePercent("1"); !graph.Largest.IsZero() && graph.Largest.Cmp(one) <= 0 {
		note("no share in the file is above %s percent; if these are fractions, multiply them by 100", graph.Largest)
	}
	return out
}

// andMore says that the first of several stands for all.
func andMore(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (and %d more)", n-1)
}

// errorObject is what a script reads when the question can't be answered.
func errorObject(err error) any {
	type problem struct {
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Code    string `json:"code"`
		Text    string `json:"text,omitempty"`
		Message string `json:"message"`
		// Of owners who hold more than all.
		Entity string `json:"entity,omitempty"`
		Sum    string `json:"sum,omitempty"`
		Owners int    `json:"owners,omitempty"`
	}
	type object struct {
		Code       string     `json:"code"`
		Message    string     `json:"message"`
		KnownUntil trade.Date `json:"known_until,omitzero"`
		Total      int        `json:"total,omitempty"`
		Problems   []problem  `json:"problems,omitempty"`
	}
	out := object{Code: sanctions.ErrorCode(err), Message: err.Error()}
	var (
		horizon *tariff.HorizonError
		input   *ownership.InputError
		file    *os.PathError
	)
	switch {
	case errors.As(err, &horizon):
		out.KnownUntil = horizon.KnownUntil
	case errors.As(err, &file):
		out.Code = "file"
	case errors.As(err, &input):
		out.Code, out.Total = "bad_edges", input.Total
		for _, err := range input.Problems {
			p := problem{Line: err.Line, Column: err.Column, Code: err.Code, Text: err.Text, Message: err.Error()}
			if err.Code == "shares_above_100" {
				first := err.Edges[0]
				p.Entity, p.Sum, p.Owners, p.Line = first.Entity, err.Sum.String(), err.Owners, first.Line
			}
			out.Problems = append(out.Problems, p)
		}
	}
	return map[string]object{"error": out}
}

// Command tradeshock is all programs in one: what an entry pays and why, what every product
// of every origin pays, caps, ownership, reports on a workbook, and the search for codes.
//
//	go run ./examples/tradeshock duty -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01
package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/book"
	"github.com/tradeshock/tradeshock/examples/internal/cap"
	"github.com/tradeshock/tradeshock/examples/internal/check"
	"github.com/tradeshock/tradeshock/examples/internal/compare"
	"github.com/tradeshock/tradeshock/examples/internal/duty"
	"github.com/tradeshock/tradeshock/examples/internal/impact"
	"github.com/tradeshock/tradeshock/examples/internal/importers"
	"github.com/tradeshock/tradeshock/examples/internal/india50"
	"github.com/tradeshock/tradeshock/examples/internal/models"
	"github.com/tradeshock/tradeshock/examples/internal/ownership"
	"github.com/tradeshock/tradeshock/examples/internal/panel"
	"github.com/tradeshock/tradeshock/examples/internal/pressure"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/replay"
	"github.com/tradeshock/tradeshock/examples/internal/schema"
	"github.com/tradeshock/tradeshock/examples/internal/search"
	"github.com/tradeshock/tradeshock/examples/internal/shard"
	"github.com/tradeshock/tradeshock/examples/internal/tradeoff"
	"github.com/tradeshock/tradeshock/examples/internal/udf"
)

func main() { program.Main(run) }

// command is a word after tradeshock.
type command struct {
	name, says string
	run        func(ctx context.Context, args []string, stdout, stderr io.Writer) int
}

// commands are in the order of the help.
func commands() []command {
	return []command{
		{"duty", "what an entry, or a file of entries, pays, and why", duty.Run},
		{"compare", "the origins of a product side by side, the cheapest first", compare.Run},
		{"watch", "what changed for a list of products between two days, and what is coming", compare.Watch},
		{"panel", "what every product of every origin pays, without shipments; what changes when", panel.Run},
		{"impact", "the whole question on a workbook of flows, as a report", impact.Run},
		{"india50", "the question this library began with, on embedded data", india50.Run},
		{"search", "codes from words", search.Run},
		{"browse", "what stands below a chapter, heading or line", search.Browse},
		{"check", "what is read from a workbook or CSV file, and what is refused", check.Run},
		{"book", "the law as a workbook or text: export, edit, check", book.Run},
		{"cap", "a price of Russian oil against the cap of a day", cap.Run},
		{"ownership", "who is blocked through the shares of others", ownership.Run},
		{"importers", "who bought Russian energy, and whom section 113 describes", importers.Run},
		{
			"tradeoff", "a buyer's saving on Russian oil against a duty that punishes it; what a cap takes from the seller",
			tradeoff.Run,
		},
		{"pressure", "how little makes a buyer's Russian oil stop paying, and what it costs the sender", pressure.Run},
		{"replay", "the forecasts of August 2025 against the trade that came", replay.Run},
		{"models", "what trade does after a shock, by behavioural models", models.Run},
		{"schema", "the JSON Schemas of the answers", schema.Run},
		{"merge", "the shards of a file put together again, exactly", shard.Run},
		{"udf", "columns in, duties out on standard streams, for ClickHouse, Spark and xargs", udf.Run},
		{"version", "the version, the edition of the schedule and the day until which the law is known", version},
		{"completion", "the completion of a shell: bash, zsh or fish", completion},
	}
}

const statuses = `
Exit status: 0 done; 1 the input was refused or the question can't be answered; 2 wrong use
of flags; 3 done, but rows were rejected. Answers go to stdout, words about them to stderr.
Every JSON answer says by its key "schema" of which shape it is; tradeshock schema prints it.
`

// run hands the arguments to the command that the first one names.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		help(stderr)
		return program.WrongUse
	}
	name := args[0]
	switch strings.TrimLeft(name, "-") {
	case "h", "help":
		if len(args) > 1 {
			return run(ctx, []string{args[1], "-h"}, stdout, stderr)
		}
		help(stdout)
		return program.Done
	}
	var near []string
	for _, c := range commands() {
		if c.name == name {
			return c.run(ctx, args[1:], stdout, stderr)
		}
		if name != "" && strings.HasPrefix(c.name, name[:1]) {
			near = append(near, c.name)
		}
	}
	hint := ""
	if len(near) > 0 {
		hint = " (" + strings.Join(near, ", ") + "?)"
	}
	return program.Wrong("tradeshock", stderr, "there is no command %q%s", name, hint)
}

func help(w io.Writer) {
	fmt.Fprint(w, "tradeshock answers what a sanction or a tariff does to trade.\n\n  tradeshock COMMAND [flags]\n\n")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-11s %s\n", c.name, c.says)
	}
	fmt.Fprint(w, "\ntradeshock COMMAND -h lists the flags of a command with examples.\n"+statuses)
}

// Command book turns the United States book into a workbook or a folder of CSV files
// that a person can edit, and says what an edited one changes.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/table"
)

const usage = `book turns the tariff law of the United States into sheets that a person can edit.

  go run ./examples/book -export us.xlsx          the whole book as a workbook
  go run ./examples/book -export us               the same as a folder of CSV files
  go run ./examples/book -check us.xlsx           what the edited book changes, or what is wrong in it
  go run ./examples/book -template whatif.xlsx    an empty scenario to fill in
  go run ./examples/book -scenario whatif.json -export whatif.xlsx

Then ask the edited book, or the scenario:

  go run ./examples/duty -book us.xlsx -scenario whatif.xlsx -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01

The sheet README says what each sheet and column is. Exit status: 0 done; 1 the file was
refused, with every mistake named by its cell; 2 wrong use of flags.

`

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

type options struct {
	export, check, template, scenario string
	all, json                         bool
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("book", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&o.export, "export", "", "write the book, or with -scenario the scenario, to `FILE.xlsx|DIR`; a scenario also to FILE.json")
	flags.StringVar(&o.check, "check", "", "read the book of `FILE.xlsx|DIR` and list how it differs from the embedded one")
	flags.StringVar(&o.template, "template", "", "write an empty scenario with lists to choose from to `FILE.xlsx|DIR`")
	flags.StringVar(&o.scenario, "scenario", "", "with -export: the scenario of `FILE.json|FILE.xlsx|DIR` in place of the book")
	flags.BoolVar(&o.all, "all", false, "with -check: list every difference, not the first 100")
	flags.BoolVar(&o.json, "json", false, "with -check: print JSON")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return 0
		}
		return 2
	}
	var err error
	switch {
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "book: unexpected argument %q; every input has a flag, see -h\n", flags.Arg(0))
		return 2
	case count(o.export, o.check, o.template) != 1 || o.scenario != "" && o.export == "":
		fmt.Fprintln(stderr, "book: wants one of -export, -check and -template; for example:\n  book -export us.xlsx")
		return 2
	case o.check != "":
		err = o.compare(ctx, stdout, stderr)
	case o.template != "":
		var sheets []table.Table
		if sheets, err = tables.ScenarioTemplate(us.Book()); err == nil {
			err = write(o.template, sheets, "A scenario to fill in", stderr)
		}
	case o.scenario != "":
		err = o.convert(ctx, stderr)
	default:
		var sheets []table.Table
		if sheets, err = tables.FromBook(us.Book()); err == nil {
			err = write(o.export, sheets, "Tariff book of the United States", stderr)
		}
	}
	if err == nil {
		return 0
	}
	o.report(err, stdout, stderr)
	return 1
}

func count(texts ...string) int {
	n := 0
	for _, s := range texts {
		if s != "" {
			n++
		}
	}
	return n
}

func write(path string, sheets []table.Table, title string, stderr io.Writer) error {
	if err := spreadsheet.WriteTables(path, sheets, spreadsheet.Properties{Title: title}); err != nil {
		return err
	}
	rows := 0
	for i := range sheets {
		rows += len(sheets[i].Rows)
	}
	fmt.Fprintf(stderr, "%s: %d tables, %d rows\n", path, len(sheets), rows)
	return nil
}

// compare lists what another book says differently.
func (o *options) compare(ctx context.Context, stdout, stderr io.Writer) error {
	read, err := spreadsheet.ReadTables(ctx, o.check)
	if err != nil {
		return err
	}
	book, err := tables.ToBook(read)
	if err != nil {
		return err
	}
	after, err := tables.FromBook(book)
	if err != nil {
		return err
	}
	before, err := tables.FromBook(us.Book())
	if err != nil {
		return err
	}
	differences := table.Diff(before, after)
	fmt.Fprintf(stderr, "%s: a sound book; %d differences from the embedded one\n", o.check, len(differences))
	if o.json {
		return writeJSON(stdout, map[string]any{"differences": append([]table.Difference{}, differences...)})
	}
	const shown = 100
	for i, d := range differences {
		if i == shown && !o.all {
			fmt.Fprintf(stdout, "and %d more; -all lists them\n", len(differences)-shown)
			break
		}
		fmt.Fprintln(stdout, d)
	}
	return nil
}

// convert writes a scenario in another form.
func (o *options) convert(ctx context.Context, stderr io.Writer) error {
	s, err := readScenario(ctx, o.scenario)
	if err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(o.export), ".json") {
		text, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return err
		}
		return os.WriteFile(o.export, append(text, '\n'), 0o644)
	}
	sheets, err := tables.FromScenario(s)
	if err != nil {
		return err
	}
	return write(o.export, sheets, "Scenario "+s.Name, stderr)
}

// readScenario reads JSON, a workbook or a folder; the content decides.
func readScenario(ctx context.Context, path string) (*tariff.Scenario, error) {
	data, err := os.ReadFile(path)
	if err == nil && !bytes.HasPrefix(data, []byte("PK")) {
		return tariff.ParseScenario(bytes.NewReader(data))
	}
	read, err := spreadsheet.ReadTables(ctx, path)
	if err != nil {
		return nil, err
	}
	return tables.ToScenario(read)
}

// report lists every mistake with its cell on stdout, and says on stderr in a line
// that the file was refused.
func (o *options) report(err error, stdout, stderr io.Writer) {
	var all *table.Errors
	if !errors.As(err, &all) {
		all = &table.Errors{}
	}
	if o.json {
		type object struct {
			Code    string         `json:"code"`
			Message string         `json:"message"`
			Total   int            `json:"total,omitempty"`
			Errors  []*table.Error `json:"errors,omitempty"`
		}
		_ = writeJSON(stdout, map[string]object{"error": {tariff.ErrorCode(err), err.Error(), all.Total, all.List}})
	}
	if all.Total == 0 {
		fmt.Fprintf(stderr, "book: %s\n", strings.ReplaceAll(err.Error(), "\n", "; "))
		return
	}
	if !o.json {
		for _, e := range all.List {
			fmt.Fprintln(stdout, e)
		}
	}
	fmt.Fprintf(stderr, "book: refused for %d mistakes, the first in %s; correct the cells and check again\n", all.Total, strings.ReplaceAll(all.List[0].Error(), "\n", "; "))
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

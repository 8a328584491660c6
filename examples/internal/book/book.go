// Package book is the program that turns the United States book into a workbook or a folder of CSV files
// that a person can edit, and says what an edited one changes.
package book

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/trade/table"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

const usage = `book turns the tariff law of the United States, or with -importer of Canada or China, into sheets that a person can edit.

  go run ./examples/book -export us.xlsx          the whole book as a workbook
  go run ./examples/book -export us               the same as a folder of CSV files
  go run ./examples/book -check us.xlsx           what the edited book changes, or what is wrong in it
  go run ./examples/book -export us.txt           the same as text of law
  go run ./examples/book -check notice.txt        what a notice of this morning changes, or where it is wrong
  go run ./examples/book -template whatif.xlsx    an empty scenario to fill in
  go run ./examples/book -scenario whatif.json -export whatif.xlsx

Then ask the edited book, or the scenario:

  go run ./examples/duty -book us.xlsx -scenario whatif.xlsx -origin IN -hts 6109.10.00.12 -value 10000 -date 2025-09-01
  go run ./examples/duty -law notice.txt -origin VN -hts 0801.32.00.00 -value 10000 -date 2026-10-01

A notice is a few lines: go doc ./tariff/law shows one. The sheet README says what each sheet and column is. Exit status: 0 done; 1 the file was
refused, with every mistake named by its cell; 2 wrong use of flags.

`

type options struct {
	export, check, template, scenario, law string
	importer                               string
	all, json, force                       bool
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("book", flag.ContinueOnError)
	set.StringVar(&o.export, "export", "",
		"write the book, or with -scenario the scenario, to `FILE.xlsx|DIR`;\na book also to FILE.txt, as text of law, a "+
			"scenario to FILE.json")
	set.StringVar(&o.check, "check", "",
		"read the book of `FILE.xlsx|DIR|FILE.txt`, or the notice of FILE.txt, and list what it changes in the embedded book")
	set.StringVar(&o.template, "template", "", "write an empty scenario with lists to choose from to `FILE.xlsx|DIR`")
	set.StringVar(&o.scenario, "scenario", "",
		"with -export: the scenario of a `name|FILE.json|FILE.xlsx|DIR` in place of the book")
	set.StringVar(&o.law, "law", "", "with -export: lay the notices of `FILE[,FILE]` over the book first")
	set.StringVar(&o.importer, "importer", "", "the embedded book of a `country`: US (the default), CA or CN")
	set.BoolVar(&o.all, "all", false,
		"with -check: list every difference, not the first 100 lines with those of many rows alike in one")
	set.BoolVar(&o.json, "json", false, "with -check: print JSON")
	set.BoolVar(&o.force, "force", false, "with -export or -template: write over what is there")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := flags.Together(
		set,
		flags.Goes{Flags: []string{"all", "json"}, With: []string{"check"}},
		flags.Goes{Flags: []string{"force"}, With: []string{"export", "template"}},
	); err != nil {
		return program.Wrong("book", stderr, "%s", err)
	}
	if err := flags.Apart(set, "scenario", "importer"); err != nil {
		return program.Wrong("book", stderr, "%s", err)
	}
	var err error
	switch {
	case count(o.export, o.check, o.template) != 1 || o.scenario != "" && o.export == "" ||
		o.law != "" && (o.export == "" || o.scenario != ""):
		return program.Wrong("book", stderr,
			"state one of -export, -check and -template, -scenario or -law only with -export; for example book -export us.xlsx")
	case o.check != "":
		err = o.compare(ctx, stdout, stderr)
	case o.template != "":
		var sheets []table.Table
		var book *law.Book
		if book, err = program.Importer(o.importer); err != nil {
			break
		}
		if sheets, err = tables.ScenarioTemplate(book); err == nil {
			err = o.write(o.template, sheets, "A scenario to fill in", stderr)
		}
	case o.scenario != "":
		err = o.convert(ctx, stderr)
	default:
		err = o.book(ctx, stderr)
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

// output is a file that may hold a person's edits: nothing there is written over.
func (o *options) output(path string) *program.Output {
	name := "-export"
	if o.template != "" {
		name = "-template"
	}
	return &program.Output{Path: path, Flag: name, Inputs: append(strings.Split(o.law, ","), o.scenario), Force: o.force}
}

func (o *options) write(path string, sheets []table.Table, title string, stderr io.Writer) error {
	if info, err := os.Stat(path); err != nil || !info.IsDir() { // a folder is refused unless it is empty
		if err := o.output(path).Check(); err != nil {
			return err
		}
	}
	if err := workbook.WriteTables(path, sheets, workbook.Properties{Title: title}); err != nil {
		return err
	}
	rows := 0
	for i := range sheets {
		rows += len(sheets[i].Rows)
	}
	fmt.Fprintf(stderr, "%s: %d tables, %d rows\n", path, len(sheets), rows)
	return nil
}

// book writes the embedded book, with notices laid over it.
func (o *options) book(ctx context.Context, stderr io.Writer) error {
	chosen := program.Law{Laid: o.law, Importer: o.importer}
	book, err := chosen.Base(ctx)
	if err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(o.export), ".txt") {
		if err := o.output(o.export).Write(func(w io.Writer) error { return law.Print(w, book) }); err != nil {
			return err
		}
		fmt.Fprintf(stderr, "%s: %d measures\n", o.export, len(book.Measures))
		return nil
	}
	sheets, err := tables.FromBook(book)
	if err != nil {
		return err
	}
	return o.write(o.export, sheets, "Tariff book of the "+book.Name, stderr)
}

// read reads what is to be checked: a book, or a notice over the embedded one.
func (o *options) read(ctx context.Context) (*law.Book, error) {
	if program.IsText(o.check) {
		text, err := program.ReadText(o.check)
		if err != nil {
			return nil, err
		}
		if text.IsBook() { // with the tables that it names
			return program.ReadBook(ctx, o.check)
		}
		book, err := program.Importer(o.importer)
		if err != nil {
			return nil, err
		}
		return text.Over(book)
	}
	return program.ReadBook(ctx, o.check)
}

// compare lists what another book says differently.
func (o *options) compare(ctx context.Context, stdout, stderr io.Writer) error {
	book, err := o.read(ctx)
	if err != nil {
		return err
	}
	after, err := tables.FromBook(book)
	if err != nil {
		return err
	}
	embedded, err := program.Importer(cmp.Or(o.importer, string(book.Importer)))
	if err != nil {
		if o.importer != "" {
			return err
		}
		lines := 0
		if book.Schedule != nil {
			lines = len(book.Schedule.Lines)
		}
		fmt.Fprintf(stderr, "%s: a sound book of %s: %d measures, %d lines; there is no embedded one to compare it with\n",
			o.check, cmp.Or(string(book.Importer), book.Name), len(book.Measures), lines)
		if o.json {
			return program.JSON(stdout, "book", map[string]any{"differences": []table.Difference{}})
		}
		return nil
	}
	before, err := tables.FromBook(embedded)
	if err != nil {
		return err
	}
	differences := table.Diff(before, after)
	fmt.Fprintf(stderr, "%s: a sound book; %d differences from the embedded one\n", o.check, len(differences))
	if o.json {
		return program.JSON(stdout, "book", map[string]any{"differences": append([]table.Difference{}, differences...)})
	}
	const shown = 100
	if o.all {
		for _, d := range differences {
			fmt.Fprintln(stdout, d)
		}
		return nil
	}
	lines := summary(differences)
	for _, line := range lines[:min(shown, len(lines))] {
		fmt.Fprintln(stdout, line)
	}
	if more := len(lines) - shown; more > 0 {
		fmt.Fprintf(stdout, "and %d more; -all lists them\n", more)
	}
	return nil
}

// convert writes a scenario in another form.
func (o *options) convert(ctx context.Context, stderr io.Writer) error {
	s, err := program.Scenario(ctx, o.scenario)
	if err != nil {
		return err
	}
	if strings.EqualFold(filepath.Ext(o.export), ".json") {
		text, err := json.MarshalIndent(s, "", "  ")
		if err != nil {
			return err
		}
		return o.output(o.export).Write(func(w io.Writer) error {
			_, err := w.Write(append(text, '\n'))
			return err
		})
	}
	sheets, err := tables.FromScenario(s)
	if err != nil {
		return err
	}
	return o.write(o.export, sheets, "Scenario "+s.Name, stderr)
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
		_ = program.JSON(stdout, "book",
			map[string]object{"error": {tariff.ErrorCode(err), err.Error(), all.Total, all.List}})
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
	fmt.Fprintf(stderr, "book: refused for %d mistakes, the first in %s; correct the cells and check again\n", all.Total,
		strings.ReplaceAll(all.List[0].Error(), "\n", "; "))
}

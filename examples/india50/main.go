// Command india50 answers the founding question on the data that the module
// carries: what a duty of 50 percent on India costs, and whom.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tradeshock/tradeshock/trade"
)

const usage = `india50 prints what the 50 percent duty on India cost, and whom, in about one
screen, and writes the same as a workbook, india50.xlsx.

  go run ./examples/india50
  go run ./examples/india50 -date 2026-08-10 -out /tmp

Exit status: 0 done; 1 the question can't be answered; 2 wrong use of flags.

`

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("india50", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		fmt.Fprint(stderr, usage)
		flags.PrintDefaults()
	}
	out := flags.String("out", ".", "`folder` for india50.xlsx")
	day := flags.String("date", "2025-09-01", "`day` of entry of the T-shirt of the first section")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		fmt.Fprintf(stderr, "india50: unexpected argument %q; every input has a flag, see -h\n", flags.Arg(0))
		return 2
	}
	if err := answer(*day, *out, stdout, stderr); err != nil {
		fmt.Fprintf(stderr, "india50: %v\n", err)
		return 1
	}
	return 0
}

func answer(day, out string, stdout, stderr io.Writer) error {
	date, err := trade.ParseDate(day)
	if err != nil {
		return err
	}
	r, err := build(date)
	if err != nil {
		return err
	}
	if _, err := r.WriteTo(stdout); err != nil {
		return err
	}
	path := filepath.Join(out, "india50.xlsx")
	if err := r.workbook().WriteFile(path); err != nil {
		return err
	}
	fmt.Fprintf(stderr, "wrote %s\n", path)
	return nil
}

// Package india50 is the program that answers the founding question on the data that the module
// carries: what a duty of 50 percent on India costs, and whom.
package india50

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/trade"
)

const usage = `india50 prints what the 50 percent duty on India cost, and whom, in about one
screen, and writes the same as a workbook, india50.xlsx.

  go run ./examples/india50
  go run ./examples/india50 -date 2026-08-10 -out /tmp

Exit status: 0 done; 1 the question can't be answered; 2 wrong use of flags.

`

// Run answers the arguments and returns the exit status.
func Run(_ context.Context, args []string, stdout, stderr io.Writer) int {
	set := flag.NewFlagSet("india50", flag.ContinueOnError)
	out := set.String("out", ".", "`folder` for india50.xlsx")
	day := set.String("date", "2025-09-01", "`day` of entry of the T-shirt of the first section")
	force := set.Bool("force", false, "write over an india50.xlsx that this program did not make")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := answer(*day, *out, *force, stdout, stderr); err != nil {
		return program.Fail("india50", err, nil, stdout, stderr)
	}
	return program.Done
}

func answer(day, out string, force bool, stdout, stderr io.Writer) error {
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
	file := program.Output{
		Path: filepath.Join(out, "india50.xlsx"), Flag: "-out", Force: force,
		Made: program.MadeWorkbook(subject),
	}
	err = file.Write(func(w io.Writer) error {
		_, err := r.workbook().WriteTo(w)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(stderr, "wrote %s\n", file.Path)
	return nil
}

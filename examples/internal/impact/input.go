package impact

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/impact"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// explain names the flag that helps with an error of reading.
func explain(err error) error {
	var input *spreadsheet.ImportError
	var file *source.RejectedError
	if errors.As(err, &input) || errors.As(err, &file) {
		return fmt.Errorf(
			"-flows: %w; examples/check shows what is read; -sheet, -layout, -column, -encoding, -decimal, -group, -dates "+
				"and -unit say how to read it", err)
	}
	return err
}

// input is what the importer reports of the file.
func input(rep *source.Report) impact.Input {
	in := impact.Input{
		File: filepath.Base(rep.File), SHA256: rep.SHA256, Layout: rep.Layout, Sheet: rep.Sheet,
		Read: rep.Rows.Read, Accepted: rep.Rows.Accepted, Rejected: rep.Rows.Rejected, Skipped: rep.Rows.Skipped,
		Unreadable: rep.Amounts.Unreadable,
	}
	if len(rep.Totals) <= 1 { // one currency, that of the flows
		in.Values = &impact.InputValues{
			Read: sum(rep.Amounts.Read), Accepted: sum(rep.Amounts.Accepted), Rejected: sum(rep.Amounts.Rejected),
			Skipped: sum(rep.Amounts.Skipped),
		}
	}
	if last := rep.Header + rep.Rows.Read; rep.Header > 0 {
		in.Range = fmt.Sprintf("%d:%d", rep.Header, last)
	}
	for _, e := range rep.Rejects {
		in.Unread = append(in.Unread, impact.Unread{Cell: cell(e), Code: string(e.Code), Text: e.Text, Hint: e.Hint})
	}
	for _, c := range rep.Warnings {
		in.Warnings = append(in.Warnings, fmt.Sprintf("%s: %d rows, the first at %s", c.Reason, c.Rows, c.Cell))
	}
	for _, c := range rep.Skips {
		in.Warnings = append(in.Warnings, fmt.Sprintf("skipped: %s: %d rows, the first at %s", c.Reason, c.Rows, c.Cell))
	}
	for _, c := range rep.Checks {
		in.Warnings = append(in.Warnings, "control total: "+c.String())
		in.Stated = append(in.Stated,
			impact.Check{
				Name: strings.TrimSpace("stated in the file: " + c.Name + " " + c.Cell), Expected: c.Stated,
				Actual: c.Found,
			})
	}
	return in
}

// assumptions are what the file does not state.
func assumptions(rep *source.Report) []impact.Assumption {
	var all []impact.Assumption
	for _, text := range rep.Assumed {
		all = append(all, impact.Assumption{Name: "assumed in reading", Value: text, Source: filepath.Base(rep.File)})
	}
	return all
}

// sum adds up the values of one currency.
func sum(s source.Sums) decimal.Decimal {
	var total decimal.Decimal
	for _, v := range s {
		total = total.Add(v)
	}
	return total
}

// cell is the address of a cell that could not be read.
func cell(e *spreadsheet.ImportError) string {
	if e.Sheet != "" {
		return e.Sheet + "!" + e.Cell
	}
	return e.Cell
}

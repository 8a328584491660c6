package sheets

import (
	"context"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// Annotate writes a copy of the sheet that was read, as a workbook: every cell that
// is listed in the report is red, a last column says what is wrong in the row, and
// the sheet "Errors" lists everything. The copy has the values of the file, not its
// formulas and formats. The report comes from Read with the same options.
func Annotate(ctx context.Context, f *source.File, rep *source.Report, path string) error {
	rows, err := f.Rows(ctx, rep.Sheet)
	if err != nil {
		return err
	}
	a := &annotation{
		rep: rep, rows: rows, wrong: map[string]*spreadsheet.ImportError{},
		problems: map[int][]*spreadsheet.ImportError{},
	}
	for _, e := range rep.Rejects {
		if row := rowOf(e.Cell); row > 0 {
			a.wrong[e.Cell] = e
			a.problems[row] = append(a.problems[row], e)
		}
	}
	book, err := a.workbook()
	if err != nil {
		return err
	}
	return book.WriteFile(path)
}

// rowOf is the row in an address.
func rowOf(cell string) int {
	n, err := strconv.Atoi(strings.TrimLeft(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return 0
	}
	return n
}

type annotation struct {
	rep      *source.Report
	rows     iter.Seq2[*spreadsheet.Row, error]
	wrong    map[string]*spreadsheet.ImportError // by cell
	problems map[int][]*spreadsheet.ImportError  // by row

	width  int
	header []string
	above  []string
	shift  int // rows by which the copy is below the original
}

// survey finds the width of the sheet and what stands above the data.
func (a *annotation) survey() error {
	for row, err := range a.rows {
		if err != nil {
			return err
		}
		a.width = max(a.width, len(row.Cells))
		if row.Number > a.rep.Header {
			continue
		}
		var texts []string
		for i := range row.Cells {
			texts = append(texts, row.Cells[i].Text)
		}
		if row.Number == a.rep.Header {
			a.header = texts
		} else {
			a.above = append(a.above, strings.TrimSpace(strings.Join(texts, "  ")))
		}
	}
	return nil
}

// titles brings what stands above the header into as many lines as keep the header
// on its row: a sheet has an empty row below its title lines.
func (a *annotation) titles() []string {
	if a.rep.Header == 1 {
		return nil
	}
	room := max(1, a.rep.Header-2)
	lines := make([]string, room)
	for i, text := range a.above {
		at := min(i, room-1)
		lines[at] = strings.TrimSpace(lines[at] + "  " + text)
	}
	for i := range lines {
		if lines[i] == "" {
			lines[i] = "…"
		}
	}
	a.shift = room + 2 - a.rep.Header
	return lines
}

func (a *annotation) workbook() (*workbook.Workbook, error) {
	if err := a.survey(); err != nil {
		return nil, err
	}
	s := workbook.Sheet{Name: a.rep.Sheet, Title: a.titles(), FreezeHeader: true, Stream: a.cells()}
	if s.Name == "" {
		s.Name = "Data"
	}
	for i := range a.width {
		c := workbook.Column{Width: 16}
		if i < len(a.header) {
			c.Header = a.header[i]
		}
		s.Columns = append(s.Columns, c)
	}
	s.Columns = append(s.Columns, workbook.Column{Header: "what is wrong", Width: 80, Format: workbook.FormatText})
	return &workbook.Workbook{
		Properties: workbook.Properties{
			Title: "Annotated copy of " + a.rep.File, Creator: "tradeshock",
			Custom: []workbook.Property{{Name: "input.sha256", Value: a.rep.SHA256}},
		},
		Sheets: []workbook.Sheet{s, a.errors(s.Name)},
	}, nil
}

// cells streams the rows below the header, blank ones too, so that every cell keeps
// its place.
func (a *annotation) cells() iter.Seq2[[]workbook.Cell, error] {
	return func(yield func([]workbook.Cell, error) bool) {
		next := a.rep.Header + 1
		var out []workbook.Cell
		for row, err := range a.rows {
			if err != nil {
				yield(nil, err)
				return
			}
			if row.Number <= a.rep.Header || len(row.Cells) == 0 {
				continue
			}
			for ; next < row.Number; next++ {
				if !yield(nil, nil) {
					return
				}
			}
			next++
			out = out[:0]
			for i := range row.Cells {
				c := copyOf(&row.Cells[i])
				if a.wrong[row.Address(i)] != nil {
					c = c.Marked(workbook.MarkBad)
				}
				out = append(out, c)
			}
			if problems := a.problems[row.Number]; len(problems) > 0 {
				for len(out) < a.width {
					c := workbook.Cell{}
					if a.wrong[row.Address(len(out))] != nil {
						c = c.Marked(workbook.MarkBad)
					}
					out = append(out, c)
				}
				var say []string
				for _, e := range problems {
					say = append(say, e.Cell+": "+e.Hint)
				}
				out = append(out, workbook.Text(clip.To(strings.Join(say, "; "), 2000)).Marked(workbook.MarkBad))
			}
			if !yield(out, nil) {
				return
			}
		}
	}
}

// copyOf is a cell that was read, to be written.
func copyOf(v *spreadsheet.Value) workbook.Cell {
	switch v.Kind {
	case spreadsheet.ValueNumber:
		if d, _, err := spreadsheet.CellNumber(v.Text); err == nil {
			return workbook.Number(d)
		}
	case spreadsheet.ValueDate:
		if !v.HasTime && !v.Date.IsZero() {
			return workbook.Day(v.Date)
		}
	case spreadsheet.ValueNoResult:
		return workbook.Text("(formula without a result)")
	}
	return workbook.Text(v.Text)
}

// place is where an error is: Flows!D17, or D17 in a text file.
func place(e *spreadsheet.ImportError) string {
	if e.Sheet == "" || e.Cell == "" {
		return e.Cell
	}
	return e.Sheet + "!" + e.Cell
}

// errors is the sheet that lists everything.
func (a *annotation) errors(taken string) workbook.Sheet {
	r := a.rep
	s := workbook.Sheet{
		Name: "Errors", FreezeHeader: true, Filter: true,
		Title: []string{
			"What is wrong in " + clip.To(strings.ToValidUTF8(r.File, "\uFFFD"), 200),
			fmt.Sprintf("%d rows read = %d accepted + %d rejected + %d skipped; layout %s; SHA-256 %s", r.Rows.Read,
				r.Rows.Accepted, r.Rows.Rejected, r.Rows.Skipped, r.Layout, r.SHA256),
		},
		Columns: []workbook.Column{
			{Header: "cell", Width: 18, Format: workbook.FormatText},
			{Header: "it holds", Width: 30, Format: workbook.FormatText},
			{Header: "code", Width: 16, Format: workbook.FormatText},
			{Header: "what to do", Width: 90, Format: workbook.FormatText},
		},
	}
	if strings.EqualFold(taken, s.Name) {
		s.Name = "Errors found"
	}
	for _, e := range r.Rejects {
		s.Rows = append(s.Rows,
			[]workbook.Cell{
				workbook.Text(place(e)), workbook.Text(e.Text), workbook.Text(string(e.Code)),
				workbook.Text(e.Hint),
			})
	}
	if more := r.Problems - len(r.Rejects); more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d more problems are not listed", more))
	}
	if a.shift != 0 {
		s.Notes = append(s.Notes,
			fmt.Sprintf("Cells are named as in the original; in this copy they stand %d row lower.", a.shift))
	}
	for _, c := range r.Skips {
		s.Notes = append(s.Notes, fmt.Sprintf("skipped, %d: %s, first %s", c.Rows, c.Reason, c.Cell))
	}
	for _, c := range r.Warnings {
		s.Notes = append(s.Notes, strings.TrimSpace(fmt.Sprintf("noted, %d: %s %s", c.Rows, c.Reason, c.Cell)))
	}
	for _, c := range r.Checks {
		s.Notes = append(s.Notes, "check: "+c.String())
	}
	return s
}

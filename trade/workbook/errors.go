package workbook

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// The kinds of problem that a workbook can have; Problem says what they mean.
const (
	codeNoSheet        = "no-sheet"
	codeSheetName      = "sheet-name"
	codeDuplicateSheet = "duplicate-sheet"
	codeTooManyRows    = "too-many-rows"
	codeTooManyColumns = "too-many-columns"
	codeRowTooWide     = "row-too-wide"
	codeTextTooLong    = "text-too-long"
	codeBadText        = "bad-text"
	codeWrongKind      = "wrong-kind"
	codeFormat         = "format"
	codeWidth          = "width"
	codeFreeze         = "freeze"
	codeFormula        = "formula"
	codeChart          = "chart"
	codeMark           = "mark"
	codeComment        = "comment"
	codeValidation     = "validation"
	codeName           = "name"
	codeProperty       = "property"
	codeSpare          = "spare"
	codeRowsAndStream  = "rows-and-stream"
)

// Problem is one thing wrong with a workbook. Its codes are
//
//	no-sheet          the workbook has no sheet
//	sheet-name        spreadsheet programs do not accept the name
//	duplicate-sheet   two names differ at most in upper and lower case
//	too-many-rows     more than maxRows, with title, header and notes
//	too-many-columns  more than maxColumns
//	row-too-wide      a row has more cells than the sheet has columns
//	text-too-long     more than maxText UTF-16 units
//	bad-text          not UTF-8, or a character that cannot be kept there
//	wrong-kind        a number in a text column, a date in a money column, …
//	format            a Format that does not exist
//	width             a column width outside 0 .. maxWidth
//	freeze            frozen columns outside the table
//	formula           a formula outside the simple set
//	chart             a chart that does not fit its table
//	mark              a Mark that does not exist
//	comment           a comment outside its table, or too many
//	validation        a validation that programs do not accept
//	name              a defined name that programs do not accept
//	property          a custom property without a name, or a name used twice
//	spare             a negative number of spare rows
//	rows-and-stream   a sheet with rows and a stream of rows
type Problem struct {
	Sheet string // name of the sheet, "" for the workbook itself
	Cell  string // address such as "C7", "" when it is not about one cell
	Text  string // the offending text, shortened
	Code  string
	Hint  string // what is wrong and what to do
}

// Error names the place as Sheet!Cell, then the text, then what to do.
func (p *Problem) Error() string {
	where := "workbook"
	switch {
	case p.Sheet != "" && p.Cell != "":
		where = grid.QuoteSheet(p.Sheet) + "!" + p.Cell
	case p.Sheet != "":
		where = "sheet " + grid.QuoteSheet(p.Sheet)
	}
	if p.Text == "" {
		return where + ": " + p.Hint
	}
	return fmt.Sprintf("%s: %q: %s", where, p.Text, p.Hint)
}

// maxProblems is the number of problems that a WorkbookError lists.
const maxProblems = 100

// WorkbookError lists what is wrong with a workbook, in the order of the
// sheets and cells: the first maxProblems of them, and the full count.
type WorkbookError struct {
	Problems []*Problem
	Total    int
}

func (e *WorkbookError) Error() string {
	const shown = 5
	var b strings.Builder
	fmt.Fprintf(&b, "workbook not written, %d problem(s)", e.Total)
	for _, p := range e.Problems[:min(shown, len(e.Problems))] {
		b.WriteString("; ")
		b.WriteString(p.Error())
	}
	if e.Total > shown {
		fmt.Fprintf(&b, "; and %d more", e.Total-shown)
	}
	return b.String()
}

// Unwrap gives the listed problems to errors.As and errors.Is.
func (e *WorkbookError) Unwrap() []error {
	list := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		list[i] = p
	}
	return list
}

func (e *WorkbookError) add(p Problem) {
	e.Total++
	if len(e.Problems) < maxProblems {
		p.Sheet, p.Text = clip.Text(p.Sheet), clip.Text(p.Text)
		e.Problems = append(e.Problems, &p)
	}
}

// FileError reports which step of WriteFile failed, and on which file. Kept
// tells that the file under Path, if there was one, is unchanged; it is false
// only when the new file is complete in its place but the folder could not be
// flushed to the disk.
type FileError struct {
	Path string
	Step string // "look at", "create", "write", "flush", "close", "rename", "flush the folder of"
	Kept bool
	Err  error
}

func (e *FileError) Error() string {
	after := "an older file of that name is unchanged"
	if !e.Kept {
		after = "the new file is complete, but a power failure now may bring the older one back"
	}
	return fmt.Sprintf("workbook %s: cannot %s the file: %v; %s", e.Path, e.Step, e.Err, after)
}

// Unwrap returns the error of the operating system or of the workbook.
func (e *FileError) Unwrap() error { return e.Err }

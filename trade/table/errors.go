package table

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Error is one thing wrong with a table.
type Error struct {
	Table string
	Row   int    // as programs count, from 1; 0 when it is not about one row
	Cell  string // address such as "D17"; "" when it is not about one cell
	// Column is the heading of the column, "" where none is meant.
	Column string
	Text   string // the offending text, shortened
	Code   string // the kind of error in one word: "unknown-value"
	Hint   string // what is wrong and what to do
}

func (e *Error) Error() string {
	where := e.Table
	switch {
	case e.Cell != "":
		where += "!" + e.Cell
	case e.Row > 0:
		where += fmt.Sprintf(", row %d", e.Row)
	}
	if e.Column != "" {
		where += " (" + e.Column + ")"
	}
	if e.Text == "" {
		return where + ": " + e.Hint
	}
	return fmt.Sprintf("%s: %q: %s", where, e.Text, e.Hint)
}

// maxErrors is the number of errors that Errors lists.
const maxErrors = 100

// Errors is everything that is wrong with some tables: the first MaxErrors, in the
// order in which they were found, and the full count.
type Errors struct {
	List  []*Error
	Total int
}

// Add counts an error, and lists it while there is room.
func (e *Errors) Add(err Error) {
	e.Total++
	if len(e.List) < maxErrors {
		err.Text, err.Hint = clip.To(err.Text, 60), clip.To(err.Hint, 1000)
		e.List = append(e.List, &err)
	}
}

// Err returns the errors as an error, nil when there is none.
func (e *Errors) Err() error {
	if e.Total == 0 {
		return nil
	}
	return e
}

func (e *Errors) Error() string {
	const shown = 10
	var b strings.Builder
	for i, p := range e.List[:min(shown, len(e.List))] {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(p.Error())
	}
	if more := e.Total - min(shown, len(e.List)); more > 0 {
		fmt.Fprintf(&b, "\nand %d more", more)
	}
	return b.String()
}

// Unwrap gives the listed errors to errors.As and errors.Is.
func (e *Errors) Unwrap() []error {
	list := make([]error, len(e.List))
	for i, p := range e.List {
		list[i] = p
	}
	return list
}

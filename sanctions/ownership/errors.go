package ownership

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
)

// EdgeError reports an edge that cannot be: no owner, no entity, or the same owner of the
// same entity twice.
type EdgeError struct {
	Edge Edge
	Kind EdgeErrorKind
	// Column is the column of a file from 1, or 0.
	Column int
	// First is the line on which the same pair stood before.
	First int
}

// EdgeErrorKind tells the ways in which an edge can be wrong: empty_owner, empty_entity,
// name_too_long (over 1,000 bytes), name_not_utf8, duplicate, bad_days, bad_share.
type EdgeErrorKind string

const (
	emptyOwner  EdgeErrorKind = "empty_owner"
	emptyEntity EdgeErrorKind = "empty_entity"
	nameTooLong EdgeErrorKind = "name_too_long"
	nameNotUTF8 EdgeErrorKind = "name_not_utf8"
	duplicate   EdgeErrorKind = "duplicate"
	badDays     EdgeErrorKind = "bad_days"
	badShare    EdgeErrorKind = "bad_share"
)

func (e *EdgeError) Error() string {
	where := place(e.Edge.Line, e.Column)
	pair := fmt.Sprintf("%q of %q", clip(e.Edge.Owner), clip(e.Edge.Entity))
	switch e.Kind {
	case emptyOwner:
		return fmt.Sprintf("%sthe owner of %q has no name", where, clip(e.Edge.Entity))
	case emptyEntity:
		return fmt.Sprintf("%swhat %q owns has no name", where, clip(e.Edge.Owner))
	case nameTooLong:
		return fmt.Sprintf("%sowner %s: a name has at most %d bytes", where, pair, maxName)
	case nameNotUTF8:
		return fmt.Sprintf("%sowner %s: a name is not UTF-8; save the file as CSV UTF-8", where, pair)
	case badDays:
		return fmt.Sprintf("%sowner %s: the last limit of its days is not after the first", where, pair)
	case badShare:
		return fmt.Sprintf("%sowner %s: a share goes from 0 to 100, the smaller bound first", where, pair)
	}
	if e.First > 0 {
		return fmt.Sprintf("%sowner %s stands on line %d already; make one row of both", where, pair, e.First)
	}
	return fmt.Sprintf("%sowner %s is there twice; make one edge of both", where, pair)
}

// ShareError says that the owners of an entity hold more than 100 percent of it, even if
// each holds only the lower bound stated.
type ShareError struct {
	Entity string
	Sum    decimal.Decimal
	// Edges are the largest of them, and Owners is the number of all.
	Edges  []Edge
	Owners int
}

// maxShareEdges is the number of edges that a ShareError keeps.
const maxShareEdges = 10

func (e *ShareError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "the owners of %q hold at least %s %% of it, more than 100:", clip(e.Entity), e.Sum)
	for i, edge := range e.Edges {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %q %s", clip(edge.Owner), edge.Share.Low)
		if edge.Line > 0 {
			fmt.Fprintf(&b, " (line %d)", edge.Line)
		}
	}
	if more := e.Owners - len(e.Edges); more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	return b.String()
}

// RowError reports a row of a file that cannot be read: where, what stands there, and
// what to do.
type RowError struct {
	Line, Column int    // from 1; Column 0 is the row as a whole
	Name         string // of the column
	Text         string
	Code         string // fields, percent, control, quotes, header
	Hint         string
	Err          error // what lies beneath, such as a *PercentError; may be nil
}

func (e *RowError) Error() string {
	var b strings.Builder
	b.WriteString(place(e.Line, e.Column))
	if e.Name != "" {
		fmt.Fprintf(&b, "%s %q: ", e.Name, clip(e.Text))
	}
	b.WriteString(e.Hint)
	return b.String()
}

// Unwrap gives what lies beneath.
func (e *RowError) Unwrap() error { return e.Err }

func place(line, column int) string {
	switch {
	case line == 0:
		return ""
	case column == 0:
		return fmt.Sprintf("line %d: ", line)
	}
	return fmt.Sprintf("line %d, column %d: ", line, column)
}

// maxProblems is the number of problems that an InputError lists.
const maxProblems = 1000

// InputError lists what is wrong with edges: the first thousand problems, and the full count.
// Those of rows come first, in the order of the file.
type InputError struct {
	Problems []error
	Total    int
}

func (e *InputError) Error() string {
	const shown = 20
	var b strings.Builder
	fmt.Fprintf(&b, "%d problem(s) in the edges, none of them used: ", e.Total)
	for i, p := range e.Problems[:min(shown, len(e.Problems))] {
		if i > 0 {
			b.WriteString("; ")
		}
		b.WriteString(p.Error())
	}
	if e.Total > shown {
		fmt.Fprintf(&b, "; and %d more", e.Total-shown)
	}
	return b.String()
}

// Unwrap gives the listed problems to errors.As and errors.Is.
func (e *InputError) Unwrap() []error { return slices.Clone(e.Problems) }

func (e *InputError) add(err error) {
	e.Total++
	if len(e.Problems) < maxProblems {
		e.Problems = append(e.Problems, err)
	}
}

// ListedError reports a list of names that cannot be asked: an empty list, or a name
// without a letter in it.
type ListedError struct{ Index int } // from 0; -1 when the list is empty

func (e *ListedError) Error() string {
	if e.Index < 0 {
		return "no listed person is named; name at least one"
	}
	return fmt.Sprintf("listed person %d has no name", e.Index+1)
}

// SizeError says that there are more edges than a Graph holds.
type SizeError struct{ Max int }

func (e *SizeError) Error() string {
	return fmt.Sprintf("more than %d edges; ask with the part that the listed persons reach", e.Max)
}

// clip keeps an overlong text out of an error message.
func clip(s string) string { return check.ClipTo(s, 60) }

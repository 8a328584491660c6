package ownership

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Error says why a question cannot be asked. Its codes, which sanctions.ErrorCodes lists too:
//
//	bad_share     a text that is no percentage, or no range of them; see Offset
//	unknown_rule  a name that is no rule of this package
//	bad_variant   a variant that tests nothing, such as the zero Variant that comes with an
//	              error of Rule.On
//	bad_listed    an empty list of listed persons, or one in it without a name
//	near_match    a question: are Names in the edges the listed person Text, spelt another way?
//	too_large     more edges than a Graph holds
type Error struct {
	Code string
	// Text is what was given: of a percentage the text, of a rule its name, of a near match
	// the listed person.
	Text string
	// Offset is the byte of Text at which it stops being a percentage.
	Offset int
	Reason string   // what is wrong, and what to do
	Names  []string // the names in the edges that are near to Text
}

func (e *Error) Error() string {
	switch e.Code {
	case badPercent:
		return fmt.Sprintf("percent %q at offset %d: want %s", clip.Text(e.Text), e.Offset, e.Reason)
	case unknownRule:
		return fmt.Sprintf("rule %q: %s", clip.Text(e.Text), e.Reason)
	case badVariant:
		return fmt.Sprintf("variant of rule %q: %s", clip.Text(e.Text), e.Reason)
	case nearMatch:
		var quoted []string
		for _, n := range e.Names {
			quoted = append(quoted, fmt.Sprintf("%q", clip.Text(n)))
		}
		return fmt.Sprintf("is %s the listed %q?%s", strings.Join(quoted, " or "), clip.Text(e.Text), e.Reason)
	}
	return e.Reason
}

// ErrorCode is the code.
func (e *Error) ErrorCode() string { return e.Code }

// The codes of an Error.
const (
	badPercent  = "bad_share"
	unknownRule = "unknown_rule"
	badVariant  = "bad_variant"
	badListed   = "bad_listed"
	nearMatch   = "near_match"
	tooLarge    = "too_large"
)

// EdgeError reports what cannot be used among the edges: where it stands, what stands there
// and what to do. Its codes are, of a row that cannot be read, header, fields, quotes,
// percent, control, date and empty; of an edge that cannot be, empty_owner, empty_entity,
// name_too_long (over 1,000 bytes), name_not_utf8, bad_days, bad_share and duplicate; of
// owners who hold more than 100 percent of an entity together, even if each holds only the
// lower bound stated, shares_above_100; of a file that is no table of edges, line_too_long.
type EdgeError struct {
	Code         string
	Line, Column int    // from 1; Column 0 is the row as a whole, Line 0 no row of a file
	Name         string // of the column
	Text         string // of the cell
	Hint         string
	// Edges are the edge that cannot be, or the largest of those that hold more than all of
	// their entity: at most ten, of so many Owners, who hold Sum.
	Edges  []Edge
	Owners int
	Sum    decimal.Decimal
	Err    error // what lies beneath, such as an *Error of a percentage; may be nil
}

// The codes of an edge that cannot be.
const (
	emptyOwner  = "empty_owner"
	emptyEntity = "empty_entity"
	nameTooLong = "name_too_long"
	nameNotUTF8 = "name_not_utf8"
	duplicate   = "duplicate"
	badDays     = "bad_days"
	badShare    = "bad_share"
	sharesAbove = "shares_above_100"
	lineTooLong = "line_too_long"
)

func (e *EdgeError) Error() string {
	if e.Code == lineTooLong {
		return e.Hint
	}
	var b strings.Builder
	b.WriteString(place(e.Line, e.Column))
	if e.Name != "" {
		fmt.Fprintf(&b, "%s %q: ", e.Name, clip.Text(e.Text))
	}
	b.WriteString(e.Hint)
	return b.String()
}

// Unwrap gives what lies beneath.
func (e *EdgeError) Unwrap() error { return e.Err }

// ErrorCode is "bad_edges".
func (e *EdgeError) ErrorCode() string { return "bad_edges" }

// edgeFault says why an edge cannot be; first is the line on which its pair stood before.
func edgeFault(edge Edge, code string, column, first int) *EdgeError {
	pair := fmt.Sprintf("%q of %q", clip.Text(edge.Owner), clip.Text(edge.Entity))
	e := &EdgeError{Code: code, Line: edge.Line, Column: column, Edges: []Edge{edge}}
	switch code {
	case emptyOwner:
		e.Hint = fmt.Sprintf("the owner of %q has no name", clip.Text(edge.Entity))
	case emptyEntity:
		e.Hint = fmt.Sprintf("what %q owns has no name", clip.Text(edge.Owner))
	case nameTooLong:
		e.Hint = fmt.Sprintf("owner %s: a name has at most %d bytes", pair, maxName)
	case nameNotUTF8:
		e.Hint = fmt.Sprintf("owner %s: a name is not UTF-8; save the file as CSV UTF-8", pair)
	case badDays:
		e.Hint = fmt.Sprintf("owner %s: the last limit of its days is not after the first", pair)
	case badShare:
		e.Hint = fmt.Sprintf("owner %s: a share goes from 0 to 100, the smaller bound first", pair)
	default:
		e.Hint = fmt.Sprintf("owner %s is there twice; make one edge of both", pair)
		if first > 0 {
			e.Hint = fmt.Sprintf("owner %s stands on line %d already; make one row of both", pair, first)
		}
	}
	return e
}

// maxShareEdges is the number of edges that an error of shares above 100 keeps.
const maxShareEdges = 10

// sumFault says that owners hold more than all of an entity: edges are theirs, the largest
// first.
func sumFault(entity string, sum decimal.Decimal, edges []Edge) *EdgeError {
	e := &EdgeError{Code: sharesAbove, Sum: sum, Owners: len(edges)}
	e.Edges = slices.Clip(edges[:min(maxShareEdges, len(edges))])
	var b strings.Builder
	fmt.Fprintf(&b, "the owners of %q hold at least %s %% of it, more than 100:", clip.Text(entity), sum)
	for i, edge := range e.Edges {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, " %q %s", clip.Text(edge.Owner), edge.Share.Low)
		if edge.Line > 0 {
			fmt.Fprintf(&b, " (line %d)", edge.Line)
		}
	}
	if more := len(edges) - len(e.Edges); more > 0 {
		fmt.Fprintf(&b, " and %d more", more)
	}
	e.Hint = b.String()
	return e
}

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
	Problems []*EdgeError
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
func (e *InputError) Unwrap() []error {
	out := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		out[i] = p
	}
	return out
}

// ErrorCode is "bad_edges".
func (e *InputError) ErrorCode() string { return "bad_edges" }

func (e *InputError) add(p *EdgeError) {
	e.Total++
	if len(e.Problems) < maxProblems {
		e.Problems = append(e.Problems, p)
	}
}

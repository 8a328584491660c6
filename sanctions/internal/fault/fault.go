// Package fault words the errors that several rooms of sanctions give.
package fault

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// Contradiction reports facts that exclude each other, or one that cannot be.
func Contradiction(reason string, facts ...string) *sanctions.Error {
	return &sanctions.Error{
		Code: "contradiction", Subject: clip.To(strings.Join(facts, ", "), 80),
		Reason: reason + "; correct the facts",
	}
}

// Cell reports a cell of a table; row is the line of the file, from 1.
func Cell(row int, column, text, reason string) *sanctions.Error {
	return &sanctions.Error{
		Code: "bad_row", Subject: fmt.Sprintf("row %d, %s %q", row, column, clip.To(text, 80)), Reason: reason, Row: row,
		Column: column,
	}
}

// Overlap says that two terms, or two listings, claim the same days.
func Overlap(of string, first, second trade.Interval) *sanctions.Error {
	return &sanctions.Error{Code: "overlap", Subject: of, Reason: fmt.Sprintf(
		"the terms %s and %s both claim %s; one day has one answer", first, second, first.Intersect(second))}
}

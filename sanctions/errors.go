package sanctions

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade"
)

// ContradictionError reports facts that exclude each other, or one that cannot be.
type ContradictionError struct {
	Facts  []string // "loaded 2026-03-05"
	Reason string
}

func (e *ContradictionError) Error() string {
	return fmt.Sprintf("%s: %s; correct the facts", check.Clip(strings.Join(e.Facts, ", ")), e.Reason)
}

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *ContradictionError) ErrorCode() string { return "contradiction" }

// MissingFactError names a fact without which there is no answer.
type MissingFactError struct {
	Fact, For string
}

func (e *MissingFactError) Error() string { return fmt.Sprintf("%s is missing: %s", e.Fact, e.For) }

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *MissingFactError) ErrorCode() string { return "missing_fact" }

// TableError reports a cell of a table of terms.
type TableError struct {
	Row    int // the line of the file, from 1
	Column string
	Text   string
	Reason string
}

func (e *TableError) Error() string {
	return fmt.Sprintf("row %d, %s %q: %s", e.Row, e.Column, check.Clip(e.Text), e.Reason)
}

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *TableError) ErrorCode() string { return "bad_row" }

// OverlapError says that two terms of a parameter claim the same days.
type OverlapError struct {
	Regime        Regime
	Parameter     string
	First, Second trade.Interval
}

func (e *OverlapError) Error() string {
	return fmt.Sprintf("%s %s: the terms %s and %s both claim %s; one day has one answer",
		e.Regime, e.Parameter, e.First, e.Second, e.First.Intersect(e.Second))
}

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *OverlapError) ErrorCode() string { return "overlap" }

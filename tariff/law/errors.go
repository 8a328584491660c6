package law

import (
	"errors"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// SyntaxError says where a text of law cannot be read, and what was expected there.
type SyntaxError struct {
	// File is the name that was given for the text.
	File string
	// Line and Column count from 1; the column counts bytes.
	Line, Column int
	// Text is what stands there, clipped.
	Text string
	// Want says what was expected, or what is wrong with the text.
	Want string
}

func (e *SyntaxError) Error() string {
	where := fmt.Sprintf("%s:%d:%d", e.File, e.Line, e.Column)
	if e.Text == "" {
		return where + ": " + e.Want
	}
	return fmt.Sprintf("%s: %q: %s", where, clip.Text(e.Text), e.Want)
}

// ErrorCode names the class of the error.
func (e *SyntaxError) ErrorCode() string { return "bad_law" }

// printError says which part of a book no text of law can say.
type printError struct {
	What, Reason string
}

func (e *printError) Error() string { return fmt.Sprintf("%s: %s", e.What, e.Reason) }

// maxErrors bounds the errors that are reported together; the rest are counted.
const maxErrors = 50

// faults collects errors.
type faults struct {
	list  []error
	total int
}

func (f *faults) add(err error) {
	f.total++
	if len(f.list) < maxErrors {
		f.list = append(f.list, err)
	}
}

func (f *faults) err() error {
	switch {
	case f.total == 0:
		return nil
	case f.total > len(f.list):
		return errors.Join(append(f.list, fmt.Errorf("and %d errors more", f.total-len(f.list)))...)
	}
	return errors.Join(f.list...)
}

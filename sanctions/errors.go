package sanctions

import "fmt"

// Error says why this package and its rooms give no answer. Code is one of ErrorCodes.
type Error struct {
	Code    string
	Subject string // what it is about, as it was given: "EU cap on crude", `IMO number "918"`
	Reason  string // what is wrong, and what to do
	Row     int    // the line of a file, from 1; 0 where none is meant
	Column  string // of a table
	Err     error  // what lies beneath, or nil
}

func (e *Error) Error() string {
	if e.Subject == "" {
		return e.Reason
	}
	return e.Subject + ": " + e.Reason
}

// ErrorCode is the code.
func (e *Error) ErrorCode() string { return e.Code }

// Unwrap is what lies beneath.
func (e *Error) Unwrap() error { return e.Err }

// MissingFactError names a fact without which there is no answer.
type MissingFactError struct {
	Fact, For string
}

func (e *MissingFactError) Error() string { return fmt.Sprintf("%s is missing: %s", e.Fact, e.For) }

// ErrorCode is the code of sanctions.ErrorCodes.
func (e *MissingFactError) ErrorCode() string { return "missing_fact" }

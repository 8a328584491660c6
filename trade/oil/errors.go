package oil

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Error says why there is no answer: which kind of fault it is, what it is about and what
// to do. The package comment lists the codes.
type Error struct {
	Code    string // "gravity", "price", …
	Subject string // what cannot be used, as it was given: `grade "Urels"`
	Reason  string // what is wrong, and what to do
	// Missing are the parts that a price does not state ("currency", "unit", "basis") or in
	// which two prices differ ("currencies", "units"); for costs, the kinds that the way
	// crosses and that nobody stated.
	Missing []string
	// Classes are those of the codes below a product that holds more than one.
	Classes []Class
	// Row is the key in the iteration of the row that cannot be summed, or the number of the
	// part that cannot be blended.
	Row int
	Err error // the reason of another package
}

func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %v", e.Subject, e.Err)
	}
	if e.Subject == "" {
		return e.Reason
	}
	return e.Subject + ": " + e.Reason
}

// Unwrap is the reason of another package, nil if there is none.
func (e *Error) Unwrap() error { return e.Err }

// fault is an error without facts of its own.
func fault(code, subject, reason string, args ...any) *Error {
	return &Error{Code: code, Subject: subject, Reason: fmt.Sprintf(reason, args...)}
}

// stated is a text of the caller, or that there is none.
func stated[T ~string](s T) string {
	if s == "" {
		return "not stated"
	}
	return clip.Text(string(s))
}

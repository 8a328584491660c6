package udf

import "fmt"

// StreamError says that the input is broken from a row on: nothing behind it can be told
// apart. The rows before it are answered.
type StreamError struct {
	Row    int64 // from 1
	Reason string
}

func (e *StreamError) Error() string { return fmt.Sprintf("row %d of the input: %s", e.Row, e.Reason) }

// UsageError says that the flags do not fit together.
type UsageError struct{ Reason string }

func (e *UsageError) Error() string { return e.Reason }

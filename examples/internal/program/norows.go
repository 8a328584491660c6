package program

import "fmt"

// NoRowsError refuses a file that has a header and no rows: what is said of nothing reads like an answer.
type NoRowsError struct{ Flag, File string }

func (e *NoRowsError) Error() string {
	at := e.File
	if e.Flag != "" {
		at = e.Flag + " " + e.File
	}
	return fmt.Sprintf("%s: no rows: the file has a header alone, and there is nothing to answer", at)
}

// ErrorCode names the class of the error.
func (e *NoRowsError) ErrorCode() string { return "no_rows" }

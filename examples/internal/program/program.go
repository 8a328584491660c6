// Package program is what the example programs share: how they start and end, read
// flags, speak of errors, show progress, and write files.
package program

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"time"
)

// The exit statuses.
const (
	Done     = 0
	Refused  = 1 // the input was refused, or the question cannot be answered
	WrongUse = 2 // wrong use of flags
	Rejected = 3 // done, but rows were rejected
)

// Main runs a program with its arguments until it ends, or is interrupted by the context,
// and ends the process with its status.
func Main(run func(ctx context.Context, args []string, stdout, stderr io.Writer) int) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// Line is an error as one line.
func Line(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// Fail says in a line on stderr why there is no answer, and on stdout as JSON when object
// is not nil.
func Fail(name string, err error, object any, stdout, stderr io.Writer) int {
	fmt.Fprintf(stderr, "%s: %s\n", name, Line(err))
	if object != nil {
		if err := JSON(stdout, map[string]any{"error": object}); err != nil {
			fmt.Fprintf(stderr, "%s: %s\n", name, Line(err))
		}
	}
	return Refused
}

// Wrong says in a line on stderr how the flags are wrong.
func Wrong(name string, stderr io.Writer, format string, args ...any) int {
	fmt.Fprintf(stderr, "%s: %s; %s -h lists the flags with examples\n", name, fmt.Sprintf(format, args...), name)
	return WrongUse
}

// JSON writes a value for people and programs to read.
func JSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}

// Terminal reports whether words go to a person's screen.
func Terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// Progress returns a function that writes a number of rows over the last one, a few times
// a second, and one that clears the line; on anything but a terminal they do nothing.
func Progress(w io.Writer, format string) (show func(rows int), clear func()) {
	if !Terminal(w) {
		return func(int) {}, func() {}
	}
	var last time.Time
	show = func(rows int) {
		if now := time.Now(); now.Sub(last) > 200*time.Millisecond {
			last = now
			fmt.Fprintf(w, "\r\x1b[K"+format, rows)
		}
	}
	return show, func() { fmt.Fprint(w, "\r\x1b[K") }
}

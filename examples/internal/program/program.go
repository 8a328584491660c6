// Package program is what the example programs share: how they start and end, read
// flags, speak of errors, show progress, and write files.
package program

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
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
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200) // most of what a program holds is a book, which it holds to its end
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := written(ctx, run, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// written runs a program, and refuses the answer when what it printed was not written whole: a full
// disk must not leave half an answer with the status of a whole one.
func written(
	ctx context.Context, run func(ctx context.Context, args []string, stdout, stderr io.Writer) int,
	args []string, stdout, stderr io.Writer,
) int {
	out := &recorded{w: stdout}
	status := run(ctx, args, out, stderr)
	if out.err != nil && (status == Done || status == Rejected) {
		fmt.Fprintf(stderr, "the answer could not be written whole: %s\n", out.err)
		return Refused
	}
	return status
}

// recorded keeps the first error of a writer.
type recorded struct {
	w   io.Writer
	err error
}

func (r *recorded) Write(b []byte) (int, error) {
	n, err := r.w.Write(b)
	if err != nil && r.err == nil {
		r.err = err
	}
	return n, err
}

// Line is an error as one line.
func Line(err error) string { return strings.ReplaceAll(err.Error(), "\n", "; ") }

// Fail says in a line on stderr why there is no answer, and on stdout as JSON when object
// is not nil.
func Fail(name string, err error, object any, stdout, stderr io.Writer) int {
	fmt.Fprintf(stderr, "%s: %s\n", name, Line(err))
	if object != nil {
		if err := JSON(stdout, name, map[string]any{"error": object}); err != nil {
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

// JSON writes an object for people and programs to read. Its first key says of which shape
// it is: "tradeshock/duty/1" is the first version of what duty answers, an error among it.
func JSON(w io.Writer, shape string, object any) error {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(object); err != nil {
		return err
	}
	rest, isObject := bytes.CutPrefix(bytes.TrimSpace(text.Bytes()), []byte("{"))
	if !isObject {
		return fmt.Errorf("an answer of %s is no object", shape)
	}
	head := fmt.Sprintf(`{"schema":"tradeshock/%s/1",`, shape)
	switch {
	case bytes.HasPrefix(rest, []byte("}")):
		head = strings.TrimSuffix(head, ",")
	case bytes.HasPrefix(rest, []byte(`"schema":`)): // it says so itself
		head = "{"
	}
	var out bytes.Buffer
	if err := json.Indent(&out, append([]byte(head), rest...), "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	_, err := out.WriteTo(w)
	return err
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

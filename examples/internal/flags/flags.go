// Package flags reads the flags of the example programs: -h prints the whole help, a flag
// that is wrong prints its own line of it.
package flags

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
)

// Parse reads the arguments of a program whose inputs all have a flag. done says that
// there is nothing more to do, and the program ends with the status: 0 after help, 2 after
// a flag that is none, a value that does not fit, or an argument without a flag.
func Parse(set *flag.FlagSet, usage string, args []string, stderr io.Writer) (status int, done bool) {
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	undo := Strictly(set)
	err := set.Parse(args)
	undo()
	switch {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(stderr, usage)
		set.SetOutput(stderr)
		set.PrintDefaults()
		return 0, true
	case err != nil:
		fmt.Fprintf(stderr, "%s: %s\n", set.Name(), err)
		if f := meant(set, err.Error()); f != nil {
			fmt.Fprint(stderr, Line(f))
		}
		fmt.Fprintf(stderr, "%s -h shows all flags\n", set.Name())
		return 2, true
	case set.NArg() > 0:
		fmt.Fprintf(stderr, "%s: unexpected argument %q; every input has a flag, see -h\n", set.Name(), set.Arg(0))
		return 2, true
	}
	return 0, false
}

// Line is what the help says of one flag.
func Line(f *flag.Flag) string {
	one := flag.NewFlagSet("", flag.ContinueOnError)
	var b bytes.Buffer
	one.SetOutput(&b)
	one.Var(f.Value, f.Name, f.Usage)
	one.PrintDefaults()
	// The default is the value that the flag has by now.
	text, _, _ := strings.Cut(b.String(), " (default ")
	return strings.TrimSuffix(text, "\n") + "\n"
}

// meant is the flag that an error of package flag is about: the one it names, or, for a name
// that is none, the only one that begins as it does, or that it begins as.
func meant(set *flag.FlagSet, message string) *flag.Flag {
	at := strings.LastIndex(message, "not defined: -")
	if at < 0 {
		for _, before := range []string{"for flag -", "an argument: -", "for -"} {
			if _, rest, ok := strings.Cut(message, before); ok {
				name, _, _ := strings.Cut(rest, ":")
				return set.Lookup(strings.TrimSpace(name))
			}
		}
		return nil
	}
	name := strings.TrimLeft(message[at+len("not defined: -"):], "-")
	var found []*flag.Flag
	set.VisitAll(func(f *flag.Flag) {
		if name != "" &&
			(strings.HasPrefix(f.Name, strings.ToLower(name)) || strings.HasPrefix(strings.ToLower(name), f.Name)) {
			found = append(found, f)
		}
	})
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

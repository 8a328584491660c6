package flags

import (
	"errors"
	"flag"
	"strings"
)

// List collects a flag that may be given more than once.
type List []string

func (l *List) String() string { return strings.Join(*l, ", ") }

// Set adds a text.
func (l *List) Set(s string) error { *l = append(*l, s); return nil }

// Strictly lets each flag be given once, but for a List or a function that collects, and none without a text, until undo:
// what was said twice is not silently the last, and an empty variable of a script is not
// silently the default.
func Strictly(set *flag.FlagSet) (undo func()) {
	was := map[*flag.Flag]flag.Value{}
	set.VisitAll(func(f *flag.Flag) {
		was[f] = f.Value
		_, one := f.Value.(flag.Getter) // as all of package flag that hold one value
		f.Value = &strict{Value: f.Value, several: !one}
	})
	return func() {
		for f, v := range was {
			f.Value = v
		}
	}
}

// strict is a flag that is given once and not empty.
type strict struct {
	flag.Value
	several, given bool
}

func (s *strict) Set(text string) error {
	switch {
	case s.given && !s.several:
		return errors.New("the flag is given twice")
	case text == "":
		return errors.New("the text is empty; leave the flag out, or state something")
	}
	s.given = true
	return s.Value.Set(text)
}

// IsBoolFlag lets -json stand alone.
func (s *strict) IsBoolFlag() bool {
	b, ok := s.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

package flags

import (
	"flag"
	"fmt"
	"slices"
	"strings"
)

// Goes says that some flags have an effect only beside one of others, so that one of them alone is
// refused and not passed over.
type Goes struct {
	Flags, With []string
}

// Together refuses the first flag that was stated without one that it goes with.
func Together(set *flag.FlagSet, rules ...Goes) error {
	stated := Stated(set)
	for _, r := range rules {
		if slices.ContainsFunc(r.With, func(name string) bool { return stated[name] }) {
			continue
		}
		for _, name := range r.Flags {
			if stated[name] {
				return fmt.Errorf("-%s goes with %s", name, dashed(r.With))
			}
		}
	}
	return nil
}

// Apart refuses the first flag that was stated beside one that leaves it no effect.
func Apart(set *flag.FlagSet, with string, names ...string) error {
	stated := Stated(set)
	for _, name := range names {
		if stated[with] && stated[name] {
			return fmt.Errorf("-%s has no effect beside -%s; leave one of them out", name, with)
		}
	}
	return nil
}

// Stated are the flags that were stated, a default among them.
func Stated(set *flag.FlagSet) map[string]bool {
	out := map[string]bool{}
	set.Visit(func(f *flag.Flag) { out[f.Name] = true })
	return out
}

func dashed(names []string) string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = "-" + name
	}
	if n := len(out); n > 1 {
		return strings.Join(out[:n-1], ", ") + " or " + out[n-1]
	}
	return strings.Join(out, "")
}

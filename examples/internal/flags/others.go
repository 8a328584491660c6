package flags

import (
	"flag"
	"slices"
)

// Others are the flags that were stated, of a set that is parsed, beside those that a question
// asks for, each with its dash: what is stated and not used is refused, and not passed over.
func Others(set *flag.FlagSet, asked ...string) []string {
	var out []string
	set.Visit(func(f *flag.Flag) {
		if !slices.Contains(asked, f.Name) {
			out = append(out, "-"+f.Name)
		}
	})
	return out
}

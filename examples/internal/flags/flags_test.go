package flags

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestParse: the whole help for -h, the line of the flag for one that is wrong.
func TestParse(t *testing.T) {
	for _, c := range []struct {
		args   string
		status int
		done   bool
		want   []string
	}{
		{"-date 2026-01-01", 0, false, nil},
		{"-h", 0, true, []string{"how to use it", "the day asked for", "how many"}},
		{"-count many", 2, true, []string{`invalid value "many"`, "-count n", "how many"}},
		{"-hold=maybe", 2, true, []string{`invalid boolean value "maybe"`, "past the end"}},
		{"-dat 2026-01-01", 2, true, []string{"not defined: -dat", "the day asked for"}},
		{"-dates 2026-01-01", 2, true, []string{"the day asked for"}},
		{"-date", 2, true, []string{"needs an argument", "the day asked for"}},
		{"-zzz", 2, true, []string{"not defined: -zzz"}},
		{"stray", 2, true, []string{"unexpected argument", "stray"}},
	} {
		set := flag.NewFlagSet("program", flag.ContinueOnError)
		set.String("date", "2026-10-18", "the day asked for: `day`")
		set.Int("count", 5, "how many: `n`")
		set.Bool("hold", false, "past the end")
		var b bytes.Buffer
		status, done := Parse(set, "how to use it\n", strings.Fields(c.args), &b)
		assert.Equal(t, []any{c.status, c.done}, []any{status, done}, c.args)
		for _, part := range c.want {
			assert.Contains(t, b.String(), part, c.args)
		}
		if c.args != "-h" {
			assert.NotContains(t, b.String(), "how to use it", c.args)
			assert.LessOrEqual(t, strings.Count(b.String(), "\n"), 4, b.String())
		}
	}
}

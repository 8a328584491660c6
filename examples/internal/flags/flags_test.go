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

// A flag is given once and with a text, unless it collects.
func TestStrictly(t *testing.T) {
	read := func(args ...string) (status int, words string) {
		set := flag.NewFlagSet("p", flag.ContinueOnError)
		var list List
		var collected []string
		set.String("rate", "", "a `text`")
		set.Bool("json", false, "JSON")
		set.Var(&list, "qty", "an `amount`")
		set.Func("column", "a `name`", func(s string) error { collected = append(collected, s); return nil })
		var b bytes.Buffer
		status, _ = Parse(set, "usage\n", args, &b)
		return status, b.String()
	}
	for _, wrong := range [][]string{{"-rate", ""}, {"-rate", "1%", "-rate", "1%"}, {"-qty", ""}, {"-json", "-json"}} {
		status, words := read(wrong...)
		assert.Equal(t, 2, status, "%v", wrong)
		assert.Contains(t, words, wrong[0][1:])
	}
	status, words := read("-rate", "1%", "-qty", "1", "-qty", "2", "-column", "a", "-column", "b", "-json")
	assert.Zero(t, status, words)
	_, words = read("-h")
	assert.Contains(t, words, "-rate text")
	assert.NotContains(t, words, "panic")
}

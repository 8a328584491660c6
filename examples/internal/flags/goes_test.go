package flags

import (
	"flag"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTogether(t *testing.T) {
	read := func(args ...string) *flag.FlagSet {
		set := flag.NewFlagSet("ask", flag.ContinueOnError)
		set.Bool("force", false, "")
		set.String("out", "", "")
		set.String("html", "", "")
		set.String("date", "1", "")
		_, done := Parse(set, "", args, io.Discard)
		assert.False(t, done)
		return set
	}
	rule := Goes{[]string{"force"}, []string{"out", "html"}}
	assert.NoError(t, Together(read(), rule))
	assert.NoError(t, Together(read("-force", "-html", "x"), rule))
	assert.EqualError(t, Together(read("-force", "-date", "2"), rule), "-force goes with -out or -html")
	assert.NoError(t, Apart(read("-out", "x"), "date", "out"))
	assert.EqualError(t, Apart(read("-out", "x", "-date", "1"), "date", "out"),
		"-out has no effect beside -date; leave one of them out")
}

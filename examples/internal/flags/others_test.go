package flags

import (
	"flag"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestOthers(t *testing.T) {
	set := flag.NewFlagSet("ask", flag.ContinueOnError)
	for _, name := range []string{"buyer", "rate", "price"} {
		set.String(name, "1", name)
	}
	_, done := Parse(set, "", []string{"-rate", "1", "-price", "2"}, io.Discard)
	assert.False(t, done)
	assert.Equal(t, []string{"-price", "-rate"}, Others(set, "buyer"), "a default that is stated is stated")
	assert.Empty(t, Others(set, "buyer", "rate", "price"))
}

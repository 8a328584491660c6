package clip

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestTo(t *testing.T) {
	assert.Equal(t, "abc", To("abc", 3))
	assert.Equal(t, "ab…", To("abc", 2))
	assert.Equal(t, "é…", To("éé", 3), "no half character")
	assert.Equal(t, strings.Repeat("x", 60)+"…", Text(strings.Repeat("x", 61)))
	assert.Equal(t, "\x80\x80…", To(strings.Repeat("\x80", 9), 6)[:2]+"…", "text that is no UTF-8 is cut all the same")
}

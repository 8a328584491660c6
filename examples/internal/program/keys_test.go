package program

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestKeyTwice(t *testing.T) {
	for text, want := range map[string]string{
		`{"a":1,"b":2}`: "", `{"a":1,"b":{"a":1},"c":[{"a":1},{"a":2}]}`: "", `{"a":"a","b":"a"}`: "",
		`["a","a"]`: "", `{"a":["a","a"],"b":null,"c":true,"d":"b"}`: "", `{"a":1`: "", ``: "", `"a"`: "",
		`{"a":1,"a":2}`: "a", `{"x":{"b":[1,{"c":1,"c":2}]}}`: "c", `{"a":{"b":1},"b":1,"a":2}`: "a",
		`[{"z":null,"z":null}]`: "z",
	} {
		assert.Equal(t, want, KeyTwice([]byte(text)), text)
	}
}

package program

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestText(t *testing.T) {
	for in, want := range map[string]string{
		`"47.10"`: "47.10", `47.10`: "47.10", `-0.50`: "-0.50", `123456789012345678.901`: "123456789012345678.901",
		`null`: "", `""`: "", `"crude"`: "crude",
	} {
		var got Text
		assert.NoError(t, json.Unmarshal([]byte(in), &got), in)
		assert.Equal(t, want, string(got), in)
	}
	for _, in := range []string{`true`, `{}`, `["50"]`} {
		var got Text
		assert.ErrorContains(t, json.Unmarshal([]byte(in), &got), "neither text nor a number", in)
	}
}

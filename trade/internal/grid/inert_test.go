package grid

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// payloads are texts that programs run, and some that they do not.
var payloads = func() []string {
	list := []string{"- a list", "'quoted'", "'", "", "plain", "a=b", `"=1"`}
	for _, r := range active {
		list = append(list, string(r), string(r)+"1+1", "'"+string(r)+"1", "''"+string(r)+"1")
	}
	return list
}()

func TestInert(t *testing.T) {
	for _, text := range payloads {
		got := Inert(text)
		assert.Equal(t, text, FromInert(got), "%q", text)
		if got != "" {
			assert.NotContains(t, active, got[:1], "%q", text)
		}
	}
}

func FuzzInert(f *testing.F) {
	for _, text := range payloads {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Inert(text)
		assert.Equal(t, text, FromInert(got))
		if got != "" {
			assert.False(t, isActive(got) && got[0] != '\'')
		}
	})
}

package law

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEmbedded: each call gives a book of its own, and a text that cannot be read is told by
// the check of the book.
func TestEmbedded(t *testing.T) {
	text := "book Examplia\nimporter CA\ncurrency CAD\nknown from 2026-01-01 until 2026-12-31\nline 0101.21.00 | 5%\n" +
		"program A / b\n  measure 99.10 | steel\n    origins US; products all\n    duty 5% from 2026-02-01\n"
	book := Embedded(fstest.MapFS{"law/a.txt": {Data: []byte(text)}}, "law/*.txt")
	require.NoError(t, book().Check())
	book().Measures[0].Terms[0].Duty = "9%"
	assert.Equal(t, "5%", book().Measures[0].Terms[0].Duty)

	err := Embedded(fstest.MapFS{"law/a.txt": {Data: []byte("nonsense")}}, "law/*.txt")().Check()
	require.ErrorContains(t, err, "law/a.txt:1")
	require.Error(t, Embedded(fstest.MapFS{}, "law/*.txt")().Check())
}

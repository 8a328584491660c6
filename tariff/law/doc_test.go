package law

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestBookOfTheDocumentation: whoever copies the book of the package comment has a book.
func TestBookOfTheDocumentation(t *testing.T) {
	source, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	_, rest, found := strings.Cut(string(source), "# A book\n//\n")
	require.True(t, found)
	var text strings.Builder
	for line := range strings.Lines(rest) {
		body, is := strings.CutPrefix(line, "//\t")
		if !is && line != "//\n" {
			break
		}
		text.WriteString(strings.TrimPrefix(strings.TrimSuffix(body, "\n"), "//") + "\n")
	}
	read, err := Read(strings.NewReader(text.String()), "doc.go")
	require.NoError(t, err)
	b, err := read.Book()
	require.NoError(t, err)
	require.Len(t, b.Measures, 3)
	require.Len(t, b.Schedule.Lines, 2)
}

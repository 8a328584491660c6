package law

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A text that states nothing is refused when it is laid over a book: a file that was not saved
// would read as no change of the law.
func TestTextThatStatesNothing(t *testing.T) {
	book := &Book{Name: "Examplia", Importer: "XK", Currency: "EUR"}
	for _, text := range []string{"", "\n \n", "# to be written\n", "\ufeff# to be written\r\n"} {
		read, err := Read(strings.NewReader(text), "notice.txt")
		require.NoError(t, err, "%q", text)
		_, err = read.Over(book)
		var at *SyntaxError
		require.True(t, errors.As(err, &at), "%q", text)
		assert.Contains(t, err.Error(), "notice.txt:1:1: ")
		assert.Contains(t, err.Error(), "states nothing")
	}
}

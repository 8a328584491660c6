package program

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
)

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// TestWritten: a program that passes over an error of printing does not end as if it had printed.
func TestWritten(t *testing.T) {
	for status, want := range map[int]int{Done: Refused, Rejected: Refused, Refused: Refused, WrongUse: WrongUse} {
		prints := func(_ context.Context, _ []string, stdout, _ io.Writer) int {
			fmt.Fprintln(stdout, "answer")
			return status
		}
		var out, words bytes.Buffer
		assert.Equal(t, status, written(t.Context(), prints, nil, &out, &words))
		assert.Equal(t, "answer\n", out.String())
		assert.Empty(t, words.String())
		assert.Equal(t, want, written(t.Context(), prints, nil, full{}, &words))
		if status == Done {
			assert.Contains(t, words.String(), "no space left on device")
		}
	}
}

package check

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRecords: comments and a byte order mark are passed over, rows of another width are told
// apart, and a table that is too large is refused and never cut off.
func TestRecords(t *testing.T) {
	read := func(text string) (heads, rows, wrong []string, all Problems, err error) {
		keep := func(list *[]string) func(int, []string) {
			return func(line int, cells []string) {
				*list = append(*list, string(rune('0'+line))+":"+strings.Join(cells, "|"))
			}
		}
		head := func(line int, cells []string) error { keep(&heads)(line, cells); return nil }
		err = Records(strings.NewReader(text), &all, head, keep(&rows), keep(&wrong))
		return heads, rows, wrong, all, err
	}
	heads, rows, wrong, all, err := read("\ufeff# a comment\na,b\n1,2\n\n3\n# another\n4,\"5,6\"\n")
	require.NoError(t, err)
	require.NoError(t, all.Err())
	assert.Equal(t, []string{"2:a|b"}, heads)
	assert.Equal(t, []string{"3:1|2", "7:4|5,6"}, rows)
	assert.Equal(t, []string{"5:3"}, wrong)

	_, rows, _, all, err = read("a\n1\n\"2\n")
	require.NoError(t, err)
	require.ErrorContains(t, all.Err(), "quote")
	assert.Equal(t, []string{"2:1"}, rows)

	heads, rows, _, _, err = read("# nothing\n")
	require.NoError(t, err)
	assert.Empty(t, append(heads, rows...))

	_, _, _, _, err = read("a\n" + strings.Repeat("x\n", MaxTable/2))
	require.ErrorContains(t, err, "more than 8388608 bytes")
}

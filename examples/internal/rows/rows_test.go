package rows

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us"
)

// TestBounded: the dictionaries do not grow with what is sent, and a batch does not with
// what is carried through.
func TestBounded(t *testing.T) {
	columns, err := ParseColumns("hts,origin,date,value,claims,note")
	require.NoError(t, err)
	r := New(us.Book(), columns, false, []int{5})
	note := bytes.Repeat([]byte{'x'}, 100_000)
	most := 0
	for i := range 400_000 {
		if r.Full() {
			most = max(most, len(r.kept))
			r.Clear()
			assert.LessOrEqual(t, len(r.products)+len(r.origins)+len(r.dates)+len(r.claimed), mostTexts)
		}
		f := make([]Field, 6)
		f[0].Text = fmt.Appendf(nil, "%010d", i)
		f[1].Text, f[2].Text, f[3].Text = []byte("IN"), []byte("2025-09-01"), []byte("1")
		if i < 200 {
			f[5].Raw = note
		}
		r.Add(f)
	}
	assert.Less(t, most, MostKept+len(note))
	assert.Greater(t, most, MostKept)
}

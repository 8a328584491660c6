package panel

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestDescribed: rows in pieces of any length get their words, quoted where they must be.
func TestDescribed(t *testing.T) {
	const rows = "hts,origin,from,to\n6109.10.00,IN,2025-01-01,2025-04-05\n6109.10.00,IN,2025-04-05,\n0101.21,IN,2025-01-01,\n"
	say := func(code trade.Product, on trade.Date) string {
		return code.String() + `, "a" ` + on.String()
	}
	for _, size := range []int{1, 2, 7, len(rows)} {
		var out bytes.Buffer
		d := newDescribed(&out, say)
		for rest := rows; rest != ""; {
			n := min(size, len(rest))
			_, err := d.Write([]byte(rest[:n]))
			require.NoError(t, err)
			rest = rest[n:]
		}
		read, err := csv.NewReader(&out).ReadAll()
		require.NoError(t, err)
		require.Len(t, read, 4)
		assert.Equal(t, "description", read[0][4])
		assert.Equal(t, `6109.10.00, "a" 2025-04-05`, read[2][4])
		assert.Equal(t, "", read[2][3])
	}
	d := newDescribed(iotest.TruncateWriter(&bytes.Buffer{}, 0), say)
	_, err := d.Write([]byte("nonsense\n"))
	require.Error(t, err)
}

// TestWords: with -words every row of a panel says what the goods are, and nothing else changes.
func TestWords(t *testing.T) {
	const question = "-intervals -origin IN,VN -hts 6109.10 -csv"
	status, plain, errs := ask(question)
	require.Zero(t, status, errs)
	status, out, errs := ask(question + " -words")
	require.Zero(t, status, errs)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	was, err := csv.NewReader(strings.NewReader(plain)).ReadAll()
	require.NoError(t, err)
	require.Equal(t, len(was), len(rows))
	for i, r := range rows {
		assert.Equal(t, was[i], r[:len(r)-1])
		if i > 0 {
			assert.Contains(t, r[len(r)-1], "T-shirts")
		}
	}
	status, _, errs = ask("-date 2025-09-01 -words")
	assert.Equal(t, 2, status)
	assert.Contains(t, errs, "-words goes with -intervals")
}

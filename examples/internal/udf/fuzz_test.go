package udf

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/examples/internal/rows"
)

// FuzzStream: whatever comes in, each row has one answer, as text that can be read back, and
// the same however the input is cut to pieces.
func FuzzStream(f *testing.F) {
	batch, err := compile(f.Context(), &program.Law{}, "cent")
	require.NoError(f, err)
	good := pack(nil, [7]string{"6109.10.00.12", "IN", "2025-09-01", "10000", "5.5", "kg", "usmca"})
	f.Add("6109.10.00.12\tIN\t2025-09-01\t10000\t\\N\t\\N\t\n\n\\\t\\", false, 3)
	f.Add(string(good)+string(good[:20]), true, 1)
	f.Add("2\n"+string(good), true, 7)
	f.Fuzz(func(t *testing.T, in string, binary bool, most int) {
		columns, err := rows.ParseColumns(typed)
		require.NoError(t, err)
		answer := func(most int) (string, int64, string) {
			a, keep, err := newAnswerer(batch, []string{"hts", "total_duty", "error"}, columns, 1)
			require.NoError(t, err)
			var out bytes.Buffer
			s := &stream{in: newInput(&slow{strings.NewReader(in), most}), out: &out, format: &tsv{}, answers: a}
			if binary {
				s.format = &rowBinary{columns}
			}
			s.rows = rows.New(batch.Book(), columns, binary, keep)
			broken := ""
			if err := s.run(t.Context()); err != nil {
				broken = err.Error()
			}
			return out.String(), s.row, broken
		}
		out, n, broken := answer(1 << 20)
		again, m, same := answer(1 + max(most, -most, 0)%64)
		assert.Equal(t, out, again)
		assert.Equal(t, n, m)
		assert.Equal(t, broken, same)
		if !binary {
			assert.EqualValues(t, n, strings.Count(out, "\n"))
			assert.EqualValues(t, 2*n, strings.Count(out, "\t"))
		}
	})
}

package lines_test

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
)

// TestShards: the shards of odd files are all rows, each once: their totals, their rejected
// rows with their cells, and their outputs put together are those of the whole.
func TestShards(t *testing.T) {
	for seed := range uint64(6) {
		file := oddFile(seed, 300)
		if seed == 5 {
			file += `6109.10.00.12,"IN` // a quote that is not closed
		}
		all := func(into *[]lines.Reject) func(lines.Reject) error {
			return func(r lines.Reject) error { *into = append(*into, r); return nil }
		}
		var rejects []lines.Reject
		by := &bulk.By{Origin: true}
		whole, want := assess(t, file, lines.Options{By: by, OnReject: all(&rejects)})
		of := 1 + int(seed)*2
		var outs []io.Reader
		var read, rejected int64
		base, lost := decimal.Decimal{}, decimal.Decimal{}
		at := map[string]string{}
		value := decimal.Decimal{}
		for i := range of {
			var some []lines.Reject
			r, out := assess(
				t,
				file,
				lines.Options{By: by, Shard: lines.Shard{Index: i, Of: of}, Workers: 1 + i%3, OnReject: all(&some)},
			)
			assert.Equal(t, whole.Lines, r.Lines+r.Others)
			read, rejected = read+r.Lines, rejected+r.Rejected
			base, lost = base.Add(r.Base).Add(r.Additional), lost.Add(r.RejectedValue)
			for _, b := range r.By {
				value = value.Add(b.Value)
			}
			for _, x := range some {
				assert.Empty(t, at[x.Cell+x.Err.Error()])
				at[x.Cell+x.Err.Error()] = x.Text
			}
			outs = append(outs, strings.NewReader(out))
		}
		assert.Equal(t, whole.Lines, read)
		assert.Equal(t, whole.Rejected, rejected)
		assert.Equal(t, whole.Base.Add(whole.Additional).String(), base.String())
		assert.Equal(t, whole.RejectedValue.String(), lost.String())
		for _, x := range rejects {
			assert.Contains(t, at, x.Cell+x.Err.Error())
		}
		var merged bytes.Buffer
		require.NoError(t, lines.Interleave(&merged, outs))
		require.Equal(t, want, merged.String())
	}
}

func TestShardsThatAreNone(t *testing.T) {
	for _, s := range []lines.Shard{{1, 1}, {-1, 2}, {2, 2}, {1, 0}, {0, -1}} {
		_, err := lines.Assess(
			t.Context(),
			prepared(),
			strings.NewReader("hts,origin,date,value\n"),
			nil,
			lines.Options{Shard: s},
		)
		var wrong *lines.ShardError
		require.ErrorAs(t, err, &wrong, "%v", s)
	}
	for name, outs := range map[string][]string{
		"headers":   {"a\n1\n", "b\n2\n"},
		"is empty":  {"a\n1\n", ""},
		"goes on":   {"a\n1\n", "a\n2\n4\n"},
		"shard 0 e": {"a\n", "a\n2\n"},
		"damaged":   {"a\n\"" + strings.Repeat("x", 40<<20), "a\n"},
	} {
		var in []io.Reader
		for _, o := range outs {
			in = append(in, strings.NewReader(o))
		}
		err := lines.Interleave(io.Discard, in)
		var wrong *lines.ShardError
		require.ErrorAs(t, err, &wrong, name)
		assert.Contains(t, err.Error(), name)
	}
	var out bytes.Buffer
	require.NoError(t, lines.Interleave(&out, []io.Reader{strings.NewReader("a\n1\n3"), strings.NewReader("a\n2\n")}))
	assert.Equal(t, "a\n1\n2\n3", out.String())
}

// TestManyLinesInQuotes: a row of millions of lines takes no more than its length.
func TestManyLinesInQuotes(t *testing.T) {
	long := "a\n\"" + strings.Repeat("\n", 4<<20) + "\"\n"
	start := time.Now()
	var out bytes.Buffer
	require.NoError(t, lines.Interleave(&out, []io.Reader{strings.NewReader(long)}))
	assert.Equal(t, long, out.String())
	assert.Less(t, time.Since(start), 20*time.Second)
}

package source

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// perRow is what a row more takes of a reading: allocations and bytes, all together.
func perRow(t *testing.T, file func(rows int) []byte, read func(*File) error) (allocations, allocated float64) {
	const few, many = 10_000, 30_000
	take := func(rows int) (uint64, uint64) {
		data := file(rows)
		f, err := New(bytes.NewReader(data), int64(len(data)), "flows.csv", spreadsheet.ReadOptions{})
		require.NoError(t, err)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		require.NoError(t, read(f))
		runtime.ReadMemStats(&after)
		return after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc
	}
	count, size := take(few)
	countMany, sizeMany := take(many)
	return float64(countMany-count) / (many - few), float64(sizeMany-size) / (many - few)
}

// fewCodes is a native file of rows of 5,000 products, as files of a country are.
func fewCodes(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("period,origin,destination,hs,value_usd,quantity,unit\n")
	for i := range rows {
		origin := []string{"IN", "CN", "DE", "VN", "BR"}[i/12%5]
		fmt.Fprintf(&b, "2025-%02d,%s,US,%010d,%d.%02d,,\n", 1+i%12, origin, 101010101+i%5000*1001, i*7919%10_000_000, i%100)
	}
	return b.Bytes()
}

// badFlows is a native file of rows that are all wrong, each in its own way.
func badFlows(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("period,origin,destination,hs,value_usd,quantity,unit\n")
	for i := range rows {
		fmt.Fprintf(&b, "2025-13,Atlantis %d,US,x%d,\"1,%03d\",,kg\n", i, i, i%1000)
	}
	return b.Bytes()
}

// The memory that a row takes is bounded, so that a file of a million rows needs no more than
// its table of keys, and its flows.
func TestReadingIsBounded(t *testing.T) {
	through := func(f *File) error {
		_, err := f.Read(context.Background(), Options{Lenient: true, MaxRejects: 10}, Visit{})
		return err
	}
	kept := func(f *File) error {
		_, err := f.Import(context.Background(), Options{Lenient: true, MaxRejects: 10})
		return err
	}
	for name, c := range map[string]struct {
		file              func(int) []byte
		read              func(*File) error
		allocations, size float64
	}{
		"native":           {fewCodes, through, 6, 350},
		"native, kept":     {fewCodes, kept, 6, 450},
		"a code for a row": {manyFlows, kept, 14, 1300},
		"Comtrade":         {manyReports, through, 16, 1300},
		"rows of no use":   {badFlows, through, 350, 9000},
	} {
		t.Run(name, func(t *testing.T) {
			allocations, size := perRow(t, c.file, c.read)
			t.Logf("%.1f allocations, %.0f bytes a row", allocations, size)
			assert.LessOrEqual(t, allocations, c.allocations)
			assert.LessOrEqual(t, size, c.size)
		})
	}
}

package source

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"
)

// The table of trades is a map of marks.
func TestTrades(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		keys := rapid.SliceOfN(rapid.Uint64(), 1, 50).Draw(t, "keys")
		keys = append(keys, 0, 1, 1<<63, 1<<64-1, 1<<goodsShift, 2<<goodsShift)
		var table trades
		want := map[flowKey]mark{}
		assert.Zero(t, table.of(7))
		for range rapid.IntRange(0, 200).Draw(t, "steps") {
			k := flowKey(rapid.SampledFrom(keys).Draw(t, "key")) + flowKey(rapid.IntRange(0, 30).Draw(t, "more"))<<periodShift
			m := mark(1) << rapid.IntRange(0, 3).Draw(t, "mark")
			assert.Equal(t, want[k], table.add(k, m))
			want[k] |= m
		}
		for k, m := range want {
			assert.Equal(t, m, table.of(k))
		}
		assert.Equal(t, len(want), table.used)
	})
	var table trades
	for i := range 5000 {
		table.add(flowKey(i)<<goodsShift, markWhole)
	}
	for i := range 10000 {
		assert.Equal(t, i < 5000, table.of(flowKey(i)<<goodsShift) == markWhole)
	}
}

// Equal numbers have equal hashes, however many zeros they are written with, and others have
// different ones.
func TestNumberHash(t *testing.T) {
	number := func(s string) decimal.Decimal {
		d, err := decimal.NewFromString(s)
		assert.NoError(t, err)
		return d
	}
	seen := map[uint64]string{}
	for _, same := range [][]string{
		{"0", "0.00", "-0", "0e5"},
		{"1", "1.0", "1.000", "100e-2"},
		{"10", "1e1", "10.0"},
		{"-1", "-1.0"},
		{"0.1", "0.10"},
		{"1000000000000000000000", "1e21", "1000000000000000000000.000"},
		{"123456789012345678", "123456789012345678.0"},
		{"1234567890123456789", "1234567890123456789.00"},
		{"12345678901234567891", "12345678901234567891.0"},
		{"1234567890123456789.1"},
		{"-1234567890123456789.1", "-1234567890123456789.10"},
		{"123456789012345678000000000", "123456789012345678e9"},
	} {
		h := numberHash(hashStart, number(same[0]))
		assert.Empty(t, seen[h], same[0])
		seen[h] = same[0]
		for _, s := range same[1:] {
			assert.Equal(t, h, numberHash(hashStart, number(s)), s)
		}
	}
}

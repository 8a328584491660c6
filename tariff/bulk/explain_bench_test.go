//go:build unix

package bulk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// BenchmarkExplain takes entry by entry: explained and charged, by an engine that has
// answered the same entries before, and by a new one.
func BenchmarkExplain(b *testing.B) {
	const n = 20_000
	batch := usBatch()
	c := answered(batch, skewed(batch, n*3/2, 1), n)
	entries := make([]tariff.Entry, n)
	for i := range entries {
		entries[i] = c.Entry(i)
	}
	explain := func(e *tariff.Engine) {
		for i := range entries {
			_, _ = e.Assess(entries[i])
		}
	}
	charge := func(e *tariff.Engine) {
		for i := range entries {
			e.Charge(entries[i])
		}
	}
	explain(usEngine())
	for _, way := range []struct {
		name string
		do   func(*tariff.Engine)
		anew bool
	}{
		{"assess", explain, false},
		{"charge", charge, false},
		{"assess, new engine", explain, true},
		{"charge, new engine", charge, true},
	} {
		b.Run(way.name, func(b *testing.B) {
			b.ReportAllocs()
			var taken time.Duration
			for b.Loop() {
				e := usEngine()
				if way.anew {
					var err error
					e, err = tariff.Compile(us.Book())
					require.NoError(b, err)
				}
				before := processor()
				way.do(e)
				taken += processor() - before
			}
			b.ReportMetric(float64(taken)/float64(b.N)/n, "cpu-ns/line")
		})
	}
}

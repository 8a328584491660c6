//go:build unix

package bulk_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/us"
)

// BenchmarkNewBatch prepares an engine of the book of the United States for columns: the
// first batch of an engine, and another one.
func BenchmarkNewBatch(b *testing.B) {
	for _, again := range []bool{false, true} {
		name := "first"
		if again {
			name = "again"
		}
		b.Run(name, func(b *testing.B) {
			var taken time.Duration
			for b.Loop() {
				b.StopTimer()
				engine := usEngine()
				if !again {
					var err error
					engine, err = tariff.Compile(us.Book())
					require.NoError(b, err)
				}
				b.StartTimer()
				before := processor()
				_, err := bulk.NewBatch(engine)
				taken += processor() - before
				require.NoError(b, err)
			}
			b.ReportMetric(float64(taken)/float64(b.N)/1e6, "cpu-ms/op")
		})
	}
}

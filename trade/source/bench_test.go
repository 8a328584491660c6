package source

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// manyFlows is a native file of n rows.
func manyFlows(n int) []byte {
	var b bytes.Buffer
	b.WriteString("period,origin,destination,hs,value_usd,quantity,unit\n")
	countries := []string{"IN", "CN", "DE", "VN", "BR", "RU", "TR", "JP", "KR", "MX"}
	for i := range n {
		fmt.Fprintf(&b, "%d-%02d,%s,US,%06d,%d.%02d,%d,kg\n", 2020+i%5, 1+i%12, countries[i%10], 10101+i*7919%900000, i*7919%10_000_000, i%100, i%100_000)
	}
	return b.Bytes()
}

func BenchmarkReadNative(b *testing.B) {
	data := manyFlows(200_000)
	for b.Loop() {
		f, err := New(bytes.NewReader(data), int64(len(data)), "flows.csv", spreadsheet.ReadOptions{})
		require.NoError(b, err)
		rep, err := f.Read(context.Background(), Options{}, Visit{})
		require.NoError(b, err)
		require.Equal(b, 200_000, rep.Rows.Accepted)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/200_000, "ns/row")
}

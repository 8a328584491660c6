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
		fmt.Fprintf(&b, "%d-%02d,%s,US,%06d,%d.%02d,%d,kg\n", 2020+i%5, 1+i%12, countries[i%10], 10101+i*7919%900000,
			i*7919%10_000_000, i%100, i%100_000)
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

// manyReports is a file of Comtrade of about n rows, imports and exports.
func manyReports(n int) []byte {
	var b bytes.Buffer
	b.WriteString(
		"period,reporterCode,flowCode,partnerCode,partner2Code,customsCode,motCode,classificationCode,cmdCode,netWgt,primaryValue\n")
	codes := []int{842, 699, 156, 276, 704, 76, 643, 792, 392, 410}
	for i := range n {
		from, to := i/2%10, (i/2%10+1+i/20%9)%10
		fmt.Fprintf(&b, "%d,%d,%c,%d,0,C00,0,H6,%06d,%d,%d.%02d\n", 2015+i/90%8, codes[from], "MX"[i%2], codes[to],
			10101+i*7919%900000, i%100_000, i*7919%10_000_000, i%100)
	}
	return b.Bytes()
}

func BenchmarkReadComtrade(b *testing.B) {
	data := manyReports(200_000)
	for b.Loop() {
		f, err := New(bytes.NewReader(data), int64(len(data)), "TradeData.csv", spreadsheet.ReadOptions{})
		require.NoError(b, err)
		rep, err := f.Read(context.Background(), Options{}, Visit{})
		require.NoError(b, err)
		require.Equal(b, 200_000, rep.Rows.Read)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/200_000, "ns/row")
}

package lines_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
)

// TestRejectedByKey: of rows that were refused for one field the others are still keys, and what
// cannot be read is a key of its own, without a name.
func TestRejectedByKey(t *testing.T) {
	file := "hts,origin,date,value\n" +
		"6109.10.00.12,IN,2025-09-01,10000\n" +
		"6109.10.00.12,IN,2025-09-01,abc\n" +
		"6109.10.00.12,in,2025-13-01,100\n" +
		"6109.10.00.12,XX,2025-09-01,20\n" +
		"0000.00.00.00,IN,2025-09-01,3\n" +
		"cloth,VN,2025-10-01,0.4\n" +
		"6109.10.00.12,IN,2025-09-01\n"
	for _, c := range []struct {
		by   bulk.By
		want []string
	}{
		{bulk.By{Origin: true}, []string{" 2 20", "IN 3 103", "VN 1 0.4"}},
		{bulk.By{Digits: 2}, []string{" 2 0.4", "00 1 3", "61 3 120"}},
		{bulk.By{Month: true}, []string{" 2 100", "2025-09 3 23", "2025-10 1 0.4"}},
		{bulk.By{}, []string{" 6 123.4"}},
	} {
		result, _ := assess(t, file, lines.Options{By: &c.by})
		var got []string
		for _, r := range result.By {
			if r.Rejected > 0 {
				got = append(got, fmt.Sprintf("%s%s%s %d %s", r.Origin, r.Product, r.Month, r.Rejected, r.RejectedValue))
			}
		}
		assert.Equal(t, c.want, got, "%+v", c.by)
	}
}

// TestRejectedAddUp: by any keys, on any number of workers, in shards or not, the rejected rows of
// all keys are those of the file.
func TestRejectedAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	pick := func(of ...string) string { return of[r.IntN(len(of))] }
	var b strings.Builder
	b.WriteString("hts,origin,date,value\n")
	for range 3000 {
		row := strings.Join([]string{
			pick("6109.10.00.12", "6109.10.00.12", "8471.30.01.00", "12.345", "", "0000.00.00"),
			pick("IN", "IN", "VN", "XX", "", "France"), pick("2025-09-01", "2025-09-01", "2025-02-30", "01/02/2025", ""),
			pick("10", "10", "0.05", "x", "-1", "1e5", "", "99999999999999999999999"),
		}, ",")
		b.WriteString(pick(row, row, row, row, row, row+",", `"`+row) + "\n")
	}
	for _, by := range []bulk.By{
		{},
		{Origin: true},
		{Digits: 2},
		{Digits: 10},
		{Month: true},
		{Authority: true},
		{Origin: true, Digits: 4, Month: true, Authority: true},
	} {
		for _, workers := range []int{1, 3} {
			for of := range 3 {
				var rejected, inFile int64
				var value, valueInFile decimal.Decimal
				for i := range max(of, 1) {
					opts := lines.Options{By: &by, Workers: workers}
					if of > 0 {
						opts.Shard = lines.Shard{Index: i, Of: of}
					}
					result, _ := assess(t, b.String(), opts)
					inFile, valueInFile = inFile+result.Rejected, valueInFile.Add(result.RejectedValue)
					for _, row := range result.By {
						rejected, value = rejected+row.Rejected, value.Add(row.RejectedValue)
					}
				}
				assert.Positive(t, inFile)
				assert.Equal(t, inFile, rejected, "%+v, %d workers, %d shards", by, workers, of)
				assert.Equal(t, valueInFile.String(), value.String(), "%+v, %d workers, %d shards", by, workers, of)
			}
		}
	}
}

//go:build unix

package lines_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/lines"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// What importers claim most.
var usualClaims = []string{
	"us_content=0.25", "metal_share=0.4", "steel_share=0.3", "aluminum_share=0.333333333", "copper_share=1",
	"loaded=2025-04-04", "loaded=2025-08-06", "heading=9903.01.34", "heading=9903.88.69", "heading=9903.01.26",
	"usmca", "spi=KR", "us_content=0.25; loaded=2025-04-04", "spi=AU; steel_share=0.3",
}

// threeFiles are files of the same rows with an answer: as they are; with each sixth in the
// place of which stands one that waits for a fact; with claims in each sixth.
func threeFiles(b *testing.B, n int) (plain, waiting, claiming string) {
	random := rand.New(rand.NewPCG(5, 6))
	products, origins := prepared().Products(), trade.Countries()
	var dates []trade.Date
	for d := us.KnownFrom(); !d.After(us.KnownUntil()); d = d.AddDays(1) {
		dates = append(dates, d)
	}
	productRank, originRank := random.Perm(len(products)), random.Perm(len(origins))
	product, origin := rand.NewZipf(random, 1.1, 40, uint64(len(products)-1)),
		rand.NewZipf(random, 1.2, 4, uint64(len(origins)-1))
	c := &bulk.Columns[uint32, uint16, uint16]{Products: products, Origins: origins, Dates: dates, Scale: 2}
	for range 2 * n {
		c.Product = append(c.Product, uint32(productRank[product.Uint64()]))
		c.Origin = append(c.Origin, uint16(originRank[origin.Uint64()]))
		c.Date, c.Value = append(c.Date, uint16(random.IntN(len(dates)))), append(c.Value, 1+random.Int64N(100_000_00))
	}
	charges := &bulk.Charges{}
	_, err := bulk.Assess(context.Background(), prepared(), c, bulk.Options{Charges: []*bulk.Charges{charges}})
	require.NoError(b, err)
	var answered, lacking []int
	for i, rejected := range charges.Rejected {
		var missing *tariff.MissingFacts
		switch {
		case !rejected && len(answered) < n:
			answered = append(answered, i)
		case rejected && len(lacking) < n/6+1 && errors.As(prepared().Why(c.Entry(i)), &missing):
			lacking = append(lacking, i)
		}
	}
	require.Len(b, answered, n)
	require.Len(b, lacking, n/6+1)
	var files [3]strings.Builder
	for k := range files {
		files[k].WriteString("hts,origin,date,value,claims\n")
	}
	write := func(k, i int, claims string) {
		e := c.Entry(i)
		fmt.Fprintf(&files[k], "%s,%s,%s,%s,%s\n", e.Product, e.Origin, e.Date, e.Value, claims)
	}
	for at, i := range answered {
		write(0, i, "")
		if at%6 > 0 {
			write(1, i, "")
			write(2, i, "")
			continue
		}
		write(1, lacking[at/6], "")
		write(2, i, usualClaims[random.IntN(len(usualClaims))])
	}
	return files[0].String(), files[1].String(), files[2].String()
}

// processor is the processor time that the process has taken.
func processor() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkFiles compares a file of rows that need nothing with the same file in which
// each sixth row waits for a fact, and in which each sixth carries claims.
func BenchmarkFiles(b *testing.B) {
	const n = 600_000
	plain, waiting, claiming := threeFiles(b, n)
	for _, file := range []struct{ name, text string }{{"plain", plain}, {"waiting", waiting}, {"claiming", claiming}} {
		for _, out := range []bool{false, true} {
			name := file.name + "/totals"
			if out {
				name = file.name + "/written"
			}
			b.Run(name, func(b *testing.B) {
				var result *lines.Result
				before := processor()
				for b.Loop() {
					var err error
					opts := lines.Options{By: &bulk.By{Origin: true}, Workers: 1}
					if out {
						result, err = lines.Assess(context.Background(), prepared(), strings.NewReader(file.text), discard{}, opts)
					} else {
						result, err = lines.Assess(context.Background(), prepared(), strings.NewReader(file.text), nil, opts)
					}
					require.NoError(b, err)
				}
				b.ReportMetric(float64(processor()-before)/float64(b.N)/n, "cpu-ns/line")
				b.ReportMetric(float64(result.Rejected)/n, "rejected")
			})
		}
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

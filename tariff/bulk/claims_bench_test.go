//go:build unix

package bulk_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
)

// BenchmarkClaims compares a file of rows without claims with the same file in which each
// sixth row claims what importers claim most.
func BenchmarkClaims(b *testing.B) {
	const n = 300_000
	batch := usBatch()
	plain := answered(batch, skewed(batch, n*3/2, 1), n)
	texts := []string{
		"us_content=0.25", "metal_share=0.4", "steel_share=0.3", "aluminum_share=0.333333333", "copper_share=1",
		"loaded=2025-04-04", "loaded=2025-08-06", "heading=9903.01.34", "heading=9903.88.69", "heading=9903.01.26", "usmca",
		"spi=KR",
	}
	claiming := *plain
	claiming.Value, claiming.Entries = append([]int64{}, plain.Value...), map[int]tariff.Entry{}
	random := rand.New(rand.NewPCG(2, 9))
	for i := 0; i < n; i += 6 {
		e := plain.Entry(i)
		for range 1 + random.IntN(2) {
			_ = e.Claims.Add(texts[random.IntN(len(texts))]) // the second may say the same again
		}
		claiming.Entries[i], claiming.Value[i] = e, 0
	}
	coded := *plain
	coded.Claims = nil
	codes := map[string]uint32{}
	coded.Claim = make([]uint32, n)
	for i, e := range claiming.Entries {
		text := fmt.Sprint(e.Claims.USMCA, e.Claims.Program, e.Claims.Headings, e.Claims.Loaded, e.Claims.USContent,
			e.Claims.Metal, e.Claims.Steel, e.Claims.Aluminum, e.Claims.Copper)
		if codes[text] == 0 {
			coded.Claims = append(coded.Claims, e.Claims)
			codes[text] = uint32(len(coded.Claims))
		}
		coded.Claim[i] = codes[text]
	}
	ways := []struct {
		name string
		c    *usColumns
	}{{"without", plain}, {"each sixth in entries", &claiming}, {"each sixth in columns", &coded}}
	for _, cold := range []bool{false, true} {
		for _, way := range ways {
			name := way.name
			if cold {
				name += ", cold"
			}
			b.Run(name, func(b *testing.B) {
				var result bulk.Result
				var taken time.Duration
				for b.Loop() {
					of := batch
					if cold {
						var err error
						of, err = bulk.NewBatch(usEngine())
						require.NoError(b, err)
					}
					own := *way.c
					before := processor()
					totals := bulk.NewTotals(bulk.By{Origin: true})
					var err error
					result, err = bulk.Assess(context.Background(), of, &own,
						bulk.Options{Workers: 1, Totals: []*bulk.Totals{totals}, Rejects: -1})
					require.NoError(b, err)
					taken += processor() - before
				}
				b.ReportMetric(float64(taken)/float64(b.N)/n, "cpu-ns/line")
				b.ReportMetric(float64(result.Rejected)/n, "rejected")
			})
		}
	}
}

// processor is the processor time that the process has taken.
func processor() time.Duration {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

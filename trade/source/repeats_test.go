package source

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// doubled repeats the rows below the header of a file: one download after another.
func doubled(t *testing.T, name string, data []byte, withHeader bool) []byte {
	if strings.HasSuffix(name, ".json") {
		if i := bytes.Index(data, []byte("],\n")); bytes.HasPrefix(data, []byte("[[")) && i > 0 {
			rest := bytes.TrimSuffix(bytes.TrimSpace(data[i+2:]), []byte("]"))
			return append(append(append(append([]byte{}, data[:i+2]...), rest...), ','), append(rest, ']')...)
		}
		return nil
	}
	f, err := New(bytes.NewReader(data), int64(len(data)), name, spreadsheet.ReadOptions{})
	require.NoError(t, err)
	d, err := f.Detect(context.Background(), Options{})
	require.NoError(t, err)
	lines := bytes.SplitAfter(append(bytes.TrimRight(data, "\n"), '\n'), []byte("\n"))
	from := d.Header
	if withHeader {
		from--
	}
	return append(bytes.Join(lines, nil), bytes.Join(lines[from:], nil)...)
}

// TestDoubled: the rows of any file once more change no total, but in the native layout,
// where two shipments may be meant and it is told.
func TestDoubled(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	require.NoError(t, err)
	for _, path := range paths {
		for _, header := range []bool{false, true} {
			data, err := os.ReadFile(path)
			require.NoError(t, err)
			name := filepath.Base(path)
			if name == "usitc_hts.csv" { // a schedule repeats its headings
				continue
			}
			twice := doubled(t, name, data, header)
			if twice == nil {
				continue
			}
			t.Run(name, func(t *testing.T) {
				once, err := imported(t, data, name, Options{Lenient: true})
				require.NoError(t, err)
				both, err := imported(t, twice, name, Options{Lenient: true})
				require.NoError(t, err)
				a, b := once.Report, both.Report
				sum := a.Rows.Accepted
				if a.Kind == kindRates { // nothing adds them up
					assert.Contains(t, reasons(b.Warnings), warnRateTwice)
					return
				}
				if a.Layout == "native" {
					assert.Equal(t, 2*a.Records, b.Records)
					assert.Contains(t, reasons(b.Warnings), warnTwice)
					return
				}
				assert.Equal(t, sum, b.Rows.Accepted)
				assert.Equal(t, a.Records, b.Records)
				assert.Equal(t, flowTexts(once), flowTexts(both))
				assert.Contains(t, reasons(b.Skips), skipRepeated)
				for c, total := range a.Totals {
					assert.True(t, total.Equal(b.Totals[c]), c)
				}
				addUp(t, b)
			})
		}
	}
}

func reasons(counts []Count) (out []string) {
	for _, c := range counts {
		out = append(out, c.Reason)
	}
	return out
}

// addUp: rows and amounts that are read are those accepted, rejected and skipped, and
// those skipped are the sum of their reasons.
func addUp(t *testing.T, r *Report) {
	t.Helper()
	assert.Equal(t, r.Rows.Read, r.Rows.Accepted+r.Rows.Rejected+r.Rows.Skipped)
	for c, read := range r.Amounts.Read {
		parts := r.Amounts.Accepted[c].Add(r.Amounts.Rejected[c]).Add(r.Amounts.Skipped[c])
		assert.True(t, read.Equal(parts), "%s read %s, parts %s", c, read, parts)
		skipped, rejected := r.Amounts.Skipped[c], r.Amounts.Rejected[c]
		for _, s := range r.Skips {
			skipped = skipped.Sub(s.Values[c])
		}
		for _, s := range r.RejectedBy {
			rejected = rejected.Sub(s.Values[c])
		}
		assert.True(t, skipped.IsZero() && rejected.IsZero(), "skipped %s, rejected %s without a reason", skipped, rejected)
		assert.True(t, r.Totals[c].Equal(r.Amounts.Accepted[c]))
	}
}

const comtradeHeader = "period,reporterCode,flowCode,partnerCode,partner2Code,customsCode,motCode,classificationCode,cmdCode,primaryValue,partnerDesc\n"

// TestOneFact: one key and one value count once; one key with two values is the
// person's to decide; what a breakdown tells apart is no repetition.
func TestOneFact(t *testing.T) {
	for name, c := range map[string]struct {
		text, total string
		rows        Rows
		rejects     string
	}{
		"described in two languages": {
			comtradeHeader + "2022,842,M,156,0,C00,0,H6,850440,1000,China\n2022,842,M,156,,,,H6,850440,1000.0,Chine\n", "1000",
			Rows{2, 1, 0, 1},
			"",
		},
		"revised": {
			comtradeHeader + "2022,842,M,156,0,C00,0,H6,850440,1000,China\n2022,842,M,156,0,C00,0,H6,850440,1200,China\n", "0",
			Rows{2, 0, 2, 0},
			"J2 two-values; J3 two-values",
		},
		"other years and sides": {
			comtradeHeader +
				"2022,842,M,156,0,C00,0,H6,850440,1000,\n2023,842,M,156,0,C00,0,H6,850440,1000,\n" +
				"2022,842,X,156,0,C00,0,H6,850440,1000,\n", "3000", Rows{3, 3, 0, 0}, "",
		},
		"two editions": {
			comtradeHeader +
				"2022,842,M,156,0,C00,0,H4,854140,100,\n2022,842,M,156,0,C00,0,H6,854142,40,\n" +
				"2022,842,M,156,0,C00,0,H6,854143,60,\n2022,842,M,156,0,C00,0,H4,610910,7,\n",
			"107",
			Rows{4, 3, 0, 1},
			"",
		},
		"two editions, one code": {
			comtradeHeader + "2022,699,M,643,0,C00,0,H6,270900,100,\n2022,699,M,643,0,C00,0,H4,270900,101,\n", "100",
			Rows{2, 1, 0, 1},
			"",
		},
		"two editions, all products": {
			comtradeHeader + "2022,699,M,643,0,C00,0,H6,TOTAL,100,\n2022,699,M,643,0,C00,0,H4,TOTAL,100,\n", "100",
			Rows{2, 1, 0, 1},
			"",
		},
		"two procedures of Eurostat": {
			"REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,FLOW,STAT_PROCEDURE,PERIOD,VALUE_EUR,QUANTITY_KG\n" +
				"DE,CN,E,61091000,1,1,202402,100,4\nDE,CN,E,61091000,1,2,202402,100,4\n",
			"200",
			Rows{2, 2, 0, 0},
			"",
		},
		"two modes of trade in China": {
			"商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,贸易方式编码,贸易方式名称,美元\n61091000,棉,502,美国,10,一般贸易,5\n61091000,棉,502,美国,14,来料加工,5\n", "10",
			Rows{2, 2, 0, 0},
			"",
		},
		"two ports": {
			"Commodity,Country,Time,Port,Customs Value (Gen) ($US),Calculated Duty ($US)\n2709 Crude,Canada,2024,Boston,5,1\n" +
				"2709 Crude,Canada,2024,Houston,5,1\n2709 Crude,Canada,2024,Houston,5,2\n",
			"10",
			Rows{3, 2, 0, 1},
			"",
		},
		"a quarter beside its months and the year": {
			"Commodity,Country,Time,Customs Value (Gen) ($US)\n2709 Crude,Canada,2024,60\n2709 Crude,Canada,2024 through " +
				"June,30\n" +
				"2709 Crude,Canada,January 2024,2\n2709 Crude,Canada,February 2024,3\n2709 Crude,Canada,June 2024,25\n", "30",
			Rows{5, 3, 0, 2},
			"",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := Options{Lenient: true, Flow: Imports}
			if strings.Contains(c.text, "商") {
				o.Period = periodOf(t, "2024-01")
			}
			res, err := imported(t, []byte(c.text), "x.csv", o)
			require.NoError(t, err)
			assert.Equal(t, c.rows, res.Report.Rows)
			assert.Equal(t, c.rejects, problems(res.Report))
			var total string
			for _, d := range res.Report.Totals {
				total += d.String()
			}
			if total == "" {
				total = "0"
			}
			assert.Equal(t, c.total, total)
			addUp(t, res.Report)
		})
	}
}

// TestSumsKeptInNative: a sheet of a person has parts and wholes too. A whole that its
// parts add up to is skipped; one that they do not is a problem, unless it says that it
// counts.
func TestSumsKeptInNative(t *testing.T) {
	head := "period,origin,destination,hs,value_usd,counts\n"
	rows := "2025-09,IN,US,6109.10.00.12,60,\n2025-09,IN,US,6109.10.00.14,40,\n"
	res, err := imported(t, []byte(head+rows+"2025-09,IN,US,61,100,\n2025-09,IN,US,TOTAL,100,\n2025,IN,US,61,100,\n"),
		"x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, Rows{5, 2, 0, 3}, res.Report.Rows)
	assert.Equal(t, "100", res.Report.Totals["USD"].String())
	addUp(t, res.Report)

	// A day is a shipment and no part of its month.
	res, err = imported(t, []byte(head+"2025-09-01,IN,US,6109.10.00.12,10,\n"+rows), "x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, "110", res.Report.Totals["USD"].String())

	res, err = imported(t, []byte(head+rows+"2025-09,IN,US,61,777,\n"), "x.csv", Options{})
	var rejected *RejectedError
	require.ErrorAs(t, err, &rejected)
	assert.Equal(t, "E4 total", problems(res.Report))

	res, err = imported(t, []byte(head+rows+"2025-09,IN,US,61,777,yes\n"), "x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, "877", res.Report.Totals["USD"].String())
}

func periodOf(t *testing.T, s string) trade.Interval {
	p, err := trade.ParsePeriod(s)
	require.NoError(t, err)
	return p
}

package source

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// TestLayouts reads a small file of every layout. The numbers beside it were added
// up by hand from the file.
func TestLayouts(t *testing.T) {
	for _, c := range []struct {
		file, layout   string
		rows           Rows
		records        int
		totals         string
		skips, rejects string
		first          []string // the first records
		classification string
	}{
		{
			file: "native.csv", layout: "native", rows: Rows{3, 3, 0, 0}, records: 3, totals: "USD 3000.5",
			first: []string{
				"2024-01-01 .. 2024-12-31 IN>US 6109.10 USD 1,000.50  12.5 kg map[importer:A & Co]",
				"2024-05-01 .. 2024-05-31 NA>DE 0101.21 USD 2,000.00  - map[]",
				"2024-05-07 .. 2024-05-07 VN>JP 2709 ?  100 bbl map[]",
			},
		},
		{
			file: "native_wide.csv", layout: "native_wide", rows: Rows{2, 2, 0, 0}, records: 5, totals: "USD 2904.5",
			first: []string{
				"2025-01-01 .. 2025-01-31 IN>US 6109.10.00.12 USD 100.00  - map[remark:cotton]",
				"2025-02-01 .. 2025-02-28 IN>US 6109.10.00.12 USD 101.50  - map[remark:cotton]",
			},
		},
		{
			file: "india_tradestat_countries_import.csv", layout: "india_tradestat_countries", rows: Rows{4, 2, 0, 2},
			records: 4,
			totals:  "USD 340163230000", skips: "1 sum of countries; 1 total row",
			first: []string{
				"2023-04-01 .. 2024-03-31 CN>IN  USD 101,736,000,000.00 CIF - map[]",
				"2024-04-01 .. 2025-02-28 CN>IN  USD 113,456,780,000.00 CIF - map[]",
			},
		},
		{
			file: "comtrade_v1.csv", layout: "comtrade_v1", rows: Rows{14, 5, 1, 8}, records: 5, totals: "USD 830",
			classification: "H6",
			skips: "1 sum of countries; 3 sum of products that stand one by one; 2 part of a row that counts the whole; " +
				"1 export that the other country reports as its import; 1 re-imports and re-exports, part of imports and exports",
			rejects: "J14 area",
			first: []string{
				"2023-01-01 .. 2023-12-31 IN>US 2709.00 USD 500.00 CIF 400 kg map[]",
				"2023-01-01 .. 2023-12-31 IN>US 6109.10 USD 100.00 CIF 5 kg map[]",
				"2023-01-01 .. 2023-12-31 IN>FR 6109.10 USD 140.00 FOB 7 kg map[]",
				"2023-01-01 .. 2023-12-31 CH>NO 9999 USD 30.00 CIF - map[]",
				"2023-01-01 .. 2023-12-31 TW>US 8542.31 USD 60.00 CIF 1 kg map[]",
			},
		},
		{
			file: "comtrade_v1.json", layout: "comtrade_v1", rows: Rows{2, 2, 0, 0}, records: 2,
			totals: "USD 9007199254742493.25", classification: "H6",
			first: []string{
				"2023-05-01 .. 2023-05-31 IN>US 2709.00 USD 9,007,199,254,740,993.25 CIF 400.25 kg map[]",
				"2023-05-01 .. 2023-05-31 US>FR 0101.21 USD 1,500.00 FOB - map[]",
			},
		},
		{
			file: "comtrade_v1_tidy_r.csv", layout: "comtrade_v1_tidy_r", rows: Rows{3, 2, 0, 1}, records: 2, totals: "USD 700",
			classification: "H6",
			skips:          "1 sum of products that stand one by one",
		},
		{
			file: "comtrade_legacy.csv", layout: "comtrade_legacy", rows: Rows{5, 1, 2, 2}, records: 1, totals: "USD 400000",
			classification: "H4",
			skips:          "1 re-imports and re-exports, part of imports and exports; 1 header repeated",
			rejects:        "A5 classification; L6 country",
			first:          []string{"2014-01-01 .. 2014-12-31 CH>IN 7108.12 USD 400,000.00 CIF 10 kg map[]"},
		},
		{
			file: "BACI_HS22_Y2023_V202501.csv", layout: "baci", rows: Rows{3, 3, 0, 0}, records: 3, totals: "USD 19346",
			classification: "HS22",
			first: []string{
				"2023-01-01 .. 2023-12-31 IN>US 6109.10 USD 12,345.00 FOB 0.5 t map[]",
				"2023-01-01 .. 2023-12-31 CN>TW 0101.21 USD 1.00 FOB - map[]",
				"2023-01-01 .. 2023-12-31 CH>FR 7108.12 USD 7,000.00 FOB - map[]",
			},
		},
		{
			file: "wits_trade.csv", layout: "wits_trade", rows: Rows{6, 3, 1, 2}, records: 3, totals: "USD 321750",
			classification: "H5",
			skips:          "1 sum of countries; 1 header repeated", rejects: "E7 area",
			first: []string{
				"2021-01-01 .. 2021-12-31 RU>IN 2709.00 USD 300,250.00 CIF 1000 kg map[]",
				"2021-01-01 .. 2021-12-31 IN>US 6109.10 USD 20,500.00 FOB 40 No. map[]",
				"2021-01-01 .. 2021-12-31 IN>RO 6109.10 USD 1,000.00 FOB - map[]",
			},
		},
		{
			file: "wits_tariff.csv", layout: "wits_tariff", rows: Rows{3, 3, 0, 0}, records: 3,
			first: []string{"IN 000 8703.23 MFN 1.255 1.2", "US 356 6109.10 AHS 0.165 ?", "918 156 0101 BND ? 0.05"},
		},
		{
			file: "worldbank_indicator.csv", layout: "worldbank_indicator", rows: Rows{3, 2, 0, 1}, records: 4,
			skips: "1 sum of countries",
			first: []string{
				"IN 2022-01-01 .. 2022-12-31 [TX.VAL.MRCH.CD.WT] 100.5 ", "IN 2024-01-01 .. 2024-12-31 [TX.VAL.MRCH.CD.WT] 102 ",
				"XK 2022-01-01 .. 2022-12-31 [TX.VAL.MRCH.CD.WT] -1.5 ",
			},
		},
		{
			file: "census_api.json", layout: "census_api_json", rows: Rows{7, 2, 1, 4}, records: 2, totals: "USD 570",
			skips: "1 sum of products that stand one by one; 3 sum of countries", rejects: "B8 country",
			first: []string{
				"2024-06-01 .. 2024-06-30 IN>US 2709.00.20.90 USD 500.00 customs value 30 bbl map[]",
				"2024-06-01 .. 2024-06-30 TR>US 6109.10.00.12 USD 70.00 customs value 5 doz. map[]",
			},
		},
		{
			file: "usatradeonline.csv", layout: "usatradeonline", rows: Rows{6, 3, 0, 3}, records: 3, totals: "USD 522500",
			skips: "1 sum of countries; 1 sum of months that stand one by one; 1 sum of products that stand one by one",
			first: []string{"2024-01-01 .. 2024-01-31 CA>US 2709 USD 250,000.00 customs value - map[]"},
		},
		{
			file: "usitc_dataweb.csv", layout: "usitc_dataweb", rows: Rows{3, 2, 0, 1}, records: 4, totals: "USD 4000.25",
			skips: "1 total row",
			first: []string{
				"2023-01-01 .. 2023-12-31 IN>US  USD 1,500.00 customs value - map[]",
				"2024-01-01 .. 2024-12-31 IN>US  USD 2,000.00 customs value - map[]",
				"2023-01-01 .. 2023-12-31 TR>US  USD 500.25 customs value - map[]",
				"2024-01-01 .. 2024-12-31 TR>US  USD 0.00 customs value - map[]",
			},
		},
		{
			file: "usitc_hts.csv", layout: "usitc_hts_csv", rows: Rows{3, 3, 0, 0}, records: 3,
			first: []string{
				"8507 0 Accumulators:    ", " 1 Made of\ntwo lines:    ",
				"8507.60.00 2 Lithium-ion No.,kg 3.4% Free (A+,AU) 40%",
			},
		},
		{
			file: "eurostat_comext.dat", layout: "eurostat_comext", rows: Rows{8, 5, 1, 2}, records: 5, totals: "EUR 5193",
			skips: "1 export that the other country reports as its import; 1 sum of countries", rejects: "B6 area",
			first: []string{
				"2024-02-01 .. 2024-02-29 RU>GR 2709.00.10 EUR 5,000.00 CIF 80 kg map[]",
				"2024-02-01 .. 2024-02-29 AT>DE 6109.10.00 EUR 100.00 CIF 4 kg map[]",
				"2024-02-01 .. 2024-02-29 DE>GB 0101.21.00 EUR 70.00 FOB 4 kg map[]",
				"2024-02-01 .. 2024-02-29 CN>DE 27 EUR 11.00 CIF 4 kg map[]",
			},
		},
		{
			file: "eurostat_comext_legacy.dat", layout: "eurostat_comext_legacy", rows: Rows{4, 3, 0, 1}, records: 3,
			totals: "EUR 110",
			skips:  "1 part of a row that counts the whole",
			first:  []string{"2013-01-01 .. 2013-12-31 CN>DE 8542.31.90 EUR 100.00 CIF 5 kg map[]"},
		},
		{
			file: "india_tradestat_export.csv", layout: "india_tradestat", rows: Rows{4, 2, 0, 2}, records: 4,
			totals: "USD 3721500000",
			skips:  "1 sum of products that stand one by one; 1 total row",
			first: []string{
				"2023-04-01 .. 2024-03-31 IN>US 0306 USD 1,800,000,000.00 FOB - map[]",
				"2024-04-01 .. 2025-03-31 IN>US 0306 USD 1,900,000,000.00 FOB - map[]",
			},
		},
		{
			file: "china_gacc_import.csv", layout: "china_gacc", rows: Rows{3, 2, 1, 0}, records: 2, totals: "USD 507000",
			rejects: "D4 area",
			first: []string{
				"2024-01-01 .. 2024-01-31 RU>CN 2709.00.00 USD 500,000.00 CIF 1000 kg map[]",
				"2024-01-01 .. 2024-01-31 TW>CN 8542.31.90 USD 7,000.00 CIF 20 No. map[]",
			},
		},
		{
			file: "jodi_oil.csv", layout: "jodi_oil", rows: Rows{3, 3, 0, 0}, records: 3,
			first: []string{
				"SA 2026-03-01 .. 2026-03-31 [CRUDEOIL CLOSTLV] 1500000 bbl", "SA 2026-03-01 .. 2026-03-31 [CRUDEOIL CLOSTLV] ? t",
				"IN 2026-03-01 .. 2026-03-31 [CRUDEOIL TOTIMPSB] 5000500 bbl a day",
			},
		},
		{
			file: "eia_company_imports.csv", layout: "eia_company_imports", rows: Rows{2, 2, 0, 0}, records: 2,
			first: []string{
				"CA 2024-01-01 .. 2024-01-31 [020 CRUDE OIL] 1200000 bbl",
				"SA 2024-01-01 .. 2024-01-31 [020 CRUDE OIL] 300000 bbl",
			},
		},
	} {
		t.Run(c.file, func(t *testing.T) {
			res, err := Import(context.Background(), filepath.Join("testdata", c.file), Options{Lenient: true})
			require.NoError(t, err)
			r := res.Report
			assert.Equal(t, c.layout, r.Layout)
			assert.Equal(t, c.rows, r.Rows)
			assert.Equal(t, r.Rows.Read, r.Rows.Accepted+r.Rows.Rejected+r.Rows.Skipped)
			assert.Equal(t, c.records, r.Records)
			assert.Equal(t, c.classification, r.Classification)
			var totals, skips, rejects []string
			for currency, sum := range r.Totals {
				totals = append(totals, fmt.Sprintf("%s %s", currency, sum))
			}
			for _, s := range r.Skips {
				skips = append(skips, fmt.Sprintf("%d %s", s.Rows, s.Reason))
			}
			for _, e := range r.Rejects {
				assert.NotEmpty(t, e.Hint)
				rejects = append(rejects, fmt.Sprintf("%s %s", e.Cell, e.Code))
			}
			assert.Equal(t, c.totals, strings.Join(totals, "; "))
			assert.Equal(t, c.skips, strings.Join(skips, "; "))
			assert.Equal(t, c.rejects, strings.Join(rejects, "; "))
			all := flowTexts(res)
			assert.Len(t, all, c.records)
			assert.Equal(t, c.first, append([]string(nil), all[:min(len(all), len(c.first))]...))
			for _, check := range r.Checks {
				assert.True(t, check.OK, "%s", check)
			}
		})
	}
}

// flowTexts prints what was read.
func flowTexts(res *Result) (out []string) {
	number := func(valid bool, s fmt.Stringer) string {
		if !valid {
			return "?"
		}
		return s.String()
	}
	if res.Flows != nil {
		for _, f := range res.Flows.All() {
			value, quantity := "?", "-"
			if f.Value != nil {
				value = f.Value.String()
			}
			if f.Quantity != nil {
				quantity = f.Quantity.String()
			}
			out = append(out,
				fmt.Sprintf("%s %s>%s %s %s %s %s %v", f.Period, f.Origin, f.Destination, f.Product, value, f.Basis, quantity,
					f.Notes))
		}
	}
	for _, r := range res.Rates {
		reporter := string(r.Reporter)
		if reporter == "" {
			reporter = r.ReporterCode
		}
		out = append(out,
			fmt.Sprintf("%s %s %s %s %s %s", reporter, r.PartnerCode, r.Product, r.Type,
				number(r.Simple.Valid, r.Simple.Decimal), number(r.Weighted.Valid, r.Weighted.Decimal)))
	}
	for _, d := range res.Duties {
		out = append(out,
			fmt.Sprintf("%s %d %s %s %s %s %s", d.Number, d.Indent, d.Description, d.Units, d.General, d.Special, d.Column2))
	}
	for _, o := range res.Observations {
		out = append(out,
			fmt.Sprintf("%s %s %v %s %s", o.Country, o.Period, o.Series, number(o.Value.Valid, o.Value.Decimal), o.Unit))
	}
	return out
}

// TestOneLayoutMatches: the header of every layout is that of no other.
func TestOneLayoutMatches(t *testing.T) {
	seen := map[string]bool{}
	paths, err := filepath.Glob(filepath.Join("testdata", "*"))
	require.NoError(t, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			continue // a folder
		}
		f, err := New(bytes.NewReader(data), int64(len(data)), filepath.Base(path), spreadsheet.ReadOptions{})
		require.NoError(t, err, path)
		var matches []string
		for _, name := range layoutNames() {
			if _, err := f.Detect(context.Background(), Options{Layout: name}); err == nil {
				matches = append(matches, name)
			}
		}
		require.Len(t, matches, 1, path)
		seen[matches[0]] = true
		d, err := f.Detect(context.Background(), Options{})
		require.NoError(t, err, path)
		assert.Equal(t, matches[0], d.Layout.Name)
		assert.NotEmpty(t, d.Why)
	}
	for _, name := range layoutNames() {
		assert.True(t, seen[name], "no file of the layout %s in testdata", name)
	}
}

// A file of deliveries without numbers of lines: two that are alike are told, and counted.
func TestDeliveriesAlike(t *testing.T) {
	text := "RPT_PERIOD,R_S_NAME,PROD_CODE,PROD_NAME,CNTRY_NAME,QUANTITY\n" +
		"2401,MADE UP,020,CRUDE OIL,CANADA,300\n2401,MADE UP,020,CRUDE OIL,CANADA,300\n2401,MADE UP,020,CRUDE " +
		"OIL,CANADA,301\n"
	f, err := New(strings.NewReader(text), int64(len(text)), "deliveries.csv", spreadsheet.ReadOptions{})
	require.NoError(t, err)
	rep, err := f.Read(t.Context(), Options{}, Visit{})
	require.NoError(t, err)
	assert.Equal(t, 3, rep.Rows.Accepted)
	require.Len(t, rep.Warnings, 1)
	assert.Equal(t, warnTwice, rep.Warnings[0].Reason)
	assert.Equal(t, 1, rep.Warnings[0].Rows)
}

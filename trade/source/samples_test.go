package source

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// TestSamples reads the excerpts of the sources themselves: each is of one layout and
// no other.
func TestSamples(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA is not set")
	}
	want := map[string]struct {
		layout string
		rows   Rows
	}{
		// to the Southern African Customs Union, which is no country
		"baci_hs92_1996_excerpt.csv":                {"baci", Rows{4, 0, 4, 0}},
		"comtrade_legacy_one_row.csv":               {"comtrade_legacy", Rows{1, 0, 0, 1}},
		"comtrade_v1_get_C_A_HS_CHN_2010.csv":       {"comtrade_v1", Rows{4, 4, 0, 0}},
		"comtrade_v1_get_C_A_HS_CHN_2010.json":      {"comtrade_v1", Rows{4, 4, 0, 0}},
		"eurostat_comext_full_202402_excerpt.dat":   {"eurostat_comext", Rows{5, 5, 0, 0}},
		"hts_csv_shape_only.csv":                    {"usitc_hts_csv", Rows{3, 3, 0, 0}},
		"jodi_oil_shape_only.csv":                   {"jodi_oil", Rows{5, 5, 0, 0}},
		"usitc_dataweb_general_imports_excerpt.csv": {"usitc_dataweb", Rows{7, 6, 0, 1}},
		"world_bank_indicator_shape_only.csv":       {"worldbank_indicator", Rows{2, 2, 0, 0}},
	}
	paths, err := filepath.Glob(filepath.Join(data, "layouts", "samples", "*"))
	require.NoError(t, err)
	require.Len(t, paths, len(want))
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			f, err := Open(path, spreadsheet.ReadOptions{})
			require.NoError(t, err)
			defer func() { assert.NoError(t, f.Close()) }()
			var matches []string
			for _, name := range layoutNames() {
				if _, err := f.Detect(context.Background(), Options{Layout: name}); err == nil {
					matches = append(matches, name)
				}
			}
			w := want[filepath.Base(path)]
			assert.Equal(t, []string{w.layout}, matches)
			rep, err := f.Read(context.Background(), Options{Lenient: true}, Visit{})
			require.NoError(t, err)
			assert.Equal(t, w.rows, rep.Rows)
		})
	}
}

// TestDataWebFigures compares an excerpt of general imports with the figures that
// DataWeb printed on the screen, in dollars.
func TestDataWebFigures(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA is not set")
	}
	path := filepath.Join(data, "layouts", "samples", "usitc_dataweb_general_imports_excerpt.csv")
	// An excerpt has the totals of the whole, which is a problem of a strict import.
	_, err := Import(context.Background(), path, Options{})
	var rejected *RejectedError
	require.ErrorAs(t, err, &rejected)
	res, err := Import(context.Background(), path, Options{Lenient: true})
	require.NoError(t, err)
	have := map[string]string{}
	for _, f := range res.Flows.All() {
		y, _, _ := f.Period.From.Parts()
		have[fmt.Sprintf("%s %d", f.Origin, y)] = f.Value.Amount.String()
		assert.Equal(t, trade.Country("US"), f.Destination)
		assert.Equal(t, trade.CustomsValue, f.Basis)
	}
	for at, want := range map[string]string{
		"IN 2024": "87338082770", "IN 2025": "103824152785", "CN 2024": "438741998078", "CN 2025": "308379722302",
		"RU 2024": "3007309060", "RU 2025": "3793367776", "BR 2025": "39937867130", "AF 2017": "14423622",
	} {
		assert.Equal(t, want, have[at], at)
	}
	assert.NotContains(t, have, "IN 2026", "a year that is not known yet")
	// The row of totals is of all 246 countries, of which the excerpt has 6.
	checks := map[string]Check{}
	for _, c := range res.Report.Checks {
		checks[c.Name] = c
	}
	assert.True(t, checks["total 2025"].Stated.Equal(decimal.RequireFromString("3415747108487")))
	assert.False(t, checks["total 2025"].OK)
	assert.Equal(t, "246", checks["data row count"].Stated.String())
	assert.Equal(t, "6", checks["data row count"].Found.String())
	// 2025: 34,719,509 + 39,937,867,130 + 308,379,722,302 + 103,824,152,785 + 3,793,367,776 + 16,412,095,764
	assert.Equal(t, "472381925266", checks["total 2025"].Found.String())
}

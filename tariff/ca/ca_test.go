package ca

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/trade"
)

func TestBookCompiles(t *testing.T) {
	b := Book()
	_, err := tariff.Compile(b)
	require.NoError(t, err)
	b.Measures[0].Heading = "edited"
	require.NotEqual(t, "edited", Book().Measures[0].Heading)
}

func TestGoldenEntries(t *testing.T) {
	tarifftest.Run(t, Book(), os.DirFS("../../testdata"), "*.txt")
}

// TestMatrix: the two lists of 2025 together are the lines that the United States counted
// on 28 March 2025, at 25 %, none more and none less.
func TestMatrix(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	f, err := os.Open(filepath.Join(data, "importers", "ita_retaliation_matrix_2025-03-28.csv.gz"))
	require.NoError(t, err)
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	require.NoError(t, err)
	rows, err := csv.NewReader(unpacked).ReadAll()
	require.NoError(t, err)
	panel, err := panel.New(Book(), panel.Options{Origins: []trade.Country{"US"}})
	require.NoError(t, err)
	on := trade.NewDate(2025, 3, 28)
	counted := map[trade.Product]bool{}
	for _, row := range rows[1:] {
		if row[0] != "Canada" {
			continue
		}
		p, err := trade.ParseProduct(row[1])
		require.NoError(t, err)
		counted[p] = true
		rate, in, err := panel.Rate(p, "US", on)
		require.NoError(t, err)
		assert.True(t, in, row[1])
		assert.Equal(t, "0.25", rate.Additional.String(), row[1])
		assert.Equal(t, "25.0", row[3], row[1])
	}
	assert.Len(t, counted, 1795)
	charged := 0
	for _, p := range panel.Products() {
		if rate, in, err := panel.Rate(p, "US", on); err == nil && in && !rate.Additional.IsZero() {
			charged++
			assert.True(t, counted[p[:8]], p)
		}
	}
	assert.Equal(t, 1795, charged)
}

// TestCounts: as many items as the orders have.
func TestCounts(t *testing.T) {
	want := map[string]int{
		"goods_2025_1": 1256, "metals_2025": 294, "goods_2025_2": 245, "goods_2026_15": 21, "goods_2026_25": 172,
		"goods_2026_50": 142, "aluminum_2026_25": 2, "aluminum_2026_50": 27, "steel_2026_25": 21, "steel_2026_50": 244,
	}
	b, sum := Book(), 0
	for _, l := range b.Lists {
		assert.Len(t, l.Entries, want[l.Name], l.Name)
		sum += len(l.Entries)
	}
	assert.Len(t, b.Lists, len(want))
	assert.Equal(t, 2424, sum)
}

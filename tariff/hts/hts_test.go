package hts

import (
	"compress/gzip"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

func TestRead(t *testing.T) {
	r, err := ReadFile(os.DirFS("testdata"), "hts_small.json")
	require.NoError(t, err)
	assert.Equal(t, "small", r.Name)
	require.Len(t, r.Rows, 8)
	shirt := r.Rows[3]
	assert.Equal(t, trade.Product("6109100012"), shirt.Number)
	assert.Equal(t, Rates{"16.5%", "Free (AU,BH)", "90%"}, shirt.Rates, "a statistical number takes the rates of its line")
	assert.Equal(t, trade.Product("61091000"), shirt.RatesFrom)
	assert.Equal(t, []string{"doz.", "kg"}, shirt.Units)
	assert.Equal(t, []trade.Product{"99038815"}, r.Rows[1].Chapter99)
	assert.Equal(t, []trade.Product{"99034525", "99034527", "99039102"}, r.Rows[6].Chapter99)
	assert.True(t, r.Rows[4].Rates.IsZero(), "6109.90 stands beside 6109.10.00, not under it")
	assert.Equal(t, "35%", r.Rows[6].Rates.Other)

	lines := r.Lines()
	require.Len(t, lines, 3)
	assert.Equal(t, trade.Product("6109100012"), lines[0].Number)
	assert.Equal(t, trade.Product("6109901500"), lines[1].Number)
	assert.Equal(t, trade.Product("8541430000"), lines[2].Number, "a line without numbers is padded")
	require.Len(t, r.Headings(), 1)
}

func TestReadGzip(t *testing.T) {
	plain, err := os.ReadFile("testdata/hts_small.json")
	require.NoError(t, err)
	var packed strings.Builder
	z := gzip.NewWriter(&packed)
	_, err = z.Write(plain)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	r, err := ReadFile(fstest.MapFS{"d/hts_2025_basic.json.gz": {Data: []byte(packed.String())}},
		"d/hts_2025_basic.json.gz")
	require.NoError(t, err)
	assert.Equal(t, "2025_basic", r.Name)
	assert.Len(t, r.Rows, 8)
}

func TestReadRefuses(t *testing.T) {
	for text, says := range map[string]string{
		``:                                   "want a JSON list",
		`{}`:                                 "want a JSON list",
		`[]`:                                 "holds no row",
		`[{"htsno":"0101","indent":"0"}`:     "ends in the middle",
		`[{"htsno":"0101","indent":"zero"}]`: "row 1 (0101): indent",
		`[{"htsno":"010","indent":"0"}]`:     "row 1 (010): product",
		`[{"htsno":"0101","indent":"0"},{"htsno":"0101","indent":"0"}]`: "row 2 (0101): stands already in row 1",
		`[{"htsno":5,"indent":"0"}]`:                                    "row 1",
	} {
		_, err := Read("x", strings.NewReader(text))
		var e *RowError
		require.ErrorAs(t, err, &e, text)
		assert.Contains(t, err.Error(), says)
	}
	_, err := ReadFile(fstest.MapFS{"a.json.gz": {Data: []byte("no")}}, "a.json.gz")
	require.ErrorAs(t, err, new(*RowError))
}

// TestPublished reads published files where they are: the sizes of the product
// universe are published figures.
func TestPublished(t *testing.T) {
	dir := os.Getenv("TRADESHOCK_DATA")
	if dir == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	for name, lines := range map[string]int{"2025_basic": 20204, "2025_rev_20": 20241, "2026_rev_4": 20329} {
		start := time.Now()
		r, err := ReadFile(os.DirFS(dir), "hts/hts_"+name+".json.gz")
		require.NoError(t, err)
		assert.Len(t, r.Rows, len(r.Rows))
		assert.Equal(t, lines, len(r.Lines()), name) //nolint:testifylint // the lines are too many to print
		t.Logf("%s: %d rows in %s", name, len(r.Rows), time.Since(start))
	}
}

func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("testdata/hts_small.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(data))
	f.Fuzz(func(t *testing.T, text string) {
		r, err := Read("fuzz", strings.NewReader(text))
		if err == nil && len(r.Lines()) > len(r.Rows) {
			t.Fatal("more lines than rows")
		}
	})
}

package cn

import (
	"compress/gzip"
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
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

// TestMatrix compares the book with what the United States counted on 28 March 2025, line
// by line, by the added duty alone.
func TestMatrix(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	b := Book()
	b.BaseRates = []law.BaseRate{{Products: trade.AllProducts(), Duty: "0%", Source: "the test"}}
	engine, err := tariff.Compile(b)
	require.NoError(t, err)
	named := map[string]bool{}
	for _, l := range b.Lists {
		if l.Name != "held" && !strings.HasPrefix(l.Name, "sum_") && !strings.HasPrefix(l.Name, "not_read") {
			for _, e := range l.Entries {
				named[string(e.Code)] = true
			}
		}
	}
	same, vehicles, summed, waiting := 0, 0, 0, 0
	for _, row := range matrixRows(t, data) {
		code, want := row[1], decimal.RequireFromString(row[3]).Mul(decimal.NewFromInt(100))
		a := engine.Charge(tariff.Entry{
			Date: trade.NewDate(2025, 3, 28), Origin: "US", Product: trade.Product(code), Value: decimal.NewFromInt(10_000),
		})
		switch {
		case a.Err != nil:
			require.Equal(t, "missing_fact", tariff.ErrorCode(a.Err), code)
			require.True(t, strings.HasPrefix(code, "87"), code)
			waiting++
		case a.Total.Equal(want) && inSum(b, code):
			summed++
		case a.Total.Equal(want):
			same++
			require.True(t, named[code], code)
		default:
			// A vehicle whose duty of 2018 China suspended and the United States still counted.
			require.Equal(t, "2500", want.Sub(a.Total).String(), code)
			require.True(t, strings.HasPrefix(code, "87"), code)
			vehicles++
		}
	}
	assert.Equal(t, 6257, same)
	assert.Equal(t, 140, vehicles)
	assert.Equal(t, 651, summed+waiting)
	assert.Equal(t, 69, waiting)
}

// inSum reports whether a code came after the lists of 2018 and 2019.
func inSum(b *law.Book, code string) bool {
	line, _, err := b.Schedule.Find(trade.Product(code), trade.NewDate(2025, 3, 28))
	return err == nil && !line.During.From.IsZero()
}

// matrixRows are the rows of China.
func matrixRows(t *testing.T, data string) [][]string {
	f, err := os.Open(filepath.Join(data, "importers", "ita_retaliation_matrix_2025-03-28.csv.gz"))
	require.NoError(t, err)
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	require.NoError(t, err)
	all, err := csv.NewReader(unpacked).ReadAll()
	require.NoError(t, err)
	var out [][]string
	for _, row := range all[1:] {
		if row[0] == "China" {
			out = append(out, row)
		}
	}
	return out
}

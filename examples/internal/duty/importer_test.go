package duty

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestImporter: the embedded books of other countries, in their currency.
func TestImporter(t *testing.T) {
	status, out,
		words := runDuty(t, strings.Fields("-importer CA -origin US -hts 7208.10.00 -value 10000 -date 2026-09-08 -json")...)
	require.Zero(t, status, words)
	var a struct {
		Total    string `json:"total_duty"`
		Currency string
	}
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "5000.00", a.Total)
	assert.Equal(t, "CAD", a.Currency)

	crude := "-importer CN -origin US -hts 2709.00.00 -value 10000 -date 2026-10-01"
	status, out, words = runDuty(t, append(strings.Fields(crude), "-rate", "0%")...)
	require.Zero(t, status, words)
	assert.Contains(t, out, "22.5%")
	assert.Contains(t, out, "amounts in CNY")
	status, _, words = runDuty(t, strings.Fields(crude)...)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "the book does not hold it")
	assert.Contains(t, words, "the duties added to it come to 2250.00")
	_, out, _ = runDuty(t, strings.Fields(crude+" -json")...)
	assert.Contains(t, out, `"additional_duty": "2250.00"`)
	_, _, words = runDuty(t, strings.Fields("-importer CN -origin US -hts 8708.99.99 -value 10000 -date 2026-10-01")...)
	assert.NotContains(t, words, "come to", "an added duty is missing too")
	status, _, words = runDuty(t,
		strings.Fields("-importer CA -origin US -hts 7208.10.00 -value 10000 -date 2026-09-08 -fees sea")...)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "United States")
}

// TestOwnCountry: a country that nobody wrote Go for, in one text and one table.
func TestOwnCountry(t *testing.T) {
	dir := t.TempDir()
	book, table := filepath.Join(dir, "examplia.txt"), filepath.Join(dir, "rates.csv")
	require.NoError(t, os.WriteFile(book, []byte(`book Examplia
importer XK
currency EUR
known from 2026-01-01 until 2026-12-31
schedule rates.csv
program Safeguards / steel
  cite Decision 12/2026
  origins every country
  products 7208
  measure 99.10 | steel of others
    duty 15% from 2026-04-01
`), 0o600))
	require.NoError(t,
		os.WriteFile(table,
			[]byte("code,duty,from,to\n7208.10,3%,,\n0801.31,12.8 % + 93.1 EUR/100 kg,,\n0702,8.8 % + EP,,\n"), 0o600))
	ask := func(args string) (int, string, string) {
		return runDuty(t, append([]string{"-book", book, "-origin", "US"}, strings.Fields(args)...)...)
	}
	status, out, words := ask("-hts 7208.10.00 -value 1000 -date 2026-04-01 -json")
	require.Zero(t, status, words)
	assert.Contains(t, out, `"total_duty": "180.00"`, "3 and 15 %")
	assert.Contains(t, out, `"currency": "EUR"`)
	status, out, words = ask("-hts 0801.31.00 -value 1000 -date 2026-04-01 -qty 200:kg -json")
	require.Zero(t, status, words)
	assert.Contains(t, out, `"total_duty": "314.20"`, "128 and twice 93.10")
	status, _, words = ask("-hts 0702.00.00 -value 1000 -date 2026-04-01")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "8.8 % + EP (an entry price)")
	// The file goes with -importer as well, and the country with -book.
	for _, border := range [][]string{
		{"-importer", book},
		{"-book", book, "-importer", "XK"},
		{"-book", book, "-importer", "Kosovo"},
	} {
		status, out,
			words := runDuty(t, append(border, strings.Fields("-origin US -hts 7208.10.00 -value 1000 -date 2026-04-01")...)...)
		require.Zero(t, status, words)
		assert.Contains(t, out, "entered on 2026-04-01\n", "a schedule of one's own has no edition to name")
		assert.Contains(t, out, "180.00")
	}
	for _, border := range [][]string{
		{"-book", book, "-importer", "FR"},
		{"-importer", "FR"},
		{"-importer", "no.txt"},
		{"-book", book, "-importer", "nowhere"},
	} {
		status, _, words := runDuty(t,
			append(border, strings.Fields("-origin US -hts 7208.10.00 -value 1000 -date 2026-04-01")...)...)
		assert.Equal(t, 1, status)
		assert.Contains(t, words, border[len(border)-1])
	}
	require.NoError(t, os.Remove(table))
	status, _, words = ask("-hts 0801.31.00 -value 1000 -date 2026-04-01")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "rates.csv")
}

// TestSchedule: a table states the base rates that a book does not hold.
func TestSchedule(t *testing.T) {
	table := filepath.Join(t.TempDir(), "rates.csv")
	require.NoError(t, os.WriteFile(table, []byte("code,duty\n2709.00.00,1%\n"), 0o600))
	status, out,
		words := runDuty(t, "-schedule", table, "-importer", "CN", "-origin", "US", "-hts", "27090000", "-value", "10000",
		"-date", "2026-10-01", "-json")
	require.Zero(t, status, words)
	assert.Contains(t, out, `"total_duty": "2350.00"`, "1 and 22.5 %")
}

// TestOfficialLayouts: tables in the form of the European Union and of the United Kingdom are read
// as the schedule of a book, answered, and refused by their text where it is not computed.
func TestOfficialLayouts(t *testing.T) {
	for _, c := range []struct{ currency, table, args, want string }{
		{"EUR", "taric_shape.csv", "-hts 0201.10.00 -qty 200:kg", "314.20"}, // 12.8 % + 93.10 for 100 kg
		{"EUR", "taric_shape.csv", "-hts 7208.10.00.10", "50.00"},
		{"EUR", "taric_shape.csv", "-hts 1806.10.00.00", "an agricultural component"},
		{"EUR", "taric_shape.csv", "-hts 3102.10.00", "a duty under conditions"},
		{"GBP", "uk_shape.csv", "-hts 0805.22.00.20 -qty 100:kg", "100.00"}, // 16 %, and not more than 100 for 100 kg
		{"GBP", "uk_shape.csv", "-hts 0805.22.00.20 -qty 200:kg", "160.00"},
		{"GBP", "uk_shape.csv", "-hts 0805.22.00.20", "the quantity in kg"},
		{"EUR", "uk_shape.csv", "-hts 0201.10.00 -qty 100:kg", "an amount in GBP"},
	} {
		dir := t.TempDir()
		table, err := os.ReadFile(filepath.Join("..", "..", "..", "tariff", "schedule", "testdata", c.table))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "rates.csv"), table, 0o600))
		book := filepath.Join(dir, "book.txt")
		require.NoError(t, os.WriteFile(book, []byte("book X\nimporter XK\ncurrency "+c.currency+
			"\nknown from 2026-01-01 until 2026-12-31\nschedule rates.csv\n"), 0o600))
		_, out, words := runDuty(t,
			append([]string{"-importer", book}, strings.Fields("-origin IN -value 1000 -date 2026-03-01 "+c.args)...)...)
		assert.Contains(t, out+words, c.want, "%s %s", c.table, c.args)
	}
}

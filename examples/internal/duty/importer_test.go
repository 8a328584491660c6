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
	status, out, words := runDuty(t, strings.Fields("-importer CA -origin US -hts 7208.10.00 -value 10000 -date 2026-09-08 -json")...)
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
	status, _, words = runDuty(t, strings.Fields("-importer CA -origin US -hts 7208.10.00 -value 10000 -date 2026-09-08 -fees sea")...)
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
	require.NoError(t, os.WriteFile(table, []byte("code,duty,from,to\n7208.10,3%,,\n0801.31,12.8 % + 93.1 EUR/100 kg,,\n0702,8.8 % + EP,,\n"), 0o600))
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
	require.NoError(t, os.Remove(table))
	status, _, words = ask("-hts 0801.31.00 -value 1000 -date 2026-04-01")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "rates.csv")
}

// TestSchedule: a table states the base rates that a book does not hold.
func TestSchedule(t *testing.T) {
	table := filepath.Join(t.TempDir(), "rates.csv")
	require.NoError(t, os.WriteFile(table, []byte("code,duty\n2709.00.00,1%\n"), 0o600))
	status, out, words := runDuty(t, "-schedule", table, "-importer", "CN", "-origin", "US", "-hts", "27090000", "-value", "10000", "-date", "2026-10-01", "-json")
	require.Zero(t, status, words)
	assert.Contains(t, out, `"total_duty": "2350.00"`, "1 and 22.5 %")
}

package check

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestForeignCodes: codes of the Indian tariff in a sheet of imports of the United States
// are noticed; those of the own tariff, and of imports of others, are not.
func TestForeignCodes(t *testing.T) {
	rows := "2025-09,IN,US,30049099,7,,\n2025-09,IN,US,61091000,5,,\n2025-09,IN,US,6109.10.00.12,4,,\n" +
		"2025-09,US,IN,30049099,9,,\n"
	status, out, _ := try(t, "-json", file(t, "flows.csv", header+rows))
	assert.Equal(t, 3, status, "61091000 is not the sum of 6109100012")
	var d document
	require.NoError(t, json.Unmarshal([]byte(out), &d))
	require.NotNil(t, d.ForeignCodes)
	assert.Equal(t, 1, d.ForeignCodes.Codes)
	assert.Equal(t, "3004.90.99", d.ForeignCodes.First)
	assert.Equal(t, "7", d.ForeignCodes.Values["value_usd"])
	status, out, _ = try(t, file(t, "flows.csv", header+"2025-09,IN,US,6109.10.00.12,4,,\n2025-09,US,IN,30049099,9,,\n"))
	assert.Zero(t, status)
	assert.NotContains(t, out, "tariff")
}

// TestReadingFlags: a sheet in a person's own words is read by flags.
func TestReadingFlags(t *testing.T) {
	path := file(t, "mine.csv", "Month,From,HTS,\"Customs value, USD thousand\"\n1/9/2025,India,6109.10,1.5\n")
	status, _, words := try(t, path)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "column period=Month")
	status, out, words := try(t, path, "-json", "-column", "period=Month", "-column", "origin=From", "-column", "hs=HTS",
		"-column", "value=Customs value, USD thousand", "-destination", "US", "-dates", "dmy")
	require.Zero(t, status, words)
	assert.Contains(t, out, `"value_usd": "1500"`)
	for _, args := range [][]string{
		{path, "-column", "x=y"},
		{path, "-column", "period"},
		{path, "-column", "hs=a", "-column", "hts=b"},
		{path, "-dates", "ymd"},
		{path, "-unit", "cowries"},
		{path, "-origin", "Atlantis"},
		{path, "-destination", "Atlantis"},
	} {
		status, _, words = try(t, args...)
		assert.Equal(t, 2, status, args)
		assert.NotEmpty(t, words)
	}
}

// TestTotals: a total that does not fit ends with 3 and one that fits does not, and the
// amounts add up in the answer.
func TestTotals(t *testing.T) {
	rows := "2024-05,IN,US,850440,1000,,\n2024-05,CN,US,850440,500,,\n"
	for total, want := range map[string]int{"1500": 0, "1501": 3} {
		status, out,
			words := try(t, "-json",
			file(t, "flows.csv", header+rows+"Total,,,,"+total+",,\n,,,,,,\n\"Source: my office, downloaded\",,,,,,\n"))
		assert.Equal(t, want, status, words)
		var d document
		require.NoError(t, json.Unmarshal([]byte(out), &d))
		assert.Equal(t, rows5, d.Rows)
		assert.Equal(t, "1500", d.Amounts.Read["value_usd"])
		assert.Equal(t, "1500", d.Amounts.Accepted["value_usd"])
		assert.Len(t, d.Rejects, want/3)
	}
	status, out,
		_ := try(t, file(t, "flows.csv", header+rows+"2024-05,World,US,850440,1500,,\n2024-05,XX,US,850440,7,,\n"))
	assert.Equal(t, 3, status)
	assert.Contains(t, out, "USD 3,007.00 read = 1,500.00 accepted + 7.00 rejected + 1,500.00 skipped")
	assert.Contains(t, out, "sum of countries, first A4; USD 1,500.00")
}

var rows5 = rows{Read: 5, Accepted: 2, Skipped: 3}

package panel

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Knitted apparel of India: twice 25 percent on all of it; the whole is there beside it.
func TestWeighted(t *testing.T) {
	status, out, words := ask("-date 2025-09-01 -weights imports-2024 -origin IN -hts 61 -csv")
	require.Zero(t, status, words)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, "date,country,weighted_additional,weighted_total,imports_usd", strings.Join(rows[0], ","))
	assert.Equal(t, "ALL", rows[1][1])
	assert.Equal(t, []string{"2025-09-01", "IN", "0.500000"}, rows[2][:3])
	assert.Equal(t, "2341337514", rows[2][4], "the sum of chapter 61 of India in the Census file")

	status, out, words = ask("-date 2025-09-01 -weights imports-2024 -origin FR,JP -hts 8703 -by chapter -csv")
	require.Zero(t, status, words)
	assert.Contains(t, words, "FR is weighed within EU")
	assert.Contains(t, out, "date,country,chapter,weighted_additional,weighted_total,imports_usd\n2025-09-01,ALL,87,")
	assert.Contains(t, out, "\n2025-09-01,EU,87,")
	_, out, _ = ask("-date 2025-09-01 -weights imports-2024 -origin IN -hts 61 -by authority -csv")
	assert.Contains(t, out, "2025-09-01,IN,IEEPA,0.500000,2341337514")
}

// Trade without a rate is stated with its value: 9999.95.00.00 is no number of the schedule.
func TestWeightedSaysWhatHasNoRate(t *testing.T) {
	status, out, words := ask("-date 2026-03-01 -weights imports-2024 -hts 99 -csv")
	require.Zero(t, status, words)
	assert.Equal(t, "date,country,weighted_additional,weighted_total,imports_usd\n", out,
		"no trade has a rate: no row, and not 0")
	assert.Contains(t, words, "24,240,115,445.00 USD of the imports has no rate")
}

func TestWeightedWrongUse(t *testing.T) {
	for _, line := range []string{
		"-date 2025-09-01 -weights mine", "-intervals -weights imports-2024",
		"-date 2025-09-01 -by chapter",
	} {
		status, _, words := ask(line)
		assert.Equal(t, 2, status, "%s: %s", line, words)
	}
	status, _, words := ask("-date 2025-09-01 -weights imports-2024 -origin JO -hts 61")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "not told apart")
	status, _, words = ask("-date 2029-09-01 -weights imports-2024 -hts 61")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-hold")
}

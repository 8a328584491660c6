package panel

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestImporter: the panel of another country is that of its book, and a base rate that it
// does not hold is no 0.
func TestImporter(t *testing.T) {
	status, out, words := ask("-importer CN -intervals -hts 2709 -csv")
	require.Zero(t, status, words)
	assert.Contains(t, out, "2709.00.00.00,US,2025-05-14,2026-10-11,,0.225,\n")
	assert.Contains(t, out, "2709.00.00.00,US,2025-04-12,2025-05-14,,1.375,\n")
	assert.NotContains(t, out, ",AT,", "the book covers the United States alone")
	assert.Contains(t, words, "does not hold the base rate")
	status, out, words = ask("-importer CA -date 2026-09-08,2026-09-07 -hts 7208.10 -csv")
	require.Zero(t, status, words)
	assert.Contains(t, out, "2026-09-08,US,0.500000,0.500000,1\n2026-09-07,US,0.250000,0.250000,1\n")
	status, out, words = ask("-importer CN -date 2026-10-01 -hts 2709 -csv")
	require.Zero(t, status, words)
	assert.Contains(t, out, "2026-10-01,US,0.225000,,1\n")
	status, _, words = ask("-importer CA -date 2026-09-08 -origin IN")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "complete for US only")
	status, _, words = ask("-importer FR -date 2026-09-08")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "US, CA, CN")
}

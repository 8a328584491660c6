package workbook

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// What the writer writes comes back.
func TestReadWhatIsWritten(t *testing.T) {
	d := document(t, bytesOf(t, sample()), "sample.xlsx", spreadsheet.ReadOptions{})
	assert.Equal(t, "xlsx", d.Format())
	require.Len(t, d.Sheets(), 4)
	require.NoError(t, d.Verify(context.Background()))
	cells, err := readAll(t, d, "Lines & cells")
	require.NoError(t, err)
	assert.Equal(t, "0101.21.00.10", cells["A2"].Text)
	assert.Equal(t, spreadsheet.Value{Kind: spreadsheet.ValueNumber, Text: "1000000.5"}, cells["E2"])
	assert.Equal(t, spreadsheet.ValueDate, cells["D2"].Kind)
	assert.Equal(t, "2025-08-27", cells["D2"].Date.String())
	assert.Equal(t, "1900-01-01", cells["D3"].Text, "text, because programs disagree about that day")
}

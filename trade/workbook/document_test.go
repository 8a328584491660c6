package workbook

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// readAll reads a sheet into texts by address.
func readAll(t testing.TB, d *spreadsheet.Document, sheet string) (map[string]spreadsheet.Value, error) {
	t.Helper()
	all := map[string]spreadsheet.Value{}
	for row, err := range d.Rows(context.Background(), sheet) {
		if err != nil {
			return all, err
		}
		for i, c := range row.Cells {
			if c.Kind != spreadsheet.ValueEmpty {
				all[row.Address(i)] = c
			}
		}
	}
	return all, nil
}

func document(t testing.TB, file []byte, name string, o spreadsheet.ReadOptions) *spreadsheet.Document {
	t.Helper()
	d, err := spreadsheet.NewDocument(bytes.NewReader(file), int64(len(file)), name, o)
	require.NoError(t, err)
	return d
}

package spreadsheet

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// readAll reads a sheet into texts by address.
func readAll(t testing.TB, d *Document, sheet string) (map[string]Value, error) {
	t.Helper()
	all := map[string]Value{}
	for row, err := range d.Rows(context.Background(), sheet) {
		if err != nil {
			return all, err
		}
		for i, c := range row.Cells {
			if c.Kind != ValueEmpty {
				all[row.Address(i)] = c
			}
		}
	}
	return all, nil
}

func document(t testing.TB, file []byte, name string, o ReadOptions) *Document {
	t.Helper()
	d, err := NewDocument(bytes.NewReader(file), int64(len(file)), name, o)
	require.NoError(t, err)
	return d
}

// codeOf is the code of an import error, or what else went wrong.
func codeOf(err error) string {
	var e *ImportError
	if errors.As(err, &e) {
		return string(e.Code)
	}
	return err.Error()
}

// What the writer writes comes back.
func TestReadWhatIsWritten(t *testing.T) {
	d := document(t, bytesOf(t, sample()), "sample.xlsx", ReadOptions{})
	assert.Equal(t, FileXLSX, d.Format())
	require.Len(t, d.Sheets(), 4)
	require.NoError(t, d.Verify(context.Background()))
	cells, err := readAll(t, d, "Lines & cells")
	require.NoError(t, err)
	assert.Equal(t, "0101.21.00.10", cells["A2"].Text)
	assert.Equal(t, Value{Kind: ValueNumber, Text: "1000000.5"}, cells["E2"])
	assert.Equal(t, ValueDate, cells["D2"].Kind)
	assert.Equal(t, "2025-08-27", cells["D2"].Date.String())
	assert.Equal(t, "1900-01-01", cells["D3"].Text, "text, because programs disagree about that day")
}

func TestReadCSV(t *testing.T) {
	text := "\xEF\xBB\xBFhs,value\r\n0101,\"1,5\"\r\n\r\n\"a\nb\",x,,\r\n"
	d := document(t, []byte(text), "a.csv", ReadOptions{})
	var got []string
	for row, err := range d.Rows(context.Background(), "") {
		require.NoError(t, err)
		line := []string{}
		for _, c := range row.Cells {
			line = append(line, c.Text)
		}
		got = append(got, strings.Join(line, "|"))
	}
	assert.Equal(t, []string{"hs|value", "0101|1,5", "", "a\nb|x"}, got)
}

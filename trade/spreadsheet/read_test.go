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

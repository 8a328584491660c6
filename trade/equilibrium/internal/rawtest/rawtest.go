// Package rawtest reads the published data against which the models are tested. They are not part
// of the project: a test that asks for them is skipped where TRADESHOCK_DATA names no folder.
package rawtest

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Rows are the records of a CSV file in the folder of models, with its header; a name that ends
// in .gz is unpacked.
func Rows(t testing.TB, path string) [][]string {
	t.Helper()
	dir := os.Getenv("TRADESHOCK_DATA")
	if dir == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw data")
	}
	f, err := os.Open(filepath.Join(dir, "models", path))
	require.NoError(t, err)
	defer f.Close()
	in := io.Reader(f)
	if strings.HasSuffix(path, ".gz") {
		in, err = gzip.NewReader(f)
		require.NoError(t, err)
	}
	rows, err := csv.NewReader(in).ReadAll()
	require.NoError(t, err)
	return rows
}

// Maps are the rows below the header, by the names of their columns.
func Maps(t testing.TB, path string) (out []map[string]string) {
	t.Helper()
	rows := Rows(t, path)
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, name := range rows[0] {
			m[name] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// Number reads a number.
func Number(t testing.TB, text string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return v
}

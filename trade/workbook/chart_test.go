package workbook

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Bars stand on zero, unless one of them goes down.
func TestBarsStandOnZero(t *testing.T) {
	for _, c := range []struct {
		second int64
		zero   bool
	}{{356, true}, {-5, false}} {
		w := Workbook{Sheets: []Sheet{{
			Name: "Sums", Columns: []Column{{Header: "law"}, {Header: "duty", Format: FormatInteger}},
			Rows:   [][]Cell{{Text("baseline"), Int(388)}, {Text("scenario"), Int(c.second)}},
			Charts: []Chart{{Title: "Duty by law", Category: 0, Series: []int{1}}},
		}}}
		var b bytes.Buffer
		_, err := w.WriteTo(&b)
		require.NoError(t, err)
		parts, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
		require.NoError(t, err)
		file, err := parts.Open("xl/charts/chart1.xml")
		require.NoError(t, err)
		text, err := io.ReadAll(file)
		require.NoError(t, err)
		assert.Equal(t, c.zero, strings.Contains(string(text), `<min val="0">`))
	}
}

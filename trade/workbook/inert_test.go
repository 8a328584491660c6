package workbook

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Texts that programs have been made to run.
var payloads = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=cmd|'/c calc'!A1", `=HYPERLINK("http://example.com","x")`,
	"=DDE(\"cmd\";\"/C calc\";\"x\")", "'=1", "''-1", "＝1", "-5", "- a list", "'quoted'", "'", "", "plain", "a=b", `"=1"`,
}

// A table as CSV: text cannot run, numbers are numbers with every digit, and reading
// gives the text back.
func TestWriteCSV(t *testing.T) {
	s := Sheet{
		Name: "S", Title: []string{"not written"}, Notes: []string{"not written"},
		Columns: []Column{{Header: "text"}, {Header: "=number"}, {Header: "day"}, {Header: "sum"}},
	}
	for _, text := range payloads {
		s.Rows = append(s.Rows,
			[]Cell{Text(text), num("-12345678901234567890.5"), Day(trade.NewDate(2025, 8, 27)), Formula("1+1", dec("2"))})
	}
	var b bytes.Buffer
	require.NoError(t, s.WriteCSV(&b))
	assert.Contains(t, b.String(), "text,'=number,day,sum\n'=1+1,-12345678901234567890.5,2025-08-27,2\n")
	assert.NotContains(t, b.String(), "not written")

	rows, err := readAll(t, document(t, b.Bytes(), "s.csv", spreadsheet.ReadOptions{Inert: true}), "")
	require.NoError(t, err)
	assert.Equal(t, "=number", rows["B1"].Text)
	for i, text := range payloads {
		assert.Equal(t, text, rows[grid.Address(i+1, 0)].Text)
		assert.Equal(t, "-12345678901234567890.5", rows[grid.Address(i+1, 1)].Text)
	}
	rows, err = readAll(t, document(t, b.Bytes(), "s.csv", spreadsheet.ReadOptions{}), "")
	require.NoError(t, err)
	assert.Equal(t, "'=1+1", rows["A2"].Text, "what the file says, without the option")

	s.Rows = [][]Cell{make([]Cell, 5)}
	var e *WorkbookError
	require.True(t, errors.As(s.WriteCSV(&b), &e))
	assert.Equal(t, "E2", e.Problems[0].Cell)
	s.Rows = nil
	broken := errors.New("broken")
	require.ErrorIs(t, s.WriteCSV(&failing{err: broken}), broken)
	s.Stream = func(yield func([]Cell, error) bool) { yield(nil, broken) }
	require.ErrorIs(t, s.WriteCSV(&b), broken)
}

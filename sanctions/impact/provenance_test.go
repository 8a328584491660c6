package impact

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"

	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// A sheet that holds a number says below its table, or on the first page in a row of its own,
// where its figures come from: the file, the book, and the last day known.
func TestEverySheetSaysWhereItsFiguresComeFrom(t *testing.T) {
	s := study(t)
	s.Inputs = []Input{{File: "flows of a test.csv"}}
	r := run(t, s)
	for _, mode := range []Mode{Values, Live} {
		kinds := map[string]bool{}
		for _, w := range workbook(t, r, mode).Sheets {
			text := strings.Join(w.Notes, " ")
			numbers := w.Stream != nil
			for _, row := range w.Rows {
				for i, c := range row {
					_, err := decimal.NewFromString(c.String())
					word := w.Columns[i].Format == sheet.FormatText || w.Columns[i].Format == sheet.FormatCode
					numbers = numbers || err == nil && !word || strings.HasPrefix(c.String(), "=")
					if w.Name == readmeName {
						text += c.String()
					}
				}
			}
			if !numbers || w.Name == inputsName { // whose rows each name their source
				continue
			}
			kinds[strings.TrimRight(w.Name, "0123456789")] = true
			for _, word := range []string{
				"From: ", "flows of a test.csv", s.Book.Name,
				"known until " + s.Book.KnownUntil.String(),
			} {
				assert.True(t, strings.Contains(text, word), "%s does not say %q", w.Name, word)
			}
		}
		for _, name := range []string{
			readmeName, summaryName, scheduleName, flowsName, calcName, "Results_origin",
			"Results_layer", checksName, boundsName, "Why", "Lists_",
		} {
			assert.True(t, kinds[name], "no %s", name)
		}
	}
}

// What stands in two sheets of one report is one table: the annexes of the page are those of
// the workbook, row by row, and the causes add up to the change of the duty.
func TestAnnexes(t *testing.T) {
	r := run(t, study(t))
	total := r.Total()
	names := map[string]bool{}
	for _, a := range r.annexes() {
		assert.False(t, names[a.Sheet], "two sheets %s", a.Sheet)
		names[a.Sheet] = true
		onSheet, onPage := a.onSheet("From: here"), a.onPage()
		assert.Len(t, onSheet.Rows, len(a.Rows))
		assert.Len(t, onPage.Rows, min(pageRows, len(a.Rows)))
		if a.Sheet != "Why" {
			continue
		}
		sum := total.Change(1)
		for _, row := range a.Rows {
			sum = sum.Sub(*row[2].Number)
		}
		assert.True(t, sum.IsZero(), "the causes leave %s unexplained", sum)
	}
	assert.True(t, names["Why"])
}

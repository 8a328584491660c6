package impact

import (
	"encoding/json"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// The summary, the page, the workbook with formulas and the workbook of values state the
// figures of the JSON, to the last digit: every total, share, bound, and group.
func TestSameFiguresInAll(t *testing.T) {
	const flows = `period,origin,destination,hs,value_usd,quantity,unit
2025-08,IN,US,6109100012,100000.07,,
2025-09,IN,US,6109100012,5000.50,,
2025-09,CN,US,7326908688,14172,,
2025-09,IN,US,6302,77000.31,,
2025-09,IN,US,100630,9000.05,,
2025-09,CH,US,910211,40000,,
2026-03,VN,US,9403608040,1234567.89,,
2026-03,VN,GB,9403608040,1,,
2026-03,VN,US,9999999999,3,,
`
	dir := t.TempDir()
	args := []string{"-scenario", "ieepa-falls,no-122"}
	status, text, words := ask(t, flows, append(args, "-json")...)
	require.Equal(t, 3, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(text), &a))
	require.Len(t, a.Scenarios, 2)

	_, summary, _ := ask(t, flows, append(args, "-html", filepath.Join(dir, "page.html"))...)
	page, err := os.ReadFile(filepath.Join(dir, "page.html"))
	require.NoError(t, err)
	shown := html.UnescapeString(string(page))
	_, _, words = ask(t, flows, append(args, "-out", filepath.Join(dir, "live.xlsx"))...)
	require.Contains(t, words, "1 of 9 flows have no answer")
	_, _, _ = ask(t, flows, append(args, "-out", filepath.Join(dir, "values.xlsx"), "-values")...)
	live, values := cellsOf(t, filepath.Join(dir, "live.xlsx")), cellsOf(t, filepath.Join(dir, "values.xlsx"))

	everywhere := func(of, amount string) {
		assert.True(t, strings.Contains(shown, thousands(t, amount)), "%s: the page lacks %s", of, amount)
		assert.True(t, live[plainNumber(t, amount)], "%s: the workbook with formulas lacks %s", of, amount)
		assert.True(t, values[plainNumber(t, amount)], "%s: the workbook of values lacks %s", of, amount)
	}
	whole := func(of string, f figures) {
		for _, amount := range []string{f.Value, f.Duty, f.Bounds.First, f.Bounds.Last, f.Bounds.Lowest, f.Bounds.Highest} {
			everywhere(of, amount)
		}
		for _, amount := range []string{f.Duty, f.Bounds.First, f.Bounds.Last} {
			assert.True(t, strings.Contains(summary, thousands(t, amount)), "%s: the summary lacks %s", of, amount)
		}
		rate, err := decimal.NewFromString(f.EffectiveRate)
		require.NoError(t, err)
		assert.True(t, strings.Contains(summary, trade.Percent(rate)) && strings.Contains(shown, trade.Percent(rate)),
			"%s: %s", of, f.EffectiveRate)
		assert.True(t, live[rate.String()] && values[rate.String()], "%s: %s", of, f.EffectiveRate)
	}
	whole("baseline", a.Baseline)
	n := 0
	for _, s := range a.Scenarios {
		whole(s.Scenario, s.Mechanical.figures)
		everywhere(s.Scenario, s.Mechanical.Change)
		assert.True(t, strings.Contains(summary, thousands(t, s.Mechanical.Change)))
		for _, groups := range [][]group{
			s.Mechanical.ByOrigin, s.Mechanical.ByChapter, s.Mechanical.ByPeriod,
			s.Mechanical.ByLayer,
		} {
			for _, g := range groups {
				n++
				assert.True(t, strings.Contains(shown, ">"+g.Key+"<"), "the page lacks %s", g.Key)
				for _, amount := range []string{g.Value, g.Baseline, g.Duty, g.Change} {
					if amount != "0.00" { // a change of nothing is not printed
						everywhere(s.Scenario+" "+g.Key, amount)
					}
				}
			}
		}
	}
	assert.Greater(t, n, 20)
	for _, part := range []string{a.Values.Read, a.Values.Answered, a.Values.Rejected, a.Values.Skipped} {
		everywhere("account", part)
		assert.True(t, strings.Contains(summary, thousands(t, part)), part)
	}
	require.NotNil(t, a.UnitValues)
	require.NotNil(t, a.LowerBound)
	everywhere("unit values", a.UnitValues.Value)
	everywhere("lower bound", a.LowerBound.Value)
	assert.True(t, strings.Contains(summary, thousands(t, a.UnitValues.Value)))
	share, err := decimal.NewFromString(a.LowerBound.Share)
	require.NoError(t, err)
	for name, text := range map[string]string{
		"summary": summary, "page": shown, "JSON": text,
		"workbook": wordsOf(t, filepath.Join(dir, "live.xlsx")),
	} {
		assert.Contains(t, text, a.LowerBound.Text, name)
		assert.Contains(t, text, trade.Percent(share), name)
		assert.True(t, name == "JSON" || strings.Contains(text, "at least"), name)
	}
	assert.True(t, a.Baseline.LowerBound)
	for _, p := range a.Parted {
		for _, r := range p.Rates[:1] {
			for _, rate := range []string{r.Weighted, r.Lowest, r.Highest} {
				d, err := decimal.NewFromString(rate)
				require.NoError(t, err)
				assert.True(t, strings.Contains(shown, trade.Percent(d)), "parted %s", rate)
			}
		}
	}
	assert.NotEmpty(t, a.Provenance, "figures without where they come from")
	assert.True(t, strings.Contains(shown, a.Provenance))
}

// wordsOf are the cells of a workbook as text.
func wordsOf(t *testing.T, path string) string {
	f, err := excelize.OpenFile(path)
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	var all strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		require.NoError(t, err)
		for _, row := range rows {
			all.WriteString(strings.Join(row, "\n") + "\n")
		}
	}
	return all.String()
}

// cellsOf are the numbers of a workbook, as their digits.
func cellsOf(t *testing.T, path string) map[string]bool {
	f, err := excelize.OpenFile(path, excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	cells := map[string]bool{}
	number := regexp.MustCompile(`^-?[0-9]+(\.[0-9]+)?$`)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		require.NoError(t, err)
		for _, row := range rows {
			for _, cell := range row {
				if number.MatchString(cell) {
					cells[plainNumber(t, cell)] = true
				}
			}
		}
	}
	return cells
}

func plainNumber(t *testing.T, text string) string {
	d, err := decimal.NewFromString(text)
	require.NoError(t, err)
	return d.Truncate(12).String()
}

func thousands(t *testing.T, amount string) string {
	d, err := decimal.NewFromString(amount)
	require.NoError(t, err)
	return trade.Thousands(d)
}

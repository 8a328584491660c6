package workbook

import (
	"encoding/xml"
	"errors"
	"html"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// form is what somebody is asked to fill in: cells to change, choices, a cell
// with a mistake and a remark on it.
func form() *Workbook {
	return &Workbook{
		Properties: Properties{Custom: []Property{{"inputs.sha256", "00ff"}, {"scenario", "a & b"}}},
		Names:      []Name{{"Rate", "Rates!$B$2"}, {"Countries", "Lists!$A$2:$A$3"}},
		Sheets: []Sheet{
			{
				Name: "Rates",
				Columns: []Column{
					{
						Header: "Origin", Format: FormatCode, Mark: MarkInput,
						Valid: OneOfRange("Countries").WithHint("A country of the list <1>"),
					},
					{Header: "Rate", Format: FormatPercent, Mark: MarkInput, Valid: NumberBetween(dec("0"), dec("1.5"))},
					{Header: "From", Format: FormatDate, Valid: DateBetween(trade.NewDate(2025, 1, 1), trade.NewDate(2026, 12, 31))},
					{Header: "State", Format: FormatText, Valid: OneOf("imposed", `so "called"`)},
					{Header: "Free"},
				},
				Rows: [][]Cell{
					{Text("IN"), num("0.5"), Day(trade.NewDate(2025, 8, 27)), Text("imposed"), num("1").Marked(MarkBad)},
					{Text("CN"), {}, {}, {}, Cell{}.Marked(MarkBad)},
				},
				Spare: 3,
				Comments: []Comment{
					{Row: 1, Column: 4, Text: "empty; write a number\nsuch as 0.5 < 1"},
					{Row: -1, Column: 1, Text: "a fraction: 0.5 is 50 %"},
				},
				Notes:  []string{"Fill in the yellow cells."},
				Charts: []Chart{{Category: 0, Series: []int{1}}},
			},
			{
				Name: "Lists", Columns: []Column{{Header: "Country", Format: FormatCode}},
				Rows: [][]Cell{{Text("IN")}, {Text("CN")}}, Comments: []Comment{{Text: "first"}},
			},
		},
	}
}

func TestForm(t *testing.T) {
	file := bytesOf(t, form())
	f := open(t, file)
	rules, err := f.GetDataValidations("Rates")
	require.NoError(t, err)
	require.Len(t, rules, 4)
	for i, want := range [][4]string{
		{"list", "A2:A6", "Countries", ""},
		{"decimal", "B2:B6", "0", "1.5"},
		{"date", "C2:C6", "45658", "46387"},
		{"list", "D2:D6", `"imposed,so ""called"""`, ""},
	} {
		assert.Equal(t, want,
			[4]string{rules[i].Type, rules[i].Sqref, html.UnescapeString(rules[i].Formula1), rules[i].Formula2})
	}
	assert.Equal(t, "A country of the list <1>", *rules[0].Error)
	names := f.GetDefinedName()
	assert.Contains(t, names, excelize.DefinedName{Name: "Rate", RefersTo: "Rates!$B$2", Scope: "Workbook"})
	assert.Contains(t, names, excelize.DefinedName{Name: "Countries", RefersTo: "Lists!$A$2:$A$3", Scope: "Workbook"})
	properties, err := f.GetCustomProps()
	require.NoError(t, err)
	assert.Equal(t, []excelize.CustomProperty{{Name: "inputs.sha256", Value: "00ff"}, {Name: "scenario", Value: "a & b"}},
		properties)

	comments, err := f.GetComments("Rates")
	require.NoError(t, err)
	require.Len(t, comments, 2)
	assert.Equal(t, "B1", comments[0].Cell)
	assert.Equal(t, "E3", comments[1].Cell)
	assert.Equal(t, "empty; write a number\nsuch as 0.5 < 1", comments[1].Text)
	comments, err = f.GetComments("Lists")
	require.NoError(t, err)
	require.Len(t, comments, 1)
	assert.Equal(t, "first", comments[0].Text)

	colours := func(at string) (fill, letters string) {
		id, err := f.GetCellStyle("Rates", at)
		require.NoError(t, err)
		style, err := f.GetStyle(id)
		require.NoError(t, err)
		if len(style.Fill.Color) > 0 {
			fill = style.Fill.Color[0]
		}
		if style.Font != nil {
			letters = style.Font.Color
		}
		return fill, letters
	}
	for at, want := range map[string][2]string{
		"A2": {"FFFFCC", "0000FF"}, "B3": {"FFFFCC", "0000FF"}, "B6": {"FFFFCC", "0000FF"},
		"E2": {"FFC7CE", "9C0006"}, "E3": {"FFC7CE", "9C0006"}, "D2": {"", ""},
	} {
		fill, letters := colours(at)
		assert.Equal(t, want, [2]string{fill, letters}, at)
	}
	note, err := f.GetCellValue("Rates", "A9")
	require.NoError(t, err)
	assert.Equal(t, "Fill in the yellow cells.", note, "below the spare rows")

	// Relations and the parts of both sheets with comments belong together.
	all := parts(t, file)
	assert.Contains(t, all["xl/worksheets/sheet1.xml"], `<drawing r:id="rId1"/><legacyDrawing r:id="rId2"/>`)
	assert.Contains(t, all["xl/worksheets/sheet2.xml"], `<legacyDrawing r:id="rId1"/>`)
	for sheet, number := range map[string]string{"sheet1": "1", "sheet2": "2"} {
		assert.Contains(t, all["xl/worksheets/_rels/"+sheet+".xml.rels"], "vmlDrawing"+number+".vml")
		assert.Contains(t, all["xl/worksheets/_rels/"+sheet+".xml.rels"], "comments"+number+".xml")
	}
	for name, text := range all {
		d := xml.NewDecoder(strings.NewReader(text))
		for err = nil; err == nil; {
			_, err = d.Token()
		}
		assert.Equal(t, io.EOF, err, name)
	}
	for range 10 {
		require.Equal(t, file, bytesOf(t, form()))
	}
}

// Each mistake on its own, named.
func TestFormRefused(t *testing.T) {
	for name, c := range map[string]struct {
		code   string
		change func(*Workbook)
	}{
		"mark of a column":    {codeMark, func(w *Workbook) { w.Sheets[0].Columns[0].Mark = markCount }},
		"mark of a cell":      {codeMark, func(w *Workbook) { w.Sheets[0].Rows[0][0].mark = markCount }},
		"no choice":           {codeValidation, func(w *Workbook) { w.Sheets[0].Columns[0].Valid = OneOf() }},
		"choice with a comma": {codeValidation, func(w *Workbook) { w.Sheets[0].Columns[0].Valid = OneOf("a,b") }},
		"too many choices": {codeValidation, func(w *Workbook) {
			w.Sheets[0].Columns[0].Valid = OneOf(strings.Repeat("x", 256))
		}},
		"numbers the wrong way": {codeValidation, func(w *Workbook) {
			w.Sheets[0].Columns[0].Valid = NumberBetween(dec("1"), dec("0"))
		}},
		"days before the start": {codeValidation, func(w *Workbook) {
			w.Sheets[0].Columns[0].Valid = DateBetween(trade.Date{}, trade.Date{})
		}},
		"a list elsewhere": {codeValidation, func(w *Workbook) {
			w.Sheets[0].Columns[0].Valid = OneOfRange("[1]Other!A1:A2")
		}},
		"a hint too long": {codeValidation, func(w *Workbook) {
			w.Sheets[0].Columns[0].Valid = OneOf("a").WithHint(strings.Repeat("x", 226))
		}},
		"comment outside":       {codeComment, func(w *Workbook) { w.Sheets[0].Comments[0].Row = 2 }},
		"comment twice":         {codeComment, func(w *Workbook) { w.Sheets[0].Comments[0] = w.Sheets[0].Comments[1] }},
		"comment without text":  {codeComment, func(w *Workbook) { w.Sheets[0].Comments[0].Text = "" }},
		"comment with a NUL":    {codeBadText, func(w *Workbook) { w.Sheets[0].Comments[0].Text = "\x00" }},
		"too many comments":     {codeComment, func(w *Workbook) { w.Sheets[0].Comments = make([]Comment, maxComments+1) }},
		"spare rows":            {codeSpare, func(w *Workbook) { w.Sheets[0].Spare = -1 }},
		"too many spare rows":   {codeTooManyRows, func(w *Workbook) { w.Sheets[0].Spare = maxRows }},
		"a name like a cell":    {codeName, func(w *Workbook) { w.Names[0].Name = "TAX2025" }},
		"a name like a row":     {codeName, func(w *Workbook) { w.Names[0].Name = "r1c1" }},
		"a name with a blank":   {codeName, func(w *Workbook) { w.Names[0].Name = "the rate" }},
		"a name twice":          {codeName, func(w *Workbook) { w.Names[0].Name = "COUNTRIES" }},
		"a name of elsewhere":   {codeName, func(w *Workbook) { w.Names[0].RefersTo = "'[b.xlsx]S'!A1" }},
		"a property twice":      {codeProperty, func(w *Workbook) { w.Properties.Custom[0].Name = "Scenario" }},
		"no name of a property": {codeProperty, func(w *Workbook) { w.Properties.Custom[0].Name = "" }},
		"rows and a stream": {codeRowsAndStream, func(w *Workbook) {
			w.Sheets[1].Stream = func(func([]Cell, error) bool) {}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			w := form()
			c.change(w)
			_, err := w.WriteTo(io.Discard)
			var e *WorkbookError
			require.True(t, errors.As(err, &e), "%v", err)
			assert.Equal(t, 1, e.Total, "%v", err)
			assert.Equal(t, c.code, e.Problems[0].Code, "%v", err)
		})
	}
}

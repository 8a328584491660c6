package sheets

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// templateRows are the rows of the template that are ready to be filled in; more may
// be added below them.
const templateRows = 5000

// Template is a workbook to fill in: the sheet "Flows" with the columns of the native
// layout, lists of countries and units to choose from, and instructions.
func Template() *workbook.Workbook {
	countries, units := trade.Countries(), trade.Units()
	choice := func(column string, n int, hint string) workbook.Validation {
		return workbook.OneOfRange("Lists!$" + column + "$2:$" + column + "$" + strconv.Itoa(n+1)).WithHint(hint)
	}
	amount := workbook.NumberBetween(decimal.Zero,
		decimal.New(999_999_999_999_999, 0)).WithHint("A number from 0 on, typed as a number.")
	column := func(header string, width int, format workbook.Format, valid workbook.Validation) workbook.Column {
		return workbook.Column{Header: header, Width: width, Format: format, Mark: workbook.MarkInput, Valid: valid}
	}
	code := "The two letters of the country; the sheet Lists has them all."
	flows := workbook.Sheet{
		Name: "Flows", FreezeHeader: true, Spare: templateRows,
		Columns: []workbook.Column{
			column("period", 14, workbook.FormatText, workbook.Validation{}),
			column("origin", 10, workbook.FormatText, choice("A", len(countries), code)),
			column("destination", 13, workbook.FormatText, choice("A", len(countries), code)),
			column("hs", 14, workbook.FormatCode, workbook.Validation{}),
			column("value_usd", 20, workbook.FormatNumber, amount),
			column("quantity", 18, workbook.FormatNumber, amount),
			column("unit", 12, workbook.FormatText, choice("D", len(units), "A unit of the sheet Lists.")),
		},
	}
	lists := workbook.Sheet{
		Name: "Lists", FreezeHeader: true,
		Columns: []workbook.Column{
			{Header: "code", Format: workbook.FormatText},
			{Header: "code of three letters", Format: workbook.FormatText},
			{Header: "country", Format: workbook.FormatText},
			{Header: "units", Format: workbook.FormatText},
		},
	}
	for i := range max(len(countries), len(units)) {
		row := make([]workbook.Cell, 4)
		if i < len(countries) {
			c := countries[i]
			row[0], row[1], row[2] = workbook.Text(string(c)), workbook.Text(c.ISO3()), workbook.Text(c.Name())
		}
		if i < len(units) {
			row[3] = workbook.Text(string(units[i]))
		}
		lists.Rows = append(lists.Rows, row)
	}
	return &workbook.Workbook{
		Properties: workbook.Properties{Title: "Flows of trade, to fill in", Creator: "tradeshock"},
		Sheets:     []workbook.Sheet{flows, instructions(), lists},
	}
}

// instructions say what goes into each column.
func instructions() workbook.Sheet {
	s := workbook.Sheet{
		Name: "Instructions",
		Title: []string{
			"How to fill in the sheet Flows",
			"One row for each flow: what went from where to where, when, and what it was worth.",
		},
		Columns: []workbook.Column{
			{Header: "column", Width: 14, Format: workbook.FormatText},
			{Header: "what it holds", Width: 80, Format: workbook.FormatText},
			{Header: "example", Width: 22, Format: workbook.FormatText},
		},
		Notes: []string{
			"The columns may stand in any order. Further columns are kept as notes.",
			"Type numbers as numbers: 1234.50, without a separator for thousands. Leave no row out in between.",
			"A row of totals below the data, marked Total, is checked against the sum.",
			"A cell that cannot be read is reported with its address; nothing is guessed.",
		},
	}
	for _, r := range [][3]string{
		{"period", "a year, a month or a day: yyyy, yyyy-mm or yyyy-mm-dd, or a date", "2025-08"},
		{"origin", "the country the goods come from: the two or three letters of ISO 3166, or the English name", "IN"},
		{"destination", "the country that imports them", "US"},
		{"hs", "the product: 2, 4, 6, 8 or 10 digits of the Harmonized System, as text, so that a leading zero stays; all " +
			"for all products", "610910"},
		{"value_usd", "the value in US dollars; unknown where it is not known", "10000.00"},
		{"quantity", "how much; may be empty together with unit", "2500"},
		{"unit", "the unit of the quantity", "kg"},
		{"basis", "may be added: which costs the value includes, FOB, CIF, customs value, …", "FOB"},
	} {
		s.Rows = append(s.Rows, []workbook.Cell{workbook.Text(r[0]), workbook.Text(r[1]), workbook.Text(r[2])})
	}
	return s
}

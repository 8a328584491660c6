package source

import (
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// templateRows are the rows of the template that are ready to be filled in; more may
// be added below them.
const templateRows = 5000

// Template is a workbook to fill in: the sheet "Flows" with the columns of the native
// layout, lists of countries and units to choose from, and instructions.
func Template() *spreadsheet.Workbook {
	countries, units := trade.Countries(), trade.Units()
	choice := func(column string, n int, hint string) spreadsheet.Validation {
		return spreadsheet.OneOfRange("Lists!$" + column + "$2:$" + column + "$" + strconv.Itoa(n+1)).WithHint(hint)
	}
	amount := spreadsheet.NumberBetween(decimal.Zero, decimal.New(999_999_999_999_999, 0)).WithHint("A number from 0 on, typed as a number.")
	column := func(header string, width int, format spreadsheet.Format, valid spreadsheet.Validation) spreadsheet.Column {
		return spreadsheet.Column{Header: header, Width: width, Format: format, Mark: spreadsheet.MarkInput, Valid: valid}
	}
	code := "The two letters of the country; the sheet Lists has them all."
	flows := spreadsheet.Sheet{
		Name: "Flows", FreezeHeader: true, Spare: templateRows,
		Columns: []spreadsheet.Column{
			column("period", 14, spreadsheet.FormatText, spreadsheet.Validation{}),
			column("origin", 10, spreadsheet.FormatText, choice("A", len(countries), code)),
			column("destination", 13, spreadsheet.FormatText, choice("A", len(countries), code)),
			column("hs", 14, spreadsheet.FormatCode, spreadsheet.Validation{}),
			column("value_usd", 20, spreadsheet.FormatNumber, amount),
			column("quantity", 18, spreadsheet.FormatNumber, amount),
			column("unit", 12, spreadsheet.FormatText, choice("D", len(units), "A unit of the sheet Lists.")),
		},
	}
	lists := spreadsheet.Sheet{
		Name: "Lists", FreezeHeader: true,
		Columns: []spreadsheet.Column{
			{Header: "code", Format: spreadsheet.FormatText},
			{Header: "code of three letters", Format: spreadsheet.FormatText},
			{Header: "country", Format: spreadsheet.FormatText},
			{Header: "units", Format: spreadsheet.FormatText},
		},
	}
	for i := range max(len(countries), len(units)) {
		row := make([]spreadsheet.Cell, 4)
		if i < len(countries) {
			c := countries[i]
			row[0], row[1], row[2] = spreadsheet.Text(string(c)), spreadsheet.Text(c.ISO3()), spreadsheet.Text(c.Name())
		}
		if i < len(units) {
			row[3] = spreadsheet.Text(string(units[i]))
		}
		lists.Rows = append(lists.Rows, row)
	}
	return &spreadsheet.Workbook{
		Properties: spreadsheet.Properties{Title: "Flows of trade, to fill in", Creator: "tradeshock"},
		Sheets:     []spreadsheet.Sheet{flows, instructions(), lists},
	}
}

// instructions say what goes into each column.
func instructions() spreadsheet.Sheet {
	s := spreadsheet.Sheet{
		Name: "Instructions", Title: []string{"How to fill in the sheet Flows", "One row for each flow: what went from where to where, when, and what it was worth."},
		Columns: []spreadsheet.Column{
			{Header: "column", Width: 14, Format: spreadsheet.FormatText},
			{Header: "what it holds", Width: 80, Format: spreadsheet.FormatText},
			{Header: "example", Width: 22, Format: spreadsheet.FormatText},
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
		{"hs", "the product: 2, 4, 6, 8 or 10 digits of the Harmonized System, as text, so that a leading zero stays; all for all products", "610910"},
		{"value_usd", "the value in US dollars; unknown where it is not known", "10000.00"},
		{"quantity", "how much; may be empty together with unit", "2500"},
		{"unit", "the unit of the quantity", "kg"},
		{"basis", "may be added: which costs the value includes, FOB, CIF, customs value, …", "FOB"},
	} {
		s.Rows = append(s.Rows, []spreadsheet.Cell{spreadsheet.Text(r[0]), spreadsheet.Text(r[1]), spreadsheet.Text(r[2])})
	}
	return s
}

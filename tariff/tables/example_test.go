package tables_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/table"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// small is a book of one measure.
func small() *law.Book {
	return &law.Book{
		Name: "Somewhere", Currency: "EUR", KnownFrom: trade.NewDate(2025, 1, 1), KnownUntil: trade.NewDate(2025, 12, 31),
		Schedule: &law.Schedule{
			Lines:      []law.Line{{Code: "61091000", General: "12%"}},
			KnownUntil: trade.NewDate(2025, 12, 31),
		},
		Measures: []law.Measure{{
			Heading: "retaliation", Authority: "Regulation 1", Origins: law.Origins{In: []string{"US"}},
			Products: law.Scope{All: true},
			Terms:    []law.Term{{Interval: trade.Interval{From: trade.NewDate(2025, 4, 1)}, State: law.Imposed, Duty: "25%"}},
		}},
	}
}

// A book goes into a workbook and comes back with the same meaning. A path without an
// ending is a folder of CSV files.
func Example() {
	folder, err := os.MkdirTemp("", "book")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "book.xlsx")

	sheets, err := tables.FromBook(small())
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := workbook.WriteTables(path, sheets, workbook.Properties{Title: "Somewhere"}); err != nil {
		fmt.Println(err)
		return
	}

	read, err := spreadsheet.ReadTables(context.Background(), path)
	if err != nil {
		fmt.Println(err)
		return
	}
	book, err := tables.ToBook(read)
	if err != nil {
		fmt.Println(err) // every cell that is wrong, and what to do
		return
	}
	again, err := tables.FromBook(book)
	fmt.Println(len(table.Diff(sheets, again)), "differences", err)
	// Output: 0 differences <nil>
}

// Each mistake is named by its cell.
func ExampleToBook() {
	sheets, err := tables.FromBook(small())
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range sheets {
		if sheets[i].Name == "Terms" { // heading, from, to, state, duty
			sheets[i].Rows[0].Cells[3].Text = "imposd"
			sheets[i].Rows[0].Cells[4] = table.Cell{Kind: table.Number, Text: "0.25"}
		}
	}
	_, err = tables.ToBook(sheets)
	fmt.Println(err)
	// Output:
	// Terms!D2 (state): "imposd": needs one of proposed, threatened, authorised, imposed, suspended, ended, invalidated, prohibited, needs_licence
	// Terms!E2 (duty): "0.25": a number, where text is wanted: spreadsheet programs make 0.25 of 25% and 101 of 0101; format the cell as text and type it again
}

// A scenario stands in sheets like a book.
func ExampleFromScenario() {
	sheets, err := tables.FromScenario(&law.Scenario{
		Name:  "IEEPA falls",
		Edits: []law.Edit{{Op: "drop_authority", Authority: law.IEEPA}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range sheets[1:] {
		fmt.Println(t.Name, len(t.Rows))
	}
	// Output:
	// Scenario 1
	// Edits 1
	// Measures 0
	// Terms 0
	// Exceptions 0
}

// The template names the measures, countries and groups to choose from.
func ExampleScenarioTemplate() {
	sheets, err := tables.ScenarioTemplate(us.Book())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range sheets {
		fmt.Print(t.Name, " ")
	}
	// Output: README Scenario Edits Measures Terms Exceptions #Law #Origins
}

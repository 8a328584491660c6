package source

import (
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Report says what was read, what was left out and why, and what was assumed.
type Report struct {
	File   string
	SHA256 string
	Format string // "xlsx", "text", "json", with "gzip " before it for a packed file

	Layout string
	Kind   Kind
	Sheet  string
	Header int
	// Columns and Notes are those of the Detection.
	Columns []Match
	Notes   []Match
	Why     []string
	// Assumed are the choices that the file does not state.
	Assumed []string
	// Classification is the list of products with its edition, where it is known:
	// "HS22", "H3".
	Classification string

	// Rows are the rows below the header. Read is the sum of the other three.
	Rows Rows
	// Records are the flows, rates, duties or observations that the accepted rows
	// gave; a row of a table with a column for each year gives several.
	Records int
	// Unknown are the records without a value.
	Unknown int
	// Totals are the sums of the values, by currency, of all records of flows.
	Totals map[trade.Currency]decimal.Decimal
	// Amounts are the values of all rows of flows, by what became of them.
	Amounts Amounts

	// Skips counts the rows that were skipped, by reason, with their values. A reason
	// with no row left out a part of rows that were accepted, such as one of their years.
	Skips []Count
	// RejectedBy counts the rows of flows that were rejected, by the code of their first
	// problem, with their values.
	RejectedBy []Count
	// Rejects are the first problems, in the order of the file, at most
	// Options.MaxRejects of them; Problems is how many there are.
	Rejects  []*spreadsheet.ImportError
	Problems int
	// Warnings are oddities that changed no count, by kind.
	Warnings []Count
	// Checks compare what the file says of itself with what was read.
	Checks []Check
	// Hidden are the rows that are hidden in the sheet; they count like any other.
	Hidden int
	// HiddenSheets are the sheets that were not looked at because they are hidden.
	HiddenSheets []string
	// Formulas are the cells whose value is the stored result of a formula.
	Formulas int
}

// Rows counts rows.
type Rows struct{ Read, Accepted, Rejected, Skipped int }

// Count is how often something happened, and where first.
type Count struct {
	Reason string
	Rows   int
	Cell   string // of the first
	Text   string // of the first
	Values Sums   // of the rows, where they are flows and can be read
}

// Check is a control total: what the file states, and what was found.
type Check struct {
	Name   string
	Cell   string
	Stated decimal.Decimal
	Found  decimal.Decimal
	OK     bool
}

func (c Check) String() string {
	verdict := "agrees"
	if !c.OK {
		verdict = "DIFFERS"
	}
	return fmt.Sprintf("%s %s: the file says %s, the rows give %s", c.Name, verdict, c.Stated, c.Found)
}

// The reasons for which rows are skipped.
const (
	skipBlank       = "blank row"
	skipHeader      = "header repeated"
	skipTotal       = "total row"
	skipNotes       = "notes below the table"
	skipText        = "line of text"
	skipCountries   = "sum of countries"
	skipProducts    = "sum of products that stand one by one"
	skipPeriods     = "sum of months that stand one by one"
	skipBreakdown   = "part of a row that counts the whole"
	skipIncluded    = "re-imports and re-exports, part of imports and exports"
	skipMirror      = "export that the other country reports as its import"
	skipMeasure     = "another measure of the same trade"
	skipYearToDate  = "year to date, with a later month in the file"
	skipNothing     = "no value in any year"
	skipRepeated    = "same row again, counted once"
	skipEdition     = "same trade in a later edition of the Harmonized System"
	warnLongNumber  = "number of more than 15 digits in a number cell, kept as it stands in the file; programs show 15"
	warnShortened   = "number stored with the digits of a binary fraction, read as the 15 digits that programs show"
	warnMerged      = "merged cells in the data"
	warnLeadingZero = "product code without its leading zero, which was put back"
	warnNumericCode = "product code stored as a number"
	warnResidual    = "product kept secret or not specified, counted under its chapter or heading"
	warnUnnamed     = "cell in a column without a header, kept as a note"
	warnNoteCell    = "note that is an error or has no result, left out"
	warnTextNumber  = "number stored as text"
	warnNoYear      = "last year without any value above zero, taken as not known"
	warnNoPartner   = "partner country not stated: all countries together"
	warnCellUnit    = "value with its unit in the cell"
	warnRateTwice   = "same rate stated again"
	warnTwice       = "same row again, counted each time: two shipments may be meant; delete it if not"
	warnSums        = "more sums that differ from their parts"
	warnHidden      = "hidden row"
)

// add counts a reason.
func add(list *[]Count, index map[string]int, reason, cell, text string) {
	i, ok := index[reason]
	if !ok {
		i = len(*list)
		index[reason] = i
		*list = append(*list, Count{Reason: reason, Cell: cell, Text: clipped(text)})
	}
	(*list)[i].Rows++
}

// again counts a reason that was counted before, of which the place is not needed.
func again(list []Count, index map[string]int, reason string) bool {
	i, ok := index[reason]
	if ok {
		list[i].Rows++
	}
	return ok
}

// address is Sheet!Cell without quoting, as it is printed in JSON.
func address(sheet, cell string) string {
	if sheet == "" || cell == "" {
		return cell
	}
	return sheet + "!" + cell
}

// at is the address of a cell of the row that is read.
func (r *reader) at(column int) string { return columnName(column) + strconv.Itoa(r.row.Number) }

package source

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// The kinds of problem of a file that is refused as a whole.
const (
	codeNoLayout        spreadsheet.Code = "no-layout"        // no header that is known
	codeLayoutName      spreadsheet.Code = "layout-name"      // no layout of that name
	codeNoSheet         spreadsheet.Code = "no-such-sheet"    // no sheet of that name
	codeTwoLayouts      spreadsheet.Code = "two-layouts"      // the header fits two layouts
	codeTwoSheets       spreadsheet.Code = "two-sheets"       // two sheets can be read
	codeDuplicateHeader spreadsheet.Code = "duplicate-header" // two columns have one header
	codeMissingColumn   spreadsheet.Code = "missing-column"   // the header lacks a column that is needed
	codeUnstated        spreadsheet.Code = "unstated"         // the file does not say something that has to be known
	codeJSON            spreadsheet.Code = "json"             // not JSON, or not the shape of a table
	codeAPI             spreadsheet.Code = "api-error"        // the answer of a service that reports an error
)

// The kinds of problem of a row that is rejected. The codes of trade/spreadsheet
// for numbers occur as well.
const (
	codeMissing        spreadsheet.Code = "missing"        // an empty cell where something is needed
	codePeriod         spreadsheet.Code = "period"         // not a period
	codeCountry        spreadsheet.Code = "country"        // not a country, or not one on that day
	codeArea           spreadsheet.Code = "area"           // more or less than one country
	codeProduct        spreadsheet.Code = "product"        // not a product code
	codeClassification spreadsheet.Code = "classification" // a list of products that is not the Harmonized System
	codeFlow           spreadsheet.Code = "flow"           // neither import nor export
	codeNegative       spreadsheet.Code = "negative"       // a value or a quantity below zero
	codeUnit           spreadsheet.Code = "unit"           // not a unit, or missing beside a quantity
	codeBasis          spreadsheet.Code = "basis"          // not a price basis
	codeErrorCell      spreadsheet.Code = "error-cell"     // #N/A, #REF! and the like
	codeBoolean        spreadsheet.Code = "boolean"        // TRUE or FALSE
	codeNoResult       spreadsheet.Code = "no-result"      // a formula without a stored result
	codeDateCell       spreadsheet.Code = "date-cell"      // a date where something else is wanted
	codeNumberCell     spreadsheet.Code = "number-cell"    // a number where something else is wanted
	codeMerged         spreadsheet.Code = "merged"         // empty because it is merged with another cell
	codeExtraCells     spreadsheet.Code = "extra-cells"    // more cells than the header has
	codeShortRow       spreadsheet.Code = "short-row"      // fewer fields than the header has
	codeTwoValues      spreadsheet.Code = "two-values"     // two rows state one fact with different values
	codeCounts         spreadsheet.Code = "counts"         // not yes, where a row may say that it counts
	codeTotal          spreadsheet.Code = "total"          // a total that is stated and does not fit
	codePart           spreadsheet.Code = "part"           // a part of a total that the file does not have
)

// RejectedError is the error of a strict import of a file with rejected rows. The
// report has the details.
type RejectedError struct {
	Report *Report
}

func (e *RejectedError) Error() string {
	const shown = 5
	r := e.Report
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %d of %d row(s) rejected", r.File, r.Rows.Rejected, r.Rows.Read)
	if r.Rows.Rejected == 0 {
		b.Reset()
		fmt.Fprintf(&b, "%s: %d problem(s)", r.File, r.Problems)
	}
	for _, p := range r.Rejects[:min(shown, len(r.Rejects))] {
		q := *p
		q.File = ""
		b.WriteString("; ")
		b.WriteString(q.Error())
	}
	if r.Problems > shown {
		fmt.Fprintf(&b, "; and %d more", r.Problems-shown)
	}
	return b.String()
}

// Unwrap gives the listed rejects to errors.As and errors.Is.
func (e *RejectedError) Unwrap() []error {
	out := make([]error, len(e.Report.Rejects))
	for i, p := range e.Report.Rejects {
		out[i] = p
	}
	return out
}

package source

import (
	"fmt"
	"strings"
)

// The kinds of problem of a file that is refused as a whole.
const (
	codeNoLayout        = "no-layout"        // no header that is known
	codeLayoutName      = "layout-name"      // no layout of that name
	codeNoSheet         = "no-such-sheet"    // no sheet of that name
	codeTwoLayouts      = "two-layouts"      // the header fits two layouts
	codeTwoSheets       = "two-sheets"       // two sheets can be read
	codeDuplicateHeader = "duplicate-header" // two columns have one header
	codeMissingColumn   = "missing-column"   // the header lacks a column that is needed
	codeUnstated        = "unstated"         // the file does not say something that has to be known
	codeJSON            = "json"             // not JSON, or not the shape of a table
	codeAPI             = "api-error"        // the answer of a service that reports an error
)

// The kinds of problem of trade/spreadsheet that are met with here.
const (
	codeRead       = "read"
	codeFileType   = "file-type"
	codeLimit      = "limit"
	codeDamagedZip = "damaged-zip"
	codeEncoding   = "encoding"
	codeQuote      = "quote"
	codeDelimiter  = "delimiter"
	codeNumber     = "number"
)

// The kinds of problem of a row that is rejected.
const (
	codeMissing        = "missing"        // an empty cell where something is needed
	codePeriod         = "period"         // not a period
	codeCountry        = "country"        // not a country, or not one on that day
	codeArea           = "area"           // more or less than one country
	codeProduct        = "product"        // not a product code
	codeClassification = "classification" // a list of products that is not the Harmonized System
	codeFlow           = "flow"           // neither import nor export
	codeNegative       = "negative"       // a value or a quantity below zero
	codeUnit           = "unit"           // not a unit, or missing beside a quantity
	codeBasis          = "basis"          // not a price basis
	codeErrorCell      = "error-cell"     // #N/A, #REF! and the like
	codeBoolean        = "boolean"        // TRUE or FALSE
	codeNoResult       = "no-result"      // a formula without a stored result
	codeDateCell       = "date-cell"      // a date where something else is wanted
	codeNumberCell     = "number-cell"    // a number where something else is wanted
	codeMerged         = "merged"         // empty because it is merged with another cell
	codeExtraCells     = "extra-cells"    // more cells than the header has
	codeShortRow       = "short-row"      // fewer fields than the header has
	codeTwoValues      = "two-values"     // two rows state one fact with different values
	codeCounts         = "counts"         // not yes, where a row may say that it counts
	codeTotal          = "total"          // a total that is stated and does not fit
	codePart           = "part"           // a part of a total that the file does not have
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

package spreadsheet

import (
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// The kinds of problem that a file can have that is read; ImportError says what they mean.
const (
	codeRead        = "read"
	codeOption      = "option"
	codeEmptyFile   = "empty-file"
	codeFileType    = "file-type"
	codePassword    = "password"
	codeLimit       = "limit"
	codeDamagedZip  = "damaged-zip"
	codeNoSheet     = "no-sheet"
	codeMissingPart = "missing-part"
	codeDamagedXML  = "damaged-xml"
	codeEncoding    = "encoding"
	codeStructure   = "structure"
	codeCellValue   = "cell-value"
	codeQuote       = "quote"
	codeDelimiter   = "delimiter"
	codeNumber      = "number"
	codeAmbiguous   = "ambiguous"
)

// ImportError reports why a file, a sheet or a cell could not be read. Its codes are
//
//	read          the operating system did not give the bytes
//	option        a ReadOptions field, or the name of a sheet, that makes no sense
//	empty-file    nothing in it
//	file-type     another kind of file; the hint says which and how to convert it
//	password      encrypted
//	limit         more than Limits allow
//	damaged-zip   the package is damaged or made to deceive
//	no-sheet      the workbook has no sheet
//	missing-part  a part of the workbook is not in the package
//	damaged-xml   a part is not well-formed XML
//	encoding      text in no known encoding, or not in the one it claims
//	structure     cells twice or out of order, indexes that lead nowhere, …
//	cell-value    a cell that does not hold what its type says
//	quote         quotes of a CSV file that do not pair up
//	delimiter     fields of a CSV file that can be told apart in two ways
//	number        text that is not a number, or has too many digits
//	ambiguous     text that is one number in one country and another elsewhere
//
// and those that package source gives of rows.
type ImportError struct {
	File  string // name of the file, "" when it has none
	Sheet string // name of the sheet, "" for the file itself and in a CSV file
	Cell  string // address such as "D17", "" when it is not about one cell
	Text  string // the offending text, shortened
	Code  string
	Hint  string // what is wrong and what to do
	Err   error  // the cause, when it came from elsewhere
}

// Error names the place as File: Sheet!Cell, then the text, then what to do.
func (e *ImportError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File + ": ")
	}
	switch {
	case e.Sheet != "" && e.Cell != "":
		b.WriteString(grid.QuoteSheet(e.Sheet) + "!" + e.Cell + ": ")
	case e.Sheet != "":
		b.WriteString("sheet " + grid.QuoteSheet(e.Sheet) + ": ")
	case e.Cell != "":
		b.WriteString(e.Cell + ": ")
	}
	if e.Text != "" {
		b.WriteString(strconv.Quote(e.Text) + ": ")
	}
	b.WriteString(e.Hint)
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *ImportError) Unwrap() error { return e.Err }

// refuse makes an error that still lacks its place.
func refuse(code string, hint string) *ImportError { return &ImportError{Code: code, Hint: hint} }

// refuseText is refuse with the offending text.
func refuseText(code string, text, hint string) *ImportError {
	return &ImportError{Code: code, Text: clip.Text(strings.ToValidUTF8(text, "\uFFFD")), Hint: hint}
}

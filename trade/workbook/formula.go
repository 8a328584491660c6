package workbook

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/trade/clip"
)

const maxFormula = 8192

// The functions that every spreadsheet program of the last fifteen years knows
// and that reach nothing outside the workbook.
const formulaFunctions = " ABS AND AVERAGE COUNT COUNTA COUNTIF COUNTIFS IF IFERROR INDEX MATCH MAX MIN NOT OR" +
	" ROUND SUM SUMIF SUMIFS SUMPRODUCT VLOOKUP "

// checkFormula returns "" for a formula of the simple set, or what is wrong.
// It looks for what could reach outside (links to other files, calls to other
// programs, unknown functions) and for quotes and parentheses without a partner;
// it does not check the grammar.
func checkFormula(f string) string {
	switch {
	case f == "":
		return "the formula is empty; use an empty cell"
	case f[0] == '=':
		return `leave out the leading "="`
	case !utf8.ValidString(f) || utf16Len(f) > maxFormula:
		return fmt.Sprintf("a formula is valid UTF-8 and at most %d characters", maxFormula)
	}
	var quote rune // the open quote, or 0
	depth := 0
	start, end := 0, 0 // the last name, f[start:end]
	for i, r := range f {
		switch {
		case mustEscape(r) || r == '\t' || r == '\n':
			return fmt.Sprintf("the control character %U at offset %d cannot stand in a formula", r, i)
		case quote == '"' && r != '"':
			continue
		case strings.ContainsRune("[]|", r) || quote == 0 && strings.ContainsRune("{}#;\\", r):
			return fmt.Sprintf("%q at offset %d: links to other files or programs, tables and arrays are not written", r, i)
		case quote != 0 || r == '"' || r == '\'':
			start, end = i+1, i+1
			switch {
			case quote == 0:
				quote = r
			case quote == r:
				quote = 0
			}
			continue
		}
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '.' || r == '_':
			if end != i {
				start = i
			}
			end = i + utf8.RuneLen(r)
			continue
		case r == '(':
			if name := f[start:end]; name != "" && !strings.Contains(formulaFunctions, " "+strings.ToUpper(name)+" ") {
				return fmt.Sprintf("the function %s is not in the simple set:%s", clip.Text(name),
					strings.TrimRight(formulaFunctions, " "))
			}
			depth++
		case r == ')':
			depth--
			if depth < 0 {
				return fmt.Sprintf("a closing parenthesis without its partner at offset %d", i)
			}
		}
		if r != ' ' { // a blank between a name and its parenthesis changes nothing
			start, end = i+1, i+1
		}
	}
	if quote != 0 || depth != 0 {
		return "a quote or a parenthesis is not closed"
	}
	return ""
}

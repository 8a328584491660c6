package workbook

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Validation says what a person may type into the cells of a column; programs
// refuse anything else, but for an empty cell. The zero Validation allows
// everything. Validations are made by [OneOf], [OneOfRange], [NumberBetween] and
// [DateBetween].
type Validation struct {
	kind     string // as the file format writes it; "" for none
	first    string // the list, the range or the least
	second   string // the greatest
	hint     string
	advisory bool
	mistaken string // what is wrong with the arguments, for the check
}

// The limits of the file format.
const (
	maxListText = 255
	maxHint     = 225
)

// OneOf allows the given texts, offered as a list. Together with the commas
// between them they have at most 255 characters, and none contains a comma; for
// others put the list on a sheet and use OneOfRange.
func OneOf(texts ...string) Validation {
	v := Validation{kind: "list"}
	all := strings.Join(texts, ",")
	if strings.Count(all, ",") != len(texts)-1 || utf16Len(all) > maxListText {
		v.mistaken = fmt.Sprintf(
			"a list of choices has at least one, no commas in them, and at most %d characters; put a longer one on a sheet",
			maxListText)
	}
	v.first = `"` + strings.ReplaceAll(all, `"`, `""`) + `"`
	return v
}

// OneOfRange allows what stands in a range of the workbook, such as
// "Lists!$A$2:$A$200" or a defined name, offered as a list.
func OneOfRange(reference string) Validation {
	return Validation{kind: "list", first: reference, mistaken: checkFormula(reference)}
}

// NumberBetween allows numbers from least to greatest, both included.
func NumberBetween(least, greatest decimal.Decimal) Validation {
	v := Validation{kind: "decimal"}
	var fits, fitsToo bool
	v.first, fits = numberText(least)
	v.second, fitsToo = numberText(greatest)
	if !fits || !fitsToo || least.Cmp(greatest) > 0 {
		v.mistaken = fmt.Sprintf("the least number comes first, and both have at most %d digits", maxDigits)
	}
	return v
}

// DateBetween allows dates from first to last, both included.
func DateBetween(first, last trade.Date) Validation {
	from, to := Day(first).content(), Day(last).content()
	v := Validation{kind: "date", first: from.value, second: to.value}
	if !from.isNumber || !to.isNumber || first.Compare(last) > 0 {
		v.mistaken = "the first day comes first, and none is before 1900-03-01"
	}
	return v
}

// WithHint returns the validation with a text that programs show to whoever
// types something else; at most 225 characters.
func (v Validation) WithHint(text string) Validation {
	v.hint = text
	return v
}

// Advisory returns the validation as advice: programs offer the list and ask before
// they take anything else, but take it.
func (v Validation) Advisory() Validation {
	v.advisory = true
	return v
}

// check returns "" or what is wrong.
func (v Validation) check() string {
	switch {
	case v.mistaken != "":
		return v.mistaken
	case utf16Len(v.hint) > maxHint:
		return fmt.Sprintf("the hint of the validation has %d characters; shorten it to %d", utf16Len(v.hint), maxHint)
	}
	if code, hint := checkLabel(v.hint + v.first); code != "" {
		return "in the validation: " + hint
	}
	return ""
}

// validations writes the rules of the columns, for the data and the spare rows.
func (s *sheetWriter) validations() {
	count := 0
	for _, column := range s.sheet.Columns {
		if column.Valid.kind != "" {
			count++
		}
	}
	if count == 0 || s.layout.endSpare == s.layout.firstRow {
		return
	}
	s.add(`<dataValidations count="`, strconv.Itoa(count), `">`)
	for i, column := range s.sheet.Columns {
		v := column.Valid
		if v.kind == "" {
			continue
		}
		s.add(`<dataValidation type="`, v.kind, `" allowBlank="1" showInputMessage="1" showErrorMessage="1"`)
		if v.advisory {
			s.add(` errorStyle="warning"`)
		}
		if v.hint != "" {
			s.add(` error="`)
			s.line = appendXML(s.line, v.hint)
			s.add(`"`)
		}
		s.add(` sqref="`, grid.Address(s.layout.firstRow, i), ":", grid.Address(s.layout.endSpare-1, i), `"><formula1>`)
		s.line = appendXML(s.line, v.first)
		s.add(`</formula1>`)
		if v.second != "" {
			s.add(`<formula2>`, v.second, `</formula2>`)
		}
		s.add(`</dataValidation>`)
	}
	s.add(`</dataValidations>`)
}

package spreadsheet

import (
	"bytes"
	"fmt"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// cellType is the t attribute.
type cellType uint8

const (
	typeNumber cellType = iota
	typeShared
	typeFormulaText
	typeInline
	typeBool
	typeError
	typeISODate
)

func parseCellType(b []byte) (cellType, bool) {
	switch string(b) {
	case "s":
		return typeShared, true
	case "n":
		return typeNumber, true
	case "str":
		return typeFormulaText, true
	case "inlineStr":
		return typeInline, true
	case "b":
		return typeBool, true
	case "e":
		return typeError, true
	case "d":
		return typeISODate, true
	}
	return 0, false
}

// content of a cell: what stands in texts from start on.
type cellContent struct {
	start                    int
	formula, value, richText bool
}

// readContent reads what is in the cell just opened.
func (s *sheetReader) readContent() (c cellContent, err error) {
	c.start = len(s.texts)
	for {
		token, err := s.x.next()
		switch {
		case err != nil:
			return c, err
		case token == tokenText:
			if !isBlank(s.x.text) {
				return c, refuseText(codeStructure, string(s.x.text), "the cell holds text outside its value"+repairHint)
			}
			continue
		case token == tokenClose:
			if len(s.texts) > s.limits.RowText {
				return c, refuse(codeLimit, fmt.Sprintf("the row holds more than %d bytes of text", s.limits.RowText))
			}
			return c, nil
		}
		switch {
		case s.x.is("v") && !c.value && !c.richText:
			c.value = true
			s.texts, err = s.x.appendText(s.texts, c.start, s.limits.Text)
		case s.x.is("is") && !c.value && !c.richText:
			c.richText = true
			s.texts, err = s.x.richText(s.texts, s.limits.Text)
		case s.x.is("f") && !c.formula:
			c.formula = true
			err = s.x.skipText()
		case s.x.is("extLst"):
			err = s.x.skip()
		default:
			err = refuseText(codeStructure, string(s.x.local), "the cell holds this twice, or cannot hold it"+repairHint)
		}
		if err != nil {
			return c, err
		}
	}
}

// skipText passes over the element just opened, which holds only text.
func (s *xmlScanner) skipText() error {
	for {
		token, err := s.next()
		switch {
		case err != nil:
			return err
		case token == tokenClose:
			return nil
		case token == tokenOpen:
			return refuseText(codeStructure, string(s.local), "an element stands inside a formula"+repairHint)
		}
	}
}

// setCell puts the content of a cell into the row.
func (s *sheetReader) setCell(column int, kind cellType, format shows, c cellContent) error {
	raw := s.texts[c.start:]
	if c.richText != (kind == typeInline) && (c.richText || c.value) {
		return refuseText(codeStructure, string(raw), "the content of the cell is not of its type"+repairHint)
	}
	if !c.value && !c.richText || len(raw) == 0 && kind == typeNumber {
		s.texts = s.texts[:c.start]
		if c.formula {
			s.set(column, Value{Kind: ValueNoResult, Formula: true})
		}
		return nil
	}
	v := Value{Formula: c.formula}
	switch kind {
	case typeShared:
		i, ok := parseIndex(raw)
		if !ok || s.strings == nil || i >= s.strings.count {
			return refuseText(codeStructure, string(raw), "the workbook has no shared string of this number"+repairHint)
		}
		s.texts = s.texts[:c.start]
		if v.Text = s.strings.at(i); v.Text != "" || v.Formula {
			v.Kind = ValueText
			s.set(column, v)
		}
		return nil
	case typeFormulaText, typeInline:
		if kind == typeFormulaText {
			s.texts = unescape(s.texts, c.start)
			if err := checkLength(s.texts[c.start:], s.limits.Text); err != nil {
				return err
			}
		}
		if len(s.texts) == c.start && !v.Formula {
			return nil
		}
		v.Kind = ValueText
	case typeBool:
		s.texts = s.texts[:c.start]
		v.Kind = ValueBool
		switch string(raw) {
		case "0":
			v.Text = "FALSE"
		case "1":
			v.Text = "TRUE"
		default:
			return refuseText(codeCellValue, string(raw),
				"the cell says that it holds TRUE or FALSE, 1 or 0, and does not"+repairHint)
		}
		s.set(column, v)
		return nil
	case typeError:
		if !isErrorText(raw) {
			return refuseText(codeCellValue, string(raw),
				"the cell says that it holds an error such as #N/A, and does not"+repairHint)
		}
		v.Kind = ValueError
	case typeNumber:
		// XML folds white space around a number away.
		if trimmed := bytes.Trim(raw, " \t\r\n"); len(trimmed) < len(raw) {
			s.texts = append(s.texts[:c.start], trimmed...)
			raw = s.texts[c.start:]
		}
		if !isNumber(raw) {
			return refuseText(codeCellValue, string(raw), "the cell says that it holds a number, and does not"+repairHint)
		}
		v.Kind = ValueNumber
		v.Percent = format == showsPercent
		if format == showsDate {
			v.Kind = ValueDate
			v.Date, v.HasTime = serialDate(raw, s.date1904)
		}
	case typeISODate:
		var ok bool
		v.Kind = ValueDate
		if v.Date, v.HasTime, ok = isoDate(string(raw)); !ok {
			return refuseText(codeCellValue, string(raw),
				"the cell says that it holds a date such as 2025-08-27, and does not"+repairHint)
		}
	}
	s.set(column, v)
	s.spans = append(s.spans, span{column, c.start, len(s.texts)})
	return nil
}

// set puts a value into the row, behind as many empty cells as it takes.
func (s *sheetReader) set(column int, v Value) {
	for len(s.row.Cells) < column {
		s.row.Cells = append(s.row.Cells, Value{})
	}
	s.row.Cells = append(s.row.Cells, v)
}

// parseCell reads an address such as D17; column counts from 0, row from 1.
func parseCell(b []byte) (column, row int, ok bool) {
	column, i := grid.ColumnIndex(b)
	if i == 0 || column >= grid.MaxColumns || i == len(b) || b[i] == '0' {
		return 0, 0, false
	}
	row, ok = parseIndex(b[i:])
	return column, row, ok && row <= grid.MaxRows
}

// isErrorText tells what programs show for an error: #N/A, #DIV/0!, Err:502.
func isErrorText(b []byte) bool {
	const most = 32
	if len(b) < 3 || len(b) > most {
		return false
	}
	for _, c := range b {
		if c < ' ' || c >= 0x7F {
			return false
		}
	}
	return b[0] == '#' || bytes.HasPrefix(b, []byte("Err:"))
}

// isNumber tells the numbers that a cell can hold: digits, a point, an exponent,
// at most 1.8E+308.
func isNumber(b []byte) bool {
	if len(b) > maxNumberText {
		return false
	}
	i, digits, whole := 0, 0, 0
	if i < len(b) && (b[i] == '-' || b[i] == '+') {
		i++
	}
	leading := true
	for ; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
		digits++
		if b[i] != '0' {
			leading = false
		}
		if !leading {
			whole++
		}
	}
	if i < len(b) && b[i] == '.' {
		for i++; i < len(b) && b[i] >= '0' && b[i] <= '9'; i++ {
			digits++
		}
	}
	if digits == 0 {
		return false
	}
	if i == len(b) {
		return whole <= maxSize
	}
	if b[i] != 'e' && b[i] != 'E' {
		return false
	}
	exponent, err := strconv.Atoi(string(b[i+1:]))
	return err == nil && exponent >= -maxNumberText && exponent <= maxSize && whole+exponent <= maxSize+1
}

// serialDate turns a number in a date format into a day and whether there is a
// time of day. The day is zero where programs disagree or there is none: below
// 1900-03-01, which the 1900 calendar counts with a day that never was, above
// 9999-12-31, and for a time alone.
func serialDate(b []byte, date1904 bool) (day trade.Date, hasTime bool) {
	d, err := decimal.NewFromString(string(b))
	if err != nil || d.NumDigits() > maxNumberText || d.Exponent() > 10 {
		return trade.Date{}, true
	}
	whole := d.Truncate(0)
	hasTime = !whole.Equal(d)
	if d.Sign() < 0 || whole.NumDigits() > 7 {
		return trade.Date{}, hasTime
	}
	n := int(whole.IntPart())
	if date1904 {
		return day1904.AddDays(n), hasTime
	}
	if n < grid.FirstSerial {
		return trade.Date{}, hasTime
	}
	return day1900.AddDays(n), hasTime
}

// isoDate reads a date as ISO 8601 writes it: a day, a day and a time, or a time.
func isoDate(s string) (day trade.Date, hasTime, ok bool) {
	if len(s) < 10 || s[4] != '-' {
		if len(s) > 0 && s[0] == 'T' {
			s = s[1:]
		}
		return day, true, isClock(s)
	}
	day, err := trade.ParseDate(s[:10])
	if err != nil {
		return day, false, false
	}
	rest := s[10:]
	if rest == "" {
		return day, false, true
	}
	if rest[0] != 'T' || !isClock(rest[1:]) {
		return day, false, false
	}
	for _, c := range []byte(rest) {
		hasTime = hasTime || c >= '1' && c <= '9'
	}
	return day, hasTime, true
}

// isClock tells hh:mm:ss, with a fraction or without, in universal time or not.
func isClock(s string) bool {
	if len(s) > 0 && s[len(s)-1] == 'Z' {
		s = s[:len(s)-1]
	}
	if len(s) < 5 || len(s) > 20 {
		return false
	}
	for i := range len(s) {
		isDigit := s[i] >= '0' && s[i] <= '9'
		switch i {
		case 2, 5:
			if s[i] != ':' {
				return false
			}
		case 8:
			if s[i] != '.' {
				return false
			}
		default:
			if !isDigit {
				return false
			}
		}
	}
	return s[:2] < "24" && s[3] < '6' && (len(s) == 5 || len(s) >= 8 && len(s) != 9 && s[6] < '6')
}

const (
	maxNumberText = 400 // bytes of a number: the longest that spell a float in full
	maxSize       = 308 // decimal places before the point
)

// The days that a serial of 0 means. In the 1900 calendar that is so from serial
// 61 on only.
var (
	day1900 = trade.NewDate(1899, 12, 30)
	day1904 = trade.NewDate(1904, 1, 1)
)

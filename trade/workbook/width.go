package workbook

import (
	"strings"
	"unicode/utf8"
)

const (
	minAutoWidth    = 8
	maxAutoWidth    = 60   // longer texts wrap
	maxHeaderWidth  = 18   // a longer header wraps between words
	autoWidthRows   = 1000 // rows looked at; the rest of a long table seldom differs
	filterWidth     = 3    // the button in the header
	cellMargin      = 2    // the blank space that programs leave around a text
	indent          = 1    // the space behind a number
	pageWidth       = 250  // characters that can still be read on a printed page
	defaultWidth    = 9    // a column nobody set
	lineHeight      = 15   // points
	titleHeight     = 21
	maxHeight       = 409 // points; programs refuse more
	maxHeaderLines  = 6
	comfortableLine = 60 // narrower notes are hard to read
	widestNote      = 110
)

// textWidth is about how many digits' room a text takes. Letters of the East
// Asian scripts take two.
func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r >= 0x1100 &&
			(r <= 0x115F || r >= 0x2E80 && r <= 0xA4CF || r >= 0xAC00 && r <= 0xD7A3 || r >= 0xF900 && r <= 0xFAFF ||
				r >= 0xFE30 && r <= 0xFE6F || r >= 0xFF00 && r <= 0xFF60 || r >= 0x1F300) {
			n++
		}
	}
	return n
}

// longest returns the width of the widest part of s between separators.
func longest(s, separators string) int {
	widest := 0
	for part := range strings.FieldsFuncSeq(s, func(r rune) bool { return strings.ContainsRune(separators, r) }) {
		widest = max(widest, textWidth(part))
	}
	return widest
}

// shownWidth is about how many characters a program shows for the cell.
func (c Cell) shownWidth(column Format) int {
	content := c.content()
	switch {
	case c.kind == kindText:
		return longest(c.text, "\n")
	case c.kind == kindDate:
		return len("2025-08-27")
	case !content.isNumber:
		return utf8.RuneCountInString(content.value)
	}
	whole, places, _ := strings.Cut(content.value, ".")
	digits := len(whole)
	switch c.formatIn(column) {
	case FormatMoney:
		return digits + (digits-1)/3 + 3
	case FormatPercent:
		return max(2, digits+2) + 1 + min(4, max(2, len(places)-2)) + 1
	case FormatNumber, FormatInteger:
		return digits + (digits-1)/3 + 1 + min(6, max(2, len(places)))
	}
	return len(content.value)
}

// widths decides the width of every column, in characters, from its header and
// the first rows.
func (s *Sheet) widths(rows [][]Cell) []int {
	widths := make([]int, len(s.Columns))
	for j, column := range s.Columns {
		if column.Width > 0 {
			widths[j] = column.Width
			continue
		}
		button := 0
		if s.Filter {
			button = filterWidth
		}
		// Bold letters are about a tenth wider than plain ones.
		header := max(min(longest(column.Header, "\n"), maxHeaderWidth), longest(column.Header, " \n"))
		widest := max(minAutoWidth, header+(header+9)/10+button)
		for _, row := range rows[:min(autoWidthRows, len(rows))] {
			if j < len(row) && row[j].kind != kindEmpty {
				widest = max(widest, row[j].shownWidth(column.Format))
			}
		}
		widths[j] = min(widest, maxAutoWidth) + cellMargin
		if isRight(column.Format) || s.behindNumbers(j) {
			widths[j] += indent
		}
	}
	return widths
}

// wrappedLines is about how many lines a text takes in a cell of a width, when
// lines break between words.
func wrappedLines(s string, width int) int {
	width = max(1, width-cellMargin)
	lines := 0
	for line := range strings.SplitSeq(s, "\n") {
		lines++
		room := width
		for word := range strings.FieldsSeq(line) {
			n := textWidth(word)
			if n > room && room < width {
				lines, room = lines+1, width
			}
			for n > width { // a word that is longer than a line is cut
				lines, n = lines+1, n-width
			}
			room -= n + 1
		}
	}
	return lines
}

// wraps tells whether a text is wrapped into a column of a width. Codes never are.
func (c *Cell) wraps(format Format, width int) bool {
	return c.kind == kindText && format != FormatCode &&
		(strings.Contains(c.text, "\n") || len(c.text) > width && textWidth(c.text) > width)
}

// rowHeight is the height in points that the wrapped texts of a row need, or 0
// when none is wrapped.
func (p *plan) rowHeight(cells []Cell) int {
	lines := 0
	for j := range cells {
		cell := &cells[j]
		if cell.wraps(cell.formatIn(p.sheet.Columns[j].Format), p.widths[j]) {
			lines = max(lines, wrappedLines(cell.text, p.widths[j]))
		}
	}
	return lines * lineHeight
}

// pages is how many pages wide the sheet is printed.
func (p *plan) pages() int {
	width := 0
	for _, w := range p.widths {
		width += w
	}
	return 1 + (width-1)/pageWidth
}

// noteSpan is how many columns a note runs over, and how wide they are together.
// Notes stay below the table, and reach further only when the table is narrow
// and no chart stands beside it.
func (p *plan) noteSpan() (columns, width int) {
	for _, w := range p.widths {
		if columns > 0 && width+w > widestNote {
			return columns, width
		}
		columns, width = columns+1, width+w
	}
	for width < comfortableLine && len(p.sheet.Charts) == 0 && columns < maxColumns {
		columns, width = columns+1, width+defaultWidth
	}
	return max(1, columns), max(width, defaultWidth)
}

package spreadsheet

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// styles are the numbers of the cell styles in the file.
type styles struct {
	title, subtitle, header, headerRight, noteHead, note  int
	text, wrapped, exact, general, money, percent, number int
	integer, date                                         int
}

// The number formats that every program builds in.
const (
	builtInInteger = 3  // #,##0
	builtInMoney   = 4  // #,##0.00
	builtInText    = 49 // @
)

// newStyles puts the styles into the file.
func newStyles(f *excelize.File) (*styles, error) {
	var (
		st        styles
		failure   error
		fractions = "#,##0.00####"
		percents  = "0.00##%"
		days      = "yyyy-mm-dd"
		top       = &excelize.Alignment{Vertical: "top"}
		wrap      = &excelize.Alignment{Vertical: "top", WrapText: true}
		fill      = func(rgb string) excelize.Fill {
			return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{rgb}}
		}
		rule = []excelize.Border{{Type: "bottom", Style: 1, Color: "5B7A9D"}}
	)
	font := func(bold bool, colour string) *excelize.Font {
		return &excelize.Font{Family: "Calibri", Size: 11, Bold: bold, Color: colour}
	}
	large := font(true, "")
	large.Size = 14
	header := func(horizontal string) *excelize.Style {
		return &excelize.Style{
			Font: font(true, ""), Fill: fill("DCE6F1"), Border: rule, NumFmt: builtInText,
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: true},
		}
	}
	for _, entry := range []struct {
		id    *int
		style *excelize.Style
	}{
		{&st.title, &excelize.Style{Font: large, NumFmt: builtInText}},
		{&st.subtitle, &excelize.Style{Font: font(false, "595959"), NumFmt: builtInText}},
		{&st.header, header("left")},
		{&st.headerRight, header("right")},
		{&st.noteHead, &excelize.Style{Font: font(true, ""), NumFmt: builtInText}},
		{&st.note, &excelize.Style{NumFmt: builtInText, Alignment: wrap}},
		{&st.text, &excelize.Style{NumFmt: builtInText, Alignment: top}},
		{&st.wrapped, &excelize.Style{NumFmt: builtInText, Alignment: wrap}},
		{&st.exact, &excelize.Style{
			NumFmt: builtInText, Fill: fill("FFF2CC"),
			Alignment: &excelize.Alignment{Horizontal: "right", Vertical: "top"},
		}},
		{&st.general, &excelize.Style{Alignment: top}},
		{&st.money, &excelize.Style{NumFmt: builtInMoney, Alignment: top}},
		{&st.percent, &excelize.Style{CustomNumFmt: &percents, Alignment: top}},
		{&st.number, &excelize.Style{CustomNumFmt: &fractions, Alignment: top}},
		{&st.integer, &excelize.Style{NumFmt: builtInInteger, Alignment: top}},
		{&st.date, &excelize.Style{CustomNumFmt: &days, Alignment: top}},
	} {
		id, err := f.NewStyle(entry.style)
		if err != nil {
			failure = err
		}
		*entry.id = id
	}
	return &st, failure
}

// of chooses the style of a cell that holds something.
func (st *styles) of(c Cell, format Format, content content, width int) int {
	switch {
	case content.inexact:
		return st.exact
	case c.kind == KindText:
		if c.wraps(format, width) {
			return st.wrapped
		}
		return st.text
	case c.kind == KindDate:
		return st.date
	case format == FormatInteger && (strings.Contains(content.value, ".") || strings.Contains(content.value, "E-")):
		return st.number
	}
	if format == FormatGeneral {
		return st.general
	}
	return st.ofColumn(format)
}

// ofColumn is the style of the empty cells of a column; 0 is none.
func (st *styles) ofColumn(format Format) int {
	switch format {
	case FormatText, FormatCode:
		return st.text
	case FormatMoney:
		return st.money
	case FormatPercent:
		return st.percent
	case FormatNumber:
		return st.number
	case FormatInteger:
		return st.integer
	case FormatDate:
		return st.date
	}
	return 0
}

// isRight tells the formats whose cells stand at the right of their column, and
// the header with them.
func isRight(format Format) bool { return format >= FormatMoney }

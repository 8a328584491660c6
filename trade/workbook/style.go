package workbook

import (
	"strings"

	"github.com/xuri/excelize/v2"
)

// styles are the numbers of the cell styles in the file.
type styles struct {
	title, subtitle, header, headerIn, headerRight, noteHead, note int
	data                                                           [markCount]dataStyles
}

// dataStyles are the styles of the cells of a table, under one mark.
type dataStyles struct {
	text, wrapped, exact, general, money, percent, number, integer, date int
	textIn, wrappedIn                                                    int // behind a column of numbers
}

// The number formats that every program builds in.
const (
	builtInInteger = 3  // #,##0
	builtInMoney   = 4  // #,##0.00
	builtInText    = 49 // @
)

// The colours of the marks: fill and letters.
var markColours = [markCount][2]string{
	MarkInput: {"FFFFCC", "0000FF"},
	MarkBad:   {"FFC7CE", "9C0006"},
}

func fill(rgb string) excelize.Fill {
	return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{rgb}}
}

func font(bold bool, colour string) *excelize.Font {
	return &excelize.Font{Family: "Calibri", Size: 11, Bold: bold, Color: colour}
}

// newStyles puts the styles into the file.
func newStyles(f *excelize.File) (*styles, error) {
	var (
		st      styles
		failure error
		wrap    = &excelize.Alignment{Vertical: "top", WrapText: true}
		rule    = []excelize.Border{{Type: "bottom", Style: 1, Color: "5B7A9D"}}
	)
	add := func(id *int, style excelize.Style) {
		var err error
		if *id, err = f.NewStyle(&style); err != nil {
			failure = err
		}
	}
	large := font(true, "")
	large.Size = 14
	header := func(horizontal string, indent int) excelize.Style {
		return excelize.Style{
			Font: font(true, ""), Fill: fill("DCE6F1"), Border: rule, NumFmt: builtInText,
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: true, Indent: indent},
		}
	}
	add(&st.title, excelize.Style{Font: large, NumFmt: builtInText})
	add(&st.subtitle, excelize.Style{Font: font(false, "595959"), NumFmt: builtInText})
	add(&st.header, header("left", 0))
	add(&st.headerIn, header("left", 1))
	add(&st.headerRight, header("right", 1))
	add(&st.noteHead, excelize.Style{Font: font(true, ""), NumFmt: builtInText})
	add(&st.note, excelize.Style{NumFmt: builtInText, Alignment: wrap})

	fractions, percents, days := "#,##0.00####", "0.00##%", "yyyy-mm-dd"
	top := &excelize.Alignment{Vertical: "top"}
	// Numbers keep a little away from the text in the next column, and the text from them:
	// LibreOffice forgets the one or the other.
	textIn := &excelize.Alignment{Horizontal: "left", Vertical: "top", Indent: 1}
	wrapIn := &excelize.Alignment{Horizontal: "left", Vertical: "top", WrapText: true, Indent: 1}
	right := &excelize.Alignment{Horizontal: "right", Vertical: "top", Indent: 1}
	for mark := range markCount {
		data := func(id *int, style excelize.Style) {
			if colours := markColours[mark]; colours[0] != "" {
				style.Fill, style.Font = fill(colours[0]), font(false, colours[1])
			}
			add(id, style)
		}
		d := &st.data[mark]
		data(&d.text, excelize.Style{NumFmt: builtInText, Alignment: top})
		data(&d.wrapped, excelize.Style{NumFmt: builtInText, Alignment: wrap})
		data(&d.textIn, excelize.Style{NumFmt: builtInText, Alignment: textIn})
		data(&d.wrappedIn, excelize.Style{NumFmt: builtInText, Alignment: wrapIn})
		data(&d.exact, excelize.Style{NumFmt: builtInText, Fill: fill("FFF2CC"), Alignment: right})
		data(&d.general, excelize.Style{Alignment: right})
		data(&d.money, excelize.Style{NumFmt: builtInMoney, Alignment: right})
		data(&d.percent, excelize.Style{CustomNumFmt: &percents, Alignment: right})
		data(&d.number, excelize.Style{CustomNumFmt: &fractions, Alignment: right})
		data(&d.integer, excelize.Style{NumFmt: builtInInteger, Alignment: right})
		data(&d.date, excelize.Style{CustomNumFmt: &days, Alignment: right})
	}
	return &st, failure
}

// of chooses the style of a cell that holds something.
func (st *styles) of(c *Cell, format Format, mark Mark, content content, width int, in bool) int {
	d := &st.data[mark]
	switch {
	case content.inexact:
		return d.exact
	case c.kind == kindText:
		switch wraps := c.wraps(format, width); {
		case wraps && in:
			return d.wrappedIn
		case wraps:
			return d.wrapped
		case in:
			return d.textIn
		}
		return d.text
	case c.kind == kindDate:
		return d.date
	case format == FormatInteger && (strings.Contains(content.value, ".") || strings.Contains(content.value, "E-")):
		return d.number
	}
	if format == FormatGeneral {
		return d.general
	}
	return st.ofColumn(format, mark)
}

// ofColumn is the style of the empty cells of a column; 0 is none.
func (st *styles) ofColumn(format Format, mark Mark) int {
	d := &st.data[mark]
	switch format {
	case FormatText, FormatCode:
		return d.text
	case FormatMoney:
		return d.money
	case FormatPercent:
		return d.percent
	case FormatNumber:
		return d.number
	case FormatInteger:
		return d.integer
	case FormatDate:
		return d.date
	}
	if mark != markNone {
		return d.general
	}
	return 0
}

// behindNumbers tells a column that stands right of one of numbers or dates.
func (s *Sheet) behindNumbers(column int) bool {
	return column > 0 && isRight(s.Columns[column-1].Format) && !isRight(s.Columns[column].Format)
}

// isRight tells the formats whose cells stand at the right of their column, and
// the header with them.
func isRight(format Format) bool { return format >= FormatMoney }

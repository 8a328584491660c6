package workbook

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// The worksheet part is written here, row by row, so that the digits in it are
// ours and a long table needs no second copy in memory. The parts around it
// (styles, charts, relations) come from excelize.
const (
	sheetHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" +
		`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">` +
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`
	// Printed landscape, with sheet name and page number below.
	sheetPage = `<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup orientation="landscape" fitToWidth="`
	sheetPageTall = `" fitToHeight="`
	sheetPageEnd  = `"/><headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`
)

// sheetWriter holds one line of XML at a time.
type sheetWriter struct {
	*plan
	styles *styles
	out    *bufio.Writer
	line   []byte
}

// writeSheet writes the worksheet part.
func writeSheet(w io.Writer, p *plan, st *styles, first bool) error {
	s := &sheetWriter{plan: p, styles: st, out: bufio.NewWriterSize(w, 1<<16)}
	var err error
	if p.sheet.Stream != nil {
		err = s.stream(first)
	} else {
		s.head(first)
		err = s.rows(p.sheet.Rows, 0)
	}
	if err != nil {
		return err
	}
	s.spare()
	s.notesBelow()
	s.add("</sheetData>")
	s.tail()
	if err := s.flush(); err != nil {
		return err
	}
	return s.out.Flush()
}

// rows writes rows, the first of which is number i of the data.
func (s *sheetWriter) rows(rows [][]Cell, i int) error {
	for j, row := range rows {
		s.row(i+j, row)
		if err := s.flush(); err != nil {
			return err
		}
	}
	return nil
}

// stream writes the rows of a stream. The first ones are held back, because the
// widths of the columns are theirs and come before them. After a problem nothing
// is written, and the rest is looked at for more problems.
func (s *sheetWriter) stream(first bool) error {
	var (
		e       WorkbookError
		held    [][]Cell
		started bool
	)
	start := func() error {
		started = true
		if e.Total > 0 {
			return nil
		}
		s.widths = s.sheet.widths(held)
		s.head(first)
		err := s.rows(held, 0)
		held = nil
		return err
	}
	most := maxRows - s.sheet.layout(0, len(s.sheet.Notes)).end
	s.plan.rows = 0
	for row, err := range s.sheet.Stream {
		if err != nil {
			return err
		}
		if s.plan.rows == most {
			e.add(Problem{Sheet: s.sheet.Name, Code: codeTooManyRows, Hint: fmt.Sprintf(
				"the stream does not end after %d rows; with title, header and notes a sheet holds %d: split it over several sheets", most, maxRows)})
			break
		}
		s.checkRow(s.plan.rows, row, &e)
		s.plan.rows++
		switch {
		case !started:
			held = append(held, slices.Clone(row))
			if len(held) == autoWidthRows {
				err = start()
			}
		case e.Total == 0:
			s.row(s.plan.rows-1, row)
			err = s.flush()
		}
		if err != nil {
			return err
		}
	}
	if !started {
		if err := start(); err != nil {
			return err
		}
	}
	s.close(&e)
	if e.Total > 0 {
		return &e
	}
	return nil
}

// spare writes the empty rows below the data.
func (s *sheetWriter) spare() {
	for row := s.layout.endRow; row < s.layout.endSpare; row++ {
		s.openRow(row, 0)
		for j, column := range s.sheet.Columns {
			if style := s.styles.ofColumn(column.Format, column.Mark); style != 0 {
				s.openCell(row, j, style)
				s.add("/>")
			}
		}
		s.add("</row>")
	}
}

func (s *sheetWriter) add(parts ...string) {
	for _, part := range parts {
		s.line = append(s.line, part...)
	}
}

func (s *sheetWriter) flush() error {
	_, err := s.out.Write(s.line)
	s.line = s.line[:0]
	return err
}

// head writes what stands before the rows of data: size, frozen panes and columns,
// title lines and header.
func (s *sheetWriter) head(first bool) {
	s.sheetHead(first)
	s.add("<sheetData>")
	s.titles()
	s.header()
}

func (s *sheetWriter) sheetHead(first bool) {
	columns := max(1, len(s.widths))
	s.add(sheetHead)
	if s.sheet.Stream == nil { // of a stream nobody knows the end
		s.add(`<dimension ref="A1`)
		if s.layout.end > 1 || columns > 1 {
			s.add(":", grid.Address(max(1, s.layout.end)-1, columns-1))
		}
		s.add(`"/>`)
	}
	s.add(`<sheetViews><sheetView`)
	if first {
		s.add(` tabSelected="1"`)
	}
	s.add(` workbookViewId="0">`)
	s.pane()
	s.add(`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>`)
	if len(s.widths) == 0 {
		return
	}
	s.add("<cols>")
	for i, width := range s.widths {
		n := strconv.Itoa(i + 1)
		s.add(`<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(width), `"`)
		if style := s.styles.ofColumn(s.sheet.Columns[i].Format, markNone); style != 0 {
			// New rows that somebody types below get the same format.
			s.add(` style="`, strconv.Itoa(style), `"`)
		}
		s.add(` customWidth="1"/>`)
	}
	s.add("</cols>")
}

// pane freezes the header and the leading columns.
func (s *sheetWriter) pane() {
	rows, columns := 0, s.sheet.FreezeColumns
	if s.sheet.FreezeHeader && s.layout.header >= 0 && s.layout.firstRow < maxRows {
		rows = s.layout.firstRow
	}
	if rows == 0 && columns == 0 {
		return
	}
	active := "bottomRight"
	s.add("<pane")
	if columns > 0 {
		s.add(` xSplit="`, strconv.Itoa(columns), `"`)
	} else {
		active = "bottomLeft"
	}
	if rows > 0 {
		s.add(` ySplit="`, strconv.Itoa(rows), `"`)
	} else {
		active = "topRight"
	}
	s.add(` topLeftCell="`, grid.Address(rows, columns), `" activePane="`, active, `" state="frozen"/>`)
}

// openRow begins a row; height in points, 0 for the program's choice.
func (s *sheetWriter) openRow(row, height int) {
	s.add(`<row r="`, strconv.Itoa(row+1), `"`)
	if height > 0 {
		s.add(` ht="`, strconv.Itoa(min(height, maxHeight)), `" customHeight="1"`)
	}
	s.add(">")
}

func (s *sheetWriter) openCell(row, column, style int) {
	s.line = append(s.line, `<c r="`...)
	s.line = grid.AppendColumn(s.line, column)
	s.line = strconv.AppendInt(s.line, int64(row)+1, 10)
	if style != 0 {
		s.line = append(s.line, `" s="`...)
		s.line = strconv.AppendInt(s.line, int64(style), 10)
	}
	s.line = append(s.line, '"')
}

// textCell writes a string cell; an empty text gives an empty cell.
func (s *sheetWriter) textCell(row, column, style int, text string) {
	s.openCell(row, column, style)
	if text == "" {
		s.add("/>")
		return
	}
	s.add(` t="inlineStr"><is><t`)
	if strings.ContainsAny(text, "\n\t") || strings.TrimSpace(text) != text || strings.Contains(text, "  ") {
		s.add(` xml:space="preserve"`)
	}
	s.add(">")
	s.line = appendCellText(s.line, text)
	s.add("</t></is></c>")
}

func (s *sheetWriter) titles() {
	for i, title := range s.sheet.Title {
		if i == 0 {
			s.openRow(i, titleHeight)
			s.textCell(i, 0, s.styles.title, title)
		} else {
			s.openRow(i, 0)
			s.textCell(i, 0, s.styles.subtitle, title)
		}
		s.add("</row>")
	}
}

func (s *sheetWriter) header() {
	if s.layout.header < 0 {
		return
	}
	button := 0
	if s.sheet.Filter {
		button = filterWidth
	}
	lines := 1
	for i, column := range s.sheet.Columns {
		bold := (len(column.Header) + 9) / 10
		lines = max(lines, wrappedLines(column.Header, s.widths[i]-button-min(bold, s.widths[i]/10)))
	}
	s.openRow(s.layout.header, min(lines, maxHeaderLines)*lineHeight)
	for i, column := range s.sheet.Columns {
		style := s.styles.header
		switch {
		case isRight(column.Format):
			style = s.styles.headerRight
		case s.sheet.behindNumbers(i):
			style = s.styles.headerIn
		}
		s.textCell(s.layout.header, i, style, column.Header)
	}
	s.add("</row>")
}

// row writes one row of data. Empty cells take the style of their column.
func (s *sheetWriter) row(i int, cells []Cell) {
	row := s.layout.firstRow + i
	s.openRow(row, s.rowHeight(cells))
	for j := range cells {
		cell, column := &cells[j], &s.sheet.Columns[j]
		format, mark := cell.formatIn(column.Format), cell.markIn(column.Mark)
		if cell.kind == kindEmpty {
			if mark != markNone {
				s.openCell(row, j, s.styles.ofColumn(format, mark))
				s.add("/>")
			}
			continue
		}
		content := cell.content()
		style := s.styles.of(cell, format, mark, content, s.widths[j], s.sheet.behindNumbers(j))
		if !content.isNumber {
			s.textCell(row, j, style, content.value)
			continue
		}
		s.openCell(row, j, style)
		s.add(">")
		if cell.kind == kindFormula {
			s.add("<f>")
			s.line = appendXML(s.line, cell.text)
			s.add("</f>")
		}
		s.add("<v>", content.value, "</v></c>")
	}
	s.add("</row>")
}

// notesBelow writes the notes, each in one merged cell across the table.
func (s *sheetWriter) notesBelow() {
	if s.layout.notes < 0 {
		return
	}
	s.openRow(s.layout.notes, 0)
	s.textCell(s.layout.notes, 0, s.styles.noteHead, "Notes")
	s.add("</row>")
	_, width := s.noteSpan()
	for i, note := range s.notes {
		row := s.layout.notes + 1 + i
		s.openRow(row, wrappedLines(note, width)*lineHeight)
		s.textCell(row, 0, s.styles.note, note)
		s.add("</row>")
	}
}

// tail writes what stands after the rows, in the order of the schema.
func (s *sheetWriter) tail() {
	if s.sheet.Filter && s.layout.header >= 0 {
		s.add(`<autoFilter ref="`, s.tableRef(), `"/>`)
	}
	if columns, _ := s.noteSpan(); s.layout.notes >= 0 && columns > 1 {
		s.add(`<mergeCells count="`, strconv.Itoa(len(s.notes)), `">`)
		for i := range s.notes {
			row := s.layout.notes + 1 + i
			s.add(`<mergeCell ref="`, grid.Address(row, 0), ":", grid.Address(row, columns-1), `"/>`)
		}
		s.add("</mergeCells>")
	}
	s.validations()
	wide, tall := strconv.Itoa(max(1, s.pages())), "0"
	if s.sheet.OnePage {
		wide, tall = "1", "1"
	}
	s.add(sheetPage, wide, sheetPageTall, tall, sheetPageEnd)
	s.ignoredErrors()
	// The relations as excelize numbers them: the drawing of the charts, then the
	// boxes of the comments.
	relation := 0
	if len(s.sheet.Charts) > 0 {
		relation++
		s.add(`<drawing r:id="rId`, strconv.Itoa(relation), `"/>`)
	}
	if len(s.comments) > 0 {
		s.add(`<legacyDrawing r:id="rId`, strconv.Itoa(relation+1), `"/>`)
	}
	s.add("</worksheet>")
}

// tableRef is the range of header and data.
func (p *plan) tableRef() string {
	return grid.Address(p.layout.header, 0) + ":" + grid.Address(p.layout.endSpare-1, len(p.sheet.Columns)-1)
}

// ignoredErrors keeps programs from marking every product code as "number stored
// as text".
func (s *sheetWriter) ignoredErrors() {
	var ranges []string
	if s.layout.endSpare > s.layout.firstRow {
		for i, column := range s.sheet.Columns {
			if column.Format == FormatCode {
				ranges = append(ranges, grid.Address(s.layout.firstRow, i)+":"+grid.Address(s.layout.endSpare-1, i))
			}
		}
	}
	if len(ranges) > 0 {
		s.add(`<ignoredErrors><ignoredError sqref="`, strings.Join(ranges, " "), `" numberStoredAsText="1"/></ignoredErrors>`)
	}
}

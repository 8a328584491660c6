package spreadsheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
)

// WriteTo writes the workbook. The same workbook gives the same bytes, at any time
// and on any machine.
func (w *Workbook) WriteTo(to io.Writer) (int64, error) {
	data, err := w.bytes()
	if err != nil {
		return 0, err
	}
	n, err := to.Write(data)
	return int64(n), err
}

// WriteFile writes the workbook to a file, all of it or nothing: it goes to a
// temporary file in the same folder, which is synced and then takes the name. When
// anything fails the file that was there before is untouched.
func (w *Workbook) WriteFile(path string) error {
	data, err := w.bytes()
	if err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(path); err == nil {
		if info.IsDir() {
			return fmt.Errorf("%s is a folder; name the file to write in it", path)
		}
		mode = info.Mode().Perm()
	}
	dir := filepath.Dir(path)
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	defer os.Remove(f.Name()) // nothing is there any more after the rename
	if err := fill(f, data, mode); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	syncDir(dir)
	return nil
}

func fill(f *os.File, data []byte, mode os.FileMode) error {
	_, err := f.Write(data)
	if err == nil {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	return err
}

// syncDir makes the rename last through a loss of power where the system can. It is
// no error where it cannot: the file itself is whole either way.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}

func (w *Workbook) bytes() ([]byte, error) {
	if err := w.check(); err != nil {
		return nil, err
	}
	f := excelize.NewFile()
	defer f.Close()
	b := builder{f: f}
	for i := range w.Sheets {
		if i == 0 {
			b.err = f.SetSheetName("Sheet1", w.Sheets[0].Name)
		} else if _, err := f.NewSheet(w.Sheets[i].Name); err != nil {
			b.fail(err)
		}
	}
	b.styles()
	for i := range w.Sheets {
		b.sheet(&w.Sheets[i])
	}
	b.fail(f.SetDocProps(&excelize.DocProperties{
		Title: w.Title, Subject: w.Subject, Creator: w.Creator, LastModifiedBy: w.Creator,
		Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z",
	}))
	if b.err != nil {
		return nil, b.err
	}
	var buf bytes.Buffer
	if err := f.Write(&buf); err != nil {
		return nil, err
	}
	return repack(buf.Bytes())
}

// repack orders the entries of an archive and takes their times away, so that the
// bytes depend on nothing but the content.
func repack(data []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	files := slices.Clone(in.File)
	rank := func(f *zip.File) int {
		if f.Name == contentTypes { // some readers want it first
			return 0
		}
		return 1
	}
	slices.SortFunc(files, func(a, b *zip.File) int { return cmp.Or(rank(a)-rank(b), strings.Compare(a.Name, b.Name)) })
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range files {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		entry, err := z.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		var text []byte
		if err == nil {
			text, err = io.ReadAll(r)
		}
		_ = r.Close()
		if f.Name == contentTypes {
			text = sortDefaults(text)
		}
		if err == nil {
			_, err = entry.Write(text)
		}
		if err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return out.Bytes(), err
}

const contentTypes = "[Content_Types].xml"

var defaultType = regexp.MustCompile(`<Default [^>]*></Default>`)

// sortDefaults orders the file types that the list of content names, which come in
// the order of a map.
func sortDefaults(text []byte) []byte {
	found := defaultType.FindAll(bytes.Clone(text), -1)
	slices.SortFunc(found, bytes.Compare)
	next := 0
	return defaultType.ReplaceAllFunc(text, func([]byte) []byte {
		next++
		return found[next-1]
	})
}

// builder fills a file; the first error stays.
type builder struct {
	f                          *excelize.File
	err                        error
	title, header, long, plain int
	byFormat                   map[Format]int
}

func (b *builder) fail(err error) {
	if b.err == nil {
		b.err = err
	}
}

func (b *builder) style(s *excelize.Style) int {
	id, err := b.f.NewStyle(s)
	b.fail(err)
	return id
}

func (b *builder) styles() {
	b.title = b.style(&excelize.Style{Font: &excelize.Font{Family: "Calibri", Bold: true, Size: 13}})
	b.header = b.style(&excelize.Style{
		Font: &excelize.Font{Family: "Calibri", Size: 11, Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F3864"}},
		Alignment: &excelize.Alignment{Vertical: "center", Horizontal: "left", WrapText: true, Indent: 1},
	})
	b.long = b.style(&excelize.Style{Font: &excelize.Font{Italic: true, Color: "9C5700"}, NumFmt: 49})
	b.plain = b.style(&excelize.Style{NumFmt: 49, Alignment: &excelize.Alignment{Vertical: "top", Horizontal: "left", Indent: 1}})
	custom := func(format string) int { return b.style(&excelize.Style{CustomNumFmt: &format}) }
	b.byFormat = map[Format]int{
		Text: b.plain, Integer: custom("#,##0"), Money: custom("#,##0.00"), Percent: custom("0.0##%"),
		Number: custom("#,##0.############"), Date: custom("yyyy-mm-dd"),
	}
}

// sheet writes title, header, rows, notes, widths, the frozen header and the chart.
func (b *builder) sheet(s *Sheet) {
	head := s.headerRow()
	for i, t := range s.Title {
		b.text(s, 0, i, t, b.title)
	}
	for i, c := range s.Columns {
		b.text(s, i, head, c.Header, b.header)
	}
	for r, row := range s.Rows {
		for c, cell := range row {
			b.cell(s, c, head+1+r, cell, s.Columns[c].Format)
		}
	}
	for i, t := range s.Notes {
		b.text(s, 0, head+len(s.Rows)+2+i, t, 0)
	}
	lines := 1
	for i := range s.Columns {
		name, err := excelize.ColumnNumberToName(i + 1)
		b.fail(err)
		width := s.Columns[i].Width
		if width == 0 {
			width = s.fit(i)
		}
		lines = max(lines, 1+(utf8.RuneCountInString(s.Columns[i].Header)+1)/max(1, width-2))
		b.fail(b.f.SetColWidth(s.Name, name, name, float(width)))
	}
	b.fail(b.f.SetRowHeight(s.Name, head+1, float(16*lines)))
	b.fail(b.f.SetPanes(s.Name, &excelize.Panes{
		Freeze: true, XSplit: s.FreezeColumns, YSplit: head + 1, TopLeftCell: cellName(s.FreezeColumns, head+1), ActivePane: "bottomRight",
	}))
	// On paper a sheet is as wide as the page, lying.
	landscape, wide, high, fit := "landscape", 1, 0, true
	b.fail(b.f.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Orientation: &landscape, FitToWidth: &wide, FitToHeight: &high}))
	b.fail(b.f.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &fit}))
	if s.Chart != nil && len(s.Rows) > 0 {
		b.chart(s, head)
	}
}

func (b *builder) text(s *Sheet, column, row int, text string, style int) {
	at := cellName(column, row)
	b.fail(b.f.SetCellStr(s.Name, at, escape(text)))
	if style > 0 {
		b.fail(b.f.SetCellStyle(s.Name, at, at, style))
	}
}

// hex is what a reader takes for a character by its number, "_x0041_"; a text that
// holds one keeps it by escaping the first underscore.
var hex = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func escape(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	// Two may share an underscore, so each is looked for from the next byte on.
	var b strings.Builder
	for {
		at := hex.FindStringIndex(text)
		if at == nil {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(text[:at[0]] + "_x005F_")
		text = text[at[0]+1:]
	}
}

func (b *builder) cell(s *Sheet, column, row int, c Cell, format Format) {
	at := cellName(column, row)
	style := b.byFormat[format]
	switch c.kind {
	case empty:
		return
	case textCell:
		b.text(s, column, row, c.text, b.plain)
		return
	case numberCell:
		if digits(c.number) > significant {
			b.text(s, column, row, c.number.String(), b.long)
			return
		}
		if format == Text || format == Date {
			style = b.byFormat[Number]
		}
		b.fail(b.f.SetCellDefault(s.Name, at, c.number.String()))
	case dateCell:
		// Days of the 1900 system count from 1899-12-30 for days after February 1900.
		b.fail(b.f.SetCellInt(s.Name, at, int64(c.day.Sub(trade.NewDate(1899, 12, 30)))))
		style = b.byFormat[Date]
	}
	b.fail(b.f.SetCellStyle(s.Name, at, at, style))
}

// fit is the width for the content of a column, within bounds.
func (s *Sheet) fit(column int) int {
	const least, most = 9, 60
	width := least
	for _, word := range strings.Fields(s.Columns[column].Header) {
		width = max(width, utf8.RuneCountInString(word)+2)
	}
	for _, row := range s.Rows {
		if column >= len(row) {
			continue
		}
		n := 10
		switch c := row[column]; c.kind {
		case textCell:
			n = utf8.RuneCountInString(c.text)
		case numberCell:
			n = len(trade.Thousands(c.number)) + 1
		}
		width = max(width, n+2)
	}
	return min(width, most)
}

func (b *builder) chart(s *Sheet, head int) {
	first, last := head+1, head+len(s.Rows)
	sheet := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'!"
	reference := func(column int) string {
		return sheet + absolute(column, first) + ":" + absolute(column, last)
	}
	kind := excelize.Col
	if s.Chart.Kind == Bars {
		kind = excelize.Bar
	}
	number, plain, label := "General", false, excelize.Font{Family: "Calibri", Size: 9, Color: "404040"}
	if len(s.Chart.Values) > 0 && s.Columns[s.Chart.Values[0]].Format == Percent {
		number = "0%"
	}
	chart := &excelize.Chart{
		VaryColors: &plain,
		Type:       kind, Title: title(s.Chart.Title), Legend: excelize.ChartLegend{Position: "bottom"},
		XAxis:     excelize.ChartAxis{Title: title(s.Chart.XTitle), ReverseOrder: s.Chart.Kind == Bars, Font: label},
		YAxis:     excelize.ChartAxis{Title: title(s.Chart.YTitle), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: number}, Font: label},
		Dimension: excelize.ChartDimension{Width: 720, Height: 380},
	}
	if len(s.Chart.Values) == 1 {
		chart.Legend.Position = "none"
	}
	for _, v := range s.Chart.Values {
		chart.Series = append(chart.Series, excelize.ChartSeries{
			Name: sheet + absolute(v, head), Categories: reference(s.Chart.Category), Values: reference(v),
		})
	}
	b.fail(b.f.AddChart(s.Name, cellName(len(s.Columns)+1, head), chart))
}

func absolute(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column+1, row+1, true)
	if err != nil {
		return ""
	}
	return name
}

// float is a width or a height as excelize takes it. They are no money.
func float(n int) float64 { return float64(n) }

func title(text string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: text}}}
}

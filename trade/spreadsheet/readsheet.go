package spreadsheet

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// A sheetReader turns the XML of one worksheet into rows.
type sheetReader struct {
	x        *xmlScanner
	limits   Limits
	strings  *sharedStrings // nil without any
	formats  []shows        // by cell format
	date1904 bool

	row    Row
	texts  []byte // the texts of the row that are not shared, one after the other
	spans  []span
	last   int // number of the last row
	cells  int64
	merges []Range
}

// span places the text of a cell in texts.
type span struct{ column, start, end int }

// read hands over every row, until visit returns false, which makes done false.
// After done the sheet has been read to its end and found sound.
func (s *sheetReader) read(visit func(*Row) bool) (done bool, err error) {
	if err := s.x.root("worksheet"); err != nil {
		return false, err
	}
	data, merges := false, false
	for {
		token, err := s.x.next()
		switch {
		case err != nil:
			return false, err
		case token == tokenEnd:
			if !data {
				return false, refuse(codeStructure, "the sheet has no data, not even an empty table"+repairHint)
			}
			return true, nil
		case token == tokenClose:
			continue
		case token == tokenText:
			if !isBlank(s.x.text) {
				return false, refuseText(codeStructure, string(s.x.text), "the sheet holds text outside its cells"+repairHint)
			}
			continue
		case s.x.is("sheetData"):
			if data {
				return false, refuse(codeStructure, "the sheet has its data twice"+repairHint)
			}
			data = true
			if more, err := s.readData(visit); err != nil || !more {
				return false, err
			}
		case s.x.is("mergeCells"):
			if merges {
				return false, refuse(codeStructure, "the sheet has its merged cells twice"+repairHint)
			}
			merges = true
			if err := s.readMerges(); err != nil {
				return false, err
			}
		case s.x.is("row") || s.x.is("c"):
			return false, refuse(codeStructure, "the sheet has cells outside its data"+repairHint)
		case s.x.space == spaceCompatibility:
			if err := s.skipAlternatives(); err != nil {
				return false, err
			}
		default:
			if err := s.x.skip(); err != nil {
				return false, err
			}
		}
	}
}

// skipAlternatives skips content of which programs choose one version, unless it
// holds cells.
func (s *sheetReader) skipAlternatives() error {
	for depth := s.x.depth(); s.x.depth() >= depth; {
		token, err := s.x.next()
		if err != nil {
			return err
		}
		if token == tokenOpen && (s.x.is("sheetData") || s.x.is("row") || s.x.is("c") || s.x.is("mergeCells")) {
			return refuse(codeStructure, "the sheet has cells in several versions, of which programs choose one"+repairHint)
		}
	}
	return nil
}

// readData reads the rows.
func (s *sheetReader) readData(visit func(*Row) bool) (more bool, err error) {
	for {
		token, err := s.x.next()
		switch {
		case err != nil:
			return false, err
		case token == tokenText:
			if !isBlank(s.x.text) {
				return false, refuseText(codeStructure, string(s.x.text), "the sheet holds text outside its cells"+repairHint)
			}
		case token == tokenClose:
			return true, nil
		case !s.x.is("row"):
			return false,
				refuseText(codeStructure, string(s.x.local), "something else than a row stands among the rows"+repairHint)
		default:
			if err := s.readRow(); err != nil {
				return false, err
			}
			if !visit(&s.row) {
				return false, nil
			}
		}
	}
}

// readRow reads the row just opened.
func (s *sheetReader) readRow() error {
	s.row.Number = s.last + 1
	s.row.Hidden = false
	s.row.Cells = s.row.Cells[:0]
	s.texts, s.spans = s.texts[:0], s.spans[:0]
	for _, a := range s.x.attrs {
		if len(a.prefix) > 0 {
			continue
		}
		switch string(a.local) {
		case "r":
			n, ok := parseIndex(a.value)
			if !ok || n == 0 || n > grid.MaxRows || a.value[0] == '0' {
				return refuseText(codeStructure, string(a.value), "this is not the number of a row"+repairHint)
			}
			if n <= s.last {
				return refuseText(codeStructure, string(a.value), fmt.Sprintf("row %d comes after row %d", n, s.last)+repairHint)
			}
			s.row.Number = n
		case "hidden":
			hidden, err := s.x.flag("hidden")
			if err != nil {
				return err
			}
			s.row.Hidden = hidden
		}
	}
	if s.row.Number > s.limits.rows(false) {
		return refuse(codeLimit, fmt.Sprintf("the sheet has more than %d rows", s.limits.rows(false)))
	}
	s.last = s.row.Number
	next := 0
	for {
		token, err := s.x.next()
		switch {
		case err != nil:
			return placeCell(err, s.last, next)
		case token == tokenText:
			if !isBlank(s.x.text) {
				return refuseText(codeStructure, string(s.x.text), "the sheet holds text outside its cells"+repairHint)
			}
		case token == tokenClose:
			return s.finishRow()
		case s.x.is("c"):
			column, err := s.readCell(next)
			if err != nil {
				return placeCell(err, s.last, column)
			}
			next = column + 1
		case s.x.is("extLst"):
			if err := s.x.skip(); err != nil {
				return err
			}
		default:
			return refuseText(codeStructure, string(s.x.local), "something else than a cell stands in a row"+repairHint)
		}
	}
}

// placeCell adds the place of a cell to an error that has none.
func placeCell(err error, row, column int) error {
	if e, ok := err.(*ImportError); ok && e.Cell == "" && e.Code != codeDamagedZip && e.Code != codeRead {
		e.Cell = grid.Address(row-1, column)
	}
	return err
}

// finishRow makes the texts of the row strings, all in one.
func (s *sheetReader) finishRow() error {
	s.row.Width = len(s.row.Cells)
	s.cells += int64(len(s.row.Cells))
	if s.cells > s.limits.Cells {
		return refuse(codeLimit,
			fmt.Sprintf("the sheet has more than %d cells, those counted that are empty before the last one of a row",
				s.limits.Cells))
	}
	if len(s.spans) == 0 {
		return nil
	}
	all := string(s.texts)
	for _, p := range s.spans {
		s.row.Cells[p.column].Text = all[p.start:p.end]
	}
	return nil
}

// readCell reads the cell just opened and returns its column, which is next
// unless the cell says otherwise.
func (s *sheetReader) readCell(next int) (column int, err error) {
	column = next
	style, kind := 0, typeNumber
	for i := range s.x.attrs {
		a := &s.x.attrs[i]
		if len(a.prefix) > 0 || len(a.local) != 1 {
			continue
		}
		switch a.local[0] {
		case 'r':
			c, r, ok := parseCell(a.value)
			switch {
			case !ok:
				return next, refuseText(codeStructure, string(a.value), "this is not the address of a cell"+repairHint)
			case r != s.last:
				return next,
					refuseText(codeStructure, string(a.value), fmt.Sprintf("this cell stands in row %d", s.last)+repairHint)
			case c < next:
				return next, refuseText(codeStructure, string(a.value), "this cell is there twice or comes too late"+repairHint)
			}
			column = c
		case 's':
			n, ok := parseIndex(a.value)
			if !ok || n >= len(s.formats) && n > 0 {
				return column,
					refuseText(codeStructure, string(a.value),
						"the workbook has no such cell format, so a number and a date cannot be told apart"+repairHint)
			}
			style = n
		case 't':
			var ok bool
			if kind, ok = parseCellType(a.value); !ok {
				return column, refuseText(codeStructure, string(a.value), "this type of cell does not exist"+repairHint)
			}
		}
	}
	if column >= s.limits.Columns {
		return column, refuse(codeLimit, fmt.Sprintf("the sheet has more than %d columns", s.limits.Columns))
	}
	c, err := s.readContent()
	if err != nil {
		return column, err
	}
	format := showsNumber
	if style < len(s.formats) {
		format = s.formats[style]
	}
	return column, s.setCell(column, kind, format, c)
}

package spreadsheet

import (
	"fmt"
	"strconv"
)

// readStyles returns, for each cell format of the workbook, whether it shows
// dates.
func readStyles(x *xmlScanner, l Limits) ([]bool, error) {
	if err := x.root("styleSheet"); err != nil {
		return nil, err
	}
	codes := map[int]bool{}
	dates := []bool(nil)
	var ids []int
	inside := ""
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return nil, err
		case token == tokenEnd:
			dates = make([]bool, len(ids))
			for i, id := range ids {
				isDate, own := codes[id]
				dates[i] = own && isDate || !own && isBuiltInDate(id)
			}
			return dates, nil
		case token == tokenClose && x.depth() == 1:
			inside = ""
			continue
		case token != tokenOpen:
			continue
		case x.depth() == 2:
			inside = ""
			if x.space == spaceSheet {
				inside = string(x.local)
			}
			if inside != "numFmts" && inside != "cellXfs" {
				if err := x.skip(); err != nil {
					return nil, err
				}
				inside = ""
			}
			continue
		}
		switch {
		case inside == "numFmts" && x.is("numFmt"):
			id, err := x.index("numFmtId", true)
			if err != nil {
				return nil, err
			}
			code, _ := x.attr("formatCode")
			codes[id] = isDateFormat(string(code))
		case inside == "cellXfs" && x.is("xf"):
			id, err := x.index("numFmtId", false)
			if err != nil {
				return nil, err
			}
			if len(ids) == l.Styles {
				return nil, refuse(CodeLimit, fmt.Sprintf("the workbook has more than %d cell formats", l.Styles))
			}
			ids = append(ids, id)
		}
		if err := x.skip(); err != nil {
			return nil, err
		}
	}
}

// index reads an attribute that is a number from 0; one that may be missing is 0.
func (s *xmlScanner) index(local string, must bool) (int, error) {
	value, ok := s.attr(local)
	if !ok && !must {
		return 0, nil
	}
	n, good := parseIndex(value)
	if !good {
		return 0, refuseText(CodeStructure, string(value), "the attribute "+local+" is not a number from 0"+repairHint)
	}
	return n, nil
}

// parseIndex reads digits.
func parseIndex(b []byte) (int, bool) {
	if len(b) == 0 || len(b) > 9 {
		return 0, false
	}
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// flag reads an attribute that is true or false.
func (s *xmlScanner) flag(local string) (bool, error) {
	value, ok := s.attr(local)
	if !ok {
		return false, nil
	}
	switch string(value) {
	case "1", "true", "on":
		return true, nil
	case "0", "false", "off":
		return false, nil
	}
	return false, refuseText(CodeStructure, string(value), "the attribute "+strconv.Quote(local)+" is neither true nor false"+repairHint)
}

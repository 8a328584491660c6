package spreadsheet

import (
	"fmt"
	"strconv"
)

// shows is what a cell format makes of a number.
type shows uint8

const (
	showsNumber  shows = iota
	showsDate          // a day or a time of day
	showsPercent       // a hundred times the number, with a percent sign
)

// readStyles returns, for each cell format of the workbook, what it shows.
func readStyles(x *xmlScanner, l Limits) ([]shows, error) {
	if err := x.root("styleSheet"); err != nil {
		return nil, err
	}
	codes := map[int]shows{}
	var formats []shows
	var ids []int
	inside := ""
	for {
		token, err := x.next()
		switch {
		case err != nil:
			return nil, err
		case token == tokenEnd:
			formats = make([]shows, len(ids))
			for i, id := range ids {
				own, ok := codes[id]
				switch {
				case ok:
					formats[i] = own
				case isBuiltInDate(id):
					formats[i] = showsDate
				case id == 9 || id == 10:
					formats[i] = showsPercent
				}
			}
			return formats, nil
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
			switch {
			case isDateFormat(string(code)):
				codes[id] = showsDate
			case isPercentFormat(string(code)):
				codes[id] = showsPercent
			default:
				codes[id] = showsNumber
			}
		case inside == "cellXfs" && x.is("xf"):
			id, err := x.index("numFmtId", false)
			if err != nil {
				return nil, err
			}
			if len(ids) == l.Styles {
				return nil, refuse(codeLimit, fmt.Sprintf("the workbook has more than %d cell formats", l.Styles))
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
		return 0, refuseText(codeStructure, string(value), "the attribute "+local+" is not a number from 0"+repairHint)
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
	return false,
		refuseText(codeStructure, string(value),
			"the attribute "+strconv.Quote(local)+" is neither true nor false"+repairHint)
}

package lists

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// SDN is one row of the list of Specially Designated Nationals as OFAC publishes it
// in sdn.csv.
type SDN struct {
	Line       int // of the file, from 1
	Number     string
	Name       string
	Type       string   // "vessel", "individual", "aircraft"; empty for an entity
	Programs   []string // "IRAN", "SDGT"
	Title      string
	CallSign   string
	VesselType string
	Tonnage    string // deadweight, digits without commas
	GRT        string // gross register tons, digits without commas
	Flag       string
	Owner      string
	Remarks    string
	IMO        IMO // from the remarks
}

// sdnFault reports a row that is not as OFAC publishes it; the column is empty when the row
// as a whole is meant.
func sdnFault(line int, column, text, reason string) *sanctions.Error {
	where := fmt.Sprintf("sdn.csv line %d", line)
	if column != "" {
		where += ", " + column
	}
	return &sanctions.Error{
		Code: "bad_row", Subject: fmt.Sprintf("%s %q", where, clip.To(text, 80)), Reason: reason,
		Row: line, Column: column,
	}
}

var sdnColumns = []string{
	"ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage", "GRT", "Vess_flag",
	"Vess_owner", "Remarks",
}

const (
	sdnNull    = "-0- " // with its blank
	sdnEnd     = 0x1A   // the last line, alone
	maxSDNLine = 1 << 16
)

// ReadSDN reads sdn.csv row by row and keeps only their numbers: no header, twelve
// columns, -0- with a blank after it for nothing, and a last line that is one byte
// 0x1A. A row that is otherwise is yielded as an *sanctions.Error with its line and the
// reading goes on; so are a number of an entity that came before, a file without
// its last mark, which may have been cut short, and one that goes on after it.
// An error of the reader ends the sequence.
func ReadSDN(r io.Reader) iter.Seq2[SDN, error] {
	return func(yield func(SDN, error) bool) {
		in := bufio.NewReaderSize(r, maxSDNLine)
		seen := map[string]int{}
		ended := false
		for line := 1; ; line++ {
			text, err := in.ReadSlice('\n')
			if errors.Is(err, bufio.ErrBufferFull) {
				head := string(text[:80])
				for errors.Is(err, bufio.ErrBufferFull) {
					_, err = in.ReadSlice('\n')
				}
				if !yield(SDN{}, sdnFault(line, "", head, fmt.Sprintf("is longer than %d bytes", maxSDNLine))) {
					return
				}
				text = nil
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(SDN{}, err)
				return
			}
			atEnd := err != nil
			body := bytes.TrimRight(text, "\r\n")
			switch {
			case len(text) == 0:
			case len(body) == 1 && body[0] == sdnEnd && !ended:
				ended = true
			case ended:
				yield(SDN{}, sdnFault(line, "", string(body), "stands after the mark of the end"))
				return
			default:
				row, err := parseSDN(line, string(body))
				if err == nil {
					if first, twice := seen[row.Number]; twice {
						err = sdnFault(line, "ent_num", row.Number, fmt.Sprintf("stands in line %d already", first))
					}
					seen[row.Number] = line
				}
				if !yield(row, err) {
					return
				}
			}
			if atEnd {
				if !ended {
					yield(SDN{},
						sdnFault(line, "", "",
							"the file ends without its mark, the byte 0x1A alone on a line: it may have been cut short"))
				}
				return
			}
		}
	}
}

func parseSDN(line int, text string) (SDN, error) {
	bad := func(column int, text, reason string) (SDN, error) {
		name := ""
		if column >= 0 {
			name = sdnColumns[column]
		}
		return SDN{}, sdnFault(line, name, text, reason)
	}
	if !utf8.ValidString(text) {
		return bad(-1, strings.ToValidUTF8(text, "?"), "is not UTF-8")
	}
	if i := strings.IndexFunc(text, func(r rune) bool { return r < ' ' && r != '\t' }); i >= 0 {
		return bad(-1, text[i:], "holds a control character")
	}
	fields, quoted, reason := splitSDN(text)
	if reason != "" {
		return bad(-1, text, reason)
	}
	if len(fields) != len(sdnColumns) {
		return bad(-1, text, fmt.Sprintf("%d columns, want %d", len(fields), len(sdnColumns)))
	}
	for i, f := range fields {
		switch {
		case quoted[i] && f != "":
		case !quoted[i] && f == sdnNull && i > 1:
			fields[i] = ""
		case i == 0 && !quoted[i]:
			if !check.Digits(f) || len(f) > 12 {
				return bad(i, f, "want the number of the entity")
			}
		default:
			return bad(i, f, "want a text in quotation marks, or -0- with a blank after it for nothing")
		}
	}
	s := SDN{
		Line: line, Number: fields[0], Name: fields[1], Type: fields[2], Title: fields[4], CallSign: fields[5],
		VesselType: fields[6], Flag: fields[9], Owner: fields[10], Remarks: fields[11],
	}
	for i := 7; i <= 8; i++ {
		n := strings.ReplaceAll(fields[i], ",", "")
		if fields[i] != "" && (!check.Digits(n) || !thousands(fields[i])) {
			return bad(i, fields[i], "want a whole number with commas at the thousands")
		}
		fields[i] = n
	}
	s.Tonnage, s.GRT = fields[7], fields[8]
	if fields[3] != "" {
		s.Programs = strings.Split(fields[3], "] [")
	}
	number, err := imoInRemarks(s.Remarks)
	if err != nil {
		e := sdnFault(line, "Remarks", s.Name, err.Error())
		e.Err = err
		return SDN{}, e
	}
	s.IMO = number
	return s, nil
}

// splitSDN cuts a line at its commas; quotation marks inside a text are doubled.
func splitSDN(text string) (fields []string, quoted []bool, reason string) {
	for {
		if !strings.HasPrefix(text, `"`) {
			f, rest, more := strings.Cut(text, ",")
			if strings.Contains(f, `"`) {
				return nil, nil, "a quotation mark inside a text without marks"
			}
			fields, quoted = append(fields, f), append(quoted, false)
			if !more {
				return fields, quoted, ""
			}
			text = rest
			continue
		}
		var b strings.Builder
		text = text[1:]
		for {
			part, rest, closed := strings.Cut(text, `"`)
			b.WriteString(part)
			if !closed {
				return nil, nil, "a quotation mark that is not closed on its line"
			}
			text = rest
			if !strings.HasPrefix(text, `"`) {
				break
			}
			b.WriteByte('"')
			text = text[1:]
		}
		fields, quoted = append(fields, b.String()), append(quoted, true)
		switch {
		case text == "":
			return fields, quoted, ""
		case text[0] != ',':
			return nil, nil, "text after a closing quotation mark"
		}
		text = text[1:]
	}
}

// thousands reports whether the commas of a number, if any, stand at the thousands.
func thousands(s string) bool {
	groups := strings.Split(s, ",")
	if len(groups) == 1 {
		return true
	}
	for i, g := range groups {
		if i > 0 && len(g) != 3 || i == 0 && (g == "" || len(g) > 3) {
			return false
		}
	}
	return true
}

// imoInRemarks finds "Vessel Registration Identification IMO 9187629".
func imoInRemarks(remarks string) (IMO, error) {
	_, rest, found := strings.Cut(remarks, "Vessel Registration Identification IMO ")
	if !found {
		return "", nil
	}
	end := strings.IndexAny(rest, ";(. ")
	if end < 0 {
		end = len(rest)
	}
	return ParseIMO(rest[:end])
}

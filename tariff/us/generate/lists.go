package main

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// list is a product list of a U.S. note, as it is written to facts/lists.
type list struct {
	name, title, note, source, retrieved string
	rows                                 []row
}

// row is a code on a list: dotted as the schedule writes it, with a leading "-"
// where it is taken off the list again below a shorter code. The dates are ISO
// texts or empty; [from, to) are the days of entry.
type row struct {
	code, from, to, published, overtaken string
}

var rowCode = regexp.MustCompile(`^-?\d{2}(\d{2}(\.\d{2}(\.\d{2}(\.\d{2})?)?)?)?$`)

// writeLists writes each list to its own file in dir, sorted by code and date.
func writeLists(dir string, lists []list) error {
	for _, l := range lists {
		text, err := l.text()
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, l.name+".txt"), []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// text is the file of the list. A code that is malformed, or that stands twice
// for the same first day, is an error.
func (l list) text() (string, error) {
	rows := slices.Clone(l.rows)
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(
			cmp.Compare(strings.TrimPrefix(a.code, "-"), strings.TrimPrefix(b.code, "-")),
			cmp.Compare(a.from, b.from), cmp.Compare(a.published, b.published), cmp.Compare(a.code, b.code))
	})
	var b strings.Builder
	fmt.Fprintf(&b, "# name: %s\n# title: %s\n# note: %s\n# source: %s\n# retrieved: %s\n# rows: %d\n",
		l.name, l.title, l.note, l.source, l.retrieved, len(rows))
	for i, r := range rows {
		if !rowCode.MatchString(r.code) {
			return "", fmt.Errorf("list %s: code %q is malformed", l.name, r.code)
		}
		if i > 0 && rows[i-1] == r {
			return "", fmt.Errorf("list %s: %s stands twice", l.name, r.code)
		}
		fields := strings.Join([]string{r.code, r.from, r.to, r.published, r.overtaken}, "\t")
		b.WriteString(strings.TrimRight(fields, "\t") + "\n")
	}
	return b.String(), nil
}

// notesFile is chapter 99 with all its U.S. notes, as of revision 6 of 2026.
const notesFile = "us-notes/chapter99_2026_rev_6.txt.gz"

const notesSource = "U.S. notes to subchapter III of chapter 99, HTS 2026 revision 6 (U.S. International Trade Commission)"

// noteLines reads the lines of the notes.
func noteLines(data fs.FS) ([]string, error) {
	f, err := data.Open(notesFile)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", notesFile, err)
	}
	var lines []string
	s := bufio.NewScanner(z)
	for s.Scan() {
		lines = append(lines, s.Text())
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", notesFile, err)
	}
	return lines, nil
}

// passage is the text from the first line that begins with start to the next
// line that begins with end; leading blanks do not count. The search begins at
// line number after.
func passage(lines []string, after int, start, end string) (text string, first int, err error) {
	begins := func(from int, prefix string) int {
		for i := from; i < len(lines); i++ {
			if strings.HasPrefix(strings.TrimLeft(lines[i], " \f"), prefix) {
				return i
			}
		}
		return -1
	}
	first = begins(after, start)
	if first < 0 {
		return "", 0, fmt.Errorf("%s: no line begins with %q", notesFile, start)
	}
	last := begins(first+1, end)
	if last < 0 {
		return "", 0, fmt.Errorf("%s: no line after line %d begins with %q", notesFile, first+1, end)
	}
	return strings.Join(lines[first:last], "\n"), first, nil
}

var (
	legalCode       = regexp.MustCompile(`(?:^|[^\d.])(\d{4}\.\d{2}\.\d{2})(?:$|[^\d.]|\.\s|\.$)`)
	statisticalCode = regexp.MustCompile(`(?:^|[^\d.])(\d{4}\.\d{2}\.\d{4})(?:$|\D)`)
)

// legalCodes are the 8-digit codes in a text, without those of chapters 98 and 99.
func legalCodes(text string) []string {
	var out []string
	for {
		m := legalCode.FindStringSubmatchIndex(text)
		if m == nil {
			return out
		}
		if code := text[m[2]:m[3]]; code < "98" {
			out = append(out, code)
		}
		text = text[m[3]:]
	}
}

// statisticalCodes are the 10-digit numbers in a text, dotted as the schedule's
// own rows: 8413.91.90.85.
func statisticalCodes(text string) []string {
	var out []string
	for {
		m := statisticalCode.FindStringSubmatchIndex(text)
		if m == nil {
			return out
		}
		code := text[m[2]:m[3]]
		out = append(out, code[:10]+"."+code[10:])
		text = text[m[3]:]
	}
}

// Command generate writes the texts of package words from a folder of raw material: the
// last published export of the schedule (hts/), and the lines and statistical numbers
// that later editions changed (us-2026h2/). The same material gives the same bytes.
//
//	go run ./tariff/us/words/generate -data DIR [-out FILE]
package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/hts"
	"github.com/tradeshock/tradeshock/tariff/internal/raw"
	"github.com/tradeshock/tradeshock/trade"
)

func main() { raw.Main("tariff/us/words/texts.gz", generate) }

// row is a row of print: a provision, or a superior text without a number.
type row struct {
	number trade.Product
	indent int
	text   string
}

func generate(data fs.FS) ([]byte, error) {
	edition, err := hts.ReadFile(data, "hts/hts_2026_rev_10.json.gz")
	if err != nil {
		return nil, err
	}
	rows := rowsOf(edition)
	if len(rows) == 0 {
		return nil, fmt.Errorf("%s has no row of chapters 1 to 98", edition.Name)
	}
	changes, err := rowsOfFile(data, "us-2026h2/hts_lines_rev10_to_rev21.csv", "change", "htsno", "description")
	if err != nil {
		return nil, err
	}
	pairs, err := rowsOfFile(data, "us-2026h2/hts_stat_changes_2026-07-01.csv", "old", "new", "new_description")
	if err != nil {
		return nil, err
	}
	if rows, err = follow(rows, changes, pairs); err != nil {
		return nil, err
	}
	return pack(rows)
}

// rowsOf are the rows of chapters 1 to 98, in the order of print.
func rowsOf(edition *hts.Revision) []row {
	var out []row
	for _, r := range edition.Rows {
		if r.Number >= "99" {
			break
		}
		out = append(out, row{r.Number, r.Indent, clean(r.Description)})
	}
	for len(out) > 0 && out[len(out)-1].number == "" { // superior texts of chapter 99
		out = out[:len(out)-1]
	}
	return out
}

var (
	tag   = regexp.MustCompile(`</?[a-zA-Z]{1,6}>`)
	marks = strings.NewReplacer("ʼ", "'", "’", "'", "‘", "'", "“", `"`, "”", `"`, "ˮ", `"`, "- ment", "ment",
		"\u00ad", "")
)

// clean drops tags, joins blanks and takes the quotation marks of a keyboard.
func clean(text string) string {
	return strings.Join(strings.Fields(marks.Replace(tag.ReplaceAllString(text, ""))), " ")
}

// follow applies the numbers that came and went after the edition. A number that was split
// stays as a text above its successors, since they are described under it; one that was
// used anew for other goods is among the successors of another.
func follow(rows []row, changes, pairs [][]string) ([]row, error) {
	added, removed := map[trade.Product]string{}, map[trade.Product]bool{}
	for _, c := range changes {
		code, err := trade.ParseProduct(c[1])
		switch {
		case err != nil:
			return nil, err
		case code >= "99":
		case c[0] == "removed":
			removed[code] = true
		default:
			added[code] = clean(c[2])
		}
	}
	successors := map[trade.Product][]row{}
	placed := map[trade.Product]bool{}
	for _, p := range pairs {
		old, err := trade.ParseProduct(p[0])
		if err != nil {
			return nil, err
		}
		number, err := trade.ParseProduct(p[1])
		if err != nil {
			return nil, err
		}
		if !placed[number] {
			placed[number] = true
			successors[old] = append(successors[old], row{number: number, text: clean(p[2])})
		}
	}
	var out []row
	for _, r := range rows {
		if next := successors[r.number]; r.number == "" || !removed[r.number] && len(next) == 0 {
			out = append(out, r)
			continue
		}
		out = append(out, succeed(r, successors[r.number], added)...)
		delete(removed, r.number)
	}
	for code := range removed {
		return nil, fmt.Errorf("the edition has no %s, which is said to have gone", code)
	}
	for code := range added {
		if !slices.ContainsFunc(out, func(r row) bool { return r.number == code }) {
			return nil, fmt.Errorf("%s is new and takes the place of nothing", code)
		}
	}
	return out, nil
}

// succeed is what stands in the place of a number that went.
func succeed(old row, next []row, added map[trade.Product]string) []row {
	slices.SortFunc(next, func(a, b row) int { return strings.Compare(string(a.number), string(b.number)) })
	if line := old.number[:8]; strings.HasSuffix(string(old.number), "00") && hasKey(added, line) {
		out := []row{{line, old.indent, old.text}}
		for _, n := range next {
			out = append(out, row{n.number, old.indent + 1, n.text})
		}
		return out
	}
	switch len(next) {
	case 0:
		return nil
	case 1:
		return []row{{next[0].number, old.indent, next[0].text}}
	}
	out := []row{{"", old.indent, old.text}}
	for _, n := range next {
		out = append(out, row{n.number, old.indent + 1, n.text})
	}
	return out
}

func hasKey(m map[trade.Product]string, key trade.Product) bool {
	_, ok := m[key]
	return ok
}

// pack writes the head and the rows: number, indent, text, with tabs between.
func pack(rows []row) ([]byte, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "# title: Descriptions of chapters 1 to 98: number, indent, text\n"+
		"# source: Harmonized Tariff Schedule of the United States, 2026 revision 10 (U.S. International Trade "+
		"Commission), with the statistical numbers of 1 July 2026 as transcribed by readers of revision 21; public domain\n"+
		"# retrieved: 2026-11-26\n# revision: 2026_rev_21\n# rows: %d\n", len(rows))
	for _, r := range rows {
		fmt.Fprintf(&text, "%s\t%d\t%s\n", string(r.number), r.indent, r.text)
	}
	var packed bytes.Buffer
	z, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write([]byte(text.String())); err != nil {
		return nil, err
	}
	err = z.Close()
	return packed.Bytes(), err
}

// rowsOfFile are the rows of a file with a header row, of the columns named.
func rowsOfFile(data fs.FS, name string, columns ...string) (out [][]string, err error) {
	err = raw.Each(data, name, func(cells []string) error {
		out = append(out, cells)
		return nil
	}, columns...)
	return out, err
}

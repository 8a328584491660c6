package us

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

//go:embed facts
var facts embed.FS

// tableFault says which line of an embedded table cannot be read.
func tableFault(table string, line int, reason string) *Error {
	return &Error{fmt.Sprintf("table %s, line %d", table, line), reason}
}

// rows calls read with the fields of every row of a table; missing fields at the
// end are empty.
func rows(table string, fields int, read func(f []string) error) error {
	data, err := facts.ReadFile("facts/" + table)
	if err != nil {
		return err
	}
	f := make([]string, fields)
	n := 0
	for rest := string(data); rest != ""; { // one string, of which every field is a part
		var text string
		text, rest, _ = strings.Cut(rest, "\n")
		n++
		if text == "" || text[0] == '#' {
			continue
		}
		for i := range f {
			f[i], text, _ = strings.Cut(text, "\t")
		}
		if text != "" {
			return tableFault(table, n, fmt.Sprintf("more than %d fields", fields))
		}
		if err := read(f); err != nil {
			return tableFault(table, n, err.Error())
		}
	}
	return nil
}

// days reads ISO dates, each of which may be empty; the same few stand in most rows.
type days map[string]trade.Date

func (d days) date(text string) (trade.Date, error) {
	if text == "" {
		return trade.Date{}, nil
	}
	if on, ok := d[text]; ok {
		return on, nil
	}
	on, err := trade.ParseDate(text)
	d[text] = on
	return on, err
}

func (d days) interval(first, end string) (iv trade.Interval, err error) {
	if iv.From, err = d.date(first); err != nil {
		return iv, err
	}
	iv.To, err = d.date(end)
	return iv, err
}

func loadSchedule() (*law.Schedule, error) {
	s := &law.Schedule{
		Lines: make([]law.Line, 0, 12500), Numbers: make([]law.Number, 0, 18000),
		KnownUntil: KnownUntil(),
	}
	units := map[string][]string{"": nil}
	split := func(text string) []string {
		u, ok := units[text]
		if !ok {
			u = strings.Split(text, ",")
			units[text] = u
		}
		return u
	}
	known := days{}
	err := rows("schedule.txt", 7, func(f []string) error {
		during, err := known.interval(f[1], f[2])
		code, special := trade.Product(f[0]), f[4]
		if symbol := programOfChapter98(code); symbol != "" && special == "Free" {
			special = "Free (" + symbol + ")"
		}
		s.Lines = append(s.Lines,
			law.Line{Code: code, During: during, General: f[3], Special: special, Other: f[5], Units: split(f[6])})
		return err
	})
	if err != nil {
		return nil, err
	}
	err = rows("statistical.txt", 5, func(f []string) error {
		during, err := known.interval(f[1], f[2])
		n := law.Number{Code: trade.Product(f[0]), During: during, Units: split(f[3])}
		for _, code := range split(f[4]) {
			n.TransferredFrom = append(n.TransferredFrom, trade.Product(code))
		}
		s.Numbers = append(s.Numbers, n)
		return err
	})
	if err != nil {
		return nil, err
	}
	err = rows("seasons.txt", 4, func(f []string) error {
		code := func(text string) trade.Product { return trade.Product(strings.ReplaceAll(text, ".", "")) }
		s.Seasons = append(s.Seasons, law.Season{Code: code(f[0]), From: f[1], To: f[2], Group: code(f[3])})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows("revisions.txt", 4, func(f []string) error {
		in, err := known.interval(f[1], cmp.Or(f[3], f[1]))
		s.Revisions = append(s.Revisions,
			law.Revision{Name: f[0], Published: in.From, Effective: in.To, Held: f[2] == "held"})
		return err
	})
	return s, err
}

// tables are the files of facts, in order of their names.
func tables() ([]string, error) {
	top, err := fs.Glob(facts, "facts/*.txt")
	if err != nil {
		return nil, err
	}
	lists, err := fs.Glob(facts, "facts/lists/*.txt")
	return append(top, lists...), err
}

// headOf reads the lines "# key: value" at the head of a table.
func headOf(name string) (map[string]string, error) {
	data, err := facts.ReadFile(name)
	if err != nil {
		return nil, err
	}
	head := map[string]string{}
	for line := range bytes.Lines(data) {
		text, found := strings.CutPrefix(strings.TrimSpace(string(line)), "# ")
		if !found {
			break
		}
		key, value, _ := strings.Cut(text, ": ")
		head[key] = value
	}
	return head, nil
}

func loadLists() ([]law.List, error) {
	names, err := fs.Glob(facts, "facts/lists/*.txt")
	if err != nil {
		return nil, err
	}
	var out []law.List
	known := days{}
	for _, name := range names {
		head, err := headOf(name)
		if err != nil {
			return nil, err
		}
		count, err := strconv.Atoi(head["rows"])
		if err != nil {
			return nil, tableFault(name, 0, "the head does not state the rows")
		}
		l := law.List{
			Name: strings.TrimSuffix(path.Base(name), ".txt"), Title: head["title"], Note: head["note"],
			Entries: make([]law.ListEntry, 0, count),
		}
		err = rows(strings.TrimPrefix(name, "facts/"), 5, func(f []string) error {
			code, out := strings.CutPrefix(f[0], "-")
			product, err := trade.ParseProduct(code)
			if err != nil {
				return err
			}
			e := law.ListEntry{Code: product, Out: out}
			if e.During, err = known.interval(f[1], f[2]); err != nil {
				return err
			}
			if e.Published, err = known.date(f[3]); err != nil {
				return err
			}
			e.Overtaken, err = known.date(f[4])
			l.Entries = append(l.Entries, e)
			return err
		})
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	return out, nil
}

func loadSources() ([]law.Source, error) {
	names, err := tables()
	if err != nil {
		return nil, err
	}
	var out []law.Source
	for _, name := range names {
		head, err := headOf(name)
		if err != nil {
			return nil, err
		}
		count, err := strconv.Atoi(head["rows"])
		if err != nil {
			return nil, tableFault(name, 0, "the head does not state the rows")
		}
		out = append(out, law.Source{
			Table: strings.TrimSuffix(strings.TrimPrefix(name, "facts/"), ".txt"), Title: head["title"],
			Publisher: head["source"], Retrieved: head["retrieved"], Revision: head["note"], Rows: count,
		})
	}
	return out, nil
}

// loadGroups reads the large groups of countries that notes define.
func loadGroups() ([]law.Group, error) {
	var out []law.Group
	err := rows("groups.txt", 2, func(f []string) error {
		if n := len(out); n == 0 || out[n-1].Name != f[0] {
			out = append(out, law.Group{Name: f[0]})
		}
		last := &out[len(out)-1]
		last.Members = append(last.Members, law.Member{Country: trade.Country(f[1])})
		return nil
	})
	return out, err
}

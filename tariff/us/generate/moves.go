package main

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// Statistical numbers come and go under section 484(f), while the goods stay. A move says
// under which number goods of another are entered from a day on; a number may keep its
// digits and change its goods.
type move struct {
	day      string
	old, new trade.Product
}

// laterNumbers are the changes of numbers by the editions after the last that is held,
// and the day of their change record.
const laterNumbers = "2026-07-01"

// later applies the lines that revision 21 has and revision 10 has not, and the other way
// round. No line of eight digits came or went, and what a new number is counted in is what
// the numbers were counted in that it takes the place of.
func (t timeline) later(data fs.FS, lines timeline) ([]move, error) {
	changes, err := readCSV(data, "us-2026h2/hts_lines_rev10_to_rev21.csv")
	if err != nil {
		return nil, err
	}
	moves, err := laterMoves(data)
	if err != nil {
		return nil, err
	}
	held := map[trade.Product]string{}
	for code, spans := range t {
		if last := spans[len(spans)-1]; last.to == "" {
			held[code] = last.text
		}
	}
	before := maps.Clone(held)
	for _, r := range changes {
		code, err := trade.ParseProduct(r["htsno"])
		if err != nil {
			return nil, err
		}
		_, number := held[code]
		switch {
		case code >= "99":
		case len(code) < 10:
			if lines[code[:min(8, len(code))]] == nil {
				return nil, fmt.Errorf("revision 21 has the new line %s", code)
			}
		case r["change"] == "removed" && number:
			delete(held, code)
		case r["change"] == "removed":
			if !strings.HasSuffix(string(code), "00") || lines[code[:8]] == nil {
				return nil, fmt.Errorf("revision 21 removes %s, which is no number", code)
			}
		default:
			held[code] = unitsOfOld(moves, code, before, lines)
		}
	}
	if err := t.put(held, "2026_rev_11", laterNumbers, true); err != nil {
		return nil, err
	}
	return moves, nil
}

// usedAnew cuts the numbers that keep their digits on a day when their goods change.
func (t timeline) usedAnew(moves []move) {
	for _, m := range moves {
		for i, s := range t[m.new] {
			if s.from < m.day && (s.to == "" || s.to > m.day) {
				t[m.new][i].to = m.day
				t[m.new] = slices.Insert(t[m.new], i+1, span{from: m.day, to: s.to, text: s.text})
				break
			}
		}
	}
}

// unitsOfOld are the units of the numbers whose goods a new number takes, where they are
// the same for all of them; else none, which are then those of the line.
func unitsOfOld(moves []move, code trade.Product, before map[trade.Product]string, lines timeline) string {
	var units []string
	for _, m := range moves {
		if m.new != code {
			continue
		}
		text, number := before[m.old]
		if !number {
			spans := lines[m.old[:8]]
			columns := strings.Split(spans[len(spans)-1].text, "\t")
			text = columns[len(columns)-1]
		}
		units = append(units, text)
	}
	if units = slices.Compact(units); len(units) == 1 {
		return units[0]
	}
	return ""
}

// laterMoves are the moves of 1 July 2026.
func laterMoves(data fs.FS) ([]move, error) {
	rows, err := readCSV(data, "us-2026h2/hts_stat_changes_2026-07-01.csv")
	if err != nil {
		return nil, err
	}
	var out []move
	for _, r := range rows {
		m := move{day: laterNumbers}
		if m.old, err = trade.ParseProduct(r["old"]); err != nil {
			return nil, err
		}
		if m.new, err = trade.ParseProduct(r["new"]); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

// recordMoves reads the transfers of a change record: "Discontinued (transferred to A and
// B)", "Established (transferred from C (pt.))".
func recordMoves(data fs.FS, edition, day string) ([]move, error) {
	text, err := fs.ReadFile(data, recordName(edition))
	if err != nil {
		return nil, err
	}
	var entries []string
	for line := range strings.Lines(string(text)) {
		switch {
		case recordItem.MatchString(line):
			entries = append(entries, strings.TrimSpace(line))
		case strings.HasPrefix(line, "        ") && len(entries) > 0 && !strings.Contains(line, "Item changed"):
			entries[len(entries)-1] += " " + strings.TrimSpace(line)
		default:
			entries = append(entries, "") // a page or a note: nothing goes on
		}
	}
	seen := map[move]bool{}
	var out []move
	for _, e := range entries {
		own, rest, found := strings.Cut(e, " ")
		_, codes, transferred := strings.Cut(rest, "(transferred ")
		if !found || !transferred {
			continue
		}
		for _, other := range recordNumber.FindAllString(codes, -1) {
			m := move{day: day, old: undotted(own), new: undotted(other)}
			if strings.HasPrefix(codes, "from") {
				m.old, m.new = m.new, m.old
			}
			if !seen[m] {
				seen[m] = true
				out = append(out, m)
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no number was transferred", recordName(edition))
	}
	return out, nil
}

var (
	recordItem   = regexp.MustCompile(`^\d{4}\.\d{2}\.\d{4}\s`)
	recordNumber = regexp.MustCompile(`\d{4}\.\d{2}\.\d{4}`)
)

func undotted(code string) trade.Product { return trade.Product(strings.ReplaceAll(code, ".", "")) }

// inferredMoves are for a day whose record names the numbers that came and went and not
// which goods moved where: within a line, from all that went to all that came.
func (t timeline) inferredMoves(day string) []move {
	gone, came, had := map[trade.Product][]trade.Product{}, map[trade.Product][]trade.Product{}, map[trade.Product]bool{}
	for _, code := range slices.Sorted(maps.Keys(t)) {
		for _, s := range t[code] {
			if s.to == day {
				gone[code[:8]] = append(gone[code[:8]], code)
			}
			if s.from == day {
				came[code[:8]] = append(came[code[:8]], code)
			} else if s.from < day {
				had[code[:8]] = true
			}
		}
	}
	var out []move
	for _, line := range slices.Sorted(maps.Keys(came)) {
		olds := gone[line]
		if !had[line] {
			olds = []trade.Product{line + "00"}
		}
		for _, old := range olds {
			for _, number := range came[line] {
				out = append(out, move{day, old, number})
			}
		}
	}
	return out
}

// numberTable prints the numbers with those whose goods they took.
func (t timeline) numberTable(moves []move, title, source string) string {
	with := timeline{}
	for code, spans := range t {
		for _, s := range spans {
			var olds []string
			for _, m := range moves {
				if m.new == code && m.day == s.from {
					olds = append(olds, string(m.old))
				}
			}
			slices.Sort(olds)
			s.text += "\t" + strings.Join(olds, ",")
			with[code] = append(with[code], s)
		}
	}
	return with.table(title, source, "2026-11-26")
}

// partly are the lists on which a number may stand though it took only a part of its goods
// from numbers of the list: their articles are described and claimed.
var partly = map[string]bool{"301_excluded_articles": true}

// follow adds to a list of the law the numbers to which the goods of its numbers moved,
// and those from which they came, for as long as the list names the goods.
func (l *list) follow(moves []move, numbers timeline) error {
	for i := 0; i < len(l.rows); i++ {
		r := l.rows[i]
		out := strings.HasPrefix(r.code, "-")
		code := undotted(strings.TrimPrefix(r.code, "-"))
		if len(code) != 10 {
			continue
		}
		sign := r.code[:len(r.code)-len(strings.TrimPrefix(r.code, "-"))]
		for _, m := range moves {
			switch {
			case m.old == code && reused(moves, code, m.day):
				// A list of before means the goods that the number then had; one of after, those
				// that it has.
				if r.from < m.day && (r.to == "" || r.to > m.day) {
					next := r
					next.code, next.from = sign+m.new.String(), m.day
					l.add(next)
					l.rows[i].to = m.day
				}
			case m.new == code && reused(moves, code, m.day):
			case m.old == code && bornBetween(numbers, code, m.day, r.from):
				// The list means the goods that have the number since.
			case m.old == code && (r.to == "" || m.day < r.to):
				for _, other := range moves {
					if other.new == m.new && other.day == m.day && !out && !l.names(other.old) && !partly[l.name] {
						return fmt.Errorf("list %s: %s took goods of %s, which is listed, and of %s, which is not", l.name, m.new, m.old,
							other.old)
					}
				}
				next := r
				next.code, next.from = sign+m.new.String(), max(r.from, m.day)
				l.add(next)
			case m.new == code && m.day <= first2025 && !l.before2025():
			case m.new == code && r.from < m.day && bornOn(numbers, code, m.day) && !l.names(m.old):
				whole := true
				for _, other := range moves {
					whole = whole && (other.old != m.old || other.day != m.day || l.names(other.new))
				}
				if !whole && !partly[l.name] {
					return fmt.Errorf("list %s: %s is listed before %s, when its goods stood in %s with others", l.name, code, m.day,
						m.old)
				}
				before := r
				before.code = sign + m.old.String()
				if before.to == "" || before.to > m.day {
					before.to = m.day
				}
				l.add(before)
			}
		}
	}
	return nil
}

// first2025 is the first day of the law that lists of orders of 2025 and later are of.
const first2025 = "2025-01-01"

// before2025 reports whether a list is of a measure that was in force before 2025. A row without
// a first day means the days of the measures that use the list.
func (l *list) before2025() bool {
	return slices.ContainsFunc([]string{
		"301_list", "301_excluded", "301_note_31b", "232_steel_mill", "232_aluminum_mill",
		"232_steel_derivative_2020", "232_aluminum_derivative_2020", "russia_",
	},
		func(prefix string) bool { return strings.HasPrefix(l.name, prefix) })
}

// bornBetween reports whether a number that had gone on a day came again until another.
func bornBetween(numbers timeline, code trade.Product, gone, until string) bool {
	return slices.ContainsFunc(numbers[code], func(s span) bool { return gone < s.from && s.from <= until })
}

func bornOn(numbers timeline, code trade.Product, day string) bool {
	return len(numbers[code]) > 0 && numbers[code][0].from == day
}

// names reports whether the list has the number, or a code above it.
func (l *list) names(code trade.Product) bool {
	return slices.ContainsFunc(l.rows, func(r row) bool { return code.Within(undotted(strings.TrimPrefix(r.code, "-"))) })
}

// add adds a row unless the list has one of the code from the same day or before.
func (l *list) add(r row) {
	for _, old := range l.rows {
		if old.code == r.code && old.from <= r.from && (old.to == "" || r.to != "" && old.to >= r.to) {
			return
		}
	}
	l.rows = append(l.rows, r)
}

// reused reports whether a number kept its digits on a day when its goods changed.
func reused(moves []move, code trade.Product, day string) bool {
	return slices.ContainsFunc(moves, func(m move) bool {
		return m.old == code && m.day == day && slices.ContainsFunc(moves, func(o move) bool {
			return o.new == code && o.day == m.day
		})
	})
}

// inOldSense reads rows of a list that was written before numbers were used anew: a number
// of the list from a day means the goods that it had before, to the day on which the list
// was written anew.
func inOldSense(rows []row, moves []move, from, to string) []row {
	var out []row
	for _, r := range rows {
		code := undotted(r.code)
		if !reused(moves, code, laterNumbers) || r.from != from {
			out = append(out, r)
			continue
		}
		for _, m := range moves {
			if m.old == code {
				out = append(out, row{code: m.new.String(), from: from, to: to, published: r.published})
			}
		}
		if r.to == "" {
			r.from = to
			out = append(out, r)
		}
	}
	return out
}

package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// ieepaLists are the goods of Annex II, U.S. note 2(v)(iii), as each edition lists
// them, and the lists of Section 122, U.S. note 2(aa).
func ieepaLists(data fs.FS) ([]list, error) {
	lines, err := noteLines(data)
	if err != nil {
		return nil, err
	}
	annex, err := annexII(data, lines)
	if err != nil {
		return nil, err
	}
	var lists []list
	add := func(name, title, note string, rows []row) {
		lists = append(lists,
			list{name: name, title: title, note: note, source: notesSource, retrieved: "2026-06-29", rows: once(rows)})
	}
	at := 0
	read := func(start, end string) []row {
		if err != nil {
			return nil
		}
		var text string
		text, at, err = passage(lines, at, start, end)
		return plain(append(legalCodes(text), statisticalCodes(text)...)...)
	}
	described := read("(b) As provided in heading 9903.02.78", "(iv) As provided in 9903.01.26")
	for i := range described {
		described[i].from, described[i].published = "2025-11-13", "2025-11-14"
	}
	add("annex_ii_described", "Reciprocal duty, described agricultural articles", "2(v)(iii)(b)", described)
	add("s122_listed", "Section 122, listed goods", "2(aa)(ii)",
		read("(ii) As provided in heading 9903.03.03", "(iii) As provided in heading 9903.03.04"))
	add("s122_described", "Section 122, described articles", "2(aa)(iii)",
		read("(iii) As provided in heading 9903.03.04", "(iv) As provided in heading 9903.03.05"))
	add("s122_aircraft", "Section 122, civil aircraft", "2(aa)(iv)",
		read("(iv) As provided in heading 9903.03.05", "(v) As provided in heading 9903.03.06"))
	if err != nil {
		return nil, err
	}
	return append(lists, annex), nil
}

// annexII reads the list by the editions in which a provision first and last stood.
// The goods of the memorandum of 11 April 2025 are out from 5 April on.
// The note decides on the codes that stand: where the compiled list names a line of
// which the note lists some numbers only, those take its place.
func annexII(data fs.FS, lines []string) (list, error) {
	note, _, err := passage(lines, 0, "(a) As provided for in heading 9903.01.32", "(b) As provided in heading 9903.02.78")
	if err != nil {
		return list{}, err
	}
	numbers := statisticalCodes(note)

	records, err := readCSV(data, "us-policy/annex_ii_first_appearance.csv")
	if err != nil {
		return list{}, err
	}
	published := map[string]string{"2025-11-13": "2025-11-14"}
	l := list{
		name: "annex_ii", title: "Reciprocal duty, goods of Annex II", note: "2(v)(iii)(a)", retrieved: "2026-06-29",
		source: "U.S. note 2(v)(iii) in the editions of 2025 and 2026, as compiled by The Budget Lab at Yale (MIT)",
	}
	for _, r := range records {
		code, err := dotted(r["prefix"])
		if err != nil {
			return list{}, err
		}
		out := row{code: code}
		if r["first_effective_date"] != "NA" {
			out.from, out.published = r["first_effective_date"], published[r["first_effective_date"]]
		}
		if r["first_revision"] == "rev_10" {
			out.published = "2025-04-11"
		}
		if end := r["end_effective_date"]; end != "NA" {
			if out.to, err = nextDay(end); err != nil {
				return list{}, err
			}
		}
		below := slices.DeleteFunc(slices.Clone(numbers), func(n string) bool { return !strings.HasPrefix(n, code+".") })
		if out.to == "" && len(below) > 0 && !strings.Contains(note, code+" ") {
			for _, n := range below {
				out.code = n
				l.rows = append(l.rows, out)
			}
			continue
		}
		l.rows = append(l.rows, out)
	}
	return l, nil
}

// laborLists are the goods that note 52 leaves out for every origin.
func laborLists(data fs.FS) ([]list, error) {
	records, err := readCSV(data, "us-2026h2/fl301_exempt_products.csv")
	if err != nil {
		return nil, err
	}
	lists := []list{
		{name: "labor_listed", title: "60-economy duty, listed goods", note: "52(b)"},
		{name: "labor_described", title: "60-economy duty, described articles", note: "52(c)"},
		{name: "labor_aircraft", title: "60-economy duty, civil aircraft", note: "52(d)"},
		{name: "labor_pharmaceutical", title: "60-economy duty, for pharmaceutical use", note: "52(e)"},
	}
	for i := range lists {
		l := &lists[i]
		l.source, l.retrieved = "U.S. note 52 to subchapter III of chapter 99, HTS 2026 revisions 13 to 20, as transcribed by its readers",
			"2026-11-23"
		for _, r := range records {
			if r["origin"] == "ALL" && r["note"] == l.note {
				out := row{code: r["hts"], from: r["from"]}
				if r["to"] != "" {
					if out.to, err = nextDay(r["to"]); err != nil {
						return nil, err
					}
				}
				l.rows = append(l.rows, out)
			}
		}
		if len(l.rows) == 0 {
			return nil, fmt.Errorf("us-2026h2/fl301_exempt_products.csv: no row of note %s", l.note)
		}
		l.rows = once(l.rows)
	}
	return lists, nil
}

// dotted writes a code of digits as the schedule does.
func dotted(digits string) (string, error) {
	p, err := trade.ParseProduct(digits)
	return p.String(), err
}

// nextDay turns a last day into the end of a half-open interval.
func nextDay(last string) (string, error) {
	d, err := trade.ParseDate(strings.TrimSpace(last))
	return d.AddDays(1).String(), err
}

package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
)

// section301Lists are the product lists of Section 301 on China: lists 1 to 4 and
// the exclusions of U.S. note 20, and the longer lists of note 31. The notes print
// them as of April 2026; the footnotes of the schedule's rows show that the lists
// did not change in 2025 and 2026 but for what is dated below.
func section301Lists(data fs.FS) ([]list, error) {
	lines, err := noteLines(data)
	if err != nil {
		return nil, err
	}
	n := notes301{lines: lines}

	list1 := n.codes("(b) Heading 9903.88.01", "(c) For the purposes")
	list2 := n.codes("(d) Heading 9903.88.02", "(e) For the purposes")
	list3 := n.codes("(f) Heading 9903.88.03", "(g) For the purposes")
	part3 := n.described("(g) For the purposes", "Notwithstanding", `^\d+\. `)
	// Note 20(g)(1) leaves out statistical number 2931.90.9051; these followed it.
	part3 = append(part3, plain("-2931.90.90.30", "-2931.90.90.35", "-2931.90.90.40", "-2931.90.90.52")...)
	list4a := n.codes("(s) Heading 9903.88.15", "(ii) the following products of China:")
	list4a = append(list4a, n.described("(ii) the following products of China:", "(t) For the purposes", `^\d+\. `)...)
	// Until the end of 2025 the batteries that are not of electric vehicles were here:
	// note 20(s)(ii)(6), 89 FR 76581; from 2026 all are under note 31(g).
	list4a = append(list4a, row{code: "8507.60.00", to: "2026-01-01"}, row{code: "-8507.60.00.10", to: "2026-01-01"})
	list4b := n.codes("(u) Heading 9903.88.16", "ii) the following products of China:")
	list4b = append(list4b, n.described("ii) the following products of China:", "(v) The U.S. Trade", `^\d+\. `)...)

	var numbers, articles []row
	for _, part := range []struct{ start, end string }{
		{"(vvv)  (i) The U.S. Trade", "(ii) The U.S. Trade"},
		{"(ii) The U.S. Trade", "(iii) The U.S. Trade"},
		{"(iii) The U.S. Trade", "(iv) The U.S. Trade"},
		{"(iv) The U.S. Trade", "(www) The U.S. Trade"},
	} {
		whole, described := n.exclusions(part.start, part.end)
		numbers, articles = append(numbers, whole...), append(articles, described...)
	}
	// Statistical numbers of 1 July 2026 for note 20(vvv)(i)(4)-(6) and (iv)(4),
	// 91 FR 56538; the older numbers stay for who still declares them.
	for _, code := range []string{"8413.91.90.39", "8413.91.90.46", "8413.91.90.59", "8413.91.90.99"} {
		articles = append(articles, row{code: code, from: "2026-07-01"})
	}
	numbers = append(numbers, row{code: "3926.90.99.15", from: "2026-07-01"},
		row{code: "3926.90.99.20", from: "2026-07-01"})
	_, solar := n.exclusions("(www) The U.S. Trade", "(21) (a)")

	note31b := n.codes("(b) Heading 9903.91.01", "(c) Heading 9903.91.02")
	// The four described numbers that note 31(b) held until the end of 2025, 89 FR 76581.
	for _, code := range []string{"6307.90.98.42", "6307.90.98.44", "6307.90.98.50", "6307.90.98.75", "8507.60.00.10"} {
		note31b = append(note31b, row{code: code, to: "2026-01-01"})
	}
	note31f := n.codes("(i) Heading 9903.91.05", "(ii) The additional rate")
	// Rubber medical gloves at 50 percent in 2025, before 9903.91.08: 89 FR 76581 and the
	// footnote of the line in the editions of 2025.
	note31f = append(note31f, row{code: "4015.12.10", from: "2025-01-01", to: "2026-01-01"})

	lists := []list{
		{name: "301_list_1", title: "Section 301, China, list 1", note: "20(b)", rows: list1},
		{name: "301_list_2", title: "Section 301, China, list 2", note: "20(d)", rows: list2},
		{name: "301_list_3", title: "Section 301, China, list 3", note: "20(f)", rows: list3},
		{name: "301_list_3_part", title: "Section 301, China, list 3, parts of subheadings", note: "20(g)", rows: part3},
		{name: "301_list_4a", title: "Section 301, China, list 4A", note: "20(s)", rows: list4a},
		{name: "301_list_4b", title: "Section 301, China, list 4B (suspended)", note: "20(u)", rows: list4b},
		{name: "301_excluded_numbers", title: "Section 301, China, excluded by number", note: "20(vvv)", rows: numbers},
		{
			name: "301_excluded_articles", title: "Section 301, China, excluded by description", note: "20(vvv)",
			rows: articles,
		},
		{
			name: "301_excluded_solar", title: "Section 301, China, excluded equipment for making solar cells", note: "20(www)",
			rows: solar,
		},
		{
			name: "301_note_31b", title: "Section 301, China, four-year review, 25 % from 27 September 2024", note: "31(b)",
			rows: note31b,
		},
		{
			name:  "301_note_31f",
			title: "Section 301, China, four-year review, semiconductors, polysilicon and wafers, gloves in 2025", note: "31(f)",
			rows: note31f,
		},
	}
	for i := range lists {
		lists[i].source, lists[i].retrieved = notesSource, "2026-06-29"
		lists[i].rows = once(lists[i].rows)
	}
	return lists, n.err
}

// notes301 reads on through the notes; the first error stays.
type notes301 struct {
	lines []string
	at    int
	err   error
}

// text is the next passage, without the furniture of the printed pages.
func (n *notes301) text(start, end string) string {
	if n.err != nil {
		return ""
	}
	text, first, err := passage(n.lines, n.at, start, end)
	n.at, n.err = first, err
	var kept []string
	for line := range strings.Lines(text) {
		t := strings.TrimSpace(line)
		if t == "" || t == "XXII" || strings.HasPrefix(t, "99 - III - ") || strings.HasPrefix(t, "U.S. Notes (con.)") &&
			len(t) < 20 ||
			strings.Contains(t, "Harmonized Tariff Schedule of the United States Revision") ||
			strings.HasPrefix(t, "Annotated for Statistical") {
			continue
		}
		kept = append(kept, t)
	}
	return strings.Join(kept, "\n")
}

// codes are the 8-digit codes of the next passage.
func (n *notes301) codes(start, end string) []row {
	return plain(legalCodes(n.text(start, end))...)
}

var statisticalPart = regexp.MustCompile(`\d{4}\.\d{2,3}\.\d{4}`)

// described are articles of a subheading except for some statistical numbers:
// the subheading in, the numbers out.
func (n *notes301) described(start, end, item string) []row {
	var out []row
	for _, text := range items(n.text(start, end), item) {
		for _, code := range legalCodes(text) {
			out = append(out, row{code: code})
		}
		for _, code := range statisticalPart.FindAllString(text, -1) {
			// Note 20(u)(ii)(7) prints 9403.770.4001, a slip for 9403.70.4001.
			code = strings.Replace(code, "9403.770.", "9403.70.", 1)
			out = append(out, row{code: "-" + code[:10] + "." + code[10:]})
		}
	}
	return out
}

// exclusions are the items of a subdivision of exclusions: those that are nothing
// but a number, and those that describe an article within one. Where an item
// gives the numbers of several years, the last that it gives stand.
func (n *notes301) exclusions(start, end string) (whole, described []row) {
	for _, text := range items(n.text(start, end), `^\(\d+\) `) {
		parts := otherYears.Split(text, -1)
		found := plain(statisticalCodes(parts[len(parts)-1])...)
		if len(found) == 0 {
			n.err = fmt.Errorf("%s: no statistical number in %q", notesFile, text)
			return nil, nil
		}
		if strings.Contains(text, "described in") {
			described = append(described, found...)
		} else {
			whole = append(whole, found...)
		}
	}
	return whole, described
}

// otherYears parts the numbers of different years within an item.
var otherYears = regexp.MustCompile(`; described|, described| prior to [^;]*;`)

// items cuts a text into its numbered items; what stands before the first is dropped.
func items(text, start string) []string {
	starts := regexp.MustCompile(`(?m)` + start)
	at := starts.FindAllStringIndex(text, -1)
	var out []string
	for i, a := range at {
		end := len(text)
		if i+1 < len(at) {
			end = at[i+1][0]
		}
		out = append(out, strings.ReplaceAll(text[a[1]:end], "\n", " "))
	}
	return out
}

// plain are rows without dates.
func plain(codes ...string) []row {
	rows := make([]row, len(codes))
	for i, c := range codes {
		rows[i].code = c
	}
	return rows
}

// once drops repeated rows: several exclusions stand within one number.
func once(rows []row) []row {
	seen := map[row]bool{}
	var out []row
	for _, r := range rows {
		if !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
	}
	return out
}

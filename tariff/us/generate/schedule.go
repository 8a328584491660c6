package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/tradeshock/tradeshock/tariff/hts"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/records"
)

// changeDays are the editions that change lines of chapters 1 to 98, with the day
// on which their change records say that the changes took effect. An edition that
// is not here and changes something stops the generator: its record must be read
// first. A corrected text holds from the beginning.
//
//   - 2025_basic: staged special rates and statistical changes of 1 January 2025.
//   - 2025_rev_1 restores 4420.19.00 and 9401.69.60.31, which the basic edition had
//     left out by a slip, and corrects a misprint: from 1 January 2025.
//   - 2025_rev_16: statistical changes of 1 July 2025 under section 484(f).
//   - 2025_rev_17: technical correction of 9401.99, in effect on 1 July 2025.
//   - 2026_basic: staged special rates of 1 January 2026.
//   - 2026_rev_2: statistical changes of 1 February 2026 under section 484(f).
//   - 2026_rev_3: technical correction of 7602.00.00, in effect on 1 February 2026.
var changeDays = map[string]string{
	"2025_basic": "2025-01-01", "2025_rev_1": "2025-01-01", "2025_rev_16": "2025-07-01", "2025_rev_17": "2025-07-01",
	"2026_basic": "2026-01-01", "2026_rev_2": "2026-02-01", "2026_rev_3": "2026-02-01",
}

// rateChanges are the editions whose different texts are new law; in any other a
// different text is a correction of the print.
var rateChanges = map[string]bool{"2024-07-25": true, "2025_basic": true, "2026_basic": true}

// editions are the revisions in order.
func editions() []string {
	names := []string{"2025_basic"}
	for i := 1; i <= 32; i++ {
		names = append(names, fmt.Sprintf("2025_rev_%d", i))
	}
	names = append(names, "2026_basic")
	for i := 1; i <= 10; i++ {
		names = append(names, fmt.Sprintf("2026_rev_%d", i))
	}
	return names
}

// span is a row of a table under construction: what stood there from a day on.
type span struct {
	from, to string
	text     string
}

// timeline collects what stood under each code.
type timeline map[trade.Product][]span

// put notes what an edition holds, given the day on which its changes took effect.
func (t timeline) put(held map[trade.Product]string, edition, day string, known bool) error {
	for _, code := range slices.Sorted(maps.Keys(held)) {
		text := held[code]
		spans := t[code]
		if n := len(spans); n > 0 && known && spans[n-1].to == day && spans[n-1].text == text {
			spans[n-1].to = "" // a correction restores it from the day on which it went
			continue
		}
		if len(spans) == 0 || spans[len(spans)-1].to != "" {
			if !known {
				return fmt.Errorf("%s: %s is new, and the day on which it took effect is not on record", edition, code)
			}
			t[code] = append(spans, span{from: day, text: text})
			continue
		}
		last := &spans[len(spans)-1]
		switch {
		case sameText(last.text, text):
			last.text = text
		case rateChanges[edition]:
			last.to = day
			t[code] = append(spans, span{from: day, text: text})
		default:
			last.text = text
		}
	}
	for _, code := range slices.Sorted(maps.Keys(t)) {
		last := &t[code][len(t[code])-1]
		if _, still := held[code]; !still && last.to == "" {
			if !known || day == "" {
				return fmt.Errorf("%s: %s is gone, and the day on which it ended is not on record", edition, code)
			}
			last.to = day
		}
	}
	return nil
}

// scheduleTables makes the tables of base rates, statistical numbers, editions and
// headings.
func scheduleTables(data fs.FS) (map[string]string, []move, timeline, error) {
	lines, numbers := timeline{}, timeline{}
	headings := newHeadings()
	if err := earlier(data, lines, numbers, headings); err != nil {
		return nil, nil, nil, err
	}
	for _, name := range editions() {
		rev, err := hts.ReadFile(data, "hts/hts_"+name+".json.gz")
		if err != nil {
			return nil, nil, nil, err
		}
		heldLines, heldNumbers := heldIn(rev)
		day, known := changeDays[name]
		if err := lines.put(heldLines, name, day, known); err != nil {
			return nil, nil, nil, err
		}
		if err := numbers.put(heldNumbers, "numbers of "+name, day, known); err != nil { // their units are no law
			return nil, nil, nil, err
		}
		headings.put(name, rev)
	}
	moves, err := movesOf(data, numbers, lines)
	if err != nil {
		return nil, nil, nil, err
	}
	revisions, err := revisionTable(data)
	if err != nil {
		return nil, nil, nil, err
	}
	const source = "Harmonized Tariff Schedule of the United States, exports of 13 October 2023, 25 July and 14 November 2024, " +
		"2025 basic edition to 2026 revision 10 (U.S. International Trade Commission)"
	const later = source +
		"; the lines of revision 21 and the list under section 484(f) of 1 July 2026, as transcribed by their readers"
	return map[string]string{
		"schedule.txt": lines.table("Base rates of chapters 1 to 98: code, from, to, general, special, column 2, units",
			later, "2026-11-26"),
		"statistical.txt": numbers.numberTable(moves,
			"Statistical numbers of chapters 1 to 98: code, from, to, units, the numbers whose goods it took", later),
		"headings.txt":  headings.table(source),
		"revisions.txt": revisions,
	}, moves, numbers, nil
}

// movesOf are the moves of all days on which statistical numbers changed. The record of 1
// July 2025 does not say which goods moved where, and there is none of the days before.
func movesOf(data fs.FS, numbers, lines timeline) ([]move, error) {
	var moves []move
	for _, day := range []string{january2024, july2024, "2025-01-01", "2025-07-01"} {
		moves = append(moves, numbers.inferredMoves(day)...)
	}
	february, err := recordMoves(data, "2026_rev_2", "2026-02-01")
	if err != nil {
		return nil, err
	}
	july, err := numbers.later(data, lines)
	if err != nil {
		return nil, err
	}
	// Revision 16 changed the unit of quantity of 7020.00.60.00 on 15 August 2026. The
	// record does not print the new one.
	glass := lines["70200060"]
	last := &glass[len(glass)-1]
	if !strings.HasSuffix(last.text, "\tNo.") || last.to != "" {
		return nil, fmt.Errorf("7020.00.60 is not counted in pieces before 15 August 2026: %q", last.text)
	}
	last.to = "2026-08-15"
	lines["70200060"] = append(glass, span{from: last.to, text: strings.TrimSuffix(last.text, "No.")})
	all := slices.Concat(moves, february, july)
	numbers.usedAnew(all)
	return all, nil
}

// heldIn returns the legal lines with their rates and units, and the statistical
// numbers with their units. A line that is undivided and stands with ten digits is
// a legal line whose number ends in 00.
func heldIn(rev *hts.Revision) (lines, numbers map[trade.Product]string) {
	lines, numbers = map[trade.Product]string{}, map[trade.Product]string{}
	units := map[trade.Product]string{}
	for _, row := range rev.Rows {
		if row.Number < "99" && len(row.Number) == 8 {
			units[row.Number] = strings.Join(row.Units, ",")
		}
	}
	for _, l := range rev.Lines() {
		own := strings.Join(l.Units, ",")
		lineUnits := units[l.Legal]
		if l.Number == l.Legal+"00" {
			lineUnits = own
		} else {
			numbers[l.Number] = own
		}
		lines[l.Legal] = strings.Join([]string{l.Rates.General, l.Rates.Special, l.Rates.Other, lineUnits}, "\t")
	}
	return lines, numbers
}

// table prints a timeline.
func (t timeline) table(title, source, retrieved string) string {
	var b strings.Builder
	n := 0
	for _, code := range slices.Sorted(maps.Keys(t)) {
		for _, s := range t[code] {
			if s.from == s.to && s.from != "" {
				continue
			}
			n++
			b.WriteString(strings.TrimRight(strings.Join([]string{string(code), s.from, s.to, s.text}, "\t"), "\t") + "\n")
		}
	}
	return header(title, source, retrieved, n) + b.String()
}

func header(title, source, retrieved string, rows int) string {
	return fmt.Sprintf("# title: %s\n# source: %s\n# retrieved: %s\n# rows: %d\n", title, source, retrieved, rows)
}

// headings collects the duty texts of chapter 99 by heading over the editions.
type headings struct {
	runs map[trade.Product][]run
}

// run is a stretch of editions with the same texts.
type run struct {
	first, last string
	rates       hts.Rates
}

func newHeadings() *headings { return &headings{map[trade.Product][]run{}} }

// wanted are the headings that measures of the book rest on.
func wanted(h trade.Product) bool {
	for _, prefix := range []trade.Product{
		"990301", "990302", "990303", "990304", "990345", "990374", "990376", "990378",
		"990379", "990380", "990381", "990382", "990385", "990388", "990389", "990391", "990392", "990394", "990396",
	} {
		if h.Within(prefix) {
			return true
		}
	}
	return false
}

func (h *headings) put(edition string, rev *hts.Revision) {
	for _, row := range rev.Headings() {
		if !wanted(row.Number) || row.RatesFrom != row.Number {
			continue
		}
		runs := h.runs[row.Number]
		if n := len(runs); n > 0 && runs[n-1].rates == row.Rates {
			runs[n-1].last = edition
		} else {
			h.runs[row.Number] = append(runs, run{edition, edition, row.Rates})
		}
	}
}

func (h *headings) table(source string) string {
	var b strings.Builder
	n := 0
	for _, code := range slices.Sorted(maps.Keys(h.runs)) {
		for _, r := range h.runs[code] {
			n++
			b.WriteString(
				strings.TrimRight(
					strings.Join([]string{code.String(), r.first, r.last, r.rates.General, r.rates.Special, r.rates.Other}, "\t"),
					"\t") + "\n")
		}
	}
	return header("Headings of chapter 99: heading, first and last edition, general, special, column 2", source,
		"2026-06-29", n) + b.String()
}

// titleDay finds the day of an edition in the head of its change record.
var titleDay = regexp.MustCompile(`(January|February|March|April|May|June|July|August|September|October|November|December) (\d{1,2}), (20\d{2})`)

// recordName is the change record of an edition.
func recordName(edition string) string {
	year, rest, _ := strings.Cut(edition, "_")
	rest = strings.ReplaceAll(strings.ReplaceAll(rest, "basic", "Basic"), "rev_", "Rev")
	return "us-notes/change-records/" + year + "HTS" + rest + "_change_record.txt"
}

// revisionTable lists the editions with the days on which they were published: the
// day in the title of the change record. Of the last edition held there is no
// record; its day is that of its proclamation.
func revisionTable(data fs.FS) (string, error) {
	later, err := readCSV(data, "us-2026h2/revision_dates.csv")
	if err != nil {
		return "", err
	}
	var rows []string
	for _, e := range earlierEditions {
		row := e.name + "\t" + e.stored + "\theld"
		if e.from != e.stored {
			row += "\t" + e.from
		}
		rows = append(rows, row)
	}
	for _, name := range editions() {
		published := "2026-06-08" // 2026_rev_10, PP 11032
		if name != "2026_rev_10" {
			record, err := fs.ReadFile(data, recordName(name))
			if err != nil {
				return "", err
			}
			m := titleDay.FindStringSubmatch(string(record))
			if m == nil {
				return "", fmt.Errorf("%s: no day in the title", recordName(name))
			}
			day, err := time.Parse("January 2, 2006", m[0])
			if err != nil {
				return "", fmt.Errorf("%s: %w", recordName(name), err)
			}
			published = day.Format(time.DateOnly)
		}
		rows = append(rows, name+"\t"+published+"\theld")
	}
	for _, r := range later {
		// They changed statistical numbers and chapter 99, and no rate line.
		rows = append(rows, r["revision"]+"\t"+r["published"]+"\theld")
	}
	const source = "U.S. International Trade Commission, change records; for revisions 11 to 21 of 2026, readers of the editions; " +
		"for 2023 and 2024, the days on which exports were stored"
	return header(
		"Editions of the schedule: name, published, whether its rates are held, from when they are where that is another day",
		source, "2026-11-26", len(rows)) + strings.Join(rows, "\n") + "\n", nil
}

// readCSV reads a file with a header row.
func readCSV(data fs.FS, name string) ([]map[string]string, error) {
	f, err := data.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r := records.NewReader(f, records.Options{Comment: '#'})
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	head = slices.Clone(head)
	var out []map[string]string
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		row := map[string]string{}
		for i, key := range head {
			row[key] = rec[i]
		}
		out = append(out, row)
	}
}

package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/tradeshock/tradeshock/tariff/hts"
	"github.com/tradeshock/tradeshock/trade"
)

var (
	inPeriod = regexp.MustCompile(
		`from ([A-Z][a-z]+ \d+),? ?(?:in any year)?,? to (?:the )?(?:following )?((?:last day of the following ` +
			`February)|(?:[A-Z][a-z]+ \d+))`)
	timed   = regexp.MustCompile(`ntered .*(period|month of)|at any other time`)
	inMonth = regexp.MustCompile(`during the month of ([A-Z][a-z]+)`)
)

// seasonTable are the lines of chapters 7 and 8 that are entered in a part of the year.
// "At any other time" is what the other lines under the same heading leave. A line that
// goods withdrawn from a warehouse are entered under at any time has no season.
func seasonTable(data fs.FS) (string, error) {
	const edition = "hts/hts_2026_rev_10.json.gz"
	rev, err := hts.ReadFile(data, edition)
	if err != nil {
		return "", err
	}
	type line struct {
		code, text string
		parent     int
	}
	var lines []line
	var outline []int
	for i := range rev.Rows {
		r := &rev.Rows[i]
		for len(outline) > 0 && rev.Rows[outline[len(outline)-1]].Indent >= r.Indent {
			outline = outline[:len(outline)-1]
		}
		if c := r.Number.Chapter(); (c == "07" || c == "08") && len(r.Number) >= 8 && timed.MatchString(r.Description) {
			parent := -1
			if len(outline) > 0 {
				parent = outline[len(outline)-1]
			}
			lines = append(lines, line{r.Number[:8].String(), r.Description, parent})
		}
		outline = append(outline, i)
	}
	taken := map[int][]string{} // days by the row above
	group := map[int]string{}
	seasons := map[string][]string{}
	for _, l := range lines {
		if group[l.parent] == "" {
			group[l.parent] = l.code
		}
		var found []string
		for _, m := range inPeriod.FindAllStringSubmatch(l.text, -1) {
			from, err := dayOfYear(m[1])
			if err != nil {
				return "", fmt.Errorf("%s: %w", l.code, err)
			}
			to := "02-29"
			if !strings.HasPrefix(m[2], "last day") {
				if to, err = dayOfYear(m[2]); err != nil {
					return "", fmt.Errorf("%s: %w", l.code, err)
				}
			}
			found = append(found, from+"\t"+to)
		}
		if m := inMonth.FindStringSubmatch(l.text); m != nil {
			from, err := dayOfYear(m[1] + " 1")
			if err != nil {
				return "", fmt.Errorf("%s: %w", l.code, err)
			}
			found = append(found, from+"\t"+from[:3]+"31")
		}
		seasons[l.code], taken[l.parent] = found, append(taken[l.parent], found...)
	}
	var rows []string
	for _, l := range lines {
		found := seasons[l.code]
		switch {
		case strings.Contains(l.text, "at any other time"):
			found = otherTimes(taken[l.parent])
		case strings.Contains(l.text, "outside the above stated period"):
			continue
		case len(found) == 0:
			return "", fmt.Errorf("%s: no season in %q", l.code, l.text)
		}
		for _, s := range found {
			rows = append(rows, l.code+"\t"+s+"\t"+group[l.parent])
		}
	}
	slices.Sort(rows)
	return tableText(
		"Lines that are entered in a part of the year: line, first and last day, first line of the same goods",
		"Descriptions of chapters 7 and 8, HTS 2026 revision 10 (U.S. International Trade Commission)", "2026-06-29",
		slices.Compact(rows)), nil
}

// dayOfYear reads "March 1" as "03-01".
func dayOfYear(text string) (string, error) {
	d, err := time.Parse("January 2", text)
	return d.Format("01-02"), err
}

// otherTimes are the stretches of a year that others leave.
func otherTimes(taken []string) []string {
	var free []string
	open := ""
	last := ""
	for d := trade.NewDate(2024, 1, 1); d.Before(trade.NewDate(2025, 1, 1)); d = d.AddDays(1) { // a leap year has all days
		day := d.String()[5:]
		in := slices.ContainsFunc(taken, func(s string) bool {
			from, to, _ := strings.Cut(s, "\t")
			if from <= to {
				return from <= day && day <= to
			}
			return day >= from || day <= to
		})
		switch {
		case !in && open == "":
			open = day
		case in && open != "":
			free, open = append(free, open+"\t"+last), ""
		}
		last = day
	}
	if open != "" {
		free = append(free, open+"\t"+last)
	}
	// A stretch over the end of the year is one.
	if n := len(free); n > 1 && strings.HasPrefix(free[0], "01-01") && strings.HasSuffix(free[n-1], "12-31") {
		_, to, _ := strings.Cut(free[0], "\t")
		from, _, _ := strings.Cut(free[n-1], "\t")
		free = append(free[1:n-1], from+"\t"+to)
	}
	return free
}

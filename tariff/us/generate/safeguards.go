package main

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/hts"
)

var (
	provision = regexp.MustCompile(`\d{4}\.\d{2}\.\d{2}`)
	lessThan  = regexp.MustCompile(`less than ([$0-9.¢]+/\w+)`)
)

// safeguardTable is subchapter IV of chapter 99: the duties by the value of a unit, the
// steps of one group of goods in one row, and those by quantity. The subchapter is the
// same in every edition from 2025 on; the last one is read.
func safeguardTable(data fs.FS) (string, error) {
	const edition = "hts/hts_2026_rev_10.json.gz"
	rev, err := hts.ReadFile(data, edition)
	if err != nil {
		return "", err
	}
	var rows []string
	var outline []hts.Row // the rows above the one at hand
	var steps []string
	var first, last, goods string
	flush := func() {
		if len(steps) > 0 {
			rows = append(rows, strings.Join([]string{first + "-" + last, "value", goods, strings.Join(steps, "; ")}, "\t"))
		}
		steps, first = nil, ""
	}
	for i := range rev.Rows {
		r := rev.Rows[i]
		outline = append(slices.DeleteFunc(outline, func(o hts.Row) bool { return o.Indent >= r.Indent }), r)
		heading := r.Number.String()
		if !strings.HasPrefix(heading, "9904") {
			continue
		}
		within := ""
		for k := len(outline) - 1; k >= 0 && within == ""; k-- {
			within = strings.Join(provision.FindAllString(outline[k].Description, -1), ",")
		}
		duty := strings.ReplaceAll(r.AdditionalDuties, "No additional duty", "Free")
		if within == "" || duty == "" {
			return "", fmt.Errorf("%s: %s: no goods or no duty", edition, heading)
		}
		if !strings.HasPrefix(r.Description, "Valued") {
			flush()
			rows = append(rows, strings.Join([]string{heading, "quantity", within, duty}, "\t"))
			continue
		}
		if within != goods || strings.HasPrefix(r.Description, "Valued less than") {
			flush()
			first, goods = heading, within
		}
		step := heading + ": " + duty
		// 9904.19.03 is printed "less than $1.05¢/kg".
		if bound := lessThan.FindStringSubmatch(strings.ReplaceAll(r.Description, "$1.05¢", "$1.05")); bound != nil {
			step += " if valued under " + bound[1]
		}
		steps, last = append(steps, step), heading
	}
	flush()
	for _, row := range rows {
		f := strings.Split(row, "\t")
		if _, err := duty.Parse(f[3]); err != nil {
			return "", fmt.Errorf("%s: %s: %w", edition, f[0], err)
		}
	}
	return tableText("Safeguards on agricultural goods: headings, by value or by quantity, subheadings, duty",
		"Subchapter IV of chapter 99, HTS 2025 basic edition to 2026 revision 10 (U.S. International Trade Commission)",
		"2026-06-29", rows), nil
}

package main

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/hts"
	"github.com/tradeshock/tradeshock/tariff/internal/raw"
	"github.com/tradeshock/tradeshock/trade"
)

// The schedule before 2025 is known by the export of three days. What they do not say is when
// in between a statistical number changed: numbers change on 1 January and on 1 July, and
// imports of 2024 under a number that is gone by July were entered before the second.

const (
	january2024 = "2024-01-01"
	july2024    = "2024-07-01"
)

// earlierEditions are the exports: the day on which each was stored, and the day from which
// its rates are taken to hold. The file of November differs from that of July in chapter 99.
var earlierEditions = []struct{ name, stored, from string }{
	{"2023-10-13", "2023-10-13", "2023-10-13"},
	{"2024-07-25", "2024-07-25", january2024},
	{"2024-11-14", "2024-11-14", "2024-11-14"},
}

// slips are lines whose general or column 2 rate in an export is that of no later edition: other
// figures in three, none in one, a misprint in one. They are taken to have had the rate of 2025
// all the time.
var slips = map[trade.Product]bool{
	"04014025": true, "04015025": true, "65050001": true, "90065910": true, "20031001": true,
}

// earlier puts the editions before 2025 into the timelines of lines and numbers.
func earlier(data fs.FS, lines, numbers timeline, headings *headings) error {
	first2025, err := hts.ReadFile(data, "hts/hts_2025_rev_1.json.gz")
	if err != nil {
		return err
	}
	traded, err := tradedIn2024(data)
	if err != nil {
		return err
	}
	after, _ := heldIn(first2025)
	var heldLines, heldNumbers []map[trade.Product]string
	for _, e := range earlierEditions {
		rev, err := hts.ReadFile(data, "hts-2023-2024/hts_"+e.name+".csv.gz")
		if err != nil {
			return err
		}
		l, n := heldIn(rev)
		if err := l2025(l, after, e.name); err != nil {
			return err
		}
		heldLines, heldNumbers = append(heldLines, l), append(heldNumbers, n)
		headings.put(e.name, rev)
	}
	// Lines changed their special rates on 1 January 2024, and none later in the year.
	for i, day := range []string{"", january2024, ""} {
		if err := lines.put(heldLines[i], earlierEditions[i].name, day, i < 2); err != nil {
			return err
		}
	}
	january := januaryNumbers(heldNumbers[0], heldNumbers[1], traded)
	for i, held := range []map[trade.Product]string{heldNumbers[0], january, heldNumbers[1]} {
		if err := numbers.put(held, "2023 and 2024", []string{"", january2024, july2024}[i], true); err != nil {
			return err
		}
	}
	return numbers.put(heldNumbers[2], earlierEditions[2].name, "", false)
}

// l2025 makes good the slips of an export, and refuses any other line whose general or column
// 2 rate is not that of 2025.
func l2025(held, after map[trade.Product]string, edition string) error {
	for _, code := range slices.Sorted(maps.Keys(held)) {
		text, now := strings.Split(held[code], "\t"), strings.Split(after[code], "\t")
		if len(now) != 4 {
			continue // it ended with 2024
		}
		for _, column := range []int{0, 2} {
			if !sameText(text[column], now[column]) && !slips[code] {
				return fmt.Errorf("%s: %s has %q in place of %q, and is not known as a slip", edition, code, text[column],
					now[column])
			}
			text[column] = now[column]
		}
		text[3] = now[3] // units of a line above its numbers are printed in some exports only
		held[code] = strings.Join(text, "\t")
	}
	return nil
}

// sameText reports whether two texts differ by blanks alone.
func sameText(a, b string) bool {
	return strings.ReplaceAll(a, " ", "") == strings.ReplaceAll(b, " ", "")
}

// januaryNumbers are the numbers of the first half of 2024: in a line where a number that is
// gone by July had trade in 2024 those before, in every other line those after.
func januaryNumbers(before, after map[trade.Product]string, traded map[trade.Product]bool) map[trade.Product]string {
	late := map[trade.Product]bool{}
	for code := range before {
		if _, still := after[code]; !still && traded[code] {
			late[code[:8]] = true
		}
	}
	out := map[trade.Product]string{}
	for code, text := range before {
		if late[code[:8]] {
			out[code] = text
		}
	}
	for code, text := range after {
		if !late[code[:8]] {
			out[code] = text
		}
	}
	return out
}

// tradedIn2024 are the numbers under which goods were entered in 2024.
func tradedIn2024(data fs.FS) (map[trade.Product]bool, error) {
	out := map[trade.Product]bool{}
	return out, raw.Each(data, "trade/us_imports_2024_hts10_51_partners.csv.gz", func(row []string) error {
		out[trade.Product(row[0])] = true
		return nil
	}, "hts10")
}

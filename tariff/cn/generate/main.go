// Command generate writes the product lists of the book of China, and the lines of its
// schedule that they name, from the tables of its rounds of duties on goods of the
// United States.
package main

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/internal/listing"
	"github.com/tradeshock/tradeshock/tariff/internal/raw"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/records"
)

func main() { raw.Main("tariff/cn/law/lists.txt", generate) }

// columns are those of the table of rounds.
var columns = []string{
	"cn8", "2018-04-02", "2018-07-06", "2018-08-23", "2018-09-24", "2019-01-01 suspension", "2019-06-01",
	"2019-09-01 list (since 2020-02-14)", "2025-02-10", "2025-03-10", "ITA total 2025-03-28", "note",
}

// The places of the columns.
const (
	april2018 = iota + 1
	july2018
	august2018
	september2018
	vehicles2019
	june2019
	september2019
	february2025
	march2025
	matrix
	note
)

// generate makes the text of the lists.
func generate(data fs.FS) ([]byte, error) {
	sets, all, newer := listing.Sets{}, listing.Set{}, listing.Set{}
	march, err := marchList(data)
	if err != nil {
		return nil, err
	}
	err = raw.Each(data, "importers/china_us_added_duty_by_line_2018_2025-03.csv.gz", func(f []string) error {
		p, err := trade.ParseProduct(f[0])
		if err != nil {
			return err
		}
		all[p] = true
		if strings.HasPrefix(f[note], "code newer") {
			newer[p] = true
			return addNewer(sets, p, f, march[p] != "")
		}
		suspended := ""
		if f[vehicles2019] != "" {
			suspended = "_vehicles"
		}
		add := func(column int, name string) {
			if rate := strings.TrimSuffix(f[column], ".0"); rate != "" && rate != "0" {
				sets.Add(name+"_"+strings.ReplaceAll(rate, ".", "_"), p)
			}
		}
		add(april2018, "232_2018_04")
		add(july2018, "301_2018_07"+suspended)
		add(august2018, "301_2018_08"+suspended)
		if f[september2018] != "" {
			sets.Add("301_2018_09_"+strings.TrimSuffix(f[september2018], ".0")+"_"+raised(f), p)
		}
		add(september2019, "301_2019_09")
		add(february2025, "2025_02")
		if f[september2019] == "" {
			sets.Add("not_read_2019_09", p)
		}
		return nil
	}, columns...)
	if err != nil {
		return nil, err
	}
	for p, rate := range march {
		sets.Add("2025_03_"+rate, p)
		all[p] = true
	}
	sets["held"] = all
	return []byte(text(sets, newer)), nil
}

// raised is the rate in all from 1 June 2019 of an item of 24 September 2018.
func raised(f []string) string {
	switch f[september2018] + "+" + f[june2019] {
	case "10.0+15.0":
		return "25"
	case "10.0+10.0":
		return "20"
	case "5.0+5.0":
		return "10"
	}
	return strings.TrimSuffix(f[september2018], ".0")
}

// addNewer takes in a code that is younger than the lists of 2018 and 2019: all that is
// known is the sum that the United States counted on 28 March 2025. The duty of February
// 2025 is in the five sums of 35 %, of chapters 84 and 87.
func addNewer(sets listing.Sets, p trade.Product, f []string, march bool) error {
	sum := strings.TrimSuffix(f[matrix], ".0")
	if sum == "35" && (p.Within("84") || p.Within("87")) {
		sets.Add("2025_02_10", p)
		sum = "25"
	}
	if p.Within("87") {
		sets.Add("not_read_vehicles", p) // the sum may count what China suspended in 2019
		return nil
	}
	if march {
		less := map[string]string{"40": "30", "37.5": "27.5", "55": "45", "20": "10", "35": "25", "10": ""}
		rest, known := less[sum]
		if !known {
			return fmt.Errorf("%s: the sum of %s is not one of those with 10 of March 2025", p, sum)
		}
		sum = rest
	}
	if sum != "" {
		sets.Add("sum_2025_"+strings.ReplaceAll(sum, ".", "_"), p)
	}
	return nil
}

// marchList are the rates of 10 March 2025 by item.
func marchList(data fs.FS) (map[trade.Product]string, error) {
	f, err := data.Open("importers/china_us_2025-03-10_list.csv")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	out := map[trade.Product]string{}
	// A name may hold commas; what stands before it counts.
	for row, err := range records.Columns(f, records.Options{Ragged: true}, "cn_tariff_item", "added_pct") {
		if err != nil {
			return nil, err
		}
		p, err := trade.ParseProduct(row.Cells[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", row.Line, err)
		}
		out[p] = row.Cells[1]
	}
	return out, nil
}

// text prints the lists in the order of their names, and the lines.
func text(sets listing.Sets, newer listing.Set) string {
	var b strings.Builder
	b.WriteString(
		"# Product lists of China's duties on goods of the United States, and the lines of the schedule that they name.\n" +
			"# Written by tariff/cn/generate; not edited by hand.\n\n")
	var names []string
	for name := range sets {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		listing.Write(&b, name, strings.ReplaceAll(name, "_", " "), sets[name])
	}
	for _, p := range sets["held"].Sorted() {
		from := ""
		if newer[p] {
			from = " | | | | | from 2025-02-10"
		}
		fmt.Fprintf(&b, "line %s%s\n", p, from)
	}
	return b.String()
}

// Command generate writes the table of package exports from a folder of raw material with
// trade/us_exports_exposed_*.csv: exports of the United States in 2024 behind the lists of
// Canada and China. The same material gives the same text.
//
//	go run ./tariff/us/exports/generate -data DIR [-out FILE]
package main

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/internal/raw"
	"github.com/tradeshock/tradeshock/trade"
)

func main() { raw.Main("tariff/us/exports/exports.txt", Table) }

// files are the files of each destination. A subheading behind two lists of one country
// stands in both, with the same exports.
var files = map[string][]string{
	"CA": {"us_exports_exposed_canada_2025-03-04.csv", "us_exports_exposed_canada_2025-03-13.csv"},
	"CN": {"us_exports_exposed_china_10pct_2025-03-10.csv", "us_exports_exposed_china_15pct_2025-03-10.csv"},
}

// Table is the text of the table: a head, and a line for each destination and subheading
// with the exports in dollars and their share of the exports of the goods, in percent.
func Table(data fs.FS) ([]byte, error) {
	rows := map[string]string{}
	for _, to := range slices.Sorted(maps.Keys(files)) {
		for _, name := range files[to] {
			if err := read(data, "trade/"+name, to, rows); err != nil {
				return nil, err
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b,
		"# title: Exports of the United States in 2024 behind the lists of 2025 of Canada and China: destination, "+
			"subheading, dollars, percent of the exports of the goods\n"+
			"# source: U.S. Census Bureau, exports of 2024 by subheading, public domain, by way of "+
			"tradewartracker/trade-war-redux-2025\n"+
			"# retrieved: 2026-11-26\n# rows: %d\n", len(rows))
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		b.WriteString(key + "\t" + rows[key] + "\n")
	}
	return []byte(b.String()), nil
}

func read(data fs.FS, file, to string, rows map[string]string) error {
	return raw.Each(data, file, func(row []string) error {
		p, err := trade.ParseProduct(row[0])
		if err != nil || len(p) != 6 {
			return fmt.Errorf("%q is no subheading", row[0])
		}
		if value, err := strconv.ParseInt(row[1], 10, 64); err != nil || value < 0 {
			return fmt.Errorf("%s: %q is no value in dollars", row[0], row[1])
		}
		key, text := to+"\t"+string(p), row[1]+"\t"+row[2]
		if was, twice := rows[key]; twice && was != text {
			return fmt.Errorf("%s has other exports on another list: %s", row[0], was)
		}
		rows[key] = text
		return nil
	}, "hs6", "us_exports_usd", "share_of_us_exports_pct")
}

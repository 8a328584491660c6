// Command generate writes the table of package exports from a folder of raw material with
// trade/us_exports_exposed_*.csv: exports of the United States in 2024 behind the lists of
// Canada and China. The same material gives the same text.
//
//	go run ./tariff/us/exports/generate -data DIR [-out FILE]
package main

import (
	"encoding/csv"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

func main() {
	data := flag.String("data", "../shared/data", "`folder` of the raw material")
	out := flag.String("out", "tariff/us/exports/exports.txt", "`file` to write")
	flag.Parse()
	text, err := Table(*data)
	if err == nil {
		err = os.WriteFile(*out, []byte(text), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// files are the files of each destination. A subheading behind two lists of one country
// stands in both, with the same exports.
var files = map[string][]string{
	"CA": {"us_exports_exposed_canada_2025-03-04.csv", "us_exports_exposed_canada_2025-03-13.csv"},
	"CN": {"us_exports_exposed_china_10pct_2025-03-10.csv", "us_exports_exposed_china_15pct_2025-03-10.csv"},
}

// Table is the text of the table: a head, and a line for each destination and subheading
// with the exports in dollars and their share of the exports of the goods, in percent.
func Table(data string) (string, error) {
	rows := map[string]string{}
	for _, to := range slices.Sorted(maps.Keys(files)) {
		for _, name := range files[to] {
			if err := read(filepath.Join(data, "trade", name), to, rows); err != nil {
				return "", err
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "# title: Exports of the United States in 2024 behind the lists of 2025 of Canada and China: destination, subheading, dollars, percent of the exports of the goods\n"+
		"# source: U.S. Census Bureau, exports of 2024 by subheading, public domain, by way of tradewartracker/trade-war-redux-2025\n"+
		"# retrieved: 2026-11-26\n# rows: %d\n", len(rows))
	for _, key := range slices.Sorted(maps.Keys(rows)) {
		b.WriteString(key + "\t" + rows[key] + "\n")
	}
	return b.String(), nil
}

func read(file, to string, rows map[string]string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if got := strings.Join(all[0], ","); got != "hs6,us_exports_usd,added_pct,share_of_us_exports_pct" {
		return fmt.Errorf("%s: other columns than expected: %s", file, got)
	}
	for _, row := range all[1:] {
		p, err := trade.ParseProduct(row[0])
		if err != nil || len(p) != 6 {
			return fmt.Errorf("%s: %q is no subheading", file, row[0])
		}
		if value, err := strconv.ParseInt(row[1], 10, 64); err != nil || value < 0 {
			return fmt.Errorf("%s: %s: %q is no value in dollars", file, row[0], row[1])
		}
		key, text := to+"\t"+string(p), row[1]+"\t"+row[3]
		if was, twice := rows[key]; twice && was != text {
			return fmt.Errorf("%s: %s has other exports on another list: %s", file, row[0], was)
		}
		rows[key] = text
	}
	return nil
}

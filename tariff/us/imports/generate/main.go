// Command generate writes the table of package imports from a folder of raw material with
// trade/us_imports_2024_hts10_51_partners.csv.gz: imports for consumption of 2024 by number
// and partner, as the Census Bureau publishes them. The same material gives the same text.
//
//	go run ./tariff/us/imports/generate -data DIR [-out FILE]
package main

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/internal/raw"
	"github.com/tradeshock/tradeshock/trade"
)

func main() {
	raw.Main("tariff/us/imports/imports.txt.gz", func(data fs.FS) ([]byte, error) {
		text, err := Table(data)
		return pack(text), err
	})
}

// flow is a row of the file.
type flow struct {
	number, partner string
	value, duty     int64
}

// Table is the text of the table: a head, and for each number a line with its partners in
// order, value and calculated duty in dollars; a duty of nothing is left out.
func Table(data fs.FS) (string, error) {
	flows, err := read(data)
	if err != nil {
		return "", err
	}
	slices.SortFunc(flows, func(a, b flow) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.partner, b.partner))
	})
	var b strings.Builder
	fmt.Fprintf(&b,
		"# title: Imports for consumption of the United States in 2024 by HTS number and partner: customs value and "+
			"calculated duty, dollars\n"+
			"# source: U.S. Census Bureau, monthly data of 2024 summed up, public domain\n# retrieved: 2026-06-29\n# rows: %d\n",
		len(flows))
	for i, f := range flows {
		if i == 0 || f.number != flows[i-1].number {
			if i > 0 {
				b.WriteByte('\n')
			}
			b.WriteString(f.number)
		} else if f.partner == flows[i-1].partner {
			return "", fmt.Errorf("%s of %s stands twice", f.number, f.partner)
		}
		fmt.Fprintf(&b, " %s%d", f.partner, f.value)
		if f.duty != 0 {
			fmt.Fprintf(&b, "/%d", f.duty)
		}
	}
	b.WriteByte('\n')
	return b.String(), nil
}

func read(data fs.FS) (out []flow, err error) {
	err = raw.Each(data, "trade/us_imports_2024_hts10_51_partners.csv.gz", func(row []string) error {
		f, err := flowOf(row)
		out = append(out, f)
		return err
	}, "cty_code", "cty_name", "hts10", "imports_usd", "calculated_duty_usd")
	return out, err
}

func flowOf(row []string) (f flow, err error) {
	f.number, f.partner = row[2], "EU"
	if row[0] != "0003" {
		country, err := trade.CountryFromCensus(row[0])
		if err != nil {
			return f, err
		}
		f.partner = string(country)
	}
	if p, err := trade.ParseProduct(f.number); err != nil || len(p) != 10 {
		return f, fmt.Errorf("%q is no number of ten digits", f.number)
	}
	if f.value, err = strconv.ParseInt(row[3], 10, 64); err != nil {
		return f, err
	}
	f.duty, err = strconv.ParseInt(row[4], 10, 64)
	if err == nil && (f.value < 0 || f.duty < 0) {
		err = errors.New("a value is negative")
	}
	return f, err
}

// pack compresses; without a time or a name the bytes depend on the text alone.
func pack(text string) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // the level exists, and a buffer takes all
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return b.Bytes()
}

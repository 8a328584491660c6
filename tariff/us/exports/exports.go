// Package exports holds exports of the United States in 2024 that the counter-duties of
// Canada and China reach, and says what these duties are by sector on a day.
//
// A row is a destination, a subheading of six digits and the exports of 2024 in whole US
// dollars: 1,318 subheadings to Canada behind its two lists of March 2025, and 507 to China
// behind the two annexes of 10 March 2025. A row holds the whole of a subheading, of which a
// list may name a part. Exports under other subheadings are not there: what later lists and
// duties on all goods reach beyond these rows is not known here, and Retaliation counts the
// lines that it concerns.
package exports

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

//go:generate go run ./generate -data ../../../../shared/data -out exports.txt

//go:embed exports.txt
var table string

// Row is what was exported under a subheading, in US dollars.
type Row struct {
	To      trade.Country
	Product trade.Product
	Value   int64
	// Share is the part of the exports of the goods to all countries, in percent with
	// three decimals, "52.082".
	Share string
}

type read struct {
	rows   []Row
	source law.Source
}

var load = sync.OnceValues(func() (read, error) {
	head := map[string]string{}
	var out read
	for line := range strings.Lines(table) {
		line = strings.TrimSuffix(line, "\n")
		if about, found := strings.CutPrefix(line, "# "); found {
			key, value, _ := strings.Cut(about, ": ")
			head[key] = value
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 4 {
			return read{}, fmt.Errorf("exports: %q is no row", line)
		}
		value, err := strconv.ParseInt(f[2], 10, 64)
		if err != nil {
			return read{}, fmt.Errorf("exports: %s: %w", line, err)
		}
		out.rows = append(out.rows, Row{To: trade.Country(f[0]), Product: trade.Product(f[1]), Value: value, Share: f[3]})
	}
	if rows, err := strconv.Atoi(head["rows"]); err != nil || rows != len(out.rows) {
		return read{}, fmt.Errorf("exports: %d rows where the head says %q", len(out.rows), head["rows"])
	}
	out.source = law.Source{
		Table: "exports-2024", Title: head["title"], Publisher: head["source"], Retrieved: head["retrieved"],
		Rows: len(out.rows),
	}
	return out, nil
})

// To are the rows of a destination in the order of their products; of a country other than
// Canada and China there are none.
func To(country trade.Country) ([]Row, error) {
	all, err := load()
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(all.rows), func(r Row) bool { return r.To != country }), nil
}

// Provenance names the source of the table.
func Provenance() (law.Source, error) {
	all, err := load()
	return all.source, err
}

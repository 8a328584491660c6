// Package imports holds the imports for consumption of the United States in 2024 by HTS
// number and partner, by which rates are weighted: the trade-weighted effective rate of a
// day, and the rate of trade that is known by six digits only.
//
// A row is the customs value and the calculated duty of a 10-digit number of 2024 and a
// partner, in whole dollars. Partners are 50 countries, by their ISO code, and the European
// Union, "EU", whose members are not told apart but for Slovakia: the rows of "SK" are
// part of those of "EU". The partners are 98.7 percent of the imports of 2024 ($3,208.8 bn of
// $3,251.2 bn); Ireland to Malta are in "EU", and countries such as Jordan are not there.
//
// The calculated duty is what Census derives for the rate provision under which goods were
// entered: duties of chapter 99 as they were in 2024, preferences claimed. There are no
// quantities; UnitValues finds those that follow from that duty.
package imports

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

//go:generate go run ./generate -data ../../../../shared/data -out imports.txt.gz

// Name is how programs call these weights.
const Name = "imports-2024"

//go:embed imports.txt.gz
var packed []byte

// Year is the year of the trade.
func Year() trade.Interval {
	return trade.Interval{From: trade.NewDate(2024, 1, 1), To: trade.NewDate(2025, 1, 1)}
}

// Union is the partner that holds the members of the European Union.
const Union = "EU"

// Row is the trade of a number with a partner, in US dollars.
type Row struct {
	Number      trade.Product
	Partner     string
	Value, Duty int64
}

// Table is the trade, in the order of the numbers and then of the partners.
type Table struct {
	rows     []Row
	partners []string
	source   law.Source
}

var load = sync.OnceValues(read)

// Load returns the table, which is read once and never changes.
func Load() (*Table, error) { return load() }

// Provenance names the source of the table, and its rows.
func (t *Table) Provenance() law.Source { return t.source }

// Partners are the codes of the partners in order: ISO codes of two letters and Union.
func (t *Table) Partners() []string { return slices.Clone(t.partners) }

// Rows are all rows.
func (t *Table) Rows() iter.Seq[Row] { return slices.Values(t.rows) }

// Below are the rows of the numbers that begin with a code, which the caller must not change.
func (t *Table) Below(code trade.Product) []Row {
	from, _ := slices.BinarySearchFunc(t.rows, code, func(r Row, p trade.Product) int { return cmp.Compare(r.Number, p) })
	to := from
	for to < len(t.rows) && t.rows[to].Number.Within(code) {
		to++
	}
	return t.rows[from:to:to]
}

// PartnerOf is the partner in whose rows the trade of a country is; ok is false where the
// table does not hold it.
func (t *Table) PartnerOf(c trade.Country) (partner string, ok bool) {
	if _, own := slices.BinarySearch(t.partners, string(c)); own {
		return string(c), true
	}
	return Union, trade.Group("EU").Contains(c, Year().From)
}

// Weights are the rows as weights of a panel, each dollar once: Slovakia is in Union. Goods
// of Union come under the law for Germany; a test finds that the members owe the same.
func (t *Table) Weights() panel.Weights {
	w := panel.Weights{Name: Name, Traded: Year()}
	for _, r := range t.rows {
		origin := trade.Country(r.Partner)
		switch r.Partner {
		case "SK":
			continue
		case Union:
			origin = "DE"
		}
		w.Rows = append(w.Rows, panel.Weight{Partner: r.Partner, Origin: origin, Product: r.Number, Value: r.Value})
	}
	return w
}

// read takes the table apart: lines "number partner value/duty …" under a head.
func read() (*Table, error) {
	unpack, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("imports: %w", err)
	}
	text, err := io.ReadAll(unpack)
	if err != nil {
		return nil, fmt.Errorf("imports: %w", err)
	}
	t, head, seen := &Table{}, map[string]string{}, map[string]string{}
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if about, found := strings.CutPrefix(line, "# "); found {
			key, value, _ := strings.Cut(about, ": ")
			head[key] = value
			continue
		}
		number, cells, _ := strings.Cut(line, " ")
		for cell := range strings.SplitSeq(cells, " ") {
			r, err := rowOf(number, cell, seen)
			if err != nil {
				return nil, err
			}
			t.rows = append(t.rows, r)
		}
	}
	if rows, err := strconv.Atoi(head["rows"]); err != nil || rows != len(t.rows) {
		return nil, fmt.Errorf("imports: %d rows where the head says %q", len(t.rows), head["rows"])
	}
	for p := range seen {
		t.partners = append(t.partners, p)
	}
	slices.Sort(t.partners)
	t.source = law.Source{
		Table: Name, Title: head["title"], Publisher: head["source"], Retrieved: head["retrieved"], Rows: len(t.rows),
	}
	return t, nil
}

// rowOf reads a cell such as "IN1650/272"; seen keeps one text for each partner.
func rowOf(number, cell string, seen map[string]string) (r Row, err error) {
	if len(number) != 10 || len(cell) < 3 {
		return r, fmt.Errorf("imports: %.10q %.30q is no row", number, cell)
	}
	partner, ok := seen[cell[:2]]
	if !ok {
		partner = strings.Clone(cell[:2])
		seen[partner] = partner
	}
	value, duty, charged := strings.Cut(cell[2:], "/")
	r = Row{Number: trade.Product(number), Partner: partner}
	if r.Value, err = strconv.ParseInt(value, 10, 64); err == nil && charged {
		r.Duty, err = strconv.ParseInt(duty, 10, 64)
	}
	if err != nil {
		err = fmt.Errorf("imports: %s: %w", number, err)
	}
	return r, err
}

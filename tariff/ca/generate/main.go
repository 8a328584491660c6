// Command generate writes the product lists of the book of Canada, and the lines of its
// schedule that they name, from the tables of the surtax orders.
package main

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/internal/listing"
	"github.com/tradeshock/tradeshock/tariff/internal/raw"
	"github.com/tradeshock/tradeshock/trade"
)

func main() { raw.Main("tariff/ca/law/lists.txt", generate) }

// names are the lists by what the tables say of an item.
var names = map[string][2]string{
	"C$30 billion":     {"goods_2025_1", "goods of the first list, C$30 billion"},
	"metals":           {"metals_2025", "steel and aluminum of the second list"},
	"C$29.8 billion":   {"goods_2025_2", "other goods of the second list, C$29.8 billion with the metals"},
	"PC 2026-0785 1":   {"goods_2026_15", "Schedule 1 of the order of 2026"},
	"PC 2026-0785 2":   {"goods_2026_25", "Schedule 2 of the order of 2026"},
	"PC 2026-0785 3":   {"goods_2026_50", "Schedule 3 of the order of 2026"},
	"PC 2026-0786 1":   {"aluminum_2026_25", "aluminum, Schedule 1"},
	"PC 2026-0786 1.1": {"aluminum_2026_50", "aluminum, Schedule 1.1"},
	"PC 2026-0786 2":   {"steel_2026_25", "steel, Schedule 2"},
	"PC 2026-0786 2.1": {"steel_2026_50", "steel, Schedule 2.1"},
}

var order = []string{
	"C$30 billion", "metals", "C$29.8 billion", "PC 2026-0785 1", "PC 2026-0785 2", "PC 2026-0785 3",
	"PC 2026-0786 1", "PC 2026-0786 1.1", "PC 2026-0786 2", "PC 2026-0786 2.1",
}

// generate makes the text of the lists.
func generate(data fs.FS) ([]byte, error) {
	sets, all := listing.Sets{}, listing.Set{}
	err := raw.Each(data, "importers/canada_us_2025_lists.csv", func(f []string) error {
		var list string
		switch {
		case f[2] == "":
			return nil // an item of chapter 98 or 99: a condition, not goods of a list
		case f[1] == "C$30 billion":
			list = f[1]
		case f[3] == "2026-09-08":
			list = "metals"
		default:
			list = "C$29.8 billion"
		}
		return put(sets, all, list, f[0])
	}, "tariff_item", "list", "surtax_pct", "until")
	if err != nil {
		return nil, err
	}
	err = raw.Each(data, "importers/canada_us_surtax_2026-09-08.csv", func(f []string) error {
		if f[1] == "" {
			return nil
		}
		return put(sets, all, f[2]+" "+f[3], f[0])
	}, "tariff_item", "surtax_pct", "instrument", "schedule")
	if err != nil {
		return nil, err
	}
	var b strings.Builder
	b.WriteString("# Product lists of the surtax orders, and the lines of the schedule that they name.\n" +
		"# Written by tariff/ca/generate; not edited by hand.\n\n")
	for _, key := range order {
		listing.Write(&b, names[key][0], names[key][1], sets[key])
	}
	for _, p := range all.Sorted() {
		rate := "Free"
		if supplyManaged(p) {
			rate = ""
		}
		fmt.Fprintf(&b, "line %s | %s\n", p, rate)
	}
	return []byte(b.String()), nil
}

// supplyManaged reports whether a code is below a heading of supply management, whose
// rates over the access commitment are not held. law/base.txt names the same headings.
func supplyManaged(p trade.Product) bool {
	for _, heading := range []trade.Product{
		"0105", "0207", "0209", "0210", "0401", "0402", "0403", "0404", "0405", "0406", "0407", "0408", "1517", "1601",
		"1602",
		"1702", "1806", "1901", "2105", "2106", "2202", "2309", "3501", "3502",
	} {
		if p.Within(heading) {
			return true
		}
	}
	return false
}

func put(sets listing.Sets, all listing.Set, list, code string) error {
	p, err := trade.ParseProduct(code)
	if err != nil {
		return err
	}
	if _, known := names[list]; !known {
		return fmt.Errorf("item %s stands on a list %q that is not known", code, list)
	}
	sets.Add(list, p)
	all[p] = true
	return nil
}

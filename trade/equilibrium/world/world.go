// Package world holds trade and output of 194 countries in 2023, so that a first question
// needs no data of one's own.
//
// Trade is value by exporter and importer, all goods together, in US dollars, rounded to whole
// dollars; there are no own sales in it. GDP is in current US dollars. Countries are ISO-3, in
// alphabetical order. Services are not in trade, and so a model that takes GDP less exports
// for own trade takes them all to be bought at home.
//
// Sources: CEPII, BACI HS22, version 202501 (Gaulier and Zignago 2010), Etalab Open Licence
// 2.0; World Bank, World Development Indicators, GDP (current US$), CC BY 4.0. Both were summed
// up to countries and are otherwise unchanged.
package world

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

//go:generate go run ./generate -data ../../../../shared/data -out .

// Name is how programs call these data.
const Name = "world-2023"

//go:embed trade.txt
var tradeText string

//go:embed gdp.txt
var gdpText string

// Source is where a table comes from, and under which licence.
type Source struct{ Table, Title, Publisher, Version, Licence, URL string }

// Provenance lists the sources of the embedded tables.
func Provenance() []Source {
	return []Source{
		{
			"trade", "BACI: International Trade Database at the Product-Level, HS22, 2023", "CEPII", "202501",
			"Etalab Open Licence 2.0", "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
		},
		{
			"gdp", "World Development Indicators, GDP (current US$), 2023", "World Bank", "2025",
			"CC BY 4.0", "https://data.worldbank.org/indicator/NY.GDP.MKTP.CD",
		},
	}
}

// Data is the world.
type Data struct {
	Countries []string    // ISO-3
	GDP       []float64   // US dollars
	Trade     [][]float64 // US dollars, exporter × importer, zero on the diagonal
}

var load = sync.OnceValues(read)

// Load returns a copy of the data, which the caller may change.
func Load() (*Data, error) {
	d, err := load()
	if err != nil {
		return nil, err
	}
	out := &Data{
		Countries: append([]string(nil), d.Countries...), GDP: append([]float64(nil), d.GDP...),
		Trade: make([][]float64, len(d.Trade)),
	}
	for i := range d.Trade {
		out.Trade[i] = append([]float64(nil), d.Trade[i]...)
	}
	return out, nil
}

// read parses the tables: lines of country and GDP; lines of exporter, then importer and
// dollars in turn.
func read() (*Data, error) {
	d := &Data{}
	place := make(map[string]int)
	for line := range strings.Lines(gdpText) {
		f := strings.Fields(line)
		if len(f) != 2 {
			return nil, fmt.Errorf("world: gdp.txt: %.40q", line)
		}
		v, err := strconv.ParseFloat(f[1], 64)
		if err != nil {
			return nil, fmt.Errorf("world: gdp.txt: %w", err)
		}
		place[f[0]] = len(d.Countries)
		d.Countries, d.GDP = append(d.Countries, f[0]), append(d.GDP, v)
	}
	d.Trade = make([][]float64, len(d.Countries))
	for i := range d.Trade {
		d.Trade[i] = make([]float64, len(d.Countries))
	}
	for line := range strings.Lines(tradeText) {
		f := strings.Fields(line)
		if len(f)%2 != 1 {
			return nil, fmt.Errorf("world: trade.txt: %.40q", line)
		}
		from, ok := place[f[0]]
		for k := 1; k < len(f); k += 2 {
			to, known := place[f[k]]
			v, err := strconv.ParseFloat(f[k+1], 64)
			if err != nil || !ok || !known {
				return nil, fmt.Errorf("world: trade.txt: %s to %s: %q", f[0], f[k], f[k+1])
			}
			d.Trade[from][to] = v
		}
	}
	return d, nil
}

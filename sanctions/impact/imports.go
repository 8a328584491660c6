package impact

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// ImportsOf2024 are the imports of the United States in 2024 as flows by subheading of six digits, of
// the origins given or of all: for questions without a file of one's own. Study.Imports parts them
// among the numbers of the day in the proportions of the same trade. The members of the European
// Union are not told apart: they are flows of Germany, under whose law they come; a test of package
// imports finds that the members owe the same.
func ImportsOf2024(origins ...trade.Country) (*trade.Dataset, error) {
	table, err := imports.Load()
	if err != nil {
		return nil, err
	}
	asked := map[string]bool{}
	for _, origin := range origins {
		partner, ok := table.PartnerOf(origin)
		if string(origin) == imports.Union {
			partner, ok = imports.Union, true
		}
		if !ok {
			return nil, &Error{"bad_study", fmt.Sprintf("%s holds no trade of %s; it has %s", imports.Name, origin,
				strings.Join(table.Partners(), ", "))}
		}
		asked[partner] = true
	}
	type key struct{ partner, product string }
	sums := map[key]int64{}
	for row := range table.Rows() {
		if len(asked) > 0 && !asked[row.Partner] || len(asked) == 0 && row.Partner == "SK" { // which is in the Union
			continue
		}
		sums[key{row.Partner, string(row.Number[:6])}] += row.Value
	}
	d := &trade.Dataset{Currency: "USD"}
	for _, k := range slices.SortedFunc(maps.Keys(sums), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.partner, b.partner), cmp.Compare(a.product, b.product))
	}) {
		if sums[k] == 0 {
			continue
		}
		origin := trade.Country(k.partner)
		if k.partner == imports.Union {
			origin = "DE"
		}
		if err := d.Append(trade.Flow{
			Period: imports.Year(), Origin: origin, Destination: "US", Product: trade.Product(k.product),
			Value: &trade.Money{Amount: decimal.NewFromInt(sums[k]), Currency: "USD"}, Basis: trade.CustomsValue,
		}); err != nil {
			return nil, err
		}
	}
	return d, nil
}

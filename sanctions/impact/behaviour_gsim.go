package impact

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// sales are what sources sell into other countries, by source.
type sales map[string][]response.Sale

// elsewhereOf are the flows of the sources into other countries than that of the book, by product,
// where gsim is asked: it wants trade of several exporters and several importers. The imports of
// 2024 are those of one country, and say nothing of what its sources sell elsewhere; flows into one
// country are refused, since the equations of gsim are then those of ces, whose answer it would
// repeat. Where the person's file holds sales into several countries, as a file of exports does,
// they are the matrix.
func (r *Report) elsewhereOf(b *Behaviour, markets map[string]*market, models []response.Model) (map[string]sales,
	error,
) {
	if !slices.ContainsFunc(models, func(m response.Model) bool { return m.Name == response.GSIM }) {
		return nil, nil
	}
	type key struct{ product, source, to string }
	sums := map[key]decimal.Decimal{}
	flows, total := r.Study.Flows, decimal.Decimal{}
	for _, x := range r.Skips {
		f := flows.Row(x.Row)
		if f.Value == nil || !f.Value.Amount.IsPositive() || f.Destination == "" || f.Destination == f.Origin ||
			len(f.Product) < b.Digits {
			continue
		}
		product, days := string(f.Product[:b.Digits]), r.Study.days(&f)
		m := markets[product]
		if m == nil || m.sources[string(f.Origin)] == nil || days.From.After(m.last) || !days.To.After(m.first) {
			continue
		}
		k := key{product, string(f.Origin), string(f.Destination)}
		sums[k] = sums[k].Add(f.Value.Amount)
		total = total.Add(f.Value.Amount)
	}
	if len(sums) == 0 {
		return nil, &Error{
			"bad_study",
			fmt.Sprintf("gsim wants what the sources sell into other countries than %s too, of the "+
				"same products and days, and the flows hold none: with one importer its equations are those of ces; ask ces, "+
				"or give flows into other countries beside these",
				r.Study.importer().Name()),
		}
	}
	out := map[string]sales{}
	keys := make([]key, 0, len(sums))
	for k := range sums {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b key) int {
		return cmp.Or(cmp.Compare(a.product, b.product), cmp.Compare(a.source, b.source), cmp.Compare(a.to, b.to))
	})
	for _, k := range keys {
		if out[k.product] == nil {
			out[k.product] = sales{}
		}
		out[k.product][k.source] = append(out[k.product][k.source], response.Sale{To: k.to, Value: sums[k]})
	}
	b.Notes = append(b.Notes, fmt.Sprintf("gsim: in %d of %d markets the sources sell %s %s into other countries by the "+
		"flows; sources without such flows are taken to sell into %s alone, duties elsewhere do not change, and buyers "+
		"elsewhere have the sources of the flows alone.",
		len(out), len(markets), r.Study.Book.Currency, trade.Thousands(total), r.Study.importer().Name()))
	return out, nil
}

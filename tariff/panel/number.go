package panel

import (
	"cmp"
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/trade"
)

// lineRate is the rate of an 8-digit line in a panel: that of every number below it.
func (p *Panel) lineRate(seg int, line trade.Product, origin trade.Country) (rate Rate, in bool, err error) {
	view := p.view(seg, origin)
	var groups []tariff.NumberGroup
	var rates []Rate
	for _, n := range p.grid.Book.Schedule.NumbersOn(line, p.grid.Days[seg]) {
		i, found := slices.BinarySearch(p.grid.Products, n)
		if !found || p.classes[seg][i] < 0 {
			return Rate{}, false, nil
		}
		r := view.asRate(i)
		at := slices.IndexFunc(rates, func(o Rate) bool {
			return o.Base.Equal(r.Base) && o.Additional.Equal(r.Additional) && o.Unstated == r.Unstated
		})
		if at < 0 {
			at = len(rates)
			rates = append(rates, r)
			groups = append(groups, tariff.NumberGroup{Rate: rates[at].Total.Round(6)})
		}
		groups[at].Numbers = append(groups[at].Numbers, n)
	}
	if len(rates) == 1 {
		return rates[0], true, nil
	}
	slices.SortFunc(groups, func(a, b tariff.NumberGroup) int {
		return cmp.Or(a.Rate.Cmp(b.Rate), cmp.Compare(a.Numbers[0], b.Numbers[0]))
	})
	return Rate{}, true, &tariff.MissingFacts{
		Entry:   tariff.Entry{Date: p.grid.Days[seg], Origin: origin, Product: line},
		Facts:   []tariff.MissingFact{{Heading: line.String(), Fact: plan.NumberBelow(line)}},
		Numbers: groups,
	}
}

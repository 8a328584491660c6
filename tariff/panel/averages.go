package panel

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// What a panel counts where a shipment would have to say it: the metal in an article, and
// whether its origin enters under a preference.

var metalBases = [3]law.Basis{law.SteelContent, law.AluminumContent, law.CopperContent}

// metalsOf finds the content of each product on which the duties on metals count in a
// segment. The contents of a product never come to more than the whole.
//
// A product of chapters 72, 73, 74 and 76 is its metal in whole. Others have the content
// of the averages; without averages they are, in whole, the one metal of those whose duty
// reaches them on the day that has the highest rate, which an importer who knows nothing
// of the content has to fear.
func (p *Panel) metalsOf(seg int, out [][3]int64) {
	if p.opts.Shares == nil {
		p.dearestMetals(seg, out)
	}
	for i, c := range p.grid.Products {
		pure := slices.IndexFunc(metalBases[:], func(b law.Basis) bool { return plan.AllMetal(c, b) })
		switch {
		case pure >= 0:
			out[i] = [3]int64{}
			out[i][pure] = int64(Whole)
		case p.opts.Shares != nil:
			out[i] = p.opts.Shares.metals(c)
		}
	}
}

// dearestMetals makes every product the metal of the highest rate that reaches it.
func (p *Panel) dearestMetals(seg int, out [][3]int64) {
	clear(out)
	highest := make([]int64, len(p.grid.Products)) // 1 + the rate
	for i := range p.grid.Plan.Measures {
		m := &p.grid.Plan.Measures[i]
		metal, scope, t := slices.Index(metalBases[:], m.Basis), p.grid.Scope(m.Products), m.TermOn(p.grid.Days[seg])
		if metal < 0 || m.OnClaim || scope < 0 || t == nil || t.State != law.Imposed {
			continue
		}
		rate, _ := t.Parsed.AdValorem()
		due := 1 + ppb(rate)
		for k := range p.grid.Products {
			if due > highest[k] && p.grid.Bits[seg][scope].Has(int32(k)) {
				highest[k] = due
				out[k] = [3]int64{}
				out[k][metal] = int64(Whole)
			}
		}
	}
}

// Metals are the contents of steel, aluminum and copper that the panel counts for a
// product on a day, as parts of the value; in is false when the universe of that day does
// not hold the product.
func (p *Panel) Metals(product trade.Product, on trade.Date) (metals [3]Share, in bool, err error) {
	seg, i, in, err := p.place(product, on)
	if err != nil || !in {
		return metals, false, err
	}
	for k, content := range p.kinds[seg][p.classes[seg][i]].metals {
		metals[k] = Share(content)
	}
	return metals, true, nil
}

// metals is the average content of a product. Averages that come to more than the whole
// are brought down to it, each in proportion.
func (s *Shares) metals(c trade.Product) (out [3]int64) {
	average, named := s.Metal[c]
	if !named {
		average = s.Metal[c[:8]]
	}
	sum := int64(0)
	for k := range out {
		out[k] = max(0, min(int64(average[k]), int64(Whole)))
		sum += out[k]
	}
	if sum > int64(Whole) {
		for k := range out {
			out[k] = out[k] * int64(Whole) / sum
		}
	}
	return out
}

// preference is the part of the base duty that an origin saves by chapter, or nothing
// where no special program of its own is open to it on the day: a program that is open to
// every country but some is an agreement on goods and makes no country preferred.
func (p *Panel) preference(origin trade.Country, on trade.Date) map[string]Share {
	for _, program := range p.grid.Book.Programs {
		if !slices.Contains(program.Origins.In, "*") && p.grid.Plan.OriginsHold(program.Origins, origin, on) {
			return p.opts.Shares.Preference[origin]
		}
	}
	return nil
}

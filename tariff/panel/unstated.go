package panel

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// What a panel does not know: base rates that the book does not hold, and origins for
// which its measures are not complete.

// unstated reports whether the book holds no base rate of product i.
func (v *panelView) unstated(i int) bool {
	p := v.panel
	line := &p.lines[p.grid.LineOf[v.seg][i]]
	if v.column2 {
		return line.unstated[1]
	}
	return line.unstated[0] && !slices.ContainsFunc(p.baseRates[v.seg], func(r standIn) bool {
		return p.grid.Bits[v.seg][r.scope].Has(int32(i))
	})
}

// unheld reports whether a text of a line is no rate because the book does not hold it, or holds it in words. The
// lines of chapters 98 and 99 without a text stand beside those of other chapters, and
// count as 0.
func (p *Panel) unheld(code trade.Product, text string) bool {
	return !p.grid.Plan.Duties[text].Computable() && !code.Within("98") && !code.Within("99")
}

// asRate is the duty on product i as fractions.
func (v *panelView) asRate(i int) Rate {
	r := v.rate(i)
	out := Rate{Additional: fraction(r.additional), Unstated: v.unstated(i)}
	if !out.Unstated {
		out.Base, out.Total = fraction(r.base), fraction(r.base+r.additional)
	}
	return out
}

// covered are the countries that the book covers on some day: of all that is left over,
// of countries that were asked for one that it does not cover is a *CoverageError.
func (p *Panel) covered(countries []trade.Country, all bool) ([]trade.Country, error) {
	covers := p.grid.Plan.Covers
	if len(covers) == 0 {
		return countries, nil
	}
	var out []trade.Country
	for _, c := range countries {
		switch {
		case slices.ContainsFunc(p.grid.Plan.Days(), func(on trade.Date) bool { return p.grid.Plan.AnyHolds(covers, c, on) }):
			out = append(out, c)
		case !all:
			return nil, &tariff.CoverageError{Origin: c, Book: p.grid.Book.Name, Covers: covers}
		}
	}
	return out, nil
}

func flagInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

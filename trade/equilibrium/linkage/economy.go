package linkage

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Economy is the world of the data.
type Economy struct {
	Regions []string
	Sectors []string
	// Trade is value before duty by sector, importer and exporter, own sales on the diagonal.
	Trade [][][]float64
	// Tariff are the rates of the baseline in the shape of Trade; nil: none.
	Tariff [][][]float64
	// ValueAdded is the share of value added in output, by region and sector.
	ValueAdded [][]float64
	// Inputs are coefficients by region, input and using sector. Only their proportions in a
	// column count: what value added leaves is shared out by them. Single ones may be below zero,
	// as by-products are in some tables; a column that is all zero has no inputs.
	Inputs [][][]float64
	// Theta is the trade elasticity θ by sector.
	Theta []float64
	Units string
}

// check notes all that is wrong with the economy.
func (e *Economy) check(rule equilibrium.Deficits) error {
	n, s := len(e.Regions), len(e.Sectors)
	var p equilibrium.Problems
	p.Names("regions", e.Regions, n)
	p.Names("sectors", e.Sectors, s)
	if n == 0 || s == 0 {
		p.Add("shape", "trade", 0, "want one region and one sector at least")
	}
	e.shape(&p, "trade", e.Trade)
	if e.Tariff != nil {
		e.shape(&p, "tariff0", e.Tariff)
	}
	if len(e.Theta) != s {
		p.Add("shape", "theta", 0, fmt.Sprintf("%d values for %d sectors", len(e.Theta), s))
	}
	rows := func(field string, m [][]float64, count, width int, at ...string) {
		ok := len(m) == count
		for _, row := range m {
			ok = ok && len(row) == width
		}
		if !ok {
			p.Add("shape", field, 0, fmt.Sprintf("want %d rows of %d values", count, width), at...)
		}
	}
	rows("value_added", e.ValueAdded, n, s)
	if len(e.Inputs) != n {
		p.Add("shape", "io", 0, fmt.Sprintf("%d matrices for %d regions", len(e.Inputs), n))
	}
	for i := range e.Inputs {
		if i < n {
			rows("io", e.Inputs[i], s, s, e.Regions[i])
		}
	}
	if err := p.Err(); err != nil {
		return err
	}
	for j := range e.Theta {
		p.Elasticity("theta", e.Theta[j], e.Sectors[j])
	}
	for i := range e.Regions {
		for j, v := range e.ValueAdded[i] {
			if p.Amount("value_added", v, e.Regions[i], e.Sectors[j]) && v > 1 {
				p.Add("share", "value_added", v, "a share of output is at most 1", e.Regions[i], e.Sectors[j])
			}
			total, some := 0.0, false
			for k := range e.Sectors {
				x := e.Inputs[i][k][j]
				p.Finite("io", x, e.Regions[i], e.Sectors[k], e.Sectors[j])
				total += x
				some = some || x != 0
			}
			if some && total <= 0 {
				p.Add("negative", "io", total, "the inputs of a sector add up to more than zero", e.Regions[i],
					e.Sectors[j])
			}
		}
	}
	for j := range e.Trade {
		for i, row := range e.Trade[j] {
			for o, v := range row {
				p.Amount("trade", v, e.Sectors[j], e.Regions[i], e.Regions[o])
			}
		}
	}
	e.rates(&p, "tariff0", e.Tariff)
	if err := p.Err(); err != nil {
		return err
	}
	for i, name := range e.Regions {
		var value, bought float64
		for j := range e.Sectors {
			for o := range e.Regions {
				value += e.Trade[j][o][i] * e.ValueAdded[i][j]
				bought += e.Trade[j][i][o]
			}
		}
		if value == 0 {
			p.Add("no_output", "trade", 0, "it has no value added; leave it out", name)
		}
		if bought == 0 {
			p.Add("no_demand", "trade", 0, "it buys nothing; leave it out", name)
		}
		p.Finite("trade", value+bought, name)
	}
	if err := p.Err(); err != nil {
		return err
	}
	p.Connected("trade", e.Regions, func(i, o int) bool {
		for j := range e.Trade {
			if e.Trade[j][o][i] > 0 {
				return true
			}
		}
		return false
	}, rule == equilibrium.Balanced)
	return p.Err()
}

func (e *Economy) shape(p *equilibrium.Problems, field string, m [][][]float64) {
	ok := len(m) == len(e.Sectors)
	for _, rows := range m {
		ok = ok && len(rows) == len(e.Regions)
		for _, row := range rows {
			ok = ok && len(row) == len(e.Regions)
		}
	}
	if !ok {
		p.Add("shape", field, 0, fmt.Sprintf("want %d matrices of %d by %d", len(e.Sectors), len(e.Regions),
			len(e.Regions)))
	}
}

// rates notes rates that are none, a duty on own sales among them.
func (e *Economy) rates(p *equilibrium.Problems, field string, m [][][]float64) {
	for j := range m {
		for i, row := range m[j] {
			for o, v := range row {
				if p.Tariff(field, v, e.Sectors[j], e.Regions[i], e.Regions[o]) && i == o && v != 0 {
					p.Add("tariff", field, v, "own sales pay no duty; write 0", e.Sectors[j], e.Regions[i], e.Regions[o])
				}
			}
		}
	}
}

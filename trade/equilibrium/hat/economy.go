package hat

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Economy is the world of the data.
type Economy struct {
	Countries []string
	Sectors   []string // one at least
	// Trade is value before duty by sector, exporter and importer, own sales on the diagonal.
	Trade [][][]float64
	// Tariff are the rates in force in the data, in the shape of Trade; nil: no tariffs.
	Tariff [][][]float64
	// Elasticity is the trade elasticity ε = σ−1 by sector.
	Elasticity []float64
	// Units says what Trade is counted in: "thousand USD".
	Units string
	// Notes are conventions by which the economy was made; results repeat them.
	Notes []string
}

// OneSector completes a matrix of trade (exporters in rows, importers in columns, value before
// duty) to an economy of one sector. Own trade is what output leaves after exports, at least
// zero: max(0, GDP − exports). Output, spending and deficits are those of the completed
// matrix; a diagonal that trade states is replaced. A country that sells nothing to itself is
// named in the notes.
func OneSector(countries []string, trade [][]float64, gdp []float64, elasticity float64) (*Economy, error) {
	n := len(countries)
	var p equilibrium.Problems
	p.Names("countries", countries, n)
	square(&p, "trade", trade, n)
	if len(gdp) != n {
		p.Add("shape", "gdp", 0, fmt.Sprintf("%d values for %d countries", len(gdp), n))
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	x := make([][]float64, n)
	for i := range x {
		x[i] = append([]float64(nil), trade[i]...)
		for j, v := range x[i] {
			if i != j {
				p.Amount("trade", v, countries[i], countries[j])
			}
		}
		p.Amount("gdp", gdp[i], countries[i])
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	e := &Economy{
		Countries: countries, Sectors: []string{"all"}, Trade: [][][]float64{x}, Elasticity: []float64{elasticity},
		Notes: []string{"own trade = max(0, GDP - exports); output, spending and deficits are those of the completed matrix"},
	}
	none := 0
	for i := range x {
		x[i][i] = 0
		x[i][i] = max(0, gdp[i]-sum(x[i]))
		if x[i][i] == 0 {
			e.Notes = append(e.Notes, fmt.Sprintf("%s: exports are not below GDP; own trade is 0", countries[i]))
			none++
		}
	}
	if none == n {
		p.Add("no_own_trade", "gdp", 0, "no country's GDP is above its exports; are both in the same units?",
			countries...)
		return nil, p.Err()
	}
	return e, nil
}

// BeforeDuty turns trade that includes the duty into value before duty.
func BeforeDuty(trade, tariff [][][]float64) [][][]float64 {
	out := make([][][]float64, len(trade))
	for s := range trade {
		out[s] = make([][]float64, len(trade[s]))
		for i := range trade[s] {
			out[s][i] = append([]float64(nil), trade[s][i]...)
			for j := range out[s][i] {
				if tariff != nil {
					out[s][i][j] /= 1 + tariff[s][i][j]
				}
			}
		}
	}
	return out
}

func square(p *equilibrium.Problems, field string, m [][]float64, n int, at ...string) {
	ok := len(m) == n
	for _, row := range m {
		ok = ok && len(row) == n
	}
	if !ok {
		p.Add("shape", field, 0, fmt.Sprintf("want %d rows of %d values", n, n), at...)
	}
}

// check notes all that is wrong with the economy.
func (e *Economy) check(rule equilibrium.Deficits) error {
	n, s := len(e.Countries), len(e.Sectors)
	var p equilibrium.Problems
	p.Names("countries", e.Countries, n)
	p.Names("sectors", e.Sectors, s)
	if n == 0 || s == 0 {
		p.Add("shape", "trade", 0, "want one country and one sector at least")
	}
	if len(e.Elasticity) != s {
		p.Add("shape", "trade_elasticity", 0, fmt.Sprintf("%d values for %d sectors", len(e.Elasticity), s))
	}
	for k, v := range e.Elasticity {
		if k < s {
			p.Elasticity("trade_elasticity", v, e.Sectors[k])
		}
	}
	e.cube(&p, "trade", e.Trade)
	if e.Tariff != nil {
		e.cube(&p, "tariff0", e.Tariff)
	}
	if err := p.Err(); err != nil {
		return err
	}
	for k := range e.Trade {
		for i, row := range e.Trade[k] {
			for j, v := range row {
				p.Amount("trade", v, e.Sectors[k], e.Countries[i], e.Countries[j])
			}
		}
	}
	e.rates(&p, "tariff0", e.Tariff)
	if err := p.Err(); err != nil {
		return err
	}
	for i, name := range e.Countries {
		var sales, purchases float64
		for k := range e.Trade {
			sales += sum(e.Trade[k][i])
			for j := range e.Trade[k] {
				purchases += e.Trade[k][j][i]
			}
		}
		if sales == 0 {
			p.Add("no_output", "trade", 0, "it sells nothing, itself included; leave it out", name)
		}
		if purchases == 0 {
			p.Add("no_demand", "trade", 0, "it buys nothing, itself included; leave it out", name)
		}
		p.Finite("trade", sales+purchases, name)
	}
	if err := p.Err(); err != nil {
		return err
	}
	p.Connected("trade", e.Countries, func(i, j int) bool {
		for k := range e.Trade {
			if e.Trade[k][i][j] > 0 {
				return true
			}
		}
		return false
	}, rule == equilibrium.Balanced)
	return p.Err()
}

// cube notes a field that has not the shape of trade.
func (e *Economy) cube(p *equilibrium.Problems, field string, m [][][]float64) {
	if len(m) != len(e.Sectors) {
		p.Add("shape", field, 0, fmt.Sprintf("%d matrices for %d sectors", len(m), len(e.Sectors)))
		return
	}
	for k := range m {
		square(p, field, m[k], len(e.Countries), e.Sectors[k])
	}
}

// rates notes rates that are none, a duty on own sales among them.
func (e *Economy) rates(p *equilibrium.Problems, field string, m [][][]float64) {
	for k := range m {
		for i, row := range m[k] {
			for j, v := range row {
				if p.Tariff(field, v, e.Sectors[k], e.Countries[i], e.Countries[j]) && i == j && v != 0 {
					p.Add("tariff", field, v, "own sales pay no duty; write 0", e.Sectors[k], e.Countries[i],
						e.Countries[j])
				}
			}
		}
	}
}

func sum(v []float64) float64 {
	t := 0.0
	for _, x := range v {
		t += x
	}
	return t
}

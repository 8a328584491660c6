package models

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/linkage"
)

var cpModel = model{
	name: "cp",
	about: `many sectors with input-output links (Caliendo and Parro 2015).

  {"trade":"cp_trade.csv","value_added":"cp_va_share.csv","io":"cp_io.csv","theta":"cp_theta.csv",
   "tariff0":"tariff_old","tariff1":"tariff_new","members":["A","B"],"deficits":"balanced"}

  trade             CSV sector,importer,exporter,value (or value_...) before duty, own sales among
                    them, and columns of tariffs as fractions
  value_added       CSV region and a column a sector: share of value added in output
  io                CSV region,input and a column a using sector: input coefficients
  theta             CSV sector,theta
  tariff0, tariff1  the columns of tariffs before and after
  members           the tariffs change among them only; left out: all change
  others            with members: the column of all other tariffs, before and after
  deficits          balanced (default) or data

Changes are against the baseline solved with the same deficits at tariff0. The two parts of
welfare and welfare_first_order are the published first-order sum, in percent of income;
real_income_exact_pct is the exact change, which may differ greatly.
`,
	solve: solveCP,
}

type cpInput struct {
	Trade      string   `json:"trade"`
	ValueAdded string   `json:"value_added"`
	IO         string   `json:"io"`
	Theta      string   `json:"theta"`
	Tariff0    string   `json:"tariff0"`
	Tariff1    string   `json:"tariff1"`
	Members    []string `json:"members"`
	Others     string   `json:"others"`
	Deficits   string   `json:"deficits"`
}

type cpRegion struct {
	Region     string             `json:"region"`
	Terms      float64            `json:"terms_of_trade"`
	Volume     float64            `json:"volume_of_trade"`
	FirstOrder float64            `json:"welfare_first_order"`
	RealWage   float64            `json:"real_wage_pct"`
	RealIncome float64            `json:"real_income_exact_pct"`
	Wage       float64            `json:"wage_hat"`
	CPI        float64            `json:"cpi_hat"`
	Imports    float64            `json:"imports_net_pct"`
	Exports    float64            `json:"exports_net_pct"`
	Revenue    float64            `json:"revenue"`
	Revenue0   float64            `json:"revenue_before"`
	TermsBy    map[string]float64 `json:"terms_by_partner"`
	VolumeBy   map[string]float64 `json:"volume_by_partner"`
	TermsIn    map[string]float64 `json:"terms_by_sector"`
	VolumeIn   map[string]float64 `json:"volume_by_sector"`
	ImportsBy  map[string]float64 `json:"imports_net_pct_by_partner"`
}

func solveCP(ctx context.Context, in *input) (answer, error) {
	var q cpInput
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	rule := equilibrium.Balanced
	switch q.Deficits {
	case "", "balanced":
	case "data", "additive":
		rule = equilibrium.Additive
	default:
		return answer{}, &equilibrium.InputError{
			Class: "option", Field: "deficits",
			At: []string{fmt.Sprintf("%.40q", q.Deficits)}, Hint: "write balanced or data",
		}
	}
	if q.Others != "" && len(q.Members) == 0 {
		return answer{}, &equilibrium.InputError{
			Class: "missing", Field: "members",
			Hint: "others are those who are no members",
		}
	}
	e, columns, err := in.linked(q)
	if err != nil {
		return answer{}, err
	}
	inside := indexOf(q.Members)
	for _, name := range q.Members {
		if !slices.Contains(e.Regions, name) {
			return answer{}, &equilibrium.InputError{
				Class: "names", Field: "members", At: []string{name},
				Hint: "it is not among the regions",
			}
		}
	}
	// tariffs of members and of the others
	among := func(members, others [][][]float64) [][][]float64 {
		out := zeros(len(e.Sectors), len(e.Regions))
		for j := range out {
			for i, importer := range e.Regions {
				for o, exporter := range e.Regions {
					_, a := inside[importer]
					_, b := inside[exporter]
					if out[j][i][o] = others[j][i][o]; a && b || len(inside) == 0 {
						out[j][i][o] = members[j][i][o]
					}
				}
			}
		}
		return out
	}
	e.Tariff, e.Units = columns[0], "the units of the trade file"
	m, err := linkage.New(ctx, e, rule)
	if err != nil {
		return answer{}, err
	}
	others := columns[0]
	if q.Others != "" {
		others = columns[2]
		if m, err = m.At(ctx, among(columns[0], others)); err != nil {
			return answer{}, err
		}
	}
	r, err := m.Solve(ctx, among(columns[1], others))
	if err != nil {
		return answer{}, err
	}
	return answerCP(e, r), nil
}

// linked reads the economy and the columns of tariffs: before, after and, if given, of others.
func (in *input) linked(q cpInput) (*linkage.Economy, [][][][]float64, error) {
	e := &linkage.Economy{}
	va, err := in.sheet("value_added", q.ValueAdded)
	if err != nil {
		return nil, nil, err
	}
	region, err := va.column("region")
	if err != nil {
		return nil, nil, err
	}
	for _, c := range va.columns {
		if c != "region" {
			e.Sectors = append(e.Sectors, c)
		}
	}
	var all errorsOf
	for row := range va.rows {
		e.Regions = append(e.Regions, va.rows[row][region])
		var shares []float64
		for c := range va.columns {
			if c != region {
				v, err := va.number(row, c)
				all.add(err)
				shares = append(shares, v)
			}
		}
		e.ValueAdded = append(e.ValueAdded, shares)
	}
	if err := all.err(); err != nil {
		return nil, nil, err
	}
	if e.Inputs, err = in.inputs(q.IO, e.Regions, e.Sectors); err != nil {
		return nil, nil, err
	}
	if e.Theta, err = in.theta(q.Theta, e.Sectors); err != nil {
		return nil, nil, err
	}
	s, err := in.sheet("trade", q.Trade)
	if err != nil {
		return nil, nil, err
	}
	at, err := s.find("sector", "importer", "exporter")
	value := slices.IndexFunc(s.columns, func(c string) bool { return c == "value" || strings.HasPrefix(c, "value_") })
	if value < 0 {
		_, missing := s.column("value")
		err = errors.Join(err, missing)
	}
	from := []int{value}
	for _, name := range []string{q.Tariff0, q.Tariff1, q.Others} {
		if name == "" && len(from) == 3 {
			continue
		}
		c, missing := s.column(name)
		err = errors.Join(err, missing)
		from = append(from, c)
	}
	if err != nil {
		return nil, nil, err
	}
	cubes := make([][][][]float64, len(from))
	for c := range cubes {
		cubes[c] = zeros(len(e.Sectors), len(e.Regions))
	}
	sectors, regions := indexOf(e.Sectors), indexOf(e.Regions)
	seen := make(map[[3]int]bool)
	for row, cells := range s.rows {
		j, err1 := sectors.place("sector", cells[at[0]], s.name)
		i, err2 := regions.place("importer", cells[at[1]], s.name)
		o, err3 := regions.place("exporter", cells[at[2]], s.name)
		if all.add(err1) || all.add(err2) || all.add(err3) {
			continue
		}
		if seen[[3]int{j, i, o}] {
			all.add(&equilibrium.InputError{Class: "names", Field: "trade", At: []string{
				cells[at[0]],
				cells[at[1]], cells[at[2]],
			}, Hint: "the flow stands twice"})
		}
		seen[[3]int{j, i, o}] = true
		for c := range from {
			v, err := s.number(row, from[c])
			all.add(err)
			cubes[c][j][i][o] = v
		}
	}
	e.Trade = cubes[0]
	return e, cubes[1:], all.err()
}

// inputs reads coefficients by region, input and using sector; all must be there.
func (in *input) inputs(path string, regions, sectors []string) ([][][]float64, error) {
	s, err := in.sheet("io", path)
	if err != nil {
		return nil, err
	}
	at, err := s.find("region", "input")
	if err != nil {
		return nil, err
	}
	using, err := s.find(sectors...)
	if err != nil {
		return nil, err
	}
	places, rows := indexOf(regions), indexOf(sectors)
	out := make([][][]float64, len(regions))
	for i := range out {
		out[i] = make([][]float64, len(sectors))
	}
	var all errorsOf
	for row, cells := range s.rows {
		i, err1 := places.place("region", cells[at[0]], s.name)
		k, err2 := rows.place("input", cells[at[1]], s.name)
		if all.add(err1) || all.add(err2) {
			continue
		}
		if out[i][k] != nil {
			all.add(&equilibrium.InputError{Class: "names", Field: "io", At: []string{
				cells[at[0]],
				cells[at[1]],
			}, Hint: "the row stands twice"})
		}
		out[i][k] = make([]float64, len(sectors))
		for j, c := range using {
			v, err := s.number(row, c)
			all.add(err)
			out[i][k][j] = v
		}
	}
	for i := range out {
		for k := range out[i] {
			if out[i][k] == nil {
				all.add(&equilibrium.InputError{Class: "missing", Field: "io", At: []string{
					regions[i], sectors[k],
					s.name,
				}})
			}
		}
	}
	return out, all.err()
}

func (in *input) theta(path string, sectors []string) ([]float64, error) {
	s, err := in.sheet("theta", path)
	if err != nil {
		return nil, err
	}
	at, err := s.find("sector", "theta")
	if err != nil {
		return nil, err
	}
	return s.bySector(at[0], at[1], sectors)
}

func answerCP(e *linkage.Economy, r *linkage.Result) answer {
	out := struct {
		head
		Regions []cpRegion `json:"regions"`
	}{head: head{schema, "cp", r.Report}}
	t := textTable{columns: []string{
		"region", "terms %", "volume %", "first order %", "real wage %", "real income %",
		"imports %",
	}}
	named := func(names []string, v []float64) map[string]float64 {
		m := make(map[string]float64, len(names))
		for i, n := range names {
			m[n] = v[i]
		}
		return m
	}
	for i, g := range r.Regions {
		partners := make(map[string]float64)
		for o, name := range e.Regions {
			before, after := 0.0, 0.0
			for j := range e.Sectors {
				before += r.TradeBefore[j][i][o]
				after += r.Trade[j][i][o]
			}
			if o != i && before > 0 {
				partners[name] = equilibrium.Percent(after / before)
			}
		}
		c := cpRegion{
			Region: g.Name, Terms: g.TermsOfTrade, Volume: g.VolumeOfTrade, FirstOrder: g.FirstOrder,
			RealWage: equilibrium.Percent(g.RealWage), RealIncome: equilibrium.Percent(g.RealIncome), Wage: g.Wage, CPI: g.Price,
			Imports: equilibrium.Percent(g.Imports), Exports: equilibrium.Percent(g.Exports),
			Revenue: g.Revenue, Revenue0: g.RevenueBefore,
			TermsBy: named(e.Regions, g.TermsByPartner), VolumeBy: named(e.Regions, g.VolumeByPartner),
			TermsIn: named(e.Sectors, g.TermsBySector), VolumeIn: named(e.Sectors, g.VolumeBySector), ImportsBy: partners,
		}
		out.Regions = append(out.Regions, c)
		t.rows = append(t.rows, []string{
			c.Region, pct(c.Terms), pct(c.Volume), pct(c.FirstOrder), pct(c.RealWage),
			pct(c.RealIncome), pct(c.Imports),
		})
	}
	return answer{object: out, report: r.Report, tables: []textTable{t}}
}

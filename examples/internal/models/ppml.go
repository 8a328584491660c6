package models

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/ppml"
)

var ppmlModel = model{
	name: "ppml",
	about: `estimates of a gravity equation by Poisson pseudo-maximum likelihood.

  {"data":"ppml_data.csv","y":"trade","x":["ln_dist","cntg"],
   "effects":[["exporter"],["importer"]],"errors":"robust"}

  data     CSV with a row a flow; y is at or above zero, zeros among it
  effects  fixed effects, each a list of columns taken together: ["exporter","year"]; none: a
           constant
  errors   robust (default) or cluster
  cluster  columns taken together: ["exporter","importer"] is a cluster a pair; a list of lists
           clusters by several variables

dropped counts rows that say nothing: of groups without any trade, and separated ones.
`,
	solve: solvePPML,
}

func solvePPML(ctx context.Context, in *input) (answer, error) {
	var q struct {
		Data    string          `json:"data"`
		Y       string          `json:"y"`
		X       []string        `json:"x"`
		Effects [][]string      `json:"effects"`
		Cluster json.RawMessage `json:"cluster"`
		Errors  string          `json:"errors"`
	}
	if err := in.decode(&q); err != nil {
		return answer{}, err
	}
	clusters, err := clusterColumns(q.Cluster)
	if err != nil {
		return answer{}, err
	}
	if q.Errors == "" {
		if q.Errors = string(ppml.Robust); len(clusters) > 0 {
			q.Errors = string(ppml.Cluster)
		}
	}
	s, err := in.sheet("data", q.Data)
	if err != nil {
		return answer{}, err
	}
	d := &ppml.Data{Names: q.X, Errors: ppml.Errors(q.Errors)}
	var all errorsOf
	values := func(name string) []float64 {
		c, err := s.column(name)
		if all.add(err) {
			return nil
		}
		out := make([]float64, len(s.rows))
		for row := range s.rows {
			var err error
			out[row], err = s.number(row, c)
			all.add(err)
		}
		return out
	}
	groups := func(names []string) []int {
		var columns [][]string
		for _, name := range names {
			c, err := s.column(name)
			if all.add(err) {
				continue
			}
			text := make([]string, len(s.rows))
			for row := range s.rows {
				if text[row] = s.rows[row][c]; text[row] == "" {
					all.add(&equilibrium.InputError{
						Class: "missing", Field: name,
						At: []string{fmt.Sprintf("%s row %d", s.name, row+2)}, Hint: "a row needs its group",
					})
				}
			}
			columns = append(columns, text)
		}
		return ppml.Groups(columns...)
	}
	d.Y = values(q.Y)
	for _, name := range q.X {
		d.X = append(d.X, values(name))
	}
	for _, names := range q.Effects {
		d.Effects = append(d.Effects, groups(names))
	}
	for _, names := range clusters {
		d.Clusters = append(d.Clusters, groups(names))
	}
	if err := all.err(); err != nil {
		return answer{}, err
	}
	r, err := ppml.Estimate(ctx, d)
	if err != nil {
		return answer{}, err
	}
	type coefficient struct {
		Name     string  `json:"name"`
		Estimate float64 `json:"estimate"`
		StdError float64 `json:"std_error"`
	}
	out := struct {
		head
		Coefficients []coefficient `json:"coefficients"`
		Observations int           `json:"observations"`
		Dropped      int           `json:"dropped"`
		NoTrade      int           `json:"dropped_no_trade"`
		Separated    int           `json:"dropped_separated"`
		Clusters     int           `json:"clusters,omitempty"`
		Deviance     float64       `json:"deviance"`
	}{
		head: head{schema, "ppml", r.Report}, Observations: r.Observations, Dropped: r.NoTrade + r.Separated,
		NoTrade: r.NoTrade, Separated: r.Separated, Clusters: r.Clusters, Deviance: r.Deviance,
	}
	t := textTable{
		title:   fmt.Sprintf("%d rows, %d dropped, deviance %.6g", out.Observations, out.Dropped, out.Deviance),
		columns: []string{"regressor", "estimate", "std. error"},
	}
	for _, c := range r.Coefficients {
		out.Coefficients = append(out.Coefficients, coefficient{c.Name, c.Estimate, c.Error})
		t.rows = append(t.rows, []string{c.Name, fmt.Sprintf("%.7g", c.Estimate), fmt.Sprintf("%.7g", c.Error)})
	}
	return answer{object: out, report: r.Report, tables: []textTable{t}}, nil
}

// clusterColumns reads a list of columns, or a list of such lists.
func clusterColumns(raw json.RawMessage) ([][]string, error) {
	if len(raw) == 0 || string(raw) == "null" {
		return nil, nil
	}
	var one []string
	if json.Unmarshal(raw, &one) == nil {
		if len(one) == 0 {
			return nil, nil
		}
		return [][]string{one}, nil
	}
	var many [][]string
	if err := json.Unmarshal(raw, &many); err != nil {
		return nil, &equilibrium.InputError{
			Class: "option", Field: "cluster",
			Hint: `a list of columns: ["exporter","importer"]`,
		}
	}
	return many, nil
}

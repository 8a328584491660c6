package ppml

import (
	"fmt"
	"math"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// Errors is how standard errors are computed.
type Errors string

// The two kinds.
const (
	Robust  Errors = "robust"
	Cluster Errors = "cluster"
)

// Data is a regression, by row.
type Data struct {
	Names    []string    // of the regressors
	Y        []float64   // at or above zero
	X        [][]float64 // by regressor, then row
	Effects  [][]int     // by effect, then row: the group of a row, from 0. None is a constant
	Clusters [][]int     // by cluster variable, then row
	Errors   Errors
}

// Coefficient is an estimate with its standard error.
type Coefficient struct {
	Name            string
	Estimate, Error float64
}

// Result is an estimation.
type Result struct {
	Coefficients []Coefficient
	Variance     [][]float64 // of the estimates
	Observations int         // rows that were used
	NoTrade      int         // rows dropped: in a group of an effect without any trade
	Separated    int         // rows dropped: separated otherwise
	Dropped      []bool      // by row
	Deviance     float64
	Fitted       []float64 // by row; 0 where dropped
	// Effects are the fixed effects by effect and group, up to the constants that can move
	// between them; NaN for a group that was dropped as a whole.
	Effects  [][]float64
	Clusters int // the fewest by variable
	Report   equilibrium.Report
}

// Groups numbers the distinct combinations of columns of text in the order of first appearance.
func Groups(columns ...[]string) []int {
	if len(columns) == 0 {
		return nil
	}
	out := make([]int, len(columns[0]))
	first := make(map[string]int)
	count := 0
	for i, text := range columns[0] {
		k, ok := first[text]
		if !ok {
			k = count
			first[text] = k
			count++
		}
		out[i] = k
	}
	for _, column := range columns[1:] {
		type both struct {
			group int
			text  string
		}
		next := make(map[both]int)
		for i, text := range column {
			key := both{out[i], text}
			k, ok := next[key]
			if !ok {
				k = len(next)
				next[key] = k
			}
			out[i] = k
		}
	}
	return out
}

func (d *Data) check() error {
	var p equilibrium.Problems
	n := len(d.Y)
	p.Names("x", d.Names, len(d.X))
	if n == 0 {
		p.Add("missing", "y", 0, "no rows")
	}
	if len(d.X) == 0 {
		p.Add("missing", "x", 0, "name one regressor at least")
	}
	if d.Errors != Robust && d.Errors != Cluster {
		p.Add("option", "errors", 0, "write robust or cluster", fmt.Sprintf("%.40q", string(d.Errors)))
	}
	if d.Errors == Cluster && len(d.Clusters) == 0 {
		p.Add("missing", "cluster", 0, "clustered errors need a column to cluster by")
	}
	sound, sum := true, 0.0
	for i, v := range d.Y {
		sound = p.Amount("y", v, fmt.Sprintf("row %d", i+1)) && sound
		sum += v
	}
	switch {
	case sound && n > 0 && sum == 0:
		p.Add("no_demand", "y", 0, "every row is zero")
	case sound && math.IsInf(sum, 1):
		p.Add("not_finite", "y", sum, "the rows add up to more than a number holds")
	}
	for k, x := range d.X {
		name := fmt.Sprintf("x %d", k+1)
		if k < len(d.Names) {
			name = d.Names[k]
		}
		if len(x) != n {
			p.Add("shape", name, 0, fmt.Sprintf("%d rows, and y has %d", len(x), n))
			continue
		}
		for i, v := range x {
			p.Finite(name, v, fmt.Sprintf("row %d", i+1))
		}
	}
	for _, l := range []struct {
		field  string
		groups [][]int
	}{{"effects", d.Effects}, {"cluster", d.Clusters}} {
		for _, g := range l.groups {
			if len(g) != n {
				p.Add("shape", l.field, 0, fmt.Sprintf("%d rows, and y has %d", len(g), n))
				continue
			}
			for _, v := range g {
				if v < 0 || v >= n {
					p.Add("shape", l.field, 0, "groups are numbered from 0, below the number of rows")
					break
				}
			}
		}
	}
	return p.Err()
}

// Package elasticity is a table of published elasticities with their sources and ranges. None is a
// default: a model takes numbers, and a person takes them from here with the citation. The
// ranges are wide: for petroleum published trade elasticities go from 0.6 to 65.
//
// A trade elasticity is σ−1, above zero; demand is at or below zero, supply at or above.
package elasticity

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

//go:embed sectors.txt
var sectorsText string

//go:embed values.txt
var valuesText string

// Sector is a trade elasticity of one sector in one study.
type Sector struct {
	Code  string // in the classification of the set
	Name  string
	Value float64
}

// Set is one study's trade elasticities by sector.
type Set struct {
	Name           string // CP2015
	Classification string // ISIC Rev.3
	Source         string
	Sectors        []Sector
}

// Value is a single figure of a study.
type Value struct {
	Parameter string // trade, sigma, export supply, import demand, pass-through, oil supply, oil demand
	Scope     string
	Horizon   string
	Value     float64
	// Low and High are the source's range; both are Value where it gives none.
	Low, High float64
	Ranged    bool
	Source    string
	Sureness  string // A read in the source, B partly from memory, C a working range
}

var load = sync.OnceValues(func() ([]Set, []Value) {
	var sets []Set
	for _, cells := range lines(sectorsText) {
		if cells[0] == "set" {
			sets = append(sets, Set{Name: cells[1], Classification: cells[2], Source: cells[3]})
			continue
		}
		s := &sets[len(sets)-1]
		s.Sectors = append(s.Sectors, Sector{cells[0], cells[1], number(cells[2])})
	}
	var values []Value
	for _, c := range lines(valuesText) {
		v := Value{Parameter: c[0], Scope: c[1], Horizon: c[2], Value: number(c[3]), Source: c[6], Sureness: c[7]}
		if v.Low, v.High = v.Value, v.Value; c[4] != "" {
			v.Low, v.High, v.Ranged = number(c[4]), number(c[5]), true
		}
		values = append(values, v)
	}
	return sets, values
})

func lines(text string) [][]string {
	var out [][]string
	for line := range strings.Lines(text) {
		if line = strings.TrimRight(line, "\n"); line != "" && !strings.HasPrefix(line, "#") {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// number reads a cell of the embedded tables, which a test reads in full.
func number(text string) float64 {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return 0
	}
	return v
}

// Sets lists the studies by sector.
func Sets() []Set {
	sets, _ := load()
	out := make([]Set, len(sets))
	for i, s := range sets {
		out[i] = s
		out[i].Sectors = append([]Sector(nil), s.Sectors...)
	}
	return out
}

// SetOf finds a study by name, or returns an *equilibrium.InputError that lists them.
func SetOf(name string) (Set, error) {
	var names []string
	for _, s := range Sets() {
		if s.Name == name {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Set{}, &equilibrium.InputError{
		Class: "names", Field: "elasticity set", At: []string{fmt.Sprintf("%.40q", name)},
		Hint: "there are " + strings.Join(names, ", "),
	}
}

// Values lists the figures of a parameter, or all where it is empty.
func Values(parameter string) []Value {
	_, values := load()
	var out []Value
	for _, v := range values {
		if parameter == "" || v.Parameter == parameter {
			out = append(out, v)
		}
	}
	return out
}

package models

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
	"github.com/tradeshock/tradeshock/trade/equilibrium/elasticity"
	"github.com/tradeshock/tradeshock/trade/equilibrium/ranges"
)

// rangeHelp describes the key that every model takes beside its own.
const rangeHelp = `
Any model can be asked over ranges, by a key beside its own:

  "range":{"method":"tornado","parameters":[{"path":"elasticity.demand","low":-2,"high":-0.5}],
           "outputs":["exact.welfare.0","linear.price_change.0"]}

  method      grid (with points, steps a parameter), tornado, or monte-carlo (with draws, seed
              and shape, uniform or triangular)
  path        of a number in the input; the value there must lie from low to high; source may
              say where the range comes from
  outputs     paths of numbers in the JSON answer, list places from 0
  workers     how many at once; the numbers are the same for any number

The answer then has base, the model's own answer, and range. Runs that the model refuses are
counted and named and are in no mean. -elasticities prints published values with their sources.
`

// rangeQuestion is the key "range".
type rangeQuestion struct {
	Method     string `json:"method"`
	Parameters []struct {
		Path   string  `json:"path"`
		Low    *number `json:"low"`
		High   *number `json:"high"`
		Source string  `json:"source"`
	} `json:"parameters"`
	Outputs []string `json:"outputs"`
	Points  int      `json:"points"`
	Draws   int      `json:"draws"`
	Seed    uint64   `json:"seed"`
	Shape   string   `json:"shape"`
	Workers int      `json:"workers"`
}

type rangePoint struct {
	Parameters []float64 `json:"parameters"`
	Outputs    []float64 `json:"outputs"` // null where the model did not answer
	Error      string    `json:"error,omitempty"`
}

type rangeBar struct {
	Parameter string     `json:"parameter"`
	Low       rangePoint `json:"low"`
	High      rangePoint `json:"high"`
}

type rangeSummary struct {
	Output string  `json:"output"`
	Mean   float64 `json:"mean"`
	StdDev float64 `json:"std_dev"`
	Min    float64 `json:"min"`
	P05    float64 `json:"p05"`
	P25    float64 `json:"p25"`
	P50    float64 `json:"p50"`
	P75    float64 `json:"p75"`
	P95    float64 `json:"p95"`
	Max    float64 `json:"max"`
}

type rangeAnswer struct {
	Method     string         `json:"method"`
	Parameters []string       `json:"parameters"`
	Sources    []string       `json:"sources"`
	Outputs    []string       `json:"outputs"`
	Points     []rangePoint   `json:"points,omitempty"`
	Base       *rangePoint    `json:"base,omitempty"`
	Bars       []rangeBar     `json:"bars,omitempty"`
	Summary    []rangeSummary `json:"summary,omitempty"`
	Draws      int            `json:"draws,omitempty"`
	Seed       *uint64        `json:"seed,omitempty"`
	Shape      string         `json:"shape,omitempty"`
	Failed     int            `json:"failed"`
}

// splitRange takes the key "range" out of the input.
func (in *input) splitRange() (*rangeQuestion, error) {
	var object map[string]json.RawMessage
	if json.Unmarshal(bytes.TrimPrefix(in.raw, []byte("\ufeff")), &object) != nil || object["range"] == nil {
		return nil, nil // a fault of the object is told by the model
	}
	var q rangeQuestion
	d := json.NewDecoder(bytes.NewReader(object["range"]))
	d.DisallowUnknownFields()
	if err := d.Decode(&q); err != nil {
		return nil, fmt.Errorf("%s: range: %w; see -h for the keys", in.file, err)
	}
	delete(object, "range")
	raw, err := json.Marshal(object)
	in.raw = raw
	return &q, err
}

// solveRange asks a model over ranges.
func solveRange(ctx context.Context, m model, in *input, q *rangeQuestion) (answer, error) {
	base, err := m.solve(ctx, in)
	if err != nil {
		return answer{}, err
	}
	var object any
	if err := decodeNumbers(in.raw, &object); err != nil {
		return answer{}, err
	}
	var parameters []ranges.Parameter
	var all errorsOf
	for _, p := range q.Parameters {
		low, err1 := given("range: low of "+p.Path, p.Low)
		high, err2 := given("range: high of "+p.Path, p.High)
		value, err3 := numberAt(object, p.Path)
		all.add(errors.Join(err1, err2, err3))
		parameters = append(parameters, ranges.Parameter{
			Name: p.Path, Value: value, Low: low, High: high,
			Source: p.Source,
		})
	}
	if len(q.Outputs) == 0 {
		all.add(&equilibrium.InputError{
			Class: "missing", Field: "range: outputs",
			Hint: "name paths of the JSON answer",
		})
	}
	if _, err := outputsOf(base, q.Outputs); err != nil {
		all.add(err)
	}
	if err := all.err(); err != nil {
		return answer{}, err
	}
	ask := func(ctx context.Context, values []float64) ([]float64, error) {
		changed := object
		for k, p := range parameters {
			changed = withNumber(changed, strings.Split(p.Name, "."), values[k])
		}
		raw, err := json.Marshal(changed)
		if err != nil {
			return nil, err
		}
		a, err := m.solve(ctx, &input{dir: in.dir, file: in.file, raw: raw})
		if err != nil {
			return nil, err
		}
		return outputsOf(a, q.Outputs)
	}
	r := rangeAnswer{Method: q.Method, Outputs: q.Outputs}
	for _, p := range parameters {
		r.Parameters, r.Sources = append(r.Parameters, p.Name), append(r.Sources, p.Source)
	}
	point := func(p ranges.Point) rangePoint {
		out := rangePoint{Parameters: p.Parameters, Outputs: p.Outputs}
		if p.Err != nil {
			out.Error = p.Err.Error()
			r.Failed++
		}
		return out
	}
	switch q.Method {
	case "grid":
		points, err := ranges.Grid(ctx, parameters, q.Points, ask, q.Workers)
		if err != nil {
			return answer{}, err
		}
		for _, p := range points {
			r.Points = append(r.Points, point(p))
		}
	case "tornado":
		middle, bars, err := ranges.Tornado(ctx, parameters, ask, q.Workers)
		if err != nil {
			return answer{}, err
		}
		p := point(middle)
		r.Base = &p
		for _, b := range bars {
			r.Bars = append(r.Bars, rangeBar{b.Parameter, point(b.Low), point(b.High)})
		}
	case "monte-carlo":
		if q.Shape == "" {
			q.Shape = string(ranges.Uniform)
		}
		s, err := ranges.MonteCarlo(ctx, parameters, ranges.Shape(q.Shape), q.Draws, q.Seed, ask, q.Workers)
		if err != nil {
			return answer{}, err
		}
		r.Draws, r.Seed, r.Shape, r.Failed = q.Draws, &q.Seed, q.Shape, s.Failed
		for k, v := range s.Outputs {
			r.Summary = append(r.Summary, rangeSummary{
				q.Outputs[k], v.Mean, v.StdDev, v.Min, v.P05, v.P25, v.P50,
				v.P75, v.P95, v.Max,
			})
		}
	default:
		return answer{}, &equilibrium.InputError{
			Class: "option", Field: "range: method", At: []string{fmt.Sprintf("%.40q", q.Method)},
			Hint: "write grid, tornado or monte-carlo",
		}
	}
	out := struct {
		Schema string      `json:"schema"`
		Model  string      `json:"model"`
		Base   any         `json:"base"`
		Range  rangeAnswer `json:"range"`
	}{schema, m.name, base.object, r}
	return answer{object: out, report: base.report, tables: append(base.tables, r.table())}, nil
}

// table lays the answer out for a person.
func (r *rangeAnswer) table() textTable {
	text := func(v float64) string { return fmt.Sprintf("%.6g", v) }
	t := textTable{title: fmt.Sprintf("%s; %d runs without an answer", r.Method, r.Failed)}
	row := func(name string, p rangePoint) {
		cells := []string{name}
		for _, v := range p.Parameters {
			cells = append(cells, text(v))
		}
		for k := range r.Outputs {
			if p.Outputs == nil {
				cells = append(cells, "-")
			} else {
				cells = append(cells, text(p.Outputs[k]))
			}
		}
		t.rows = append(t.rows, cells)
	}
	if r.Summary != nil {
		t.columns = []string{"output", "mean", "std. dev.", "5 %", "median", "95 %", "min", "max"}
		for _, s := range r.Summary {
			t.rows = append(t.rows, []string{
				s.Output, text(s.Mean), text(s.StdDev), text(s.P05), text(s.P50),
				text(s.P95), text(s.Min), text(s.Max),
			})
		}
		return t
	}
	t.columns = slices.Concat([]string{""}, r.Parameters, r.Outputs)
	for _, p := range r.Points {
		row("", p)
	}
	if r.Base != nil {
		row("base", *r.Base)
	}
	for _, b := range r.Bars {
		row(b.Parameter+" low", b.Low)
		row(b.Parameter+" high", b.High)
	}
	return t
}

// decodeNumbers keeps numbers as they are written.
func decodeNumbers(raw []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return d.Decode(v)
}

// outputsOf reads numbers out of an answer.
func outputsOf(a answer, paths []string) ([]float64, error) {
	raw, err := json.Marshal(a.object)
	if err != nil {
		return nil, err
	}
	var object any
	if err := decodeNumbers(raw, &object); err != nil {
		return nil, err
	}
	out := make([]float64, len(paths))
	for k, path := range paths {
		if out[k], err = numberAt(object, path); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// numberAt follows keys, and places in lists, to a number or a number written as text.
func numberAt(object any, path string) (float64, error) {
	at := object
	for _, key := range strings.Split(path, ".") {
		switch v := at.(type) {
		case map[string]any:
			next, ok := v[key]
			if !ok {
				return 0, &equilibrium.InputError{
					Class: "missing", Field: path,
					Hint: fmt.Sprintf("no %q there; there are %.200s", key,
						strings.Join(slices.Sorted(maps.Keys(v)), ", ")),
				}
			}
			at = next
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(v) {
				return 0, &equilibrium.InputError{
					Class: "missing", Field: path,
					Hint: fmt.Sprintf("a place from 0 to %d in place of %.40q", len(v)-1, key),
				}
			}
			at = v[i]
		default:
			return 0, &equilibrium.InputError{
				Class: "missing", Field: path,
				Hint: fmt.Sprintf("nothing under %.40q", key),
			}
		}
	}
	text := fmt.Sprint(at)
	v, err := strconv.ParseFloat(text, 64)
	if _, number := at.(json.Number); err != nil || !number && !isText(at) {
		return 0, &equilibrium.InputError{Class: "missing", Field: path, Hint: "there is no number"}
	}
	return v, nil
}

func isText(v any) bool {
	_, ok := v.(string)
	return ok
}

// withNumber returns the object with one number replaced; what it does not change is shared.
func withNumber(object any, path []string, value float64) any {
	if len(path) == 0 {
		return json.Number(strconv.FormatFloat(value, 'g', -1, 64))
	}
	switch v := object.(type) {
	case map[string]any:
		out := maps.Clone(v)
		out[path[0]] = withNumber(v[path[0]], path[1:], value)
		return out
	case []any:
		out := slices.Clone(v)
		if i, err := strconv.Atoi(path[0]); err == nil && i >= 0 && i < len(out) {
			out[i] = withNumber(v[i], path[1:], value)
		}
		return out
	}
	return object
}

// elasticities prints the table of published values.
func elasticities() string {
	var b strings.Builder
	for _, v := range elasticity.Values("") {
		span := ""
		if v.Ranged {
			span = fmt.Sprintf(" (%g to %g)", v.Low, v.High)
		}
		fmt.Fprintf(&b, "%s, %s, %s: %g%s; %s [%s]\n", v.Parameter, v.Scope, v.Horizon, v.Value, span, v.Source,
			v.Sureness)
	}
	for _, s := range elasticity.Sets() {
		fmt.Fprintf(&b, "\n%s, trade elasticities by %s; %s\n", s.Name, s.Classification, s.Source)
		for _, x := range s.Sectors {
			fmt.Fprintf(&b, "  %s %s: %g\n", x.Code, x.Name, x.Value)
		}
	}
	return b.String()
}

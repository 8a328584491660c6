package impact

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// totalsAlone says why a report of totals has no other layer.
const totalsAlone = "a study with Totals keeps no line of them; run it without for the other layers"

// Bases are the price bases of the flows with their rows, the most first; "" of rows that state
// none.
func (r *Report) Bases() []Basis {
	at := map[trade.PriceBasis]*Basis{}
	for i := range r.Asked.Len() {
		f := r.Asked.Row(i)
		if f.Destination != r.Study.importer() || f.Value == nil {
			continue
		}
		b := at[f.Basis]
		if b == nil {
			b = &Basis{Basis: f.Basis}
			at[f.Basis] = b
		}
		b.Rows++
		b.Value = b.Value.Add(f.Value.Amount)
	}
	var out []Basis
	for _, name := range slices.Sorted(maps.Keys(at)) {
		out = append(out, *at[name])
	}
	slices.SortStableFunc(out, func(a, b Basis) int { return cmp.Compare(b.Rows, a.Rows) })
	return out
}

// Basis is how many rows are stated on a price basis.
type Basis struct {
	Basis trade.PriceBasis
	Rows  int
	Value decimal.Decimal
}

// mixed says that some values hold freight and others do not, and none was taken out; "" where
// they are of one kind.
func (r *Report) mixed() string {
	var with, without, text []string
	for _, b := range r.Bases() {
		name := cmp.Or(string(b.Basis), "no basis stated")
		one := fmt.Sprintf("%s %s", plural(b.Rows, "row"), name)
		if b.Basis.Freight() {
			with = append(with, one)
		} else {
			without = append(without, one)
		}
	}
	if len(with) == 0 || len(without) == 0 || !r.Study.CIF.IsZero() {
		return ""
	}
	text = append(text, strings.Join(with, ", ")+" with freight", strings.Join(without, ", ")+" without")
	return "they are on mixed bases: " + strings.Join(text, "; ") + "; -cif-factor takes freight out, or give one basis"
}

// Hole are days of which the flows of an origin say nothing, between others of which they do; the
// origin is "" where no flow says anything.
type Hole struct {
	Origin trade.Country
	During trade.Interval
}

// Holes are those of flows by months, quarters or years: of all flows together, and of origins
// with a hundredth of the value or more. Flows by the day have days without a shipment, and no
// holes.
func (r *Report) Holes() []Hole {
	type origin struct {
		periods []trade.Interval
		value   decimal.Decimal
	}
	at, all := map[trade.Country]*origin{}, &origin{}
	seen := map[trade.Country]map[trade.Interval]bool{}
	for i := range r.Asked.Len() {
		f := r.Asked.Row(i)
		if f.Destination != r.Study.importer() {
			continue
		}
		if !byMonth(f.Period) {
			return nil
		}
		o := at[f.Origin]
		if o == nil {
			o, seen[f.Origin] = &origin{}, map[trade.Interval]bool{}
			at[f.Origin] = o
		}
		if !seen[f.Origin][f.Period] {
			seen[f.Origin][f.Period] = true
			o.periods, all.periods = append(o.periods, f.Period), append(all.periods, f.Period)
		}
		if f.Value != nil {
			o.value, all.value = o.value.Add(f.Value.Amount), all.value.Add(f.Value.Amount)
		}
	}
	var out []Hole
	whole := map[trade.Interval]bool{}
	for _, d := range gaps(all.periods) {
		out, whole[d] = append(out, Hole{During: d}), true
	}
	for _, code := range slices.Sorted(maps.Keys(at)) {
		if o := at[code]; o.value.Mul(decimal.New(100, 0)).GreaterThanOrEqual(all.value) {
			for _, d := range gaps(o.periods) {
				if !whole[d] {
					out = append(out, Hole{code, d})
				}
			}
		}
	}
	return out
}

// byMonth reports whether a period begins and ends with a month.
func byMonth(p trade.Interval) bool {
	if p.From.IsZero() || p.To.IsZero() || p.IsEmpty() {
		return false
	}
	_, _, from := p.From.Parts()
	_, _, to := p.To.Parts()
	return from == 1 && to == 1
}

// gaps are the days between periods that no period holds.
func gaps(periods []trade.Interval) []trade.Interval {
	slices.SortFunc(periods, func(a, b trade.Interval) int { return a.From.Compare(b.From) })
	var out []trade.Interval
	for i := range periods {
		if i == 0 {
			continue
		}
		if last := periods[i-1].To; last.Before(periods[i].From) {
			out = append(out, trade.Interval{From: last, To: periods[i].From})
		}
		if periods[i].To.Before(periods[i-1].To) { // lies within the one before
			periods[i].To = periods[i-1].To
		}
	}
	return out
}

// holesText says which days are missing.
func (r *Report) holesText() string {
	holes := r.Holes()
	if len(holes) == 0 {
		return ""
	}
	const most = 5
	var texts []string
	for _, h := range holes[:min(most, len(holes))] {
		who := "no flow"
		if h.Origin != "" {
			who = "no flow of " + string(h.Origin)
		}
		texts = append(texts, who+" in "+h.During.String())
	}
	if len(holes) > most {
		texts = append(texts, fmt.Sprintf("and %d more", len(holes)-most))
	}
	return "the period has holes: " + strings.Join(texts, "; ")
}

// sound is the error of a layer that adds flows up over origins and days.
func (r *Report) sound() error {
	text := r.mixed()
	for _, h := range r.Holes() {
		if h.Origin == "" { // an origin alone may have sold nothing
			text = strings.TrimPrefix(text+"; "+r.holesText(), "; ")
			break
		}
	}
	if text == "" {
		return nil
	}
	return &Error{"unsound_flows", text}
}

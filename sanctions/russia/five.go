package russia

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
)

// Reading is a way to count the five largest of which some source states two buyers at least: a
// commodity, a unit, the EU as one importer or as states, a source and its periods.
type Reading struct {
	Commodity string
	Unit      string // of the amounts; ranking.UnitShare for shares
	EUStates  bool   // the states of the EU one by one
	Source    string
	Periods   []trade.Interval
	// Named are how many buyers the source names there, and Unnamed what it leaves to others;
	// nil where it does not say.
	Named   int
	Unnamed *decimal.Decimal
	Places  []Place // the largest first
}

// Place is where a reading puts a buyer.
type Place struct {
	Buyer      string
	Rank       int
	Amount     decimal.Decimal
	Membership ranking.Membership
	// Allow is, of a membership that is not decided, how many buyers that the source does not name
	// may have taken more before the buyer is out: it is in if no more than these did.
	Allow int
}

// Assumption is the place of one buyer in a reading, in words that begin with the assumption.
type Assumption struct {
	Reading int // in Five.Readings
	Place
	Text string
}

// FiveBuyer is a buyer with the assumptions under which it is in or out.
type FiveBuyer struct {
	Buyer string
	// In are decided; If holds unless more of the unnamed took more; Out are decided the other
	// way. A buyer that no reading names is in none.
	In, If, Out []Assumption
}

// FiveLargest are the readings of published figures and what they say of each buyer.
type FiveLargest struct {
	Readings []Reading
	Buyers   []FiveBuyer // by how often they are in, then by name
}

// Five reads figures in every way that the words of section 113 and the practice of sources leave
// open: crude alone (the law's own word) or with products, gas as liquefied, by pipe or together, all
// fossil fuels as newspapers count; by volume (the law's word), value or share; the EU as one importer or its
// states. Sources are never
// added, and a reading in which a source names one buyer alone ranks nobody and is left out.
func Five(figures []ranking.Figure) (*FiveLargest, error) {
	f := &FiveLargest{}
	seen := map[string]bool{}
	for _, states := range []bool{false, true} {
		for _, products := range []bool{false, true} {
			for _, value := range []bool{false, true} {
				c := Choices{Apart: states, ByValue: value, WithProducts: products}
				t := TakingsOfFigures(figures, c)
				crude := "crude"
				if products {
					crude = "crude and products"
				}
				kinds := []ranking.Kind{ranking.Volume, ranking.Share}
				if value {
					kinds[0] = ranking.Value
				}
				fuels, _ := ranking.Select(figures, kinds, "all fossil")
				for _, of := range []struct {
					name    string
					takings []ranking.Taking
				}{
					{crude, t.Crude},
					{"gas", t.Gas},
					{"liquefied gas", t.LNG},
					{"gas by pipe", t.PipelineGas},
					{"all fossil fuels, which the law does not name,", fuels},
				} {
					all, err := ranking.RankImporters(of.takings, trade.Interval{}, 5, states)
					if err != nil {
						return nil, err
					}
					for i := range all {
						f.add(of.name, states, &all[i], seen)
					}
				}
			}
		}
	}
	f.collect()
	return f, nil
}

func (f *FiveLargest) add(commodity string, states bool, of *ranking.Importers, seen map[string]bool) {
	r := Reading{
		Commodity: commodity, Unit: of.Unit, EUStates: states, Source: of.Source, Periods: of.Periods, Unnamed: of.Unnamed,
	}
	text := fmt.Sprint(of.Source, of.Unit, of.Periods)
	for i := range of.Buyers {
		b := &of.Buyers[i]
		if b.Rank == 0 {
			continue
		}
		p := Place{Buyer: b.Buyer, Rank: b.Rank, Amount: b.Stated, Membership: b.InStated}
		if p.Membership == ranking.Undetermined {
			p.Allow = max(0, 5-b.Rank)
		}
		r.Named++
		r.Places = append(r.Places, p)
		text += fmt.Sprint(p.Buyer, p.Rank, p.Amount, p.Membership)
	}
	if r.Named < 2 {
		return
	}
	key := text + commodity
	if seen[key] || seen[text+fmt.Sprint(states)] { // the same figures asked for in another way
		return
	}
	seen[key], seen[text+fmt.Sprint(states)] = true, true
	f.Readings = append(f.Readings, r)
}

// collect turns the readings into what they say of each buyer.
func (f *FiveLargest) collect() {
	at := map[string]*FiveBuyer{}
	for i := range f.Readings {
		r := &f.Readings[i]
		for _, p := range r.Places {
			b := at[p.Buyer]
			if b == nil {
				b = &FiveBuyer{Buyer: p.Buyer}
				at[p.Buyer] = b
			}
			a := Assumption{Reading: i, Place: p, Text: r.assume(&p)}
			switch p.Membership {
			case ranking.Among:
				b.In = append(b.In, a)
			case ranking.NotAmong:
				b.Out = append(b.Out, a)
			default:
				b.If = append(b.If, a)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(at)) {
		f.Buyers = append(f.Buyers, *at[name])
	}
	slices.SortStableFunc(f.Buyers, func(a, b FiveBuyer) int {
		return cmp.Or(cmp.Compare(len(b.In), len(a.In)), cmp.Compare(len(b.If), len(a.If)))
	})
}

// assume says a place in words.
func (r *Reading) assume(p *Place) string {
	unit := "by volume"
	switch {
	case r.Unit == ranking.UnitShare:
		unit = "by share"
	case len(r.Unit) == 3 && strings.ToUpper(r.Unit) == r.Unit:
		unit = "by value"
	}
	eu := "the EU as one importer"
	if r.EUStates {
		eu = "the states of the EU one by one"
	}
	text := fmt.Sprintf("%s %s, %s, %s: rank %d of %d named", r.Commodity, unit, eu, r.Source, p.Rank, r.Named)
	switch {
	case p.Membership != ranking.Undetermined:
		return text
	case p.Allow == 0:
		return text + "; in if no buyer that it does not name took more"
	}
	return fmt.Sprintf("%s; in if at most %d that it does not name took more", text, p.Allow)
}

package bulk

import (
	"maps"
	"slices"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// originSets are places in the memberships of a kind of origins: the sets of the plan of
// an engine stand from a place on, and then its own, or -1.
type originSets struct {
	from            int
	column2, covers int
	chosen          int // the origins for which the engine was compiled
}

// classifyOrigins finds the origins that stand in the same sets of origins in a segment.
func (b *Batch) classifyOrigins() {
	type set struct {
		engine *tariff.Engine
		o      law.Origins
	}
	var sets []set
	for _, e := range b.engines {
		of := originSets{from: len(sets)}
		for _, o := range e.Plan().Sets() {
			sets = append(sets, set{e, o})
		}
		own := func(names ...string) int {
			if len(names) == 0 || names[0] == "" {
				return -1
			}
			sets = append(sets, set{e, law.Origins{In: names}})
			return len(sets) - 1 - of.from
		}
		of.covers, of.column2 = own(e.Plan().Covers...), own(e.Plan().Book.Column2)
		var chosen []string
		for _, c := range e.Plan().Options.Origins {
			chosen = append(chosen, string(c))
		}
		of.chosen = own(chosen...)
		b.sets = append(b.sets, of)
	}
	b.origins = append(trade.Countries(), trade.FormerCountries()...)
	for i, c := range b.origins {
		b.originAt[c] = uint32(i)
	}
	changes := map[trade.Date]bool{}
	for _, e := range b.engines {
		maps.Copy(changes, e.Plan().MemberDays())
	}
	// Sets are of names, many of which stand in several sets.
	type name struct {
		engine *tariff.Engine
		text   string
	}
	at, names := map[name]int{}, []name{}
	places := func(e *tariff.Engine, texts []string) (out []int) {
		for _, text := range texts {
			n := name{e, text}
			if _, known := at[n]; !known {
				at[n] = len(names)
				names = append(names, n)
			}
			out = append(out, at[n])
		}
		return out
	}
	in, out := make([][]int, len(sets)), make([][]int, len(sets))
	for k := range sets {
		in[k], out[k] = places(sets[k].engine, sets[k].o.In), places(sets[k].engine, sets[k].o.Out)
	}
	held, key := make([]bool, len(names)), make([]byte, len(sets))
	holds := func(n int) bool { return held[n] }
	for seg, on := range b.days {
		if seg > 0 && !changes[on] {
			b.kindOf, b.memberships = append(b.kindOf, b.kindOf[seg-1]), append(b.memberships, b.memberships[seg-1])
			continue
		}
		ids, kinds := map[string]uint16{}, make([]uint16, len(b.origins))
		var memberships []string
		for i, c := range b.origins {
			for n := range names {
				held[n] = names[n].engine.Plan().AnyHolds([]string{names[n].text}, c, on)
			}
			for k := range sets {
				key[k] = plan.Flag(slices.ContainsFunc(in[k], holds) && !slices.ContainsFunc(out[k], holds))
			}
			id, known := ids[string(key)]
			if !known {
				id = uint16(len(ids))
				ids[string(key)] = id
				memberships = append(memberships, string(key))
			}
			kinds[i] = id
		}
		b.kindOf, b.memberships = append(b.kindOf, kinds), append(b.memberships, memberships)
	}
	for _, memberships := range b.memberships {
		b.kinds = max(b.kinds, len(memberships))
	}
	b.rowOf = make([]atomic.Uint32, len(b.days)*b.kinds)
	for range b.engines {
		b.opened = append(b.opened, make([]atomic.Pointer[openRules], len(b.days)*b.kinds))
	}
}

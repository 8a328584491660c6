package tariff

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// worked is what is worked out of a book the first time that its engine is asked: the
// stretches of days, the different scopes and sets of origins, and the law of each
// stretch when something of it is asked.
type worked struct {
	days    []trade.Date // the first days of the stretches
	scopes  []law.Scope
	scopeAt map[string]int32
	sets    []law.Origins
	laws    []func() *stretchLaw // by stretch
	reach   []scopeReach         // by scope
	codes   []namedCode          // that lists name, in order
	lists   int                  // the words of a set of lists
	asked   atomic.Int32         // the products whose lists were asked for
	indexed sync.Once            // sets codes
}

// stretchLaw is what a book says in a stretch, before anything of the goods is known.
type stretchLaw struct {
	on         trade.Date
	rules      []enacted
	notInForce []int // the measures that are not in force
	// The row of all origins together.
	everyone func() []rule
}

// enacted is a measure that is imposed, or that prohibits.
type enacted struct {
	rule  // without lifts
	at    int
	lifts []*lift // of those that may hold on the day; subjects are places among the measures
}

// planned is the plan of the engine.
func (e *plan) planned() *worked {
	e.once.Do(func() {
		p := &e.worked
		p.days = e.stretches()
		p.scopeAt = map[string]int32{}
		scope := func(s law.Scope) int32 {
			if anyProduct(&s) {
				return everyProduct
			}
			key := scopeKey(&s)
			at, known := p.scopeAt[key]
			if !known {
				at = int32(len(p.scopes))
				p.scopeAt[key] = at
				p.scopes = append(p.scopes, s)
			}
			return at
		}
		setAt := map[string]int{}
		set := func(o law.Origins) int {
			key := strings.Join(o.In, ",") + "|" + strings.Join(o.Out, ",")
			at, known := setAt[key]
			if !known {
				at = len(p.sets)
				setAt[key] = at
				p.sets = append(p.sets, o)
			}
			return at
		}
		for i := range e.measures {
			m := &e.measures[i]
			m.place, m.scope, m.set = i, scope(m.Products), set(m.Origins)
			m.lifts = make([]lift, len(m.exceptions))
			for k := range m.exceptions {
				x := &m.exceptions[k]
				x.set = -1
				if len(x.Origins.In)+len(x.Origins.Out) > 0 {
					x.set = set(x.Origins)
				}
				m.lifts[k] = lift{exception: x, at: int32(k), scope: scope(x.Products)}
				for _, j := range x.subjects {
					m.lifts[k].subjects = append(m.lifts[k].subjects, int32(j))
				}
			}
		}
		p.scopesByLists(e)
		for i := range p.days {
			p.laws = append(p.laws, sync.OnceValue(func() *stretchLaw { return e.lawOn(p.days[i]) }))
		}
	})
	return &e.worked
}

// days are the first days of the stretches, in order.
func (e *plan) days() []trade.Date { return e.planned().days }

// scopes are the different scopes of the book, and sets its different sets of origins.
func (e *plan) scopes() []law.Scope { return e.planned().scopes }

func (e *plan) sets() []law.Origins { return e.planned().sets }

// lawIn is the law of a stretch.
func (e *plan) lawIn(stretch int) *stretchLaw { return e.planned().laws[stretch]() }

// stretchOf is the stretch of a day; days after the last known one are in the last.
func (e *plan) stretchOf(on trade.Date) int {
	i, found := slices.BinarySearchFunc(e.planned().days, on, trade.Date.Compare)
	if !found {
		i--
	}
	return max(i, 0)
}

// lawOn finds the measures in force on a day, and the exceptions that may hold on it.
func (e *plan) lawOn(on trade.Date) *stretchLaw {
	l := &stretchLaw{on: on}
	l.everyone = sync.OnceValue(func() []rule {
		row := l.row(len(e.measures), func(int) bool { return true })
		for i := range row {
			row[i].millionths, row[i].fits = row[i].term.millionths, row[i].term.fits
		}
		return row
	})
	for i := range e.measures {
		m := &e.measures[i]
		t := m.termOn(on)
		if anyProduct(&m.Products) {
			continue
		}
		if t == nil || (t.State != law.Imposed && t.State != law.Prohibited) {
			l.notInForce = append(l.notInForce, i)
			continue
		}
		r := enacted{rule: rule{measure: m, term: t, scope: m.scope}, at: i}
		for k := range m.lifts {
			if x := &m.lifts[k]; x.holdsOn(on) {
				r.lifts = append(r.lifts, x)
			}
		}
		l.rules = append(l.rules, r)
	}
	return l
}

// charging is the law without what prohibits.
func (l *stretchLaw) charging() *stretchLaw {
	out := *l
	out.rules = slices.DeleteFunc(slices.Clone(l.rules), func(r enacted) bool { return r.term.State == law.Prohibited })
	return &out
}

// stated is the law for goods of which so much is stated: rules that are not considered
// then, and exceptions that cannot hold, are left out.
func (l *stretchLaw) stated(g *declared) *stretchLaw {
	out := &stretchLaw{on: l.on}
	for i := range l.rules {
		r := l.rules[i]
		if g.brought(r.measure) == 0 {
			continue
		}
		lifts := r.lifts
		r.lifts = make([]*lift, 0, len(lifts))
		for _, x := range lifts {
			if met := g.meets(r.measure, x.exception); met > 0 {
				y := *x
				y.met = met
				r.lifts = append(r.lifts, &y)
			}
		}
		out.rules = append(out.rules, r)
	}
	return out
}

// row picks the rules for the goods of an origin, given which sets of origins hold it.
func (l *stretchLaw) row(measures int, holds func(set int) bool) []rule {
	places := make([]int32, measures) // 1 + place in the row
	row := make([]rule, 0, 32)
	for i := range l.rules {
		from := &l.rules[i]
		if !holds(from.set) {
			continue
		}
		r := from.rule
		r.lifts = make([]*lift, 0, len(from.lifts))
		for _, x := range from.lifts {
			if x.set >= 0 && !holds(x.set) {
				continue
			}
			if x = x.placed(places); x != nil {
				r.lifts = append(r.lifts, x)
			}
		}
		row = append(row, r)
		places[from.at] = int32(len(row))
	}
	closeClusters(row)
	return row
}

// placed is an exception with its subjects by places in another row, 1 + place; nil when
// none of them is in it.
func (x *lift) placed(places []int32) *lift {
	if len(x.Subject) == 0 {
		return x
	}
	var subjects []int32
	for _, j := range x.subjects {
		if at := places[j]; at > 0 {
			subjects = append(subjects, at-1)
		}
	}
	if len(subjects) == 0 {
		return nil
	}
	y := *x
	y.subjects = subjects
	return &y
}

// closeClusters marks the last rule of each cluster.
func closeClusters(row []rule) {
	for i := range row {
		c := row[i].cluster
		row[i].closes = c >= 0 && !slices.ContainsFunc(row[i+1:], func(r rule) bool { return r.cluster == c })
	}
}

// narrowed leaves of a row the rules and exceptions that reach a product, which in tells.
func narrowed(row []rule, in func(scope int32) membership) []rule {
	places := make([]int32, len(row))
	out := make([]rule, 0, 16)
	reach := func(scope int32) (int32, bool) {
		if scope < 0 {
			return scope, true
		}
		switch in(scope) {
		case listed:
			return everyProduct, true
		case dependsOnSuffix:
			return needsDigits, true
		}
		return 0, false
	}
	for i := range row {
		scope, reached := reach(row[i].scope)
		if !reached {
			continue
		}
		r := row[i]
		r.scope, r.lifts = scope, nil
		for _, x := range row[i].lifts {
			scope, reached := reach(x.scope)
			if !reached {
				continue
			}
			x = x.placed(places)
			if x == nil {
				continue
			}
			if x.scope != scope {
				y := *x
				y.scope = scope
				x = &y
			}
			r.lifts = append(r.lifts, x)
		}
		out = append(out, r)
		places[i] = int32(len(out))
	}
	closeClusters(out)
	return out
}

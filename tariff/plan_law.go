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
	inPlace [][]trade.Product    // the codes that scopes name in place, by scope that does
	codes   []namedCode          // that lists and scopes name, in order
	words   int                  // of a set of lists and of codes in place
	asked   atomic.Int32         // the products whose lists were asked for
	indexed sync.Once            // sets codes
	mu      sync.RWMutex
	namedOf map[trade.Product]bitset // the lists that name a product, of the last ones asked for
}

// stretchLaw is what a book says in a stretch, before anything of the goods is known.
type stretchLaw struct {
	on         trade.Date
	rules      []enacted
	notInForce []int // the measures that are not in force
	sets       []int // of origins, that these ask for
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
			l.notInForce, l.sets = append(l.notInForce, i), append(l.sets, m.set)
			continue
		}
		r := enacted{rule: rule{measure: m, term: t, scope: m.scope}, at: i}
		for k := range m.lifts {
			if x := &m.lifts[k]; x.holdsOn(on) {
				r.lifts = append(r.lifts, x)
				if x.set >= 0 {
					l.sets = append(l.sets, x.set)
				}
			}
		}
		l.rules, l.sets = append(l.rules, r), append(l.sets, m.set)
	}
	slices.Sort(l.sets)
	l.sets = slices.Compact(l.sets)
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
	rules, lifts := 0, 0
	for i := range l.rules {
		if from := &l.rules[i]; holds(from.set) {
			rules, lifts = rules+1, lifts+len(from.lifts)
		}
	}
	row, all := make([]rule, 0, rules), make([]*lift, 0, lifts)
	var room liftRoom
	for i := range l.rules {
		from := &l.rules[i]
		if !holds(from.set) {
			continue
		}
		r, first := from.rule, len(all)
		for _, x := range from.lifts {
			if x.set >= 0 && !holds(x.set) {
				continue
			}
			if x = room.placed(x, places); x != nil {
				all = append(all, x)
			}
		}
		r.lifts = all[first:len(all):len(all)]
		row = append(row, r)
		places[from.at] = int32(len(row))
	}
	closeClusters(row)
	return row
}

// liftRoom is memory for the exceptions of a row, which lie together.
type liftRoom struct {
	lifts    []lift
	subjects []int32
}

func (m *liftRoom) add(x lift) *lift {
	m.lifts = append(m.lifts, x)
	return &m.lifts[len(m.lifts)-1]
}

// placed is an exception with its subjects by places in another row, 1 + place; nil when
// none of them is in it.
func (m *liftRoom) placed(x *lift, places []int32) *lift {
	if len(x.Subject) == 0 {
		return x
	}
	first := len(m.subjects)
	for _, j := range x.subjects {
		if at := places[j]; at > 0 {
			m.subjects = append(m.subjects, at-1)
		}
	}
	n := len(m.subjects)
	if n == first {
		return nil
	}
	y := *x
	y.subjects = m.subjects[first:n:n]
	return m.add(y)
}

// closeClusters marks the last rule of each cluster.
func closeClusters(row []rule) {
	var closed []int
	for i := len(row) - 1; i >= 0; i-- {
		r := &row[i]
		if r.closes = r.cluster >= 0 && !slices.Contains(closed, r.cluster); r.closes {
			closed = append(closed, r.cluster)
		}
	}
}

// narrowed picks the rules and exceptions that reach a product of an origin, given which
// sets of origins and which scopes hold it.
func (l *stretchLaw) narrowed(measures int, holds func(set int) bool, in func(scope int32) membership) []rule {
	places := make([]int32, measures) // 1 + place in the row
	row, room := make([]rule, 0, 4), liftRoom{}
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
	for i := range l.rules {
		from := &l.rules[i]
		if !holds(from.set) {
			continue
		}
		scope, reached := reach(from.scope)
		if !reached {
			continue
		}
		r := from.rule
		r.scope = scope
		for _, x := range from.lifts {
			if x.set >= 0 && !holds(x.set) {
				continue
			}
			scope, reached := reach(x.scope)
			if !reached {
				continue
			}
			if x = room.placed(x, places); x == nil {
				continue
			}
			if x.scope != scope {
				x = room.add(*x)
				x.scope = scope
			}
			r.lifts = append(r.lifts, x)
		}
		row = append(row, r)
		places[from.at] = int32(len(row))
	}
	closeClusters(row)
	return row
}

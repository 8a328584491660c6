package plan

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
	laws    []func() *StretchLaw // by stretch
	reach   []scopeReach         // by scope
	inPlace [][]trade.Product    // the codes that scopes name in place, by scope that does
	codes   []namedCode          // that lists and scopes name, in order
	words   int                  // of a set of lists and of codes in place
	asked   atomic.Int32         // the products whose lists were asked for
	indexed sync.Once            // sets codes
	mu      sync.RWMutex
	namedOf map[trade.Product]Bits // the lists that name a product, of the last ones asked for
}

// StretchLaw is what a book says in a stretch, before anything of the goods is known.
type StretchLaw struct {
	On         trade.Date
	Rules      []Enacted
	NotInForce []int // the measures that are not in force
	Sets       []int // of origins, that these ask for
	// The row of all origins together.
	Everyone func() []Rule
}

// Enacted is a measure that is imposed, or that prohibits.
type Enacted struct {
	Rule  // without lifts
	At    int
	Lifts []*Lift // of those that may hold on the day; subjects are places among the measures
}

// planned works out what is asked of the book, once.
func (p *Plan) planned() *worked {
	p.once.Do(func() {
		w := &p.worked
		w.days = p.stretches()
		w.scopeAt = map[string]int32{}
		scope := func(s law.Scope) int32 {
			if AnyProduct(&s) {
				return EveryProduct
			}
			key := scopeKey(&s)
			at, known := w.scopeAt[key]
			if !known {
				at = int32(len(w.scopes))
				w.scopeAt[key] = at
				w.scopes = append(w.scopes, s)
			}
			return at
		}
		setAt := map[string]int{}
		set := func(o law.Origins) int {
			key := strings.Join(o.In, ",") + "|" + strings.Join(o.Out, ",")
			at, known := setAt[key]
			if !known {
				at = len(w.sets)
				setAt[key] = at
				w.sets = append(w.sets, o)
			}
			return at
		}
		for i := range p.Measures {
			m := &p.Measures[i]
			m.Place, m.Scope, m.Set = i, scope(m.Products), set(m.Origins)
			m.Lifts = make([]Lift, len(m.Taken))
			for k := range m.Taken {
				x := &m.Taken[k]
				x.Set = -1
				if len(x.Origins.In)+len(x.Origins.Out) > 0 {
					x.Set = set(x.Origins)
				}
				m.Lifts[k] = Lift{Exception: x, At: int32(k), Scope: scope(x.Products)}
				for _, j := range x.subjects {
					m.Lifts[k].Subjects = append(m.Lifts[k].Subjects, int32(j))
				}
			}
		}
		w.scopesByLists(p)
		for i := range w.days {
			w.laws = append(w.laws, sync.OnceValue(func() *StretchLaw { return p.lawOn(w.days[i]) }))
		}
	})
	return &p.worked
}

// Days are the first days of the stretches, in order.
func (p *Plan) Days() []trade.Date { return p.planned().days }

// Scopes are the different scopes of the book, and sets its different sets of origins.
func (p *Plan) Scopes() []law.Scope { return p.planned().scopes }

func (p *Plan) Sets() []law.Origins { return p.planned().sets }

// LawIn is the law of a stretch.
func (p *Plan) LawIn(stretch int) *StretchLaw { return p.planned().laws[stretch]() }

// StretchOf is the stretch of a day; days after the last known one are in the last.
func (p *Plan) StretchOf(on trade.Date) int {
	i, found := slices.BinarySearchFunc(p.planned().days, on, trade.Date.Compare)
	if !found {
		i--
	}
	return max(i, 0)
}

// lawOn finds the measures in force on a day, and the exceptions that may hold on it.
func (p *Plan) lawOn(on trade.Date) *StretchLaw {
	l := &StretchLaw{On: on}
	l.Everyone = sync.OnceValue(func() []Rule {
		row := l.Row(len(p.Measures), func(int) bool { return true })
		for i := range row {
			row[i].Millionths, row[i].Fits = row[i].Term.Millionths, row[i].Term.Fits
		}
		return row
	})
	for i := range p.Measures {
		m := &p.Measures[i]
		t := m.TermOn(on)
		if AnyProduct(&m.Products) {
			continue
		}
		if t == nil || (t.State != law.Imposed && t.State != law.Prohibited) {
			l.NotInForce, l.Sets = append(l.NotInForce, i), append(l.Sets, m.Set)
			continue
		}
		r := Enacted{Rule: Rule{Measure: m, Term: t, Scope: m.Scope}, At: i}
		for k := range m.Lifts {
			if x := &m.Lifts[k]; x.holdsOn(on) {
				r.Lifts = append(r.Lifts, x)
				if x.Set >= 0 {
					l.Sets = append(l.Sets, x.Set)
				}
			}
		}
		l.Rules, l.Sets = append(l.Rules, r), append(l.Sets, m.Set)
	}
	slices.Sort(l.Sets)
	l.Sets = slices.Compact(l.Sets)
	return l
}

// Charging is the law without what prohibits.
func (l *StretchLaw) Charging() *StretchLaw {
	out := *l
	out.Rules = slices.DeleteFunc(slices.Clone(l.Rules), func(r Enacted) bool { return r.Term.State == law.Prohibited })
	return &out
}

// Stated is the law for goods of which so much is stated: rules that are not considered
// then, and exceptions that cannot hold, are left out.
func (l *StretchLaw) Stated(g *Declared) *StretchLaw {
	out := &StretchLaw{On: l.On}
	for i := range l.Rules {
		r := l.Rules[i]
		if g.Brought(r.Measure) == 0 {
			continue
		}
		lifts := r.Lifts
		r.Lifts = make([]*Lift, 0, len(lifts))
		for _, x := range lifts {
			if met := g.meets(r.Measure, x.Exception); met > 0 {
				y := *x
				y.met = met
				r.Lifts = append(r.Lifts, &y)
			}
		}
		out.Rules = append(out.Rules, r)
	}
	return out
}

// Row picks the rules for the goods of an origin, given which sets of origins hold it.
func (l *StretchLaw) Row(measures int, holds func(set int) bool) []Rule {
	places := make([]int32, measures) // 1 + place in the row
	rules, lifts := 0, 0
	for i := range l.Rules {
		if from := &l.Rules[i]; holds(from.Set) {
			rules, lifts = rules+1, lifts+len(from.Lifts)
		}
	}
	row, all := make([]Rule, 0, rules), make([]*Lift, 0, lifts)
	var room liftRoom
	for i := range l.Rules {
		from := &l.Rules[i]
		if !holds(from.Set) {
			continue
		}
		r, first := from.Rule, len(all)
		for _, x := range from.Lifts {
			if x.Set >= 0 && !holds(x.Set) {
				continue
			}
			if x = room.placed(x, places); x != nil {
				all = append(all, x)
			}
		}
		r.Lifts = all[first:len(all):len(all)]
		row = append(row, r)
		places[from.At] = int32(len(row))
	}
	closeClusters(row)
	return row
}

// liftRoom is memory for the exceptions of a row, which lie together.
type liftRoom struct {
	lifts    []Lift
	subjects []int32
}

func (m *liftRoom) add(x Lift) *Lift {
	m.lifts = append(m.lifts, x)
	return &m.lifts[len(m.lifts)-1]
}

// placed is an exception with its subjects by places in another row, 1 + place; nil when
// none of them is in it.
func (m *liftRoom) placed(x *Lift, places []int32) *Lift {
	if len(x.Subject) == 0 {
		return x
	}
	first := len(m.subjects)
	for _, j := range x.Subjects {
		if at := places[j]; at > 0 {
			m.subjects = append(m.subjects, at-1)
		}
	}
	n := len(m.subjects)
	if n == first {
		return nil
	}
	y := *x
	y.Subjects = m.subjects[first:n:n]
	return m.add(y)
}

// closeClusters marks the last rule of each cluster.
func closeClusters(row []Rule) {
	var closed []int
	for i := len(row) - 1; i >= 0; i-- {
		r := &row[i]
		if r.Closes = r.cluster >= 0 && !slices.Contains(closed, r.cluster); r.Closes {
			closed = append(closed, r.cluster)
		}
	}
}

// Narrowed picks the rules and exceptions that reach a product of an origin, given which
// sets of origins and which scopes hold it.
func (l *StretchLaw) Narrowed(measures int, holds func(set int) bool, in func(scope int32) Membership) []Rule {
	places := make([]int32, measures) // 1 + place in the row
	row, room := make([]Rule, 0, 4), liftRoom{}
	reach := func(scope int32) (int32, bool) {
		if scope < 0 {
			return scope, true
		}
		switch in(scope) {
		case Listed:
			return EveryProduct, true
		case DependsOnSuffix:
			return needsDigits, true
		}
		return 0, false
	}
	for i := range l.Rules {
		from := &l.Rules[i]
		if !holds(from.Set) {
			continue
		}
		scope, reached := reach(from.Scope)
		if !reached {
			continue
		}
		r := from.Rule
		r.Scope = scope
		for _, x := range from.Lifts {
			if x.Set >= 0 && !holds(x.Set) {
				continue
			}
			scope, reached := reach(x.Scope)
			if !reached {
				continue
			}
			if x = room.placed(x, places); x == nil {
				continue
			}
			if x.Scope != scope {
				x = room.add(*x)
				x.Scope = scope
			}
			r.Lifts = append(r.Lifts, x)
		}
		row = append(row, r)
		places[from.At] = int32(len(row))
	}
	closeClusters(row)
	return row
}

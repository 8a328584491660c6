package law

import (
	"slices"
	"strings"
)

// names are the words that a printed text defines: tables of who comes before whom,
// exceptions that stand in more than one place, and runs of these that stand together
// in more than one measure.
type names struct {
	orders    []*order
	of        map[string]string // the name of an exception, by its text
	exception map[string]Exception
	defined   []string // in the order in which they are met
	sets      []set
}

// order is a table of precedence with its name.
type order struct {
	name string
	precedence
	measures map[string]bool // headings of the measures that it speaks of
}

type set struct {
	name    string
	members []string
}

// item is an exception of a measure, or the name of one or more.
type item struct {
	name string
	at   int
}

// items are the exceptions of a measure by their names.
func (n *names) items(m *Measure, clauses []clause[Exception]) (out []item) {
	for i := 0; i < len(m.Exceptions); i++ {
		found := false
		for _, o := range n.orders {
			if n := o.makes(m, i, clauses); n > 0 {
				out, found = append(out, item{name: o.name}), true
				i += n - 1
				break
			}
		}
		if !found {
			out = append(out, item{n.of[exceptionText(&m.Exceptions[i], clauses)], i})
		}
	}
	return out
}

// likeOf is what a table of precedence states once for its rows; ok is false for an
// exception that no row makes.
func likeOf(x Exception) (like Exception, first Selector, ok bool) {
	if len(x.Subject) != 1 || x.Heading == "" || x.Heading != headingOf(x.Subject[0]) {
		return like, first, false
	}
	first = x.Subject[0]
	like = x
	like.Note = strings.ReplaceAll(x.Note, x.Heading, headingOfRow)
	like.Heading, like.Subject = "", nil
	return like, first, true
}

// makes counts the exceptions of a measure from one on that the table makes for it.
func (o *order) makes(m *Measure, from int, clauses []clause[Exception]) int {
	if !o.measures[m.Heading] {
		return 0
	}
	made := o.exceptions(m)
	if len(made) > len(m.Exceptions)-from {
		return 0
	}
	for i := range made {
		if exceptionText(&made[i], clauses) != exceptionText(&m.Exceptions[from+i], clauses) {
			return 0
		}
	}
	return len(made)
}

// nameExceptions finds the tables of precedence, the exceptions that stand in two
// measures or more, and the runs of these. An exception is called by its heading, with
// words of its title where several share it.
func (p *printer) nameExceptions(measures []Measure) *names {
	n := &names{of: map[string]string{}, exception: map[string]Exception{}}
	used := map[string]bool{"none": true}
	n.findOrders(p, measures, used)
	count := map[string]int{}
	for i := range measures {
		for _, item := range n.items(&measures[i], p.exceptions) {
			if item.name == "" {
				count[exceptionText(&measures[i].Exceptions[item.at], p.exceptions)]++
			}
		}
	}
	for i := range measures {
		for k := range measures[i].Exceptions {
			x := measures[i].Exceptions[k]
			text := exceptionText(&x, p.exceptions)
			if count[text] < 2 || n.of[text] != "" {
				continue
			}
			name := x.Heading
			if strings.Trim(name, "0123456789.") != "" {
				name = slug(name)
			}
			if used[name] {
				name = slug(name + " " + firstWords(x.Title, 4))
			}
			name = unused(name, used)
			n.of[text], n.exception[name] = name, x
			n.defined = append(n.defined, name)
		}
	}
	n.findSets(p, measures, used)
	return n
}

// findOrders makes tables of precedence of the exceptions that are alike but for who
// comes first.
func (n *names) findOrders(p *printer, measures []Measure, used map[string]bool) {
	type kind struct {
		like Exception
		runs []run
	}
	kinds := map[string]*kind{}
	var inOrder []string
	for i := range measures {
		m := &measures[i]
		last := map[string]int{}
		if strings.ContainsAny(m.Heading, "*-") {
			continue // as a selector the heading would mean others
		}
		for k := range m.Exceptions {
			like, first, ok := likeOf(m.Exceptions[k])
			if !ok {
				continue
			}
			key := exceptionText(&like, p.exceptions)
			if kinds[key] == nil {
				kinds[key] = &kind{like: like}
				inOrder = append(inOrder, key)
			}
			d := kinds[key]
			at, met := last[key]
			switch {
			case !met:
				d.runs = append(d.runs, run{m: m})
			case at != k-1:
				d.runs[len(d.runs)-1].broken = true // no one word can stand for it
			}
			last[key] = k
			r := &d.runs[len(d.runs)-1]
			r.firsts = append(r.firsts, first)
		}
	}
	for _, key := range inOrder {
		d := kinds[key]
		runs, firsts := agreeing(d.runs)
		if len(runs) < 2 {
			continue
		}
		o := &order{name: unused(slug(firstWords(d.like.Title, 6)), used), measures: map[string]bool{}}
		o.like = d.like
		for _, first := range firsts {
			row := precedenceRow{first: first}
			for _, r := range runs {
				if slices.Contains(r.firsts, first) {
					row.then = append(row.then, Selector{Headings: r.m.Heading})
				}
				o.measures[r.m.Heading] = true
			}
			o.rows = append(o.rows, row)
		}
		n.orders = append(n.orders, o)
	}
}

// run is the part of a measure's exceptions that one table makes.
type run struct {
	m      *Measure
	firsts []Selector
	broken bool // other exceptions stand between
}

// agreeing are the runs that have one order in common, the first first.
func agreeing(runs []run) (kept []run, firsts []Selector) {
	for _, r := range runs {
		if r.broken {
			continue
		}
		if merged, ok := mergeRuns(append(kept[:len(kept):len(kept)], r)); ok {
			kept, firsts = append(kept, r), merged
		}
	}
	return kept, firsts
}

// mergeRuns finds an order of all firsts in which each run stands in its own order; ok
// is false when there is none.
func mergeRuns(runs []run) (out []Selector, ok bool) {
	next := make([]int, len(runs))
	for {
		done := true
		var chosen *Selector
		for i := range runs {
			if next[i] == len(runs[i].firsts) {
				continue
			}
			done = false
			first := runs[i].firsts[next[i]]
			later := func(r run, at int) bool { return slices.Contains(r.firsts[min(at+1, len(r.firsts)):], first) }
			free := true
			for k := range runs {
				free = free && !later(runs[k], next[k])
			}
			if free {
				chosen = &first
				break
			}
		}
		if done {
			return out, true
		}
		if chosen == nil {
			return nil, false
		}
		out = append(out, *chosen)
		for i := range runs {
			if next[i] < len(runs[i].firsts) && runs[i].firsts[next[i]] == *chosen {
				next[i]++
			}
		}
	}
}

// byProgram writes the name of a program in the place of all its measures.
func byProgram(list []Selector, measures []Measure) []Selector {
	all := map[Selector]int{}
	program := map[string]Selector{}
	for i := range measures {
		s := Selector{Authority: measures[i].Authority, Program: measures[i].Program}
		all[s]++
		program[measures[i].Heading] = s
	}
	in := map[Selector]int{}
	for _, s := range list {
		in[program[s.Headings]]++
	}
	// A program without a name would also stand for the others of its authority.
	whole := func(s Selector) bool { return s.Program != "" && in[s] == all[s] && in[s] > 1 }
	var out []Selector
	for _, s := range list {
		if p := program[s.Headings]; !whole(p) {
			out = append(out, s)
		} else if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}

// ranges writes "9903.02.02-9903.02.71" where a text lists every measure of the range.
func ranges(list []Selector, measures []Measure) []Selector {
	var headings, out []string
	var programs []Selector
	for _, s := range list {
		if s.Headings == "" {
			programs = append(programs, s)
		} else {
			headings = append(headings, s.Headings)
		}
	}
	slices.Sort(headings)
	const shortest = 3
	for len(headings) > 0 {
		n := 1
		for n < len(headings) {
			whole := Selector{Headings: headings[0] + "-" + headings[n]}
			matched := 0
			for i := range measures {
				if whole.Matches(&measures[i]) {
					matched++
				}
			}
			if matched != n+1 {
				break
			}
			n++
		}
		if n >= shortest {
			out = append(out, headings[0]+"-"+headings[n-1])
		} else {
			out = append(out, headings[:n]...)
		}
		headings = headings[n:]
	}
	for _, h := range out {
		programs = append(programs, Selector{Headings: h})
	}
	return programs
}

// findSets gives names to the runs that save the most, one after another. A set is
// called by the program that has it first.
func (n *names) findSets(p *printer, measures []Measure, used map[string]bool) {
	var lists [][]string
	var programs []string
	seen := map[string]bool{}
	for i := range measures {
		var names []string
		for _, item := range n.items(&measures[i], p.exceptions) {
			names = append(names, item.name) // "" stands in place
		}
		if key := strings.Join(names, ","); !seen[key] {
			seen[key] = true
			lists, programs = append(lists, names), append(programs, string(measures[i].Authority)+" "+measures[i].Program)
		}
	}
	const most, shortest, longest = 60, 3, 30
	for len(n.sets) < most {
		gain, count, from := map[string]int{}, map[string]int{}, map[string]int{}
		var order []string
		for l, list := range lists {
			for i := range list {
				for j := i + 1; j <= min(len(list), i+longest) && list[j-1] != ""; j++ {
					if j-i < shortest {
						continue
					}
					key := strings.Join(list[i:j], ",")
					count[key]++
					switch count[key] {
					case 1:
						from[key] = l
					case 2:
						order = append(order, key)
					}
					gain[key] = (count[key] - 1) * (j - i - 1)
				}
			}
		}
		best := ""
		for _, key := range order {
			if gain[key] > gain[best] {
				best = key
			}
		}
		if best == "" {
			return
		}
		s := set{unused(slug(programs[from[best]]), used), strings.Split(best, ",")}
		n.sets = append(n.sets, s)
		for i := range lists {
			lists[i] = replaceRun(lists[i], s)
		}
	}
}

// fold writes the names of sets in the place of their members.
func (n *names) fold(list []string) []string {
	for _, s := range n.sets {
		list = replaceRun(list, s)
	}
	return list
}

func replaceRun(list []string, s set) []string {
	var out []string
	for i := 0; i < len(list); i++ {
		if i+len(s.members) <= len(list) && slices.Equal(list[i:i+len(s.members)], s.members) {
			out = append(out, s.name)
			i += len(s.members) - 1
			continue
		}
		out = append(out, list[i])
	}
	return out
}

// slug makes a name of a text.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '.':
			b.WriteRune(r)
		default:
			if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
				b.WriteByte('-')
			}
		}
	}
	if s := strings.Trim(b.String(), "-"); s != "" {
		return s
	}
	return "exception"
}

// firstWords cuts a title to a few words.
func firstWords(text string, n int) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(n, len(words))], " ")
}

// unused is the name, with a letter behind it when it is taken.
func unused(name string, used map[string]bool) string {
	free := name
	for k := 0; used[free]; k++ {
		free = name + "-" + letters(k)
	}
	used[free] = true
	return free
}

// letters counts b, c, … z, ba, bb, …
func letters(n int) string {
	n++
	s := string(rune('a' + n%26))
	if n >= 26 {
		return letters(n/26-2) + s
	}
	return s
}

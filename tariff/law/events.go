package law

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// Event is a dated fact of the book: a measure that changes its state or its rate, an
// exception that begins or ends, or a list that changes.
type Event struct {
	On        trade.Date `json:"on,omitzero"`
	Heading   string     `json:"heading"`
	Authority Authority  `json:"authority"`
	Title     string     `json:"title"`
	// State and Duty are those of a measure from the day on; Change says in words what
	// happened to an exception or a list.
	State  State  `json:"state"`
	Duty   string `json:"duty"`
	Change string `json:"change"`
	// Published is the day on which it could be known, where that is not the day itself
	// or earlier; Source is what it rests on.
	Published trade.Date `json:"published,omitzero"`
	Source    string     `json:"source"`
}

// Events lists what the book says happened on the days from one to another, both
// included, in the order of the days and of the headings.
func (b *Book) Events(from, to trade.Date) []Event {
	within := func(d trade.Date) bool { return !d.IsZero() && !d.Before(from) && !d.After(to) }
	var out []Event
	for i := range b.Measures {
		m := &b.Measures[i]
		for _, t := range m.Terms {
			if !within(t.From) || !t.Overtaken.IsZero() {
				continue
			}
			e := Event{
				On: t.From, Heading: m.Heading, Authority: m.Authority, Title: m.Title, State: t.State, Duty: t.Duty,
				Source: cmp.Or(t.Source, m.Citation),
			}
			e.Published = t.late(t.From)
			out = append(out, e)
		}
	}
	out = append(out, b.exceptionEvents(within)...)
	out = append(out, b.listEvents(within)...)
	slices.SortStableFunc(out, func(a, b Event) int {
		return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Heading, b.Heading))
	})
	return out
}

// late is the day of publication when it came after the day on which a fact applies.
func (k Knowledge) late(applies trade.Date) trade.Date {
	if k.Published.After(applies) {
		return k.Published
	}
	return trade.Date{}
}

// exceptionEvents are the first days of exceptions and the days after their last, each
// heading once, however many measures share it.
func (b *Book) exceptionEvents(within func(trade.Date) bool) []Event {
	type key struct {
		heading, title string
		on             trade.Date
		begins         bool
	}
	lifted := map[key][]string{}
	events := map[key]Event{}
	var order []key
	for i := range b.Measures {
		m := &b.Measures[i]
		for _, x := range m.Exceptions {
			for _, end := range []struct {
				on     trade.Date
				begins bool
			}{{x.During.From, true}, {x.During.To, false}} {
				if !within(end.on) || !x.Overtaken.IsZero() {
					continue
				}
				k := key{x.Heading, x.Title, end.on, end.begins}
				if lifted[k] == nil {
					order = append(order, k)
					events[k] = Event{
						On: end.on, Heading: x.Heading, Authority: m.Authority, Title: x.Title,
						Published: x.late(end.on), Source: cmp.Or(x.Note, m.Citation),
					}
				}
				lifted[k] = append(lifted[k], m.Heading)
			}
		}
	}
	var out []Event
	for _, k := range order {
		e := events[k]
		e.Change = "no longer lifts " + few(lifted[k])
		if k.begins {
			e.Change = "lifts " + few(lifted[k])
		}
		out = append(out, e)
	}
	return out
}

// listEvents are the days on which lists change, under the headings that use them.
func (b *Book) listEvents(within func(trade.Date) bool) []Event {
	users := map[string][]string{}
	authority := map[string]Authority{}
	use := func(s Scope, heading string, a Authority) {
		for _, name := range slices.Concat(s.Lists, s.Except) {
			if !slices.Contains(users[name], heading) {
				users[name] = append(users[name], heading)
				authority[name] = cmp.Or(authority[name], a)
			}
		}
	}
	for i := range b.Measures {
		m := &b.Measures[i]
		use(m.Products, m.Heading, m.Authority)
		for _, x := range m.Exceptions {
			use(x.Products, x.Heading, m.Authority)
		}
	}
	var out []Event
	for _, l := range b.Lists {
		join, leave := map[trade.Date]map[trade.Product]bool{}, map[trade.Date]map[trade.Product]bool{}
		published := map[trade.Date]trade.Date{}
		note := func(in map[trade.Date]map[trade.Product]bool, on trade.Date, e *ListEntry) {
			if within(on) && e.Overtaken.IsZero() && !e.Out {
				if in[on] == nil {
					in[on] = map[trade.Product]bool{}
				}
				in[on][e.Code] = true
				published[on] = e.late(on)
			}
		}
		for i := range l.Entries {
			note(join, l.Entries[i].During.From, &l.Entries[i])
			note(leave, l.Entries[i].During.To, &l.Entries[i])
		}
		for on := range published {
			joins, leaves := len(join[on]), len(leave[on])
			for code := range join[on] {
				if leave[on][code] { // one stretch after another
					joins, leaves = joins-1, leaves-1
				}
			}
			var changes []string
			if joins > 0 {
				changes = append(changes, strconv.Itoa(joins)+" codes join")
			}
			if leaves > 0 {
				changes = append(changes, strconv.Itoa(leaves)+" codes leave")
			}
			if len(changes) > 0 && len(users[l.Name]) > 0 {
				out = append(out, Event{
					On: on, Heading: few(users[l.Name]), Authority: authority[l.Name], Title: "list: " + l.Title,
					Change: strings.Join(changes, ", "), Published: published[on], Source: "U.S. note " + l.Note,
				})
			}
		}
	}
	slices.SortFunc(out, func(a, b Event) int { return cmp.Or(a.On.Compare(b.On), cmp.Compare(a.Title, b.Title)) })
	return out
}

// few names the first of some headings and counts the others.
func few(headings []string) string {
	const most = 3
	if len(headings) <= most {
		return strings.Join(headings, ", ")
	}
	return strings.Join(headings[:most], ", ") + " and " + strconv.Itoa(len(headings)-most) + " more"
}

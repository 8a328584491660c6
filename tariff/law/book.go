package law

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Book is everything that a border charges: the schedule of base rates, the
// measures beside it, the product lists and country groups that the measures
// name, the choices that the law leaves open, and until when all of this is
// known. A Book is data; package tariff makes an engine of it.
type Book struct {
	// Name and Currency identify the book: "United States", "USD".
	Name string `json:"name"`
	// Importer is the country whose border it is.
	Importer trade.Country `json:"importer,omitempty"`
	// Currency is that of values and of specific duties.
	Currency trade.Currency `json:"currency"`
	Schedule *Schedule      `json:"schedule"`
	// BaseRates take the place of the schedule's general rate, the first that
	// matches; a published book has none, a scenario may.
	BaseRates []BaseRate `json:"base_rates"`
	Measures  []Measure  `json:"measures"`
	Lists     []List     `json:"lists"`
	Groups    []Group    `json:"groups"`
	// Programs are the special programs that may be claimed.
	Programs []Program `json:"programs"`
	// Column2 names the group of countries that pay column 2 of the schedule.
	Column2 string `json:"column2"`
	// Covers are the origins for which the measures are complete, as codes and
	// groups; an entry of another origin is an error, never an answer without
	// the measures that are missing. Empty means every origin.
	Covers []string `json:"covers"`
	// KnownFrom and KnownUntil are the first and the last day for which the book
	// can be asked.
	KnownFrom  trade.Date `json:"known_from,omitzero"`
	KnownUntil trade.Date `json:"known_until,omitzero"`
	Choices    []Choice   `json:"choices"`
	// Readings are the texts that are read in two ways, and the reading that is taken.
	Readings []Reading `json:"readings,omitempty"`
	// Provenance names the sources of the tables.
	Provenance []Source `json:"provenance"`
	// Notices are the texts that were laid over the book, the newest last.
	Notices []Notice `json:"notices,omitempty"`

	err error // what went wrong while the book was loaded; reported by Check
}

// Notice names a text of new or changed law that was laid over a book, and on whose
// word it rests.
type Notice struct {
	Title     string     `json:"title"`
	Citation  string     `json:"citation,omitempty"`
	Published trade.Date `json:"published,omitzero"`
	// KnownUntil is the last day for which the text says what holds; zero means that
	// of the book.
	KnownUntil trade.Date `json:"known_until,omitzero"`
}

// String names the notice as a reader cites it.
func (n Notice) String() string {
	s := n.Title
	if n.Citation != "" {
		s += ", " + n.Citation
	}
	if !n.Published.IsZero() {
		s += ", published " + n.Published.String()
	}
	return s
}

// FailedBook returns a book that reports err when it is checked, so that a
// function that loads a book can be used in one expression with tariff.Compile.
func FailedBook(err error) *Book { return &Book{err: err} }

// BaseRate is a general rate that stands in for the schedule's.
type BaseRate struct {
	Products trade.ProductSet `json:"products"`
	During   trade.Interval   `json:"during,omitzero"`
	Duty     string           `json:"duty"`
	Source   string           `json:"source"`
}

// Program is a special program of the schedule: its symbol in the special
// column, and the countries whose goods may claim it.
type Program struct {
	Symbol  string  `json:"symbol"`
	Name    string  `json:"name"`
	Origins Origins `json:"origins"`
}

// Group is a named set of countries that a law defines, with dated membership.
type Group struct {
	Name    string   `json:"name"`
	Members []Member `json:"members"`
}

// Member is a country in a group during an interval.
type Member struct {
	Country trade.Country  `json:"country"`
	During  trade.Interval `json:"during,omitzero"`
}

// Choice is one entry of the register: a question that the law leaves open,
// the answer that this book takes, and the reason.
type Choice struct {
	Number   int    `json:"number"`
	Question string `json:"question"`
	Answer   string `json:"answer"`
	Reason   string `json:"reason"`
	// Headings are the measures that the choice touches.
	Headings []string `json:"headings"`
}

// Source names where a table of facts comes from.
type Source struct {
	Table     string `json:"table"`
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Retrieved string `json:"retrieved"`
	Revision  string `json:"revision"`
	Rows      int    `json:"rows"`
}

// Clone copies the book so that edits of the copy leave the original alone. The
// schedule is shared, because nothing edits it in place.
func (b *Book) Clone() *Book {
	c := *b
	c.Measures = slices.Clone(b.Measures)
	for i := range c.Measures {
		m := &c.Measures[i]
		m.Terms = slices.Clone(m.Terms)
		m.Exceptions = slices.Clone(m.Exceptions)
	}
	c.BaseRates = slices.Clone(b.BaseRates)
	c.Lists = slices.Clone(b.Lists)
	c.Groups = slices.Clone(b.Groups)
	c.Readings = slices.Clone(b.Readings)
	return &c
}

// Measure returns the measure with the heading.
func (b *Book) Measure(heading string) (*Measure, bool) {
	for i := range b.Measures {
		if b.Measures[i].Heading == heading {
			return &b.Measures[i], true
		}
	}
	return nil, false
}

// AsPublished returns the book as an importer could know it on the day: facts
// published later are gone, and facts that were overtaken later stand again.
func (b *Book) AsPublished(day trade.Date) *Book {
	c := b.Clone()
	for i := range c.Measures {
		m := &c.Measures[i]
		m.Terms = known(m.Terms, day, func(t *Term) (*Knowledge, trade.Date) { return &t.Knowledge, t.From })
		m.Exceptions = known(m.Exceptions, day, func(e *Exception) (*Knowledge, trade.Date) {
			return &e.Knowledge, e.During.From
		})
	}
	for i := range c.Lists {
		l := &c.Lists[i]
		l.Entries = known(l.Entries, day, func(e *ListEntry) (*Knowledge, trade.Date) { return &e.Knowledge, e.During.From })
	}
	return c
}

// known returns the facts that were public on the day, as they then stood.
func known[T any](facts []T, day trade.Date, of func(*T) (*Knowledge, trade.Date)) []T {
	var out []T
	for _, f := range facts {
		k, applies := of(&f)
		if k.knownOn(day, applies) {
			k.Overtaken = trade.Date{}
			out = append(out, f)
		}
	}
	return out
}

// AsKnown returns the book without the facts that a later publication overtook:
// the law as it is now known. The engine does so itself, so a caller rarely needs to.
func (b *Book) AsKnown() *Book {
	c := b.Clone()
	for i := range c.Measures {
		m := &c.Measures[i]
		m.Terms = slices.DeleteFunc(m.Terms, func(t Term) bool { return !t.Overtaken.IsZero() })
		m.Exceptions = slices.DeleteFunc(m.Exceptions, func(e Exception) bool { return !e.Overtaken.IsZero() })
	}
	for i := range c.Lists {
		l := &c.Lists[i]
		overtaken := func(e ListEntry) bool { return !e.Overtaken.IsZero() }
		if slices.ContainsFunc(l.Entries, overtaken) { // few lists have any: the others stay shared
			l.Entries = slices.DeleteFunc(slices.Clone(l.Entries), overtaken)
		}
	}
	return c
}

// knownOn reports whether the fact was public on the day and not yet overtaken.
func (k Knowledge) knownOn(day, applies trade.Date) bool {
	published := k.Published
	if published.IsZero() {
		published = applies
	}
	return !published.After(day) && (k.Overtaken.IsZero() || day.Before(k.Overtaken))
}

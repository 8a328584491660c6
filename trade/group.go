package trade

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Group is a named set of countries whose membership is dated: "EU", "G7",
// "USMCA", "EFTA", "CAFTA-DR", "price-cap coalition". The zero Group is not set
// and has no members.
type Group string

// Membership is the time during which a country belongs to a group.
type Membership struct {
	Country Country
	During  Interval
}

// GroupError reports a name that is no group.
type GroupError struct{ Text string }

func (e *GroupError) Error() string {
	names := make([]string, 0, len(accessions))
	for _, g := range Groups() {
		names = append(names, string(g))
	}
	return fmt.Sprintf("group %q: no such group; the groups are %s", clip.Text(e.Text), strings.Join(names, ", "))
}

// accession is a list of countries that belong to a group during an interval.
type accession struct {
	countries string // codes with blanks between
	from, to  string // ISO dates, half-open; empty is open
}

// accessions are facts of treaties. EU: accessions to the European Economic
// Community and the Union, and the departure of the United Kingdom. G7: since
// Canada joined the six at Puerto Rico. EFTA: the convention of 1960; those that
// left joined the Union. USMCA and CAFTA-DR: entry into force for each party.
// The coalition of the oil price cap: the G7, Australia and the Union, whose
// members are listed one by one, from the first day of the cap on crude oil.
var accessions = map[Group][]accession{
	"EU": {
		{"BE DE FR IT LU NL", "1958-01-01", ""},
		{"DK IE", "1973-01-01", ""},
		{"GB", "1973-01-01", "2020-02-01"},
		{"GR", "1981-01-01", ""},
		{"ES PT", "1986-01-01", ""},
		{"AT FI SE", "1995-01-01", ""},
		{"CY CZ EE HU LT LV MT PL SI SK", "2004-05-01", ""},
		{"BG RO", "2007-01-01", ""},
		{"HR", "2013-07-01", ""},
	},
	"G7":    {{"CA DE FR GB IT JP US", "1976-06-27", ""}},
	"USMCA": {{"CA MX US", "2020-07-01", ""}},
	"EFTA": {
		{"CH NO", "1960-05-03", ""},
		{"DK GB", "1960-05-03", "1973-01-01"},
		{"PT", "1960-05-03", "1986-01-01"},
		{"AT SE", "1960-05-03", "1995-01-01"},
		{"IS", "1970-03-01", ""},
		{"FI", "1986-01-01", "1995-01-01"},
		{"LI", "1991-09-01", ""},
	},
	"CAFTA-DR": {
		{"SV US", "2006-03-01", ""},
		{"HN NI", "2006-04-01", ""},
		{"GT", "2006-07-01", ""},
		{"DO", "2007-03-01", ""},
		{"CR", "2009-01-01", ""},
	},
	"price-cap coalition": {
		{"AU CA GB JP US", "2022-12-05", ""},
		{"AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK", "2022-12-05", ""},
	},
}

// memberships holds the members of each group, by country and date.
var memberships = sync.OnceValue(func() map[Group][]Membership {
	t := map[Group][]Membership{}
	for g, list := range accessions {
		for _, a := range list {
			during, ok := interval(a.from, a.to)
			if !ok {
				continue // a test makes sure that there is none
			}
			for _, c := range strings.Fields(a.countries) {
				t[g] = append(t[g], Membership{Country(c), during})
			}
		}
		slices.SortFunc(t[g], func(a, b Membership) int {
			return cmp.Or(cmp.Compare(a.Country, b.Country), a.During.From.Compare(b.During.From))
		})
	}
	return t
})

// ParseGroup reads the name of a group in any case. "EU27" and "European Union"
// are the EU, "Group of Seven" is the G7.
func ParseGroup(s string) (Group, error) {
	if g := Group(s); g.Valid() {
		return g, nil
	}
	name := fold(s)
	switch name {
	case "eu27", "eu-27", "eu 27", "european union", "european union (27)":
		return "EU", nil
	case "group of seven", "g-7":
		return "G7", nil
	}
	for g := range accessions {
		if fold(string(g)) == name {
			return g, nil
		}
	}
	return "", &GroupError{s}
}

// Groups returns the names of all groups, sorted.
func Groups() []Group { return slices.Sorted(maps.Keys(accessions)) }

// Valid reports whether the group is known.
func (g Group) Valid() bool { return len(accessions[g]) > 0 }

// String is the name.
func (g Group) String() string { return string(g) }

// Contains reports whether the country is a member on the day.
func (g Group) Contains(c Country, on Date) bool {
	return slices.ContainsFunc(memberships()[g], func(m Membership) bool {
		return m.Country == c && m.During.Contains(on)
	})
}

// EverContains reports whether the country is or was a member at any time.
func (g Group) EverContains(c Country) bool {
	return slices.ContainsFunc(memberships()[g], func(m Membership) bool { return m.Country == c })
}

// Members returns the members on a day, in the order of their codes.
func (g Group) Members(on Date) []Country {
	var out []Country
	for _, m := range memberships()[g] {
		if m.During.Contains(on) {
			out = append(out, m.Country)
		}
	}
	return out
}

// Memberships returns every membership, past ones too, by country and date.
func (g Group) Memberships() []Membership { return slices.Clone(memberships()[g]) }

// MarshalText writes the name.
func (g Group) MarshalText() ([]byte, error) { return []byte(g), nil }

// UnmarshalText reads what ParseGroup reads; the empty text is the zero Group.
func (g *Group) UnmarshalText(b []byte) error { return unmarshal(g, b, ParseGroup) }

package trade

import (
	"fmt"
	"slices"
	"strings"
)

// Group is a named set of countries whose membership is dated: "EU", "G7",
// "USMCA", "EFTA", "CAFTA-DR", "price-cap coalition".
type Group string

// GroupError reports a name that is no group.
type GroupError struct{ Text string }

func (e *GroupError) Error() string {
	names := make([]string, 0, len(memberships))
	for _, g := range Groups() {
		names = append(names, string(g))
	}
	return fmt.Sprintf("group %q: no such group; the groups are %s", clip(e.Text), strings.Join(names, ", "))
}

// membership is a list of countries that belong to a group during an interval.
type membership struct {
	countries string // codes with blanks between
	from, to  string // ISO dates, half-open; empty is open
}

// memberships are treaty facts: accessions to the European Union by their dates
// and the departure of the United Kingdom; the Group of Seven since Canada joined;
// the coalition of the oil price cap, to which the members of the European Union
// belong as long as they are members.
var memberships = map[Group][]membership{
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
	"G7":       {{"CA DE FR GB IT JP US", "1976-06-27", ""}},
	"USMCA":    {{"CA MX US", "2020-07-01", ""}},
	"EFTA":     {{"CH IS LI NO", "1995-01-01", ""}},
	"CAFTA-DR": {{"CR", "2009-01-01", ""}, {"DO", "2007-03-01", ""}, {"GT", "2006-07-01", ""}, {"HN NI", "2006-04-01", ""}, {"SV", "2006-03-01", ""}, {"US", "2006-03-01", ""}},
	"price-cap coalition": {
		{"AU CA GB JP US", "2022-12-05", ""},
		{"AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK", "2022-12-05", ""},
	},
}

// ParseGroup reads the name of a group; "EU27" is the European Union.
func ParseGroup(s string) (Group, error) {
	if s == "EU27" {
		s = "EU"
	}
	if _, ok := memberships[Group(s)]; ok {
		return Group(s), nil
	}
	return "", &GroupError{s}
}

// Groups returns the names of all groups, sorted.
func Groups() []Group {
	var out []Group
	for g := range memberships {
		out = append(out, g)
	}
	slices.Sort(out)
	return out
}

// Contains reports whether the country is a member on the day.
func (g Group) Contains(c Country, on Date) bool {
	return slices.ContainsFunc(g.during(c), func(iv Interval) bool { return iv.Contains(on) })
}

// EverContains reports whether the country is or was a member at any time.
func (g Group) EverContains(c Country) bool { return len(g.during(c)) > 0 }

// during returns the intervals of membership of a country.
func (g Group) during(c Country) []Interval {
	var out []Interval
	for _, m := range memberships[g] {
		if len(c) == 2 && strings.Contains(" "+m.countries+" ", " "+string(c)+" ") {
			if iv, ok := interval(m.from, m.to); ok {
				out = append(out, iv)
			}
		}
	}
	return out
}

// Members returns the members on a day, in the order of their codes.
func (g Group) Members(on Date) []Country {
	var out []Country
	for _, m := range memberships[g] {
		if iv, ok := interval(m.from, m.to); ok && iv.Contains(on) {
			for _, c := range strings.Fields(m.countries) {
				out = append(out, Country(c))
			}
		}
	}
	slices.Sort(out)
	return out
}

package us

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// originDuty is a row of the table of duties that differ by origin and by nothing
// else: the reciprocal duty of 9 April ("april") and of 7 August 2025 ("august"), and
// note 52 as an additive duty ("labor") or up to a cap ("labor cap").
type originDuty struct {
	heading, program, duty string
	origins                []string
}

// originDuties reads the table. A table that cannot be read gives none, and a test
// over the headings finds that.
func originDuties() []originDuty {
	var out []originDuty
	err := rows("origin_duties.txt", 4, func(f []string) error {
		out = append(out, originDuty{heading: f[0], program: f[1], origins: strings.Split(f[2], ","), duty: f[3]})
		return nil
	})
	if err != nil {
		return nil
	}
	return out
}

// groups are sets of countries that notes of the schedule define.
func groups() ([]tariff.Group, error) {
	// General note 3(b); Russia and Belarus since 9 April 2022 (Pub. L. 117-110).
	out := []tariff.Group{{Name: "column 2", Members: []tariff.Member{
		{Country: "BY", During: from("2022-04-09")},
		{Country: "CU", During: from("1962-05-24")},
		{Country: "KP", During: from("1951-09-01")},
		{Country: "RU", During: from("2022-04-09")},
	}}}
	err := rows("groups.txt", 2, func(f []string) error {
		if last := &out[len(out)-1]; last.Name != f[0] {
			out = append(out, tariff.Group{Name: f[0]})
		}
		last := &out[len(out)-1]
		last.Members = append(last.Members, tariff.Member{Country: trade.Country(f[1])})
		return nil
	})
	out = append(out, safeguardOutside())
	return append(out, programGroups()...), err
}

// The short forms below say which goods of whom a measure or an exception touches.

// of are the goods of some origins.
func of(names ...string) tariff.Origins { return tariff.Origins{In: names} }

// allBut are the goods of every origin but some.
func allBut(names ...string) tariff.Origins { return tariff.Origins{In: []string{"*"}, Out: names} }

// published notes the day on which a retroactive fact became public.
func published(on string) tariff.Knowledge { return tariff.Knowledge{Published: day(on)} }

// retroactive are the terms of a rate that was to go on until the end of the Act, as
// first published, and that ends on an earlier day as now known.
func retroactive(duty, first, end, publishedOn, overtakenOn string) []tariff.Term {
	stands, overtaken := imposed(duty, between(first, end)), imposed(duty, between(end, "2026-02-24"))
	stands.Published, overtaken.Published = day(publishedOn), day(publishedOn)
	overtaken.Overtaken = day(overtakenOn)
	if first == end { // nothing of it is left
		return []tariff.Term{overtaken, {Interval: between(end, "2026-02-24"), State: tariff.Ended, Knowledge: published(overtakenOn)}}
	}
	return []tariff.Term{stands, overtaken, {Interval: between(end, "2026-02-24"), State: tariff.Ended, Knowledge: published(overtakenOn)}}
}

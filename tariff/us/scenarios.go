package us

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff/law"
)

// NamedScenario is a question that is asked so often that it has a name.
type NamedScenario struct {
	Name, Description string
	Edits             []law.Edit
}

// families301 are the actions under section 301 by what they answer, with their programs.
func families301() []struct {
	name, what string
	programs   []string
} {
	return []struct {
		name, what string
		programs   []string
	}{
		{
			"china", "on goods of China",
			[]string{
				"China list 1", "China list 2", "China list 3", "China list 4A", "China list 4B", "China four-year review",
				"China maritime",
			},
		},
		{"brazil", "on goods of Brazil", []string{"Brazil"}},
		{"nicaragua", "on goods of Nicaragua", []string{"Nicaragua"}},
		{"labor", "for forced labor", []string{"forced labor"}},
	}
}

// Scenarios are the scenarios that have a name, each a change of the book of the United
// States. A dropped duty is void from the beginning, as if it had never been imposed.
func Scenarios() []NamedScenario {
	drop := func(name, what string, authority law.Authority, programs ...string) NamedScenario {
		s := NamedScenario{Name: name, Description: what + " are void from the beginning"}
		for _, p := range programs {
			s.Edits = append(s.Edits, law.Edit{Op: "drop_authority", Authority: authority, Program: p})
		}
		if len(programs) == 0 {
			s.Edits = []law.Edit{{Op: "drop_authority", Authority: authority}}
		}
		return s
	}
	out := []NamedScenario{
		drop("no-ieepa", "the duties under the emergency powers", law.IEEPA),
		drop("no-122", "the surcharges for the balance of payments under section 122", law.Section122),
		drop("no-232", "the duties for the national security under section 232", law.Section232),
	}
	var whats []string
	for _, f := range families301() {
		whats = append(whats, f.what)
		out = append(out,
			drop("no-301-"+f.name, "the duties of section 301 "+f.what+", and no others,", law.Section301, f.programs...))
	}
	all := drop("no-301", "all duties of section 301, "+strings.Join(whats, ", ")+",", law.Section301)
	out = slices.Insert(out, 3, all)
	return append(out,
		drop("no-338", "the duties against discrimination under section 338", law.Section338),
		NamedScenario{Name: "no-change", Description: "nothing changes: what is due as the law is"})
}

// Scenario is the scenario of a name; the error lists the names there are.
func Scenario(name string) (*law.Scenario, error) {
	var names []string
	for _, s := range Scenarios() {
		if s.Name == name {
			return &law.Scenario{Name: s.Name, Description: s.Description, Edits: s.Edits}, nil
		}
		names = append(names, s.Name)
	}
	return nil, fmt.Errorf("there is no scenario %q; the names are %s", name, strings.Join(names, ", "))
}

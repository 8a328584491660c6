package us_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// Every named scenario applies to the book, and each measure under section 301 is dropped
// by the scenario of all of them and by exactly one of the others.
func TestScenarios(t *testing.T) {
	dropped := map[string][]string{}
	for _, named := range us.Scenarios() {
		s, err := us.Scenario(named.Name)
		require.NoError(t, err)
		assert.NotEmpty(t, s.Description)
		book, err := s.Apply(us.Book())
		require.NoError(t, err, named.Name)
		for i := range book.Measures {
			m := &book.Measures[i]
			if m.Authority == law.Section301 && len(m.Terms) == 1 && m.Terms[0].State == law.Invalidated {
				dropped[m.Heading] = append(dropped[m.Heading], named.Name)
			}
		}
	}
	for _, m := range us.Book().Measures {
		if m.Authority != law.Section301 {
			continue
		}
		if assert.Len(t, dropped[m.Heading], 2, "%s, %s: %s", m.Heading, m.Program, dropped[m.Heading]) {
			assert.Equal(t, "no-301", dropped[m.Heading][0])
			family := strings.TrimPrefix(dropped[m.Heading][1], "no-301-")
			assert.Contains(t, strings.ToLower(m.Program), family)
		}
	}
	_, err := us.Scenario("no-such")
	assert.ErrorContains(t, err, "no-ieepa")
}

// A shirt of China on 10 August 2026: list 4A (7.5 %) and forced labor, each dropped
// without the other.
func TestScenariosOfSection301(t *testing.T) {
	headings := func(scenario string) string {
		s, err := us.Scenario(scenario)
		require.NoError(t, err)
		book, err := s.Apply(us.Book())
		require.NoError(t, err)
		e, err := tariff.Compile(book)
		require.NoError(t, err)
		a, err := e.Assess(tariff.Entry{
			Date: trade.NewDate(2026, 8, 10), Origin: "CN", Product: "6109100012",
			Value: decimal.NewFromInt(1000),
		})
		require.NoError(t, err)
		var programs []string
		for _, l := range a.Applied() {
			if l.Authority == law.Section301 {
				programs = append(programs, l.Program)
			}
		}
		return strings.Join(programs, ", ")
	}
	assert.Equal(t, "China list 4A, forced labor", headings("no-change"))
	assert.Equal(t, "forced labor", headings("no-301-china"))
	assert.Equal(t, "China list 4A", headings("no-301-labor"))
	assert.Empty(t, headings("no-301"))
	assert.Equal(t, headings("no-change"), headings("no-301-brazil"))
}

package scenariotest

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func setting(t *testing.T) *Setting {
	s, err := Embedded()
	require.NoError(t, err)
	return s
}

func parsed(t *testing.T, text string) *Case {
	cases, err := Parse("a.txt", strings.NewReader(text))
	require.NoError(t, err)
	require.Len(t, cases, 1)
	return &cases[0]
}

// What is not as expected comes back with its line, all of it at once, and says of what the
// sum is made. The duties are those of a golden entry: 1,650 + 2,500 + 2,500.
func TestFailures(t *testing.T) {
	c := parsed(t, `scenario wrong in every way
  suppose ieepa-falls
  flow    2025-09 IN 6109.10.00.12 10000
  flow    2025-09 IN 9999.99.99.99 10000
  duty    before 6650.01
  duty    before 9903.01.84 1
  duty    after 6650
  duty    change 5000
  rate    after 0.2
  refused before 1 missing_fact
  state   9903.01.84 threatened on 2025-09-01
  cap     EU crude on 2026-02-15 47.60
  cap     EU crude on 2026-02-15 at 47.10 within
  bought  2025-07 IN RU 2709.00 7000000 bbl
  trigger EO14329 IN not met in 2025-07
  why     a test
`)
	err := c.Check(setting(t))
	require.Error(t, err)
	text := err.Error()
	for _, want := range []string{
		"a.txt:4: the flow before: want an answer, got unknown_product",
		"a.txt:4: the flow after: want an answer, got unknown_product",
		"a.txt:5: duty before: want 6650.01, got 6650.00 (6109.10.00 1650.00 in line 3, 9903.02.26 2500.00 in line 3, " +
			"9903.01.84 2500.00 in line 3)",
		"a.txt:6: duty before 9903.01.84: want 1, got 2500.00",
		"a.txt:7: duty after: want 6650, got 1650.00",
		"a.txt:8: duty change: want 5000, got -5000.00",
		"a.txt:9: rate after: want 0.2, got 0.165",
		"a.txt:10: flow 1 before: want missing_fact, got an answer",
		"a.txt:11: state of 9903.01.84 on 2025-09-01: want threatened, got invalidated",
		"a.txt:12: cap EU crude on 2026-02-15: want 47.60, got 44.10",
		"a.txt:13: cap EU crude on 2026-02-15 at 47.10: want within, got above",
		"a.txt:15: trigger EO14329 of India: want not met, got met",
	} {
		assert.True(t, strings.Contains(text, want), "%s\nlacks %s", text, want)
	}
	var f *Failure
	require.True(t, errors.As(err, &f))
	assert.Equal(t, "a.txt", f.File)
}

// A flow that is refused as expected is in no sum; with its code it is no failure.
func TestRefused(t *testing.T) {
	c := parsed(t, `scenario a code that the schedule never had
  flow    2025-09 IN 6109.10.00.12 10000
  flow    2025-09 IN 9999.99.99.99 10000
  refused before 2 unknown_product
  refused after 2 unknown_product
  duty    before 6650.00
  why     a golden entry
`)
	assert.NoError(t, c.Check(setting(t)))
}

// A day after the last one known is no zero: the flow has no answer.
func TestPartOfAPeriodNotKnown(t *testing.T) {
	c := parsed(t, "scenario late\n flow 2026 IN 6109.10.00.12 10000\n duty before 0\n why a test\n")
	err := c.Check(setting(t))
	require.Error(t, err)
	assert.Contains(t, err.Error(), "a.txt:2: the flow before: want an answer, got horizon")
}

func TestSyntax(t *testing.T) {
	for text, want := range map[string]string{
		"flow 2025 IN 61 1":                                     `a.txt:1: the first word of a block is "scenario"`,
		"scenario a\n duty before 1":                            `a.txt:1: the scenario needs a "why"`,
		"scenario a\n why b":                                    "a.txt:1: the scenario expects nothing",
		"scenario a\n why b\n dutty before 1":                   `a.txt:3: "dutty" is no word of a scenario`,
		"scenario a\n why b\n duty 1":                           "a.txt:3: want \"duty before|after|change",
		"scenario a\n why b\n duty before 1,000":                `a.txt:3: "1,000" is no number`,
		"scenario a\n why b\n duty before 1e3":                  `a.txt:3: "1e3" is no number`,
		"scenario a\n why b\n flow 2025-13 IN 61 1":             "a.txt:3: period",
		"scenario a\n why b\n flow 2025 IN 61":                  "a.txt:3: want \"flow PERIOD ORIGIN CODE VALUE\"",
		"scenario a\n why b\n flow 2025 IN 61 1; quantity 3 kg": `a.txt:3: "quantity 3" behind a flow`,
		"scenario a\n why b\n flow 2025 IN 61 1; claim x=y":     "a.txt:3: ",
		"scenario a\n why b\n trigger X IN maybe in 2025":       `a.txt:3: "maybe": a trigger is met, open or not met`,
		"scenario a\n why b\n cap EU crude 2025-01-01 3":        "a.txt:3: want \"cap",
		"scenario a\n why b\n state 9903.01.84 imposed":         "a.txt:3: want \"state",
		"scenario a\n why b\n book XX":                          "a.txt:3: ",
	} {
		_, err := Parse("a.txt", strings.NewReader(text))
		if assert.Error(t, err, text) {
			assert.Contains(t, err.Error(), strings.Split(want, `"quantity 3"`)[0], text)
		}
	}
	_, err := Parse("a.txt", strings.NewReader("scenario a\n nonsense\n duty x\n"))
	assert.Equal(t, 3, strings.Count(err.Error(), "a.txt:"), "all lines at once")
}

// Names that the setting does not have are told with their line.
func TestUnknownNames(t *testing.T) {
	for text, want := range map[string]string{
		"scenario a\n why b\n suppose nothing-known\n duty before 0": "a.txt:3: ",
		"scenario a\n why b\n edit {\"op\":\"fly\"}\n duty before 0": "a.txt:3: ",
		"scenario a\n why b\n duty before XX 0": `a.txt:3: "XX" is no origin of a ` +
			`flow here`,
		"scenario a\n why b\n state 9903.00.00 imposed on 2025-09-01": "a.txt:3: the book has no " +
			"measure 9903.00.00",
		"scenario a\n why b\n bought 2025-07 IN RU 2709 1 t\n trigger X IN met in 2025": `a.txt:4: the setting has no ` +
			`rule "X"`,
		"scenario a\n why b\n trigger EO14329 IN met in 2025": `a.txt:3: a trigger asks about ` +
			`purchases`,
		"book CA\nscenario a\n why b\n duty before 0": "a.txt:2: the setting has no " +
			"book of CA",
	} {
		cases, err := Parse("a.txt", strings.NewReader(text))
		require.NoError(t, err, text)
		err = cases[0].Check(setting(t))
		if assert.Error(t, err, text) {
			assert.Contains(t, err.Error(), want)
		}
	}
}

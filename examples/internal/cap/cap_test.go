package cap

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type answer struct {
	Regime, Product, Date, Price, Verdict string
	Cap, Margin, FOB                      *string
	Transition                            string
	KnownUntil                            string `json:"known_until"`
	Why                                   []string
	Error                                 *struct {
		Code, Message string
		KnownUntil    string `json:"known_until"`
	}
}

// ask runs the program with the words of a command line.
func ask(t *testing.T, line string) (status int, a answer, stderr string) {
	var out, errs bytes.Buffer
	status = Run(context.Background(), append(strings.Fields(line), "-json"), &out, &errs)
	if out.Len() > 0 {
		require.NoError(t, json.Unmarshal(out.Bytes(), &a), out.String())
	}
	return status, a, errs.String()
}

func text(s *string) string {
	if s == nil {
		return "null"
	}
	return *s
}

// TestCaps: what the sources say of the caps, day by day. A verdict of "unknown" is
// a question that could not be answered.
func TestCaps(t *testing.T) {
	for _, c := range []struct{ line, cap, verdict, margin string }{
		{"-regime EU -product crude -price 47.10 -date 2025-09-02", "60.00", "within", "12.90"},
		{"-regime EU -product crude -price 47.10 -date 2025-09-03", "47.60", "within", "0.50"},
		{"-regime EU -product crude -price 47.10 -date 2026-01-31", "47.60", "within", "0.50"},
		{"-regime EU -product crude -price 47.10 -date 2026-02-01", "44.10", "above", "-3.00"},
		{"-regime EU -product crude -price 47.10 -date 2026-02-01 -contract 2025-12-01", "44.10", "transition", "-3.00"},
		{"-regime EU -product crude -price 47.10 -date 2026-04-16 -contract 2025-12-01", "44.10", "transition", "-3.00"},
		{"-regime EU -product crude -price 47.10 -date 2026-04-17 -contract 2025-12-01", "44.10", "above", "-3.00"},
		{"-regime EU -product crude -price 47.61 -date 2026-04-16 -contract 2025-12-01", "44.10", "above", "-3.51"},
		{"-regime EU -product crude -price 47.10 -date 2026-03-01 -contract 2026-02-01", "44.10", "above", "-3.00"},
		{"-regime EU -product crude -price 55 -date 2025-10-18 -contract 2025-07-19", "47.60", "transition", "-7.40"},
		{"-regime EU -product crude -price 55 -date 2025-10-18 -contract 2025-07-20", "47.60", "above", "-7.40"},
		{"-regime EU -product crude -price 55 -date 2025-10-19 -contract 2025-07-19", "47.60", "above", "-7.40"},
		{"-regime UK -product crude -price 55 -date 2025-10-17 -contract 2025-09-01", "47.60", "transition", "-7.40"},
		{"-regime UK -product crude -price 55 -date 2025-10-18 -contract 2025-09-01", "47.60", "above", "-7.40"},
		{"-regime UK -product crude -price 44.10 -date 2026-08-15", "44.10", "within", "0.00"},
		{"-regime US -product crude -price 59.99 -date 2026-08-15", "60.00", "within", "0.01"},
		{
			"-regime US -product crude -price 80 -date 2022-12-20 -loaded 2022-12-04 -discharged 2023-01-18", "60.00",
			"transition", "-20.00",
		},
		{
			"-regime US -product crude -price 80 -date 2022-12-20 -loaded 2022-12-05 -discharged 2023-01-18", "60.00", "above",
			"-20.00",
		},
		{"-regime EU -product crude -price 65 -date 2026-08-15", "44.10", "above", "-20.90"},
		{"-regime UK -product premium -price 101 -date 2026-01-15", "100.00", "above", "-1.00"},
		{"-regime EU -product discount -price 45 -date 2023-02-05", "45.00", "within", "0.00"},
		{
			"-regime EU -product crude -price 51.60 -basis CIF -freight 4.2 -insurance 0.3 -date 2025-09-03", "47.60", "within",
			"0.50",
		},
		{
			"-regime EU -product crude -price 52.11 -basis cif -freight 4.2 -insurance 0.3 -date 2025-09-03", "47.60", "above",
			"-0.01",
		},
		{"-regime EU -product crude -price 47.10 -freight 4.2 -date 2025-09-03", "47.60", "within", "0.50"},
	} {
		status, a, stderr := ask(t, c.line)
		require.Zero(t, status, "%s: %s", c.line, stderr)
		assert.Equal(t, []string{c.cap, c.verdict, c.margin}, []string{text(a.Cap), a.Verdict, text(a.Margin)}, c.line)
		assert.Equal(t, "2026-10-10", a.KnownUntil)
		assert.NotEmpty(t, a.Why)
		assert.Empty(t, stderr)
	}
}

// TestUnknown: past what is known, and where the sources disagree, there is no cap
// and no verdict, but an error that says so.
func TestUnknown(t *testing.T) {
	for line, code := range map[string]string{
		"-regime EU -product crude -price 40 -date 2027-01-15":                                             "horizon",
		"-regime UK -product discount -price 40 -date 2026-10-11":                                          "horizon",
		"-regime CA -product crude -price 40 -date 2025-09-15":                                             "horizon",
		"-regime EU -product crude -price 47.10 -date 2026-03-01 -contract 2026-01-20":                     "disputed",
		"-regime CA -product crude -price 59 -date 2025-10-20":                                             "horizon",
		"-regime EU -product discount -price 80 -date 2023-02-20 -loaded 2023-02-01 -discharged 2023-03-1": "bad_date",
	} {
		status, a, stderr := ask(t, line)
		assert.Equal(t, 1, status, line)
		assert.Equal(t, "unknown", a.Verdict, line)
		require.NotNil(t, a.Error, line)
		assert.Equal(t, code, a.Error.Code, a.Error.Message)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
	_, a, stderr := ask(t, "-regime EU -product crude -price 40 -date 2027-01-15")
	assert.Nil(t, a.Cap)
	assert.Nil(t, a.Margin)
	assert.Equal(t, "2026-10-10", a.Error.KnownUntil)
	assert.Contains(t, stderr, "2026-10-10")
}

// TestRefuses: everything that is wrong is named, on one line.
func TestRefuses(t *testing.T) {
	for line, code := range map[string]string{
		"-regime XX -product crude -price 40 -date 2026-01-15":                                           "unknown_regime",
		"-regime EU -product gas -price 40 -date 2026-01-15":                                             "unknown_class",
		"-regime EU -product crude -price 1e3 -date 2026-01-15":                                          "bad_value",
		"-regime EU -product crude -price -5 -date 2026-01-15":                                           "bad_value",
		"-regime EU -product crude -price 0 -date 2026-01-15":                                            "bad_value",
		"-regime EU -product crude -price 40 -date 2026-02-30":                                           "bad_date",
		"-regime EU -product crude -price 40 -date 2022-12-04":                                           "no_cap",
		"-regime EU -product crude -price 40 -date 2026-01-15 -basis XYZ":                                "unknown_basis",
		"-regime EU -product crude -price 40 -date 2026-01-15 -basis FAS":                                "bad_value",
		"-regime EU -product crude -price 40 -date 2026-01-15 -basis CIF":                                "missing_fact",
		"-regime EU -product crude -price 40 -date 2026-01-15 -basis CIF -freight 39 -insurance 1":       "contradiction",
		"-regime EU -product crude -price 40 -date 2026-01-15 -basis CIF -freight -1 -insurance 1":       "bad_value",
		"-regime US -product crude -price 40 -date 2026-01-15 -loaded 2026-01-10 -discharged 2026-01-09": "contradiction",
		"-regime AU -product premium -price 40 -date 2025-01-15":                                         "not_covered",
	} {
		status, a, stderr := ask(t, line)
		assert.Equal(t, 1, status, line)
		require.NotNil(t, a.Error, line)
		assert.Equal(t, code, a.Error.Code, "%s: %s", line, a.Error.Message)
		assert.Equal(t, 1, strings.Count(stderr, "\n"), stderr)
	}
	_, a, _ := ask(t,
		"-regime EU -product crude -price 0 -date 2026-01-15 -basis CIF -loaded 2026-01-10 -discharged 2026-01-09")
	for _, part := range []string{"price 0", "freight", "insurance", "discharged"} {
		assert.Contains(t, a.Error.Message, part, "all that is wrong comes together")
	}
	for _, line := range []string{
		"", "-regime EU", "-nonsense",
		"-regime EU -product crude -price 40 -date 2026-01-15 stray",
	} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, Run(context.Background(), strings.Fields(line), &out, &errs), line)
		assert.Empty(t, out.String())
	}
	var out, errs bytes.Buffer
	assert.Zero(t, Run(context.Background(), []string{"-h"}, &out, &errs))
	assert.Contains(t, errs.String(), "go run ./examples/cap")
}

// TestText is the answer for a person.
func TestText(t *testing.T) {
	var out, errs bytes.Buffer
	require.Zero(t,
		Run(context.Background(),
			strings.Fields(
				"-regime EU -product crude -price 51.60 -basis CIF -freight 4.2 -insurance 0.3 -date 2026-02-15 -contract "+
					"2025-12-01"), &out, &errs))
	for _, line := range []string{
		"EU crude at 51.60 USD/bbl CIF on 2026-02-15: TRANSITION\n",
		"     freight     -4.20\n", "   FOB price     47.10\n", "         cap     44.10\n", "      margin     -3.00\n",
		"   older cap     47.60\n",
		"known until 2026-10-10\n",
	} {
		assert.Contains(t, out.String(), line)
	}
	out.Reset()
	require.Zero(t,
		Run(context.Background(),
			strings.Fields("-regime EU -product crude -price 47.10 -date 2025-09-03 -as-published 2025-07-01"), &out, &errs))
	assert.Contains(t, out.String(), "         cap     60.00\n", "the change was published on 18 July")
}

package ownership

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

func text(t *testing.T, d *Decision) string {
	var b bytes.Buffer
	n, err := d.WriteTo(&b)
	require.NoError(t, err)
	require.EqualValues(t, b.Len(), n)
	return b.String()
}

// TestJSON holds the promised keys to the letter, and the others to their meaning.
func TestJSON(t *testing.T) {
	d := decide(t, OFAC, "2026-10-01", edgesOf(t, "X A 50; A B 40.50; X B 10; B A 30; B C 25-60; X D 20"), "X", "Q")
	data, err := json.Marshal(d)
	require.NoError(t, err)
	var promised struct {
		Rule, Threshold       string
		Blocked, Undetermined []string
		Proof                 map[string][]struct{ Owner, Percent string }
	}
	require.NoError(t, json.Unmarshal(data, &promised))
	assert.Equal(t, "ofac", promised.Rule)
	assert.Equal(t, "50", promised.Threshold)
	assert.Equal(t, []string{"A", "B"}, promised.Blocked)
	assert.Equal(t, []string{"C"}, promised.Undetermined)
	assert.Equal(t, map[string][]struct{ Owner, Percent string }{
		"A": {{"X", "50"}},
		"B": {{"A", "40.5"}, {"X", "10"}},
	}, promised.Proof)

	var whole map[string]any
	require.NoError(t, json.Unmarshal(data, &whole))
	for key, want := range map[string]any{
		"date": "2026-10-01", "state": "in_force", "comparison": "at_least", "aggregate": true, "control": false,
		"known_until": "2026-11-23", "listed": []any{"Q", "X"}, "unmatched": []any{"Q"},
		"grounds": map[string]any{
			"A": map[string]any{
				"percent": "50", "step": 1.0,
				"circular": []any{map[string]any{"owner": "B", "percent": "30", "status": "blocked"}},
			},
			"B": map[string]any{"percent": "50.5", "step": 2.0},
		},
		"open": map[string]any{"C": map[string]any{
			"low": "25", "high": "60",
			"owners": []any{map[string]any{
				"owner": "B", "percent": "25", "most": "60", "stated": "25-60",
				"status": "blocked",
			}},
			"missing": []any{map[string]any{"owner": "B", "fact": "share"}},
		}},
		"not_blocked": map[string]any{"D": map[string]any{
			"low": "20", "high": "20",
			"owners": []any{map[string]any{"owner": "X", "percent": "20", "status": "listed"}},
		}},
	} {
		assert.Equal(t, want, whole[key], key)
	}
	assert.NotContains(t, whole, "held")

	// Empty lists are lists, so that a script can count them.
	data, err = json.Marshal(decide(t, BIS, "2026-01-01", edgesOf(t, "X A 100"), "X"))
	require.NoError(t, err)
	for _, part := range []string{
		`"state":"suspended"`, `"blocked":[]`, `"undetermined":[]`, `"proof":{}`,
		`"threshold":"50"`,
	} {
		assert.Contains(t, string(data), part)
	}
	data, err = json.Marshal(decide(t, UK, "2026-01-01", edgesOf(t, "X Y 60 yes; X C 30; Y C 30"), "X", "Y"))
	require.NoError(t, err)
	assert.Contains(t, string(data),
		`"joined":{"Y":{"through":"X","certain":true,"owners":[{"owner":"X","percent":"60","status":"listed","control":"yes"}]}}`)
}

func TestText(t *testing.T) {
	got := text(t,
		decide(t, EU, "2024-07-02", edgesOf(t, "X A 50 yes; A B 60; B A 10; X C ? unknown; P C 45; C D 55; Y E 20-40"), "X",
			"Y"))
	for _, want := range []string{
		"EU ownership and control test on 2024-07-02: more than 50 %, the shares of all blocked persons added together; " +
			"control blocks too\n",
		"  A (step 1): controlled by blocked persons\n      X  50 %, controls it  listed\n",
		"  B (step 2): blocked persons hold 60 %\n      A  60 %  blocked\n",
		"  C: blocked persons hold at least 0 % and at most 55 %\n      X  share not known, at most 55 %, control not " +
			"known  listed\n" +
			"      missing: what X holds of C\n      missing: whether X controls C\n",
		"  D: blocked persons hold at least 0 % and at most 55 %\n      C  55 %  undetermined\n      missing: whether C " +
			"is blocked, see there\n",
		"  E: blocked persons hold at least 20 % and at most 40 %, not more than 50\n      Y  20-40 %  listed\n",
	} {
		assert.Contains(t, got, want)
	}
	got = text(t, decide(t, OFAC, "2026-10-01", edgesOf(t, "X A 60; A B 60; B A 40; X C 20-90; P C 30"), "X", "Nobody"))
	assert.Contains(t, got, "B  40 %  not counted: blocked only in a ring with A\n")
	assert.Contains(t, got, "not among the owners or entities by that name: Nobody\n")
	assert.Contains(t, got, "X  20-90 %, at most 70 beside the other owners  listed\n")
	assert.Contains(t, got, "caution")
	got = text(t,
		decide(t, UK, "2026-10-01", edgesOf(t, "X Y 60; X C 30; Y C 30; X D 40; Z Y 5; Z E 51-60; Z X ?; E X 40-50"), "X",
			"Y", "Z"))
	assert.Contains(t, got, "  Y counts with X, because of:\n      X  60 %  listed\n")
	assert.Contains(t, got, "  X may count with Z, because of:\n")
	assert.Contains(t, got, "  C (step 2): X, alone or through what it owns or controls, holds 60 %\n")
	got = text(t, decide(t, BIS, "2026-01-01", edgesOf(t, "X A 100"), "X"))
	assert.Contains(t, got, "suspended on this day (2025-11-10 .. 2026-11-09): it blocks nobody but the listed.\n")
	got = text(t, decide(t, BIS, "2025-01-01", edgesOf(t, "X A 100"), "X"))
	assert.Contains(t, got, "not yet in force on this day (… .. 2025-09-28)")
	held, err := UK.Hold(trade.NewDate(2030, 1, 1))
	require.NoError(t, err)
	g, err := NewGraph(edgesOf(t, "X A 51"))
	require.NoError(t, err)
	d, err := g.Decide(t.Context(), held, []string{"X"})
	require.NoError(t, err)
	assert.Contains(t, text(t, d), "held: the sources reach 2026-11-23")
}

// TestNamesOnTheTerminal: a name cannot write to the terminal what it wants.
func TestNamesOnTheTerminal(t *testing.T) {
	got := text(t, decide(t, OFAC, "2026-10-01", []Edge{
		{Owner: "X", Entity: "A\x1b[2J\nB", Share: exactShare(hundred())},
		{Owner: "X", Entity: "Роснефть", Share: exactShare(hundred())},
	}, "X"))
	assert.Contains(t, got, `"A\x1b[2J\nB" (step 1)`)
	assert.Contains(t, got, "  Роснефть (step 1)")
}

func TestStatus(t *testing.T) {
	for status, want := range map[Status]string{
		NotBlocked: "not_blocked", Undetermined: "undetermined",
		Blocked: "blocked", Listed: "listed",
	} {
		assert.Equal(t, want, status.String())
	}
	for text, want := range map[string]Control{
		"": NoControl, " No": NoControl, "YES": Controls,
		"unknown": UnknownControl,
	} {
		got, ok := parseControl(text)
		assert.True(t, ok)
		assert.Equal(t, want, got)
		again, ok := parseControl(got.String())
		assert.True(t, ok)
		assert.Equal(t, got, again)
	}
	_, ok := parseControl("1")
	assert.False(t, ok)
}

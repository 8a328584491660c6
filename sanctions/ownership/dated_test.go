package ownership

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

func date(t testing.TB, s string) trade.Date {
	d, err := trade.ParseDate(s)
	require.NoError(t, err)
	return d
}

// TestDatedStakes: a stake counts from its first day and no longer on that of valid_to; one
// without days counts always; what is sold on a day belongs to the buyer on that day.
func TestDatedStakes(t *testing.T) {
	g, err := ReadGraph(strings.NewReader("owner,entity,percent,valid_from,valid_to\n" +
		"X,A,50,2020-01-01,2022-01-01\nX,A,10,2022-01-01,\nY,A,50,2022-01-01,\nX,B,60,,2021-06-01\nX,C,70,2021-06-01,\n" +
		"X,D,80,,\n"))
	require.NoError(t, err)
	assert.True(t, g.Dated())
	for day, want := range map[string][]string{
		"2019-12-31": {"B", "D"}, "2020-01-01": {"A", "B", "D"}, "2021-05-31": {"A", "B", "D"}, "2021-06-01": {"A", "C", "D"},
		"2021-12-31": {"A", "C", "D"}, "2022-01-01": {"C", "D"}, "2026-10-01": {"C", "D"},
	} {
		v, err := OFAC.On(date(t, day))
		require.NoError(t, err)
		d, err := g.Decide(t.Context(), v, []string{"X"})
		require.NoError(t, err)
		assert.Equal(t, want, entities(d.Blocked), day)
		assert.Empty(t, d.Unmatched, "its name stands in the file, on other days")
	}
	v := OFAC.Variants()[0]
	_, err = g.Decide(t.Context(), v, []string{"X"})
	require.ErrorAs(t, err, new(*trade.DateError), "a variant of no day")
}

// TestDatedStakesRefused: days that are none, stakes of one owner on the same day, and
// owners who hold more than all on the day that is asked.
func TestDatedStakesRefused(t *testing.T) {
	for rows, code := range map[string]string{
		"X,A,50,01/02/2020,\n":                                      "date",
		"X,A,50,,2022-02-30\n":                                      "date",
		"X,A,50,2022-01-01,2022-01-01\n":                            "bad_days",
		"X,A,50,2022-01-02,2022-01-01\n":                            "bad_days",
		"X,A,50,2020-01-01,2022-01-01\nX,A,10,2021-12-31,\n":        "duplicate",
		"X,A,1,,2020-01-01\nX,A,2,2021-01-01,\nX,A,3,2019-01-01,\n": "duplicate",
	} {
		_, err := ReadGraph(strings.NewReader("owner,entity,percent,valid_from,valid_to\n" + rows))
		var all *InputError
		require.ErrorAs(t, err, &all, rows)
		assert.Equal(t, code, all.Problems[0].Code, rows)
	}
	g, err := NewGraph([]Edge{
		{Owner: "X", Entity: "A", Share: exactShare(pct(t, "60")), Days: trade.Interval{To: date(t, "2022-01-01")}},
		{Owner: "Y", Entity: "A", Share: exactShare(pct(t, "60")), Days: trade.Interval{From: date(t, "2021-12-31")}},
	})
	require.NoError(t, err)
	_, err = g.On(date(t, "2021-12-30"))
	require.NoError(t, err)
	_, err = g.On(date(t, "2021-12-31"))
	assert.Equal(t, "bad_edges/shares_above_100", codeOf(t, err))
	_, err = g.On(date(t, "2022-01-01"))
	require.NoError(t, err)
}

// TestNear: a name that differs from a listed one in case, blanks, signs or the form of the
// company stops with a question, unless it is listed itself.
func TestNear(t *testing.T) {
	graph, err := NewGraph([]Edge{
		{Owner: "Alpha Ltd", Entity: "A", Share: exactShare(pct(t, "60"))},
		{Owner: "alpha ltd", Entity: "B", Share: exactShare(pct(t, "60"))},
		{Owner: "Beta", Entity: "C", Share: exactShare(pct(t, "60"))},
	})
	require.NoError(t, err)
	for _, listed := range [][]string{{"Alpha Ltd"}, {"Alpha Limited"}, {"ALPHA  LTD."}, {"Beta", "alpha ltd"}} {
		var near *Error
		require.ErrorAs(t, graph.Near(listed), &near, "%v", listed)
		assert.Equal(t, "near_match", near.Code)
		assert.Contains(t, near.Error(), "?")
	}
	for _, listed := range [][]string{{"Beta"}, {"Alpha Ltd", "alpha ltd"}, {"Alpha"}, {"Gamma Ltd"}} {
		assert.NoError(t, graph.Near(listed), "%v", listed)
	}
}

// TestVariantRefused: a variant that tests nothing blocks nobody, so it is refused.
func TestVariantRefused(t *testing.T) {
	g, err := NewGraph([]Edge{{Owner: "X", Entity: "A", Share: exactShare(pct(t, "100"))}})
	require.NoError(t, err)
	v, err := OFAC.On(date(t, "2027-01-01"))
	require.ErrorAs(t, err, new(*tariff.HorizonError))
	good := OFAC.Variants()[0]
	stateless, untested, uncompared := good, good, good
	stateless.State, untested.Threshold, uncompared.Comparison = "", Percent{}, ""
	for _, bad := range []Variant{v, {}, {Rule: OFAC}, stateless, untested, uncompared} {
		d, err := g.Decide(t.Context(), bad, []string{"X"})
		assert.Equal(t, "bad_variant", codeOf(t, err))
		assert.Nil(t, d)
	}
	_, err = g.Decide(t.Context(), good, []string{"X"})
	require.NoError(t, err)
}

// TestNotKnownWhether: from 10 November 2026 the rule of BIS applies again by its text (90 FR
// 47201, stayed to 9 November by 90 FR 50857), unless an extension that was announced was
// made. So whom it would block is undetermined, and nobody reads as clear.
func TestNotKnownWhether(t *testing.T) {
	g, err := NewGraph([]Edge{
		{Owner: "X", Entity: "A", Share: exactShare(pct(t, "50"))},
		{Owner: "A", Entity: "B", Share: unknownShare()},
		{Owner: "X", Entity: "C", Share: exactShare(pct(t, "49"))},
	})
	require.NoError(t, err)
	v, err := BIS.Hold(date(t, "2026-11-09"))
	require.NoError(t, err)
	assert.Equal(t, []any{suspended, false}, []any{v.State, v.Held()})
	v, err = BIS.Hold(date(t, "2026-11-10"))
	require.NoError(t, err)
	assert.Equal(t, []any{unknownState, true}, []any{v.State, v.Held()})
	d, err := g.Decide(t.Context(), v, []string{"X"})
	require.NoError(t, err)
	assert.Empty(t, d.Blocked)
	assert.Equal(t, []string{"A", "B"}, entities(d.Undetermined))
	assert.Equal(t, []string{"C"}, entities(d.NotBlocked))
	assert.Equal(t, []Missing{{v.Name, factRule}}, d.Undetermined[0].Missing)
	var b strings.Builder
	_, err = d.WriteTo(&b)
	require.NoError(t, err)
	assert.Contains(t, b.String(), "not known")
	assert.Contains(t, b.String(), "missing: whether the rule is in force")
	data, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Contains(t, string(data), `"state":"unknown"`)
}

// TestZeroReadsUnknown: a status or a state that was never set is not "not blocked".
func TestZeroReadsUnknown(t *testing.T) {
	var status Status
	var state State
	assert.Equal(t, "unknown", status.String())
	assert.Equal(t, "unknown", state.String())
	assert.Equal(t, []string{"not_blocked", "undetermined", "blocked", "listed"},
		[]string{NotBlocked.String(), Undetermined.String(), Blocked.String(), Listed.String()})
	assert.Less(t, NotBlocked, Undetermined)
	assert.Less(t, Undetermined, Blocked)
}

// codeOf is the code of an error of this package; that of edges has the kind after it.
func codeOf(t require.TestingT, err error) string {
	var e interface {
		error
		ErrorCode() string
	}
	require.ErrorAs(t, err, &e)
	var edge *EdgeError
	if errors.As(err, &edge) {
		return e.ErrorCode() + "/" + edge.Code
	}
	return e.ErrorCode()
}

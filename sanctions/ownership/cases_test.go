package ownership

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

func sortedKeys(m map[string]bool) []string {
	return slices.AppendSeq([]string{}, slices.Values(slices.Sorted(maps.Keys(m))))
}

func variantOn(t require.TestingT, rule Rule, day string) Variant {
	on, err := trade.ParseDate(day)
	require.NoError(t, err)
	v, err := rule.On(on)
	require.NoError(t, err)
	return v
}

func decide(t require.TestingT, rule Rule, day string, edges []Edge, listed ...string) *Decision {
	g, err := NewGraph(edges)
	require.NoError(t, err)
	d, err := g.Decide(context.Background(), variantOn(t, rule, day), listed)
	require.NoError(t, err)
	return d
}

// edgesOf reads "X A 50; A B 25-50; A C ?; X D 10 yes".
func edgesOf(t require.TestingT, text string) []Edge {
	var out []Edge
	for _, part := range strings.Split(text, ";") {
		f := strings.Fields(part)
		require.True(t, len(f) == 3 || len(f) == 4, part)
		e := Edge{Owner: f[0], Entity: f[1]}
		var err error
		e.Share, err = ParseShare(strings.TrimPrefix(f[2], "?"))
		require.NoError(t, err)
		if len(f) == 4 {
			var ok bool
			e.Control, ok = parseControl(f[3])
			require.True(t, ok, part)
		}
		out = append(out, e)
	}
	return out
}

// question is a small case: listed persons and edges, and the answers of rules as
// "blocked / undetermined".
type question struct {
	name, listed, edges string
	want                map[string]string
	why                 string
}

const (
	ofac  = "ofac 2026-11-23"
	bis   = "bis 2025-10-15"
	euOld = "eu 2024-07-02"
	euNew = "eu 2024-07-03"
	uk    = "uk 2026-11-23"
)

var questions = []question{
	// What OFAC itself answers: FAQ 401, examples 1 to 3, FAQ 399 and FAQ 398.
	{
		"FAQ 401, example 1", "X", "X A 50; A B 50",
		map[string]string{ofac: "A B /", bis: "A B /", euOld: "/", euNew: "A B /", uk: "/"},
		"half of a half: A is blocked and counts as an owner; a product of shares would give 25",
	},
	{
		"FAQ 401, example 2", "X", "X A 50; X B 50; A C 25; B C 25",
		map[string]string{ofac: "A B C /", euNew: "A B C /", uk: "/"},
		"A and B are blocked and hold C together",
	},
	{
		"FAQ 401, example 3", "X", "X A 50; X B 10; A B 40",
		map[string]string{ofac: "A B /", euNew: "A B /", euOld: "/"},
		"10 held directly and 40 through A",
	},
	{
		"FAQ 401, the definition of indirectly", "X", "X A 50; X B 25; A C 25; B C 25",
		map[string]string{ofac: "A /", bis: "A /"},
		"B is not blocked, so what it holds of C does not count: C stays at 25",
	},
	{
		"FAQ 401, the definition, both too small", "X", "X A 25; X B 25; A C 50; B C 50",
		map[string]string{ofac: "/", euNew: "/"},
		"neither A nor B is blocked, so nothing of C is held",
	},
	{
		"FAQ 399", "X Y", "X A 25; Y A 25",
		map[string]string{ofac: "A /", bis: "A /", euOld: "/", euNew: "A /", uk: "/"},
		"shares of several blocked persons are added; not in the UK",
	},
	{
		"FAQ 398", "X", "X A 49.99 yes",
		map[string]string{ofac: "/", bis: "/", euOld: "A /", euNew: "A /", uk: "A /"},
		"control does not block under OFAC's rule; it does in the EU and the UK",
	},
	// The Commission's own numbers, FAQ on asset freezes, question 8: 30 and 25.
	{
		"Commission FAQ 8", "X Y", "X A 30; Y A 25",
		map[string]string{euOld: "A /", euNew: "A /", uk: "/"},
		"55 together is more than 50 before and after July 2024",
	},
	// More of the same kind, by hand.
	{
		"nearly half", "X", "X A 49.999999999999999999; X B 50.000000000000000001; X C 50",
		map[string]string{ofac: "B C /", euOld: "B /", euNew: "B C /", uk: "B /"},
		"no number is rounded, on either side of 50",
	},
	{
		"thirds", "X Y Z",
		"X A 16.666666666666666666; Y A 16.666666666666666666; Z A 16.666666666666666667; X B 16.666666666666666667; Y B " +
			"16.666666666666666667; Z B 16.666666666666666666",
		map[string]string{ofac: "B /"},
		"A comes to 49.999999999999999999 and B to exactly 50",
	},
	{
		"a ring that nobody reaches", "X", "A B 100; B A 100; X C 50",
		map[string]string{ofac: "C /", uk: "/"},
		"the least set: A and B could only block one another",
	},
	{
		"a ring with a small part outside", "X", "X A 10; B A 90; A B 100",
		map[string]string{ofac: "/"},
		"X holds 10 of A; that B would bring the rest does not make B blocked",
	},
	{
		"a ring that is reached", "X", "X A 60; B A 40; A B 100",
		map[string]string{ofac: "A B /", uk: "A B /"},
		"A by X, then B by A",
	},
	{
		"an entity that holds a part of itself", "X", "X A 45; A A 10; X B 50; B B 50; X C ?; C C 60; X D ?; D D ?",
		map[string]string{ofac: "B / D", euNew: "B / D", uk: "/ D"},
		"its own shares count for nobody, and leave that much less for X",
	},
	{
		"the listed own one another", "X Y", "X Y 100; Y X 100; Y A 50",
		map[string]string{ofac: "A /"},
		"a listed person is not repeated among the blocked",
	},
	{
		"the listed is owned", "A", "X A 100; X B 100",
		map[string]string{ofac: "/", uk: "/"},
		"the rule runs down, never up to the owner or across to a sister",
	},
	{
		"UK, one person alone and through what it owns", "X", "X A 51; X B 11; A B 40",
		map[string]string{uk: "A B /"},
		"Schedule 1: a share held by somebody in whom X has a majority is held by X indirectly: 11 and 40",
	},
	{
		"UK, two persons through separate companies", "X Y", "X A 51; Y B 51; A C 30; B C 30",
		map[string]string{uk: "A B /", euOld: "A B C /"},
		"A holds for X and B for Y; nobody holds more than 50 of C",
	},
	{
		"UK, one listed person controls the other", "X Y", "X C 30; Y C 30; X Y 0 yes",
		map[string]string{uk: "C /"},
		"OFSI 4.14: added when one of them controls the rights of the other",
	},
	{
		"UK, a listed person owns the other", "X Y", "X C 30; Y C 30; X Y 51",
		map[string]string{uk: "C /"},
		"the same by ownership",
	},
	{
		"UK, half is not more than half", "X", "X A 50; X B 50.01",
		map[string]string{uk: "B /", euOld: "B /", euNew: "A B /"},
		"more than 50",
	},
	{
		"control of control", "X", "X A 0 yes; A B 0 yes; B C 20 no",
		map[string]string{uk: "A B /", euNew: "A B /", ofac: "/"},
		"what X controls counts as an owner, and its control counts",
	},
	{
		"control not known", "X", "X A 20 unknown; A B 100",
		map[string]string{uk: "/ A B", euOld: "/ A B", ofac: "/", bis: "/"},
		"control is a missing fact where control counts",
	},
	{
		"a range over the threshold", "X", "X A 25-50; X B 50-75; X C 51-75; X D 10-49",
		map[string]string{ofac: "B C / A", euOld: "C / B", uk: "C / B", euNew: "B C / A"},
		"both bounds are possible: 50-75 may be just 50",
	},
	{
		"a share not known", "X", "X A ?; A B 100",
		map[string]string{ofac: "/ A B", uk: "/ A B"},
		"what depends on the missing fact is undetermined too",
	},
	{
		"the rest leaves no room", "X", "X A ?; P A 30; Q A 20.000000000000000001; X B ?; P B 50; X C ?; P C 49.9",
		map[string]string{ofac: "/ B C", euOld: "/ C", uk: "/ C"},
		"the owners of A that are known hold more than half, so X holds less; of B, 50 is left",
	},
	{
		"a range that the rest cuts", "X", "X A 20-80; P A 40-60; Q A 10.1; X B 20-80; P B 40-60; Q B 10",
		map[string]string{ofac: "/ B"},
		"of A, X has at most 100 - 40 - 10.1 = 49.9; of B, 50",
	},
	{
		"two unknown shares", "X Y", "X A ?; Y A ?; P A 60; X B ?; P B ?",
		map[string]string{ofac: "/ B"},
		"together X and Y have at most 40 of A; of B, X may have all",
	},
	{
		"more unknown shares than a hundred has room for", "R S T U V W X",
		"R A ?; S A ?; T A ?; U A ?; V A ?; W A ?; X A ?; P B 40; R B ?; S B ?; T B ?; U B ?; V B ?; W B ?; X B ?",
		map[string]string{ofac: "/ A B", euOld: "/ A B", uk: "/ A B"},
		"together at most 100 of A and 60 of B",
	},
	{
		"certain with a range beside", "X Y", "X A 40-60; Y A 10-20",
		map[string]string{ofac: "A /", euOld: "/ A", uk: "/ A"},
		"the lower bounds are 50 together",
	},
	{
		"an owner that is undetermined", "X", "X A 30-60; X B 30; A B 30",
		map[string]string{ofac: "/ A B", uk: "/ A B"},
		"B is blocked if and only if A is",
	},
	{
		"not all owners are there", "X", "X A 30-40",
		map[string]string{ofac: "/"},
		"the rest belongs to somebody unknown who is not listed",
	},
}

func TestQuestions(t *testing.T) {
	for _, q := range questions {
		t.Run(q.name, func(t *testing.T) {
			edges := edgesOf(t, q.edges)
			for when, want := range q.want {
				rule, day, _ := strings.Cut(when, " ")
				blocked, undetermined, _ := strings.Cut(want, "/")
				d := decide(t, Rule(rule), day, edges, strings.Fields(q.listed)...)
				assert.ElementsMatch(t, strings.Fields(blocked), entities(d.Blocked), "%s: blocked: %s", when, q.why)
				assert.ElementsMatch(t, strings.Fields(undetermined), entities(d.Undetermined), "%s: undetermined: %s", when, q.why)
				checkProof(t, d)
			}
		})
	}
}

// TestProof looks at the grounds themselves.
func TestProof(t *testing.T) {
	d := decide(t, OFAC, "2026-10-01", edgesOf(t, "X A 60; B A 40; A B 100; A C 30; B C 30; X D 49; C D 51; P C 40"), "X")
	require.Equal(t, []string{"A", "B", "C", "D"}, entities(d.Blocked))
	a, c, dd := d.Blocked[0], d.Blocked[2], d.Blocked[3]
	assert.Equal(t, "60", a.Low.String(), "B is blocked by way of A and is no ground for it")
	require.Len(t, a.Owners, 1)
	assert.Equal(t, Counted{"X", Listed, exactShare(pct(t, "60")), pct(t, "60"), NoControl}, a.Owners[0])
	require.Len(t, a.Circular, 1)
	assert.Equal(t, "B", a.Circular[0].Owner)
	assert.Equal(t, "60", c.Low.String())
	assert.Equal(t, 3, c.Step, "A, then B, then C")
	assert.Len(t, c.Owners, 2)
	assert.Equal(t, "100", dd.Low.String(), "both X and C hold of D, although 51 of C would do")

	// An owner of a later step counts when no ring leads back from it.
	d = decide(t, OFAC, "2026-10-01", edgesOf(t, "X E 60; E2 E 40; X E1 60; E1 E2 60"), "X")
	assert.Equal(t, "E", d.Blocked[0].Entity)
	assert.Equal(t, 1, d.Blocked[0].Step)
	assert.Len(t, d.Blocked[0].Owners, 2)
	assert.Empty(t, d.Blocked[0].Circular)

	// A ring by way of a listed person is none, because nobody makes that one blocked.
	d = decide(t, OFAC, "2026-10-01", edgesOf(t, "X A 60; X B 60; A X 40; B X 40; A B 20"), "X")
	assert.Equal(t, "80", d.Blocked[1].Low.String())
	assert.Empty(t, d.Blocked[1].Circular)

	// Rings are those of the group that is asked: M counts with X by itself, and with Y
	// by way of E alone.
	d = decide(t, UK, "2026-10-01", edgesOf(t, "X M 10 yes; E M 60; M E 20; Y E 60; X P 60; P Q 60; Q P 40"), "X", "Y")
	require.Equal(t, []string{"E", "M", "P", "Q"}, entities(d.Blocked))
	assert.Equal(t, "Y", d.Blocked[0].Through)
	assert.Equal(t, "60", d.Blocked[0].Low.String())
	require.Len(t, d.Blocked[0].Circular, 1)

	// Control is the ground where shares are not enough, and then alone.
	d = decide(t, UK, "2026-10-01", edgesOf(t, "X A 10 yes; X B 60; B A 20"), "X")
	require.Equal(t, []string{"A", "B"}, entities(d.Blocked))
	require.Len(t, d.Blocked[0].Owners, 1)
	assert.Equal(t, Controls, d.Blocked[0].Owners[0].Control)
	assert.Equal(t, "X", d.Blocked[0].Through)

	// In the UK a listed person that counts with another has a proof of its own.
	d = decide(t, UK, "2026-10-01", edgesOf(t, "X C 30; Y C 30; X Y 51"), "X", "Y")
	require.Equal(t, []string{"Y"}, entities(d.Joined))
	assert.Equal(t, "X", d.Joined[0].Through)

	// Of several persons who hold too little alone, the largest holding is shown.
	d = decide(t, UK, "2026-10-01", edgesOf(t, "X C 30; Y C 40; Z C 30"), "X", "Y", "Z")
	require.Equal(t, []string{"C"}, entities(d.NotBlocked))
	assert.Equal(t, "Y", d.NotBlocked[0].Through)
	assert.Equal(t, "40", d.NotBlocked[0].High.String())
}

func TestMissingFacts(t *testing.T) {
	d := decide(t, EU, "2026-10-01", edgesOf(t, "X A 30-60; X B 30; A B 30 unknown; Q B 5; X C 10 unknown"), "X")
	require.Equal(t, []string{"A", "B", "C"}, entities(d.Undetermined))
	assert.Equal(t, []Missing{{"X", factShare}}, d.Undetermined[0].Missing)
	assert.Equal(t, "30", d.Undetermined[1].Low.String())
	assert.Equal(t, "60", d.Undetermined[1].High.String())
	assert.Equal(t, []Missing{{"A", factStatus}, {"A", factControl}}, d.Undetermined[1].Missing)
	assert.Equal(t, []Missing{{"X", factControl}}, d.Undetermined[2].Missing)
	d = decide(t, OFAC, "2026-10-01", edgesOf(t, "V A ?; W A ?; X A ?; Y A ?"), "V", "W", "X", "Y")
	assert.Equal(t, "100", d.Undetermined[0].High.String(), "not 400, and not what is left of 400 in 128 bits")
	d = decide(t, OFAC, "2026-10-01", edgesOf(t, "X A ?; P A 50.5"), "X")
	require.Len(t, d.NotBlocked, 1)
	assert.Equal(t, "49.5", d.NotBlocked[0].High.String())
	assert.Equal(t, "0", d.NotBlocked[0].Low.String())
}

func TestListed(t *testing.T) {
	g, err := NewGraph(edgesOf(t, "X A 50"))
	require.NoError(t, err)
	v := variantOn(t, OFAC, "2026-10-01")
	d, err := g.Decide(context.Background(), v, []string{" X ", "x", "X", "Nobody"})
	require.NoError(t, err)
	assert.Equal(t, []string{"Nobody", "X", "x"}, d.Listed)
	assert.Equal(t, []string{"Nobody", "x"}, d.Unmatched)
	assert.Equal(t, []string{"A"}, entities(d.Blocked))
	for says, list := range map[string][]string{"no listed person": nil, "listed person 2 has no name": {"X", " "}} {
		_, err := g.Decide(context.Background(), v, list)
		assert.Equal(t, "bad_listed", codeOf(t, err))
		assert.ErrorContains(t, err, says)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = g.Decide(ctx, v, []string{"X"})
	require.ErrorIs(t, err, context.Canceled)
}

// TestOwnAndAlike: what an entity holds of itself is kept to be said, and so are names
// that somebody may have meant to be one.
func TestOwnAndAlike(t *testing.T) {
	g, err := NewGraph([]Edge{
		{Owner: "X Ltd", Entity: "A", Share: exactShare(pct(t, "60"))},
		{Owner: "A", Entity: "A ", Share: exactShare(pct(t, "10"))},
		{Owner: "x  LTD.", Entity: "B", Share: exactShare(pct(t, "60"))},
		{Owner: "X, Ltd", Entity: "C", Share: exactShare(pct(t, "60"))},
		{Owner: "XLtd", Entity: "C", Share: exactShare(pct(t, "40"))},
		{Owner: "b", Entity: "D", Share: exactShare(pct(t, "40"))},
	})
	require.NoError(t, err)
	require.Len(t, g.Own, 1)
	assert.Equal(t, "A", g.Own[0].Entity)
	assert.Equal(t, [][]string{{"B", "b"}, {"X Ltd", "X, Ltd", "x  LTD."}}, g.Alike())
	assert.Equal(t, []string{"X Ltd", "X, Ltd", "x  LTD."}, g.Like("X LTD"))
	assert.Empty(t, g.Like("Y"))
	d, err := g.Decide(context.Background(), variantOn(t, OFAC, "2026-10-01"), []string{"X Ltd"})
	require.NoError(t, err)
	assert.Equal(t, []string{"A"}, entities(d.Blocked), "they are different persons all the same")
	assert.Equal(t, "60", d.Blocked[0].Low.String())
}

// TestDashes: a range with another dash, and a word for what is not known, say what to do.
func TestDashes(t *testing.T) {
	for text, want := range map[string]string{
		"25–50": "plain hyphen", "25 — 50": "plain hyphen", "25−50": "plain hyphen",
		"unknown": "nothing where", "N/A": "nothing where", "-": "nothing where", "?": "nothing where",
	} {
		_, err := ParseShare(text)
		assert.Equal(t, "bad_share", codeOf(t, err), text)
		assert.ErrorContains(t, err, want, text)
	}
}

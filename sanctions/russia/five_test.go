package russia

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/ranking"
)

func fiveOf(t *testing.T, table string) *FiveLargest {
	t.Helper()
	figures, err := ranking.ReadFigures(strings.NewReader("period,buyer,product,quantity,unit,value,currency,share_pct,source\n" + table))
	require.NoError(t, err)
	f, err := Five(figures)
	require.NoError(t, err)
	return f
}

func (f *FiveLargest) buyer(t *testing.T, name string) *FiveBuyer {
	t.Helper()
	for i := range f.Buyers {
		if f.Buyers[i].Buyer == name {
			return &f.Buyers[i]
		}
	}
	t.Fatalf("no %s", name)
	return nil
}

// Published shares decide China, India, Turkey and the EU as one importer of crude: they leave
// 3 percent to all others, less than any of the four. Hungary is in no ranking that decides.
func TestFivePublished(t *testing.T) {
	figures, err := PublishedFlows()
	require.NoError(t, err)
	f, err := Five(figures)
	require.NoError(t, err)
	for _, name := range []string{"CN", "IN", "TR", "EU", "JP"} {
		assert.NotEmpty(t, f.buyer(t, name).In, name)
		assert.Empty(t, f.buyer(t, name).Out, name)
	}
	assert.Equal(t, "CN", f.Buyers[0].Buyer)
	hungary := f.buyer(t, "HU")
	assert.Empty(t, hungary.In)
	require.Len(t, hungary.If, 1)
	assert.Contains(t, hungary.If[0].Text, "the states of the EU one by one")
	assert.Contains(t, hungary.If[0].Text, "in if at most 4 that it does not name took more")
	for _, r := range f.Readings {
		assert.GreaterOrEqual(t, r.Named, 2, "a buyer alone ranks nobody")
	}
	for _, a := range f.buyer(t, "EU").In {
		assert.False(t, f.Readings[a.Reading].EUStates)
	}
	japan := f.buyer(t, "JP").In
	for _, a := range japan {
		assert.Equal(t, "liquefied gas", f.Readings[a.Reading].Commodity)
	}
}

// Six buyers of a whole that is stated: the sixth is out, and the fifth in.
func TestFiveDecided(t *testing.T) {
	table := ""
	for i, b := range []string{"CN", "IN", "TR", "BR", "KR", "JP"} {
		table += "2025," + b + ",crude," + string(rune('7'-i)) + "0,Mt,,,,one source\n"
	}
	f := fiveOf(t, table+"2025,all buyers,crude,280,Mt,,,100,one source\n")
	assert.NotEmpty(t, f.buyer(t, "KR").In)
	assert.NotEmpty(t, f.buyer(t, "JP").Out)
	assert.Empty(t, f.buyer(t, "JP").If)
	// Without the whole the fifth is in if nobody that is not named took more, and the sixth
	// is out whatever others took.
	f = fiveOf(t, table)
	fifth := f.buyer(t, "KR")
	require.NotEmpty(t, fifth.If)
	assert.Zero(t, fifth.If[0].Allow)
	assert.Contains(t, fifth.If[0].Text, "in if no buyer that it does not name took more")
	assert.NotEmpty(t, f.buyer(t, "JP").Out)
	assert.Equal(t, 4, f.buyer(t, "CN").If[0].Allow)
	assert.Empty(t, fiveOf(t, "2025,CN,crude,70,Mt,,,,alone\n").Readings)
}

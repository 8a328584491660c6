package ranking_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
)

const figureHead = "period,buyer,product,quantity,unit,value,currency,share_pct,source,sure\n"

// TestReadFigures: a rate is the amount of its days, a share of something else ranks
// nobody, and what stands in parentheses is kept apart.
func TestReadFigures(t *testing.T) {
	got, err := ranking.ReadFigures(strings.NewReader("\ufeff" + figureHead +
		"2025-05,India,crude,1.8,mb/d,,,,Kpler quote (peak),medium\n" +
		"2026-04,all buyers,all fossil,,,0.734,EUR bn/day,100,CREA,high\n" +
		"2025-12,China,crude,,,6.0,EUR bn,48 (of top five),CREA,high\n" +
		"4wk to 2026-05-24,all buyers,crude (seaborne),3.66,mb/d,,,,tracking,\n" +
		"2026-01-01..09-07,EU,lng,11.61,Mt,,,,press,\n" +
		"2026-01..06,Hungary+Slovakia+Serbia (TurkStream),pipeline_gas,18,bcm,,,,press,\n" +
		"cumulative to 2025-09,Turkey,pipeline_gas,,,,,29,CREA,\n" +
		"2026-08,Turkey,products,,,,,rank 1,CREA,\n"))
	require.NoError(t, err)
	require.Len(t, got, 8)
	taking := func(i int, k ranking.Kind) (string, string) {
		x, ok, reason := got[i].Taking(k)
		if !ok {
			return "", reason
		}
		return x.Buyer + " " + x.Amount.String() + " " + x.Unit + " " + x.Period.String() + " " + x.Source, reason
	}
	for _, c := range []struct {
		i            int
		kind         ranking.Kind
		want, reason string
	}{
		{0, ranking.Volume, "IN 55.8 Mbbl 2025-05-01 .. 2025-05-31 Kpler quote", ""}, // 31 days
		{0, ranking.Share, "", ""},
		{1, ranking.Value, "* 22.02 EUR bn 2026-04-01 .. 2026-04-30 CREA", ""}, // 30 days
		{1, ranking.Share, "* 1 share 2026-04-01 .. 2026-04-30 CREA", ""},
		{2, ranking.Share, "", "is a share, not of all that is sold: of top five"},
		{3, ranking.Volume, "", "is of a part only: seaborne"},
		{4, ranking.Volume, "EU 11.61 Mt 2026-01-01 .. 2026-09-07 press", ""},
		{5, ranking.Volume, "", "is of a part only: TurkStream"},
		{6, ranking.Share, "TR 0.29 share … .. 2025-09-30 CREA", ""},
		{7, ranking.Share, "", ""},
	} {
		text, reason := taking(c.i, c.kind)
		assert.Equal(t, c.want, text, c)
		assert.Equal(t, c.reason, reason, c)
	}
	assert.Equal(t, "HU+RS+SK", got[5].Buyer)
	assert.Equal(t, "2026-04-27 .. 2026-05-24", got[3].Period.String())
	assert.Equal(t, "share: rank 1", got[7].Note)
	assert.Equal(t, "peak", got[0].Note)
	_, left := ranking.Select(got, []ranking.Kind{ranking.Volume, ranking.Share}, "products")
	require.Len(t, left, 1)
	assert.Equal(t, "states neither volume nor share", left[0].Reason)

	var once, twice bytes.Buffer
	require.NoError(t, ranking.WriteFigures(&once, got))
	again, err := ranking.ReadFigures(bytes.NewReader(once.Bytes()))
	require.NoError(t, err)
	require.NoError(t, ranking.WriteFigures(&twice, again))
	assert.Equal(t, once.String(), twice.String())
}

// TestFiguresTogether: several commodities are added where one source states all of them.
func TestFiguresTogether(t *testing.T) {
	got, err := ranking.ReadFigures(strings.NewReader(figureHead +
		"2025-05,China,lng,2,Mt,,,,a,\n2025-05,China,pipeline_gas,3,Mt,,,,a,\n2025-05,India,lng,1,Mt,,,,a,\n" +
		"2025-05,China,pipeline_gas,9,bcm,,,,b,\n"))
	require.NoError(t, err)
	takings, left := ranking.Select(got, []ranking.Kind{ranking.Volume}, "lng", "pipeline_gas")
	require.Len(t, takings, 1)
	assert.Equal(t, "5", takings[0].Amount.String())
	assert.Len(t, left, 2)
}

// TestBadFigures: all that is wrong comes together, with row and column.
func TestBadFigures(t *testing.T) {
	_, err := ranking.ReadFigures(strings.NewReader(figureHead +
		"2025-13,Atlantis,,-1,mb/d,,,101,,\n2025-05,IN,crude,1.8,,,,,s,\n2025-05,IN,crude\n" +
		"2025-05..2025-04,IN,crude,1e3,Mt,,,,s,\n"))
	for _, part := range []string{
		`row 2, period "2025-13"`, `row 2, buyer "Atlantis"`, "row 2, product", "row 2, source", `row 2, quantity "-1"`,
		`row 2, share_pct "101"`,
		"row 3, unit", "row 4, row", "row 5, period", `row 5, quantity "1e3"`,
	} {
		require.ErrorContains(t, err, part)
	}
	assert.Equal(t, "bad_row", sanctions.ErrorCode(err))
	for _, head := range []string{
		"", "period,buyer,product\n", "period,period,buyer,product,source\n",
		"period,buyer,product,source,colour\n",
	} {
		_, err := ranking.ReadFigures(strings.NewReader(head))
		assert.Equal(t, "bad_row", sanctions.ErrorCode(err), head)
	}
}

func FuzzReadFigures(f *testing.F) {
	f.Add(figureHead + "2025-05,India,crude,1.8,mb/d,,,36 (of India imports),Kpler (x),medium\n")
	f.Add("product,part,buyer,period,source\ncrude,,EU,cumulative to 2025-09,s\n")
	f.Fuzz(func(t *testing.T, text string) {
		figures, err := ranking.ReadFigures(strings.NewReader(text))
		if err != nil {
			return
		}
		takings, _ := ranking.Select(figures, []ranking.Kind{ranking.Volume, ranking.Value, ranking.Share}, "crude",
			"products")
		_, _ = ranking.RankImporters(takings, trade.Interval{}, 5, false)
		for i := range figures {
			if q := figures[i].Quantity; q != nil && q.IsNegative() {
				t.Fatal(*q)
			}
		}
	})
}

package sanctions

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

const figureHead = "period,buyer,product,quantity,unit,value,currency,share_pct,source,sure\n"

// TestReadFigures: a rate is the amount of its days, a share of something else ranks
// nobody, and what stands in parentheses is kept apart.
func TestReadFigures(t *testing.T) {
	got, err := ReadFigures(strings.NewReader("\ufeff" + figureHead +
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
	taking := func(i int, k Kind) (string, string) {
		x, ok, reason := got[i].Taking(k)
		if !ok {
			return "", reason
		}
		return x.Buyer + " " + x.Amount.String() + " " + x.Unit + " " + x.Period.String() + " " + x.Source, reason
	}
	for _, c := range []struct {
		i            int
		kind         Kind
		want, reason string
	}{
		{0, Volume, "IN 55.8 Mbbl 2025-05-01 .. 2025-05-31 Kpler quote", ""}, // 31 days
		{0, Share, "", ""},
		{1, Value, "* 22.02 EUR bn 2026-04-01 .. 2026-04-30 CREA", ""}, // 30 days
		{1, Share, "* 1 share 2026-04-01 .. 2026-04-30 CREA", ""},
		{2, Share, "", "is a share, not of all that is sold: of top five"},
		{3, Volume, "", "is of a part only: seaborne"},
		{4, Volume, "EU 11.61 Mt 2026-01-01 .. 2026-09-07 press", ""},
		{5, Volume, "", "is of a part only: TurkStream"},
		{6, Share, "TR 0.29 share … .. 2025-09-30 CREA", ""},
		{7, Share, "", ""},
	} {
		text, reason := taking(c.i, c.kind)
		assert.Equal(t, c.want, text, c)
		assert.Equal(t, c.reason, reason, c)
	}
	assert.Equal(t, "HU+RS+SK", got[5].Buyer)
	assert.Equal(t, "2026-04-27 .. 2026-05-24", got[3].Period.String())
	assert.Equal(t, "share: rank 1", got[7].Note)
	assert.Equal(t, "peak", got[0].Note)
	_, left := Select(got, []Kind{Volume, Share}, "products")
	require.Len(t, left, 1)
	assert.Equal(t, "states neither volume nor share", left[0].Reason)

	var once, twice bytes.Buffer
	require.NoError(t, WriteFigures(&once, got))
	again, err := ReadFigures(bytes.NewReader(once.Bytes()))
	require.NoError(t, err)
	require.NoError(t, WriteFigures(&twice, again))
	assert.Equal(t, once.String(), twice.String())
}

// TestFiguresTogether: several commodities are added where one source states all of them.
func TestFiguresTogether(t *testing.T) {
	got, err := ReadFigures(strings.NewReader(figureHead +
		"2025-05,China,lng,2,Mt,,,,a,\n2025-05,China,pipeline_gas,3,Mt,,,,a,\n2025-05,India,lng,1,Mt,,,,a,\n2025-05,China,pipeline_gas,9,bcm,,,,b,\n"))
	require.NoError(t, err)
	takings, left := Select(got, []Kind{Volume}, "lng", "pipeline_gas")
	require.Len(t, takings, 1)
	assert.Equal(t, "5", takings[0].Amount.String())
	assert.Len(t, left, 2)
}

// TestBadFigures: all that is wrong comes together, with row and column.
func TestBadFigures(t *testing.T) {
	_, err := ReadFigures(strings.NewReader(figureHead +
		"2025-13,Atlantis,,-1,mb/d,,,101,,\n2025-05,IN,crude,1.8,,,,,s,\n2025-05,IN,crude\n2025-05..2025-04,IN,crude,1e3,Mt,,,,s,\n"))
	for _, part := range []string{
		`row 2, period "2025-13"`, `row 2, buyer "Atlantis"`, "row 2, product", "row 2, source", `row 2, quantity "-1"`, `row 2, share_pct "101"`,
		"row 3, unit", "row 4, row", "row 5, period", `row 5, quantity "1e3"`,
	} {
		require.ErrorContains(t, err, part)
	}
	require.ErrorAs(t, err, new(*TableError))
	for _, head := range []string{"", "period,buyer,product\n", "period,period,buyer,product,source\n", "period,buyer,product,source,colour\n"} {
		_, err := ReadFigures(strings.NewReader(head))
		require.ErrorAs(t, err, new(*TableError), head)
	}
}

// TestKnownBy: evidence counts from its day.
func TestKnownBy(t *testing.T) {
	found := trade.NewDate(2025, 8, 1)
	buy := Purchase{Flow: trade.Flow{Period: month(2025, 7), Origin: "RU", Destination: "TR", Product: "2709"}, Via: []trade.Country{"AE"}, Traced: "bills of lading", TracedOn: found}
	rule := &SecondaryTariff{Name: "test", Target: "RU", Goods: trade.ProductSet{In: []trade.Product{"2709"}}, ByOrigin: true, Indirect: true}
	for on, want := range map[trade.Date]Holds{found.AddDays(-1): Open, found: Met} {
		got, err := rule.Describe(KnownBy([]Purchase{buy}, on), month(2025, 7), "t")
		require.NoError(t, err)
		require.Len(t, got, 1)
		assert.Equal(t, want, got[0].Holds, on)
	}
	buy.TracedOn = trade.Date{}
	got, err := rule.Describe(KnownBy([]Purchase{buy}, found), month(2025, 7), "t")
	require.NoError(t, err)
	require.Len(t, got, 1)
	assert.Equal(t, Open, got[0].Holds, "evidence without a day")
}

func FuzzReadFigures(f *testing.F) {
	f.Add(figureHead + "2025-05,India,crude,1.8,mb/d,,,36 (of India imports),Kpler (x),medium\n")
	f.Add("product,part,buyer,period,source\ncrude,,EU,cumulative to 2025-09,s\n")
	f.Fuzz(func(t *testing.T, text string) {
		figures, err := ReadFigures(strings.NewReader(text))
		if err != nil {
			return
		}
		takings, _ := Select(figures, []Kind{Volume, Value, Share}, "crude", "products")
		_, _ = RankImporters(takings, trade.Interval{}, 5, false)
		for i := range figures {
			if q := figures[i].Quantity; q != nil && q.IsNegative() {
				t.Fatal(*q)
			}
		}
	})
}

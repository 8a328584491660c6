package tradeoff

import (
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func facts(t *testing.T) []Fact {
	t.Helper()
	f, err := Facts()
	require.NoError(t, err)
	require.Len(t, f, factsRows)
	return f
}

// The published estimates are volume × barrels × discount: CLSA 2.5 bn at 4 dollars and 1 bn at
// 1.5, Nomura 1.5 bn at 2.2, each rounded by its source; and 60.2 bn at 25 percent is 15.05 bn,
// which 645 million barrels earn at 23.33 dollars (own arithmetic of the notes on the sources).
func TestPublishedSavings(t *testing.T) {
	for _, of := range []struct{ discount, exact, published string }{
		{"4", "2580160000", "2.5"}, {"1.5", "967560000", "1.0"}, {"2.2", "1419088000", "1.5"},
	} {
		c := Case{
			Barrels: Barrels(d("88000000"), d("7.33")), Discount: d(of.discount), Exports: d("60200000000"), Exposed: d("1"),
			Rate: d("0.25"), Bears: d("1"), Benchmark: d("78.86"),
		}
		a, err := c.Solve()
		require.NoError(t, err)
		assert.Equal(t, of.exact, a.Saving.String())
		assert.True(t, a.Saving.Shift(-9).Sub(d(of.published)).Abs().LessThanOrEqual(d("0.1")), of.published)
		assert.Equal(t, "15050000000", a.Duty.String())
		assert.Equal(t, "23.33", a.BreakEven.String())
		assert.Equal(t, "55.53", a.Switch.String())
		assert.False(t, a.Stays)
	}
}

// At each quotient the buyer gains nothing, but for its rounding.
func TestBreakEvens(t *testing.T) {
	c := Case{
		Barrels: d("645040000"), Discount: d("4"), Benchmark: d("70"), Exports: d("60200000000"), Exposed: d("0.9"),
		Rate: d("0.25"), Bears: d("0.4"),
	}
	a, err := c.Solve()
	require.NoError(t, err)
	for name, set := range map[string]func(*Case){
		"discount": func(c *Case) { c.Discount = *a.BreakEven },
		"rate":     func(c *Case) { c.Rate = *a.Rate },
		"bears":    func(c *Case) { c.Bears = *a.Bears },
	} {
		at := c
		set(&at)
		b, err := at.Solve()
		require.NoError(t, err)
		off := b.Net.Abs().Rat()
		scale := new(big.Rat).Add(b.Cost.Rat(), big.NewRat(1, 1))
		share, _ := new(big.Rat).Quo(off, scale).Float64()
		assert.Less(t, share, 0.001, name)
	}
	none := Case{Exports: d("1"), Exposed: d("1"), Rate: d("1"), Bears: d("1"), Benchmark: d("70")}
	a, err = none.Solve()
	require.NoError(t, err)
	assert.Nil(t, a.BreakEven)
	assert.Nil(t, a.Switch)
	free := Case{Barrels: d("1"), Discount: d("-2"), Benchmark: d("70")}
	a, err = free.Solve()
	require.NoError(t, err)
	assert.Equal(t, "-2", a.Saving.String(), "a premium costs")
	assert.Nil(t, a.Rate)
	assert.Nil(t, a.Bears)
	assert.False(t, a.Stays)
}

func TestRefusals(t *testing.T) {
	_, err := (&Case{
		Barrels: d("-1"), Exposed: d("1.1"), Rate: d("500"), Bears: d("2"), Exports: d("-1"),
		Benchmark: d("-1"), Discount: d("1e500"),
	}).Solve()
	for _, field := range []string{"barrels", "exposed", "rate", "bears", "exports", "benchmark", "discount"} {
		assert.ErrorContains(t, err, "-"+field+" ")
	}
	_, err = (&Cap{
		Price: d("0"), PerDay: d("-1"), Caps: nil, Covered: []decimal.Decimal{d("1.2")},
		Enforced: []decimal.Decimal{d("-0.1")},
	}).Losses()
	for _, field := range []string{"price", "volume", "days", "caps", "covered", "enforced"} {
		assert.ErrorContains(t, err, "-"+field+" ")
	}
	f := facts(t)
	_, err = Months(f, "FR", trade.NewDate(2025, 1, 1), trade.NewDate(2025, 2, 1), d("7.33"))
	assert.ErrorContains(t, err, "-buyer")
	_, err = Months(f, "IN", trade.NewDate(2025, 3, 1), trade.NewDate(2025, 2, 1), d("7.33"))
	assert.ErrorContains(t, err, "-months")
	_, err = Months(f, "IN", trade.NewDate(2025, 1, 1), trade.NewDate(2025, 2, 1), d("0"))
	assert.ErrorContains(t, err, "-barrels-per-tonne")
	_, _, err = Year(f, "FR", d("1"), d("1"), d("7.33"))
	assert.ErrorContains(t, err, "-buyer")
	_, _, err = ParseMonths("2025-13")
	assert.ErrorContains(t, err, "-months")
}

// Every fact has a source, a unit and a sureness, and figures of one's own follow from the others.
func TestFacts(t *testing.T) {
	f := facts(t)
	at := map[string]decimal.Decimal{}
	for i := range f {
		x := &f[i]
		assert.NotEmpty(t, x.Source)
		assert.NotEmpty(t, x.Unit)
		assert.Contains(t, []string{"high", "medium", "low"}, x.Sure)
		at[x.Buyer+" "+x.Item+" "+x.Period.String()] = x.Amount
	}
	assert.Equal(t, []string{"BR", "CN", "IN", "TR"}, buyersOf(f))
	mean := func(from, to string) float64 {
		sum, n := 0.0, 0.0
		for i := range f {
			p, err := period(from + ".." + to)
			require.NoError(t, err)
			if f[i].Item == Benchmark && !f[i].Period.Intersect(p).IsEmpty() {
				sum, n = sum+f[i].Amount.InexactFloat64(), n+1
			}
		}
		return sum / n
	}
	assert.InDelta(t, 8.40, mean("2022-01", "2022-12")-58.37e9/(86.2e6*7.33), 0.02)
	assert.InDelta(t, 2.87, mean("2025-01", "2025-03")-13e9/(24.315e6*7.33), 0.01)
	// April to November is 59.04, and April to January 72.46.
	sum := decimal.Decimal{}
	for i := range f {
		if f[i].Buyer == "IN" && f[i].Item == Exports && f[i].Period.From.After(trade.NewDate(2025, 3, 1)) {
			sum = sum.Add(f[i].Amount)
		}
	}
	assert.InDelta(t, 72.46, sum.InexactFloat64(), 0.05)
	table, err := imports.Load()
	require.NoError(t, err)
	of := map[string]int64{}
	for row := range table.Rows() {
		of[row.Partner] += row.Value
	}
	for _, buyer := range []string{"CN", "TR", "BR"} {
		last := latest(f, buyer, Exports)
		assert.InDelta(t, float64(of[buyer])/1e9, last.Amount.InexactFloat64(), 5e-7, buyer)
	}
}

// The months of India: no saving where no discount is stated, a share of the year's volume by days,
// the duty on 5 of the 31 days of August 2025, and a premium in March 2026.
func TestMonths(t *testing.T) {
	months, err := Months(facts(t), "IN", trade.NewDate(2022, 1, 1), trade.NewDate(2026, 9, 30), d("7.33"))
	require.NoError(t, err)
	require.Len(t, months, 57)
	at := map[string]*Month{}
	for i := range months {
		at[months[i].During.From.String()[:7]] = &months[i]
		m := &months[i]
		assert.Equal(t, m.Saving == nil, m.Volume == nil || m.Discount == nil, "%s", m.During)
		if m.Saving == nil {
			assert.NotEmpty(t, m.Missing)
		}
	}
	assert.Nil(t, at["2022-01"].Saving)
	// 88 Mt over 365 days, 31 of them: 54,784,219.18 barrels.
	assert.Equal(t, "54784219", at["2024-08"].Barrels.String())
	assert.Equal(t, "219136876", at["2024-08"].Saving.String())
	august := at["2025-08"]
	assert.Equal(t, "1.715", august.Volume.Amount.String())
	require.NotEmpty(t, august.Others)
	assert.Equal(t, "1.5", august.Others[0].Amount.String(), "two quotes of one month: the other is told")
	assert.Equal(t, "0.040322581", august.Rate.String(), "0.25 × 5/31")
	// September: 5.47 bn × 0.66 × 25 %, and 47.4 million barrels.
	assert.Equal(t, "902550000", at["2025-09"].Duty.String())
	assert.Equal(t, "118500000", at["2025-09"].Saving.String())
	assert.Equal(t, "19.04", at["2025-09"].BreakEven.String())
	assert.True(t, at["2026-03"].Saving == nil, "no volume of March 2026 is stated")
	assert.Contains(t, at["2026-02"].Missing, Exports, "the duty ran to 6 February, and no exports are stated")
	assert.Nil(t, at["2026-02"].Duty)
	s := Sum(months)
	assert.Equal(t, 6, s.Charged, "August to January")
	assert.True(t, s.Saved > 40 && s.Missing < 20, "%+v", s)
	// Others' sums: 5.1 bn in 2022-23 by landed prices (ICRA, 30 April 2024; 4.8 in Business
	// Standard of 9 September 2024), and 4.9 bn in 2023-24 by discounts (Business Standard).
	for _, year := range []struct {
		from, to       trade.Date
		published, off float64
	}{{trade.NewDate(2022, 4, 1), trade.NewDate(2023, 3, 1), 5.1, 0.6}, {
		trade.NewDate(2023, 4, 1),
		trade.NewDate(2024, 3, 1), 4.9, 0.6,
	}} {
		months, err := Months(facts(t), "IN", year.from, year.to, d("7.33"))
		require.NoError(t, err)
		assert.InDelta(t, year.published, Sum(months).Saving.Shift(-9).InexactFloat64(), year.off)
	}
}

// A year of each buyer under a threat, on stated facts alone.
func TestYear(t *testing.T) {
	for buyer, want := range map[string]struct{ barrels, breakEven string }{
		"IN": {"645040000", "22.13"}, // 86.51 bn × 0.66 × 25 % over 645.04 million
		"CN": {"722817408", ""}, "TR": {"", ""}, "BR": {"45506000", ""},
	} {
		perTonne := d("7.33")
		if buyer == "BR" {
			perTonne = d("7.46")
		}
		c, used, err := Year(facts(t), buyer, d("0.25"), d("1"), perTonne)
		require.NoError(t, err, buyer)
		assert.Len(t, used, 5, buyer)
		a, err := c.Solve()
		require.NoError(t, err)
		assert.False(t, a.Stays, "%s: 25 percent on all goods is more than any published saving", buyer)
		if want.barrels != "" {
			assert.Equal(t, want.barrels, c.Barrels.String(), buyer)
		}
		if want.breakEven != "" {
			assert.Equal(t, want.breakEven, a.BreakEven.String(), buyer)
		}
	}
}

// 3.5 million barrels a day at 60 dollars, half covered and four fifths of that within the cap: each
// dollar is 1.4 million a day.
func TestCap(t *testing.T) {
	c := Cap{
		Price: d("60"), PerDay: d("3.5"), Days: 1, Caps: []decimal.Decimal{d("60"), d("47.60"), d("44.10"), d("30")},
		Covered: []decimal.Decimal{d("0"), d("0.5"), d("1")}, Enforced: []decimal.Decimal{d("0.8")},
	}
	all, err := c.Losses()
	require.NoError(t, err)
	require.Len(t, all, 12)
	half := all[4:8]
	assert.True(t, half[0].Amount.IsZero())
	assert.Equal(t, "17360000", half[1].Amount.String())
	assert.Equal(t, "4900000", half[2].Step.String())
	assert.Equal(t, "42000000", half[3].Amount.String())
	assert.Equal(t, "0.2", half[3].Share.String(), "0.5 × 0.8 × 30/60")
	for _, l := range all[:4] {
		assert.True(t, l.Amount.IsZero(), "nothing is covered")
	}
}

// The formulas of the sheet, reckoned here from the inputs, are what the package reckons.
func TestSheet(t *testing.T) {
	c := Case{
		Barrels: d("645040000"), Discount: d("4"), Benchmark: d("70"), Exports: d("86510000000"), Exposed: d("0.66"),
		Rate: d("0.25"), Bears: d("0.4"),
	}
	cells, err := c.Sheet()
	require.NoError(t, err)
	named := map[string]decimal.Decimal{}
	for _, cell := range cells {
		if op := strings.IndexAny(cell.Formula, "*-"); op > 0 && !strings.ContainsAny(cell.Formula, "(") {
			got := decimal.Decimal{}
			switch {
			case cell.Formula[op] == '-':
				got = named[cell.Formula[:op]].Sub(named[cell.Formula[op+1:]])
			default:
				got = d("1")
				for name := range strings.SplitSeq(cell.Formula, "*") {
					v, known := named[name]
					require.True(t, known, "%s: a formula names what stands above it", name)
					got = got.Mul(v)
				}
			}
			assert.True(t, got.Equal(cell.Value), cell.Name)
		}
		named[cell.Name] = cell.Value
	}
	assert.Len(t, cells, 15)
}

// The embedded benchmark is the file of the EIA.
func TestBenchmarkIsTheFile(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA is not set")
	}
	text, err := os.ReadFile(filepath.Join(data, "oil", "brent_monthly_eia_2019_2026.csv"))
	require.NoError(t, err)
	n := 0
	for _, f := range facts(t) {
		if f.Item == Benchmark && strings.HasPrefix(f.Source, "EIA, Europe Brent") {
			n++
			assert.Contains(t, string(text), f.Period.From.String()[:7]+"-15,"+f.Amount.String())
		}
	}
	assert.Equal(t, 55, n)
}

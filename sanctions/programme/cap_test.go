package programme_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/oil"
)

// TestTestCap: who may still use an older cap, by each regime's own clock.
func TestTestCap(t *testing.T) {
	p := russian(t)
	day := trade.NewDate
	for _, c := range []struct {
		regime         sanctions.Regime
		price          string
		on, contract   trade.Date
		want           programme.Verdict
		cap, old, with string
	}{
		{"EU", "60", day(2025, 10, 18), day(2025, 7, 19), programme.Transition, "47.6", "60", "wind-down/crude/2025"},
		{"EU", "60.01", day(2025, 10, 18), day(2025, 7, 19), programme.Above, "47.6", "", ""},
		{"EU", "60", day(2025, 10, 19), day(2025, 7, 19), programme.Above, "47.6", "", ""},
		{"UK", "60", day(2025, 10, 17), day(2025, 9, 1), programme.Transition, "47.6", "60", "wind-down/crude/2025"},
		{"UK", "60", day(2025, 10, 17), day(2025, 9, 2), programme.Above, "47.6", "", ""},
		{"UK", "60", day(2025, 10, 18), day(2025, 9, 1), programme.Above, "47.6", "", ""},
		{"EU", "47.60", day(2026, 2, 1), day(2026, 1, 14), programme.Transition, "44.1", "47.6", "wind-down/crude/2026"},
		{"EU", "47.60", day(2026, 4, 16), day(2026, 1, 14), programme.Transition, "44.1", "47.6", "wind-down/crude/2026"},
		{"EU", "47.60", day(2026, 4, 17), day(2026, 1, 14), programme.Above, "44.1", "", ""},
		{"EU", "47.60", day(2026, 2, 1), day(2026, 2, 1), programme.Above, "44.1", "", ""},
		{"UK", "47.60", day(2026, 4, 16), day(2026, 1, 14), programme.Transition, "44.1", "47.6", "wind-down/crude/2026"},
		{"US", "47.60", day(2026, 4, 17), trade.Date{}, programme.Within, "60", "", ""},
	} {
		a, err := p.TestCap(programme.Sale{
			Regime: c.regime, Class: programme.Crude,
			Price: decimal.RequireFromString(c.price), Basis: trade.FOB, On: c.on, Contract: c.contract,
		})
		require.NoError(t, err, c)
		assert.Equal(t, c.want, a.Verdict, "%v: %v", c, a.Why)
		assert.True(t, decimal.RequireFromString(c.cap).Equal(a.Cap), c)
		assert.True(t, a.Cap.Sub(decimal.RequireFromString(c.price)).Equal(a.Margin))
		if c.old == "" {
			assert.Nil(t, a.OldCap)
			continue
		}
		assert.True(t, decimal.RequireFromString(c.old).Equal(*a.OldCap))
		assert.Equal(t, c.with, a.Transition.Name)
	}
}

// TestTestCapErrors: what cannot be answered says why, with the facts in fields.
func TestTestCapErrors(t *testing.T) {
	p := russian(t)
	sale := programme.Sale{
		Regime: "EU", Class: programme.Crude, Price: decimal.RequireFromString("47.10"),
		Basis: trade.FOB, On: trade.NewDate(2026, 3, 1),
	}

	disputed := sale
	disputed.Contract = trade.NewDate(2026, 1, 20)
	a, err := p.TestCap(disputed)
	var d *sanctions.Error
	require.ErrorAs(t, err, &d)
	assert.Equal(t, "disputed", d.Code)
	assert.Equal(t, programme.Uncertain, a.Verdict)
	assert.Contains(t, d.Reason, "to 2026-01-20 is not known, one source says contract < 2026-01-15, another 2026-02-01")

	late := sale
	late.On = trade.NewDate(2027, 1, 15)
	a, err = p.TestCap(late)
	require.ErrorAs(t, err, new(*tariff.HorizonError))
	assert.Equal(t, programme.Uncertain, a.Verdict)
	assert.True(t, a.FOB.Equal(decimal.RequireFromString("47.10")))
	assert.True(t, a.Cap.IsZero())

	early := sale
	early.On = trade.NewDate(2022, 12, 4)
	_, err = p.TestCap(early)
	var none *sanctions.Error
	require.ErrorAs(t, err, &none)
	assert.Equal(t, "no_cap", none.Code)
	assert.Equal(t, "EU cap on crude: none in force on 2022-12-04; the first holds from 2022-12-05", err.Error())

	_, err = p.AsPublished(trade.NewDate(2020, 1, 1)).TestCap(sale)
	require.ErrorAs(t, err, &none, "nothing was published by then")
	assert.Equal(t, "no_cap", none.Code)

	// For how long Canada spared older contracts in 2025 is not known; that matters to every
	// sale above its cap, for the contract may be one of them.
	canada := sale
	canada.Regime, canada.On = "CA", trade.NewDate(2025, 10, 20)
	a, err = p.TestCap(canada)
	require.NoError(t, err)
	assert.Equal(t, programme.Within, a.Verdict)
	canada.Price = decimal.RequireFromString("59")
	a, err = p.TestCap(canada)
	require.ErrorAs(t, err, new(*programme.UnknownError))
	assert.Equal(t, programme.Uncertain, a.Verdict)

	wrong := sale
	wrong.Basis, wrong.Class, wrong.Price = "", "gas", decimal.RequireFromString("-1")
	wrong.Loaded, wrong.Discharged = trade.NewDate(2026, 2, 2), trade.NewDate(2026, 2, 1)
	_, err = p.TestCap(wrong)
	for _, part := range []string{"basis", "gas", "price -1", "discharged"} {
		assert.ErrorContains(t, err, part, "all that is wrong comes together")
	}
	wrong = sale
	wrong.Price = decimal.New(1, 1_000_000_000)
	_, err = p.TestCap(wrong)
	require.ErrorAs(t, err, new(*tariff.ValueError), "a number that would fill the memory")
}

func TestFOB(t *testing.T) {
	cost := func(name, amount string) programme.Cost {
		return programme.Cost{Name: name, Amount: decimal.RequireFromString(amount)}
	}
	for _, c := range []struct {
		price string
		basis trade.PriceBasis
		costs []programme.Cost
		want  string
	}{
		{"47.10", trade.FOB, nil, "47.10"},
		{"47.10", trade.FOB, []programme.Cost{cost("freight", "4.2")}, "47.10"},
		{"51.60", trade.CIF, []programme.Cost{cost("freight", "4.2"), cost("insurance", "0.3")}, "47.10"},
		{"51.60", trade.CFR, []programme.Cost{cost("freight", "4.2")}, "47.40"},
		{
			"51.70", trade.DES,
			[]programme.Cost{cost("freight", "4.2"), cost("insurance", "0.3"), cost("port dues", "0.1")},
			"47.10",
		},
		{"51.60", trade.DAP, []programme.Cost{cost("freight", "0"), cost("insurance", "0")}, "51.60"},
		{"0.3", trade.CFR, []programme.Cost{cost("freight", "0.1")}, "0.2"},
	} {
		got, err := programme.FOB(decimal.RequireFromString(c.price), c.basis, c.costs)
		require.NoError(t, err, c)
		assert.True(t, decimal.RequireFromString(c.want).Equal(got), "%v: %s", c, got)
	}
	_, err := programme.FOB(decimal.RequireFromString("50"), trade.CIF, nil)
	for _, part := range []string{"freight is missing", "insurance is missing"} {
		assert.ErrorContains(t, err, part)
	}
	_, err = programme.FOB(decimal.RequireFromString("50"), trade.CFR,
		[]programme.Cost{cost("freight", "1"), cost("freight", "2")})
	assert.Equal(t, "contradiction", sanctions.ErrorCode(err))
	_, err = programme.FOB(decimal.RequireFromString("50"), trade.CFR, []programme.Cost{cost("freight", "50")})
	assert.Equal(t, "contradiction", sanctions.ErrorCode(err))
	_, err = programme.FOB(decimal.RequireFromString("50"), trade.CFR,
		[]programme.Cost{cost("freight", "4"), cost("insurance", "3")})
	var twisted *sanctions.Error
	require.ErrorAs(t, err, &twisted, "a CFR price holds no insurance")
	assert.Equal(t, "contradiction", twisted.Code)
	assert.Equal(t, "basis CFR, insurance 3", twisted.Subject)
	_, err = programme.FOB(decimal.RequireFromString("50"), trade.CIF,
		[]programme.Cost{cost("freight", "4"), cost("insurance", "1"), cost(" ", "9")})
	require.ErrorAs(t, err, new(*sanctions.MissingFactError), "a cost without a name")
	_, err = programme.FOB(decimal.RequireFromString("50"), trade.CustomsValue, nil)
	require.ErrorAs(t, err, new(*tariff.ValueError))
	_, err = programme.FOB(decimal.RequireFromString("50"), "XYZ", nil)
	require.ErrorAs(t, err, new(*trade.BasisError))
}

// TestPriced: a price without its basis, or of another unit and currency, is none.
func TestPriced(t *testing.T) {
	var s programme.Sale
	_, err := s.Priced(oil.Price{Amount: decimal.RequireFromString("50"), Currency: "USD", Per: "bbl"})
	var open *oil.Error
	require.ErrorAs(t, err, &open)
	assert.Equal(t, "price", open.Code)
	assert.Equal(t, []string{"basis"}, open.Missing)
	_, err = s.Priced(oil.Price{Amount: decimal.RequireFromString("50"), Currency: "EUR", Per: "kg", Basis: trade.CIF})
	for _, part := range []string{"currency", "unit"} {
		require.ErrorContains(t, err, part)
	}
	got, err := s.Priced(oil.Price{Amount: decimal.RequireFromString("50"), Currency: "USD", Per: "bbl", Basis: trade.DES})
	require.NoError(t, err)
	assert.Equal(t, trade.DES, got.Basis)
}

func TestParseClass(t *testing.T) {
	for in, want := range map[string]programme.Class{
		"crude": "crude", " Premium ": "premium",
		"discount to crude": "discount",
	} {
		c, err := programme.ParseClass(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, c)
	}
	for _, in := range []string{"", "gas", "to crude", "premium to gas"} {
		_, err := programme.ParseClass(in)
		assert.Equal(t, "unknown_class", sanctions.ErrorCode(err), in)
	}
}

// TestCapLaws: the margin is the cap less the FOB price, a lower price is never
// worse, and CIF with its costs is FOB.
func TestCapLaws(t *testing.T) {
	p := russian(t)
	rank := map[programme.Verdict]int{
		programme.Within: 0, programme.Transition: 1, programme.Uncertain: 1,
		programme.Above: 2,
	}
	first, last := trade.NewDate(2022, 12, 5), russia.KnownUntil()
	rapid.Check(t, func(t *rapid.T) {
		date := func(name string) trade.Date {
			return first.AddDays(rapid.IntRange(0, last.Sub(first)).Draw(t, name))
		}
		s := programme.Sale{
			Regime: rapid.SampledFrom([]sanctions.Regime{"EU", "UK", "US"}).Draw(t, "regime"), Class: programme.Crude,
			Basis: trade.FOB,
			Price: decimal.New(rapid.Int64Range(3000, 7000).Draw(t, "price"), -2), On: date("on"), Contract: date("contract"),
			Loaded: date("loaded"),
		}
		a, _ := p.TestCap(s)
		if !a.Cap.IsPositive() || !a.Margin.Equal(a.Cap.Sub(s.Price)) {
			t.Fatalf("cap %s, margin %s", a.Cap, a.Margin)
		}
		if (a.Verdict == programme.Within) != !a.Margin.IsNegative() {
			t.Fatalf("%s with the margin %s", a.Verdict, a.Margin)
		}
		lower := s
		lower.Price = s.Price.Sub(decimal.RequireFromString("0.01"))
		b, _ := p.TestCap(lower)
		if rank[b.Verdict] > rank[a.Verdict] {
			t.Fatalf("%s is %s, %s is %s", s.Price, a.Verdict, lower.Price, b.Verdict)
		}
		freight := decimal.New(rapid.Int64Range(0, 3000).Draw(t, "freight"), -3)
		cif := s
		cif.Basis, cif.Price = trade.CIF, s.Price.Add(freight)
		cif.Costs = []programme.Cost{{Name: "freight", Amount: freight}, {Name: "insurance"}}
		c, _ := p.TestCap(cif)
		if c.Verdict != a.Verdict || !c.Margin.Equal(a.Margin) {
			t.Fatalf("CIF %s %s, FOB %s %s", c.Verdict, c.Margin, a.Verdict, a.Margin)
		}
	})
}

// FuzzTestCap: an answer with a verdict, or a typed error; never a panic, and never a
// cap past what is known.
func FuzzTestCap(f *testing.F) {
	f.Add("EU", "crude", "47.10", "FOB", "4.2", 739648, 739600, 0, 0)
	f.Add("UK", "premium", "1e9", "CIF", "-1", 0, 1, 2, 3)
	p, err := russia.Programme()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, regime, class, price, basis, freight string, on, contract, loaded, discharged int) {
		if len(price) > 50 || len(freight) > 50 {
			return
		}
		amount, err1 := decimal.NewFromString(price)
		cost, err2 := decimal.NewFromString(freight)
		if err1 != nil || err2 != nil {
			return
		}
		s := programme.Sale{
			Regime: sanctions.Regime(regime), Class: programme.Class(class), Price: amount, Basis: trade.PriceBasis(basis),
			Costs: []programme.Cost{{Name: "freight", Amount: cost}, {Name: "insurance"}},
			On:    trade.DateFromDays(on), Contract: trade.DateFromDays(contract), Loaded: trade.DateFromDays(loaded),
			Discharged: trade.DateFromDays(discharged),
		}
		a, err := p.TestCap(s)
		switch {
		case err == nil && a.Verdict == programme.Uncertain, err != nil && a.Verdict != programme.Uncertain:
			t.Fatalf("%s with %v", a.Verdict, err)
		case err != nil && sanctions.ErrorCode(err) == "refused":
			t.Fatalf("no class for %T: %v", err, err)
		case err == nil && s.On.After(a.KnownUntil):
			t.Fatal("an answer past what is known")
		}
	})
}

// ExampleProgram_TestCap: a price between two caps, with an older contract and
// without.
func ExampleProgramme_TestCap() {
	p, err := russia.Programme()
	if err != nil {
		fmt.Println(err)
		return
	}
	sale := programme.Sale{
		Regime: sanctions.EU, Class: programme.Crude, Basis: trade.CIF, Price: decimal.RequireFromString("51.60"),
		Costs: []programme.Cost{
			{Name: "freight", Amount: decimal.RequireFromString("4.2")},
			{Name: "insurance", Amount: decimal.RequireFromString("0.3")},
		},
		On: trade.NewDate(2026, 2, 15),
	}
	for _, contract := range []trade.Date{trade.NewDate(2025, 12, 1), trade.NewDate(2026, 2, 2)} {
		sale.Contract = contract
		a, err := p.TestCap(sale)
		fmt.Println(a.Verdict, trade.Amount(a.Cap), trade.Amount(a.Margin), err)
	}
	sale.On = trade.NewDate(2027, 2, 15)
	a, err := p.TestCap(sale)
	fmt.Println(a.Verdict, sanctions.ErrorCode(err))
	// Output:
	// transition 44.10 -3.00 <nil>
	// above 44.10 -3.00 <nil>
	// unknown horizon
}

// ExampleProgram_Ask asks a licence on its last day, on the day it names, and past
// what is known.
func ExampleProgramme_Ask() {
	p, err := russia.Programme()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, day := range []string{"2026-06-16", "2026-06-17", "2026-11-01"} {
		on, _ := trade.ParseDate(day)
		a, err := p.Ask(sanctions.US, "licence/134", on)
		fmt.Printf("%s %q %q %q\n", day, a.Status, a.Turns, sanctions.ErrorCode(err))
	}
	// Output:
	// 2026-06-16 "in_force" [] ""
	// 2026-06-17 "not_in_force" ["in_force until 00:01 Washington"] ""
	// 2026-11-01 "unknown" [] "horizon"
}

func BenchmarkTestCap(b *testing.B) {
	p := russian(b)
	s := programme.Sale{
		Regime: "EU", Class: programme.Crude, Price: decimal.RequireFromString("47.10"), Basis: trade.FOB,
		On: trade.NewDate(2026, 3, 1), Contract: trade.NewDate(2025, 12, 1),
	}
	for b.Loop() {
		if _, err := p.TestCap(s); err != nil {
			b.Fatal(err)
		}
	}
}

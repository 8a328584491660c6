package oil

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

func cost(kind CostKind, name, amount string) Cost {
	return Cost{Kind: kind, Name: name, Amount: dec(amount), Currency: "USD", Per: "bbl"}
}

// Published freight: an Aframax from the Baltic to India took 8.0 million dollars for
// about 720,000 barrels in May 2024, given as 11.1 a barrel.
func TestLumpSum(t *testing.T) {
	got, err := LumpSum(Freight, "Aframax Baltic–India", trade.Money{Amount: dec("8000000"), Currency: "USD"},
		quantity("720000", "bbl"), 2, exact.HalfUp)
	require.NoError(t, err)
	assert.Equal(t, "freight (Aframax Baltic–India) USD 11.11/bbl", got.String())
	for _, cargo := range []string{"0", "-720000"} {
		_, err = LumpSum(Freight, "", trade.Money{Amount: dec("8000000"), Currency: "USD"}, quantity(cargo, "bbl"), 2,
			exact.HalfUp)
		var e *Error
		require.ErrorAs(t, err, &e)
		assert.Equal(t, "cargo", e.Code)
		assert.Equal(t, "USD 8,000,000.00 for a cargo of "+cargo+" bbl: want a cargo above zero", err.Error())
	}
	for _, huge := range extremes() {
		_, err = LumpSum(Freight, "", trade.Money{Amount: huge, Currency: "USD"}, quantity("1", "bbl"), 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
		_, err = LumpSum(Freight, "", trade.Money{Amount: dec("1"), Currency: "USD"},
			trade.Quantity{Amount: huge, Unit: "bbl"}, 2, exact.HalfUp)
		require.ErrorAs(t, err, new(*trade.AmountError))
	}
}

func TestNetback(t *testing.T) {
	freight, insurance := cost(Freight, "Aframax", "11.11"), cost(Insurance, "war risk", "0.35")
	for _, c := range []struct {
		from  trade.PriceBasis
		to    trade.PriceBasis
		costs []Cost
		want  string // from 70.00
		sign  int
	}{
		{trade.DES, trade.FOB, []Cost{freight, insurance}, "58.54", -1},
		{trade.CIF, trade.FOB, []Cost{insurance, freight}, "58.54", -1},
		{trade.CFR, trade.FOB, []Cost{freight}, "58.89", -1},
		{trade.CIF, trade.CFR, []Cost{insurance}, "69.65", -1},
		{trade.DAP, trade.CIF, nil, "70", -1},
		{trade.DAP, trade.CIF, []Cost{cost(Delivery, "lightering", "0.5")}, "69.5", -1},
		{trade.DES, trade.FAS, []Cost{freight, insurance, cost(Loading, "", "0.2")}, "58.34", -1},
		{trade.FOB, trade.CIF, []Cost{freight, insurance}, "81.46", 1},
		{trade.FAS, trade.DAP, []Cost{cost(Loading, "", "0.2"), freight, insurance, cost(Delivery, "", "1")}, "82.66", 1},
		{trade.FOB, trade.FOB, nil, "70", 1},
		{trade.FOB, trade.FOB, []Cost{cost(Other, "quality", "-0.8")}, "69.2", 1},
		{
			trade.DES, trade.FOB,
			[]Cost{freight, cost(Freight, "ice class", "1.5"), cost(Insurance, "", "0"), cost(Other, "port dues", "0.4")},
			"56.99", -1,
		},
	} {
		p := price("70.00", "USD", "bbl", c.from, "Vadinar")
		got, err := Netback(p, c.to, "Primorsk", c.costs)
		require.NoError(t, err, "%s to %s", c.from, c.to)
		assert.True(t, got.To.Amount.Equal(dec(c.want)), "%s to %s: %s", c.from, c.to, got.To)
		assert.Equal(t, c.sign, got.Sign)
		assert.Equal(t, c.to, got.To.Basis)
		assert.Equal(t, "Primorsk", got.To.Point)
		assert.Equal(t, p, got.From)
		assert.Len(t, got.Costs, len(c.costs))
	}
}

func TestNetbackErrors(t *testing.T) {
	freight, insurance := cost(Freight, "", "11"), cost(Insurance, "", "0.3")
	for _, c := range []struct {
		from, to trade.PriceBasis
		costs    []Cost
		missing  []string
		says     string
	}{
		{
			trade.CIF, trade.FOB, nil,
			[]string{"freight", "insurance"},
			"from CIF to FOB: no cost stated for freight and insurance",
		},
		{trade.CIF, trade.FOB, []Cost{freight}, []string{"insurance"}, "state it, or zero if that is known"},
		{trade.FAS, trade.CFR, []Cost{freight}, []string{"loading"}, "loading"},
		{trade.CFR, trade.FOB, []Cost{freight, insurance}, nil, "does not cross this cost"},
		{trade.FOB, trade.FOB, []Cost{freight}, nil, "does not cross this cost"},
		{trade.DES, trade.CIF, []Cost{freight}, nil, "does not cross this cost"},
		{trade.CIF, trade.FOB, []Cost{cost(Freight, "", "-1"), insurance}, nil, "a cost is not negative"},
		{trade.CIF, trade.FOB, []Cost{freight, insurance, cost(Other, "", "1")}, nil, "needs a name"},
		{trade.CIF, trade.FOB, []Cost{freight, insurance, cost("bribe", "", "1")}, nil, "does not cross this cost"},
		{trade.CustomsValue, trade.FOB, []Cost{freight, insurance}, nil, "FOB or CIF by country"},
		{trade.FOB, trade.CustomsValue, nil, nil, "want a way to"},
		{trade.FOB, "", nil, nil, "want a way to"},
	} {
		_, err := Netback(price("70", "USD", "bbl", c.from, ""), c.to, "", c.costs)
		var e *Error
		require.ErrorAs(t, err, &e, "%s to %s", c.from, c.to)
		assert.Equal(t, "bridge", e.Code)
		assert.Equal(t, c.missing, e.Missing)
		assert.Contains(t, err.Error(), c.says)
		assert.Equal(t, fmt.Sprintf("from %s to %s", c.from, c.to), e.Subject)
	}
	p := price("70", "USD", "bbl", trade.CFR, "")
	euro, tonne := freight, freight
	euro.Currency, tonne.Per = "EUR", "t"
	_, err := Netback(p, trade.FOB, "", []Cost{euro})
	require.ErrorAs(t, err, new(*trade.CurrencyError))
	_, err = Netback(p, trade.FOB, "", []Cost{tonne})
	require.ErrorAs(t, err, new(*trade.UnitError))
	for _, huge := range extremes() {
		c := freight
		c.Amount = huge
		_, err = Netback(p, trade.FOB, "", []Cost{c})
		require.ErrorAs(t, err, new(*trade.AmountError))
		assert.NotEmpty(t, c.String())
	}
}

var allBases = []trade.PriceBasis{trade.FAS, trade.FOB, trade.CFR, trade.CIF, trade.DES, trade.DAP}

// To the quay and back with the same costs is the same price, exactly; the costs that
// were given are not changed.
func TestNetbackThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := rapid.SampledFrom(allBases).Draw(t, "from"), rapid.SampledFrom(allBases).Draw(t, "to")
		a, _ := place(from)
		b, _ := place(to)
		var costs []Cost
		for i, w := range way() {
			if i > min(a, b) && i <= max(a, b) {
				c := cost(w.kind, "", "0")
				c.Amount = decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "cost"), rapid.Int32Range(-9, 3).Draw(t, "scale"))
				costs = append(costs, c)
			}
		}
		p := price("0", "USD", "bbl", from, "Novorossiysk")
		p.Amount = decimal.New(rapid.Int64().Draw(t, "price"), -4)
		there, err := Netback(p, to, "Sikka", costs)
		require.NoError(t, err)
		back, err := Netback(there.To, from, "Novorossiysk", costs)
		require.NoError(t, err)
		require.True(t, back.To.Amount.Equal(p.Amount))
		require.Equal(t, from, back.To.Basis)
		if a != b {
			require.Equal(t, -there.Sign, back.Sign)
		}
		_, err = Netback(p, to, "Sikka", costs[:0])
		require.Equal(t, err != nil, requiredBetween(a, b) > 0, "silence is not zero")
	})
}

func requiredBetween(a, b int) (n int) {
	for i, w := range way() {
		if w.required && i > min(a, b) && i <= max(a, b) {
			n++
		}
	}
	return n
}

// FuzzNetback: whatever the texts, there is a price at the basis asked for, off by
// the sum of the costs, or an error that says why not.
func FuzzNetback(f *testing.F) {
	f.Add("70", "CIF", "FOB", "freight", "11", "insurance", "0.35")
	f.Add("1e1000", "DES", "customs value", "other", "-1e-1000", "", "1e9999")
	f.Fuzz(func(t *testing.T, amount, from, to, kind1, cost1, kind2, cost2 string) {
		var d [3]decimal.Decimal
		for i, s := range []string{amount, cost1, cost2} {
			var err error
			if d[i], err = decimal.NewFromString(s); err != nil {
				return
			}
		}
		p := Price{Amount: d[0], Currency: "USD", Per: "t", Basis: trade.PriceBasis(from)}
		b, err := Netback(p, trade.PriceBasis(to), to,
			[]Cost{{CostKind(kind1), kind1, d[1], "USD", "t", ""}, {CostKind(kind2), kind2, d[2], "USD", "t", ""}})
		if err != nil {
			if err.Error() == "" {
				t.Fatal("an error says nothing")
			}
			return
		}
		off := b.To.Amount.Sub(p.Amount).Abs()
		if string(b.To.Basis) != to || !off.Equal(d[1].Add(d[2]).Abs()) || b.String() == "" {
			t.Fatalf("%s", b)
		}
	})
}

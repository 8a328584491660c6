package programme_test

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/sanctions/venezuela"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// TestAtTheLimit: what holds exactly at a price, a rate or a day that limits a rule, and
// just beyond it.
func TestAtTheLimit(t *testing.T) {
	day := trade.NewDate
	p := russian(t)
	// A wind-down of which only the old cap is known matters up to that cap.
	for price, unknown := range map[string]bool{"60": true, "60.01": false} {
		a, err := p.TestCap(programme.Sale{
			Regime: "CA", Class: programme.Crude, Price: decimal.RequireFromString(price),
			Basis: trade.FOB, On: day(2025, 10, 20),
		})
		assert.Equal(t, unknown, err != nil, price)
		assert.Equal(t, unknown, a.Verdict == programme.Uncertain, price)
	}
	// A direction: its ceiling, its first day, its last day, the last day known.
	d := &secondary.Direction{
		Name: "law", Ceiling: decimal.RequireFromString("1"), Signed: day(2026, 1, 10),
		Sunset: day(2026, 3, 1), KnownUntil: day(2026, 4, 1),
	}
	for _, c := range []struct {
		rate string
		from trade.Date
		ok   bool
	}{
		{"1", day(2026, 1, 10), true},
		{"1.0001", day(2026, 1, 10), false},
		{"0", day(2026, 1, 10), true},
		{"1", day(2026, 1, 9), false},
		{"1", day(2026, 2, 28), true},
		{"1", day(2026, 3, 1), false},
	} {
		_, err := d.Suppose("IN", decimal.RequireFromString(c.rate), c.from)
		assert.Equal(t, c.ok, err == nil, "%s from %s: %v", c.rate, c.from, err)
	}
	for on, want := range map[trade.Date]law.State{
		day(2026, 1, 9): law.Proposed, day(2026, 1, 10): law.Authorised, day(2026, 2, 28): law.Authorised,
		day(2026, 3, 1): law.Ended, day(2026, 4, 1): law.Ended,
	} {
		got, err := d.State(on)
		require.NoError(t, err)
		assert.Equal(t, want, got, on)
	}
	_, err := d.State(day(2026, 4, 2))
	require.ErrorAs(t, err, new(*tariff.HorizonError))
	// An order counts a purchase of which one day lies in it.
	order := venezuela.EO14245()
	buy := func(from, to trade.Date) []secondary.Purchase {
		x := bought("VE", "IN", "2709", "5")
		x.Period = trade.Interval{From: from, To: to}
		return []secondary.Purchase{x}
	}
	assert.Empty(t, order.Described("IN", buy(day(2025, 4, 1), day(2025, 4, 2))))
	assert.Len(t, order.Described("IN", buy(day(2025, 4, 2), day(2025, 4, 3))), 1)
	// Past what is known even goods that no ban named may be banned.
	for on, known := range map[trade.Date]bool{day(2026, 10, 10): true, day(2026, 10, 11): false} {
		a, err := p.TestImport("EU", deal(t, "product=0901 origin=RU from=RU to=DE"), on)
		assert.Equal(t, known, err == nil, on)
		assert.Equal(t, known, a.Verdict == programme.NotCovered, on)
	}
	// The nearest horizon of several bans is the answer's.
	for _, rows := range [][]string{{"2026-10-10", "2026-09-01"}, {"2026-09-01", "2026-10-10"}} {
		q := table(t, "EU,ban/a,2026-01-01,,,,in_force,,,act,product=27,,source,"+rows[0],
			"EU,ban/b,2026-01-01,,,,in_force,,,act,product=28,,source,"+rows[1])
		a, err := q.TestImport("EU", deal(t, "product=0901"), day(2026, 6, 1))
		require.NoError(t, err)
		assert.Equal(t, "2026-09-01", a.KnownUntil.String())
	}
}

// TestOnlyInForce: an exemption, a presumption, a wind-down and a licence that are announced
// or suspended free nobody.
func TestOnlyInForce(t *testing.T) {
	on := trade.NewDate(2026, 6, 1)
	for _, status := range []string{"in_force", "suspended", "announced", "legal_basis", "ended"} {
		holds := status == "in_force"
		row := func(name, value, unit, conditions string) string {
			return "EU," + name + ",2026-01-01,,,," + status + "," + value + "," + unit + ",act," + conditions +
				",,source,2026-10-10"
		}
		p := table(t,
			"EU,cap/crude,2026-01-01,,,,in_force,44.10,USD/bbl,act,,,source,2026-10-10",
			"EU,ban/a,2026-01-01,,,,in_force,,,act,product=27,,source,2026-10-10",
			"EU,ban/b,2026-01-01,,,,in_force,,,act,product=28; crude_origin=RU,,source,2026-10-10",
			row("exemption/a/x", "", "", "origin=RU"), row("rule/b/x", "", "", "refined_in=NO"),
			row("wind-down/crude/x", "60", "USD/bbl", "contract<2026-01-01"), row("licence/x", "", "", "origin=RU"))
		a, err := p.TestImport("EU", deal(t, "product=27 origin=RU"), on)
		require.NoError(t, err)
		assert.Equal(t, holds, a.Verdict == programme.Exempt, status)
		a, err = p.TestImport("EU", deal(t, "product=28 refined=NO"), on)
		require.NoError(t, err)
		assert.Equal(t, holds, a.Verdict == programme.NotCovered, "%s: %s", status, strings.Join(a.Why, "; "))
		l, err := p.TestLicence("EU", "licence/x", deal(t, "origin=RU"), on)
		require.NoError(t, err)
		assert.Equal(t, holds, l.Holds == sanctions.Met, status)
		c, err := p.TestCap(programme.Sale{
			Regime: "EU", Class: programme.Crude, Price: decimal.RequireFromString("50"),
			Basis: trade.FOB, On: on, Contract: trade.NewDate(2025, 12, 31),
		})
		require.NoError(t, err)
		assert.Equal(t, holds, c.Verdict == programme.Transition, status)
	}
}

// TestAct113AtTheLimit: the days of the act, and a share of gas of exactly 15 percent, which
// is not below it.
func TestAct113AtTheLimit(t *testing.T) {
	act := russia.Act2026()
	yes, no := true, false
	ask := func(on trade.Date) ranking.Membership {
		d, err := russia.Describes("CN", on, russia.Takings{}, russia.Facts{NewCrude: &no, NewGas: &no, Evasion: &yes},
			russia.Choices{})
		require.NoError(t, err)
		return d.Answer
	}
	assert.Equal(t, ranking.NotAmong, ask(act.Signed.AddDays(-1)))
	assert.Equal(t, ranking.Among, ask(act.Signed))
	assert.Equal(t, ranking.Among, ask(act.Sunset.AddDays(-1)))
	assert.Equal(t, ranking.NotAmong, ask(act.Sunset))
	// One buyer took all gas of the twelve months, so it is among the five.
	on := act.Due
	window := russia.Window(on, russia.Choices{})
	gas := []ranking.Taking{
		{Buyer: "TR", Period: window, Amount: decimal.RequireFromString("9"), Unit: "bcm", Source: "own"},
		{Buyer: ranking.AllBuyers, Period: window, Amount: decimal.RequireFromString("9"), Unit: "bcm", Source: "own"},
	}
	for share, want := range map[string]ranking.Membership{
		"0.1499": ranking.NotAmong, "0.15": ranking.Among,
		"0.16": ranking.Among,
	} {
		part := decimal.RequireFromString(share)
		d, err := russia.Describes("TR", on, russia.Takings{Gas: gas},
			russia.Facts{NewCrude: &no, NewGas: &yes, GasShare: &part, Steps: &yes, Evasion: &no}, russia.Choices{})
		require.NoError(t, err)
		assert.Equal(t, want, d.Answer, "%s: %v", share, d.Why)
	}
	d, err := russia.Describes("TR", act.Due.AddDays(-1), russia.Takings{Gas: gas},
		russia.Facts{NewGas: &yes, Steps: &no, Evasion: &no}, russia.Choices{})
	require.NoError(t, err)
	assert.Equal(t, ranking.NotAmong, d.Answer, "no purchase counts before the duty is due")
}

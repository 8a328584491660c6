package lists_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/lists"
	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/trade"
)

// TestDesignations of the programme: on the day, the day before, and past what is
// known. A name that is not held is not "not listed".
func TestDesignations(t *testing.T) {
	r := russia.Designations()
	require.NoError(t, r.Check())
	for _, c := range []struct {
		regime sanctions.Regime
		name   string
		on     trade.Date
		want   sanctions.Holds
	}{
		{"US", "Rosneft", trade.NewDate(2025, 10, 21), sanctions.NotMet},
		{"US", "ROSNEFT", trade.NewDate(2025, 10, 22), sanctions.Met},
		{"US", "Lukoil", trade.NewDate(2026, 10, 10), sanctions.Met},
		{"US", "Gazprom Neft", trade.NewDate(2025, 1, 10), sanctions.Met},
		{"EU", "Rosneft", trade.NewDate(2025, 10, 22), sanctions.NotMet},
		{"EU", "Rosneft", trade.NewDate(2025, 10, 23), sanctions.Met},
		{"EU", "Nayara Energy", trade.NewDate(2025, 7, 18), sanctions.Met},
		{"EU", "Usmanov", trade.NewDate(2026, 9, 22), sanctions.NotMet},
	} {
		m, err := r.ByName(c.regime, c.name, c.on)
		require.NoError(t, err, c)
		assert.Equal(t, c.want, m.Holds, c)
	}
	var e *sanctions.Error
	_, err := r.ByName("US", "Rosneft", trade.NewDate(2026, 10, 11))
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "horizon", e.Code)
	assert.Contains(t, e.Reason, "to 2026-10-10 only")
	_, err = r.ByName("EU", "Usmanov", trade.NewDate(2020, 1, 1))
	require.ErrorAs(t, err, &e, "when the listing began is not held")
	_, err = r.ByName("UK", "Rosneft", trade.NewDate(2026, 1, 1))
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "not_covered", e.Code)
	_, err = r.ByName("UK", "Rosneft", trade.Date{})
	require.ErrorAs(t, err, new(*sanctions.MissingFactError))
}

// TestSDNRegister: the list of a day knows that day only, and when a row is bad it no
// longer knows who is not listed.
func TestSDNRegister(t *testing.T) {
	on := trade.NewDate(2021, 7, 7)
	r, err := lists.SDNRegister(lists.ReadSDN(strings.NewReader(sdnVessel+sdnEntity+"\x1a")), on)
	require.NoError(t, err)
	require.NoError(t, r.Check())
	m, err := r.ByIMO("US", "9187629", on)
	require.NoError(t, err)
	assert.Equal(t, sanctions.Met, m.Holds)
	assert.Equal(t, "ARTAVIL", m.By[0].Name)
	assert.Equal(t, "IRAN, SDGT", m.By[0].Instrument)
	m, err = r.ByName("US", "rosneft  trading s.a.", on)
	require.NoError(t, err)
	assert.Equal(t, "entity", m.By[0].Kind)
	m, err = r.ByIMO("US", "9187655", on)
	require.NoError(t, err)
	assert.Equal(t, sanctions.NotMet, m.Holds, "the list of the day is whole")
	for _, day := range []trade.Date{on.AddDays(-1), on.AddDays(1)} {
		_, err = r.ByIMO("US", "9187655", day)
		assert.Equal(t, "not_covered", sanctions.ErrorCode(err))
		_, err = r.ByIMO("US", "9187629", day)
		assert.Equal(t, "horizon", sanctions.ErrorCode(err))
	}
	_, err = r.ByIMO("US", "9187650", on)
	assert.Equal(t, "bad_imo", sanctions.ErrorCode(err))

	r, err = lists.SDNRegister(lists.ReadSDN(strings.NewReader(sdnVessel+"bad\r\n"+sdnEntity)), on)
	assert.Equal(t, "bad_row", sanctions.ErrorCode(err))
	assert.ErrorContains(t, err, "line 2")
	assert.ErrorContains(t, err, "cut short")
	require.Len(t, r.Designations, 2)
	_, err = r.ByIMO("US", "9187655", on)
	assert.Equal(t, "not_covered", sanctions.ErrorCode(err))
	_, err = lists.SDNRegister(lists.ReadSDN(strings.NewReader("\x1a")), trade.Date{})
	require.ErrorAs(t, err, new(*sanctions.MissingFactError))
}

func TestRegisterCheck(t *testing.T) {
	days := trade.Interval{From: trade.NewDate(2026, 1, 1)}
	r := lists.Register{Designations: []lists.Designation{
		{Regime: "EU", Name: "A", Listed: days},
		{Regime: "EU", Name: "a", Listed: days},
		{Regime: "EU", Name: "B", IMO: "9187620", Listed: days},
		{Regime: "EU", Name: "", Listed: days},
	}}
	err := r.Check()
	for _, part := range []string{
		"EU designation of a: the terms 2026-01-01 .. … and 2026-01-01 .. … both claim", `IMO number "9187620"`,
		"needs a name and at least one day; correct",
	} {
		assert.ErrorContains(t, err, part)
	}
	assert.Equal(t, "contradiction", sanctions.ErrorCode(err), "the first of them by precedence")
}

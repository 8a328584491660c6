package tables

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/table"
)

// fullScenario uses every op and every field.
func fullScenario() *law.Scenario {
	day := trade.NewDate
	m := fullBook().Measures[0]
	m.Heading = "9999.00.01"
	m.Basis, m.UpTo, m.AtCap, m.Remark = law.NonUSContent, "0.40", "9903.01.07", "a word to the reader"
	m.OnGeneral = true
	m.FullUnder = []string{"9802.00.60"}
	other := law.Measure{Heading: "another", Authority: "x", Stacking: law.Replaces}
	return &law.Scenario{
		Name: "what if", Description: "a\nb",
		Edits: []law.Edit{
			{
				Op: "set_state", Heading: "9903.01.20-9903.01.24", State: law.Suspended, From: day(2025, 9, 1),
				To: day(2025, 10, 1),
			},
			{Op: "set_state", Heading: "*", State: law.Imposed, Duty: "10%"},
			{Op: "change_rate", Authority: law.Section301, Program: "forced labor", Duty: "12.5%"},
			{Op: "shift_date", Heading: "9903.01.84", Date: day(2025, 8, 27), NewDate: day(2025, 9, 3)},
			{Op: "drop_authority", Authority: law.IEEPA},
			{Op: "add_measure", Measure: &m},
			{
				Op: "set_base_rate", Products: trade.ProductSet{In: []trade.Product{"61"}, Out: []trade.Product{"610910"}},
				Duty: "Free",
			},
			{Op: "add_measure", Measure: &other},
		},
	}
}

func TestScenario(t *testing.T) {
	want := fullScenario()
	requireEveryField(t, *want)
	tables, err := FromScenario(want)
	require.NoError(t, err)
	got, err := ToScenario(tables)
	require.NoError(t, err)
	requireSame(t, *want, *got)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	parsed, err := law.ParseScenario(bytes.NewReader(text))
	require.NoError(t, err)
	requireSame(t, *want, *parsed)

	// The tables of measures may be left out when there is none.
	tables, err = FromScenario(&law.Scenario{Name: "one", Edits: want.Edits[4:5]})
	require.NoError(t, err)
	got, err = ToScenario(tables[:3])
	require.NoError(t, err)
	assert.Equal(t, want.Edits[4:5], got.Edits)
}

// TestScenarioApplies: a scenario that went through tables answers as before.
func TestScenarioApplies(t *testing.T) {
	want := fullScenario()
	want.Edits = want.Edits[2:5]
	tables, err := FromScenario(want)
	require.NoError(t, err)
	got, err := ToScenario(tables)
	require.NoError(t, err)
	one, err := want.Apply(us.Book())
	require.NoError(t, err)
	two, err := got.Apply(us.Book())
	require.NoError(t, err)
	requireSame(t, *one, *two)
}

func TestScenarioMistakes(t *testing.T) {
	text := func(s string) table.Cell { return table.Cell{Text: s} }
	for _, c := range []struct {
		table, column string
		row           int
		cell          table.Cell
		at, code      string
	}{
		{"Edits", "op", 0, text("set_rate"), "Edits!B2", "unknown-value"},
		{"Edits", "op", 0, text(""), "Edits!B2", "missing"},
		{"Edits", "duty", 1, table.Cell{Kind: table.Number, Text: "0.1"}, "Edits!G3", "not-text"},
		{"Edits", "to", 0, text("2025-09-01"), "Edits!I2", "no-day"},
		{"Edits", "measure", 5, text("9999.00.02"), "Edits!M7", "unknown-heading"},
		{"Edits", "measure", 5, text("another"), "Edits!M9", "duplicate"},
		{"Edits", "products", 6, text("6"), "Edits!L8", "bad-product"},
		{"Edits", "order", 1, text("1"), "Edits!A3", "duplicate"},
		{"Scenario", "name", 0, text(""), "Scenario!A2", "missing"},
	} {
		tables, err := FromScenario(fullScenario())
		require.NoError(t, err)
		tab := find(t, tables, c.table)
		tab.Rows[c.row].Cells[place(t, tab, c.column)] = c.cell
		_, err = ToScenario(tables)
		var all *table.Errors
		require.ErrorAs(t, err, &all)
		e := all.List[0]
		assert.Equal(t, c.at, e.Table+"!"+e.Cell)
		assert.Equal(t, c.code, e.Code, "%v", err)
	}
	twice := fullScenario()
	twice.Edits = append(twice.Edits, twice.Edits[5])
	_, err := FromScenario(twice)
	require.ErrorContains(t, err, "added twice")
	_, err = FromScenario(nil)
	require.Error(t, err)
}

// TestScenarioTemplate: the template reads back as an empty scenario, and names the
// measures of the book beside it.
func TestScenarioTemplate(t *testing.T) {
	tables, err := ScenarioTemplate(us.Book())
	require.NoError(t, err)
	s, err := ToScenario(tables)
	require.NoError(t, err)
	assert.Empty(t, s.Edits)
	law := find(t, tables, "#Law")
	assert.Len(t, law.Rows, len(us.Book().Measures))
	_, err = ScenarioTemplate(nil)
	require.Error(t, err)
}

// parse reads a scenario in JSON.
func parse(t *testing.T, text string) *law.Scenario {
	s, err := law.ParseScenario(bytes.NewReader([]byte(text)))
	require.NoError(t, err)
	return s
}

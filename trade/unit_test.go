package trade

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// scheduleUnits are the texts of the column of units in the schedule of the United
// States, from the 2025 basic edition to revision 10 of 2026, as they stand there.
var scheduleUnits = map[string]string{
	"kg": "kg", "<u>kg</u>": "kg", " kg": "kg", " <u>kg</u>": "kg", "g": "g", "t": "t", "carat": "carat",
	"No.": "No.", "No": "No.", "doz.": "doz.", "doz. ": "doz.", "Dz Pcs": "doz.", "prs.": "prs.", "pcs": "No.",
	"pcs ":      "No.",
	"doz. prs.": "doz. prs.", "<il>doz. prs.</il>": "doz. prs.", "<il>doz. prs</il>.": "doz. prs.",
	"gross": "gross", "thousands": "thousands", "hundreds": "hundreds", "gr.lines": "gr.lines", "pack": "pack",
	"doses": "doses", "Jwls.": "jewels",
	"m²": "m2", "m2": "m2", "m<sup>2</sup>": "m2", `m<sup style="font-size: 9.75px;">2</sup>`: "m2", "cm2": "cm2",
	"cm<sup>2</sup>": "cm2", "square": "square",
	"m3": "m3", "m<sup>3</sup>": "m3", `m<sup style="font-size: 9.75px;">3</sup>`: "m3", "thousand m3": "thousand m3",
	"thousand m<sup>3</sup>": "thousand m3",
	"liters":                 "liters", "pf.liters": "pf.liters", "bbl": "bbl", "m": "m", "lin. m": "m",
	"thousand m": "thousand m",
	"Fiber m":    "Fiber m",
	"W":          "W", "MWh": "MWh", "GBq": "GBq",
	"kg cmsc": "kg cmsc", "cy kg": "cy kg", "kg msc": "kg msc", "kg amc": "kg amc", "kg ttl sug": "kg ttl sug",
	"t adw": "t adw", "t dwb": "t dwb",
	"Cu kg": "Cu kg", "Au g": "Au g", "Pb kg": "Pb kg", "W kg": "W kg", "Zn kg": "Zn kg", "Ag g": "Ag g", "V kg": "V kg",
	"Mo kg": "Mo kg", "Si kg": "Si kg", "Mn kg": "Mn kg",
	"Pt g": "Pt g", "Ni kg": "Ni kg", "Cr kg": "Cr kg", "V2O5 kg": "V2O5 kg", "V<sub>2</sub>O<sub>5</sub> kg": "V2O5 kg",
	"Mg kg":   "Mg kg",
	"Cr2O3 t": "Cr2O3 t", "Cr<sub>2</sub>O<sub>3</sub> t": "Cr2O3 t", "Pd g": "Pd g", "Rh g": "Rh g", "Ir g": "Ir g",
	"Co kg": "Co kg", "Sn t": "Sn t", "Sb kg": "Sb kg",
	"NaOH kg": "NaOH kg", "Os g": "Os g", "Ru g": "Ru g", "NH3 t": "NH3 t", "NH<sub>3</sub> t": "NH3 t",
	"No. and kg": "No. kg", "": "", " ": "", "\n": "",
}

func TestParseUnit(t *testing.T) {
	for in, want := range map[string]Unit{
		"KG": "kg", " kilograms": "kg", "dozen": "doz.", "No": "No.", "each": "No.", "barrel": "bbl", "m²": "m2",
		"pf. liter": "pf.liters", "proof liter": "pf.liters",
		"Pairs": "prs.", "litre": "liters", "metric  tons": "t", "pounds": "lb", "short tons": "short ton",
		"clean KG": "clean kg", "x": "X", "1000": "thousands",
		"kg of total sugars": "kg ttl sug", "fbm": "Fbm",
	} {
		got, err := ParseUnit(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, got)
		assert.True(t, got.Valid())
		assert.Equal(t, string(want), got.String())
	}
	for in, nearest := range map[string][]Unit{
		"kgg": {"kg"}, "tons": {"t", "short ton", "long ton"}, "liter s": {"liters"}, "": nil, "<b></b>": nil,
		"furlong per fortnight":  nil,
		strings.Repeat("k", 1e6): nil, "kg <": {"kg"},
	} {
		_, err := ParseUnit(in)
		var e *UnitError
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, nearest, e.Nearest, in)
		assert.Less(t, len(err.Error()), 200)
	}
	_, err := ParseUnit("ton")
	assert.EqualError(t, err, `unit "ton": no such unit; did you mean t or short ton or long ton?`)
}

// TestUnitTable: every definition is a number, every spelling has one meaning and
// stands in the form in which it is looked up.
func TestUnitTable(t *testing.T) {
	spellings := map[string]Unit{}
	add := func(text string, u Unit) {
		require.Empty(t, spellings[text], text)
		spellings[text] = u
		got, err := ParseUnit(text)
		require.NoError(t, err, text)
		require.Equal(t, u, got, text)
	}
	for _, u := range unitTable {
		entry, ok := units()[fold(string(u.unit))]
		require.True(t, ok, u.unit)
		require.Positive(t, entry.factor.Sign())
		add(fold(string(u.unit)), u.unit)
		for s := range strings.SplitSeq(u.spellings, "|") {
			if s != "" {
				require.Equal(t, s, fold(s))
				add(s, u.unit)
			}
		}
	}
	for _, u := range contentUnits {
		add(fold(u), Unit(u))
	}
	assert.Len(t, Units(), len(unitTable)+len(contentUnits))
	assert.False(t, Unit("KG").Valid(), "valid is the canonical spelling only")
	assert.False(t, Unit("").Valid())
}

func TestUnitText(t *testing.T) {
	var q Quantity
	require.NoError(t, json.Unmarshal([]byte(`{"amount":"100","unit":"kilograms"}`), &q))
	out, err := json.Marshal(q)
	require.NoError(t, err)
	assert.Equal(t, `{"amount":"100","unit":"kg"}`, string(out))
	require.Error(t, json.Unmarshal([]byte(`{"amount":"100","unit":"furlongs"}`), &q))
}

// FuzzParseUnit: what is read is in its canonical spelling, which reads as itself.
func FuzzParseUnit(f *testing.F) {
	f.Add("kilogram")
	f.Add("m<sup>2</sup>")
	f.Fuzz(func(t *testing.T, s string) {
		u, err := ParseUnit(s)
		if err != nil {
			require.ErrorAs(t, err, new(*UnitError))
			return
		}
		again, err := ParseUnit(string(u))
		require.NoError(t, err)
		require.Equal(t, u, again)
		require.True(t, u.Valid())
	})
}

// TestUnitsOfTheSchedule: every cell of the schedule that asks for quantities is of units.
func TestUnitsOfTheSchedule(t *testing.T) {
	for in, want := range scheduleUnits {
		var names []string
		for part := range strings.SplitSeq(in, " and ") {
			if strings.TrimSpace(part) == "" {
				continue
			}
			u, err := ParseUnit(part)
			require.NoError(t, err, in)
			assert.True(t, u.Valid())
			names = append(names, string(u))
		}
		assert.Equal(t, want, strings.Join(names, " "), in)
	}
}

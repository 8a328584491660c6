package trade

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Unit is a unit of quantity in the spelling of the United States schedule: "kg",
// "No.", "doz.", "liters", "m3", "bbl", "pf.liters". Units of one dimension
// convert exactly (see Convert); mass and volume never convert into each other
// here, nor the mass of a part ("Cu kg") into that of the whole. The zero Unit is
// not set.
type Unit string

// unitInfo is a unit: its dimension, what one of it is in the first unit of that
// dimension, and the other spellings that are read.
type unitInfo struct {
	unit      Unit
	dimension string
	factor    string
	spellings string // separated by |, folded
}

// unitTable holds the definitions. By definition 1 lb is 0.45359237 kg (the
// international pound of 1959) and 1 US gallon is 231 cubic inches, 3.785411784
// liters; a barrel of oil is 42 of those gallons. "ton" is not read: it is 1,000 kg
// to one reader and 907.18474 kg to another. A board foot and a square are measures
// of trade in wood and do not convert.
var unitTable = []unitInfo{
	{"kg", "mass", "1", "kilogram|kilograms|kilo|kilos|kgs"},
	{"g", "mass", "0.001", "gram|grams"},
	{"mg", "mass", "0.000001", "milligram|milligrams"},
	{"t", "mass", "1000", "tonne|tonnes|metric ton|metric tons|mt"},
	{"lb", "mass", "0.45359237", "lbs|pound|pounds"},
	{"oz", "mass", "0.028349523125", "ounce|ounces"},
	{"oz t", "mass", "0.0311034768", "troy ounce|troy ounces|troy oz"},
	{"cwt", "mass", "45.359237", "hundredweight|short hundredweight"},
	{"short ton", "mass", "907.18474", "short tons"},
	{"long ton", "mass", "1016.0469088", "long tons"},
	{"carat", "mass", "0.0002", "carats|ct"},
	{"liters", "volume", "1", "liter|litre|litres|l"},
	{"ml", "volume", "0.001", "milliliter|millilitre|milliliters|millilitres"},
	{"m3", "volume", "1000", "m³|cubic meter|cubic meters|cubic metre|cubic metres|cbm"},
	{"thousand m3", "volume", "1000000", "thousand m³"},
	{"bbl", "volume", "158.987294928", "barrel|barrels|bbls"},
	{"gal", "volume", "3.785411784", "gallon|gallons|us gallon|us gallons"},
	{"pf.liters", "proof volume", "1", "pf.liter|pf. liter|pf. liters|proof liter|proof liters"},
	{"No.", "number", "1", "no|each|number|article|articles|piece|pieces|unit|units|pcs|pcs.|head"},
	{"prs.", "number", "2", "pr.|pr|prs|pair|pairs"},
	{"doz.", "number", "12", "dozen|dozens|doz|dz|dz pcs"},
	{"doz. prs.", "number", "24", "dozen pairs|doz. pairs|doz. prs|dpr"},
	{"hundreds", "number", "100", "hundred"},
	{"gross", "number", "144", ""},
	{"thousands", "number", "1000", "thousand|1000"},
	{"jewels", "jewels", "1", "jewel|jwls.|jwls"},
	{"m", "length", "1", "meter|meters|metre|metres|lin. m|linear m"},
	{"thousand m", "length", "1000", ""},
	{"cm", "length", "0.01", "centimeter|centimeters|centimetre|centimetres"},
	{"Fiber m", "fiber length", "1", ""},
	{"m2", "area", "1", "m²|square meter|square meters|square metre|square metres"},
	{"cm2", "area", "0.0001", "cm²|square centimeter|square centimeters"},
	{"square", "roofing area", "1", "squares"},
	{"Fbm", "board feet", "1", "board foot|board feet"},
	{"kWh", "energy", "1", "kilowatt hour|kilowatt hours"},
	{"MWh", "energy", "1000", "megawatt hour|megawatt hours"},
	{"W", "power", "1", "watt|watts"},
	{"GBq", "activity", "1", "gigabecquerel"},
	{"pack", "pack", "1", "packs"},
	{"doses", "doses", "1", "dose"},
	{"gr.lines", "gross lines", "1", "gross lines"},
	{"degrees", "degrees", "1", "degree"},
	{"X", "none", "1", ""}, // the schedule asks for no quantity
}

// contentUnits are masses of a part of the goods; each is a dimension of its own,
// since the mass of the whole does not tell it.
var contentUnits = []string{
	"clean kg", "cy kg", "kg cmsc", "kg msc", "kg amsc", "kg amc", "kg ttl sug", "t adw", "t dwb", "W kg", "Cu kg",
	"Pb kg", "Zn kg",
	"V kg", "Mo kg", "Si kg", "Mn kg", "Ni kg", "Cr kg", "Mg kg", "Co kg", "Sb kg", "Au g", "Ag g", "Pt g", "Pd g", "Rh g",
	"Ir g", "Os g",
	"Ru g", "Sn t", "NH3 t", "Cr2O3 t", "V2O5 kg", "NaOH kg",
}

// unitEntry is a unit as it is looked up.
type unitEntry struct {
	unit      Unit
	dimension string
	factor    *big.Rat // never changed
}

// units holds every spelling, folded.
var units = sync.OnceValue(func() map[string]unitEntry {
	t := map[string]unitEntry{}
	for _, u := range unitTable {
		factor, ok := new(big.Rat).SetString(u.factor)
		if !ok {
			continue // a test makes sure that there is none
		}
		e := unitEntry{u.unit, u.dimension, factor}
		t[fold(string(u.unit))] = e
		for s := range strings.SplitSeq(u.spellings, "|") {
			if s != "" {
				t[s] = e
			}
		}
	}
	for _, u := range contentUnits {
		t[fold(u)] = unitEntry{Unit(u), "content in " + u, big.NewRat(1, 1)}
	}
	t["kg of total sugars"] = t["kg ttl sug"]
	return t
})

// UnitError reports a unit that is not known, or two that do not convert.
type UnitError struct {
	Text string
	// To is the other unit of a conversion that is not possible.
	To Unit
	// Inexact says that the units convert, but not to a finite decimal.
	Inexact bool
	// Nearest are units that may have been meant.
	Nearest []Unit
}

func (e *UnitError) Error() string {
	switch {
	case e.Inexact:
		return fmt.Sprintf("unit %q: the quantity in %s has no finite decimal; state it in %s", clip.Text(e.Text), e.To, e.To)
	case e.To != "":
		return fmt.Sprintf("unit %q does not convert to %s; state the quantity in %s", clip.Text(e.Text), e.To, e.To)
	case len(e.Nearest) > 0:
		var names []string
		for _, u := range e.Nearest {
			names = append(names, string(u))
		}
		return fmt.Sprintf("unit %q: no such unit; did you mean %s?", clip.Text(e.Text), strings.Join(names, " or "))
	}
	return fmt.Sprintf("unit %q: no such unit; units are kg, t, No., doz., prs., liters, m2, m3, bbl, …",
		clip.Text(e.Text))
}

// ParseUnit reads a unit as the schedule writes it, in any case and with the marks
// of its web pages ("m<sup>2</sup>"), and the common spellings ("kilogram",
// "dozen", "barrels", "each"). An unknown text is a *UnitError.
func ParseUnit(s string) (Unit, error) {
	if len(s) > 200 {
		return "", &UnitError{Text: s}
	}
	text := fold(withoutTags(s))
	if u, ok := units()[text]; ok {
		return u.unit, nil
	}
	e := &UnitError{Text: s}
	switch {
	case text == "ton" || text == "tons":
		e.Nearest = []Unit{"t", "short ton", "long ton"}
	case len(text) > 1 && len(text) <= 20:
		best := 1 + len(text)/4
		for _, u := range unitTable {
			if d := distance(text, fold(string(u.unit))); d < best || (d == best && e.Nearest == nil) {
				best, e.Nearest = d, []Unit{u.unit}
			}
		}
	}
	return "", e
}

// withoutTags drops what stands between < and >.
func withoutTags(s string) string {
	var b strings.Builder
	for {
		before, rest, open := strings.Cut(s, "<")
		_, after, closed := strings.Cut(rest, ">")
		if !open || !closed {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(before)
		s = after
	}
}

// Valid reports whether the unit is in its canonical spelling.
func (u Unit) Valid() bool {
	i, ok := units()[fold(string(u))]
	return ok && i.unit == u
}

// Units returns the canonical spellings, sorted.
func Units() []Unit {
	var out []Unit
	for _, i := range units() {
		out = append(out, i.unit)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// String is the canonical spelling.
func (u Unit) String() string { return string(u) }

// MarshalText writes the canonical spelling.
func (u Unit) MarshalText() ([]byte, error) { return []byte(u), nil }

// UnmarshalText reads what ParseUnit reads; the empty text is the zero Unit.
func (u *Unit) UnmarshalText(b []byte) error { return unmarshal(u, b, ParseUnit) }

package trade

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/exact"
)

// Unit is a unit of quantity in the spelling of the United States schedule: "kg",
// "No.", "doz.", "liters", "m3", "bbl", "pf.liters". Units of one dimension
// convert exactly; mass and volume never convert into each other here.
type Unit string

// unitInfo is a unit: its dimension, what one of it is in the first unit of that
// dimension, and the other spellings that are read.
type unitInfo struct {
	unit      Unit
	dimension string
	factor    string
	spellings string // separated by |
}

// unitTable holds the definitions. 1 lb is 0.45359237 kg and 1 US gallon
// 3.785411784 liters by law; a barrel of oil is 42 US gallons.
var unitTable = []unitInfo{
	{"kg", "mass", "1", "kilogram|kilograms|kilo|kilos|kgs"},
	{"g", "mass", "0.001", "gram|grams"},
	{"mg", "mass", "0.000001", "milligram|milligrams"},
	{"t", "mass", "1000", "ton|tons|tonne|tonnes|metric ton|metric tons|mt"},
	{"lb", "mass", "0.45359237", "lbs|pound|pounds"},
	{"oz", "mass", "0.028349523125", "ounce|ounces"},
	{"short ton", "mass", "907.18474", "short tons"},
	{"carat", "mass", "0.0002", "carats|ct"},
	{"liters", "volume", "1", "liter|litre|litres|l"},
	{"ml", "volume", "0.001", "milliliter|millilitre|milliliters"},
	{"m3", "volume", "1000", "m³|m<sup>3</sup>|cubic meter|cubic meters|cubic metre|cubic metres"},
	{"thousand m3", "volume", "1000000", ""},
	{"bbl", "volume", "158.987294928", "barrel|barrels|bbls"},
	{"gal", "volume", "3.785411784", "gallon|gallons|us gallon|us gallons"},
	{"pf.liters", "proof volume", "1", "pf.liter|pf. liter|pf. liters|proof liter|proof liters"},
	{"No.", "number", "1", "no|each|number|article|articles|piece|pieces|unit|units|x|pcs|pcs.|head"},
	{"prs.", "number", "2", "pr.|pr|prs|pair|pairs"},
	{"doz.", "number", "12", "dozen|dozens|doz|dz|dz pcs"},
	{"doz. prs.", "number", "24", "dozen pairs|doz. pairs|dpr"},
	{"hundreds", "number", "100", "hundred"},
	{"gross", "number", "144", ""},
	{"thousands", "number", "1000", "thousand|1000"},
	{"jewels", "jewels", "1", "jewel|jwls.|jwls"},
	{"m", "length", "1", "meter|meters|metre|metres|lin. m|linear m"},
	{"thousand m", "length", "1000", ""},
	{"cm", "length", "0.01", "centimeter|centimeters"},
	{"Fiber m", "fiber length", "1", "fiber m"},
	{"m2", "area", "1", "m²|m<sup>2</sup>|square meter|square meters"},
	{"cm2", "area", "0.0001", "cm²|cm<sup>2</sup>|square centimeter"},
	{"square", "roofing area", "1", "squares"},
	{"MWh", "energy", "1000", "megawatt hour|megawatt hours"},
	{"kWh", "energy", "1", "kilowatt hour|kilowatt hours"},
	{"W", "power", "1", "watt|watts"},
	{"GBq", "activity", "1", "gigabecquerel"},
	{"pack", "pack", "1", "packs"},
	{"doses", "doses", "1", "dose"},
	{"gr.lines", "gross lines", "1", "gross lines"},
	{"degrees", "degrees", "1", "degree"},
}

// contentUnits are masses of a part of the goods; each is a dimension of its own,
// since the mass of the whole does not tell it.
var contentUnits = []string{
	"clean kg", "cy kg", "kg cmsc", "kg msc", "kg amsc", "kg amc", "kg ttl sug", "t adw", "t dwb", "W kg", "Cu kg", "Pb kg", "Zn kg",
	"V kg", "Mo kg", "Si kg", "Mn kg", "Ni kg", "Cr kg", "Mg kg", "Co kg", "Sb kg", "Au g", "Ag g", "Pt g", "Pd g", "Rh g", "Ir g", "Os g",
	"Ru g", "Sn t", "NH3 t", "Cr2O3 t", "V2O5 kg", "NaOH kg",
}

var units = sync.OnceValue(func() map[string]unitInfo {
	t := map[string]unitInfo{}
	for _, u := range unitTable {
		t[strings.ToLower(string(u.unit))] = u
		for s := range strings.SplitSeq(u.spellings, "|") {
			if s != "" {
				t[s] = u
			}
		}
	}
	for _, u := range contentUnits {
		t[strings.ToLower(u)] = unitInfo{Unit(u), "content in " + u, "1", ""}
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
	Nearest []Unit
}

func (e *UnitError) Error() string {
	switch {
	case e.Inexact:
		return fmt.Sprintf("unit %q: the quantity in %s has no finite decimal; state it in %s", clip(e.Text), e.To, e.To)
	case e.To != "":
		return fmt.Sprintf("unit %q does not convert to %s; state the quantity in %s", clip(e.Text), e.To, e.To)
	case len(e.Nearest) > 0:
		return fmt.Sprintf("unit %q: no such unit; did you mean %s?", clip(e.Text), e.Nearest[0])
	}
	return fmt.Sprintf("unit %q: no such unit; units are kg, t, No., doz., prs., liters, m2, m3, bbl, …", clip(e.Text))
}

// ParseUnit reads a unit as the schedule writes it, in any case, and the common
// spellings ("kilogram", "dozen", "barrels", "each").
func ParseUnit(s string) (Unit, error) {
	text := strings.ToLower(strings.Join(strings.Fields(s), " "))
	if len(text) <= 40 {
		if u, ok := units()[text]; ok {
			return u.unit, nil
		}
	}
	e := &UnitError{Text: s}
	if len(text) > 1 && len(text) <= 20 {
		best := 1 + len(text)/4
		for _, u := range unitTable {
			if d := distance(text, strings.ToLower(string(u.unit))); d <= best {
				best, e.Nearest = d, []Unit{u.unit}
			}
		}
	}
	return "", e
}

// Valid reports whether the unit is in its canonical spelling.
func (u Unit) Valid() bool {
	i, ok := units()[strings.ToLower(string(u))]
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

// Quantity is an amount of goods in a unit.
type Quantity struct {
	Amount decimal.Decimal `json:"amount"`
	Unit   Unit            `json:"unit"`
}

// String prints "100 kg".
func (q Quantity) String() string { return q.Amount.String() + " " + string(q.Unit) }

// Convert states a quantity in another unit of the same dimension, exactly. A
// quantity that has no finite decimal there, such as 1 No. in dozens, and units of
// different dimensions are a *UnitError.
func Convert(q Quantity, to Unit) (Quantity, error) {
	if q.Unit == to && to.Valid() {
		return q, nil
	}
	r, err := ratio(q, to)
	if err != nil {
		return Quantity{}, err
	}
	d, ok := finite(r)
	if !ok {
		return Quantity{}, &UnitError{Text: string(q.Unit), To: to, Inexact: true}
	}
	return Quantity{d, to}, nil
}

// ratio is the amount in the other unit as a fraction.
func ratio(q Quantity, to Unit) (*big.Rat, error) {
	a, ok1 := units()[strings.ToLower(string(q.Unit))]
	b, ok2 := units()[strings.ToLower(string(to))]
	if !ok1 {
		return nil, &UnitError{Text: string(q.Unit)}
	}
	if !ok2 {
		return nil, &UnitError{Text: string(to)}
	}
	if a.dimension != b.dimension || q.Amount.Exponent() > 1000 || q.Amount.Exponent() < -1000 {
		return nil, &UnitError{Text: string(q.Unit), To: to}
	}
	f, okF := new(big.Rat).SetString(a.factor)
	g, okG := new(big.Rat).SetString(b.factor)
	if !okF || !okG {
		return nil, &UnitError{Text: string(q.Unit), To: to}
	}
	return f.Mul(f, q.Amount.Rat()).Quo(f, g), nil
}

// finite states a fraction as a decimal, if it has one.
func finite(r *big.Rat) (decimal.Decimal, bool) {
	den := new(big.Int).Set(r.Denom())
	places := int32(0)
	ten, rest := big.NewInt(10), new(big.Int)
	num := new(big.Int).Set(r.Num())
	// A power of 2 or 5 left in the denominator goes away by multiplying with 10.
	for den.Cmp(big.NewInt(1)) != 0 {
		if places > 4000 {
			return decimal.Decimal{}, false
		}
		g := rest.GCD(nil, nil, den, ten)
		if g.Cmp(big.NewInt(1)) == 0 {
			return decimal.Decimal{}, false
		}
		num.Mul(num, new(big.Int).Quo(ten, g))
		den.Quo(den, g)
		places++
	}
	return decimal.NewFromBigInt(num, -places), true
}

// ConvertRound is Convert for a quantity that need not have a finite decimal in the
// other unit: it is rounded to places decimals by the mode.
func ConvertRound(q Quantity, to Unit, places int32, m exact.Mode) (Quantity, error) {
	r, err := ratio(q, to)
	if err != nil {
		return Quantity{}, err
	}
	d, err := exact.Div(decimal.NewFromBigInt(r.Num(), 0), decimal.NewFromBigInt(r.Denom(), 0), places, m)
	return Quantity{d, to}, err
}

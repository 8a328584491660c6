package trade

import (
	"fmt"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// PriceBasis says which costs a price or a value includes. The zero PriceBasis is
// not stated.
type PriceBasis string

// The price bases.
const (
	FOB PriceBasis = "FOB" // loaded on the ship at the port of export; no ocean freight, no insurance
	FAS PriceBasis = "FAS" // alongside the ship at the port of export; loading not included
	CIF PriceBasis = "CIF" // with freight and insurance to the port of import
	CFR PriceBasis = "CFR" // with freight to the port of import, without insurance
	// delivered on the ship at the port of import: freight and insurance included
	DES PriceBasis = "DES"
	DAP PriceBasis = "DAP" // delivered at the named place: freight and insurance included
	// as the importing country defines it; in the United States without freight and insurance (19 U.S.C. 1401a)
	CustomsValue PriceBasis = "customs value"
)

var bases = []PriceBasis{FOB, FAS, CIF, CFR, DES, DAP, CustomsValue}

// BasisError reports a text that is no price basis.
type BasisError struct{ Text string }

func (e *BasisError) Error() string {
	return fmt.Sprintf("price basis %q: want FOB, FAS, CIF, CFR, DES, DAP or customs value", clip.Text(e.Text))
}

// ParsePriceBasis reads a price basis in any case.
func ParsePriceBasis(s string) (PriceBasis, error) {
	for _, b := range bases {
		if fold(s) == fold(string(b)) {
			return b, nil
		}
	}
	return "", &BasisError{s}
}

// Valid reports whether the basis is one of the constants.
func (b PriceBasis) Valid() bool {
	for _, known := range bases {
		if b == known {
			return true
		}
	}
	return false
}

// String is the name.
func (b PriceBasis) String() string { return string(b) }

// Freight reports whether the price includes the carriage to the country of import.
// For a customs value that depends on the country: the answer is that of the United
// States. Of a basis that is not Valid nothing is known; the answer is then false.
func (b PriceBasis) Freight() bool { return b == CIF || b == CFR || b == DES || b == DAP }

// Insurance reports, as Freight does, whether the price includes the insurance of
// the carriage to the country of import.
func (b PriceBasis) Insurance() bool { return b == CIF || b == DES || b == DAP }

// MarshalText writes the name.
func (b PriceBasis) MarshalText() ([]byte, error) { return []byte(b), nil }

// UnmarshalText reads what ParsePriceBasis reads; the empty text is the zero PriceBasis.
func (b *PriceBasis) UnmarshalText(text []byte) error { return unmarshal(b, text, ParsePriceBasis) }

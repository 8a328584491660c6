package sanctions

import (
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
)

// The answers of this package are written as JSON objects with keys in snake_case and read
// back to the same. Amounts are texts of exact decimals. What is not known is null, and
// never 0: a number that was never set does not read like an answer.

// MarshalText writes open, met or not_met.
func (h Holds) MarshalText() ([]byte, error) {
	if h < 0 || int(h) >= len(holdsNames) {
		return nil, &tariff.ValueError{Field: "holds", Text: h.String(), Reason: "is no answer of a condition"}
	}
	return []byte(strings.ReplaceAll(h.String(), " ", "_")), nil
}

// UnmarshalText reads the form of MarshalText.
func (h *Holds) UnmarshalText(b []byte) error {
	for i := range holdsNames {
		if text, _ := Holds(i).MarshalText(); string(text) == string(b) {
			*h = Holds(i)
			return nil
		}
	}
	return &tariff.ValueError{Field: "holds", Text: clip(string(b)), Reason: "want open, met or not_met"}
}

// MarshalText writes the condition as a table of terms does.
func (c Condition) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads one condition.
func (c *Condition) UnmarshalText(b []byte) error {
	one, err := parseCondition(strings.TrimSpace(string(b)))
	if err == nil {
		*c = one
	}
	return err
}

// known is a number, or null.
func known(d decimal.Decimal, ok bool) *decimal.Decimal {
	if !ok {
		return nil
	}
	return &d
}

func value(d *decimal.Decimal) decimal.Decimal {
	if d == nil {
		return decimal.Decimal{}
	}
	return *d
}

type plainCap CapAnswer

type capJSON struct {
	*plainCap
	FOB    *decimal.Decimal `json:"fob"`
	Cap    *decimal.Decimal `json:"cap"`
	Margin *decimal.Decimal `json:"margin"`
}

// MarshalJSON writes null for a FOB price, a cap and a margin that are not known.
func (a CapAnswer) MarshalJSON() ([]byte, error) {
	set := a.InForce.Term != nil && a.InForce.Status == InForce && a.InForce.Term.Value != nil
	return json.Marshal(capJSON{(*plainCap)(&a), known(a.FOB, !a.FOB.IsZero()), known(a.Cap, set), known(a.Margin, set)})
}

// UnmarshalJSON reads the form of MarshalJSON.
func (a *CapAnswer) UnmarshalJSON(b []byte) error {
	out := CapAnswer{}
	read := capJSON{plainCap: (*plainCap)(&out)}
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	out.FOB, out.Cap, out.Margin = value(read.FOB), value(read.Cap), value(read.Margin)
	*a = out
	return nil
}

type plainExposure Exposure

type exposureJSON struct {
	*plainExposure
	Value  *decimal.Decimal `json:"value"`
	Volume *decimal.Decimal `json:"volume"`
}

// MarshalJSON writes null for a value and a volume that no purchase states.
func (x Exposure) MarshalJSON() ([]byte, error) {
	n := x.Direct + x.Indirect
	return json.Marshal(exposureJSON{(*plainExposure)(&x), known(x.Value, n > x.WithoutValue), known(x.Volume, n > x.WithoutVolume)})
}

// UnmarshalJSON reads the form of MarshalJSON.
func (x *Exposure) UnmarshalJSON(b []byte) error {
	out := Exposure{}
	read := exposureJSON{plainExposure: (*plainExposure)(&out)}
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	out.Value, out.Volume = value(read.Value), value(read.Volume)
	*x = out
	return nil
}

type plainDependence Dependence

type dependenceJSON struct {
	*plainDependence
	Share *decimal.Decimal `json:"share"`
}

// MarshalJSON writes null for a share of nothing.
func (d Dependence) MarshalJSON() ([]byte, error) {
	return json.Marshal(dependenceJSON{(*plainDependence)(&d), known(d.Share, d.OK)})
}

// UnmarshalJSON reads the form of MarshalJSON.
func (d *Dependence) UnmarshalJSON(b []byte) error {
	out := Dependence{}
	read := dependenceJSON{plainDependence: (*plainDependence)(&out)}
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	out.Share = value(read.Share)
	*d = out
	return nil
}

package programme

import (
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
)

// The answers of this package are written as JSON objects with keys in snake_case and read
// back to the same. Amounts are texts of exact decimals. What is not known is null, and
// never 0: a number that was never set does not read like an answer.

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

type plainCap CapAnswer

type capJSON struct {
	*plainCap
	FOB    *decimal.Decimal `json:"fob"`
	Cap    *decimal.Decimal `json:"cap"`
	Margin *decimal.Decimal `json:"margin"`
}

// MarshalJSON writes null for a FOB price, a cap and a margin that are not known.
func (a CapAnswer) MarshalJSON() ([]byte, error) {
	set := a.InForce.Term != nil && a.InForce.Status == inForce && a.InForce.Term.Value != nil
	return json.Marshal(capJSON{
		(*plainCap)(&a), check.Known(a.FOB, !a.FOB.IsZero()), check.Known(a.Cap, set),
		check.Known(a.Margin, set),
	})
}

// UnmarshalJSON reads the form of MarshalJSON.
func (a *CapAnswer) UnmarshalJSON(b []byte) error {
	out := CapAnswer{}
	read := capJSON{plainCap: (*plainCap)(&out)}
	if err := json.Unmarshal(b, &read); err != nil {
		return err
	}
	out.FOB, out.Cap, out.Margin = check.Value(read.FOB), check.Value(read.Cap), check.Value(read.Margin)
	*a = out
	return nil
}

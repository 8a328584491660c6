package tariff

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// jsonEntry is an entry as it is read: what must be stated is a pointer, so that a key that
// is missing, or null, is not the same as 0.
type jsonEntry struct {
	Date       *trade.Date       `json:"date"`
	Origin     *trade.Country    `json:"origin"`
	Product    *trade.Product    `json:"hts"`
	Value      *decimal.Decimal  `json:"value"`
	Quantities []json.RawMessage `json:"quantities"`
	Parts      []json.RawMessage `json:"parts"`
	Claims     Claims            `json:"claims"`
}

type jsonQuantity struct {
	Amount *decimal.Decimal `json:"amount"`
	Unit   *trade.Unit      `json:"unit"`
}

// UnmarshalJSON reads an entry from JSON. Date, origin, product and value must be stated, and
// so must the amount and the unit of a quantity: one that is missing or null is a
// *ValueError, and 0 is read only where 0 is written. A key that an entry does not have, at
// any depth, is a *ValueError too, because a fact that is stated and not understood would
// change the duty: "claim" for "claims", "aluminium_share" for "aluminum_share".
//
// A struct that embeds an Entry takes this method on; give the entry a field with a name.
func (e *Entry) UnmarshalJSON(data []byte) error {
	var in jsonEntry
	if err := strictly(data, &in); err != nil {
		return err
	}
	switch {
	case in.Date == nil || in.Date.IsZero():
		return notStatedFact("date")
	case in.Origin == nil || *in.Origin == "":
		return notStatedFact("origin")
	case in.Product == nil || *in.Product == "":
		return notStatedFact("hts")
	case in.Value == nil:
		return notStated("value")
	}
	out := Entry{Date: *in.Date, Origin: *in.Origin, Product: *in.Product, Value: *in.Value, Claims: in.Claims}
	for _, raw := range in.Quantities {
		q, err := readQuantity(raw)
		if err != nil {
			return err
		}
		out.Quantities = append(out.Quantities, q)
	}
	for _, raw := range in.Parts {
		var part struct {
			Name     string           `json:"name"`
			Value    *decimal.Decimal `json:"value"`
			Quantity json.RawMessage  `json:"quantity"`
		}
		if err := strictly(raw, &part); err != nil {
			return err
		}
		p := duty.Part{Name: part.Name, Value: part.Value}
		if len(part.Quantity) > 0 && string(part.Quantity) != "null" {
			q, err := readQuantity(part.Quantity)
			if err != nil {
				return err
			}
			p.Quantity = &q
		}
		out.Parts = append(out.Parts, p)
	}
	*e = out
	return nil
}

func readQuantity(raw json.RawMessage) (trade.Quantity, error) {
	var q jsonQuantity
	if err := strictly(raw, &q); err != nil {
		return trade.Quantity{}, err
	}
	if q.Amount == nil {
		return trade.Quantity{}, notStated("amount of a quantity")
	}
	if q.Unit == nil || *q.Unit == "" {
		return trade.Quantity{}, notStatedFact("unit of a quantity")
	}
	return trade.Quantity{Amount: *q.Amount, Unit: *q.Unit}, nil
}

// strictly reads JSON and refuses keys that are not known.
func strictly(data []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(to)
	if err == nil {
		return nil
	}
	if name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); unknown {
		return &ValueError{
			"key", name,
			"is not one that an entry has; leave it out, or spell it as the documentation of Entry does",
		}
	}
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind):
		return &ValueError{kind.Field, kind.Value, "is of the wrong kind"}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("an entry ends before it is whole: %w", err)
	}
	return err
}

func notStatedFact(field string) error {
	return &ValueError{field, "(not stated)", "is missing, null or empty; an entry needs it"}
}

package models

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

// number is a JSON number, or one written as text ("0.25").
type number float64

func (n *number) UnmarshalJSON(raw []byte) error {
	text := string(raw)
	if strings.HasPrefix(text, `"`) {
		if err := json.Unmarshal(raw, &text); err != nil {
			return err
		}
		text = strings.TrimSpace(text)
	}
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || strings.ContainsAny(text, "xX_") {
		return &equilibrium.InputError{
			Class: "not_finite", Field: fmt.Sprintf("%.40s", raw),
			Value: math.NaN(), Hint: "write a number such as 0.25",
		}
	}
	*n = number(v)
	return nil
}

// perRegion is one number for all, or a list.
type perRegion []float64

func (p *perRegion) UnmarshalJSON(raw []byte) error {
	var list []number
	if err := json.Unmarshal(raw, &list); err == nil {
		*p = (*p)[:0]
		for _, v := range list {
			*p = append(*p, float64(v))
		}
		return nil
	}
	var one number
	if err := json.Unmarshal(raw, &one); err != nil {
		return err
	}
	*p = perRegion{float64(one)}
	return nil
}

// of repeats a single number n times; a list stays as it is.
func (p perRegion) of(field string, n int) ([]float64, error) {
	switch {
	case len(p) == 0:
		return nil, &equilibrium.InputError{
			Class: "missing", Field: field,
			Hint: "a number, or a list by region",
		}
	case len(p) == 1:
		out := make([]float64, n)
		for i := range out {
			out[i] = p[0]
		}
		return out, nil
	}
	return p, nil
}

// given is a number that must be there.
func given(field string, n *number) (float64, error) {
	if n == nil {
		return 0, &equilibrium.InputError{
			Class: "missing", Field: field,
			Hint: "nothing is a default in silence",
		}
	}
	return float64(*n), nil
}

// orNull is the number, or null where there is none.
func orNull(v []float64) []*float64 {
	out := make([]*float64, len(v))
	for i := range v {
		if !math.IsNaN(v[i]) {
			out[i] = &v[i]
		}
	}
	return out
}

// fraction writes a change that is a fraction as a percentage.
func fraction(v float64) string { return pct(100 * v) }

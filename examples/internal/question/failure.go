package question

import (
	"errors"
	"regexp"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// failure is why there is no answer.
type failure struct {
	Code       string     `json:"code"`
	Message    string     `json:"message"`
	KnownFrom  trade.Date `json:"known_from,omitzero"`
	KnownUntil trade.Date `json:"known_until,omitzero"`
	// Fields are what to fill in, and Try the codes to choose from.
	Fields []field `json:"fields,omitempty"`
	Try    []try   `json:"try,omitempty"`
}

// field is something to state: a field of the form that has it, or a new one.
type field struct {
	// Kind is what it is in the question: origin, hts, value, date, quantity, part or claim.
	Kind string `json:"kind"`
	// Name is that of the part or claim, or the unit of a quantity.
	Name string `json:"name,omitempty"`
	Text string `json:"text"` // what to state, in words
}

// try is a code that may be meant, with its duty where that is known.
type try struct {
	HTS   string `json:"hts"`
	Total string `json:"total_duty,omitempty"`
	Rate  string `json:"effective_rate,omitempty"`
}

func (b *Book) failure(err error) failure {
	out := failure{Code: tariff.ErrorCode(err), Message: strings.ReplaceAll(err.Error(), "\n", "; ")}
	add := func(f field) {
		for _, had := range out.Fields {
			if had.Kind == f.Kind && had.Name == f.Name {
				return
			}
		}
		out.Fields = append(out.Fields, f)
	}
	var (
		missing *tariff.MissingFacts
		horizon *tariff.HorizonError
		product *law.ProductError
		code    *trade.ProductError
		country *trade.CountryError
		date    *trade.DateError
		value   *tariff.ValueError
		unit    *trade.UnitError
	)
	if errors.As(err, &missing) {
		for _, f := range missing.Facts {
			for _, asked := range fieldsOf(f.Fact) {
				add(asked)
			}
		}
		for _, g := range missing.Numbers {
			for _, n := range g.Numbers {
				t := try{HTS: n.String()}
				if g.Err == nil {
					t.Total, t.Rate = trade.Amount(g.Total), g.Rate.String()
				}
				out.Try = append(out.Try, t)
			}
		}
	}
	if errors.As(err, &horizon) {
		out.KnownFrom, out.KnownUntil = horizon.KnownFrom, horizon.KnownUntil
		add(field{"date", "", "a day that is known"})
	}
	if errors.As(err, &product) {
		add(field{"hts", "", "another code"})
		for _, p := range append(product.Transferred, product.Try...) {
			out.Try = append(out.Try, try{HTS: p.String()})
		}
	}
	if errors.As(err, &code) {
		add(field{"hts", "", "a code of 8 or 10 digits"})
	}
	if errors.As(err, &country) {
		add(field{"origin", "", "a country"})
	}
	if errors.As(err, &date) {
		add(field{"date", "", "a day"})
	}
	if errors.As(err, &unit) {
		add(field{"quantity", "", "a quantity with its unit"})
	}
	if errors.As(err, &value) && value.Field == "value" {
		add(field{"value", "", "a value as a plain number"})
	}
	return out
}

var (
	ofQuantity = regexp.MustCompile(`^the quantity in (.+)$`)
	ofPart     = regexp.MustCompile(`of the part "([^"]+)"`)
	ofClaim    = regexp.MustCompile(`\(claim ([a-z_0-9]+(?:=…)?(?: or [a-z_0-9]+(?:=…)?)*)`)
)

// fieldsOf are the fields that a missing fact is stated in. A fact that names several claims
// may be stated by any of them.
func fieldsOf(fact string) []field {
	if m := ofQuantity.FindStringSubmatch(fact); m != nil {
		return []field{{"quantity", m[1], fact}}
	}
	if m := ofPart.FindStringSubmatch(fact); m != nil {
		return []field{{"part", m[1], fact}}
	}
	if strings.Contains(fact, "the 10-digit number") {
		return []field{{"hts", "", fact}}
	}
	if m := ofClaim.FindStringSubmatch(fact); m != nil {
		var out []field
		for name := range strings.SplitSeq(m[1], " or ") {
			name, _, _ = strings.Cut(name, "=")
			out = append(out, field{"claim", name, fact})
		}
		return out
	}
	return []field{{"claim", "", fact}}
}

package duty

import (
	"slices"
	"strings"
)

// Offer is one offer of the special column: a duty, and the symbols of the
// programs under which it may be claimed. No symbols means every program.
type Offer struct {
	Duty     Duty     `json:"duty"`
	Programs []string `json:"programs"`
}

// ParseSpecial reads a text of the special column: "Free (A,AU,BH) 14.3¢/kg (KR) See
// 9822.04.40 (CL)". The symbols stand as the schedule writes them ("A*", "E*", "S+").
// An error is a *ParseError.
func ParseSpecial(text string) ([]Offer, error) {
	var out []Offer
	start := 0
	for i := 0; i < len(text); i++ {
		if text[i] != '(' {
			continue
		}
		end := strings.IndexByte(text[i:], ')')
		if end < 0 {
			break
		}
		symbols, ok := programSymbols(text[i+1 : i+end])
		if !ok {
			continue
		}
		offer, err := parseOffer(text, start, i)
		if err != nil {
			return nil, err
		}
		out = append(out, Offer{offer, symbols})
		start = i + end + 1
		i = start - 1
	}
	if rest := strings.TrimSpace(text[start:]); rest != "" || len(out) == 0 {
		offer, err := parseOffer(text, start, len(text))
		if err != nil {
			return nil, err
		}
		out = append(out, Offer{Duty: offer})
	}
	return out, nil
}

// parseOffer parses text[from:to], and states an error in terms of the whole text.
func parseOffer(text string, from, to int) (Duty, error) {
	d, err := Parse(text[from:to])
	if p, ok := err.(*ParseError); ok { //nolint:errorlint // Parse returns nothing else
		return Duty{}, &ParseError{text, from + p.Offset, p.Want}
	}
	return d, nil
}

// programSymbols reads "A,AU,BH"; ok is false for anything else in brackets.
func programSymbols(s string) (symbols []string, ok bool) {
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(", .(\n", r) }) {
		letters := strings.TrimRight(f, "*+")
		if len(letters) == 0 || len(letters) > 2 || len(f) > 3 || strings.ToUpper(letters) != letters ||
			strings.ContainsAny(letters, "0123456789") {
			return nil, false
		}
		if !slices.Contains(symbols, f) {
			symbols = append(symbols, f)
		}
	}
	return symbols, len(symbols) > 0
}

// FormatSpecial prints offers as the special column does; ParseSpecial reads them
// back.
func FormatSpecial(offers []Offer) string {
	var parts []string
	for _, o := range offers {
		s := o.Duty.String()
		if len(o.Programs) > 0 {
			s += " (" + strings.Join(o.Programs, ",") + ")"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, " ")
}

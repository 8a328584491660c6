package trade

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// CountryError reports a text or a code that names no country, or that names none
// on the day asked about.
type CountryError struct {
	Text string
	// System says what was looked for: "country", "Census code", "Comtrade code" or
	// "ISO numeric code".
	System string
	// Held are the days on which the code meant the country in Nearest, when the
	// code is right and the day is not.
	Held Interval
	// Area is set when the code stands for more or less than one country, such as
	// "the world"; it says for what.
	Area string
	// Nearest are up to three countries that may have been meant, the likeliest first.
	Nearest []Country
}

func (e *CountryError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q: ", e.System, clip.Text(e.Text))
	switch {
	case e.Area != "":
		fmt.Fprintf(&b, "stands for %s, which is not one country; leave the row out", e.Area)
	case e.Held != (Interval{}):
		fmt.Fprintf(&b, "held only on %s", e.Held)
	default:
		b.WriteString("no such code or name")
	}
	for i, c := range e.Nearest {
		if i == 0 {
			b.WriteString("; did you mean ")
		} else {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s (%s)", c, c.Name())
	}
	if len(e.Nearest) > 0 {
		b.WriteString("?")
	}
	return b.String()
}

// ParseCountry reads an alpha-2 or alpha-3 code or an English name, in any case,
// with or without accents. The names that the Census Bureau and UN Comtrade print
// are read, and the common ones of country_names.txt, such as "South Korea",
// "Turkey" or "UK"; so are the old two letters of a former country ("SU"), except
// "CS", which had two meanings. An unknown text is a *CountryError that offers the
// nearest.
func ParseCountry(s string) (Country, error) {
	if c, ok := LookupCountry(s); ok {
		return c, nil
	}
	return "", &CountryError{Text: s, System: "country", Nearest: nearestCountries(s)}
}

// LookupCountry reads what ParseCountry reads and offers nothing in its place, which
// is what takes time: for long lists of texts, many of which may be wrong.
func LookupCountry(s string) (Country, bool) {
	t := countries()
	if c := t.byCode[Country(s)]; c != nil {
		return c.code, true
	}
	if len(s) > 120 {
		return "", false
	}
	text := fold(s)
	if c := t.byText[text]; c != nil {
		return c.code, true
	}
	// "Myanmar (Burma)" is named twice; "Sudan (through Jul 2011)" with its time.
	if name, second, ok := strings.Cut(text, "("); ok && strings.HasSuffix(second, ")") {
		c, other := t.byText[strings.TrimSpace(name)], t.byText[strings.TrimSpace(second[:len(second)-1])]
		if c != nil && (c == other || strings.HasPrefix(second, "through ")) {
			return c.code, true
		}
	}
	return "", false
}

// CountryFromCensus reads a Schedule C code of four digits. Two codes, 5082 and
// 5083, are Palestine; every other country has one.
func CountryFromCensus(code string) (Country, error) {
	if c := countries().byCensus[code]; c != nil {
		return c.code, nil
	}
	return "", &CountryError{Text: code, System: "Census code"}
}

// CountryFromNumeric reads an ISO numeric code; leading zeros may be missing, as
// they are where a spreadsheet took the code for a number.
func CountryFromNumeric(code string) (Country, error) {
	if n := len(code); n > 0 && n < 3 {
		code = "000"[n:] + code
	}
	if c := countries().byNumeric[code]; c != nil {
		return c.code, nil
	}
	return "", &CountryError{Text: code, System: "ISO numeric code"}
}

// CountryFromComtrade reads a code of UN Comtrade as it was meant on a day, with or
// without leading zeros. A code that did not hold on that day, such as 810 for the
// Soviet Union in 2025, is an error that says when it held; a zero day accepts a
// code of any time. 58 (Belgium and Luxembourg, to 1998) is Belgium, 841 (the
// United States and Puerto Rico, to 1980) the United States, 490 Taiwan. The code
// of a sum of countries, such as 0 for the world, is an error that says so.
func CountryFromComtrade(code string, on Date) (Country, error) {
	e := &CountryError{Text: code, System: "Comtrade code"}
	if code == "" {
		return "", e
	}
	trimmed := strings.TrimLeft(code, "0")
	if c, ok := comtradeAlso[trimmed]; ok {
		return c, nil
	}
	for _, c := range countries().byComtrade[trimmed] {
		for _, u := range c.comtrade {
			if u.code != trimmed {
				continue
			}
			if on.IsZero() || u.during.Contains(on) {
				return c.code, nil
			}
			e.Held, e.Nearest = u.during, []Country{c.code}
		}
	}
	e.Area = comtradeAreas[trimmed]
	return "", e
}

// nearestCountries offers up to three countries whose code or name is close, the
// closest first and among equals by code.
func nearestCountries(s string) []Country {
	switch {
	case strings.EqualFold(strings.TrimSpace(s), "CS"):
		return []Country{"CSHH", "CSXX"}
	case s == "" || len(s) > 60:
		return nil
	}
	text := fold(s)
	limit := 1
	if len(text) > 3 {
		limit = max(2, len(text)/3) // two letters that changed places count as two
	}
	t := countries()
	nearest := map[Country]int{}
	for _, other := range t.texts {
		// A short text is a code, and a code is mistaken for one of its length.
		apart := len(text) - len(other)
		if apart > limit || -apart > limit || (len(text) <= 3 && apart != 0) {
			continue
		}
		d, c := distance(text, other), t.byText[other].code
		if best, seen := nearest[c]; d <= limit && (!seen || d < best) {
			nearest[c] = d
		}
	}
	var out []Country
	for c := range nearest {
		out = append(out, c)
	}
	slices.SortFunc(out, func(a, b Country) int {
		return cmp.Or(cmp.Compare(nearest[a], nearest[b]), cmp.Compare(a, b))
	})
	return out[:min(3, len(out))]
}

package trade

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// Country is an ISO 3166-1 alpha-2 code in capitals, such as "IN", or the
// alpha-4 code of ISO 3166-3 for a country that is no more, such as "SUHH".
// Kosovo is "XK", a code for private use, without a numeric one.
type Country string

//go:embed countries.txt
var countriesText string

// countryInfo is one row of the table.
type countryInfo struct {
	code          Country
	iso3, numeric string
	census        []string
	comtrade      []comtradeCode
	existed       Interval
	name          string
	successors    []Country
}

// comtradeCode is a code with the days on which it holds.
type comtradeCode struct {
	code   string
	during Interval
}

type countryTable struct {
	rows     []countryInfo // by code
	byCode   map[Country]*countryInfo
	byText   map[string]*countryInfo // folded codes and names
	byCensus map[string]*countryInfo
	byUN     map[string][]*countryInfo
	byNum    map[string]*countryInfo
}

// otherNames are further spellings that ParseCountry reads.
var otherNames = map[string]Country{
	"america": "US", "bolivia (plurinational state of)": "BO", "britain": "GB", "burma": "MM", "cape verde": "CV",
	"china, people's republic of": "CN", "czech republic": "CZ", "east timor": "TL", "great britain": "GB",
	"holland": "NL", "hong kong": "HK", "iran, islamic republic of": "IR", "ivory coast": "CI", "korea": "KR",
	"korea, south": "KR", "korea, north": "KP", "lao pdr": "LA", "macao": "MO", "macau": "MO", "moldova, republic of": "MD", "myanmar": "MM",
	"north macedonia": "MK", "palestine": "PS", "people's republic of china": "CN", "republic of korea": "KR",
	"russian federation": "RU", "south korea": "KR", "north korea": "KP", "swaziland": "SZ", "syrian arab republic": "SY",
	"taiwan, province of china": "TW", "turkey": "TR", "uk": "GB", "united states of america": "US", "usa": "US",
	"ussr": "SUHH", "vatican": "VA", "viet nam": "VN", "soviet union": "SUHH",
}

// countries parses the table once; a row that does not parse is left out, and a
// test makes sure that there is none.
var countries = sync.OnceValue(func() *countryTable {
	t := &countryTable{
		byCode: map[Country]*countryInfo{}, byText: map[string]*countryInfo{}, byCensus: map[string]*countryInfo{},
		byUN: map[string][]*countryInfo{}, byNum: map[string]*countryInfo{},
	}
	for line := range strings.Lines(countriesText) {
		if c, ok := parseCountryRow(strings.TrimRight(line, "\n")); ok {
			t.rows = append(t.rows, c)
		}
	}
	for i := range t.rows {
		c := &t.rows[i]
		t.byCode[c.code] = c
		for _, text := range []string{string(c.code), c.iso3, c.name} {
			if _, taken := t.byText[fold(text)]; !taken {
				t.byText[fold(text)] = c
			}
		}
		for _, s := range c.census {
			t.byCensus[s] = c
		}
		for _, u := range c.comtrade {
			t.byUN[u.code] = append(t.byUN[u.code], c)
		}
		if c.numeric != "" {
			t.byNum[c.numeric] = c
		}
	}
	for text, code := range otherNames {
		t.byText[text] = t.byCode[code]
	}
	return t
})

func parseCountryRow(line string) (countryInfo, bool) {
	if strings.HasPrefix(line, "#") {
		return countryInfo{}, false
	}
	f := strings.Split(line, "\t")
	for len(f) < 9 {
		f = append(f, "")
	}
	c := countryInfo{code: Country(f[0]), iso3: f[1], numeric: f[2], name: f[7]}
	if f[3] != "" {
		c.census = strings.Split(f[3], ",")
	}
	for _, s := range strings.Fields(f[4]) {
		code, days, _ := strings.Cut(s, "@")
		from, to, _ := strings.Cut(days, "..")
		iv, ok := interval(from, to)
		if !ok {
			return countryInfo{}, false
		}
		c.comtrade = append(c.comtrade, comtradeCode{code, iv})
	}
	var ok bool
	if c.existed, ok = interval(f[5], f[6]); !ok || c.name == "" {
		return countryInfo{}, false
	}
	for _, s := range strings.Fields(f[8]) {
		c.successors = append(c.successors, Country(s))
	}
	return c, true
}

// interval reads two ISO dates, each of which may be empty.
func interval(from, to string) (Interval, bool) {
	var iv Interval
	err1 := iv.From.UnmarshalText([]byte(from))
	err2 := iv.To.UnmarshalText([]byte(to))
	return iv, err1 == nil && err2 == nil
}

// fold brings a name into the form in which it is looked up: lower case, single
// blanks, and no accents of the few letters that country names carry.
func fold(s string) string {
	return foldAccents.Replace(strings.ToLower(strings.Join(strings.Fields(s), " ")))
}

var foldAccents = strings.NewReplacer("é", "e", "è", "e", "ç", "c", "ã", "a", "å", "a", "í", "i", "ô", "o", "ü", "u", "’", "'", "&", "and", "st. ", "saint ")

func (c Country) info() *countryInfo { return countries().byCode[c] }

// Valid reports whether the code is one of the table, former countries included.
func (c Country) Valid() bool { return c.info() != nil }

// Name is the English name, or the code itself when it is not valid.
func (c Country) Name() string {
	if i := c.info(); i != nil {
		return i.name
	}
	return string(c)
}

// ISO3 is the alpha-3 code.
func (c Country) ISO3() string {
	if i := c.info(); i != nil {
		return i.iso3
	}
	return ""
}

// Numeric is the ISO numeric code of three digits; empty for Kosovo.
func (c Country) Numeric() string {
	if i := c.info(); i != nil {
		return i.numeric
	}
	return ""
}

// Census is the code of Schedule C of the United States Census Bureau; empty
// where there is none. The Palestinian territories have two, the West Bank 5083
// and Gaza 5082, of which the first is given.
func (c Country) Census() string {
	if i := c.info(); i != nil && len(i.census) > 0 {
		return i.census[0]
	}
	return ""
}

// Comtrade is the code under which UN Comtrade reports the country now, or did
// last: 842 for the United States, 699 for India, 490 ("other Asia") for Taiwan.
func (c Country) Comtrade() string {
	if i := c.info(); i != nil && len(i.comtrade) > 0 {
		return i.comtrade[0].code
	}
	return ""
}

// Existed is the time during which a former country existed; for a country of
// today it is without bounds.
func (c Country) Existed() Interval {
	if i := c.info(); i != nil {
		return i.existed
	}
	return Interval{}
}

// Successors are the countries that followed a former one.
func (c Country) Successors() []Country {
	if i := c.info(); i != nil {
		return slices.Clone(i.successors)
	}
	return nil
}

// Countries returns every country of today, in the order of the codes.
func Countries() []Country {
	var out []Country
	for _, c := range countries().rows {
		if len(c.code) == 2 {
			out = append(out, c.code)
		}
	}
	return out
}

// CountryError reports a text or a code that names no country.
type CountryError struct {
	Text string
	// System says what was looked for: "country", "Census", "Comtrade", "ISO numeric".
	System string
	// Held are the days on which a code meant the country named in Nearest, when
	// the code is right and the day is not.
	Held    Interval
	Nearest []Country
}

func (e *CountryError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q: ", e.System, clip(e.Text))
	if e.Held != (Interval{}) {
		fmt.Fprintf(&b, "held only on %s", e.Held)
	} else {
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

// ParseCountry reads an alpha-2 or alpha-3 code or an English name, in any case.
// Further names that are read are the common ones, such as "South Korea",
// "Turkey" or "UK". An unknown text is a *CountryError that offers the nearest.
func ParseCountry(s string) (Country, error) {
	t := countries()
	if c := t.byCode[Country(s)]; c != nil {
		return c.code, nil
	}
	if len(s) <= 80 {
		if c := t.byText[fold(s)]; c != nil {
			return c.code, nil
		}
	}
	return "", &CountryError{Text: s, System: "country", Nearest: nearestCountries(s)}
}

// CountryFromCensus reads a Schedule C code of four digits.
func CountryFromCensus(code string) (Country, error) {
	if c := countries().byCensus[code]; c != nil {
		return c.code, nil
	}
	return "", &CountryError{Text: code, System: "Census code"}
}

// CountryFromNumeric reads an ISO numeric code of three digits.
func CountryFromNumeric(code string) (Country, error) {
	if c := countries().byNum[code]; c != nil {
		return c.code, nil
	}
	return "", &CountryError{Text: code, System: "ISO numeric code"}
}

// CountryFromComtrade reads a code of UN Comtrade as it was meant on a day. A
// code that had ended by then, such as 810 for the Soviet Union, is an error that
// says when it held; a zero day accepts a code of any time.
func CountryFromComtrade(code string, on Date) (Country, error) {
	e := &CountryError{Text: code, System: "Comtrade code"}
	trimmed := strings.TrimLeft(code, "0")
	for _, c := range countries().byUN[trimmed] {
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
	return "", e
}

// nearestCountries offers up to three countries whose code or name is close.
func nearestCountries(s string) []Country {
	if s == "" || len(s) > 40 {
		return nil
	}
	type candidate struct {
		c    Country
		dist int
	}
	var found []candidate
	text := fold(s)
	limit := 1
	if len(text) > 3 {
		limit = max(2, len(text)/3) // two letters that changed places count as two
	}
	for _, c := range countries().rows {
		best := limit + 1
		for _, other := range []string{string(c.code), c.iso3, c.name} {
			if len(text) <= 3 && len(other) != len(s) {
				continue
			}
			best = min(best, distance(text, fold(other)))
		}
		if best <= limit {
			found = append(found, candidate{c.code, best})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.dist - b.dist })
	var out []Country
	for _, f := range found[:min(3, len(found))] {
		out = append(out, f.c)
	}
	return out
}

// distance is the number of letters to insert, delete or change.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

package trade

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// The tables describe their own columns and sources.
var (
	//go:embed countries.txt
	countriesText string
	//go:embed country_names.txt
	countryNamesText string
)

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
	rows       []countryInfo // by code
	byCode     map[Country]*countryInfo
	byText     map[string]*countryInfo // folded codes and names
	texts      []string                // the keys of byText, sorted
	byCensus   map[string]*countryInfo
	byComtrade map[string][]*countryInfo
	byNumeric  map[string]*countryInfo
}

func (c Country) info() *countryInfo { return countries().byCode[c] }

// countries reads the tables once. A row that does not parse is left out, and a
// test makes sure that there is none.
var countries = sync.OnceValue(func() *countryTable {
	t := &countryTable{
		byCode: map[Country]*countryInfo{}, byText: map[string]*countryInfo{}, byCensus: map[string]*countryInfo{},
		byComtrade: map[string][]*countryInfo{}, byNumeric: map[string]*countryInfo{},
	}
	for _, line := range tableRows(countriesText) {
		if c, ok := parseCountryRow(line); ok {
			t.rows = append(t.rows, c)
		}
	}
	for i := range t.rows {
		t.add(&t.rows[i])
	}
	for _, line := range tableRows(countryNamesText) {
		name, code, _ := strings.Cut(line, "\t")
		if c := t.byCode[Country(code)]; c != nil {
			t.byText[fold(name)] = c
		}
	}
	// The old two letters of a former country are read where they mean but one:
	// SU does, CS does not.
	for i := range t.rows {
		if c := &t.rows[i]; len(c.code) == 4 && c.code[:2] != "CS" {
			t.byText[fold(string(c.code[:2]))] = c
		}
	}
	for text := range t.byText {
		t.texts = append(t.texts, text)
	}
	slices.Sort(t.texts)
	return t
})

func (t *countryTable) add(c *countryInfo) {
	t.byCode[c.code] = c
	for _, text := range []string{string(c.code), c.iso3, c.name} {
		t.byText[fold(text)] = c
	}
	for _, s := range c.census {
		t.byCensus[s] = c
	}
	for _, u := range c.comtrade {
		t.byComtrade[u.code] = append(t.byComtrade[u.code], c)
	}
	if c.numeric != "" {
		t.byNumeric[c.numeric] = c
	}
}

// tableRows are the lines of an embedded table without its comments.
func tableRows(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(line string) bool { return line == "" || line[0] == '#' })
}

func parseCountryRow(line string) (countryInfo, bool) {
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

package trade

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The codes are those that the sources print: ISO 3166, Schedule C, Comtrade.
func TestCountry(t *testing.T) {
	for _, c := range []struct{ code, name, iso3, numeric, census, comtrade string }{
		{"US", "United States", "USA", "840", "1000", "842"},
		{"IN", "India", "IND", "356", "5330", "699"},
		{"FR", "France", "FRA", "250", "4279", "251"},
		{"NO", "Norway", "NOR", "578", "4039", "579"},
		{"CH", "Switzerland", "CHE", "756", "4419", "757"},
		{"TW", "Taiwan", "TWN", "158", "5830", "490"},
		{"CN", "China", "CHN", "156", "5700", "156"},
		{"RU", "Russia", "RUS", "643", "4621", "643"},
		{"TR", "Türkiye", "TUR", "792", "4890", "792"},
		{"BR", "Brazil", "BRA", "076", "3510", "76"},
		{"PS", "Palestine", "PSE", "275", "5083", "275"},
		{"XK", "Kosovo", "XKX", "", "4803", ""},
		{"SUHH", "Soviet Union", "SUN", "810", "", "810"},
		{"QQ", "QQ", "", "", "", ""},
	} {
		x := Country(c.code)
		assert.Equal(t, c.code != "QQ", x.Valid())
		assert.Equal(t, c.code, x.String())
		assert.Equal(t, c.name, x.Name())
		assert.Equal(t, c.iso3, x.ISO3())
		assert.Equal(t, c.numeric, x.Numeric())
		assert.Equal(t, c.census, x.Census())
		assert.Equal(t, c.comtrade, x.Comtrade(), c.code)
	}
	assert.Len(t, Countries(), 249+1)
	assert.Len(t, FormerCountries(), 10)
}

func TestFormerCountries(t *testing.T) {
	for _, c := range []struct {
		code       Country
		on         string
		lived      bool
		successors []Country
	}{
		{
			"SUHH", "1991-12-25", true,
			[]Country{"AM", "AZ", "BY", "EE", "GE", "KG", "KZ", "LT", "LV", "MD", "RU", "TJ", "TM", "UA", "UZ"},
		},
		{"SUHH", "1991-12-26", false, nil},
		{"CSHH", "1992-12-31", true, []Country{"CZ", "SK"}},
		{"CSHH", "1993-01-01", false, nil},
		{"CSXX", "2004-01-01", true, []Country{"ME", "RS"}},
		{"CSXX", "1999-01-01", false, nil},
		{"DDDE", "1990-10-02", true, []Country{"DE"}},
		{"ANHH", "2010-10-09", true, []Country{"BQ", "CW", "SX"}},
	} {
		assert.Equal(t, c.lived, c.code.Existed().Contains(date(c.on)), c.code)
		if c.successors != nil {
			assert.Equal(t, c.successors, c.code.Successors(), c.code)
		}
	}
	assert.Equal(t, Interval{}, Country("IN").Existed())
	assert.Empty(t, Country("IN").Successors())
	Country("CSHH").Successors()[0] = "XX"
	assert.Equal(t, Country("CZ"), Country("CSHH").Successors()[0], "the caller has a copy")
}

func TestCountryTable(t *testing.T) {
	table := countries()
	lines := tableRows(countriesText)
	require.Len(t, table.rows, len(lines), "a row did not parse")
	assert.Contains(t, countriesText, fmt.Sprintf("# Rows: %d\n", len(lines)))
	assert.True(t, slices.IsSorted(lines))
	assert.Len(t, table.byCensus, 240, "Schedule C has 240 codes")
	numeric, iso3, texts := map[string]Country{}, map[string]Country{}, map[string]Country{}
	for _, c := range table.rows {
		if c.numeric != "" {
			assert.Len(t, c.numeric, 3)
			assert.Empty(t, numeric[c.numeric], c.code)
			numeric[c.numeric] = c.code
		}
		assert.Len(t, c.iso3, 3)
		assert.Empty(t, iso3[c.iso3], c.code)
		iso3[c.iso3] = c.code
		for _, s := range c.successors {
			assert.Contains(t, Countries(), s)
		}
		assert.True(t, slices.IsSorted(c.successors), c.code)
		if len(c.code) == 4 {
			assert.False(t, c.existed.IsEmpty())
			assert.False(t, c.existed.To.IsZero())
		} else {
			assert.Equal(t, Interval{}, c.existed)
		}
		for _, u := range c.comtrade {
			assert.NotEmpty(t, u.code)
			assert.NotEqual(t, byte('0'), u.code[0])
			assert.False(t, u.during.IsEmpty())
		}
		for _, text := range []string{string(c.code), c.iso3, c.name} {
			if other := texts[fold(text)]; other != "" {
				assert.Equal(t, other, c.code, "%q has two meanings", text)
			}
			texts[fold(text)] = c.code
		}
	}
	names := tableRows(countryNamesText)
	assert.Contains(t, countryNamesText, fmt.Sprintf("# Rows: %d\n", len(names)))
	assert.True(t, slices.IsSorted(names))
	for _, line := range names {
		name, code, _ := strings.Cut(line, "\t")
		assert.True(t, Country(code).Valid(), line)
		assert.Empty(t, texts[fold(name)], "%q is in the table already", name)
		texts[fold(name)] = Country(code)
	}
	for text, code := range texts {
		for _, s := range []string{text, strings.ToUpper(text), "  " + text + "\t"} {
			got, err := ParseCountry(s)
			require.NoError(t, err)
			assert.Equal(t, code, got, s)
		}
	}
	for area := range comtradeAreas {
		assert.Empty(t, table.byComtrade[area], area)
	}
}

// Every code of every system leads back to its country.
func TestCountryCodesRoundTrip(t *testing.T) {
	for _, c := range slices.Concat(Countries(), FormerCountries()) {
		got, err := ParseCountry(c.ISO3())
		require.NoError(t, err)
		assert.Equal(t, c, got)
		if c.Numeric() != "" {
			got, err = CountryFromNumeric(c.Numeric())
			require.NoError(t, err)
			assert.Equal(t, c, got)
		}
		if c.Comtrade() != "" {
			got, err = CountryFromComtrade(c.Comtrade(), Date{})
			require.NoError(t, err)
			assert.Equal(t, c, got)
		}
		if c.Census() != "" {
			got, err = CountryFromCensus(c.Census())
			require.NoError(t, err)
			assert.Equal(t, c, got)
		}
	}
	// On one day, a Comtrade code means one country.
	for code, rows := range countries().byComtrade {
		for _, on := range []string{"1970-06-30", "1985-06-30", "1995-06-30", "2005-06-30", "2026-06-30"} {
			holding := 0
			for _, c := range rows {
				for _, u := range c.comtrade {
					if u.code == code && u.during.Contains(date(on)) {
						holding++
					}
				}
			}
			assert.LessOrEqual(t, holding, 1, "%s on %s", code, on)
		}
	}
}

func TestParseCountry(t *testing.T) {
	for in, want := range map[string]Country{
		"in": "IN", "IND": "IN", "India": "IN", "south  korea": "KR", "Turkey": "TR", "Türkiye": "TR", "TÜRKİYE": "TR",
		"Tu\u0308rkiye": "TR",
		"Ivory Coast":   "CI", "Côte d’Ivoire": "CI", "Cote d'Ivoire": "CI", "UK": "GB", "EL": "GR", "Burma": "MM",
		"Burma (Myanmar)": "MM", "Russian Federation": "RU",
		"Russia": "RU", "Taiwan": "TW", "Other Asia, nes": "TW", "Czech Republic": "CZ", "Swaziland": "SZ",
		"Korea, Republic of": "KR", "Rep. of Korea": "KR",
		"St. Lucia": "LC", "Trinidad & Tobago": "TT", "Congo, Dem. Rep.": "CD", "Congo": "CG",
		"Gaza Strip administered by Israel": "PS", "West Bank administered by Israel": "PS",
		"SU": "SUHH", "YU": "YUCS", "CSK": "CSHH", "SCG": "CSXX", "CSXX": "CSXX", "ROM": "RO", "\u00a0India": "IN",
		"United States of America": "US",
	} {
		got, err := ParseCountry(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, got, in)
	}
	for in, nearest := range map[string][]Country{
		"Indai":    {"IN"},
		"Brasil":   {"BR"},
		"CS":       {"CSHH", "CSXX"},
		"Grenland": {"GL"},
	} {
		_, err := ParseCountry(in)
		var e *CountryError
		require.ErrorAs(t, err, &e, in)
		assert.Equal(t, in, e.Text)
		require.GreaterOrEqual(t, len(e.Nearest), len(nearest), in)
		assert.Equal(t, nearest, e.Nearest[:len(nearest)], in)
		assert.Contains(t, err.Error(), "did you mean "+string(nearest[0]))
	}
	for _, in := range []string{"", " ", "12", "World", strings.Repeat("x", 1000), "\xff\xfe"} {
		_, err := ParseCountry(in)
		var e *CountryError
		require.ErrorAs(t, err, &e, in)
		assert.LessOrEqual(t, len(e.Nearest), 3)
		assert.Less(t, len(err.Error()), 300)
	}
}

func TestCountryFromComtrade(t *testing.T) {
	for _, c := range []struct {
		code, on string
		want     Country
		held     string
	}{
		{"842", "2025-01-01", "US", ""},
		{"840", "2025-01-01", "US", ""},
		{"841", "1980-12-31", "US", ""},
		{"841", "1981-01-01", "", "… .. 1980-12-31"},
		{"842", "1980-12-31", "", "1981-01-01 .. …"},
		{"699", "2025-01-01", "IN", ""},
		{"356", "1974-12-31", "IN", ""},
		{"356", "1975-01-01", "", "… .. 1974-12-31"},
		{"251", "2025-01-01", "FR", ""},
		{"250", "2025-01-01", "FR", ""},
		{"579", "2025-01-01", "NO", ""},
		{"578", "2025-01-01", "NO", ""},
		{"757", "2025-01-01", "CH", ""},
		{"756", "2025-01-01", "CH", ""},
		{"380", "2025-01-01", "IT", ""},
		{"381", "2025-01-01", "IT", ""},
		{"490", "2025-01-01", "TW", ""},
		{"810", "1985-01-01", "SUHH", ""},
		{"810", "2025-01-01", "", "… .. 1990-12-31"},
		{"200", "1992-12-31", "CSHH", ""},
		{"891", "2005-01-01", "CSXX", ""},
		{"891", "2006-06-01", "", "1992-01-01 .. 2006-05-31"},
		{"890", "1991-12-31", "YUCS", ""},
		{"058", "1990-01-01", "BE", ""},
		{"56", "1998-12-31", "", "1999-01-01 .. …"},
		{"280", "1990-12-31", "DE", ""},
		{"276", "1991-01-01", "DE", ""},
		{"278", "1985-01-01", "DDDE", ""},
		{"736", "2011-06-30", "SD", ""},
		{"729", "2011-07-01", "SD", ""},
		{"728", "2011-07-01", "SS", ""},
		{"868", "1974-12-31", "VN", ""},
		{"866", "1974-12-31", "VDVN", ""},
		{"704", "1975-01-01", "VN", ""},
		{"720", "1990-12-31", "YDYE", ""},
		{"886", "1990-12-31", "YE", ""},
		{"887", "1991-01-01", "YE", ""},
		{"530", "2010-10-31", "ANHH", ""},
		{"532", "1985-12-31", "ANHH", ""},
		{"591", "1978-01-01", "PA", ""},
		{"590", "1977-12-31", "PA", ""},
		{"592", "1977-12-31", "PZPA", ""},
	} {
		got, err := CountryFromComtrade(c.code, date(c.on))
		assert.Equal(t, c.want, got, "%s on %s", c.code, c.on)
		if c.held == "" {
			require.NoError(t, err, "%s on %s", c.code, c.on)
			continue
		}
		var e *CountryError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, c.held, e.Held.String(), c.code)
		assert.Contains(t, err.Error(), "held only on "+c.held)
		got, err = CountryFromComtrade(c.code, Date{})
		require.NoError(t, err, "without a day, a code of any time")
		assert.Equal(t, e.Nearest, []Country{got})
	}
	for code, area := range map[string]string{
		"0": "the world", "000": "the world", "97": "European Union", "975": "ASEAN",
		"899": "not specified",
	} {
		_, err := CountryFromComtrade(code, date("2025-01-01"))
		var e *CountryError
		require.ErrorAs(t, err, &e)
		assert.Contains(t, e.Area, area)
		assert.Contains(t, err.Error(), "leave the row out")
	}
	for _, code := range []string{"", "9999", "IN", "-1"} {
		_, err := CountryFromComtrade(code, Date{})
		require.ErrorAs(t, err, new(*CountryError), code)
	}
}

func TestCountryFromCodes(t *testing.T) {
	for _, code := range []string{"5082", "5083"} {
		c, err := CountryFromCensus(code)
		require.NoError(t, err)
		assert.Equal(t, Country("PS"), c)
	}
	for _, code := range []string{"", "-", "0003", "5330 ", "533"} {
		_, err := CountryFromCensus(code)
		require.ErrorAs(t, err, new(*CountryError), code)
	}
	for code, want := range map[string]Country{"004": "AF", "4": "AF", "04": "AF", "36": "AU", "356": "IN"} {
		c, err := CountryFromNumeric(code)
		require.NoError(t, err)
		assert.Equal(t, want, c)
	}
	for _, code := range []string{"", "0", "999", "0356", "x"} {
		_, err := CountryFromNumeric(code)
		require.ErrorAs(t, err, new(*CountryError), code)
	}
}

func TestCountryText(t *testing.T) {
	var v map[Country]Country
	require.NoError(t, json.Unmarshal([]byte(`{"IND":"Russia","us":""}`), &v))
	assert.Equal(t, map[Country]Country{"IN": "RU", "US": ""}, v)
	out, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, `{"IN":"RU","US":""}`, string(out))
	c := Country("IN")
	require.Error(t, c.UnmarshalText([]byte("nowhere")))
	assert.Equal(t, Country("IN"), c, "an error leaves the country alone")
}

// FuzzParseCountry: what is read is a country that reads as itself; what is not is a
// typed error whose offers are countries.
func FuzzParseCountry(f *testing.F) {
	f.Add("Indai")
	f.Add("Türkiye")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCountry(s)
		if err == nil {
			if again, err := ParseCountry(string(c)); err != nil || again != c {
				t.Fatalf("%q is %q, which reads as %q (%v)", s, c, again, err)
			}
			return
		}
		var e *CountryError
		require.ErrorAs(t, err, &e)
		for _, n := range e.Nearest {
			require.True(t, n.Valid())
		}
		again, _ := ParseCountry(s)
		require.Equal(t, c, again)
	})
}

// FuzzComtrade: a code that is read on a day is one that the country has.
func FuzzComtrade(f *testing.F) {
	f.Add("810", 720000)
	f.Fuzz(func(t *testing.T, code string, days int) {
		on := DateFromDays(days)
		c, err := CountryFromComtrade(code, on)
		if err != nil {
			require.ErrorAs(t, err, new(*CountryError))
			return
		}
		trimmed := strings.TrimLeft(code, "0")
		require.True(t, slices.ContainsFunc(c.info().comtrade, func(u comtradeCode) bool {
			return u.code == trimmed && (on.IsZero() || u.during.Contains(on))
		}))
	})
}

func BenchmarkParseCountry(b *testing.B) {
	for _, s := range []string{"IN", "IND", "South Korea", "Indai"} {
		b.Run(s, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = ParseCountry(s)
			}
		})
	}
}

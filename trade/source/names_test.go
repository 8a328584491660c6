package source

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestNameTables: every row of the tables of names is read, and stands for a country
// that there is, a sum, or something that is said.
func TestNameTables(t *testing.T) {
	for system, text := range map[system]string{systemNamesUS: namesUSText, systemNamesIndia: namesIndiaText} {
		rows, stated := 0, ""
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if n, ok := strings.CutPrefix(line, "# Rows: "); ok {
				stated = n
			}
			if line[0] == '#' {
				continue
			}
			rows++
			f := strings.Split(line, "\t")
			a := system.read(f[0], trade.Date{}, false)
			switch {
			case len(f) == 2:
				require.NoError(t, a.err, f[0])
				assert.Equal(t, trade.Country(f[1]), a.country, f[0])
				assert.True(t, a.country.Valid(), f[0])
			case f[2] == "sum":
				assert.True(t, a.sum, f[0])
			default:
				var e *trade.CountryError
				require.ErrorAs(t, a.err, &e, f[0])
				assert.Equal(t, f[2], e.Area)
			}
			// What an office prints in capitals is the same name.
			assert.Equal(t, a.country, system.read(strings.ToUpper(f[0]), trade.Date{}, false).country, f[0])
		}
		assert.Equal(t, stated, strconv.Itoa(rows), string(system))
	}
}

// TestScheduleCNames: every name of Schedule C is read in the files of the offices that
// use it, and so is every name of the table of countries.
func TestScheduleCNames(t *testing.T) {
	for _, c := range trade.Countries() {
		for _, s := range []system{systemNamesUS, systemNamesIndia, systemNamesAndISO} {
			a := s.read(c.Name(), trade.Date{}, false)
			require.NoError(t, a.err, c.Name())
			assert.Equal(t, c, a.country, "%s in %s", c.Name(), s)
		}
	}
	for name, want := range map[string]trade.Country{
		"Yemen (Republic of Yemen)": "YE", "Iran (through 2030)": "IR", "St. Lucia": "LC", "st lucia": "LC",
		"Burma (Myanmar)": "MM",
		"KOREA RP":        "KR", "VIETNAM SOC REP": "VN", "Netherlands Antilles (through Apr 2011)": "ANHH",
	} {
		assert.Equal(t, want, systemNamesAndISO.read(name, trade.Date{}, false).country, name)
	}
	for _, group := range []string{
		"OECD - Organization for Economic Co-operation and", "European Union (25)", "EU-27", "Euro Area (20)", "Africa",
		"World", "ASEAN (Association)", "CACM",
	} {
		assert.True(t, systemNamesUS.read(group, trade.Date{}, false).sum, group)
	}
	for _, residual := range []string{
		"Others", "Rest of the World", "Areas, nes", "UNSPECIFIED",
		"International Organizations",
	} {
		a := systemNamesAndISO.read(residual, trade.Date{}, false)
		var e *trade.CountryError
		require.ErrorAs(t, a.err, &e, residual)
		assert.NotEmpty(t, e.Area, residual)
	}
	assert.Error(t, systemNamesUS.read("Atlantis", trade.Date{}, false).err)
	assert.Error(t, systemNamesAndISO.read("Atlantis (Burma)", trade.Date{}, false).err)
}

// TestComtradeAreas: an area that is not elsewhere specified is no country, whatever
// ISO 3166 means by its number.
func TestComtradeAreas(t *testing.T) {
	day := trade.NewDate(2022, 12, 31)
	for _, code := range strings.Fields("80 129 221 290 471 472 473 492 527 536 568 577 636 637 647 697 698 711 830 837 838 839 849 872 879 899") {
		var e *trade.CountryError
		require.ErrorAs(t, systemComtrade.read(code, day, true).err, &e, code)
		assert.NotEmpty(t, e.Area, code)
	}
	for code, want := range map[string]trade.Country{
		"490": "TW", "158": "TW", "412": "XK", "251": "FR", "757": "CH",
		"842": "US", "699": "IN", "579": "NO",
	} {
		assert.Equal(t, want, systemComtrade.read(code, day, true).country, code)
	}
	text := comtradeHeader +
		"2022,842,M,492,0,C00,0,H6,850440,1000,\n2022,842,M,899,0,C00,0,H6,850440,500,\n2022,842,M,156,0,C00,0,H6,850440,7,\n"
	res, err := imported(t, []byte(text), "x.csv", Options{Lenient: true})
	require.NoError(t, err)
	require.Len(t, res.Report.RejectedBy, 1)
	assert.Equal(t, "area", res.Report.RejectedBy[0].Reason)
	assert.Equal(t, "1500", res.Report.RejectedBy[0].Values["USD"].String())
	addUp(t, res.Report)
}

// TestTitlePartner: the partner of the title is read in the words of its office; one that
// is stated and not known is no world.
func TestTitlePartner(t *testing.T) {
	table := "S.No.,HSCode,Commodity,2023 - 2024\n1,27,FUELS,5\n"
	for title, want := range map[string]string{
		"Country: CHINA P RP. Values in US $ Million":                  "CN",
		"Country: KOREA RP Values in US $ Million":                     "KR",
		"Country : CONGO D. REP. Values in US $ Million":               "CD",
		"Country: CHRISTMAS IS.; Values in US $ Million":               "CX",
		"Commodity-wise Import: U S A (values in US $ Million)":        "US",
		"Import from U ARAB EMTS (values in US $ Million)":             "AE",
		"Country: ATLANTIS REP. Values in US $ Million":                "",
		"Commodity-wise Import: ATLANTIS (figures US $ Million)":       "",
		"Commodity-wise Import: ATLANTIS (values in US $ Million)":     "",
		"Country: KOREA DEMOCR. Values in US $ Million":                "",
		"Country: CHINA X RP. Values in US $ Million":                  "",
		"Country: GUINEA EQUATOR, Values in US $ Million":              "",
		"Country: NIGER IA: Values in US $ Million":                    "",
		"Import from SUDAN SOUTHERN (values in US $ Million)":          "",
		"Import from CHINA, PROVINCE X (values in US $ Million)":       "",
		"Country: INDIA 2024-25. Values in US $ Million":               "IN",
		"Country: UNSPECIFIED. Values in US $ Million":                 "",
		"Country: INSTALLATIONS IN INTERNATIONAL WATERS, US $ Million": "",
	} {
		res, err := imported(t, []byte("\""+title+"\"\nImport\n"+table), "x.csv", Options{})
		if want == "" {
			assert.Error(t, err, title)
			continue
		}
		require.NoError(t, err, title)
		assert.Equal(t, trade.Country(want), res.Flows.Row(0).Origin, title)
	}
}

// TestTitleCommodity: a table by country is of the product of its title.
func TestTitleCommodity(t *testing.T) {
	table := "Import\nValues in US $ Million\nS.No.,Country,2023 - 2024\n1,CHINA P RP,5\n"
	for title, want := range map[string]string{
		"Commodity: 2709 PETROLEUM OILS": "2709", "Commodity : 27090000. CRUDE": "27090000", "Commodity: All": "",
		"All commodities": "",
	} {
		res, err := imported(t, []byte("\""+title+"\"\n"+table), "x.csv", Options{})
		require.NoError(t, err, title)
		assert.Equal(t, trade.Product(want), res.Flows.Row(0).Product, title)
	}
	_, err := imported(t, []byte("Commodity: CRUDE OIL\n"+table), "x.csv", Options{})
	assert.ErrorContains(t, err, "commodity")
}

package us

import (
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// headingNames are the countries as the headings of note 2 write them, with the codes
// of ISO 3166-1 that their goods have. It is no table of the library: it was written
// down for this test.
var headingNames = strings.NewReplacer("\n", "|", "\t", "").Replace(`Afghanistan=AF|Algeria=DZ|Angola=AO|Bangladesh=BD|Bolivia=BO|Bosnia and Herzegovina=BA|Botswana=BW|Brazil=BR|Brunei=BN
	Cambodia=KH|Cameroon=CM|Chad=TD|China, including Hong Kong and Macau=CN HK MO|China and Hong Kong=CN HK|Costa Rica=CR|Cote dIvoire=CI|Democratic Republic of the Congo=CD
	Ecuador=EC|Equatorial Guinea=GQ|European Union=AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE|Falkland Islands=FK|Fiji=FJ
	Ghana=GH|Guyana=GY|Iceland=IS|India=IN|Indonesia=ID|Iraq=IQ|Israel=IL|Japan=JP|Jordan=JO|Kazakhstan=KZ|Laos=LA|Lesotho=LS|Libya=LY|Liechtenstein=LI
	Madagascar=MG|Malawi=MW|Malaysia=MY|Mauritius=MU|Mexico=MX|Canada=CA|Moldova=MD|Mozambique=MZ|Myanmar (Burma)=MM|Namibia=NA|Nauru=NR|New Zealand=NZ|Nicaragua=NI|Nigeria=NG
	North Macedonia=MK|Norway=NO|Pakistan=PK|Papua New Guinea=PG|Philippines=PH|Serbia=RS|South Africa=ZA|South Korea=KR|Sri Lanka=LK|Switzerland=CH|Syria=SY
	Taiwan=TW|Thailand=TH|Trinidad and Tobago=TT|Tunisia=TN|Turkey=TR|Uganda=UG|United Kingdom=GB|Vanuatu=VU|Venezuela=VE|Vietnam=VN|Zambia=ZM|Zimbabwe=ZW`)

// ofHeading reads the countries out of the part of a heading that names them: the longest
// names first, as "Republic of the Congo" ends another.
func ofHeading(t *testing.T, text string) map[string]bool {
	t.Helper()
	text = strings.NewReplacer("ô", "o", "`", "", "’", "", "'", "", "D’I", "dI", "DI", "dI").Replace(text)
	codes := map[string]bool{}
	names := map[string]string{}
	for pair := range strings.SplitSeq(headingNames, "|") {
		name, code, _ := strings.Cut(pair, "=")
		names[name] = code
	}
	for text = strings.TrimSpace(text); text != ""; {
		longest := ""
		for name := range names {
			if strings.HasPrefix(text, name) && len(name) > len(longest) {
				longest = name
			}
		}
		require.NotEmpty(t, longest, "no country at %q", text)
		for code := range strings.FieldsSeq(names[longest]) {
			codes[code] = true
		}
		text = strings.TrimPrefix(text, longest)
		for trimmed := ""; trimmed != text; {
			trimmed = text
			for _, between := range []string{",", " ", "or ", "and ", "the "} {
				text = strings.TrimPrefix(text, between)
			}
		}
	}
	return codes
}

// rawHeading is a heading of an edition as published.
type rawHeading struct {
	Number      string `json:"htsno"`
	Description string `json:"description"`
	General     string `json:"general"`
}

func rawHeadings(t *testing.T, folder, edition string) []rawHeading {
	t.Helper()
	f, err := os.Open(filepath.Join(folder, "hts", "hts_"+edition+".json.gz"))
	require.NoError(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	require.NoError(t, err)
	var all, out []rawHeading
	require.NoError(t, json.NewDecoder(z).Decode(&all))
	for _, h := range all {
		if strings.HasPrefix(h.Number, "9903.0") {
			out = append(out, h)
		}
	}
	return out
}

// TestCountriesAgainstTheHeadings: what toys (free) and cotton shirts (16.5 %) of every
// origin pay under the Act and under Section 122 is what the headings of an edition in force
// say, read with a parser and names of this test's own.
func TestCountriesAgainstTheHeadings(t *testing.T) {
	folder := os.Getenv("TRADESHOCK_DATA")
	if folder == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	named := regexp.MustCompile(
		`articles the product of (?:the )?(.*?)(?:,? as provided|,? with an ad valorem|,? that are entered)`)
	over := regexp.MustCompile(`(provision (was )?(terminated|suspended))|(shall no longer)`)
	plus, inAll := regexp.MustCompile(`\+ ?([\d.]+)%`), regexp.MustCompile(`^([\d.]+)%$`)
	// The headings of the reciprocal duty that hold on a day beside the baseline, and the
	// editions that state the law of the day as now known.
	days := []struct{ day, edition, first, last string }{
		{"2025-02-04", "2025_rev_1", "", ""},
		{"2025-03-03", "2025_rev_2", "", ""},
		{"2025-03-04", "2025_rev_3", "", ""},
		{"2025-04-04", "2025_rev_6", "", ""},
		{"2025-04-05", "2025_rev_7", "", ""},
		{"2025-04-08", "2025_rev_7", "", ""},
		{"2025-04-09", "2025_rev_8", "9903.01.43", "9903.01.76"},
		{"2025-04-10", "2025_rev_9", "9903.01.63", "9903.01.63"},
		{"2025-05-13", "2025_rev_11", "9903.01.63", "9903.01.63"},
		{"2025-05-14", "2025_rev_12", "", ""},
		{"2025-08-01", "2025_rev_17", "", ""},
		{"2025-08-05", "2025_rev_17", "", ""},
		{"2025-08-07", "2025_rev_24", "9903.02.02", "9903.02.91"},
		{"2025-09-15", "2025_rev_24", "9903.02.02", "9903.02.91"},
		{"2025-11-13", "2025_rev_29", "9903.02.02", "9903.02.91"},
		{"2025-11-14", "2026_basic", "9903.02.02", "9903.02.91"},
		{"2026-02-06", "2026_rev_2", "9903.02.02", "9903.02.91"},
		{"2026-02-23", "2026_rev_3", "9903.02.02", "9903.02.91"},
		{"2026-02-24", "2026_rev_4", "", ""},
		{"2026-07-23", "2026_rev_10", "", ""},
	}
	// The headings of other orders, and the days between which each is charged: its
	// text does not say them all.
	orders := []struct{ heading, from, to string }{
		{"9903.01.01", "2025-03-04", "2026-02-24"},
		{"9903.01.10", "2025-03-04", "2026-02-24"},
		{"9903.01.20", "2025-02-04", "2025-03-04"},
		{"9903.01.24", "2025-03-04", "2026-02-24"},
		{"9903.01.77", "2025-08-06", "2026-02-24"},
		{"9903.01.84", "2025-08-27", "2026-02-07"},
	}
	engine, err := tariff.Compile(Book())
	require.NoError(t, err)
	editions := map[string][]rawHeading{}
	compared := 0
	for _, d := range days {
		if editions[d.edition] == nil {
			editions[d.edition] = rawHeadings(t, folder, d.edition)
		}
		additional, capped := map[string]float64{}, map[string]float64{} // by origin
		other := map[string]float64{}
		baseline, surcharge := 0.0, 0.0
		for _, h := range editions[d.edition] {
			text := strings.Join(strings.Fields(h.Description), " ")
			value := func(m []string) float64 {
				rate, err := strconv.ParseFloat(m[1], 64)
				require.NoError(t, err)
				return rate
			}
			add, all := plus.FindStringSubmatch(h.General), inAll.FindStringSubmatch(strings.TrimSpace(h.General))
			switch {
			case h.Number == "9903.01.25" && d.day >= "2025-04-05" && d.day < "2026-02-24":
				baseline = value(add)
			case h.Number == "9903.03.01" && d.day >= "2026-02-24" && d.day < "2026-07-24":
				surcharge = value(add)
			case d.first != "" && h.Number >= d.first && h.Number <= d.last && !over.MatchString(text):
				m := named.FindStringSubmatch(text)
				if m == nil || add == nil && all == nil {
					continue
				}
				for code := range ofHeading(t, m[1]) {
					if add != nil {
						additional[code] = value(add)
					} else {
						capped[code] = value(all)
					}
				}
			}
			for _, o := range orders {
				if h.Number != o.heading || d.day < o.from || d.day >= o.to {
					continue
				}
				m := named.FindStringSubmatch(text)
				require.NotNil(t, m, text)
				for code := range ofHeading(t, m[1]) {
					other[code] += value(add)
				}
			}
		}
		for _, origin := range trade.Countries() {
			code := string(origin)
			column2 := code == "RU" || code == "BY" || code == "CU" || code == "KP"
			for _, p := range []struct {
				product string
				base    float64
			}{{"9503.00.00.73", 0}, {"6109.10.00.12", 16.5}} {
				want, hasOwn := additional[code]
				limit, hasCap := capped[code]
				require.False(t, hasOwn && hasCap, "%s on %s: two headings", code, d.day)
				switch {
				case column2 || code == "CA" || code == "MX": // 9903.01.26, .27 and .29
					want = 0
				case hasCap:
					want = max(0, limit-p.base)
				case !hasOwn:
					want = baseline
				}
				want += surcharge + other[code]
				answer, err := engine.Assess(tariff.Entry{
					Date: day(d.day), Origin: origin, Product: trade.Product(p.product),
					Value: decimal.NewFromInt(1000),
				})
				require.NoError(t, err)
				got := decimal.Decimal{}
				for _, l := range answer.Applied() {
					if l.Authority == law.IEEPA || l.Authority == law.Section122 {
						got = got.Add(l.Duty)
					}
				}
				compared++
				assert.Equal(t, strconv.FormatFloat(want*10, 'f', -1, 64), got.String(), "%s of %s on %s", p.product, code, d.day)
			}
		}
	}
	assert.Greater(t, compared, 9_000)
}

package source

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/tradeshock/tradeshock/trade"
)

// system is a way in which a source names countries.
type system string

// The systems.
const (
	systemNamesAndISO     system = "ISO codes and English names"
	systemISO2            system = "ISO alpha-2"
	systemComtrade        system = "UN Comtrade numeric"
	systemScheduleC       system = "US Census Schedule C"
	systemGeonomenclature system = "Eurostat Geonomenclature"
	systemGACC            system = "China Customs numeric"
	systemWITS            system = "World Bank alpha-3"
	systemNamesUS         system = "names of the US Census Bureau and the USITC"
	systemNamesIndia      system = "names of the Department of Commerce of India"
)

// area is what a text of a source stands for: one country, a sum of countries, or
// something else, which err tells.
type area struct {
	country trade.Country
	existed trade.Interval // of a country that is no more
	sum     bool           // a sum of countries that stand in the source one by one as well
	err     error
}

// read reads a text that names a country, as it was meant on a day. near says
// whether an error is to offer what may have been meant.
func (s system) read(text string, on trade.Date, near bool) area {
	switch s {
	case systemComtrade:
		return readComtrade(text, on)
	case systemScheduleC:
		return readScheduleC(text)
	case systemGeonomenclature:
		return readGeonomenclature(text)
	case systemGACC:
		return readGACC(text)
	case systemWITS:
		return readWITS(text, near)
	case systemNamesUS, systemNamesIndia:
		if a, ok := officeNames(s)[officeName(text)]; ok {
			return a
		}
	case systemISO2:
		if c := trade.Country(strings.ToUpper(text)); len(c) == 2 && c.Valid() {
			return area{country: c}
		}
		return area{err: &trade.CountryError{Text: text, System: "alpha-2 code"}}
	}
	a := readName(text, near)
	switch {
	case a.err == nil:
	case isGroup(text):
		return area{sum: true}
	case s == systemNamesAndISO && known(namesUS(), text, &a), s == systemNamesAndISO && known(namesIndia(), text, &a):
		return a // names of offices are pasted into sheets
	case residualNames[strings.TrimRight(normalize(text), ". ")]:
		return area{err: &trade.CountryError{Text: text, System: "country", Area: "countries that are not named"}}
	}
	return a
}

// known looks a name up in the table of an office.
func known(names map[string]area, text string, a *area) bool {
	found, ok := names[officeName(text)]
	if ok {
		*a = found
	}
	return ok
}

func readName(text string, near bool) area {
	if c, ok := trade.LookupCountry(text); ok {
		return area{country: c}
	}
	if !near {
		return area{err: &trade.CountryError{Text: text, System: "country"}}
	}
	_, err := trade.ParseCountry(text)
	return area{err: err}
}

// dated reports whether the day matters.
func (s system) dated() bool { return s == systemComtrade }

// isGroup tells the name of a sum of countries, also where it is spelled out, cut off or
// qualified: "OECD - Organization for Economic Co-operation and", "European Union (27)".
func isGroup(text string) bool {
	name := strings.TrimRight(normalize(text), ": ")
	for _, end := range []string{"", " - ", "("} {
		short := name
		if end != "" {
			short, _, _ = strings.Cut(name, end)
		}
		if short = strings.TrimSpace(short); groupNames[short] {
			return true
		}
	}
	_, err := trade.ParseGroup(text)
	return err == nil
}

func readComtrade(text string, on trade.Date) area {
	switch strings.ToLower(text) {
	case "0", "w00", "wld", "all", "97", "975":
		return area{sum: true}
	}
	c, err := trade.CountryFromComtrade(text, on)
	return area{country: c, err: err}
}

// readScheduleC: a dash is the total; codes that begin with 00 or end in XXX are
// groups of countries and continents.
func readScheduleC(text string) area {
	if text == "-" || (len(text) == 4 && (strings.HasPrefix(text, "00") || strings.EqualFold(text[1:], "xxx"))) {
		return area{sum: true}
	}
	c, err := trade.CountryFromCensus(text)
	return area{country: c, err: err}
}

// geonomenclature are the codes of Eurostat that are not those of ISO 3166, or not
// of one country.
var geonomenclature = map[string]struct {
	country trade.Country
	stands  string
}{
	"EL": {"GR", ""}, "UK": {"GB", ""}, "XI": {"GB", ""}, "XU": {"GB", ""}, "XK": {"XK", ""}, "XS": {"RS", ""},
	"XM": {"ME", ""},
	"XC": {"", "Ceuta"}, "XL": {"", "Melilla"}, "XR": {"", "polar regions"}, "XZ": {"", "West Bank and Gaza Strip"},
	"QP": {"", "high seas"}, "QQ": {"", "ships' stores"}, "QR": {"", "stores within the Union"},
	"QS": {"", "stores with third countries"},
	"QU": {"", "countries that are not specified"}, "QV": {"", "countries of the Union that are not specified"},
	"QW": {"", "third countries that are not specified"},
	"QX": {"", "countries kept secret"}, "QY": {"", "countries of the Union kept secret"},
	"QZ": {"", "third countries kept secret"},
}

func readGeonomenclature(text string) area {
	code := strings.ToUpper(text)
	if g, ok := geonomenclature[code]; ok {
		if g.country != "" {
			return area{country: g.country}
		}
		return area{err: &trade.CountryError{Text: text, System: "Eurostat code", Area: g.stands}}
	}
	if c := trade.Country(code); len(c) == 2 && c != "EU" && c.Valid() {
		return area{country: c}
	}
	for _, prefix := range []string{
		"EU", "EA", "EFTA", "EXT_", "EXTRA", "INT_", "INTRA", "WORLD", "TOTAL", "ACP", "OPEC",
		"ASEAN", "NAFTA",
	} {
		if strings.HasPrefix(code, prefix) {
			return area{sum: true}
		}
	}
	return area{err: &trade.CountryError{Text: text, System: "Eurostat code"}}
}

// witsCodes are the codes of the World Bank that are not those of ISO 3166 today.
var witsCodes = map[string]trade.Country{
	"ROM": "RO", "ZAR": "CD", "TMP": "TL", "SUD": "SD", "MNT": "ME", "OAS": "TW", "BLX": "BE", "SER": "YUCS",
	"SVU": "SUHH", "CZK": "CSHH", "KSV": "XK", "XKX": "XK", "WBG": "PS", "GBR": "GB",
}

// witsSums are the aggregates of WITS and of the indicators of the World Bank.
const witsSums = " WLD ALL EUN EU1 EU2 EU3 AFE AFW ARB CEB CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBD IBT IDA IDB IDX LAC LCN LDC LIC LMC LMY LTE MEA MIC MNA NAC OED OSS PRE PSS PST SAS SSA SSF SST TEA TEC TLA TMN TSA TSS UMC 000 918 "

var witsAreas = map[string]string{
	"UNS": "areas that are not specified", "SPE": "special categories", "BUN": "bunkers", "FRE": "free zones",
	"CHI": "the Channel Islands", "INX": "economies that are not classified", "NES": "areas that are not specified",
}

func readWITS(text string, near bool) area {
	code := strings.ToUpper(text)
	if c, ok := witsCodes[code]; ok {
		return area{country: c}
	}
	if stands, ok := witsAreas[code]; ok {
		return area{err: &trade.CountryError{Text: text, System: "World Bank code", Area: stands}}
	}
	if len(code) == 3 && strings.Contains(witsSums, " "+code+" ") {
		return area{sum: true}
	}
	if len(code) == 3 && code[0] <= '9' {
		c, err := trade.CountryFromNumeric(code)
		if err != nil {
			c, err = trade.CountryFromComtrade(code, trade.Date{})
		}
		return area{country: c, err: err}
	}
	a := readName(text, near)
	if a.err == nil && a.country.ISO3() != code {
		return area{err: &trade.CountryError{Text: text, System: "alpha-3 code", Nearest: []trade.Country{a.country}}}
	}
	return a
}

//go:embed gacc.txt
var gaccText string

// gaccTable reads the table once; a test makes sure that every row is read.
var gaccTable = sync.OnceValue(func() map[string]area {
	t := map[string]area{}
	for line := range strings.Lines(gaccText) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case len(f) == 2:
			t[f[0]] = area{country: trade.Country(f[1])}
		case len(f) == 3:
			t[f[0]] = area{err: &trade.CountryError{Text: f[0], System: "China Customs code", Area: f[2]}}
		}
	}
	return t
})

func readGACC(text string) area {
	if a, ok := gaccTable()[text]; ok {
		return a
	}
	switch text {
	case "000", "0", "总计", "合计", "总值":
		return area{sum: true}
	}
	return area{err: &trade.CountryError{Text: text, System: "China Customs code"}}
}

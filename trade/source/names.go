package source

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"github.com/tradeshock/tradeshock/trade"
)

// The tables describe their columns and sources.
var (
	//go:embed names_us.txt
	namesUSText string
	//go:embed names_india.txt
	namesIndiaText string
)

var (
	namesUS    = sync.OnceValue(func() map[string]area { return readNames(namesUSText) })
	namesIndia = sync.OnceValue(func() map[string]area { return readNames(namesIndiaText) })
)

func officeNames(s system) map[string]area {
	if s == systemNamesIndia {
		return namesIndia()
	}
	return namesUS()
}

// officeName is the form in which the names of an office are compared: letters and
// digits only, in lower case.
func officeName(text string) string {
	return strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, text)
}

// readNames reads a table; a test makes sure that every row of it is read.
func readNames(text string) map[string]area {
	t := map[string]area{}
	for line := range strings.Lines(text) {
		if line[0] == '#' {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		switch {
		case len(f) == 2:
			t[officeName(f[0])] = area{country: trade.Country(f[1])}
		case len(f) == 3 && f[2] == "sum":
			t[officeName(f[0])] = area{sum: true}
		case len(f) == 3:
			t[officeName(f[0])] = area{err: &trade.CountryError{Text: f[0], System: "country", Area: f[2]}}
		}
	}
	return t
}

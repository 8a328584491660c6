package tariff_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/trade"
)

// TestStacking: what several measures on one value come to, by hand, on 1,000 dollars at a
// base rate of 16.5 percent; and every way says the same.
func TestStacking(t *testing.T) {
	measure := func(heading, duty string, s law.Stacking, group string) law.Measure {
		return law.Measure{
			Heading: heading, Authority: law.IEEPA, Origins: law.Origins{In: []string{"*"}}, Products: law.Scope{All: true},
			Stacking: s, Group: group, Terms: []law.Term{{State: law.Imposed, Duty: duty}},
		}
	}
	left := measure("9903.90.09", "35%", law.Replaces, "")
	left.Exceptions = []law.Exception{{Heading: "9903.90.10", USContent: "0.20"}}
	yields := measure("9903.90.02", "20%", law.Replaces, "")
	yields.Exceptions = []law.Exception{{Heading: "9903.90.03", Subject: []law.Selector{{Headings: "9903.90.09"}}}}
	ofContent := measure("9903.90.01", "40%", law.Adds, "g")
	ofContent.Basis = law.NonUSContent
	elsewhere, others := measure("9903.90.03", "40%", law.Adds, "g"), measure("9903.90.03", "40%", law.Adds, "g")
	elsewhere.Origins.In = []string{"CN"}
	others.Products = law.Scope{Codes: trade.ProductSet{In: []trade.Product{"6110"}}}
	alone := measure("9903.90.01", "40%", law.Adds, "")
	alone.Origins.In = []string{"CN"}
	content := decimal.RequireFromString("0.4")
	for _, c := range []struct {
		name     string
		measures []law.Measure
		content  *decimal.Decimal
		total    string
	}{
		{"two totals, each over the base rate alone", []law.Measure{
			measure("9903.90.01", "20%", law.TopsUp, ""), measure("9903.90.02", "35%", law.TopsUp, ""),
		}, nil, "385"}, // 165 + 35 + 185
		{"a group of a duty and a total, which counts with what it adds", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "g"), measure("9903.90.02", "30%", law.TopsUp, "g"),
		}, nil, "365"}, // 165 + the larger of 200 and 135
		{"the total first in the book", []law.Measure{
			measure("9903.90.01", "30%", law.TopsUp, "g"), measure("9903.90.02", "20%", law.Adds, "g"),
		}, nil, "365"},
		{"two replacements", []law.Measure{
			measure("9903.90.01", "20%", law.Replaces, ""), measure("9903.90.02", "35%", law.Replaces, ""),
		}, nil, "350"},
		{"two replacements, the larger first", []law.Measure{
			measure("9903.90.01", "35%", law.Replaces, ""), measure("9903.90.02", "20%", law.Replaces, ""),
		}, nil, "350"},
		{"a replacement on a part leaves the base rate on the rest", []law.Measure{left}, &content, "276"}, // 66 + 210
		{"replacements on parts apart from each other", []law.Measure{left, yields}, &content, "290"},      // 210 + 80
		{"a group compares duties, not rates: 40 % of six tenths are less than 30 % of all", []law.Measure{
			ofContent, measure("9903.90.02", "30%", law.Adds, "g"),
		}, &content, "465"}, // 165 + 300
		{"a group whose last duty is on goods of another origin", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "g"), measure("9903.90.02", "30%", law.Adds, "g"), elsewhere,
		}, &content, "465"},
		{"a group whose last duty is on other goods", []law.Measure{
			measure("9903.90.01", "20%", law.Adds, "g"), measure("9903.90.02", "30%", law.Adds, "g"), others,
		}, &content, "465"},
		{"no measure on goods of the origin", []law.Measure{alone}, &content, "165"},
		{"a replacement that loses in its group replaces nothing", []law.Measure{
			measure("9903.90.01", "20%", law.Replaces, "g"), measure("9903.90.02", "35%", law.Adds, "g"),
		}, nil, "515"}, // 165 + 350
	} {
		book := &law.Book{
			Name: "stacking", Currency: "USD", KnownFrom: trade.NewDate(2025, 1, 1), KnownUntil: trade.NewDate(2026, 12, 31),
			Schedule: &law.Schedule{
				KnownUntil: trade.NewDate(2026, 12, 31),
				Revisions:  []law.Revision{{Name: "r1", Effective: trade.NewDate(2025, 1, 1), Held: true}},
				Lines:      []law.Line{{Code: "61091000", General: "16.5%", Other: "90%", Special: "Free (KR,S)"}},
				Numbers:    []law.Number{{Code: "6109100012"}, {Code: "6109100016"}},
			},
			Measures: c.measures,
		}
		engine, err := tariff.Compile(book)
		require.NoError(t, err, c.name)
		entry := tariff.Entry{
			Date: trade.NewDate(2025, 9, 1), Origin: "VN", Product: "6109100012", Value: decimal.NewFromInt(1000),
			Claims: tariff.Claims{USContent: c.content},
		}
		assert.Equal(t, c.total, engine.Charge(entry).Total.String(), c.name)
		large := entry
		large.Value = decimal.NewFromInt(1_000_000_000)
		assert.NoError(t, tarifftest.Agree([]*law.Book{book, book.Clone()}, []tariff.Entry{entry, large}), c.name)
	}
}

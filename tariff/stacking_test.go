package tariff_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/trade"
)

// TestStacking: what several measures on one value come to, by hand, on 1,000 dollars at a
// base rate of 16.5 percent; and every way says the same.
func TestStacking(t *testing.T) {
	measure := func(heading, duty string, s tariff.Stacking, group string) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.IEEPA, Origins: tariff.Origins{In: []string{"*"}}, Products: tariff.Scope{All: true},
			Stacking: s, Group: group, Terms: []tariff.Term{{State: tariff.Imposed, Duty: duty}},
		}
	}
	left := measure("9903.90.09", "35%", tariff.Replaces, "")
	left.Exceptions = []tariff.Exception{{Heading: "9903.90.10", USContent: "0.20"}}
	yields := measure("9903.90.02", "20%", tariff.Replaces, "")
	yields.Exceptions = []tariff.Exception{{Heading: "9903.90.03", Subject: []tariff.Selector{{Headings: "9903.90.09"}}}}
	ofContent := measure("9903.90.01", "40%", tariff.Adds, "g")
	ofContent.Basis = tariff.NonUSContent
	elsewhere, others := measure("9903.90.03", "40%", tariff.Adds, "g"), measure("9903.90.03", "40%", tariff.Adds, "g")
	elsewhere.Origins.In = []string{"CN"}
	others.Products = tariff.Scope{Codes: trade.ProductSet{In: []trade.Product{"6110"}}}
	alone := measure("9903.90.01", "40%", tariff.Adds, "")
	alone.Origins.In = []string{"CN"}
	content := decimal.RequireFromString("0.4")
	for _, c := range []struct {
		name     string
		measures []tariff.Measure
		content  *decimal.Decimal
		total    string
	}{
		{"two totals, each over the base rate alone", []tariff.Measure{
			measure("9903.90.01", "20%", tariff.TopsUp, ""), measure("9903.90.02", "35%", tariff.TopsUp, ""),
		}, nil, "385"}, // 165 + 35 + 185
		{"a group of a duty and a total, which counts with what it adds", []tariff.Measure{
			measure("9903.90.01", "20%", tariff.Adds, "g"), measure("9903.90.02", "30%", tariff.TopsUp, "g"),
		}, nil, "365"}, // 165 + the larger of 200 and 135
		{"the total first in the book", []tariff.Measure{
			measure("9903.90.01", "30%", tariff.TopsUp, "g"), measure("9903.90.02", "20%", tariff.Adds, "g"),
		}, nil, "365"},
		{"two replacements", []tariff.Measure{
			measure("9903.90.01", "20%", tariff.Replaces, ""), measure("9903.90.02", "35%", tariff.Replaces, ""),
		}, nil, "350"},
		{"two replacements, the larger first", []tariff.Measure{
			measure("9903.90.01", "35%", tariff.Replaces, ""), measure("9903.90.02", "20%", tariff.Replaces, ""),
		}, nil, "350"},
		{"a replacement on a part leaves the base rate on the rest", []tariff.Measure{left}, &content, "276"}, // 66 + 210
		{"replacements on parts apart from each other", []tariff.Measure{left, yields}, &content, "290"},      // 210 + 80
		{"a group compares duties, not rates: 40 % of six tenths are less than 30 % of all", []tariff.Measure{
			ofContent, measure("9903.90.02", "30%", tariff.Adds, "g"),
		}, &content, "465"}, // 165 + 300
		{"a group whose last duty is on goods of another origin", []tariff.Measure{
			measure("9903.90.01", "20%", tariff.Adds, "g"), measure("9903.90.02", "30%", tariff.Adds, "g"), elsewhere,
		}, &content, "465"},
		{"a group whose last duty is on other goods", []tariff.Measure{
			measure("9903.90.01", "20%", tariff.Adds, "g"), measure("9903.90.02", "30%", tariff.Adds, "g"), others,
		}, &content, "465"},
		{"no measure on goods of the origin", []tariff.Measure{alone}, &content, "165"},
		{"a replacement that loses in its group replaces nothing", []tariff.Measure{
			measure("9903.90.01", "20%", tariff.Replaces, "g"), measure("9903.90.02", "35%", tariff.Adds, "g"),
		}, nil, "515"}, // 165 + 350
	} {
		book := throw(1).book()
		book.Measures, book.BaseRates = c.measures, nil
		engine, err := tariff.Compile(book)
		require.NoError(t, err, c.name)
		entry := tariff.Entry{
			Date: trade.NewDate(2025, 9, 1), Origin: "VN", Product: "6109100012", Value: decimal.NewFromInt(1000),
			Claims: tariff.Claims{USContent: c.content},
		}
		assert.Equal(t, c.total, engine.Charge(entry).Total.String(), c.name)
		large := entry
		large.Value = decimal.NewFromInt(1_000_000_000)
		assert.NoError(t, tarifftest.Agree([]*tariff.Book{book, book.Clone()}, []tariff.Entry{entry, large}), c.name)
	}
}

package source

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestParseValueUnit: the units that people write.
func TestParseValueUnit(t *testing.T) {
	for text, want := range map[string]string{
		"USD": "USD", "1000 USD": "1000 USD", "thousands of US dollars": "1000 USD", "Value (US$ 000)": "1000 USD",
		"Value, USD million": "1000000 USD", "EUR mn": "1000000 EUR",
		"US$ '000": "1000 USD", "€ thousand": "1000 EUR", "Rs Crore": "10000000 INR", "₹ lakh": "100000 INR",
		"USD bn": "1000000000 USD", "1,000 USD": "1000 USD",
		"value_usd": "USD", "US $ Million": "1000000 USD", "million euros": "1000000 EUR", "GBP": "GBP",
		"customs value (usd)": "USD", "千美元": "1000 USD", "万美元": "10000 USD",
		"US dollars, thousands": "1000 USD", "thousand": "1000", "Canadian dollars": "CAD",
	} {
		u, err := ParseValueUnit(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, u.String(), text)
	}
	for _, text := range []string{"quid", "USD per tonne", "bushels", "USD EUR", "index 2015", "million million million"} {
		_, err := ParseValueUnit(text)
		assert.Error(t, err, text)
	}
}

// TestStatedUnits: a unit in the title, the heading, the cell or below the table is
// obeyed; one that is not known, or two that differ, are a problem, never dollars.
func TestStatedUnits(t *testing.T) {
	sheet := func(title, heading, cell, foot string) string {
		if title != "" {
			title = "\"" + title + "\"\n"
		}
		if foot != "" {
			foot = "\n\"" + foot + "\"\n"
		}
		return title + "period,origin,destination,hs,\"" + heading + "\"\n2025,IN,US,610910,\"" + cell + "\"\n" + foot
	}
	for _, c := range []struct{ title, heading, cell, foot, want string }{
		{"", "value_usd", "5", "", "USD 5"},
		{"Values in thousands of US dollars", "value_usd", "5", "", "USD 5000"},
		{"Imports of the United States (USD million)", "value_usd", "5", "", "USD 5000000"},
		{"US imports, EUR thousand", "value", "5", "", "EUR 5000"},
		{"Unit: EUR", "value", "5", "", "EUR 5"},
		{"", "Value (US$ 000)", "5", "", "USD 5000"},
		{"", "Value in million EUR", "5", "", "EUR 5000000"},
		{"", "value_usd", "5", "Values in USD thousand", "USD 5000"},
		{"", "value_usd", "$5", "", "USD 5"},
		{"", "value_usd", "1.5m", "", "USD 1500000"},
		{"", "value_usd", "USD 5 thousand", "", "USD 5000"},
		{"Trade of India in 2025", "value_usd", "5", "Note: values of 2025 in India", "USD 5"},
		{"Values in quid", "value_usd", "5", "", ""},
		{"Unit: cowries", "value_usd", "5", "", ""},
		{"Values in EUR", "value_usd", "5", "", ""},
		{"Values in thousands of US dollars", "Value (USD million)", "5", "", ""},
		{"", "Value (cowries)", "5", "", ""},
		{"", "value", "5", "", ""},
		{"", "value_usd", "EUR 5", "", ""},
		{"", "value_usd", "5", "Values in EUR", ""},
		{"", "value_usd", "5", "Values in cowries", ""},
	} {
		res, err := imported(t, []byte(sheet(c.title, c.heading, c.cell, c.foot)), "x.csv", Options{})
		if c.want == "" {
			assert.Error(t, err, "%v", c)
			continue
		}
		require.NoError(t, err, "%v", c)
		currency, amount, _ := strings.Cut(c.want, " ")
		assert.Equal(t, amount, res.Report.Totals[trade.Currency(currency)].String(), "%v", c)
	}
	// In the files of an office too.
	res, err := imported(t,
		[]byte("\"Imports, values in thousands of dollars\"\nCommodity,Country,Time,Customs Value (Gen) ($US)\n2709 "+
			"Crude,Canada,2024,5\n"), "x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, "5000", res.Report.Totals["USD"].String())
}

// TestOwnHeaders: the columns of a person's own sheet are named by options, and so is
// what no column says.
func TestOwnHeaders(t *testing.T) {
	text := "Month,Country of origin,HTS,\"Customs value, USD million\"\n2025-01,India,6109.10.00.12,1\n"
	_, err := imported(t, []byte(text), "x.csv", Options{})
	assert.ErrorContains(t, err, "column period=Month")
	o := Options{Destination: "US", Columns: map[Role]string{
		rolePeriod: "month", roleOrigin: "Country of Origin", roleProduct: "HTS", roleValue: "Customs value, USD million",
	}}
	res, err := imported(t, []byte(text), "x.csv", o)
	require.NoError(t, err)
	assert.Equal(t, []string{"2025-01-01 .. 2025-01-31 IN>US 6109.10.00.12 USD 1,000,000.00  - map[]"}, flowTexts(res))
	assert.Contains(t, strings.Join(res.Report.Assumed, " "), "destination")

	_, err = imported(t, []byte(text), "x.csv", Options{Destination: "US", Columns: map[Role]string{
		rolePeriod: "month", roleOrigin: "Country of Origin", roleProduct: "HTS", roleValue: "Customs value, USD million",
		roleUnit: "no such",
	}})
	assert.ErrorContains(t, err, "no such")

	plain := "period,origin,hs,value\n1/9/2025,IN,61,5\n"
	_, err = imported(t, []byte(plain), "x.csv", Options{Destination: "US"})
	assert.ErrorContains(t, err, "currency")
	unit := ValueUnit{Currency: "EUR", Scale: 3, Scaled: true}
	_, err = imported(t, []byte(plain), "x.csv", Options{Destination: "US", Unit: unit})
	assert.ErrorContains(t, err, "dmy")
	res, err = imported(t, []byte(plain), "x.csv", Options{Destination: "US", Unit: unit, Dates: DayMonthYear})
	require.NoError(t, err)
	assert.Equal(t, []string{"2025-09-01 .. 2025-09-01 IN>US 61 EUR 5,000.00  - map[]"}, flowTexts(res))
	res, err = imported(t, []byte(plain), "x.csv", Options{Destination: "US", Unit: unit, Dates: MonthDayYear})
	require.NoError(t, err)
	assert.Equal(t, "2025-01-09 .. 2025-01-09", res.Flows.Row(0).Period.String())
}

// TestAnyPeriod: periods that are stated without doubt, and those that are not.
func TestAnyPeriod(t *testing.T) {
	for text, want := range map[string]string{
		"202509": "2025-09-01 .. 2025-09-30", "2025M09": "2025-09-01 .. 2025-09-30", "2025-9": "2025-09-01 .. 2025-09-30",
		"2025Q3":  "2025-07-01 .. 2025-09-30",
		"Q3 2025": "2025-07-01 .. 2025-09-30", "3Q2025": "2025-07-01 .. 2025-09-30", "Sep 2025": "2025-09-01 .. 2025-09-30",
		"September 2025": "2025-09-01 .. 2025-09-30",
		"09/2025":        "2025-09-01 .. 2025-09-30", "2025/09/01": "2025-09-01 .. 2025-09-01",
		"1 Sep 2025": "2025-09-01 .. 2025-09-01", "01-Sep-2025": "2025-09-01 .. 2025-09-01",
		"20250901": "2025-09-01 .. 2025-09-01", "Apr-Sep 2025": "2025-04-01 .. 2025-09-30",
		"Sep 1, 2025":      "2025-09-01 .. 2025-09-01",
		"2025-09-01 14:30": "2025-09-01 .. 2025-09-01", "2025-09-01T00:00:00Z": "2025-09-01 .. 2025-09-01",
	} {
		p, fault := parsePeriod(text, false, periodNative, NoOrder)
		require.Nil(t, fault, text)
		assert.Equal(t, want, p.String(), text)
	}
	for _, text := range []string{
		"Sep-25", "1/9/2025", "31/12/2025", "1-9-25", "FY2025", "2024-25", "45901", "2025-09-31",
		"202513", "2025Q5", "Sept", "20250931", "Sep-Apr 2025", "2025-09-01 x",
	} {
		_, fault := parsePeriod(text, false, periodNative, NoOrder)
		require.NotNil(t, fault, text)
		assert.Equal(t, codePeriod, fault.code)
	}
	_, fault := parsePeriod("31/12/2025", false, periodNative, MonthDayYear)
	assert.NotNil(t, fault)
	p, fault := parsePeriod("31/12/2025 08:15", false, periodNative, DayMonthYear)
	require.Nil(t, fault)
	assert.Equal(t, "2025-12-31 .. 2025-12-31", p.String())
}

// TestMadeNumbers: a code that a program made a number of is refused with that cause, in
// any layout; characters that no program shows are none.
func TestMadeNumbers(t *testing.T) {
	for _, code := range []string{"850440.0", "8504.4", "8.4713E+09", "8.50E+05", "306.17", "85044."} {
		for _, text := range []string{
			nativeHeader + "\n2024,IN,US," + code + ",1,,\n",
			comtradeHeader + "2022,842,M,156,0,C00,0,H6," + code + ",1,\n",
		} {
			res, err := imported(t, []byte(text), "x.csv", Options{Lenient: true})
			require.NoError(t, err)
			require.Len(t, res.Report.Rejects, 1, code)
			assert.Contains(t, res.Report.Rejects[0].Hint, "a program made a number of the code", code)
		}
	}
	hidden := strings.Replace(nativeHeader, "hs", "\u200bhs", 1) + "\n2024,IN\u00a0,US,\u200b850440\u202c,1,,\n"
	res, err := imported(t, []byte(hidden), "x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, trade.Product("850440"), res.Flows.Row(0).Product)
}

// TestPercentages: a rate is the same as a number of points, as text and as a cell that
// shows a percentage.
func TestPercentages(t *testing.T) {
	header := line(1, "", "Selected Nomen", "Native Nomen", "Reporter", "Product", "Partner", "Tariff Year", "DutyType",
		"Simple Average", "Weighted Average")
	row := func(n int, simple, weighted string) string {
		return line(n, "", "H5", "H6", "IND", "270900", "USA", "20"+string(rune('0'+n))+"0", "AHS", simple, weighted)
	}
	percent := `=<c s="3"><v>0.05</v></c>`
	book := rawBook(t,
		rawSheet{
			name: "Data",
			rows: header + row(2, number("5"), "5%") + row(3, percent, "5.00") + row(4, number("5"), percent),
		})
	res, err := imported(t, book, "x.xlsx", Options{})
	require.NoError(t, err)
	require.Len(t, res.Rates, 3)
	for _, r := range res.Rates {
		assert.Equal(t, "0.05", r.Simple.Decimal.String())
		assert.Equal(t, "0.05", r.Weighted.Decimal.String())
	}
}

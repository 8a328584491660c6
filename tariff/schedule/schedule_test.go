package schedule

import (
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// ask compiles a book of the lines and asks it.
func ask(t *testing.T, read *Table, currency trade.Currency, code, on, quantity string) (string, error) {
	t.Helper()
	e, err := tariff.Compile(&law.Book{
		Name: "Test", Importer: "XK", Currency: currency, Schedule: &law.Schedule{Lines: read.Lines},
		KnownFrom: trade.NewDate(2026, 1, 1), KnownUntil: trade.NewDate(2026, 12, 31),
	})
	require.NoError(t, err)
	day, err := trade.ParseDate(on)
	require.NoError(t, err)
	entry := tariff.Entry{Date: day, Origin: "IN", Product: trade.Product(code), Value: decimal.NewFromInt(1000)}
	if quantity != "" {
		amount, unit, _ := strings.Cut(quantity, " ")
		entry.Quantities = []trade.Quantity{{Amount: decimal.RequireFromString(amount), Unit: trade.Unit(unit)}}
	}
	a, err := e.Assess(entry)
	if err != nil {
		return "", err
	}
	return a.Total.StringFixed(2), nil
}

func sample(t *testing.T, name string, currency trade.Currency) *Table {
	t.Helper()
	f, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer f.Close()
	read, err := Read(f, name, currency)
	require.NoError(t, err)
	return read
}

// TestTARIC: seasons, compound duties, inheritance, and what is refused, by its text.
func TestTARIC(t *testing.T) {
	read := sample(t, "taric_shape.csv", "EUR")
	assert.Equal(t, "TARIC", read.Layout)
	assert.Equal(t, map[string]int{"measure type 142 (preference)": 1, "measure type 552 (antidumping duty)": 1},
		read.Left)
	assert.Len(t, read.NotRead, 3)
	assert.Equal(t, 10, read.Rows)
	for _, c := range []struct{ code, on, quantity, want, refused string }{
		{"07020000", "2026-05-31", "", "88.00", ""},                          // 8.8 % of 1000
		{"07020000", "2026-06-01", "", "", "14.400 % + EP (an entry price)"}, // the season has another duty
		{"0201100000", "2026-03-01", "200 kg", "314.20", ""},                 // 128 + 2 × 93.10
		{"0201100000", "2026-03-01", "", "", "the quantity in kg"},
		{"1806100000", "2026-03-01", "", "", "an agricultural component"},
		{"7208100010", "2026-03-01", "", "50.00", ""}, // the longest code counts
		{"7208100090", "2026-03-01", "", "0.00", ""},
		{"31021000", "2026-03-01", "", "", "a duty under conditions"},
		{"20091100", "2026-03-01", "500 kg", "4.50", ""}, // 9 EUR a tonne; the first day is a number
	} {
		got, err := ask(t, read, "EUR", c.code, c.on, c.quantity)
		if c.refused != "" {
			assert.ErrorContains(t, err, c.refused, c.code)
			assert.Equal(t, "missing_fact", tariff.ErrorCode(err))
			continue
		}
		require.NoError(t, err, c.code)
		assert.Equal(t, c.want, got, c.code)
	}
	_, err := ask(t, read, "EUR", "0702000000", "2026-11-01", "")
	require.Error(t, err, "no row holds after the season")
}

func TestUnitedKingdom(t *testing.T) {
	read := sample(t, "uk_shape.csv", "GBP")
	assert.Equal(t, "UK", read.Layout)
	assert.Equal(t, map[string]int{"measure type 103 of one origin": 1, "measure type 112 (suspension)": 1}, read.Left)
	for _, c := range []struct{ code, on, quantity, want string }{
		{"02011000", "2026-03-01", "100 kg", "178.00"},
		{"2203000100", "2026-06-30", "200 liters", "25.00"}, // the end date is the last day
		{"2203000100", "2026-07-01", "", "0.00"},
		{"7208100000", "2026-07-01", "", "20.00"},
		{"0805220020", "2026-07-01", "100 kg", "100.00"}, // 16 % of 1000, and not more than a pound for a kilogram
		{"0805220020", "2026-07-01", "160 kg", "160.00"},
		{"0805220020", "2026-07-01", "200 kg", "160.00"},
	} {
		got, err := ask(t, read, "GBP", c.code, c.on, c.quantity)
		require.NoError(t, err, c.code)
		assert.Equal(t, c.want, got, c.code)
	}
	_, err := ask(t, read, "GBP", "0805220020", "2026-07-01", "")
	require.ErrorContains(t, err, "needs the quantity in kg")
	foreign := sample(t, "uk_shape.csv", "EUR")
	_, err = ask(t, foreign, "EUR", "02011000", "2026-07-01", "100 kg")
	require.ErrorContains(t, err, "an amount in GBP; the book is in EUR")
}

// TestRefused: what cannot be read names its row, all rows together.
func TestRefused(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", "a header was expected"},
		{"a,b\n1,2\n", "no header of a schedule"},
		{"code,from\n01,\n", "the column of duties is missing"},
		{"Goods code,Duty\n0101210000,1%\n", "a column of type, origin or dates is missing"},
		{"code,duty\n123,1%\n", "row 2: \"123\": a code of 2, 4, 6, 8 or 10 digits"},
		{"code,duty,from,to\n0101,1%,2026-13-01,\n", "the first day is no date"},
		{"code,duty,from,to\n0101,1%,2026-02-01,2026-01-01\n", "the days end before they begin"},
		{
			"code,duty,from,to\n0101,1%,2026-01-01,\n0101,2%,2026-03-01,\n",
			"row 3: \"0101\": holds on days on which row 2 holds too",
		},
		{"code,duty\n1,1%\n2,1%\n", "row 3"},
	} {
		_, err := Read(strings.NewReader(c.text), "mine.csv", "EUR")
		require.ErrorContains(t, err, c.want, c.text)
		assert.Equal(t, "bad_row", tariff.ErrorCode(err))
	}
}

// TestDutyTexts are texts of the layouts and what they come to.
func TestDutyTexts(t *testing.T) {
	for text, want := range map[string]string{
		"12.8 % + 93.1 EUR/100 kg": "12.8% + $0.931/kg", "9.000 EUR TNE": "$9/t", "6.4%": "6.4%", "Free": "Free",
		"0.000 %":    "0.000 %",
		"1.2 EUR/kg": "$1.2/kg", "0.5 EUR / hl": "$0.005/liter", "2 EUR p/st": "$2 each", "4 EUR MIL": "$0.004 each",
		"1.5¢/kg + 3%": "1.5¢/kg + 3%",
	} {
		got, reason := dutyOf(text, "EUR")
		assert.Equal(t, want, got, "%s: %s", text, reason)
	}
	for text, want := range map[string]string{
		"": "no duty is stated", "NAR": "no duty is stated", "12,8 %": "comma", "5 EUR/furlong": `"FURLONG" is not known`,
		"10 % + EA":                       "agricultural",
		"10 % MIN 2 EUR p/st + 1 EUR DTN": "two units", "Cond: B (01): 0 %": "conditions", "20 EUR % vol/hl": "strength",
		"1e5 %": "no duty", "- 5 %": "no duty",
		"5 USD/kg": "in USD",
	} {
		got, reason := dutyOf(text, "EUR")
		assert.Empty(t, got, text)
		assert.Contains(t, reason, want, text)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("code,duty,from,to\n0101,1%,2026-01-01,\n")
	f.Add("Goods code,Start date,End date,Origin code,Meas. type code,Duty\n0101210000 80,01-01-2026,,1011,103,5 %\n")
	f.Fuzz(func(t *testing.T, text string) {
		read, err := Read(strings.NewReader(text), "fuzz.csv", "EUR")
		if err != nil {
			return
		}
		for i := range read.Lines {
			if _, err := duty.Parse(read.Lines[i].General); err != nil {
				t.Fatalf("line %s: %v", read.Lines[i].Code, err)
			}
		}
	})
}

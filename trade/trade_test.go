package trade

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func date(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestDate(t *testing.T) {
	for _, s := range []string{"2025-08-27", "2024-02-29", "0001-01-01", "9999-12-31", "1900-03-01"} {
		d, err := ParseDate(s)
		require.NoError(t, err)
		assert.Equal(t, s, d.String())
	}
	for _, s := range []string{"", "2025-02-29", "2025-13-01", "2025-00-10", "2025-1-01", "25-01-01", "2025/01/01", "0000-01-01", "2025-01-32", "2025-01-0x"} {
		_, err := ParseDate(s)
		require.ErrorAs(t, err, new(*DateError), s)
	}
	assert.Equal(t, "2025-03-02", NewDate(2025, 2, 30).String(), "a day out of range is carried over, as in package time")
	assert.Equal(t, 31, date("2025-08-01").Sub(date("2025-07-01")))
	assert.True(t, Date{}.AddDays(5).IsZero())
	assert.True(t, NewDate(1<<30, 1, 1).IsZero())
	assert.True(t, date("9999-12-31").AddDays(1).IsZero())
}

func TestInterval(t *testing.T) {
	iv := Interval{date("2025-08-27"), date("2026-02-07")}
	assert.True(t, iv.Contains(date("2025-08-27")))
	assert.True(t, iv.Contains(date("2026-02-06")))
	assert.False(t, iv.Contains(date("2026-02-07")))
	assert.Equal(t, "2025-08-27 .. 2026-02-06", iv.String())
	assert.Equal(t, "… .. …", Interval{}.String())
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) Interval {
			var iv Interval
			if rapid.Bool().Draw(t, name+" has from") {
				iv.From = DateFromDays(rapid.IntRange(1, 60).Draw(t, name+" from"))
			}
			if rapid.Bool().Draw(t, name+" has to") {
				iv.To = DateFromDays(rapid.IntRange(1, 60).Draw(t, name+" to"))
			}
			return iv
		}
		a, b := draw("a"), draw("b")
		both := a.Intersect(b)
		some := false
		for n := 1; n <= 70; n++ {
			d := DateFromDays(n)
			require.Equal(t, a.Contains(d) && b.Contains(d), both.Contains(d))
			some = some || both.Contains(d)
		}
		if some {
			require.True(t, a.Overlaps(b))
		}
	})
}

func FuzzParseDate(f *testing.F) {
	f.Add("2025-08-27")
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDate(s); err == nil && d.String() != s {
			t.Fatalf("%q prints as %q", s, d)
		}
	})
}

func TestProduct(t *testing.T) {
	for in, want := range map[string]string{
		"6109.10.00.12": "6109.10.00.12", "6109100012": "6109.10.00.12", "6109.10.0012": "6109.10.00.12", "0101": "0101", "01": "01", "010121": "0101.21",
	} {
		p, err := ParseProduct(in)
		require.NoError(t, err)
		assert.Equal(t, want, p.String())
	}
	for in, says := range map[string]string{
		"": "empty", "6109.10.0": "7 digits", "610910001": "9 digits", "61091000123": "at most 10", "61O9": "offset 2", "6109.": "a dot", "6109..10": "a dot",
		"61.09": "a dot", " 6109": "offset 0", "６109": "offset 0",
	} {
		_, err := ParseProduct(in)
		require.ErrorAs(t, err, new(*ProductError), in)
		assert.Contains(t, err.Error(), says)
	}
	assert.Equal(t, "61", Product("6109100012").Chapter())
}

// TestProductSet: the longest prefix that matches decides, and out wins a draw.
func TestProductSet(t *testing.T) {
	s := ProductSet{In: []Product{"73", "73269086"}, Out: []Product{"7326", "7326908605"}}
	for p, want := range map[Product]bool{"7308": true, "7326": false, "73261100": false, "73269086": true, "7326908688": true, "7326908605": false, "72": false} {
		assert.Equal(t, want, s.Contains(p), p)
	}
	assert.True(t, AllProducts().Contains("01"))
	assert.False(t, ProductSet{}.Contains("01"))
	assert.False(t, ProductSet{In: []Product{"01"}, Out: []Product{"01"}}.Contains("01"))
	assert.Equal(t, ProductSet{In: []Product{"01", "02"}}, ProductSet{In: []Product{"02", "01", "02"}}.Normalize())
}

func FuzzParseProduct(f *testing.F) {
	f.Add("6109.10.00.12")
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParseProduct(s)
		if err != nil {
			return
		}
		if again, err := ParseProduct(p.String()); err != nil || again != p {
			t.Fatalf("%q is %q, which reads as %q (%v)", s, p, again, err)
		}
	})
}

// The codes are those that the sources print: ISO 3166, Schedule C, Comtrade.
func TestCountry(t *testing.T) {
	for _, c := range []struct{ code, iso3, numeric, census, comtrade string }{
		{"US", "USA", "840", "1000", "842"},
		{"IN", "IND", "356", "5330", "699"},
		{"FR", "FRA", "250", "4279", "251"},
		{"NO", "NOR", "578", "4039", "579"},
		{"CH", "CHE", "756", "4419", "757"},
		{"TW", "TWN", "158", "5830", "490"},
		{"CN", "CHN", "156", "5700", "156"},
		{"RU", "RUS", "643", "4621", "643"},
		{"XK", "XKX", "", "4803", ""},
	} {
		x := Country(c.code)
		assert.True(t, x.Valid())
		assert.Equal(t, c.iso3, x.ISO3())
		assert.Equal(t, c.numeric, x.Numeric())
		assert.Equal(t, c.census, x.Census())
		assert.Equal(t, c.comtrade, x.Comtrade(), c.code)
	}
	assert.Len(t, Countries(), 250)
}

func TestCountryTable(t *testing.T) {
	want := 0
	for line := range strings.Lines(countriesText) {
		if !strings.HasPrefix(line, "#") {
			want++
		}
	}
	table := countries()
	require.Len(t, table.rows, want, "a row did not parse")
	assert.Contains(t, countriesText, "# Rows: 260\n")
	assert.Len(t, table.byCensus, 240)
	seen := map[string]Country{}
	for _, c := range table.rows {
		if c.numeric != "" {
			assert.Empty(t, seen[c.numeric], c.code)
			seen[c.numeric] = c.code
		}
		for _, s := range c.successors {
			assert.True(t, s.Valid())
		}
		for _, text := range []string{string(c.code), c.iso3, c.name, strings.ToUpper(c.name)} {
			got, err := ParseCountry(text)
			require.NoError(t, err)
			assert.Equal(t, c.code, got, text)
		}
	}
	for _, code := range otherNames {
		assert.True(t, code.Valid(), code)
	}
}

func TestParseCountry(t *testing.T) {
	for in, want := range map[string]Country{"in": "IN", "IND": "IN", "India": "IN", "south  korea": "KR", "Turkey": "TR", "Türkiye": "TR", "Ivory Coast": "CI", "UK": "GB", "Burma": "MM", "Russian Federation": "RU"} {
		got, err := ParseCountry(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, got)
	}
	_, err := ParseCountry("Indai")
	var e *CountryError
	require.ErrorAs(t, err, &e)
	assert.Contains(t, e.Nearest, Country("IN"))
	assert.Contains(t, err.Error(), "did you mean")
	for _, in := range []string{"", "XQ", strings.Repeat("x", 1000)} {
		_, err := ParseCountry(in)
		require.ErrorAs(t, err, &e, in)
	}
}

func TestComtrade(t *testing.T) {
	for _, c := range []struct {
		code, on string
		want     Country
	}{
		{"842", "2025-01-01", "US"},
		{"699", "2025-01-01", "IN"},
		{"356", "1970-01-01", "IN"},
		{"251", "2025-01-01", "FR"},
		{"579", "2025-01-01", "NO"},
		{"578", "2025-01-01", "NO"},
		{"757", "2025-01-01", "CH"},
		{"756", "2025-01-01", "CH"},
		{"490", "2025-01-01", "TW"},
		{"810", "1985-01-01", "SUHH"},
		{"058", "1990-01-01", "BE"},
		{"280", "1985-01-01", "DE"},
	} {
		got, err := CountryFromComtrade(c.code, date(c.on))
		require.NoError(t, err, c.code)
		assert.Equal(t, c.want, got, c.code)
	}
	_, err := CountryFromComtrade("810", date("2025-01-01"))
	var e *CountryError
	require.ErrorAs(t, err, &e)
	assert.Contains(t, err.Error(), "held only on")
	_, err = CountryFromComtrade("9999", Date{})
	require.ErrorAs(t, err, &e)
	gaza, err := CountryFromCensus("5082")
	require.NoError(t, err)
	assert.Equal(t, Country("PS"), gaza)
	_, err = CountryFromNumeric("999")
	require.Error(t, err)
}

func TestGroup(t *testing.T) {
	eu, err := ParseGroup("EU27")
	require.NoError(t, err)
	assert.Len(t, eu.Members(date("2025-01-01")), 27)
	assert.True(t, eu.Contains("GB", date("2020-01-31")))
	assert.False(t, eu.Contains("GB", date("2020-02-01")))
	assert.False(t, eu.Contains("HR", date("2013-06-30")))
	assert.True(t, eu.EverContains("GB"))
	assert.False(t, eu.EverContains("NO"))
	assert.Len(t, Group("price-cap coalition").Members(date("2022-12-05")), 5+27)
	assert.Empty(t, Group("price-cap coalition").Members(date("2022-12-04")))
	_, err = ParseGroup("OPEC")
	require.ErrorAs(t, err, new(*GroupError))
	for _, g := range Groups() {
		for _, m := range memberships[g] {
			_, ok := interval(m.from, m.to)
			assert.True(t, ok, g)
			for _, c := range strings.Fields(m.countries) {
				assert.True(t, Country(c).Valid(), c)
			}
		}
	}
}

func TestPeriods(t *testing.T) {
	m, err := ParseMonth("2025-12")
	require.NoError(t, err)
	assert.Equal(t, "2026-02", m.AddMonths(2).String())
	assert.Equal(t, "2025-12-01 .. 2025-12-31", m.Interval().String())
	assert.Equal(t, "2025-10-01 .. 2026-09-30", USFiscalYear(2026).Interval().String())
	assert.Equal(t, "FY2026", USFiscalYear(2026).String())
	assert.Equal(t, "FY2025-26", IndiaFiscalYear(2026).String())
	assert.Equal(t, "2025-04-01 .. 2026-03-31", IndiaFiscalYear(2026).Interval().String())
	assert.Equal(t, "2025", Year(date("2025-08-27")).String())
	for in, want := range map[string]string{"2025": "2025-01-01 .. 2025-12-31", "2025-02": "2025-02-01 .. 2025-02-28", "2025-02-03": "2025-02-03 .. 2025-02-03"} {
		iv, err := ParsePeriod(in)
		require.NoError(t, err)
		assert.Equal(t, want, iv.String())
	}
	for _, in := range []string{"", "25", "2025-13", "2025-2-1"} {
		_, err := ParsePeriod(in)
		require.ErrorAs(t, err, new(*PeriodError), in)
	}
}

func TestUnits(t *testing.T) {
	q := func(amount string, unit Unit) Quantity { return Quantity{decimal.RequireFromString(amount), unit} }
	for _, c := range []struct {
		from Quantity
		to   Unit
		want string
	}{
		{q("20", "t"), "kg", "20000"},
		{q("1", "lb"), "kg", "0.45359237"},
		{q("1", "bbl"), "liters", "158.987294928"},
		{q("42", "gal"), "bbl", "1"},
		{q("5", "doz."), "No.", "60"},
		{q("1", "gross"), "doz.", "12"},
		{q("12", "prs."), "doz. prs.", "1"},
		{q("2500", "cm2"), "m2", "0.25"},
		{q("100", "kg"), "kg", "100"},
	} {
		got, err := Convert(c.from, c.to)
		require.NoError(t, err)
		assert.Equal(t, c.want, got.Amount.String(), "%s to %s", c.from, c.to)
	}
	var e *UnitError
	_, err := Convert(q("1", "No."), "doz.")
	require.ErrorAs(t, err, &e)
	assert.True(t, e.Inexact)
	_, err = Convert(q("1", "kg"), "liters")
	require.ErrorAs(t, err, &e)
	assert.Contains(t, err.Error(), "does not convert")
	_, err = Convert(q("1", "clean kg"), "kg")
	require.ErrorAs(t, err, &e, "a mass of a part is not a mass of the whole")
	for in, want := range map[string]Unit{"KG": "kg", " kilograms": "kg", "dozen": "doz.", "No": "No.", "barrel": "bbl", "m²": "m2", "pf. liter": "pf.liters", "Pairs": "prs."} {
		got, err := ParseUnit(in)
		require.NoError(t, err, in)
		assert.Equal(t, want, got)
		assert.True(t, got.Valid())
	}
	_, err = ParseUnit("kgg")
	require.ErrorAs(t, err, &e)
	assert.Equal(t, []Unit{"kg"}, e.Nearest)
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SampledFrom(Units()).Draw(t, "a")
		b := rapid.SampledFrom(Units()).Draw(t, "b")
		amount := decimal.New(rapid.Int64().Draw(t, "n"), rapid.Int32Range(-6, 6).Draw(t, "e"))
		there, err := Convert(Quantity{amount, a}, b)
		if err != nil {
			require.True(t, errors.As(err, &e))
			return
		}
		back, err := Convert(there, a)
		require.NoError(t, err)
		require.True(t, back.Amount.Equal(amount))
	})
}

func TestMoney(t *testing.T) {
	a, b := Money{decimal.NewFromInt(1650), "USD"}, Money{decimal.NewFromInt(1), "INR"}
	_, err := a.Add(b)
	require.ErrorAs(t, err, new(*CurrencyError))
	sum, err := a.Sub(Money{decimal.RequireFromString("0.5"), "USD"})
	require.NoError(t, err)
	assert.Equal(t, "USD 1,649.50", sum.String())
	_, err = ParseCurrency("dollars")
	require.ErrorAs(t, err, new(*CurrencyError))
	c, err := ParseCurrency("usd")
	require.NoError(t, err)
	assert.Equal(t, Currency("USD"), c)
	assert.Equal(t, "-1,234,567.891", Thousands(decimal.RequireFromString("-1234567.891")))
	assert.Equal(t, "66.5%", Percent(decimal.RequireFromString("0.665")))
	assert.True(t, CIF.Freight() && CIF.Insurance() && !FOB.Freight() && !CFR.Insurance() && !CustomsValue.Freight())
}

func genFlow(t *rapid.T) Flow {
	f := Flow{
		Period:      NewMonth(2025, rapid.IntRange(1, 12).Draw(t, "month")).Interval(),
		Origin:      rapid.SampledFrom(Countries()).Draw(t, "origin"),
		Destination: rapid.SampledFrom(Countries()).Draw(t, "destination"),
		Product:     rapid.SampledFrom([]Product{"2709", "610910", "6109100012"}).Draw(t, "product"),
		Basis:       rapid.SampledFrom([]PriceBasis{"", FOB, CIF}).Draw(t, "basis"),
	}
	if rapid.Bool().Draw(t, "has value") {
		f.Value = &Money{decimal.New(rapid.Int64().Draw(t, "value"), -2), "USD"}
	}
	if rapid.Bool().Draw(t, "has quantity") {
		f.Quantity = &Quantity{decimal.New(rapid.Int64().Draw(t, "quantity"), -1), rapid.SampledFrom([]Unit{"kg", "bbl"}).Draw(t, "unit")}
	}
	return f
}

// TestDataset: rows come back as they were, and the sums by any key add up to the
// sum of all, with the rows that lack a value counted.
func TestDataset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flows := rapid.SliceOfN(rapid.Custom(genFlow), 1, 40).Draw(t, "flows")
		var d Dataset
		var total decimal.Decimal
		missing := 0
		for _, f := range flows {
			require.NoError(t, d.Append(f))
			if f.Value != nil {
				total = total.Add(f.Value.Amount)
			} else {
				missing++
			}
		}
		for i, f := range d.All() {
			require.Equal(t, flows[i], f)
		}
		var sum decimal.Decimal
		rows, without := 0, 0
		for _, x := range d.SumByOrigin() {
			sum, rows, without = sum.Add(x.Value), rows+x.Rows, without+x.Missing
		}
		require.True(t, sum.Equal(total))
		require.Equal(t, len(flows), rows)
		require.Equal(t, missing, without)
		require.True(t, slices.IsSortedFunc(d.SumByPrefix(4), func(a, b Total[Product]) int { return strings.Compare(string(a.Key), string(b.Key)) }))
	})
	var d Dataset
	require.NoError(t, d.Append(Flow{Value: &Money{decimal.NewFromInt(1), "USD"}}))
	require.ErrorAs(t, d.Append(Flow{Value: &Money{decimal.NewFromInt(1), "EUR"}}), new(*CurrencyError))
	assert.Equal(t, 1, d.Len())
	assert.Equal(t, Flow{}, d.Row(7))
}

func FuzzParseCountry(f *testing.F) {
	f.Add("Indai")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := ParseCountry(s)
		if err == nil && !c.Valid() {
			t.Fatalf("%q is %q", s, c)
		}
		if err != nil && err.Error() == "" {
			t.Fatal("an error without words")
		}
	})
}

func FuzzParseUnit(f *testing.F) {
	f.Add("kilogram")
	f.Fuzz(func(t *testing.T, s string) {
		if u, err := ParseUnit(s); err == nil && !u.Valid() {
			t.Fatalf("%q is %q", s, u)
		}
	})
}

package us

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

func feeLine(date, origin, value string) tariff.Entry {
	return tariff.Entry{
		Date: day(date), Origin: trade.Country(origin), Product: "61091000",
		Value: decimal.RequireFromString(value),
	}
}

func amounts(t *testing.T, s Summary) []string {
	fees, err := s.Fees()
	require.NoError(t, err)
	var out []string
	for _, f := range fees {
		out = append(out, trade.Amount(f.Amount))
	}
	return out
}

// TestFeesOfFiscalYears: least, most and informal fee on the last day of a fiscal year and
// the first of the next (90 FR 34665; FR Doc. 2026-15530; for 2025 the notice of 22 July
// 2024; for 2024 88 FR 48900): 0.3464 % of 100 is below each least, of 1,000,000 above each most.
func TestFeesOfFiscalYears(t *testing.T) {
	for _, c := range [][4]string{
		{"2023-10-13", "31.67", "614.35", "2.53"},
		{"2024-09-30", "31.67", "614.35", "2.53"},
		{"2024-10-01", "32.71", "634.62", "2.62"},
		{"2025-09-30", "32.71", "634.62", "2.62"},
		{"2025-10-01", "33.58", "651.50", "2.69"},
		{"2026-09-30", "33.58", "651.50", "2.69"},
		{"2026-10-01", "34.58", "670.86", "2.77"},
		{"2027-09-30", "34.58", "670.86", "2.77"},
	} {
		assert.Equal(t, []string{c[1]}, amounts(t, Summary{Lines: []tariff.Entry{feeLine(c[0], "IN", "100")}, Mode: air}), c)
		assert.Equal(t, []string{c[2]}, amounts(t, Summary{Lines: []tariff.Entry{feeLine(c[0], "IN", "1000000")}, Mode: air}),
			c)
		assert.Equal(t, []string{c[3]},
			amounts(t, Summary{Lines: []tariff.Entry{feeLine(c[0], "IN", "2500")}, Mode: air, Informal: true}), c)
	}
	for _, date := range []string{"2023-09-30", "2027-10-01"} {
		_, err := Fees(feeLine(date, "IN", "100"), air)
		var h *tariff.HorizonError
		require.ErrorAs(t, err, &h)
		assert.Equal(t, "2027-09-30", h.KnownUntil.String())
	}
}

// TestFeesAtTheBounds: the fee is the least up to the value whose share is the least, and
// the most from the value whose share is the most: 0.3464 % of 9,442.84 is 32.7100, of
// 9,444.29 it is 32.715017, a cent more; 0.3464 % of 183,201.5 is 634.61.
func TestFeesAtTheBounds(t *testing.T) {
	for value, want := range map[string]string{
		"9442.84": "32.71", "9444.29": "32.72", "9441.00": "32.71", "183203.00": "634.62", "183201.50": "634.61",
		"183206.00": "634.62",
	} {
		assert.Equal(t, []string{want},
			amounts(t, Summary{Lines: []tariff.Entry{feeLine("2025-09-01", "IN", value)}, Mode: land}), value)
	}
}

// TestSummary: the bounds are of an entry and not of a line, the value of goods that pay no
// processing is left out of its base, and the harbor fee is on all of them.
func TestSummary(t *testing.T) {
	var ten []tariff.Entry
	for range 10 {
		ten = append(ten, feeLine("2025-09-01", "IN", "500"))
	}
	assert.Equal(t, []string{"32.71"}, amounts(t, Summary{Lines: ten, Mode: air}), "0.3464 % of 5,000 is 17.32")
	for i := range ten {
		ten[i].Date = day("2025-10-01")
	}
	assert.Equal(t, []string{"33.58", "6.25"}, amounts(t, Summary{Lines: ten, Mode: sea}))
	mixed := []tariff.Entry{feeLine("2025-09-01", "IN", "20000"), feeLine("2025-09-01", "IL", "80000")}
	assert.Equal(t, []string{"69.28", "125.00"}, amounts(t, Summary{Lines: mixed, Mode: sea}),
		"0.3464 % of 20,000; 0.125 % of 100,000")
	assert.Equal(t, []string{"0.00"}, amounts(t, Summary{Lines: mixed[1:], Mode: air}))
	assert.Equal(t, []string{"0.00"},
		amounts(t, Summary{Lines: []tariff.Entry{feeLine("2025-09-01", "IL", "800")}, Mode: air, Informal: true}))

	_, err := Summary{Mode: air}.Fees()
	require.ErrorAs(t, err, new(*Error))
	_, err = Summary{
		Lines: []tariff.Entry{feeLine("2025-09-30", "IN", "1"), feeLine("2025-10-01", "IN", "1")},
		Mode:  air,
	}.Fees()
	require.ErrorAs(t, err, new(*Error))
	_, err = Summary{
		Lines: []tariff.Entry{feeLine("2025-09-30", "IN", "2500"), feeLine("2025-09-30", "IN", "0.01")},
		Mode:  air, Informal: true,
	}.Fees()
	require.ErrorAs(t, err, new(*tariff.ValueError))
	_, err = Fees(feeLine("2025-09-30", "IN", "-1"), air)
	require.ErrorAs(t, err, new(*tariff.ValueError))
}

// TestFeeSpellings: an origin, a mode, a code and a program count in any spelling, or are an
// error; none changes the fee in silence.
func TestFeeSpellings(t *testing.T) {
	for _, origin := range []string{"IL", "il", "ISR", "Israel", "israel"} {
		assert.Equal(t, []string{"0.00"},
			amounts(t, Summary{Lines: []tariff.Entry{feeLine("2025-09-01", origin, "100000")}, Mode: air}), origin)
	}
	for _, origin := range []string{"", "Isreal", "ZZ"} {
		_, err := Fees(feeLine("2025-09-01", origin, "100000"), air)
		require.ErrorAs(t, err, new(*trade.CountryError), origin)
	}
	for _, mode := range []Mode{"sea", "SEA", " Sea "} {
		assert.Equal(t, []string{"346.40", "125.00"},
			amounts(t, Summary{Lines: []tariff.Entry{feeLine("2025-09-01", "IN", "100000")}, Mode: mode}), mode)
	}
	for _, mode := range []Mode{"", "ocean", "vessel", "rail"} {
		_, err := Fees(feeLine("2025-09-01", "IN", "100000"), mode)
		require.ErrorAs(t, err, new(*Error), mode)
	}
	for _, program := range []string{"CL", "cl", " CL"} {
		e := feeLine("2025-09-01", "CL", "100000")
		e.Claims.Program = program
		assert.Equal(t, []string{"0.00"}, amounts(t, Summary{Lines: []tariff.Entry{e}, Mode: air}), program)
	}
	e := feeLine("2025-09-01", "IN", "1")
	e.Product = "98O1"
	_, err := Fees(e, air)
	require.ErrorAs(t, err, new(*trade.ProductError))
}

// TestProcessingExemptions: every agreement that 24.23(c) names, and some that it does not.
func TestProcessingExemptions(t *testing.T) {
	for program, pays := range map[string]bool{
		"AU": false, "BH": false, "CL": false, "CO": false, "KR": false, "OM": false, "P": false, "P+": false, "PA": false,
		"PE": false, "SG": false,
		"S": false, "S+": false, "JO": true, "MA": true, "JP": true, "A": true, "": true,
	} {
		e := feeLine("2025-09-01", "IN", "100000")
		e.Claims.Program = program
		fees, err := Fees(e, air)
		require.NoError(t, err)
		assert.Equal(t, pays, !fees[0].Amount.IsZero(), program)
	}
}

// TestLowValue: the last days on which a shipment of 800 dollars enters free.
func TestLowValue(t *testing.T) {
	for _, c := range []struct {
		origin, value, day string
		free               bool
	}{
		{"CN", "800", "2025-05-01", true},
		{"CN", "800", "2025-05-02", false},
		{"Hong Kong", "1", "2025-05-02", false},
		{"cn", "800", "2025-02-03", true},
		{"CN", "800", "2025-02-04", false},
		{"CN", "800", "2025-02-05", true},
		{"JP", "800", "2025-05-02", true},
		{"JP", "800.01", "2025-05-02", false},
		{"JP", "800", "2025-08-28", true},
		{"JP", "800", "2025-08-29", false},
		{"JP", "1", "2026-10-10", false},
	} {
		free, why, err := LowValue(trade.Country(c.origin), decimal.RequireFromString(c.value), day(c.day))
		require.NoError(t, err)
		assert.Equal(t, c.free, free, "%v: %s", c, why)
		assert.NotEmpty(t, why)
	}
	for _, date := range []string{"2023-10-12", "2026-10-11"} {
		free, _, err := LowValue("JP", decimal.NewFromInt(1), day(date))
		require.ErrorAs(t, err, new(*tariff.HorizonError))
		assert.False(t, free)
	}
	_, _, err := LowValue("ZZ", decimal.NewFromInt(1), day("2025-05-01"))
	require.ErrorAs(t, err, new(*trade.CountryError))
	_, _, err = LowValue("JP", decimal.NewFromInt(-1), day("2025-05-01"))
	require.ErrorAs(t, err, new(*tariff.ValueError))
}

// TestPostalDuty: by the value and by the item, each side of each day and each rate.
func TestPostalDuty(t *testing.T) {
	for _, c := range []struct {
		origin, day string
		method      PostalMethod
		rate, want  string
	}{
		{"CN", "2025-05-01", byItem, "", "0.00"},
		{"CN", "2025-05-02", byItem, "", "100.00"},
		{"CN", "2025-05-13", byValue, "", "120.00"},
		{"CN", "2025-05-14", byValue, "", "54.00"},
		{"CN", "2025-08-28", byItem, "", "100.00"},
		{"JP", "2025-08-28", byItem, "", "0.00"},
		{"JP", "2025-08-29", byItem, "0.15", "80.00"},
		{"JP", "2025-08-29", byItem, "0.1599", "80.00"},
		{"IN", "2025-08-29", byItem, "0.16", "160.00"},
		{"IN", "2025-08-29", byItem, "0.25", "160.00"},
		{"IN", "2025-08-29", byItem, "0.2501", "200.00"},
		{"IN", "2026-02-23", byItem, "0.50", "200.00"},
		{"JP", "2026-02-23", byValue, "0.15", "15.00"},
		{"CN", "2025-08-29", byValue, "0.30", "30.00"},
	} {
		item := PostalItem{
			Origin: trade.Country(c.origin), Date: day(c.day), Value: decimal.NewFromInt(100),
			Method: c.method,
		}
		if c.rate != "" {
			rate := decimal.RequireFromString(c.rate)
			item.Rate = &rate
		}
		got, why, err := item.Duty()
		require.NoError(t, err, c)
		assert.Equal(t, c.want, trade.Amount(got), "%v: %s", c, why)
	}
	rate, negative := decimal.New(15, -2), decimal.New(-15, -2)
	for _, item := range []PostalItem{
		{Origin: "JP", Date: day("2025-08-29"), Value: decimal.NewFromInt(100), Method: byItem},
		{Origin: "JP", Date: day("2025-08-29"), Value: decimal.NewFromInt(100), Method: byItem, Rate: &negative},
		{Origin: "JP", Date: day("2025-08-29"), Value: decimal.NewFromInt(100), Rate: &rate},
		{Origin: "JP", Date: day("2025-08-29"), Value: decimal.NewFromInt(801), Method: byItem, Rate: &rate},
	} {
		_, _, err := item.Duty()
		require.ErrorAs(t, err, new(*tariff.ValueError))
	}
	for _, item := range []PostalItem{
		{Origin: "JP", Date: day("2026-02-24"), Value: decimal.NewFromInt(100), Method: byItem, Rate: &rate},
		{Origin: "CN", Date: day("2025-02-04"), Value: decimal.NewFromInt(100), Method: byItem, Rate: &rate},
	} {
		_, _, err := item.Duty()
		require.ErrorAs(t, err, new(*tariff.HorizonError))
	}
}

package lines_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/lines"
)

// TestColumnsThatWereNotRead: "claim" is not "claims", so the goods lose what the row
// claims; the result says that nobody read it.
func TestColumnsThatWereNotRead(t *testing.T) {
	result, _ := assess(t, "hts,origin,date,value,claim,Note \n6109.10.00.12,CA,2025-09-01,1000,usmca,x\n",
		lines.Options{})
	require.Equal(t, []string{`E "claim"`, `F "Note"`}, result.Unread)
	result, _ = assess(t, "hts,origin,date,value,Claims\n6109.10.00.12,CA,2025-09-01,1000,usmca\n", lines.Options{})
	require.Empty(t, result.Unread)
}

// TestOneListOfCodes: a row is refused under the code that the engine gives for the same
// entry, and every code is on the list.
func TestOneListOfCodes(t *testing.T) {
	known := map[string]bool{}
	for _, c := range tariff.ErrorCodes() {
		require.False(t, known[c.Code], "%s stands twice", c.Code)
		require.NotEmpty(t, c.Meaning)
		known[c.Code] = true
	}
	header := "hts,origin,date,value,quantity,unit,claims\n"
	for row, want := range map[string]string{
		"0000.00.00.00,IN,2025-09-01,1,,,":                      "unknown_product",
		"6109,IN,2025-09-01,1,,,":                               "product_too_short",
		"x,IN,2025-09-01,1,,,":                                  "bad_product",
		"6109.10.00.12,XQ,2025-09-01,1,,,":                      "unknown_country",
		"6109.10.00.12,IN,2025-02-30,1,,,":                      "bad_date",
		"6109.10.00.12,IN,2031-01-01,1,,,":                      "horizon",
		"6109.10.00.12,IN,2025-09-01,,,,":                       "bad_value",
		"6109.10.00.12,IN,2025-09-01,-1,,,":                     "bad_value",
		"6109.10.00.12,IN,2025-09-01,1,x,kg,":                   "bad_value",
		"6109.10.00.12,IN,2025-09-01,1,1,,":                     "unknown_unit",
		"6109.10.00.12,IN,2025-09-01,1,1,stone,":                "unknown_unit",
		"6109.10.00.12,IN,2025-09-01,1,,,bogus":                 "unknown_claim",
		"6109.10.00.12,IN,2025-09-01,1,,,usmca":                 "unknown_claim",
		"6109.10.00.12,IN,2025-09-01,1,,,steel_share=1.4":       "unknown_claim",
		"0402.10.05.00,NZ,2025-09-01,1,,,":                      "missing_fact",
		"6109.10.00.12,IN":                                      "bad_row",
		"2203.00.00.30,CA,2026-10-01,1,1,liters,":               "prohibited",
		"6109.10.00.12,IN,2025-09-01,1000000000000000000000,,,": "bad_value",
	} {
		result, _ := assess(t, header+row+"\n", lines.Options{})
		require.Len(t, result.Rejects, 1, row)
		require.Equal(t, want, result.Rejects[0].Code, "%s: %v", row, result.Rejects[0].Err)
		require.Equal(t, want, tariff.ErrorCode(result.Rejects[0].Err))
		require.True(t, known[want], want)
	}
}

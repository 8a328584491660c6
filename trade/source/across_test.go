package source

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A total that stands where a country is wanted is the sum of the rows and not the trade
// of the world; one beside columns of periods is the sum of its row. One that does not fit
// is a problem in either.
func TestTotalsOfOwnSheets(t *testing.T) {
	for text, problem := range map[string]string{
		"origin,destination,hs,period,value_usd\nIN,US,6109100012,2025-09,5\nTotal,,,,5\n":                                    "",
		"origin,destination,hs,period,value_usd\nIN,US,6109100012,2025-09,5\nTotal,,,,7\n":                                    "7",
		"period,origin,destination,hs,value_usd\n2025-09,IN,US,6109100012,5\n,Total,,,7\n":                                    "7",
		"origin,destination,hs,2024,2025\nIN,US,6109100012,5,6\nTotal,,,5,6\n":                                                "",
		"origin,destination,hs,2024,2025\nIN,US,6109100012,5,6\nTotal,,,5,7\n":                                                "7",
		"origin,destination,hs,2025-01,2025-02,Total\nIN,US,6109100012,5,6,11\nCN,US,6109100012,5,6,11\n":                     "",
		"origin,destination,hs,2025-01,2025-02,Total\nIN,US,6109100012,5,6,11\nCN,US,6109100012,5,6,12\n":                     "12",
		"Values in thousand USD\norigin,destination,hs,2025-01,2025-02,Total\nIN,US,6109100012,5,6,11\nCN,US,61091000,5,,6\n": "6",
		"origin,destination,hs,2025Q1,2025Q2,2025Q3,2025Q4,2025,Sum\nIN,US,6109100012,5,6,7,8,26,26\n":                        "",
		"origin,destination,hs,year,Jan,Feb,Grand Total\nIN,US,6109100012,2025,5,6,12\n":                                      "12",
	} {
		res, err := imported(t, []byte(text), "flows.csv", Options{Lenient: true})
		require.NoError(t, err, text)
		if problem == "" {
			assert.Zero(t, res.Report.Problems, text)
			continue
		}
		require.Equal(t, 1, res.Report.Problems, text)
		assert.Equal(t, codeTotal, res.Report.Rejects[0].Code, text)
		assert.Equal(t, problem, res.Report.Rejects[0].Text, text)
		assert.False(t, res.Report.Checks[len(res.Report.Checks)-1].OK)
	}
}

// One trade that two rows of the native layout spell differently is told as one that they
// spell alike.
func TestSameTradeSpelledTwice(t *testing.T) {
	const first = "period,origin,destination,hs,value_usd,note\n2025-09,IN,US,6109100012,5,a\n"
	for second, told := range map[string]bool{
		"2025-09,IN,US,6109100012,5,a": true, "2025-09,IND,USA,6109.10.00.12,5.0,a": true,
		"Sep 2025,India,United States,6109100012,5,a": true,
		"2025-09,IN,US,6109100012,6,a":                false, "2025-09,CN,US,6109100012,5,a": false,
		"2025-09,IN,US,6109100012,5,b": false,
		"2025-10,IN,US,6109100012,5,a": false,
	} {
		res, err := imported(t, []byte(first+second+"\n"), "flows.csv", Options{})
		require.NoError(t, err, second)
		assert.Equal(t, 2, res.Flows.Len(), second)
		found := false
		for _, w := range res.Report.Warnings {
			found = found || w.Reason == warnTwice
		}
		assert.Equal(t, told, found, second)
	}
}

// The header of a second download below the first is a header: its years are no values.
func TestHeaderOfYearsAgain(t *testing.T) {
	const header, row = "Data Type,HTS Number,Country,2023,2024\n", "Customs Value,61091000,Vietnam,100,200\n"
	res, err := imported(t, []byte("Imports For Consumption|Annual Data\nData Row Count,2\n"+header+row+header+row),
		"x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, "600", res.Report.Amounts.Read["USD"].String())
	assert.Equal(t, "300", res.Report.Amounts.Skipped["USD"].String())
	assert.Equal(t, []string{skipHeader, skipRepeated}, []string{res.Report.Skips[0].Reason, res.Report.Skips[1].Reason})
}

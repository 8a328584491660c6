package source

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestColumnPeriods: the headers of columns of values.
func TestColumnPeriods(t *testing.T) {
	year := periodOf(t, "2024")
	for header, want := range map[string]string{
		"2024": "2024-01-01 .. 2024-12-31", "2024-05": "2024-05-01 .. 2024-05-31", "202405": "2024-05-01 .. 2024-05-31",
		"2024m05":  "2024-05-01 .. 2024-05-31",
		"may 2024": "2024-05-01 .. 2024-05-31", "2024q3": "2024-07-01 .. 2024-09-30", "q3 2024": "2024-07-01 .. 2024-09-30",
		"jan-jun 2024": "2024-01-01 .. 2024-06-30",
		"may":          "2024-05-01 .. 2024-05-31", "september": "2024-09-01 .. 2024-09-30",
		"sept":      "2024-09-01 .. 2024-09-30",
		"q2":        "2024-04-01 .. 2024-06-30",
		"quarter 4": "2024-10-01 .. 2024-12-31", "1st quarter": "2024-01-01 .. 2024-03-31",
		"third quarter": "2024-07-01 .. 2024-09-30", "2024 (p)": "2024-01-01 .. 2024-12-31",
	} {
		y, ok := wideYears.column(header)
		require.True(t, ok, header)
		assert.Equal(t, want, y.of(year).String(), header)
	}
	for _, header := range []string{
		"", "country", "1850", "2300", "610910", "2024-13", "2024q5", "marching", "2024-05-06",
		"january ytd", "value", "hs6", "%share", "2024 - 2025",
	} {
		_, ok := wideYears.column(header)
		assert.False(t, ok, header)
	}
	for header, want := range map[string]string{
		"2024 - 2025": "2024-04-01 .. 2025-03-31", "2024-25": "2024-04-01 .. 2025-03-31",
		"2024-2025(apr-feb)":    "2024-04-01 .. 2025-02-28",
		"2024-2025 (apr - dec)": "2024-04-01 .. 2024-12-31", "apr-jun 2024-25": "2024-04-01 .. 2024-06-30",
		"2024-2025(jan-mar)": "2025-01-01 .. 2025-03-31",
		"2024-2025 (p)":      "2024-04-01 .. 2025-03-31", "apr 2024": "2024-04-01 .. 2024-04-30",
	} {
		y, ok := wideFiscal.column(header)
		require.True(t, ok, header)
		assert.Equal(t, want, y.of(year).String(), header)
	}
}

// TestWideTables: one trade of a year, written by years, quarters and months in every
// layout that has columns of periods, adds up to the same.
func TestWideTables(t *testing.T) {
	months := []string{
		"January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
		"November", "December",
	}
	var iso, values []string
	for m := range months {
		iso = append(iso, fmt.Sprintf("2024-%02d", m+1))
		values = append(values, "10")
	}
	dataWeb := "General Imports|Data\nData Row Count,1\nData Type,HTS Number,Country,"
	row := "General Customs Value,61091000,India,"
	own := "origin,destination,hs,"
	mine := "IN,US,61091000,"
	for name, c := range map[string]struct {
		text    string
		records int
	}{
		"DataWeb, years": {dataWeb + "2023,2024\n" + row + "0,120\n", 2},
		"DataWeb, quarters": {dataWeb + "Year,Quarter 1,Quarter 2,Quarter 3,Quarter 4\n" + row +
			"2024,30,30,30,30\n", 4},
		"DataWeb, months": {dataWeb + "Year," + strings.Join(months, ",") + "\n" + row + "2024," +
			strings.Join(values, ",") + "\n", 12},
		"DataWeb, months by date": {dataWeb + strings.Join(iso, ",") + "\n" + row + strings.Join(values, ",") + "\n", 12},
		"own, years":              {own + "2023,2024\n" + mine + "0,120\n", 2},
		"own, quarters":           {own + "2024Q1,2024Q2,Q3 2024,Q4 2024\n" + mine + "30,30,30,30\n", 4},
		"own, months":             {own + strings.Join(iso, ",") + "\n" + mine + strings.Join(values, ",") + "\n", 12},
		"own, months of a year": {own + "year," + strings.Join(months, ",") + "\n" + mine + "2024," +
			strings.Join(values, ",") + "\n", 12},
		"own, months and their year": {
			own + strings.Join(iso, ",") + ",2024\n" + mine + strings.Join(values, ",") + ",120\n",
			12,
		},
	} {
		res, err := imported(t, []byte(c.text), "x.csv", Options{})
		require.NoError(t, err, name)
		assert.Equal(t, c.records, res.Report.Records, name)
		assert.Equal(t, "120", res.Report.Totals["USD"].String(), name)
		addUp(t, res.Report)
	}
	_, err := imported(t, []byte(dataWeb+"January,February\n"+row+"1,2\n"), "x.csv", Options{})
	assert.ErrorContains(t, err, "year")
}

// TestToDate: a column of the year to date ends with the month of the title; without
// one, it is asked for; beside the whole year it does not count.
func TestToDate(t *testing.T) {
	table := "Data Row Count,1\nData Type,Country,%s\nGeneral Customs Value,India,100,200\n"
	for title, columns := range map[string]string{
		"General Imports|Year To Date Data from Jan - Jun":          "2023,2024",
		"General Imports|Year-to-date data from January - June":     "2023,2024",
		"General Imports|YTD through June":                          "2023 YTD,2024 YTD",
		"General Imports|Annual + Year To Date Data from Jan - Jun": "2023 YTD,YTD 2024",
	} {
		res, err := imported(t, []byte(title+"\n"+fmt.Sprintf(table, columns)), "x.csv", Options{})
		require.NoError(t, err, title)
		require.Equal(t, 2, res.Flows.Len())
		assert.Equal(t, "2023-01-01 .. 2023-06-30", res.Flows.Row(0).Period.String(), title)
		assert.Equal(t, "2024-01-01 .. 2024-06-30", res.Flows.Row(1).Period.String(), title)
		assert.Contains(t, strings.Join(reasons(res.Report.Warnings), " "), "part of a year")
	}
	_, err := imported(t, []byte("General Imports|Year To Date\n"+fmt.Sprintf(table, "2023,2024")), "x.csv", Options{})
	assert.ErrorContains(t, err, "month")
	res, err := imported(t, []byte("General Imports|Year To Date from Jan - Jun\n"+fmt.Sprintf(table, "2024,2024 YTD")),
		"x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, "100", res.Report.Totals["USD"].String(), "the whole year has its first half in it")
	addUp(t, res.Report)
}

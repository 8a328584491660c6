package source

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestAreas: codes of every system, the ones that differ from ISO first.
func TestAreas(t *testing.T) {
	on := trade.NewDate(2024, 1, 1)
	for _, c := range []struct {
		system System
		text   string
		want   string // a country, "sum", or a part of the error
	}{
		{Comtrade, "842", "US"},
		{Comtrade, "699", "IN"},
		{Comtrade, "251", "FR"},
		{Comtrade, "579", "NO"},
		{Comtrade, "757", "CH"},
		{Comtrade, "490", "TW"},
		{Comtrade, "380", "IT"},
		{Comtrade, "381", "IT"},
		{Comtrade, "004", "AF"},
		{Comtrade, "0", "sum"},
		{Comtrade, "W00", "sum"},
		{Comtrade, "97", "sum"},
		{Comtrade, "356", "held only"},
		{Comtrade, "899", "not specified"},
		{Comtrade, "837", "bunkers"},
		{ScheduleC, "5330", "IN"},
		{ScheduleC, "5700", "CN"},
		{ScheduleC, "4621", "RU"},
		{ScheduleC, "4890", "TR"},
		{ScheduleC, "-", "sum"},
		{ScheduleC, "0003", "sum"},
		{ScheduleC, "5XXX", "sum"},
		{ScheduleC, "5331", "no such code"},
		{Geonomenclature, "GR", "GR"},
		{Geonomenclature, "EL", "GR"},
		{Geonomenclature, "XI", "GB"},
		{Geonomenclature, "XU", "GB"},
		{Geonomenclature, "XS", "RS"},
		{Geonomenclature, "NA", "NA"},
		{Geonomenclature, "EU27_2020", "sum"},
		{Geonomenclature, "EXTRA_EU", "sum"},
		{Geonomenclature, "QQ", "stores"},
		{Geonomenclature, "ZZ", "no such code"},
		{GACC, "112", "ID"},
		{GACC, "136", "TH"},
		{GACC, "141", "VN"},
		{GACC, "502", "US"},
		{GACC, "344", "RU"},
		{GACC, "143", "TW"},
		{GACC, "701", "not specified"},
		{GACC, "840", "no such code"},
		{WITS, "IND", "IN"},
		{WITS, "ROM", "RO"},
		{WITS, "WLD", "sum"},
		{WITS, "EUN", "sum"},
		{WITS, "UNS", "not specified"},
		{WITS, "HIC", "sum"},
		{WITS, "840", "US"},
		{WITS, "India", "IN"},
		{ISO2, "sa", "SA"},
		{ISO2, "SAU", "no such code"},
		{NamesAndISO, "Korea, South", "KR"},
		{NamesAndISO, "OPEC", "sum"},
		{NamesAndISO, "European Union", "sum"},
		{NamesAndISO, "Atlantis", "no such code"},
	} {
		a := c.system.read(c.text, on, true)
		switch {
		case c.want == "sum":
			assert.True(t, a.sum, "%s %s", c.system, c.text)
		case a.err != nil && len(c.want) > 2:
			assert.Contains(t, a.err.Error(), c.want, "%s %s", c.system, c.text)
			assert.NotEmpty(t, countryFault(a.err).hint)
		case c.system == WITS && c.text == "India":
			assert.Error(t, a.err, "a name is no code")
		default:
			require.NoError(t, a.err, "%s %s", c.system, c.text)
			assert.Equal(t, trade.Country(c.want), a.country, "%s %s", c.system, c.text)
		}
	}
}

// TestGACCTable: every row is read, every country is one, and the count is right.
func TestGACCTable(t *testing.T) {
	rows := 0
	for line := range strings.Lines(gaccText) {
		if line[0] != '#' {
			rows++
		}
	}
	table := gaccTable()
	assert.Len(t, table, rows)
	assert.Contains(t, gaccText, "# Rows: 243\n")
	assert.Equal(t, 243, rows)
	countries := map[trade.Country]string{}
	for code, a := range table {
		assert.Len(t, code, 3)
		if a.err == nil {
			assert.True(t, a.country.Valid(), code)
			assert.Empty(t, countries[a.country], "%s twice", a.country)
			countries[a.country] = code
		}
	}
}

// TestCensusCodes: every code of the list of the Census Bureau is read.
func TestCensusCodes(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA is not set")
	}
	f, err := os.Open(filepath.Join(data, "layouts", "census_schedule_c_codes.csv"))
	require.NoError(t, err)
	defer func() { assert.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Greater(t, len(rows), 230)
	for _, row := range rows[1:] {
		a := ScheduleC.read(row[0], trade.Date{}, true)
		assert.NoError(t, a.err, row)
		assert.NotEmpty(t, a.country, row)
		name := NamesAndISO.read(row[1], trade.Date{}, true)
		assert.NoError(t, name.err, row)
	}
}

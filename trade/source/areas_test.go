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
		system system
		text   string
		want   string // a country, "sum", or a part of the error
	}{
		{systemComtrade, "842", "US"},
		{systemComtrade, "699", "IN"},
		{systemComtrade, "251", "FR"},
		{systemComtrade, "579", "NO"},
		{systemComtrade, "757", "CH"},
		{systemComtrade, "490", "TW"},
		{systemComtrade, "380", "IT"},
		{systemComtrade, "381", "IT"},
		{systemComtrade, "004", "AF"},
		{systemComtrade, "0", "sum"},
		{systemComtrade, "W00", "sum"},
		{systemComtrade, "97", "sum"},
		{systemComtrade, "356", "held only"},
		{systemComtrade, "899", "not specified"},
		{systemComtrade, "837", "bunkers"},
		{systemScheduleC, "5330", "IN"},
		{systemScheduleC, "5700", "CN"},
		{systemScheduleC, "4621", "RU"},
		{systemScheduleC, "4890", "TR"},
		{systemScheduleC, "-", "sum"},
		{systemScheduleC, "0003", "sum"},
		{systemScheduleC, "5XXX", "sum"},
		{systemScheduleC, "5331", "no such code"},
		{systemGeonomenclature, "GR", "GR"},
		{systemGeonomenclature, "EL", "GR"},
		{systemGeonomenclature, "XI", "GB"},
		{systemGeonomenclature, "XU", "GB"},
		{systemGeonomenclature, "XS", "RS"},
		{systemGeonomenclature, "NA", "NA"},
		{systemGeonomenclature, "EU27_2020", "sum"},
		{systemGeonomenclature, "EXTRA_EU", "sum"},
		{systemGeonomenclature, "QQ", "stores"},
		{systemGeonomenclature, "ZZ", "no such code"},
		{systemGACC, "112", "ID"},
		{systemGACC, "136", "TH"},
		{systemGACC, "141", "VN"},
		{systemGACC, "502", "US"},
		{systemGACC, "344", "RU"},
		{systemGACC, "143", "TW"},
		{systemGACC, "701", "not specified"},
		{systemGACC, "840", "no such code"},
		{systemWITS, "IND", "IN"},
		{systemWITS, "ROM", "RO"},
		{systemWITS, "WLD", "sum"},
		{systemWITS, "EUN", "sum"},
		{systemWITS, "UNS", "not specified"},
		{systemWITS, "HIC", "sum"},
		{systemWITS, "840", "US"},
		{systemWITS, "India", "IN"},
		{systemISO2, "sa", "SA"},
		{systemISO2, "SAU", "no such code"},
		{systemNamesAndISO, "Korea, South", "KR"},
		{systemNamesAndISO, "OPEC", "sum"},
		{systemNamesAndISO, "European Union", "sum"},
		{systemNamesAndISO, "Atlantis", "no such code"},
	} {
		a := c.system.read(c.text, on, true)
		switch {
		case c.want == "sum":
			assert.True(t, a.sum, "%s %s", c.system, c.text)
		case a.err != nil && len(c.want) > 2:
			assert.Contains(t, a.err.Error(), c.want, "%s %s", c.system, c.text)
			assert.NotEmpty(t, countryFault(a.err).hint)
		case c.system == systemWITS && c.text == "India":
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
		a := systemScheduleC.read(row[0], trade.Date{}, true)
		assert.NoError(t, a.err, row)
		assert.NotEmpty(t, a.country, row)
		name := systemNamesAndISO.read(row[1], trade.Date{}, true)
		assert.NoError(t, name.err, row)
	}
}

package trade

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The dates are those of the treaties.
func TestGroupContains(t *testing.T) {
	for _, c := range []struct {
		group   Group
		country Country
		on      string
		want    bool
	}{
		{"EU", "GB", "2020-01-31", true},
		{"EU", "GB", "2020-02-01", false},
		{"EU", "HR", "2013-06-30", false},
		{"EU", "HR", "2013-07-01", true},
		{"EU", "PL", "2004-04-30", false},
		{"EU", "PL", "2004-05-01", true},
		{"EU", "NO", "2025-01-01", false},
		{"EU", "FR", "1957-12-31", false},
		{"G7", "JP", "2025-01-01", true},
		{"G7", "RU", "2005-01-01", false},
		{"USMCA", "MX", "2020-06-30", false},
		{"USMCA", "MX", "2020-07-01", true},
		{"EFTA", "GB", "1972-12-31", true},
		{"EFTA", "GB", "1973-01-01", false},
		{"EFTA", "LI", "2025-01-01", true},
		{"CAFTA-DR", "CR", "2008-12-31", false},
		{"CAFTA-DR", "CR", "2009-01-01", true},
		{"price-cap coalition", "GB", "2022-12-04", false},
		{"price-cap coalition", "GB", "2022-12-05", true},
		{"price-cap coalition", "HR", "2022-12-05", true},
		{"price-cap coalition", "NZ", "2024-01-01", false},
		{"OPEC", "SA", "2025-01-01", false},
		{"EU", "", "2025-01-01", false},
	} {
		assert.Equal(t, c.want, c.group.Contains(c.country, date(c.on)), "%s in %s on %s", c.country, c.group, c.on)
	}
	assert.True(t, Group("EU").EverContains("GB"))
	assert.False(t, Group("EU").EverContains("NO"))
}

func TestGroupMembers(t *testing.T) {
	// The number of member states after each enlargement, and after the departure.
	for on, want := range map[string]int{
		"1957-12-31": 0, "1958-01-01": 6, "1973-01-01": 9, "1981-01-01": 10, "1986-01-01": 12, "1995-01-01": 15,
		"2004-05-01": 25, "2007-01-01": 27, "2013-07-01": 28, "2020-02-01": 27, "2026-11-23": 27,
	} {
		assert.Len(t, Group("EU").Members(date(on)), want, on)
	}
	assert.Equal(t, []Country{"CH", "IS", "LI", "NO"}, Group("EFTA").Members(date("2025-01-01")))
	assert.Len(t, Group("EFTA").Members(date("1960-05-03")), 7)
	assert.Equal(t, []Country{"CA", "DE", "FR", "GB", "IT", "JP", "US"}, Group("G7").Members(date("2025-01-01")))
	assert.Equal(t, []Country{"CR", "DO", "GT", "HN", "NI", "SV", "US"}, Group("CAFTA-DR").Members(date("2025-01-01")))
	assert.Len(t, Group("price-cap coalition").Members(date("2022-12-05")), 5+27)
	assert.Empty(t, Group("price-cap coalition").Members(date("2022-12-04")))
	for _, c := range Group("EU").Members(date("2023-01-01")) {
		assert.True(t, Group("price-cap coalition").Contains(c, date("2023-01-01")), c)
	}
}

// Every row of the table parses, names countries, and no country is in a group twice
// on one day; Members, Contains and Memberships tell the same.
func TestGroupTable(t *testing.T) {
	for _, g := range Groups() {
		require.True(t, g.Valid())
		for _, a := range accessions[g] {
			iv, ok := interval(a.from, a.to)
			assert.True(t, ok && !iv.IsEmpty() && !iv.From.IsZero(), "%s %v", g, a)
		}
		list := g.Memberships()
		require.NotEmpty(t, list)
		for i, m := range list {
			assert.Contains(t, Countries(), m.Country)
			if i > 0 {
				assert.LessOrEqual(t, list[i-1].Country, m.Country)
				assert.False(t, list[i-1].Country == m.Country && list[i-1].During.Overlaps(m.During), "%s twice", m.Country)
			}
			for _, on := range []Date{m.During.From.AddDays(-1), m.During.From, m.During.LastDay(), m.During.To} {
				assert.Equal(t, g.Contains(m.Country, on), slices.Contains(g.Members(on), m.Country))
			}
		}
		list[0].Country = "XX"
		assert.NotEqual(t, Country("XX"), g.Memberships()[0].Country, "the caller has a copy")
	}
}

func TestParseGroup(t *testing.T) {
	for in, want := range map[string]Group{
		"EU": "EU", "EU27": "EU", "european union": "EU", "g7": "G7",
		"Price-Cap Coalition": "price-cap coalition", "cafta-dr": "CAFTA-DR",
	} {
		g, err := ParseGroup(in)
		require.NoError(t, err)
		assert.Equal(t, want, g)
	}
	for _, in := range []string{"", "OPEC", "E U"} {
		_, err := ParseGroup(in)
		var e *GroupError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, in, e.Text)
		assert.Contains(t, err.Error(), "CAFTA-DR, EFTA, EU, G7, USMCA, price-cap coalition")
	}
	var v []Group
	require.NoError(t, json.Unmarshal([]byte(`["EU27",""]`), &v))
	out, err := json.Marshal(v)
	require.NoError(t, err)
	assert.Equal(t, `["EU",""]`, string(out))
}

// FuzzParseGroup: what is read is the name of a group, which reads as itself.
func FuzzParseGroup(f *testing.F) {
	f.Add("European Union")
	f.Fuzz(func(t *testing.T, s string) {
		g, err := ParseGroup(s)
		if err != nil {
			require.ErrorAs(t, err, new(*GroupError))
			return
		}
		again, err := ParseGroup(string(g))
		require.NoError(t, err)
		require.Equal(t, g, again)
		require.Contains(t, Groups(), g)
	})
}

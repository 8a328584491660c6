package programme_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/trade"
)

// TestConditions: met, not met, or open; what is not stated is never a "no".
func TestConditions(t *testing.T) {
	on := trade.NewDate(2026, 3, 1)
	deal := programme.Deal{
		Product: "27101943", Origin: "IN", ShippedFrom: "IN", Destination: "DE", Route: "sea",
		Contract: trade.NewDate(2026, 1, 20), Loaded: trade.NewDate(2026, 2, 10),
	}
	for text, want := range map[string]sanctions.Holds{
		"product=2710":                   sanctions.Met,
		"product=2709,2710":              sanctions.Met,
		"product=2709":                   sanctions.NotMet,
		"product!=2709":                  sanctions.Met,
		"product=2710194300":             sanctions.Open, // the heading holds goods on both sides
		"destination=EU":                 sanctions.Met,
		"destination!=EU":                sanctions.NotMet,
		"destination=IN,CN":              sanctions.NotMet,
		"origin|shipped_from=RU":         sanctions.NotMet,
		"origin|shipped_from=RU,IN":      sanctions.Met,
		"origin|crude_origin=RU":         sanctions.Open,
		"origin|crude_origin=IN":         sanctions.Met,
		"crude_origin!=RU":               sanctions.Open,
		"route=sea":                      sanctions.Met,
		"route=cpc":                      sanctions.NotMet,
		"goods=diesel":                   sanctions.Open,
		"contract<2026-01-15|2026-02-01": sanctions.Open,
		"contract<2026-01-21":            sanctions.Met,
		"contract<2026-01-20":            sanctions.NotMet,
		"contract<=2026-01-20":           sanctions.Met,
		"loaded>2026-02-09":              sanctions.Met,
		"loaded>=2026-02-11":             sanctions.NotMet,
		"discharged<=2026-04-01":         sanctions.Open,
	} {
		c, err := programme.ParseConditions(text)
		require.NoError(t, err, text)
		require.Len(t, c, 1)
		assert.Equal(t, want, c[0].Test(&deal, on), text)
		assert.Equal(t, text, c[0].String())
		assert.NotEmpty(t, c[0].Words())
	}
	// The day decides who belongs to a group.
	c, err := programme.ParseConditions("destination=EU")
	require.NoError(t, err)
	britain := &programme.Deal{Destination: "GB"}
	assert.Equal(t, sanctions.Met, c[0].Test(britain, trade.NewDate(2020, 1, 31)))
	assert.Equal(t, sanctions.NotMet, c[0].Test(britain, trade.NewDate(2020, 2, 1)))

	for _, c := range []programme.Condition{{}, {Day: on}, {Facts: []string{"mood"}, Op: "~", Day: on}} { // made by hand
		c.Test(&deal, on)
		c.Missing(&deal)
		_ = c.Words() + c.String()
	}

	all, err := programme.ParseConditions("destination=EU; origin=RU; discharged<2026-01-01")
	require.NoError(t, err)
	holds, which := programme.TestAll(all, &deal, on)
	assert.Equal(t, sanctions.NotMet, holds)
	assert.Equal(t, "origin=RU", which[0].String())
	holds, which = programme.TestAll(all[2:], &deal, on)
	assert.Equal(t, sanctions.Open, holds)
	assert.True(t, which[0].Missing(&deal))
	assert.Equal(t, "the cargo is discharged before 2026-01-01", which[0].Words())
}

func TestConditionsRefused(t *testing.T) {
	for _, text := range []string{
		"contract", "contract=2026-01-01", "contract<soon", "contract<2026-02-01|2026-01-15", "contract<2026-01-01|",
		"contract|loaded<2026-01-01",
		"origin<RU", "origin=XX", "origin=", "product=27.09.00.1", "route=", "colour=red", "origin|colour=RU", "=RU",
		"contract!<2026-01-01",
	} {
		_, err := programme.ParseConditions(text)
		var e *sanctions.Error
		require.ErrorAs(t, err, &e, text)
		assert.Equal(t, "bad_condition", e.Code)
		assert.NotEmpty(t, e.Reason)
	}
}

// TestDealCheck: contradictions come back all together.
func TestDealCheck(t *testing.T) {
	d := programme.Deal{
		Origin: "XX", Product: "27x", Loaded: trade.NewDate(2026, 3, 5),
		Discharged: trade.NewDate(2026, 3, 4),
	}
	err := d.Check()
	var c *sanctions.Error
	require.ErrorAs(t, err, &c)
	assert.Equal(t, "contradiction", c.Code)
	require.ErrorAs(t, err, new(*trade.ProductError))
	for _, part := range []string{"XX", "27x", "loaded 2026-03-05", "discharged 2026-03-04"} {
		assert.Contains(t, err.Error(), part)
	}
	require.NoError(t, (&programme.Deal{Loaded: trade.NewDate(2026, 3, 5), Discharged: trade.NewDate(2026, 3, 5)}).Check())
}

// FuzzConditions: what is read prints back to itself, and a test never panics.
func FuzzConditions(f *testing.F) {
	for _, s := range []string{
		"contract<2026-01-15|2026-02-01", "origin|shipped_from=RU; destination!=EU",
		"product=2709,2710", "a=;;<", "loaded<=0001-01-01",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		list, err := programme.ParseConditions(s)
		if err != nil {
			return
		}
		for _, c := range list {
			again, err := programme.ParseConditions(c.String())
			if err != nil || len(again) != 1 || again[0].String() != c.String() {
				t.Fatalf("%q prints %q, which reads as %v, %v", s, c.String(), again, err)
			}
			c.Test(&programme.Deal{Product: "2709", Loaded: trade.NewDate(2026, 1, 1)}, trade.NewDate(2026, 1, 1))
		}
	})
}

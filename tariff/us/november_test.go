package us

import (
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// TestNovember: chapter 99 as printed in revision 21 starts 9903.91.12 and 9903.91.14 on 10
// November 2026 and ends 9903.88.69 and .70 with 9 November; a further suspension was
// announced and no notice of it is known. So the book does not answer for these days, and
// who holds the last rule known gets what the text says, with a note.
func TestNovember(t *testing.T) {
	engine, err := tariff.CompileWith(Book(), tariff.Options{Hold: true})
	require.NoError(t, err)
	strict, err := tariff.Compile(Book())
	require.NoError(t, err)
	for _, tt := range []struct {
		name, number, claim, heading, other, on string
		charged                                 bool
	}{
		{"a ship-to-shore crane of China", "8426190000", "9903.91.14", "9903.91.14", "", "2026-11-09", false},
		{"a ship-to-shore crane of China", "8426190000", "9903.91.14", "9903.91.14", "", "2026-11-10", true},
		{"an intermodal chassis of China", "8716390090", "9903.91.12", "9903.91.12", "", "2026-11-09", false},
		{"an intermodal chassis of China", "8716390090", "9903.91.12", "9903.91.12", "", "2026-11-10", true},
		{"laboratory ware excluded by number, list 4A", "3926909915", "", "9903.88.15", "9903.88.69", "2026-11-09", false},
		{"laboratory ware excluded by number, list 4A", "3926909915", "", "9903.88.15", "9903.88.69", "2026-11-10", true},
		{
			"a machine for solar cells, excluded by description", "8486100000", "9903.88.70", "9903.88.02", "9903.88.70",
			"2026-11-09", false,
		},
		{
			"a machine for solar cells, excluded by description", "8486100000", "9903.88.70", "9903.88.02", "9903.88.70",
			"2026-11-10", true,
		},
	} {
		e := tariff.Entry{Origin: "CN", Product: trade.Product(tt.number), Date: day(tt.on), Value: decimal.NewFromInt(1000)}
		one := decimal.NewFromInt(1)
		e.Claims.Metal = &one
		if tt.claim != "" {
			e.Claims.Headings = []string{tt.claim}
		}
		if tt.number == "8426190000" {
			e.Claims.Headings = append(e.Claims.Headings, "9903.92.10")
		}
		a, err := engine.Assess(e)
		if err != nil {
			require.ErrorAs(t, err, new(*tariff.MissingFacts), "%s on %s", tt.name, tt.on)
		}
		var line *tariff.AssessedLine
		for i := range a.Lines {
			if a.Lines[i].Heading == tt.heading {
				line = &a.Lines[i]
			}
		}
		require.NotNil(t, line, "%s on %s: %s", tt.name, tt.on, tt.heading)
		if tt.charged {
			assert.Equal(t, tariff.Applied, line.Status, "%s on %s: %s", tt.name, tt.on, line.Reason)
			assert.True(t, line.Duty.IsPositive(), tt.name)
		} else {
			assert.NotEqual(t, tariff.Applied, line.Status, "%s on %s", tt.name, tt.on)
			assert.Equal(t, tt.other, line.By, "%s on %s", tt.name, tt.on)
		}
		assert.Contains(t, a.String(), "nothing is known after 2026-10-10", tt.name)
		_, err = strict.Assess(e)
		require.ErrorAs(t, err, new(*tariff.HorizonError), "%s on %s", tt.name, tt.on)
	}
}

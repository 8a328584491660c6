package us

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
)

// TestSafeguards: subchapter IV has 512 headings; every subheading that it names
// stands in the schedule, and none is in two groups by value.
func TestSafeguards(t *testing.T) {
	schedule, err := loadSchedule()
	require.NoError(t, err)
	headings := map[string]bool{}
	group := map[string]string{}
	for _, m := range measuresOf(law.Safeguard, "") {
		charged, err := duty.Parse(m.Terms[0].Duty)
		require.NoError(t, err, m.Heading)
		steps := charged.Steps()
		assert.Equal(t, m.Program == "by value", len(steps) > 0, m.Heading)
		if len(steps) == 0 {
			headings[m.Heading] = true
		}
		for _, s := range steps {
			headings[s.Heading] = true
		}
		for _, code := range m.Products.Codes.In {
			_, _, err := schedule.Find(code, day("2026-06-01"))
			assert.NoError(t, err, m.Heading)
			if len(steps) > 0 {
				assert.Empty(t, group[string(code)], code)
				group[string(code)] = m.Heading
			}
		}
	}
	assert.Len(t, headings, 512)
	assert.Len(t, group, 189)
}

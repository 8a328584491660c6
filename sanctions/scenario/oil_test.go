package scenario

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// What a scenario says of oil is that of its text, and of the name that Find gives it.
func TestOilOf(t *testing.T) {
	for text, want := range map[string]string{
		"section-113=25:IN+TR": "IN 0.25 TR 0.25", "section-113": "CN 0.5 IN 0.5", "china-threat=500": "CN 5",
		"india50":      "IN 0.25",
		"top-five-100": "CN 1 EU 1 IN 1 JP 1 TR 1", "cap-lowered=44.10": "44.1", "cap-lowered": "30", "ceasefire": "lifted",
	} {
		s, err := Find(text)
		require.NoError(t, err, text)
		for _, name := range []string{text, s.Name} {
			o, ok, err := OilOf(name)
			require.NoError(t, err)
			require.True(t, ok, name)
			got := ""
			for _, buyer := range []string{"CN", "EU", "IN", "JP", "TR"} {
				if rate, there := o.Duties[buyer]; there {
					got += " " + buyer + " " + rate.String()
				}
			}
			if o.Cap.IsPositive() {
				got += " " + o.Cap.String()
			}
			if o.Lifted {
				got += " lifted"
			}
			assert.Equal(t, " "+want, got, name)
		}
	}
	for _, text := range []string{"ieepa-falls", "section122-expires", Retaliation} {
		_, ok, err := OilOf(text)
		require.NoError(t, err)
		assert.False(t, ok, text)
	}
	for _, text := range []string{
		"cap-lowered=201", "cap-lowered=-1", "cap-lowered:IN", "ceasefire=1", "nothing",
		"retaliation=5", "cap-lowered=30%",
	} {
		_, _, err := OilOf(text)
		var wrong *Error
		assert.ErrorAs(t, err, &wrong, text)
	}
}

// A cap is no rate: -rates does not multiply it, and no duty follows from these three.
func TestScenariosWithoutDuties(t *testing.T) {
	assert.Equal(t, []string{"cap-lowered"}, AtRates("cap-lowered", []string{"0", "50"}))
	for _, name := range []string{"cap-lowered", "ceasefire", Retaliation} {
		for _, origin := range []trade.Country{"IN", "CN"} {
			assert.Equal(t, "0", added(t, name, origin, trade.NewDate(2026, 10, 20)), "%s, %s", name, origin)
		}
	}
	s, err := Find("cap-lowered=44.10")
	require.NoError(t, err)
	assert.Contains(t, s.Description, "at 44.10 dollars a barrel")
}

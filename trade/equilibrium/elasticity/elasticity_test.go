package elasticity

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

func TestSets(t *testing.T) {
	sets := Sets()
	require.Len(t, sets, 8)
	rows := 0
	for _, s := range sets {
		assert.NotEmpty(t, s.Source)
		assert.NotEmpty(t, s.Classification)
		seen := make(map[string]bool)
		for _, v := range s.Sectors {
			assert.Positive(t, v.Value, "%s %s", s.Name, v.Name)
			assert.False(t, seen[v.Code+v.Name], "%s %s", s.Name, v.Name)
			seen[v.Code+v.Name] = true
		}
		rows += len(s.Sectors)
	}
	assert.Equal(t, 166, rows)
	cp, err := SetOf("CP2015")
	require.NoError(t, err)
	assert.Contains(t, cp.Sectors, Sector{"23", "Petroleum", 64.85}) // their table 1
	_, err = SetOf("none")
	require.ErrorIs(t, err, equilibrium.Class("names"))
	assert.Contains(t, err.Error(), "CP2015")
}

// TestPetroleumIsWide: Caliendo and Parro's is a hundred times Lashkaripour and Lugovskyy's.
func TestPetroleumIsWide(t *testing.T) {
	ll, err := SetOf("LL2023")
	require.NoError(t, err)
	low := 100.0
	for _, s := range ll.Sectors {
		low = min(low, s.Value)
	}
	assert.InDelta(t, .636, low, 5e-4)
}

func TestValues(t *testing.T) {
	for _, v := range Values("") {
		assert.NotZero(t, v.Value, v.Source)
		assert.NotEmpty(t, v.Source)
		assert.Contains(t, "ABC", v.Sureness)
		assert.LessOrEqual(t, v.Low, v.Value)
		assert.LessOrEqual(t, v.Value, v.High)
		if v.Parameter == "oil demand" || v.Parameter == "import demand" {
			assert.Negative(t, v.Value)
		}
	}
	assert.Len(t, Values("oil demand"), 4)
	assert.Len(t, Values("pass-through"), 8)
	assert.Empty(t, Values("none"))
}

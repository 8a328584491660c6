package oil

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/exact"
)

func TestGrades(t *testing.T) {
	want := map[string]string{
		"Urals": "7.21", "ESPO": "7.4", "Brent": "7.54", "Russian Export Blend": "7.22",
		"Siberian Light": "7.4",
	}
	seen := map[string]bool{}
	for _, g := range Grades() {
		assert.False(t, seen[g.Name], g.Name)
		seen[g.Name] = true
		assert.NotEmpty(t, g.Source)
		f, err := g.Factor()
		require.NoError(t, err)
		assert.Contains(t, f.String(), g.Name+", API ")
		got, err := f.PerTonne(2, exact.HalfUp)
		require.NoError(t, err)
		assert.Equal(t, want[g.Name], got.String(), g.Name)
		found, err := FindGrade("  " + g.Name)
		require.NoError(t, err)
		assert.Equal(t, g.Name, found.Name)
	}
	assert.Len(t, seen, len(want))
	_, err := FindGrade("urals ")
	require.NoError(t, err)
	_, err = FindGrade("Urels")
	var e *Error
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "grade", e.Code)
	assert.Contains(t, err.Error(), `grade "Urels": not in the table of Urals, `)
	_, err = Grade{Name: "none", API: dec("900")}.Factor()
	assert.Equal(t, "gravity", faultOf(t, err).Code)
}

// The table may be changed by one reader without another seeing it.
func TestGradesAreCopies(t *testing.T) {
	Grades()[0].Name = "changed"
	assert.Equal(t, "Urals", Grades()[0].Name)
}

package buyers

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParse(t *testing.T) {
	got, err := Parse("IN, China,tr")
	require.NoError(t, err)
	assert.Equal(t, []string{"IN", "CN", "TR"}, got)
	for text, want := range map[string]string{
		"RU": "sells the oil", "IN,US": "sender of the duty", "IN,IND": "stands twice", "XX": "no such code",
		"": "-buyer",
	} {
		_, err := Parse(text)
		assert.ErrorContains(t, err, want, text)
	}
}

// 25, 25% and 0.25% are what they say; 0.25 alone is a quarter of a percent, and a word says so,
// since a person may mean the fraction.
func TestRates(t *testing.T) {
	for text, want := range map[string]string{
		"25": "0.25", "25%": "0.25", "25 %": "0.25", "0.25%": "0.0025", "1": "0.01", "0": "0",
	} {
		got, notes, err := Rates(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got[0].String(), text)
		assert.Empty(t, notes, text)
	}
	got, notes, err := Rates("0.25,50")
	require.NoError(t, err)
	assert.Equal(t, "0.0025", got[0].String())
	assert.Equal(t, []string{"-rate 0.25 is read as 0.25 percent; 25 percent is -rate 25"}, notes)
	for text, want := range map[string]string{
		"-25": "-rate -25: state a rate from 0", "1e5": "-rate 1e5: ", "10001": "to 10000 percent",
		"25,": "not a number", "NaN": "not a number", "1e400": "not a number", "25,25%": "twice",
	} {
		_, _, err := Rates(text)
		assert.ErrorContains(t, err, want, text)
	}
}

package pressure

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func ask(args ...string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	status = Run(context.Background(), args, &out, &words)
	return status, out.String(), words.String()
}

// India saves 2.58 bn, its exports of 2024 were 87.7 bn: 2.95 percent of them is enough where India
// bears all of a duty, and 49.02 where it bears 0.06. Chapter 85 alone is enough at 25 percent.
func TestPressure(t *testing.T) {
	status, out, words := ask("-buyer", "IN", "-json")
	require.Zero(t, status, words)
	var a answerObject
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "0.0295", *a.Buyers[0].Rate)
	assert.Equal(t, []string{"chapter 85"}, a.Buyers[0].List)
	assert.Equal(t, "87735219365", a.Buyers[0].Exports)
	assert.Equal(t, "10.88", *a.Cap)
	require.Len(t, a.Ranking, 2)
	for _, r := range a.Ranking {
		require.Len(t, r.Pressures, 3)
		for _, p := range r.Pressures {
			assert.Equal(t, "87735219365", p.Before)
			assert.True(t, decimal.RequireFromString(p.After).LessThan(decimal.RequireFromString(p.Before)))
			assert.True(t, decimal.RequireFromString(p.Target).IsPositive())
			assert.Equal(t, p.Ratio == nil, !decimal.RequireFromString(p.Sender).IsPositive())
		}
	}
	// Exporters that can sell elsewhere lose next to nothing, and the sender pays.
	target := func(r, i int) decimal.Decimal { return decimal.RequireFromString(a.Ranking[r].Pressures[i].Target) }
	assert.True(t, target(0, 0).GreaterThan(target(1, 0)))
	status, out, words = ask("-buyer", "IN", "-bears", "0.06", "-covered", "0.5")
	require.Zero(t, status, words)
	assert.Regexp(t, `IN +2\.58 +49\.02% +43\.01 +40\.43 +no list does`, out)
	assert.Contains(t, out, "No cap ends the sales")
	status, out, words = ask("-buyer", "VN", "-saving", "0.5", "-rate", "20")
	require.Zero(t, status, words)
	assert.Contains(t, out, "20% on VN")
}

func TestRefusals(t *testing.T) {
	for _, of := range []struct {
		status int
		text   string
		args   []string
	}{
		{2, "-buyer", nil},
		{1, "-buyer", []string{"-buyer", "Atlantis"}},
		{1, "-saving", []string{"-buyer", "VN"}},
		{1, "no trade of it alone", []string{"-buyer", "FR", "-saving", "1"}},
		{1, "-bears 2", []string{"-buyer", "IN", "-bears", "2"}},
		{1, "-rate", []string{"-buyer", "IN", "-rate", "x"}},
		{1, "-rate", []string{"-buyer", "IN", "-rate", "-5"}},
		{1, "-shut-in", []string{"-buyer", "IN", "-shut-in", "100"}},
		{1, "-covered 1.5", []string{"-buyer", "IN", "-covered", "1.5"}},
		{1, "-supply 0", []string{"-buyer", "IN", "-supply", "0"}},
	} {
		status, _, words := ask(of.args...)
		assert.Equal(t, of.status, status, "%v", of.args)
		assert.Contains(t, words, of.text, "%v", of.args)
	}
}

package pressure

import (
	"bytes"
	"context"
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
)

func ask(args ...string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	status = Run(context.Background(), args, &out, &words)
	return status, out.String(), words.String()
}

// India saves 2.58 bn, and 66 percent of its exports of 87.7 bn in 2024 are charged: 4.46 percent of
// 57.9 bn is enough where India bears all of a duty, and 74.27 where it bears 0.06. At 25 percent
// 10.32 bn must be charged: chapter 85, of 13.84 bn, is not enough, and with chapter 30 it is. Were
// all of it charged, 2.95 percent and chapter 85 alone would do.
func TestPressure(t *testing.T) {
	status, out, words := ask("-buyer", "IN", "-json")
	require.Zero(t, status, words)
	var a answerObject
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "0.0446", *a.Buyers[0].Rate)
	assert.Equal(t, []string{"chapter 85", "chapter 30"}, a.Buyers[0].List)
	assert.Equal(t, "0.66", a.Buyers[0].Exposed)
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
	assert.Regexp(t, `IN +2\.58 +74\.27% +43\.01 +40\.43 +no list does`, out)
	assert.Contains(t, out, "No cap ends the sales")
	assert.Contains(t, out, "A duty charges 66% of the exports of IN, of each good alike: GTRI, 26 August 2025")
	status, out, words = ask("-buyer", "IN", "-exposed", "1", "-rate", "25", "-supply", "99")
	require.Zero(t, status, words)
	assert.Regexp(t, `IN +2\.58 +2\.95% +2\.59 +0\.00 +chapter 85 +13\.84`, out)
	assert.Contains(t, out, "A duty charges 100% of the exports of IN, of each good alike: stated by -exposed")
	status, out, words = ask("-buyer", "VN", "-saving", "0.5", "-rate", "20")
	require.Zero(t, status, words)
	assert.Contains(t, out, "20% on VN")
}

// Where no rate does there is no duty to state, and where the oil saves nothing none is needed; a
// duty of 0 costs nobody, and nobody gains by it.
func TestNoPressure(t *testing.T) {
	status, out, words := ask("-buyer", "IN", "-bears", "0", "-rate", "25", "-supply", "99", "-json")
	require.Zero(t, status, words)
	var a answerObject
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Nil(t, a.Buyers[0].Rate)
	assert.Nil(t, a.Buyers[0].Duty)
	assert.Nil(t, a.Buyers[0].Sender)
	status, out, words = ask("-buyer", "IN", "-saving", "-1", "-rate", "0", "-supply", "99")
	require.Zero(t, status, words)
	assert.Regexp(t, `IN +-1\.00 +none is needed +- +- +none is needed`, out)
	assert.Regexp(t, `0% on IN +0\.00 +0\.00 +- +87\.74`, out)
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
		{1, "is more than all oil costs", []string{"-buyer", "IN", "-saving", "2580160000"}},
		{1, "is of one buyer", []string{"-buyer", "IN,CN", "-saving", "2"}},
		{1, "stands twice", []string{"-buyer", "IN,IND"}},
		{1, "sells the oil", []string{"-buyer", "RU", "-saving", "1"}},
		{1, "sender of the duty", []string{"-buyer", "US", "-saving", "1"}},
		{1, "-bears 0.06,0.5: state one number", []string{"-buyer", "IN", "-bears", "0.06,0.5"}},
		{1, `-covered "0.9%": want a number`, []string{"-buyer", "IN", "-covered", "0.9%"}},
		{1, `-price "92%": want a number`, []string{"-buyer", "IN", "-price", "92%"}},
		{1, "-exposed 1.2", []string{"-buyer", "IN", "-exposed", "1.2"}},
		{1, "-exposed -1", []string{"-buyer", "IN", "-exposed", "-1"}},
		{1, "-supply 0", []string{"-buyer", "IN", "-supply", "0"}},
	} {
		status, _, words := ask(of.args...)
		assert.Equal(t, of.status, status, "%v", of.args)
		assert.Contains(t, words, of.text, "%v", of.args)
	}
}

// Where pressure and tradeoff ask about the same duty, they charge the same share of the exports.
func TestSameShareAsTradeoff(t *testing.T) {
	facts, err := tradeoff.Facts()
	require.NoError(t, err)
	for _, code := range []string{"IN", "CN", "TR", "BR"} {
		c, _, err := tradeoff.Year(facts, code, decimal.New(25, -2), decimal.New(1, 0), decimal.New(733, -2))
		require.NoError(t, err)
		b := &buyer{code: code}
		require.NoError(t, (&options{}).share(b, facts))
		assert.True(t, c.Exposed.Equal(b.exposed), "%s: %s and %s", code, c.Exposed, b.exposed)
	}
}

package tradeoff

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A flag that the question has no use for is wrong use: the answer would read as if it had one.
func TestFlagsWithoutUse(t *testing.T) {
	for _, args := range []string{
		"-buyer IN -months 2025-01..2025-02 -rate 50", "-buyer IN -months 2025-01 -bears 0.5",
		"-buyer IN -months 2025-01 -discount 3",
		"-buyer IN -price 50", "-buyer IN -covered 0.5", "-caps 30 -price 92 -volume 3:mb/d -rate 50",
		"-caps 30 -price 92 -volume 3:mb/d -out x.xlsx",
		"-caps 30 -price 92 -volume 3:mb/d -months 2025-01", "-caps 30 -price 92 -volume 3:mb/d -discount 5",
	} {
		status, out, words := ask(strings.Fields(args)...)
		assert.Equal(t, 2, status, args)
		assert.Empty(t, out, args)
		assert.Contains(t, words, "leave it out", args)
	}
}

// Numbers in another unit than the flag's are refused by the name of the flag and in its unit,
// and a number that serves one buyer is not put under several.
func TestNumbersOfAnotherUnit(t *testing.T) {
	for args, want := range map[string]string{
		"-buyer IN -exports 86510000000":                      "-exports 86510000000: is more than the world exports",
		"-buyer IN -volume 88000000:Mt":                       "more than the world burns",
		"-buyer IN -volume 1700000:mb/d":                      "more than the world burns",
		"-buyer IN -volume -1:Mt":                             `-volume "-1:Mt": it is below 0`,
		"-buyer IN -rate -25":                                 "-rate -25: state a rate from 0 to 10000 percent",
		"-buyer IN -rate 20000":                               "-rate 20000: state a rate",
		"-buyer IN,CN -exports 60":                            "is of one buyer",
		"-buyer IN,CN -volume 1:mb/d":                         "is of one buyer",
		"-buyer IN,IN":                                        "stands twice",
		"-buyer RU -volume 1:mb/d -discount 1 -exports 1":     "sells the oil",
		"-buyer IN -volume 1.7:mb/d -grade ESPO":              "is in barrels",
		"-buyer BR -grade Urals":                              "is diesel",
		"-buyer IN -grade foo":                                "state -barrels-per-tonne for another",
		"-caps 30 -price 92 -volume 88:Mt -grade foo":         "Urals",
		"-caps 30 -price 92 -volume 3:mb/d -grade Urals":      "is in barrels",
		"-caps 30 -price 92 -volume 3540000:mb/d":             "more than the world burns",
		"-buyer JP -volume 1:Mt -discount 4 -exports 3000000": "more than the world exports",
	} {
		status, out, words := ask(strings.Fields(args)...)
		assert.Equal(t, 1, status, args)
		assert.Empty(t, out, args)
		assert.Contains(t, words, want, args)
		assert.NotContains(t, words, "FromAPI")
	}
	_, _, words := ask("-buyer", "IN", "-rate", "0.25")
	assert.Contains(t, words, "25 percent is -rate 25")
}

// What a person stated stands among what the answer rests on; prices have their cents, and the
// first of several caps has none before it.
func TestWhatItRestsOn(t *testing.T) {
	status, out, words := ask("-buyer", "JP", "-volume", "1:Mt", "-discount", "4", "-exports", "10")
	require.Zero(t, status, words)
	assert.Regexp(t, `JP volume +1 Mt +a year +stated by -volume`, out)
	assert.Regexp(t, `JP exports +10 USD bn +a year +stated by -exports`, out)
	assert.Regexp(t, `JP exposed +1 share +all exports`, out)
	_, out, _ = ask("-buyer", "IN")
	assert.Regexp(t, `22\.13 +56\.60 `, out, "14,274.15 m over 645.04 m; 78.73 less that")
	status, out, words = ask("-caps", "47.60,30", "-price", "92.08", "-volume", "3.54:mb/d", "-covered", "0.25,0.5")
	require.Zero(t, status, words)
	assert.Regexp(t, `50% +100% +47\.60 +28\.74 +24\.1529% +-\n`, out, "0.5 × 1,292.1 m × 44.48; none before it")
	assert.Regexp(t, `50% +100% +30\.00 +40\.11 +33\.7098% +11\.37\n`, out)
}

// The workbook is written again over its own, and under the name of a workbook alone.
func TestWorkbookAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.xlsx")
	for range 2 {
		status, _, words := ask("-buyer", "IN", "-out", path)
		require.Zero(t, status, words)
	}
	status, out, words := ask("-buyer", "IN", "-out", filepath.Join(t.TempDir(), "t.csv"))
	assert.Equal(t, 2, status)
	assert.Empty(t, out)
	assert.Contains(t, words, "name a file *.xlsx")
}

// A share and a discount that stand twice are one case.
func TestCaseStatedTwice(t *testing.T) {
	status, out, words := ask("-buyer", "IN", "-bears", "1,1.0,0.06", "-discount", "4,4.00")
	require.Zero(t, status, words)
	assert.Equal(t, 2, strings.Count(out, "IN     25%"), out)
}

// Months of which nothing is stated have no duty of 0.
func TestMonthsBeyondFacts(t *testing.T) {
	for months, want := range map[string]int{"2026-08..2026-09": 0, "2026-09..2031-01": 1, "2030-01..2030-05": 1} {
		var out, words bytes.Buffer
		assert.Equal(t, want, Run(t.Context(), []string{"-buyer", "IN", "-months", months}, &out, &words), months)
		if want > 0 {
			assert.Contains(t, words.String(), "-months")
			assert.Empty(t, out.String())
		}
	}
}

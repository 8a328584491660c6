package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTwice: what stands twice in a list, in whatever spelling, is taken once or refused by its name;
// it never makes an answer of two rows that are one.
func TestTwice(t *testing.T) {
	dir := t.TempDir()
	for name, text := range inputs {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	for _, c := range []struct{ once, twice string }{
		{
			"compare -hts 6109.10.00.12 -origin IN -date 2025-09-01",
			"compare -hts 6109.10.00.12,6109100012 -origin IN,India -date 2025-09-01",
		},
		{"panel -date 2025-09-01 -origin IN -hts 6109", "panel -date 2025-09-01,2025-09-01 -origin IN,IND -hts 6109,6109"},
		{"panel -intervals -origin IN -hts 6109.10.00.12", "panel -intervals -origin IN,India -hts 6109.10.00.12,6109100012"},
		{"duty -lines @/entries.csv -by origin", "duty -lines @/entries.csv -by origin,origin"},
		{
			"tradeoff -caps 60,30 -price 60 -volume 3:mb/d -covered 0.5 -enforced 1",
			"tradeoff -caps 60,60.0,30 -price 60 -volume 3:mb/d -covered 0.5,0.50 -enforced 1,1.0",
		},
		{"tradeoff -buyer IN -bears 1 -discount 4 -json", "tradeoff -buyer IN -bears 1,1.0 -discount 4,4.00 -json"},
		{"pressure -buyer IN -rate 25 -supply 99", "pressure -buyer IN -rate 25 -supply 99,99.0"},
		{
			"ownership -rule ofac -date 2026-10-01 -listed X -edges @/edges.csv",
			"ownership -rule ofac -date 2026-10-01 -listed X,X -edges @/edges.csv",
		},
	} {
		status, out, words := ask(t, argsOf(dir, c.once)...)
		again, outAgain, wordsAgain := ask(t, argsOf(dir, c.twice)...)
		assert.Equal(t, []any{status, out}, []any{again, outAgain}, "%s: %s%s", c.twice, words, wordsAgain)
	}
	for question, named := range map[string]string{
		"tradeoff -buyer IN,India":                                                                              "IN: it stands twice",
		"tradeoff -buyer IN -rate 25,25%":                                                                       "25%: it stands twice",
		"impact -flows @/threat.csv -scenario section-113:IN -rates 25,25.0%":                                   "25.0% stands twice",
		"impact -flows @/threat.csv -scenario no-ieepa,no-ieepa":                                                `two scenarios are called "no-ieepa"`,
		"impact -flows @/threat.csv -date 2026-10-20 -hold -scenario section-113=25:IN,section-113=25.0%:India": `two scenarios are called "section-113=25:IN"`,
		"impact -flows @/threat.csv -scenario no-ieepa -behaviour ces,ces":                                      "ces stands twice",
		"impact -flows @/threat.csv -scenario no-ieepa -law @/notice.txt,@/notice.txt":                          "the book has that heading",
		"udf -columns hts,origin,date,value,value":                                                              "value stands twice",
	} {
		status, _, words := ask(t, argsOf(dir, question)...)
		assert.Contains(t, []int{1, 2}, status, question)
		assert.Contains(t, words, named, question)
	}
}

package tradeoff

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

func ask(args ...string) (status int, stdout, stderr string) {
	var out, words bytes.Buffer
	status = Run(context.Background(), args, &out, &words)
	return status, out.String(), words.String()
}

// The published question: 88 Mt, 4 dollars, 60.2 bn at 25 percent give 2.58 bn, 15.05 bn and
// 23.33 dollars a barrel, in the text, in JSON and in the workbook.
func TestYear(t *testing.T) {
	path := filepath.Join(t.TempDir(), "t.xlsx")
	args := []string{
		"-buyer", "IN", "-volume", "88:Mt", "-discount", "4", "-exports", "60.2", "-exposed", "1",
		"-benchmark", "78.86",
	}
	status, out, words := ask(append(args, "-out", path)...)
	require.Zero(t, status, words)
	assert.Regexp(t, `IN +25% +4 +100% +2\.58 +15\.05 +15\.05 +-12\.47 +23\.33 +55\.53 +4\.286% +17\.1439%`, out)
	status, out, words = ask(append(args, "-json")...)
	require.Zero(t, status, words)
	var a yearObject
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "2580160000", a.Cases[0].Saving)
	assert.Equal(t, "23.33", *a.Cases[0].BreakEven)
	assert.Empty(t, a.Cases[0].Facts, "all of it is the person's own")
	tables, err := spreadsheet.ReadTables(context.Background(), path)
	require.NoError(t, err)
	require.Len(t, tables, 1)
}

// Threats side by side, each with the facts that it rests on; a grade gives barrels a tonne.
func TestThreats(t *testing.T) {
	status, out, words := ask("-buyer", "CN,TR,BR", "-rate", "50,100,500")
	require.Zero(t, status, words)
	assert.Regexp(t, `CN +50% +2\.87 +100% +2\.07 +214\.71 .*any price`, out)
	assert.Regexp(t, `TR +500% +13\.7 +100% +1\.57 +82\.89`, out)
	assert.Contains(t, out, "China customs, 2025")
	status, out, _ = ask("-buyer", "IN", "-grade", "Urals", "-json")
	require.Zero(t, status)
	var a yearObject
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Less(t, a.Cases[0].Barrels, "636", "7.21 a tonne")
}

// A grid of discounts and shares: where India bears 0.06 of 14.27 bn, 4 dollars a barrel are more.
func TestGrid(t *testing.T) {
	status, out, words := ask("-buyer", "IN", "-discount", "1.5,4", "-bears", "0.06,1")
	require.Zero(t, status, words)
	assert.Regexp(t, `IN +25% +1\.5 +6% +0\.97 +14\.27 +0\.86 +0\.11`, out)
	assert.Regexp(t, `IN +25% +4 +100% +2\.58 +14\.27 +14\.27 +-11\.69`, out)
	status, _, words = ask("-buyer", "IN", "-discount", "1,x")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-discount")
}

func TestMonthsAndCaps(t *testing.T) {
	status, out, words := ask("-buyer", "IN", "-months", "2025-08..2025-09")
	require.Zero(t, status, words)
	assert.Regexp(t, `IN 2025-09 +47\.4 +2\.5 +118\.5 +25% +902\.6 +19\.04`, out)
	status, out, words = ask("-buyer", "IN", "-months", "2026-01..2026-03", "-json")
	require.Zero(t, status, words)
	assert.Regexp(t, `"month": "2026-02",\s+"barrels": null`, out)
	status, out, words = ask("-caps", "47.60,44.10,30", "-price", "60", "-volume", "3.5:mb/d", "-covered", "0.5",
		"-enforced", "0.8")
	require.Zero(t, status, words)
	assert.Regexp(t, `50% +80% +30\.00 +15\.33 +20% +7\.21`, out) // 42 million a day × 365
}

func TestRefusals(t *testing.T) {
	for _, of := range []struct {
		status int
		text   string
		args   []string
	}{
		{2, "-buyer or -caps", nil},
		{2, "two questions", []string{"-buyer", "IN", "-caps", "30"}},
		{1, "-buyer", []string{"-buyer", "Atlantis"}},
		{1, "-volume, -discount and -exports", []string{"-buyer", "FR"}},
		{1, "-bears 1.5", []string{"-buyer", "IN", "-bears", "1.5"}},
		{1, "-rate", []string{"-buyer", "IN", "-rate", "much"}},
		{1, "88:Mt", []string{"-buyer", "IN", "-volume", "88"}},
		{1, "-months", []string{"-buyer", "IN", "-months", "2025-13"}},
		{1, "-covered 1.2", []string{"-caps", "30", "-price", "60", "-volume", "3:mb/d", "-covered", "1.2"}},
		{1, "-price", []string{"-caps", "30"}},
		{1, "-barrels-per-tonne", []string{"-buyer", "IN", "-barrels-per-tonne", "73.3"}},
		{1, "-out", []string{"-buyer", "IN,CN", "-out", "x.xlsx"}},
	} {
		status, _, words := ask(of.args...)
		assert.Equal(t, of.status, status, "%v", of.args)
		assert.Contains(t, words, of.text, "%v", of.args)
	}
}

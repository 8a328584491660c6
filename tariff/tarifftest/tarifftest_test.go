package tarifftest_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/tariff/us"
)

const good = `# a comment
entry T-shirt, a week into the 50 percent
  date   2025-09-01
  origin IN
  hts    6109.10.00.12
  value  10000
  line   6109.10.00 1650.00
  line   9903.02.26 2500.00
  line   9903.01.84 2500.00
  displaced 9903.01.25 by 9903.02.26
  notinforce 9903.03.01
  total  6650.00
  why    16.5 + 25 + 25 %
`

func check(t *testing.T, text string) error {
	cases, err := tarifftest.Parse("x.txt", strings.NewReader(text))
	require.NoError(t, err)
	require.Len(t, cases, 1)
	engine, err := tariff.Compile(us.Book())
	require.NoError(t, err)
	return cases[0].Check(engine)
}

// TestCheckFinds: a golden entry that says anything else than the engine fails.
func TestCheckFinds(t *testing.T) {
	require.NoError(t, check(t, good))
	for _, c := range []struct{ old, new, says string }{
		{"total  6650.00", "total  6650.01", "total: want 6650.01"},
		{"line   9903.02.26 2500.00", "line   9903.02.26 2500.01", "want 2500.01, got 2500"},
		{"  line   9903.02.26 2500.00\n", "", "which the golden entry does not name"},
		{"line   9903.02.26 2500.00", "line   9903.02.26 2500.00\n line 9903.99.99 0", "did not consider it"},
		{"displaced 9903.01.25 by 9903.02.26", "exempt 9903.01.25", "want exempt, got displaced"},
		{"displaced 9903.01.25 by 9903.02.26", "displaced 9903.01.25 by 9903.01.55", "want displaced by 9903.01.55"},
		{"notinforce 9903.03.01", "needs 9903.03.01", "want needs_fact, got not_in_force"},
		{"total  6650.00", "error horizon", "want error horizon, got an answer"},
		{"date   2025-09-01", "date   2031-01-01", "want total 6650.00, got: date 2031-01-01"},
	} {
		err := check(t, strings.Replace(good, c.old, c.new, 1))
		require.Error(t, err, c.new)
		assert.Contains(t, err.Error(), c.says)
	}
	horizon := strings.NewReplacer("date   2025-09-01", "date   2031-01-01", "total  6650.00",
		"error horizon").Replace(good)
	var kept []string
	for _, line := range strings.Split(horizon, "\n") {
		if !strings.Contains(line, "line ") && !strings.Contains(line, "displaced") && !strings.Contains(line, "notinforce") {
			kept = append(kept, line)
		}
	}
	require.NoError(t, check(t, strings.Join(kept, "\n")))
}

func TestParseRefuses(t *testing.T) {
	for text, says := range map[string]string{
		"date 2025-09-01":           `x.txt:1: the first word of a block is "entry"`,
		"entry a\n date 2025-09-01": "needs date, origin, hts and value",
		"entry a\n date 2025-09-01\n origin IN\n hts 61\n value 1\n why x":   "either a total or an error",
		"entry a\n date 2025-09-01\n origin IN\n hts 61\n value 1\n total 1": `needs a "why"`,
		"entry a\n colour red":     `"colour" is no word`,
		"entry a\n line 6109":      `want "line HEADING DUTY"`,
		"entry a\n exempt a b c d": `want "exempt HEADING"`,
		"entry a\n notinforce a b": `want "notinforce HEADING"`,
	} {
		_, err := tarifftest.Parse("x.txt", strings.NewReader(text))
		require.ErrorAs(t, err, new(*tarifftest.SyntaxError), text)
		assert.Contains(t, err.Error(), says)
	}
}

// TestRun runs a file of the user's own, with an edit of the book.
func TestRun(t *testing.T) {
	mine := strings.NewReplacer("  line   9903.01.84 2500.00\n",
		"  edit   {\"op\":\"set_state\",\"heading\":\"9903.01.84\",\"state\":\"ended\"}\n", "6650", "4150").Replace(good)
	tarifftest.Run(t, us.Book(), fstest.MapFS{"mine.txt": {Data: []byte(mine)}}, "*.txt")
}

// TestHowMany: the project's own golden entries are many, and every one is derived.
func TestHowMany(t *testing.T) {
	files := os.DirFS("../../testdata")
	n := 0
	for _, name := range []string{"india.txt", "china_tshirt.txt", "china_section301.txt", "china_section232.txt"} {
		f, err := files.Open(name)
		require.NoError(t, err)
		cases, err := tarifftest.Parse(name, f)
		require.NoError(t, err)
		n += len(cases)
	}
	assert.GreaterOrEqual(t, n, 200)
}

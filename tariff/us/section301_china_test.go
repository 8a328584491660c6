package us

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// rows301 reads the rows of a list file as it stands in the folder.
func rows301(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile("facts/lists/" + name + ".txt")
	require.NoError(t, err)
	var rows [][]string
	for line := range strings.Lines(string(text)) {
		if !strings.HasPrefix(line, "#") {
			rows = append(rows, append(strings.Split(strings.TrimRight(line, "\n"), "\t"), "", "", "", ""))
		}
	}
	return rows
}

// on301 says whether a code is on a list on a day: the longest prefix decides.
func on301(rows [][]string, code, on string) bool {
	best, in := 0, false
	for _, r := range rows {
		prefix, out := strings.CutPrefix(r[0], "-")
		if strings.HasPrefix(code, prefix) && len(prefix) > best && (r[1] == "" || r[1] <= on) && (r[2] == "" || on < r[2]) {
			best, in = len(prefix), !out
		}
	}
	return in
}

// The counts were made on the text of U.S. notes 20 and 31 with another program;
// 8-digit codes, then numbers taken in or out below them.
func TestSection301ListSizes(t *testing.T) {
	for name, want := range map[string]struct{ legal, statistical int }{
		"301_list_1":            {856, 0},
		"301_list_2":            {283, 0},
		"301_list_3":            {5906, 0},
		"301_list_3_part":       {11, 18 + 4}, // four successors of 2931.90.90.51
		"301_list_4a":           {2963 + 1, 1 + 2 + 2 + 6 + 5 + 1},
		"301_list_4b":           {546, 4 + 2 + 4 + 7 + 3 + 6 + 5 + 5},
		"301_excluded_numbers":  {0, 28 + 2},
		"301_excluded_solar":    {0, 3},
		"301_excluded_articles": {0, 113 + 4 + 2 + 3}, // numbers of 1 July 2026, and of before 2024
		"301_note_31b":          {348, 5},
		"301_note_31f":          {19, 0},
	} {
		legal, statistical := 0, 0
		for _, r := range rows301(t, name) {
			if len(strings.TrimPrefix(r[0], "-")) == len("0101.21.00") {
				legal++
			} else {
				statistical++
			}
		}
		assert.Equal(t, want.legal, legal, "%s: legal codes", name)
		assert.Equal(t, want.statistical, statistical, "%s: statistical numbers", name)
	}
}

// The lists do not overlap: a number that one of them names is charged once.
func TestSection301ListsDoNotOverlap(t *testing.T) {
	lists := map[string][][]string{}
	for _, name := range []string{
		"301_list_1", "301_list_2", "301_list_3", "301_list_3_part", "301_list_4a",
		"301_note_31b", "301_note_31f",
	} {
		lists[name] = rows301(t, name)
	}
	for _, on := range []string{"2025-06-01", "2026-06-01"} {
		for name, rows := range lists {
			named := map[string]string{}
			for other, others := range lists {
				if other != name {
					for _, r := range others {
						named[r[0]] = other
					}
				}
			}
			for _, r := range rows {
				code := strings.TrimPrefix(r[0], "-")
				other, shared := named[code]
				if !shared || !on301(rows, code, on) || !on301(lists[other], code, on) {
					continue
				}
				// A subheading on two lists is parted between them by number, so the
				// numbers named below it must not be on both.
				for _, q := range append(rows, lists[other]...) {
					number := strings.TrimPrefix(q[0], "-")
					if len(number) > len(code) && strings.HasPrefix(number, code) {
						assert.False(t, on301(rows, number, on) && on301(lists[other], number, on), "%s is on %s and %s on %s", number,
							name, other, on)
					}
				}
			}
		}
	}
}

// Every excluded number stands on a list from which it can be excluded.
func TestSection301ExclusionsAreOfListedGoods(t *testing.T) {
	var lists [][][]string
	for _, name := range []string{"301_list_1", "301_list_2", "301_list_3", "301_list_3_part", "301_list_4a"} {
		lists = append(lists, rows301(t, name))
	}
	for _, name := range []string{"301_excluded_numbers", "301_excluded_articles"} {
		for _, r := range rows301(t, name) {
			listed := slices.ContainsFunc(lists, func(rows [][]string) bool { return on301(rows, r[0], "2026-08-01") })
			assert.True(t, listed, "%s of %s", r[0], name)
		}
	}
	for _, r := range rows301(t, "301_excluded_solar") {
		assert.True(t, on301(rows301(t, "301_list_2"), r[0], "2026-08-01"), r[0])
	}
}

// Read by hand in the notes; 8413.70.20 stands in the text of exclusions only.
func TestSection301Membership(t *testing.T) {
	for _, c := range []struct {
		list, code, on string
		want           bool
	}{
		{"301_list_1", "9030.40.00.00", "2025-02-01", true},
		{"301_list_2", "9030.89.01.00", "2025-02-01", true},
		{"301_list_3", "7326.90.86.88", "2026-08-20", true},
		{"301_list_3", "8413.70.20.04", "2025-02-01", false},
		{"301_list_4a", "9706.90.00.60", "2025-02-01", true},
		{"301_list_4a", "8507.60.00.20", "2025-12-31", true},
		{"301_list_4a", "8507.60.00.90", "2026-01-01", false},
		{"301_list_4a", "8507.60.00.10", "2025-12-31", false},
		{"301_note_31b", "8507.60.00.10", "2025-12-31", true},
		{"301_note_31b", "8507.60.00.10", "2026-01-01", false},
		{"301_list_4a", "6307.90.98.91", "2025-02-01", true},
		{"301_list_4a", "6307.90.98.70", "2025-02-01", false},
		{"301_list_4a", "8517.62.00.90", "2025-02-01", true},
		{"301_list_3_part", "8517.62.00.90", "2025-02-01", false},
		{"301_list_3_part", "8517.62.00.20", "2025-02-01", true},
		{"301_list_4b", "8517.13.00.00", "2025-02-01", false},
		{"301_list_4b", "6109.90.40.20", "2025-02-01", true},
		{"301_note_31f", "8542.31.00.45", "2025-02-01", true},
		{"301_note_31b", "7601.10.30.00", "2025-02-01", true},
	} {
		assert.Equal(t, c.want, on301(rows301(t, c.list), c.code, c.on), "%s on %s", c.code, c.list)
	}
}

// The texts are the general rates of the headings in every revision from 2025
// basic to 2026 revision 10.
func TestSection301DutiesAreThoseOfTheHeadings(t *testing.T) {
	want := map[string]string{
		"9903.88.01": "25%", "9903.88.02": "25%", "9903.88.03": "25%", "9903.88.04": "25%", "9903.88.15": "7.5%",
		"9903.88.16": "15%",
		"9903.91.01": "25%", "9903.91.02": "50%", "9903.91.03": "100%", "9903.91.04": "25%", "9903.91.05": "50%",
		"9903.91.06":        "25%",
		"9903.88.01/review": "25%", "9903.88.02/review": "25%", "9903.88.02/semiconductors": "25%",
		"9903.88.15/review": "7.5%",
		"9903.88.15/2025":   "7.5%", "9903.88/list-1-to-3": "25%", "9903.88/list-4A": "7.5%",
		"9903.88/before-review": "The rate applicable to the list of that day",
		"9903.91.07":            "50%", "9903.91.08": "100%", "9903.91.11": "25%", "9903.91.12": "100%", "9903.91.14": "100%",
		"9903.92.10": "25%",
	}
	for _, m := range measuresOf(law.Section301, "") {
		if !strings.HasPrefix(m.Program, "China") {
			continue
		}
		for _, term := range m.Terms {
			assert.Equal(t, want[m.Heading], term.Duty, m.Heading)
			assert.False(t, term.From.IsZero(), m.Heading)
		}
		delete(want, m.Heading)
	}
	assert.Empty(t, want, "headings without a measure")
}

func TestSection301ExclusionWindows(t *testing.T) {
	// in reports whether an exclusion of the list stands on a day of entry.
	in := func(xs []law.Exception, list, on string) (n int) {
		for _, x := range xs {
			if x.Products.Lists[0] == list && x.During.Contains(day(on)) {
				n++
			}
		}
		return n
	}
	// excluded are the exclusions of a heading, as lists 1 and 2 have them.
	excluded := func(measure, heading string) (out []law.Exception) {
		m, found := Book().Measure(measure)
		require.True(t, found, measure)
		for _, x := range m.Exceptions {
			if x.Heading == heading {
				out = append(out, x)
			}
		}
		return out
	}
	numbers, solar := excluded("9903.88.01", "9903.88.69"), excluded("9903.88.02", "9903.88.70")
	require.NotEmpty(t, solar)
	for _, on := range []string{
		"2025-01-01", "2025-05-31", "2025-06-01", "2025-08-31", "2025-09-01", "2025-11-29",
		"2025-11-30", "2026-10-10", "2026-11-09",
	} {
		assert.Equal(t, 1, in(numbers, "301_excluded_numbers", on), on)
		assert.Equal(t, 1, in(numbers, "301_excluded_articles", on), on)
		assert.Equal(t, 1, in(solar, "301_excluded_solar", on), on)
	}
	assert.Zero(t, in(numbers, "301_excluded_numbers", "2026-11-10"))
	for _, x := range append(numbers, solar...) {
		assert.NotEqual(t, trade.Date{}, x.Published)
		assert.Equal(t, x.Products.Lists[0] != "301_excluded_numbers", x.Claimed, "described articles are claimed")
	}
}

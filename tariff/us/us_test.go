package us

import (
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/tarifftest"
	"github.com/tradeshock/tradeshock/trade"
)

func TestGolden(t *testing.T) {
	tarifftest.Run(t, Book(), os.DirFS("../../testdata"), "*.txt")
}

// TestTables: every table has the rows that its head states.
func TestTables(t *testing.T) {
	sources := Provenance()
	require.NotEmpty(t, sources)
	for _, s := range sources {
		n := 0
		require.NoError(t, rows(s.Table+".txt", 7, func([]string) error { n++; return nil }), s.Table)
		assert.Equal(t, s.Rows, n, s.Table)
		assert.NotEmpty(t, s.Publisher, s.Table)
		_, err := trade.ParseDate(s.Retrieved)
		assert.NoError(t, err, s.Table)
	}
}

// TestSchedule: the rows of a code do not overlap and stand in order, and every
// duty text of the three columns parses.
func TestSchedule(t *testing.T) {
	s, err := loadSchedule()
	require.NoError(t, err)
	for i := 1; i < len(s.Lines); i++ {
		a, b := s.Lines[i-1], s.Lines[i]
		require.LessOrEqual(t, a.Code, b.Code)
		if a.Code == b.Code {
			require.Equal(t, a.During.To, b.During.From, a.Code)
		}
	}
	for i := 1; i < len(s.Numbers); i++ {
		require.LessOrEqual(t, s.Numbers[i-1].Code, s.Numbers[i].Code)
	}
	for _, l := range s.Lines {
		for _, text := range []string{l.General, l.Other} {
			if text != "" || l.Code < "98" { // some lines of chapter 98 leave a column open
				_, err := duty.Parse(text)
				require.NoError(t, err, l.Code)
			}
		}
		if l.Special != "" {
			_, err := duty.ParseSpecial(l.Special)
			require.NoError(t, err, l.Code)
		}
	}
}

// TestMeasures: every date that a measure states is a date, every measure says
// what it is and on what it rests, and no imposed duty is without a text.
func TestMeasures(t *testing.T) {
	book := Book()
	_, err := tariff.Compile(book)
	require.NoError(t, err)
	for _, m := range book.Measures {
		assert.NotEmpty(t, m.Title, m.Heading)
		assert.NotEmpty(t, m.Citation, m.Heading)
		require.NotEmpty(t, m.Terms, m.Heading)
		for _, term := range m.Terms {
			assert.False(t, term.From.IsZero(), "%s: a term without its first day", m.Heading)
		}
	}
	for i, c := range book.Choices {
		assert.Equal(t, i+1, c.Number)
		assert.NotEmpty(t, c.Question)
		assert.NotEmpty(t, c.Answer)
		assert.NotEmpty(t, c.Reason)
	}
}

// otherwise are headings whose column states another rate than the law charges, with
// the reason.
var otherwise = map[string]string{
	"9903.45.25": "the column keeps the 30 percent of 2018; the stages stand in note 18(f)",
	"9903.82.18": "the duty stands in the special column, for goods under the USMCA", "9903.82.19": "as 9903.82.18",
	"9903.45.30": "added after the last edition held", "9903.45.31": "added after the last edition held",
}

// TestDutiesAgainstTheHeadings: the duty of every imposed term is the one that the
// heading states in the editions published while the term holds.
func TestDutiesAgainstTheHeadings(t *testing.T) {
	schedule, err := loadSchedule()
	require.NoError(t, err)
	published := map[string]trade.Date{}
	order := map[string]int{}
	for i, r := range schedule.Revisions {
		published[r.Name], order[r.Name] = r.Published, i
	}
	stated := map[string][][]string{}
	require.NoError(t, rows("headings.txt", 6, func(f []string) error {
		stated[f[0]] = append(stated[f[0]], []string{f[1], f[2], f[3]})
		return nil
	}))
	checked := 0
	for _, m := range Book().Measures {
		for _, term := range m.Terms {
			if term.State != law.Imposed || otherwise[m.Heading] != "" || !term.Overtaken.IsZero() {
				continue
			}
			for _, s := range stated[m.Heading] {
				for i := order[s[0]]; i <= order[s[1]]; i++ {
					r := schedule.Revisions[i]
					// Editions are published a few days ahead of a change.
					if !term.Contains(r.Published) || (!term.To.IsZero() && term.To.Sub(r.Published) <= 3) {
						continue
					}
					text, err := duty.Parse(s[2])
					require.NoError(t, err)
					extra, ok := text.Additional()
					if !ok {
						extra = text // "15%": in all
					}
					got := strings.TrimSuffix(strings.Split(extra.String(), " on the ")[0], " ")
					assert.Equal(t, term.Duty, got, "%s in %s", m.Heading, r.Name)
					checked++
				}
			}
		}
	}
	assert.Greater(t, checked, 400)
	t.Logf("%d duties agree with the headings", checked)
}

func TestBookIsACopy(t *testing.T) {
	a := Book()
	a.Measures[0].Terms[0].Duty = "99%"
	a.Measures[0].Heading = "spoilt"
	assert.NotEqual(t, "spoilt", Book().Measures[0].Heading)
	assert.NotEqual(t, "99%", Book().Measures[0].Terms[0].Duty)
}

// TestSpeed: loading takes under 100 ms and compiling for two origins as well, with
// room for a slow machine.
func TestSpeed(t *testing.T) {
	start := time.Now()
	_, err := loadSchedule()
	require.NoError(t, err)
	_, err = loadLists()
	require.NoError(t, err)
	load := time.Since(start)
	start = time.Now()
	_, err = tariff.CompileWith(Book(), tariff.Options{Origins: []trade.Country{"IN", "CN"}})
	require.NoError(t, err)
	t.Logf("load %s, compile %s", load, time.Since(start))
	assert.Less(t, load, time.Second)
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := loadSchedule(); err != nil {
			b.Fatal(err)
		}
		if _, err := loadLists(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBook reads the book, tables and law, and compiles it for all origins.
func BenchmarkBook(b *testing.B) {
	for b.Loop() {
		book, err := load()
		if err != nil {
			b.Fatal(err)
		}
		if _, err := tariff.Compile(book.Clone()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for b.Loop() {
		if _, err := tariff.CompileWith(Book(), tariff.Options{Origins: []trade.Country{"IN", "CN"}}); err != nil {
			b.Fatal(err)
		}
	}
}

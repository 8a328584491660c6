package words

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestQueries asks the everyday questions of testdata/queries.txt.
func TestQueries(t *testing.T) {
	text, err := os.ReadFile("testdata/queries.txt")
	require.NoError(t, err)
	asked := 0
	for line := range strings.Lines(string(text)) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 3 {
			continue
		}
		asked++
		query, codes := fields[0], strings.Fields(fields[1])
		for words := range strings.SplitSeq(fields[2], " … ") {
			texts := textsWithin(trade.Product(codes[0]))
			assert.Contains(t, texts, words, "%s: the schedule does not say this at %s", query, codes[0])
		}
		found := Search(query, 10)
		assert.LessOrEqual(t, len(found), 10)
		hit := false
		for _, m := range found {
			for _, c := range codes {
				hit = hit || m.Number.Within(digits(trade.Product(c)))
			}
		}
		assert.True(t, hit, "%s: none of %s among %v", query, codes, found)
	}
	assert.Greater(t, asked, 300)
}

// textsWithin are the texts above a code and at it.
func textsWithin(code trade.Product) string {
	s := loaded()
	at, _ := s.first(digits(code))
	p := s.provision(int32(at))
	return strings.Join(append(p.Path, p.Text), "\n")
}

// TestSpellings asks the same thing in different words: the first answer is the same.
func TestSpellings(t *testing.T) {
	for _, same := range [][]string{
		{"tire", "tyre", "tires", "Tyres", "cheap tyres"},
		{"aluminum foil", "aluminium foil", "aluminium foils", "alumnium foil"},
		{"gold jewelry", "gold jewellery", "jewellery gold"},
		{"sulfur", "sulphur"},
		{"t-shirt", "T shirt", "tshirt", "tee-shirt", "TSHIRTS", "best t-shirt made in Bangladesh"},
		{"smartphone", "smart phone", "smartfone", "smart-phones", "mobile phone"},
		{"diapers", "nappies", "nappy", "diaper"},
		{"flashlight", "torch"},
		{"laptop", "lap top", "labtop", "notebook computer", "laptop for students"},
		{"e-bike", "ebike", "e bikes", "electric bicycle", "electric bycicle"},
		{"yogurt", "yoghurt"},
		{"chickpeas", "chick peas"},
	} {
		first := Search(same[0], 1)
		require.Len(t, first, 1, same[0])
		for _, other := range same[1:] {
			found := Search(other, 1)
			if assert.Len(t, found, 1, other) {
				assert.Equal(t, first[0].Number, found[0].Number, "%s and %s", same[0], other)
			}
		}
	}
}

// TestForSomething: goods are what stands before "for", not after it.
func TestForSomething(t *testing.T) {
	for query, within := range map[string]trade.Product{
		"case for laptop": "4202", "laptop": "8471", "charger for laptop": "8504", "helmet for motorcycle": "6506",
		"motorcycle": "8711", "laptop bag": "4202", "dog leash": "4201", "parts for bicycles": "8714", "bicycle": "8712",
	} {
		found := Search(query, 1)
		require.Len(t, found, 1, query)
		assert.True(t, found[0].Number.Within(within), "%s: %s", query, found[0])
	}
}

// TestNothing: what says nothing finds nothing, and no question is too much.
func TestNothing(t *testing.T) {
	for _, query := range []string{"", "   ", "—…", "the of and", strings.Repeat("?", 10000), "xqzvkjwq"} {
		assert.Empty(t, Search(query, 10), query)
	}
	assert.Empty(t, Search("shirt", 0))
	assert.Empty(t, Search("shirt", -1))
	assert.LessOrEqual(t, len(Search(strings.Repeat("shirt of cotton ", 10000), 10)), 10)
	assert.Greater(t, len(Search("machine", 1000)), 400)
}

// TestOneOfEachLine: a line of eight digits is found once.
func TestOneOfEachLine(t *testing.T) {
	seen := map[trade.Product]bool{}
	for _, m := range Search("cotton shirt", 200) {
		line := m.Number[:8]
		assert.False(t, seen[line], line)
		seen[line] = true
	}
	assert.Len(t, seen, 200)
}

// TestEverydayPlaces: every place of the index made by hand is in the schedule, and no name
// is empty.
func TestEverydayPlaces(t *testing.T) {
	s := loaded()
	require.Greater(t, len(searched().phrases), 800)
	for name, p := range searched().phrases {
		assert.NotEmpty(t, p.codes, name)
		for _, code := range p.codes {
			_, ok := s.first(code)
			assert.True(t, ok, "%s: the schedule has nothing within %s", name, code)
		}
	}
}

// TestSameOrder: many askers at once get the same answers.
func TestSameOrder(t *testing.T) {
	want := fmt.Sprint(Search("wooden chair", 10))
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 5 {
				assert.Equal(t, want, fmt.Sprint(Search("wooden chair", 10)))
			}
		})
	}
	group.Wait()
}

// FuzzSearch: whatever is asked, what is found exists.
func FuzzSearch(f *testing.F) {
	for _, q := range []string{"t-shirt", "tyre für Autos", "\xff\xfe", "for for for", "9", "é", "a-b-c-d-e-f-g"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, query string) {
		for _, m := range Search(query, 10) {
			p, ok := Lookup(m.Number)
			if !ok || p.Text != m.Text || m.Score <= 0 {
				t.Fatalf("%q found %v", query, m)
			}
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	searched()
	for _, query := range []string{"cotton t-shirt", "cheap wireless headfones for men made in china"} {
		b.Run(query, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Search(query, 10)
			}
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		s, err := read(packed)
		if err != nil {
			b.Fatal(err)
		}
		newIndex(s)
	}
}

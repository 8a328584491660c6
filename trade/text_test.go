package trade

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade/clip"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"  Türkiye ": "turkiye", "Tu\u0308rkiye": "turkiye", "Åland  Islands": "aland islands", "St. Lucia": "saint lucia",
		"Trinidad & Tobago":   "trinidad and tobago",
		"\u00a0Côte d’Ivoire": "cote d'ivoire", "": "",
	} {
		assert.Equal(t, want, fold(in))
	}
}

func TestClip(t *testing.T) {
	assert.Equal(t, "short", clip.Text("short"))
	assert.Equal(t, strings.Repeat("x", 60)+"…", clip.Text(strings.Repeat("x", 1000)))
	assert.True(t, utf8.ValidString(clip.Text("x"+strings.Repeat("é", 100))), "a letter is not cut in two")
}

// The distance is a metric: zero only between equals, the same both ways, and never
// longer by a third text.
func TestDistance(t *testing.T) {
	assert.Equal(t, 2, distance("indai", "india"))
	assert.Equal(t, 5, distance("", "india"))
	assert.Equal(t, 3, distance("kitten", "sitting"), "the example of the textbooks")
	rapid.Check(t, func(t *rapid.T) {
		draw := rapid.StringMatching(`[abc]{0,6}`)
		a, b, c := draw.Draw(t, "a"), draw.Draw(t, "b"), draw.Draw(t, "c")
		require.Equal(t, a == b, distance(a, b) == 0)
		require.Equal(t, distance(a, b), distance(b, a))
		require.LessOrEqual(t, distance(a, c), distance(a, b)+distance(b, c))
	})
}

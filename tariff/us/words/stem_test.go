package words

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStem(t *testing.T) {
	for _, same := range [][]string{
		{"shirt", "shirts"},
		{"shoe", "shoes"},
		{"knife", "knives"},
		{"battery", "batteries"},
		{"box", "boxes"},
		{"dress", "dresses"},
		{"tyre", "tire", "tyres"},
		{"colour", "color", "colours"},
		{"knitted", "knit", "knitting"},
		{"roasted", "roast", "roasting"},
		{"wooden", "wood"},
		{"glass", "glasses"},
		{"potato", "potatoes"},
		{"man", "men", "mens"},
		{"child", "children"},
		{"fertiliser", "fertilisers"},
		{"glove", "gloves"},
		{"watch", "watches"},
		{"toothbrush", "toothbrushes"},
		{"yoghurt", "yogurt"},
	} {
		for _, word := range same[1:] {
			assert.Equal(t, stem(same[0]), stem(word), "%s and %s", same[0], word)
		}
	}
	for _, different := range [][2]string{
		{"shoe", "show"}, {"ring", "rig"}, {"seed", "see"}, {"bus", "bu"}, {"men", "women"}, {"bed", "bee"},
	} {
		assert.NotEqual(t, stem(different[0]), stem(different[1]))
	}
}

func TestDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"tire", "tire", 0},
		{"tire", "tyre", 1},
		{"tshrit", "tshirt", 1},
		{"mattress", "matress", 1},
		{"bag", "bags", 1},
		{"abc", "xyz", 3},
		{"a", "abcdef", 3},
	} {
		assert.Equal(t, c.want, distance(c.a, c.b, 2), "%s and %s", c.a, c.b)
	}
}

package wide

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A third is rounded half up, over both words.
func TestThird(t *testing.T) {
	for _, c := range []struct{ of, want Amount }{
		{Amount{0, 1}, Amount{0, 0}},
		{Amount{0, 2}, Amount{0, 1}},
		{Amount{0, 3}, Amount{0, 1}},
		{Amount{1, 0}, Amount{0, 6148914691236517205}}, // 2^64 = 3 × 6148914691236517205 + 1
		{Amount{2, 0}, Amount{0, 12297829382473034411}},
		{Amount{3, 2}, Amount{1, 1}},
	} {
		assert.Equal(t, c.want, c.of.Third(), "%+v", c.of)
	}
}

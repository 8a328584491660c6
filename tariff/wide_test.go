package tariff

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// A third is rounded half up, over both words.
func TestThird(t *testing.T) {
	for _, c := range []struct{ of, want wide }{
		{wide{0, 1}, wide{0, 0}},
		{wide{0, 2}, wide{0, 1}},
		{wide{0, 3}, wide{0, 1}},
		{wide{1, 0}, wide{0, 6148914691236517205}}, // 2^64 = 3 × 6148914691236517205 + 1
		{wide{2, 0}, wide{0, 12297829382473034411}},
		{wide{3, 2}, wide{1, 1}},
	} {
		assert.Equal(t, c.want, c.of.third(), "%+v", c.of)
	}
}

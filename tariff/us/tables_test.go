package us

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTextAgainstTables: the generator reads from the published schedules and notes what
// each origin pays and what the safeguards are; the text of the law says the same.
func TestTextAgainstTables(t *testing.T) {
	book := Book()
	seen := 0
	require.NoError(t, rows("origin_duties.txt", 4, func(f []string) error {
		m, found := book.Measure(f[0])
		if !assert.True(t, found, f[0]) {
			return nil
		}
		assert.Equal(t, strings.Split(f[2], ","), m.Origins.In, f[0])
		assert.Empty(t, m.Origins.Out, f[0])
		charged := false
		for _, term := range m.Terms {
			charged = charged || term.Duty == f[3]
		}
		assert.True(t, charged, "%s pays %s by the heading", f[0], f[3])
		seen++
		return nil
	}))
	require.NoError(t, rows("safeguards.txt", 4, func(f []string) error {
		m, found := book.Measure(f[0])
		if !assert.True(t, found, f[0]) {
			return nil
		}
		var codes []string
		for _, c := range m.Products.Codes.In {
			codes = append(codes, c.String())
		}
		// Two numbers of older editions stand for lines that the schedule writes otherwise now.
		goods := strings.NewReplacer("1901.10.85", "1901.10.44", "1901.90.54", "1901.90.68").Replace(f[2])
		assert.Equal(t, goods, strings.Join(codes, ","), f[0])
		assert.Equal(t, "by "+f[1], m.Program, f[0])
		assert.Equal(t, f[3], m.Terms[0].Duty, f[0])
		seen++
		return nil
	}))
	assert.Greater(t, seen, 250)
}

package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/internal/raw/rawtest"
)

func TestSameTexts(t *testing.T) {
	held, err := os.Stat("../texts.gz")
	require.NoError(t, err)
	assert.Less(t, held.Size(), int64(512<<10))
	rawtest.Same(t, "../texts.gz", generate)
}

func TestRefusesOtherFolders(t *testing.T) {
	_, err := generate(os.DirFS(t.TempDir()))
	require.Error(t, err)
}

// TestSucceed: a number that is split stays as a text above its successors; one of which
// only the digits change does not.
func TestSucceed(t *testing.T) {
	rows := []row{
		{"12079903", 2, "Other"},
		{"1207990360", 3, "For oil"},
		{"2106909995", 4, "Frozen"},
		{"1805000000", 0, "Cocoa powder"},
	}
	changes := [][]string{
		{"removed", "1207.99.03.60", ""},
		{"removed", "2106.90.99.95", ""},
		{"removed", "1805.00.00.00", ""},
		{"added", "1207.99.03.65", "Certified organic"},
		{"added", "1207.99.03.75", "Other"},
		{"added", "2106.90.99.91", "Frozen"},
		{"added", "1805.00.00", "Cocoa powder"},
		{"added", "1805.00.00.10", "Certified organic"},
		{"added", "9903.01.01", "x"},
	}
	pairs := [][]string{
		{"1207.99.03.60", "1207.99.03.75", "Other"},
		{"1207.99.03.60", "1207.99.03.65", "Certified organic"},
		{"2106.90.99.95", "2106.90.99.91", "Frozen"},
		{"1805.00.00.00", "1805.00.00.10", "Certified organic"},
	}
	out, err := follow(rows, changes, pairs)
	require.NoError(t, err)
	assert.Equal(t, []row{
		{"12079903", 2, "Other"},
		{"", 3, "For oil"},
		{"1207990365", 4, "Certified organic"},
		{"1207990375", 4, "Other"},
		{"2106909991", 4, "Frozen"},
		{"18050000", 0, "Cocoa powder"},
		{"1805000010", 1, "Certified organic"},
	}, out)
	_, err = follow(rows, append(changes, []string{"added", "0101.21.00.99", "x"}), pairs)
	require.ErrorContains(t, err, "takes the place of nothing")
	_, err = follow(rows, append(changes, []string{"removed", "0101.21.00.99", ""}), pairs)
	require.ErrorContains(t, err, "said to have gone")
}

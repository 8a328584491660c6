package main

import (
	"bytes"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSameTexts makes the texts anew from the raw files, where they are, and compares them
// byte for byte with the embedded ones.
func TestSameTexts(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA does not name a folder of raw files")
	}
	made, err := generate(os.DirFS(data))
	require.NoError(t, err)
	embedded, err := os.ReadFile("../texts.gz")
	require.NoError(t, err)
	assert.True(t, bytes.Equal(made, embedded), "the raw files give other texts")
	assert.Less(t, len(made), 512<<10)
}

func TestRefusesOtherFolders(t *testing.T) {
	_, err := generate(os.DirFS(t.TempDir()))
	require.Error(t, err)
}

// TestSucceed: a number that is split stays as a text above its successors; one of which
// only the digits change does not.
func TestSucceed(t *testing.T) {
	rows := []row{
		{"12079903", 2, "Other"}, {"1207990360", 3, "For oil"}, {"2106909995", 4, "Frozen"}, {"1805000000", 0, "Cocoa powder"},
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

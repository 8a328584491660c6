package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The table that is embedded is the one that the raw material gives.
func TestTableIsThatOfTheSource(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA names no folder of raw material")
	}
	text, err := Table(os.DirFS(data))
	require.NoError(t, err)
	packed, err := os.ReadFile("../imports.txt.gz")
	require.NoError(t, err)
	for _, b := range [][]byte{packed, pack(text)} { // packed again it is read as the same
		r, err := gzip.NewReader(bytes.NewReader(b))
		require.NoError(t, err)
		held, err := io.ReadAll(r)
		require.NoError(t, err)
		assert.True(t, text == string(held), "run go generate in tariff/us/imports")
	}
	again, err := Table(os.DirFS(data))
	require.NoError(t, err)
	assert.Equal(t, pack(text), pack(again))
}

func TestRowsThatAreRefused(t *testing.T) {
	_, err := Table(os.DirFS(t.TempDir()))
	require.Error(t, err)
	for _, row := range [][]string{
		{"9999", "NOWHERE", "0101210010", "1", "0"},
		{"5330", "INDIA", "010121001", "1", "0"},
		{"5330", "INDIA", "0101210010", "1.5", "0"},
		{"5330", "INDIA", "0101210010", "-1", "0"},
		{"5330", "INDIA", "0101210010", "1", ""},
	} {
		_, err := flowOf(row)
		assert.Error(t, err, "%v", row)
	}
	f, err := flowOf([]string{"0003", "EUROPEAN UNION", "0101210010", "7", "1"})
	require.NoError(t, err)
	assert.Equal(t, flow{"0101210010", "EU", 7, 1}, f)
}

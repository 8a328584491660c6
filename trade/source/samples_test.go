package source

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// TestSamples reads the excerpts of the sources themselves.
func TestSamples(t *testing.T) {
	data := os.Getenv("TRADESHOCK_DATA")
	if data == "" {
		t.Skip("TRADESHOCK_DATA is not set")
	}
	paths, err := filepath.Glob(filepath.Join(data, "layouts", "samples", "*"))
	require.NoError(t, err)
	require.Len(t, paths, 9)
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			f, err := Open(path, spreadsheet.ReadOptions{})
			require.NoError(t, err)
			defer func() { assert.NoError(t, f.Close()) }()
			rep, err := f.Read(context.Background(), Options{Lenient: true}, Visit{})
			require.NoError(t, err)
			t.Logf("%+v", rep)
		})
	}
}

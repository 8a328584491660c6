package source

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// FuzzRead: whatever the bytes are, reading ends with typed errors, every row is
// accounted for, and no flow lacks what a flow needs.
func FuzzRead(f *testing.F) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.*"))
	require.NoError(f, err)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		require.NoError(f, err)
		f.Add(data)
	}
	f.Add([]byte(nativeHeader + "\n2024,NA,US,0101,1,1,kg\n\nTotal,,,,1\nNotes\n"))
	f.Add([]byte("t;i;j;k;v;q\n2020;4;8;10121;1.5;NA\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := New(bytes.NewReader(data), int64(len(data)), "import 2024.csv", spreadsheet.ReadOptions{})
		if err != nil {
			mustBeTyped(t, err)
			return
		}
		flows := 0
		rep, err := file.Read(context.Background(), Options{MaxRejects: 3}, Visit{Flow: func(f trade.Flow) error {
			flows++
			require.False(t, f.Value != nil && (f.Value.Amount.IsNegative() || !f.Value.Currency.Valid()))
			require.False(t, f.Period.IsEmpty())
			require.True(t, f.Destination == "" || f.Destination.Valid())
			return nil
		}})
		if err != nil {
			mustBeTyped(t, err)
		}
		if rep == nil {
			return
		}
		require.Equal(t, rep.Rows.Read, rep.Rows.Accepted+rep.Rows.Rejected+rep.Rows.Skipped)
		require.Equal(t, rep.Rows.Rejected > 0, err != nil)
		require.LessOrEqual(t, len(rep.Rejects), 3)
		require.GreaterOrEqual(t, rep.Problems, rep.Rows.Rejected)
		if rep.Kind == kindFlows {
			require.Equal(t, rep.Records, flows)
		}
	})
}

func mustBeTyped(t *testing.T, err error) {
	var refused *spreadsheet.ImportError
	var rejected *RejectedError
	require.True(t, errors.As(err, &rejected) || errors.As(err, &refused), "%T %v", err, err)
}

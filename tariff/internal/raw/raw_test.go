package raw

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestEach: a packed file reads as the same file unpacked, and every error names its place.
func TestEach(t *testing.T) {
	const table = "# note\na,b,c\n1,2,3\n4,5,6\n"
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err := z.Write([]byte(table))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	data := fstest.MapFS{
		"t.csv": {Data: []byte(table)}, "t.csv.gz": {Data: packed.Bytes()}, "bad.csv.gz": {Data: []byte(table)},
		"short.csv": {Data: []byte("a,c\n1\n")},
	}
	for _, name := range []string{"t.csv", "t.csv.gz"} {
		var got []string
		require.NoError(t, Each(data, name, func(c []string) error {
			got = append(got, strings.Join(c, "|"))
			return nil
		}, "c", "a"))
		assert.Equal(t, []string{"3|1", "6|4"}, got, name)
	}
	stop := func(c []string) error { return errors.New("no such " + c[0]) }
	for name, want := range map[string]string{
		"t.csv": "t.csv: line 3: no such 3", "bad.csv.gz": "bad.csv.gz: gzip", "none.csv": "none.csv",
		"short.csv": "short.csv: line 2: the record has 1 fields",
	} {
		require.ErrorContains(t, Each(data, name, stop, "c", "a"), want)
	}
}

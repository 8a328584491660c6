package workbook

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func write(t testing.TB, path, text string, mode fs.FileMode) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), mode))
	require.NoError(t, os.Chmod(path, mode))
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	require.NoError(t, err)
	return b
}

// names lists a folder, which must hold nothing but what is named.
func names(t testing.TB, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	var all []string
	for _, entry := range entries {
		all = append(all, entry.Name())
	}
	return all
}

func TestWriteFile(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "report.xlsx")
	w := sample()
	require.NoError(t, w.WriteFile(path))
	assert.True(t, bytes.Equal(bytesOf(t, w), read(t, path)))
	assert.Equal(t, []string{"report.xlsx"}, names(t, folder))

	// A new file has the permissions of any new file here.
	other := filepath.Join(t.TempDir(), "other")
	require.NoError(t, os.WriteFile(other, nil, 0o644))
	want, err := os.Stat(other)
	require.NoError(t, err)
	got, err := os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, want.Mode(), got.Mode())

	// An old file is replaced and keeps its own.
	write(t, path, "old", 0o600)
	require.NoError(t, w.WriteFile(path))
	assert.True(t, bytes.Equal(bytesOf(t, w), read(t, path)))
	got, err = os.Stat(path)
	require.NoError(t, err)
	assert.Equal(t, fs.FileMode(0o600), got.Mode())
}

func TestWriteFileFollowsALink(t *testing.T) {
	folder, elsewhere := t.TempDir(), t.TempDir()
	target, link := filepath.Join(elsewhere, "real.xlsx"), filepath.Join(folder, "link.xlsx")
	write(t, target, "old", 0o644)
	require.NoError(t, os.Symlink(target, link))
	require.NoError(t, sample().WriteFile(link))
	assert.True(t, bytes.Equal(bytesOf(t, sample()), read(t, target)))
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&fs.ModeSymlink)
	assert.Equal(t, []string{"real.xlsx"}, names(t, elsewhere))
}

// A target that cannot be written is refused before anything happens.
func TestWriteFileRefuses(t *testing.T) {
	folder := t.TempDir()
	plain := filepath.Join(folder, "plain")
	write(t, plain, "old", 0o644)
	for _, c := range []struct{ path, step, says string }{
		{"", "look at", "the path is empty"},
		{folder, "look at", "it is a folder"},
		{filepath.Join(folder, "new") + string(filepath.Separator), "look at", "names a folder"},
		{os.DevNull, "look at", "not a regular file"},
		{filepath.Join(folder, "missing", "report.xlsx"), "create", "no such file"},
		{filepath.Join(plain, "report.xlsx"), "look at", "not a directory"},
	} {
		err := sample().WriteFile(c.path)
		var e *FileError
		require.True(t, errors.As(err, &e), "%q: %v", c.path, err)
		assert.Equal(t, c.step, e.Step, c.path)
		assert.Equal(t, c.path, e.Path)
		assert.True(t, e.Kept)
		assert.ErrorContains(t, err, c.says)
	}
	assert.Equal(t, []string{"plain"}, names(t, folder))

	// A workbook with problems does not touch the file.
	require.Error(t, (&Workbook{}).WriteFile(plain))
	assert.Equal(t, "old", string(read(t, plain)))
}

// Whatever step fails, the old file is as it was and no temporary file is left;
// the last step fails with the new file in its place, and says so.
func TestEveryStepCanFail(t *testing.T) {
	broken := errors.New("broken")
	good := func(to io.Writer) error {
		_, err := to.Write([]byte("new"))
		return err
	}
	for _, c := range []struct {
		step, want string
		change     func(*steps, *func(io.Writer) error)
	}{
		{"write", "old", func(_ *steps, write *func(io.Writer) error) {
			*write = func(to io.Writer) error {
				_, err := to.Write([]byte("half"))
				return errors.Join(err, broken)
			}
		}},
		{"flush", "old", func(s *steps, _ *func(io.Writer) error) { s.flush = func(*os.File) error { return broken } }},
		{"close", "old", func(s *steps, _ *func(io.Writer) error) {
			s.close = func(f *os.File) error { return errors.Join(f.Close(), broken) }
		}},
		{"rename", "old", func(s *steps, _ *func(io.Writer) error) {
			s.rename = func(string, string) error { return broken }
		}},
		{"flush the folder of", "new", func(s *steps, _ *func(io.Writer) error) {
			s.flushFolder = func(string) error { return broken }
		}},
	} {
		t.Run(c.step, func(t *testing.T) {
			folder := t.TempDir()
			path := filepath.Join(folder, "report.xlsx")
			write(t, path, "old", 0o644)
			disk, contents := diskSteps, good
			c.change(&disk, &contents)
			err := replaceFile(path, contents, disk)
			var e *FileError
			require.True(t, errors.As(err, &e))
			require.ErrorIs(t, err, broken)
			assert.Equal(t, c.step, e.Step)
			assert.Equal(t, c.want == "old", e.Kept)
			assert.Equal(t, c.want, string(read(t, path)))
			assert.Equal(t, []string{"report.xlsx"}, names(t, folder))
		})
	}
}

// A folder that disappears while the workbook is being written.
func TestFolderDisappears(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "gone")
	require.NoError(t, os.Mkdir(folder, 0o755))
	err := replaceFile(filepath.Join(folder, "report.xlsx"), func(io.Writer) error {
		return os.RemoveAll(folder)
	}, diskSteps)
	var e *FileError
	require.True(t, errors.As(err, &e))
	assert.Equal(t, "rename", e.Step)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

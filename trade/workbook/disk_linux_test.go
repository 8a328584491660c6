package workbook

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A disk of 700 KiB that is full: the old file stays, whole, and nothing else.
func TestFullDisk(t *testing.T) {
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "size=700k"); err != nil {
		t.Skip("only who may mount can make a small disk; TestFileTooLarge is the same for everybody: ", err)
	}
	defer func() { assert.NoError(t, syscall.Unmount(folder, 0)) }()
	path := filepath.Join(folder, "report.xlsx")
	require.NoError(t, long(1000).WriteFile(path))
	old := read(t, path)
	// Fill it up to less than the next workbook takes.
	next := long(20_000)
	require.Greater(t, len(bytesOf(t, next)), 300<<10)
	write(t, filepath.Join(folder, "full"), string(make([]byte, 400<<10)), 0o644)
	for range 3 {
		err := next.WriteFile(path)
		var e *FileError
		require.True(t, errors.As(err, &e), "%v", err)
		require.ErrorIs(t, err, syscall.ENOSPC)
		assert.True(t, e.Kept)
		assert.Equal(t, old, read(t, path))
		assert.ElementsMatch(t, []string{"report.xlsx", "full"}, names(t, folder))
	}
	require.NoError(t, os.Remove(filepath.Join(folder, "full")))
	require.NoError(t, next.WriteFile(path), "and with room again it works")
}

// The system lets no file grow beyond 8 KiB.
func TestFileTooLarge(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.xlsx")
	write(t, path, "old", 0o644)
	child := exec.Command("sh", "-c", `ulimit -f 16 && exec "$0"`, os.Args[0])
	child.Env = append(os.Environ(), childOnce+"="+path)
	out, err := child.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(out), "file too large")
	assert.Equal(t, "old", string(read(t, path)))
	assert.Equal(t, []string{"report.xlsx"}, names(t, filepath.Dir(path)))
}

// A folder that cannot be written, for somebody who is not root.
func TestReadOnlyFolder(t *testing.T) {
	root, err := os.MkdirTemp("", "readonly")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(root)) })
	require.NoError(t, os.Chmod(root, 0o755))
	program := filepath.Join(root, "program") // the test binary stands where others may not look
	binary, err := os.ReadFile(os.Args[0])
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(program, binary, 0o755))
	folder := filepath.Join(root, "folder")
	require.NoError(t, os.Mkdir(folder, 0o755))
	path := filepath.Join(folder, "report.xlsx")
	write(t, path, "old", 0o666)
	require.NoError(t, os.Chmod(folder, 0o555))

	child := exec.Command(program)
	child.Env = append(os.Environ(), childOnce+"="+path)
	if os.Getuid() == 0 {
		child.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	out, err := child.CombinedOutput()
	require.Error(t, err)
	assert.Contains(t, string(out), "cannot create the file")
	assert.Contains(t, string(out), "permission denied")
	assert.Equal(t, "old", string(read(t, path)))
	assert.Equal(t, []string{"report.xlsx"}, names(t, folder))
}

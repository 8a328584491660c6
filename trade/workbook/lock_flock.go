//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package workbook

import (
	"errors"
	"os"
	"syscall"
)

// lockFile takes the lock of an open file, without waiting. The system lets go of
// it when the file is closed or the process dies, in whatever way. held: another
// open file has it. A file system without locks gives an error.
func lockFile(f *os.File) (held bool, err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}

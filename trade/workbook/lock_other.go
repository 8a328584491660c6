//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package workbook

import (
	"errors"
	"os"
)

// lockFile: there are no locks that a dead process lets go of.
func lockFile(*os.File) (held bool, err error) { return false, errors.ErrUnsupported }

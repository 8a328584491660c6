package workbook

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"
)

// temporary is a new file beside its target, .NAME.xxxxxxxx.tmp. It is open twice:
// once to write, and once for a lock that is held until the file has its final
// name. The lock tells others that a living process needs the file, so that what
// a killed one left behind can be removed safely.
type temporary struct {
	*os.File
	lock *os.File // nil where there are no locks
}

// unlockedAge is how old a temporary file must be before it is taken for left
// behind where there are no locks.
const unlockedAge = 24 * time.Hour

// createBeside makes a temporary file in the folder of target. The permissions
// are those of an ordinary new file, which os.CreateTemp would not give.
func createBeside(target string) (*temporary, error) {
	folder, prefix := temporaryPrefix(target)
	for attempt := 0; ; attempt++ {
		name := filepath.Join(folder, fmt.Sprintf("%s%08x.tmp", prefix, rand.Uint32()))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644)
		if errors.Is(err, fs.ErrExist) && attempt < 100 {
			continue
		}
		if err != nil {
			return nil, err
		}
		lock, lost := lockNew(file)
		if lost && attempt < 100 {
			// Somebody who cleans up came between; the file is theirs.
			_ = file.Close()
			continue
		}
		return &temporary{File: file, lock: lock}, nil
	}
}

// lockNew locks a file just made. It is lost when another process holds the lock
// or has removed the file already.
func lockNew(file *os.File) (lock *os.File, lost bool) {
	lock, err := os.Open(file.Name())
	if err != nil {
		return nil, errors.Is(err, fs.ErrNotExist)
	}
	held, err := lockFile(lock)
	if err != nil { // no locks here
		_ = lock.Close()
		return nil, false
	}
	if held || !isAt(lock, file.Name()) {
		_ = lock.Close()
		return nil, true
	}
	return lock, false
}

// isAt tells whether the open file is the one that has this name.
func isAt(f *os.File, name string) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := os.Lstat(name)
	return err == nil && os.SameFile(open, named)
}

// unlock lets others have the file. It comes after the last use of its name.
func (t *temporary) unlock() {
	if t.lock != nil {
		_ = t.lock.Close()
	}
}

// temporaryPrefix returns the folder of target and how the names of its temporary
// files begin. A long name is cut, so that they are not too long for the system.
func temporaryPrefix(target string) (folder, prefix string) {
	folder, base := filepath.Split(target)
	if len(base) > 100 {
		end := 100
		for !utf8.RuneStart(base[end]) && end > 96 {
			end--
		}
		base = base[:end]
	}
	return folder, "." + base + "."
}

// isTemporary tells whether a name is one that createBeside gives.
func isTemporary(name, prefix string) bool {
	const digits = "0123456789abcdef"
	middle, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return false
	}
	middle, ok = strings.CutSuffix(middle, ".tmp")
	return ok && len(middle) == 8 && strings.Trim(middle, digits) == ""
}

// removeLeftBehind removes the temporary files of target that no living process
// is writing. What it cannot look at or remove stays: that is no reason not to
// write the new file.
func removeLeftBehind(target string) {
	folder, prefix := temporaryPrefix(target)
	if folder == "" {
		folder = "."
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, entry := range entries {
		if entry.Type().IsRegular() && isTemporary(entry.Name(), prefix) {
			removeUnused(filepath.Join(folder, entry.Name()))
		}
	}
}

// removeUnused removes a temporary file if nobody is writing it.
func removeUnused(name string) {
	file, err := os.Open(name)
	if err != nil {
		return
	}
	defer func() { _ = file.Close() }()
	held, err := lockFile(file)
	switch {
	case held:
		return
	case err != nil:
		info, err := file.Stat()
		if err != nil || time.Since(info.ModTime()) < unlockedAge {
			return
		}
		_ = file.Close() // where there are no locks, an open file may be kept from being removed
	case !isAt(file, name): // it got its final name meanwhile
		return
	}
	_ = os.Remove(name)
}

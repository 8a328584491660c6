package workbook

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// WriteFile writes the workbook to a file, all or nothing: into a temporary file
// in the same folder, which is flushed to the disk and then takes the place of
// the old one in one step. After an error the old file is unchanged and the
// temporary file is gone. A process that is killed while writing leaves the old
// file unchanged, and perhaps a file named .NAME.xxxxxxxx.tmp, which the next
// WriteFile of the same name removes. Several processes may write the same name
// at once: the last to finish wins, and each file is whole. They keep each other's
// temporary files by locks; where the system has none (Windows, some network
// drives), only those older than a day count as left behind.
//
// An existing file keeps its permissions; a new one gets 0644, less the umask. A
// symbolic link is followed. A folder, a device or a pipe is refused, with a
// *FileError; so is a folder that does not exist or cannot be written. A workbook
// with problems gives a *WorkbookError and touches nothing.
func (w *Workbook) WriteFile(path string) error {
	plans, err := w.check()
	if err != nil {
		return err
	}
	return replaceFile(path, func(to io.Writer) error { return w.write(to, plans) }, diskSteps)
}

// ReplaceFile writes a file of any contents as WriteFile writes workbooks: whole or not at
// all, and without what an earlier process that was killed left behind. An error of write
// comes back inside the *FileError.
func ReplaceFile(path string, write func(io.Writer) error) error {
	return replaceFile(path, write, diskSteps)
}

// steps are the operations on the disk that a test makes fail.
type steps struct {
	flush       func(*os.File) error
	close       func(*os.File) error
	rename      func(from, to string) error
	flushFolder func(folder string) error
}

var diskSteps = steps{
	flush:       (*os.File).Sync,
	close:       (*os.File).Close,
	rename:      os.Rename,
	flushFolder: flushFolder,
}

// replaceFile does what WriteFile promises, with any writer of contents.
func replaceFile(path string, write func(io.Writer) error, disk steps) error {
	fail := func(step string, err error) error {
		return &FileError{Path: path, Step: step, Kept: true, Err: err}
	}
	target, old, err := lookAt(path)
	if err != nil {
		return fail("look at", err)
	}
	removeLeftBehind(target)
	temporary, err := createBeside(target)
	if err != nil {
		return fail("create", err)
	}
	defer temporary.unlock()
	name, step := temporary.Name(), "write"
	err = write(temporary)
	if err == nil && old != nil {
		err = temporary.Chmod(old.Mode().Perm())
	}
	if err == nil {
		step, err = "flush", disk.flush(temporary.File)
	}
	if closing := disk.close(temporary.File); err == nil {
		step, err = "close", closing
	}
	if err == nil {
		step, err = "rename", disk.rename(name, target)
	}
	if err != nil {
		return fail(step, errors.Join(err, os.Remove(name)))
	}
	if err := disk.flushFolder(filepath.Dir(target)); err != nil {
		return &FileError{Path: path, Step: "flush the folder of", Err: err}
	}
	return nil
}

// lookAt returns the file that path stands for, and what is known about it; nil
// when it does not exist yet.
func lookAt(path string) (target string, old fs.FileInfo, err error) {
	if path == "" {
		return "", nil, errors.New("the path is empty; name a file such as report.xlsx")
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if os.IsPathSeparator(path[len(path)-1]) {
			return "", nil, errors.New("the path names a folder; add a file name such as report.xlsx")
		}
		return path, nil, nil
	case err != nil:
		return "", nil, err
	case info.IsDir():
		return "", nil, errors.New("it is a folder; add a file name such as report.xlsx")
	case !info.Mode().IsRegular():
		return "", nil, fmt.Errorf("it is not a regular file (%s); choose another name", info.Mode().Type())
	}
	target, err = filepath.EvalSymlinks(path)
	return target, info, err
}

// flushFolder makes the new name survive a power failure. Windows does not offer
// this for a folder, and does not need it.
func flushFolder(folder string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(folder)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

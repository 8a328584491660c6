package program

import (
	"archive/zip"
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/tradeshock/tradeshock/trade/workbook"
)

// Output is a file that a program writes. It is never one that the program reads, and
// takes the place of another only if a program like it made that one, or by force.
type Output struct {
	Path   string
	Flag   string   // that named it, for words: "-out"
	Inputs []string // what the program reads
	Force  bool
	// Made recognises an earlier output of the program; nil recognises none.
	Made func(f *os.File) bool
}

// OutputError says why a file is not written.
type OutputError struct{ Flag, Path, Reason string }

func (e *OutputError) Error() string { return fmt.Sprintf("%s %s: %s", e.Flag, e.Path, e.Reason) }

// Check says beforehand whether the file may be written. No path is fine.
func (o *Output) Check() error {
	if o.Path == "" {
		return nil
	}
	info, err := os.Stat(o.Path)
	if errors.Is(err, fs.ErrNotExist) {
		if folder := filepath.Dir(o.Path); !isFolder(folder) { // before the work, and not after it
			return &OutputError{o.Flag, o.Path, "cannot create the file: there is no folder " + folder}
		}
		return o.withinInputs()
	}
	if err != nil {
		return err
	}
	for _, in := range o.Inputs {
		if read, err := os.Stat(in); err == nil && os.SameFile(info, read) {
			return &OutputError{o.Flag, o.Path, "this is a file that the program reads; name another"}
		}
	}
	if err := o.withinInputs(); err != nil {
		return err
	}
	if o.Force || !info.Mode().IsRegular() || info.Size() == 0 || o.made() {
		return nil
	}
	return &OutputError{
		o.Flag, o.Path,
		"the file is there, and is not an earlier output of this program; name another, or write over it with -force",
	}
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// withinInputs refuses a file in a folder that the program reads as a whole.
func (o *Output) withinInputs() error {
	folder, err := filepath.Abs(filepath.Dir(o.Path))
	if err != nil {
		return nil
	}
	at, err := os.Stat(folder)
	if err != nil {
		return nil
	}
	for _, in := range o.Inputs {
		if info, err := os.Stat(in); err == nil && info.IsDir() && os.SameFile(info, at) {
			return &OutputError{o.Flag, o.Path, "the program reads the folder that it is in; name another"}
		}
	}
	return nil
}

func (o *Output) made() bool {
	if o.Made == nil {
		return false
	}
	f, err := os.Open(o.Path)
	if err != nil {
		return false
	}
	defer f.Close()
	return o.Made(f)
}

// Write checks and writes the file, whole or not at all; what a killed run left of it is
// removed. What is no file, such as a pipe, is written straight.
func (o *Output) Write(write func(io.Writer) error) error {
	if err := o.Check(); err != nil {
		return err
	}
	if info, err := os.Stat(o.Path); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		f, err := os.OpenFile(o.Path, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		return errors.Join(write(f), f.Close())
	}
	var failed error
	err := workbook.ReplaceFile(o.Path, func(w io.Writer) error {
		failed = write(w)
		return failed
	})
	if failed != nil {
		return failed // the reason, without the words about the disk
	}
	return err
}

// MadeCSV recognises a CSV file by how its header ends.
func MadeCSV(ending string) func(*os.File) bool {
	return func(f *os.File) bool {
		line, err := bufio.NewReaderSize(io.LimitReader(f, 1<<20), 1<<16).ReadString('\n')
		return err == nil && strings.HasSuffix(strings.TrimRight(line, "\r\n"), ending)
	}
}

// MadeWorkbook recognises a workbook that this library wrote about a subject, by its
// properties. A template that a person has filled in has another subject.
func MadeWorkbook(subject string) func(*os.File) bool {
	return func(f *os.File) bool {
		text := properties(f)
		return strings.Contains(text, ">tradeshock<") && strings.Contains(text, ">"+subject+"<")
	}
}

// properties are the properties of a workbook as XML, "" for another file.
func properties(f *os.File) string {
	info, err := f.Stat()
	if err != nil {
		return ""
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return ""
	}
	for _, part := range z.File {
		if part.Name != "docProps/core.xml" {
			continue
		}
		r, err := part.Open()
		if err != nil {
			return ""
		}
		text, err := io.ReadAll(io.LimitReader(r, 1<<16))
		_ = r.Close()
		if err != nil {
			return ""
		}
		return string(text)
	}
	return ""
}

// MadeHTML recognises a page that this library wrote, by its generator.
func MadeHTML(f *os.File) bool {
	head, err := io.ReadAll(io.LimitReader(f, 4096))
	return err == nil && strings.Contains(string(head), `content="tradeshock"`)
}

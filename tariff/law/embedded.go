package law

import (
	"io/fs"
	"sync"
)

// Embedded reads the texts of a book that are part of a program, as ReadFS does, when it is
// first called for, and returns a function that gives the book: each call a copy of its own,
// which the caller may edit. Should the texts not load, Check and tariff.Compile report why.
func Embedded(files fs.FS, patterns ...string) func() *Book {
	read := sync.OnceValues(func() (*Book, error) {
		text, err := ReadFS(files, patterns...)
		if err != nil {
			return nil, err
		}
		return text.Book()
	})
	return func() *Book {
		b, err := read()
		if err != nil {
			return FailedBook(err)
		}
		return b.Clone()
	}
}

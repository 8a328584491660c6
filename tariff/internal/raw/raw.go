// Package raw is what the commands have in common that write the embedded tables from a folder
// of raw material, which is not part of the project. The same material gives the same bytes.
package raw

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/tradeshock/tradeshock/trade/records"
)

// Main is the main of a command that writes one file, whose usual place is out.
func Main(out string, generate func(data fs.FS) ([]byte, error)) {
	data := flag.String("data", "../shared/data", "`folder` of the raw material")
	file := flag.String("out", out, "`file` to write")
	flag.Parse()
	written, err := generate(os.DirFS(*data))
	if err == nil {
		err = os.WriteFile(*file, written, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

// Each reads the columns named of a CSV file, packed if its name ends in .gz, row by row; lines
// that begin with # are comments. An error names the file and the line.
func Each(data fs.FS, name string, read func(cells []string) error, columns ...string) error {
	f, err := data.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	in := io.Reader(f)
	if strings.HasSuffix(name, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	for row, err := range records.Columns(in, records.Options{Comment: '#'}, columns...) {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := read(row.Cells); err != nil {
			return fmt.Errorf("%s: line %d: %w", name, row.Line, err)
		}
	}
	return nil
}

package spreadsheet

import "github.com/tradeshock/tradeshock/trade/internal/grid"

// Limits bound what reading one file may cost. A field that is 0 has the default
// beside it; a negative one is an error. What the directory of the file declares
// is checked before anything is inflated, and what is inflated is held to it.
type Limits struct {
	FileSize    int64 // bytes of the file: 1 GiB
	Entries     int   // files inside the package: 10,000
	PartSize    int64 // bytes of one part, inflated: 1 GiB
	TotalSize   int64 // bytes of all parts, inflated: 2 GiB
	Ratio       int64 // inflated over packed size, for parts above 64 MiB: 100
	Rows        int   // rows of a sheet, records of a CSV file: 1,048,576 and 20,000,000
	Columns     int   // columns of a row: 16,384
	Cells       int64 // cells of a sheet, the empty ones before the last of a row counted: 100,000,000
	Text        int   // UTF-16 units in a cell: 32,767
	RowText     int   // bytes of text in a row: 8 MiB
	Strings     int   // shared strings: 4,000,000
	StringBytes int64 // bytes of all shared strings: 64 MiB
	Merges      int   // merged ranges of a sheet: 100,000
	Depth       int   // XML elements inside each other: 64
	Attributes  int   // attributes of an XML element: 128
	Styles      int   // cell formats: 200,000
}

const (
	ratioFloor    = 64 << 20 // parts up to this size may be packed as well as they can be
	defaultCSVRow = 20_000_000
)

// orDefaults fills in the defaults.
func (l Limits) orDefaults() (Limits, bool) {
	ok := true
	set := func(field *int, standard int) {
		ok = ok && *field >= 0
		if *field == 0 {
			*field = standard
		}
	}
	set64 := func(field *int64, standard int64) {
		ok = ok && *field >= 0
		if *field == 0 {
			*field = standard
		}
	}
	set64(&l.FileSize, 1<<30)
	set(&l.Entries, 10_000)
	set64(&l.PartSize, 1<<30)
	set64(&l.TotalSize, 2<<30)
	set64(&l.Ratio, 100)
	set(&l.Columns, grid.MaxColumns)
	set64(&l.Cells, 100_000_000)
	set(&l.Text, grid.MaxText)
	set(&l.RowText, 8<<20)
	set(&l.Strings, 4_000_000)
	set64(&l.StringBytes, 64<<20)
	set(&l.Merges, 100_000)
	set(&l.Depth, 64)
	set(&l.Attributes, 128)
	set(&l.Styles, 200_000)
	l.Columns = min(l.Columns, grid.MaxColumns)
	return l, ok && l.Rows >= 0
}

// rows is the limit of rows in a sheet or a CSV file.
func (l Limits) rows(csv bool) int {
	switch {
	case csv && l.Rows == 0:
		return defaultCSVRow
	case csv:
		return l.Rows
	case l.Rows == 0:
		return grid.MaxRows
	}
	return min(l.Rows, grid.MaxRows)
}

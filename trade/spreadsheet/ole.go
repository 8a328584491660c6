package spreadsheet

import (
	"io"
	"slices"
	"unicode/utf16"
)

const oleMagic = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"

// sniffOLE names what is in a compound file: an old workbook, or an encrypted new
// one. It looks at the names in the file's directory.
func sniffOLE(file io.ReaderAt, size int64) error {
	names := oleNames(file, size)
	switch {
	case names["EncryptedPackage"]:
		return refuse(codePassword,
			"the workbook is protected by a password; open it, take the password away and save it as .xlsx")
	case names["Workbook"] || names["Book"]:
		return notThis("an old Excel workbook (.xls)", convertHint)
	case names["WordDocument"] || names["PowerPoint Document"]:
		return notThis("an old Word or PowerPoint document", "copy the table into a spreadsheet program and save it as .xlsx")
	}
	return notThis("an old Microsoft Office file, perhaps an .xls workbook", convertHint)
}

// oleNames returns the names in the directory of a compound file, as far as they
// can be found.
func oleNames(file io.ReaderAt, size int64) map[string]bool {
	names := map[string]bool{}
	header := make([]byte, 512)
	if readAt(file, header, 0) != nil {
		return names
	}
	shift := le.Uint16(header[30:])
	if shift != 9 && shift != 12 {
		return names
	}
	length := int64(1) << shift
	sector := make([]byte, length)
	next := func(n uint32) (uint32, bool) { // the sector after n
		perSector := uint32(length / 4)
		i := n / perSector
		if i >= 109 {
			return 0, false
		}
		at := (int64(le.Uint32(header[76+4*i:]))+1)*length + int64(n%perSector)*4
		entry := make([]byte, 4)
		if at > size || readAt(file, entry, at) != nil {
			return 0, false
		}
		return le.Uint32(entry), true
	}
	const most = 256 // sectors of the directory
	at, ok := le.Uint32(header[48:]), true
	for range most {
		if offset := (int64(at) + 1) * length; !ok || offset >= size || readAt(file, sector, offset) != nil {
			break
		}
		for entry := range slices.Chunk(sector, 128) {
			if n := int(le.Uint16(entry[64:])); n > 2 && n <= 64 && n%2 == 0 {
				units := make([]uint16, 0, 32)
				for i := 0; i < n-2; i += 2 {
					units = append(units, le.Uint16(entry[i:]))
				}
				names[string(utf16.Decode(units))] = true
			}
		}
		at, ok = next(at)
	}
	return names
}

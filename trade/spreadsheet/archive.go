package spreadsheet

import (
	"bufio"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// An archive is the directory of a zip file, wholly checked: one directory at
// the end of the file and nothing after it, every entry in a place of its own,
// the two descriptions of each entry alike, no name twice. Programs disagree
// about files that break these rules, so they are refused.
//
// The standard library's reader keeps what it finds, however much, and takes
// what it can from a damaged directory; hence this one.
type archive struct {
	file    io.ReaderAt
	entries []entry
	index   map[string]int // by name as partKey makes it
}

// entry is one file of an archive.
type entry struct {
	name     string // with slashes, without one in front
	stored   bool   // not compressed
	sum      uint32
	packed   int64
	size     int64 // inflated
	header   int64 // where the local header is
	data     int64 // where the packed bytes are
	external bool  // sizes come after the data
}

const (
	endSignature       = 0x06054b50
	end64Signature     = 0x06064b50
	locator64Signature = 0x07064b50
	entrySignature     = 0x02014b50
	localSignature     = 0x04034b50

	endLength       = 22
	end64Length     = 56
	locator64Length = 20
	entryLength     = 46
	localLength     = 30

	maxDirectory = 16 << 20 // bytes of the directory
)

var le = binary.LittleEndian

const repairHint = "; the file is damaged or was cut off: fetch it again, or open it in a spreadsheet program and save it anew as .xlsx"

func damagedZip(what string) error { return refuse(codeDamagedZip, what+repairHint) }

// readArchive reads and checks the directory.
func readArchive(file io.ReaderAt, size int64, l Limits) (*archive, error) {
	dir, err := findDirectory(file, size)
	if err != nil {
		return nil, err
	}
	if dir.count > uint64(l.Entries) {
		return nil, refuse(codeLimit, fmt.Sprintf("the package holds %d files, the limit is %d", dir.count, l.Entries))
	}
	if dir.length > maxDirectory {
		return nil, refuse(codeLimit, "the directory of the package is larger than 16 MiB")
	}
	b := make([]byte, dir.length)
	if err := readAt(file, b, dir.start); err != nil {
		return nil, err
	}
	a := &archive{file: file, entries: make([]entry, 0, dir.count), index: make(map[string]int, dir.count)}
	for len(b) > 0 {
		if uint64(len(a.entries)) == dir.count {
			return nil, damagedZip("the directory of the package holds more than it says")
		}
		n, err := a.addEntry(b)
		if err != nil {
			return nil, err
		}
		b = b[n:]
	}
	if uint64(len(a.entries)) != dir.count {
		return nil, damagedZip("the directory of the package holds less than it says")
	}
	if err := a.checkPlaces(dir.start); err != nil {
		return nil, err
	}
	return a, a.checkSizes(l)
}

// directory tells where the directory of a zip file is.
type directory struct {
	start  int64
	length int64
	count  uint64
}

// findDirectory reads the end of the file.
func findDirectory(file io.ReaderAt, size int64) (directory, error) {
	none := directory{}
	tail := make([]byte, min(size, endLength+1<<16))
	if err := readAt(file, tail, size-int64(len(tail))); err != nil {
		return none, err
	}
	at := -1
	for i := len(tail) - endLength; i >= 0; i-- {
		if le.Uint32(tail[i:]) == endSignature && i+endLength+int(le.Uint16(tail[i+20:])) == len(tail) {
			if at >= 0 {
				return none, damagedZip("the package has two ends")
			}
			at = i
		}
	}
	if at < 0 {
		return none, damagedZip("the package has no directory at its end")
	}
	e := tail[at:]
	end := size - int64(len(tail)) + int64(at)
	disk, diskOfDir := uint64(le.Uint16(e[4:])), uint64(le.Uint16(e[6:]))
	onDisk, count := uint64(le.Uint16(e[8:])), uint64(le.Uint16(e[10:]))
	length, start := uint64(le.Uint32(e[12:])), uint64(le.Uint32(e[16:]))
	if count == 0xFFFF || length == 0xFFFFFFFF || start == 0xFFFFFFFF {
		if wide, err := findDirectory64(file, end); err != nil {
			return none, err
		} else if wide != nil {
			disk, diskOfDir = uint64(le.Uint32(wide[16:])), uint64(le.Uint32(wide[20:]))
			onDisk, count = le.Uint64(wide[24:]), le.Uint64(wide[32:])
			length, start = le.Uint64(wide[40:]), le.Uint64(wide[48:])
			end -= locator64Length + end64Length
		}
	}
	if disk != 0 || diskOfDir != 0 || onDisk != count {
		return none, damagedZip("the package is one of several volumes")
	}
	if length > uint64(end) || start > uint64(end) || start+length != uint64(end) {
		return none, damagedZip("the directory of the package is not where it should be")
	}
	if count > length/entryLength {
		return none, damagedZip("the directory of the package holds less than it says")
	}
	return directory{int64(start), int64(length), count}, nil
}

// findDirectory64 returns the wide record before the end record, or nil when
// there is none.
func findDirectory64(file io.ReaderAt, end int64) ([]byte, error) {
	if end < locator64Length+end64Length {
		return nil, nil
	}
	b := make([]byte, end64Length+locator64Length)
	if err := readAt(file, b, end-int64(len(b))); err != nil {
		return nil, err
	}
	locator := b[end64Length:]
	if le.Uint32(locator) != locator64Signature {
		return nil, nil
	}
	if le.Uint32(b) != end64Signature || le.Uint64(b[4:]) != end64Length-12 ||
		le.Uint32(locator[4:]) != 0 || le.Uint64(locator[8:]) != uint64(end-int64(len(b))) || le.Uint32(locator[16:]) != 1 {
		return nil, damagedZip("the package has a bad end")
	}
	return b, nil
}

// addEntry adds the entry at the beginning of b and returns its length.
func (a *archive) addEntry(b []byte) (int, error) {
	if len(b) < entryLength || le.Uint32(b) != entrySignature {
		return 0, damagedZip("the directory of the package is broken")
	}
	flags, method := le.Uint16(b[8:]), le.Uint16(b[10:])
	nameLength, extraLength, commentLength := int(le.Uint16(b[28:])), int(le.Uint16(b[30:])), int(le.Uint16(b[32:]))
	length := entryLength + nameLength + extraLength + commentLength
	if length > len(b) {
		return 0, damagedZip("the directory of the package is broken")
	}
	name := string(b[entryLength : entryLength+nameLength])
	extra := b[entryLength+nameLength : entryLength+nameLength+extraLength]
	e := entry{sum: le.Uint32(b[16:]), external: flags&8 != 0}
	packed, size, header := uint64(le.Uint32(b[20:])), uint64(le.Uint32(b[24:])), uint64(le.Uint32(b[42:]))
	if disk := le.Uint16(b[34:]); disk != 0 && disk != 0xFFFF {
		return 0, damagedZip("the package is one of several volumes")
	}
	if err := wideSizes(extra, &size, &packed, &header); err != nil {
		return 0, err
	}
	if size > 1<<62 || packed > 1<<62 || header > 1<<62 {
		return 0, damagedZip("a part of the package has an impossible size")
	}
	e.size, e.packed, e.header = int64(size), int64(packed), int64(header)
	switch {
	case flags&(1|1<<6|1<<13) != 0:
		return 0, refuseText(codePassword, name,
			"this part of the package is encrypted; open the file, take the password away and save it as .xlsx")
	case method == 0:
		e.stored = true
		if e.size != e.packed {
			return 0, damagedZip("a part of the package is stored with two sizes")
		}
	case method != 8:
		return 0, refuseText(codeDamagedZip, name,
			fmt.Sprintf(
				"this part of the package is compressed by method %d, which workbooks do not use; save the file anew as .xlsx",
				method))
	}
	if err := a.checkLocal(&e, name, flags, method); err != nil {
		return 0, err
	}
	clean, err := cleanName(name)
	if err != nil {
		return 0, err
	}
	e.name = clean
	key := partKey(clean)
	if _, twice := a.index[key]; twice {
		return 0, refuseText(codeDamagedZip, clean,
			"this part is in the package twice, and programs disagree about which one counts"+repairHint)
	}
	a.index[key] = len(a.entries)
	a.entries = append(a.entries, e)
	return length, nil
}

// wideSizes takes 64-bit values from the extra field for those that do not fit.
func wideSizes(extra []byte, values ...*uint64) error {
	broken := damagedZip("the directory of the package is broken")
	wide := []byte(nil)
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		if n > len(extra)-4 {
			break // some programs pad the field in their own way
		}
		if id == 1 {
			if wide != nil {
				return broken
			}
			wide = extra[4 : 4+n]
		}
		extra = extra[4+n:]
	}
	for _, v := range values {
		if *v != 0xFFFFFFFF {
			continue
		}
		if len(wide) < 8 {
			return broken
		}
		*v, wide = le.Uint64(wide), wide[8:]
	}
	return nil
}

// checkLocal compares the header in front of the data with the directory.
func (a *archive) checkLocal(e *entry, name string, flags, method uint16) error {
	unlike := refuseText(codeDamagedZip, name, "the package describes this part in two ways"+repairHint)
	b := make([]byte, localLength)
	if err := readAt(a.file, b, e.header); err != nil {
		return err
	}
	if le.Uint32(b) != localSignature {
		return refuseText(codeDamagedZip, name, "this part of the package is not where it should be"+repairHint)
	}
	const same = 1 | 1<<3 | 1<<6 | 1<<13
	if (le.Uint16(b[6:])^flags)&same != 0 || le.Uint16(b[8:]) != method || int(le.Uint16(b[26:])) != len(name) {
		return unlike
	}
	rest := make([]byte, len(name)+int(le.Uint16(b[28:])))
	if err := readAt(a.file, rest, e.header+localLength); err != nil {
		return err
	}
	if string(rest[:len(name)]) != name {
		return unlike
	}
	if !e.external {
		packed, size := uint64(le.Uint32(b[18:])), uint64(le.Uint32(b[22:]))
		if err := wideSizes(rest[len(name):], &size, &packed); err != nil {
			return unlike
		}
		if le.Uint32(b[14:]) != e.sum || packed != uint64(e.packed) || size != uint64(e.size) {
			return unlike
		}
	}
	e.data = e.header + localLength + int64(len(rest))
	return nil
}

// cleanName makes the name of a part from the name of an entry: some programs
// write backslashes, or a slash in front.
func cleanName(name string) (string, error) {
	bad := refuseText(codeDamagedZip, name,
		"no part of a workbook has such a name; the file was made to deceive or is damaged")
	clean := strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/")
	if clean == "" || len(clean) > 1024 || !utf8.ValidString(clean) || strings.ContainsFunc(clean, func(r rune) bool {
		return r < ' ' || r == 0x7F
	}) {
		return "", bad
	}
	folder := strings.TrimSuffix(clean, "/")
	if path.Clean("/"+folder) != "/"+folder || strings.Contains(folder, ":") {
		return "", bad
	}
	return clean, nil
}

// partKey folds the case of a name, because the names of parts do not differ in
// case alone.
func partKey(name string) string { return strings.ToLower(name) }

// checkPlaces refuses parts that share bytes or reach into the directory.
func (a *archive) checkPlaces(directory int64) error {
	order := make([]*entry, len(a.entries))
	for i := range a.entries {
		order[i] = &a.entries[i]
	}
	slices.SortFunc(order, func(x, y *entry) int { return cmp.Compare(x.header, y.header) })
	for i, e := range order {
		next := directory
		if i+1 < len(order) {
			next = order[i+1].header
		}
		if e.data > next || e.packed > next-e.data {
			return refuseText(codeDamagedZip, e.name,
				"this part of the package overlaps another one; the file was made to deceive or is damaged")
		}
	}
	return nil
}

// checkSizes holds the declared sizes to the limits.
func (a *archive) checkSizes(l Limits) error {
	total := int64(0)
	for i := range a.entries {
		e := &a.entries[i]
		if e.size > l.PartSize {
			return refuseText(codeLimit, e.name,
				fmt.Sprintf("this part of the package inflates to %d bytes, the limit is %d", e.size, l.PartSize))
		}
		if e.size > ratioFloor && e.size/l.Ratio > e.packed {
			return refuseText(codeLimit, e.name,
				fmt.Sprintf("this part of the package inflates to %d times its size, the limit is %d", e.size/max(e.packed, 1),
					l.Ratio))
		}
		total += e.size // each at most PartSize, and few
		if total > l.TotalSize || total < 0 {
			return refuse(codeLimit, fmt.Sprintf("the package inflates to more than %d bytes", l.TotalSize))
		}
	}
	return nil
}

// find returns the entry of a part, or nil.
func (a *archive) find(part string) *entry {
	i, ok := a.index[partKey(part)]
	if !ok {
		return nil
	}
	return &a.entries[i]
}

// open returns the inflated bytes of an entry. Reading reports an error unless
// they are exactly as many as declared and have the declared checksum.
func (a *archive) open(e *entry) io.Reader {
	packed := bufio.NewReaderSize(io.NewSectionReader(a.file, e.data, e.packed), int(min(32<<10, e.packed+1)))
	p := &partReader{entry: e, packed: packed, from: packed}
	if !e.stored {
		p.from = flate.NewReader(packed)
	}
	return p
}

// partReader counts and sums what it hands out.
type partReader struct {
	entry  *entry
	packed *bufio.Reader
	from   io.Reader
	read   int64
	sum    uint32
	err    error
}

func (p *partReader) Read(b []byte) (int, error) {
	if p.err != nil {
		return 0, p.err
	}
	n, err := p.from.Read(b)
	p.read += int64(n)
	p.sum = crc32.Update(p.sum, crc32.IEEETable, b[:n])
	switch {
	case p.read > p.entry.size:
		p.err = refuseText(codeDamagedZip, p.entry.name, "this part of the package inflates to more than it says"+repairHint)
		return 0, p.err
	case err == io.EOF:
		p.err = p.finish()
	case err != nil:
		p.err = asDamage(err, p.entry.name)
	}
	return n, p.err
}

// finish checks what was read when there is no more.
func (p *partReader) finish() error {
	switch {
	case p.read < p.entry.size:
		return refuseText(codeDamagedZip, p.entry.name, "this part of the package inflates to less than it says"+repairHint)
	case p.sum != p.entry.sum:
		return refuseText(codeDamagedZip, p.entry.name,
			"the checksum of this part of the package is wrong, so a digit may be too"+repairHint)
	}
	if _, err := p.packed.ReadByte(); err != io.EOF {
		return refuseText(codeDamagedZip, p.entry.name,
			"there are bytes after the end of this part of the package"+repairHint)
	}
	return io.EOF
}

// asDamage tells a broken stream from a disk that does not answer.
func asDamage(err error, part string) error {
	var corrupt flate.CorruptInputError
	if errors.As(err, &corrupt) || errors.Is(err, io.ErrUnexpectedEOF) {
		return refuseText(codeDamagedZip, part, "this part of the package does not inflate"+repairHint)
	}
	var known *ImportError
	if errors.As(err, &known) {
		return err
	}
	return &ImportError{Code: codeRead, Hint: "cannot read the file", Err: err}
}

// readAt fills b, or says why not.
func readAt(file io.ReaderAt, b []byte, at int64) error {
	n, err := file.ReadAt(b, at)
	switch {
	case n == len(b):
		return nil
	case err == nil || err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF):
		return damagedZip("the package ends too early")
	}
	return &ImportError{Code: codeRead, Hint: "cannot read the file", Err: err}
}

package spreadsheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Packages that are damaged or made to deceive.
func TestDamagedZip(t *testing.T) {
	good := packed(goodParts())
	sheetAt := bytes.Index(good, []byte(flowsPart))
	patch := func(at int, b ...byte) []byte {
		file := bytes.Clone(good)
		copy(file[at:], b)
		return file
	}
	sheet := part(flowsPart, goodSheet)
	stored := sheet
	stored.method, stored.packed = 0, []byte(strings.Replace(goodSheet, "2000.25", "9000.25", 1))
	change := func(f func(*zipEntry)) []byte {
		e := sheet
		f(&e)
		return packed(with(goodParts(), e))
	}
	whole := func(f func(*zipFile)) []byte {
		z := &zipFile{entries: goodParts()}
		f(z)
		return z.bytes()
	}
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"bad sum, stored": {packed(with(goodParts(), stored)), codeDamagedZip},
		"bad sum":         {change(func(e *zipEntry) { e.sum++ }), codeDamagedZip},
		"bad sum of strings": {packed(with(goodParts(), func() zipEntry {
			e := part(stringsPart, goodStrings)
			e.sum++
			return e
		}())), codeDamagedZip},
		"size too small":       {change(func(e *zipEntry) { e.size -= 700 }), codeDamagedZip},
		"size too large":       {change(func(e *zipEntry) { e.size += 700 }), codeDamagedZip},
		"size 0":               {change(func(e *zipEntry) { e.size = 0 }), codeDamagedZip},
		"size of 12 GiB":       {change(func(e *zipEntry) { e.size, e.zip64 = 12<<30, true }), codeLimit},
		"size of 2^63":         {change(func(e *zipEntry) { e.size = 1 << 63 }), codeDamagedZip},
		"size of 2^62":         {change(func(e *zipEntry) { e.size, e.zip64 = 1<<62, true }), codeLimit},
		"size of 2^64-1":       {change(func(e *zipEntry) { e.size = 1<<64 - 1 }), codeDamagedZip},
		"local size another":   {change(func(e *zipEntry) { e.localSize = 5 }), codeDamagedZip},
		"local sum another":    {change(func(e *zipEntry) { e.localSum = 5 }), codeDamagedZip},
		"local name another":   {change(func(e *zipEntry) { e.local = "xl/worksheets/sheet2.xml" }), codeDamagedZip},
		"local flags another":  {patch(sheetAt-24, 1), codeDamagedZip},
		"local method another": {patch(sheetAt-22, 0), codeDamagedZip},
		"local header gone":    {patch(sheetAt-30, 'X'), codeDamagedZip},
		"data damaged":         {patch(sheetAt+len(flowsPart)+200, 0xFF, 0xFF, 0xFF, 0xFF), codeDamagedZip},
		"data cut":             {change(func(e *zipEntry) { e.packed = e.packed[:len(e.packed)-20] }), codeDamagedZip},
		"data and more": {change(func(e *zipEntry) {
			e.packed = append(bytes.Clone(e.packed), "junk"...)
		}), codeDamagedZip},
		"encrypted":          {change(func(e *zipEntry) { e.flags = 1 }), codePassword},
		"strongly encrypted": {change(func(e *zipEntry) { e.flags = 1 | 64 }), codePassword},
		"method bzip2":       {change(func(e *zipEntry) { e.method = 12 }), codeDamagedZip},
		"method deflate64":   {change(func(e *zipEntry) { e.method = 9 }), codeDamagedZip},
		"two sheets alike": {packed(append(goodParts(),
			part(flowsPart, strings.Replace(goodSheet, "2000.25", "14000.49", 1)))), codeDamagedZip},
		"two names but case":    {packed(append(goodParts(), part("XL/worksheets/Sheet1.XML", goodSheet))), codeDamagedZip},
		"two names but slash":   {packed(append(goodParts(), part(`/xl\worksheets\sheet1.xml`, goodSheet))), codeDamagedZip},
		"path upwards":          {packed(append(goodParts(), part("../../evil.xml", "x"))), codeDamagedZip},
		"path inside upwards":   {packed(append(goodParts(), part("xl/../../evil.xml", "x"))), codeDamagedZip},
		"path of Windows":       {packed(append(goodParts(), part(`C:\evil.xml`, "x"))), codeDamagedZip},
		"path backwards":        {packed(append(goodParts(), part(`..\evil.xml`, "x"))), codeDamagedZip},
		"path of an empty name": {packed(append(goodParts(), part("", "x"))), codeDamagedZip},
		"path with NUL":         {packed(append(goodParts(), part("xl/a\x00.xml", "x"))), codeDamagedZip},
		"path not UTF-8":        {packed(append(goodParts(), part("xl/\xFF.xml", "x"))), codeDamagedZip},
		"count too small":       {whole(func(z *zipFile) { z.count = -1 }), codeDamagedZip},
		"count too large":       {whole(func(z *zipFile) { z.count = 1 }), codeDamagedZip},
		"offset wrong":          {whole(func(z *zipFile) { z.offset = 7 }), codeDamagedZip},
		"offset negative":       {whole(func(z *zipFile) { z.offset = -7 }), codeDamagedZip},
		"junk in front": {whole(func(z *zipFile) {
			z.prefix = []byte("PK\x03\x04junk")
			z.offset = -8
		}), codeDamagedZip},
		"junk behind":        {whole(func(z *zipFile) { z.suffix = []byte("junk") }), codeDamagedZip},
		"two packages":       {append(bytes.Clone(good), good...), codeDamagedZip},
		"volume 2":           {whole(func(z *zipFile) { z.volume = 1 }), codeDamagedZip},
		"end in the comment": {whole(func(z *zipFile) { z.comment = good[len(good)-22:] }), codeDamagedZip},
		"cut in half":        {good[:len(good)/2], codeDamagedZip},
		"cut by a byte":      {good[:len(good)-1], codeDamagedZip},
		"first bytes only":   {good[:4], codeDamagedZip},
		"beginning gone":     {append([]byte("PK\x03\x04"), good[100:]...), codeDamagedZip},
		"half of it zero":    {append(bytes.Clone(good[:len(good)/2]), make([]byte, len(good)/2)...), codeDamagedZip},
		"empty package":      {packed(nil), codeFileType},
		"entries overlap": {whole(func(z *zipFile) {
			e := z.entries[0]
			e.name, e.local = "xl/copy.xml", ""
			e.at = 1
			z.entries = append(z.entries, e)
		}), codeDamagedZip},
		"20,000 entries": {whole(func(z *zipFile) { z.entries = append(z.entries, manyEntries(20_000)...) }), codeLimit},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.file, c.code, "") })
	}
}

func manyEntries(n int) []zipEntry {
	all := make([]zipEntry, n)
	for i := range all {
		all[i] = zipEntry{name: "xl/media/" + string(grid.AppendColumn(nil, i)) + ".png"}
	}
	return all
}

package spreadsheet

import (
	"bytes"
	"compress/flate"
	"hash/crc32"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// A zipFile is a package that is put together by hand, so that every field of it
// can be wrong.
type zipFile struct {
	entries []zipEntry
	prefix  []byte // before the first entry
	suffix  []byte // after the end record
	comment []byte
	count   int // added to the number of entries that the end record gives
	offset  int // added to the place of the directory
	volume  uint16
	wide    bool // with 64-bit records
}

type zipEntry struct {
	name      string
	local     string // name in the local header, when another one
	packed    []byte
	sum       uint32
	size      uint64
	method    uint16
	flags     uint16
	localSize uint64 // size in the local header, when another one
	localSum  uint32
	at        int // place of the local header, when another one (+1)
	trailing  bool
	extra     []byte
	zip64     bool
}

// part makes an entry of a text.
func part(name, text string) zipEntry {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, flate.BestSpeed)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return zipEntry{
		name: name, packed: b.Bytes(), sum: crc32.ChecksumIEEE([]byte(text)), size: uint64(len(text)),
		method: 8,
	}
}

// repeated makes an entry of a text that is too long to be held: before, n times
// chunk, after.
func repeated(name, before, chunk string, n int, after string) zipEntry {
	var b bytes.Buffer
	e := zipEntry{name: name, method: 8, size: uint64(len(before) + n*len(chunk) + len(after))}
	w, _ := flate.NewWriter(&b, flate.BestCompression)
	squeeze := func(text string) []byte {
		b.Reset()
		w.Reset(&b)
		_, _ = w.Write([]byte(text))
		_ = w.Flush()
		return bytes.Clone(b.Bytes())
	}
	e.packed = squeeze(before)
	e.packed = append(e.packed, bytes.Repeat(squeeze(chunk), n)...)
	e.packed = append(e.packed, squeeze(after)...)
	e.packed = append(e.packed, 1, 0, 0, 0xFF, 0xFF) // an empty block, the last
	if e.size > 256<<20 {
		return e // nobody gets as far as the sum
	}
	e.sum = crc32.Update(0, crc32.IEEETable, []byte(before))
	for range n {
		e.sum = crc32.Update(e.sum, crc32.IEEETable, []byte(chunk))
	}
	e.sum = crc32.Update(e.sum, crc32.IEEETable, []byte(after))
	return e
}

func (z *zipFile) bytes() []byte {
	b := bytes.Clone(z.prefix)
	u16 := func(v ...uint16) {
		for _, v := range v {
			b = le.AppendUint16(b, v)
		}
	}
	u32 := func(v ...uint32) {
		for _, v := range v {
			b = le.AppendUint32(b, v)
		}
	}
	places := make([]int, len(z.entries))
	for i, e := range z.entries {
		places[i] = len(b)
		if e.at > 0 {
			places[i] = e.at - 1
			continue
		}
		name, size, sum := e.name, e.size, e.sum
		if e.local != "" {
			name = e.local
		}
		if e.localSize > 0 {
			size = e.localSize
		}
		if e.localSum > 0 {
			sum = e.localSum
		}
		packed := uint32(len(e.packed))
		extra := e.extra
		if e.zip64 {
			extra = le.AppendUint16(nil, 1)
			extra = le.AppendUint16(extra, 16)
			extra = le.AppendUint64(extra, size)
			extra = le.AppendUint64(extra, uint64(packed))
			size, packed = 0xFFFFFFFF, 0xFFFFFFFF
		}
		flags := e.flags
		if e.trailing {
			flags |= 8
			sum, packed, size = 0, 0, 0
		}
		u32(localSignature)
		u16(20, flags, e.method, 0, 33)
		u32(sum, packed, uint32(size))
		u16(uint16(len(name)), uint16(len(extra)))
		b = append(append(append(b, name...), extra...), e.packed...)
		if e.trailing {
			u32(0x08074b50, e.sum, uint32(len(e.packed)), uint32(e.size))
		}
	}
	start := len(b)
	for i, e := range z.entries {
		flags := e.flags
		if e.trailing {
			flags |= 8
		}
		size, packed, extra := uint32(e.size), uint32(len(e.packed)), e.extra
		if e.zip64 || e.size > 0xFFFFFFFE {
			extra = le.AppendUint16(nil, 1)
			extra = le.AppendUint16(extra, 16)
			extra = le.AppendUint64(extra, e.size)
			extra = le.AppendUint64(extra, uint64(packed))
			size, packed = 0xFFFFFFFF, 0xFFFFFFFF
		}
		u32(entrySignature)
		u16(20, 20, flags, e.method, 0, 33)
		u32(e.sum, packed, size)
		u16(uint16(len(e.name)), uint16(len(extra)), 0, 0, 0)
		u32(0, uint32(places[i]))
		b = append(append(b, e.name...), extra...)
	}
	end := len(b)
	n := uint16(len(z.entries) + z.count)
	length, at := uint32(end-start), uint32(start+z.offset)
	if z.wide {
		u32(end64Signature)
		b = le.AppendUint64(b, 44)
		u16(45, 45)
		u32(0, 0)
		for _, v := range []uint64{uint64(n), uint64(n), uint64(length), uint64(at)} {
			b = le.AppendUint64(b, v)
		}
		u32(locator64Signature, 0)
		b = le.AppendUint64(b, uint64(end))
		u32(1)
		n, length, at = 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF
	}
	u32(endSignature)
	u16(z.volume, z.volume, n, n)
	u32(length, at)
	u16(uint16(len(z.comment)))
	return append(append(b, z.comment...), z.suffix...)
}

// The parts of a small sound workbook, as Excel writes them.
const (
	xmlHead   = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\r\n"
	mainSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	relSpace  = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
	relType   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

	flowsPart   = "xl/worksheets/sheet1.xml"
	stringsPart = "xl/sharedStrings.xml"
	stylesPart  = "xl/styles.xml"
	mainPart    = "xl/workbook.xml"
	mainRels    = "xl/_rels/workbook.xml.rels"
	topRels     = "_rels/.rels"
	themePart   = "xl/theme/theme1.xml"
)

func goodParts() []zipEntry {
	return []zipEntry{
		part(grid.ContentTypes, xmlHead+`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
			`<Default Extension="xml" ContentType="application/xml"/>`+
			`<Override PartName="/xl/workbook.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`+
			`<Override PartName="/xl/worksheets/sheet1.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`+
			`<Override PartName="/xl/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>`+
			`<Override PartName="/xl/styles.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`+
			`<Override PartName="/xl/sharedStrings.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`),
		part(topRels, xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="rId1" Type="`+relType+`officeDocument" Target="xl/workbook.xml"/></Relationships>`),
		part(mainPart, xmlHead+`<workbook `+mainSpace+` `+relSpace+`><workbookPr defaultThemeVersion="124226"/>`+
			`<sheets><sheet name="Flows" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName `+
			`name="Data">Flows!$A$1:$E$4</definedName></definedNames></workbook>`),
		part(mainRels, xmlHead+`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+
			`<Relationship Id="rId1" Type="`+relType+`worksheet" Target="worksheets/sheet1.xml"/>`+
			`<Relationship Id="rId2" Type="`+relType+`theme" Target="theme/theme1.xml"/>`+
			`<Relationship Id="rId3" Type="`+relType+`styles" Target="styles.xml"/>`+
			`<Relationship Id="rId4" Type="`+relType+`sharedStrings" Target="sharedStrings.xml"/></Relationships>`),
		part(flowsPart, goodSheet),
		part(themePart, xmlHead+`<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Office"/>`),
		part(stylesPart,
			xmlHead+`<styleSheet `+mainSpace+`><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/>`+
				`<numFmt numFmtId="165" formatCode="#,##0.00&quot; USD per day&quot;"/></numFmts><fonts count="1"><font><sz `+
				`val="11"/></font></fonts>`+
				`<cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>`+
				`<cellXfs count="4"><xf numFmtId="0" xfId="0"/><xf numFmtId="14" xfId="0"/><xf numFmtId="164" xfId="0"/><xf `+
				`numFmtId="165" xfId="0"/></cellXfs></styleSheet>`),
		part(stringsPart, goodStrings),
	}
}

const goodStrings = xmlHead + `<sst ` + mainSpace +
	` count="9" uniqueCount="9"><si><t>period</t></si><si><t>origin</t></si><si><t>hs</t></si>` +
	`<si><t>value_usd</t></si><si><t>day</t></si><si><t>IN</t></si><si><t xml:space="preserve"> 0101 </t></si>` +
	`<si><r><rPr><b/></rPr><t>C</t></r><r><t>N</t></r><rPh sb="0" eb="1"><t>chu</t></rPh><phoneticPr ` +
	`fontId="1"/></si><si><t>a &amp; b_x0041_</t></si></sst>`

const goodSheet = xmlHead + `<worksheet ` + mainSpace + ` ` + relSpace +
	`><dimension ref="A1:E4"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews>` +
	`<sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="1" width="10"/></cols><sheetData>` +
	`<row r="1" spans="1:5"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c ` +
	`r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>` +
	`<row r="2" spans="1:5"><c r="A2"><v>2025</v></c><c r="B2" t="s"><v>5</v></c><c r="C2" t="s"><v>6</v></c><c ` +
	`r="D2"><v>2000.25</v></c><c r="E2" s="1"><v>45896</v></c></row>` +
	`<row r="3" spans="1:5"><c r="A3"><v>2025</v></c><c r="B3" t="s"><v>7</v></c><c r="C3" t="s"><v>8</v></c><c r="D3" ` +
	`s="3"><v>20.100000000000001</v></c><c r="E3" s="2"><v>61</v></c></row>` +
	`<row r="4" spans="1:5"><c r="A4"><v>2025</v></c><c r="B4" t="s"><v>5</v></c><c r="C4" t="s"><v>6</v></c><c ` +
	`r="D4"><f>D2*2</f><v>4000.5</v></c></row>` +
	`</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`

// The cells of that workbook.
func goodCells() map[string]string {
	return map[string]string{
		"A1": "period", "B1": "origin", "C1": "hs", "D1": "value_usd", "E1": "day",
		"A2": "2025", "B2": "IN", "C2": " 0101 ", "D2": "2000.25", "E2": "2025-08-27",
		"A3": "2025", "B3": "CN", "C3": "a & bA", "D3": "20.100000000000001", "E3": "1900-03-01",
		"A4": "2025", "B4": "IN", "C4": " 0101 ", "D4": "=4000.5",
	}
}

// shown is a cell in one text: the day of a date, "=" before a result.
func (v Value) shown() string {
	s := v.Text
	switch v.Kind {
	case ValueDate:
		if s = v.Date.String(); v.Date.IsZero() {
			s = "day? " + v.Text
		}
		if v.HasTime {
			s += " time"
		}
	case ValueNoResult:
		s = "no result"
	}
	if v.Formula {
		s = "=" + s
	}
	return s
}

// packed is the package of some entries.
func packed(entries []zipEntry) []byte { return (&zipFile{entries: entries}).bytes() }

// textOf is the text of a part that the sound workbook has.
func textOf(t testing.TB, entries []zipEntry, name string) string {
	t.Helper()
	for _, e := range entries {
		if e.name == name {
			b := new(bytes.Buffer)
			_, err := b.ReadFrom(flate.NewReader(bytes.NewReader(e.packed)))
			require.NoError(t, err)
			return b.String()
		}
	}
	t.Fatalf("no part %s", name)
	return ""
}

// edited replaces texts in one part of the sound workbook: old, new, old, new.
func edited(t testing.TB, name string, pairs ...string) []byte {
	t.Helper()
	return packed(editedParts(t, goodParts(), name, pairs...))
}

func editedParts(t testing.TB, entries []zipEntry, name string, pairs ...string) []zipEntry {
	t.Helper()
	text := textOf(t, entries, name)
	for pair := range slices.Chunk(pairs, 2) {
		require.Contains(t, text, pair[0], "nothing to replace in %s", name)
		text = strings.ReplaceAll(text, pair[0], pair[1])
	}
	return with(entries, part(name, text))
}

// with puts an entry in the place of the one with its name, or at the end.
func with(entries []zipEntry, e zipEntry) []zipEntry {
	entries = slices.Clone(entries)
	for i := range entries {
		if entries[i].name == e.name {
			entries[i] = e
			return entries
		}
	}
	return append(entries, e)
}

func without(entries []zipEntry, name string) []zipEntry {
	return slices.DeleteFunc(slices.Clone(entries), func(e zipEntry) bool { return e.name == name })
}

// cell is the sound workbook with another cell D2.
func withCell(t testing.TB, cell string) []byte {
	t.Helper()
	return edited(t, flowsPart, `<c r="D2"><v>2000.25</v></c>`, cell)
}

func utf16Text(s string, big, mark bool) string {
	var b []byte
	if mark {
		s = "\uFEFF" + s
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			b = append(b, byte(u>>8), byte(u))
		} else {
			b = append(b, byte(u), byte(u>>8))
		}
	}
	return string(b)
}

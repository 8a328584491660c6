package spreadsheet

import (
	"bytes"
	"compress/flate"
	"context"
	"hash/crc32"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/charmap"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// Files that look unusual and are sound give the same cells as the usual one.
func TestOddButSound(t *testing.T) {
	for name, file := range oddFiles(t) {
		t.Run(name, func(t *testing.T) {
			cells, _, err := outcome(t, file)
			require.NoError(t, err)
			assert.Equal(t, goodCells(), cells)
		})
	}
}

// oddFiles are the sound workbook in many forms.
func oddFiles(t testing.TB) map[string][]byte {
	strict := func() []byte {
		entries := goodParts()
		for _, name := range []string{topRels, mainPart, mainRels, flowsPart, stylesPart, stringsPart} {
			text := strings.NewReplacer("http://schemas.openxmlformats.org/spreadsheetml/2006/main",
				"http://purl.oclc.org/ooxml/spreadsheetml/main",
				"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
				"http://purl.oclc.org/ooxml/officeDocument/relationships").Replace(textOf(t, entries, name))
			entries = with(entries, part(name, text))
		}
		return packed(entries)
	}
	prefixed := regexp.MustCompile(`<(/?)([a-zA-Z])`).ReplaceAllString(strings.Replace(goodSheet, "xmlns=", "xmlns:x=", 1),
		"<${1}x:${2}")
	prefixed = strings.Replace(prefixed, "<?x:xml", "<?xml", 1)
	win1251, err := charmap.Windows1251.NewEncoder().String(strings.Replace(goodStrings, `encoding="UTF-8"`,
		`encoding="windows-1251"`, 1))
	require.NoError(t, err)
	each := func(f func(*zipEntry)) []byte {
		entries := goodParts()
		for i := range entries {
			f(&entries[i])
		}
		return packed(entries)
	}
	sheet := func(text string) []byte {
		require.NotEqual(t, goodSheet, text, "nothing was replaced")
		return packed(with(goodParts(), part(flowsPart, text)))
	}
	return map[string][]byte{
		"as it is":        packed(goodParts()),
		"no addresses":    sheet(regexp.MustCompile(` r="[A-E]?[0-9]"`).ReplaceAllString(goodSheet, "")),
		"no row numbers":  sheet(regexp.MustCompile(`<row r="[0-9]"`).ReplaceAllString(goodSheet, "<row")),
		"small letters":   sheet(strings.NewReplacer(`"D2"`, `"d2"`).Replace(goodSheet)),
		"wrong dimension": sheet(strings.Replace(goodSheet, `ref="A1:E4"`, `ref="A1"`, 1)),
		"wrong spans":     sheet(strings.ReplaceAll(goodSheet, `spans="1:5"`, `spans="7:9"`)),
		"huge dimension":  sheet(strings.Replace(goodSheet, `ref="A1:E4"`, `ref="A1:XFD1048576"`, 1)),
		"prefixes":        sheet(prefixed),
		"strict":          strict(),
		"single quotes":   sheet(strings.ReplaceAll(goodSheet, `"`, `'`)),
		"comments": sheet(strings.NewReplacer("<v>2000", "<v><!-- a < b & c -->2000", "<sheetData>",
			"<!--x--><sheetData><!-- -y -->", "</worksheet>", "</worksheet>\n<!-- end -->\n").Replace(goodSheet)),
		"CDATA": sheet(strings.NewReplacer("<v>2000.25",
			"<v>2<![CDATA[000.2]]>5<![CDATA[]]>").Replace(goodSheet)),
		"character numbers": sheet(strings.NewReplacer("2000.25", "&#50;000&#x2E;25").Replace(goodSheet)),
		"instructions": sheet(strings.NewReplacer("<sheetData>",
			`<?xml-stylesheet href="a"?><sheetData><?x?>`).Replace(goodSheet)),
		"indented": sheet(strings.NewReplacer("<row", "\n  <row", "<c ", "\n\t<c ", "</row>",
			"\r\n</row>").Replace(goodSheet)),
		"spaces in tags": sheet(strings.NewReplacer("<v>", "<v >", "</v>", "</v\n>", `<c r="D2">`,
			"<c\n r = 'D2'\t>").Replace(goodSheet)),
		"blanks round numbers": sheet(strings.NewReplacer("<v>2000.25</v>", "<v>\n 2000.25\t</v>").Replace(goodSheet)),
		"mark of UTF-8":        sheet("\xEF\xBB\xBF" + goodSheet),
		"UTF-16, little":       sheet(utf16Text(strings.Replace(goodSheet, "UTF-8", "UTF-16", 1), false, true)),
		"UTF-16, big":          sheet(utf16Text(strings.Replace(goodSheet, "UTF-8", "UTF-16", 1), true, true)),
		"UTF-16 unmarked":      sheet(utf16Text(strings.Replace(goodSheet, "UTF-8", "UTF-16LE", 1), false, false)),
		"strings in UTF-16":    packed(with(goodParts(), part(stringsPart, utf16Text(goodStrings, true, true)))),
		"strings in Cyrillic":  packed(with(goodParts(), part(stringsPart, win1251))),
		"in ASCII":             sheet(strings.Replace(goodSheet, "UTF-8", "us-ascii", 1)),
		"no declaration":       sheet(strings.TrimPrefix(goodSheet, xmlHead)),
		"types explicit":       sheet(strings.ReplaceAll(goodSheet, `"><v>2025`, `" t="n"><v>2025`)),
		"extensions": sheet(strings.NewReplacer("</row>",
			`<extLst><ext uri="{x}" xmlns:z="urn:z"><z:c r="A1"><v>9</v></z:c></ext></extLst></row>`, "</sheetData>",
			`</sheetData><extLst><ext uri="{y}"/></extLst>`).Replace(goodSheet)),
		"foreign attributes": sheet(strings.NewReplacer("<worksheet ",
			`<worksheet xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" `+
				`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" `, `spans="1:5"`,
			`spans="1:5" x14ac:dyDescent="0.25"`).Replace(goodSheet)),
		"alternatives": sheet(strings.Replace(goodSheet, `<pageMargins`,
			`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice `+
				`Requires="x14" xmlns:x14="urn:x"><controls/></mc:Choice><mc:Fallback/></mc:AlternateContent><pageMargins`,
			1)),
		"empty cells": sheet(strings.NewReplacer(`</row>`,
			`<c s="2"/><c s="1" t="s"/><c t="str"><v></v></c><c><v/></c><c t="inlineStr"><is/></c></row>`).Replace(goodSheet)),
		"merges that touch": sheet(strings.Replace(goodSheet, `</sheetData>`,
			`</sheetData><mergeCells><mergeCell ref="A9:BL20"/><mergeCell ref="BM9:XFD9"/><mergeCell `+
				`ref="BM10:XFD20"/><mergeCell ref="A21:XFD21"/><mergeCell ref="A5"/></mergeCells>`, 1)),
		"empty rows": sheet(strings.Replace(goodSheet, `</sheetData>`,
			`<row r="9"/><row r="1048576" ht="20" customHeight="1"></row></sheetData>`, 1)),
		"value before formula": sheet(strings.Replace(goodSheet, `<f>D2*2</f><v>4000.5</v>`, `<v>4000.5</v><f>D2*2</f>`, 1)),
		"shared formula":       sheet(strings.Replace(goodSheet, `<f>D2*2</f>`, `<f t="shared" si="0"/>`, 1)),
		"array formula":        sheet(strings.Replace(goodSheet, `<f>D2*2</f>`, `<f t="array" ref="D4">D2*2</f>`, 1)),
		"data table":           sheet(strings.Replace(goodSheet, `<f>D2*2</f>`, `<f t="dataTable" ref="D4" r1="A1"/>`, 1)),
		"inline strings": sheet(strings.Replace(goodSheet, `<c r="B2" t="s"><v>5</v></c>`,
			`<c r="B2" t="inlineStr"><is><r><t>I</t></r><r><rPr><b/></rPr><t>N</t></r></is></c>`, 1)),
		"text results": sheet(strings.Replace(goodSheet, `<c r="B2" t="s"><v>5</v></c>`,
			`<c r="B2" t="str"><v>IN</v></c>`, 1)),
		"not compressed": each(func(e *zipEntry) {
			b := new(bytes.Buffer)
			_, _ = b.ReadFrom(flate.NewReader(bytes.NewReader(e.packed)))
			e.method, e.packed = 0, b.Bytes()
		}),
		"sizes behind":       each(func(e *zipEntry) { e.trailing = true }),
		"64-bit sizes":       each(func(e *zipEntry) { e.zip64 = true }),
		"64-bit directory":   (&zipFile{entries: goodParts(), wide: true}).bytes(),
		"times in the extra": each(func(e *zipEntry) { e.extra = []byte("UT\x05\x00\x01\x00\x00\x00\x00") }),
		"comment":            (&zipFile{entries: goodParts(), comment: []byte("made by hand")}).bytes(),
		"folders":            packed(append([]zipEntry{{name: "xl/"}, {name: "xl/worksheets/"}}, goodParts()...)),
		"backslashes":        each(func(e *zipEntry) { e.name = strings.ReplaceAll(e.name, "/", `\`) }),
		"leading slashes":    each(func(e *zipEntry) { e.name = "/" + e.name }),
		"case of a part":     packed(append(without(goodParts(), flowsPart), part("xl/Worksheets/Sheet1.xml", goodSheet))),
		"absolute target":    edited(t, mainRels, `Target="worksheets/`, `Target="/xl/worksheets/`),
		"roundabout target":  edited(t, mainRels, `Target="worksheets/`, `Target="../xl/./worksheets/`),
		"workbook elsewhere": packed(
			append(without(
				without(editedParts(t, editedParts(t, goodParts(), topRels, "xl/workbook.xml", "book.xml"), grid.ContentTypes,
					"/xl/workbook.xml", "/book.xml"), mainPart), mainRels),
				part("book.xml", textOf(t, goodParts(), mainPart)),
				part("_rels/book.xml.rels", strings.ReplaceAll(textOf(t, goodParts(), mainRels), `Target="`, `Target="xl/`)))),
		"with macros": edited(t, grid.ContentTypes,
			`application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml`,
			`application/vnd.ms-excel.sheet.macroEnabled.main+xml`),
		"template": edited(t, grid.ContentTypes, `spreadsheetml.sheet.main+xml`, `spreadsheetml.template.main+xml`),
		"chart sheet": packed(editedParts(t,
			editedParts(t, goodParts(), mainPart, `</sheets>`, `<sheet name="Chart" sheetId="2" r:id="rId7"/></sheets>`),
			mainRels, `</Relationships>`,
			`<Relationship Id="rId7" Type="`+relType+`chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`)),
		"theme missing":    packed(without(goodParts(), themePart)),
		"a picture":        packed(append(goodParts(), part("xl/media/image1.png", "\x89PNG"))),
		"unknown parts":    packed(append(goodParts(), part("customXml/item1.xml", "<a/>"))),
		"counts wrong":     edited(t, stringsPart, `count="9" uniqueCount="9"`, `count="999999999" uniqueCount="-1"`),
		"phonetic alone":   edited(t, stringsPart, `<t>period</t>`, `<t>period</t><rPh sb="0" eb="1"><t>x</t></rPh>`),
		"space of strings": edited(t, stringsPart, `<si><r>`, "<si>\n  <r>"),
		"date code":        edited(t, stylesPart, `formatCode="yyyy\-mm\-dd"`, `formatCode="[$-409]d\-mmm\-yyyy;@"`),
		"date code h":      edited(t, stylesPart, `formatCode="yyyy\-mm\-dd"`, `formatCode="[Red][&gt;0]dd.mm.yyyy\ hh:mm"`),
		"date by number":   edited(t, stylesPart, `<xf numFmtId="164"`, `<xf numFmtId="57"`),
		"styles extended": edited(t, stylesPart, `</styleSheet>`,
			`<dxfs count="1"><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs></styleSheet>`),
		"Google": googleLike(t),
	}
}

// googleLike is the sound workbook in the manner of Google Sheets: prefixes
// declared that are not used, every string shared, cells that end in nothing.
func googleLike(t testing.TB) []byte {
	entries := editedParts(t, goodParts(), flowsPart, `standalone="yes"?>`+"\r\n", `standalone="yes"?>`,
		`<worksheet `,
		`<worksheet xmlns:mx="http://schemas.microsoft.com/office/mac/excel/2008/main" `+
			`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" `+
			`xmlns:mv="urn:schemas-microsoft-com:mac:vml" `,
		`</row>`, `<c s="2"/><c s="3"/></row>`,
		`<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>`, `<drawing r:id="rId1"/>`)
	return packed(entries)
}

// What single cells give.
func TestCellsRead(t *testing.T) {
	for cell, want := range map[string]string{
		`<v>-0.1</v>`:                            "-0.1",
		`<v>1E-07</v>`:                           "1E-07",
		`<v>+5</v>`:                              "+5",
		`<v>.5</v>`:                              ".5",
		`<v>9007199254740993</v>`:                "9007199254740993",
		`<v>1.7976931E+308</v>`:                  "1.7976931E+308",
		` t="b"><v>1</v>`:                        "TRUE",
		` t="b"><v>0</v>`:                        "FALSE",
		` t="e"><v>#N/A</v>`:                     "#N/A",
		` t="e"><v>#DIV/0!</v>`:                  "#DIV/0!",
		` t="e"><f>A/0</f><v>#DIV/0!</v>`:        "=#DIV/0!",
		` t="d"><v>2025-08-27</v>`:               "2025-08-27",
		` t="d"><v>2025-08-27T00:00:00</v>`:      "2025-08-27",
		` t="d"><v>2025-08-27T12:30:00.000Z</v>`: "2025-08-27 time",
		` t="d"><v>12:30:00</v>`:                 "day? 12:30:00 time",
		` s="1"><v>60</v>`:                       "day? 60",
		` s="1"><v>59</v>`:                       "day? 59",
		` s="1"><v>0</v>`:                        "day? 0",
		` s="1"><v>-1</v>`:                       "day? -1",
		` s="1"><v>0.5</v>`:                      "day? 0.5 time",
		` s="1"><v>61</v>`:                       "1900-03-01",
		` s="1"><v>45896.0</v>`:                  "2025-08-27",
		` s="1"><v>4.5896E4</v>`:                 "2025-08-27",
		` s="1"><v>45896.75</v>`:                 "2025-08-27 time",
		` s="1"><v>2958465</v>`:                  "9999-12-31",
		` s="1"><v>2958466</v>`:                  "day? 2958466",
		` s="1"><v>1E+200</v>`:                   "day? 1E+200 time",
		` s="1"><f>A2</f><v>45896</v>`:           "=2025-08-27",
		` s="1" t="str"><v>text</v>`:             "text",
		`><f>A2</f>`:                             "=no result",
		`><f>A2</f><v></v>`:                      "=no result",
		`><f>A2</f><v/>`:                         "=no result",
		` t="str"><f>A2</f>`:                     "=no result",
		` t="str"><f>A2</f><v></v>`:              "=",
		` t="s"><f>A2</f><v>5</v>`:               "=IN",
		` t="inlineStr"><is><t>a</t><rPh sb="0" eb="1"><t>b</t></rPh></is>`:      "a",
		` t="inlineStr"><is><t xml:space="preserve"> a ` + "\r\n" + `b</t></is>`: " a \nb",
		` t="str"><v>a_x000D__x000a_b</v>`:                                       "a\r\nb",
		` t="str"><v>_x005F_x0041_</v>`:                                          "_x0041_",
		` t="str"><v>_x0041</v>`:                                                 "_x0041",
		` t="str"><v>_xD83D__xDE00_</v>`:                                         "\U0001F600",
		` t="str"><v>_xD83D_</v>`:                                                "_xD83D_",
		` t="str"><v>&lt;&gt;&amp;&quot;&apos;</v>`:                              `<>&"'`,
		` t="str"><v>&#13;&#10;</v>`:                                             "\r\n",
		` t="str"><v>]]</v>`:                                                     "]]",
		` t="str"><v>=1+1</v>`:                                                   "=1+1",
		` t="str"><v><![CDATA[<v>&amp;]]]]></v>`:                                 "<v>&amp;]]",
		` t="str"><v>` + strings.Repeat("\U0001F600", grid.MaxText/2) + `</v>`: strings.Repeat("\U0001F600",
			grid.MaxText/2),
	} {
		if !strings.HasPrefix(cell, " ") && !strings.HasPrefix(cell, ">") {
			cell = ">" + cell
		}
		cells, _, err := outcome(t, withCell(t, `<c r="D2"`+cell+`</c>`))
		if assert.NoError(t, err, cell) {
			assert.Equal(t, want, cells["D2"], cell)
		}
	}
}

// Texts that fall across the edges of the buffer, in every position.
func TestEdgesOfTheBuffer(t *testing.T) {
	const tail = `<c r="D2" t="str"><v>€&amp;𝄞]]x<![CDATA[€]]]>` + "\r\n" + `ä</v></c>`
	want := "€&𝄞]]x€]\nä"
	const d2 = `<c r="D2"><v>2000.25</v></c>`
	before := strings.Index(goodSheet, d2)
	for shift := range len(tail) + 20 { // the first byte of the cell is from 10 before the edge to as many behind its end
		filler := `<!--` + strings.Repeat("x", 64<<10-before-len(tail)-17+shift) + `-->`
		text := strings.Replace(goodSheet, d2, filler+tail, 1)
		entry := zipEntry{
			name: flowsPart, packed: []byte(text), sum: crc32.ChecksumIEEE([]byte(text)),
			size: uint64(len(text)),
		}
		cells, _, err := outcome(t, packed(with(goodParts(), entry)))
		require.NoError(t, err)
		require.Equal(t, want, cells["D2"], shift)
	}
}

func TestDates1904(t *testing.T) {
	entries := editedParts(t, goodParts(), mainPart, `<workbookPr `, `<workbookPr date1904="1" `)
	d := document(t, packed(entries), "", ReadOptions{})
	assert.True(t, d.Uses1904())
	cells, err := readAll(t, d, "Flows")
	require.NoError(t, err)
	assert.Equal(t, "2029-08-28", cells["E2"].Date.String(), "1,462 days later than in the other calendar")
	assert.Equal(t, "1904-03-02", cells["E3"].Date.String())
	cells, err = readAll(t,
		document(t, packed(editedParts(t, entries, flowsPart, "<v>61</v>", "<v>0</v>")), "", ReadOptions{}), "Flows")
	require.NoError(t, err)
	assert.Equal(t, "1904-01-01", cells["E3"].Date.String())
}

// Format codes and whether they show days or times of day.
func TestIsDateFormat(t *testing.T) {
	for _, code := range []string{
		"yyyy-mm-dd", "d/m/yy", "mmm-yy", "MMMM", "dddd", "h:mm", "h:mm AM/PM", "mm:ss.0", `yyyy"年"m"月"d"日"`,
		"[$-409]d-mmm-yy;@",
		"[$-F800]dddd, mmmm dd, yyyy", `\d\ yyyy`, "[Blue]dd/mm", "ggge", "bbbb", "[$-D07041E]mm", "yyyy;0",
	} {
		assert.True(t, isDateFormat(code), code)
	}
	for _, code := range []string{
		"General", "GENERAL", "0", "#,##0.00", "0.00E+00", `0" days"`, `0\d`, `"year "0`, "[h]:mm", "[mm]:ss", "[SS]",
		"[Red]0", "[$€-407] #,##0", "_-* #,##0_-",
		"@", "", `0.0" m/s"`, "# ?/?", "0%", "[$USD] 0", `[Blue]0.0;[Red]yyyy`, "_d0", "*d0", `"unfinished`, "[unfinished",
		`\`, "[]0",
	} {
		assert.False(t, isDateFormat(code), code)
	}
	for id, want := range map[int]bool{
		0: false, 4: false, 14: true, 22: true, 23: false, 30: true, 45: true, 46: false,
		47: true, 49: false, 58: true, 59: false, 164: false,
	} {
		assert.Equal(t, want, isBuiltInDate(id), "%d", id)
	}
}

// Several sheets, hidden ones and hidden rows, merged cells, names.
func TestWholeWorkbook(t *testing.T) {
	entries := editedParts(t, goodParts(), mainPart, `</sheets>`,
		`<sheet name="It's &amp; hidden" sheetId="2" state="hidden" r:id="rId8"/><sheet name="Deep" sheetId="3" `+
			`state="veryHidden" r:id="rId9"/></sheets>`,
		`</definedNames>`, `<definedName name="Local" localSheetId="1" hidden="1">A1</definedName></definedNames>`)
	entries = editedParts(t, entries, mainRels, `</Relationships>`,
		`<Relationship Id="rId8" Type="`+relType+`worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId9" Type="`+
			relType+`worksheet" Target="worksheets/sheet3.xml"/></Relationships>`)
	sheetType := "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
	entries = editedParts(t, entries, grid.ContentTypes, `</Types>`,
		`<Override PartName="/xl/worksheets/sheet2.xml" ContentType="`+sheetType+
			`"/><Override PartName="/xl/worksheets/sheet3.xml" ContentType="`+sheetType+`"/></Types>`)
	entries = append(entries,
		part("xl/worksheets/sheet2.xml",
			strings.NewReplacer(`<row r="3"`, `<row r="3" hidden="1"`, `</sheetData>`,
				`</sheetData><mergeCells count="2"><mergeCell ref="C1:D1"/><mergeCell ref="A1:A2"/></mergeCells>`).Replace(
				goodSheet)),
		part("xl/worksheets/sheet3.xml", xmlHead+`<worksheet `+mainSpace+`><sheetData/></worksheet>`))
	d := document(t, packed(entries), "", ReadOptions{})
	assert.Equal(t, []SheetInfo{{"Flows", "visible"}, {"It's & hidden", "hidden"}, {"Deep", "very hidden"}}, d.Sheets())
	assert.Equal(t,
		[]DefinedName{
			{Name: "Data", Text: "Flows!$A$1:$E$4"},
			{Name: "Local", Sheet: "It's & hidden", Text: "A1", Hidden: true},
		}, d.Names())
	ctx := context.Background()
	merges, err := d.Merges(ctx, "It's & hidden")
	require.NoError(t, err)
	assert.Equal(t, []Range{{1, 0, 2, 0}, {1, 2, 1, 3}}, merges)
	assert.Equal(t, "A1:A2", merges[0].String())
	var hidden []int
	for row, err := range d.Rows(ctx, "It's & hidden") {
		require.NoError(t, err)
		assert.Zero(t, row.Line)
		if row.Hidden {
			hidden = append(hidden, row.Number)
		}
	}
	assert.Equal(t, []int{3}, hidden)
	require.NoError(t, d.Verify(ctx))
	cells, err := readAll(t, d, "Deep")
	require.NoError(t, err)
	assert.Empty(t, cells)
	_, err = readAll(t, d, "Missing")
	require.Error(t, err)
	assert.Equal(t, string(codeOption), codeOf(err))
	assert.Contains(t, err.Error(), "'Flows', 'It''s & hidden', 'Deep'")
	_, err = d.Merges(ctx, "Missing")
	require.Error(t, err)
}

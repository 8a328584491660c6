package spreadsheet

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// outcome reads a whole file: its cells as shown, or the error.
func outcome(t testing.TB, file []byte) (cells map[string]string, sheets string, err error) {
	t.Helper()
	d, err := NewDocument(bytes.NewReader(file), int64(len(file)), "file", ReadOptions{})
	if err != nil {
		return nil, "", err
	}
	cells = map[string]string{}
	for i, s := range d.Sheets() {
		sheets += s.Name + " "
		all, err := readAll(t, d, s.Name)
		if err != nil {
			return nil, "", err
		}
		for at, v := range all {
			if i > 0 {
				at = s.Name + "!" + at
			}
			cells[at] = v.shown()
		}
	}
	return cells, sheets, d.Verify(context.Background())
}

// refused asks for an error with a code, at a cell when one is given.
func refused(t *testing.T, file []byte, code string, cell string) {
	t.Helper()
	cells, _, err := outcome(t, file)
	var e *ImportError
	if !errors.As(err, &e) {
		t.Fatalf("not refused: %v %v", cells, err)
	}
	assert.Equal(t, string(code), string(e.Code), e.Error())
	assert.Equal(t, "file", e.File)
	assert.NotEmpty(t, e.Hint)
	if cell != "" {
		assert.Equal(t, cell, e.Cell, e.Error())
		assert.Equal(t, "Flows", e.Sheet)
	}
}

// damagedXMLs are parts that are not well-formed, or not what they say.
func TestDamagedXML(t *testing.T) {
	data := func(old, new string) []byte { return edited(t, flowsPart, old, new) }
	d2 := `<c r="D2"><v>2000.25</v></c>`
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"truncated": {packed(with(goodParts(), part(flowsPart, goodSheet[:len(goodSheet)/2]))), codeDamagedXML},
		"truncated at a row": {packed(with(goodParts(),
			part(flowsPart, goodSheet[:strings.Index(goodSheet, `<row r="3"`)]))), codeDamagedXML},
		"last tag missing":     {data("</worksheet>", ""), codeDamagedXML},
		"empty part":           {packed(with(goodParts(), part(flowsPart, ""))), codeDamagedXML},
		"only a declaration":   {packed(with(goodParts(), part(flowsPart, xmlHead))), codeDamagedXML},
		"mismatched tag":       {data(`2000.25</v></c>`, `2000.25</c></v>`), codeDamagedXML},
		"case of a tag":        {data(`2000.25</v>`, `2000.25</V>`), codeDamagedXML},
		"bad entity":           {data(`2000.25`, `2000&bogus;25`), codeDamagedXML},
		"entity without end":   {data(`2000.25`, `2000&amp25`), codeDamagedXML},
		"lone ampersand":       {data(`2000.25`, `2000 & 25`), codeDamagedXML},
		"reference to nothing": {data(`2000.25`, `2000&#0;25`), codeDamagedXML},
		"reference to a half":  {data(`2000.25`, `2000&#xD800;25`), codeDamagedXML},
		"reference too large":  {data(`2000.25`, `2000&#x110000;25`), codeDamagedXML},
		"reference without x":  {data(`2000.25`, `2000&#A;25`), codeDamagedXML},
		"NUL":                  {data(`2000.25`, "2000\x00.25"), codeDamagedXML},
		"control character":    {data(`2000.25`, "2000\x01.25"), codeDamagedXML},
		"U+FFFF":               {data(`2000.25`, "2000\uFFFF.25"), codeDamagedXML},
		"not UTF-8":            {data(`2000.25`, "2000\xE9.25"), codeEncoding},
		"surrogate in UTF-8":   {data(`2000.25`, "2000\xED\xA0\x80.25"), codeEncoding},
		"overlong UTF-8":       {data(`2000.25`, "2000\xC0\xAE.25"), codeEncoding},
		"cut UTF-8 at the end": {packed(with(goodParts(), part(flowsPart, goodSheet+"\xE2\x82"))), codeEncoding},
		"]]> in text":          {data(`2000.25`, "2000]]>.25"), codeDamagedXML},
		"CDATA without end":    {data(`2000.25`, "<![CDATA[2000.25"), codeDamagedXML},
		"-- in a comment":      {data(`2000.25`, "<!-- a -- b -->2000.25"), codeDamagedXML},
		"comment without end":  {data(`2000.25`, "<!-- 2000.25"), codeDamagedXML},
		"NUL in a comment":     {data(`2000.25`, "<!-- \x00 -->2000.25"), codeDamagedXML},
		"declaration inside":   {data(`2000.25`, `<?xml version="1.0"?>2000.25`), codeDamagedXML},
		"declaration too late": {packed(with(goodParts(), part(flowsPart, " "+goodSheet))), codeDamagedXML},
		"declaration broken": {
			data(`encoding="UTF-8" standalone="yes"`, `encoding="UTF-8 standalone=yes`),
			codeDamagedXML,
		},
		"version 2": {data(`version="1.0"`, `version="2.0"`), codeDamagedXML},
		"DTD":       {data("?>\r\n", `?><!DOCTYPE worksheet [<!ENTITY v "9">]>`), codeDamagedXML},
		"DTD with an entity": {packed(editedParts(t, goodParts(), flowsPart, "?>\r\n",
			`?><!DOCTYPE worksheet [<!ENTITY v "9">]>`, "2000.25", "&v;")), codeDamagedXML},
		"XXE": {data("?>\r\n", `?><!DOCTYPE worksheet SYSTEM "file:///etc/passwd">`), codeDamagedXML},
		"XXE in strings": {edited(t, stringsPart, "?>\r\n",
			`?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>`, "period", "&x;"), codeDamagedXML},
		"billion laughs": {edited(t, stringsPart, "?>\r\n",
			`?><!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>`), codeDamagedXML},
		"text after the root":   {data("</worksheet>", "</worksheet>tail"), codeDamagedXML},
		"text before the root":  {data("<worksheet ", "head<worksheet "), codeDamagedXML},
		"two roots":             {data("</worksheet>", "</worksheet><worksheet "+mainSpace+"/>"), codeDamagedXML},
		"NUL after the root":    {data("</worksheet>", "</worksheet>\x00\x00"), codeDamagedXML},
		"CDATA after the root":  {data("</worksheet>", "</worksheet><![CDATA[x]]>"), codeDamagedXML},
		"attribute twice":       {data(`<c r="D2">`, `<c r="D2" r="D2">`), codeDamagedXML},
		"attribute unquoted":    {data(`<c r="D2">`, `<c r=D2>`), codeDamagedXML},
		"attribute without end": {data(`<c r="D2">`, `<c r="D2>`), codeDamagedXML},
		"attribute with <":      {data(`<c r="D2">`, `<c r="D<2">`), codeDamagedXML},
		"attributes touching":   {data(`<c r="B2" t="s">`, `<c r="B2"t="s">`), codeDamagedXML},
		"tag without a name":    {data(d2, `< c r="D2"><v>1</v></c>`), codeDamagedXML},
		"tag without an end":    {data(`<c r="D2"><v>`, `<c r="D2"<v>`), codeDamagedXML},
		"slash in a tag":        {data(`<c r="D2">`, `<c / r="D2">`), codeDamagedXML},
		"attribute at an end":   {data(`2000.25</v>`, `2000.25</v a="1">`), codeDamagedXML},
		"prefix undeclared":     {data(d2, `<x:c r="D2"><x:v>1</x:v></x:c>`), codeDamagedXML},
		"attribute prefix":      {data(`<c r="D2">`, `<c r="D2" y:a="1">`), codeDamagedXML},
		"prefix out of scope":   {data(d2, `<c r="D2" xmlns:q="urn:q"/><q:d/>`), codeDamagedXML},
		"prefix of nothing":     {data(`<c r="D2">`, `<c r="D2" xmlns:z="">`), codeDamagedXML},
		"two colons":            {data(`<c r="D2">`, `<c r="D2" a:b:c="1">`), codeDamagedXML},
		"deep": {
			data(`<pageMargins`, strings.Repeat("<a>", 100)+strings.Repeat("</a>", 100)+`<pageMargins`),
			codeLimit,
		},
		"many attributes":      {data(`<pageMargins`, `<pageMargins `+manyAttributes(200)), codeLimit},
		"a tag of a megabyte":  {data(`<pageMargins`, `<pageMargins a="`+strings.Repeat("x", 1<<20)+`"`), codeLimit},
		"a name of a megabyte": {data(`<pageMargins`, `<p`+strings.Repeat("x", 1<<20)), codeLimit},
		"strings cut": {
			packed(with(goodParts(), part(stringsPart, goodStrings[:len(goodStrings)-30]))),
			codeDamagedXML,
		},
		"strings not UTF-8": {edited(t, stringsPart, "period", "p\xE9riode"), codeEncoding},
		"styles cut":        {edited(t, stylesPart, "</styleSheet>", ""), codeDamagedXML},
		"workbook cut":      {edited(t, mainPart, "</workbook>", ""), codeDamagedXML},
		"relations cut":     {edited(t, mainRels, "</Relationships>", ""), codeDamagedXML},
		"types cut":         {edited(t, grid.ContentTypes, "</Types>", ""), codeDamagedXML},
		"HTML for a sheet":  {packed(with(goodParts(), part(flowsPart, "<html><body>404</body></html>"))), codeStructure},
		"JSON for a sheet":  {packed(with(goodParts(), part(flowsPart, `{"a":1}`))), codeDamagedXML},
		"zeros for a sheet": {packed(with(goodParts(), part(flowsPart, strings.Repeat("\x00", 5000)))), codeDamagedXML},
		"zeros at the end": {packed(with(goodParts(),
			part(flowsPart, goodSheet[:len(goodSheet)/2]+strings.Repeat("\x00", 600)))), codeDamagedXML},
		"declares UTF-16": {data(`encoding="UTF-8"`, `encoding="UTF-16"`), codeEncoding},
		"declares EBCDIC": {data(`encoding="UTF-8"`, `encoding="IBM037"`), codeEncoding},
		"mark against name": {packed(with(goodParts(),
			part(flowsPart, "\xEF\xBB\xBF"+strings.Replace(goodSheet, "UTF-8", "windows-1252", 1)))), codeEncoding},
		"UTF-16 odd": {
			packed(with(goodParts(), part(flowsPart, utf16Text(goodSheet, false, true)+"x"))),
			codeEncoding,
		},
		"UTF-16 half": {
			packed(with(goodParts(), part(flowsPart, utf16Text(goodSheet, false, true)+"\x00\xD8"))),
			codeEncoding,
		},
		"two declarations":  {data("?>\r\n", "?>"+xmlHead), codeDamagedXML},
		"PI without a name": {data(`2000.25`, `<? x?>2000.25`), codeDamagedXML},
		"PI without end":    {data(`2000.25`, `<?x 2000.25`), codeDamagedXML},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.file, c.code, "") })
	}
}

func manyAttributes(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" " + string(grid.AppendColumn([]byte("a"), i)) + `="1"`)
	}
	return b.String() + " "
}

// Cells in the wrong place, twice, or of no type.
func TestDamagedCells(t *testing.T) {
	d2 := `<c r="D2"><v>2000.25</v></c>`
	for name, c := range map[string]struct {
		file []byte
		code string
		cell string
	}{
		"cell twice": {withCell(t, d2+d2), codeStructure, "E2"},
		"cells descending": {
			edited(t, flowsPart, `<c r="A2"><v>2025</v></c>`, "", d2, d2+`<c r="A2"><v>2025</v></c>`),
			codeStructure, "",
		},
		"cell of another row":  {withCell(t, `<c r="D3"><v>1</v></c>`), codeStructure, "D2"},
		"column XFE":           {withCell(t, `<c r="XFE2"><v>1</v></c>`), codeStructure, "D2"},
		"column AAAAA":         {withCell(t, `<c r="AAAAA2"><v>1</v></c>`), codeStructure, "D2"},
		"row 0":                {withCell(t, `<c r="D0"><v>1</v></c>`), codeStructure, "D2"},
		"row with zeros":       {withCell(t, `<c r="D02"><v>1</v></c>`), codeStructure, "D2"},
		"no row":               {withCell(t, `<c r="D"><v>1</v></c>`), codeStructure, "D2"},
		"no column":            {withCell(t, `<c r="2"><v>1</v></c>`), codeStructure, "D2"},
		"empty address":        {withCell(t, `<c r=""><v>1</v></c>`), codeStructure, "D2"},
		"address in R1C1":      {withCell(t, `<c r="R2C4"><v>1</v></c>`), codeStructure, "D2"},
		"absolute address":     {withCell(t, `<c r="$D$2"><v>1</v></c>`), codeStructure, "D2"},
		"address with a space": {withCell(t, `<c r="D2 "><v>1</v></c>`), codeStructure, "D2"},
		"address of a range":   {withCell(t, `<c r="D2:D3"><v>1</v></c>`), codeStructure, "D2"},
		"row beyond the end":   {withCell(t, `<c r="D1048577"><v>1</v></c>`), codeStructure, "D2"},
		"negative row":         {edited(t, flowsPart, `<row r="3"`, `<row r="-3"`), codeStructure, ""},
		"row 0 itself":         {edited(t, flowsPart, `<row r="1"`, `<row r="0"`), codeStructure, ""},
		"row as text":          {edited(t, flowsPart, `<row r="3"`, `<row r="three"`), codeStructure, ""},
		"row as a fraction":    {edited(t, flowsPart, `<row r="3"`, `<row r="3.0"`), codeStructure, ""},
		"row too large":        {edited(t, flowsPart, `<row r="4"`, `<row r="1048577"`), codeStructure, ""},
		"row beyond numbers":   {edited(t, flowsPart, `<row r="4"`, `<row r="99999999999999999999"`), codeStructure, ""},
		"rows descending": {edited(t, flowsPart, `<row r="4" spans="1:5"><c r="A4"`,
			`<row r="2" spans="1:5"><c r="A2"`), codeStructure, ""},
		"row twice": {edited(t, flowsPart, `<row r="3"`, `<row r="2"`), codeStructure, ""},
		"implied after explicit": {
			edited(t, flowsPart, `<c r="E2" s="1">`, `<c s="1"><v>1</v></c><c r="E2" s="1">`),
			codeStructure, "F2",
		},
		"string index as text":   {withCell(t, `<c r="D2" t="s"><v>period</v></c>`), codeStructure, "D2"},
		"string index too large": {withCell(t, `<c r="D2" t="s"><v>9</v></c>`), codeStructure, "D2"},
		"string index negative":  {withCell(t, `<c r="D2" t="s"><v>-1</v></c>`), codeStructure, "D2"},
		"string index 1.0":       {withCell(t, `<c r="D2" t="s"><v>1.0</v></c>`), codeStructure, "D2"},
		"string index blank":     {withCell(t, `<c r="D2" t="s"><v></v></c>`), codeStructure, "D2"},
		"string index huge":      {withCell(t, `<c r="D2" t="s"><v>18446744073709551616</v></c>`), codeStructure, "D2"},
		"type unknown":           {withCell(t, `<c r="D2" t="x"><v>1</v></c>`), codeStructure, "D2"},
		"type empty":             {withCell(t, `<c r="D2" t=""><v>1</v></c>`), codeStructure, "D2"},
		"style negative":         {withCell(t, `<c r="D2" s="-1"><v>1</v></c>`), codeStructure, "D2"},
		"style too large":        {withCell(t, `<c r="D2" s="4"><v>1</v></c>`), codeStructure, "D2"},
		"style as text":          {withCell(t, `<c r="D2" s="money"><v>1</v></c>`), codeStructure, "D2"},
		"bool of 7":              {withCell(t, `<c r="D2" t="b"><v>7</v></c>`), codeCellValue, "D2"},
		"bool of text":           {withCell(t, `<c r="D2" t="b"><v>yes</v></c>`), codeCellValue, "D2"},
		"bool of nothing":        {withCell(t, `<c r="D2" t="b"><v></v></c>`), codeCellValue, "D2"},
		"number of text":         {withCell(t, `<c r="D2" t="n"><v>twelve</v></c>`), codeCellValue, "D2"},
		"number with a comma":    {withCell(t, `<c r="D2"><v>1,234</v></c>`), codeCellValue, "D2"},
		"number 1e400":           {withCell(t, `<c r="D2"><v>1e400</v></c>`), codeCellValue, "D2"},
		"number 1e999999999999":  {withCell(t, `<c r="D2"><v>1e999999999999</v></c>`), codeCellValue, "D2"},
		"number 10e308":          {withCell(t, `<c r="D2"><v>10E308</v></c>`), codeCellValue, "D2"},
		"number NaN":             {withCell(t, `<c r="D2"><v>NaN</v></c>`), codeCellValue, "D2"},
		"number INF":             {withCell(t, `<c r="D2"><v>INF</v></c>`), codeCellValue, "D2"},
		"number -Infinity":       {withCell(t, `<c r="D2"><v>-Infinity</v></c>`), codeCellValue, "D2"},
		"number in hex":          {withCell(t, `<c r="D2"><v>0x10</v></c>`), codeCellValue, "D2"},
		"number in two":          {withCell(t, `<c r="D2"><v>1 2</v></c>`), codeCellValue, "D2"},
		"number of blanks":       {withCell(t, `<c r="D2"><v>  </v></c>`), codeCellValue, "D2"},
		"number of two":          {withCell(t, `<c r="D2"><v>1 2</v></c>`), codeCellValue, "D2"},
		"number with two points": {withCell(t, `<c r="D2"><v>1.2.3</v></c>`), codeCellValue, "D2"},
		"number of a point":      {withCell(t, `<c r="D2"><v>.</v></c>`), codeCellValue, "D2"},
		"number of a sign":       {withCell(t, `<c r="D2"><v>-</v></c>`), codeCellValue, "D2"},
		"number 5e":              {withCell(t, `<c r="D2"><v>5e</v></c>`), codeCellValue, "D2"},
		"number of 2,000 digits": {withCell(t, `<c r="D2"><v>`+strings.Repeat("1", 2000)+`</v></c>`), codeCellValue, "D2"},
		"number underscored":     {withCell(t, `<c r="D2"><v>1_000</v></c>`), codeCellValue, "D2"},
		"number in Arabic":       {withCell(t, `<c r="D2"><v>١٢</v></c>`), codeCellValue, "D2"},
		"error of a number":      {withCell(t, `<c r="D2" t="e"><v>42</v></c>`), codeCellValue, "D2"},
		"date of text":           {withCell(t, `<c r="D2" t="d"><v>tomorrow</v></c>`), codeCellValue, "D2"},
		"date that is none":      {withCell(t, `<c r="D2" t="d"><v>2025-02-30</v></c>`), codeCellValue, "D2"},
		"date with a bad clock":  {withCell(t, `<c r="D2" t="d"><v>2025-02-28T25:00:00</v></c>`), codeCellValue, "D2"},
		"value twice":            {withCell(t, `<c r="D2"><v>1</v><v>2</v></c>`), codeStructure, "D2"},
		"formula twice":          {withCell(t, `<c r="D2"><f>A1</f><f>A2</f><v>2</v></c>`), codeStructure, "D2"},
		"value and rich text":    {withCell(t, `<c r="D2" t="inlineStr"><v>1</v><is><t>2</t></is></c>`), codeStructure, "D2"},
		"value in inline":        {withCell(t, `<c r="D2" t="inlineStr"><v>1</v></c>`), codeStructure, "D2"},
		"rich text in a number":  {withCell(t, `<c r="D2"><is><t>2</t></is></c>`), codeStructure, "D2"},
		"element in a value":     {withCell(t, `<c r="D2"><v>1<b/>2</v></c>`), codeStructure, "D2"},
		"element in a cell":      {withCell(t, `<c r="D2"><value>1</value></c>`), codeStructure, "D2"},
		"foreign in a cell":      {withCell(t, `<c r="D2"><z:v xmlns:z="urn:z">1</z:v></c>`), codeStructure, "D2"},
		"text in a cell":         {withCell(t, `<c r="D2">12<v>1</v></c>`), codeStructure, "D2"},
		"text in a row":          {edited(t, flowsPart, d2, d2+"12"), codeStructure, ""},
		"text among rows":        {edited(t, flowsPart, `</row><row r="3"`, `</row>12<row r="3"`), codeStructure, ""},
		"cell in a cell":         {withCell(t, `<c r="D2"><c r="E2"><v>1</v></c></c>`), codeStructure, "D2"},
		"cell among rows": {
			edited(t, flowsPart, `</row><row r="3"`, `</row><c r="A9"><v>1</v></c><row r="3"`),
			codeStructure, "",
		},
		"row in a row":          {edited(t, flowsPart, d2, `<row r="3"/>`), codeStructure, ""},
		"row of another space":  {edited(t, flowsPart, `<row r="3"`, `<row xmlns="urn:other" r="3"`), codeStructure, ""},
		"cell of another space": {withCell(t, `<c xmlns="urn:other" r="D2"><v>1</v></c>`), codeStructure, ""},
		"two data": {edited(t, flowsPart, `</sheetData>`,
			`</sheetData><sheetData><row r="9"><c r="A9"><v>1</v></c></row></sheetData>`), codeStructure, ""},
		"no data": {
			edited(t, flowsPart, `<sheetData>`, `<otherData>`, `</sheetData>`, `</otherData>`),
			codeStructure, "",
		},
		"data of another space": {edited(t, flowsPart, `<sheetData>`, `<sheetData xmlns="urn:other">`), codeStructure, ""},
		"data in two versions": {edited(t, flowsPart, `<sheetData>`,
			`<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice `+
				`Requires="x"><sheetData>`,
			`</sheetData>`, `</sheetData></mc:Choice></mc:AlternateContent>`), codeStructure, ""},
		"rows outside data": {edited(t, flowsPart, `</sheetData>`,
			`</sheetData><row r="9"><c r="A9"><v>1</v></c></row>`), codeStructure, ""},
		"sheet of another space": {edited(t, flowsPart, `"http://schemas.openxmlformats.org/spreadsheetml/2006/main"`,
			`"urn:other"`), codeStructure, ""},
		"chart for a sheet": {
			edited(t, flowsPart, `<worksheet `, `<chartsheet `, `</worksheet>`, `</chartsheet>`),
			codeStructure, "",
		},
		"hidden as text": {edited(t, flowsPart, `<row r="3"`, `<row hidden="maybe" r="3"`), codeStructure, ""},
		"text too long": {
			withCell(t, `<c r="D2" t="str"><v>`+strings.Repeat("x", grid.MaxText+1)+`</v></c>`),
			codeLimit, "D2",
		},
		"text escaped too long": {
			withCell(t, `<c r="D2" t="str"><v>`+strings.Repeat("_x0041_", grid.MaxText+1)+`</v></c>`),
			codeLimit, "D2",
		},
		"text of 40 MB": {
			withCell(t, `<c r="D2" t="inlineStr"><is><t>`+strings.Repeat("x", 40<<20)+`</t></is></c>`),
			codeLimit, "D2",
		},
		"merge without a range": {
			edited(t, flowsPart, `</sheetData>`, `</sheetData><mergeCells><mergeCell/></mergeCells>`),
			codeStructure, "",
		},
		"merge of an empty range": {
			edited(t, flowsPart, `</sheetData>`, `</sheetData><mergeCells><mergeCell ref=""/></mergeCells>`), codeStructure, "",
		},
		"merge backwards": {edited(t, flowsPart, `</sheetData>`,
			`</sheetData><mergeCells><mergeCell ref="B2:A1"/></mergeCells>`), codeStructure, ""},
		"merge beyond": {edited(t, flowsPart, `</sheetData>`,
			`</sheetData><mergeCells><mergeCell ref="A1:XFE1"/></mergeCells>`), codeStructure, ""},
		"merges overlap": {edited(t, flowsPart, `</sheetData>`,
			`</sheetData><mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="B2:C3"/></mergeCells>`), codeStructure, ""},
		"merges overlap below": {
			edited(t, flowsPart, `</sheetData>`,
				`</sheetData><mergeCells><mergeCell ref="BM1:BZ9"/><mergeCell ref="A1:A2"/><mergeCell ref="C3:BN3"/></mergeCells>`),
			codeStructure, "",
		},
		"merges twice": {
			edited(t, flowsPart, `</sheetData>`, `</sheetData><mergeCells/><mergeCells/>`),
			codeStructure, "",
		},
		"string with text": {
			edited(t, stringsPart, `<si><t>period</t></si>`, `<si>loose<t>period</t></si>`),
			codeStructure, "",
		},
		"string twice": {
			edited(t, stringsPart, `<si><t>period</t></si>`, `<si><t>period</t><t>again</t></si>`),
			codeStructure, "",
		},
		"string and runs": {edited(t, stringsPart, `<si><t>period</t></si>`,
			`<si><t>period</t><r><t>again</t></r></si>`), codeStructure, ""},
		"string unknown": {
			edited(t, stringsPart, `<si><t>period</t></si>`, `<si><u>period</u></si>`), codeStructure,
			"",
		},
		"item unknown": {
			edited(t, stringsPart, `<si><t>period</t></si>`, `<item><t>period</t></item>`),
			codeStructure, "",
		},
		"strings of rows": {edited(t, stringsPart, `<sst `, `<worksheet `, `</sst>`, `</worksheet>`), codeStructure, ""},
		"string too long": {edited(t, stringsPart, `period`, strings.Repeat("x", grid.MaxText+1)), codeLimit, ""},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.file, c.code, c.cell) })
	}
}

// Parts that are missing, misnamed, twice or of the wrong type.
func TestDamagedParts(t *testing.T) {
	for name, c := range map[string]struct {
		file []byte
		code string
	}{
		"no types":           {packed(without(goodParts(), grid.ContentTypes)), codeMissingPart},
		"no relations":       {packed(without(goodParts(), topRels)), codeMissingPart},
		"no workbook":        {packed(without(goodParts(), mainPart)), codeMissingPart},
		"no sheet relations": {packed(without(goodParts(), mainRels)), codeMissingPart},
		"no sheet":           {packed(without(goodParts(), flowsPart)), codeMissingPart},
		"no styles":          {packed(without(goodParts(), stylesPart)), codeMissingPart},
		"no strings":         {packed(without(goodParts(), stringsPart)), codeMissingPart},
		"strings unrelated": {
			edited(t, mainRels, `relationships/sharedStrings"`, `relationships/otherStrings"`),
			codeStructure,
		},
		"styles unrelated": {edited(t, mainRels, `relationships/styles"`, `relationships/otherStyles"`), codeStructure},
		"two main parts": {edited(t, topRels, `</Relationships>`,
			`<Relationship Id="rId2" Type="`+relType+`officeDocument" Target="xl/other.xml"/></Relationships>`), codeStructure},
		"relation twice": {edited(t, mainRels, `Id="rId4"`, `Id="rId1"`), codeStructure},
		"relation elsewhere": {
			edited(t, mainRels, `Target="worksheets/sheet1.xml"`, `Target="../../etc/passwd"`),
			codeMissingPart,
		},
		"relation outside": {edited(t, mainRels, `Target="worksheets/sheet1.xml"`,
			`Target="http://example.com/s.xml" TargetMode="External"`), codeMissingPart},
		"relation dangling": {edited(t, mainPart, `r:id="rId1"`, `r:id="rId9"`), codeMissingPart},
		"relation absent":   {edited(t, mainPart, ` r:id="rId1"`, ``), codeStructure},
		"sheet unnamed":     {edited(t, mainPart, `name="Flows"`, `name=""`), codeStructure},
		"sheet named twice": {
			edited(t, mainPart, `</sheets>`, `<sheet name="FLOWS" sheetId="2" r:id="rId1"/></sheets>`),
			codeStructure,
		},
		"content twice": {
			edited(t, mainPart, `</sheets>`, `<sheet name="Other" sheetId="2" r:id="rId1"/></sheets>`),
			codeStructure,
		},
		"visibility unknown": {edited(t, mainPart, `sheetId="1"`, `sheetId="1" state="shy"`), codeStructure},
		"1904 as text":       {edited(t, mainPart, `<workbookPr `, `<workbookPr date1904="maybe" `), codeStructure},
		"no sheets":          {edited(t, mainPart, `<sheet name="Flows" sheetId="1" r:id="rId1"/>`, ``), codeNoSheet},
		"sheet of a theme":   {edited(t, mainPart, `r:id="rId1"`, `r:id="rId2"`), codeStructure},
		"sheet is a theme":   {edited(t, mainRels, `worksheets/sheet1.xml`, `theme/theme1.xml`), codeStructure},
		"type of a sheet": {
			edited(t, grid.ContentTypes, `spreadsheetml.worksheet+xml`, `spreadsheetml.comments+xml`),
			codeStructure,
		},
		"no type of a sheet": {
			edited(t, grid.ContentTypes, `/xl/worksheets/sheet1.xml`, `/xl/worksheets/sheet9.xml`),
			codeStructure,
		},
		"type of strings": {
			edited(t, grid.ContentTypes, `spreadsheetml.sharedStrings+xml`, `spreadsheetml.styles+xml`),
			codeStructure,
		},
		"type of styles": {
			edited(t, grid.ContentTypes, `spreadsheetml.styles+xml`, `spreadsheetml.sharedStrings+xml`),
			codeStructure,
		},
		"type of a document": {edited(t, grid.ContentTypes, `spreadsheetml.sheet.main+xml`,
			`wordprocessingml.document.main+xml`), codeStructure},
		"type twice": {edited(t, grid.ContentTypes, `</Types>`,
			`<Override PartName="/xl/workbook.xml" ContentType="a/b"/></Types>`), codeStructure},
		"types of nothing": {
			edited(t, grid.ContentTypes, `package/2006/content-types`, `package/2006/other`),
			codeStructure,
		},
		"relations of none": {edited(t, mainRels, `package/2006/relationships"`, `package/2006/other"`), codeStructure},
		"format unnumbered": {edited(t, stylesPart, `numFmtId="164" formatCode`, `formatCode`), codeStructure},
		"format negative":   {edited(t, stylesPart, `<xf numFmtId="164"`, `<xf numFmtId="-1"`), codeStructure},
		"styles of a sheet": {packed(with(goodParts(), part(stylesPart, goodSheet))), codeStructure},
		"name of a lost sheet": {
			edited(t, mainPart, `<definedName name="Data">`, `<definedName name="Data" localSheetId="4">`), codeStructure,
		},
		"workbook is a sheet": {packed(with(goodParts(), part(mainPart, goodSheet))), codeStructure},
	} {
		t.Run(name, func(t *testing.T) { refused(t, c.file, c.code, "") })
	}
}

// No file that is cut off anywhere, or has one byte changed, gives other cells
// without an error.
func TestEveryCutAndEveryByte(t *testing.T) {
	good := packed(goodParts())
	want, _, err := outcome(t, good)
	require.NoError(t, err)
	for cut := 4; cut < len(good); cut++ { // less than that is text
		_, _, err := outcome(t, good[:cut])
		require.Error(t, err, "cut at %d", cut)
	}
	for at := range good {
		for _, flip := range []byte{0x01, 0x80} {
			file := bytes.Clone(good)
			file[at] ^= flip
			got, _, err := outcome(t, file)
			if err == nil { // a time stamp, a version, a byte of a part that is not read
				require.Equal(t, want, got, "byte %d", at)
			} else {
				var e *ImportError
				require.ErrorAs(t, err, &e)
			}
		}
	}
}

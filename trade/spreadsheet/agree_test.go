package spreadsheet

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade/internal/grid"
)

// A told cell is what a program says that a cell holds: a kind and a text that
// can be compared.
type told struct{ kind, text string }

// tell is our own word about a cell.
func (v Value) tell() told {
	switch v.Kind {
	case ValueNumber:
		return told{"number", asBinary(v.Text)}
	case ValueDate:
		if v.Date.IsZero() || v.HasTime {
			return told{} // programs go their own ways
		}
		return told{"date", v.Date.String()}
	case ValueBool:
		return told{"bool", v.Text}
	case ValueError:
		return told{"error", v.Text}
	case ValueText:
		return told{"text", v.Text}
	}
	return told{}
}

// asBinary is a number as every other program keeps it.
func asBinary(digits string) string {
	f, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return "not a number: " + digits
	}
	return strconv.FormatFloat(f, 'g', -1, 64)
}

// ours reads a file; a cell that programs disagree about is there with no kind.
func ours(t testing.TB, path string) map[string]told {
	t.Helper()
	d, err := Open(path, ReadOptions{})
	require.NoError(t, err, path)
	all := map[string]told{}
	for _, s := range d.Sheets() {
		for row, err := range d.Rows(context.Background(), s.Name) {
			require.NoError(t, err, path)
			for i, c := range row.Cells {
				if c.Kind != ValueEmpty && (c.Kind != ValueText || c.Text != "") {
					all[s.Name+"!"+row.Address(i)] = c.tell()
				}
			}
		}
	}
	require.NoError(t, d.Close())
	return all
}

const openpyxlScript = `
import json, sys, datetime, warnings
warnings.simplefilter("ignore")
import openpyxl
for path in sys.argv[1:]:
    try:
        book = openpyxl.load_workbook(path, data_only=True)
    except Exception as e:
        print(json.dumps({"path": path, "error": repr(e)}))
        continue
    cells = {}
    for sheet in book.worksheets:
        for c in list(sheet._cells.values()):
            v = c.value
            if v is None: continue
            if c.data_type == "e": k = ["error", v]
            elif isinstance(v, bool): k = ["bool", "TRUE" if v else "FALSE"]
            elif isinstance(v, datetime.datetime): k = ["date", v.strftime("%Y-%m-%d") if not (v.hour or v.minute or v.second or v.microsecond) else "time"]
            elif isinstance(v, (datetime.date, datetime.time, datetime.timedelta)): k = ["date", "time"]
            elif isinstance(v, (int, float)): k = ["number", repr(v)]
            else: k = ["text", v]
            cells[sheet.title + "!" + c.coordinate] = k
    print(json.dumps({"path": path, "cells": cells}))
`

// byOpenpyxl asks openpyxl about files; one that it cannot open is left out.
func byOpenpyxl(t testing.TB, files []string) map[string]map[string]told {
	t.Helper()
	cmd := exec.Command("/usr/bin/python3", append([]string{"-c", openpyxlScript}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	require.NoError(t, err)
	all := map[string]map[string]told{}
	for lines := json.NewDecoder(strings.NewReader(string(out))); ; {
		var line struct {
			Path, Error string
			Cells       map[string][2]string
		}
		if err := lines.Decode(&line); err == io.EOF {
			return all
		} else {
			require.NoError(t, err)
		}
		if line.Error != "" {
			t.Logf("openpyxl cannot open %s: %s", filepath.Base(line.Path), line.Error)
			continue
		}
		cells := map[string]told{}
		for at, c := range line.Cells {
			if c[0] == "number" {
				c[1] = asBinary(c[1])
			}
			cells[at] = told{c[0], c[1]}
		}
		all[line.Path] = cells
	}
}

// byLibreOffice asks LibreOffice, which writes all values into one XML file.
func byLibreOffice(t testing.TB, files []string) map[string]map[string]told {
	t.Helper()
	dir := t.TempDir()
	cmd := exec.Command("soffice", append([]string{
		"-env:UserInstallation=file://" + filepath.ToSlash(filepath.Join(dir, "profile")), "--headless", "--convert-to",
		"fods", "--outdir", dir,
	}, files...)...)
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	all := map[string]map[string]told{}
	for _, path := range files {
		name := strings.TrimSuffix(filepath.Base(path), ".xlsx") + ".fods"
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Logf("LibreOffice cannot open %s", filepath.Base(path))
			continue
		}
		all[path] = readFlat(t, text)
	}
	return all
}

// readFlat reads the cells of a flat OpenDocument spreadsheet.
func readFlat(t testing.TB, text []byte) map[string]told {
	t.Helper()
	type paragraph struct {
		Inner string `xml:",innerxml"`
	}
	type cell struct {
		Kind    string      `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value-type,attr"`
		Calc    string      `xml:"urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 value-type,attr"`
		Value   string      `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 value,attr"`
		Date    string      `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 date-value,attr"`
		Bool    string      `xml:"urn:oasis:names:tc:opendocument:xmlns:office:1.0 boolean-value,attr"`
		Times   int         `xml:"urn:oasis:names:tc:opendocument:xmlns:table:1.0 number-columns-repeated,attr"`
		Lines   []paragraph `xml:"urn:oasis:names:tc:opendocument:xmlns:text:1.0 p"`
		XMLName xml.Name
	}
	type row struct {
		Times int    `xml:"number-rows-repeated,attr"`
		Cells []cell `xml:",any"`
	}
	cells := map[string]told{}
	d := xml.NewDecoder(strings.NewReader(string(text)))
	sheet, at := "", 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return cells
		}
		require.NoError(t, err)
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "table":
			at = 0
			for _, a := range start.Attr {
				if a.Name.Local == "name" {
					sheet = a.Value
				}
			}
		case "table-row":
			var r row
			require.NoError(t, d.DecodeElement(&r, &start))
			column := 0
			for _, c := range r.Cells {
				if c.XMLName.Local != "table-cell" && c.XMLName.Local != "covered-table-cell" {
					continue
				}
				var lines []string
				for _, p := range c.Lines {
					lines = append(lines, plainText(t, p.Inner))
				}
				v := told{}
				switch {
				case c.Calc == "error":
					v = told{"error", strings.Join(lines, "\n")}
				case c.Kind == "float" || c.Kind == "percentage" || c.Kind == "currency":
					v = told{"number", asBinary(c.Value)}
				case c.Kind == "date":
					v = told{"date", c.Date}
				case c.Kind == "time":
					v = told{"date", "time"}
				case c.Kind == "boolean":
					v = told{"bool", strings.ToUpper(c.Bool)}
				case c.Kind == "string":
					v = told{"text", strings.Join(lines, "\n")}
				}
				for range max(1, c.Times) {
					for i := range max(1, r.Times) {
						if v.kind != "" {
							cells[sheet+"!"+grid.Address(at+i, column)] = v
						}
						if v.kind == "" {
							break
						}
					}
					column++
				}
			}
			at += max(1, r.Times)
		}
	}
}

// plainText is the text of a paragraph, in which spaces are elements.
func plainText(t testing.TB, inner string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader(inner))
	d.Strict = false // the prefixes are declared further up
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		require.NoError(t, err)
		switch token := token.(type) {
		case xml.CharData:
			b.Write(token)
		case xml.StartElement:
			switch token.Name.Local {
			case "s":
				n := 1
				for _, a := range token.Attr {
					if a.Name.Local == "c" {
						n, _ = strconv.Atoi(a.Value)
					}
				}
				b.WriteString(strings.Repeat(" ", n))
			case "tab":
				b.WriteByte('\t')
			case "line-break":
				b.WriteByte('\n')
			}
		}
	}
}

// agree compares cell by cell, both ways.
func agree(t *testing.T, who, path string, theirs map[string]told, forgive func(ours, theirs told) bool) {
	t.Helper()
	name := filepath.Base(path)
	mine := ours(t, path)
	for at, v := range mine {
		other, there := theirs[at]
		if v.kind != "" && v != other && !(there && forgive(v, other)) {
			assert.Fail(t, "they disagree", "%s, %s: here %q, %s %q", name, at, v, who, other)
		}
	}
	for at, v := range theirs {
		if _, there := mine[at]; !there && v.text != "" {
			assert.Fail(t, "not read here", "%s, %s: %s %q", name, at, who, v)
		}
	}
}

// near allows for a difference in the fifteenth digit.
func near(t testing.TB, a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	require.NoError(t, err)
	y, err := strconv.ParseFloat(b, 64)
	require.NoError(t, err)
	return math.Abs(x-y) <= 1e-14*math.Abs(x)
}

// escaped allows for escapes of printable characters, which both leave as they
// are; Excel does not.
func escaped(ours, theirs told) bool {
	return ours == told{theirs.kind, string(unescape([]byte(theirs.text), 0))}
}

// madeByOthers writes workbooks with other programs.
func madeByOthers(t testing.TB, dir string, libreOffice, openpyxl bool) (files []string) {
	t.Helper()
	text := "period,hs,value,day,ok,note\n2025,0101,1234.5,2025-08-27,TRUE,\"two\nlines\"\n" +
		"2025-07,27090000,0.1,1999-12-31,FALSE,\"a \"\"quoted\"\" <tag> & more\"\n"
	if libreOffice {
		source := filepath.Join(dir, "made by libreoffice.csv")
		require.NoError(t, os.WriteFile(source, []byte(text), 0o600))
		out, err := exec.Command("soffice",
			"-env:UserInstallation=file://"+filepath.ToSlash(filepath.Join(t.TempDir(), "profile")),
			"--headless", "--infilter=CSV:44,34,76,1,,1033,false,true", "--convert-to", "xlsx", "--outdir", dir,
			source).CombinedOutput()
		require.NoError(t, err, string(out))
		files = append(files, filepath.Join(dir, "made by libreoffice.xlsx"))
	}
	if openpyxl {
		path := filepath.Join(dir, "made by openpyxl.xlsx")
		out, err := exec.Command("/usr/bin/python3", "-c", `
import sys, datetime, openpyxl
b = openpyxl.Workbook(); s = b.active; s.title = "It's"
s.append(["a", 1, 2.5, 0.1 + 0.2, True, False, None, datetime.date(2025, 8, 27), datetime.datetime(2025, 8, 27, 12, 30), datetime.time(1, 2), "0101", " x ", "l\nm", "=A1", "<&>\"'", 10**17, 1e-7, -5, "_x0041_"])
s["A5"] = "merged"; s.merge_cells("A5:C6"); s.row_dimensions[3].hidden = True; s["B3"] = 7
h = b.create_sheet("h"); h.sheet_state = "veryHidden"; h["Z99"] = "corner"
b.create_sheet("empty")
b.save(sys.argv[1])`, path).CombinedOutput()
		require.NoError(t, err, string(out))
		files = append(files, path)
	}
	f := excelize.NewFile()
	for i, v := range []any{
		1, 2.5, "x", "0101", true, false, 1e-9, 123456789.125, "=not a formula", " y ", int64(1) << 60,
		"€ 𝄞 _x0041_",
	} {
		require.NoError(t, f.SetCellValue("Sheet1", grid.Address(i, i), v))
	}
	style, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	require.NoError(t, err)
	require.NoError(t, f.SetCellValue("Sheet1", "A20", 45896))
	require.NoError(t, f.SetCellStyle("Sheet1", "A20", "A20", style))
	path := filepath.Join(dir, "made by excelize.xlsx")
	require.NoError(t, f.SaveAs(path))
	require.NoError(t, f.Close())
	return append(files, path)
}

// manyCells is a workbook of chance: numbers of every size, days, texts.
func manyCells(t testing.TB) []byte {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for row := range 400 {
		fmt.Fprintf(&b, `<row r="%d">`, row*3+10)
		for column := 0; column < 30; column += 1 + r.IntN(5) {
			at := grid.Address(row*3+9, column)
			switch r.IntN(8) {
			case 0:
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, strconv.FormatFloat(r.NormFloat64()*1e6, 'G', 1+r.IntN(17), 64))
			case 1:
				fmt.Fprintf(&b, `<c r="%s" s="3"><v>%s</v></c>`, at, strconv.FormatFloat(r.ExpFloat64(), 'E', r.IntN(17), 64))
			case 2:
				fmt.Fprintf(&b, `<c r="%s"><v>%d</v></c>`, at, r.Int64N(1_000_000_000_000_000))
			case 3:
				fmt.Fprintf(&b, `<c r="%s" s="%d"><v>%d</v></c>`, at, 1+r.IntN(2), 61+r.IntN(100_000))
			case 4:
				fmt.Fprintf(&b, `<c r="%s" t="s"><v>%d</v></c>`, at, r.IntN(9))
			case 5:
				fmt.Fprintf(&b, `<c r="%s" t="b"><v>%d</v></c>`, at, r.IntN(2))
			case 6:
				fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%c &lt;%d&gt;  x</t></is></c>`, at,
					0x4E00+r.IntN(1000), r.IntN(1000))
			case 7:
				fmt.Fprintf(&b, `<c r="%s" t="str"><f>"%[2]d"</f><v>%[2]d</v></c>`, at, r.IntN(1000))
			}
		}
		b.WriteString(`</row>`)
	}
	return packed(with(goodParts(),
		part(flowsPart, `<worksheet `+mainSpace+`><sheetData>`+b.String()+`</sheetData></worksheet>`)))
}

// Files that a program reads in part or otherwise, because of what it does not do.
var (
	notForOpenpyxl = map[string]bool{
		"case of a part.xlsx": true, // it takes the case of names seriously
		"date by number.xlsx": true, // it does not know the formats of Eastern Asia
		"strict.xlsx":         true, // it finds no sheets
	}
	notForLibreOffice = map[string]bool{
		"case of a part.xlsx":    true,
		"roundabout target.xlsx": true, // it finds no cells
		"data table.xlsx":        true, // it calculates anew
		"shared formula.xlsx":    true,
	}
)

// LibreOffice and openpyxl say the same of every cell of the files that are
// accepted, wherever they can open them. It runs when there is time and where
// those programs are.
func TestOthersAgree(t *testing.T) {
	if os.Getenv("TRADESHOCK_LONG") == "" {
		t.Skip("TRADESHOCK_LONG is not set")
	}
	_, err := exec.LookPath("soffice")
	libreOffice := err == nil
	openpyxl := exec.Command("/usr/bin/python3", "-c", "import openpyxl").Run() == nil
	dir := t.TempDir()
	files := madeByOthers(t, dir, libreOffice, openpyxl)
	put := func(name string, file []byte) {
		path := filepath.Join(dir, strings.ReplaceAll(name, "/", " ")+".xlsx")
		require.NoError(t, os.WriteFile(path, file, 0o600))
		files = append(files, path)
	}
	for name, file := range oddFiles(t) {
		put(name, file)
	}
	put("chance", manyCells(t))
	put("sample", written(t))
	put("1904", edited(t, mainPart, `<workbookPr `, `<workbookPr date1904="1" `))

	if openpyxl {
		all := byOpenpyxl(t, files)
		assert.Greater(t, len(all), len(files)*3/4)
		for path, cells := range all {
			if notForOpenpyxl[filepath.Base(path)] {
				continue
			}
			agree(t, "openpyxl", path, cells, escaped)
		}
	}
	if libreOffice {
		all := byLibreOffice(t, files)
		assert.Greater(t, len(all), len(files)*3/4)
		for path, cells := range all {
			if notForLibreOffice[filepath.Base(path)] {
				continue
			}
			agree(t, "LibreOffice", path, cells, func(ours, theirs told) bool {
				switch ours.kind {
				case "bool":
					return theirs == told{"number", map[string]string{"TRUE": "1", "FALSE": "0"}[ours.text]}
				case "number": // it writes 15 digits
					return theirs.kind == ours.kind && near(t, theirs.text, ours.text)
				}
				return escaped(ours, theirs)
			})
		}
	}
}

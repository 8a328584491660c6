package source

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// rawSheet is a sheet as XML, to hold what our own writer would never write.
type rawSheet struct{ name, state, rows, after string }

// rawBook packs sheets into a workbook. Style 1 is a date, style 2 a date with time.
func rawBook(t testing.TB, sheets ...rawSheet) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, text string) {
		w, err := z.Create(name)
		require.NoError(t, err)
		_, err = w.Write([]byte(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + text))
		require.NoError(t, err)
	}
	const main = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	const rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	var types, book, rels strings.Builder
	for i, s := range sheets {
		state := ""
		if s.state != "" {
			state = ` state="` + s.state + `"`
		}
		fmt.Fprintf(&types,
			`<Override PartName="/xl/worksheets/sheet%d.xml" `+
				`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`, i+1)
		fmt.Fprintf(&book, `<sheet name="%s" sheetId="%d"%s r:id="rId%d"/>`, s.name, i+1, state, i+1)
		fmt.Fprintf(&rels, `<Relationship Id="rId%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>`, i+1, rel, i+1)
	}
	add("[Content_Types].xml",
		`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" `+
			`ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" `+
			`ContentType="application/xml"/><Override PartName="/xl/workbook.xml" `+
			`ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override `+
			`PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`+
			types.String()+`</Types>`)
	add("_rels/.rels",
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="`+
			rel+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`)
	add("xl/workbook.xml", `<workbook `+main+` xmlns:r="`+rel+`"><sheets>`+book.String()+`</sheets></workbook>`)
	add("xl/_rels/workbook.xml.rels",
		`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`+rels.String()+
			`<Relationship Id="rIdS" Type="`+rel+`/styles" Target="styles.xml"/></Relationships>`)
	add("xl/styles.xml",
		`<styleSheet `+main+
			`><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders `+
			`count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf `+
			`numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="22" applyNumberFormat="1"/><xf `+
			`numFmtId="10" applyNumberFormat="1"/></cellXfs></styleSheet>`)
	for i, s := range sheets {
		add(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1),
			`<worksheet `+main+`><sheetData>`+s.rows+`</sheetData>`+s.after+`</worksheet>`)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// line writes a row of cells: "" is empty; a text in = is XML of its own; else text.
func line(row int, attributes string, cells ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<row r="%d"%s>`, row, attributes)
	for i, c := range cells {
		at := fmt.Sprintf("%s%d", columnName(i), row)
		switch {
		case c == "":
		case strings.HasPrefix(c, "="):
			b.WriteString(strings.Replace(c[1:], "<c", `<c r="`+at+`"`, 1))
		default:
			fmt.Fprintf(&b, `<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, c)
		}
	}
	b.WriteString("</row>")
	return b.String()
}

const nativeHeader = "period,origin,destination,hs,value_usd,quantity,unit"

func head() string { return line(1, "", strings.Split(nativeHeader, ",")...) }

func number(digits string) string { return "=<c><v>" + digits + "</v></c>" }

// problems prints the rejects of a report.
func problems(r *Report) string {
	var out []string
	for _, e := range r.Rejects {
		out = append(out, address(e.Sheet, e.Cell)+" "+string(e.Code))
	}
	return strings.Join(out, "; ")
}

// TestCells: what a cell of a workbook may hold, and what becomes of it.
func TestCells(t *testing.T) {
	good := []string{"2024", "IN", "US", "610910", number("5"), number("2"), "kg"}
	for name, c := range map[string]struct {
		column int
		cell   string
		want   string // the flow, or the rejects
	}{
		"a number":                    {4, number("1234.5"), "USD 1,234.50"},
		"a binary number":             {4, number("20.100000000000001"), "USD 20.10"},
		"a number with an exponent":   {4, number("1.5E3"), "USD 1,500.00"},
		"more digits than programs":   {4, number("9007199254740993"), "USD 9,007,199,254,740,993.00"},
		"text with all digits":        {4, "123456789012345678.91", "USD 123,456,789,012,345,678.91"},
		"text with a comma":           {4, "1,234", "Flows!E2 ambiguous"},
		"text with a currency":        {4, "$5", "USD 5.00"},
		"text in words":               {4, "about 5", "Flows!E2 number"},
		"not known":                   {4, "unknown", "?"},
		"empty":                       {4, "", "Flows!E2 missing"},
		"blank":                       {4, "  ", "Flows!E2 missing"},
		"negative":                    {4, number("-5"), "Flows!E2 negative"},
		"an error":                    {4, `=<c t="e"><v>#N/A</v></c>`, "Flows!E2 error-cell"},
		"a truth":                     {4, `=<c t="b"><v>1</v></c>`, "Flows!E2 boolean"},
		"a formula":                   {4, `=<c><f>2*3</f><v>6</v></c>`, "USD 6.00"},
		"a formula without a result":  {4, `=<c><f>2*3</f></c>`, "Flows!E2 no-result"},
		"a value that is a date":      {4, `=<c s="1"><v>45000</v></c>`, "Flows!E2 date-cell"},
		"a year":                      {0, number("2023"), "2023-01-01 .. 2023-12-31"},
		"a month":                     {0, "2023-07", "2023-07-01 .. 2023-07-31"},
		"a date":                      {0, `=<c s="1"><v>45474</v></c>`, "2024-07-01 .. 2024-07-01"},
		"a date with time":            {0, `=<c s="2"><v>45474.5</v></c>`, "2024-07-01 .. 2024-07-01 IN>US"},
		"a serial number":             {0, number("45474"), "Flows!A2 period"},
		"a compact month":             {0, number("202407"), "2024-07-01 .. 2024-07-31 IN>US"},
		"a year in the future":        {0, "9999", "Flows!A2 period"},
		"a month of an American":      {0, "07/2024", "2024-07-01 .. 2024-07-31 IN>US"},
		"no period":                   {0, "", "Flows!A2 missing"},
		"Namibia":                     {1, "NA", "NA>US"},
		"three letters":               {1, "chn", "CN>US"},
		"a name":                      {1, "Türkiye", "TR>US"},
		"a typo":                      {1, "Inida", "Flows!B2 country"},
		"a group":                     {1, "European Union", "Flows!B2 area"},
		"the world":                   {1, "World", "Flows!B2 area"},
		"a number for a country":      {1, number("356"), "Flows!B2 number-cell"},
		"a country that is no more":   {1, "SUHH", "Flows!B2 country"},
		"a code with a leading zero":  {3, "010121", "0101.21"},
		"a code that lost it":         {3, number("10121"), "0101.21"},
		"a code that is a number":     {3, number("610910"), "6109.10"},
		"a code with dots":            {3, "6109.10.00.12", "6109.10.00.12"},
		"a code with dots, a number":  {3, number("6109.1"), "Flows!D2 product"},
		"a code of odd length":        {3, "10121", "Flows!D2 product"},
		"a code with letters":         {3, "61O910", "Flows!D2 product"},
		"a code that is a date":       {3, `=<c s="1"><v>45000</v></c>`, "Flows!D2 date-cell"},
		"all products":                {3, "all", "IN>US  USD"},
		"a unit as it is often said":  {6, "kilograms", "2 kg"},
		"a unit that is two":          {6, "tons", "Flows!G2 unit"},
		"no unit":                     {6, "", "Flows!G2 missing"},
		"no quantity":                 {5, "", "Flows!F2 missing"},
		"a quantity that is negative": {5, number("-1"), "Flows!F2 negative"},
	} {
		t.Run(name, func(t *testing.T) {
			cells := append([]string(nil), good...)
			cells[c.column] = c.cell
			res, err := imported(t, rawBook(t, rawSheet{name: "Flows", rows: head() + line(2, "", cells...)}), "flows.xlsx",
				Options{})
			var rejected *RejectedError
			if errors.As(err, &rejected) {
				require.Nil(t, res.Flows)
				assert.Equal(t, c.want, problems(rejected.Report))
				assert.Equal(t, Rows{1, 0, 1, 0}, rejected.Report.Rows)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, Rows{1, 1, 0, 0}, res.Report.Rows)
			assert.Contains(t, flowTexts(res)[0], c.want)
		})
	}
}

// TestSheets: what stands around the rows.
func TestSheets(t *testing.T) {
	row := func(n int, extra ...string) string {
		return line(n, "",
			append([]string{"2024", "IN", "US", fmt.Sprintf("6109%02d", 8+n), number("5"), "", ""}, extra...)...)
	}
	warned := func(r *Report) (out string) {
		for _, w := range r.Warnings {
			out += fmt.Sprintf("%d %s %s; ", w.Rows, w.Reason, w.Cell)
		}
		for _, s := range r.Skips {
			out += fmt.Sprintf("skip %d %s %s; ", s.Rows, s.Reason, s.Cell)
		}
		for _, c := range r.Checks {
			out += fmt.Sprintf("%s %v; ", c.Name, c.OK)
		}
		return out + strings.Join(r.HiddenSheets, ",")
	}
	for name, c := range map[string]struct {
		sheets  []rawSheet
		o       Options
		rows    Rows
		rejects string
		says    string // warnings, skips, checks and hidden sheets
		refused string
		names   []string // what the refusal names
	}{
		"a number stored as a binary fraction": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: head() + row(2) + line(3, "", "2024", "IN", "US", "610910", number("20.100000000000001"), "", ""),
			}},
			rows: Rows{2, 2, 0, 0}, says: "1 " + warnShortened + " Flows!E3; ",
		},
		"blank rows and a gap": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: head() + row(2) + line(3, "") + line(4, "", "", " ") + row(8) + line(9, "") + line(1000, ""),
			}},
			rows: Rows{7, 2, 0, 5}, says: "skip 5 blank row Flows!A3; ",
		},
		"a total that agrees": {
			sheets: []rawSheet{{name: "Flows", rows: head() + row(2) + row(3) + line(4, "", "Total", "", "", "", number("10"))}},
			rows:   Rows{3, 2, 0, 1}, says: "skip 1 total row Flows!A4; total true; ",
		},
		"a total that does not": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: head() + row(2) + row(3) + line(4, "", "", "", "", "Grand total:", number("11")),
			}},
			rows: Rows{3, 2, 0, 1}, rejects: "Flows!E4 total", says: "skip 1 total row Flows!A4; total false; ",
		},
		"a total without a word": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: head() + row(2) + row(3) + line(4, "", "", "", "", "", `=<c><f>SUM(E2:E3)</f><v>10</v></c>`),
			}},
			rows: Rows{3, 2, 0, 1}, says: "skip 1 total row Flows!A4; total true; ",
		},
		"a bad row whose note says total": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: line(1, "", append(strings.Split(nativeHeader, ","), "remark")...) + line(2, "", "2024", "IN", "US", "6109x",
					number("5"), "", "", "Total"),
			}},
			rows: Rows{1, 0, 1, 0}, rejects: "Flows!D2 product",
		},
		"a value without anything": {
			sheets: []rawSheet{{name: "Flows", rows: head() + row(2) + line(4, "", "", "", "", "", number("7"))}},
			rows:   Rows{3, 1, 1, 1}, says: "skip 1 blank row Flows!A3; ",
			rejects: "Flows!A4 missing; Flows!B4 missing; Flows!C4 missing; Flows!D4 missing",
		},
		"notes below": {
			sheets: []rawSheet{{name: "Flows", rows: head() + row(2) + line(4, "", "Notes") + line(5, "", "made up") + row(6)}},
			rows:   Rows{5, 1, 0, 4}, says: "skip 1 blank row Flows!A3; skip 3 notes below the table Flows!A4; ",
		},
		"a header again": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: head() + row(2) + line(3, "", strings.Split(nativeHeader, ",")...) + row(4),
			}},
			rows: Rows{3, 2, 0, 1}, says: "skip 1 header repeated Flows!A3; ",
		},
		"titles above, header in capitals": {
			sheets: []rawSheet{{
				name: "x",
				rows: line(1, "", "Trade of India") + line(4, "", "\uFEFF Period ", "ORIGIN", "Destination", "ＨＳ", "Value_USD") +
					line(5, "", "2024", "IN", "US", "61", number("5")),
			}},
			rows: Rows{1, 1, 0, 0},
		},
		"hidden rows count": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: head() + row(2) + line(3, ` hidden="1"`, "2024", "IN", "US", "62", number("5")),
			}},
			rows: Rows{2, 2, 0, 0}, says: "1 hidden row ; ",
		},
		"hidden sheets do not": {
			sheets: []rawSheet{
				{name: "Flows", rows: head() + row(2)},
				{name: "Old", state: "hidden", rows: head() + row(2) + row(3)},
			},
			rows: Rows{1, 1, 0, 0}, says: "Old",
		},
		"unless they are named": {
			sheets: []rawSheet{
				{name: "Flows", rows: head() + row(2)},
				{name: "Old", state: "veryHidden", rows: head() + row(2) + row(3)},
			},
			o: Options{Sheet: "Old"}, rows: Rows{2, 2, 0, 0},
		},
		"a note in a column without a name": {
			sheets: []rawSheet{{name: "Flows", rows: head() + row(2, "", "look here") + row(3)}},
			rows:   Rows{2, 2, 0, 0}, says: "1 cell in a column without a header, kept as a note Flows!I2; ",
		},
		"merged cells in the data": {
			sheets: []rawSheet{{
				name: "Flows", rows: head() + row(2) + line(3, "", "", "IN", "US", "610910", number("5")),
				after: `<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>`,
			}},
			rows: Rows{2, 1, 1, 0}, rejects: "Flows!A3 merged", says: "1 merged cells in the data Flows!A2; ",
		},
		"all problems of a row": {
			sheets:  []rawSheet{{name: "Flows", rows: head() + line(2, "", "x", "y", "", "7", "z")}},
			rows:    Rows{1, 0, 1, 0},
			rejects: "Flows!A2 period; Flows!B2 country; Flows!C2 missing; Flows!D2 product; Flows!E2 number",
		},
		"two sheets": {
			sheets:  []rawSheet{{name: "Flows", rows: head() + row(2)}, {name: "Flows (2)", rows: head() + row(2)}},
			refused: codeTwoSheets, names: []string{`"Flows"`, `"Flows (2)"`},
		},
		"two sheets, one named": {
			sheets: []rawSheet{{name: "Flows", rows: head() + row(2)}, {name: "Flows (2)", rows: head() + row(2) + row(3)}},
			o:      Options{Sheet: "flows (2)"}, rows: Rows{2, 2, 0, 0},
		},
		"no such sheet": {
			sheets: []rawSheet{{name: "Flows", rows: head()}}, o: Options{Sheet: "Data"},
			refused: codeNoSheet, names: []string{"Flows"},
		},
		"no such layout": {
			sheets: []rawSheet{{name: "Flows", rows: head()}}, o: Options{Layout: "x"},
			refused: codeLayoutName, names: []string{"native", "baci"},
		},
		"another layout": {
			sheets: []rawSheet{{name: "Flows", rows: head()}}, o: Options{Layout: "baci"},
			refused: codeNoLayout, names: []string{"baci", " t"},
		},
		"nothing in it": {sheets: []rawSheet{{name: "Flows"}}, refused: codeNoLayout, names: []string{"empty"}},
		"a header that lacks": {
			sheets:  []rawSheet{{name: "Flows", rows: line(1, "", "period", "origin", "hs", "value_usd")}},
			refused: codeNoLayout, names: []string{"native", "destination"},
		},
		"quantity without unit": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: line(1, "", "period", "origin", "destination", "hs", "value_usd", "quantity"),
			}}, refused: codeMissingColumn,
			names: []string{"unit"},
		},
		"two headers": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: line(1, "", "period", "origin", "destination", "hs", "value_usd", "HS "),
			}}, refused: codeDuplicateHeader,
			names: []string{"D1", "F1"},
		},
		"two notes": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: line(1, "", "period", "origin", "destination", "hs", "value_usd", "a", "A"),
			}}, refused: codeDuplicateHeader,
			names: []string{"F1", "G1"},
		},
		"two values": {
			sheets: []rawSheet{{
				name: "Flows",
				rows: line(1, "", "period", "origin", "destination", "hs", "value_usd", "value_eur"),
			}}, refused: codeDuplicateHeader,
			names: []string{"E1", "F1"},
		},
		"damage on a sheet": {
			sheets:  []rawSheet{{name: "Flows", rows: head() + row(2)}, {name: "Other", rows: "<row>"}},
			refused: "damaged-xml",
		},
		"damage at the end": {sheets: []rawSheet{{name: "Flows", rows: head() + row(2) + "<row"}}, refused: "damaged-xml"},
		"cells out of order": {
			sheets:  []rawSheet{{name: "Flows", rows: head() + `<row r="2"><c r="B2"/><c r="A2"/></row>`}},
			refused: "structure",
		},
	} {
		t.Run(name, func(t *testing.T) {
			data := rawBook(t, c.sheets...)
			f, err := New(bytes.NewReader(data), int64(len(data)), "flows.xlsx", spreadsheet.ReadOptions{})
			var rep *Report
			if err == nil {
				c.o.Lenient = true
				rep, err = f.Read(context.Background(), c.o, Visit{})
			}
			if c.refused != "" {
				var e *spreadsheet.ImportError
				require.ErrorAs(t, err, &e)
				assert.Equal(t, c.refused, e.Code, e.Error())
				for _, n := range c.names {
					assert.Contains(t, e.Error(), n)
				}
				return
			}
			require.NoError(t, err)
			assert.Equal(t, c.rows, rep.Rows)
			assert.Equal(t, c.rejects, problems(rep))
			assert.Equal(t, c.says, warned(rep))
		})
	}
}

// TestText: what is particular to text files.
func TestText(t *testing.T) {
	for name, c := range map[string]struct {
		text, rejects string
		rows          Rows
		o             Options
	}{
		"a number torn in two": {
			"period,origin,destination,hs,value_usd\n2024,IN,US,61,1,234\n", "F2 extra-cells",
			Rows{1, 0, 1, 0},
			Options{},
		},
		"empty fields at the end": {
			"period,origin,destination,hs,value_usd\n2024,IN,US,61,1,,\n", "",
			Rows{1, 1, 0, 0},
			Options{},
		},
		"a row cut off": {nativeHeader + "\n2024,IN,US,61,1\n", "F2 short-row", Rows{1, 0, 1, 0}, Options{}},
		"a lost zero":   {nativeHeader + "\n2024,IN,US,10121,1,,\n", "D2 product", Rows{1, 0, 1, 0}, Options{}},
		"semicolons": {
			strings.ReplaceAll(nativeHeader, ",", ";") + "\n2024;IN;US;61;1.5;;\n", "",
			Rows{1, 1, 0, 0},
			Options{},
		},
		"a decimal comma": {
			strings.ReplaceAll(nativeHeader, ",", ";") + "\n2024;IN;US;61;1,5;;\n", "E2 ambiguous",
			Rows{1, 0, 1, 0},
			Options{},
		},
		"a decimal comma, named": {
			strings.ReplaceAll(nativeHeader, ",", ";") + "\n2024;IN;US;61;1.234,5;;\n", "",
			Rows{1, 1, 0, 0},
			Options{Numbers: spreadsheet.NumberFormat{Decimal: ',', Group: '.'}},
		},
		"carriage returns": {
			nativeHeader + "\r\n2024,IN,US,61,1,,\r\n\r\n2024,IN,US,61,1,,\r\n", "",
			Rows{3, 2, 0, 1},
			Options{},
		},
		"three decimals": {nativeHeader + "\n2024,IN,US,61,1.234,,\n", "", Rows{1, 1, 0, 0}, Options{}},
	} {
		t.Run(name, func(t *testing.T) {
			res, err := imported(t, []byte(c.text), "flows.csv", c.o)
			var rejected *RejectedError
			if errors.As(err, &rejected) {
				assert.Equal(t, c.rejects, problems(res.Report))
			} else {
				require.NoError(t, err)
				assert.Empty(t, c.rejects)
			}
			assert.Equal(t, c.rows, res.Report.Rows)
		})
	}
}

// TestTwoLayouts: a header that fits two layouts is an error that names both, and an
// option decides.
func TestTwoLayouts(t *testing.T) {
	text := "period,origin,destination,hs,value_usd,REF_AREA,TIME_PERIOD,ENERGY_PRODUCT,FLOW_BREAKDOWN,UNIT_MEASURE,OBS_VALUE,ASSESSMENT_CODE\n" +
		"2024,IN,US,61,5,SA,2024-01,CRUDEOIL,CLOSTLV,KBBL,7,1\n"
	_, err := imported(t, []byte(text), "x.csv", Options{})
	var e *spreadsheet.ImportError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, codeTwoLayouts, e.Code)
	assert.Contains(t, e.Error(), "native and jodi_oil")
	res, err := imported(t, []byte(text), "x.csv", Options{Layout: "jodi_oil"})
	require.NoError(t, err)
	assert.Equal(t, []string{"SA 2024-01-01 .. 2024-01-31 [CRUDEOIL CLOSTLV] 7000 bbl"}, flowTexts(res))
	_, err = imported(t, []byte(text), "x.csv", Options{Sheet: "Flows"})
	require.ErrorAs(t, err, &e)
	assert.Equal(t, codeNoSheet, e.Code)
}

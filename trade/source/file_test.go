package source

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

func packed(t *testing.T, data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.Bytes()
}

// TestPacked: a bulk file of Comtrade, with tabs and without descriptions, and JSON.
func TestPacked(t *testing.T) {
	bulk := "typeCode\tfreqCode\trefPeriodId\trefYear\trefMonth\tperiod\treporterCode\tflowCode\tpartnerCode\tpartner2Code\tclassificationCode\tcmdCode\tcustomsCode\tmotCode\tnetWgt\tprimaryValue\n" +
		"C\tA\t20230101\t2023\t52\t2023\t842\tM\t699\t0\tH6\t270900\tC00\t0\t400\t500.25\n"
	res, err := imported(t, packed(t, []byte(bulk)), "C_A_842_202301_H6.txt.gz", Options{})
	require.NoError(t, err)
	assert.Equal(t, "comtrade_v1", res.Report.Layout)
	assert.Equal(t, []string{"2023-01-01 .. 2023-12-31 IN>US 2709.00 USD 500.25 CIF 400 kg map[]"}, flowTexts(res))

	data, err := os.ReadFile(filepath.Join("testdata", "comtrade_v1.json"))
	require.NoError(t, err)
	res, err = imported(t, packed(t, data), "x.json.gz", Options{})
	require.NoError(t, err)
	assert.Equal(t, Rows{2, 2, 0, 0}, res.Report.Rows)
	assert.Len(t, res.Report.SHA256, 64)

	whole := packed(t, []byte(bulk))
	for name, c := range map[string]struct {
		data []byte
		code string
	}{
		"cut off":      {whole[:len(whole)-9], codeDamagedZip},
		"a bit turned": {append(append([]byte{}, whole[:len(whole)-6]...), 1, 2, 3, 4, 5, 6), codeDamagedZip},
		"packed twice": {packed(t, whole), codeFileType},
		"a workbook":   {packed(t, rawBook(t, rawSheet{name: "a"})), codeFileType},
		"a long line":  {packed(t, bytes.Repeat([]byte("a"), 3<<20)), codeLimit},
		"a bomb":       {packed(t, append([]byte(bulk), bytes.Repeat([]byte("\n"), 17<<20)...)), codeLimit},
		"not UTF-8":    {packed(t, []byte(bulk+"\xff\n")), codeEncoding},
		"open quotes":  {packed(t, []byte(bulk+"\"a\n")), codeQuote},
		"nothing":      {packed(t, nil), codeNoLayout},
	} {
		_, err := imported(t, c.data, "x.gz", Options{})
		var e *spreadsheet.ImportError
		if assert.ErrorAs(t, err, &e, name) {
			assert.Equal(t, c.code, e.Code, "%s: %s", name, e)
			assert.Equal(t, "x.gz", e.File, name)
		}
	}
}

// TestJSON: what is not a table in JSON is refused.
func TestJSON(t *testing.T) {
	const row = `{"period":"2023","reporterCode":842,"flowCode":"M","partnerCode":699,"cmdCode":"270900","primaryValue":1}`
	for name, c := range map[string]struct {
		text string
		code string
	}{
		"cut off":          {`{"data":[` + row, codeJSON},
		"cut off in a row": {`{"data":[{"period":"20`, codeJSON},
		"two ends":         {`{"data":[` + row + `]}]`, codeJSON},
		"a key twice": {
			`{"data":[` + strings.Replace(row, `"flowCode"`, `"period":"2023","flowCode"`, 1) + `]}`,
			codeJSON,
		},
		"a key twice, below":   {`{"data":[` + row + `,{"period":"2023","period":"2024"}]}`, codeJSON},
		"data twice":           {`{"data":[` + row + `],"data":[]}`, codeJSON},
		"a new key":            {`{"data":[` + row + `,{"period":"2023","surprise":1}]}`, codeJSON},
		"a value in a value":   {`{"data":[{"period":{"a":1}}]}`, codeJSON},
		"two shapes":           {`[["period"],{"period":1}]`, codeJSON},
		"two shapes, reversed": {`[{"period":1},["period"]]`, codeJSON},
		"bare words":           {`{"data":[{"period":NaN}]}`, codeJSON},
		"a bad number":         {`{"data":[{"period":01}]}`, codeJSON},
		"a long number":        {`{"data":[{"period":` + strings.Repeat("1", 500) + `}]}`, codeJSON},
		"half a character":     {`{"data":[{"period":"\ud83d"}]}`, codeJSON},
		"not UTF-8":            {"{\"data\":[{\"period\":\"\xff\"}]}", codeJSON},
		"a comma too many":     {`{"data":[` + row + `,]}`, codeJSON},
		"deep":                 {`{"x":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `,"data":[]}`, codeJSON},
		"no data":              {`{"rows":[]}`, codeJSON},
		"an error":             {`{"statusCode":429,"message":"Rate limit is exceeded."}`, codeAPI},
		"no rows":              {`{"data":[],"error":""}`, codeNoLayout},
		"a long text":          {`{"data":[{"period":"` + strings.Repeat("a", 200_000) + `"}]}`, codeLimit},
		"another table":        {`[["a","b"],["1","2"]]`, codeNoLayout},
	} {
		_, err := imported(t, []byte(c.text), "x.json", Options{})
		var e *spreadsheet.ImportError
		if assert.ErrorAs(t, err, &e, name) {
			assert.Equal(t, c.code, e.Code, "%s: %s", name, e)
			assert.Equal(t, "x.json", e.File, name)
		}
	}
	res, err := imported(t,
		[]byte(" \n"+`{"data":[`+row+
			`,{"primaryValue":2.5e3,"period":"2024","reporterCode":"842","flowCode":"\u004d","partnerCode":"0699","cmdCode":10121}],"nested":{"a":[1,null,true]}}`+"\n"), "x.json", Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{
		"2023-01-01 .. 2023-12-31 IN>US 2709.00 USD 1.00 CIF - map[]",
		"2024-01-01 .. 2024-12-31 IN>US 0101.21 USD 2,500.00 CIF - map[]",
	}, flowTexts(res))
	assert.Equal(t, warnLeadingZero, res.Report.Warnings[0].Reason)
	assert.Equal(t, "J3", strings.Replace(res.Report.Warnings[0].Cell, "E3", "J3", 1),
		"the key keeps the column of the first row")
}

// TestUnstated: what a file does not say is an error that names it, or an option.
func TestUnstated(t *testing.T) {
	gacc := "商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,人民币\n27090000,原油,344,俄罗斯,\"1,000\",千克,\"500,000\"\n"
	_, err := imported(t, []byte(gacc), "data.csv", Options{})
	var e *spreadsheet.ImportError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, codeUnstated, e.Code)
	assert.Contains(t, e.Error(), "period")

	o := Options{Flow: Exports}
	_, err = imported(t, []byte(gacc), "2024.csv", Options{})
	require.ErrorAs(t, err, &e)
	assert.Contains(t, e.Error(), "import")
	res, err := imported(t, []byte(gacc), "2024-03.csv", o)
	require.NoError(t, err)
	assert.Equal(t, []string{"2024-03-01 .. 2024-03-31 CN>RU 2709.00.00 CNY 500,000.00 FOB 1000 kg map[]"}, flowTexts(res))
	assert.Len(t, res.Report.Assumed, 2)

	res, err = imported(t, []byte(gacc), "data.csv", Options{CountOnly: true})
	require.NoError(t, err)
	assert.Equal(t, Rows{1, 1, 0, 0}, res.Report.Rows)
	assert.Zero(t, res.Flows.Len())
	assert.Len(t, res.Report.Assumed, 2)

	india := "Import :: Commodity-wise\nS.No.,HSCode,Commodity,2024 - 2025\n1,27,FUELS,10\n"
	_, err = imported(t, []byte(india), "x.csv", Options{})
	require.ErrorAs(t, err, &e)
	assert.Contains(t, e.Error(), "US $ Million")
	res, err = imported(t, []byte(strings.Replace(india, "wise", "wise (Values in Rs. Crore)", 1)), "x.csv",
		Options{Partner: "RU"})
	require.NoError(t, err)
	assert.Equal(t, []string{"2024-04-01 .. 2025-03-31 RU>IN 27 INR 100,000,000.00 CIF - map[]"}, flowTexts(res))
}

// TestDataWebWorkbook: the unit stands on another sheet, and one measure counts.
func TestDataWebWorkbook(t *testing.T) {
	query := rawSheet{
		name: "Query Parameters",
		rows: line(1, "", "Trade Flow", "General Imports") + line(2, "", "Data Format", "In 1,000 Dollars"),
	}
	data := rawSheet{
		name: "General Customs Value",
		rows: line(1, "", "General Imports|Annual Data") + line(2, "", "Data Row Count", number("3.0")) +
			line(3, "", "Data Type", "Country", "2024", "2025") + line(4, "", "General Customs Value", "India", number("1.5E3"),
			number("2")) +
			line(5, "", "General CIF Imports Value", "India", number("1600"), number("3")) + line(6, "",
			"General First Unit of Quantity", "India", number("7"), number("7")) +
			line(7, "", "Total: ", "", "1,500", "2"),
	}
	res, err := imported(t, rawBook(t, query, data), "dw.xlsx", Options{})
	require.NoError(t, err)
	assert.Equal(t, Rows{4, 1, 0, 3}, res.Report.Rows)
	assert.Equal(t, []string{
		"2024-01-01 .. 2024-12-31 IN>US  USD 1,500,000.00 customs value - map[]",
		"2025-01-01 .. 2025-12-31 IN>US  USD 2,000.00 customs value - map[]",
	}, flowTexts(res))
	for _, c := range res.Report.Checks {
		assert.True(t, c.OK, "%s", c)
	}
	assert.Len(t, res.Report.Checks, 3)
}

// TestWestern: a file of codes that is not UTF-8, as the web page of Comtrade has it.
func TestWestern(t *testing.T) {
	text := "period,reporterCode,flowCode,partnerCode,partnerDesc,cmdCode,primaryValue\n2023,842,M,384,C\xf4te " +
		"d'Ivoire,180100,5\n"
	res, err := imported(t, []byte(text), "TradeData.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, []string{"2023-01-01 .. 2023-12-31 CI>US 1801.00 USD 5.00 CIF - map[]"}, flowTexts(res))
	assert.Contains(t, res.Report.Assumed[0], "windows-1252")
	_, err = imported(t, []byte(nativeHeader+",remark\n2023,IN,US,61,1,,,C\xf4te\n"), "x.csv", Options{})
	var e *spreadsheet.ImportError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, codeEncoding, e.Code)
}

// TestShortCodes: the codes of BACI have six digits, so five have lost a zero.
func TestShortCodes(t *testing.T) {
	res, err := imported(t,
		[]byte("k,t,v,q,i,j\n10121,2020,1.5,NA,699,842\n10129,2020,1,2,699,842\n611,2020,1,2,699,842\n"),
		"BACI_HS17_Y2020_V202501.csv", Options{Lenient: true})
	require.NoError(t, err)
	assert.Equal(t,
		[]string{
			"2020-01-01 .. 2020-12-31 IN>US 0101.21 USD 1,500.00 FOB - map[]",
			"2020-01-01 .. 2020-12-31 IN>US 0101.29 USD 1,000.00 FOB 2 t map[]",
		}, flowTexts(res))
	assert.Equal(t, Count{Reason: warnLeadingZero, Rows: 2, Cell: "A2", Text: "10121"}, res.Report.Warnings[0])
	assert.Equal(t, "A4 product", problems(res.Report))
	assert.Equal(t, "HS17", res.Report.Classification)
}

// TestSumsOfProducts: a heading whose parts are not all there is told.
func TestSumsOfProducts(t *testing.T) {
	text := "period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n" +
		"2023,842,M,699,27,100\n2023,842,M,699,2709,60\n2023,842,M,699,270900,60\n2023,842,M,699,271012,30\n" +
		"2023,842,M,156,27,7\n2023,842,M,156,270900,7\n"
	res, err := imported(t, []byte(text), "x.csv", Options{})
	require.NoError(t, err)
	assert.Equal(t, Rows{6, 3, 0, 3}, res.Report.Rows)
	require.Len(t, res.Report.Checks, 1)
	c := res.Report.Checks[0]
	assert.Equal(t, "27 from IN to US in 2023-01-01 .. 2023-12-31 DIFFERS: the file says 100, the rows give 90",
		c.String())
	assert.Equal(t, "F2", c.Cell)
	assert.False(t, c.OK)
}

// TestYearToDate: cumulative values count once.
func TestYearToDate(t *testing.T) {
	census := `[["E_COMMODITY","CTY_CODE","ALL_VAL_YR","time"],["27","5700","10","2024-01"],["27","5700","25","2024-02"],["27","5700","7","2023-12"]]`
	res, err := imported(t, []byte(census), "x.json", Options{})
	require.NoError(t, err)
	assert.Equal(t,
		[]string{
			"2024-01-01 .. 2024-02-29 US>CN 27 USD 25.00 FAS - map[]",
			"2023-01-01 .. 2023-12-31 US>CN 27 USD 7.00 FAS - map[]",
		}, flowTexts(res))
	assert.Equal(t, skipYearToDate, res.Report.Skips[0].Reason)
}

// TestPartWithoutWhole: a breakdown whose total is not in the file is not summed.
func TestPartWithoutWhole(t *testing.T) {
	text := "period,reporterCode,flowCode,partnerCode,partner2Code,motCode,cmdCode,primaryValue\n" +
		"2023,842,M,699,0,2100,270900,5\n2023,842,M,699,0,1000,270900,6\n2023,842,M,156,0,0,270900,7\n"
	res, err := imported(t, []byte(text), "x.csv", Options{Lenient: true})
	require.NoError(t, err)
	assert.Equal(t, Rows{3, 1, 2, 0}, res.Report.Rows)
	assert.Equal(t, codePart, res.Report.Rejects[0].Code)
}

// TestStrictAndLenient: all problems come together, capped, with the full count.
func TestStrictAndLenient(t *testing.T) {
	text := nativeHeader + "\n" + strings.Repeat("2024,IN,US,61,x,,\n", 30) + "2024,IN,US,61,5,,\n"
	res, err := imported(t, []byte(text), "x.csv", Options{MaxRejects: 10})
	var rejected *RejectedError
	require.ErrorAs(t, err, &rejected)
	assert.Nil(t, res.Flows)
	assert.Equal(t, Rows{31, 1, 30, 0}, res.Report.Rows)
	assert.Len(t, res.Report.Rejects, 10)
	assert.Equal(t, 30, res.Report.Problems)
	assert.Contains(t, err.Error(), "30 of 31 row(s) rejected")
	assert.Contains(t, err.Error(), "and 25 more")
	var e *spreadsheet.ImportError
	require.ErrorAs(t, err, &e)
	assert.Equal(t, "E2", e.Cell)

	res, err = imported(t, []byte(text), "x.csv", Options{Lenient: true})
	require.NoError(t, err)
	assert.Equal(t, 1, res.Flows.Len())
	assert.Len(t, res.Report.Rejects, 30)
}

// TestStops: a context, an error of the visitor, and progress.
func TestStops(t *testing.T) {
	data := manyFlows(20_000)
	f, err := New(bytes.NewReader(data), int64(len(data)), "x.csv", spreadsheet.ReadOptions{})
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	rows := 0
	_, err = f.Read(ctx, Options{Progress: func(n int) {
		rows = n
		cancel()
	}}, Visit{})
	require.ErrorIs(t, err, context.Canceled)
	assert.Less(t, rows, 20_000)
	_, err = f.Detect(ctx, Options{})
	require.ErrorIs(t, err, context.Canceled)

	enough := errors.New("enough")
	_, err = f.Read(context.Background(), Options{}, Visit{Flow: stopAfter(5, enough)})
	require.ErrorIs(t, err, enough)
	require.NoError(t, f.Close())
}

// TestOpen: what is not a file says so.
func TestOpen(t *testing.T) {
	for _, path := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none.csv")} {
		_, err := Open(path, spreadsheet.ReadOptions{})
		var e *spreadsheet.ImportError
		require.ErrorAs(t, err, &e)
		assert.Equal(t, codeRead, e.Code)
	}
}

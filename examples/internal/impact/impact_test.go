package impact

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const flowsFile = `period,origin,destination,hs,value_usd,quantity,unit
2025-09-01,IN,US,6109100012,10000,,
2025-09,IN,US,6109100012,5000.50,,
2025-09-01,CN,US,7326908688,14172,,
2025-09-01,IN,GB,6109100012,1,,
`

// ask runs the program on a file of flows.
func ask(t *testing.T, flows string, args ...string) (status int, stdout, stderr string) {
	path := filepath.Join(t.TempDir(), "flows.csv")
	require.NoError(t, os.WriteFile(path, []byte(flows), 0o644))
	var out, words bytes.Buffer
	status = Run(context.Background(), append([]string{"-flows", path}, args...), &out, &words)
	return status, out.String(), words.String()
}

func TestImpact(t *testing.T) {
	report := filepath.Join(t.TempDir(), "report.xlsx")
	status, out, words := ask(t, flowsFile, "-scenario", "no-ieepa", "-out", report, "-json")
	require.Zero(t, status, words)
	assert.Empty(t, words)
	assert.FileExists(t, report)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "no-ieepa", a.Scenario)
	assert.Equal(t, rows{Read: 4, Flows: 4, Answered: 3, Skipped: 1}, a.Rows)
	// Goods of India: 16.5 % of the schedule, and before twice 25 %, each rounded to the
	// cent. Goods of China: 11,039.99 of a published entry summary, which has no duty
	// under the emergency powers.
	assert.Equal(t, "29172.50", a.Baseline.Value)
	assert.Equal(t, "13515.07", a.Mechanical.Duty, "1,650.00 + 825.08 + 11,039.99")
	assert.Equal(t, "IN", a.Mechanical.ByOrigin[1].Key)
	assert.Equal(t, "9975.34", a.Mechanical.ByOrigin[1].Baseline, "6,650.00 + 825.08 + 1,250.13 + 1,250.13")
	for _, c := range a.Checks {
		assert.True(t, c.OK, c.Name)
	}
	var raw map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(out), &raw))
	assert.Contains(t, raw, "behavioural")
	assert.NotContains(t, raw, "judgement")
}

func TestRejectedRows(t *testing.T) {
	status, out,
		words := ask(t, flowsFile+"2025-09-01,IN,US,9999999999,7,,\n2025-09-01,XX,US,6109100012,7,,\n", "-scenario",
		"no-change", "-json")
	assert.Equal(t, 3, status)
	assert.Contains(t, words, "1 of 6 rows could not be read, 1 of 5 flows have no answer")
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.Len(t, a.Rejects, 1)
	assert.Equal(t, "unknown_product", a.Rejects[0].Code)
	assert.Equal(t, a.Baseline.Duty, a.Mechanical.Duty)
}

func TestScenarioFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "mine.json")
	require.NoError(t,
		os.WriteFile(path, []byte(`{"name":"half","edits":[{"op":"change_rate","heading":"9903.01.84","duty":"12.5%"}]}`),
			0o644))
	status, out,
		words := ask(t, "period,origin,destination,hs,value_usd,quantity,unit\n2025-09-01,IN,US,6109100012,10000,,\n",
		"-scenario", path, "-json")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "6650.00", a.Baseline.Duty)
	assert.Equal(t, "-1250.00", a.Mechanical.Change)
}

func TestWrongUse(t *testing.T) {
	for _, args := range [][]string{
		{},
		{"-scenario", ""},
		{"-scenario", "no-ieepa", "-scenario", "no-232"},
		{"-scenario", "no-ieepa", "-out", "report.csv"},
		{"-scenario", "no-ieepa", "-json", "more"},
		{"-scenario", "no-ieepa", "-json", "-date", "soon"},
		{"-scenario", "no-ieepa", "-json", "-within", "never"},
		{"-scenario", "no-ieepa", "-json", "-rounding", "up"},
		{"-nonsense"},
	} {
		status, _, words := ask(t, flowsFile, args...)
		assert.Equal(t, 2, status, "%v", args)
		assert.NotEmpty(t, words)
	}
	status, _, words := ask(t, flowsFile, "-h")
	assert.Zero(t, status)
	assert.Contains(t, words, "go run ./examples/impact")
}

func TestRefused(t *testing.T) {
	status, out, words := ask(t, flowsFile, "-scenario", "no-such", "-json")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, `scenario "no-such" is neither a file nor one of no-ieepa`)
	var refused struct {
		Error struct{ Code, Message string }
	}
	require.NoError(t, json.Unmarshal([]byte(out), &refused))
	assert.Equal(t, "refused", refused.Error.Code)
	status, _, words = ask(t, "nothing,here\n1,2\n", "-scenario", "no-ieepa", "-json")
	assert.Equal(t, 1, status, words)
	status, _, words = ask(t, flowsFile, "-scenario", "no-ieepa", "-out", filepath.Join(t.TempDir(), "no", "report.xlsx"))
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "there is no folder")
}

// A year by its days, and the same trade month by month and day by day: the figures are
// derived in the test of the library.
func TestPeriods(t *testing.T) {
	head := "period,origin,destination,hs,value_usd\n"
	status, out,
		words := ask(t, head+"2025,IN,US,6109.10.00.12,12000000\n2025,CN,US,8517.13.00.00,12000000\n", "-scenario",
		"no-ieepa", "-json")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "6558410.96", a.Baseline.Duty)
	assert.Equal(t, "-4578410.96", a.Mechanical.Change)
	assert.Equal(t, "1980000.00", a.Baseline.Bounds.First)
	assert.Equal(t, "9180000.00", a.Baseline.Bounds.Last)

	status, out,
		words = ask(t, head+"2025,IN,US,6109.10.00.12,12000000\n", "-scenario", "no-ieepa", "-within", "first", "-json")
	require.Zero(t, status, words)
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "1980000.00", a.Baseline.Duty, "on 1 January nothing but the schedule")
}

// What the law does not reach, what could not be read and what is held is on the screen
// and in the JSON with its value; every row and every dollar is somewhere.
func TestEveryRowAndDollar(t *testing.T) {
	flows := flowsFile +
		"2026-10,IN,US,6109100012,3100,,\n2025-09-01,XX,US,6109100012,7.25,,\n2025-09-01,IN,US,9999999999,70,,\n"
	status, out, words := ask(t, flows, "-scenario", "no-ieepa", "-json")
	require.Equal(t, 3, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, rows{Read: 7, Unreadable: 1, Flows: 6, Answered: 4, Rejected: 1, Skipped: 1}, a.Rows)
	assert.Equal(t,
		values{
			Read: "32350.75", Unreadable: "7.25", LeftOut: "0.00", Answered: "30172.50", NotKnown: "2100.00",
			Rejected: "70.00", Skipped: "1.00",
		}, a.Values)
	require.NotNil(t, a.NotKnown)
	assert.Equal(t, "2100.00", a.NotKnown.Value, "21 of the 31 days of October are after the 10th")
	require.Len(t, a.Rejects, 1)
	assert.Equal(t, 8, a.Rejects[0].Row, "the row of the sheet, under its header")
	require.Len(t, a.Unread, 1)
	assert.Equal(t, "B7", a.Unread[0].Cell)
	assert.Nil(t, a.Held)
	for _, c := range a.Checks {
		assert.True(t, c.OK, c.Name)
	}
	_, screen, _ := ask(t, flows, "-scenario", "no-ieepa")
	for _, text := range []string{
		"32,350.75", "30,172.50", "2,100.00", "row 8: unknown_product", "B7: ",
		"known until 2026-10-10", "0 fail",
	} {
		assert.Contains(t, screen, text)
	}
	_, out, _ = ask(t, flows, "-scenario", "no-ieepa", "-json", "-hold")
	a = answer{}
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.NotNil(t, a.Held)
	assert.Equal(t, part{1, "3100.00", a.Held.Text}, *a.Held)
	assert.Nil(t, a.NotKnown)
}

// Rows of which the law needs ten digits are counted and named, and in no total. Those of six
// are parted, unless no weights are asked for.
func TestEightDigits(t *testing.T) {
	flows := "period,origin,destination,hs,value_usd,claims\n2025-11,CN,US,84139190,1000,metal_share=1\n" +
		"2025-11,VN,US,94016140,2000,\n2025-11,TH,US,940161,4000,\n2025-11,IN,US,61091000,10,\n"
	status, out, _ := ask(t, flows, "-scenario", "no-change", "-json", "-weights", "none")
	require.Equal(t, 3, status)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "10.00", a.Values.Answered)
	assert.Equal(t, "7000.00", a.Values.Rejected)
	require.Len(t, a.Rejects, 3)
	for i, r := range a.Rejects {
		assert.Equal(t, i+2, r.Row)
		assert.NotEmpty(t, r.Reason)
	}

	status, out, _ = ask(t, flows, "-scenario", "no-change", "-json")
	require.Equal(t, 3, status)
	a = answer{}
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "4010.00", a.Values.Answered)
	assert.Equal(t, rows{Read: 4, Flows: 4, Answered: 2, Rejected: 2}, a.Rows)
	require.Len(t, a.Parted, 1)
	assert.Equal(t, "9401.61", a.Parted[0].Product)
	assert.Equal(t, 4, a.Parted[0].Row)
}

// A total that the file states and that its rows do not give is a check that fails, and the
// answer is not whole.
func TestStatedTotal(t *testing.T) {
	flows := "period,origin,destination,hs,value_usd\n2025-09-01,IN,US,6109100012,100\n" +
		"2025-09-01,IN,US,6109100011,200\nTotal,,,,400\n"
	status, out, words := ask(t, flows, "-scenario", "no-change", "-json")
	require.Equal(t, 3, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	failing := 0
	for _, c := range a.Checks {
		if !c.OK {
			failing++
			assert.Equal(t, []string{"400.00", "300.00"}, []string{c.Expected, c.Actual}, c.Name)
		}
	}
	assert.Equal(t, 1, failing)
	status, _, words = ask(t, strings.Replace(flows, "400", "300", 1), "-scenario", "no-change", "-json")
	assert.Zero(t, status, words)
}

// Comtrade's imports carry freight: 1,050 and the factor 1.05 are 1,000.
func TestFreightFactor(t *testing.T) {
	flows := "period,origin,destination,hs,value_usd,basis\n2025-09-01,IN,US,6109100012,1050,CIF\n"
	status, _, _ := ask(t, flows, "-scenario", "no-ieepa", "-json")
	assert.Equal(t, 3, status)
	status, out, words := ask(t, flows, "-scenario", "no-ieepa", "-json", "-cif-factor", "1.05")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, []string{"1000.00", "665.00", "50.00", "1050.00"},
		[]string{a.Values.Answered, a.Baseline.Duty, a.Values.Freight, a.Values.Read})
	for _, wrong := range []string{"0.5", "3", "x"} {
		status, _, _ = ask(t, flows, "-scenario", "no-ieepa", "-json", "-cif-factor", wrong)
		assert.Equal(t, 2, status, wrong)
	}
}

// Scenarios stand side by side.
func TestScenariosSideBySide(t *testing.T) {
	status, out, words := ask(t, flowsFile, "-scenario", "no-ieepa,no-change", "-json")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	require.Len(t, a.Scenarios, 2)
	assert.Equal(t, a.Mechanical, a.Scenarios[0].Mechanical)
	assert.Equal(t, "0.00", a.Scenarios[1].Mechanical.Change)
}

// No input and no file of somebody else is written over.
func TestNothingIsOverwritten(t *testing.T) {
	folder := t.TempDir()
	flows, other, report := filepath.Join(folder, "flows.xlsx"), filepath.Join(folder, "other.xlsx"),
		filepath.Join(folder, "report.xlsx")
	require.NoError(t, os.WriteFile(flows, []byte(flowsFile), 0o644)) // text, whatever it is called
	require.NoError(t, os.WriteFile(other, []byte("a person's work"), 0o644))
	do := func(args ...string) (int, string) {
		var out, words bytes.Buffer
		status := Run(t.Context(), append([]string{"-flows", flows, "-scenario", "no-change"}, args...), &out, &words)
		return status, words.String()
	}
	status, words := do("-out", flows, "-force")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "a file that the program reads")
	status, words = do("-out", other)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-force")
	for _, out := range []string{report, report} { // its own it may
		status, words = do("-out", out)
		assert.Zero(t, status, words)
	}
	status, words = do("-out", other, "-force")
	assert.Zero(t, status, words)
}

// The flags by which check reads a file are those of impact.
func TestReadingFlags(t *testing.T) {
	status, out,
		words := ask(t, "Month,From,To,Code,USD\n2025-09-01,IN,US,6109100012,\"10 000\"\n", "-scenario", "no-ieepa", "-json",
		"-layout", "native", "-group", " ",
		"-column", "period=Month", "-column", "origin=From", "-column", "destination=To", "-column", "hs=Code", "-column",
		"value_usd=USD")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	assert.Equal(t, "6650.00", a.Baseline.Duty)
}

// A total that the file states and its rows do not add up to is a check that fails, and
// exit status 3 says so; goods that need a licence are in the answer.
func TestStatedTotalsAndEmbargoes(t *testing.T) {
	const rows = "period,origin,destination,hs,value_usd\n2025-09-01,IN,US,6109.10.00.12,1000\n2025-09-01,IR,US,6109.10.00.12,500\nTotal,,,,1600\n"
	status, out, errs := ask(t, rows, "-scenario", "no-ieepa")
	assert.Equal(t, 3, status)
	assert.Contains(t, out, "CHECK FAILS: stated in the file: total E4: 1600 and 1500")
	assert.Contains(t, out,
		"Not to be imported without a licence or an exemption: 1 flows, USD 500.00 (31 CFR 560.201, goods of Iran)")
	assert.Contains(t, errs, "1 totals of the file are not what its rows add up to")
	status, out, _ = ask(t, strings.Replace(rows, "1600", "1500", 1), "-scenario", "no-ieepa", "-json")
	assert.Equal(t, 0, status)
	assert.Regexp(t, `"embargoed": \{\s+"flows": 1,\s+"value": "500.00"`, out)
}

// A scenario with a rate at several rates: goods of India in January 2027, under the last
// rule known, and 0, 25 and 100 % of 10,000 more.
func TestRates(t *testing.T) {
	flows := "period,origin,destination,hs,value_usd\n2027-01,IN,US,6109100012,10000\n"
	status, out, words := ask(t, flows, "-scenario", "section-113:IN,no-change", "-rates", "0,25,100", "-hold", "-json")
	require.Zero(t, status, words)
	var a answer
	require.NoError(t, json.Unmarshal([]byte(out), &a))
	var names, changes []string
	for _, s := range a.Scenarios {
		names, changes = append(names, s.Scenario), append(changes, s.Mechanical.Change)
	}
	assert.Equal(t, []string{"section-113=0:IN", "section-113=25:IN", "section-113=100:IN", "no-change"}, names)
	assert.Equal(t, []string{"0.00", "2500.00", "10000.00", "0.00"}, changes)
	status, _, words = ask(t, flows, "-scenario", "section-113", "-rates", "101", "-hold", "-json")
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "0 to 100 percent")
}

// The page says what the JSON says, and writes over nothing of another.
func TestPage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	for range 2 { // its own page it may write over
		status, out, words := ask(t, flowsFile, "-scenario", "no-ieepa", "-html", path, "-json")
		require.Zero(t, status, words)
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Contains(t, string(text), "13,515.07")
		assert.Contains(t, out, "13515.07")
	}
	require.NoError(t, os.WriteFile(path, []byte("a person's page"), 0o644))
	status, _, words := ask(t, flowsFile, "-scenario", "no-ieepa", "-html", path)
	assert.Equal(t, 1, status)
	assert.Contains(t, words, "-force")
	status, _, _ = ask(t, flowsFile, "-scenario", "no-ieepa", "-html", "page.txt")
	assert.Equal(t, 2, status)
}

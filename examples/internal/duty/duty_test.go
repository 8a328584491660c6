package duty

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/tables"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

type answer struct {
	TotalDuty     string   `json:"total_duty"`
	EffectiveRate string   `json:"effective_rate"`
	KnownUntil    string   `json:"known_until"`
	Revision      string   `json:"revision"`
	Canonical     string   `json:"canonical"`
	Landed        string   `json:"landed_cost"`
	Refund        string   `json:"refund"`
	Notes         []string `json:"notes"`
	Lines         []struct {
		Authority, Heading, Rate, Base, Duty, Status, Reason, By string
	} `json:"lines"`
	Fees  []struct{ Name, Rate, Amount string } `json:"fees"`
	Error *struct {
		Code, Message string
		KnownUntil    string `json:"known_until"`
	} `json:"error"`
}

// ask runs the program with the words of a command line.
func ask(t *testing.T, line string, more ...string) (status int, a answer, stderr string) {
	var out, errs bytes.Buffer
	status = Run(t.Context(), append(append(strings.Fields(line), more...), "-json"), &out, &errs)
	if out.Len() > 0 {
		require.NoError(t, json.Unmarshal(out.Bytes(), &a), out.String())
	}
	return status, a, errs.String()
}

func (a *answer) applied() map[string]string {
	m := map[string]string{}
	for _, l := range a.Lines {
		if l.Status == "applied" {
			m[l.Heading] = l.Duty
		}
	}
	return m
}

const shirt = "-origin IN -hts 6109.10.00.12 -value 10000 -date "

// TestShirt is the founding question, day by day.
func TestShirt(t *testing.T) {
	for _, c := range []struct {
		day, total string
		lines      map[string]string
	}{
		{"2025-08-26", "4150.00", map[string]string{"6109.10.00": "1650.00", "9903.02.26": "2500.00"}},
		{
			"2025-09-01", "6650.00",
			map[string]string{"6109.10.00": "1650.00", "9903.02.26": "2500.00", "9903.01.84": "2500.00"},
		},
		{"2026-02-08", "4150.00", map[string]string{"6109.10.00": "1650.00", "9903.02.26": "2500.00"}},
		{"2026-03-01", "2650.00", map[string]string{"6109.10.00": "1650.00", "9903.03.01": "1000.00"}},
		{"2026-08-10", "2650.00", map[string]string{"6109.10.00": "1650.00", "9903.05.44": "1000.00"}},
	} {
		status, a, stderr := ask(t, shirt+c.day)
		assert.Zero(t, status, stderr)
		assert.Equal(t, c.total, a.TotalDuty)
		assert.Equal(t, c.lines, a.applied())
	}
	status, a, stderr := ask(t, shirt+"2031-01-01")
	assert.Equal(t, 1, status)
	assert.Equal(t, "horizon", a.Error.Code)
	assert.Equal(t, "2026-10-10", a.Error.KnownUntil)
	assert.Contains(t, stderr, "2026-10-10")
	assert.Equal(t, 1, strings.Count(stderr, "\n"), "one line on stderr")
}

// TestNuts is an entry as it was filed and quoted in public in September 2026.
func TestNuts(t *testing.T) {
	status, a, stderr := ask(t, "-origin CN -hts 7326.90.86.88 -value 14172.00 -date 2026-08-20")
	require.Zero(t, status, stderr)
	assert.Equal(t, "11039.99", a.TotalDuty)
	assert.Equal(t, map[string]string{"7326.90.86": "410.99", "9903.82.02": "7086.00", "9903.88.03": "3543.00"},
		a.applied())
	for _, l := range a.Lines {
		if l.Heading == "9903.05.31" {
			assert.Equal(t, "exempt", l.Status)
			assert.Equal(t, "9903.05.90", l.By)
			assert.Contains(t, l.Reason, "9903.05.90")
			return
		}
	}
	t.Error("the 60-economy duty is not among the lines")
}

func TestFlags(t *testing.T) {
	_, a, _ := ask(t, shirt+"2025-09-01 -claim loaded=2025-08-20")
	assert.Equal(t, "4150.00", a.TotalDuty)
	_, a, _ = ask(t, "-origin IN -hts 1006.30.90.59 -value 24000 -date 2025-09-01 -qty 20:t")
	assert.Equal(t, "12280.00", a.TotalDuty)
	_, a, _ = ask(t, shirt+"2025-09-01 -qty 100:kg -rate", "1.5¢/kg + 3%")
	assert.Equal(t, "1.5¢/kg + 3%", a.Canonical)
	assert.Equal(t, "5301.50", a.TotalDuty)
	_, a, _ = ask(t, "-origin IN -hts 6109100012 -value 9.13 -date 2025-09-01 -rounding exact")
	assert.Equal(t, "6.07145", a.TotalDuty)
	_, a, _ = ask(t, "-origin IN -hts 6109100012 -value 9.13 -date 2025-09-01 -rounding 159.3")
	assert.Equal(t, "5.99", a.TotalDuty, "16.5, 25 and 25 percent of 9 dollars: 1.49 + 2.25 + 2.25")
	_, a, _ = ask(t, shirt+"2026-11-23 -hold")
	assert.Equal(t, "2650.00", a.TotalDuty)
	_, a, _ = ask(t, "-origin IN -hts 8517.13.00.00 -value 100 -date 2025-04-06 -as-published 2025-04-10")
	assert.Equal(t, "10.00", a.TotalDuty, "phones were taken out on 11 April, from 5 April on")
	assert.Equal(t, "10.00", a.Refund)
	_, a, _ = ask(t, "-origin IN -hts 8517.13.00.00 -value 100 -date 2025-04-06")
	assert.Equal(t, "0.00", a.TotalDuty)
	_, a, _ = ask(t, "-origin IN -hts 9102.11.25 -value 1000 -date 2025-01-15 -qty 50:No. -part", "case=400", "-part",
		"strap, band or bracelet=100", "-part", "battery=50")
	assert.Equal(t, "70.65", a.TotalDuty, "40 ¢ each is 20; 8.5 % of 400 is 34; 14 % of 100 is 14; 5.3 % of 50 is 2.65")

	_, a, _ = ask(t, shirt+"2025-09-01 -fees sea")
	assert.Equal(t, "6650.00", a.TotalDuty, "fees stand outside the duty")
	if assert.Len(t, a.Fees, 2) {
		assert.Equal(t, "34.64", a.Fees[0].Amount)
		assert.Equal(t, "12.50", a.Fees[1].Amount)
		assert.Equal(t, "16697.14", a.Landed, "10,000 and 6,650.00 and 34.64 and 12.50")
	}

	file := filepath.Join(t.TempDir(), "s.json")
	require.NoError(t,
		os.WriteFile(file, []byte(`{"name":"no emergency law","edits":[{"op":"drop_authority","authority":"IEEPA"}]}`),
			0o600))
	_, a, _ = ask(t, shirt+"2025-09-01 -scenario "+file)
	assert.Equal(t, "1650.00", a.TotalDuty)
	require.NoError(t, os.WriteFile(file, []byte(`{"name":"x","edit":[]}`), 0o600))
	status, a, stderr := ask(t, shirt+"2025-09-01 -scenario "+file)
	assert.Equal(t, 1, status)
	assert.Equal(t, "bad_scenario", a.Error.Code)
	assert.Contains(t, stderr, `unknown field "edit"`)
}

func TestUntil(t *testing.T) {
	var out, errs bytes.Buffer
	require.Equal(t, 0, Run(t.Context(), strings.Fields(shirt+"2025-08-27 -until 2026-02-24"), &out, &errs), errs.String())
	assert.Contains(t, out.String(), "from 2026-02-07: 4,150.00 instead of 6,650.00; ends 9903.01.84\n")
	assert.Contains(t, out.String(),
		"from 2026-02-24: 2,650.00 instead of 4,150.00; ends 9903.02.26, begins 9903.03.01 (temporary import surcharge)\n")
	out.Reset()
	require.Equal(t, 0, Run(t.Context(), strings.Fields(shirt+"2025-08-27 -until 2026-02-24 -json"), &out, &errs))
	assert.Contains(t, out.String(), `"before": "6650.00"`)
}

func TestRefuses(t *testing.T) {
	for line, code := range map[string]string{
		"-origin XX -hts 6109.10.00.12 -value 1 -date 2025-09-01":                      "unknown_country",
		"-origin CA -hts 8711.50.00.60 -value 1 -date 2026-09-29":                      "prohibited",
		"-origin DE -hts 6109.10.00.12 -value 1 -date 2025-09-01 -claim usmca":         "unknown_claim",
		"-origin IN -hts 6109100 -value 1 -date 2025-09-01":                            "bad_product",
		"-origin IN -hts 6109.10.00.13 -value 1 -date 2025-09-01":                      "unknown_product",
		"-origin IN -hts 0901.11.00.45 -value 1 -date 2025-07-01":                      "ended_product",
		"-origin IN -hts 6109.10.00.12 -value -1 -date 2025-09-01":                     "bad_value",
		"-origin IN -hts 6109.10.00.12 -value 1e400 -date 2025-09-01":                  "bad_value",
		"-origin IN -hts 6109.10.00.12 -value ten -date 2025-09-01":                    "bad_value",
		"-origin IN -hts 6109.10.00.12 -value 1 -date 2025-02-30":                      "bad_date",
		"-origin IN -hts 1006.30.90.59 -value 1 -date 2025-09-01":                      "missing_fact",
		"-origin IN -hts 6109.10.00.12 -value 1 -date 2025-09-01 -claim friend":        "unknown_claim",
		"-origin IN -hts 6109.10.00.12 -value 1 -date 2025-09-01 -claim metal_share=2": "unknown_claim",
		"-origin IN -hts 6109.10.00.12 -value 1 -date 2025-09-01 -qty 5:stone":         "unknown_unit",
		"-origin IN -hts 6109.10.00.12 -value 1 -date 2025-09-01 -qty 5":               "bad_value",
	} {
		status, a, stderr := ask(t, line)
		assert.Equal(t, 1, status, line)
		if assert.NotNil(t, a.Error, line) {
			assert.Equal(t, code, a.Error.Code, "%s: %s", line, a.Error.Message)
			assert.NotEmpty(t, a.Error.Message)
		}
		assert.NotEmpty(t, stderr)
		assert.Empty(t, a.TotalDuty)
	}
	for _, line := range []string{"", "-origin IN", "-nonsense", shirt + "2025-09-01 stray"} {
		var out, errs bytes.Buffer
		assert.Equal(t, 2, Run(t.Context(), strings.Fields(line), &out, &errs), line)
		assert.Empty(t, out.String())
	}
	var out, errs bytes.Buffer
	assert.Zero(t, Run(t.Context(), []string{"-h"}, &out, &errs))
	assert.Contains(t, errs.String(), "go run ./examples/duty")
}

// TestEditedBook: the book and the scenario come from tables as well.
func TestEditedBook(t *testing.T) {
	folder := t.TempDir()
	sheets, err := tables.FromBook(us.Book())
	require.NoError(t, err)
	for i := range sheets {
		for j := range sheets[i].Rows {
			if r := &sheets[i].Rows[j]; sheets[i].Name == "Terms" && r.Cells[0].Text == "9903.01.84" &&
				r.Cells[4].Text == "25%" {
				r.Cells[4].Text = "30%"
			}
		}
	}
	book := filepath.Join(folder, "us.xlsx")
	require.NoError(t, workbook.WriteTables(book, sheets, workbook.Properties{}))
	status, a, stderr := ask(t, shirt+"2025-09-01", "-book", book)
	require.Zero(t, status, stderr)
	assert.Equal(t, "7150.00", a.TotalDuty) // 6,650 and 5 % of 10,000

	sheets, err = tables.FromScenario(&law.Scenario{
		Name:  "x",
		Edits: []law.Edit{{Op: "drop_authority", Authority: law.IEEPA}},
	})
	require.NoError(t, err)
	for _, name := range []string{"scenario.xlsx", "scenario"} {
		scenario := filepath.Join(folder, name)
		require.NoError(t, workbook.WriteTables(scenario, sheets, workbook.Properties{}))
		status, a, stderr = ask(t, shirt+"2025-09-01", "-book", book, "-scenario", scenario)
		require.Zero(t, status, stderr)
		assert.Equal(t, "1650.00", a.TotalDuty) // the base rate alone
	}

	require.NoError(t, os.Remove(filepath.Join(folder, "scenario", "Edits.csv")))
	status, a, stderr = ask(t, shirt+"2025-09-01", "-scenario", filepath.Join(folder, "scenario"))
	assert.Equal(t, 1, status)
	assert.Contains(t, a.Error.Message, "Edits: the table is not there")
	assert.Equal(t, 1, strings.Count(stderr, "\n"))
}

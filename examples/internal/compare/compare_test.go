package compare

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

type run func(ctx context.Context, args []string, stdout, stderr io.Writer) int

func ask(t *testing.T, run run, line string) (status int, stdout, stderr string) {
	var out, errs bytes.Buffer
	status = run(t.Context(), strings.Fields(line), &out, &errs)
	return status, out.String(), errs.String()
}

// The T-shirt of 10,000 in September 2025: 16.5% for all; India 25% reciprocal and 25% for
// oil, Viet Nam 20%, Bangladesh 20% (EO 14326, annex I; EO 14329).
func TestCompare(t *testing.T) {
	status, out, errs := ask(t, Run, "-hts 6109.10.00.12 -origin IN,VN,BD -value 10000 -date 2025-09-01 -json")
	require.Equal(t, 0, status, errs)
	var answer struct {
		Products []struct {
			HTS     string
			Shared  []layerObject `json:"layers_of_all"`
			Origins []struct {
				Origin, Total_duty, More_than_cheapest string
				Differ                                 []layerObject `json:"layers_that_differ"`
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &answer))
	require.Len(t, answer.Products, 1)
	p := answer.Products[0]
	assert.Equal(t, "6109.10.00.12", p.HTS)
	require.Len(t, p.Shared, 1)
	assert.Equal(t, "16.5%", p.Shared[0].Rate)
	require.Len(t, p.Origins, 3)
	for i, want := range [][3]string{{"BD", "3650.00", "0.00"}, {"VN", "3650.00", "0.00"}, {"IN", "6650.00", "3000.00"}} {
		o := p.Origins[i]
		assert.Equal(t, want, [3]string{o.Origin, o.Total_duty, o.More_than_cheapest})
	}
	assert.Len(t, p.Origins[2].Differ, 2)
	assert.Len(t, p.Origins[0].Differ, 1)
}

// The duty for purchases of oil ended on 7 February 2026 (EO 14384).
func TestCompareOverTime(t *testing.T) {
	status, out, _ := ask(t, Run, "-hts 6109.10.00.12 -origin IN -date 2025-08-20 -until 2026-02-10 -csv")
	require.Equal(t, 0, status)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	var steps []string
	for _, r := range rows[1:] {
		steps = append(steps, r[2]+" "+r[3])
	}
	assert.Equal(t, []string{"2025-08-20 4150.00", "2025-08-27 6650.00", "2026-02-07 4150.00"}, steps)
}

// All origins are all but the importer itself, whichever it is; a fact that changed nothing of any
// origin is told.
func TestCompareAll(t *testing.T) {
	for importer, other := range map[string]string{"US": "CA", "CA": "US"} {
		status, out, errs := ask(t, Run, "-hts 8517.13.00 -origin all -date 2025-09-01 -csv -importer "+importer)
		require.Contains(t, []int{0, 3}, status, errs)
		assert.Contains(t, out, "8517.13.00,"+other+",", importer)
		assert.NotContains(t, out, "8517.13.00,"+importer+",", importer)
	}
	status, _, errs := ask(t, Run, "-hts 6109.10.00.12 -origin IN,CN -date 2026-08-10 -claim metal_share=0.2")
	require.Zero(t, status)
	assert.Contains(t, errs, "6109.10.00.12: metal_share=0.2 changed nothing")
}

// A list says what of it is not read, and on which value a row without one is asked; a header
// that cannot be meant is refused.
func TestWatchTellsWhatItReads(t *testing.T) {
	list := filepath.Join(t.TempDir(), "list.csv")
	write := func(text string) { require.NoError(t, os.WriteFile(list, []byte(text), 0o600)) }
	watch := func() (int, string, string) {
		return ask(t, Watch, "-list "+list+" -from 2026-02-01 -to 2026-08-10")
	}
	write("\ufeffHTS,origin,value_usd\r\n6109.10.00.12,IN,5\r\n")
	status, out, errs := watch()
	require.Zero(t, status, errs)
	assert.Contains(t, out, "6650.00")
	assert.Contains(t, errs, `the column "value_usd" is not read`)
	assert.Contains(t, errs, "at a value of 10,000")
	write("hts,origin,value\n6109.10.00.12,IN,NaN\n6109.10.00.12,IN,5\n")
	status, out, errs = watch()
	assert.Equal(t, 3, status)
	assert.NotRegexp(t, `IN +0\.00 +error`, out, "what is no number is no 0.00")
	assert.NotContains(t, errs, "10,000")
	for text, want := range map[string]string{
		"hts;origin;value\n6109.10.00.12;IN;5\n":         "commas between",
		"hts,origin,value,Value\n6109.10.00.12,IN,5,6\n": "value stands twice",
	} {
		write(text)
		status, out, errs = watch()
		assert.Equal(t, 1, status)
		assert.Empty(t, out)
		assert.Contains(t, errs, want)
	}
}

func TestCompareSaysWhatItCannotAnswer(t *testing.T) {
	// Pencils pay so much a gross: without a quantity there is no answer.
	status, out, errs := ask(t, Run, "-hts 9609.10.00.00 -origin IN,CN -date 2025-09-01 -json")
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "gross")
	assert.Contains(t, out, `"error"`)
	status, out, _ = ask(t, Run, "-hts 9609.10.00.00,6109.10.00.12 -origin IN,CN -date 2025-09-01")
	assert.Equal(t, 3, status)
	assert.Contains(t, out, "IN  no answer: ")
	for _, wrong := range []string{"", "-hts 6109.10.00.12", "-hts 6109.10.00.12 -origin IN -date 2025-09-01 -csv -json"} {
		status, _, _ := ask(t, Run, wrong)
		assert.Equal(t, 2, status, wrong)
	}
	for _, refused := range []string{
		"-hts 6109.10.00.12 -origin XX -date 2025-09-01", "-hts 6109.10.00.12 -origin IN -date 2025-13-01",
		"-hts 6109.10.00.12 -origin IN -date 2035-09-01", "-hts 6109.10.00.12 -origin IN -date 2025-09-01 -until 2025-08-01",
		"-hts 6109.10.00.12 -origin IN -date 2025-09-01 -value 1e5",
	} {
		status, out, errs := ask(t, Run, refused)
		assert.Equal(t, 1, status, refused)
		assert.Empty(t, out)
		assert.Equal(t, 1, strings.Count(errs, "\n"), errs)
	}
}

func TestWatch(t *testing.T) {
	list := filepath.Join(t.TempDir(), "list.csv")
	require.NoError(t,
		os.WriteFile(list,
			[]byte("origin,hts,value\nIN,6109.10.00.12,10000\nVN,8517.13.00,\nCN,8541.43.00.10,50000\nQQ,6109.10.00.12,1\n"),
			0o600))
	status, out, errs := ask(t, Watch, "-list "+list+" -from 2025-08-20 -to 2025-09-01 -csv")
	assert.Equal(t, 3, status, "a row has no such country")
	assert.Contains(t, errs, "rejected line 5")
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	require.NoError(t, err)
	found := map[string][]string{}
	for _, r := range rows[1:] {
		found[r[1]+" "+r[3]] = append(found[r[1]+" "+r[3]], strings.Join(r[4:9], " "))
	}
	assert.Equal(t, []string{"2025-08-27  4150.00 6650.00 2500.00"}, found["IN changed"],
		"25% for purchases of oil on 10,000")
	assert.Contains(t, found["IN enacted"], "2026-02-07  6650.00 4150.00 -2500.00", "later, and known today")
	assert.Len(t, found["VN none"], 1)
	assert.Len(t, found[" error"], 1)

	// The proclamation of 6 August 2026 orders duties on solar modules from 4 December.
	status, out, _ = ask(t, Watch, "-list "+list+" -from 2026-08-10 -to 2026-10-01 -json")
	assert.Equal(t, 3, status)
	var answer struct {
		Items []struct {
			Origin string
			Value  string
			News   []news
			Error  *struct{ Code string }
		}
	}
	require.NoError(t, json.Unmarshal([]byte(out), &answer))
	require.Len(t, answer.Items, 4)
	var solar *news
	for i, n := range answer.Items[2].News {
		if n.Sureness == "authorised" {
			solar = &answer.Items[2].News[i]
		}
	}
	require.NotNil(t, solar, out)
	assert.Contains(t, solar.Text, "polysilicon")
	assert.Empty(t, answer.Items[1].Value, "no value, no cost")
	assert.Equal(t, "unknown_country", answer.Items[3].Error.Code)

	for text, says := range map[string]string{
		"": "no header", "hts\n1\n": "no column origin", "hts,origin\n": "no rows",
		"hts,origin\n1\n": "the record has 1 fields and the header 2",
	} {
		require.NoError(t, os.WriteFile(list, []byte(text), 0o600))
		status, _, errs := ask(t, Watch, "-list "+list+" -from 2025-08-20 -to 2025-09-01")
		assert.Equal(t, 1, status, text)
		assert.Contains(t, errs, says)
	}
}

// TestWatchWorkbook: the workbook holds what CSV holds, as numbers and days, and sums what a
// product costs; a person's own file is not written over.
func TestWatchWorkbook(t *testing.T) {
	dir := t.TempDir()
	list, out := filepath.Join(dir, "list.csv"), filepath.Join(dir, "watched.xlsx")
	require.NoError(t,
		os.WriteFile(list, []byte("origin,hts,value\nIN,6109.10.00.12,10000\nVN,8517.13.00,\nQQ,6109.10.00.12,1\n"), 0o600))
	const question = " -from 2025-08-20 -to 2025-09-01"
	status, _, errs := ask(t, Watch, "-list "+list+question+" -out "+out)
	require.Equal(t, 3, status, errs)
	d, err := spreadsheet.Open(out, spreadsheet.ReadOptions{})
	require.NoError(t, err)
	rows := map[string][][]string{}
	for _, s := range d.Sheets() {
		for row, err := range d.Rows(t.Context(), s.Name) {
			require.NoError(t, err)
			var texts []string
			for _, c := range row.Cells {
				texts = append(texts, c.Text)
			}
			rows[s.Name] = append(rows[s.Name], texts)
		}
	}
	require.NoError(t, d.Close())
	require.Len(t, rows, 2)
	var first []string
	for _, r := range rows["Changes"] {
		if len(r) > 3 && r[3] == "changed" && first == nil {
			first = r
		}
	}
	require.NotNil(t, first)
	assert.Contains(t, first[2], "T-shirts")
	assert.Equal(t, []string{"4150", "6650", "2500"}, first[6:9], "25% for purchases of oil on 10,000")
	for _, r := range rows["Products"] {
		if len(r) > 6 && r[2] == "IN" {
			assert.Equal(t, "2500", r[6])
			assert.Equal(t, "-4000", r[7], "26.5% in the end, from 66.5%")
		}
		if len(r) > 8 && r[0] == "4" {
			assert.Contains(t, r[8], "country")
			assert.Empty(t, r[6])
		}
	}

	status, _, errs = ask(t, Watch, "-list "+list+question+" -out "+out)
	assert.Equal(t, 3, status, "an earlier one is written over: %s", errs)
	own := filepath.Join(dir, "own.xlsx")
	require.NoError(t, os.WriteFile(own, []byte("a person's"), 0o600))
	status, _, errs = ask(t, Watch, "-list "+list+question+" -out "+own)
	assert.Equal(t, 1, status)
	assert.Contains(t, errs, "-force")
	status, _, _ = ask(t, Watch, "-list "+list+question+" -out "+filepath.Join(dir, "x.csv"))
	assert.Equal(t, 2, status)
}

package impact

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

func workbook(t testing.TB, r *Report, mode Mode) *sheet.Workbook {
	w, err := r.Workbook(mode)
	require.NoError(t, err)
	return w
}

func bytesOf(t testing.TB, w *sheet.Workbook) []byte {
	var b bytes.Buffer
	_, err := w.WriteTo(&b)
	require.NoError(t, err)
	return b.Bytes()
}

func TestWorkbook(t *testing.T) {
	r := run(t, study(t))
	for _, mode := range []Mode{Values, Live} {
		w := workbook(t, r, mode)
		var names []string
		for i := range w.Sheets {
			names = append(names, w.Sheets[i].Name)
		}
		assert.Equal(t, []string{
			"README", "Summary", "Inputs", "Schedule", "Flows", "Calc",
			"Results_origin", "Results_product", "Results_period", "Results_layer", "Checks", "Audit", "Bounds",
		}, names[:13])
		file := bytesOf(t, w)
		assert.Equal(t, file, bytesOf(t, workbook(t, run(t, study(t)), mode)), "the same study, the same bytes")
		assert.Equal(t, mode == Live, len(formulas(t, file)) > 0)
	}
}

// A study without any answer, without scenarios, and with several, can be written too.
func TestWorkbookOfLittle(t *testing.T) {
	for _, mode := range []Mode{Values, Live} {
		s := study(t)
		s.Flows = flows(t, "2025-09-01,IN,GB,6109100012,5")
		bytesOf(t, workbook(t, run(t, s), mode))
		s = study(t)
		s.Scenarios = nil
		bytesOf(t, workbook(t, run(t, s), mode))
		s = study(t)
		second := noIEEPA()
		second.Name, second.Edits = "Section 232 falls", []law.Edit{{Op: "drop_authority", Authority: law.Section232}}
		s.Scenarios = append(s.Scenarios, second)
		bytesOf(t, workbook(t, run(t, s), mode))
	}
}

// cellAt is a cell of a worksheet as XML.
type cellAt struct {
	At      string  `xml:"r,attr"`
	Kind    string  `xml:"t,attr"`
	Formula *string `xml:"f"`
	Value   *string `xml:"v"`
}

// cells reads the cells of every worksheet, with the standard library alone. The keys
// are the places of the sheets in the workbook, and the addresses.
func cells(t testing.TB, file []byte) map[string]cellAt {
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	all := map[string]cellAt{}
	for _, part := range r.File {
		name, ok := strings.CutPrefix(part.Name, "xl/worksheets/sheet")
		if !ok {
			continue
		}
		rc, err := part.Open()
		require.NoError(t, err)
		var doc struct {
			Rows []struct {
				Cells []cellAt `xml:"c"`
			} `xml:"sheetData>row"`
		}
		require.NoError(t, xml.NewDecoder(rc).Decode(&doc))
		require.NoError(t, rc.Close())
		for _, row := range doc.Rows {
			for _, c := range row.Cells {
				all[strings.TrimSuffix(name, ".xml")+"!"+c.At] = c
			}
		}
	}
	return all
}

// formulas are the cells with formulas.
func formulas(t testing.TB, file []byte) map[string]cellAt {
	all := cells(t, file)
	for at, c := range all {
		if c.Formula == nil {
			delete(all, at)
		}
	}
	return all
}

// stripped is the file without the stored results of its formulas.
func stripped(t testing.TB, file []byte, change func(part, text string) string) []byte {
	r, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	stored := regexp.MustCompile(`(<f>[^<]*</f>)<v>[^<]*</v>`)
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, part := range r.File {
		rc, err := part.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(rc)
		require.NoError(t, err)
		into, err := w.Create(part.Name)
		require.NoError(t, err)
		out := stored.ReplaceAllString(string(text), "$1")
		if change != nil {
			out = change(part.Name, out)
		}
		_, err = io.WriteString(into, out)
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// recalculated lets LibreOffice calculate a file.
func recalculated(t testing.TB, file []byte) []byte { return recalculatedAll(t, [][]byte{file})[0] }

// recalculatedAll lets LibreOffice calculate files, all in one go.
func recalculatedAll(t testing.TB, files [][]byte) [][]byte {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not here; the gate installs it")
	}
	folder := t.TempDir()
	to := filepath.Join(folder, "out")
	args := []string{
		"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless", "--convert-to",
		"xlsx", "--outdir", to,
	}
	for i, file := range files {
		from := filepath.Join(folder, fmt.Sprintf("report%d.xlsx", i))
		require.NoError(t, os.WriteFile(from, file, 0o644))
		args = append(args, from)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, office, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	var all [][]byte
	for i := range files {
		got, err := os.ReadFile(filepath.Join(to, fmt.Sprintf("report%d.xlsx", i)))
		require.NoError(t, err, "%s", out)
		all = append(all, got)
	}
	return all
}

// fifteen are the 15 significant digits of a number that programs keep.
func fifteen(t testing.TB, text string) decimal.Decimal {
	d, err := decimal.NewFromString(text)
	require.NoError(t, err)
	if d.IsZero() {
		return decimal.Decimal{}
	}
	return d.Round(15 - int32(d.NumDigits()) - d.Exponent())
}

// agree lets LibreOffice calculate the formulas alone and compares every cell with
// what the engine computed. It returns the number of formulas.
func agree(t *testing.T, r *Report) int {
	want := bytesOf(t, workbook(t, r, Live))
	stored := formulas(t, want)
	got := cells(t, recalculated(t, stripped(t, want, nil)))
	for at, cell := range stored {
		calculated := got[at]
		if !assert.NotNil(t, calculated.Value, "%s =%s", at, *cell.Formula) {
			continue
		}
		a, b := fifteen(t, *cell.Value), fifteen(t, *calculated.Value)
		assert.True(t, a.Equal(b), "%s =%s: the engine has %s, LibreOffice %s", at, *cell.Formula, a, b)
	}
	return len(stored)
}

func TestFormulasAgainstTheEngine(t *testing.T) {
	assert.Greater(t, agree(t, run(t, study(t))), 300)
}

// The same for lines of the whole schedule, of many origins and days; of more of them
// when there is time.
func TestFormulasOfTheSchedule(t *testing.T) {
	rows := 300
	if os.Getenv("TRADESHOCK_LONG") != "" {
		rows = 5000
	}
	s := study(t)
	lines, random := s.Book.Schedule.Lines, rand.New(rand.NewPCG(3, 7))
	origins := []string{"IN", "CN", "DE", "JP", "MX", "VN", "CA", "BR", "CH", "GB", "RU", "KR"}
	var texts []string
	for range rows {
		line := &lines[random.IntN(len(lines))]
		unit := "kg"
		if len(line.Units) > 0 && random.IntN(2) > 0 {
			unit = line.Units[0]
		}
		texts = append(texts,
			fmt.Sprintf("%d-%02d-%02d,%s,US,%s,%d.%02d,%d.%d,%s", 2025+random.IntN(2), 1+random.IntN(9), 1+random.IntN(28),
				origins[random.IntN(len(origins))], line.Code, random.IntN(100_000_000), random.IntN(100), random.IntN(100_000),
				random.IntN(10), unit))
	}
	s.Flows = flows(t, texts...)
	assert.Greater(t, agree(t, run(t, s)), 8*rows)
}

// Changing a rate in Schedule moves the totals as running the study with that rate does.
func TestARateChangedInTheWorkbook(t *testing.T) {
	s := study(t)
	s.Flows = flows(t, "2025-09-01,IN,US,6109100012,10000", "2025-09-01,IN,US,6109100012,777.77",
		"2025-09-01,DE,US,6109100012,5000.50")
	r := run(t, s)
	row := 0
	for i, l := range r.Layers {
		if l.Law == 0 && l.Heading == "9903.01.84" {
			row = i + 2
		}
	}
	require.Positive(t, row)
	at := regexp.MustCompile(`(<c r="G` + decimal.NewFromInt(int64(row)).String() + `"[^>]*><v>)0\.25(</v>)`)
	file := stripped(t, bytesOf(t, workbook(t, r, Live)), func(part, text string) string {
		if part == "xl/worksheets/sheet4.xml" {
			require.Regexp(t, at, text)
			return at.ReplaceAllString(text, "${1}0.1$2")
		}
		return text
	})
	got := cells(t, recalculated(t, file))

	s.Scenarios = []*law.Scenario{{
		Name:  "10 %",
		Edits: []law.Edit{{Op: "change_rate", Heading: "9903.01.84", Duty: "10%"}},
	}}
	total := run(t, s).Total()
	require.False(t, total.Duty[1].Equal(r.Total().Duty[0]))
	duty := got["2!E5"] // Summary, after two title lines and an empty one
	require.NotNil(t, duty.Value)
	assert.Equal(t, total.Duty[1].String(), fifteen(t, *duty.Value).String())
}

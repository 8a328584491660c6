package india50

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/tradeshock/tradeshock/trade"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// question is what the answer follows from: an independent calculation of what the workbook
// must say, from the words of its notes.
type question struct {
	exposed, rate, tonnes, barrels, discount decimal.Decimal
	sectors                                  []decimal.Decimal
	published                                []decimal.Decimal
}

func asked(r *report) question {
	q := question{
		exposed: number("exposed"), rate: number("duty"), tonnes: number("tonnes"), barrels: number("barrels"),
		discount: d("2.2"),
	}
	for _, s := range r.sectors {
		q.sectors = append(q.sectors, s.exports)
	}
	for _, s := range savings {
		q.published = append(q.published, d(s.discount))
	}
	return q
}

func d(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// says are cells with what they must hold.
func (q *question) says(n int) map[string]decimal.Decimal {
	bn := decimal.New(1, 9)
	cost := q.exposed.Mul(q.rate)
	volume := q.tonnes.Mul(q.barrels)
	saving := volume.Mul(q.discount)
	out := map[string]decimal.Decimal{
		"Answer!B6": cost.DivRound(bn, 4), "Answer!B7": saving.DivRound(bn, 4), "Answer!B8": saving.Sub(cost).DivRound(bn, 4),
		"Answer!B9": saving.DivRound(cost, 4), "Answer!B10": cost.DivRound(volume, 1),
		"Answer!B11":                    volume.DivRound(decimal.New(1, 6), 2),
		fmt.Sprintf("Sectors!C%d", 5+n): cost.DivRound(bn, 6), "Oil!B4": cost, "Oil!B6": saving,
		"Discounts!B14": volume.Mul(decimal.NewFromInt(20)).DivRound(bn, 6), "Discounts!C14": cost.DivRound(bn, 6),
	}
	other := q.exposed.DivRound(bn, 9)
	for i, x := range q.sectors {
		other = other.Sub(x)
		out[fmt.Sprintf("Sectors!C%d", 4+i)] = x.Mul(q.rate)
	}
	out[fmt.Sprintf("Sectors!B%d", 4+n)] = other
	for i, x := range q.published {
		out[fmt.Sprintf("Oil!B%d", 7+i)] = volume.Mul(x)
	}
	return out
}

// Every yellow cell is edited, each in a copy of the workbook; LibreOffice calculates it anew,
// and the answer is that of the calculation from the definitions. Without an edit it is what
// the program has stored.
func TestEveryYellowCellIsLive(t *testing.T) {
	r, err := build(trade.NewDate(2025, 9, 1))
	require.NoError(t, err)
	w := r.workbook()
	var file bytes.Buffer
	_, err = w.WriteTo(&file)
	require.NoError(t, err)
	n := len(r.sectors)
	type edit struct {
		cell, to string
		as       func(q *question)
	}
	edits := []edit{{"", "", func(*question) {}}}
	for i := range w.Sheets {
		s := &w.Sheets[i]
		for row := range s.Rows {
			for column, c := range s.Rows[row] {
				if c != c.Marked(sheet.MarkInput) {
					continue
				}
				to := d(c.String()).Mul(d("1.5"))
				edits = append(edits, edit{s.Name + "!" + s.Address(row, column), to.String(), func(q *question) {
					switch {
					case s.Name == "Inputs":
						*[]*decimal.Decimal{&q.exposed, &q.rate, &q.tonnes, &q.barrels, &q.discount}[row] = to
					case s.Name == "Sectors":
						q.sectors[row] = to
					default:
						q.published[row-3] = to
					}
				}})
			}
		}
	}
	require.Len(t, edits, 1+5+n+len(savings))
	var files [][]byte
	for _, e := range edits {
		f, err := excelize.OpenReader(bytes.NewReader(file.Bytes()))
		require.NoError(t, err)
		if e.cell != "" {
			name, at := split(e.cell)
			require.NoError(t, f.SetCellValue(name, at, inexact(t, e.to)))
		}
		require.NoError(t, f.UpdateLinkedValue()) // forgets the stored results
		var b bytes.Buffer
		_, err = f.WriteTo(&b)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		files = append(files, b.Bytes())
	}
	for i, calculated := range calculatedAll(t, files) {
		q := asked(r)
		edits[i].as(&q)
		f, err := excelize.OpenReader(bytes.NewReader(calculated), excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		for cell, want := range q.says(n) {
			name, at := split(cell)
			text, err := f.GetCellValue(name, at)
			require.NoError(t, err)
			got, err := decimal.NewFromString(text)
			require.NoError(t, err, "%s after %s", cell, edits[i].cell)
			assert.True(t, got.Round(6).Equal(want.Round(6)), "%s after %s: LibreOffice has %s, right is %s", cell,
				edits[i].cell, got, want)
		}
		require.NoError(t, f.Close())
	}
}

func split(cell string) (name, at string) {
	for i := range cell {
		if cell[i] == '!' {
			return cell[:i], cell[i+1:]
		}
	}
	return "", cell
}

// inexact is a number as a cell holds it.
func inexact(t *testing.T, text string) float64 {
	f, _ := d(text).Float64()
	require.Equal(t, text, decimal.NewFromFloat(f).String())
	return f
}

// calculatedAll lets LibreOffice calculate files.
func calculatedAll(t *testing.T, files [][]byte) [][]byte {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not here; the gate installs it")
	}
	folder := t.TempDir()
	args := []string{
		"-env:UserInstallation=file://" + filepath.Join(folder, "profile"), "--headless", "--convert-to",
		"xlsx", "--outdir", filepath.Join(folder, "out"),
	}
	for i, file := range files {
		path := filepath.Join(folder, fmt.Sprintf("india%d.xlsx", i))
		require.NoError(t, os.WriteFile(path, file, 0o644))
		args = append(args, path)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, office, args...).CombinedOutput()
	require.NoError(t, err, "%s", out)
	var all [][]byte
	for i := range files {
		got, err := os.ReadFile(filepath.Join(folder, "out", fmt.Sprintf("india%d.xlsx", i)))
		require.NoError(t, err, "%s", out)
		all = append(all, got)
	}
	return all
}

// The stored results are those of the text on the screen, so that a reader that does not
// calculate sees them too.
func TestStoredResults(t *testing.T) {
	r, err := build(trade.NewDate(2025, 9, 1))
	require.NoError(t, err)
	var file, text bytes.Buffer
	_, err = r.workbook().WriteTo(&file)
	require.NoError(t, err)
	_, err = r.WriteTo(&text)
	require.NoError(t, err)
	f, err := excelize.OpenReader(&file, excelize.Options{RawCellValue: true})
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	q := asked(r)
	for cell, want := range q.says(len(r.sectors)) {
		name, at := split(cell)
		stored, err := f.GetCellValue(name, at)
		require.NoError(t, err)
		assert.True(t, d(stored).Equal(want), "%s holds %s, right is %s", cell, stored, want)
	}
	for _, figure := range []string{"15.05", "23.3"} {
		assert.Contains(t, text.String(), figure)
	}
	for _, s := range r.workbook().Sheets {
		if s.Name != "Answer" && s.Name != "Inputs" && s.Name != "Sources" {
			assert.Contains(t, fmt.Sprint(s.Notes), "From: ", "%s does not say where its figures come from", s.Name)
		}
	}
}

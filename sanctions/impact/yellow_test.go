package impact

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	sheet "github.com/tradeshock/tradeshock/trade/workbook"
)

// kinds are flows whose duties follow from the value in every way there is: shares of the
// whole, of a part and of the rest, top-ups, so much a unit in the unit of the row and in
// another, both, periods of one law and of several, known in part.
func kinds(t testing.TB) []trade.Flow {
	with := func(f trade.Flow, amount string, unit trade.Unit, claims string) trade.Flow {
		if amount != "" {
			f.Quantity = &trade.Quantity{Amount: dec(amount), Unit: unit}
		}
		if claims != "" {
			f.Notes = map[string]string{"claims": claims}
		}
		return f
	}
	return []trade.Flow{
		of(t, "2025-09-01", "IN", "6109100012", dec("10000")),
		of(t, "2025", "IN", "6109100012", dec("12345.67")),
		with(of(t, "2025-09", "DE", "7326908688", dec("98765.43")), "", "", "metal_share=0.37"),
		with(of(t, "2025-09", "MX", "8703230190", dec("30000")), "", "", "usmca; us_content=0.4"),
		of(t, "2025-09", "JP", "8471300100", dec("5555.55")),
		of(t, "2025-09-01", "JP", "6109100012", dec("7777.77")),
		with(of(t, "2025-09", "BR", "2009110020", dec("1000000")), "900000", "liters", ""),
		with(of(t, "2025-09", "BR", "0202305085", dec("1000000")), "200", "t", ""),
		with(of(t, "2025-09-01", "CH", "0402101000", dec("9999.99")), "1000.25", "kg", ""),
		of(t, "2026-10", "IN", "6109100012", dec("3100")),
	}
}

// edit is a number in another cell, and the study that says the same.
type edit struct {
	cell string // of the sheet's part, such as "4!G2"
	to   decimal.Decimal
	as   func(s *Study, all []trade.Flow)
}

// yellow lists the cells that are offered for changing, each with the study that an edit
// of it means.
func yellow(t *testing.T, r *Report, w *sheet.Workbook) []edit {
	var edits []edit
	for i := range w.Sheets[3].Rows { // Schedule
		layer := &r.Layers[i]
		for _, column := range []int{scheduleRate, scheduleEach} {
			cell := w.Sheets[3].Rows[i][column]
			if !offered(cell) {
				continue
			}
			p, ok := priceOf(layer.Duty)
			require.True(t, ok)
			to := dec(cell.String()).Add(dec("0.03"))
			if column == scheduleRate {
				p.rate = to
			} else {
				p.each = to
			}
			text := p.rate.Shift(2).String() + "%"
			if p.unit != "" {
				text = "$" + p.each.String() + "/" + string(p.unit) + " + " + text
			}
			edits = append(edits, edit{fmt.Sprintf("4!%s%d", string(rune('A'+column)), i+2), to, func(s *Study, _ []trade.Flow) {
				e := law.Edit{Op: "change_rate", Heading: layer.Heading, Duty: text, From: layer.During.From, To: layer.During.To}
				if layer.Schedule {
					line, err := trade.ParseProduct(layer.Heading)
					require.NoError(t, err)
					e = law.Edit{
						Op: "set_base_rate", Products: trade.ProductSet{In: []trade.Product{line}}, Duty: text,
						From: layer.During.From, To: layer.During.To,
					}
				}
				s.Book = changed(t, s.Book, layer.Law, e)
			}})
		}
	}
	at := 0
	for row, err := range w.Sheets[4].Stream { // Flows
		require.NoError(t, err)
		i := at
		at++
		if offered(row[flowsValue]) {
			to := dec(row[flowsValue].String()).Mul(dec("1.7")).Round(2)
			edits = append(edits, edit{fmt.Sprintf("5!G%d", i+2), to, func(_ *Study, all []trade.Flow) {
				all[i].Value = &trade.Money{Amount: to, Currency: "USD"}
			}})
		}
		if offered(row[flowsQuantity]) {
			to := dec(row[flowsQuantity].String()).Add(dec("12.5"))
			edits = append(edits, edit{fmt.Sprintf("5!H%d", i+2), to, func(_ *Study, all []trade.Flow) {
				all[i].Quantity = &trade.Quantity{Amount: to, Unit: all[i].Quantity.Unit}
			}})
		}
	}
	return edits
}

// offered tells a yellow cell.
func offered(c sheet.Cell) bool { return c == c.Marked(sheet.MarkInput) }

// changed is the book with an edit, for the laws that the test looks at: the baseline.
func changed(t *testing.T, book *law.Book, at int, e law.Edit) *law.Book {
	require.Zero(t, at)
	b, err := (&law.Scenario{Name: "edited", Edits: []law.Edit{e}}).Apply(book)
	require.NoError(t, err)
	return b
}

// Every yellow cell is edited, one in each copy of the workbook. What LibreOffice then
// calculates is what the engine answers to the study that says the same: in the summary,
// on the first page, by layer and by origin.
func TestEveryYellowCellIsLive(t *testing.T) {
	s := study(t)
	s.Scenarios = nil
	s.Flows = dataset(t, kinds(t)...)
	r := run(t, s)
	require.Empty(t, r.Rejects)
	w := workbook(t, r, Live)
	file := bytesOf(t, w)
	edits := yellow(t, r, w)
	var values, quantities int
	for _, e := range edits {
		if strings.HasPrefix(e.cell, "5!G") {
			values++
		}
		if strings.HasPrefix(e.cell, "5!H") {
			quantities++
		}
	}
	assert.Equal(t, r.Study.Flows.Len(), values, "every value")
	assert.Equal(t, 3, quantities, "every quantity on which so much a unit is charged")
	assert.Greater(t, len(edits), values+quantities+8, "rates")
	if os.Getenv("TRADESHOCK_LONG") == "" { // some of each kind
		every := edits
		edits = nil
		for i, e := range every {
			if i%6 == 0 || strings.HasPrefix(e.cell, "5!H") || strings.HasPrefix(e.cell, "4!H") {
				edits = append(edits, e)
			}
		}
	}
	var files [][]byte
	for _, e := range edits {
		part, at, _ := strings.Cut(e.cell, "!")
		cell := regexp.MustCompile(`(<c r="` + at + `"[^>]*><v>)[^<]*(</v>)`)
		files = append(files, stripped(t, file, func(name, text string) string {
			if name == "xl/worksheets/sheet"+part+".xml" {
				require.Regexp(t, cell, text, e.cell)
				return cell.ReplaceAllString(text, "${1}"+e.to.String()+"$2")
			}
			return text
		}))
	}
	for i, got := range recalculatedAll(t, files) {
		e := edits[i]
		all, other := kinds(t), *s
		e.as(&other, all)
		other.Flows = dataset(t, all...)
		want, err := Run(context.Background(), &other)
		require.NoError(t, err, e.cell)
		total := want.Total()
		if e.cell[0] == '4' { // a rate that was changed charges another amount
			assert.False(t, total.Duty[0].Equal(r.Total().Duty[0]), e.cell)
		}
		cells := cells(t, got)
		number := func(at string) string {
			require.NotNil(t, cells[at].Value, at)
			return fifteen(t, *cells[at].Value).String()
		}
		assert.Equal(t, fifteen(t, total.Duty[0].String()).String(), number("2!E5"), "Summary after %s", e.cell)
		assert.Equal(t, fifteen(t, total.Value.String()).String(), number("2!D5"), "Summary after %s", e.cell)
		readme := w.Sheets[0]
		for k, row := range readme.Rows {
			if row[0].String() == "duty, baseline" {
				assert.Equal(t, number("2!E5"), number("1!"+readme.Address(k, readmeValue)), "README after %s", e.cell)
			}
		}
		byLayer := map[string]Total{}
		for _, l := range want.ByLayer() {
			byLayer[l.Key] = l
		}
		layers := w.Sheets[9]
		require.Equal(t, "Results_layer", layers.Name)
		for k := range layers.Rows {
			l := byLayer[layers.Rows[k][0].String()]
			require.NotEmpty(t, l.Duty)
			assert.Equal(t, fifteen(t, l.Duty[0].String()).String(), number("10!"+layers.Address(k, resultLaws)), "%s after %s",
				l.Key, e.cell)
			assert.Equal(t, fifteen(t, l.Value.String()).String(), number("10!"+layers.Address(k, resultValue)), "%s after %s",
				l.Key, e.cell)
		}
	}
}

package exports_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/ca"
	"github.com/tradeshock/tradeshock/tariff/cn"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us/exports"
	"github.com/tradeshock/tradeshock/trade"
)

func to(t *testing.T, c trade.Country) []exports.Row {
	rows, err := exports.To(c)
	require.NoError(t, err)
	return rows
}

func added(t *testing.T, b *law.Book, rows []exports.Row, on trade.Date) *exports.Added {
	a, err := exports.Retaliation(b, "US", on, rows, exports.Section)
	require.NoError(t, err)
	return a
}

// TestTable: the columns of the files sum up to these dollars; 5 subheadings stand behind
// both lists of Canada.
func TestTable(t *testing.T) {
	for c, want := range map[trade.Country]struct {
		rows  int
		value int64
	}{"CA": {1318, 73_170_345_317}, "CN": {507, 21_902_806_255}, "MX": {}} {
		sum := int64(0)
		for _, r := range to(t, c) {
			sum += r.Value
		}
		assert.Len(t, to(t, c), want.rows, c)
		assert.Equal(t, want.value, sum, c)
	}
	source, err := exports.Provenance()
	require.NoError(t, err)
	assert.Equal(t, 1825, source.Rows)
	assert.Contains(t, source.Publisher, "Census")
}

// TestCanada: both lists of 2025 are 25 percent on every subheading of the table, so that the
// dearest line of each is a quarter of all exports; the mean is less where a list names a part
// of the lines.
func TestCanada(t *testing.T) {
	b, rows := ca.Book(), to(t, "CA")
	a := added(t, b, rows, trade.NewDate(2025, 3, 28))
	assert.Equal(t, "18292586329.25", a.All.Most.String(), "a quarter of 73,170,345,317")
	assert.True(t, a.All.Duty.LessThan(a.All.Most) && a.All.Least.LessThan(a.All.Duty))
	assert.Zero(t, a.All.Unknown)
	assert.Zero(t, a.Beyond, "the table is that of the lists")
	sum := exports.Sector{}
	for _, s := range a.Sectors {
		sum.Exports += s.Exports
		sum.Duty = sum.Duty.Add(s.Duty)
	}
	assert.Equal(t, a.All.Exports, sum.Exports)
	assert.True(t, a.All.Duty.Equal(sum.Duty), "the sectors are the whole")

	last, after := added(t, b, rows, trade.NewDate(2025, 8, 31)), added(t, b, rows, trade.NewDate(2025, 9, 1))
	assert.Equal(t, a.All.Duty.String(), last.All.Duty.String())
	for _, s := range after.Sectors { // of the lists of 2025 the metals alone went on
		assert.Equal(t, s.Name == "XV base metals", s.Duty.IsPositive(), s.Name)
	}
	// A part of the goods of chapter 73 must say whether the list of SOR/2025-267 names them.
	now := added(t, b, rows, trade.NewDate(2026, 9, 8))
	assert.Positive(t, now.All.Unknown)
	assert.NotEmpty(t, now.Unknown)
	for _, u := range now.Unknown {
		if u.Product.Chapter() < "98" { // items of chapter 98 are not in the book, and nothing is exported under them
			assert.Equal(t, "missing_fact", tariff.ErrorCode(u.Err), u.Product)
		} else {
			assert.Zero(t, u.Value, u.Product)
		}
	}
	assert.Positive(t, now.Beyond, "the orders of 2026 name items that no list of 2025 has")
}

// TestSoya: 1201.90 has five lines of known duty on 1 October 2026: .11 and .19 at 27.5 + 10 %,
// .20 at 25 + 10 %, .30 and .90 at 5 + 10 %, 28 % in the mean; of .10, a code of 2019, the list
// is not known. On 1 October 2025 the list of March added 10 points to .11 and .19.
func TestSoya(t *testing.T) {
	rows := []exports.Row{{To: "CN", Product: "120190", Value: 1_000_000}}
	for day, want := range map[trade.Date][3]string{
		trade.NewDate(2026, 10, 1): {"280000", "150000", "375000"},
		trade.NewDate(2025, 10, 1): {"320000", "150000", "475000"},
	} {
		a := added(t, cn.Book(), rows, day)
		assert.Equal(t, want, [3]string{a.All.Duty.String(), a.All.Least.String(), a.All.Most.String()}, day)
		assert.Equal(t, int64(1_000_000), a.All.InPart)
		assert.Equal(t, "II vegetable products", a.Sectors[0].Name)
		require.Len(t, a.Unknown, 1)
		assert.True(t, a.Unknown[0].InPart)
		assert.Positive(t, a.Beyond)
	}
}

// TestEnergy: the added duties on crude oil, liquefied gas and coking coal are 22.5, 50 and
// 52.5 percent on 1 October 2026, for rows of any length.
func TestEnergy(t *testing.T) {
	for product, want := range map[trade.Product]string{"2709": "0.225", "270900": "0.225", "271111": "0.5", "27011210": "0.525"} {
		a := added(t, cn.Book(), []exports.Row{{To: "CN", Product: product, Value: 10}}, trade.NewDate(2026, 10, 1))
		assert.Equal(t, want, a.All.Rate.String(), product)
	}
	// No list names 3002.12: the ten points on all goods remain.
	a := added(t, cn.Book(), []exports.Row{{To: "CN", Product: "300212", Value: 10}}, trade.NewDate(2026, 10, 1))
	assert.Equal(t, "0.1", a.All.Rate.String())
}

// TestRefused: what cannot be answered is an error and never a duty of 0.
func TestRefused(t *testing.T) {
	on := trade.NewDate(2026, 9, 8)
	ask := func(exporter trade.Country, on trade.Date, rows ...exports.Row) error {
		a, err := exports.Retaliation(ca.Book(), exporter, on, rows, trade.Product.Chapter)
		assert.Nil(t, a)
		return err
	}
	row := exports.Row{To: "CA", Product: "720810", Value: 1}
	var horizon *tariff.HorizonError
	require.ErrorAs(t, ask("US", trade.NewDate(2025, 3, 3), row), &horizon)
	require.ErrorAs(t, ask("US", trade.NewDate(2026, 10, 11)), &horizon, "no row is needed to know that")
	var cover *tariff.CoverageError
	require.ErrorAs(t, ask("IN", on, row), &cover)
	require.Error(t, ask("XQ", on, row))
	var bad *exports.RowError
	for _, rows := range [][]exports.Row{
		{{To: "CN", Product: "720810"}},
		{{To: "CA", Product: "720810", Value: -1}},
		{{To: "CA", Product: "7208.10"}},
		{{To: "CA"}},
		{row, row},
		{{To: "CA", Product: "7208"}, row},
	} {
		require.ErrorAs(t, ask("US", on, rows...), &bad, "%v", rows)
	}
	_, err := exports.Retaliation(law.FailedBook(errors.New("no book")), "US", on, nil, trade.Product.Chapter)
	require.ErrorContains(t, err, "no book")
}

func TestSection(t *testing.T) {
	for p, want := range map[trade.Product]string{
		"01": "I animals and animal products", "271019": "V minerals and fuels", "7208": "XV base metals",
		"970121": "XXI works of art", "980430": "outside the sections", "77": "XV base metals",
	} {
		assert.Equal(t, want, exports.Section(p), p)
	}
}

func ExampleRetaliation() {
	rows, err := exports.To("CN")
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := exports.Retaliation(cn.Book(), "US", trade.NewDate(2026, 10, 1), rows, exports.Section)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range a.Sectors[:2] {
		fmt.Println(s.Name, s.Duty.Round(0), "of", s.Exports)
	}
	// Output:
	// I animals and animal products 1746582920 of 3817772616
	// II vegetable products 4859684554 of 15916706511
}

package sheets_test

import (
	"bytes"
	"context"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/source"
	"github.com/tradeshock/tradeshock/trade/source/sheets"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
	"github.com/tradeshock/tradeshock/trade/workbook"
)

// imported reads bytes strictly.
func imported(data []byte, name string) (*source.Result, error) {
	f, err := source.New(bytes.NewReader(data), int64(len(data)), name, spreadsheet.ReadOptions{})
	if err != nil {
		return nil, err
	}
	return f.Import(context.Background(), source.Options{})
}

// TestRoundTrip: a Dataset written in the native layout, as CSV and as a workbook, is
// read back as the same flows, to the last digit.
func TestRoundTrip(t *testing.T) {
	countries, units := append(trade.Countries(), "SUHH"), trade.Units()
	bases := []trade.PriceBasis{"", trade.FOB, trade.FAS, trade.CIF, trade.CFR, trade.DES, trade.DAP, trade.CustomsValue}
	amount := rapid.Custom(func(t *rapid.T) decimal.Decimal {
		whole := rapid.StringMatching(`[0-9]{1,15}`).Draw(t, "whole")
		places := rapid.StringMatching(`[0-9]{0,15}`).Draw(t, "places")
		n, _ := new(big.Int).SetString(whole+places, 10)
		return decimal.NewFromBigInt(n, -int32(len(places)))
	})
	text := rapid.StringMatching("['=+@\\-a-zé,;\"\t\n\r. 0-9＝\U0001F6A2]{1,12}")
	day := rapid.Custom(func(t *rapid.T) trade.Interval {
		from := trade.NewDate(1995, 1, 1).AddDays(rapid.IntRange(0, 12000).Draw(t, "day"))
		return rapid.SampledFrom([]trade.Interval{
			{From: from, To: from.AddDays(1)},
			trade.MonthOf(from).Interval(), trade.Year(from).Interval(),
			trade.IndiaFiscalYear(2025).Interval(),
			{From: from, To: from.AddDays(10)},
		}).Draw(t, "period")
	})
	rapid.Check(t, func(t *rapid.T) {
		currency := rapid.SampledFrom([]trade.Currency{"USD", "EUR", "INR"}).Draw(t, "currency")
		keys := rapid.SliceOfNDistinct(rapid.OneOf(text,
			rapid.SampledFrom([]string{"hs", "HS", "note:x", "Note", "note", "value_eur", "quantity", "a b", " a", "total"})), 0,
			4, rapid.ID).Draw(t, "keys")
		d := &trade.Dataset{}
		for range rapid.IntRange(0, 6).Draw(t, "rows") {
			f := trade.Flow{
				Period: day.Draw(t, "p"), Origin: rapid.SampledFrom(countries).Draw(t, "o"),
				Destination: rapid.SampledFrom(countries[:249]).Draw(t, "d"),
				Product:     trade.Product(rapid.StringMatching(`(|[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})`).Draw(t, "hs")),
				Basis:       rapid.SampledFrom(bases).Draw(t, "basis"),
			}
			if f.Origin == "SUHH" {
				f.Period = trade.Interval{From: trade.NewDate(1985, 1, 1), To: trade.NewDate(1986, 1, 1)}
			}
			if rapid.Bool().Draw(t, "known") {
				f.Value = &trade.Money{Amount: amount.Draw(t, "value"), Currency: currency}
			}
			if rapid.Bool().Draw(t, "counted") {
				f.Quantity = &trade.Quantity{Amount: amount.Draw(t, "q"), Unit: rapid.SampledFrom(units).Draw(t, "u")}
			}
			for _, k := range keys {
				if rapid.Bool().Draw(t, "noted") {
					if f.Notes == nil {
						f.Notes = map[string]string{}
					}
					f.Notes[k] = text.Draw(t, "note")
				}
			}
			require.NoError(t, d.Append(f))
		}
		var b bytes.Buffer
		require.NoError(t, source.WriteCSV(&b, d))
		back, err := imported(b.Bytes(), "flows.csv")
		require.NoError(t, err, b.String())
		same(t, d, back.Flows)

		if rapid.IntRange(0, 3).Draw(t, "workbook") > 0 {
			return // a workbook takes most of the time
		}
		sheet, err := sheets.Flows(d)
		require.NoError(t, err)
		var x bytes.Buffer
		_, err = (&workbook.Workbook{Sheets: []workbook.Sheet{sheet}}).WriteTo(&x)
		require.NoError(t, err)
		back, err = imported(x.Bytes(), "flows.xlsx")
		require.NoError(t, err)
		same(t, d, back.Flows)
	})
}

// same compares two datasets flow by flow.
func same(t require.TestingT, want, have *trade.Dataset) {
	require.Equal(t, want.Len(), have.Len())
	for i := range want.Len() {
		a, b := want.Row(i), have.Row(i)
		require.Equal(t, a.Value == nil, b.Value == nil)
		if a.Value != nil {
			require.Equal(t, a.Value.Currency, b.Value.Currency)
			require.True(t, a.Value.Amount.Equal(b.Value.Amount), "%s %s", a.Value.Amount, b.Value.Amount)
		}
		require.Equal(t, a.Quantity == nil, b.Quantity == nil)
		if a.Quantity != nil {
			require.Equal(t, a.Quantity.Unit, b.Quantity.Unit)
			require.True(t, a.Quantity.Amount.Equal(b.Quantity.Amount))
		}
		a.Value, b.Value, a.Quantity, b.Quantity = nil, nil, nil, nil
		require.Equal(t, a, b)
	}
}

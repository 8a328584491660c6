package source

import (
	"bytes"
	"context"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// imported reads bytes strictly.
func imported(t require.TestingT, data []byte, name string, o Options) (*Result, error) {
	f, err := New(bytes.NewReader(data), int64(len(data)), name, spreadsheet.ReadOptions{})
	if err != nil {
		return nil, err
	}
	return f.Import(context.Background(), o)
}

// TestNotWritable: what the layout cannot hold is an error that names it.
func TestNotWritable(t *testing.T) {
	year := trade.Year(trade.NewDate(2024, 1, 1)).Interval()
	good := trade.Flow{
		Period: year, Origin: "IN", Destination: "US", Product: "61",
		Value: &trade.Money{Amount: decimal.New(1, 0), Currency: "USD"},
	}
	for name, change := range map[string]func(*trade.Flow){
		"period":      func(f *trade.Flow) { f.Period = trade.Interval{From: year.From} },
		"origin":      func(f *trade.Flow) { f.Origin = "" },
		"destination": func(f *trade.Flow) { f.Destination = "ZZ" },
		"hs":          func(f *trade.Flow) { f.Product = "611" },
		"value":       func(f *trade.Flow) { f.Value = &trade.Money{Amount: decimal.New(-1, 0), Currency: "USD"} },
		"quantity":    func(f *trade.Flow) { f.Quantity = &trade.Quantity{Amount: decimal.New(1, 900), Unit: "kg"} },
		"unit":        func(f *trade.Flow) { f.Quantity = &trade.Quantity{Amount: decimal.New(1, 0), Unit: "ton"} },
		"basis":       func(f *trade.Flow) { f.Basis = "ex works" },
		"note x":      func(f *trade.Flow) { f.Notes = map[string]string{"x": "a\x00b"} },
		"note":        func(f *trade.Flow) { f.Notes = map[string]string{"\xff": "b"} },
	} {
		f := good
		change(&f)
		d := &trade.Dataset{}
		require.NoError(t, d.Append(good))
		require.NoError(t, d.Append(f))
		var e *FlowError
		require.ErrorAs(t, WriteCSV(&bytes.Buffer{}, d), &e, name)
		assert.Equal(t, name, e.Column)
		assert.NotEmpty(t, e.Error())
	}
}

// stopAfter is a visitor that has had enough.
func stopAfter(n int, err error) func(trade.Flow) error {
	return func(trade.Flow) error {
		if n--; n < 0 {
			return err
		}
		return nil
	}
}

package tariff_test

import (
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
)

// TestEntryStatesItsValue: a key that is missing or null is no 0, and a key that is not
// known is no key that may be passed over.
func TestEntryStatesItsValue(t *testing.T) {
	const good = `{"date":"2025-09-01","origin":"IN","hts":"6109.10.00.12","value":"10000","quantities":[{"amount":5,"unit":"kg"}],"claims":{"metal_share":"0.5"}}`
	var e tariff.Entry
	require.NoError(t, json.Unmarshal([]byte(good), &e))
	require.Equal(t, "10000", e.Value.String())
	require.Equal(t, "0.5", e.Claims.Metal.String())
	written, err := json.Marshal(e)
	require.NoError(t, err)
	var back tariff.Entry
	require.NoError(t, json.Unmarshal(written, &back))
	require.Equal(t, e, back)
	require.NoError(t, json.Unmarshal([]byte(`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":0}`), &back),
		"0 is a value when it is stated")

	for _, text := range []string{
		`{"date":"2025-09-01","origin":"IN","hts":"61091000"}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":null}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","Value ":"1"}`,
		`{"date":"2025-09-01","origin":"IN","hts":null,"value":1}`,
		`{"origin":"IN","hts":"61091000","value":1}`,
		`{"date":"","origin":"IN","hts":"61091000","value":1}`,
		`{"date":"2025-09-01","hts":"61091000","value":1}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":1,"claim":{"usmca":true}}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":1,"claims":{"aluminium_share":"0.5"}}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":1,"quantities":[{"unit":"kg"}]}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":1,"quantities":[{"amount":null,"unit":"kg"}]}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":1,"quantities":[{"amount":1}]}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":1,"parts":[{"name":"case","quantity":{"unit":"No."}}]}`,
		`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":true}`,
	} {
		kept := e
		require.Error(t, json.Unmarshal([]byte(text), &kept), text)
		require.Equal(t, e, kept, "an error leaves the entry as it was")
	}
	var entries []tariff.Entry
	require.Error(t, json.Unmarshal([]byte(`[`+good+`,{"date":"2025-09-01","origin":"IN","hts":"61091000"}]`), &entries))
	var value *tariff.ValueError
	require.ErrorAs(t, json.Unmarshal([]byte(`{"date":"2025-09-01","origin":"IN","hts":"61091000"}`), &e), &value)
	require.Equal(t, "value", value.Field)
}

// TestAssessmentJSON: over goods of the whole book, the value and the pointer are written
// alike, and what was written is read back to the same bytes, the same total and the same
// lines; while a fact is missing there is no figure to read.
func TestAssessmentJSON(t *testing.T) {
	random := rand.New(rand.NewPCG(21, 4))
	products, origins := usBatch().Products(), trade.Countries()
	waiting, whole := 0, 0
	for range 1500 {
		e := tariff.Entry{
			Product: products[random.IntN(len(products))], Origin: origins[random.IntN(len(origins))],
			Date:  us.KnownFrom().AddDays(random.IntN(us.KnownUntil().Sub(us.KnownFrom()))),
			Value: decimal.New(random.Int64N(1_000_000), -2),
		}
		a, err := usEngine().Assess(e)
		if a == nil {
			require.Error(t, err)
			continue
		}
		written, err := json.Marshal(a)
		require.NoError(t, err)
		same, err := json.Marshal(*a)
		require.NoError(t, err)
		require.Equal(t, string(written), string(same))
		var back tariff.Assessment
		require.NoError(t, json.Unmarshal(written, &back), string(written))
		again, err := json.Marshal(back)
		require.NoError(t, err)
		require.Equal(t, string(written), string(again))
		require.True(t, a.Total.Equal(back.Total))
		require.Equal(t, a.Entry.Product, back.Entry.Product)
		require.Equal(t, len(a.Lines), len(back.Lines))
		for i := range a.Lines {
			l, m := a.Lines[i], back.Lines[i]
			require.True(t, l.Duty.Equal(m.Duty) && l.Base.Equal(m.Base))
			require.Equal(t, l.Rate == nil, m.Rate == nil, l.DutyText)
			require.Equal(t, l.DutyText, m.DutyText)
		}
		var raw map[string]any
		require.NoError(t, json.Unmarshal(written, &raw))
		if len(a.Missing) > 0 {
			waiting++
			require.Contains(t, raw, "total_duty")
			require.Nil(t, raw["total_duty"])
			require.Nil(t, raw["effective_rate"])
		} else {
			whole++
			require.NotNil(t, raw["total_duty"])
		}
	}
	require.Greater(t, whole, 500)
	require.Greater(t, waiting, 50)

	var a tariff.Assessment
	require.Error(t,
		json.Unmarshal([]byte(`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":"1","lines":[]}`), &a),
		"no total, and nothing missing")
	require.Error(t,
		json.Unmarshal([]byte(`{"date":"2025-09-01","origin":"IN","hts":"61091000","value":"1","total_duty":"5","lines":[]}`),
			&a), "a total of no lines")
}

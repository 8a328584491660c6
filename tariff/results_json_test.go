package tariff_test

import (
	"encoding/json"
	"errors"
	"reflect"
	"regexp"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// TestJSONOfEveryResult: every type that answers something, or is data of a book, writes
// keys in snake_case, the value as the pointer, and is read back to the same bytes.
func TestJSONOfEveryResult(t *testing.T) {
	day, rate := trade.NewDate(2025, 9, 1), decimal.New(25, -2)
	line := tariff.AssessedLine{
		Authority: law.IEEPA, Heading: "9903.01.84", Status: tariff.Applied, DutyText: "25%",
		Rate: &rate, Base: decimal.NewFromInt(100), Duty: decimal.NewFromInt(25),
	}
	waits := tariff.AssessedLine{Authority: law.IEEPA, Heading: "9903.01.84", Status: tariff.NeedsFact, DutyText: "1¢/kg"}
	a := tariff.Assessment{
		Entry: tariff.Entry{Date: day, Origin: "IN", Product: "6109100012", Value: decimal.NewFromInt(100)},
		Line:  "61091000", Lines: []tariff.AssessedLine{line}, Total: decimal.NewFromInt(25), KnownUntil: day,
	}
	during := trade.Interval{From: day, To: day.AddDays(3)}
	bad := errors.New("no answer")
	for _, v := range []any{
		a, line, waits,
		tariff.MissingFact{Heading: "h", Fact: "f"},
		tariff.NumberGroup{Numbers: []trade.Product{"6109100012"}, Total: rate, Rate: rate},
		tariff.NumberGroup{Numbers: []trade.Product{"6109100012"}, Err: bad},
		tariff.Charge{Base: rate, Additional: rate, Total: rate.Add(rate)},
		tariff.Charge{Err: bad},
		tariff.Change{On: day, Before: rate, After: rate, Began: []tariff.AssessedLine{line}},
		tariff.Change{On: day, Before: rate, Err: bad},
		law.Event{On: day, Heading: "9903.01.84", State: law.Imposed, Duty: "25%"},
		tariff.Stretch{During: during, Days: 3, Assessment: &a},
		tariff.PeriodLine{AssessedLine: line, During: during, Days: 3, Upon: -1},
		tariff.PeriodAssessment{
			Entry: a.Entry, Days: during,
			Stretches: []tariff.Stretch{{During: during, Days: 3, Assessment: &a}},
			Lines:     []tariff.PeriodLine{{AssessedLine: line}}, Total: rate,
		},
		bulk.Key{Origin: "IN", Product: "61", Month: "2025-09"},
		bulk.Total{Key: bulk.Key{Origin: "IN"}, Lines: 3, RejectedValue: rate},
		bulk.Result{Rows: 3, Engines: []bulk.EngineRejects{{Rejected: 1, Rejects: []int{2}}}},
		panel.Mean{
			Date: day, Origin: "IN", Total: rate,
			ByAuthority: []panel.AuthorityMean{{Authority: law.IEEPA, Mean: rate}},
		},
		panel.Rate{Base: rate},
		tariff.Difference{Heading: "9903.01.84", Kind: "began", On: day},
		tariff.DiffQuery{From: day, To: day},
		bulk.By{Origin: true},
		law.Measure{Heading: "9903.01.84", Terms: []law.Term{{Interval: during, State: law.Imposed, Duty: "25%"}}},
		law.Scenario{Name: "x", Edits: []law.Edit{{Op: "drop_authority"}}},
		law.Choice{Number: 1, Question: "?"},
		law.Source{Table: "t"},
		law.Program{Symbol: "KR"},
		law.List{Name: "l", Entries: []law.ListEntry{{Code: "61", During: during}}},
		law.Group{Name: "g", Members: []law.Member{{Country: "IN", During: during}}},
		law.BaseRate{Duty: "5%", During: during},
		law.Line{Code: "61091000", During: during, General: "16.5%"},
		law.Number{Code: "6109100012", During: during},
		law.Revision{Name: "r", Effective: day},
		duty.Need{Kind: duty.NeedQuantity, Unit: "kg"},
		tariff.CodeOfError{Code: "x"},
		duty.Part{Name: "case"},
		tariff.Claims{USMCA: true, Metal: &rate},
	} {
		typ := reflect.TypeOf(v)
		written, err := json.Marshal(v)
		require.NoError(t, err, typ)
		pointer := reflect.New(typ)
		pointer.Elem().Set(reflect.ValueOf(v))
		same, err := json.Marshal(pointer.Interface())
		require.NoError(t, err, typ)
		require.Equal(t, string(written), string(same), "%s: the value and the pointer", typ)
		back := reflect.New(typ)
		require.NoError(t, json.Unmarshal(written, back.Interface()), "%s: %s", typ, written)
		again, err := json.Marshal(back.Interface())
		require.NoError(t, err, typ)
		require.Equal(t, string(written), string(again), "%s: read back", typ)
		var raw any
		require.NoError(t, json.Unmarshal(written, &raw))
		snakes(t, typ.String(), raw)
	}
	var c tariff.Charge
	require.Error(t, json.Unmarshal([]byte(`{"base":null,"additional":"1","total":"1"}`), &c))
	require.NoError(t, json.Unmarshal([]byte(`{"error":{"code":"horizon","message":"m"}}`), &c))
	require.Equal(t, "horizon", tariff.ErrorCode(c.Err))
}

var snake = regexp.MustCompile(`^[a-z0-9]+(_[a-z0-9]+)*$`)

func snakes(t *testing.T, name string, raw any) {
	t.Helper()
	switch v := raw.(type) {
	case map[string]any:
		for k, inner := range v {
			require.Regexp(t, snake, k, name)
			snakes(t, name, inner)
		}
	case []any:
		for _, inner := range v {
			snakes(t, name, inner)
		}
	}
}

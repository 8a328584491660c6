package tariff_test

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// TestEveryFieldOfAnException: each field makes an answer another, so that one which is read,
// printed and kept but not understood is found. A new field needs a case.
func TestEveryFieldOfAnException(t *testing.T) {
	on := trade.NewDate(2025, 9, 1)
	later := on.AddDays(30)
	share := decimal.RequireFromString("0.4")
	steel := []law.Selector{{Headings: "9903.90.02"}}
	none := tariff.Claims{}
	missing := map[string]bool{}
	for _, f := range reflect.VisibleFields(reflect.TypeFor[law.Exception]()) {
		if len(f.Index) == 1 {
			missing[f.Name] = true
		}
	}
	for field, c := range map[string]struct {
		exception law.Exception
		claims    tariff.Claims
	}{
		"Heading":       {law.Exception{Heading: "9903.91.01"}, none},
		"Title":         {law.Exception{Title: "a title"}, none},
		"Note":          {law.Exception{Note: "a note"}, none},
		"During":        {law.Exception{During: trade.Interval{From: later}}, none},
		"Knowledge":     {law.Exception{Knowledge: law.Knowledge{Overtaken: on}}, none},
		"Origins":       {law.Exception{Origins: law.Origins{In: []string{"CN"}}}, none},
		"Products":      {law.Exception{Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"73"}}}}, none},
		"Claimed":       {law.Exception{Claimed: true}, none},
		"Presumed":      {law.Exception{Presumed: true}, tariff.Claims{Headings: []string{"9903.90.01"}}},
		"USMCA":         {law.Exception{USMCA: true}, none},
		"NotUSMCA":      {law.Exception{NotUSMCA: true}, tariff.Claims{USMCA: true}},
		"Programs":      {law.Exception{Programs: []string{"KR"}}, none},
		"LoadedBefore":  {law.Exception{LoadedBefore: on}, none},
		"EnteredBefore": {law.Exception{LoadedBefore: on, EnteredBefore: on}, tariff.Claims{Loaded: on.AddDays(-9)}},
		"Subject":       {law.Exception{Subject: steel}, tariff.Claims{Steel: &share}},
		"Whole":         {law.Exception{Subject: steel, Whole: true}, tariff.Claims{Steel: &share}},
		"USContent":     {law.Exception{USContent: "0.20"}, tariff.Claims{USContent: &share}},
		"Reading":       {law.Exception{Reading: "a reading", Collected: true}, none},
		"Collected":     {law.Exception{Reading: "a reading", Collected: true}, none},
		"Displaces":     {law.Exception{Subject: steel, Whole: true, Displaces: true}, tariff.Claims{Steel: &share}},
	} {
		answer := func(x law.Exception) string {
			measure := func(heading string, basis law.Basis, lifts ...law.Exception) law.Measure {
				return law.Measure{
					Heading: heading, Authority: law.IEEPA, Origins: law.Origins{In: []string{"*"}}, Products: law.Scope{All: true},
					Basis: basis, Terms: []law.Term{{State: law.Imposed, Duty: "10%"}}, Exceptions: lifts,
				}
			}
			if x.Heading == "" && field != "Heading" {
				x.Heading = "9903.91.01"
			}
			ofSteel := measure("9903.90.02", law.SteelContent)
			if c.claims.Steel == nil {
				ofSteel.Terms[0].State = law.Suspended
			}
			engine, err := tariff.Compile(&law.Book{
				Name: "one exception", Currency: "USD", KnownFrom: on.AddDays(-90), KnownUntil: later,
				Schedule: &law.Schedule{
					KnownUntil: later, Lines: []law.Line{{Code: "61091000", General: "16.5%", Special: "Free (S)"}},
					Numbers: []law.Number{{Code: "6109100012"}},
				},
				Readings: []law.Reading{{Name: "a reading"}},
				Measures: []law.Measure{measure("9903.90.01", law.FullValue, x), ofSteel},
			})
			if err != nil {
				return err.Error()
			}
			e := tariff.Entry{Date: on, Origin: "CA", Product: "6109100012", Value: decimal.NewFromInt(1000), Claims: c.claims}
			a, err := engine.Assess(e)
			require.NoError(t, err, field)
			l := a.Lines[1]
			return fmt.Sprintln(l.Heading, l.Status, l.Duty, l.By, l.Reason)
		}
		with, without := c.exception, c.exception
		at := reflect.ValueOf(&without).Elem().FieldByName(field)
		at.Set(reflect.Zero(at.Type()))
		require.NotEqual(t, answer(without), answer(with), field)
		delete(missing, field)
	}
	require.Empty(t, missing, "fields of law.Exception without a case")
}

// Package replay holds forecasts of August 2025 against what came: India's exports to the United
// States under the duty of 50 percent, from September 2025 to January 2026.
//
// A forecast is a change in percent, a number or a range. What came is that of the same goods: of
// all goods the months from September 2025 to January 2026, in which the duty was in force on every
// day, against the same months a year before ([Outcome], with the arithmetic that it takes, since
// two of the months are stated by differences of sums alone). The error is forecast less outcome, in
// percentage points: below zero says that the fall forecast was too deep. A forecast of a sector
// whose outcome nobody states has none, and says so.
//
// The forecasts name no horizon; five months are the time that was observed, in which goods shipped
// before August and goods exempt from the duty are counted. A small error here is no proof of a
// model, nor a large one of its opposite.
package replay

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/records"
)

//go:embed facts.csv
var table string

// factRows is the number of rows of facts.csv.
const factRows = 22

// Fact is a row of the table: a forecast, a published change, or a value.
type Fact struct {
	Kind      string // forecast, change, value
	Who, When string // published, a day or a month
	What      string // all goods, exempt goods …
	Period    string // months, "2025-04..2026-01"; "" of a forecast
	Low, High decimal.Decimal
	Unit      string // percent, USD bn
	Note      string
	Source    string
}

var columns = []string{"kind", "who", "published", "what", "period", "low", "high", "unit", "note", "source"}

// Facts are all rows.
func Facts() ([]Fact, error) {
	var out []Fact
	for row, err := range records.Columns(strings.NewReader(table), records.Options{Comment: '#'}, columns...) {
		if err != nil {
			return nil, fmt.Errorf("facts.csv: %w", err)
		}
		c := row.Cells
		f := Fact{Kind: c[0], Who: c[1], When: c[2], What: c[3], Period: c[4], Unit: c[7], Note: c[8], Source: c[9]}
		if f.Low, err = decimal.NewFromString(c[5]); err == nil {
			f.High, err = decimal.NewFromString(c[6])
		}
		if err != nil {
			return nil, fmt.Errorf("facts.csv: line %d: %w", row.Line, err)
		}
		out = append(out, f)
	}
	return out, nil
}

// Month is a month of the outcome.
type Month struct {
	Month       string
	Value, Year decimal.Decimal // USD bn, and a year before
	How         string          // where a value is the difference of others
}

// Outcome is what came of exports of all goods.
type Outcome struct {
	Months      []Month
	Value, Year decimal.Decimal // sums, USD bn
	Change      decimal.Decimal // percent, two places half up
}

var hundred = decimal.NewFromInt(100)

// result is the outcome on the embedded facts. Of September and January a year before the published
// change gives the value; December is what is left of the sums to November and to January.
func result() (*Outcome, error) {
	facts, err := Facts()
	if err != nil {
		return nil, err
	}
	get := func(kind, period string) decimal.Decimal {
		for _, f := range facts {
			if f.Kind == kind && f.Period == period && f.What == "all goods" {
				return f.Low
			}
		}
		err = fmt.Errorf("facts.csv states no %s of %s", kind, period)
		return decimal.Decimal{}
	}
	before := func(value, percent decimal.Decimal) decimal.Decimal {
		return value.Mul(hundred).DivRound(hundred.Add(percent), 4)
	}
	sep, jan := get("value", "2025-09"), get("value", "2026-01")
	all := get("value", "2025-04..2026-01")
	sepBefore, janBefore := before(sep, get("change", "2025-09")), before(jan, get("change", "2026-01"))
	allBefore := before(all, get("change", "2025-04..2026-01"))
	o := &Outcome{Months: []Month{
		{"2025-09", sep, sepBefore, "a year before: by the published change"},
		{"2025-10", get("value", "2025-10"), get("value", "2024-10"), ""},
		{"2025-11", get("value", "2025-11"), get("value", "2024-11"), ""},
		{
			"2025-12", all.Sub(get("value", "2025-04..2025-11")).Sub(jan), allBefore.Sub(get("value",
				"2024-04..2024-11")).Sub(janBefore),
			"April to January less April to November less January",
		},
		{"2026-01", jan, janBefore, "a year before: by the published change"},
	}}
	if err != nil {
		return nil, err
	}
	for _, m := range o.Months {
		o.Value, o.Year = o.Value.Add(m.Value), o.Year.Add(m.Year)
	}
	o.Change = o.Value.Sub(o.Year).Mul(hundred).DivRound(o.Year, 2)
	return o, nil
}

// Row is a forecast with what came.
type Row struct {
	Forecast Fact
	// Actual is nil where nobody states what came of these goods; Of says of which months it is.
	Actual *decimal.Decimal
	Of     string
	// Low and High are the errors of the ends of the forecast, percentage points; nil without an
	// outcome.
	Low, High *decimal.Decimal
}

// Compare puts each forecast beside its outcome, in the order of the table.
func Compare() ([]Row, *Outcome, error) {
	facts, err := Facts()
	if err != nil {
		return nil, nil, err
	}
	outcome, err := result()
	if err != nil {
		return nil, nil, err
	}
	var out []Row
	for _, f := range facts {
		if f.Kind != "forecast" {
			continue
		}
		r := Row{Forecast: f}
		if f.What == "all goods" {
			r.Actual, r.Of = &outcome.Change, "September 2025 to January 2026 against a year before"
		} else {
			for _, c := range facts {
				if c.Kind == "change" && c.What == f.What {
					r.Actual, r.Of = &c.Low, c.Period+", "+c.Note
				}
			}
		}
		if r.Actual != nil {
			low, high := f.Low.Sub(*r.Actual), f.High.Sub(*r.Actual)
			r.Low, r.High = &low, &high
		}
		out = append(out, r)
	}
	return out, outcome, nil
}

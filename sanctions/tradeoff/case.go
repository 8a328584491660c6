package tradeoff

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Error is an input that cannot be used.
type Error struct{ Field, Value, Reason string }

func (e *Error) Error() string { return fmt.Sprintf("-%s %s: %s", e.Field, e.Value, e.Reason) }

// ErrorCode names the class of the error.
func (e *Error) ErrorCode() string { return "bad_input" }

// Case is a buyer in a period.
type Case struct {
	Buyer    string
	Barrels  decimal.Decimal // in the period
	Discount decimal.Decimal // USD a barrel; below zero: a premium
	// Benchmark is the price of other oil, USD a barrel; zero where no price is asked for.
	Benchmark decimal.Decimal
	Exports   decimal.Decimal // to the sender in the period, USD
	Exposed   decimal.Decimal // share of the exports that the duty charges
	Rate      decimal.Decimal // of the duty: 0.25 for 25 percent
	Bears     decimal.Decimal // share of the duty that the buyer's exporters bear
}

// Barrels are those of an amount: tonnes, or with a pace barrels a day.
func Barrels(tonnes, barrelsPerTonne decimal.Decimal) decimal.Decimal {
	return tonnes.Mul(barrelsPerTonne)
}

// PerDay are the barrels of a pace in million barrels a day, over days.
func PerDay(million decimal.Decimal, days int) decimal.Decimal {
	return million.Shift(6).Mul(decimal.NewFromInt(int64(days)))
}

var one = decimal.New(1, 0)

// Check reports all that is wrong with a case.
func (c *Case) Check() error {
	var errs []error
	for _, f := range []struct {
		field          string
		v              decimal.Decimal
		share, belowOK bool
	}{
		{"barrels", c.Barrels, false, false},
		{"discount", c.Discount, false, true},
		{"benchmark", c.Benchmark, false, false},
		{"exports", c.Exports, false, false},
		{"exposed", c.Exposed, true, false},
		{"rate", c.Rate, false, false},
		{"bears", c.Bears, true, false},
	} {
		switch {
		case check.Number(f.field, f.v) != nil:
			errs = append(errs, &Error{f.field, "with that many digits", "is no amount of trade; write the number out"})
		case f.v.IsNegative() && !f.belowOK:
			errs = append(errs, &Error{f.field, f.v.String(), "it is below 0"})
		case f.share && f.v.GreaterThan(one):
			errs = append(errs, &Error{f.field, f.v.String(), "it is above 1; it is a share: 0.4 for 40 percent"})
		case f.field == "rate" && f.v.GreaterThan(decimal.NewFromInt(100)):
			errs = append(errs, &Error{f.field, f.v.String(), "it is a fraction of the value: 0.25 for 25 percent"})
		}
	}
	return errors.Join(errs...)
}

// Answer is what a case comes to. A quotient that has no sense is nil.
type Answer struct {
	Saving, Duty, Cost, Net decimal.Decimal
	// BreakEven is the discount a barrel at which the buyer gains nothing, and Switch the price
	// of the oil there: above it the buyer leaves. Below zero it would have to be given away.
	BreakEven, Switch *decimal.Decimal
	// Rate and Bears are those at which the buyer gains nothing; Bears above 1 says that even
	// with all of the duty on it the buyer gains.
	Rate, Bears *decimal.Decimal
	Stays       bool // the saving is the cost, or more
}

// Solve weighs a case.
func (c *Case) Solve() (*Answer, error) {
	if err := c.Check(); err != nil {
		return nil, err
	}
	a := &Answer{Saving: c.Barrels.Mul(c.Discount)}
	base := c.Exports.Mul(c.Exposed)
	a.Duty = base.Mul(c.Rate)
	a.Cost = a.Duty.Mul(c.Bears)
	a.Net = a.Saving.Sub(a.Cost)
	a.Stays = !a.Net.IsNegative()
	a.BreakEven = quotient(a.Cost, c.Barrels, 2)
	if a.BreakEven != nil && c.Benchmark.IsPositive() {
		at := c.Benchmark.Sub(*a.BreakEven)
		a.Switch = &at
	}
	if !a.Saving.IsNegative() {
		a.Rate = quotient(a.Saving, base.Mul(c.Bears), 6)
		a.Bears = quotient(a.Saving, a.Duty, 6)
	}
	return a, nil
}

// quotient is nil where there is nothing to divide by.
func quotient(of, by decimal.Decimal, places int32) *decimal.Decimal {
	if !by.IsPositive() {
		return nil
	}
	q, err := exact.Div(of, by, places, exact.HalfUp)
	if err != nil {
		return nil
	}
	return &q
}

// Cell is a line of a sheet on which a case can be changed: an input, or a formula over the names
// of others. A workbook puts the addresses of the cells for the names.
type Cell struct {
	Name, Label, Unit string
	Value             decimal.Decimal // of the input, or of the formula as the package reckons it
	Formula           string          // "barrels*discount"; "" for an input
	None              bool            // the formula has no value here
}

// Sheet are the cells of a case, the inputs first. A formula names the cells above it alone, and
// uses + - * / and IF as every spreadsheet does.
func (c *Case) Sheet() ([]Cell, error) {
	a, err := c.Solve()
	if err != nil {
		return nil, err
	}
	cells := []Cell{
		{Name: "barrels", Label: "oil bought in the period", Unit: "barrels", Value: c.Barrels},
		{Name: "discount", Label: "discount against other oil", Unit: "USD/bbl", Value: c.Discount},
		{Name: "benchmark", Label: "price of other oil", Unit: "USD/bbl", Value: c.Benchmark},
		{Name: "exports", Label: "exports to the sender in the period", Unit: "USD", Value: c.Exports},
		{Name: "exposed", Label: "share of them that the duty charges", Unit: "share", Value: c.Exposed},
		{Name: "rate", Label: "rate of the duty", Unit: "share of value", Value: c.Rate},
		{Name: "bears", Label: "share of the duty that the buyer bears", Unit: "share", Value: c.Bears},
		{Name: "saving", Label: "saving on oil", Unit: "USD", Value: a.Saving, Formula: "barrels*discount"},
		{Name: "duty", Label: "duty at unchanged trade", Unit: "USD", Value: a.Duty, Formula: "exports*exposed*rate"},
		{Name: "cost", Label: "cost to the buyer", Unit: "USD", Value: a.Cost, Formula: "duty*bears"},
		{Name: "net", Label: "saving less cost", Unit: "USD", Value: a.Net, Formula: "saving-cost"},
	}
	add := func(name, label, unit, formula string, v *decimal.Decimal) {
		cell := Cell{Name: name, Label: label, Unit: unit, Formula: formula, None: v == nil}
		if v != nil {
			cell.Value = *v
		}
		cells = append(cells, cell)
	}
	add("breakeven", "discount at which the buyer gains nothing", "USD/bbl", `IF(barrels>0,ROUND(cost/barrels,2),"")`,
		a.BreakEven)
	add("switch", "price of the oil above which the buyer leaves", "USD/bbl",
		`IF(AND(barrels>0,benchmark>0),benchmark-ROUND(cost/barrels,2),"")`, a.Switch)
	add("ratezero", "rate at which the buyer gains nothing", "share of value",
		`IF(AND(saving>=0,exports*exposed*bears>0),ROUND(saving/(exports*exposed*bears),6),"")`, a.Rate)
	add("bearszero", "share borne at which the buyer gains nothing", "share",
		`IF(AND(saving>=0,duty>0),ROUND(saving/duty,6),"")`, a.Bears)
	return cells, nil
}

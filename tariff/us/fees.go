package us

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Mode is how goods arrive, as far as fees depend on it.
type Mode string

// The modes.
const (
	Sea  Mode = "sea"
	Air  Mode = "air"
	Land Mode = "land"
)

// ModeError reports a text that is no mode.
type ModeError struct{ Text string }

func (e *ModeError) Error() string { return fmt.Sprintf("fees %q: want sea, air or land", e.Text) }

// ParseMode reads sea, air or land.
func ParseMode(s string) (Mode, error) {
	if m := Mode(s); m == Sea || m == Air || m == Land {
		return m, nil
	}
	return "", &ModeError{s}
}

// Fee is a charge beside the duty.
type Fee struct {
	Name   string
	Rate   decimal.Decimal // of the customs value
	Amount decimal.Decimal // to the cent, half up
	Reason string
}

// processingBounds are the least and the most of the merchandise processing fee of a
// formal entry, by fiscal year.
var processingBounds = []struct {
	year        int
	least, most string
	source      string
}{
	{2025, "32.71", "634.62", "fiscal year 2025"},
	{2026, "33.58", "651.50", "fiscal year 2026, 90 FR 34665"},
}

// Fees returns the fees of a formal entry: merchandise processing, 0.3464 percent of
// the value within bounds that change every October (19 CFR 24.23), and harbor
// maintenance, 0.125 percent on goods that come by sea (19 CFR 24.24). Goods entered
// free under the USMCA pay no merchandise processing. They are no duties and stand in
// no total of an assessment. A day for whose fiscal year the bounds are not known is
// a *tariff.HorizonError.
func Fees(entry tariff.Entry, mode Mode) ([]Fee, error) {
	processing, err := processingFee(entry)
	if err != nil {
		return nil, err
	}
	fees := []Fee{processing}
	if mode == Sea {
		rate := decimal.New(125, -5)
		fees = append(fees, Fee{"harbor maintenance", rate, exact.MulDecimal(entry.Value, rate, 2, exact.HalfUp), "goods by sea"})
	}
	return fees, nil
}

func processingFee(entry tariff.Entry) (Fee, error) {
	f := Fee{Name: "merchandise processing", Rate: decimal.New(3464, -6)}
	if entry.Claims.USMCA {
		f.Rate, f.Reason = decimal.Decimal{}, "none on goods entered free under the USMCA"
		return f, nil
	}
	for _, b := range processingBounds {
		if !trade.USFiscalYear(b.year).Interval().Contains(entry.Date) {
			continue
		}
		least, err := decimal.NewFromString(b.least)
		if err != nil {
			return f, err
		}
		most, err := decimal.NewFromString(b.most)
		if err != nil {
			return f, err
		}
		f.Amount, f.Reason = exact.MulDecimal(entry.Value, f.Rate, 2, exact.HalfUp), "formal entry, "+b.source
		switch {
		case f.Amount.LessThan(least):
			f.Amount, f.Reason = least, "least of "+b.source
		case f.Amount.GreaterThan(most):
			f.Amount, f.Reason = most, "most of "+b.source
		}
		return f, nil
	}
	first := trade.USFiscalYear(processingBounds[0].year).Interval().From
	last := trade.USFiscalYear(processingBounds[len(processingBounds)-1].year).Interval().LastDay()
	return f, &tariff.HorizonError{Asked: entry.Date, KnownFrom: first, KnownUntil: last, What: "the merchandise processing fee"}
}

package us

import (
	"fmt"
	"slices"
	"strings"

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
// maintenance, 0.125 percent on goods that come by sea (19 CFR 24.24). Goods under the
// USMCA and most free trade agreements, of Israel and the Caribbean Basin, and most goods
// of chapter 98 pay no merchandise processing; least developed countries of the
// Generalized System of Preferences, which has lapsed, are not told apart. Fees are no
// duties and stand in no total of an assessment. A day for whose fiscal year the bounds are not known is
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

// outsideProcessing says why goods pay no merchandise processing fee, or "" when they do
// (19 CFR 24.23(c)). Agreements that are not named there, those with Jordan, Morocco and
// Japan among them, do not lift it.
func outsideProcessing(entry tariff.Entry) string {
	product := entry.Product
	if p, err := trade.ParseProduct(string(product)); err == nil {
		product = p
	}
	switch {
	case entry.Claims.USMCA, strings.HasPrefix(entry.Claims.Program, "S") && entry.Claims.Program != "SG":
		return "on goods entered under the USMCA, (c)(3)"
	case slices.Contains(strings.Fields("AU BH CL CO KR OM P P+ PA PE SG"), entry.Claims.Program):
		return "on goods entered under " + entry.Claims.Program + ", (c)(6) to (14)"
	case entry.Origin == "IL":
		return "on products of Israel, (c)(5)"
	case slices.Contains(cberaOrigins(), string(entry.Origin)):
		return "on products of a beneficiary of the CBERA, (c)(1)(iii)"
	case slices.Contains(strings.Fields("AS GU MP UM VI"), string(entry.Origin)):
		return "on products of an insular possession, (c)(1)(ii)"
	case product.Within("98") && !product.Within("98020060") && !product.Within("98020080"):
		return "on goods of chapter 98, (c)(1)(i)"
	}
	return ""
}

func processingFee(entry tariff.Entry) (Fee, error) {
	f := Fee{Name: "merchandise processing", Rate: decimal.New(3464, -6)}
	if why := outsideProcessing(entry); why != "" {
		f.Rate, f.Reason = decimal.Decimal{}, "none "+why
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

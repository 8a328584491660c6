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

// Mode is how goods arrive, as far as fees depend on it: "sea", "air" or "land".
type Mode string

const (
	sea  Mode = "sea"
	air  Mode = "air"
	land Mode = "land"
)

// ParseMode reads sea, air or land in any case.
func ParseMode(s string) (Mode, error) {
	switch m := Mode(strings.ToLower(strings.TrimSpace(s))); m {
	case sea, air, land:
		return m, nil
	}
	return "", &Error{Subject: fmt.Sprintf("fees %q", s), Reason: "want sea, air or land"}
}

// Fee is a charge beside the duty.
type Fee struct {
	Name   string
	Rate   decimal.Decimal // of the customs value
	Amount decimal.Decimal // to the cent, half up
	Reason string
}

// processing are the least and the most of the merchandise processing fee of a formal
// entry, and the fee of an informal one, by fiscal year.
type processing struct {
	year                  int
	least, most, informal string
	source                string
}

var processingYears = []processing{
	{2024, "31.67", "614.35", "2.53", "fiscal year 2024, 88 FR 48900"},
	{2025, "32.71", "634.62", "2.62", "fiscal year 2025"},
	{2026, "33.58", "651.50", "2.69", "fiscal year 2026, 90 FR 34665"},
	{2027, "34.58", "670.86", "2.77", "fiscal year 2027, FR Doc. 2026-15530"},
}

// informalMost is the highest value of an informal entry, USD (19 CFR 143.21).
const informalMost = 2500

// Fees returns the fees of a formal entry of one line. See Summary.Fees.
func Fees(entry tariff.Entry, mode Mode) ([]Fee, error) {
	return Summary{Lines: []tariff.Entry{entry}, Mode: mode}.Fees()
}

// Summary is what is entered under one entry number: its lines, of one day, and how they
// arrive. The bounds of the processing fee are of a summary, and not of a line.
type Summary struct {
	Lines []tariff.Entry
	Mode  Mode
	// Informal says that it is entered informally, which its value must allow.
	Informal bool
}

// Error reports a text that is no mode of transport, lines that cannot stand under one entry
// summary, or a line of an embedded table that cannot be read.
type Error struct{ Subject, Reason string }

func (e *Error) Error() string { return e.Subject + ": " + e.Reason }

// Fees returns the fees of an entry: merchandise processing, 0.3464 percent of the value
// within bounds that change every October, or a fixed sum for an informal entry filed by a
// computer (19 CFR 24.23), and harbor maintenance, 0.125 percent on goods that come by sea
// (19 CFR 24.24). Goods under the USMCA and most free trade agreements, of Israel and the
// Caribbean Basin, and most goods of chapter 98 pay no merchandise processing, and their
// value is left out of its base; least developed countries of the Generalized System of
// Preferences, which has lapsed, are not told apart. Fees are no duties and stand in no
// total of an assessment.
//
// An origin and a symbol of a program count in any spelling that package trade reads; one
// that is none is an error, and so is a mode that is none. A day for whose fiscal year the
// bounds are not known is a *tariff.HorizonError.
func (s Summary) Fees() ([]Fee, error) {
	mode, err := ParseMode(string(s.Mode))
	if err != nil {
		return nil, err
	}
	if len(s.Lines) == 0 {
		return nil, &Error{"entry summary", "it has no lines"}
	}
	base, total := decimal.Decimal{}, decimal.Decimal{}
	why, paying := "", false
	for i := range s.Lines {
		line := &s.Lines[i]
		if line.Date != s.Lines[0].Date {
			return nil, &Error{
				"entry summary",
				fmt.Sprintf("line %d is of %s, line 1 of %s; one entry has one day", i+1, line.Date, s.Lines[0].Date),
			}
		}
		if line.Value.IsNegative() {
			return nil, &tariff.ValueError{
				Field: "value", Text: line.Value.String(),
				Reason: fmt.Sprintf("of line %d is negative", i+1),
			}
		}
		total = total.Add(line.Value)
		free, err := outsideProcessing(*line)
		if err != nil {
			return nil, err
		}
		if free == "" {
			base, paying = base.Add(line.Value), true
		} else if why == "" {
			why = free
		}
	}
	if most := decimal.NewFromInt(informalMost); s.Informal && total.GreaterThan(most) {
		return nil, &tariff.ValueError{
			Field: "value", Text: total.String(),
			Reason: fmt.Sprintf("is above %s, the most of an informal entry", most),
		}
	}
	fee := Fee{Name: "merchandise processing", Reason: "none " + why}
	if paying {
		if fee, err = s.processing(base); err != nil {
			return nil, err
		}
	}
	fees := []Fee{fee}
	if mode == sea {
		rate := decimal.New(125, -5)
		harbor := Fee{"harbor maintenance", rate, exact.MulDecimal(total, rate, 2, exact.HalfUp), "goods by sea"}
		if s.Informal {
			harbor.Reason += "; whether an informal entry is spared was not seen"
		}
		fees = append(fees, harbor)
	}
	return fees, nil
}

// outsideProcessing says why goods pay no merchandise processing fee, or "" when they do
// (19 CFR 24.23(c)). Agreements that are not named there, those with Jordan, Morocco and
// Japan among them, do not lift it.
func outsideProcessing(entry tariff.Entry) (string, error) {
	product := entry.Product
	if product != "" {
		var err error
		if product, err = trade.ParseProduct(string(product)); err != nil {
			return "", err
		}
	}
	program := strings.ToUpper(strings.TrimSpace(entry.Claims.Program))
	if entry.Claims.USMCA || program == "S" || program == "S+" {
		return "on goods entered under the USMCA, (c)(3)", nil
	}
	if slices.Contains(strings.Fields("AU BH CL CO KR OM P P+ PA PE SG"), program) {
		return "on goods entered under " + program + ", (c)(6) to (14)", nil
	}
	origin, err := trade.ParseCountry(string(entry.Origin))
	if err != nil {
		return "", err
	}
	switch {
	case origin == "IL":
		return "on products of Israel, (c)(5)", nil
	case beneficiary("E", origin):
		return "on products of a beneficiary of the CBERA, (c)(1)(iii)", nil
	case slices.Contains(strings.Fields("AS GU MP UM VI"), string(origin)):
		return "on products of an insular possession, (c)(1)(ii)", nil
	case product.Within("98") && !product.Within("98020060") && !product.Within("98020080"):
		return "on goods of chapter 98, (c)(1)(i)", nil
	}
	return "", nil
}

// processing is the fee on the value that pays it.
func (s *Summary) processing(base decimal.Decimal) (Fee, error) {
	f := Fee{Name: "merchandise processing", Rate: decimal.New(3464, -6)}
	on := s.Lines[0].Date
	for _, b := range processingYears {
		if !trade.USFiscalYear(b.year).Interval().Contains(on) {
			continue
		}
		var amounts [3]decimal.Decimal
		for i, text := range []string{b.least, b.most, b.informal} {
			var err error
			if amounts[i], err = decimal.NewFromString(text); err != nil {
				return f, err
			}
		}
		f.Amount, f.Reason = exact.MulDecimal(base, f.Rate, 2, exact.HalfUp), "formal entry, "+b.source
		switch least, most := amounts[0], amounts[1]; {
		case s.Informal:
			f.Rate, f.Amount, f.Reason = decimal.Decimal{}, amounts[2], "informal entry, filed by a computer, "+b.source
		case f.Amount.LessThan(least):
			f.Amount, f.Reason = least, "least of "+b.source
		case f.Amount.GreaterThan(most):
			f.Amount, f.Reason = most, "most of "+b.source
		}
		return f, nil
	}
	first := trade.USFiscalYear(processingYears[0].year).Interval().From
	last := trade.USFiscalYear(processingYears[len(processingYears)-1].year).Interval().LastDay()
	return f, &tariff.HorizonError{Asked: on, KnownFrom: first, KnownUntil: last, What: "the merchandise processing fee"}
}

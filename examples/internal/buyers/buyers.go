// Package buyers reads what the programs about buyers of Russian oil ask alike: the buyers, and
// the rates in percent of a duty that punishes them.
package buyers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// Error is an input that cannot be used.
type Error struct{ Field, Value, Reason string }

func (e *Error) Error() string { return fmt.Sprintf("-%s %s: %s", e.Field, e.Value, e.Reason) }

// ErrorCode names the class of the error.
func (e *Error) ErrorCode() string { return "bad_input" }

// Parse reads countries with commas between, each once, and neither the seller of the oil nor
// the sender of the duty.
func Parse(text string) ([]string, error) {
	var out []string
	for name := range strings.SplitSeq(text, ",") {
		c, err := trade.ParseCountry(strings.TrimSpace(name))
		switch {
		case err != nil:
			return nil, fmt.Errorf("-buyer: %w", err)
		case c == "RU":
			return nil, &Error{"buyer", "RU", "it sells the oil; name who buys it"}
		case c == "US":
			return nil, &Error{"buyer", "US", "it is the sender of the duty; name whom it punishes"}
		case slices.Contains(out, string(c)):
			return nil, &Error{"buyer", string(c), "it stands twice"}
		}
		out = append(out, string(c))
	}
	return out, nil
}

// Rates reads rates in percent with commas between, "25" or "25%", from 0 to 10000, each once, as
// fractions. notes say of a number between 0 and 1 without its sign how it was read: elsewhere in
// these programs rates are fractions.
func Rates(text string) (rates []decimal.Decimal, notes []string, err error) {
	for part := range strings.SplitSeq(text, ",") {
		number, signed := strings.CutSuffix(strings.TrimSpace(part), "%")
		d, err := decimal.NewFromString(strings.TrimSpace(number))
		switch {
		case err != nil || len(part) > 40 || d.Exponent() < -12 || d.Exponent() > 18:
			return nil, nil, &Error{
				"rate", fmt.Sprintf("%q", part), "is not a number; state the rate in percent, such as 25",
			}
		case d.IsNegative() || d.GreaterThan(decimal.NewFromInt(10000)):
			return nil, nil, &Error{"rate", part, "state a rate from 0 to 10000 percent"}
		}
		if !signed && d.IsPositive() && d.LessThan(decimal.New(1, 0)) {
			notes = append(notes, fmt.Sprintf("-rate %s is read as %s percent; %s percent is -rate %s",
				part, d, d.Shift(2), d.Shift(2)))
		}
		d = d.Shift(-2)
		if slices.ContainsFunc(rates, d.Equal) {
			return nil, nil, &Error{"rate", part, "it stands twice"}
		}
		rates = append(rates, d)
	}
	return rates, notes, nil
}

package oil

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/clip"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Price is what one unit of an oil costs, and what that includes. Two prices are
// compared only when currency, unit and basis agree: the same barrel of Urals was
// quoted at 45.70 dollars FOB Primorsk and near the price of Brent delivered to India.
type Price struct {
	Amount   decimal.Decimal
	Currency trade.Currency
	Per      trade.Unit
	Basis    trade.PriceBasis
	// Point is the place of the basis: "Primorsk", "India west coast".
	Point string
	// Period is the day or the days of the price, if known.
	Period trade.Interval
	Source string
}

// priceFault says what a price leaves open, or where two prices differ.
func priceFault(missing []string, subject, reason string) *Error {
	return &Error{Code: "price", Subject: subject, Reason: reason, Missing: missing}
}

// Check reports what a price leaves open, as an *Error "price". A basis is one of those
// of package trade; a unit is one of mass or volume.
func (p Price) Check() error {
	if err := check(p.Amount); err != nil {
		return err
	}
	var missing []string
	if !p.Currency.Valid() {
		missing = append(missing, "currency")
	}
	if _, _, err := base(p.Per); err != nil {
		missing = append(missing, "unit")
	}
	if !p.Basis.Valid() {
		missing = append(missing, "basis")
	}
	if missing != nil {
		return priceFault(missing, fmt.Sprintf("price %s", p), "state its "+strings.Join(missing, " and its "))
	}
	return nil
}

// String prints "USD 68.60/bbl FOB Primorsk", with "?" for what is not stated.
func (p Price) String() string {
	or := func(s string) string {
		if s == "" {
			return "?"
		}
		return clip.Text(s)
	}
	s := or(string(p.Currency)) + " " + trade.Thousands(p.Amount) + "/" + or(string(p.Per)) + " " + or(string(p.Basis))
	if p.Point != "" {
		s += " " + clip.Text(p.Point)
	}
	return s
}

// In states the price for another unit, dollars a tonne as dollars a barrel, with
// one rounding. Between two units of mass, or two of volume, the factor plays no part.
func (p Price) In(per trade.Unit, f Factor, places int32, m exact.Mode) (Price, error) {
	if err := p.Check(); err != nil {
		return Price{}, err
	}
	// One new unit is num/den of the old, and costs as much.
	num, den, err := f.ratio(per, p.Per)
	if err != nil {
		return Price{}, err
	}
	d, err := exact.Div(p.Amount.Mul(num), den, places, m)
	if err != nil {
		return Price{}, err
	}
	p.Amount, p.Per = d, per
	return p, nil
}

// Exchange states the price in another currency at a rate: so much of the other for
// one of the price's own. It is exact; nothing is rounded.
func (p Price) Exchange(to trade.Currency, rate decimal.Decimal) (Price, error) {
	if err := p.Check(); err != nil {
		return Price{}, err
	}
	if err := check(rate); err != nil {
		return Price{}, err
	}
	if !to.Valid() || !rate.IsPositive() {
		return Price{},
			fault("rate", fmt.Sprintf("rate of %s for one %s", clip.Text(string(to)), clip.Text(string(p.Currency))),
				"%s; want a currency and so much of it, above zero", clip.Text(text(rate)))
	}
	p.Amount, p.Currency = p.Amount.Mul(rate), to
	return p, nil
}

// Spread is a price less a benchmark: a discount is negative.
type Spread struct {
	Price, Benchmark Price
	Amount           decimal.Decimal
}

// Against is the price less a benchmark of the same currency and unit, exactly. The
// bases may differ, as they do in the trade (FOB Primorsk, or delivered India,
// against the same Brent); the Spread keeps both prices, since a discount without
// them cannot be told from another by as much as the freight.
func (p Price) Against(benchmark Price) (Spread, error) {
	for _, q := range []Price{p, benchmark} {
		if err := q.Check(); err != nil {
			return Spread{}, err
		}
	}
	var differ []string
	if p.Currency != benchmark.Currency {
		differ = append(differ, "currencies")
	}
	if p.Per != benchmark.Per {
		differ = append(differ, "units")
	}
	if differ != nil {
		return Spread{}, priceFault(differ, fmt.Sprintf("%s and %s are not compared", p, benchmark),
			strings.Join(differ, " and ")+" differ; convert one first")
	}
	return Spread{p, benchmark, p.Amount.Sub(benchmark.Amount)}, nil
}

// SameBasis reports whether the two prices include the same costs.
func (s Spread) SameBasis() bool { return s.Price.Basis == s.Benchmark.Basis }

// String prints both prices with the spread.
func (s Spread) String() string {
	return fmt.Sprintf("%s: %s less %s", trade.Thousands(s.Amount), s.Price, s.Benchmark)
}

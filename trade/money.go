package trade

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
)

// Currency is an ISO 4217 code in capitals, such as "USD".
type Currency string

const currencies = " AED ARS AUD BRL CAD CHF CLP CNY COP CZK DKK EUR GBP HKD HUF IDR ILS INR JPY KRW KZT MXN MYR NOK NZD PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR "

// CurrencyError reports a text that is no currency, or two currencies that were
// to be added.
type CurrencyError struct {
	Text  string
	Other Currency
}

func (e *CurrencyError) Error() string {
	if e.Other != "" {
		return fmt.Sprintf("amounts in %s and %s are not added; convert one at a stated rate first", e.Text, e.Other)
	}
	return fmt.Sprintf("currency %q: no such code; want an ISO 4217 code such as USD", clip(e.Text))
}

// ParseCurrency reads an ISO 4217 code in any case.
func ParseCurrency(s string) (Currency, error) {
	c := strings.ToUpper(strings.TrimSpace(s))
	if len(c) != 3 || !strings.Contains(currencies, " "+c+" ") {
		return "", &CurrencyError{Text: s}
	}
	return Currency(c), nil
}

// Money is an amount in a currency.
type Money struct {
	Amount   decimal.Decimal `json:"amount"`
	Currency Currency        `json:"currency"`
}

// Add adds two amounts of one currency.
func (m Money) Add(o Money) (Money, error) {
	if m.Currency != o.Currency {
		return Money{}, &CurrencyError{string(m.Currency), o.Currency}
	}
	return Money{m.Amount.Add(o.Amount), m.Currency}, nil
}

// Sub subtracts an amount of the same currency.
func (m Money) Sub(o Money) (Money, error) { return m.Add(Money{o.Amount.Neg(), o.Currency}) }

// String prints "USD 1,234.50".
func (m Money) String() string { return string(m.Currency) + " " + Thousands(m.Amount) }

// PriceBasis says which costs a price or a value includes.
type PriceBasis string

// The price bases.
const (
	FOB          PriceBasis = "FOB"           // loaded on the ship at the port of export; no ocean freight, no insurance
	FAS          PriceBasis = "FAS"           // alongside the ship at the port of export; loading not included
	CIF          PriceBasis = "CIF"           // with freight and insurance to the port of import
	CFR          PriceBasis = "CFR"           // with freight to the port of import, without insurance
	DES          PriceBasis = "DES"           // delivered on the ship at the port of import: freight and insurance included
	DAP          PriceBasis = "DAP"           // delivered at the named place: freight and insurance included
	CustomsValue PriceBasis = "customs value" // as the importing country defines it; in the United States without freight and insurance
)

// Freight and Insurance report whether the price includes the cost of carriage
// and of insurance to the country of import. For a customs value that depends on
// the country: the answer is that of the United States.
func (b PriceBasis) Freight() bool { return b == CIF || b == CFR || b == DES || b == DAP }

// Insurance reports whether the price includes insurance.
func (b PriceBasis) Insurance() bool { return b == CIF || b == DES || b == DAP }

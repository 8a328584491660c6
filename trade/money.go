package trade

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Currency is an ISO 4217 code in capitals, such as "USD". The zero Currency is not
// set.
type Currency string

// currencies are those in which trade is commonly stated.
const currencies = " AED ARS AUD BDT BHD BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR IQD IRR JPY KRW KWD KZT LKR MXN MYR NGN NOK NZD OMR PEN PHP PKR PLN QAR RON RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR "

// CurrencyError reports a text that is no currency, or two currencies that were
// to be added.
type CurrencyError struct {
	Text  string
	Other Currency
}

func (e *CurrencyError) Error() string {
	if e.Other != "" {
		return fmt.Sprintf("amounts in %s and %s are not added; convert one at a stated rate first", clip.Text(e.Text),
			clip.Text(string(e.Other)))
	}
	return fmt.Sprintf("currency %q: no such code; want an ISO 4217 code such as USD", clip.Text(e.Text))
}

// ParseCurrency reads an ISO 4217 code in any case.
func ParseCurrency(s string) (Currency, error) {
	if c := Currency(strings.ToUpper(strings.TrimSpace(s))); c.Valid() {
		return c, nil
	}
	return "", &CurrencyError{Text: s}
}

// Valid reports whether the code is one of those known here.
func (c Currency) Valid() bool {
	return len(c) == 3 && strings.Contains(currencies, " "+string(c)+" ")
}

// String is the code.
func (c Currency) String() string { return string(c) }

// MarshalText writes the code.
func (c Currency) MarshalText() ([]byte, error) { return []byte(c), nil }

// UnmarshalText reads what ParseCurrency reads; the empty text is the zero Currency.
func (c *Currency) UnmarshalText(b []byte) error { return unmarshal(c, b, ParseCurrency) }

// maxExponent bounds the power of ten of an amount. It is far above any trade, and
// keeps an amount such as 1e999999999 from being written out digit by digit.
const maxExponent = 1000

// AmountError reports an amount whose power of ten is out of range: one below
// -1,000 or above 1,000.
type AmountError struct{ Exponent int32 }

func (e *AmountError) Error() string {
	return fmt.Sprintf("an amount times ten to the power of %d: the power lies between -%d and %d; write the number out",
		e.Exponent, maxExponent, maxExponent)
}

func inRange(d decimal.Decimal) bool {
	return d.Exponent() >= -maxExponent && d.Exponent() <= maxExponent
}

func checkAmount(d decimal.Decimal) error {
	if !inRange(d) {
		return &AmountError{d.Exponent()}
	}
	return nil
}

// Money is an amount in a currency. Amounts are exact; nothing here rounds.
type Money struct {
	Amount   decimal.Decimal `json:"amount"`
	Currency Currency        `json:"currency"`
}

// Add adds two amounts of one currency, exactly. Two currencies are a
// *CurrencyError, an amount out of range is an *AmountError.
func (m Money) Add(o Money) (Money, error) {
	if m.Currency != o.Currency {
		return Money{}, &CurrencyError{string(m.Currency), o.Currency}
	}
	for _, d := range []decimal.Decimal{m.Amount, o.Amount} {
		if err := checkAmount(d); err != nil {
			return Money{}, err
		}
	}
	return Money{m.Amount.Add(o.Amount), m.Currency}, nil
}

// Sub subtracts an amount of the same currency, with the errors of Add.
func (m Money) Sub(o Money) (Money, error) { return m.Add(Money{o.Amount.Neg(), o.Currency}) }

// String prints "USD 1,234.50".
func (m Money) String() string { return string(m.Currency) + " " + Thousands(m.Amount) }

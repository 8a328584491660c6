package schedule

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/trade"
)

// unit is a unit of an official duty: so many of a unit of the library.
type unit struct {
	places int32 // the amount is for ten to the power of so many
	per    string
}

// units are those that the layouts write, by code and in words.
var units = map[string]unit{
	"DTN": {2, "kg"}, "100 KG": {2, "kg"}, "KGM": {0, "kg"}, "KG": {0, "kg"}, "TNE": {0, "t"}, "T": {0, "t"},
	"1000 KG": {0, "t"}, "1,000 KG": {0, "t"}, "TONNE": {0, "t"}, "GRM": {0, "g"}, "G": {0, "g"},
	"HLT": {2, "liter"}, "HL": {2, "liter"}, "100 L": {2, "liter"}, "LTR": {0, "liter"}, "L": {0, "liter"},
	"LITRE": {0, "liter"},
	"MTQ":   {0, "m3"}, "M3": {0, "m3"}, "MTK": {0, "m2"}, "M2": {0, "m2"}, "MTR": {0, "m"}, "M": {0, "m"},
	"NAR": {0, "each"}, "P/ST": {0, "each"}, "ITEM": {0, "each"}, "CEN": {2, "each"}, "100 P/ST": {2, "each"},
	"MIL": {3, "each"}, "1000 P/ST": {3, "each"}, "1000 ITEMS": {3, "each"}, "CTM": {0, "carat"},
}

// notComputed are words of duties that are refused by name.
var notComputed = []struct{ word, reason string }{
	{"COND", "a duty under conditions"},
	{"ENTRY PRICE", "an entry price"},
	{"EP", "an entry price"},
	{"EA", "an agricultural component"},
	{"AC", "an agricultural component"},
	{"AD S/Z", "an additional duty on sugar"},
	{"AD F/M", "an additional duty on flour"},
	{"SD", "an additional duty on sugar"},
	{"FD", "an additional duty on flour"},
	{"NIHIL", "no duty is stated"},
	{"% VOL", "an amount by strength"},
	{"ASV", "an amount by strength"},
}

// dutyOf is a duty as duty.Parse reads it, or the reason why it is not computed.
func dutyOf(text string, currency trade.Currency) (canonical, reason string) {
	plain := strings.Join(strings.Fields(text), " ")
	upper := strings.ToUpper(plain)
	if plain == "" {
		return "", "no duty is stated"
	}
	if upper == "NAR" {
		return "", "no duty is stated"
	}
	for _, n := range notComputed {
		if hasWord(upper, n.word) {
			return "", n.reason
		}
	}
	if _, err := duty.Parse(plain); err == nil {
		return plain, ""
	}
	if bound, reason, ok := bounded(upper, currency); ok {
		return bound, reason
	}
	var out []string
	for term := range strings.SplitSeq(upper, "+") {
		t, reason := termOf(strings.TrimSpace(term), currency)
		if reason != "" {
			return "", reason
		}
		out = append(out, t.String())
	}
	canonical = strings.Join(out, " + ")
	if _, err := duty.Parse(canonical); err != nil {
		return "", "the text is no duty"
	}
	return canonical, ""
}

// hasWord finds a word that stands by itself.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(word)
		letter := func(i int) bool { return i >= 0 && i < len(text) && text[i] >= 'A' && text[i] <= 'Z' }
		if !letter(from-1) && !letter(to) || strings.HasPrefix(word, "%") {
			return true
		}
		at = to
	}
}

// term is one addend: a percentage, or an amount for a unit.
type term struct {
	rate decimal.Decimal
	per  string // "" of a percentage
}

// String is the term as tariff.ParseDuty reads it.
func (t term) String() string {
	if t.per == "" {
		return t.rate.String() + "%"
	}
	return money(t.rate, t.per)
}

// money is an amount for a unit, in the currency of the book.
func money(amount decimal.Decimal, per string) string {
	if per == "each" {
		return "$" + amount.String() + " each"
	}
	return "$" + amount.String() + "/" + per
}

// termOf reads an addend: "12.8 %", "93.1 EUR/100 KG", "9 EUR TNE".
func termOf(text string, currency trade.Currency) (t term, reason string) {
	end := strings.IndexFunc(text, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if end <= 0 {
		return t, "the text is no duty"
	}
	amount, rest := text[:end], strings.TrimSpace(text[end:])
	if strings.Contains(amount, ",") {
		return t, "a number with a comma: write a point before the decimals"
	}
	rate, err := decimal.NewFromString(amount)
	if err != nil || len(amount) > 20 {
		return t, "the text is no duty"
	}
	if rest == "%" {
		return term{rate: rate}, ""
	}
	code, of, _ := strings.Cut(strings.ReplaceAll(rest, "/", " /"), " ")
	of = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(of), "/"))
	in, err := trade.ParseCurrency(code)
	if err != nil {
		return t, "the text is no duty"
	}
	if in != currency {
		return t, fmt.Sprintf("an amount in %s; the book is in %s", in, currency)
	}
	u, known := units[strings.ReplaceAll(of, " /", "/")]
	if !known {
		return t, fmt.Sprintf("the unit %q is not known", of)
	}
	return term{rate.Shift(-u.places), u.per}, ""
}

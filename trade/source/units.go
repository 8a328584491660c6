package source

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// ValueUnit is what the values of a file count: a currency and how many zeros are left
// out, 3 for thousands. The zero ValueUnit says nothing.
type ValueUnit struct {
	Currency trade.Currency
	Scale    int32
	// Scaled: the scale is said, if only to be one.
	Scaled bool
}

// unitError reports a text that is no unit of values.
type unitError struct{ Text, Unknown string }

func (e *unitError) Error() string {
	return fmt.Sprintf(
		"unit %q: %q is none that is known; write a currency and a scale, such as USD, 1000 USD or EUR million",
		clipped(e.Text), clipped(e.Unknown))
}

// signs are ways to write currencies that are not letters alone, the longest first.
var signs = strings.NewReplacer(
	"u.s. dollars", " usd ", "u.s. dollar", " usd ", "us dollars", " usd ", "us dollar", " usd ", "us-dollars", " usd ",
	"us-dollar", " usd ", "u.s.$", " usd ", "us $", " usd ", "us$", " usd ",
	"$us", " usd ", "canadian dollars", " cad ", "c$", " cad ", "a$", " aud ", "australian dollars", " aud ", "hk$",
	" hkd ",
	"pounds sterling", " gbp ", "indian rupees", " inr ", "rs.", " inr ", "₹", " inr ", "€", " eur ", "£", " gbp ", "$",
	" usd ",
	"美元", " usd ", "人民币", " cny ", "亿", " 1e8 ", "万", " 1e4 ", "千", " 1000 ", "元", " ",
	"'000", " 1000 ", "’000", " 1000 ", "000s", " 1000 ", "1,000,000", " 1000000 ", "1,000", " 1000 ", "1 000 000",
	" 1000000 ", "1 000", " 1000 ",
)

// unitNames are the words of units.
var (
	scaleNames = map[string]int32{
		"1": 0, "000": 3, "1000": 3, "1e4": 4, "1e8": 8, "10000": 4, "100000": 5, "1000000": 6, "000000": 6, "1000000000": 9,
		"thousand": 3, "thousands": 3, "thous": 3, "k": 3, "tsd": 3, "th": 3, "million": 6, "millions": 6, "mill": 6, "mn": 6,
		"mln": 6, "mio": 6, "m": 6, "mm": 6,
		"billion": 9, "billions": 9, "bn": 9, "bln": 9, "crore": 7, "crores": 7, "lakh": 5, "lakhs": 5, "lac": 5, "lacs": 5,
		"trillion": 12,
		"actual":   0, "whole": 0, "single": 0,
	}
	currencyNames = map[string]trade.Currency{
		"dollars": "USD", "dollar": "USD", "euro": "EUR", "euros": "EUR", "rupees": "INR", "rupee": "INR", "rs": "INR",
		"yuan": "CNY", "rmb": "CNY", "yen": "JPY", "roubles": "RUB", "rubles": "RUB",
	}
	// besideUnits are words that stand with a unit and say nothing about it.
	besideUnits = map[string]bool{
		"value": true, "values": true, "trade": true, "customs": true, "import": true, "imports": true, "export": true,
		"exports": true, "amount": true, "amounts": true,
		"in": true, "of": true, "the": true, "a": true, "and": true, "all": true, "figures": true, "unit": true,
		"units": true, "are": true, "is": true, "total": true,
		"fob": true, "cif": true, "fas": true, "gen": true, "cons": true, "default": true, "member": true, "nominal": true,
		"current": true, "prices": true, "declared": true,
		"entered": true, "invoice": true, "stated": true, "expressed": true, "unless": true, "otherwise": true, "noted": true,
		"statistical": true, "vessel": true, "measured": true,
		"currency": true, "by": true, "on": true, "basis": true, "as": true, "to": true,
	}
)

// ParseValueUnit reads a unit of values as people write it: "USD", "1000 USD", "EUR
// million", "thousands of US dollars", "US$ 000", "Rs Crore". A word that is not known
// is a *UnitError.
func ParseValueUnit(text string) (ValueUnit, error) {
	var u ValueUnit
	fields := strings.FieldsFunc(signs.Replace(strings.ToLower(text)), func(c rune) bool {
		return strings.ContainsRune(" \t()[]{}:;,./-_=|", c)
	})
	for _, word := range fields {
		word = strings.Trim(word, "'\"’")
		scale, isScale := scaleNames[word]
		c, isCurrency := currencyNames[word]
		if !isCurrency && len(word) == 3 && !isScale && !besideUnits[word] {
			if parsed, err := trade.ParseCurrency(strings.ToUpper(word)); err == nil {
				c, isCurrency = parsed, true
			}
		}
		switch {
		case word == "" || besideUnits[word]:
		case isScale:
			u.Scale, u.Scaled = u.Scale+scale, true
		case isCurrency && (u.Currency == "" || u.Currency == c || word == "dollars" || word == "dollar"):
			if u.Currency == "" {
				u.Currency = c
			}
		default:
			return ValueUnit{}, &unitError{text, word}
		}
	}
	if u.Scale > 12 {
		return ValueUnit{}, &unitError{text, text}
	}
	return u, nil
}

// String writes a unit: "1000 USD".
func (u ValueUnit) String() string {
	s := string(u.Currency)
	if u.Scale > 0 {
		s = "1" + strings.Repeat("0", int(u.Scale)) + " " + s
	}
	return strings.TrimSpace(s)
}

// join puts together what two places say; ok is false when they contradict each other.
func (u ValueUnit) join(o ValueUnit) (both ValueUnit, ok bool) {
	if u.Currency != "" && o.Currency != "" && u.Currency != o.Currency || u.Scaled && o.Scaled && u.Scale != o.Scale {
		return u, false
	}
	if o.Currency != "" {
		u.Currency = o.Currency
	}
	if o.Scaled {
		u.Scale, u.Scaled = o.Scale, true
	}
	return u, true
}

// The ways in which a title states a unit: after words that say so, where an unknown
// one is a problem; and by itself or in brackets.
var (
	statedUnit  = regexp.MustCompile(`(?:\b(?:values?|amounts?|figures)\b[^.;|]*?\bin\b|\b(?:units?|currency|单位)\s*[:：=]|\bunits? (?:is|are)\b)\s*([^;|)\]]+)`)
	bracketUnit = regexp.MustCompile(`[(\[]([^)\]]+)[)\]]`)
)

// titleValueUnit reads the unit that a title states. Prose that happens to have "in" in it,
// such as the name of a country after it, states none.
func titleValueUnit(text string) (u ValueUnit, stated string, err error) {
	if m := statedUnit.FindStringSubmatch(text); m != nil {
		stated = strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(m[1]), "."))
		if first, _, ok := strings.Cut(stated, ". "); ok {
			stated = first
		}
		u, err = ParseValueUnit(stated)
		if err == nil {
			return u, stated, nil
		}
		if periodLike(stated) || placeLike(stated) {
			return ValueUnit{}, "", nil
		}
		return u, stated, err
	}
	for _, m := range bracketUnit.FindAllStringSubmatch(text, -1) {
		if u, err := ParseValueUnit(m[1]); err == nil && (u.Currency != "" || u.Scaled) {
			return u, m[1], nil
		}
	}
	if u, err := ParseValueUnit(text); err == nil && (u.Currency != "" || u.Scaled && u.Scale > 0) {
		return u, text, nil
	}
	for _, sep := range []string{",", ":", ";", " - ", "|"} { // US imports, USD million
		if i := strings.LastIndex(text, sep); i >= 0 {
			if u, err := ParseValueUnit(text[i+len(sep):]); err == nil && (u.Currency != "" || u.Scaled && u.Scale > 0) {
				return u, text[i+len(sep):], nil
			}
		}
	}
	return ValueUnit{}, "", nil
}

var someYear = regexp.MustCompile(`\b(?:19|20)\d\d\b`)

func periodLike(text string) bool { return someYear.MatchString(text) }

// placeLike tells the beginning of a place: "in India", "in the world".
func placeLike(text string) bool {
	text = strings.TrimPrefix(text, "the ")
	if _, ok := trade.LookupCountry(text); ok || isGroup(text) || text == "world" {
		return true
	}
	return false
}

// valueUnit finds out what the values count: from the heading, the titles and the
// options, which must not contradict one another.
func (r *reader) valueUnit() error {
	m := r.b.measure
	unit := ValueUnit{}
	heading := ""
	if m != nil {
		unit = ValueUnit{Currency: m.Currency, Scale: m.Scale, Scaled: m.Scale != 0}
		heading = strings.TrimSpace(r.d.raw[r.b.value])
		switch more, err := r.headingUnit(r.d.cells[r.b.value]); {
		case err != nil:
			return r.f.refuse(codeUnit, r.d.Sheet, r.d.cell(r.b.value), heading, "the heading states a "+err.Error())
		default:
			both, ok := unit.join(more)
			if !ok {
				return r.f.refuse(codeUnit, r.d.Sheet, r.d.cell(r.b.value), heading,
					fmt.Sprintf("the heading states %s where the layout counts in %s", more, unit))
			}
			if unit = both; r.l.notes && (m.Currency == "" || m.Scale != unit.Scale) {
				r.rep.Why = append(r.rep.Why, fmt.Sprintf("the heading %q says that values are in %s", clipped(heading), unit))
			}
		}
	}
	if !r.l.titleUnit {
		for _, text := range r.d.above {
			said, stated, err := titleValueUnit(text)
			if err != nil {
				return r.f.refuse(codeUnit, r.d.Sheet, "", stated,
					"the title states a unit that is not known; write a currency and a scale, such as 1000 USD, or take the title "+
						"out and name the unit")
			}
			if said == (ValueUnit{}) {
				continue
			}
			both, ok := unit.join(said)
			if !ok {
				return r.f.refuse(codeUnit, r.d.Sheet, "", text,
					fmt.Sprintf("the title states %s and the heading %s; take out what does not hold", said, unit))
			}
			if both != unit {
				unit = both
				r.rep.Why = append(r.rep.Why, fmt.Sprintf("%q says that values are in %s", clipped(text), unit))
			}
		}
		both, ok := unit.join(r.o.Unit)
		if !ok {
			return r.f.refuse(codeUnit, r.d.Sheet, "", r.o.Unit.String(),
				fmt.Sprintf("the file counts in %s, and the unit that was named is another", unit))
		}
		if both != unit {
			unit = both
			r.assume("values in %s, as the options say", unit)
		}
	}
	if unit.Currency == "" && r.l.notes {
		if m != nil {
			return r.f.refuse(codeUnstated, r.d.Sheet, r.d.cell(r.b.value), heading,
				"the currency of the values is not stated: write it into the heading, value_usd, or name the unit, such as USD "+
					"or 1000 EUR")
		}
		unit.Currency = "USD"
		r.assume("values in US dollars: the sheet names no currency")
	}
	r.scale, r.money, r.said = unit.Scale, unit.Currency, unit
	return nil
}

// headingUnit reads what a heading adds to the currency that the layout knows.
func (r *reader) headingUnit(heading string) (ValueUnit, error) {
	h := normalize(heading)
	if !r.l.notes {
		if i := strings.LastIndex(h, "($us)"); i >= 0 { // USA Trade Online: what follows the unit
			return ParseValueUnit(strings.ReplaceAll(h[i+len("($us)"):], "default member", ""))
		}
		return ValueUnit{}, nil
	}
	if rest, ok := strings.CutPrefix(h, "value_"); ok && len(rest) == 3 {
		return ParseValueUnit(rest)
	}
	return ParseValueUnit(h)
}

var numberInUnit = regexp.MustCompile(`^(\D*?)\s*([-(]?[0-9](?:[0-9.,' ]*[0-9])?\)?)\s*(\D*)$`)

// cellUnit reads a value with its unit beside it in the cell of a person's sheet: "USD
// 1000", "$1000", "1.2m". A unit that is not known, or in another currency than that of
// the column, is a problem. done is false for a plain number.
func (r *reader) cellUnit(column int, v *spreadsheet.Value) (d decimal.Decimal, ok, done bool) {
	if !r.l.notes || v.Kind != spreadsheet.ValueText {
		return d, false, false
	}
	text := strings.TrimSpace(v.Text)
	if _, _, plain := plainDigits(text); plain {
		return d, false, false
	}
	m := numberInUnit.FindStringSubmatch(text)
	if m == nil || strings.TrimSpace(m[1]+m[3]) == "" || strings.Trim(m[1]+m[3], "-+()*.% ") == "" {
		return d, false, false
	}
	unit, err := ParseValueUnit(m[1] + " " + m[3])
	switch {
	case err != nil || unit == (ValueUnit{}):
		return d, false, false // the problem of a text that is no number
	case unit.Currency != "" && unit.Currency != r.money:
		r.fail(column, v,
			faultOf(codeUnit,
				fmt.Sprintf("in %s, and the column is in %s; convert it, or keep the two apart", unit.Currency, r.money)))
		return d, false, true
	}
	d, f := r.textNumber(m[2])
	if f == nil && d.IsNegative() {
		f = faultOf(codeNegative, "below zero; trade has no negative amounts")
	}
	if f != nil {
		r.fail(column, v, f)
		return d, false, true
	}
	scale := r.scale
	if unit.Scaled {
		scale = unit.Scale // the cell says it of itself
	}
	r.note(warnCellUnit, text)
	return d.Shift(scale), true, true
}

// footUnit looks at the unit in a line below the table. It holds for the table as one
// above it does.
func (r *reader) footUnit(text string) {
	if !r.surveying || r.l.titleUnit || r.l.Kind != kindFlows {
		return
	}
	said, stated, err := titleValueUnit(normalize(text))
	if err != nil {
		r.foot = r.f.refuse(codeUnit, r.d.Sheet, r.at(0), stated,
			"a line below the table states a unit that is not known; write a currency and a scale, such as 1000 USD, or take "+
				"the line out")
		return
	}
	both, ok := r.said.join(said)
	switch {
	case !ok:
		r.foot = r.f.refuse(codeUnit, r.d.Sheet, r.at(0), text,
			fmt.Sprintf("a line below the table states %s and the heading or the title %s; take out what does not hold", said,
				r.said))
	case both != r.said:
		r.said, r.scale, r.money = both, both.Scale, both.Currency
		r.rep.Why = append(r.rep.Why, fmt.Sprintf("%q says that values are in %s", clipped(text), both))
	}
}

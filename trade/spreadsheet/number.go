package spreadsheet

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// The bounds of a number that is read: digits from the first that is not 0, and
// the power of ten of its last digit.
const (
	mostDigits = 30
	mostPlaces = 30
)

// NumberFormat says how numbers are written in text. The zero NumberFormat takes
// what is the same in every country: digits, at most one point, a sign in front,
// an exponent.
type NumberFormat struct {
	// Decimal stands before the decimals: '.' or ','; 0 is '.'.
	Decimal rune
	// Group stands between groups of three digits, or of two before the last
	// three as in India: ',', '.', '\'' or ' '; 0 for none. A space also stands for
	// the spaces that do not break and for thin ones, and an apostrophe for the
	// curved one.
	Group rune
	// Percent takes "12.5%" for 0.125.
	Percent bool
	// Parentheses takes "(12)" for -12.
	Parentheses bool
	// TrailingMinus takes "12-" for -12.
	TrailingMinus bool
}

// check tells whether the format makes sense.
func (f NumberFormat) check() (decimalPoint rune, ok bool) {
	decimalPoint = f.Decimal
	if decimalPoint == 0 {
		decimalPoint = '.'
	}
	return decimalPoint, strings.ContainsRune(".,", decimalPoint) &&
		(f.Group == 0 || strings.ContainsRune(",.' ", f.Group)) && f.Group != decimalPoint
}

// ParseNumber reads a number from the text of a cell, to the last digit. It takes
// spaces around the number and a minus sign of either kind; what else it takes,
// the format says. It never guesses: "1,234" without a format is an error with
// "ambiguous". At most 30 digits and 30 places on either side of the point
// are taken. Errors are of type [*ImportError], with the text and without a place.
func ParseNumber(text string, f NumberFormat) (decimal.Decimal, error) {
	point, ok := f.check()
	if !ok {
		return decimal.Zero, refuse(codeOption, "a number format needs two different characters for decimals and groups")
	}
	wrong := func(code string, hint string) (decimal.Decimal, error) {
		return decimal.Zero, refuseText(code, text, hint)
	}
	const longest = 200
	if len(text) > longest {
		return wrong(codeNumber, "this is too long for a number")
	}
	s := strings.Trim(text, " \t\u00A0\u202F\u2009")
	if s == "" {
		return wrong(codeNumber, "a number is missing")
	}
	s, negative, percent := f.signs(s)
	digits, fits := f.plain(s, point)
	if !fits {
		return wrong(f.explain(text))
	}
	d, ok := boundedDecimal(digits)
	if !ok {
		return wrong(codeNumber,
			fmt.Sprintf("a number has at most %d digits and %d places on either side of the point", mostDigits, mostPlaces))
	}
	if percent {
		d = d.Shift(-2)
	}
	if negative {
		d = d.Neg()
	}
	return d, nil
}

// signs takes off the signs; what is left has none unless it is wrong.
func (f NumberFormat) signs(s string) (rest string, negative, percent bool) {
	if f.Parentheses && len(s) > 2 && s[0] == '(' && s[len(s)-1] == ')' {
		inside := strings.Trim(s[1:len(s)-1], " ")
		if inside == "" || strings.ContainsAny(inside, "-+\u2212()") {
			return s, false, false
		}
		s, negative = inside, true
	}
	if f.Percent && strings.HasSuffix(s, "%") {
		s, percent = strings.TrimRight(s[:len(s)-1], " \u00A0\u202F"), true
	}
	if negative {
		return s, true, percent
	}
	for _, minus := range []string{"-", "\u2212"} {
		if after, ok := strings.CutPrefix(s, minus); ok {
			return after, true, percent
		}
		if before, ok := strings.CutSuffix(s, minus); ok && f.TrailingMinus {
			return before, true, percent
		}
	}
	return strings.TrimPrefix(s, "+"), false, percent
}

// plain turns the number into digits with a point and an exponent.
func (f NumberFormat) plain(s string, point rune) (string, bool) {
	var b strings.Builder
	var groups []int // digits of each group before the point
	inGroup, decimals, seenPoint := 0, 0, false
	for i, r := range s {
		switch {
		case r >= '0' && r <= '9':
			b.WriteByte(byte(r))
			if seenPoint {
				decimals++
			} else {
				inGroup++
			}
		case r == point && !seenPoint:
			b.WriteByte('.')
			seenPoint = true
		case f.isGroup(r) && !seenPoint:
			groups = append(groups, inGroup)
			inGroup = 0
		case r == 'e' || r == 'E':
			if !goodGroups(append(groups, inGroup)) || inGroup+decimals == 0 || len(groups) > 0 || !isExponent(s[i+1:]) {
				return "", false
			}
			b.WriteString(s[i:])
			return b.String(), true
		default:
			return "", false
		}
	}
	return b.String(),
		inGroup+decimals > 0 && (!seenPoint || decimals > 0 || inGroup > 0) && goodGroups(append(groups, inGroup))
}

func (f NumberFormat) isGroup(r rune) bool {
	switch f.Group {
	case 0:
		return false
	case ' ':
		return r == ' ' || r == '\u00A0' || r == '\u202F' || r == '\u2009'
	case '\'':
		return r == '\'' || r == '\u2019'
	}
	return r == f.Group
}

// goodGroups takes 1 to 3 digits and then threes, or 1 or 2, then twos, then 3.
func goodGroups(groups []int) bool {
	last := len(groups) - 1
	if last == 0 {
		return true
	}
	threes, twos := groups[0] >= 1 && groups[0] <= 3, groups[0] >= 1 && groups[0] <= 2
	for _, n := range groups[1:last] {
		threes = threes && n == 3
		twos = twos && n == 2
	}
	return (threes || twos) && groups[last] == 3
}

func isExponent(s string) bool {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "+"), "-")
	_, ok := parseIndex([]byte(s))
	return ok && len(s) <= 3
}

// explain says why a text is not a number. Without a format it tries those of
// the world, only to name what they would make of it.
func (f NumberFormat) explain(text string) (code, hint string) {
	if f != (NumberFormat{}) {
		return codeNumber, "this is not a number in the format that was given"
	}
	var readings []string
	for _, style := range []NumberFormat{
		{},
		{Group: ','},
		{Decimal: ',', Group: '.'},
		{Decimal: ',', Group: ' '},
		{Group: ' '},
		{Group: '\''},
	} {
		style.Percent, style.Parentheses, style.TrailingMinus = true, true, true
		if d, err := ParseNumber(text, style); err == nil && !slices.Contains(readings, d.String()) {
			readings = append(readings, d.String())
		}
	}
	switch {
	case len(readings) > 1:
		return codeAmbiguous,
			"this may mean " + strings.Join(readings, " or ") +
				"; say how numbers are written, or store a number in place of text"
	case len(readings) == 1:
		return codeAmbiguous,
			"this may mean " + readings[0] + "; say that numbers are written so, or store a number in place of text"
	}
	return codeNumber, "this is not a number"
}

// boundedDecimal parses digits with a point and an exponent, within the bounds.
func boundedDecimal(s string) (decimal.Decimal, bool) {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return decimal.Zero, false
	}
	if d.IsZero() {
		return decimal.Zero, true
	}
	exponent := int64(d.Exponent())
	return d, d.NumDigits() <= mostDigits && exponent >= -mostPlaces && int64(d.NumDigits())+exponent <= mostPlaces
}

// CellNumber returns the number that a cell of kind [ValueNumber] holds, from its
// digits in the file. Programs store binary fractions with up to 17 digits: where
// a person typed 20.1, the file says 20.100000000000001. So digits beyond the
// fifteenth are dropped when the shorter number is the same one in binary, which
// is the number that programs show; shortened tells so. Any other number keeps
// all its digits. At most 30 digits and 30 places on either side of the point are
// taken; the error is an [*ImportError] without a place.
func CellNumber(digits string) (d decimal.Decimal, shortened bool, err error) {
	if !isNumber([]byte(digits)) {
		return decimal.Zero, false, refuseText(codeNumber, digits, "this is not a number")
	}
	d, ok := boundedDecimal(digits)
	if !ok {
		return decimal.Zero, false,
			refuseText(codeNumber, digits,
				fmt.Sprintf("a number has at most %d digits and %d places on either side of the point", mostDigits, mostPlaces))
	}
	const kept = 15
	extra := d.NumDigits() - kept
	if extra <= 0 {
		return d, false, nil
	}
	short := d.Round(int32(-int64(d.Exponent()) - int64(extra)))
	if short.Equal(d) || inBinary(short).Cmp(inBinary(d)) != 0 {
		return d, false, nil
	}
	return short, true, nil
}

// inBinary rounds a number to the 53 bits that programs keep of it. The quotient
// of two whole numbers is rounded correctly.
func inBinary(d decimal.Decimal) *big.Float {
	const bits = 53
	return new(big.Float).SetPrec(bits).SetRat(d.Rat())
}

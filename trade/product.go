package trade

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Product is a Harmonized System code as text digits without dots, 2 to 10 of
// them in pairs: chapter, heading, subheading, and the national 8 and 10 digits.
// Leading zeros are part of the code. A shorter code stands for everything
// below it.
type Product string

// ProductError reports a text that is not a product code.
type ProductError struct {
	Text   string
	Reason string
}

func (e *ProductError) Error() string {
	return fmt.Sprintf("product %q: %s", clip.Text(e.Text), e.Reason)
}

// ParseProduct reads a code with or without dots ("6109.10.00.12",
// "6109100012"; the statistical suffix may stand without its dot,
// "6109.10.0012").
func ParseProduct(s string) (Product, error) {
	digits := 0
	for i := range len(s) {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			digits++
		case c == '.':
			if i == 0 || i == len(s)-1 || s[i-1] == '.' || (digits != 4 && digits != 6 && digits != 8) {
				return "", &ProductError{s, "a dot stands after the 4th, 6th or 8th digit: 6109.10.00.12"}
			}
		default:
			return "", &ProductError{
				s,
				fmt.Sprintf("%q at offset %d is neither a digit nor a dot; write 6109.10.00.12 or 6109100012", c, i),
			}
		}
	}
	switch {
	case digits == 0:
		return "", &ProductError{s, "empty; write a code of 2 to 10 digits, such as 6109.10.00.12"}
	case digits > 10:
		return "", &ProductError{s, fmt.Sprintf("%d digits; a code has at most 10", digits)}
	case digits%2 != 0:
		return "", &ProductError{s, fmt.Sprintf("%d digits; a code has 2, 4, 6, 8 or 10: is a leading zero missing?", digits)}
	}
	if digits == len(s) {
		return Product(s), nil
	}
	return Product(strings.ReplaceAll(s, ".", "")), nil
}

// String prints the code as the schedule writes it: 6109.10.00.12.
func (p Product) String() string {
	s := string(p)
	if len(s) <= 4 || strings.Contains(s, ".") {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:4])
	for i := 4; i < len(s); i += 2 {
		b.WriteByte('.')
		b.WriteString(s[i:min(i+2, len(s))])
	}
	return b.String()
}

// MarshalText writes the digits without dots.
func (p Product) MarshalText() ([]byte, error) { return []byte(p), nil }

// UnmarshalText reads what ParseProduct reads; the empty text is the empty
// Product, the prefix of all.
func (p *Product) UnmarshalText(b []byte) error { return unmarshal(p, b, ParseProduct) }

// Chapter is the first two digits.
func (p Product) Chapter() string { return string(p[:min(2, len(p))]) }

// Within reports whether p is prefix itself or stands below it.
func (p Product) Within(prefix Product) bool { return strings.HasPrefix(string(p), string(prefix)) }

// ProductSet is a set of products given by prefixes in and prefixes out. The
// longest prefix that matches decides; when the same prefix stands in both, it
// is out. The zero set is empty; AllProducts holds everything.
type ProductSet struct {
	In  []Product `json:"in,omitempty"`
	Out []Product `json:"out,omitempty"`
}

// AllProducts holds every product: its one prefix is the empty one.
func AllProducts() ProductSet { return ProductSet{In: []Product{""}} }

// Contains reports whether the product is in the set.
func (s ProductSet) Contains(p Product) bool {
	in := longestPrefix(s.In, p)
	return in >= 0 && in > longestPrefix(s.Out, p)
}

// longestPrefix returns the length of the longest prefix of p in list, or -1.
func longestPrefix(list []Product, p Product) int {
	best := -1
	for _, q := range list {
		if len(q) > best && p.Within(q) {
			best = len(q)
		}
	}
	return best
}

// Normalize sorts the prefixes and drops repeats.
func (s ProductSet) Normalize() ProductSet {
	in, out := slices.Clone(s.In), slices.Clone(s.Out)
	slices.Sort(in)
	slices.Sort(out)
	return ProductSet{In: slices.Compact(in), Out: slices.Compact(out)}
}

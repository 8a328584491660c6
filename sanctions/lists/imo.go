package lists

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/check"
	"github.com/tradeshock/tradeshock/trade/clip"
)

// IMO is the number of a ship, seven digits of which the last checks the others:
// Σ dᵢ·(8−i) for i = 1 to 6, modulo 10. It stays with the ship for life, whatever
// its name and flag.
type IMO string

func imoFault(text, reason string) *sanctions.Error {
	return &sanctions.Error{Code: "bad_imo", Subject: fmt.Sprintf("IMO number %q", clip.To(text, 80)), Reason: reason}
}

// ParseIMO reads seven digits, with or without "IMO" before them, and checks them.
func ParseIMO(s string) (IMO, error) {
	text := strings.TrimSpace(s)
	if len(text) > 3 && strings.EqualFold(text[:3], "IMO") {
		text = strings.TrimLeft(text[3:], " ")
	}
	if len(text) != 7 || !check.Digits(text) {
		return "", imoFault(s, "want seven digits, such as IMO 9187629")
	}
	sum := 0
	for i := range 6 {
		sum += int(text[i]-'0') * (7 - i)
	}
	if want := sum % 10; want != int(text[6]-'0') {
		return "", imoFault(s, fmt.Sprintf("the check digit should be %d; a digit is wrong or two are swapped", want))
	}
	return IMO(text), nil
}

// String prints "IMO 9187629", and nothing when not set.
func (n IMO) String() string {
	if n == "" {
		return ""
	}
	return "IMO " + string(n)
}

// MarshalText writes the digits.
func (n IMO) MarshalText() ([]byte, error) { return []byte(n), nil }

// UnmarshalText reads what ParseIMO reads; the empty text is not set.
func (n *IMO) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*n = ""
		return nil
	}
	v, err := ParseIMO(string(b))
	if err == nil {
		*n = v
	}
	return err
}

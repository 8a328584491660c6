package sanctions

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade/clip"
)

// Regime is who makes a rule: "EU", "UK", "US", "CA", "JP", "AU", "RU".
type Regime string

// The regimes.
const (
	EU        Regime = "EU"
	UK        Regime = "UK"
	US        Regime = "US"
	canada    Regime = "CA"
	japan     Regime = "JP"
	australia Regime = "AU"
	russia    Regime = "RU"
)

// ParseRegime reads a regime in any case; GB is the UK.
func ParseRegime(s string) (Regime, error) {
	switch r := Regime(strings.ToUpper(strings.TrimSpace(s))); r {
	case "GB":
		return UK, nil
	case EU, UK, US, canada, japan, australia, russia:
		return r, nil
	}
	return "", &Error{
		Code: "unknown_regime", Subject: fmt.Sprintf("regime %q", clip.To(s, 80)),
		Reason: "want EU, UK, US, CA, JP, AU or RU",
	}
}

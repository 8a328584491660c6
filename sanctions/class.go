package sanctions

import (
	"fmt"
	"strings"

	"github.com/tradeshock/tradeshock/trade"
)

// ClassOf is a default for the class of a product by its code in the Combined
// Nomenclature of the EU: 2709 is crude; gasoline, jet, diesel and gas oil are
// premium; fuel oils are discount. It follows a published reading of the trade, not
// the law, which names the codes in an annex. A code that it does not place, such as
// vacuum gas oil among others or a heading that holds both, is a *ClassError.
func ClassOf(p trade.Product) (Class, error) {
	code := strings.ReplaceAll(string(p), ".", "")
	switch {
	case strings.HasPrefix(code, "2709"):
		return Crude, nil
	case strings.HasPrefix(code, "271012"), strings.HasPrefix(code, "27101921"),
		between(code, "27101931", "27101948"), between(code, "27102011", "27102019"):
		return Premium, nil
	case between(code, "27101951", "27101967"):
		return Discount, nil
	}
	return "", &ClassError{fmt.Sprintf("of the code %s", p)}
}

// between compares the first eight digits of a code with two others.
func between(code, first, last string) bool {
	return len(code) >= 8 && digits(code) && code[:8] >= first && code[:8] <= last
}

package duty

import (
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// addedError is the error of an entry whose base rate alone is missing: the duties that are
// added to it are known, and named as what they are.
type addedError struct {
	error
	added decimal.Decimal
}

func (e *addedError) Error() string {
	return fmt.Sprintf("%s; -rate states it; the duties added to it come to %s", e.error, trade.Amount(e.added))
}

func (e *addedError) Unwrap() error { return e.error }

// withAdded names the added duties where nothing but the base rate is missing.
func withAdded(a *tariff.Assessment, err error) error {
	var missing *tariff.MissingFacts
	if a == nil || !errors.As(err, &missing) {
		return err
	}
	line := a.Line.String()
	for _, f := range missing.Facts {
		if f.Heading != line {
			return err
		}
	}
	sum := decimal.Decimal{}
	for i, l := range a.Lines {
		if (i == 0) != (l.Status == tariff.NeedsFact) {
			return err // more than the base rate is missing
		}
		if l.Status == tariff.Applied {
			sum = sum.Add(l.Duty)
		}
	}
	return &addedError{err, sum}
}

package oil

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Control is a total as it was published, against the sum of its parts.
type Control struct {
	Total, Sum decimal.Decimal
	// Difference is Total less Sum: what the parts that are missing must be worth, if
	// the total is right and the parts are all.
	Difference decimal.Decimal
	// Parts were given, Missing of them without an amount.
	Parts, Missing int
}

// CheckTotal holds a total against its parts, exactly. A part that was withheld is
// the zero NullDecimal. Whether aggregates stand among the parts (a table that lists
// the European Union next to its members, or a continent next to its countries) is
// seen from a negative Difference.
func CheckTotal(total decimal.Decimal, parts []decimal.NullDecimal) (Control, error) {
	if err := check(total); err != nil {
		return Control{}, err
	}
	c := Control{Total: total, Parts: len(parts)}
	for _, p := range parts {
		if !p.Valid {
			c.Missing++
			continue
		}
		if err := check(p.Decimal); err != nil {
			return Control{}, err
		}
		c.Sum = c.Sum.Add(p.Decimal)
	}
	c.Difference = c.Total.Sub(c.Sum)
	return c, nil
}

// Agrees reports whether the parts, none of them missing, make up the total.
func (c Control) Agrees() bool { return c.Missing == 0 && c.Difference.IsZero() }

// Share is the difference as a fraction of the total, rounded. A total of zero is an
// *exact.DivisionError.
func (c Control) Share(places int32, m exact.Mode) (decimal.Decimal, error) {
	if err := check(c.Difference, c.Total); err != nil {
		return decimal.Decimal{}, err
	}
	return exact.Div(c.Difference, c.Total, places, m)
}

// String says by how much the two differ and what that means.
func (c Control) String() string {
	s := fmt.Sprintf("total %s, sum of %d of %d parts %s, difference %s", trade.Thousands(c.Total), c.Parts-c.Missing,
		c.Parts, trade.Thousands(c.Sum), trade.Thousands(c.Difference))
	switch {
	case c.Agrees():
		return s + ": agrees"
	case c.Missing > 0 && c.Difference.IsZero():
		return s + ": the missing parts are zero, or the total leaves them out too"
	case c.Missing > 0 && c.Difference.Sign() == c.Total.Sign():
		return s + ": what the missing parts hold, if the total is right"
	case c.Difference.Sign() == c.Total.Sign():
		return s + ": the total holds something that is not among the parts"
	}
	return s + ": the parts hold more than the total; does an aggregate stand among them?"
}

package oil

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func quantity(amount string, unit trade.Unit) trade.Quantity {
	return trade.Quantity{Amount: dec(amount), Unit: unit}
}

// factor is the factor of a gravity that is right.
func factor(t testing.TB, api string) Factor {
	t.Helper()
	f, err := FromAPI(dec(api))
	require.NoError(t, err)
	return f
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// judge rounds a fraction over integers alone, as the modes are defined.
func judge(r *big.Rat, places int32, m exact.Mode) *big.Rat {
	unit := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(places, -places))), nil))
	if places < 0 {
		unit.Inv(unit)
	}
	scaled := new(big.Rat).Mul(new(big.Rat).Abs(r), unit)
	whole := new(big.Int).Quo(scaled.Num(), scaled.Denom())
	rest := new(big.Rat).Sub(scaled, new(big.Rat).SetInt(whole))
	switch rest.Cmp(big.NewRat(1, 2)) {
	case 1:
		if m != exact.Down {
			whole.Add(whole, big.NewInt(1))
		}
	case 0:
		if m == exact.HalfUp || (m == exact.HalfEven && whole.Bit(0) == 1) {
			whole.Add(whole, big.NewInt(1))
		}
	}
	out := new(big.Rat).SetInt(whole)
	if r.Sign() < 0 {
		out.Neg(out)
	}
	return out.Quo(out, unit)
}

// extremes are amounts that must be refused, not written out.
func extremes() []decimal.Decimal {
	return []decimal.Decimal{
		decimal.New(1, 1<<30), decimal.New(1, -1<<30), decimal.New(1, 1001), decimal.New(-7, -1001),
		decimal.New(0, 1<<31-1),
	}
}

// faultOf is the *Error in an error.
func faultOf(t require.TestingT, err error) *Error {
	var e *Error
	require.ErrorAs(t, err, &e)
	return e
}

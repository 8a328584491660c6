package law

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/trade"
)

// TestGoodsThatMoveBack: goods that move from a number to another and back, and from there
// to a third, are followed to the number of the day, and the search ends.
func TestGoodsThatMoveBack(t *testing.T) {
	day := func(text string) trade.Date {
		d, err := trade.ParseDate(text)
		require.NoError(t, err)
		return d
	}
	number := func(code trade.Product, from, to string, before ...trade.Product) Number {
		n := Number{Code: code, TransferredFrom: before}
		n.During.From = day(from)
		if to != "" {
			n.During.To = day(to)
		}
		return n
	}
	s := &Schedule{
		Lines: []Line{{Code: "61091000", General: "16.5%"}},
		Numbers: []Number{
			number("6109100001", "2024-01-01", "2024-07-01", "6109100002"),
			number("6109100002", "2024-07-01", "2025-01-01", "6109100001"),
			number("6109100003", "2025-01-01", "", "6109100001"),
		},
	}
	for _, code := range []trade.Product{"6109100001", "6109100002"} {
		_, _, err := s.Find(code, day("2025-09-01"))
		var product *ProductError
		require.ErrorAs(t, err, &product)
		require.Equal(t, []trade.Product{"6109100003"}, product.Transferred)
	}
	_, _, err := s.Find("6109100003", day("2023-01-01"))
	require.Error(t, err)
}

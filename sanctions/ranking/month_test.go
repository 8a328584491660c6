package ranking_test

import "github.com/tradeshock/tradeshock/trade"

func month(year, m int) trade.Interval {
	return trade.Interval{From: trade.NewDate(year, m, 1), To: trade.NewDate(year, m+1, 1)}
}

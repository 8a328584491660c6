package bulk

import (
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// Stretches cuts a period into the stretches of days within which no law of the batch changes
// for any goods, nor the season of a product; "" is any that has none (see Seasonal). What
// lies outside the days that the batch knows is a stretch of its own.
func (b *Batch) Stretches(product trade.Product, period trade.Interval) []trade.Interval {
	days := slices.Clone(b.days)
	for _, season := range b.seasons(product) {
		days = append(days, season.From, season.To)
	}
	days = append(days, b.until.AddDays(1))
	slices.SortFunc(days, trade.Date.Compare)
	var out []trade.Interval
	from := period.From
	for _, d := range days {
		if d.After(from) && d.Before(period.To) {
			out = append(out, trade.Interval{From: from, To: d})
			from = d
		}
	}
	return append(out, trade.Interval{From: from, To: period.To})
}

// Seasonal tells whether the line of a product holds in a season.
func (b *Batch) Seasonal(product trade.Product) bool { return len(b.seasons(product)) > 0 }

func (b *Batch) seasons(product trade.Product) []trade.Interval {
	return b.engines[0].Plan().Book.Schedule.SeasonsWithin(product[:min(len(product), 8)], b.from, b.until)
}

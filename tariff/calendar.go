package tariff

import (
	"sync"

	"github.com/tradeshock/tradeshock/trade"
)

// Calendar knows on which days the law of an engine changes for goods of an origin and
// a product. It remembers what it has found, and may be used by any number of
// goroutines.
type Calendar struct {
	engine *Engine
	mu     sync.RWMutex
	days   map[goods][]trade.Date
}

// NewCalendar returns the calendar of an engine.
func NewCalendar(e *Engine) *Calendar {
	return &Calendar{engine: e, days: map[goods][]trade.Date{}}
}

// Stretches cuts a period into the stretches of days within which nothing changes that
// could touch the goods: no term of a measure, no exception, no list, no group of
// countries, no line of the schedule, nor what is known of them. Two stretches side by
// side may still be charged alike. Codes are canonical: "IN", "6109100012".
func (c *Calendar) Stretches(origin trade.Country, product trade.Product, period trade.Interval) []trade.Interval {
	var out []trade.Interval
	from := period.From
	for _, d := range c.changes(goods{origin, product}) {
		if d.After(from) && (period.To.IsZero() || d.Before(period.To)) {
			out = append(out, trade.Interval{From: from, To: d})
			from = d
		}
	}
	return append(out, trade.Interval{From: from, To: period.To})
}

func (c *Calendar) changes(g goods) []trade.Date {
	c.mu.RLock()
	days, known := c.days[g]
	c.mu.RUnlock()
	if known {
		return days
	}
	days = c.engine.plan.Changes(g.origin, g.product)
	c.mu.Lock()
	c.days[g] = days
	c.mu.Unlock()
	return days
}

type goods struct {
	origin  trade.Country
	product trade.Product
}

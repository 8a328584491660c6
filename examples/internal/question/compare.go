package question

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// compared is an origin beside others.
type compared struct {
	Origin  trade.Country `json:"origin"`
	Name    string        `json:"name"`
	Total   string        `json:"total_duty,omitempty"`
	Rate    string        `json:"effective_rate,omitempty"`
	More    string        `json:"more_than_cheapest,omitempty"`
	Layers  string        `json:"layers,omitempty"`
	Error   string        `json:"error,omitempty"` // a code; then there is no duty, which is not zero
	Message string        `json:"message,omitempty"`
	total   decimal.Decimal
}

// compare sets origins side by side, the cheapest first, those without an answer last.
func (b *Book) compare(q *Question) (any, error) {
	one := *q
	if strings.TrimSpace(one.Origin) == "" {
		one.Origin = "IN" // the entry is read for all but its origin
	}
	entry, err := one.entry()
	if err != nil {
		return nil, err
	}
	countries := origins(entry.Date)
	if text := strings.TrimSpace(q.Origins); !strings.EqualFold(text, "all") {
		countries = nil
		for name := range strings.SplitSeq(text, ",") {
			if name = strings.TrimSpace(name); name == "" {
				continue
			}
			c, err := trade.ParseCountry(name)
			if err != nil {
				return nil, err
			}
			if !slices.Contains(countries, c) {
				countries = append(countries, c)
			}
		}
	}
	if len(countries) == 0 {
		return nil, &tariff.ValueError{
			Field: "origins", Text: q.Origins,
			Reason: "name countries, with commas between, or all",
		}
	}
	var known, unknown []compared
	var first error
	for _, c := range countries {
		entry.Origin = c
		row := compared{Origin: c, Name: c.Name()}
		a, err := b.engine.Assess(entry)
		if err != nil {
			first = cmp.Or(first, err)
			row.Error, row.Message = tariff.ErrorCode(err), strings.ReplaceAll(err.Error(), "\n", "; ")
			unknown = append(unknown, row)
			continue
		}
		row.total, row.Total, row.Layers = a.Total, trade.Amount(a.Total), layers(a.Applied())
		if rate, ok := a.EffectiveRate(); ok {
			row.Rate = rate.String()
		}
		known = append(known, row)
	}
	if len(known) == 0 {
		return nil, first
	}
	slices.SortStableFunc(known, func(a, b compared) int {
		return cmp.Or(a.total.Cmp(b.total), strings.Compare(string(a.Origin), string(b.Origin)))
	})
	for i := range known {
		known[i].More = trade.Amount(known[i].total.Sub(known[0].total))
	}
	return map[string]any{"origins": append(known, unknown...)}, nil
}

// oil sets the duty for Russian oil against what the oil saves: the duty of the day on the
// exports of a year, the saving at a discount, and the discount at which they are equal.
func (b *Book) oil(q *Question) (any, error) {
	entry, err := q.entry()
	if err != nil {
		return nil, err
	}
	a, err := b.engine.Assess(entry)
	if err != nil {
		return nil, err
	}
	var figures [4]decimal.Decimal
	for i, f := range [][2]string{
		{"exports", q.Exports},
		{"tonnes", q.Tonnes},
		{"barrels", q.Barrels},
		{"discount", q.Discount},
	} {
		if figures[i], err = number(f[0], f[1]); err != nil {
			return nil, err
		}
		if figures[i].IsNegative() {
			return nil, &tariff.ValueError{Field: f[0], Text: f[1], Reason: "is negative"}
		}
	}
	heading := russia.India().Heading
	rate := decimal.Decimal{}
	for _, l := range a.Applied() {
		if l.Heading == heading && l.Rate != nil {
			rate = *l.Rate
		}
	}
	cost := figures[0].Mul(rate)
	saving := secondary.OilSaving(figures[1], figures[2], figures[3])
	even, err := secondary.BreakEvenDiscount(cost, figures[1], figures[2], 1)
	if err != nil {
		return nil, &tariff.ValueError{
			Field: "tonnes", Text: q.Tonnes,
			Reason: "must be above zero, and so must the barrels a tonne",
		}
	}
	return struct {
		Heading   string `json:"heading"`
		Rate      string `json:"rate"`
		Cost      string `json:"cost"`
		Saving    string `json:"saving"`
		Net       string `json:"net"` // saving less cost
		BreakEven string `json:"break_even_discount"`
	}{heading, rate.String(), trade.Amount(cost), trade.Amount(saving), trade.Amount(saving.Sub(cost)), even.String()}, nil
}

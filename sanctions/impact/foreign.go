package impact

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
)

// foreignText notices codes of another country's tariff: the first six digits are those of
// the schedule, and the rest never was.
func (r *Report) foreignText() []string {
	schedule := r.Study.Book.Schedule
	rows, all := map[int]trade.Product{}, map[int]bool{}
	value := decimal.Decimal{}
	for i := range r.Lines {
		if row := r.asked(r.Lines[i].Row); len(r.Asked.Row(row).Product) >= lineDigits {
			all[row] = true
		}
	}
	first := ""
	for _, x := range r.Rejects {
		f := r.Asked.Row(r.asked(x.Row))
		if len(f.Product) < lineDigits {
			continue
		}
		all[r.asked(x.Row)] = true
		if x.Code != "unknown_product" || rows[r.asked(x.Row)] != "" {
			continue
		}
		if len(schedule.NumbersUnder(f.Product[:6], r.Study.known(r.Study.days(&f).From))) == 0 {
			continue
		}
		if first == "" {
			first = fmt.Sprintf("%s in row %d", f.Product, r.Study.Number(x.Row))
		}
		rows[r.asked(x.Row)] = f.Product
		if f.Value != nil {
			value = value.Add(f.Value.Amount)
		}
	}
	if len(rows) < 2 || 10*len(rows) < len(all) { // one may be a slip of the pen
		return nil
	}
	const text = "Codes of another tariff? %d of %d flows by 8 digits or more, %s %s, have numbers that the schedule never had " +
		"under subheadings that it has, the first %s. Countries have the first 6 digits in common and no more: " +
		"give those, and the flows are parted among the numbers below."
	return []string{fmt.Sprintf(text, len(rows), len(all), r.Study.Book.Currency, trade.Thousands(value), first)}
}

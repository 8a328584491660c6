package source

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// acrossColumn is the column of a person's own sheet that states the sum of the columns of
// periods beside it, or -1.
func acrossColumn(l *Layout, names []string, used map[int]Role) int {
	if !l.notes || l.wide == notWide {
		return -1
	}
	for i, h := range names {
		if used[i] == "" && totalLabels[strings.TrimRight(h, ": ")] {
			return i
		}
	}
	return -1
}

// acrossTotal compares the sum that a row states with its columns of periods, those that
// hold others, such as a year beside its months, left out. One that does not fit is a
// problem of its cell.
func (r *reader) acrossTotal(row trade.Interval) {
	if r.surveying || r.b.across < 0 || isEmpty(r.cell(r.b.across)) {
		return
	}
	v := r.cell(r.b.across)
	stated, err := spreadsheet.ParseNumber(strings.TrimSpace(v.Text), spreadsheet.NumberFormat{Group: ','})
	if err != nil {
		return
	}
	r.quiet = true
	defer func() { r.quiet = false }()
	var all, parts decimal.Decimal
	for i := range r.b.wide {
		value := r.cell(r.b.wide[i].column)
		if r.isMissing(value) {
			continue
		}
		d, f := r.number(value)
		if f != nil {
			return // a problem of its own
		}
		if all = all.Add(d); !r.holdsOthers(i, row) {
			parts = parts.Add(d)
		}
	}
	if stated.Equal(all) || stated.Equal(parts) {
		return
	}
	at := r.at(r.b.across)
	r.stateTotal(Check{
		Name: "sum of the row", Cell: address(r.d.Sheet, at), Stated: stated.Shift(r.scale),
		Found: parts.Shift(r.scale),
	}, at, v.Text)
}

// holdsOthers tells a column whose period holds that of another one.
func (r *reader) holdsOthers(i int, row trade.Interval) bool {
	whole := r.b.wide[i].of(row)
	for k := range r.b.wide {
		part := r.b.wide[k].of(row)
		if k != i && part != whole && !part.From.Before(whole.From) && !part.To.After(whole.To) {
			return true
		}
	}
	return false
}

// isOwnTotal tells a row of sums of a person's own sheet whose label stands where a
// country is wanted, and so would be read as the world.
func (r *reader) isOwnTotal() bool {
	product := r.b.flow.product
	if !r.l.notes || product < 0 || !isEmpty(r.cell(product)) {
		return false
	}
	for _, c := range []int{r.b.flow.origin, r.b.flow.destination} {
		if c >= 0 {
			if v := r.cell(c); v.Kind == spreadsheet.ValueText && totalLabels[strings.TrimRight(normalize(v.Text), ": ")] {
				return r.isTotal()
			}
		}
	}
	return false
}

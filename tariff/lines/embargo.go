package lines

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
)

// embargoed are the rows of a block with an answer whose goods need a licence.
type embargoed struct {
	rows  int64
	value decimal.Decimal
	names []string // of the measures, in order
}

// addTo adds the rows of a block to the result.
func (e *embargoed) addTo(r *Result) {
	r.Embargoed += e.rows
	r.EmbargoedValue = r.EmbargoedValue.Add(e.value)
	for _, name := range e.names {
		if i, found := slices.BinarySearch(r.Embargoes, name); !found {
			r.Embargoes = slices.Insert(r.Embargoes, i, name)
		}
	}
}

// barred are the rows of the block in hand whose goods need a licence. Few countries have
// such goods, so that most rows are passed over by the code of their origin.
func (w *worker) barred() map[int][]string {
	c := &w.parser.columns
	var some []bool // by code of origin
	for _, o := range c.Origins {
		some = append(some, w.batch.MayBar(o))
	}
	if !slices.Contains(some, true) {
		return nil
	}
	out := map[int][]string{}
	for row, o := range c.Origin {
		if !some[o] {
			continue
		}
		e := tariff.Entry{Product: c.Products[c.Product[row]], Origin: c.Origins[o], Date: c.Dates[c.Date[row]]}
		for _, m := range w.batch.Embargoes(e) {
			out[row] = append(out[row], m.Heading+", "+m.Title)
		}
	}
	return out
}

// embargoed adds up the rows that need a licence and have an answer; rejects are the rows
// of the columns that have none.
func (w *worker) embargoed(barred map[int][]string, rejects []int) (sum embargoed) {
	for _, row := range rejects {
		delete(barred, row)
	}
	for row, names := range barred {
		sum.rows++
		sum.value = sum.value.Add(w.parser.columns.Entry(row).Value)
		sum.names = append(sum.names, names...)
	}
	slices.Sort(sum.names)
	sum.names = slices.Compact(sum.names)
	return sum
}

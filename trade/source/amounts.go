package source

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/spreadsheet"
)

// Sums are amounts of money by currency.
type Sums map[trade.Currency]decimal.Decimal

func (s *Sums) add(c trade.Currency, d decimal.Decimal) {
	if c == "" {
		return
	}
	if *s == nil {
		*s = Sums{}
	}
	(*s)[c] = (*s)[c].Add(d)
}

// Amounts are the values of the rows by what became of them, as the value cells state
// them: Read is the sum of the other three. Rows of totals are left aside, since they
// state nothing of their own; a row that is skipped as a sum of countries or products is
// in Read, which may be more than there was trade.
type Amounts struct {
	Read, Accepted, Rejected, Skipped Sums
	// Unreadable are the rejected rows whose value cannot be read: no sum has them.
	Unreadable int
}

// What becomes of a row, as an index.
const (
	wasAccepted = iota
	wasRejected
	wasSkipped
	fates
)

// stateAmounts puts the amounts of all rows into the report.
func (r *reader) stateAmounts() {
	all := &r.rep.Amounts
	for i, to := range []*Sums{wasAccepted: &all.Accepted, wasRejected: &all.Rejected, wasSkipped: &all.Skipped} {
		if sum := &r.amountsOf[i]; !sum.empty() {
			to.add(r.money, sum.value())
			all.Read.add(r.money, sum.value())
		}
	}
	if sum := &r.amountsOf[wasAccepted]; !sum.empty() {
		r.rep.Totals[r.money] = sum.value()
	}
}

// amounts adds up the cells of values of a row that does not count. Cells that hold
// no number have no part in it; readable is false when none holds one and one should.
func (r *reader) amounts() (sum decimal.Decimal, readable bool) {
	r.quiet = true
	defer func() { r.quiet = false }()
	one := func(column int) {
		v := r.cell(column)
		if column < 0 || r.isMissing(v) || v.Kind == spreadsheet.ValueDate {
			return
		}
		if d, f := r.number(v); f == nil {
			sum, readable = sum.Add(d.Shift(r.scale)), true
		}
	}
	if r.l.wide == notWide {
		one(r.b.value)
		return sum, readable
	}
	for i := range r.b.wide {
		one(r.b.wide[i].column)
	}
	return sum, readable
}

// leaveOut adds the values of a skipped row, or of a skipped part of one, to the reason.
func (r *reader) leaveOut(reason string, sum decimal.Decimal, rows int) {
	if !again(r.rep.Skips, r.skipIndex, reason) {
		add(&r.rep.Skips, r.skipIndex, reason, r.atRow(r.row.Number), "")
	}
	c := &r.rep.Skips[r.skipIndex[reason]]
	c.Rows += rows - 1
	if r.l.Kind == kindFlows && reason != skipTotal && !sum.IsZero() {
		c.Values.add(r.money, sum)
		r.amountsOf[wasSkipped].add(sum)
	}
}

// refuseAmounts adds the values of a rejected row to each kind of its problems, once.
func (r *reader) refuseAmounts() {
	if r.l.Kind != kindFlows {
		return
	}
	sum, readable := r.amounts()
	if !readable {
		r.rep.Amounts.Unreadable++
	}
	r.amountsOf[wasRejected].add(sum)
	code := r.faults[0].fault.code
	add(&r.rep.RejectedBy, r.rejectIndex, string(code), address(r.d.Sheet, r.at(r.faults[0].column)), r.faults[0].text)
	if !sum.IsZero() {
		r.rep.RejectedBy[r.rejectIndex[string(code)]].Values.add(r.money, sum)
	}
}

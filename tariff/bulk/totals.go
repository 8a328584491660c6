package bulk

import (
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/internal/wide"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// By says by what totals are kept, in any combination; the zero By keeps one total.
type By struct {
	Origin bool `json:"origin"`
	// Digits is the number of digits of the product, from 0 to 10: 2 for chapters.
	Digits int `json:"digits"`
	// Month keeps the months of entry apart.
	Month bool `json:"month"`
	// Authority keeps the duties of each authority apart, and rejected rows under none.
	Authority bool `json:"authority"`
}

// Check refuses a number of digits that no product has, as a *Error.
func (by By) Check() error {
	if by.Digits < 0 || by.Digits > 10 {
		return &Error{fmt.Sprintf("totals by %d digits of the product: give 0 to 10", by.Digits)}
	}
	return nil
}

// Key is what the rows of a total have in common; what By does not ask for is empty.
type Key struct {
	Origin    trade.Country `json:"origin"`
	Product   trade.Product `json:"product"`
	Month     string        `json:"month"` // 2025-09
	Authority law.Authority `json:"authority"`
}

// Total is the sum over the rows of a key.
type Total struct {
	Key
	// Lines are the rows with an answer (by authority, those that it charges), and Value
	// their value.
	Lines    int64           `json:"lines"`
	Rejected int64           `json:"rejected"`
	Value    decimal.Decimal `json:"value"`
	// RejectedValue is the value of the rejected rows, which is in no other field. Rows are
	// counted without a value where theirs is the fault: a negative one, or one out of range.
	RejectedValue decimal.Decimal `json:"rejected_value"`
	// Base and Additional are the duties, as rounded row by row.
	Base       decimal.Decimal `json:"base"`
	Additional decimal.Decimal `json:"additional"`
}

// Totals add up assessed rows, exactly, over any number of calls of Assess. Sums
// do not depend on the order of the rows. Totals may be used by any number of goroutines.
type Totals struct {
	by    By
	mu    sync.Mutex
	index map[Key]int
	keys  []Key
	sums  []sum
}

// NewTotals returns empty totals. What By.Check refuses is refused when rows are added.
func NewTotals(by By) *Totals {
	return &Totals{by: by, index: map[Key]int{}}
}

// totalPlaces are the decimals of the values in totals, whatever the scale of the rows.
const totalPlaces = 9

// sum holds counts and amounts of up to 128 bits.
type sum struct {
	lines, rejected         int64
	value, base, additional wide.Amount
	entries                 decimal.Decimal // the values of rows that are entries
	lost                    wide.Amount     // the values of rejected rows
	lostEntries             decimal.Decimal
}

// reject counts a row without an answer, and its value where that is one: whether it stands
// in the column or in an entry makes no difference.
func (s *sum) reject(v, most int64, entry *decimal.Decimal) {
	s.rejected++
	switch {
	case entry == nil && v > 0 && v <= most:
		s.lost.Add(v)
	case entry != nil && plan.IsAmount(*entry):
		s.lostEntries = s.lostEntries.Add(*entry)
	}
}

// addValue counts the value of a row: of its column, or of the entry in its place.
func (s *sum) addValue(v int64, entry *decimal.Decimal) {
	if entry != nil {
		s.entries = s.entries.Add(*entry)
		return
	}
	s.value.Add(v)
}

func (s *sum) merge(o *sum) {
	s.lines += o.lines
	s.rejected += o.rejected
	s.value.Plus(o.value)
	s.base.Plus(o.base)
	s.additional.Plus(o.additional)
	s.entries = s.entries.Add(o.entries)
	s.lost.Plus(o.lost)
	s.lostEntries = s.lostEntries.Add(o.lostEntries)
}

// at is the place of a key; the caller holds the lock.
func (t *Totals) at(k Key) int {
	if t.index == nil {
		t.index = map[Key]int{}
	}
	i, known := t.index[k]
	if !known {
		i = len(t.keys)
		t.index[k] = i
		t.keys = append(t.keys, k)
		t.sums = append(t.sums, sum{})
	}
	return i
}

// Rows returns the totals in the order of their keys; keys without rows are left out.
func (t *Totals) Rows() []Total {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Total
	for i, k := range t.keys {
		s := &t.sums[i]
		if s.lines+s.rejected == 0 {
			continue
		}
		out = append(out, Total{
			Key: k, Lines: s.lines, Rejected: s.rejected,
			Value: s.value.Decimal(totalPlaces).Add(s.entries), RejectedValue: s.lost.Decimal(totalPlaces).Add(s.lostEntries),
			Base: s.base.Decimal(2), Additional: s.additional.Decimal(2),
		})
	}
	slices.SortFunc(out, func(a, b Total) int {
		return cmp.Or(
			cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Product, b.Product),
			cmp.Compare(a.Month, b.Month), cmp.Compare(a.Authority, b.Authority),
		)
	})
	return out
}

// Merge adds the totals of another, which must be kept by the same.
func (t *Totals) Merge(o *Totals) error {
	if err := t.by.Check(); err != nil {
		return err
	}
	if o == nil || t.by != o.by {
		return &Error{"totals that are not kept by the same cannot be added"}
	}
	o.mu.Lock()
	keys, sums := slices.Clone(o.keys), slices.Clone(o.sums)
	o.mu.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, k := range keys {
		t.sums[t.at(k)].merge(&sums[i])
	}
	return nil
}

package source

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
)

// factKey is what two rows have in common that state one and the same fact: the
// trade, and every text by which the source tells rows of one trade apart, such as
// the customs procedure or the port.
type factKey struct {
	trade flowKey
	rest  uint64
}

// fact is where a fact was first stated and with which value, and the first row that
// states another value for it.
type fact struct {
	value      uint64
	row, other int32
}

// remember notes in the first reading where a fact stands; shipments may be alike.
func (s *survey) remember(f *rowFlow, row int) {
	if !s.shipments {
		k, v := s.factOf(f), valueOf(f)
		one, ok := s.facts[k]
		switch {
		case !ok:
			s.facts[k] = fact{value: v, row: int32(row)}
		case one.value != v && one.other == 0:
			one.other = int32(row)
			s.facts[k] = one
		}
	}
	if f.edition != "" {
		if k := s.chapter(f); s.editions[k] < f.edition {
			s.editions[k] = f.edition
		}
	}
}

func (s *survey) factOf(f *rowFlow) factKey {
	return factKey{f.key(), f.rest}
}

// valueOf is a number for the value: equal values have equal numbers, and different
// ones different numbers but for a chance of 1 in 2^64.
func valueOf(f *rowFlow) uint64 {
	if f.flow.Value == nil {
		return 0
	}
	return numberHash(hashStart, f.flow.Value.Amount)
}

// numberHash goes on with a hash: by the same steps for equal numbers, whatever zeros they
// are written with.
func numberHash(h uint64, d decimal.Decimal) uint64 {
	if d.NumDigits() > 18 {
		whole, zeros := d.Coefficient().String(), 0
		for ; whole[len(whole)-1-zeros] == '0'; zeros++ {
		}
		if whole = whole[:len(whole)-zeros]; len(strings.TrimLeft(whole, "-")) > 18 {
			return mixed(hashText(h, whole), uint64(int64(d.Exponent())+int64(zeros)))
		}
		n, _ := strconv.ParseInt(whole, 10, 64) // at most 18 digits
		d = decimal.New(n, d.Exponent()+int32(zeros))
	}
	n, exp := d.CoefficientInt64(), int64(d.Exponent())
	for n != 0 && n%10 == 0 {
		n, exp = n/10, exp+1
	}
	if n == 0 {
		exp = 0
	}
	return mixed(mixed(h, uint64(n)), uint64(exp))
}

// mixed goes on with a hash by a number of 64 bits.
func mixed(h, n uint64) uint64 {
	high, low := bits.Mul64(h^n, 0x9e3779b97f4a7c15)
	return high ^ low
}

// repeated says that an earlier row states the same fact, or in which other rows the
// fact has another value.
func (s *survey) repeated(f *rowFlow, row int) (again bool, first, other int) {
	one := s.facts[s.factOf(f)]
	if one.other != 0 {
		return false, int(one.row), int(one.other)
	}
	return int(one.row) != row, int(one.row), 0
}

// superseded reports whether the file has trade of the same chapter, countries and
// period in a later edition of the Harmonized System. Between two editions goods change
// their codes but hardly ever their chapter, so that both would count once more.
func (s *survey) superseded(f *rowFlow) bool {
	return f.edition != "" && f.edition < s.editions[s.chapter(f)]
}

func (s *survey) chapter(f *rowFlow) flowKey {
	p := f.flow.Product
	return f.pair | f.days | goods(s.product(p[:min(2, len(p))]))
}

// twoValues is the problem of a fact that two rows state differently.
func (r *reader) twoValues(f *rowFlow, first, other int) {
	column := r.b.value
	if r.l.wide != notWide {
		column = r.b.wide[f.column].column
	}
	v := r.cell(column)
	r.fail(column, v,
		faultOf(codeTwoValues,
			fmt.Sprintf("rows %d and %d state the same trade with different values; delete the one that does not hold", first,
				other)))
}

// distinct is a number for the texts by which the source tells rows of one trade apart.
func (r *reader) distinct(f *rowFlow) uint64 {
	r.raw = r.appendDistinct(r.raw[:0], f, true)
	n, ok := r.rests[string(r.raw)]
	if ok {
		return n
	}
	r.texts = r.appendDistinct(r.texts[:0], f, false)
	if n, ok = r.survey.rests[string(r.texts)]; !ok {
		n = numberOf(r.survey.rests, string(r.texts))
	}
	remember(r.rests, string(r.raw), n)
	return n
}

// appendDistinct appends these texts, as they stand in the file or in the form in which they
// are compared.
func (r *reader) appendDistinct(b []byte, f *rowFlow, raw bool) []byte {
	put := func(column int, form func(string) string) {
		text := r.cell(column).Text
		if !raw {
			text = form(text)
		}
		b = append(append(b, text...), 0)
	}
	word := func(s string) string { return normalize(strings.TrimSuffix(s, ".0")) }
	if c := r.b.flow.measure; c >= 0 {
		put(c, func(s string) string { return strings.ToLower(strings.TrimSpace(s)) })
	}
	for i := range r.b.wholes {
		w := &r.b.wholes[i]
		put(w.column, func(s string) string { return w.kept(s) })
	}
	for _, c := range r.b.distinct {
		put(c, word)
	}
	if c := r.b.flow.partner; c >= 0 && r.l.codes.manyNames() {
		put(c, word)
	}
	b = append(append(b, f.edition...), 0)
	if f.residual {
		put(r.b.flow.product, strings.TrimSpace)
	}
	return b
}

// manyNames reports whether a source counts one country under several codes or names
// whose trade adds up, such as Gaza and the West Bank.
func (s system) manyNames() bool { return s != systemComtrade && s != systemWITS }

// bindDistinct finds the columns by which rows of one trade differ.
func (d *Detection) bindDistinct(b *binding, names []string, used map[int]Role) {
	l := d.Layout
	for i, h := range names {
		_, known := used[i]
		switch {
		case h == "" || l.shipments():
		case containsPattern(l.distinct, h), (l.open || l.notes) && !known && !containsPattern(l.plain, h):
			b.distinct = append(b.distinct, i)
		}
	}
}

// containsPattern matches a header with patterns in which * stands for any text at
// either end.
func containsPattern(patterns []string, header string) bool {
	for _, p := range patterns {
		stem, open := strings.CutSuffix(p, "*")
		tail, begin := strings.CutPrefix(stem, "*")
		switch {
		case open && begin && strings.Contains(header, tail),
			open && !begin && strings.HasPrefix(header, stem),
			begin && !open && strings.HasSuffix(header, tail),
			header == p:
			return true
		}
	}
	return false
}

const (
	hashStart = 14695981039346656037
	hashPrime = 1099511628211
)

// hashText goes on with an FNV-1a hash.
func hashText(h uint64, s string) uint64 {
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * hashPrime
	}
	return (h ^ 0xff) * hashPrime
}

// again reports whether the row holds, cell by cell, what an earlier row holds.
func (r *reader) again() bool {
	h := uint64(hashStart)
	known := false
	if len(r.flows) > 0 && r.flows[0].flow.Value != nil { // however its cells spell them
		h, known = numberHash(mixed(h, uint64(r.flows[0].key())), r.flows[0].flow.Value.Amount), true
	}
	for i := range r.row.Cells {
		if known && i < len(r.keyed) && r.keyed[i] {
			continue
		}
		if v := &r.row.Cells[i]; !isEmpty(v) {
			h = hashText(hashText(h, strconv.Itoa(i)), strings.TrimSpace(v.Text))
		}
	}
	_, seen := r.seen[h]
	r.seen[h] = struct{}{}
	return seen
}

// statedAgain decides about a row of a table that is no flow: what its cells say but for
// the values is its fact, and amount is a number for the values. It returns why the row is
// skipped. A rate that is stated again is told and stands, since nothing adds rates up.
func (r *reader) statedAgain(amount uint64, values ...Role) string {
	key := uint64(hashStart)
	for i := range r.row.Cells {
		v := &r.row.Cells[i]
		isValue := false
		for _, role := range values {
			isValue = isValue || r.b.role(role) == i
		}
		for j := range r.b.wide {
			isValue = isValue || r.b.wide[j].column == i
		}
		if !isEmpty(v) && !isValue {
			key = hashText(hashText(key, strconv.Itoa(i)), normalize(v.Text))
		}
	}
	one, seen := r.stated[key]
	switch {
	case r.l.deliveries && r.b.header("line_num") < 0: // two deliveries may be alike
		if r.again() {
			r.warnColumn = 0
			r.note(warnTwice, "")
		}
	case !seen:
		r.stated[key] = fact{value: amount, row: int32(r.row.Number)}
	case one.value == amount && r.l.Kind == kindRates:
		r.warnColumn = 0
		r.note(warnRateTwice, "")
	case one.value == amount:
		return skipRepeated
	default:
		c := max(r.b.role(values[0]), 0)
		r.fail(c, r.cell(c),
			faultOf(codeTwoValues,
				fmt.Sprintf("row %d states another value for the same; delete the one that does not hold", one.row)))
	}
	return ""
}

// numberText is the text of a number that may not be known.
func numberText(d decimal.NullDecimal) string {
	if !d.Valid {
		return ""
	}
	return d.Decimal.String()
}

package bulk

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// mostPlaces is the largest table of a tally: what a cache holds. Keys of more
// combinations are numbered as rows ask for them.
const mostPlaces = 1 << 15

// tally adds up the rows of one goroutine under one engine. A row is counted at a place:
// the sum of a part for its product, one for its origin and one for its date. Place 0 is
// for rows whose codes are in no dictionary.
type tally struct {
	to                    *Totals
	product, origin, date []uint32 // parts, or, when places are numbered, which key
	months                []string
	prefixes              []trade.Product
	nMonths, nPrefixes    int
	authorities           int   // 0: not kept apart; else one more than there are, for rejected rows
	sums                  []sum // by place and authority
	scratch               []authAmount
	most                  int64 // the largest value in the column that an entry may have

	numbered map[uint64]uint32 // places by combination; nil where the table holds all
	combined []uint64          // by place: the combination
}

func newTally[P, O, D Code](t *Totals, b *Batch, c *Columns[P, O, D], bound *binding) *tally {
	l := &tally{
		to: t, product: make([]uint32, len(c.Products)), origin: make([]uint32, len(c.Origins)),
		date:    make([]uint32, len(c.Dates)),
		nMonths: 1, nPrefixes: 1, most: mostAmount(c.Scale),
	}
	if t.by.Authority {
		l.authorities = 1 + len(b.auths)
	}
	if t.by.Month {
		l.months = distinct(c.Dates, l.date, func(d trade.Date) string {
			if s := d.String(); len(s) >= 7 {
				return s[:7]
			}
			return ""
		})
		l.nMonths = max(len(l.months), 1)
	}
	if t.by.Digits > 0 {
		l.prefixes = distinct(bound.codes, l.product, func(p trade.Product) trade.Product {
			return p[:min(len(p), t.by.Digits)]
		})
		l.nPrefixes = max(len(l.prefixes), 1)
	}
	nOrigins := 1
	if t.by.Origin {
		nOrigins = len(c.Origins)
		for i := range l.origin {
			l.origin[i] = uint32(i)
		}
	}
	each := max(l.authorities, 1)
	if n := uint64(nOrigins) * uint64(l.nPrefixes) * uint64(l.nMonths); n <= uint64(mostPlaces/each) {
		for i := range l.origin {
			l.origin[i] = 1 + l.origin[i]*uint32(l.nMonths*l.nPrefixes)
		}
		for i := range l.product {
			l.product[i] *= uint32(l.nMonths)
		}
		l.sums = make([]sum, int(1+n)*each)
	} else {
		l.numbered, l.combined, l.sums = map[uint64]uint32{}, make([]uint64, 1), make([]sum, each)
	}
	return l
}

// distinct lists the keys of a dictionary; at holds which is the key of each entry.
func distinct[T any, K comparable](dictionary []T, at []uint32, key func(T) K) []K {
	index := map[K]uint32{}
	var keys []K
	for i, entry := range dictionary {
		k := key(entry)
		which, known := index[k]
		if !known {
			which = uint32(len(keys))
			index[k] = which
			keys = append(keys, k)
		}
		at[i] = which
	}
	return keys
}

// place is where a row is counted.
func (t *tally) place(product, origin, date int) int {
	if uint(product) >= uint(len(t.product)) || uint(origin) >= uint(len(t.origin)) || uint(date) >= uint(len(t.date)) {
		return 0
	}
	if t.numbered == nil {
		return int(t.product[product] + t.origin[origin] + t.date[date])
	}
	combination := (uint64(t.origin[origin])*uint64(t.nPrefixes)+uint64(t.product[product]))*uint64(t.nMonths) +
		uint64(t.date[date])
	place, known := t.numbered[combination]
	if !known {
		place = uint32(len(t.combined))
		t.numbered[combination] = place
		t.combined = append(t.combined, combination)
		t.sums = append(t.sums, make([]sum, max(t.authorities, 1))...)
	}
	return int(place)
}

// add counts a row of a place.
func (t *tally) add(place int, v int64, more *decimal.Decimal, p *parts) {
	if t.authorities == 0 {
		s := &t.sums[place]
		if p.rejected {
			s.reject(v, t.most, more)
			return
		}
		s.lines++
		s.addValue(v, more)
		s.base.Add(p.base)
		s.additional.Add(p.rest)
		return
	}
	place *= t.authorities
	if p.rejected {
		t.sums[place].reject(v, t.most, more)
		return
	}
	// A row may be charged by an authority more than once, and counts once.
	t.scratch = t.scratch[:0]
	p.each(func(auth uint8, amount int64, base bool) {
		if amount == 0 && !base {
			return
		}
		for k := range t.scratch {
			if a := &t.scratch[k]; a.auth == auth && a.base == base {
				a.amount += amount
				return
			}
		}
		t.scratch = append(t.scratch, authAmount{auth, amount, base})
	})
	for _, a := range t.scratch {
		s := &t.sums[place+1+int(a.auth)]
		s.lines++
		s.addValue(v, more)
		if a.base {
			s.base.Add(a.amount)
		} else {
			s.additional.Add(a.amount)
		}
	}
}

// merge adds the tally to its totals.
func (t *tally) merge(auths []law.Authority, origins []trade.Country, scale uint8) {
	t.to.mu.Lock()
	defer t.to.mu.Unlock()
	n := max(t.authorities, 1)
	for i := range t.sums {
		s := &t.sums[i]
		if s.lines+s.rejected == 0 {
			continue
		}
		var k Key
		if place := i / n; place > 0 {
			at := uint64(place - 1)
			if t.numbered != nil {
				at = t.combined[place]
			}
			if t.to.by.Month {
				k.Month = t.months[at%uint64(t.nMonths)]
			}
			if at /= uint64(t.nMonths); t.to.by.Digits > 0 {
				k.Product = t.prefixes[at%uint64(t.nPrefixes)]
			}
			if at /= uint64(t.nPrefixes); t.to.by.Origin {
				k.Origin = origins[at]
			}
			if i%n > 0 {
				k.Authority = auths[i%n-1]
			}
		}
		s.value = s.value.Times(tens[totalPlaces-scale])
		s.lost = s.lost.Times(tens[totalPlaces-scale])
		t.to.sums[t.to.at(k)].merge(s)
	}
}

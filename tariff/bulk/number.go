package bulk

import "github.com/tradeshock/tradeshock/trade"

// byNumber is what an 8-digit line owes in a row: what all numbers below it owe. Where they
// differ there is no answer without the number.
func (b *Batch) byNumber(engine int, r *row, line trade.Product) levy {
	g := b.grids[engine]
	from, to := g.Within(line)
	var all levy
	n, differ, byQuantity := 0, false, false
	for i := from; i < to; i++ {
		if g.LineOf[r.segment][i] < 0 || len(g.Products[i]) <= len(line) {
			continue
		}
		found := b.levyOf(engine, r, b.class[i])
		n++
		byQuantity = byQuantity || found.lane != fast && found.lane != refused
		switch {
		case found.lane == slow:
			return found // the engine knows whether it is the same as the others
		case n == 1:
			all = found
		case !found.owesAs(all):
			differ = true
		}
	}
	switch {
	case differ && byQuantity:
		// What one number pays up to a total another may pay by the quantity: the row decides.
		return levy{lane: slow}
	case differ:
		return levy{lane: refused}
	}
	return all
}

// levyOf is what a class owes in a row under an engine, which other lines may have asked before.
func (b *Batch) levyOf(engine int, r *row, class uint32) levy {
	id := cell(r.cells, class, b.pair, b.mask)
	if id == 0 {
		id = b.fill(r, class)
	}
	s := b.snapshot.Load()
	return s.levy[s.combinations[int(id-1)*len(b.engines)+engine]]
}

// owesAs reports whether two levies are the same duties. A base rate of nothing is none, under
// whichever law.
func (l levy) owesAs(o levy) bool {
	if l.rates[0] == 0 && o.rates[0] == 0 {
		l.auth[0] = o.auth[0]
	}
	return l == o
}

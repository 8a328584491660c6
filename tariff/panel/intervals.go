package panel

import (
	"context"
	"io"
	"strconv"
	"sync"

	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// WriteIntervals writes the panel as CSV, one row for each stretch of days in which
// the duty on a product of an origin does not change:
//
//	hts,origin,from,to,base,additional,total
//
// The stretches are half-open, the rates fractions; base and total are empty where the book
// does not hold the base rate; rows stand in the order of the
// origins of the panel, then of the products, then of the days. Rows are written as
// they are computed, and the bytes do not depend on the number of workers.
func (p *Panel) WriteIntervals(ctx context.Context, w io.Writer) error {
	if _, err := io.WriteString(w, "hts,origin,from,to,base,additional,total\n"); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	// Each origin has a slot. A buffer is handed out with the origin, in their order, so
	// that few are alive at a time and the one that the writer waits for always has one.
	type job struct {
		origin int
		buffer []byte
	}
	slots := make([]chan []byte, len(p.origins))
	for i := range slots {
		slots[i] = make(chan []byte, 1)
	}
	count := workers.Count(p.opts.Workers, len(p.origins))
	jobs, free := make(chan job), make(chan []byte, 2*count)
	for range cap(free) {
		free <- nil
	}
	var running sync.WaitGroup
	running.Go(func() {
		defer close(jobs)
		for i := range p.origins {
			select {
			case buffer := <-free:
				jobs <- job{i, buffer}
			case <-ctx.Done():
				return
			}
		}
	})
	for range count {
		running.Go(func() {
			for j := range jobs {
				slots[j.origin] <- p.appendIntervals(j.buffer[:0], p.origins[j.origin])
			}
		})
	}
	defer running.Wait()
	defer cancel()
	for i := range slots {
		select {
		case buffer := <-slots[i]:
			if _, err := w.Write(buffer); err != nil {
				return err
			}
			free <- buffer
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return nil
}

// appendIntervals appends the rows of one origin.
func (p *Panel) appendIntervals(b []byte, origin trade.Country) []byte {
	views := make([]*panelView, len(p.grid.Days))
	for seg := range p.grid.Days {
		views[seg] = p.view(seg, origin)
	}
	days := make([]string, len(p.grid.Days)+1)
	for i, d := range p.grid.Days {
		days[i] = d.String()
	}
	days[len(p.grid.Days)] = p.grid.Book.KnownUntil.AddDays(1).String()
	for i, product := range p.grid.Products {
		code := product.String()
		start := -1 // the first segment of the stretch, -1 outside the universe
		var rate panelRate
		var unstated bool
		for seg := 0; seg <= len(p.grid.Days); seg++ {
			in := seg < len(p.grid.Days) && p.classes[seg][i] >= 0
			if in && start >= 0 && views[seg].sameAs(views[seg-1], i) {
				continue
			}
			var next panelRate
			if in {
				next = views[seg].rate(i)
				if start >= 0 && next.base == rate.base && next.additional == rate.additional &&
					views[seg].unstated(i) == unstated {
					continue
				}
			}
			if start >= 0 {
				b = append(b, code...)
				b = append(b, ',')
				b = append(b, origin...)
				b = append(b, ',')
				b = append(b, days[start]...)
				b = append(b, ',')
				b = append(b, days[seg]...)
				b = append(b, ',')
				if !unstated {
					b = appendFraction(b, rate.base)
				}
				b = append(appendFraction(append(b, ','), rate.additional), ',')
				if !unstated {
					b = appendFraction(b, rate.base+rate.additional)
				}
				b = append(b, '\n')
			}
			start, rate = -1, next
			if in {
				start, unstated = seg, views[seg].unstated(i)
			}
		}
	}
	return b
}

// sameAs reports whether a product is surely charged in a segment as in another.
func (v *panelView) sameAs(o *panelView, i int) bool {
	p := v.panel
	a, b := p.classes[v.seg][i], p.classes[o.seg][i]
	return v.unstated(i) == o.unstated(i) && v.column2 == o.column2 &&
		v.plain[a] == o.plain[b] && (v.under == nil || v.under[a] == o.under[b]) &&
		v.base(i) == o.base(i)
}

// appendFraction appends parts of a billion as a decimal fraction without trailing zeros.
func appendFraction(b []byte, parts int64) []byte {
	b = strconv.AppendInt(b, parts/int64(Whole), 10)
	rest := parts % int64(Whole)
	if rest == 0 {
		return b
	}
	b = append(b, '.')
	for unit := int64(Whole) / 10; rest > 0; unit /= 10 {
		b = append(b, byte('0'+rest/unit))
		rest %= unit
	}
	return b
}

package bulk

import (
	"math"
	"slices"

	"github.com/tradeshock/tradeshock/trade"
)

// binding is what a batch knows of the dictionaries of columns. It holds the texts that it
// was made of, so that a dictionary that has since changed is found out: a code means what
// the dictionary says today, not what it said at the last call. A binding never changes
// once it is made, and columns that many goroutines read may share it.
type binding struct {
	batch    *Batch
	products []trade.Product // as the dictionary spells them
	origins  []trade.Country
	dates    []trade.Date

	classes  []uint32        // by product: its class, or unbound
	at       []int32         // by product: its place in the batch, where it has a class
	codes    []trade.Product // by product: the canonical spelling
	places   []uint32        // by origin: its place in the batch, or unbound
	segments []int32         // by date: the segment, or -1
}

const unbound = math.MaxUint32

// bind looks up the dictionaries: those of the last call if they still say the same, with
// what was added to them since.
func (c *Columns[P, O, D]) bind(b *Batch) *binding {
	b.renumbered.Do(func() { b.renumber(c.sample(b)) })
	old, known := c.bound.Load().(*binding)
	if !known || old.batch != b || !begins(c.Products, old.products) || !begins(c.Origins, old.origins) ||
		!begins(c.Dates, old.dates) {
		old = &binding{batch: b}
	}
	if len(c.Products) == len(old.products) && len(c.Origins) == len(old.origins) && len(c.Dates) == len(old.dates) {
		c.bound.Store(old)
		return old
	}
	next := &binding{
		batch:    b,
		products: slices.Clone(c.Products), origins: slices.Clone(c.Origins), dates: slices.Clone(c.Dates),
		classes: slices.Clone(old.classes), at: slices.Clone(old.at), codes: slices.Clone(old.codes),
		places: slices.Clone(old.places), segments: slices.Clone(old.segments),
	}
	for _, p := range c.Products[len(old.products):] {
		class, at := uint32(unbound), int32(-1)
		if q, err := trade.ParseProduct(string(p)); err == nil {
			p = q
			if i, found := b.placeOf()[q]; found {
				class, at = b.class[i], i
			}
		}
		next.classes, next.at, next.codes = append(next.classes, class), append(next.at, at), append(next.codes, p)
	}
	for _, o := range c.Origins[len(old.origins):] {
		place := uint32(unbound)
		if country, err := trade.ParseCountry(string(o)); err == nil {
			if i, known := b.originAt[country]; known {
				place = i
			}
		}
		next.places = append(next.places, place)
	}
	for _, d := range c.Dates[len(old.dates):] {
		next.segments = append(next.segments, int32(b.segmentOn(d)))
	}
	c.bound.Store(next)
	return next
}

// begins reports whether a dictionary still begins with what it held before.
func begins[T comparable](now, before []T) bool {
	return len(now) >= len(before) && slices.Equal(now[:len(before)], before)
}

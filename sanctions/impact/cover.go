package impact

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// cover is what the measures do to goods on a stretch of days: which are charged, and which
// are lifted by what. Lines that are treated alike share one.
type cover struct {
	days   int
	does   string    // the same as text: what tells covers apart, but for the days
	charge []measure // in the order of the book
	lifted []lift
}

type measure struct {
	authority law.Authority
	heading   string
}

type lift struct {
	measure
	status tariff.Status
	by     string
}

// coverOf are the covers of an assessment as a key, by which they are shared.
func coverOf(a *tariff.PeriodAssessment) string {
	var b strings.Builder
	for i := range a.Stretches {
		s := &a.Stretches[i]
		b.WriteString(count(s.During.To.Sub(s.During.From)).String())
		for k := range s.Lines {
			l := &s.Lines[k]
			if schedule(l.Authority) || (l.Status != tariff.Applied && l.Status != tariff.Exempt &&
				l.Status != tariff.Displaced) {
				continue
			}
			for _, text := range []string{"\x01" + string(l.Authority), l.Heading, string(l.Status), l.By} {
				b.WriteString(text)
				b.WriteByte(2)
			}
		}
		b.WriteByte(3)
	}
	return b.String()
}

// schedule tells the rates of the schedule from measures.
func schedule(a law.Authority) bool {
	return a == law.Column1 || a == law.Column2 || a == law.Special
}

// covers are those of a key.
func coversOf(key string) []cover {
	var out []cover
	for stretch := range strings.SplitSeq(strings.TrimSuffix(key, "\x03"), "\x03") {
		days, rest, _ := strings.Cut(stretch, "\x01")
		c := cover{does: rest}
		c.days = int(decimal.RequireFromString(cmp.Or(days, "0")).IntPart())
		for text := range strings.SplitSeq(rest, "\x01") {
			cells := strings.Split(text, "\x02")
			if len(cells) < 4 {
				continue
			}
			m := measure{law.Authority(cells[0]), cells[1]}
			if status := tariff.Status(cells[2]); status == tariff.Applied {
				c.charge = append(c.charge, m)
			} else {
				c.lifted = append(c.lifted, lift{m, status, cells[3]})
			}
		}
		out = append(out, c)
	}
	return out
}

// cover is the number of the covers of a key.
func (r *Report) cover(key string) int32 {
	if r.coverAt == nil {
		r.coverAt = map[string]int32{}
	}
	i, known := r.coverAt[key]
	if !known {
		i = int32(len(r.covers))
		r.coverAt[key] = i
		r.covers = append(r.covers, coversOf(key))
	}
	return i
}

// alike are lines that a law treats alike, added up: of one origin, and where it is asked for of
// one product.
type alike struct {
	origin  trade.Country
	product trade.Product
	cover   int32
	rows    int
	known   int // days, the same for all of them
	value   decimal.Decimal
}

// alike are the lines under a law in the order in which each kind is met first.
func (r *Report) alike(law int, byProduct bool) []alike {
	type key struct {
		origin  uint32
		cover   int32
		product trade.Product
	}
	at := map[key]int{}
	var out []alike
	for i := range r.Lines {
		line := &r.Lines[i]
		k := key{origin: r.Study.Flows.Origin[line.Row], cover: line.Answers[law].cover}
		if byProduct {
			k.product = line.Product
		}
		n, known := at[k]
		if !known {
			n = len(out)
			at[k] = n
			out = append(out, alike{origin: r.origin(line), product: k.product, cover: k.cover, known: line.Known})
		}
		out[n].rows++
		out[n].value = out[n].value.Add(line.Value)
	}
	return out
}

// eachCover calls f for each stretch of alike lines with its part of their value, by its days; the
// parts add up to the value.
func (r *Report) eachCover(a *alike, f func(c *cover, value decimal.Decimal)) {
	covers := r.covers[a.cover]
	places := max(2, -a.value.Exponent())
	left, days := a.value, a.known
	for i := range covers {
		c := &covers[i]
		part := left
		if i+1 < len(covers) && days > 0 {
			part = left.Mul(count(c.days)).DivRound(count(days), places)
		}
		left, days = left.Sub(part), days-c.days
		f(c, part)
	}
}

// Exposure is how much of the trade of an origin a law charges beyond the schedule. Charged,
// Exempt and Free add up to Value: goods that some measure charges; goods that none charges and
// one at least would, were it not lifted; goods that no measure names.
type Exposure struct {
	Origin                trade.Country
	Rows                  int // lines assessed
	Value                 decimal.Decimal
	Charged, Exempt, Free decimal.Decimal
	Base, Additional      decimal.Decimal // duties of the schedule, and of measures
}

// Exposure is by origin, the largest first.
func (r *Report) Exposure(law int) []Exposure {
	at := map[trade.Country]*Exposure{}
	for i := range r.Lines {
		line := &r.Lines[i]
		origin := r.origin(line)
		e := at[origin]
		if e == nil {
			e = &Exposure{Origin: origin}
			at[origin] = e
		}
		for _, c := range line.Answers[law].Charges {
			if r.Layers[c.Layer].Schedule {
				e.Base = e.Base.Add(c.Duty)
			} else {
				e.Additional = e.Additional.Add(c.Duty)
			}
		}
	}
	for _, a := range r.alike(law, false) {
		e := at[a.origin]
		e.Rows += a.rows
		e.Value = e.Value.Add(a.value)
		r.eachCover(&a, func(c *cover, value decimal.Decimal) {
			sum := &e.Free
			switch {
			case len(c.charge) > 0:
				sum = &e.Charged
			case len(c.lifted) > 0:
				sum = &e.Exempt
			}
			*sum = sum.Add(value)
		})
	}
	var out []Exposure
	for _, e := range at {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(a, b Exposure) int {
		return cmp.Or(b.Value.Cmp(a.Value), cmp.Compare(a.Origin, b.Origin))
	})
	return out
}

// Exemption is the trade on which a measure is lifted, and by which heading.
type Exemption struct {
	Authority law.Authority
	Heading   string // of the measure
	By        string // the heading or the rule that lifts it
	Status    tariff.Status
	Rows      int
	Value     decimal.Decimal
	// Products are the codes assessed with their value, the largest first.
	Products []ProductValue
}

// ProductValue is the trade in a product.
type ProductValue struct {
	Product trade.Product   `json:"product"`
	Value   decimal.Decimal `json:"value"`
}

// Exemptions are what is lifted under a law, the largest value first. One good may be lifted
// from several measures: the values are not to be added.
func (r *Report) Exemptions(law int) []Exemption {
	type sums struct {
		Exemption
		last     int
		products map[trade.Product]decimal.Decimal
	}
	at := map[lift]*sums{}
	for i, a := range r.alike(law, true) {
		r.eachCover(&a, func(c *cover, value decimal.Decimal) {
			for _, l := range c.lifted {
				e := at[l]
				if e == nil {
					e = &sums{
						Exemption: Exemption{Authority: l.authority, Heading: l.heading, By: l.by, Status: l.status}, last: -1,
						products: map[trade.Product]decimal.Decimal{},
					}
					at[l] = e
				}
				if e.last != i {
					e.last = i
					e.Rows += a.rows
				}
				e.Value = e.Value.Add(value)
				e.products[a.product] = e.products[a.product].Add(value)
			}
		})
	}
	var out []Exemption
	for _, e := range at {
		for p, v := range e.products {
			e.Products = append(e.Products, ProductValue{p, v})
		}
		slices.SortFunc(e.Products, func(a, b ProductValue) int {
			return cmp.Or(b.Value.Cmp(a.Value), cmp.Compare(a.Product, b.Product))
		})
		out = append(out, e.Exemption)
	}
	slices.SortFunc(out, func(a, b Exemption) int {
		return cmp.Or(b.Value.Cmp(a.Value), cmp.Compare(a.Authority, b.Authority), cmp.Compare(a.Heading, b.Heading),
			cmp.Compare(a.By, b.By), cmp.Compare(a.Status, b.Status))
	})
	return out
}

// Coverage is how much of the trade of an origin each measure of an authority charges. A good
// may be on several lists: Any is what one at least charges, each good once, and Overlaps are
// what several charge together.
type Coverage struct {
	Origin    trade.Country
	Authority law.Authority
	Value     decimal.Decimal // of all goods of the origin
	Any       decimal.Decimal
	Lists     []ListCover
	Overlaps  []ListCover
}

// ListCover is the trade that a list charges, or that all the lists of an overlap charge and no
// other of the authority does. Alone is what no other list of the authority charges.
type ListCover struct {
	Headings []string
	Rows     int
	Value    decimal.Decimal
	Alone    decimal.Decimal
}

// Coverage is by origin and authority, in this order.
func (r *Report) Coverage(of int) []Coverage {
	type key struct {
		origin    trade.Country
		authority law.Authority
	}
	type sums struct {
		Coverage
		lists map[string]*ListCover // by headings
	}
	at, values := map[key]*sums{}, map[trade.Country]decimal.Decimal{}
	for _, a := range r.alike(of, false) {
		origin := a.origin
		values[origin] = values[origin].Add(a.value)
		r.eachCover(&a, func(c *cover, value decimal.Decimal) {
			by := map[law.Authority][]string{}
			for _, m := range c.charge {
				by[m.authority] = append(by[m.authority], m.heading)
			}
			for authority, headings := range by {
				slices.Sort(headings)
				headings = slices.Compact(headings)
				s := at[key{origin, authority}]
				if s == nil {
					s = &sums{Coverage: Coverage{Origin: origin, Authority: authority}, lists: map[string]*ListCover{}}
					at[key{origin, authority}] = s
				}
				s.Any = s.Any.Add(value)
				add := func(headings []string, alone bool) {
					name := strings.Join(headings, "+")
					l := s.lists[name]
					if l == nil {
						l = &ListCover{Headings: slices.Clone(headings)}
						s.lists[name] = l
					}
					l.Rows += a.rows
					l.Value = l.Value.Add(value)
					if alone {
						l.Alone = l.Alone.Add(value)
					}
				}
				for k := range headings {
					add(headings[k:k+1], len(headings) == 1)
				}
				if len(headings) > 1 {
					add(headings, true)
				}
			}
		})
	}
	var out []Coverage
	for k, s := range at {
		s.Value = values[k.origin]
		for _, l := range s.lists {
			if len(l.Headings) == 1 {
				s.Lists = append(s.Lists, *l)
			} else {
				s.Overlaps = append(s.Overlaps, *l)
			}
		}
		for _, lists := range [][]ListCover{s.Lists, s.Overlaps} {
			slices.SortFunc(lists, func(a, b ListCover) int {
				return cmp.Or(b.Value.Cmp(a.Value), slices.Compare(a.Headings, b.Headings))
			})
		}
		out = append(out, s.Coverage)
	}
	slices.SortFunc(out, func(a, b Coverage) int {
		return cmp.Or(cmp.Compare(a.Origin, b.Origin), cmp.Compare(a.Authority, b.Authority))
	})
	return out
}

// Difference is the part of the change between the baseline and a scenario that a measure, or a
// column of the schedule, makes.
type Difference struct {
	Key, Title string
	Authority  law.Authority
	Before     decimal.Decimal
	After      decimal.Decimal
}

// Change is After − Before.
func (d *Difference) Change() decimal.Decimal { return d.After.Sub(d.Before) }

// Differences explain the change of a law by measure, the largest first; their changes add up
// to it. A measure that charges the same under both is left out.
func (r *Report) Differences(law int) []Difference {
	about := map[string]*Layer{}
	for i := range r.Layers {
		if l := &r.Layers[i]; about[l.Key()] == nil {
			about[l.Key()] = l
		}
	}
	var out []Difference
	for _, t := range r.ByLayer() {
		if t.Change(law).IsZero() {
			continue
		}
		l := about[t.Key]
		d := Difference{Key: t.Key, Authority: l.Authority, Before: t.Duty[0], After: t.Duty[law]}
		if d.Title = l.Title; l.Schedule {
			d.Title = "rates of the schedule"
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Difference) int { return b.Change().Abs().Cmp(a.Change().Abs()) })
	return out
}

package panel

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/internal/plan"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/workers"
)

// Share is a fraction in parts of a billion: 250_000_000 is a quarter. The rates of a
// panel are counted in the same unit.
type Share int64

// Whole is the share of everything.
const Whole Share = 1_000_000_000

// times multiplies two fractions, rounding half up.
func times(a, b int64) int64 { return (a*b + int64(Whole)/2) / int64(Whole) }

// Decimal is the share as a fraction of nine places.
func (s Share) Decimal() decimal.Decimal { return decimal.New(int64(s), -9) }

// Shares are averages that stand in for the facts of a shipment where a panel has
// none. They are an assumption set with a name of its own and never touch an entry. A
// panel without them is the statutory one: nothing is claimed, no preference is used,
// and a duty on the metal in an article counts on its whole value.
type Shares struct {
	// Name says whose averages these are.
	Name string `json:"name"`
	// Metal is the content of steel, aluminum and copper by 10-digit number, or by line
	// for the numbers below it that are not named.
	Metal map[trade.Product][3]Share `json:"metal"`
	// USMCA is the part of the trade that enters under the USMCA, by origin and number, or
	// line for the numbers below it that are not named.
	USMCA map[trade.Country]map[trade.Product]Share `json:"usmca"`
	// Preference is the part of the base duty that is not paid because of a special
	// program, by origin and chapter.
	Preference map[trade.Country]map[string]Share `json:"preference"`
	// Claims is the part of the listed trade that declares a heading.
	Claims map[string]Share `json:"claims"`
	// Less is taken off the rate of a heading: a rebate that is known as an average.
	Less map[string]Share `json:"less"`
}

// Options choose what a panel holds.
type Options struct {
	// Origins are the countries; empty means all of the table of countries that have a
	// Census code.
	Origins []trade.Country
	// Products are prefixes; empty means every number.
	Products []trade.Product
	// Shares are the averages for the facts of a shipment; nil gives the statutory panel.
	Shares *Shares
	// Workers is the number of goroutines; 0 means one for each processor. The result
	// does not depend on it.
	Workers int
}

// Panel is a book computed for products and origins that have no shipment: the duty in
// percent of the customs value, over the universe of the schedule (every 10-digit
// number, and every line without one), at every time. A specific duty counts
// as 0, and so does that part of a compound duty: no value of a unit is known.
type Panel struct {
	grid    plan.Grid
	opts    Options
	origins []trade.Country
	lines   []panelLine
	// By segment: what stands in for general rates.
	baseRates [][]standIn
	classes   [][]int32 // by segment and product: index into kinds
	kinds     [][]panelKind
	auths     []law.Authority
	laws      [2][]func() *plan.StretchLaw // without and with the USMCA, by segment
	formulas  formulas
	claims    map[string]plan.Portion // the part of the listed trade that declares a heading
}

// standIn is a rate that stands in for the general rate of the products of a scope.
type standIn struct {
	scope int
	rate  int64
}

type panelLine struct {
	column1, column2 int64
	unstated         [2]bool // the book holds no rate of that column
}

// panelKind is what the rules look at in a product: what scopes hold it, through a
// product that stands for all alike, and its metals.
type panelKind struct {
	product int32
	metals  [3]int64
}

// New prepares a panel of the book. The work by origin is done as it is asked for.
func New(book *law.Book, opts Options) (*Panel, error) {
	engine, err := plan.Compile(book, plan.Options{})
	if err != nil {
		return nil, err
	}
	p := &Panel{grid: plan.Grid{Book: engine.Book, Plan: engine}, opts: opts, origins: opts.Origins}
	p.formulas.known, p.formulas.same = map[string][]*formula{}, map[formula]*formula{}
	if opts.Shares != nil {
		p.claims = make(map[string]plan.Portion, len(opts.Shares.Claims))
		for heading, part := range opts.Shares.Claims {
			p.claims[heading] = plan.InBillionths(int64(part))
		}
	}
	if len(p.origins) == 0 {
		for _, c := range trade.Countries() {
			if c.Census() != "" {
				p.origins = append(p.origins, c)
			}
		}
	}
	for i := range engine.Measures {
		// What replaces the base rate is counted as base, under no authority.
		if a := engine.Measures[i].Authority; !slices.Contains(p.auths, a) && engine.Measures[i].Stacking != law.Replaces {
			p.auths = append(p.auths, a)
		}
	}
	slices.Sort(p.auths)
	if len(p.auths) > maxAuthorities {
		return nil, errors.New("panel: more authorities in the book than a panel tells apart")
	}
	p.grid.Days = engine.Days()
	if p.origins, err = p.covered(p.origins, len(opts.Origins) == 0); err != nil {
		return nil, err
	}
	for seg := range p.grid.Days {
		for k := range p.laws {
			p.laws[k] = append(p.laws[k], sync.OnceValue(func() *plan.StretchLaw {
				stated := p.averages(k == 1)
				return engine.LawIn(seg).Charging().Stated(&stated)
			}))
		}
	}
	p.lineRates()
	p.grid.Universe(opts.Products, nil)
	p.grid.ScopeBits()
	p.standIns()
	p.classify()
	return p, nil
}

// lineRates states the base rates of the lines in parts of a billion.
func (p *Panel) lineRates() {
	s := p.grid.Book.Schedule
	for i := range s.Lines {
		l := &s.Lines[i]
		p.lines = append(p.lines, panelLine{
			p.rateOf(l.General), p.rateOf(l.Other),
			[2]bool{p.unheld(l.Code, l.General), p.unheld(l.Code, l.Other)},
		})
	}
}

func (p *Panel) rateOf(text string) int64 { return ppb(shareOfValue(p.grid.Plan.Duties[text])) }

// standIns finds the rates that stand in for general rates, in their order, by segment.
func (p *Panel) standIns() {
	for _, on := range p.grid.Days {
		var in []standIn
		for _, r := range p.grid.Book.BaseRates {
			if k := p.grid.Scope(law.Scope{Codes: r.Products}); k >= 0 && r.During.Contains(on) {
				in = append(in, standIn{k, p.rateOf(r.Duty)})
			}
		}
		p.baseRates = append(p.baseRates, in)
	}
}

// shareOfValue is the part of a duty that is a share of the whole value; 0 where the
// duty depends on that of another provision.
func shareOfValue(d duty.Duty) decimal.Decimal {
	var sum decimal.Decimal
	for _, t := range d.Terms() {
		if t.Kind != duty.AdValorem && t.Kind != duty.Specific {
			return decimal.Decimal{}
		}
		if t.Kind == duty.Specific || t.On != "" {
			continue
		}
		rate := t.Rate
		if t.Third {
			rate = rate.DivRound(decimal.NewFromInt(3), 9)
		}
		if t.Minus {
			rate = rate.Neg()
		}
		sum = sum.Add(rate)
	}
	return sum
}

// ppb turns a rate into parts of a billion.
func ppb(r decimal.Decimal) int64 { return r.Shift(9).Round(0).IntPart() }

// classify finds the products that no rule tells apart, by segment.
func (p *Panel) classify() {
	type key struct {
		scopes string
		metals [3]int64
	}
	metals := make([][3]int64, len(p.grid.Products))
	rows := make([]byte, (len(p.grid.Scopes)+7)/8*len(p.grid.Products))
	width := (len(p.grid.Scopes) + 7) / 8
	for seg := range p.grid.Days {
		p.metalsOf(seg, metals)
		clear(rows)
		for k := range p.grid.Scopes {
			for w, word := range p.grid.Bits[seg][k] {
				if p.grid.Scopes[k].All && len(p.grid.Scopes[k].Except) == 0 {
					break
				}
				for i := w * 64; word != 0; i, word = i+1, word>>1 {
					if word&1 != 0 && i < len(p.grid.Products) {
						rows[i*width+k/8] |= 1 << (k % 8)
					}
				}
			}
		}
		ids := map[key]int32{}
		class := make([]int32, len(p.grid.Products))
		var kinds []panelKind
		for i := range p.grid.Products {
			if p.grid.LineOf[seg][i] < 0 {
				class[i] = -1
				continue
			}
			k := key{string(rows[i*width : (i+1)*width]), metals[i]}
			id, ok := ids[k]
			if !ok {
				id = int32(len(kinds))
				ids[k] = id
				kinds = append(kinds, panelKind{int32(i), metals[i]})
			}
			class[i] = id
		}
		p.classes, p.kinds = append(p.classes, class), append(p.kinds, kinds)
	}
}

// segmentOn is the segment of a day.
func (p *Panel) segmentOn(on trade.Date) (int, error) {
	if on.Before(p.grid.Book.KnownFrom) || on.After(p.grid.Book.KnownUntil) {
		return 0, &tariff.HorizonError{
			Asked: on, KnownFrom: p.grid.Book.KnownFrom, KnownUntil: p.grid.Book.KnownUntil,
			What: "the " + p.grid.Book.Name + " book",
		}
	}
	i, found := slices.BinarySearchFunc(p.grid.Days, on, trade.Date.Compare)
	if !found {
		i--
	}
	return i, nil
}

// Mean is an unweighted mean over the products of the universe on a day.
type Mean struct {
	Date   trade.Date    `json:"date,omitzero"`
	Origin trade.Country `json:"origin"`
	// Additional is the mean of all duties of chapter 99, Base that of the schedule,
	// Total their sum, as fractions of nine places.
	Base       decimal.Decimal `json:"base"`
	Additional decimal.Decimal `json:"additional"`
	Total      decimal.Decimal `json:"total"`
	// ByAuthority are the parts of Additional, in the order of the names.
	ByAuthority []AuthorityMean `json:"by_authority"`
	Products    int             `json:"products"`
	// Unstated are the products whose base rate the book does not hold; with any, Base and
	// Total mean nothing.
	Unstated int `json:"unstated,omitempty"`
}

// AuthorityMean is the part of one authority.
type AuthorityMean struct {
	Authority law.Authority   `json:"authority"`
	Mean      decimal.Decimal `json:"mean"`
}

// Means computes the mean of every origin on the days, in the order of the days and
// then of the origins.
func (p *Panel) Means(ctx context.Context, days ...trade.Date) ([]Mean, error) {
	out := make([]Mean, len(days)*len(p.origins))
	for d, on := range days {
		seg, err := p.segmentOn(on)
		if err != nil {
			return nil, err
		}
		err = workers.Each(ctx, p.opts.Workers, len(p.origins), func(_, i int) {
			out[d*len(p.origins)+i] = p.mean(seg, on, p.origins[i])
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (p *Panel) mean(seg int, on trade.Date, origin trade.Country) Mean {
	view := p.view(seg, origin)
	var base, total int64
	var by [maxAuthorities]int64
	n, unstated := 0, 0
	for i := range p.grid.Products {
		if p.classes[seg][i] < 0 {
			continue
		}
		n++
		r := view.rate(i)
		unstated += flagInt(view.unstated(i))
		base += r.base
		total += r.additional
		for k := range p.auths {
			by[k] += r.by[k]
		}
	}
	m := Mean{Date: on, Origin: origin, Products: n, Unstated: unstated}
	if n == 0 {
		return m
	}
	count := decimal.NewFromInt(int64(n))
	of := func(sum int64) decimal.Decimal { return decimal.New(sum, -9).DivRound(count, 9) }
	if m.Additional = of(total); unstated == 0 {
		m.Base, m.Total = of(base), of(base+total)
	}
	for k, a := range p.auths {
		if by[k] != 0 {
			m.ByAuthority = append(m.ByAuthority, AuthorityMean{a, of(by[k])})
		}
	}
	return m
}

// Rate is the duty on a product in a panel, as fractions of the customs value.
type Rate struct {
	Base       decimal.Decimal `json:"base"`
	Additional decimal.Decimal `json:"additional"`
	Total      decimal.Decimal `json:"total"`
	// Unstated: the book does not hold the base rate; Base and Total mean nothing.
	Unstated bool `json:"unstated,omitempty"`
}

// Rate looks up one product of one origin on a day; in is false when the universe of
// that day does not hold the product. An 8-digit line has the rate of the numbers below it
// where that is one rate; else the error is a *MissingFacts that says which numbers pay what.
func (p *Panel) Rate(product trade.Product, origin trade.Country, on trade.Date) (rate Rate, in bool, err error) {
	seg, err := p.segmentOn(on)
	if err != nil {
		return Rate{}, false, err
	}
	if origin, err = trade.ParseCountry(string(origin)); err != nil {
		return Rate{}, false, err
	}
	if product, err = trade.ParseProduct(string(product)); err != nil {
		return Rate{}, false, err
	}
	if _, err := p.covered([]trade.Country{origin}, false); err != nil {
		return Rate{}, false, err
	}
	if len(product) == 8 {
		return p.lineRate(seg, product, origin)
	}
	i, found := slices.BinarySearch(p.grid.Products, product)
	if !found || p.classes[seg][i] < 0 {
		return Rate{}, false, nil
	}
	return p.view(seg, origin).asRate(i), true, nil
}

// place finds a product in the segment of a day.
func (p *Panel) place(product trade.Product, on trade.Date) (seg, i int, in bool, err error) {
	if seg, err = p.segmentOn(on); err != nil {
		return 0, 0, false, err
	}
	if product, err = trade.ParseProduct(string(product)); err != nil {
		return 0, 0, false, err
	}
	if len(product) == 8 {
		product += "00"
	}
	i, found := slices.BinarySearch(p.grid.Products, product)
	return seg, i, found && p.classes[seg][i] >= 0, nil
}

func fraction(parts int64) decimal.Decimal { return decimal.New(parts, -9) }

// Days are the days from which another law holds than before, the first day of the book
// included: means of these days are the means of every day.
func (p *Panel) Days() []trade.Date { return slices.Clone(p.grid.Days) }

// Products are the numbers that the universe holds on any day, in order.
func (p *Panel) Products() []trade.Product { return slices.Clone(p.grid.Products) }

// Origins are the countries of the panel.
func (p *Panel) Origins() []trade.Country { return slices.Clone(p.origins) }

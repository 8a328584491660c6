package impact

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/bulk"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Trade statistics know goods by six digits or four, and the law by ten. A flow of fewer
// than eight digits is parted among the numbers below its code as the imports of 2024 were,
// and each part is assessed as an entry of its own. Parts add up to the flow to the cent.

// The weights by which a flow is parted, the first that has trade.
const (
	byPartner = "imports of 2024 of the same origin"
	byAll     = "imports of 2024 of all origins"
	inEqual   = "equal parts: nothing of it was imported in 2024"
)

// lineDigits are the digits of a line, which has a duty of its own.
const lineDigits = 8

// Parted is a flow that was assessed over the numbers below its code.
type Parted struct {
	// Row is that of the flow in Report.Asked, and Weights one of the constants.
	Row     int
	Weights string
	// Numbers are all numbers of the first day below the code, traded or not, and Traded
	// how many of them have a part.
	Numbers, Traded int
	// Value is what of the flow is answered, and Duty what its parts owe, by law.
	Value decimal.Decimal
	Duty  []decimal.Decimal
	// Spread is by law.
	Spread []Spread
}

// Spread is the lowest and the highest rate of the numbers below a code, had all goods been
// of that number. Unanswered numbers have no rate without more facts; where all are, the
// rates mean nothing.
type Spread struct {
	Lowest, Highest   decimal.Decimal // six places
	Cheapest, Dearest trade.Product
	Unanswered        int
}

// parting turns the flows that were asked about into those that are assessed.
type parting struct {
	study   *Study
	flows   *trade.Dataset
	rows    []int // by row of flows: what the person calls it
	asked   []int // by row of flows: the row asked about
	parted  map[int]*Parted
	average map[int]bool // rows asked about in which averages stand in
	below   map[belowKey][]weighted
	why     map[belowKey]string
	numbers map[numbersKey]int
	report  *Report
	recipes *recipes // nil: nothing stands in for quantities
	alike   map[alikeKey]bool
	apart   map[goodsOf]bool // lines whose numbers averages tell apart, for an origin or for all

	converted int
	beside    int
	freight   decimal.Decimal
}

// alikeKey is what it depends on whether all numbers of a line owe the same.
type alikeKey struct {
	origin  trade.Country
	line    trade.Product
	days    trade.Interval
	claims  string
	counted bool // has a quantity
}

type goodsOf struct {
	origin trade.Country
	line   trade.Product
}

type belowKey struct {
	partner string
	code    trade.Product
	from    trade.Date
	to      trade.Date
}

type numbersKey struct {
	code trade.Product
	on   trade.Date
}

// weighted is a product below a code, with its trade.
type weighted struct {
	product trade.Product
	value   int64
}

// parting is what parts the flows of the study; nil where none needs it.
func (r *Report) parting() (*parting, error) {
	s := r.Study
	r.Asked = s.Flows
	coarse := s.Imports != nil && slices.ContainsFunc(s.Flows.Products, func(p trade.Product) bool {
		return len(p) < lineDigits
	})
	if !coarse && s.Averages == nil && s.CIF.IsZero() && !s.statesFOB() {
		return nil, nil
	}
	if s.Imports != nil && (s.importer() != "US" || s.Book.Importer != "" && s.Book.Importer != "US") {
		return nil, &Error{"bad_study", "the weights are imports of the United States, and the book is of another country"}
	}
	r.question = s
	r.stands = map[int]stand{}
	if s.Imports != nil {
		batch, err := bulk.NewBatch(r.engines...)
		if err != nil {
			return nil, err
		}
		r.recipes = newRecipes(r, s.Imports, batch)
	}
	return &parting{
		study: s, flows: &trade.Dataset{Currency: s.Flows.Currency}, parted: map[int]*Parted{}, average: map[int]bool{},
		below: map[belowKey][]weighted{}, why: map[belowKey]string{}, numbers: map[numbersKey]int{},
		report: r, alike: map[alikeKey]bool{}, recipes: r.recipes,
	}, nil
}

// part replaces the flows of a study that need it.
func (r *Report) part() error {
	s := r.Study
	p, err := r.parting()
	if p == nil || err != nil {
		return err
	}
	for i, f := range s.Flows.All() {
		if err := p.flow(i, f); err != nil {
			return fmt.Errorf("row %d: %w", s.Number(i), err)
		}
	}
	r.Converted, r.Beside, r.FreightValue = p.converted, p.beside, p.freight
	for i := range s.Flows.Len() {
		if parted := p.parted[i]; parted != nil {
			r.Parted = append(r.Parted, *parted)
		}
		if p.average[i] {
			r.Averaged++
			if v := s.Flows.Row(i).Value; v != nil {
				r.AveragedValue = r.AveragedValue.Add(v.Amount)
			}
		}
	}
	if len(p.parted)+len(p.average)+len(r.stands)+p.converted == 0 {
		return nil
	}
	replaced := *s
	replaced.Flows, replaced.Rows = p.flows, p.rows
	r.Study, r.askedRow = &replaced, p.asked
	return nil
}

// flow appends the parts of a flow, or the flow as it is.
func (p *parting) flow(i int, f trade.Flow) error {
	s := p.study
	days := s.days(&f)
	p.customs(&f)
	if f.Destination != s.importer() || f.Value == nil || f.Value.Amount.IsNegative() ||
		f.Basis.Freight() || days.IsEmpty() || f.Product == "" {
		return p.append(i, f)
	}
	switch {
	case s.Imports != nil && len(f.Product) < lineDigits:
	case f.Value.Amount.IsZero():
		return p.append(i, f)
	default:
		return p.averaged(i, f)
	}
	first := s.known(days.From)
	below, weights := p.weights(f.Origin, f.Product, first, s.known(days.LastDay()))
	if len(below) == 0 {
		return p.append(i, f) // the engine says what is wrong with the code
	}
	if f.Value.Amount.IsZero() { // nothing to part
		f.Product = below[0].product
		return p.append(i, f)
	}
	traded := len(below)
	parted := &Parted{Row: i, Weights: weights, Traded: traded}
	p.parted[i] = parted
	if !s.Totals { // which count parts by columns, and keep no spread
		below = p.byLine(&f, days, below)
		parted.Numbers = p.under(f.Product, first)
	}
	values := share(f.Value.Amount, below, max(2, -f.Value.Amount.Exponent()))
	var quantities []decimal.Decimal
	if f.Quantity != nil { // the value of a unit is that of the whole flow
		quantities = share(f.Quantity.Amount, below, max(6, -f.Quantity.Amount.Exponent()))
	}
	for k, w := range below {
		if values[k].IsZero() {
			continue
		}
		g := f
		g.Product, g.Value = w.product, &trade.Money{Amount: values[k], Currency: f.Value.Currency}
		if quantities != nil {
			g.Quantity = &trade.Quantity{Amount: quantities[k], Unit: f.Quantity.Unit}
		}
		if err := p.averaged(i, g); err != nil {
			return err
		}
	}
	return nil
}

// customs takes freight and insurance out of the value of a flow by the factor of the study.
func (p *parting) customs(f *trade.Flow) {
	if f.Value == nil || f.Destination != p.study.importer() {
		return
	}
	with := f.Value.Amount
	beside, ok := p.study.customs(f)
	if !ok {
		return
	}
	p.converted++
	if beside {
		p.beside++
	}
	p.freight = p.freight.Add(with.Sub(f.Value.Amount))
}

// customs replaces a value with freight by the one without that the file states beside it, or
// else by the factor of the study; ok is false where there is neither, or no freight.
func (s *Study) customs(f *trade.Flow) (beside, ok bool) {
	if f.Value == nil || !f.Basis.Freight() {
		return false, false
	}
	value, err := decimal.NewFromString(f.Notes[trade.NoteFOB])
	beside = err == nil && value.IsPositive() && value.LessThanOrEqual(f.Value.Amount)
	switch {
	case beside:
	case s.CIF.IsZero():
		return false, false
	default:
		value = f.Value.Amount.DivRound(s.CIF, max(2, -f.Value.Amount.Exponent()))
	}
	f.Value, f.Basis = &trade.Money{Amount: value, Currency: f.Value.Currency}, trade.CustomsValue
	return beside, true
}

// statesFOB tells a study some of whose values with freight have one without beside them.
func (s *Study) statesFOB() bool {
	for i, notes := range s.Flows.Notes {
		if notes[trade.NoteFOB] != "" && s.Flows.Basis[i].Freight() {
			return true
		}
	}
	return false
}

// byLine takes a line in place of its numbers where they owe the same under every law: fewer
// parts, and fewer cents to round.
func (p *parting) byLine(f *trade.Flow, days trade.Interval, below []weighted) []weighted {
	var out []weighted
	for i := 0; i < len(below); {
		k, sum := i, int64(0)
		line := below[i].product[:lineDigits]
		for k < len(below) && below[k].product.Within(line) {
			sum += below[k].value
			k++
		}
		if k > i+1 && p.owesAlike(f, days, line) {
			out = append(out, weighted{line, sum})
		} else {
			out = append(out, below[i:k]...)
		}
		i = k
	}
	return out
}

func (p *parting) owesAlike(f *trade.Flow, days trade.Interval, line trade.Product) bool {
	key := alikeKey{f.Origin, line, days, f.Notes["claims"], f.Quantity != nil}
	if yes, known := p.alike[key]; known {
		return yes
	}
	of := *f
	of.Product = line
	yes := p.study.Averages == nil || !p.averagesDiffer(f.Origin, line)
	if yes {
		entry, period, code, _ := p.report.entry(&of)
		for _, calendar := range p.report.calendars {
			if yes = yes && code == ""; yes {
				_, err := calendar.Assess(entry, period)
				yes = err == nil
			}
		}
	}
	p.alike[key] = yes
	return yes
}

// averagesDiffer reports whether averages tell the numbers of a line apart for an origin.
func (p *parting) averagesDiffer(origin trade.Country, line trade.Product) bool {
	if p.apart == nil {
		p.apart = map[goodsOf]bool{}
		mark := func(origin trade.Country, n trade.Product) {
			if len(n) > lineDigits {
				p.apart[goodsOf{origin, n[:lineDigits]}] = true
			}
		}
		for n := range p.study.Averages.Metal {
			mark("", n)
		}
		for origin, of := range p.study.Averages.USMCA {
			for n := range of {
				mark(origin, n)
			}
		}
	}
	return p.apart[goodsOf{"", line}] || p.apart[goodsOf{origin, line}]
}

// coarse tells a flow by fewer than 8 digits.
func (p *parting) coarse(i int) bool { return len(p.study.Flows.Row(i).Product) < lineDigits }

// append appends a flow, with what stands in for quantities that it does not state.
func (p *parting) append(i int, f trade.Flow) error {
	if p.recipes != nil && !p.study.Totals && (p.coarse(i) || p.study.Averages != nil) && f.Value != nil &&
		len(f.Product) >= lineDigits {
		if x := p.recipes.of(&f, p.study.days(&f)); !x.empty() {
			first := f.Quantity == nil && len(x.values)+len(x.zero) > 0
			if first {
				f.Quantity = &x.quantities(f.Value.Amount)[0]
			}
			p.report.stands[p.flows.Len()] = stand{x, first}
		}
	}
	p.rows, p.asked = append(p.rows, p.study.Number(i)), append(p.asked, i)
	return p.flows.Append(f)
}

// share parts an amount by weights.
func share(amount decimal.Decimal, by []weighted, places int32) []decimal.Decimal {
	sum := int64(0)
	for _, w := range by {
		sum += w.value
	}
	parts := make([]decimal.Decimal, len(by))
	for i, w := range by {
		parts[i] = amount.Mul(decimal.NewFromInt(w.value)).DivRound(decimal.NewFromInt(sum), places+6)
	}
	return exact.Allocate(parts, amount, places)
}

// weights are the products below a code with their trade, and whose trade it is. A number
// that does not stand on all days of the period is taken as its line.
func (p *parting) weights(origin trade.Country, code trade.Product, first, last trade.Date) ([]weighted, string) {
	table := p.study.Imports
	partner, ok := table.PartnerOf(origin)
	if !ok {
		partner = ""
	}
	key := belowKey{partner, code, first, last}
	if found, known := p.below[key]; known {
		return found, p.why[key]
	}
	weights, why := map[trade.Product]int64{}, byPartner
	schedule := p.study.Book.Schedule
	if partner != "" {
		p.follow(weights, code, first, func(of string) bool { return of == partner })
	}
	if len(weights) == 0 {
		why = byAll
		p.follow(weights, code, first, func(of string) bool { return of != "SK" }) // which is in the Union
	}
	if len(weights) == 0 {
		why = inEqual
		for _, n := range schedule.NumbersUnder(code, first) {
			weights[n] = 1
		}
	}
	merged := map[trade.Product]int64{}
	for n, value := range weights {
		if to := schedule.Follow(n, first, last); len(to) != 1 || to[0] != n {
			n = n[:8]
		}
		merged[n] += value
	}
	var out []weighted
	for _, n := range slices.Sorted(maps.Keys(merged)) {
		out = append(out, weighted{n, merged[n]})
	}
	if open := slices.DeleteFunc(slices.Clone(out), func(w weighted) bool {
		return p.outOfSeason(w.product[:lineDigits], first, last)
	}); len(open) > 0 {
		out = open
	}
	p.below[key], p.why[key] = out, why
	return out, why
}

// outOfSeason tells a line under which nothing is entered on any of the days: goods that came on
// them came under another.
func (p *parting) outOfSeason(line trade.Product, first, last trade.Date) bool {
	schedule := p.study.Book.Schedule
	if len(schedule.SeasonsOf(line)) == 0 {
		return false
	}
	for on := first; !on.After(last); on = on.AddDays(1) {
		if schedule.InSeason(line, on) {
			return false
		}
	}
	return true
}

// follow adds the trade below a code to the numbers of a day: of a number that was divided,
// the same part to each of its successors.
func (p *parting) follow(weights map[trade.Product]int64, code trade.Product, on trade.Date, of func(string) bool) {
	schedule, then := p.study.Book.Schedule, p.study.known(imports.Year().LastDay())
	for _, row := range p.study.Imports.Below(code) {
		if row.Value == 0 || !of(row.Partner) {
			continue
		}
		var to []trade.Product
		for _, n := range schedule.Follow(row.Number, then, on) {
			if n.Within(code) {
				to = append(to, n)
			}
		}
		for k, n := range to {
			each := row.Value / int64(len(to))
			if k == 0 {
				each += row.Value % int64(len(to))
			}
			if each > 0 {
				weights[n] += each
			}
		}
	}
}

func (p *parting) under(code trade.Product, on trade.Date) int {
	key := numbersKey{code, on}
	n, known := p.numbers[key]
	if !known {
		n = len(p.study.Book.Schedule.NumbersUnder(code, on))
		p.numbers[key] = n
	}
	return n
}

package impact

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
	"github.com/tradeshock/tradeshock/trade/exact"
)

// Behaviour is what trade does in answer to a scenario, by models that are named: it is no part
// of any figure of the mechanical layer, and is never added to one.
type Behaviour struct {
	Law int
	// Models are the answers, in the order of the options.
	Models []response.Answer
	// Markets are how many products were asked about, each by Digits digits of the code.
	Markets, Digits int
	// Completed are how many of them have sources beside those of the flows, of the imports of
	// 2024, and Others the value of those. Without them goods of one origin alone have nobody
	// to lose trade to.
	Completed int
	Others    decimal.Decimal
	// Left are products without a value or without an answer of the law, which no model sees.
	Left []response.Refusal
	// Oil is nil where the scenario says nothing of oil.
	Oil *Oil
	// Notes say how the markets were made.
	Notes []string
}

// BehaviourOptions are how the models are asked.
type BehaviourOptions struct {
	response.Options
	// Digits of the code that is one product: 2, 4, 6, 8 or 10; 0 is 6.
	Digits int
	// Alone keeps the sources of the flows as the whole market.
	Alone bool
	// Back asks from the scenario to the law as it is: what the law did, where the scenario is
	// that it had not been.
	Back bool
}

// market is a product from its sources, with what they owe under both laws.
type market struct {
	first, last trade.Date
	sources     map[string]*owing
}

type owing struct {
	value, before, after decimal.Decimal
}

// Behaviour asks the models about the flows under a scenario. Flows of one product, so many
// digits of the code, are a market, with the sources of the flows; where Study.Imports is set,
// other origins are added to it in the proportions of the imports of 2024, at the rates that
// they owe. Rates are the duty over the value, over all days of the flows.
func (r *Report) Behaviour(ctx context.Context, law int, o BehaviourOptions) (*Behaviour, error) {
	if law < 1 || law >= len(r.Laws) {
		return nil, &Error{"bad_study", fmt.Sprintf("law %d is no scenario; the scenarios are 1 to %d", law, len(r.Laws)-1)}
	}
	b := &Behaviour{Law: law, Digits: cmp.Or(o.Digits, 6)}
	if !slices.Contains([]int{2, 4, 6, 8, 10}, b.Digits) {
		return nil, &Error{"bad_study", fmt.Sprintf("products by %d digits; want 2, 4, 6, 8 or 10", b.Digits)}
	}
	if r.TotalsOnly() {
		return nil, &Error{"unsound_flows", totalsAlone}
	}
	if text := r.mixed(); text != "" {
		return nil, &Error{"unsound_flows", text}
	}
	var err error
	if b.Oil, err = r.oil(ctx, law); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(r.Lines, func(l Line) bool { return !l.Answers[law].Duty.Equal(l.Answers[0].Duty) }) {
		b.Notes = append(b.Notes,
			"The scenario changes no duty on these flows: there is nothing for trade in goods to answer.")
		return b, nil
	}
	markets := r.markets(law, b.Digits)
	if table := r.Study.Imports; table != nil && r.Study.Book.Schedule != nil && !o.Alone {
		if err := r.complete(ctx, law, b, markets); err != nil {
			return nil, err
		}
		b.Notes = append(b.Notes,
			fmt.Sprintf(
				"In %d of %d markets other origins were added in the proportions of %s, %s %s together, at the rates that they owe.",
				b.Completed, len(markets), imports.Name, r.Study.Book.Currency, trade.Thousands(b.Others)))
	} else {
		b.Notes = append(b.Notes,
			"The sources of the flows are the whole of each market: what they lose goes to nobody that is named.")
	}
	elsewhere, err := r.elsewhereOf(b, markets, o.Models)
	if err != nil {
		return nil, err
	}
	var asked []response.Market
	for _, product := range slices.Sorted(maps.Keys(markets)) {
		m := response.Market{Product: product}
		sales := elsewhere[product]
		for _, partner := range slices.Sorted(maps.Keys(markets[product].sources)) {
			s := markets[product].sources[partner]
			if !s.value.IsPositive() {
				continue
			}
			if o.Back {
				s.before, s.after = s.after, s.before
			}
			rate0, err0 := exact.Div(s.before, s.value, 9, exact.HalfUp)
			rate1, err1 := exact.Div(s.after, s.value, 9, exact.HalfUp)
			if err0 != nil || err1 != nil {
				continue
			}
			m.Sources = append(m.Sources, response.Source{
				Partner: partner, Value: s.value, Rate0: rate0, Rate1: rate1, Elsewhere: sales[partner],
			})
		}
		if len(m.Sources) == 0 {
			b.Left = append(b.Left, response.Refusal{Product: product, Reason: "no flow of it has a value above zero"})
			continue
		}
		asked = append(asked, m)
	}
	b.Markets = len(asked)
	if len(asked) == 0 {
		b.Notes = append(b.Notes, "No flow has an answer under every law: there is no trade to ask a model about.")
		return b, nil
	}
	if o.Workers == 0 {
		o.Workers = r.Study.Workers
	}
	b.Models, err = response.Solve(ctx, asked, o.Options)
	return b, err
}

// markets are the lines by product.
func (r *Report) markets(law, digits int) map[string]*market {
	markets := map[string]*market{}
	for i := range r.Lines {
		line := &r.Lines[i]
		product := string(line.Product[:min(digits, len(line.Product))])
		m := markets[product]
		if m == nil {
			m = &market{first: line.Date, last: line.Date, sources: map[string]*owing{}}
			markets[product] = m
		}
		if line.Date.Before(m.first) {
			m.first = line.Date
		}
		if last := line.Date.AddDays(line.Count - 1); last.After(m.last) {
			m.last = last
		}
		s := m.sources[string(r.origin(line))]
		if s == nil {
			s = &owing{}
			m.sources[string(r.origin(line))] = s
		}
		s.value = s.value.Add(line.Value)
		s.before, s.after = s.before.Add(line.Answers[0].Duty), s.after.Add(line.Answers[law].Duty)
	}
	return markets
}

// complete adds the other origins of the imports of 2024 to the markets.
func (r *Report) complete(ctx context.Context, law int, b *Behaviour, markets map[string]*market) error {
	table, schedule := r.Study.Imports, r.Study.Book.Schedule
	then := imports.Year().LastDay()
	var entries []tariff.Entry
	type place struct{ product, partner string }
	var places []place
	scales := map[string]decimal.Decimal{}
	for _, product := range slices.Sorted(maps.Keys(markets)) {
		m := markets[product]
		named, own := map[string]bool{}, decimal.Decimal{}
		for origin, s := range m.sources {
			if partner, ok := table.PartnerOf(trade.Country(origin)); ok {
				named[partner] = true
				own = own.Add(s.value)
			}
		}
		rows := table.Below(trade.Product(product))
		same := int64(0) // trade of the same origins in 2024
		for _, row := range rows {
			if named[row.Partner] {
				same += row.Value
			}
		}
		if same == 0 || !own.IsPositive() {
			continue
		}
		scale, err := exact.Div(own, decimal.NewFromInt(same), 12, exact.HalfUp)
		if err != nil {
			return err
		}
		scales[product] = scale
		middle := r.Study.known(m.first.AddDays(m.last.Sub(m.first) / 2))
		for _, row := range rows {
			if row.Value == 0 || named[row.Partner] || row.Partner == "SK" { // which is in the Union
				continue
			}
			numbers := schedule.Follow(row.Number, r.Study.known(then), middle)
			if len(numbers) == 0 {
				continue
			}
			origin := trade.Country(row.Partner)
			if row.Partner == imports.Union {
				origin = "DE"
			}
			places = append(places, place{product, row.Partner})
			entries = append(entries, tariff.Entry{
				Date: middle, Origin: origin, Product: numbers[0], Value: decimal.NewFromInt(row.Value),
			})
		}
	}
	charges := make([][]tariff.Charge, 2)
	for k, l := range []int{0, law} {
		var err error
		if charges[k], err = r.engines[l].AssessAll(ctx, entries, r.Study.Workers); err != nil {
			return err
		}
	}
	completed, unanswered := map[string]bool{}, 0
	for i, p := range places {
		before, after := &charges[0][i], &charges[1][i]
		if before.Err != nil || after.Err != nil {
			unanswered++
			continue
		}
		s := markets[p.product].sources[p.partner]
		if s == nil {
			s = &owing{}
			markets[p.product].sources[p.partner] = s
		}
		scale := scales[p.product]
		value := exact.Round(entries[i].Value.Mul(scale), 2, exact.HalfUp)
		s.value = s.value.Add(value)
		s.before, s.after = s.before.Add(before.Total.Mul(scale)), s.after.Add(after.Total.Mul(scale))
		b.Others = b.Others.Add(value)
		completed[p.product] = true
	}
	b.Completed = len(completed)
	if unanswered > 0 {
		b.Notes = append(b.Notes,
			fmt.Sprintf("%d of %d numbers of other origins have no answer without more facts, and are left out.", unanswered,
				len(places)))
	}
	return nil
}

package crude

import (
	"context"
	"fmt"
	"math"
	"slices"
	"sort"

	"github.com/tradeshock/tradeshock/trade/equilibrium"
)

const (
	days = 365
	// searched is up to how many threatened buyers all sets are tried.
	searched = 10
)

func sortedKeys(m map[string]float64) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// trade is the market under a policy.
type trade struct {
	*Market
	policy Policy
	order  []int // buyers by freight and political cost
	mean   float64
	tariff []float64 // cost of the secondary tariff by buyer, bn $ a year
	barred []bool
	solved map[string]*State // by the set that stays
}

// Solve finds the market before and the equilibria under the policy. Errors are
// *equilibrium.InputErrors and *equilibrium.ConvergenceError.
func Solve(ctx context.Context, m *Market, policy Policy) (*Result, error) {
	if err := m.check(&policy); err != nil {
		return nil, err
	}
	n := len(m.Buyers)
	t := &trade{
		Market: m, order: make([]int, n), tariff: make([]float64, n), barred: make([]bool, n),
		solved: make(map[string]*State),
	}
	for k := range t.order {
		t.order[k] = k
	}
	slices.SortStableFunc(t.order, func(a, b int) int {
		x, y := m.Buyers[a], m.Buyers[b]
		return compare(x.Freight+x.Political, y.Freight+y.Political)
	})
	// the mean price at which the exporter supplies what it does
	full := t.all(true)
	left := m.Supply
	port := 0.0
	for _, k := range t.order {
		if left > 0 {
			port = m.Price - m.Buyers[k].Freight - m.Buyers[k].Political
			left -= m.Buyers[k].Capacity
		}
	}
	if t.mean = port; port <= 0 || port < m.ShutIn {
		return nil, &equilibrium.InputError{
			Class: "share", Field: "buyers", Value: port,
			Hint: "before the policy the last buyer served pays this at the port of loading, which is not above " +
				"zero and the shut-in price",
		}
	}
	before, err := t.at(full)
	if err != nil {
		return nil, err
	}
	out := &Result{Before: *before}
	t.policy = policy
	clear(t.solved)
	var threatened []int
	for k, b := range m.Buyers {
		t.barred[k] = slices.Contains(policy.Embargo, b.Name)
		t.tariff[k] = policy.Tariff[b.Name] * b.Exports * b.Bears
		if t.tariff[k] > 0 && !t.barred[k] {
			threatened = append(threatened, k)
		}
	}
	if err := t.search(ctx, threatened, out); err != nil {
		return nil, err
	}
	t.report(out, threatened)
	return out, nil
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (t *trade) all(stay bool) []bool {
	out := make([]bool, len(t.Buyers))
	for k := range out {
		out[k] = stay && !t.barred[k]
	}
	return out
}

// get is what the exporter gets a barrel from a buyer at the port price n.
func (t *trade) get(k int, n float64) float64 {
	if t.policy.Cap == 0 || n <= t.policy.Cap {
		return n
	}
	return n - t.Buyers[k].Covered*(n-t.policy.Cap)
}

// fill serves buyers in order up to x and returns the mean price.
func (t *trade) fill(stay []bool, n, x float64, volume []float64) float64 {
	clear(volume)
	revenue, left := 0.0, x
	for _, k := range t.order {
		if !stay[k] || t.Buyers[k].Capacity == 0 {
			continue
		}
		if x == 0 {
			return t.get(k, n)
		}
		volume[k] = min(left, t.Buyers[k].Capacity)
		left -= volume[k]
		revenue += volume[k] * (t.get(k, n) - n)
		if left <= 0 {
			break
		}
	}
	return n + revenue/x
}

// supply is what the exporter sells at a mean price.
func (t *trade) supply(mean float64) float64 {
	if mean < t.ShutIn || mean <= 0 {
		return 0
	}
	return t.Supply * (1 - t.policy.Removed) * math.Pow(mean/t.mean, t.OwnElasticity)
}

// bisect finds where f, which is true at low, turns false. The ends move until no number is
// between them; it returns the one at which f is true.
func bisect(low, high float64, f func(float64) bool) float64 {
	for {
		middle := low + (high-low)/2
		if middle == low || middle == high || math.Abs(high-low) < 1e-17 {
			return low
		}
		if f(middle) {
			low = middle
		} else {
			high = middle
		}
	}
}

// sell finds the port price and the volume at a world price.
func (t *trade) sell(stay []bool, world float64, volume []float64) (n, x float64) {
	last, capacity := 0.0, 0.0
	wish := func(n, x float64) float64 { return t.supply(t.fill(stay, n, x, volume)) }
	for _, k := range t.order {
		b := t.Buyers[k]
		if !stay[k] || b.Capacity == 0 {
			continue
		}
		w := world - b.Freight - b.Political
		switch before := wish(w, capacity); {
		case capacity == 0 && before == 0:
			clear(volume)
			return w, 0
		case capacity > 0 && before <= capacity: // between the last buyer and this one
			x = capacity
			n = last
			if wish(last, x) > x {
				n = bisect(w, last, func(v float64) bool { return wish(v, x) <= x })
			}
			t.fill(stay, n, x, volume)
			return n, x
		}
		if wish(w, capacity+b.Capacity) <= capacity+b.Capacity {
			x = bisect(capacity, capacity+b.Capacity, func(v float64) bool { return wish(w, v) >= v })
			t.fill(stay, w, x, volume)
			return w, x
		}
		last, capacity = w, capacity+b.Capacity
	}
	if capacity == 0 {
		clear(volume)
		return 0, 0
	}
	// more than all can take: the price falls until supply does, or to the shut-in price
	low := min(t.ShutIn, last)
	n = bisect(last, low, func(v float64) bool { return wish(v, capacity) >= capacity })
	t.fill(stay, n, capacity, volume)
	return n, capacity
}

// at solves the world price where a set of buyers stays.
func (t *trade) at(stay []bool) (*State, error) {
	key := fmt.Sprint(stay)
	if s, ok := t.solved[key]; ok {
		return s, nil
	}
	volume := make([]float64, len(t.Buyers))
	short := func(ln float64) bool { // the world uses more than there is
		p := math.Exp(ln)
		_, x := t.sell(stay, t.Price*p, volume)
		return t.Demand*math.Pow(p, t.DemandElasticity) > (t.Demand-t.Supply)*math.Pow(p, t.SupplyElasticity)+x
	}
	const far = 12
	if !short(-far) || short(far) {
		return nil, &equilibrium.ConvergenceError{Model: "oil: the price would move by more than a factor of " +
			"100,000", Residual: 1}
	}
	var ln float64
	if short(0) {
		ln = bisect(0, far, short)
	} else {
		ln = bisect(-far, 0, short)
		if short(math.Nextafter(-1e-15, 0)) { // the old price is the price
			ln = 0
		}
	}
	s := &State{Price: t.Price * math.Exp(ln)}
	s.Port, s.Volume = t.sell(stay, s.Price, volume)
	s.Netback = t.fill(stay, s.Port, s.Volume, volume)
	if s.Volume == 0 {
		s.Port, s.Netback = 0, 0
	} else {
		s.Discount = s.Price - s.Port
	}
	s.Stranded = max(0, t.Supply*(1-t.policy.Removed)-s.Volume)
	s.Revenue = s.Volume * s.Netback
	for k, b := range t.Buyers {
		q := Purchase{Name: b.Name, Volume: volume[k], TariffCost: t.tariff[k], Left: !stay[k]}
		if t.tariff[k] > 0 && b.Capacity > 0 {
			q.BreakEven = t.tariff[k] * 1000 / (b.Capacity * days)
		}
		if volume[k] > 0 {
			q.Price = t.get(k, s.Port)
			q.Discount = s.Price - q.Price - b.Freight
			q.Gain = (q.Discount - b.Political) * volume[k] * days / 1000
		}
		s.Buyers = append(s.Buyers, q)
	}
	t.solved[key] = s
	return s, nil
}

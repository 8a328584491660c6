package russia

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/internal/fault"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/trade"
)

// Choices are what section 113 of Public Law 119-111 leaves open, or what was not seen of
// its text. The zero value is the reading of this package.
type Choices struct {
	// Apart counts the states of the EU one by one; the law speaks of countries, and the
	// zero value counts the EU as one importer, as most sources do.
	Apart bool `json:"apart"`
	// FromEnactment counts the 180 days between determinations from the enactment, and not
	// from the day on which the duty is due.
	FromEnactment bool `json:"from_enactment"`
	// Prior is the day before which the twelve months lie.
	Prior Prior `json:"prior,omitempty"`
	// ByValue ranks by value. The law says volume.
	ByValue bool `json:"by_value"`
	// WithProducts ranks crude oil and oil products together. The law names crude alone.
	WithProducts bool `json:"with_products"`
	// GasApart counts five importers of liquefied gas and five of gas by pipe; the zero
	// value counts five of both together.
	GasApart bool `json:"gas_apart"`
}

// Prior says which day the prior twelve months go back from: that of the determination, which
// is "", "enactment", or the "day" asked for. One law firm counts back from the entry into force.
type Prior string

const (
	beforeEnactment Prior = "enactment"
	beforeDay       Prior = "day"
)

// Facts are what is known of a buyer for section 113. Nil is not known.
type Facts struct {
	// NewCrude and NewGas say whether the buyer knowingly made new purchases on or after
	// the day 30 days after enactment. Flows show deliveries, not when they were bought.
	NewCrude *bool `json:"new_crude"`
	NewGas   *bool `json:"new_gas"`
	// GasShare is the part of Russia's exports of gas that the buyer takes, and Steps
	// whether it takes significant steps to take less: with less than 15 percent and steps,
	// gas does not count. Without GasShare the takings of gas are asked.
	GasShare *decimal.Decimal `json:"gas_share"`
	Steps    *bool            `json:"steps"`
	// Evasion says that the buyer was found among the five that most help to evade the
	// sanctions on oil.
	Evasion *bool `json:"evasion"`
	// Waived is a waiver under section 115.
	Waived bool `json:"waived"`
}

// Described is whether section 113 describes a country on a day.
type Described struct {
	Answer ranking.Membership `json:"answer"`
	// Window are the twelve months that count.
	Window trade.Interval `json:"window,omitzero"`
	// Crude and Gas are the rankings of crude oil and of gas that were asked.
	Crude []ranking.Importers `json:"crude,omitempty"`
	Gas   []ranking.Importers `json:"gas,omitempty"`
	// Why are the reasons, and what is missing.
	Why []string `json:"why,omitempty"`
}

// places is the number of largest importers of each commodity.
const places = 5

// determined is the day of the last determination of the five on a day: the day on which
// the duty is due, and every 180 days after.
func determined(on trade.Date, c Choices) trade.Date {
	first := Act2026().Due
	if c.FromEnactment {
		first = Act2026().Signed
	}
	if on.Before(first) {
		return first
	}
	return first.AddDays(on.Sub(first) / 180 * 180)
}

// Window are the twelve months that count on a day.
func Window(on trade.Date, c Choices) trade.Interval {
	day := determined(on, c)
	switch c.Prior {
	case beforeEnactment:
		day = Act2026().Signed
	case beforeDay:
		day = on
	}
	year, month, dom := day.Parts()
	return trade.Interval{From: trade.NewDate(year-1, month, dom), To: day}
}

// Describes applies section 113 to a buyer on a day, with the takings of crude oil and of
// gas that the caller holds. It says whom the law describes; the rate, any from 0 to 100
// percent, is a decision of the President that was not taken as far as known (see
// Direction.Rate). The buyer is a country or the EU; a member of the EU stands with it
// unless the states are counted apart. Before the act nobody is described, and until the
// duty is due only who helps evasion can be. With an error the answer is undetermined.
func Describes(buyer string, on trade.Date, t Takings, f Facts, c Choices) (Described, error) {
	d, err := describes(buyer, on, t, f, c)
	if err != nil {
		return Described{Answer: ranking.Undetermined}, err
	}
	return d, nil
}

func describes(buyer string, on trade.Date, t Takings, f Facts, c Choices) (Described, error) {
	d := Described{Answer: ranking.NotAmong, Window: Window(on, c)}
	if on.IsZero() {
		return Described{}, &sanctions.MissingFactError{Fact: "the day", For: "who is described depends on it"}
	}
	if buyer != union && !trade.Country(buyer).Valid() {
		return Described{}, &trade.CountryError{Text: buyer}
	}
	if buyer == union && c.Apart {
		return Described{},
			fault.Contradiction("the EU is no importer then; ask for a state", "buyer EU", "its states counted apart")
	}
	if s := f.GasShare; s != nil && (s.IsNegative() || s.GreaterThan(decimal.NewFromInt(1))) {
		return Described{}, fault.Contradiction("is no fraction from 0 to 1", "share of gas "+s.String())
	}
	act := Act2026()
	switch {
	case on.Before(act.Signed):
		d.Why = append(d.Why, "the act is of "+act.Signed.String())
		return d, nil
	case !on.Before(act.Sunset):
		d.Why = append(d.Why, "the act ended on "+act.Sunset.String())
		return d, nil
	case f.Waived:
		d.Why = append(d.Why, "waived under section 115")
		return d, nil
	}
	if !c.Apart && trade.Group(union).Contains(trade.Country(buyer), on) {
		d.Why = append(d.Why, buyer+" is counted with the EU")
		buyer = union
	}
	byCrude, byGas := ranking.NotAmong, ranking.NotAmong
	if on.Before(act.Due) {
		d.Why = append(d.Why, "purchases count from "+act.Due.String()+", 30 days after enactment: there are none yet")
	} else {
		var err error
		if byCrude, d.Crude, err = d.commodity("crude oil", buyer, t.Crude, f.NewCrude, c); err != nil {
			return Described{}, err
		}
		if byGas, err = d.gas(buyer, t, f, c); err != nil {
			return Described{}, err
		}
	}
	byEvasion := ranking.Undetermined
	switch {
	case f.Evasion == nil:
		d.Why = append(d.Why, "whether it is among the five that most help evasion is not known")
	case *f.Evasion:
		byEvasion = ranking.Among
		d.Why = append(d.Why, "found among the five that most help evasion")
	default:
		byEvasion = ranking.NotAmong
	}
	d.Answer = strongest(byCrude, byGas, byEvasion)
	if on.After(act.KnownUntil) {
		d.Why = append(d.Why,
			"what was found, set or waived after "+act.KnownUntil.String()+
				" is not known; this applies the text to the facts that were stated")
	}
	return d, nil
}

const union = "EU"

// strongest is among where one is, else undetermined where one is.
func strongest(all ...ranking.Membership) ranking.Membership {
	switch {
	case slices.Contains(all, ranking.Among):
		return ranking.Among
	case slices.Contains(all, ranking.Undetermined):
		return ranking.Undetermined
	}
	return ranking.NotAmong
}

// commodity is whether a buyer is among the five largest importers of a commodity and
// made new purchases of it.
func (d *Described) commodity(name, buyer string, takings []ranking.Taking, purchased *bool,
	c Choices,
) (ranking.Membership, []ranking.Importers, error) {
	rankings, err := ranking.RankImporters(takings, d.Window, places, c.Apart)
	if err != nil {
		return "", nil, err
	}
	if purchased != nil && !*purchased {
		d.Why = append(d.Why, "no new purchases of "+name)
		return ranking.NotAmong, rankings, nil
	}
	membership := ranking.Undetermined
	for _, r := range rankings {
		i := slices.IndexFunc(r.Buyers, func(b ranking.Importer) bool { return b.Buyer == buyer })
		if i < 0 {
			continue
		}
		b := &r.Buyers[i]
		d.Why = append(d.Why,
			fmt.Sprintf("%s: %s by %s states %s %s, rank %d, %s over its periods", name, buyer, r.Source, b.Stated, r.Unit,
				b.Rank, b.InStated))
		for _, p := range r.Partial {
			d.Why = append(d.Why,
				fmt.Sprintf("%s: %s states %s, of which between nothing and all lies in the twelve months", name, r.Source, p))
		}
		if len(r.Missing) > 0 {
			d.Why = append(d.Why,
				fmt.Sprintf("%s: %s says nothing of %d stretches of the twelve months, first %s", name, r.Source, len(r.Missing),
					r.Missing[0]))
		}
		// Sources that disagree decide nothing.
		switch {
		case b.InWindow == ranking.Undetermined, membership == b.InWindow:
		case membership == ranking.Undetermined:
			membership = b.InWindow
		default:
			d.Why = append(d.Why, name+": the sources disagree")
			return ranking.Undetermined, rankings, nil
		}
	}
	if membership == ranking.Among && purchased == nil {
		d.Why = append(d.Why, "whether it made new purchases of "+name+" is not known")
		return ranking.Undetermined, rankings, nil
	}
	if membership == ranking.Undetermined {
		d.Why = append(d.Why, name+": no source decides who is among the five in the twelve months")
	}
	return membership, rankings, nil
}

// gas is whether a buyer is among the five largest importers of gas and the exception of
// section 113(d) does not shield it.
func (d *Described) gas(buyer string, t Takings, f Facts, c Choices) (ranking.Membership, error) {
	// The exception is on the exports of gas as a whole, whatever is counted apart.
	whole, err := ranking.RankImporters(t.Gas, d.Window, places, c.Apart)
	if err != nil {
		return "", err
	}
	parts := []struct {
		name    string
		takings []ranking.Taking
	}{{"gas", t.Gas}}
	if c.GasApart {
		parts[0].name, parts[0].takings = "liquefied gas", t.LNG
		parts = append(parts, parts[0])
		parts[1].name, parts[1].takings = "gas by pipe", t.PipelineGas
	}
	byGas := ranking.NotAmong
	for _, p := range parts {
		membership, rankings, err := d.commodity(p.name, buyer, p.takings, f.NewGas, c)
		if err != nil {
			return "", err
		}
		d.Gas = append(d.Gas, rankings...)
		byGas = strongest(byGas, membership)
	}
	return d.shielded(byGas, buyer, f, whole), nil
}

// shielded applies the exception of section 113(d) for gas: both conditions.
func (d *Described) shielded(byGas ranking.Membership, buyer string, f Facts,
	whole []ranking.Importers,
) ranking.Membership {
	if byGas == ranking.NotAmong {
		return byGas
	}
	limit := decimal.New(15, -2)
	below, known := f.GasShare != nil && f.GasShare.LessThan(limit), f.GasShare != nil
	if !known {
		below, known = belowPart(whole, buyer, limit)
	}
	switch {
	case below && f.Steps != nil && *f.Steps:
		d.Why = append(d.Why,
			"gas: below 15 percent of Russia's exports, with significant steps to take less (section 113(d))")
		return ranking.NotAmong
	case known && !below, f.Steps != nil && !*f.Steps:
		return byGas
	}
	missing := "whether it takes significant steps to take less"
	if !known {
		missing = "whether it takes less than 15 percent of Russia's exports"
	}
	d.Why = append(d.Why, "gas: whether section 113(d) shields it is not known: "+missing)
	return ranking.Undetermined
}

// belowPart asks rankings whether a buyer took less than a part of the whole. Sources that
// disagree decide nothing.
func belowPart(rankings []ranking.Importers, buyer string, part decimal.Decimal) (below, known bool) {
	for i := range rankings {
		one, decided := rankings[i].Below(buyer, part)
		switch {
		case !decided:
		case known && one != below:
			return false, false
		default:
			below, known = one, true
		}
	}
	return below, known
}

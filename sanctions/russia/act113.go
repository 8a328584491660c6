package russia

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/trade"
)

// Choices are what section 113 of Public Law 119-111 leaves open, or what was not seen of
// its text. The zero value is the reading of this package.
type Choices struct {
	// Apart counts the states of the EU one by one; the law speaks of countries, and the
	// zero value counts the EU as one importer, as most sources do.
	Apart bool
	// FromEnactment counts the 180 days between determinations from the enactment, and not
	// from the day on which the duty is due.
	FromEnactment bool
}

// Facts are what is known of a buyer for section 113. Nil is not known.
type Facts struct {
	// NewCrude and NewGas say whether the buyer knowingly made new purchases on or after
	// the day 30 days after enactment.
	NewCrude, NewGas *bool
	// GasShare is what the buyer takes of Russia's exports of gas, and Steps whether it
	// takes significant steps to take less: with less than 15 percent and steps, gas does
	// not count.
	GasShare *decimal.Decimal
	Steps    *bool
	// Evasion says that the buyer was found among the five that most help to evade the
	// sanctions on oil.
	Evasion *bool
	// Waived is a waiver under section 115.
	Waived bool
}

// Described is whether section 113 describes a country on a day.
type Described struct {
	Answer sanctions.Standing
	// Window are the twelve months that count, before the last determination.
	Window trade.Interval
	// Why are the reasons, and what is missing.
	Why []string
}

// places is the number of largest importers of each commodity.
const places = 5

// Determined is the day of the last determination of the five on a day: the day on which
// the duty is due, and every 180 days after.
func Determined(on trade.Date, c Choices) trade.Date {
	first := Act2026().Due
	if c.FromEnactment {
		first = Act2026().Signed
	}
	if on.Before(first) {
		return first
	}
	return first.AddDays(on.Sub(first) / 180 * 180)
}

// Window are the twelve months before the last determination.
func Window(on trade.Date, c Choices) trade.Interval {
	day := Determined(on, c)
	year, month, dom := day.Parts()
	return trade.Interval{From: trade.NewDate(year-1, month, dom), To: day}
}

// Describes applies section 113 to a buyer on a day, with the takings of crude oil and of
// gas by volume that the caller holds. It says whom the law describes; the rate, any from
// 0 to 100 percent, is a decision of the President that was not taken as far as known.
// Oil products do not count.
func Describes(buyer string, on trade.Date, crude, gas []sanctions.Taking, f Facts, c Choices) (Described, error) {
	d := Described{Answer: sanctions.NotAmong, Window: Window(on, c)}
	act := Act2026()
	switch {
	case on.Before(act.Due):
		d.Why = append(d.Why, "purchases count from "+act.Due.String()+", 30 days after enactment: there are none yet")
		return d, nil
	case !on.Before(act.Sunset):
		d.Why = append(d.Why, "the act ended on "+act.Sunset.String())
		return d, nil
	case f.Waived:
		d.Why = append(d.Why, "waived under section 115")
		return d, nil
	}
	byCrude, err := d.commodity("crude oil", buyer, crude, f.NewCrude, c)
	if err != nil {
		return Described{}, err
	}
	byGas, err := d.commodity("gas", buyer, gas, f.NewGas, c)
	if err != nil {
		return Described{}, err
	}
	byGas = d.shielded(byGas, f)
	byEvasion := sanctions.Undetermined
	switch {
	case f.Evasion == nil:
		d.Why = append(d.Why, "whether it is among the five that most help evasion is not known")
	case *f.Evasion:
		byEvasion = sanctions.Among
		d.Why = append(d.Why, "found among the five that most help evasion")
	default:
		byEvasion = sanctions.NotAmong
	}
	for _, s := range []sanctions.Standing{byCrude, byGas, byEvasion} {
		switch {
		case s == sanctions.Among:
			d.Answer = s
		case s == sanctions.Undetermined && d.Answer != sanctions.Among:
			d.Answer = s
		}
	}
	return d, nil
}

// commodity is whether a buyer is among the five largest importers of a commodity and
// made new purchases of it.
func (d *Described) commodity(name, buyer string, takings []sanctions.Taking, purchased *bool, c Choices) (sanctions.Standing, error) {
	if purchased != nil && !*purchased {
		d.Why = append(d.Why, "no new purchases of "+name)
		return sanctions.NotAmong, nil
	}
	rankings, err := sanctions.RankImporters(takings, d.Window, places, c.Apart)
	if err != nil {
		return "", err
	}
	standing := sanctions.Undetermined
	for _, r := range rankings {
		for _, b := range r.Buyers {
			if b.Buyer != buyer {
				continue
			}
			d.Why = append(d.Why, fmt.Sprintf("%s: %s by %s states %s %s, rank %d, %s over its periods", name, buyer, r.Source, b.Stated, r.Unit, b.Rank, b.InStated))
			if len(r.Missing) > 0 {
				d.Why = append(d.Why, fmt.Sprintf("%s: %s says nothing of %d stretches of the twelve months, first %s", name, r.Source, len(r.Missing), r.Missing[0]))
			}
			// Sources that disagree decide nothing.
			switch {
			case b.InWindow == sanctions.Undetermined, standing == b.InWindow:
			case standing == sanctions.Undetermined:
				standing = b.InWindow
			default:
				d.Why = append(d.Why, name+": the sources disagree")
				return sanctions.Undetermined, nil
			}
		}
	}
	if standing == sanctions.Among && purchased == nil {
		d.Why = append(d.Why, "whether it made new purchases of "+name+" is not known")
		return sanctions.Undetermined, nil
	}
	if standing == sanctions.Undetermined {
		d.Why = append(d.Why, name+": no source decides who is among the five in the twelve months")
	}
	return standing, nil
}

// shielded applies the exception of section 113(d) for gas: both conditions.
func (d *Described) shielded(byGas sanctions.Standing, f Facts) sanctions.Standing {
	if byGas == sanctions.NotAmong {
		return byGas
	}
	below := f.GasShare != nil && f.GasShare.LessThan(decimal.New(15, -2))
	switch {
	case below && f.Steps != nil && *f.Steps:
		d.Why = append(d.Why, "gas: below 15 percent of Russia's exports, with significant steps to take less (section 113(d))")
		return sanctions.NotAmong
	case f.GasShare != nil && !below, f.Steps != nil && !*f.Steps:
		return byGas
	}
	d.Why = append(d.Why, "gas: whether section 113(d) shields it is not known")
	return sanctions.Undetermined
}

// PublishedShares are shares of Russia's exports of crude oil by buyer, by volume or value
// as CREA states them. A month is not a year: they rank buyers in their months.
func PublishedShares() []sanctions.Taking {
	month := func(year, m int) trade.Interval {
		return trade.Interval{From: trade.NewDate(year, m, 1), To: trade.NewDate(year, m+1, 1)}
	}
	share := func(buyer string, period trade.Interval, percent int64, source string) sanctions.Taking {
		return sanctions.Taking{Buyer: buyer, Period: period, Amount: decimal.New(percent, -2), Unit: sanctions.UnitShare, Source: source}
	}
	november, april := "CREA monthly analysis, 12 December 2025", "CREA monthly analysis, May 2026"
	return []sanctions.Taking{
		share("CN", month(2025, 11), 47, november), share("IN", month(2025, 11), 38, november),
		share("TR", month(2025, 11), 6, november), share("EU", month(2025, 11), 6, november),
		share("CN", month(2026, 4), 49, april), share("IN", month(2026, 4), 37, april),
	}
}

// PublishedGas are volumes of Russian gas by buyer as sources state them for 2025: liquefied
// gas in Mt, with the whole, and gas by pipe in bcm. Whether the law adds the two was not
// seen, and the units keep them apart.
func PublishedGas() []sanctions.Taking {
	year := trade.Interval{From: trade.NewDate(2025, 1, 1), To: trade.NewDate(2026, 1, 1)}
	take := func(buyer string, tenths int64, unit, source string) sanctions.Taking {
		return sanctions.Taking{Buyer: buyer, Period: year, Amount: decimal.New(tenths, -1), Unit: unit, Source: source}
	}
	return []sanctions.Taking{
		take("EU", 138, "Mt LNG", "LSEG"), take(sanctions.AllBuyers, 313, "Mt LNG", "LSEG"),
		take("CN", 390, "bcm", "IEA, Power of Siberia"), take("TR", 200, "bcm", "press, about 20 bcm a year"),
	}
}

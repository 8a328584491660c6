package scenario

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// Oil is what a scenario supposes of Russian oil beside the duties of the book: models of who buys
// it ask for this, and no duty follows from it.
type Oil struct {
	// Cap is in US dollars a barrel at the port of loading; zero where the scenario leaves the cap
	// as it is.
	Cap decimal.Decimal
	// Lifted: no cap binds, and no duty punishes a buyer.
	Lifted bool
	// Duties are those that punish a buyer, by country or "EU": 0.5 for 50 percent.
	Duties map[string]decimal.Decimal
}

// OilOf is what a scenario supposes of oil; ok is false where it says nothing of it. The text is
// one that Find reads, or the name of what it returned.
func OilOf(text string) (o Oil, ok bool, err error) {
	p, err := parse(text)
	if err != nil {
		return Oil{}, false, err
	}
	if p.named.oil == nil {
		return Oil{}, false, nil
	}
	return p.named.oil(p.of, p.buyers), true, nil
}

// Retaliation is the name of the scenario in which the other side's duties are asked for.
const Retaliation = "retaliation"

// nothing changes no duty of the book.
func nothing(decimal.Decimal, []trade.Country) ([]law.Edit, error) { return nil, nil }

func capLowered() Named {
	return Named{
		Name: "cap-lowered", Rate: "30", Cap: true, Most: 200, edits: nothing,
		Description: "the price cap on Russian crude oil of the coalition is lowered from 44.10 dollars; no duty changes, " +
			"and the " +
			"models of oil say what the seller loses and who buys",
		oil: func(at decimal.Decimal, _ []trade.Country) Oil { return Oil{Cap: at} },
	}
}

func ceasefire() Named {
	return Named{
		Name: "ceasefire", edits: nothing,
		Description: "a ceasefire: the duties of sections 112 and 113 of Public Law 119-111 do not come, and no cap " +
			"binds. The book " +
			"has no duty for Russian oil since 7 February 2026, and those on goods of Russia, column 2 among them, stay until " +
			"Congress and the President end them, so no duty changes; the models of oil say what the seller gains",
		oil: func(decimal.Decimal, []trade.Country) Oil { return Oil{Lifted: true} },
	}
}

func retaliation() Named {
	return Named{
		Name: Retaliation, edits: nothing,
		Description: "the other side answers: what Canada and China add to their duties on exports of the United States, " +
			"by sector, on " +
			"exports of 2024. No duty of the United States changes",
	}
}

// duties punish one buyer at the rate of the scenario.
func duties(buyer string) func(decimal.Decimal, []trade.Country) Oil {
	return func(rate decimal.Decimal, _ []trade.Country) Oil {
		return Oil{Duties: map[string]decimal.Decimal{buyer: rate}}
	}
}

// dutiesOf punish the countries of the scenario.
func dutiesOf(rate decimal.Decimal, countries []trade.Country) Oil {
	o := Oil{Duties: map[string]decimal.Decimal{}}
	for _, c := range countries {
		o.Duties[string(c)] = rate
	}
	return o
}

// india50Oil: of the two duties of India one is for oil.
func india50Oil(decimal.Decimal, []trade.Country) Oil {
	return Oil{Duties: map[string]decimal.Decimal{"IN": decimal.New(25, -2)}}
}

func topFiveOil(decimal.Decimal, []trade.Country) Oil {
	o := Oil{Duties: map[string]decimal.Decimal{}}
	for _, buyer := range topFive() {
		o.Duties[buyer] = decimal.NewFromInt(1)
	}
	return o
}

// topFive are the buyers that published figures name first.
func topFive() []string { return []string{"CN", "IN", "TR", "EU", "JP"} }

package tradeoff

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
	"github.com/tradeshock/tradeshock/trade"
)

// others are the flags that were stated and that the question has no use for: an answer beside a
// flag that changed nothing reads as if it had.
func (o *options) others(set *flag.FlagSet) (question string, others []string) {
	switch {
	case o.caps != "":
		return "-caps", flags.Others(set, "caps", "price", "volume", "covered", "enforced",
			"barrels-per-tonne", "grade", "json")
	case o.months != "":
		return "-months, which is of published facts,", flags.Others(set,
			"buyer", "months", "barrels-per-tonne", "grade", "json")
	}
	return "-buyer", flags.Others(set, "buyer", "rate", "bears", "volume", "discount", "exports", "exposed",
		"benchmark", "barrels-per-tonne", "grade", "out", "force", "json")
}

// stated are the numbers of the person, as the table of what an answer rests on has them.
func (o *options) stated() []string {
	var out []string
	for _, f := range []struct{ item, text, unit string }{
		{tradeoff.Volume, strings.Replace(o.volume, ":", " ", 1), ""},
		{tradeoff.Discount, o.discount, "USD/bbl"},
		{tradeoff.Exports, o.exports, "USD bn"},
		{tradeoff.Exposed, o.exposed, "share"},
		{tradeoff.Benchmark, o.benchmark, "USD/bbl"},
	} {
		if f.text != "" {
			out = append(out, fmt.Sprintf("%s\t%s\ta year\t\tstated by -%s",
				f.item, strings.TrimSpace(f.text+" "+f.unit), f.item))
		}
	}
	if o.volume != "" && o.discount != "" && o.exports != "" && o.exposed == "" {
		out = append(out, tradeoff.Exposed+"\t1 share\t\t\tall exports, unless -exposed states less")
	}
	return out
}

// exports reads billions as dollars. The whole world exports some 25,000 billion a year.
func exports(billions decimal.Decimal) (decimal.Decimal, error) {
	if billions.GreaterThan(decimal.NewFromInt(100_000)) {
		return billions, &tradeoff.Error{
			Field: "exports", Value: billions.String(),
			Reason: "is more than the world exports; state billions of dollars a year, such as 60.2",
		}
	}
	return billions.Shift(9), nil
}

// pace reads a volume: barrels in a year, and million barrels a day. The world burns some 100
// million barrels a day, or 5,000 million tonnes a year.
func pace(text string, perTonne decimal.Decimal) (barrels, perDay decimal.Decimal, err error) {
	amount, unit, _ := strings.Cut(text, ":")
	d, err := read("volume", amount)
	if err != nil {
		return barrels, perDay, err
	}
	wrong := func(reason string) error {
		return &tradeoff.Error{Field: "volume", Value: fmt.Sprintf("%q", text), Reason: reason}
	}
	most := map[string]int64{"Mt": 10_000, "mb/d": 200}[unit]
	switch {
	case most == 0:
		return barrels, perDay, wrong("want an amount and its unit: 88:Mt a year, or 1.7:mb/d")
	case d.IsNegative():
		return barrels, perDay, wrong("it is below 0")
	case d.GreaterThan(decimal.NewFromInt(most)):
		return barrels, perDay, wrong("is more than the world burns; state million tonnes a year, 88:Mt, " +
			"or million barrels a day, 1.7:mb/d")
	case unit == "Mt":
		barrels = tradeoff.Barrels(d.Shift(6), perTonne)
		return barrels, barrels.Shift(-6).DivRound(decimal.NewFromInt(365), 9), nil
	}
	return tradeoff.PerDay(d, 365), d, nil
}

// once adds a number that does not stand in a list yet: a case that stands twice is one.
func once(to []decimal.Decimal, d decimal.Decimal) []decimal.Decimal {
	if slices.ContainsFunc(to, d.Equal) {
		return to
	}
	return append(to, d)
}

// known refuses months of which no fact is stated: a duty of 0 there would read like freedom from it.
func (o *options) known(facts []tradeoff.Fact, last trade.Date) error {
	var end trade.Date
	for i := range facts {
		if to := facts[i].Period.To; to.After(end) {
			end = to
		}
	}
	if last.Before(end) {
		return nil
	}
	return &tradeoff.Error{
		Field: "months", Value: fmt.Sprintf("%q", o.months),
		Reason: "what was bought and charged is stated up to " + end.AddDays(-1).String()[:len("2026-09")],
	}
}

// Package pressure is the program that calibrates: how little makes a buyer's Russian oil stop
// paying, and what it costs the sender.
package pressure

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/buyers"
	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/pressure"
	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

const usage = `pressure says how little makes a buyer's Russian oil stop paying: the least rate of a
duty, the shortest list of goods, the highest cap on the oil itself; what each costs the
sender; and which pressures cost the target most for each dollar of the sender.

  tradeshock pressure -buyer IN
  tradeshock pressure -buyer IN,CN,TR,BR -rate 25,50,100 -bears 0.06

The saving is that of tradeoff -buyer, and so is the share of the exports that a duty
charges: 0.66 for IN, of each good alike, unless -exposed states another. Goods are chapters
of the imports of 2024. The ranking is by package ces on the imports and rates of 2024,
product by product of four digits: the target loses exporters' surplus, the sender
consumers' less revenue. Exit status: 0 done; 1 the question can't be answered; 2 wrong use
of flags.

`

type options struct {
	buyer, rate, bears, saving, exposed      string
	price, shutIn, covered, enforced, supply string
	json                                     bool
}

// Run answers the arguments and returns the exit status.
func Run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("pressure", flag.ContinueOnError)
	set.StringVar(&o.buyer, "buyer", "", "`CC[,CC]` who buys: IN, CN, TR, BR, or another with -saving")
	set.StringVar(&o.rate, "rate", "25,50,100",
		"rates in `percent` that are ranked; the first is that of the shortest list")
	set.StringVar(&o.bears, "bears", "1", "the `share` of a duty that the buyer's exporters bear")
	set.StringVar(&o.saving, "saving", "",
		"what the buyer saves on oil in a year, `billions` of dollars (default: on the facts of tradeoff)")
	set.StringVar(&o.exposed, "exposed", "",
		"the `share` of the buyer's exports that a duty charges (default that of tradeoff: 0.66 for IN, all for others)")
	set.StringVar(&o.price, "price", "92.08",
		"of the oil at the port of loading, `dollars` a barrel (Urals of September 2026, Russian finance ministry)")
	set.StringVar(&o.shutIn, "shut-in", "19",
		"the price below which the seller sells nothing, `dollars` a barrel (Johnson, Rachel and Wolfram 2023)")
	set.StringVar(&o.covered, "covered", "0.9", "the `share` of the barrels on services of the coalition")
	set.StringVar(&o.enforced, "enforced", "1", "the `share` of those that are sold within a cap")
	set.StringVar(&o.supply, "supply", "1.5,99",
		"`elasticities` of the target's supply in the ranking: low where its exporters have nowhere else to go")
	set.BoolVar(&o.json, "json", false, "print JSON")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if o.buyer == "" {
		return program.Wrong("pressure", stderr, "state -buyer")
	}
	if err := o.answer(ctx, stdout, stderr); err != nil {
		var object any
		if o.json {
			object = map[string]string{"code": "bad_input", "message": err.Error()}
		}
		return program.Fail("pressure", err, object, stdout, stderr)
	}
	return program.Done
}

// numbers read a list of a flag.
func numbers(field, text string) ([]decimal.Decimal, error) {
	var out []decimal.Decimal
	for part := range strings.SplitSeq(text, ",") {
		d, err := decimal.NewFromString(strings.TrimSpace(part))
		if err != nil || len(part) > 40 || d.Exponent() < -12 || d.Exponent() > 18 {
			return nil, &pressure.Error{Field: field, Value: fmt.Sprintf("%q", part), Reason: "want a number"}
		}
		if !slices.ContainsFunc(out, d.Equal) { // a case that stands twice is one
			out = append(out, d)
		}
	}
	return out, nil
}

// buyer is the answer for one buyer.
type buyer struct {
	code    string
	saving  decimal.Decimal
	exports decimal.Decimal
	exposed decimal.Decimal // the share of them that a duty charges
	source  string          // of that share
	trade   decimal.Decimal // exports of the goods of the list, charged or not
	rate    pressure.Rate
	rateOK  bool
	list    pressure.List
	listOK  bool
}

func (o *options) answer(ctx context.Context, stdout, stderr io.Writer) error {
	var errs []error
	read := func(field, text string) []decimal.Decimal {
		l, err := numbers(field, text)
		errs = append(errs, err)
		if err != nil {
			return []decimal.Decimal{{}}
		}
		return l
	}
	one := func(field, text string) decimal.Decimal {
		l := read(field, text)
		if len(l) > 1 {
			errs = append(errs, &pressure.Error{Field: field, Value: text, Reason: "state one number"})
		}
		return l[0]
	}
	rates, notes, err := buyers.Rates(o.rate)
	codes, unread := buyers.Parse(o.buyer)
	errs = append(errs, err, unread)
	bears, supply := one("bears", o.bears), read("supply", o.supply)
	price, shutIn := one("price", o.price), one("shut-in", o.shutIn)
	covered, enforced := one("covered", o.covered), one("enforced", o.enforced)
	if o.exposed != "" {
		one("exposed", o.exposed)
	}
	if o.saving != "" {
		saving := one("saving", o.saving)
		switch {
		case saving.GreaterThan(decimal.NewFromInt(10_000)):
			errs = append(errs, &pressure.Error{
				Field: "saving", Value: o.saving,
				Reason: "is more than all oil costs; state billions of dollars a year, such as 2.58",
			})
		case len(codes) > 1:
			errs = append(errs, &pressure.Error{
				Field: "saving", Value: o.saving,
				Reason: "is of one buyer, and several are asked about; ask about one at a time",
			})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, note := range notes {
		fmt.Fprintf(stderr, "pressure: %s\n", note)
	}
	at, capOK, err := pressure.LeastCap(price, shutIn, covered, enforced)
	if err != nil {
		return err
	}
	table, err := imports.Load()
	if err != nil {
		return err
	}
	var all []buyer
	var pressures []target
	for _, code := range codes {
		b, err := o.one(table, code, rates[0], bears)
		if err != nil {
			return err
		}
		all = append(all, *b)
		for _, rate := range rates {
			pressures = append(pressures, target{code, rate, b.exposed})
		}
	}
	ranked, err := rank(ctx, table, pressures, supply)
	if err != nil {
		return err
	}
	if o.json {
		return program.JSON(stdout, "pressure", o.object(all, bears, at, capOK, ranked))
	}
	return o.print(stdout, all, bears, rates[0], at, capOK, ranked)
}

// one calibrates the pressures on a buyer.
func (o *options) one(table *imports.Table, code string, rate, bears decimal.Decimal) (*buyer, error) {
	b := &buyer{code: code}
	facts, err := tradeoff.Facts()
	if err != nil {
		return nil, err
	}
	if err := o.share(b, facts); err != nil {
		return nil, err
	}
	if o.saving != "" {
		n, err := numbers("saving", o.saving)
		if err != nil {
			return nil, err
		}
		b.saving = n[0].Shift(9)
	} else {
		perTonne := decimal.New(733, -2)
		if code == "BR" {
			perTonne = decimal.New(746, -2)
		}
		c, _, err := tradeoff.Year(facts, code, decimal.Decimal{}, decimal.Decimal{}, perTonne)
		if err != nil {
			return nil, fmt.Errorf("%w; or state -saving", err)
		}
		a, err := c.Solve()
		if err != nil {
			return nil, err
		}
		b.saving = a.Saving
	}
	goods := map[string]int64{}
	var order []string
	for row := range table.Rows() {
		if row.Partner != code {
			continue
		}
		chapter := string(row.Number[:2])
		if _, known := goods[chapter]; !known {
			order = append(order, chapter)
		}
		goods[chapter] += row.Value
		b.exports = b.exports.Add(decimal.NewFromInt(row.Value))
	}
	if len(order) == 0 {
		return nil, &pressure.Error{
			Field: "buyer", Value: code,
			Reason: "the imports of 2024 hold no trade of it alone; they have " + strings.Join(table.Partners(), ", "),
		}
	}
	slices.Sort(order)
	var list []pressure.Good
	for _, chapter := range order {
		list = append(list,
			pressure.Good{Name: "chapter " + chapter, Exports: decimal.NewFromInt(goods[chapter]).Mul(b.exposed)})
	}
	if b.rate, b.rateOK, err = pressure.LeastRate(b.saving, b.exports.Mul(b.exposed), bears); err != nil {
		return nil, err
	}
	b.list, b.listOK, err = pressure.ShortestList(b.saving, list, rate, bears)
	for _, g := range b.list.Goods {
		b.trade = b.trade.Add(decimal.NewFromInt(goods[strings.TrimPrefix(g.Name, "chapter ")]))
	}
	return b, err
}

// share is the part of a buyer's exports that a duty charges: the one stated, that of the facts of
// tradeoff, or all.
func (o *options) share(b *buyer, facts []tradeoff.Fact) error {
	b.exposed, b.source = decimal.New(1, 0), "no source states a share; -exposed does"
	if o.exposed != "" {
		n, err := numbers("exposed", o.exposed)
		if err != nil {
			return err
		}
		if n[0].IsNegative() || n[0].GreaterThan(b.exposed) {
			return &pressure.Error{Field: "exposed", Value: o.exposed, Reason: "want a share from 0 to 1: 0.66 for 66 percent"}
		}
		b.exposed, b.source = n[0], "stated by -exposed"
		return nil
	}
	for i := range facts { // in the order of their periods: the last
		if f := &facts[i]; f.Buyer == b.code && f.Item == tradeoff.Exposed {
			b.exposed, b.source = f.Amount, f.Source+"; -exposed states another share"
		}
	}
	return nil
}

func billions(d decimal.Decimal) string { return d.Shift(-9).StringFixed(2) }

func (o *options) print(
	stdout io.Writer, all []buyer, bears, rate, at decimal.Decimal, capOK bool, ranked []ranking,
) error {
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "Billions of US dollars a year at unchanged trade; the buyer bears %s of a duty\n",
		trade.Percent(bears))
	fmt.Fprintf(w, "buyer\tsaves\tleast rate\tduty\tthe sender's buyers bear\tshortest list at "+
		"%s\tits trade\tthe sender's buyers bear\n", trade.Percent(rate))
	for i := range all {
		b := &all[i]
		least, list, none := "no rate does", "no list does", !b.saving.IsPositive()
		switch {
		case none: // the oil saves nothing
			least, list = "none is needed", "none is needed"
		case b.rateOK:
			least = trade.Percent(b.rate.Rate)
		}
		if b.listOK && !none {
			var names []string
			for _, g := range b.list.Goods {
				names = append(names, strings.TrimPrefix(g.Name, "chapter "))
			}
			if list = "chapter "; len(names) != 1 {
				list = "chapters "
			}
			list += strings.Join(names, ", ")
		}
		duty, sender := "-", "-"
		if b.rateOK {
			duty, sender = billions(b.rate.Duty), billions(b.rate.Sender)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", b.code, billions(b.saving), least, duty, sender,
			list, billions(b.trade), billions(b.list.Sender))
	}
	for i := range all {
		fmt.Fprintf(w, "A duty charges %s of the exports of %s, of each good alike: %s\n",
			trade.Percent(all[i].exposed), all[i].code, all[i].source)
	}
	if capOK {
		fmt.Fprintf(w, "A cap ends the sales from %s $/bbl down: then the seller's mean price is %s\n", at, o.shutIn)
	} else {
		fmt.Fprintf(w, "No cap ends the sales: %s of the barrels covered and %s of those within it leave the seller "+
			"more than %s $/bbl\n", o.covered, o.enforced, o.shutIn)
	}
	fmt.Fprintln(w, "A cap makes the buyer's oil cheaper: it never makes it stop paying")
	for _, r := range ranked {
		fmt.Fprintf(w, "\nBy cost to the target for each dollar of the sender, ces, supply of the target %s; bn a year\n",
			r.supply)
		fmt.Fprintln(w, "duty\tcosts the target\tcosts the sender\tfor a dollar\timports from it\tbefore")
		for _, p := range r.of {
			ratio := "the sender gains"
			switch {
			case p.Ratio != nil:
				ratio = p.Ratio.StringFixed(2)
			case p.Sender.IsZero():
				ratio = "-"
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", p.Name, billions(p.Target), billions(p.Sender), ratio,
				billions(r.imports[p.Name][1]), billions(r.imports[p.Name][0]))
		}
	}
	return w.Flush()
}

type (
	answerObject struct {
		Bears   string          `json:"bears"`
		Cap     *string         `json:"cap"`
		Buyers  []buyerObject   `json:"buyers"`
		Ranking []rankingObject `json:"rankings"`
	}
	buyerObject struct {
		Buyer   string   `json:"buyer"`
		Saving  string   `json:"saving"`
		Exports string   `json:"exports"`
		Exposed string   `json:"exposed"`
		Source  string   `json:"exposed_source"`
		Rate    *string  `json:"least_rate"`
		Duty    *string  `json:"duty"` // null with least_rate
		Sender  *string  `json:"sender_bears"`
		List    []string `json:"list"`
		Enough  bool     `json:"list_is_enough"`
		Trade   string   `json:"list_exports"`
		Bears   string   `json:"list_sender_bears"`
	}
	rankingObject struct {
		Supply    string           `json:"supply"`
		Pressures []pressureObject `json:"pressures"`
	}
	pressureObject struct {
		Pressure string  `json:"pressure"`
		Target   string  `json:"target"`
		Sender   string  `json:"sender"`
		Ratio    *string `json:"ratio"`
		Before   string  `json:"imports_before"`
		After    string  `json:"imports_after"`
		Source   string  `json:"source"`
	}
)

func (o *options) object(all []buyer, bears, at decimal.Decimal, capOK bool, ranked []ranking) answerObject {
	out := answerObject{Bears: bears.String(), Buyers: []buyerObject{}, Ranking: []rankingObject{}}
	text := func(d decimal.Decimal) *string {
		s := d.String()
		return &s
	}
	if capOK {
		out.Cap = text(at)
	}
	for i := range all {
		b := &all[i]
		one := buyerObject{
			Buyer: b.code, Saving: b.saving.String(), Exports: b.exports.String(),
			Exposed: b.exposed.String(), Source: b.source,
			List: []string{}, Enough: b.listOK, Trade: b.trade.String(), Bears: b.list.Sender.String(),
		}
		if b.rateOK {
			one.Rate, one.Duty, one.Sender = text(b.rate.Rate), text(b.rate.Duty), text(b.rate.Sender)
		}
		for _, g := range b.list.Goods {
			one.List = append(one.List, g.Name)
		}
		out.Buyers = append(out.Buyers, one)
	}
	for _, r := range ranked {
		one := rankingObject{r.supply.String(), []pressureObject{}}
		for _, p := range r.of {
			x := pressureObject{
				p.Name, p.Target.String(), p.Sender.String(), nil, r.imports[p.Name][0].String(), r.imports[p.Name][1].String(),
				p.Source,
			}
			if p.Ratio != nil {
				x.Ratio = text(*p.Ratio)
			}
			one.Pressures = append(one.Pressures, x)
		}
		out.Ranking = append(out.Ranking, one)
	}
	return out
}

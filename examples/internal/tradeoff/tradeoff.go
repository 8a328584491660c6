// Package tradeoff is the program that weighs a buyer's saving on Russian oil against a secondary
// duty, month by month or over a year, and reckons what a cap takes from the seller.
package tradeoff

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/examples/internal/buyers"
	"github.com/tradeshock/tradeshock/examples/internal/flags"
	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/tradeoff"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/oil"
)

const usage = `tradeoff weighs what a buyer saves on Russian oil against a duty that punishes it, at
unchanged trade, on published facts that the program carries or on your own.

  tradeshock tradeoff -buyer IN                                a year of India at 25 percent
  tradeshock tradeoff -buyer CN,TR,BR -rate 50,100,500         threats, side by side
  tradeshock tradeoff -buyer IN -discount 1.5,4,8.5 -bears 0.06,0.5,1   a grid
  tradeshock tradeoff -buyer IN -months 2022-01..2026-09       month by month
  tradeshock tradeoff -buyer IN -volume 88:Mt -discount 4 -exports 60.2 -exposed 1
  tradeshock tradeoff -caps 47.60,44.10,30 -price 92.08 -volume 3.54:mb/d -covered 0.25,0.5 -enforced 1

With -out the year is a workbook in which volume, discount, exports, rate and share are
live. Amounts of exports are billions of US dollars a year. With -caps the question is
what the seller loses in 365 days. Exit status: 0 done; 1 the question can't be answered;
2 wrong use of flags.

`

type options struct {
	buyer, months, rate, bears          string
	volume, discount, exports, exposed  string
	perTonne, grade, benchmark          string
	caps, price, covered, enforced, out string
	json, force                         bool
	tonneBarrels                        decimal.Decimal
	rates, shares, discounts            []decimal.Decimal // of the grid
}

// Run answers the arguments and returns the exit status.
func Run(_ context.Context, args []string, stdout, stderr io.Writer) int {
	var o options
	set := flag.NewFlagSet("tradeoff", flag.ContinueOnError)
	set.StringVar(&o.buyer, "buyer", "",
		"`CC[,CC]` who buys: IN, CN, TR and BR have facts, another needs -volume, -discount and -exports")
	set.StringVar(&o.months, "months", "", "month by month, from the first `month..month` to the last: 2022-01..2026-09")
	set.StringVar(&o.rate, "rate", "25", "the duty in `percent`, or several: 50,100,500")
	set.StringVar(&o.bears, "bears", "1",
		"the `share` of the duty that the buyer's exporters bear, or several: 0.06,0.5,1")
	set.StringVar(&o.volume, "volume", "", "oil bought: `88:Mt` a year or 1.7:mb/d")
	set.StringVar(&o.discount, "discount", "", "against other oil, `dollars` a barrel, or several; below 0 for a premium")
	set.StringVar(&o.exports, "exports", "", "to the United States, `billions` of dollars a year")
	set.StringVar(&o.exposed, "exposed", "",
		"the `share` of them that the duty charges; 1 where volume, discount and exports are all stated")
	set.StringVar(&o.perTonne, "barrels-per-tonne", "",
		"`barrels` a tonne of the oil (default 7.33, crude in the mean; 7.46 for the diesel of BR)")
	set.StringVar(&o.grade, "grade", "", "the `grade` of crude whose barrels a tonne are meant: Urals, ESPO")
	set.StringVar(&o.benchmark, "benchmark", "",
		"price of other oil, `dollars` a barrel (default the mean of Brent in the period of the volume)")
	set.StringVar(&o.caps, "caps", "",
		"what a cap takes from the seller: `dollars` a barrel, from the first to the last: 47.60,44.10,30")
	set.StringVar(&o.price, "price", "", "with -caps: the price at the port of loading, `dollars` a barrel")
	set.StringVar(&o.covered, "covered", "0.25,0.5,0.75,1",
		"with -caps: `shares` of the barrels on services of the coalition")
	set.StringVar(&o.enforced, "enforced", "1", "with -caps: `shares` of those that are sold within the cap")
	set.StringVar(&o.out, "out", "", "write the year as a live workbook to this `file`: tradeoff.xlsx")
	set.BoolVar(&o.force, "force", false, "with -out: write over a file that this program did not make")
	set.BoolVar(&o.json, "json", false, "print JSON")
	if status, done := flags.Parse(set, usage, args, stderr); done {
		return status
	}
	if err := flags.Together(set, flags.Goes{Flags: []string{"force"}, With: []string{"out"}}); err != nil {
		return program.Wrong("tradeoff", stderr, "%s", err)
	}
	switch {
	case o.buyer == "" && o.caps == "":
		return program.Wrong("tradeoff", stderr, "state -buyer or -caps")
	case o.buyer != "" && o.caps != "":
		return program.Wrong("tradeoff", stderr, "-buyer and -caps are two questions; ask one")
	case o.months != "" && o.out != "":
		return program.Wrong("tradeoff", stderr, "-out writes a year; leave -months out")
	case o.out != "" && !strings.EqualFold(filepath.Ext(o.out), ".xlsx"):
		return program.Wrong("tradeoff", stderr, "-out %q: what is written is a workbook; name a file *.xlsx", o.out)
	}
	if question, others := o.others(set); len(others) > 0 {
		return program.Wrong("tradeoff", stderr, "%s: %s has no use for it; leave it out",
			strings.Join(others, ", "), question)
	}
	err := o.parse(stderr)
	if err == nil {
		switch {
		case o.caps != "":
			err = o.cap(stdout)
		case o.months != "":
			err = o.byMonth(stdout)
		default:
			err = o.year(stdout, stderr)
		}
	}
	if err != nil {
		var object any
		if o.json {
			object = map[string]string{"code": "bad_input", "message": err.Error()}
		}
		return program.Fail("tradeoff", err, object, stdout, stderr)
	}
	return program.Done
}

// parse reads the flags that all questions share.
func (o *options) parse(stderr io.Writer) error {
	var errs []error
	number := func(field, text string) decimal.Decimal {
		d, err := read(field, text)
		errs = append(errs, err)
		return d
	}
	rates, notes, err := buyers.Rates(o.rate)
	o.rates, errs = rates, append(errs, err)
	for _, note := range notes {
		fmt.Fprintf(stderr, "tradeoff: %s\n", note)
	}
	for text := range strings.SplitSeq(o.bears, ",") {
		o.shares = once(o.shares, number("bears", text))
	}
	for text := range strings.SplitSeq(o.discount, ",") {
		if o.discount != "" {
			o.discounts = once(o.discounts, number("discount", text))
		}
	}
	if n := len(o.rates) * len(o.shares) * max(1, len(o.discounts)); n > 10_000 {
		errs = append(errs,
			&tradeoff.Error{Field: "rate", Value: fmt.Sprint(n), Reason: "cases are too many; want up to 10,000"})
	}
	switch {
	case o.perTonne != "" && o.grade != "":
		errs = append(errs, &tradeoff.Error{
			Field: "grade", Value: o.grade,
			Reason: "-barrels-per-tonne is stated too; state one of them",
		})
	case o.perTonne != "":
		o.tonneBarrels = number("barrels-per-tonne", o.perTonne)
		if !o.tonneBarrels.IsPositive() || o.tonneBarrels.GreaterThan(decimal.NewFromInt(20)) {
			errs = append(errs, &tradeoff.Error{
				Field: "barrels-per-tonne", Value: o.perTonne,
				Reason: "want one above 0, such as 7.33",
			})
		}
	case o.grade != "":
		g, err := oil.FindGrade(o.grade)
		if err != nil {
			reason, _, _ := strings.Cut(err.Error(), ";")
			err = &tradeoff.Error{
				Field: "grade", Value: fmt.Sprintf("%q", o.grade), Reason: reason + "; state -barrels-per-tonne for another",
			}
		} else {
			o.tonneBarrels, err = gradeBarrels(&g)
		}
		errs = append(errs, err)
	}
	if strings.HasSuffix(o.volume, ":mb/d") && o.grade+o.perTonne != "" {
		errs = append(errs, &tradeoff.Error{
			Field: "volume", Value: o.volume,
			Reason: "is in barrels: -grade and -barrels-per-tonne are for tonnes; leave them out",
		})
	}
	return errors.Join(errs...)
}

// barrelsPerTonne are those of a buyer's oil.
func (o *options) barrelsPerTonne(buyer string) decimal.Decimal {
	switch {
	case !o.tonneBarrels.IsZero():
		return o.tonneBarrels
	case buyer == "BR":
		return decimal.New(746, -2)
	}
	return decimal.New(733, -2)
}

func read(field, text string) (decimal.Decimal, error) {
	d, err := decimal.NewFromString(strings.TrimSpace(text))
	if err != nil || len(text) > 40 || d.Exponent() < -12 || d.Exponent() > 18 {
		return decimal.Decimal{}, &tradeoff.Error{Field: field, Value: fmt.Sprintf("%q", text), Reason: "want a number"}
	}
	return d, nil
}

func list(field, text string) ([]decimal.Decimal, error) {
	var out []decimal.Decimal
	var errs []error
	for part := range strings.SplitSeq(text, ",") {
		d, err := read(field, part)
		errs = append(errs, err)
		out = once(out, d)
	}
	return out, errors.Join(errs...)
}

// cases are those of a buyer at each rate, discount and share, with the facts that they use.
func (o *options) cases(buyer string) ([]tradeoff.Case, []tradeoff.Fact, error) {
	facts, err := tradeoff.Facts()
	if err != nil {
		return nil, nil, err
	}
	perTonne := o.barrelsPerTonne(buyer)
	own := o.volume != "" && o.discount != "" && o.exports != ""
	c, used := &tradeoff.Case{
		Buyer: buyer, Bears: o.shares[0], Rate: o.rates[0],
		Exposed: decimal.New(1, 0),
	}, []tradeoff.Fact(nil)
	if !own {
		if c, used, err = tradeoff.Year(facts, buyer, o.rates[0], o.shares[0], perTonne); err != nil {
			return nil, nil, err
		}
	}
	replace := func(field, item, text string, set func(decimal.Decimal)) {
		if text == "" || err != nil {
			return
		}
		var d decimal.Decimal
		if d, err = read(field, text); err == nil {
			set(d)
			kept := used[:0]
			for _, f := range used {
				if f.Item != item {
					kept = append(kept, f)
				}
			}
			used = kept
		}
	}
	if o.volume != "" {
		if c.Barrels, _, err = pace(o.volume, perTonne); err != nil {
			return nil, nil, err
		}
		used = append([]tradeoff.Fact(nil), used...)
		replace("volume", tradeoff.Volume, "0", func(decimal.Decimal) {})
	}
	discounts := o.discounts
	if len(discounts) > 0 {
		replace("discount", tradeoff.Discount, discounts[0].String(), func(d decimal.Decimal) { c.Discount = d })
	} else {
		discounts = []decimal.Decimal{c.Discount}
	}
	replace("exports", tradeoff.Exports, o.exports, func(d decimal.Decimal) { c.Exports, err = exports(d) })
	replace("exposed", tradeoff.Exposed, o.exposed, func(d decimal.Decimal) { c.Exposed = d })
	replace("benchmark", tradeoff.Benchmark, o.benchmark, func(d decimal.Decimal) { c.Benchmark = d })
	if err != nil {
		return nil, nil, err
	}
	var out []tradeoff.Case
	for _, rate := range o.rates {
		for _, discount := range discounts {
			for _, share := range o.shares {
				one := *c
				one.Rate, one.Discount, one.Bears = rate, discount, share
				out = append(out, one)
			}
		}
	}
	return out, used, nil
}

// buyers are those asked about.
func (o *options) buyers() ([]string, error) {
	out, err := buyers.Parse(o.buyer)
	if err != nil {
		return nil, err
	}
	for field, text := range map[string]string{"volume": o.volume, "exports": o.exports} {
		if text != "" && len(out) > 1 {
			return nil, &tradeoff.Error{
				Field: field, Value: text, Reason: "is of one buyer, and several are asked about; ask about one at a time",
			}
		}
	}
	if o.grade != "" && slices.Contains(out, "BR") {
		return nil, &tradeoff.Error{
			Field: "grade", Value: o.grade,
			Reason: "is a grade of crude, and the oil of BR is diesel; leave it out, or state -barrels-per-tonne",
		}
	}
	return out, nil
}

func billions(d decimal.Decimal) string { return d.Shift(-9).StringFixed(2) }

func optional(d *decimal.Decimal, none string) string {
	if d == nil {
		return none
	}
	return d.StringFixed(2)
}

// leaves is the price above which a buyer leaves.
func leaves(at *decimal.Decimal) string {
	if at != nil && at.IsNegative() {
		return "any price"
	}
	return optional(at, "-")
}

func (o *options) year(stdout, stderr io.Writer) error {
	buyers, err := o.buyers()
	if err != nil {
		return err
	}
	if o.out != "" && len(buyers)*len(o.rates)*len(o.shares)*max(1, len(o.discounts)) != 1 {
		return &tradeoff.Error{
			Field: "out", Value: o.out,
			Reason: "the workbook is of one buyer at one rate, discount and share",
		}
	}
	var object yearObject
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w,
		"buyer\trate\tdiscount $/bbl\tbears\tsaving\tduty\tborne\tsaving less borne\tbreak-even $/bbl\tleaves above "+
			"$/bbl\trate at break-even\tshare at break-even")
	var sources []string
	for _, buyer := range buyers {
		cases, used, err := o.cases(buyer)
		if err != nil {
			return err
		}
		for i := range cases {
			a, err := cases[i].Solve()
			if err != nil {
				return err
			}
			object.Cases = append(object.Cases, caseOf(&cases[i], a, used))
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", buyer, trade.Percent(cases[i].Rate),
				cases[i].Discount, trade.Percent(cases[i].Bears), billions(a.Saving), billions(a.Duty), billions(a.Cost),
				billions(a.Net), optional(a.BreakEven, "-"), leaves(a.Switch), percent(a.Rate), percent(a.Bears))
		}
		for _, line := range o.stated() {
			sources = append(sources, buyer+" "+line)
		}
		for _, f := range used {
			sources = append(sources, fmt.Sprintf("%s %s\t%s %s\t%s\t%s\t%s", buyer, f.Item, f.Amount, f.Unit, f.Period, f.Sure,
				strings.TrimSpace(f.Source+"  "+f.Basis)))
		}
		if o.out != "" {
			if err := o.workbook(&cases[0], used, stderr); err != nil {
				return err
			}
		}
	}
	if o.json {
		return program.JSON(stdout, "tradeoff", object)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintln(stdout, "\nBillions of US dollars a year at unchanged trade. What it rests on:")
	for _, s := range sources {
		fmt.Fprintln(w, s)
	}
	return w.Flush()
}

func percent(d *decimal.Decimal) string {
	if d == nil {
		return "-"
	}
	return trade.Percent(*d)
}

func (o *options) byMonth(stdout io.Writer) error {
	buyers, err := o.buyers()
	if err != nil {
		return err
	}
	first, last, err := tradeoff.ParseMonths(o.months)
	if err != nil {
		return err
	}
	facts, err := tradeoff.Facts()
	if err != nil {
		return err
	}
	if err := o.known(facts, last); err != nil {
		return err
	}
	var object monthsObject
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	for _, buyer := range buyers {
		months, err := tradeoff.Months(facts, buyer, first, last, o.barrelsPerTonne(buyer))
		if err != nil {
			return err
		}
		s := tradeoff.Sum(months)
		object.Buyers = append(object.Buyers, monthsOf(buyer, months, s))
		fmt.Fprintln(w, "month\tmillion barrels\tdiscount $/bbl\tsaving $ m\tduty rate\tduty $ m\tbreak-even "+
			"$/bbl\tBrent\tnot stated")
		for i := range months {
			m := &months[i]
			fmt.Fprintf(w, "%s %s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", buyer, m.During.From.String()[:7], millions(m.Barrels),
				fact(m.Discount), millions(m.Saving),
				trade.Percent(m.Rate), millions(m.Duty), optional(m.BreakEven, "-"), fact(m.Benchmark), strings.Join(m.Missing,
					", "))
		}
		fmt.Fprintf(w, "%s, %d months\t\t\tsaving in %d: %s\t\tduty in %d: %s\t\t\tin %d months something is not stated\n",
			buyer, s.Months, s.Saved, millions(&s.Saving),
			s.Charged, millions(&s.Duty), s.Missing)
	}
	if o.json {
		return program.JSON(stdout, "tradeoff", object)
	}
	return w.Flush()
}

func millions(d *decimal.Decimal) string {
	if d == nil {
		return "-"
	}
	return d.Shift(-6).StringFixed(1)
}

func fact(f *tradeoff.Fact) string {
	if f == nil {
		return "-"
	}
	return f.Amount.String()
}

func (o *options) cap(stdout io.Writer) error {
	c := tradeoff.Cap{Days: 365}
	var errs []error
	numbers := func(field, text string) []decimal.Decimal {
		l, err := list(field, text)
		errs = append(errs, err)
		return l
	}
	if o.price == "" || o.volume == "" {
		return &tradeoff.Error{
			Field: "price", Value: "and -volume",
			Reason: "state both with -caps, such as -price 92.08 (Urals of September 2026) -volume 3.54:mb/d",
		}
	}
	c.Caps, c.Covered, c.Enforced = numbers("caps", o.caps), numbers("covered", o.covered), numbers("enforced", o.enforced)
	c.Price = numbers("price", o.price)[0]
	var err error
	_, c.PerDay, err = pace(o.volume, o.barrelsPerTonne(""))
	if err := errors.Join(append(errs, err)...); err != nil {
		return err
	}
	losses, err := c.Losses()
	if err != nil {
		return err
	}
	if o.json {
		return program.JSON(stdout, "tradeoff", capObject(&c, losses))
	}
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(w, "The seller sells %s mb/d at %s $/bbl: $ %s bn a year. At unchanged volume, caps in $/bbl and "+
		"losses in $ bn a year:\n", c.PerDay, c.Price, billions(c.Revenue()))
	fmt.Fprintln(w, "covered\tenforced\tcap\tloses\tof revenue\tmore than under the cap before")
	for i, l := range losses {
		step := "-" // of the first cap there is none before
		if i%len(c.Caps) > 0 {
			step = billions(l.Step)
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\n", trade.Percent(l.Covered), trade.Percent(l.Enforced), l.Cap.StringFixed(2),
			billions(l.Amount), trade.Percent(l.Share), step)
	}
	return w.Flush()
}

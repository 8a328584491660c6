package tarifftest

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/duty"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// enough is a value of which a cent is less than a panel tells apart.
var enough = decimal.NewFromInt(10_000_000)

// panels compares what a panel says of a product, when its averages are the facts of
// one entry, with that entry: all metal where nothing is stated, the headings claimed by
// all of the trade, the USMCA used by all of it.
func (a *agreement) panels(k int) error {
	kinds := map[string][]int{} // entries of equal claims share a panel
	var order []string
	for i, x := range a.assessments[k] {
		if x == nil || !averages(&a.entries[i], metalOf(a.books[k])) || x.Entry.Value.LessThan(enough) || !ratesOnly(x) {
			continue
		}
		text := claimText(&a.entries[i].Claims)
		if kinds[text] == nil {
			order = append(order, text)
		}
		kinds[text] = append(kinds[text], i)
	}
	for _, text := range order {
		of := kinds[text]
		var shares *tariff.Shares
		if text != "" {
			shares = a.shares(of, metalOf(a.books[k]))
		}
		panel, err := tariff.NewPanel(a.books[k], a.panelOf(of, shares))
		if err != nil {
			return err
		}
		if err := a.panel(k, panel, of); err != nil {
			return err
		}
	}
	return nil
}

func (a *agreement) panelOf(of []int, shares *tariff.Shares) tariff.PanelOptions {
	opts := tariff.PanelOptions{Shares: shares, Workers: 1}
	for _, i := range of {
		e := &a.entries[i]
		if !slices.Contains(opts.Origins, e.Origin) {
			opts.Origins = append(opts.Origins, e.Origin)
		}
		if !slices.Contains(opts.Products, e.Product) {
			opts.Products = append(opts.Products, e.Product)
		}
	}
	return opts
}

func (a *agreement) panel(k int, p *tariff.Panel, of []int) error {
	var csv bytes.Buffer
	if err := p.WriteIntervals(context.Background(), &csv); err != nil {
		return err
	}
	intervals := strings.Split(strings.TrimSpace(csv.String()), "\n")[1:]
	for _, i := range of {
		x := a.assessments[k][i]
		want := effective(x)
		rate, in, err := p.Rate(a.entries[i].Product, a.entries[i].Origin, a.entries[i].Date)
		if err != nil {
			return err
		}
		number := a.entries[i].Product
		if len(number) == 8 {
			number += "00"
		}
		if !in {
			continue // a line that is entered under its numbers
		}
		if rate.Total.Sub(want).Abs().GreaterThan(decimal.New(10, -9)) { // each term is rounded at 9 places
			a.differ(i, "panel", rate.Total, want)
		}
		found := false
		for _, row := range intervals {
			f := strings.Split(row, ",")
			if trade.Product(strings.ReplaceAll(f[0], ".", "")) == number && f[1] == string(a.entries[i].Origin) && f[2] <= a.entries[i].Date.String() && a.entries[i].Date.String() < f[3] {
				found = true
				if !sameAmount(rate.Total, f[6]) {
					a.differ(i, "panel intervals", f[6], rate.Total)
				}
			}
		}
		if !found && len(a.entries[i].Product) == 10 {
			a.differ(i, "panel intervals", "no row", rate.Total)
		}
	}
	return nil
}

// metalOf is the one metal on which measures of a book charge, or empty where there are
// several or none: a share for whichever metal is then the average of no metal.
func metalOf(b *law.Book) law.Basis {
	var only law.Basis
	for _, m := range b.Measures {
		switch m.Basis {
		case law.SteelContent, law.AluminumContent, law.CopperContent:
			if only != "" && only != m.Basis {
				return ""
			}
			only = m.Basis
		}
	}
	return only
}

// averages reports whether a panel has an average for everything that is claimed. It has
// none for the share of metal in an article of that metal.
func averages(e *tariff.Entry, only law.Basis) bool {
	c := &e.Claims
	if c.Metal != nil && only == "" {
		return false
	}
	metal := c.Metal != nil || c.Steel != nil || c.Aluminum != nil || c.Copper != nil
	if metal && slices.Contains([]string{"72", "73", "74", "76"}, e.Product.Chapter()) {
		return false
	}
	return c.Program == "" && c.Loaded.IsZero() && c.USContent == nil
}

// ratesOnly reports whether rates of the value say all: no duty on a quantity, nor a base
// duty on one.
func ratesOnly(x *tariff.Assessment) bool {
	return x.Lines[0].Rate != nil && !slices.ContainsFunc(x.Applied(), func(l tariff.AssessedLine) bool { return l.Rate == nil })
}

// effective is the duty on an entry as a share of its value.
func effective(x *tariff.Assessment) decimal.Decimal {
	const places = 12
	return x.Total.DivRound(x.Entry.Value, places)
}

// shares are averages that say of all goods what the entries claim.
func (a *agreement) shares(of []int, only law.Basis) *tariff.Shares {
	s := &tariff.Shares{Name: "the facts of one entry", Metal: map[trade.Product][3]tariff.Share{}, USMCA: map[trade.Country]map[trade.Product]tariff.Share{}, Claims: map[string]tariff.Share{}}
	for _, i := range of {
		e := &a.entries[i]
		c := &e.Claims
		var metal [3]tariff.Share
		for k, own := range []*decimal.Decimal{c.Steel, c.Aluminum, c.Copper} {
			switch {
			case own != nil:
				metal[k] = tariff.Share(own.Shift(9).IntPart())
			case c.Metal != nil && c.Steel == nil && c.Aluminum == nil && c.Copper == nil && only == []law.Basis{law.SteelContent, law.AluminumContent, law.CopperContent}[k]:
				metal[k] = tariff.Share(c.Metal.Shift(9).IntPart())
			}
		}
		s.Metal[e.Product] = metal
		if len(e.Product) == 8 {
			s.Metal[e.Product+"00"] = metal
		}
		if c.USMCA {
			if s.USMCA[e.Origin] == nil {
				s.USMCA[e.Origin] = map[trade.Product]tariff.Share{}
			}
			s.USMCA[e.Origin][e.Product] = tariff.Whole
		}
		for _, h := range c.Headings {
			s.Claims[h] = tariff.Whole
		}
	}
	return s
}

// differences compares Diff between the days of two entries of the same goods with what
// they pay: it names every duty that charges on one day only, or another amount, and what
// it says began or ended charges on one day only.
func (a *agreement) differences(k int) error {
	e := a.engines[k]
	for i := range a.entries {
		for j := range a.entries[:i] {
			x, y := a.entries[i], a.entries[j]
			if x.Date == y.Date || x.Origin != y.Origin || x.Product != y.Product || claimText(&x.Claims) != "" {
				continue
			}
			y = x
			y.Date = a.entries[j].Date
			if y.Date.Before(x.Date) {
				x, y = y, x
			}
			before, errBefore := e.Assess(x)
			after, errAfter := e.Assess(y)
			if errBefore != nil || errAfter != nil {
				continue
			}
			diff, err := e.Diff(tariff.DiffQuery{From: x.Date, To: y.Date, Origin: x.Origin, Product: x.Product})
			if err != nil {
				return err
			}
			way := fmt.Sprintf("Diff of %s and %s", x.Date, y.Date)
			names := func(heading string) bool {
				return slices.ContainsFunc(diff, func(d tariff.Difference) bool {
					return d.Heading == heading || d.Kind == tariff.DiffBase && strings.HasPrefix(d.Heading, heading)
				})
			}
			for _, heading := range chargedOtherwise(before, after) {
				// What tops up the base duty moves with it, and on a quantity that nothing is
				// stated of no duty is the largest.
				if !onQuantity(before) && !onQuantity(after) && !names(heading) && !names(before.Lines[0].Heading) {
					a.differ(i, way, "not a word of "+heading, fmt.Sprintf("%s and %s", before.Total, after.Total))
				}
			}
			for _, d := range diff {
				if (d.Kind == tariff.DiffBegan && applied(before, d.Heading)) || (d.Kind == tariff.DiffEnded && applied(after, d.Heading)) {
					a.differ(i, way, string(d.Kind)+" "+d.Heading, "charged on both days")
				}
			}
		}
	}
	return nil
}

// chargedOtherwise are the headings that charge something on one day which they do not on
// the other.
func chargedOtherwise(before, after *tariff.Assessment) []string {
	duty := func(x *tariff.Assessment) map[string]string {
		out := map[string]string{}
		for _, l := range x.Applied() {
			out[l.Heading] = l.Duty.String()
		}
		return out
	}
	was, is := duty(before), duty(after)
	var out []string
	for _, x := range []*tariff.Assessment{before, after} {
		for _, l := range x.Applied() {
			old, charged := was[l.Heading]
			now, charges := is[l.Heading]
			if (charged != charges || old != now) && !slices.Contains(out, l.Heading) {
				out = append(out, l.Heading)
			}
		}
	}
	return out
}

// onQuantity reports whether a duty that was considered is on a quantity.
func onQuantity(x *tariff.Assessment) bool {
	return slices.ContainsFunc(x.Lines, func(l tariff.AssessedLine) bool {
		d, _ := duty.Parse(l.DutyText)
		return len(d.Needs()) > 0
	})
}

func applied(x *tariff.Assessment, heading string) bool {
	return slices.ContainsFunc(x.Applied(), func(l tariff.AssessedLine) bool { return l.Heading == heading })
}

package tarifftest

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
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
		var shares *panel.Shares
		if text != "" {
			shares = a.shares(of, metalOf(a.books[k]))
		}
		panel, err := panel.New(a.books[k], a.panelOf(of, shares))
		if err != nil {
			return err
		}
		if err := a.panel(k, panel, of); err != nil {
			return err
		}
	}
	return nil
}

// blends compares a panel of which two fifths of the trade are under the USMCA with the
// mean of the answers with and without it.
func (a *agreement) blends(k int) error {
	const under = 400_000_000
	share := decimal.New(under, -9)
	s := &panel.Shares{
		Name: "two fifths", USMCA: map[trade.Country]map[trade.Product]panel.Share{},
		Metal: map[trade.Product][3]panel.Share{},
	}
	var of []int
	want := map[int]decimal.Decimal{}
	for i, x := range a.assessments[k] {
		e := a.entries[i]
		if x == nil || claimText(&e.Claims) != "" || len(e.Product) != 10 || e.Value.LessThan(enough) || !ratesOnly(x) {
			continue
		}
		e.Claims.USMCA = true
		with, err := a.engines[k].Assess(e)
		if err != nil || !ratesOnly(with) {
			continue // it is not open to the goods, or depends on what is not known
		}
		one := decimal.NewFromInt(1)
		want[i] = effective(with).Mul(share).Add(effective(x).Mul(one.Sub(share)))
		of = append(of, i)
		if s.USMCA[e.Origin] == nil {
			s.USMCA[e.Origin] = map[trade.Product]panel.Share{}
		}
		s.USMCA[e.Origin][e.Product] = under
		s.Metal[e.Product] = [3]panel.Share{}
	}
	if len(of) == 0 {
		return nil
	}
	panel, err := panel.New(a.books[k], a.panelOf(of, s))
	if err != nil {
		return err
	}
	for _, i := range of {
		e := &a.entries[i]
		rate, in, err := panel.Rate(e.Product, e.Origin, e.Date)
		if err != nil {
			return err
		}
		if !in {
			continue
		}
		a.compared["mean"]++
		if rate.Total.Sub(want[i]).Abs().GreaterThan(decimal.New(20, -9)) { // each term is rounded at 9 places
			a.differ(i, "panel of two fifths under the USMCA", rate.Total, want[i])
		}
	}
	return nil
}

func (a *agreement) panelOf(of []int, shares *panel.Shares) panel.Options {
	opts := panel.Options{Shares: shares, Workers: 1}
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

func (a *agreement) panel(k int, p *panel.Panel, of []int) error {
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
		a.compared["panel"]++
		if rate.Total.Sub(want).Abs().GreaterThan(decimal.New(10, -9)) { // each term is rounded at 9 places
			a.differ(i, "panel", rate.Total, want)
		}
		found := false
		for _, row := range intervals {
			f := strings.Split(row, ",")
			if trade.Product(strings.ReplaceAll(f[0], ".", "")) == number && f[1] == string(a.entries[i].Origin) &&
				f[2] <= a.entries[i].Date.String() && a.entries[i].Date.String() < f[3] {
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
	if c.Article != "" || c.ChargedValue != nil {
		return false // a panel has no goods that were abroad for work
	}
	return c.Program == "" && c.Loaded.IsZero() && c.USContent == nil
}

// ratesOnly reports whether rates of the value say all: no duty on a quantity, nor a base
// duty on one.
func ratesOnly(x *tariff.Assessment) bool {
	return x.Lines[0].Rate != nil && !slices.ContainsFunc(x.Applied(), func(l tariff.AssessedLine) bool {
		return l.Rate == nil
	})
}

// effective is the duty on an entry as a share of its value.
func effective(x *tariff.Assessment) decimal.Decimal {
	const places = 12
	return x.Total.DivRound(x.Entry.Value, places)
}

// shares are averages that say of all goods what the entries claim.
func (a *agreement) shares(of []int, only law.Basis) *panel.Shares {
	s := &panel.Shares{
		Name: "the facts of one entry", Metal: map[trade.Product][3]panel.Share{},
		USMCA: map[trade.Country]map[trade.Product]panel.Share{}, Claims: map[string]panel.Share{},
	}
	for _, i := range of {
		e := &a.entries[i]
		c := &e.Claims
		var metal [3]panel.Share
		for k, own := range []*decimal.Decimal{c.Steel, c.Aluminum, c.Copper} {
			switch {
			case own != nil:
				metal[k] = panel.Share(own.Shift(9).IntPart())
			case c.Metal != nil && c.Steel == nil && c.Aluminum == nil && c.Copper == nil &&
				only == []law.Basis{law.SteelContent, law.AluminumContent, law.CopperContent}[k]:
				metal[k] = panel.Share(c.Metal.Shift(9).IntPart())
			}
		}
		s.Metal[e.Product] = metal
		if len(e.Product) == 8 {
			s.Metal[e.Product+"00"] = metal
		}
		if c.USMCA {
			if s.USMCA[e.Origin] == nil {
				s.USMCA[e.Origin] = map[trade.Product]panel.Share{}
			}
			s.USMCA[e.Origin][e.Product] = panel.Whole
		}
		for _, h := range c.Headings {
			s.Claims[h] = panel.Whole
		}
	}
	return s
}

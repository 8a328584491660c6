package panel

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/tariff/us/imports"
	"github.com/tradeshock/tradeshock/trade"
)

// whole is the country of all trade.
const whole = "ALL"

// writeWeighted prints effective rates, and says what has none.
func (o options) writeWeighted(
	ctx context.Context, w, stderr io.Writer, book *law.Book, rates *panel.Panel, days []trade.Date,
) error {
	if book.Importer != "US" {
		return fmt.Errorf("-weights %s are imports of the United States; the book is that of %s", imports.Name, book.Importer)
	}
	table, err := imports.Load()
	if err != nil {
		return err
	}
	partners, err := o.partners(table, stderr)
	if err != nil {
		return err
	}
	by := panel.WeightedBy{Partner: true, Chapter: o.by == "chapter"}
	means, err := rates.Weighted(ctx, table.Weights(), by, o.known(book, days, stderr)...)
	if err != nil {
		return err
	}
	rows := [][]string{{"date", "country", "weighted_additional", "weighted_total", "imports_usd"}}
	switch o.by {
	case "authority":
		rows = [][]string{{"date", "country", "authority", "weighted", "imports_usd"}}
	case "chapter":
		rows[0] = slices.Insert(rows[0], 2, "chapter")
	}
	day := -1
	for i := range means {
		m := &means[i]
		if m.Partner == "" && m.Chapter == "" { // the first of a day
			day++
			o.sayWeighted(stderr, m)
		}
		country := m.Partner
		if country == "" {
			country = whole
		}
		if m.Value == 0 || len(partners) > 0 && country != whole && !slices.Contains(partners, country) ||
			o.by == "chapter" && m.Chapter == "" {
			continue
		}
		head, value := []string{days[day].String(), country}, strconv.FormatInt(m.Value, 10)
		switch o.by {
		case "authority":
			for _, a := range m.ByAuthority {
				rows = append(rows, slices.Concat(head, []string{string(a.Authority), a.Mean.StringFixed(6), value}))
			}
			continue
		case "chapter":
			head = append(head, m.Chapter)
		}
		rows = append(rows, append(head, m.Additional.StringFixed(6), m.Total.StringFixed(6), value))
	}
	return o.print(w, rows)
}

// partners are those of the trade in whose rows the countries asked for are.
func (o options) partners(table *imports.Table, stderr io.Writer) ([]string, error) {
	var out []string
	add := func(partner string) { // two members of the Union are one partner
		if !slices.Contains(out, partner) {
			out = append(out, partner)
		}
	}
	for _, text := range fields(o.origins) {
		if strings.EqualFold(text, imports.Union) || strings.EqualFold(text, whole) {
			add(strings.ToUpper(text))
			continue
		}
		c, err := trade.ParseCountry(text)
		if err != nil {
			return nil, err
		}
		partner, ok := table.PartnerOf(c)
		switch {
		case !ok:
			return nil, fmt.Errorf("-origin %s: the imports of 2024 are not told apart for it; they hold %s",
				c, strings.Join(table.Partners(), ", "))
		case partner == imports.Union || trade.Group("EU").Contains(c, imports.Year().From):
			fmt.Fprintf(stderr, "panel: %s is weighed within %s, whose members the imports of 2024 do not tell apart\n",
				c, imports.Union)
			partner = imports.Union
		}
		add(partner)
	}
	return out, nil
}

// sayWeighted says what part of the trade of a day is not what it seems.
func (o options) sayWeighted(stderr io.Writer, m *panel.WeightedMean) {
	say := func(value int64, text string) {
		if value > 0 {
			fmt.Fprintf(stderr, "panel: %s: %s USD %s\n", m.Date, trade.Thousands(decimal.NewFromInt(value)), text)
		}
	}
	say(m.NoRate, "of the imports has no rate under the schedule (goods of low value in one number) and is in no mean")
	say(m.Moved, "stands under numbers of 2024 that are no more and has the mean rate of their successors or lines")
	say(m.ByQuantity, "is on lines with a duty by quantity, which counts as 0: the totals are lower bounds there")
}

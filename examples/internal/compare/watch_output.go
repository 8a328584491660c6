package compare

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// print writes the news of all rows; rows without news say so, in the table only.
func (w *watcher) print(out io.Writer, items []item) error {
	if w.json {
		return program.JSON(out, "watch", w.object(items))
	}
	rows := [][]string{{"hts", "origin", "value", "sureness", "on", "heading", "before", "after", "cost", "text"}}
	for _, i := range items {
		value := ""
		if i.valued {
			value = trade.Amount(i.entry.Value)
		}
		start := []string{i.entry.Product.String(), string(i.entry.Origin), value}
		switch {
		case i.err != nil:
			rows = append(rows, append(start, "error", "", "", "", "", "", program.Line(i.err)))
		case len(i.news) == 0:
			rows = append(rows, append(start, "none", "", "", "", "", "", "no change"))
		}
		for _, n := range i.news {
			on := ""
			if !n.On.IsZero() {
				on = n.On.String()
			}
			rows = append(rows, append(start[:3:3], n.Sureness, on, n.Heading, n.Before, n.After, n.Cost, n.Text))
		}
	}
	if w.csv {
		return csv.NewWriter(out).WriteAll(rows)
	}
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, r := range rows {
		fmt.Fprintln(t, strings.Join(r, "\t"))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, "law known until %s\n", w.book.KnownUntil)
	return err
}

// object is the JSON answer of watch.
func (w *watcher) object(items []item) any {
	type failure struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	type object struct {
		Line        int           `json:"line"`
		HTS         string        `json:"hts"`
		Description string        `json:"description"`
		Origin      trade.Country `json:"origin"`
		Value       string        `json:"value,omitempty"`
		News        []news        `json:"news"`
		Error       *failure      `json:"error,omitempty"`
	}
	out := []object{}
	for _, i := range items {
		o := object{
			Line: i.line, HTS: i.entry.Product.String(), Description: program.Describe(w.book, i.entry.Product, w.last),
			Origin: i.entry.Origin, News: append([]news{}, i.news...),
		}
		if i.valued {
			o.Value = trade.Amount(i.entry.Value)
		}
		if i.err != nil {
			o.Error = &failure{tariff.ErrorCode(i.err), program.Line(i.err)}
		}
		out = append(out, o)
	}
	return struct {
		From       trade.Date `json:"from"`
		To         trade.Date `json:"to"`
		KnownUntil trade.Date `json:"known_until"`
		Items      []object   `json:"items"`
	}{w.first, w.last, w.book.KnownUntil, out}
}

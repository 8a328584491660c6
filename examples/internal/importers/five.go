package importers

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions/ranking"
	"github.com/tradeshock/tradeshock/sanctions/russia"
)

type (
	fiveObject struct {
		Readings []readingObject `json:"readings"`
		Buyers   []fiveBuyer     `json:"buyers"`
	}
	readingObject struct {
		Commodity string        `json:"commodity"`
		Unit      string        `json:"unit"`
		EUStates  bool          `json:"eu_states"`
		Source    string        `json:"source"`
		Named     int           `json:"named"`
		Unnamed   *string       `json:"unnamed"`
		Places    []placeObject `json:"places"`
	}
	placeObject struct {
		Buyer    string             `json:"buyer"`
		Rank     int                `json:"rank"`
		Amount   string             `json:"amount"`
		Standing ranking.Membership `json:"standing"`
		Allow    int                `json:"unnamed_above_allowed"`
	}
	fiveBuyer struct {
		Buyer string   `json:"buyer"`
		In    []string `json:"in"`
		If    []string `json:"in_if"`
		Out   []string `json:"out"`
	}
)

// five prints who is among the five largest in every way of counting, and under which
// assumptions.
func (o *options) five(figures []ranking.Figure, w io.Writer) error {
	f, err := russia.Five(figures)
	if err != nil {
		return err
	}
	object := fiveObject{[]readingObject{}, []fiveBuyer{}}
	for i := range f.Readings {
		r := &f.Readings[i]
		one := readingObject{
			Commodity: r.Commodity, Unit: r.Unit, EUStates: r.EUStates, Source: r.Source, Named: r.Named,
			Places: []placeObject{},
		}
		if r.Unnamed != nil {
			text := r.Unnamed.String()
			one.Unnamed = &text
		}
		for _, p := range r.Places {
			one.Places = append(one.Places, placeObject{p.Buyer, p.Rank, p.Amount.String(), p.Membership, p.Allow})
		}
		object.Readings = append(object.Readings, one)
	}
	texts := func(all []russia.Assumption) []string {
		out := []string{}
		for _, a := range all {
			out = append(out, a.Text)
		}
		return out
	}
	for i := range f.Buyers {
		b := &f.Buyers[i]
		object.Buyers = append(object.Buyers, fiveBuyer{b.Buyer, texts(b.In), texts(b.If), texts(b.Out)})
	}
	if o.json {
		return program.JSON(w, "importers", object)
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(t, "Among the five largest importers, in %d ways of counting that published figures allow; sources "+
		"are never added\n", len(f.Readings))
	fmt.Fprintln(t, "buyer\tin\tin, on an assumption\tout")
	for _, b := range object.Buyers {
		fmt.Fprintf(t, "%s\t%d\t%d\t%d\n", b.Buyer, len(b.In), len(b.If), len(b.Out))
	}
	if err := t.Flush(); err != nil {
		return err
	}
	for _, b := range object.Buyers {
		fmt.Fprintf(w, "\n%s\n", b.Buyer)
		for _, part := range []struct {
			what string
			of   []string
		}{{"in", b.In}, {"if", b.If}, {"out", b.Out}} {
			for _, text := range part.of {
				fmt.Fprintf(w, "  %-3s  %s\n", part.what, text)
			}
		}
	}
	return nil
}

package cap

import (
	"cmp"

	"github.com/tradeshock/tradeshock/examples/internal/program"
	"github.com/tradeshock/tradeshock/sanctions"
)

// Question is a price of oil on a day as text, with the facts of the flags of the program.
type Question struct {
	Regime     string       `json:"regime"`
	Product    string       `json:"product"`
	Price      program.Text `json:"price"`
	Date       string       `json:"date"`
	Basis      string       `json:"basis"`
	Freight    program.Text `json:"freight"`
	Insurance  program.Text `json:"insurance"`
	Dues       program.Text `json:"dues"`
	Contract   string       `json:"contract"`
	Loaded     string       `json:"loaded"`
	Discharged string       `json:"discharged"`
	Published  string       `json:"as_published"`
	Hold       bool         `json:"hold"`
}

// Ask gives the object that the program prints with -json. What can't be answered is an error
// and no verdict.
func (q *Question) Ask() (any, error) {
	const needs = "a test of a price needs the regime, the product, the price and the date"
	for _, f := range [][2]string{
		{"regime", q.Regime}, {"product", q.Product}, {"price", string(q.Price)}, {"date", q.Date},
	} {
		if f[1] == "" {
			return nil, &sanctions.MissingFactError{Fact: f[0], For: needs}
		}
	}
	o := options{
		regime: q.Regime, product: q.Product, price: string(q.Price), date: q.Date, basis: cmp.Or(q.Basis, "FOB"),
		freight: string(q.Freight), insurance: string(q.Insurance), dues: string(q.Dues),
		contract: q.Contract, loaded: q.Loaded,
		discharged: q.Discharged, published: q.Published, hold: q.Hold,
	}
	a, err := o.ask("")
	if err != nil {
		return nil, err
	}
	return o.object(a, nil), nil
}

package response_test

import (
	"context"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/trade/equilibrium/response"
)

// Imports of 1,000 of which the duty rises from nothing to 25 percent. By hand, as in package
// smart: 1,000 · ε · 0.25/(1 − ε/μ) with ε = −1 and μ = 1 is 125 less, and with ε = −3 at the low
// end 187.50 less; the duty is a quarter of what is left.
func ExampleSolve() {
	number := decimal.RequireFromString
	one := func(name, low, central, high string) response.Range {
		return response.Range{Name: name, Low: number(low), Central: number(central), High: number(high), Source: "supposed"}
	}
	answers, err := response.Solve(context.Background(), []response.Market{{
		Product: "6109.10",
		Sources: []response.Source{{Partner: "IN", Value: number("1000"), Rate1: number("0.25")}},
	}}, response.Options{Models: []response.Model{{
		Name: "smart", Substitution: one("substitution", "2", "2", "2"),
		Demand: one("demand", "-3", "-1", "-1"), Supply: one("supply", "1", "1", "1"),
	}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	a := answers[0]
	fmt.Println("imports", a.Imports.Low, a.Imports.Central, a.Imports.High)
	fmt.Println("revenue", a.Revenue.Low, a.Revenue.Central, a.Revenue.High)
	// Output:
	// imports 812.5 875 875
	// revenue 203.13 218.75 218.75
}

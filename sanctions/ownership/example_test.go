package ownership_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/tradeshock/tradeshock/sanctions/ownership"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// The whole question on a file: half of a half is blocked, and one range leaves an
// entity open.
func Example() {
	graph, err := ownership.ReadGraph(strings.NewReader(`owner,entity,percent
X,A,50
A,B,50
B,C,25-60
`))
	if err != nil {
		fmt.Println(err)
		return
	}
	rule, err := ownership.OFAC.On(trade.NewDate(2026, 10, 1))
	if err != nil {
		fmt.Println(err)
		return
	}
	decision, err := graph.Decide(context.Background(), rule, []string{"X"})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, _ = decision.WriteTo(os.Stdout)
	// Output:
	// OFAC 50 Percent Rule on 2026-10-01: 50 % or more, the shares of all blocked persons added together; control does not count
	//   31 CFR 587.406; OFAC guidance of 13 August 2014; OFAC FAQ 398, 399, 401
	//   note: control alone does not block, but OFAC urges caution with an entity that blocked persons control or hold a significant part of (FAQ 398)
	// listed: X
	//
	// blocked: 2
	//   A (step 1): blocked persons hold 50 %
	//       X  50 %  listed
	//   B (step 2): blocked persons hold 50 %
	//       A  50 %  blocked
	//
	// undetermined: 1
	//   C: blocked persons hold at least 25 % and at most 60 %
	//       B  25-60 %  blocked
	//       missing: what B holds of C
	//
	// not blocked, though a person who is or may be blocked has a part: 0
}

// The same holdings under four rules.
func ExampleGraph_Decide() {
	half, _ := ownership.ParsePercent("50")
	graph, err := ownership.NewGraph([]ownership.Edge{
		{Owner: "X", Entity: "A", Share: ownership.Share{Low: half, High: half}},
		{Owner: "X", Entity: "B", Control: ownership.Controls},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, rule := range ownership.Rules() {
		v, err := rule.On(trade.NewDate(2025, 10, 15))
		if err != nil {
			fmt.Println(err)
			continue
		}
		decision, err := graph.Decide(context.Background(), v, []string{"X"})
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Print(rule, ":")
		for _, f := range decision.Blocked {
			fmt.Print(" ", f.Entity)
		}
		fmt.Println()
	}
	// Output:
	// ofac: A
	// eu: A B
	// uk: B
	// bis: A
}

// A rule is dated. In the EU half was not enough before 3 July 2024; what holds of the
// rule of BIS after its suspension is not known.
func ExampleRule_On() {
	for _, day := range []trade.Date{trade.NewDate(2024, 7, 2), trade.NewDate(2024, 7, 3)} {
		v, _ := ownership.EU.On(day)
		fmt.Println(day, v.Describe())
	}
	v, _ := ownership.BIS.On(trade.NewDate(2026, 1, 1))
	fmt.Println(v.On, v.State)
	_, err := ownership.BIS.On(trade.NewDate(2026, 11, 10))
	var horizon *tariff.HorizonError
	fmt.Println(errors.As(err, &horizon), horizon.KnownUntil)
	// Output:
	// 2024-07-02 more than 50 %, the shares of all blocked persons added together; control blocks too
	// 2024-07-03 50 % or more, the shares of all blocked persons added together; control blocks too
	// 2026-01-01 suspended
	// true 2026-11-09
}

func ExampleParsePercent() {
	a, _ := ownership.ParsePercent("49.999999999999999999")
	b, _ := ownership.ParsePercent("50.0")
	fmt.Println(a, b, a.Cmp(b))
	_, err := ownership.ParsePercent("33,3")
	fmt.Println(err)
	// Output:
	// 49.999999999999999999 50 -1
	// percent "33,3" at offset 2: want a point before the decimals, such as 33.34
}

func ExampleReadGraph() {
	_, err := ownership.ReadGraph(strings.NewReader("owner,entity,percent\nX,A,half\nY,A,60\nZ,A,60\n"))
	fmt.Println(err)
	// Output:
	// 2 problem(s) in the edges, none of them used: line 2, column 3: percent "half": want a plain number from 0 to 100 such as 33.34 (offset 0); the owners of "A" hold at least 120 % of it, more than 100: "Y" 60 (line 3), "Z" 60 (line 4)
}

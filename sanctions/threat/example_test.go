package threat_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/threat"
	"github.com/tradeshock/tradeshock/trade"
)

// A duty of 25 % on 60.2 billion, likely at 0.4 and collected at 0.9, against 2.58 billion that the
// oil saves: 15.05 billion · 0.4 · 0.9 are expected, and a quarter of it is passed on.
func ExampleThreat_Judge() {
	one := func(field, text string) threat.Range {
		r, err := threat.Parse(field, text, "a judgement")
		if err != nil {
			fmt.Println(err)
		}
		return r
	}
	t := &threat.Threat{
		Name: "duty for Russian oil", Probability: one(threat.Probability, "0.4"), Enforcement: one(threat.Enforcement,
			"0.9"),
		PassThrough: one(threat.PassThrough, "0.25"), TimeToBite: one(threat.TimeToBite, "0"), Horizon: 365,
	}
	j, err := t.Judge(threat.Stakes{Cost: decimal.New(15_050_000_000, 0), Gain: decimal.New(2_580_160_000, 0)}, 0, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(trade.Thousands(j.Expected.Central), trade.Thousands(j.Target.Central), j.Works)
	// Output:
	// 5,418,000,000.00 4,063,500,000.00 true
}

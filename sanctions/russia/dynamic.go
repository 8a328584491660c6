package russia

import (
	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/programme"
	"github.com/tradeshock/tradeshock/trade"
)

// EUDynamicRule is the rule of Article 3n of Regulation (EU) 833/2014 since the 18th
// package: the mean market price of Urals over 22 weeks less 15 percent, reviewed on
// 15 January and 15 July; a new value that differs by 5 percent or less changes
// nothing. Extraordinary reviews are possible. That the cap is stated in cents,
// rounded half up, and that the band compares the rounded value, are choices: the
// published caps agree with them and the sources do not say.
func EUDynamicRule() *programme.DynamicRule {
	return &programme.DynamicRule{
		Name: "EU dynamic price cap", Citation: "Reg. 833/2014 Art. 3n; unn.ua, regtrail.com, eubusiness.com",
		Weeks: 22, Less: decimal.New(15, -2), Band: decimal.New(5, -2), Places: 2,
		Reviews: [][2]int{{1, 15}, {7, 15}},
	}
}

// EUReviews are the reviews under the rule that the sources report, oldest first,
// with the mean that each cap implies and what followed. The review of July 2026 did
// not decide: the 21st package held the cap where it was.
func EUReviews() []programme.Decision {
	number := func(cents int64) *decimal.Decimal { d := decimal.New(cents, -2); return &d }
	return []programme.Decision{
		{
			Due:  trade.NewDate(2025, 7, 15),
			Mean: number(5600), Implied: true, Formula: number(4760), InForce: *number(4760),
			Published: trade.NewDate(2025, 7, 18), Applies: trade.NewDate(2025, 9, 3),
			Sources: []string{"shippingtelegraph.com", "unn.ua"},
		},
		{
			Due:  trade.NewDate(2026, 1, 15),
			Mean: number(5188), Implied: true, Formula: number(4410), InForce: *number(4410),
			Published: trade.NewDate(2026, 1, 15), Applies: trade.NewDate(2026, 2, 1),
			Sources: []string{"brusselstimes.com/1922034", "eubusiness.com"},
		},
		{
			Due: trade.NewDate(2026, 7, 15),
			Estimates: []programme.Estimate{
				{Value: decimal.NewFromInt(65), Source: "serbia-energy"},
				{Value: decimal.NewFromInt(75), Source: "cereport"},
			},
			InForce: *number(4410), Published: trade.NewDate(2026, 7, 23), Applies: trade.NewDate(2026, 7, 23),
			ByAct:   "21st package, Decision (CFSP) 2026/1849",
			Sources: []string{"OJ L_202601849", "TV5Monde 23 Jul 2026"},
		},
	}
}

// EUReview is the review whose outcome is the cap of the EU on crude on a day; nil
// before the rule. Whether that cap is still known on the day is for the programme
// to say.
func EUReview(on trade.Date) *programme.Decision {
	var last *programme.Decision
	for _, d := range EUReviews() {
		if !d.Applies.After(on) {
			last = &d
		}
	}
	return last
}

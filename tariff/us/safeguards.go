package us

import (
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// The safeguards on agricultural goods, subchapter IV of chapter 99: by the value of a
// unit at all times, and by quantity in place of it in the periods that the Secretary
// of Agriculture announces. They add to every other duty (U.S. note 1).

// sugarPeriod is the one announced period that is known: articles of over 65 percent
// sugar, 90 FR 15949.
var sugarPeriod = between("2025-04-16", "2025-10-01")

// safeguardOutside are the countries of note 1 to subchapter IV, whose goods are outside
// all of it.
func safeguardOutside() tariff.Group {
	g := tariff.Group{Name: "outside safeguards"}
	for _, c := range []trade.Country{"CA", "MX", "JO", "SG", "CL", "AU", "MA", "SV", "HN", "NI", "GT", "BH", "DO", "CR", "PE", "OM", "KR", "CO", "PA"} {
		g.Members = append(g.Members, tariff.Member{Country: c})
	}
	return g
}

func isSugar(heading string) bool { return heading >= "9904.17.39" && heading <= "9904.17.48" }

// safeguardMeasures reads the table; one that cannot be read gives none, and a test
// counts them.
func safeguardMeasures() []tariff.Measure {
	const note = "Uruguay Round Agreements Act; notes 1 and 2 to subchapter IV of chapter 99"
	byQuantity := map[string][]string{} // headings by quantity of a subheading
	var values, quantities []tariff.Measure
	err := rows("safeguards.txt", 4, func(f []string) error {
		m := tariff.Measure{
			Heading: f[0], Authority: tariff.Safeguard, Program: "by " + f[1], Title: "safeguard on agricultural goods by " + f[1], Citation: note,
			Origins: allBut("outside safeguards"),
		}
		// Two numbers of older editions stand for lines that the schedule writes otherwise now.
		m.Products.Codes.In = codes(strings.Split(strings.NewReplacer("1901.10.85", "1901.10.44", "1901.90.54", "1901.90.68").Replace(f[2]), ",")...).In
		terms := []tariff.Term{imposed(f[3], from("1995-01-01"))}
		if f[1] == "value" {
			if strings.HasPrefix(f[0], "9904.17.17") || strings.HasPrefix(f[0], "9904.17.23") || strings.HasPrefix(f[0], "9904.17.31") {
				terms = []tariff.Term{
					imposed(f[3], between("1995-01-01", "2025-04-16")),
					{Interval: sugarPeriod, State: tariff.Suspended, Source: "note 2, 90 FR 15949: the safeguard by quantity is charged instead"},
					imposed(f[3], from("2025-10-01")),
				}
			}
			m.Terms = terms
			m.Remark = "a safeguard by quantity takes the place of the one by value in periods that the Secretary of Agriculture announces; 90 FR 15949 (over 65 percent sugar, 16 April to 30 September 2025) is the one known here. In another, claim the heading by quantity"
			values = append(values, m)
			return nil
		}
		for _, code := range m.Products.Codes.In {
			byQuantity[string(code)] = append(byQuantity[string(code)], f[0])
		}
		m.Citation += ", as announced by the Secretary of Agriculture"
		m.OnClaim = true
		if isSugar(f[0]) {
			m.OnClaim, m.Citation = false, note+"; 90 FR 15949"
			terms = []tariff.Term{imposed(f[3], sugarPeriod)}
			terms[0].Source = "90 FR 15949"
		}
		m.Terms = terms
		quantities = append(quantities, m)
		return nil
	})
	if err != nil {
		return nil
	}
	for i := range values {
		m := &values[i]
		seen := map[string]bool{}
		for _, code := range m.Products.Codes.In {
			for _, h := range byQuantity[string(code)] {
				if !seen[h] && !isSugar(h) {
					seen[h] = true
					m.Exceptions = append(m.Exceptions, tariff.Exception{
						Heading: h, Title: "the safeguard by quantity", Note: "note 2 to subchapter IV",
						Subject: []tariff.Selector{{Headings: h}}, Whole: true, Displaces: true,
					})
				}
			}
		}
	}
	return append(quantities, values...)
}

func safeguardChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Which safeguards on agricultural goods are charged?",
			Answer:   "Those by the value of a unit on every day and those by quantity in the announced period of 90 FR 15949; in any other period the entry claims the heading by quantity. An answer that they touch says so.",
			Reason:   "Note 2 to subchapter IV: those by value always apply but in the periods that the Secretary of Agriculture announces for those by quantity. Other notices were looked for and not found, which does not mean that there are none. Goods on their way under a contract of before a period are outside those by quantity by the same note; the notice names no heading for them.",
			Headings: []string{"9904.02.27-9904.02.35", "9904.17.42"},
		},
		{
			Question: "Which lines are 1901.10.85 and 1901.90.54, which subchapter IV names and the schedule does not have?",
			Answer:   "1901.10.44 and 1901.90.68.",
			Reason:   "The text over the first group and 9904.04.94 name 1901.10.26 and 1901.10.44 together; 1901.90.68 is the line over quota of the articles with over 65 percent sugar. Both are numbers of older editions.",
			Headings: []string{"9904.04.50-9904.04.58", "9904.17.31-9904.17.38"},
		},
	}
}

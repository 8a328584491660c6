package us

import "github.com/tradeshock/tradeshock/tariff"

// Section 301 on Brazil (U.S. note 50, from 22 July 2026) and on Nicaragua (note 29,
// at 0 percent in 2026).

func section301AmericasMeasures() []tariff.Measure {
	cafta := tariff.Exception{Heading: "note 29(a)", Title: "originating goods under CAFTA-DR", Note: "29(a)", Programs: caftaPrograms()}
	return []tariff.Measure{
		{
			Heading: "9903.05.01", Authority: tariff.Section301, Program: "Brazil", Title: "Section 301, Brazil", Citation: "91 FR 45516; U.S. note 50(a)(i)",
			Origins: of("BR"), Products: tariff.Scope{All: true}, Terms: []tariff.Term{imposed("25%", from("2026-07-22"))},
			Exceptions: append([]tariff.Exception{
				{Heading: "9903.05.02", Title: "in transit before 22 July 2026", Note: "heading 9903.05.02", LoadedBefore: day("2026-07-22"), EnteredBefore: day("2026-07-29")},
				{Heading: "9903.05.03", Title: "listed goods", Note: "50(a)(ii)", Products: listed("brazil301_listed")},
				{Heading: "9903.05.04", Title: "described articles", Note: "50(a)(iii)", Claimed: true, Products: listed("brazil301_described")},
				{Heading: "9903.05.05", Title: "civil aircraft", Note: "50(a)(iv)", Claimed: true, Products: listed("brazil301_aircraft")},
				{Heading: "9903.05.06", Title: "for pharmaceutical use", Note: "50(a)(v)", Claimed: true, Products: listed("brazil301_pharmaceutical")},
				chapter98Exception("50(a)"),
				{Heading: "9903.05.07", Title: "Section 232", Note: "50(a)(vi)", Subject: headingsOf52f(), Whole: true},
				{Heading: "9903.05.07", Title: "Section 232, patented medicines", Note: "50(a)(vi)", During: from("2026-07-31"), Whole: true, Subject: []tariff.Selector{{Headings: "9903.04.60-9903.04.66"}}},
				{Heading: "9903.05.08", Title: "donations", Note: "heading 9903.05.08", Claimed: true},
				{Heading: "9903.05.09", Title: "informational materials", Note: "heading 9903.05.09", Claimed: true},
			}, freeMedicines()...),
		},
		{
			Heading: "9903.89.01", Authority: tariff.Section301, Program: "Nicaragua", Title: "Section 301, Nicaragua", Citation: "U.S. note 29",
			Origins: of("NI"), Products: tariff.Scope{All: true},
			Terms:      []tariff.Term{imposed("0%", between("2026-01-01", "2027-01-01")), imposed("10%", between("2027-01-01", "2028-01-01")), imposed("15%", from("2028-01-01"))},
			Exceptions: []tariff.Exception{cafta, chapter98Exception("29(a)")},
		},
	}
}

// freeMedicines are the headings of note 40 that charge nothing and still lift notes
// 50 and 52.
func freeMedicines() []tariff.Exception {
	var out []tariff.Exception
	for _, x := range []struct{ heading, title, end string }{
		{"9903.04.61", "patented medicines of companies that pay from 29 September 2026", "2026-09-29"},
		{"9903.04.65", "patented medicines, onshoring plan and pricing agreement", ""},
		{"9903.04.66", "orphan and other specialty medicines", ""},
	} {
		out = append(out, tariff.Exception{
			Heading: x.heading, Title: x.title, Note: "52(f)(8)", Claimed: true, Products: listed("232_pharmaceuticals"), During: between("2026-07-31", x.end),
		})
	}
	return out
}

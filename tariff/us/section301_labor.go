package us

import "github.com/tradeshock/tradeshock/tariff"

// Section 301 on 60 economies, forced labor: U.S. note 52, from 24 July 2026.

func section301LaborMeasures() []tariff.Measure {
	measure := func(heading, origin, duty string) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section301, Program: "forced labor",
			Title: "60-economy duty", Citation: "91 FR 47318, 91 FR 47717; U.S. note 52(a)",
			Origins: tariff.Origins{In: []string{origin}}, Products: tariff.Scope{All: true},
			Terms: []tariff.Term{imposed(duty, from("2026-07-24"))}, Exceptions: laborExceptions(),
			KnownUntil: KnownUntil(),
		}
	}
	return []tariff.Measure{
		measure("9903.05.31", "CN", "12.5%"),
		measure("9903.05.43", "HK", "12.5%"),
		measure("9903.05.44", "IN", "10%"),
	}
}

// laborExceptions are headings 9903.05.85 to .92; the headings that lift the duty are
// those of note 52(f).
func laborExceptions() []tariff.Exception {
	headings := func(ranges ...string) (out []tariff.Selector) {
		for _, r := range ranges {
			out = append(out, tariff.Selector{Headings: r})
		}
		return out
	}
	return []tariff.Exception{
		{Heading: "9903.05.85", Title: "in transit before 24 July 2026", Note: "heading 9903.05.85", LoadedBefore: day("2026-07-24"), EnteredBefore: day("2026-07-28")},
		{Heading: "9903.05.86", Title: "listed goods", Note: "52(b)", Products: tariff.Scope{Lists: []string{"labor_listed"}}},
		{Heading: "9903.05.87", Title: "described articles", Note: "52(c)", Claimed: true, Products: tariff.Scope{Lists: []string{"labor_described"}}},
		{Heading: "9903.05.88", Title: "civil aircraft", Note: "52(d)", Claimed: true, Products: tariff.Scope{Lists: []string{"labor_aircraft"}}},
		{Heading: "9903.05.89", Title: "for pharmaceutical use", Note: "52(e)", Claimed: true, Products: tariff.Scope{Lists: []string{"labor_pharmaceutical"}}},
		chapter98Exception("52(a)"),
		{
			Heading: "9903.05.90", Title: "Section 232", Note: "52(f)", Whole: true,
			Subject: headings("9903.82.02", "9903.82.04-9903.82.26", "9903.94.01-9903.94.03", "9903.94.05-9903.94.07", "9903.74.01-9903.74.03", "9903.74.06", "9903.74.08-9903.74.10", "9903.76.01-9903.76.03", "9903.79.01"),
		},
		{Heading: "9903.05.90", Title: "Section 232, patented medicines", Note: "52(f)(8)", During: from("2026-07-31"), Whole: true, Subject: headings("9903.04.60-9903.04.66")},
		{Heading: "9903.05.91", Title: "donations", Note: "heading 9903.05.91", Claimed: true},
		{Heading: "9903.05.92", Title: "informational materials", Note: "heading 9903.05.92", Claimed: true},
	}
}

func section301LaborChoices() []tariff.Choice {
	return []tariff.Choice{{
		Question: "Does the 60-economy duty hold while it is before the Court of International Trade?",
		Answer:   "Yes, to the last day known.",
		Reason:   "In re Section 301 Forced Labor Cases (1:26-cv-03555) was argued on 30 September 2026; no decision is known, and the duty is collected.",
		Headings: []string{"9903.05.31", "9903.05.43", "9903.05.44"},
	}}
}

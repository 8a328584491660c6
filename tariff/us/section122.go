package us

import "github.com/tradeshock/tradeshock/tariff"

// Section 122 of the Trade Act of 1974: a surcharge of 10 percent on nearly all goods
// for 150 days, U.S. note 2(aa).

func section122Measures() []tariff.Measure {
	term := imposed("10%", between("2026-02-24", "2026-07-24"))
	term.Published = day("2026-02-20")
	return []tariff.Measure{{
		Heading: "9903.03.01", Authority: tariff.Section122, Program: "surcharge",
		Title: "temporary import surcharge", Citation: "Proclamation of 20 February 2026, 91 FR 9339; U.S. note 2(aa)",
		Origins: tariff.Origins{In: []string{"*"}}, Products: tariff.Scope{All: true},
		Terms: []tariff.Term{term, {Interval: from("2026-07-24"), State: tariff.Ended, Source: "expired at the close of 23 July 2026, after 150 days"}},
		Exceptions: []tariff.Exception{
			{Heading: "9903.03.02", Title: "in transit before 24 February 2026", Note: "heading 9903.03.02", LoadedBefore: day("2026-02-24"), EnteredBefore: day("2026-02-28")},
			{Heading: "9903.03.03", Title: "listed goods", Note: "2(aa)(ii)", Products: tariff.Scope{Lists: []string{"s122_listed"}}},
			{Heading: "9903.03.04", Title: "described articles", Note: "2(aa)(iii)", Claimed: true, Products: tariff.Scope{Lists: []string{"s122_described"}}},
			{Heading: "9903.03.05", Title: "civil aircraft", Note: "2(aa)(iv)", Claimed: true, Products: tariff.Scope{Lists: []string{"s122_aircraft"}}},
			chapter98Exception("2(aa)(i)"),
			// Articles that fall under 9903.82.01 or .03 stay in: their metal is not charged.
			{Heading: "9903.03.06", Title: "Section 232", Note: "2(aa)(v)", Subject: []tariff.Selector{{Authority: tariff.Section232}}},
			{Heading: "9903.03.07", Title: "goods of Canada under the USMCA", Note: "2(aa)(vi)", Origins: tariff.Origins{In: []string{"CA"}}, USMCA: true},
			{Heading: "9903.03.08", Title: "goods of Mexico under the USMCA", Note: "2(aa)(vii)", Origins: tariff.Origins{In: []string{"MX"}}, USMCA: true},
			{Heading: "9903.03.10", Title: "donations", Note: "heading 9903.03.10", Claimed: true},
			{Heading: "9903.03.11", Title: "informational materials", Note: "heading 9903.03.11", Claimed: true},
		},
	}}
}

func section122Choices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Was 9903.82.02 outside Section 122 from 6 April 2026?",
			Answer:   "Yes, throughout.",
			Reason:   "Revision 10 dropped it from note 2(aa)(v)(1) by a slip; revision 11 of 1 July 2026 restored it with effect from 6 April.",
			Headings: []string{"9903.03.06", "9903.82.02"},
		},
		{
			Question: "Before 6 April 2026, what part of a metal derivative pays Section 122?",
			Answer:   "The value on which no Section 232 duty is charged.",
			Reason:   "Note 2(aa)(v) as of revision 4 is not held in full text; it names the headings of the content regime, and the reciprocal duty that it followed was divided in that way (note 2(v)(vii), (ix)).",
			Headings: []string{"9903.03.01", "9903.03.06"},
		},
		{
			Question: "Does the ruling of the Court of International Trade of 7 May 2026 end Section 122 for other importers?",
			Answer:   "No: it is charged through 23 July 2026.",
			Reason:   "The relief was for two importers and one State, and was stayed on 11 June; collection went on.",
			Headings: []string{"9903.03.01"},
		},
	}
}

package us

import (
	"strconv"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

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
			// The note names every program but the 200 percent on aluminum of Russia.
			{Heading: "9903.03.06", Title: "Section 232", Note: "2(aa)(v)", Subject: programs232("steel", "aluminum", "copper", "metals", "vehicles", "vehicle parts", "wood", "semiconductors")},
			{Heading: "9903.03.07", Title: "goods of Canada under the USMCA", Note: "2(aa)(vi)", Origins: tariff.Origins{In: []string{"CA"}}, USMCA: true},
			{Heading: "9903.03.08", Title: "goods of Mexico under the USMCA", Note: "2(aa)(vii)", Origins: tariff.Origins{In: []string{"MX"}}, USMCA: true},
			{Heading: "9903.03.09", Title: "textiles and apparel under CAFTA-DR", Note: "2(aa)(viii)", Origins: caftaOrigins(), Programs: caftaPrograms(), Products: textiles()},
			{Heading: "9903.03.10", Title: "donations", Note: "heading 9903.03.10", Claimed: true},
			{Heading: "9903.03.11", Title: "informational materials", Note: "heading 9903.03.11", Claimed: true},
		},
	}}
}

// caftaOrigins are the parties to CAFTA-DR whose textiles are outside, caftaPrograms
// the symbols under which goods enter free.
func caftaOrigins() tariff.Origins { return of("CR", "DO", "GT", "HN", "NI", "SV") }

func caftaPrograms() []string { return []string{"P", "P+"} }

// textiles are the goods of general note 29(d)(v): chapters 50 to 63 and the articles
// of textile elsewhere.
func textiles() tariff.Scope {
	set := codes("3921.12.15", "3921.13.15", "3921.90.25", "4202.12.60", "4202.12.89", "4202.22.60", "4202.22.89", "4202.32.91", "4202.32.99", "4202.92.33", "4202.92.97",
		"6501.00.60", "6502.00.20", "6504.00.30", "6505.00", "7019.61", "7019.62", "7019.63", "7019.64", "7019.65", "7019.66", "7019.69", "8804.00.00", "9113.90.40", "9404.90")
	for chapter := 50; chapter <= 63; chapter++ {
		set.In = append(set.In, trade.Product(strconv.Itoa(chapter)))
	}
	return tariff.Scope{Codes: set}
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

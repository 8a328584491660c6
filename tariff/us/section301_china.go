package us

import (
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Section 301 on products of China: the lists of 2018 and 2019 (U.S. note 20 to
// subchapter III of chapter 99), the duties of the four-year review (note 31) and
// the cranes and chassis of the maritime action (note 31(k), (l)). All of them add
// to every other duty. The subheadings of the four-year review were taken off the
// older lists, so no article stands on two of them and none pays twice.

// china is the origin of all of these: the notes say "products of China", which
// does not take in Hong Kong and Macau.
func china() tariff.Origins { return tariff.Origins{In: []string{"CN"}} }

func section301ChinaMeasures() []tariff.Measure {
	var all []tariff.Measure
	all = append(all, section301Lists()...)
	all = append(all, section301Review()...)
	return append(all, section301Maritime()...)
}

// section301Lists are lists 1 to 4 of note 20.
func section301Lists() []tariff.Measure {
	return []tariff.Measure{
		{
			Heading: "9903.88.01", Authority: tariff.Section301, Program: "China list 1",
			Title:    "Section 301, China, list 1",
			Citation: "83 FR 28710; U.S. note 20(a), (b)",
			Origins:  china(), Products: tariff.Scope{Lists: []string{"301_list_1"}},
			Terms:      []tariff.Term{imposed("25%", from("2018-07-06"))},
			Exceptions: section301Excluded("20(vvv)(i)"),
		},
		{
			Heading: "9903.88.02", Authority: tariff.Section301, Program: "China list 2",
			Title:    "Section 301, China, list 2",
			Citation: "83 FR 40823; U.S. note 20(c), (d)",
			Origins:  china(), Products: tariff.Scope{Lists: []string{"301_list_2"}},
			Terms:      []tariff.Term{imposed("25%", from("2018-08-23"))},
			Exceptions: append(section301Excluded("20(vvv)(ii)"), section301ExcludedSolar()...),
		},
		{
			Heading: "9903.88.03", Authority: tariff.Section301, Program: "China list 3",
			Title:    "Section 301, China, list 3",
			Citation: "83 FR 47974, 84 FR 20459; U.S. note 20(e), (f)",
			Origins:  china(), Products: tariff.Scope{Lists: []string{"301_list_3"}},
			Terms:      []tariff.Term{imposed("25%", from("2019-05-10"))},
			Exceptions: section301Excluded("20(vvv)(iii)"),
		},
		{
			// The part of list 3 that takes in some articles of a subheading only.
			Heading: "9903.88.04", Authority: tariff.Section301, Program: "China list 3",
			Title:    "Section 301, China, list 3, parts of subheadings",
			Citation: "83 FR 47974, 84 FR 20459; U.S. note 20(g)",
			Origins:  china(), Products: tariff.Scope{Lists: []string{"301_list_3_part"}},
			Terms:      []tariff.Term{imposed("25%", from("2019-05-10"))},
			Exceptions: section301Excluded("20(vvv)(iii)"),
		},
		{
			Heading: "9903.88.15", Authority: tariff.Section301, Program: "China list 4A",
			Title:    "Section 301, China, list 4A",
			Citation: "84 FR 43304, 85 FR 3741; U.S. note 20(r), (s)",
			Origins:  china(), Products: tariff.Scope{Lists: []string{"301_list_4a"}},
			Terms:      []tariff.Term{imposed("7.5%", from("2020-02-14"))},
			Exceptions: section301Excluded("20(vvv)(iv)"),
		},
		{
			Heading: "9903.88.16", Authority: tariff.Section301, Program: "China list 4B",
			Title:    "Section 301, China, list 4B",
			Citation: "84 FR 43304; U.S. note 20(t), (u)",
			Origins:  china(), Products: tariff.Scope{Lists: []string{"301_list_4b"}},
			Terms: []tariff.Term{{
				Interval: from("2019-12-15"), State: tariff.Suspended, Duty: "15%",
				Source: "84 FR 69447; compiler's note to heading 9903.88.16",
			}},
		},
	}
}

// section301Review are the duties of the four-year review, note 31(b) to (j).
func section301Review() []tariff.Measure {
	review := func(heading, title, note, duty string, during trade.Interval, goods tariff.Scope) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section301, Program: "China four-year review",
			Title: "Section 301, China, four-year review: " + title, Citation: "89 FR 76581; U.S. note " + note,
			Origins: china(), Products: goods, Terms: []tariff.Term{imposed(duty, during)},
		}
	}
	listed := func(name string) tariff.Scope { return tariff.Scope{Lists: []string{name}} }
	these := func(texts ...string) tariff.Scope { return tariff.Scope{Codes: codes(texts...)} }

	electric := review("9903.91.03", "electric vehicles, syringes and needles", "31(d)", "100%", from("2024-09-27"),
		these("8702.40.31", "8702.40.61", "8702.90.31", "8702.90.61", "8703.60.00", "8703.70.00", "8703.80.00", "8703.90.01", "9018.31.00", "9018.32.00"))
	electric.Exceptions = []tariff.Exception{{
		Heading: "9903.91.10", Title: "enteral syringes", Note: "heading 9903.91.10",
		During: between("2024-09-27", "2026-01-01"), Claimed: true, Products: these("9018.31.00.80"),
	}}
	silicon := review("9903.91.05", "semiconductors, polysilicon and wafers", "31(f)", "50%", from("2025-01-01"), listed("301_note_31f"))
	silicon.Citation = "89 FR 76581, 89 FR 101682; U.S. note 31(f)"
	tungsten := review("9903.91.11", "tungsten", "31(j)", "25%", from("2025-01-01"), these("8101.94.00", "8101.99.10", "8101.99.80"))
	tungsten.Citation = "89 FR 101682; U.S. note 31(j)"

	return []tariff.Measure{
		review("9903.91.01", "steel, aluminum, critical minerals, batteries of electric vehicles, respirators", "31(b)", "25%", from("2024-09-27"), listed("301_note_31b")),
		review("9903.91.02", "solar cells and modules", "31(c)", "50%", from("2024-09-27"), these("8541.42.00", "8541.43.00")),
		electric,
		review("9903.91.04", "disposable textile facemasks, 2025", "31(e)", "25%", between("2025-01-01", "2026-01-01"), these("6307.90.98.70")),
		silicon,
		review("9903.91.06", "graphite, permanent magnets, lithium-ion batteries", "31(g)", "25%", from("2026-01-01"),
			these("2504.10.10", "2504.10.50", "2504.90.00", "8505.11.00", "8507.60.00")),
		review("9903.91.07", "respirators and facemasks", "31(h)", "50%", from("2026-01-01"),
			these("6307.90.98.42", "6307.90.98.44", "6307.90.98.50", "6307.90.98.70", "6307.90.98.75")),
		review("9903.91.08", "rubber medical gloves", "31(i)", "100%", from("2026-01-01"), these("4015.12.10")),
		tungsten,
	}
}

// craneQuestion is the fact that decides between the headings of 8426.19.00.
const craneQuestion = "whether the crane is a ship-to-shore gantry crane (heading 9903.92.10; otherwise 9903.92.80)"

// section301Maritime are ship-to-shore cranes (9903.92.10 of the four-year review
// and 9903.91.14 of the maritime action, which are both paid) and chassis. The
// maritime action was in force on one day, 9 November 2025.
func section301Maritime() []tariff.Measure {
	terms := func() []tariff.Term {
		return []tariff.Term{
			imposed("100%", between("2025-11-09", "2025-11-10")),
			{Interval: between("2025-11-10", "2026-11-10"), State: tariff.Suspended, Duty: "100%", Source: "90 FR 50947"},
			// As the headings read; whether it is put off again is not known.
			imposed("100%", from("2026-11-10")),
		}
	}
	crane := tariff.Scope{Codes: codes("8426.19.00")}
	other := tariff.Exception{Heading: "9903.92.80", Title: "not a ship-to-shore gantry crane", Note: "heading 9903.92.80", Claimed: true}
	oldContract := tariff.Exception{
		Heading: "9903.91.09", Title: "contract of sale dated before 14 May 2024", Note: "heading 9903.91.09",
		During: between("2024-09-27", "2026-05-14"), Claimed: true,
	}
	return []tariff.Measure{
		{
			Heading: "9903.91.12", Authority: tariff.Section301, Program: "China maritime",
			Title: "Section 301, China, maritime: intermodal chassis", Citation: "90 FR 48320; U.S. note 31(k)",
			Origins: china(), Products: tariff.Scope{Codes: codes("8716.39.00.90", "8716.90.30", "8716.90.50")},
			Terms: terms(),
			Ask:   "whether the article is an intermodal chassis, a subassembly or a part of one (heading 9903.91.12; otherwise 9903.91.13)",
			Exceptions: []tariff.Exception{{
				Heading: "9903.91.13", Title: "not an intermodal chassis or part of one", Note: "31(k)(ii)", Claimed: true,
			}},
		},
		{
			// Cranes of other countries count as cranes of China when a part named in
			// note 31(l)(ii) is of China, or the maker is owned or controlled from there.
			Heading: "9903.91.14", Authority: tariff.Section301, Program: "China maritime",
			Title: "Section 301, China, maritime: ship-to-shore cranes", Citation: "90 FR 48320; U.S. note 31(l)",
			Origins: tariff.Origins{In: []string{"*"}}, Products: crane, Terms: terms(),
			Ask: craneQuestion + " of China or with parts or makers of China (heading 9903.91.14; otherwise 9903.91.15)",
			Exceptions: []tariff.Exception{
				oldContract,
				{Heading: "9903.91.15", Title: "not of China, nor of parts or makers of China", Note: "31(l)(iv)", Claimed: true, Origins: tariff.Origins{In: []string{"*"}, Out: []string{"CN"}}},
				{Heading: "9903.91.16", Title: "contract of sale dated before 17 April 2025", Note: "heading 9903.91.16", Claimed: true},
				other,
			},
		},
		{
			Heading: "9903.92.10", Authority: tariff.Section301, Program: "China four-year review",
			Title: "Section 301, China, four-year review: ship-to-shore cranes", Citation: "89 FR 76581; U.S. note 31(a)",
			Origins: china(), Products: crane, Terms: []tariff.Term{imposed("25%", from("2024-09-27"))},
			Ask: craneQuestion, Exceptions: []tariff.Exception{oldContract, other},
		},
	}
}

func section301ChinaChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Are the duties of the dispute on large civil aircraft, 9903.89.05 to .63, charged on goods of the European Union and the United Kingdom?",
			Answer:   "No: suspended on every day of this book.",
			Reason:   "86 FR 36313 suspends them for five years, to July 2026. The editions of 2026 still carry the compiler's note that they are suspended, revisions 11 to 21 change none of the headings, and no notice that lets them begin again was found.",
			Headings: []string{"9903.89.05"},
		},
		{
			Question: "Do the Section 301 duties on products of China reach Hong Kong and Macau?",
			Answer:   "No.",
			Reason:   "Notes 20 and 31 say \"products of China\"; the orders that mean Hong Kong and Macau name them beside China (9903.01.63, 9903.05.43).",
			Headings: []string{"9903.88.01", "9903.88.02", "9903.88.03", "9903.88.04", "9903.88.15", "9903.91.01", "9903.91.05"},
		},
		{
			Question: "Which respirators, facemasks, gloves and batteries stood in note 31 before 1 January 2026?",
			Answer:   "Gloves of 4015.12.10 at 50 % in 2025 (9903.91.05); 6307.90.98.42, .44, .50, .75 and 8507.60.00.10 at 25 %; 6307.90.98.70 under 9903.91.04; the other numbers of 8507.60.00 on list 4A at 7.5 %.",
			Reason:   "The note as of 2026 says only that its numbers (1) to (4) are deleted (89 FR 76581). The schedule of 2025 carries 9903.88.15 and 9903.91.01 on both subheadings, note 20(s)(ii)(5) keeps the five textile numbers out of list 4A, and the batteries of electric vehicles are the number that 8507.60.00 sets apart.",
			Headings: []string{"9903.91.01", "9903.91.04", "9903.91.06", "9903.91.07", "9903.88.15"},
		},
		{
			Question: "Note 20(g) leaves out statistical numbers that have since been renumbered (2931.90.9051). Are the successors out as well?",
			Answer:   "Yes: 2931.90.90.30, .35, .40 and .52 are not on the list of 9903.88.04.",
			Reason:   "The note describes goods; a new statistical suffix does not change what it takes in, and the same goods stand on the suspended list 4B (note 20(u)(ii)(1)).",
			Headings: []string{"9903.88.04", "9903.88.16"},
		},
		{
			Question: "Must an importer claim 9903.88.69 where the exclusion takes in a whole statistical number?",
			Answer:   "No: the duty is lifted for every entry of that number. Exclusions by description want the claim.",
			Reason:   "Notes 20(vvv)(i)(1)-(3), (ii)(1)-(3), (iii)(1)-(13) and (iv)(1)-(8) name numbers alone; the duties \"shall not apply\" to them, and the number says all that the claim would.",
			Headings: []string{"9903.88.69"},
		},
		{
			Question: "How are sets whose rate derives from another subheading charged (9903.88.21 to .28)?",
			Answer:   "Like the subheading under which they are entered.",
			Reason:   "Notes 20(z) to (gg) move such a set to the list of the subheading that gives the rate, which an entry of one number does not tell.",
			Headings: []string{"9903.88.03", "9903.88.15"},
		},
		{
			Question: "Was the maritime action of note 31(k) and (l) in force on 9 November 2025?",
			Answer:   "Yes, for that one day.",
			Reason:   "Revision 27 adds 9903.91.12 to .16 with effect from 9 November 2025; revision 28 changes the day in their texts to 10 November 2026 with effect from 10 November 2025 only (90 FR 50947).",
			Headings: []string{"9903.91.12", "9903.91.14"},
		},
		{
			Question: "What holds for products of China from 10 November 2026, when the exclusions and the suspension of the maritime action end?",
			Answer:   "It is not known, and the book says so; who holds the last rule gets the duty without exclusions and the maritime action in force.",
			Reason:   "90 FR 55232 and 90 FR 50947 run through 9 November 2026; no notice for the day after was found.",
			Headings: []string{"9903.88.69", "9903.88.70", "9903.91.12", "9903.91.14"},
		},
	}
}

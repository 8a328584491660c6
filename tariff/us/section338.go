package us

import "github.com/tradeshock/tradeshock/tariff"

// Section 338 of the Tariff Act of 1930: 50 percent on listed goods of Canada from 22
// August 2026 (U.S. note 51), and the import bans of 29 September 2026.

func section338Measures() []tariff.Measure {
	charge := func(heading, title, note, list string, section232 tariff.Exception) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section338, Program: "Canada", Title: title, Citation: "PP 11046 to 11048, 11056, 11064, 11065; U.S. note " + note,
			Origins: of("CA"), Products: listed(list), Terms: []tariff.Term{imposed("50%", from("2026-08-22"))},
			Exceptions: []tariff.Exception{
				section232,
				{Heading: "9903.03.16", Title: "civil aircraft", Note: "51(d)", Claimed: true, Products: listed("canada338_aircraft")},
				chapter98Exception("51(a)"),
			},
		}
	}
	// Until 14 September the duty of Section 232 lifts all three, since then that of
	// dairy alone.
	lifts := tariff.Exception{
		Heading: "9903.03.15", Title: "Section 232", Note: "51(c)", Whole: true,
		Subject: append(headingsOf52f(), tariff.Selector{Headings: "9903.04.60-9903.04.66"}),
	}
	early := during(lifts, between("2026-08-22", "2026-09-15"))
	ban := func(heading, title, citation, list string, exceptions ...tariff.Exception) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section338, Program: "import ban", Title: title, Citation: citation, Origins: of("CA"), Products: listed(list),
			Terms: []tariff.Term{{Interval: from("2026-09-29"), State: tariff.Prohibited}}, Exceptions: exceptions,
		}
	}
	return []tariff.Measure{
		ban("PP 11061 to 11063", "alcohol, dairy products and motorcycles of Canada", "91 FR 58311, 58319, 58325; CSMS 70050970", "canada_ban"),
		ban("PP 11061, packaged", "alcohol of Canada packaged for consumers", "91 FR 58311; CSMS 70050970", "canada_ban_packaged",
			tariff.Exception{Heading: "9903.03.12", Title: "in bulk", Note: "PP 11061", Claimed: true}),
		charge("9903.03.12", "Section 338, basket of alcohol", "51(b)(1)", "canada338_alcohol", early),
		charge("9903.03.13", "Section 338, basket of dairy", "51(b)(2)", "canada338_dairy", lifts),
		charge("9903.03.14", "Section 338, basket of motor vehicles", "51(b)(3)", "canada338_vehicles", early),
	}
}

func section338Choices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Is alcohol of Canada that is banned only when packaged taken as packaged?",
			Answer:   "Yes, unless the entry claims 9903.03.12, which bulk goods still pay.",
			Reason:   "Proclamation 11061 bans 28 lines only in packages for consumers and has no heading for the rest; a refusal that is wrong is seen at once, a duty that is wrong is not.",
			Headings: []string{"9903.03.12"},
		},
		{
			Question: "What becomes of banned goods that were imported before 29 September 2026 and are entered later?",
			Answer:   "The book answers that they are prohibited.",
			Reason:   "Goods from a warehouse or a zone still pay the 50 percent; the day of importation is not a fact that an entry of this book states.",
			Headings: []string{"9903.03.12", "9903.03.13", "9903.03.14"},
		},
	}
}

package us

import "github.com/tradeshock/tradeshock/tariff"

// Section 232 on vehicles and their parts (U.S. notes 33 and 38), on wood (note 37)
// and on semiconductor articles (note 39).

func vehicleMeasures() []tariff.Measure {
	measure := func(heading, program, title, citation, duty, first string, goods tariff.Scope, exceptions ...tariff.Exception) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: program, Title: title, Citation: citation,
			Origins: everyone(), Products: goods, Terms: []tariff.Term{imposed(duty, from(first))},
			Exceptions: append(before("semiconductors"), exceptions...),
		}
	}
	claimed := func(heading, title, note string) tariff.Exception {
		return tariff.Exception{Heading: heading, Title: title, Note: note, Claimed: true}
	}
	cars := tariff.Scope{Codes: codes(
		"8703.22.01", "8703.23.01", "8703.24.01", "8703.31.01", "8703.32.01", "8703.33.01", "8703.40.00", "8703.50.00", "8703.60.00", "8703.70.00", "8703.80.00", "8703.90.01",
		"8704.21.01", "8704.31.01", "8704.41.00", "8704.51.00", "8704.60.00",
	)}
	trucks := tariff.Scope{Codes: codes(
		"8701.21.00", "8701.22.00", "8701.23.00", "8701.24.00", "8701.29.00", "8704.10.10", "8704.10.50", "8704.22.11", "8704.22.51", "8704.23.01", "8704.32.01", "8704.42.00", "8704.43.00",
		"8704.52.00", "8704.60.00", "8704.90.01", "8705.40.00", "8705.90.00.80", "8706.00.03", "8706.00.05.20", "8706.00.05.75", "8706.00.25", "8706.00.50", "8709.11.00", "8709.19.00",
	)}
	return []tariff.Measure{
		measure("9903.94.01", "vehicles", "cars and light trucks", "Proclamation 10908; U.S. note 33(b)", "25%", "2025-04-03", cars,
			claimed("9903.94.02", "other than cars and light trucks", "33(c)"), claimed("9903.94.04", "at least 25 years old", "33(e)")),
		measure("9903.94.05", "vehicle parts", "parts of cars and light trucks", "Proclamation 10908; U.S. note 33(g)", "25%", "2025-05-03", listed("232_auto_parts"),
			claimed("9903.94.06", "not such parts, or under the USMCA", "33(h)"), computers("9903.94.06", "33(h)(ii)")),
		measure("9903.74.01", "vehicles", "medium- and heavy-duty vehicles", "Proclamation 10984; U.S. note 38(b)", "25%", "2025-11-01", trucks,
			// 8704.60.00 stands in both notes; a vehicle is the one or the other.
			tariff.Exception{Heading: "9903.94.01", Title: "charged as a light truck", Note: "33(b), 38(b)", Subject: []tariff.Selector{{Headings: "9903.94.01"}}, Whole: true, Displaces: true},
			claimed("9903.74.05", "other than such vehicles", "38(e)"), claimed("9903.74.07", "at least 25 years old", "38(g)")),
		measure("9903.74.02", "vehicles", "buses", "Proclamation 10984; U.S. note 38(c)", "10%", "2025-11-01", tariff.Scope{Codes: codes("8702")},
			claimed("9903.74.07", "at least 25 years old", "38(g)")),
		heavyParts(measure("9903.74.08", "vehicle parts", "parts of medium- and heavy-duty vehicles", "Proclamation 10984; U.S. note 38(i)", "25%", "2025-11-01", listed("232_heavy_parts"),
			claimed("9903.74.11", "not such parts", "38(l)"), computers("9903.74.11", "38(l)"))),
	}
}

// computers: notes 33(g) and 38(i) list heading 8471 whole; a computer is presumed to
// be no part of a vehicle unless it is declared as one.
func computers(heading, note string) tariff.Exception {
	return tariff.Exception{Heading: heading, Title: "computers, presumed not to be such parts", Note: note, Presumed: true, Products: tariff.Scope{Codes: codes("8471")}}
}

// heavyParts gives way to the parts of cars, with which it shares most provisions.
func heavyParts(m tariff.Measure) tariff.Measure {
	m.Exceptions = append(m.Exceptions, tariff.Exception{
		Heading: "9903.94.05", Title: "charged as parts of cars", Note: "38(i)", Subject: []tariff.Selector{{Headings: "9903.94.05"}}, Whole: true, Displaces: true,
	}, tariff.Exception{Heading: "9903.94.06", Title: "not such parts", Note: "33(h)", Claimed: true})
	return m
}

func woodMeasures() []tariff.Measure {
	wood := func(heading, title, note string, goods tariff.Scope, terms ...tariff.Term) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: "wood", Title: title, Citation: "Proclamation 10976; U.S. note " + note,
			Origins: everyone(), Products: goods, Terms: terms,
			Exceptions: []tariff.Exception{{Heading: "9903.76.04", Title: "other than the articles of note 37", Note: "37(g)", Claimed: true}},
		}
	}
	// The increase was to come on 1 January 2026 and was put off a day before.
	raised := func(duty string) []tariff.Term {
		overtaken := tariff.Knowledge{Published: day("2025-09-29"), Overtaken: day("2025-12-31")}
		first, early := imposed("25%", between("2025-10-14", "2026-01-01")), imposed(duty, from("2026-01-01"))
		first.Knowledge, early.Knowledge = overtaken, overtaken
		stands, late := imposed("25%", between("2025-10-14", "2027-01-01")), imposed(duty, from("2027-01-01"))
		stands.Published, late.Published = day("2025-12-31"), day("2025-12-31")
		return []tariff.Term{first, early, stands, late}
	}
	return []tariff.Measure{
		wood("9903.76.01", "softwood timber and lumber", "37(b)", tariff.Scope{Codes: codes(
			"4403.11.00", "4403.21.01", "4403.22.01", "4403.23.01", "4403.24.01", "4403.25.01", "4403.26.01", "4403.99.01", "4406.11.00", "4406.91.00",
			"4407.11.00", "4407.12.00", "4407.13.00", "4407.14.00", "4407.19.00",
		)}, imposed("10%", from("2025-10-14"))),
		wood("9903.76.02", "upholstered wooden furniture", "37(d)", tariff.Scope{Codes: codes("9401.61.40.11", "9401.61.40.31", "9401.61.60.11", "9401.61.60.31")}, raised("30%")...),
		wood("9903.76.03", "kitchen cabinets and vanities", "37(f)", tariff.Scope{Codes: codes("9403.40.90.60", "9403.60.80.93", "9403.91.00.80")}, raised("50%")...),
	}
}

func semiconductorMeasures() []tariff.Measure {
	m := tariff.Measure{
		Heading: "9903.79.01", Authority: tariff.Section232, Program: "semiconductors", Title: "semiconductor articles", Citation: "proclamation of 14 January 2026; U.S. note 39(b)",
		Origins: everyone(), Products: listed("232_semiconductors"), Terms: []tariff.Term{imposed("25%", from("2026-01-15"))},
		Ask: "whether the article has the processing performance and memory bandwidth of note 39(b) (claim heading=9903.79.01, or heading=9903.79.02 if it has not, or one of .03 to .09 by use)",
	}
	for _, x := range []struct{ heading, title string }{
		{"9903.79.02", "without the technical parameters"},
		{"9903.79.03", "for data centers in the United States"},
		{"9903.79.04", "for repairs or replacement"},
		{"9903.79.05", "for research and development"},
		{"9903.79.06", "for startups"},
		{"9903.79.07", "for consumer electronics"},
		{"9903.79.08", "for civil industrial use"},
		{"9903.79.09", "for the public sector"},
	} {
		m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: x.heading, Title: x.title, Note: "39(c), (d)", Claimed: true})
	}
	return []tariff.Measure{m}
}

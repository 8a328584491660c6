package us

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
)

// Section 232 on steel, aluminum and copper. Until 5 April 2026 the duty is on the
// metal in an article (U.S. notes 16 and 19 as they then were, note 36); the time since is in
// section232_annexes.go.

func section232Measures() []tariff.Measure {
	return slices.Concat(semiconductorMeasures(), vehicleMeasures(), woodMeasures(), contentMeasures(), copperMeasures(), annexMeasures(), medicineMeasures(), droneMeasures(), polysiliconMeasures())
}

// everyone is every country: Section 232 is not about origin.
func everyone() tariff.Origins { return tariff.Origins{In: []string{"*"}} }

func listed(name string) tariff.Scope { return tariff.Scope{Lists: []string{name}} }

// programs232 picks programs of Section 232.
func programs232(names ...string) []tariff.Selector {
	var out []tariff.Selector
	for _, n := range names {
		out = append(out, tariff.Selector{Authority: tariff.Section232, Program: n})
	}
	return out
}

// before lets a program give way to those that come first: semiconductor articles,
// then vehicles and their parts, then metals (EO 14289; notes 33, 38 and 39(a)).
func before(programs ...string) []tariff.Exception {
	var out []tariff.Exception
	for _, p := range programs {
		out = append(out, tariff.Exception{
			Heading: "Section 232 " + p, Title: "one program before another", Note: "EO 14289; notes 33, 38, 39(a)",
			Subject: []tariff.Selector{{Authority: tariff.Section232, Program: p}}, Whole: true, Displaces: true,
		})
	}
	return out
}

// beforeAnnexes is before, up to the day on which the annexes begin.
func beforeAnnexes(programs ...string) []tariff.Exception {
	out := before(programs...)
	for i := range out {
		out[i].During.To = day("2026-04-06")
	}
	return out
}

// contentMeasures are the headings of the content regime and the ones before it.
func contentMeasures() []tariff.Measure {
	metal := func(heading, program, title, citation, list string, basis tariff.Basis, terms ...tariff.Term) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: program, Title: title, Citation: citation,
			Origins: everyone(), Products: listed(list), Basis: basis, Terms: terms,
			Exceptions: append(before("semiconductors", "vehicles", "vehicle parts"), aircraftExceptions()...),
		}
	}
	// The headings up to 11 March 2025 charge the full value and leave out the countries of agreements and quotas.
	old := func(m tariff.Measure, duty string, out ...string) tariff.Measure {
		m.Terms = []tariff.Term{imposed(duty, between("2018-03-23", "2025-03-12"))}
		m.Origins, m.Basis = allBut(out...), tariff.FullValue
		return m
	}
	oldSteel := []string{"AR", "AU", "BR", "CA", "EU", "GB", "JP", "KR", "MX", "UA"}
	// Note 19(a)(i) and (iii) leave out products of the United States.
	oldAluminum := []string{"AR", "AU", "CA", "EU", "GB", "MX", "RU", "US"}
	// Metal of others by way of Mexico, and steel of Ukraine without its certificates:
	// declared by the importer, as the metal's own country is.
	byWay := func(heading, program, title, citation, origin, duty, list string) tariff.Measure {
		m := metal(heading, program, title, citation, list, tariff.FullValue, imposed(duty, between("2024-07-10", "2025-03-12")))
		m.Origins, m.OnClaim = of(origin), true
		return m
	}
	// Until 3 June 2025 only 9903.81.91 and 9903.85.08 were on the content; chapters 72, 73
	// and 76 and the derivatives of 2020 paid on the full value (PP 10947, clause 6).
	content := func() []tariff.Term {
		return []tariff.Term{imposed("25%", between("2025-03-12", "2025-06-04")), imposed("50%", between("2025-06-04", "2026-04-06")), annexesBegin()}
	}
	now := func() []tariff.Term {
		terms := content()
		terms[0].Basis = tariff.WholeValue
		return terms
	}
	// Until 3 June 2025 the border orders came before metals, so that only goods under
	// the USMCA paid the duty on metals; since then goods of the United Kingdom have
	// headings of their own.
	world := func(m tariff.Measure, british string) tariff.Measure {
		border := func(origin, heading string) tariff.Exception {
			return tariff.Exception{
				Heading: heading, Title: "the border order comes first", Note: "EO 14289; notes 2(a), 2(j) as of 4 March 2025", Origins: of(origin), NotUSMCA: true,
				During: between("2025-03-12", "2025-06-04"), Knowledge: published("2025-04-29"),
			}
		}
		m.Exceptions = append(m.Exceptions, border("CA", "9903.01.10"), border("MX", "9903.01.01"), tariff.Exception{
			Heading: british, Title: "the rate of the United Kingdom", Note: "16(p), 19(n)", Origins: of("GB"), During: from("2025-06-04"),
		})
		return m
	}
	// Aluminum products of the United States are outside note 19(f); 19(h) on derivatives
	// does not say so.
	outsideUS := func(m tariff.Measure) tariff.Measure {
		m.Origins = allBut("US")
		return m
	}
	uk := func(m tariff.Measure) tariff.Measure {
		m.Origins = of("GB")
		m.Title += ", United Kingdom"
		m.Terms = []tariff.Term{imposed("25%", between("2025-06-04", "2026-04-06")), annexesBegin()}
		return m
	}
	// Aluminum of Russia pays 200 percent on the full value instead.
	russian := func(m tariff.Measure, heading string) tariff.Measure {
		m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: heading, Title: "aluminum of Russia", Note: "19(m)", Subject: []tariff.Selector{{Headings: heading}}, Whole: true, Displaces: true})
		return m
	}
	// Derivatives processed abroad from metal made in the United States are entered under
	// a heading of their own, without a duty; their metal is still outside the reciprocal
	// duty (notes 2(v)(vii) and (ix)).
	american := func(m tariff.Measure, heading string) tariff.Measure {
		m.Exceptions = append(m.Exceptions, tariff.Exception{
			Heading: heading, Title: "of metal made in the United States", Note: "heading " + heading, Subject: []tariff.Selector{{Headings: heading}}, Whole: true,
		})
		return m
	}
	free := func(heading, program, citation string, basis tariff.Basis, lists ...string) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: program, Title: program + ", derivatives of metal made in the United States", Citation: citation,
			Origins: everyone(), Products: tariff.Scope{Lists: lists}, Basis: basis, OnClaim: true,
			Terms: []tariff.Term{imposed("Free", between("2025-03-12", "2026-04-06")), annexesBegin()},
		}
	}
	return append(russianAluminum(),
		byWay("9903.81.83", "steel", "steel of Ukraine without certificates, mill products", "U.S. note 16(b)", "UA", "25%", "232_steel_mill"),
		byWay("9903.81.84", "steel", "steel of Ukraine without certificates, derivatives of 2020", "U.S. note 16(a)(ii)", "UA", "25%", "232_steel_derivative_2020"),
		byWay("9903.81.85", "steel", "steel melted and poured outside North America, mill products of Mexico", "U.S. note 16(h)(i)", "MX", "25%", "232_steel_mill"),
		byWay("9903.81.86", "steel", "steel melted and poured outside North America, derivatives of Mexico", "U.S. note 16(h)(ii)", "MX", "25%", "232_steel_derivative_2020"),
		russian(byWay("9903.85.71", "aluminum", "aluminum of China, Belarus or Iran, articles of Mexico", "U.S. note 19(a)(viii)", "MX", "10%", "232_aluminum_mill"), "9903.85.67"),
		russian(byWay("9903.85.72", "aluminum", "aluminum of China, Belarus or Iran, derivatives of Mexico", "U.S. note 19(a)(ix)", "MX", "10%", "232_aluminum_derivative_2020"), "9903.85.68"),
		free("9903.81.92", "steel", "U.S. note 16(m), (n)", tariff.SteelContent, "232_steel_derivative_73", "232_steel_derivative_other"),
		free("9903.85.09", "aluminum", "U.S. note 19(j), (k)", tariff.AluminumContent, "232_aluminum_derivative_76", "232_aluminum_derivative_other"),
		old(metal("9903.80.01", "steel", "steel, mill products", "Proclamation 9705; U.S. note 16(b)", "232_steel_mill", tariff.SteelContent), "25%", oldSteel...),
		old(metal("9903.80.03", "steel", "steel, derivatives of 2020", "Proclamation 9980; U.S. note 16(a)(ii)", "232_steel_derivative_2020", tariff.SteelContent), "25%", oldSteel...),
		world(metal("9903.81.87", "steel", "steel, mill products", "Proclamations 10896, 10947; U.S. note 16(j)", "232_steel_mill", tariff.SteelContent, now()...), "9903.81.94"),
		world(metal("9903.81.89", "steel", "steel, derivatives of 2020", "Proclamations 10896, 10947; U.S. note 16(l)", "232_steel_derivative_2020", tariff.SteelContent, now()...), "9903.81.96"),
		world(american(metal("9903.81.90", "steel", "steel, derivatives of chapter 73", "Proclamations 10896, 10947; U.S. note 16(m)", "232_steel_derivative_73", tariff.SteelContent, now()...), "9903.81.92"), "9903.81.97"),
		world(american(metal("9903.81.91", "steel", "steel, derivatives outside chapter 73", "Proclamations 10896, 10947; 90 FR 25208, FR Doc. 2025-15819; U.S. note 16(n)", "232_steel_derivative_other", tariff.SteelContent, content()...), "9903.81.92"), "9903.81.98"),
		old(metal("9903.85.01", "aluminum", "aluminum, mill products", "Proclamation 9704; U.S. note 19(b)", "232_aluminum_mill", tariff.AluminumContent), "10%", oldAluminum...),
		old(metal("9903.85.03", "aluminum", "aluminum, derivatives of 2020", "Proclamation 9980; U.S. note 19(a)(iii)", "232_aluminum_derivative_2020", tariff.AluminumContent), "10%", oldAluminum...),
		russian(outsideUS(world(metal("9903.85.02", "aluminum", "aluminum, mill products", "Proclamations 10895, 10947; U.S. note 19(g)", "232_aluminum_mill", tariff.AluminumContent, now()...), "9903.85.12")), "9903.85.67"),
		russian(world(metal("9903.85.04", "aluminum", "aluminum, derivatives of 2020", "Proclamations 10895, 10947; U.S. note 19(i)", "232_aluminum_derivative_2020_i", tariff.AluminumContent, now()...), "9903.85.13"), "9903.85.68"),
		russian(world(american(metal("9903.85.07", "aluminum", "aluminum, derivatives of chapter 76", "Proclamations 10895, 10947; U.S. note 19(j)", "232_aluminum_derivative_76", tariff.AluminumContent, now()...), "9903.85.09"), "9903.85.14"), "9903.85.68"),
		russian(world(american(metal("9903.85.08", "aluminum", "aluminum, derivatives outside chapter 76", "Proclamations 10895, 10947; FR Doc. 2025-15819; U.S. note 19(k)", "232_aluminum_derivative_other", tariff.AluminumContent, content()...), "9903.85.09"), "9903.85.15"), "9903.85.68"),
		uk(metal("9903.81.94", "steel", "steel, mill products", "Proclamations 10896, 10947; U.S. note 16(j)", "232_steel_mill", tariff.SteelContent, now()...)),
		uk(metal("9903.81.96", "steel", "steel, derivatives of 2020", "Proclamations 10896, 10947; U.S. note 16(l)", "232_steel_derivative_2020", tariff.SteelContent, now()...)),
		uk(american(metal("9903.81.97", "steel", "steel, derivatives of chapter 73", "Proclamations 10896, 10947; U.S. note 16(m)", "232_steel_derivative_73", tariff.SteelContent, now()...), "9903.81.92")),
		uk(american(metal("9903.81.98", "steel", "steel, derivatives outside chapter 73", "Proclamations 10896, 10947; 90 FR 25208, FR Doc. 2025-15819; U.S. note 16(n)", "232_steel_derivative_other", tariff.SteelContent, now()...), "9903.81.92")),
		russian(uk(metal("9903.85.12", "aluminum", "aluminum, mill products", "Proclamations 10895, 10947; U.S. note 19(g)", "232_aluminum_mill", tariff.AluminumContent, now()...)), "9903.85.67"),
		russian(uk(metal("9903.85.13", "aluminum", "aluminum, derivatives of 2020", "Proclamations 10895, 10947; U.S. note 19(i)", "232_aluminum_derivative_2020_i", tariff.AluminumContent, now()...)), "9903.85.68"),
		russian(uk(american(metal("9903.85.14", "aluminum", "aluminum, derivatives of chapter 76", "Proclamations 10895, 10947; U.S. note 19(j)", "232_aluminum_derivative_76", tariff.AluminumContent, now()...), "9903.85.09")), "9903.85.68"),
		russian(uk(american(metal("9903.85.15", "aluminum", "aluminum, derivatives outside chapter 76", "Proclamations 10895, 10947; FR Doc. 2025-15819; U.S. note 19(k)", "232_aluminum_derivative_other", tariff.AluminumContent, now()...), "9903.85.09")), "9903.85.68"),
	)
}

// annexesBegin ends the content regime.
func annexesBegin() tariff.Term {
	return tariff.Term{Interval: from("2026-04-06"), State: tariff.Ended, Source: "proclamation of 2 April 2026: headings 9903.82.02 to .19"}
}

func copperMeasures() []tariff.Measure {
	return []tariff.Measure{{
		Heading: "9903.78.01", Authority: tariff.Section232, Program: "copper", Title: "copper, semi-finished and intensive derivatives",
		Citation: "Proclamation 10962; U.S. note 36(b)", Origins: everyone(), Products: listed("232_copper"), Basis: tariff.CopperContent,
		Terms:      []tariff.Term{imposed("50%", between("2025-08-01", "2026-04-06")), annexesBegin()},
		Exceptions: append(before("semiconductors", "vehicles", "vehicle parts"), aircraftExceptions()...),
	}}
}

// russianAluminum are headings 9903.85.67 and .68: 200 percent on the full value of
// articles of Russia, and of any country when the entry says that aluminum in them was
// smelted or cast in Russia.
func russianAluminum() []tariff.Measure {
	measure := func(heading, title, citation string, lists ...string) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: "aluminum of Russia", Title: title, Citation: citation,
			Origins: everyone(), Products: tariff.Scope{Lists: lists}, Terms: []tariff.Term{imposed("200%", from("2023-03-10"))},
			// From 6 April 2026 notes 33, 38 and 39 lift the duties of 9903.82 and not this one.
			Exceptions: append(beforeAnnexes("semiconductors", "vehicles", "vehicle parts"),
				tariff.Exception{Heading: "aluminum of other countries", Title: "presumed to be neither smelted nor cast in Russia", Note: "19(a)(vii), 19(m)", Origins: allBut("RU"), Presumed: true}),
		}
	}
	const citation = "Proclamation 10522; U.S. note 19(a)(vii), 19(m)"
	derivatives := measure("9903.85.68", "derivatives of aluminum of Russia", citation,
		"232_aluminum_derivative_2020", "232_aluminum_derivative_2020_i", "232_aluminum_derivative_76", "232_aluminum_derivative_other", "232_annex_aluminum_derivative", "232_russia_derivative")
	derivatives.Exceptions = append(derivatives.Exceptions, ahead("9903.85.67"))
	return []tariff.Measure{measure("9903.85.67", "aluminum of Russia", citation, "232_aluminum_mill", "232_annex_aluminum"), derivatives}
}

func section232Choices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "On what part of the value is the metal duty charged before 6 April 2026?",
			Answer:   "From 4 June 2025 on the metal content that is claimed; before, 9903.81.91 and 9903.85.08 alone were on the content, the others on the full value. A product of chapters 72, 73, 74 or 76 without a claim is all metal, any other product needs the share.",
			Reason:   "Headings 9903.81.91, 9903.85.08 and 9903.78.01 say content; PP 10947 clause 6 put it into notes 19(f) and (h) for chapter 76 and 2(v)(vi) and (vii) for steel from 4 June 2025.",
			Headings: []string{"9903.81.87", "9903.81.90", "9903.81.91", "9903.85.02", "9903.85.07", "9903.85.08", "9903.78.01"},
		},
		{
			Question: "Were the quotas for steel and aluminum of single countries open before 12 March 2025?",
			Answer:   "Goods of those countries pay no Section 232 duty then.",
			Reason:   "9903.80.01, .03, 9903.85.01 and .03 leave the countries out by name. The quotas of Argentina, Brazil and South Korea are absolute: what is over them cannot be entered. The rate over the tariff quotas of the European Union, Japan and the United Kingdom stands in headings by product and country that this book does not have, so that an entry over such a quota is not answered here.",
			Headings: []string{"9903.80.01", "9903.80.03", "9903.85.01", "9903.85.03"},
		},
		{
			Question: "Do goods of Canada and Mexico pay the duty on metals between 12 March and 3 June 2025?",
			Answer:   "Those under the USMCA do; the others pay the border order and not the duty on metals.",
			Reason:   "EO 14289 puts the border orders before metals; notes 2(a) and 2(j) were amended for it from 4 March 2025 (change record of revision 13), and turned round from 4 June (Proclamation 10947, revision 14).",
			Headings: []string{"9903.01.01", "9903.01.10", "9903.81.87", "9903.85.02"},
		},
		{
			Question: "Is aluminum in goods of other countries smelted or cast in Russia?",
			Answer:   "No, unless the entry claims 9903.85.67 or 9903.85.68.",
			Reason:   "Importers state the countries of smelt and cast with the entry; without that the duty of 200 percent cannot be presumed.",
			Headings: []string{"9903.85.67", "9903.85.68"},
		},
		{
			Question: "Do goods of the United Kingdom have the rates of note 16(d) from 6 April 2026?",
			Answer:   "Only when the entry claims 9903.82.04 or 9903.82.05.",
			Reason:   "At least 95 percent of the metal must be made in the United Kingdom, a fact of the shipment.",
			Headings: []string{"9903.82.04", "9903.82.05"},
		},
		{
			Question: "What does machinery of Canada and Mexico under the USMCA pay from 8 June 2026?",
			Answer:   "25 percent of its value less the content of the United States that the entry states, of which 40 percent of the value at most counts; 25 percent of all of it when none is stated.",
			Reason:   "Headings 9903.82.20 and .21; the text of note 16(j) is not held, readers of PP 11032 give its terms: the content of the United States is free up to 40 percent, so that the duty is never below 15 percent.",
			Headings: []string{"9903.82.09", "9903.82.20"},
		},
		{
			Question: "Do countries that pay column 2 pay a duty on the list of note 16(k)?",
			Answer:   "No.",
			Reason:   "Headings 9903.82.25 and .26 say \"No change\" in column 2, and no heading like 9903.82.12 names the list.",
			Headings: []string{"9903.82.25"},
		},
		{
			Question: "Do steel of Mexico melted elsewhere, aluminum of Mexico smelted in China, Belarus or Iran, and steel of Ukraine without certificates pay before 12 March 2025?",
			Answer:   "When the entry claims 9903.81.83 to .86, 9903.85.71 or .72.",
			Reason:   "Where the metal was made is a fact of the shipment that an importer states with the heading.",
			Headings: []string{"9903.81.85", "9903.85.71"},
		},
		{
			Question: "Is a chassis that stands in notes 33(g) and 38(b) a part of a car or a heavy vehicle?",
			Answer:   "A part of a car, unless the entry claims 9903.94.06; it is charged once.",
			Reason:   "8706.00.03, 8706.00.05 and 8706.00.25 are listed in both notes and in 38(i); an article is the one or the other, and the parts of cars come first among the lists of parts as well.",
			Headings: []string{"9903.74.01", "9903.74.08", "9903.94.05"},
		},
		{
			Question: "Do buses pay the duty on metals beside 9903.74.02?",
			Answer:   "No.",
			Reason:   "The first sentence of note 38(a) calls the goods of headings 9903.74.01 and 9903.74.02 together medium- and heavy-duty vehicles, and its last sentence frees these from the duties on metals; it says buses beside them only where it speaks of subdivisions (b) and (c). Note 16(c)(vii) lists two provisions for buses: read against the last sentence, they would pay 25 percent on top.",
			Headings: []string{"9903.74.02"},
		},
		{
			Question: "Does aluminum of Russia pay 200 percent in vehicles, their parts and semiconductor articles?",
			Answer:   "Not before 6 April 2026; from then on beside the duty of those programs.",
			Reason:   "9903.85.68 goes on to name notes 19(i) to (k), whose goods stand in 232_russia_derivative from that day. EO 14289 ranks the proclamations on aluminum last; notes 33, 38 and 39 as of revision 5 lift the headings 9903.82.02 and .04 to .19 and do not name 9903.85.67 and .68.",
			Headings: []string{"9903.85.67", "9903.85.68"},
		},
		{
			Question: "Are cars of the United Kingdom within the quota of 9903.94.31?",
			Answer:   "Only when the entry claims 9903.94.31; otherwise 25 percent. Averages count the quota as open.",
			Reason:   "Note 33(i) limits the number by quarter; whether it is full is a fact of the day, and a quota presumed open would lower the duty in silence.",
			Headings: []string{"9903.94.01", "9903.94.31"},
		},
		{
			Question: "Which goods stood in note 16(n) between 12 March and 17 August 2025?",
			Answer:   "Twelve provisions outside chapter 73 of Annex I to Proclamation 10896, and eleven appliance lines from 23 June.",
			Reason:   "The note of that time is not held in full text; the footnotes of the schedule name note 16 on the twelve, and the change record of revision 15 dates the change of 23 June.",
			Headings: []string{"9903.81.91"},
		},
		{
			Question: "Are all provisions of notes 33(g) and 38(i) parts of vehicles when nothing is claimed?",
			Answer:   "Yes; goods for other use are declared under 9903.94.06 or 9903.74.11.",
			Reason:   "The notes list the provisions and have a heading for what is not such a part, which an importer declares; the dearer is presumed. Heading 8471, all computers, is presumed to be outside unless 9903.94.05 or 9903.74.08 is claimed.",
			Headings: []string{"9903.94.05", "9903.74.08"},
		},
		{
			Question: "From 6 April 2026, is the metal of a listed article outside chapters 72 to 76 at least 15 percent of its weight?",
			Answer:   "Yes, unless 9903.82.03 is claimed.",
			Reason:   "Note 16(c) makes the weight a condition; the lists were drawn for goods of metal, and an importer declares the exception.",
			Headings: []string{"9903.82.02", "9903.82.09", "9903.82.10", "9903.82.25"},
		},
		{
			Question: "Which heading charges the machinery that PP 11032 moved to 15 percent in all on 8 June 2026?",
			Answer:   "9903.82.25 for goods without metal of the United States.",
			Reason:   "Revision 10 adds 9903.82.25 and .26 for subdivisions (f) and (k); the text of (k) is not held, the annexes of the proclamation name the provisions.",
			Headings: []string{"9903.82.25"},
		},
		{
			Question: "What decides whether a listed medicine, semiconductor or drone is charged?",
			Answer:   "The heading that the entry claims; without one the answer needs that fact.",
			Reason:   "The lists name provisions of the schedule, the duty falls on patented, technical or unmanned articles among them.",
			Headings: []string{"9903.79.01", "9903.04.60", "9903.08.21"},
		},
		{
			Question: "Do the furniture and cabinet rates of 1 January 2026 hold?",
			Answer:   "No: 25 percent goes on; the increase is put off to 1 January 2027.",
			Reason:   "A proclamation of 31 December 2025 put it off on the eve.",
			Headings: []string{"9903.76.02", "9903.76.03"},
		},
	}
}

package us

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
)

// Section 232 on steel, aluminum and copper. Until 5 April 2026 the duty is on the
// metal in an article (U.S. notes 16 and 19 as they then were, note 36); from 6 April
// it is on the full customs value of the articles of three annexes (note 16).

func section232Measures() []tariff.Measure {
	return slices.Concat(semiconductorMeasures(), vehicleMeasures(), woodMeasures(), contentMeasures(), copperMeasures(), annexMeasures(), medicineMeasures(), droneMeasures())
}

// everyone is every country: Section 232 is not about origin.
func everyone() tariff.Origins { return tariff.Origins{In: []string{"*"}} }

func listed(name string) tariff.Scope { return tariff.Scope{Lists: []string{name}} }

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

// contentMeasures are the headings of the content regime and the ones before it.
func contentMeasures() []tariff.Measure {
	metal := func(heading, program, title, citation, list string, basis tariff.Basis, terms ...tariff.Term) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: program, Title: title, Citation: citation,
			Origins: everyone(), Products: listed(list), Basis: basis, Terms: terms,
			Exceptions: before("semiconductors", "vehicles", "vehicle parts"),
		}
	}
	old := func(duty string) []tariff.Term {
		return []tariff.Term{imposed(duty, between("2018-03-23", "2025-03-12"))}
	}
	now := func() []tariff.Term {
		return []tariff.Term{imposed("25%", between("2025-03-12", "2025-06-04")), imposed("50%", between("2025-06-04", "2026-04-06")), annexesBegin()}
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
	return []tariff.Measure{
		free("9903.81.92", "steel", "U.S. note 16(m), (n)", tariff.SteelContent, "232_steel_derivative_73", "232_steel_derivative_other"),
		free("9903.85.09", "aluminum", "U.S. note 19(j), (k)", tariff.AluminumContent, "232_aluminum_derivative_76", "232_aluminum_derivative_other"),
		metal("9903.80.01", "steel", "steel, mill products", "Proclamation 9705; U.S. note 16(b)", "232_steel_mill", tariff.SteelContent, old("25%")...),
		metal("9903.80.03", "steel", "steel, derivatives of 2020", "Proclamation 9980; U.S. note 16(a)(ii)", "232_steel_derivative_2020", tariff.SteelContent, old("25%")...),
		metal("9903.81.87", "steel", "steel, mill products", "Proclamations 10896, 10947; U.S. note 16(j)", "232_steel_mill", tariff.SteelContent, now()...),
		metal("9903.81.89", "steel", "steel, derivatives of 2020", "Proclamations 10896, 10947; U.S. note 16(l)", "232_steel_derivative_2020", tariff.SteelContent, now()...),
		american(metal("9903.81.90", "steel", "steel, derivatives of chapter 73", "Proclamations 10896, 10947; U.S. note 16(m)", "232_steel_derivative_73", tariff.SteelContent, now()...), "9903.81.92"),
		american(metal("9903.81.91", "steel", "steel, derivatives outside chapter 73", "Proclamations 10896, 10947; 90 FR 25208, FR Doc. 2025-15819; U.S. note 16(n)", "232_steel_derivative_other", tariff.SteelContent, now()...), "9903.81.92"),
		metal("9903.85.01", "aluminum", "aluminum, mill products", "Proclamation 9704; U.S. note 19(b)", "232_aluminum_mill", tariff.AluminumContent, old("10%")...),
		metal("9903.85.03", "aluminum", "aluminum, derivatives of 2020", "Proclamation 9980; U.S. note 19(a)(iii)", "232_aluminum_derivative_2020", tariff.AluminumContent, old("10%")...),
		metal("9903.85.02", "aluminum", "aluminum, mill products", "Proclamations 10895, 10947; U.S. note 19(g)", "232_aluminum_mill", tariff.AluminumContent, now()...),
		metal("9903.85.04", "aluminum", "aluminum, derivatives of 2020", "Proclamations 10895, 10947; U.S. note 19(i)", "232_aluminum_derivative_2020_i", tariff.AluminumContent, now()...),
		american(metal("9903.85.07", "aluminum", "aluminum, derivatives of chapter 76", "Proclamations 10895, 10947; U.S. note 19(j)", "232_aluminum_derivative_76", tariff.AluminumContent, now()...), "9903.85.09"),
		american(metal("9903.85.08", "aluminum", "aluminum, derivatives outside chapter 76", "Proclamations 10895, 10947; FR Doc. 2025-15819; U.S. note 19(k)", "232_aluminum_derivative_other", tariff.AluminumContent, now()...), "9903.85.09"),
	}
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
		Exceptions: before("semiconductors", "vehicles", "vehicle parts"),
	}}
}

// annexMeasures are headings 9903.82.02 to .26 for goods of countries without a deal.
func annexMeasures() []tariff.Measure {
	annex := func(heading, title, citation, list, duty string, stacking tariff.Stacking, first string, after ...string) tariff.Measure {
		m := tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: "metals", Title: title, Citation: citation,
			Origins: everyone(), Products: listed(list), Stacking: stacking, Terms: []tariff.Term{imposed(duty, from(first))},
			Exceptions: append(before("semiconductors", "vehicles", "vehicle parts"),
				tariff.Exception{Heading: "9903.82.01", Title: "no aluminum, steel or copper in it", Note: "heading 9903.82.01", Claimed: true},
				tariff.Exception{Heading: "9903.82.03", Title: "metal below 15 percent of the weight", Note: "16(c)", Claimed: true, Products: tariff.Scope{All: true, Except: []string{"232_metal_chapters"}}},
				tariff.Exception{Heading: "9903.82.13", Title: "motorcycle parts", Note: "16(g)", Claimed: true, Products: listed("232_annex_25")},
			),
		}
		for _, h := range after {
			m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: h, Title: "one metal heading for an article", Note: "16(a)", Subject: []tariff.Selector{{Headings: h}}, Whole: true, Displaces: true})
		}
		return m
	}
	const order = "proclamation of 2 April 2026; U.S. note 16"
	const june = "proclamation of 2 April 2026, PP 11032; U.S. note 16"
	american := annex("9903.82.06", "metals made in the United States, 10 %", order+"(e)", "232_annex_25", "10%", tariff.Adds, "2026-04-06")
	american.OnClaim = true
	return []tariff.Measure{
		american,
		annex("9903.82.02", "metals, 50 % on the full value", order+"(c)(i) to (v)", "232_annex_50", "50%", tariff.Adds, "2026-04-06", "9903.82.06"),
		annex("9903.82.09", "metals, 25 % on the full value", june+"(c)(vi) to (viii), (xi)", "232_annex_25", "25%", tariff.Adds, "2026-04-06", "9903.82.06", "9903.82.02"),
		annex("9903.82.10", "metals, 15 % in all", order+"(c)(ix), (x), (f)", "232_annex_15", "15%", tariff.TopsUp, "2026-04-06", "9903.82.06", "9903.82.02", "9903.82.09"),
		annex("9903.82.25", "metals, 15 % in all", "PP 11032; U.S. note 16(f), (k)", "232_annex_15_june", "15%", tariff.TopsUp, "2026-06-08", "9903.82.06", "9903.82.02", "9903.82.09", "9903.82.10"),
	}
}

func section232Choices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "On what part of the value is the metal duty charged before 6 April 2026?",
			Answer:   "On the metal content that is claimed; a product of chapters 72, 73, 74 or 76 without a claim is all metal, any other product needs the share.",
			Reason:   "Headings 9903.81.91, 9903.85.08 and 9903.78.01 say content; notes 19(f) and (h) say it for chapter 76, and notes 2(v)(vi) and (vii) leave the rest of steel articles to the reciprocal duty, which would be charged twice otherwise.",
			Headings: []string{"9903.81.87", "9903.81.90", "9903.81.91", "9903.85.02", "9903.85.07", "9903.85.08", "9903.78.01"},
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
			Reason:   "The notes list the provisions and have a heading for what is not such a part, which an importer declares. Heading 8471, all computers, is presumed to be outside unless 9903.94.05 or 9903.74.08 is claimed.",
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

package us

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
)

// Section 232 on metals from 6 April 2026: one duty on the full customs value of the
// articles of the annexes (U.S. note 16).

// frameworkOrigins are the origins of heading 9903.82.22.
func frameworkOrigins() tariff.Origins {
	return of("AR", "CH", "EC", "EU", "GB", "GT", "JP", "KR", "LI", "SV", "TW")
}

// annexMeasures are headings 9903.82.02 to .26. One metal heading charges an article
// (note 16(a)): each gives way to those that the list names before it.
func annexMeasures() []tariff.Measure {
	var out []tariff.Measure
	annex := func(heading, title, citation, duty string, origins tariff.Origins, stacking tariff.Stacking, first string, lists ...string) *tariff.Measure {
		m := tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: "metals", Title: title, Citation: citation,
			Origins: origins, Products: tariff.Scope{Lists: lists}, Stacking: stacking, Terms: []tariff.Term{imposed(duty, from(first))},
			Exceptions: append(append(before("semiconductors", "vehicles", "vehicle parts"),
				tariff.Exception{Heading: "9903.82.01", Title: "no aluminum, steel or copper in it", Note: "heading 9903.82.01", Claimed: true},
				tariff.Exception{Heading: "9903.82.03", Title: "metal below 15 percent of the weight", Note: "16(c)", Claimed: true, Products: tariff.Scope{All: true, Except: []string{"232_metal_chapters"}}},
				tariff.Exception{Heading: "9903.96.03", Title: "civil aircraft", Note: "35(c)", Origins: of("TW"), Claimed: true, Products: listed("aircraft_tw"), During: from("2026-05-01"), Knowledge: published("2026-05-28")},
			), aircraftExceptions()...),
		}
		if slices.Contains(lists, "232_annex_25") || slices.Contains(lists, "232_annex_25_not_copper") {
			// Nothing of the list at 50 percent, which may stand beside it, is of these chapters.
			m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: "9903.82.13", Title: "motorcycle parts", Note: "16(g)", Claimed: true, Products: tariff.Scope{Codes: codes("84", "85", "87")}})
		}
		for _, h := range []string{"9903.85.67", "9903.85.68"} {
			m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: h, Title: "aluminum of Russia", Note: "heading 9903.82.02", Subject: []tariff.Selector{{Headings: h}}, Whole: true, Displaces: true})
		}
		for _, earlier := range out {
			m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: earlier.Heading, Title: "one metal heading for an article", Note: "16(a)", Subject: []tariff.Selector{{Headings: earlier.Heading}}, Whole: true, Displaces: true})
		}
		out = append(out, m)
		return &out[len(out)-1]
	}
	const order = "proclamation of 2 April 2026; U.S. note 16"
	const june = "proclamation of 2 April 2026, PP 11032; U.S. note 16"
	const april6, june8 = "2026-04-06", "2026-06-08"
	russia, others := of("RU"), allBut("column 2")
	// Declared by the importer: metal of the United States, metal of the United Kingdom.
	annex("9903.82.06", "metals made in the United States, 10 %", order+"(c)(ii), (iv), (vi) to (viii), (xi), (e)", "10%", allBut("RU"), tariff.Adds, april6, "232_annex_50_derivative", "232_annex_25", "232_annex_1c").OnClaim = true
	annex("9903.82.15", "metals made in the United States, Russia, 10 %", order+"(c)(iv), (vii), (viii), (xi), (e)", "10%", russia, tariff.Adds, april6, "232_annex_50_derivative", "232_annex_25", "232_annex_1c").OnClaim = true
	annex("9903.82.07", "metals made in the United States, 10 % in all", order+"(e)", "10%", others, tariff.TopsUp, april6, "232_annex_15").OnClaim = true
	annex("9903.82.23", "metals made in the United States, 10 % in all", june+"(e), (k)", "10%", others, tariff.TopsUp, june8, "232_annex_15_june").OnClaim = true
	annex("9903.82.04", "metals of the United Kingdom, 25 %", order+"(c)(i) to (iv), (d)", "25%", of("GB"), tariff.Adds, april6, "232_annex_50_not_copper").OnClaim = true
	annex("9903.82.05", "metals of the United Kingdom, 15 %", order+"(c)(vi), (vii), (d)", "15%", of("GB"), tariff.Adds, april6, "232_annex_25_not_copper").OnClaim = true
	// Declared by the importer: what Commerce has authorised for producers in Canada and
	// Mexico, and the machinery of these with content of the United States.
	usmca := func(m *tariff.Measure) *tariff.Measure {
		m.OnClaim = true
		m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: "not under the USMCA", Title: "for goods that qualify under the USMCA", Note: "16(h) to (j)", NotUSMCA: true})
		return m
	}
	usmca(annex("9903.82.18", "steel of Canada and Mexico, authorised quantities, 25 %", "Proclamation 10984, clause 13; U.S. note 16(h)", "25%", of("CA", "MX"), tariff.Adds, "2026-04-23", "232_annex_steel"))
	usmca(annex("9903.82.19", "aluminum of Canada and Mexico, authorised quantities, 25 %", "Proclamation 10984, clause 13; U.S. note 16(i)", "25%", of("CA", "MX"), tariff.Adds, "2026-04-23", "232_annex_aluminum"))
	machinery := usmca(annex("9903.82.20", "machinery under the USMCA, content of other countries", "PP 11032; U.S. note 16(j)", "25%", of("CA", "MX"), tariff.Adds, june8, "232_annex_1c"))
	machinery.Basis, machinery.UpTo = tariff.NonUSContent, "0.40"
	// The rest by the lists.
	annex("9903.82.14", "steel and copper of Russia, 50 % on the full value", order+"(c)(iii) to (v)", "50%", russia, tariff.Adds, april6, "232_annex_50")
	annex("9903.82.02", "metals, 50 % on the full value", order+"(c)(i) to (v)", "50%", allBut("RU"), tariff.Adds, april6, "232_annex_50")
	annex("9903.82.22", "machinery, 15 % in all", "PP 11032; U.S. note 16(c)(xi)", "15%", frameworkOrigins(), tariff.TopsUp, june8, "232_annex_1c")
	annex("9903.82.16", "steel and copper of Russia, 25 % on the full value", june+"(c)(vii), (viii), (xi)", "25%", russia, tariff.Adds, april6, "232_annex_25", "232_annex_1c")
	annex("9903.82.09", "metals, 25 % on the full value", june+"(c)(vi) to (viii), (xi)", "25%", allBut("RU"), tariff.Adds, april6, "232_annex_25", "232_annex_1c")
	annex("9903.82.17", "derivatives of steel of Russia, 25 %", order+"(c)(x)", "25%", russia, tariff.Adds, april6, "232_annex_15")
	annex("9903.82.12", "metals of countries of general note 3(b), 25 %", order+"(c)(ix), (x)", "25%", tariff.Origins{In: []string{"column 2"}, Out: []string{"RU"}}, tariff.Adds, april6, "232_annex_15")
	annex("9903.82.10", "metals, 15 % in all", order+"(c)(ix), (x), (f)", "15%", others, tariff.TopsUp, april6, "232_annex_15")
	annex("9903.82.25", "metals, 15 % in all", "PP 11032; U.S. note 16(f), (k)", "15%", others, tariff.TopsUp, june8, "232_annex_15_june")
	return out
}

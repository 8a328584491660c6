package us

import (
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
)

// Section 301 on 60 economies, forced labor: U.S. note 52, from 24 July 2026.

func section301LaborMeasures() []tariff.Measure {
	var out []tariff.Measure
	for _, o := range originDuties() {
		if o.program != "labor" && o.program != "labor cap" {
			continue
		}
		m := tariff.Measure{
			Heading: o.heading, Authority: tariff.Section301, Program: "forced labor",
			Title: "60-economy duty", Citation: "91 FR 47318, 91 FR 47717; U.S. note 52(a)",
			Origins: of(o.origins...), Products: tariff.Scope{All: true},
			Terms: []tariff.Term{imposed(o.duty, from("2026-07-24"))}, Exceptions: slices.Concat(laborExceptions(), freeMedicines(), laborOwn(o.origins[0])),
		}
		if o.program == "labor cap" {
			m.Title, m.Stacking, m.Citation = "60-economy duty, "+o.duty+" in all", tariff.TopsUp, m.Citation+", (k)"
		}
		out = append(out, m)
	}
	return out
}

// laborOwn are the exceptions of note 52(g) to (j) for the goods of one origin.
func laborOwn(origin string) []tariff.Exception {
	name := "labor_" + strings.ToLower(origin) + "_"
	goods := func(heading, note string) tariff.Exception {
		return tariff.Exception{Heading: heading, Title: "listed goods of the origin", Note: note, Products: listed(name + "listed")}
	}
	articles := func(heading, note string) tariff.Exception {
		return tariff.Exception{Heading: heading, Title: "described articles of the origin", Note: note, Claimed: true, Products: listed(name + "described")}
	}
	cafta := func(heading, note string) tariff.Exception {
		return tariff.Exception{Heading: heading, Title: "listed goods under CAFTA-DR", Note: note, Programs: caftaPrograms(), Products: listed(name + "cafta")}
	}
	textile := tariff.Exception{Heading: "9903.05.95", Title: "textiles and apparel under CAFTA-DR", Note: "52(i)", Programs: caftaPrograms(), Products: textiles()}
	usmca := func(heading string) []tariff.Exception {
		return []tariff.Exception{{Heading: heading, Title: "under the USMCA", Note: "52(g), (h)", USMCA: true}}
	}
	switch origin {
	case "CA":
		return usmca("9903.05.93")
	case "MX":
		return usmca("9903.05.94")
	case "CR", "DO", "HN", "NI":
		return []tariff.Exception{textile}
	case "GB":
		return []tariff.Exception{goods("9903.05.96", "52(j)(1)")}
	case "EU":
		return []tariff.Exception{goods("9903.05.97", "52(j)(2)")}
	case "CH":
		return []tariff.Exception{goods("9903.05.98", "52(j)(3)")}
	case "MY":
		return []tariff.Exception{goods("9903.05.99", "52(j)(4)(i)"), articles("9903.06.01", "52(j)(4)(ii)")}
	case "KH":
		return []tariff.Exception{goods("9903.06.02", "52(j)(5)(i)"), articles("9903.06.03", "52(j)(5)(ii)")}
	case "GT":
		return []tariff.Exception{textile, goods("9903.06.04", "52(j)(6)(i)"), articles("9903.06.05", "52(j)(6)(ii)"), cafta("9903.06.06", "52(j)(6)(iii)")}
	case "SV":
		return []tariff.Exception{textile, goods("9903.06.07", "52(j)(7)(i)"), articles("9903.06.08", "52(j)(7)(ii)"), cafta("9903.06.09", "52(j)(7)(iii)")}
	case "AR":
		return []tariff.Exception{goods("9903.06.10", "52(j)(8)(i)"), articles("9903.06.11", "52(j)(8)(ii)")}
	case "BD":
		return []tariff.Exception{goods("9903.06.12", "52(j)(9)(i)"), articles("9903.06.13", "52(j)(9)(ii)")}
	case "TW":
		return []tariff.Exception{goods("9903.06.14", "52(j)(10)(i)"), articles("9903.06.15", "52(j)(10)(ii)")}
	case "ID":
		return []tariff.Exception{goods("9903.06.16", "52(j)(11)(i)"), articles("9903.06.17", "52(j)(11)(ii)")}
	case "EC":
		return []tariff.Exception{goods("9903.06.18", "52(j)(12)(i)"), articles("9903.06.19", "52(j)(12)(ii)")}
	case "JO":
		return []tariff.Exception{goods("9903.06.20", "52(j)(13)(i)"), articles("9903.06.21", "52(j)(13)(ii)")}
	}
	return nil
}

// laborExceptions are headings 9903.05.85 to .92; the headings that lift the duty are
// those of note 52(f).
func laborExceptions() []tariff.Exception {
	return []tariff.Exception{
		{Heading: "9903.05.85", Title: "in transit before 24 July 2026", Note: "heading 9903.05.85", LoadedBefore: day("2026-07-24"), EnteredBefore: day("2026-07-28")},
		{Heading: "9903.05.86", Title: "listed goods", Note: "52(b)", Products: tariff.Scope{Lists: []string{"labor_listed"}}},
		{Heading: "9903.05.87", Title: "described articles", Note: "52(c)", Claimed: true, Products: tariff.Scope{Lists: []string{"labor_described"}}},
		{Heading: "9903.05.88", Title: "civil aircraft", Note: "52(d)", Claimed: true, Products: tariff.Scope{Lists: []string{"labor_aircraft"}}},
		{Heading: "9903.05.89", Title: "for pharmaceutical use", Note: "52(e)", Claimed: true, Products: tariff.Scope{Lists: []string{"labor_pharmaceutical"}}},
		chapter98Exception("52(a)"),
		{Heading: "9903.05.90", Title: "Section 232", Note: "52(f)", Whole: true, Subject: headingsOf52f()},
		{Heading: "9903.05.90", Title: "Section 232, patented medicines", Note: "52(f)(8)", During: from("2026-07-31"), Whole: true, Subject: []tariff.Selector{{Headings: "9903.04.60-9903.04.66"}}},
		{Heading: "9903.05.91", Title: "donations", Note: "heading 9903.05.91", Claimed: true},
		{Heading: "9903.05.92", Title: "informational materials", Note: "heading 9903.05.92", Claimed: true},
	}
}

// headingsOf52f are the headings of Section 232 that lift the duties of notes 50, 51
// and 52.
func headingsOf52f() []tariff.Selector {
	var out []tariff.Selector
	for _, r := range []string{
		"9903.82.02", "9903.82.04-9903.82.26",
		"9903.94.01-9903.94.03", "9903.94.05-9903.94.07", "9903.94.31-9903.94.33", "9903.94.40-9903.94.45", "9903.94.50-9903.94.55", "9903.94.60-9903.94.69",
		"9903.74.01-9903.74.03", "9903.74.06", "9903.74.08-9903.74.10", "9903.76.01-9903.76.03", "9903.76.20-9903.76.24", "9903.79.01",
	} {
		out = append(out, tariff.Selector{Headings: r})
	}
	return out
}

func section301LaborChoices() []tariff.Choice {
	return []tariff.Choice{{
		Question: "Does the 60-economy duty hold while it is before the Court of International Trade?",
		Answer:   "Yes, to the last day known.",
		Reason:   "In re Section 301 Forced Labor Cases (1:26-cv-03555) was argued on 30 September 2026; no decision is known, and the duty is collected.",
		Headings: []string{"9903.05.31", "9903.05.43", "9903.05.44"},
	}}
}

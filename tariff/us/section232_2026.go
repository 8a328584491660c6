package us

import (
	"slices"
	"strings"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Section 232 on patented medicines (U.S. note 40) and on unmanned aircraft (note 43).
// The duty on polysilicon (note 42) is signed and begins on 4 December 2026, after the
// last day known; its headings are not.

func medicineMeasures() []tariff.Measure {
	m := tariff.Measure{
		Heading: "9903.04.60", Authority: tariff.Section232, Program: "pharmaceuticals", Title: "patented medicines, 100 % in all", Citation: "PP 11020; U.S. note 40(d)",
		Origins: allBut(medicineDeals...), Products: listed("232_pharmaceuticals"), Stacking: tariff.TopsUp,
		Terms: []tariff.Term{
			{Interval: between("2026-04-02", "2026-07-31"), State: tariff.Authorised, Duty: "100%", Source: "PP 11020 of 2 April 2026"},
			imposed("100%", from("2026-07-31")),
		},
		Ask: "whether the article is patented and whose it is (claim heading=9903.04.60 for a patented one that is charged, .61 until 28 September 2026 for a company not yet charged, .67 for a generic, .69 for neither, or .64 to .66, .68, .70)",
	}
	m.Terms[1].Published = day("2026-04-02")
	add := func(heading, title, note string, during trade.Interval) {
		m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: heading, Title: title, Note: note, Claimed: true, During: during})
	}
	always := from("2026-07-31")
	add("9903.04.61", "companies that pay from 29 September 2026", "40(e)", between("2026-07-31", "2026-09-29"))
	add("9903.04.65", "onshoring plan and pricing agreement", "40(h)(ii)", always)
	add("9903.04.66", "orphan and other specialty medicines", "40(h)(iii)", always)
	add("9903.04.67", "generic medicines", "40(c)(iii)", always)
	add("9903.04.68", "active ingredient of the United States", "40", always)
	add("9903.04.69", "neither patented nor generic medicines", "40(i)", always)
	add("9903.04.70", "for trials and research", "40(a)", from("2026-09-29"))
	plan := tariff.Measure{
		Heading: "9903.04.64", Authority: tariff.Section232, Program: "pharmaceuticals", Title: "patented medicines, onshoring plan", Citation: "PP 11020; U.S. note 40(h)(i)",
		Origins: everyone(), Products: listed("232_pharmaceuticals"), OnClaim: true, Terms: []tariff.Term{imposed("20%", between("2026-07-31", "2030-04-02"))},
	}
	m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: "9903.04.64", Title: "onshoring plan", Note: "40(h)(i)", Subject: []tariff.Selector{{Headings: "9903.04.64"}}, Whole: true, Displaces: true})
	// The same question and the same exceptions for the origins with a deal.
	deal := func(heading, title, note, duty string, stacking tariff.Stacking, origins ...string) tariff.Measure {
		d := m
		d.Heading, d.Title, d.Citation, d.Origins, d.Stacking = heading, title, "PP 11020; U.S. note "+note, of(origins...), stacking
		d.Terms = slices.Clone(m.Terms)
		d.Terms[0].Duty, d.Terms[1].Duty = duty, duty
		d.Ask = strings.ReplaceAll(m.Ask, "9903.04.60", heading)
		d.AskAlso = []string{"9903.04.60"}
		return d
	}
	british := deal("9903.04.63", "patented medicines of the United Kingdom", "40(g), 91 FR 49406", "Free", tariff.Adds, "GB")
	british.Terms[0].Duty = "10%"
	return []tariff.Measure{
		plan, m, british,
		deal("9903.04.62", "patented medicines, 15 % in all", "40(f)", "15%", tariff.TopsUp, "CH", "EU", "JP", "KR", "LI"),
	}
}

// polysiliconMeasures name what is signed: 15 percent on wafers, cells and modules, and
// duties by kilogram and watt below least prices. The headings of the proclamation were
// taken by quartz, so that no entry can claim one.
func polysiliconMeasures() []tariff.Measure {
	return []tariff.Measure{{
		Heading: "note 42", Authority: tariff.Section232, Program: "polysilicon", Title: "polysilicon, wafers, solar cells and modules", Citation: "proclamation of 6 August 2026; U.S. note 42",
		Origins: everyone(), Products: listed("232_polysilicon"),
		Terms: []tariff.Term{
			{Interval: between("2026-08-06", "2026-12-04"), State: tariff.Authorised, Duty: "15%", Source: "proclamation of 6 August 2026, from 4 December"},
			imposed("15%", from("2026-12-04")),
		},
		Ask: "the headings of note 42, which are not known yet: 15 percent or less by origin, and duties on the kilogram or the watt below least prices",
	}}
}

// medicineDeals are the origins with a rate of their own.
var medicineDeals = []string{"CH", "EU", "GB", "JP", "KR", "LI"}

func droneMeasures() []tariff.Measure {
	drone := func(heading, title, duty, list string) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: "unmanned aircraft", Title: title, Citation: "PP 11055; U.S. note 43(c)",
			Origins: everyone(), Products: listed(list), Terms: []tariff.Term{imposed(duty, from("2026-09-03"))},
			Ask:     "whether the article is an unmanned aircraft or for one, and of which kind (claim heading=9903.08.21 or .22 as it is charged, .20 if it is not, .25 or .26 for an onshoring plan)",
			AskAlso: []string{"9903.08.21", "9903.08.22"},
			Exceptions: []tariff.Exception{
				{Heading: "9903.08.20", Title: "not for unmanned aircraft", Note: "43", Claimed: true},
				{Heading: "9903.08.25", Title: "onshoring plan approved by Homeland Security or War", Note: "43", Claimed: true},
				{Heading: "9903.08.26", Title: "onshoring plan approved by Commerce", Note: "43", Claimed: true},
			},
		}
	}
	heavy := drone("9903.08.21", "unmanned aircraft, 100 %", "100%", "232_drones_100")
	light := drone("9903.08.22", "unmanned aircraft, others", "25%", "232_drones_25")
	// The lists overlap in the lines of small drones: thermal imaging decides, by claim.
	heavy.Exceptions = append(heavy.Exceptions, tariff.Exception{Heading: "9903.08.22", Title: "without thermal imaging", Note: "43(c)(4)", Claimed: true, Products: listed("232_drones_25")})
	light.Exceptions = append(light.Exceptions, tariff.Exception{Heading: "9903.08.21", Title: "with thermal imaging", Note: "43(c)(3)", Claimed: true})
	// Drones with components of allied countries.
	allied := func(heading, title, duty string, stacking tariff.Stacking, origins ...string) tariff.Measure {
		m := drone(heading, title, duty, "232_drones_100")
		m.Products = tariff.Scope{Lists: []string{"232_drones_100", "232_drones_25"}}
		m.Origins, m.Stacking, m.OnClaim, m.Ask, m.AskAlso = of(origins...), stacking, true, "", nil
		return m
	}
	for _, m := range []*tariff.Measure{&heavy, &light} {
		m.AskAlso = append(m.AskAlso, "9903.08.23", "9903.08.24")
		m.Exceptions = append(m.Exceptions, ahead("9903.08.23"), ahead("9903.08.24"))
	}
	return []tariff.Measure{
		allied("9903.08.23", "unmanned aircraft of the United Kingdom, allied components", "10%", tariff.Adds, "GB"),
		allied("9903.08.24", "unmanned aircraft, allied components, 15 % in all", "15%", tariff.TopsUp, "CH", "EU", "JP", "KR", "LI", "TW"),
		heavy, light,
	}
}

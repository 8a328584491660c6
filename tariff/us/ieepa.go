package us

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// The duties under the International Emergency Economic Powers Act, U.S. note 2 to
// subchapter III of chapter 99: the reciprocal duty in its phases, the duty on India
// for Russian oil, and the duty on China and Hong Kong for fentanyl. The Supreme
// Court held on 20 February 2026 that the Act authorises no duties (Learning
// Resources v. Trump); goods entered from 12:01 a.m. on 24 February pay none.

// struckDown is the end of every duty under the Act.
func struckDown() tariff.Term {
	return tariff.Term{
		Interval: from("2026-02-24"), State: tariff.Invalidated,
		Knowledge: tariff.Knowledge{Published: day("2026-02-20")},
		Source:    "Learning Resources v. Trump, 20 February 2026; no longer collected from 24 February",
	}
}

func ieepaMeasures() []tariff.Measure {
	return slices.Concat(reciprocalMeasures(), russianOilMeasures(), brazilMeasures(), fentanylMeasures(), borderMeasures())
}

// reciprocalExceptions are headings 9903.01.28 to .34 and 9903.02.78, which every
// heading of the reciprocal duty shares (notes 2(v)(i) to (xvii)).
func reciprocalExceptions() []tariff.Exception {
	return slices.Concat([]tariff.Exception{
		{
			Heading: "9903.01.28", Title: "in transit before 5 April 2025", Note: "heading 9903.01.28", LoadedBefore: day("2025-04-05"),
			EnteredBefore: day("2025-05-28"), Knowledge: tariff.Knowledge{Overtaken: day("2025-05-30")},
		},
		{
			Heading: "9903.01.28", Title: "in transit before 5 April 2025", Note: "heading 9903.01.28", LoadedBefore: day("2025-04-05"),
			EnteredBefore: day("2025-06-16"), Knowledge: published("2025-05-30"),
		},
		{Heading: "9903.01.29", Title: "countries of general note 3(b)", Origins: of("column 2")},
		{Heading: "9903.01.30", Title: "donations", Note: "2(v)(ii)", Claimed: true},
		{Heading: "9903.01.31", Title: "informational materials", Note: "heading 9903.01.31", Claimed: true},
		{Heading: "9903.01.32", Title: "listed goods", Note: "2(v)(iii)(a)", Products: listed("annex_ii")},
		{Heading: "9903.02.78", Title: "described agricultural articles", Note: "2(v)(iii)(b)", During: from("2025-11-13"), Knowledge: published("2025-11-14"), Claimed: true, Products: listed("annex_ii_described")},
		chapter98Exception("2(v)(i)"),
	}, dealExceptions(), aircraftExceptions(), []tariff.Exception{
		// The notes name every program but the 200 percent on aluminum of Russia.
		// Until 3 June 2025 an article that paid on its content was outside as a whole; the
		// rest of it is charged since 4 June (PP 10947, clause 6).
		{Heading: "9903.01.33", Title: "Section 232, the whole article", Note: "2(v)(vi) to (x) before PP 10947", During: between("2025-04-05", "2025-06-04"), Whole: true, Subject: programs232("steel", "aluminum", "copper", "vehicles", "vehicle parts", "wood", "semiconductors")},
		{Heading: "9903.01.33", Title: "Section 232", Note: "2(v)(vi) to (xvi)", During: from("2025-06-04"), Subject: programs232("steel", "aluminum", "copper", "vehicles", "vehicle parts", "wood", "semiconductors")},
		{Heading: "9903.01.34", Title: "United States content", Note: "2(v)(xvii)", USContent: "0.20"},
	})
}

// dealExceptions are the goods that the deals with the European Union, Switzerland and
// Liechtenstein leave out (notes 2(v)(xx) to (xxv)).
func dealExceptions() []tariff.Exception {
	var out []tariff.Exception
	add := func(origin, heading, title, note, list string, claimed bool, first, publishedOn string) {
		out = append(out, tariff.Exception{
			Heading: heading, Title: title, Note: note, Origins: of(origin), Claimed: claimed,
			Products: listed(list), During: from(first), Knowledge: published(publishedOn),
		})
	}
	const eu, euKnown, swiss, swissKnown = "2025-09-01", "2025-09-25", "2025-11-14", "2025-12-18"
	add("EU", "9903.02.74", "listed goods of the European Union", "2(v)(xx)", "deal_eu_listed", false, eu, euKnown)
	add("EU", "9903.02.75", "described articles of the European Union", "2(v)(xxi)", "deal_eu_described", true, eu, euKnown)
	add("EU", "9903.02.77", "for pharmaceutical use", "2(v)(xxiii)", "deal_eu_pharmaceutical", true, eu, euKnown)
	add("CH", "9903.02.84", "listed goods of Switzerland", "2(v)(xxv)(b)", "deal_ch_listed", false, swiss, swissKnown)
	add("CH", "9903.02.86", "for pharmaceutical use", "2(v)(xxv)(d)", "deal_ch_pharmaceutical", true, swiss, swissKnown)
	add("LI", "9903.02.89", "listed goods of Liechtenstein", "2(v)(xxv)(b)", "deal_ch_listed", false, swiss, swissKnown)
	add("LI", "9903.02.91", "for pharmaceutical use", "2(v)(xxv)(d)", "deal_ch_pharmaceutical", true, swiss, swissKnown)
	add("CH", "9903.02.85", "civil aircraft of Switzerland", "2(v)(xxv)(c)", "deal_ch_aircraft", true, swiss, swissKnown)
	add("LI", "9903.02.90", "civil aircraft of Liechtenstein", "2(v)(xxv)(c)", "deal_ch_aircraft", true, swiss, swissKnown)
	return out
}

// aircraftExceptions are the civil aircraft of the deals that are outside the
// reciprocal duty and outside Section 232 on metals (notes 35 and 2(v)(xxii), (xxiv)).
func aircraftExceptions() []tariff.Exception {
	aircraft := func(origin, heading, note, list, first, publishedOn string) tariff.Exception {
		return tariff.Exception{
			Heading: heading, Title: "civil aircraft", Note: note, Origins: of(origin), Claimed: true,
			Products: listed(list), During: from(first), Knowledge: published(publishedOn),
		}
	}
	return []tariff.Exception{
		aircraft("GB", "9903.96.01", "35(a)", "aircraft_gb", "2025-06-30", "2025-06-30"),
		aircraft("JP", "9903.96.02", "35(b)", "aircraft_jp", "2025-09-16", "2025-09-16"),
		aircraft("EU", "9903.02.76", "2(v)(xxii)", "deal_eu_aircraft", "2025-09-01", "2025-09-25"),
		aircraft("KR", "9903.02.81", "2(v)(xxiv)(b)", "deal_kr_aircraft", "2025-11-14", "2025-12-04"),
	}
}

// chapter98Exception is the paragraph on chapter 98 that each note repeats.
func chapter98Exception(note string) tariff.Exception {
	return tariff.Exception{
		Heading: "chapter 98", Title: "entered under a provision of chapter 98", Note: note,
		Products: tariff.Scope{Codes: withOut(codes("98"), "9802.00.40", "9802.00.50", "9802.00.60", "9802.00.80")},
	}
}

// yields is a heading that gives way to others for the goods of those.
func yields(to string) tariff.Exception {
	return tariff.Exception{Heading: to, Title: "the country's own rate", Note: "heading 9903.01.25", Subject: []tariff.Selector{{Headings: to}}, Whole: true, Displaces: true}
}

// loadedBefore excepts goods that were on their way before a day; they fall under another heading.
func loadedBefore(under, before, enteredBefore string) tariff.Exception {
	return tariff.Exception{Heading: under, Title: "loaded before " + before, LoadedBefore: day(before), EnteredBefore: day(enteredBefore)}
}

func reciprocalMeasures() []tariff.Measure {
	everyone := tariff.Origins{In: []string{"*"}, Out: []string{"CA", "MX"}}
	measure := func(heading, title, citation string, origins tariff.Origins, terms []tariff.Term, first ...tariff.Exception) tariff.Measure {
		shared := reciprocalExceptions()
		var evaded []tariff.Exception
		if heading != "9903.02.01" {
			found := during(ahead("9903.02.01"), from("2025-08-07"))
			found.Title = "transshipped to evade"
			evaded = append(evaded, found)
		}
		return tariff.Measure{
			Heading: heading, Authority: tariff.IEEPA, Program: "reciprocal", Title: title, Citation: citation,
			Origins: origins, Products: tariff.Scope{All: true}, Terms: append(terms, struckDown()),
			// Goods on their way before 5 April come first in every heading.
			Exceptions: slices.Concat(shared[:2], evaded, first, shared[2:]),
		}
	}
	baseline := imposed("10%", between("2025-04-05", "2026-02-24"))
	baseline.Published = day("2025-04-02")
	out := []tariff.Measure{
		measure("9903.01.25", "reciprocal duty, baseline", "EO 14257; U.S. note 2(v)", everyone, []tariff.Term{baseline},
			// The country's own rate stands in place of the baseline.
			yields("9903.01.43-9903.01.76"), yields("9903.02.02-9903.02.91")),
	}
	evasion := measure("9903.02.01", "transshipped to evade, as determined by Customs", "EO 14326; U.S. note 2(v)", everyone, []tariff.Term{imposed("40%", between("2025-08-07", "2026-02-24"))})
	evasion.OnClaim = true
	for _, o := range originDuties() {
		switch {
		case o.heading == "9903.01.63":
			out = append(out, measure(o.heading, "reciprocal duty, rate of China, Hong Kong and Macau", "EO 14257, 14259, 14266, 14298; U.S. note 2(v)(xviii)(10)", of(o.origins...),
				[]tariff.Term{
					imposed("84%", between("2025-04-09", "2025-04-10")),
					imposed("125%", between("2025-04-10", "2025-05-14")),
					{Interval: between("2025-05-14", "2026-02-24"), State: tariff.Suspended, Duty: o.duty, Source: "EO 14298, 14334, 14358"},
				}, during(loadedBefore("9903.01.25", "2025-04-09", ""), between("2025-04-09", "2025-04-10")), during(loadedBefore("9903.01.25", "2025-04-10", ""), from("2025-04-10"))))
		case o.program == "april":
			out = append(out, measure(o.heading, "reciprocal duty, country rate of 9 April 2025", "EO 14257; U.S. note 2(v)(xviii)", of(o.origins...),
				[]tariff.Term{
					imposed(o.duty, between("2025-04-09", "2025-04-10")),
					{Interval: between("2025-04-10", "2025-08-07"), State: tariff.Suspended, Duty: o.duty, Source: "EO 14266"},
					{Interval: between("2025-08-07", "2026-02-24"), State: tariff.Ended, Source: "EO 14326, 90 FR 37963"},
				}, loadedBefore("9903.01.25", "2025-04-09", "")))
		case o.program == "august":
			term := imposed(o.duty, between("2025-08-07", "2026-02-24"))
			term.Published = day("2025-07-31")
			terms := []tariff.Term{term}
			if end, ok := endedByDeal[o.heading]; ok {
				terms = retroactive(o.duty, "2025-08-07", end.on, "2025-07-31", end.published)
			}
			out = append(out, measure(o.heading, "reciprocal duty, country rate", "EO 14326; U.S. note 2(v)", of(o.origins...), terms, loadedBefore("9903.01.25", "2025-08-07", "2025-10-05")))
		}
	}
	deal := func(heading, title, citation, origin, first, publishedOn string, more ...tariff.Exception) tariff.Measure {
		term := imposed("15%", between(first, "2026-02-24"))
		term.Published = day(publishedOn)
		m := measure(heading, title, citation, of(origin), []tariff.Term{term}, more...)
		m.Stacking = tariff.TopsUp
		return m
	}
	inTransit := loadedBefore("9903.01.25", "2025-08-07", "2025-10-05")
	return append(out,
		evasion,
		deal("9903.02.20", "reciprocal duty, European Union, 15 % in all", "EO 14326; U.S. note 2(v)(xix)", "EU", "2025-08-07", "2025-07-31", inTransit),
		deal("9903.02.73", "reciprocal duty, Japan, 15 % in all", "EO 14345; U.S. note 2(v)(xix)", "JP", "2025-08-07", "2025-09-16", inTransit),
		deal("9903.02.80", "reciprocal duty, South Korea, 15 % in all", "90 FR 55964; U.S. note 2(v)(xxiv)(a)", "KR", "2025-11-14", "2025-12-04"),
		deal("9903.02.83", "reciprocal duty, Switzerland, 15 % in all", "90 FR 59281; U.S. note 2(v)(xxv)(a)", "CH", "2025-11-14", "2025-12-18"),
		deal("9903.02.88", "reciprocal duty, Liechtenstein, 15 % in all", "90 FR 59281; U.S. note 2(v)(xxv)(a)", "LI", "2025-11-14", "2025-12-18"),
	)
}

// endedByDeal are the country rates of August 2025 that a deal replaced from a day
// before its publication.
var endedByDeal = map[string]struct{ on, published string }{
	"9903.02.30": {"2025-08-07", "2025-09-16"}, // Japan, EO 14345
	"9903.02.56": {"2025-11-14", "2025-12-04"}, // South Korea
	"9903.02.58": {"2025-11-14", "2025-12-18"}, // Switzerland
	"9903.02.36": {"2025-11-14", "2025-12-18"}, // Liechtenstein
}

// during limits an exception to days of entry.
func during(x tariff.Exception, days trade.Interval) tariff.Exception {
	x.During = days
	return x
}

func russianOilMeasures() []tariff.Measure {
	imposedTerm := imposed("25%", between("2025-08-27", "2026-02-07"))
	imposedTerm.Published = day("2025-08-06")
	return []tariff.Measure{{
		Heading: "9903.01.84", Authority: tariff.IEEPA, Program: "russian-oil",
		Title: "additional duty for purchases of Russian oil", Citation: "EO 14329; U.S. note 2(z)",
		Origins: tariff.Origins{In: []string{"IN"}}, Products: tariff.Scope{All: true},
		Terms: []tariff.Term{
			{Interval: between("2025-08-06", "2025-08-27"), State: tariff.Authorised, Duty: "25%", Source: "EO 14329, signed 6 August 2025"},
			imposedTerm,
			{Interval: from("2026-02-07"), State: tariff.Ended, Source: "Executive order of 6 February 2026; CSMS 67702087"},
		},
		Exceptions: []tariff.Exception{
			{Heading: "9903.01.85", Title: "goods in transit", Note: "heading 9903.01.85", LoadedBefore: day("2025-08-27"), EnteredBefore: day("2025-09-17")},
			{Heading: "9903.01.86", Title: "listed goods", Note: "2(z)(ii)", Products: tariff.Scope{Lists: []string{"annex_ii"}}},
			{Heading: "9903.01.86", Title: "described agricultural articles", Note: "2(z)(ii), 2(v)(iii)(b)", During: from("2025-11-13"), Knowledge: tariff.Knowledge{Published: day("2025-11-14")}, Claimed: true, Products: tariff.Scope{Lists: []string{"annex_ii_described"}}},
			chapter98Exception("2(z)(i)"),
			{Heading: "9903.01.87", Title: "Section 232, the whole article", Note: "2(z)(iii) to (xiii)", Subject: []tariff.Selector{{Authority: tariff.Section232}}, Whole: true},
			{Heading: "9903.01.88", Title: "donations", Note: "2(z)(xiv)", Claimed: true},
			{Heading: "9903.01.89", Title: "informational materials", Note: "heading 9903.01.89", Claimed: true},
		},
	}}
}

func fentanylMeasures() []tariff.Measure {
	exceptions := func() []tariff.Exception {
		return []tariff.Exception{
			{Heading: "9903.01.21", Title: "donations", Note: "2(t)", Claimed: true},
			{Heading: "9903.01.22", Title: "informational materials", Note: "heading 9903.01.22", Claimed: true},
			{Heading: "9903.01.23", Title: "in transit before 1 February 2025", Note: "heading 9903.01.23", LoadedBefore: day("2025-02-01"), EnteredBefore: day("2025-03-07")},
			chapter98Exception("2(s), 2(u)"),
			// Note 39(a)(8): articles under 9903.79.01 do not pay 9903.01.24 to .76.
			{Heading: "9903.79.01", Title: "semiconductor articles", Note: "39(a)(8)", Subject: []tariff.Selector{{Headings: "9903.79.01"}}, Whole: true},
		}
	}
	origins := tariff.Origins{In: []string{"CN", "HK"}}
	return []tariff.Measure{
		{
			Heading: "9903.01.20", Authority: tariff.IEEPA, Program: "fentanyl", Title: "fentanyl duty, China and Hong Kong", Citation: "EO 14195; U.S. note 2(s)",
			Origins: origins, Products: tariff.Scope{All: true}, Exceptions: exceptions(),
			Terms: []tariff.Term{
				imposed("10%", between("2025-02-04", "2025-03-04")),
				{Interval: from("2025-03-04"), State: tariff.Ended, Source: "EO 14228: replaced by 9903.01.24"},
			},
		},
		{
			Heading: "9903.01.24", Authority: tariff.IEEPA, Program: "fentanyl", Title: "fentanyl duty, China and Hong Kong", Citation: "EO 14228, 14357; U.S. note 2(u)",
			Origins: origins, Products: tariff.Scope{All: true}, Exceptions: exceptions(),
			Terms: []tariff.Term{
				imposed("20%", between("2025-03-04", "2025-11-10")),
				imposed("10%", between("2025-11-10", "2026-02-24")),
				struckDown(),
			},
		},
	}
}

func ieepaChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "How much of a metal article is left to the reciprocal duty?",
			Answer:   "From 4 June 2025 the customs value less the value on which a Section 232 duty is charged; for a mill product without a claimed share nothing. From 5 April to 3 June 2025 nothing of an article that paid on its content; a share of 0 owes no such duty, and all of it is left.",
			Reason:   "Notes 2(v)(vi) to (ix) apply the duty to the content that is not steel or aluminum since PP 10947 clause 6; before, they left the articles out (CBP FAQ of 8 May 2025). An importer who declares no content declares the article as metal.",
			Headings: []string{"9903.01.25", "9903.02.26", "9903.01.33"},
		},
		{
			Question: "Does the duty for Russian oil reach the part of a derivative that is not metal?",
			Answer:   "No: the whole article is outside.",
			Reason:   "Notes 2(z)(iv) and (vi) exempt the derivative articles of the headings and have no clause like that of notes 2(v)(vii) and (ix) for the rest.",
			Headings: []string{"9903.01.84", "9903.01.87"},
		},
		{
			Question: "How do metal content and United States content join under the reciprocal duty?",
			Answer:   "Both are taken off the value; the rest, not below zero, is charged.",
			Reason:   "Each note lifts its own part of the value, and neither speaks of the other.",
			Headings: []string{"9903.01.33", "9903.01.34"},
		},
		{
			Question: "Until when must goods loaded before 5 April 2025 be entered to be outside the reciprocal duty?",
			Answer:   "Before 16 June 2025.",
			Reason:   "Heading 9903.01.28 states no end. Customs first closed the window at 28 May (CSMS 64680374), and on 30 May, after the ruling of the trade court, at 16 June 2025 (CSMS 65201773).",
			Headings: []string{"9903.01.28"},
		},
		{
			Question: "When did the duties under the Act end: with the ruling of 20 February 2026 or with collection on the 24th?",
			Answer:   "Entries up to 23 February are charged; refunds are a matter of the courts.",
			Reason:   "Customs stopped at 12:01 a.m. on 24 February 2026; entries of 20 to 23 February were made and paid under the headings, which the schedule still carries.",
			Headings: []string{"9903.01.24", "9903.01.25", "9903.02.26"},
		},
		{
			Question: "Are printed matter and works of art outside these duties by their number alone?",
			Answer:   "No: informational materials are claimed under 9903.01.22, .31 or .89.",
			Reason:   "The headings describe informational materials and name no provisions; an importer declares the heading.",
			Headings: []string{"9903.01.22", "9903.01.31", "9903.01.89"},
		},
	}
}

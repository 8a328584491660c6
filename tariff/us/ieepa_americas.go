package us

import "github.com/tradeshock/tradeshock/tariff"

// The duties under the Act on single countries of the Americas: Brazil (U.S. note
// 2(x)), and Canada and Mexico for fentanyl and migration (notes 2(a) to (m)).

// wholeUnder232 lifts a duty from the whole article that a Section 232 duty reaches.
func wholeUnder232(heading, note string) tariff.Exception {
	return tariff.Exception{Heading: heading, Title: "Section 232, the whole article", Note: note, Subject: []tariff.Selector{{Authority: tariff.Section232}}, Whole: true}
}

func brazilMeasures() []tariff.Measure {
	term := imposed("40%", between("2025-08-06", "2026-02-24"))
	term.Published = day("2025-07-30")
	november := published("2025-11-20")
	return []tariff.Measure{{
		Heading: "9903.01.77", Authority: tariff.IEEPA, Program: "Brazil", Title: "additional duty on Brazil", Citation: "EO 14323, 90 FR 37739; U.S. note 2(x)",
		Origins: of("BR"), Products: tariff.Scope{All: true}, Terms: []tariff.Term{term, struckDown()},
		Exceptions: []tariff.Exception{
			{Heading: "9903.01.78", Title: "goods in transit", Note: "heading 9903.01.78", LoadedBefore: day("2025-08-06"), EnteredBefore: day("2025-10-05")},
			{Heading: "9903.01.79", Title: "donations", Note: "2(x)(ii)", Claimed: true},
			{Heading: "9903.01.80", Title: "informational materials", Note: "heading 9903.01.80", Claimed: true},
			{Heading: "9903.01.81", Title: "listed goods", Note: "2(x)(iii)(a)", Products: listed("brazil_listed")},
			{Heading: "9903.01.82", Title: "civil aircraft", Note: "2(x)(iv)", Claimed: true, Products: listed("brazil_aircraft")},
			{Heading: "9903.01.90", Title: "described agricultural articles", Note: "2(x)(iii)(b)", During: from("2025-11-13"), Knowledge: november, Claimed: true, Products: listed("brazil_described")},
			chapter98Exception("2(x)(i)"),
			wholeUnder232("9903.01.83", "2(x)(v) to (xv)"),
		},
	}}
}

// borderMeasures are the duties on Canada and Mexico. From 4 to 6 March 2025 goods
// under the USMCA paid them too.
func borderMeasures() []tariff.Measure {
	measure := func(heading, title, citation, origin string, goods tariff.Scope, donations, information, underUSMCA string, terms []tariff.Term, more ...tariff.Exception) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.IEEPA, Program: "fentanyl", Title: title, Citation: citation,
			Origins: of(origin), Products: goods, Terms: append(terms, struckDown()),
			Exceptions: append([]tariff.Exception{
				{Heading: donations, Title: "donations", Note: "2(b), 2(k)", Claimed: true},
				{Heading: information, Title: "informational materials", Note: "heading " + information, Claimed: true},
				{Heading: underUSMCA, Title: "under the USMCA", Note: "heading " + underUSMCA, USMCA: true, During: from("2025-03-07")},
				chapter98Exception("2(a), 2(j)"),
				// Notes 33(a), (f), 38(a), (h), 39(a) and, from 4 June 2025, 16(i), (k), 19(f), (h);
				// notes 2(a) and (j) name the wood of note 37. Copper is in none of them.
				{
					Heading: "Section 232 before the border orders", Note: "33(a), (f); 37; 38(a), (h); 39(a)", Whole: true, Displaces: true,
					Subject: []tariff.Selector{
						{Authority: tariff.Section232, Program: "vehicles"},
						{Authority: tariff.Section232, Program: "vehicle parts"},
						{Authority: tariff.Section232, Program: "wood"},
						{Authority: tariff.Section232, Program: "semiconductors"},
					},
				},
				{
					Heading: "Section 232 before the border orders", Note: "Proclamation 10947; 16(i), (k); 19(f), (h)", Whole: true, Displaces: true, During: from("2025-06-04"),
					// The notes do not name 9903.81.92 and 9903.85.09: metal made in the United
					// States owes no duty there, and the border orders stay.
					Subject: []tariff.Selector{
						{Headings: "9903.81.87-9903.81.91"}, {Headings: "9903.81.93-9903.81.99"}, {Headings: "9903.85.02-9903.85.08"}, {Headings: "9903.85.12-9903.85.15"},
					},
				},
			}, more...),
		}
	}
	const canada, mexico = "EO 14193, 14231, 14325; U.S. note 2(j)", "EO 14194, 14227, 14232; U.S. note 2(a)"
	terms := func(t ...tariff.Term) []tariff.Term { return t }
	// Potash was charged as any other goods until 6 March.
	potashDays := between("2025-03-07", "2026-02-24")
	transshipped := measure("9903.01.16", "transshipped to evade, as determined by Customs", "EO 14325; U.S. note 2(m)", "CA", tariff.Scope{All: true}, "9903.01.11", "9903.01.12", "9903.01.14", terms(imposed("40%", between("2025-08-01", "2026-02-24"))))
	transshipped.OnClaim = true
	return []tariff.Measure{
		transshipped,
		measure("9903.01.05", "potash of Mexico", "EO 14232; U.S. note 2(c)", "MX", listed("fentanyl_potash"), "9903.01.02", "9903.01.03", "9903.01.04", terms(imposed("10%", potashDays))),
		measure("9903.01.01", "border emergency, Mexico", mexico, "MX", tariff.Scope{All: true}, "9903.01.02", "9903.01.03", "9903.01.04", terms(imposed("25%", between("2025-03-04", "2026-02-24"))), ahead("9903.01.05")),
		measure("9903.01.13", "energy and critical minerals of Canada", canada, "CA", listed("fentanyl_energy"), "9903.01.11", "9903.01.12", "9903.01.14", terms(imposed("10%", between("2025-03-04", "2026-02-24"))), ahead("9903.01.16")),
		measure("9903.01.15", "potash of Canada", "EO 14231; U.S. note 2(l)", "CA", listed("fentanyl_potash"), "9903.01.11", "9903.01.12", "9903.01.14", terms(imposed("10%", potashDays)), ahead("9903.01.16"), ahead("9903.01.13")),
		measure("9903.01.10", "border emergency, Canada", canada, "CA", tariff.Scope{All: true}, "9903.01.11", "9903.01.12", "9903.01.14",
			terms(imposed("25%", between("2025-03-04", "2025-08-01")), imposed("35%", between("2025-08-01", "2026-02-24"))), ahead("9903.01.13"), ahead("9903.01.15"), ahead("9903.01.16")),
	}
}

// ahead lets a heading give way to a narrower one of the same order.
func ahead(heading string) tariff.Exception {
	return tariff.Exception{Heading: heading, Title: "the narrower heading", Note: "heading " + heading, Subject: []tariff.Selector{{Headings: heading}}, Whole: true, Displaces: true}
}

package us

import (
	"slices"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// Section 232 on vehicles and their parts (U.S. notes 33 and 38), on wood (note 37)
// and on semiconductor articles (note 39).

func vehicleMeasures() []tariff.Measure {
	claimed := func(heading, title, note string) tariff.Exception {
		return tariff.Exception{Heading: heading, Title: title, Note: note, Claimed: true}
	}
	// The exceptions that every heading of a kind shares.
	cars := []tariff.Exception{claimed("9903.94.02", "other than cars and light trucks", "33(c)"), claimed("9903.94.04", "at least 25 years old", "33(e)")}
	carParts := []tariff.Exception{
		claimed("9903.94.06", "not such parts", "33(h)(ii)"),
		{Heading: "9903.94.06", Title: "parts under the USMCA", Note: "33(h)(i)", USMCA: true},
		computers("9903.94.06", "33(h)(ii)"),
	}
	heavy := []tariff.Exception{claimed("9903.74.05", "other than such vehicles", "38(e)"), claimed("9903.74.07", "at least 25 years old", "38(g)")}
	measure := func(heading, program, title, citation, duty, first string, origins tariff.Origins, goods tariff.Scope, exceptions ...tariff.Exception) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: program, Title: title, Citation: citation,
			Origins: origins, Products: goods, Terms: []tariff.Term{imposed(duty, from(first))},
			Exceptions: append(before("semiconductors"), exceptions...),
		}
	}
	// deal is a total of 15 percent for an origin, which may have become public later.
	deal := func(heading, program, title, citation, origin, first, publishedOn string, goods tariff.Scope, exceptions ...tariff.Exception) tariff.Measure {
		m := measure(heading, program, title, citation, "15%", first, of(origin), goods, exceptions...)
		m.Stacking, m.Terms[0].Published = tariff.TopsUp, day(publishedOn)
		return m
	}
	onClaim := func(m tariff.Measure) tariff.Measure {
		m.OnClaim = true
		return m
	}
	// The content of the United States is outside when the Secretary of Commerce has
	// approved it, which the entry says by stating it beside the USMCA.
	nonUS := func(m tariff.Measure) tariff.Measure {
		m.OnClaim, m.Basis = true, tariff.NonUSContent
		m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: "not under the USMCA", Title: "the content of the United States counts only for vehicles under the USMCA", Note: "33(d), 38(d)", NotUSMCA: true})
		return m
	}
	const pp, mhd = "Proclamation 10908; U.S. note 33", "Proclamation 10984; U.S. note 38"
	certified := tariff.Scope{All: true, Except: []string{"232_auto_parts", "232_heavy_parts", "232_uncertified"}}
	out := []tariff.Measure{
		nonUS(measure("9903.94.03", "vehicles", "cars and light trucks under the USMCA, content of other countries", pp+"(d)", "25%", "2025-04-03", of("CA", "MX"), lightVehicles(), cars...)),
		// A quota that is presumed open would lower the duty: the entry states that it is.
		onClaim(measure("9903.94.31", "vehicles", "cars of the United Kingdom within the quota", "90 FR 27851; U.S. note 33(i)", "7.5%", "2025-06-30", of("GB"), passengerCars(), cars...)),
		deal("9903.94.41", "vehicles", "cars and light trucks of Japan, 15 % in all", "EO 14345; U.S. note 33(k)", "JP", "2025-09-16", "2025-09-16", lightVehicles(), cars...),
		deal("9903.94.51", "vehicles", "cars and light trucks of the European Union, 15 % in all", "90 FR 46136; U.S. note 33(n)", "EU", "2025-08-01", "2025-09-25", lightVehicles(), cars...),
		deal("9903.94.61", "vehicles", "cars and light trucks of South Korea, 15 % in all", "90 FR 55964; U.S. note 33(s)", "KR", "2025-11-01", "2025-12-04", lightVehicles(), cars...),
		measure("9903.94.01", "vehicles", "cars and light trucks", pp+"(b)", "25%", "2025-04-03", everyone(), lightVehicles(),
			append(slices.Clone(cars), ahead("9903.94.03"), ahead("9903.94.31"), ahead("9903.94.41"), ahead("9903.94.51"), ahead("9903.94.61"))...),
	}
	british := deal("9903.94.32", "vehicle parts", "parts of cars of the United Kingdom, 10 % in all", "90 FR 27851; U.S. note 33(j)", "GB", "2025-06-30", "2025-06-30", listed("232_parts_gb"), carParts...)
	british.Terms[0].Duty = "10%"
	britishCertified := onClaim(deal("9903.94.33", "vehicle parts", "certified parts of cars of the United Kingdom, 10 % in all", "Proclamation 10984; U.S. note 33(q)", "GB", "2025-11-01", "2025-11-01", certified))
	britishCertified.Terms[0].Duty = "10%"
	out = append(out, british,
		deal("9903.94.43", "vehicle parts", "parts of cars, Japan, 15 % in all", "EO 14345; U.S. note 33(l)", "JP", "2025-09-16", "2025-09-16", listed("232_auto_parts"), carParts...),
		deal("9903.94.53", "vehicle parts", "parts of cars, European Union, 15 % in all", "90 FR 46136; U.S. note 33(o)", "EU", "2025-08-01", "2025-09-25", listed("232_auto_parts"), carParts...),
		deal("9903.94.63", "vehicle parts", "parts of cars, South Korea, 15 % in all", "90 FR 55964; U.S. note 33(t)", "KR", "2025-11-01", "2025-12-04", listed("232_auto_parts"), carParts...),
		deal("9903.94.67", "vehicle parts", "parts of cars, Taiwan, 15 % in all", "HTS 2026 revision 9; U.S. note 33(u)", "TW", "2026-05-01", "2026-05-28", listed("232_auto_parts"), carParts...),
		measure("9903.94.05", "vehicle parts", "parts of cars and light trucks", pp+"(g)", "25%", "2025-05-03", everyone(), listed("232_auto_parts"),
			append(slices.Clone(carParts), ahead("9903.94.32"), ahead("9903.94.43"), ahead("9903.94.53"), ahead("9903.94.63"), ahead("9903.94.67"))...),
		britishCertified,
		onClaim(deal("9903.94.45", "vehicle parts", "certified parts of cars, European Union, 15 % in all", "Proclamation 10984; U.S. note 33(r)", "EU", "2025-11-01", "2025-11-01", certified)),
		onClaim(deal("9903.94.55", "vehicle parts", "certified parts of cars, Japan, 15 % in all", "Proclamation 10984; U.S. note 33(r)", "JP", "2025-11-01", "2025-11-01", certified)),
		onClaim(deal("9903.94.65", "vehicle parts", "certified parts of cars, South Korea, 15 % in all", "90 FR 55964; U.S. note 33(r), (t)", "KR", "2025-11-01", "2025-12-04", certified)),
		onClaim(deal("9903.94.69", "vehicle parts", "certified parts of cars, Taiwan, 15 % in all", "HTS 2026 revision 9; U.S. note 33(r), (u)", "TW", "2026-05-01", "2026-05-28", certified)),
		onClaim(measure("9903.94.07", "vehicle parts", "certified parts of cars", "Proclamation 10984; U.S. note 33(p)", "25%", "2025-11-01", everyone(), certified,
			tariff.Exception{Heading: "9903.94.06", Title: "parts under the USMCA", Note: "33(h)(i)", USMCA: true},
			ahead("9903.94.33"), ahead("9903.94.45"), ahead("9903.94.55"), ahead("9903.94.65"), ahead("9903.94.69"))),
		nonUS(measure("9903.74.03", "vehicles", "medium- and heavy-duty vehicles under the USMCA, content of other countries", mhd+"(d)", "25%", "2025-11-01", of("CA", "MX"), heavyVehicles(), heavy...)),
		measure("9903.74.01", "vehicles", "medium- and heavy-duty vehicles", mhd+"(b)", "25%", "2025-11-01", everyone(), heavyVehicles(),
			// 8704.60.00 stands in both notes; a vehicle is the one or the other.
			append(slices.Clone(heavy), ahead("9903.94.01"), ahead("9903.94.03"), ahead("9903.94.41"), ahead("9903.94.51"), ahead("9903.94.61"), ahead("9903.74.03"),
				// Chassis stand in notes 33(g) and 38(b) as well.
				ahead("9903.94.05"), ahead("9903.94.32"), ahead("9903.94.43"), ahead("9903.94.53"), ahead("9903.94.63"), ahead("9903.94.67"))...),
		measure("9903.74.02", "vehicles", "buses", mhd+"(c)", "10%", "2025-11-01", everyone(), tariff.Scope{Codes: codes("8702")}, claimed("9903.74.07", "at least 25 years old", "38(g)")),
		heavyParts(measure("9903.74.08", "vehicle parts", "parts of medium- and heavy-duty vehicles", mhd+"(i)", "25%", "2025-11-01", everyone(), listed("232_heavy_parts"),
			claimed("9903.74.11", "not such parts", "38(l)"), tariff.Exception{Heading: "9903.74.10", Title: "parts under the USMCA", Note: "38(k)", USMCA: true}, computers("9903.74.11", "38(l)"))),
		onClaim(measure("9903.74.09", "vehicle parts", "certified parts of medium- and heavy-duty vehicles", mhd+"(j)", "25%", "2025-11-01", everyone(), certified,
			tariff.Exception{Heading: "9903.74.10", Title: "parts under the USMCA", Note: "38(k)", USMCA: true})),
	)
	return out
}

// passengerCars are the cars of note 33(i), lightVehicles the vehicles of note 33(b),
// heavyVehicles those of note 38(b).
func passengerCars() tariff.Scope {
	return tariff.Scope{Codes: codes(
		"8703.22.01", "8703.23.01", "8703.24.01", "8703.31.01", "8703.32.01", "8703.33.01", "8703.40.00", "8703.50.00", "8703.60.00", "8703.70.00", "8703.80.00", "8703.90.01",
	)}
}

func lightVehicles() tariff.Scope {
	s := passengerCars()
	s.Codes.In = append(s.Codes.In, codes("8704.21.01", "8704.31.01", "8704.41.00", "8704.51.00", "8704.60.00").In...)
	return s
}

func heavyVehicles() tariff.Scope {
	return tariff.Scope{Codes: codes(
		"8701.21.00", "8701.22.00", "8701.23.00", "8701.24.00", "8701.29.00", "8704.10.10", "8704.10.50", "8704.22.11", "8704.22.51", "8704.23.01", "8704.32.01", "8704.42.00", "8704.43.00",
		"8704.52.00", "8704.60.00", "8704.90.01", "8705.40.00", "8705.90.00.80", "8706.00.03", "8706.00.05.20", "8706.00.05.75", "8706.00.25", "8706.00.50", "8709.11.00", "8709.19.00",
	)}
}

// computers: notes 33(g) and 38(i) list heading 8471 whole; a computer is presumed to
// be no part of a vehicle unless it is declared as one.
func computers(heading, note string) tariff.Exception {
	return tariff.Exception{Heading: heading, Title: "computers, presumed not to be such parts", Note: note, Presumed: true, Products: tariff.Scope{Codes: codes("8471")}}
}

// heavyParts gives way to the parts of cars, with which it shares most provisions.
func heavyParts(m tariff.Measure) tariff.Measure {
	m.Exceptions = append(m.Exceptions, ahead("9903.74.01"), ahead("9903.74.03"))
	for _, h := range []string{"9903.94.05", "9903.94.32", "9903.94.43", "9903.94.53", "9903.94.63", "9903.94.67"} {
		m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: h, Title: "charged as parts of cars", Note: "38(i)", Subject: []tariff.Selector{{Headings: h}}, Whole: true, Displaces: true})
	}
	m.Exceptions = append(m.Exceptions, tariff.Exception{Heading: "9903.94.06", Title: "not such parts", Note: "33(h)", Claimed: true})
	return m
}

func woodMeasures() []tariff.Measure {
	wood := func(heading, title, note string, goods tariff.Scope, terms ...tariff.Term) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Section232, Program: "wood", Title: title, Citation: "Proclamation 10976; U.S. note " + note,
			Origins: everyone(), Products: goods, Terms: terms,
			Exceptions: append(before("vehicle parts"), tariff.Exception{Heading: "9903.76.04", Title: "other than the articles of note 37", Note: "37(g)", Claimed: true, Products: tariff.Scope{Codes: woodCabinets()}}),
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
	furniture := codes("9401.61.40.11", "9401.61.40.31", "9401.61.60.11", "9401.61.60.31")
	cabinets := woodCabinets()
	both := tariff.Scope{Codes: trade.ProductSet{In: slices.Concat(furniture.In, cabinets.In)}}
	deal := func(heading, title, note, origin, duty string, stacking tariff.Stacking, first, publishedOn string) tariff.Measure {
		term := imposed(duty, from(first))
		term.Published = day(publishedOn)
		m := wood(heading, title, note, both, term)
		m.Origins, m.Stacking = of(origin), stacking
		return m
	}
	deals := func(m tariff.Measure) tariff.Measure {
		for _, h := range []string{"9903.76.20", "9903.76.21", "9903.76.22", "9903.76.23", "9903.76.24"} {
			m.Exceptions = append(m.Exceptions, ahead(h))
		}
		return m
	}
	return []tariff.Measure{
		deal("9903.76.20", "furniture and cabinets of the United Kingdom", "37(h)", "GB", "10%", tariff.Adds, "2025-10-14", "2025-09-29"),
		deal("9903.76.21", "furniture and cabinets of Japan, 15 % in all", "37(i)", "JP", "15%", tariff.TopsUp, "2025-10-14", "2025-09-29"),
		deal("9903.76.22", "furniture and cabinets of the European Union, 15 % in all", "37(j)", "EU", "15%", tariff.TopsUp, "2025-10-14", "2025-09-29"),
		deal("9903.76.23", "furniture and cabinets of South Korea, 15 % in all", "37(l)", "KR", "15%", tariff.TopsUp, "2025-11-14", "2025-12-04"),
		deal("9903.76.24", "furniture and cabinets of Taiwan, 15 % in all", "37", "TW", "15%", tariff.TopsUp, "2026-05-01", "2026-05-28"),
		wood("9903.76.01", "softwood timber and lumber", "37(b)", tariff.Scope{Codes: codes(
			"4403.11.00", "4403.21.01", "4403.22.01", "4403.23.01", "4403.24.01", "4403.25.01", "4403.26.01", "4403.99.01", "4406.11.00", "4406.91.00",
			"4407.11.00", "4407.12.00", "4407.13.00", "4407.14.00", "4407.19.00",
		)}, imposed("10%", from("2025-10-14"))),
		deals(wood("9903.76.02", "upholstered wooden furniture", "37(d)", tariff.Scope{Codes: furniture}, raised("30%")...)),
		deals(wood("9903.76.03", "kitchen cabinets and vanities", "37(f)", tariff.Scope{Codes: cabinets}, raised("50%")...)),
	}
}

// woodCabinets are the provisions of note 37(f).
func woodCabinets() trade.ProductSet {
	return codes("9403.40.90.60", "9403.60.80.93", "9403.91.00.80")
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

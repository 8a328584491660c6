package us

import "github.com/tradeshock/tradeshock/tariff"

// Goods that sanctions keep out of the United States but for licences and exemptions. They
// charge nothing: the duty on goods that come in by a licence is that of any others.

func embargoMeasures() []tariff.Measure {
	bar := func(heading, title, citation string, origin, first string, products tariff.Scope) tariff.Measure {
		return tariff.Measure{
			Heading: heading, Authority: tariff.Embargo, Program: "import ban", Title: title, Citation: citation,
			Origins: of(origin), Products: products,
			Terms: []tariff.Term{{Interval: from(first), State: tariff.NeedsLicence}},
		}
	}
	every := tariff.Scope{All: true}
	some := func(texts ...string) tariff.Scope { return tariff.Scope{Codes: codes(texts...)} }
	return []tariff.Measure{
		bar("31 CFR 515.204", "goods of Cuba", "Cuban Assets Control Regulations, 28 FR 6974", "CU", "1963-07-08", every),
		bar("31 CFR 560.201", "goods of Iran", "Iranian Transactions and Sanctions Regulations; EO 12613, EO 13059", "IR", "1987-10-29", every),
		bar("31 CFR 510.205", "goods of North Korea", "North Korea Sanctions Regulations; EO 13570", "KP", "2011-04-19", every),
		bar("EO 14066", "crude oil, petroleum and its products, liquefied natural gas, coal and coal products of Russia", "87 FR 13625; 31 CFR 587", "RU", "2022-03-08",
			some("2701", "2702", "2703", "2704", "2706", "2707", "2708", "2709", "2710", "2711", "2712", "2713", "2715")),
		bar("EO 14068", "fish, seafood, alcoholic beverages and non-industrial diamonds of Russia", "87 FR 14381, as amended by EO 14114; 31 CFR 587", "RU", "2022-03-11",
			some("03", "1604", "1605", "2203", "2204", "2205", "2206", "2208", "7102.31", "7102.39")),
		bar("EO 14068, gold", "gold of Russia", "determination of 28 June 2022 under EO 14068; 31 CFR 587", "RU", "2022-06-28", some("7108")),
	}
}

func embargoChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "What is the answer for goods that sanctions bar (Cuba, Iran, North Korea, oil of Russia)?",
			Answer:   "The duty of goods that come in by a licence or an exemption, with a note that names the order; never a refusal.",
			Reason:   "The orders bar the import and leave room: general licences (diesel of Russia to 7 April 2027), special ones, informational materials, gifts, goods in transit. Customs charges what is let in. A scenario that sets the state to prohibited turns the note into an error.",
			Headings: []string{"31 CFR 515.204", "31 CFR 560.201", "31 CFR 510.205", "EO 14066", "EO 14068", "EO 14068, gold"},
		},
		{
			Question: "Which numbers of the schedule do the orders on goods of Russia reach?",
			Answer:   "The headings whose goods the orders name, each as a whole: 2701 to 2713 and 2715 without 2705; chapter 3, 1604 and 1605; 2203 to 2206 and 2208; 7102.31 and 7102.39; 7108.",
			Reason:   "The orders name goods in words. A note too many asks a question; one too few would be silent. The Crimea and the other regions under EO 13685 and EO 14065 are no origin of the schedule, and barred parties are no matter of the goods.",
			Headings: []string{"EO 14066", "EO 14068", "EO 14068, gold"},
		},
	}
}

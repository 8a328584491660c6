package us

import "github.com/tradeshock/tradeshock/tariff"

// Section 201: solar cells and modules (U.S. note 18, to 6 February 2026) and quartz
// surface products (note 41, from 15 August 2026). Both add to everything.

func section201Measures() []tariff.Measure {
	return []tariff.Measure{solarMeasure(), quartzMeasure("9903.45.30", "in quota", "25%"), quartzMeasure("9903.45.31", "over quota", "50%")}
}

func solarMeasure() tariff.Measure {
	return tariff.Measure{
		Heading: "9903.45.25", Authority: tariff.Section201, Program: "solar", Title: "solar modules", Citation: "PP 10339, 87 FR 7357; U.S. note 18",
		Origins: allBut("outside solar", "CA"), Products: tariff.Scope{Codes: codes("8541.43.00.10")},
		Terms: []tariff.Term{
			imposed("14.25%", between("2024-02-07", "2025-02-07")), imposed("14%", between("2025-02-07", "2026-02-07")),
			{Interval: from("2026-02-07"), State: tariff.Ended, Source: "expired after 6 February 2026, 87 FR 7357"},
		},
		Exceptions: []tariff.Exception{{Heading: "9903.45.29", Title: "bifacial modules", Note: "18(j)", Claimed: true, During: between("2024-02-07", "2024-06-26")}},
	}
}

func quartzMeasure(heading, title, duty string) tariff.Measure {
	m := tariff.Measure{
		Heading: heading, Authority: tariff.Section201, Program: "quartz", Title: "quartz surface products, " + title, Citation: "PP 11051; U.S. note 41",
		Origins:  allBut("outside quartz"),
		Products: tariff.Scope{Codes: codes("6810.99.00.20", "6810.99.00.40", "7020.00.60.00")},
		Terms:    []tariff.Term{imposed(duty, between("2026-08-15", "2027-08-15"))},
	}
	if heading == "9903.45.31" {
		m.OnClaim = true
		return m
	}
	m.Ask = "whether it is a quartz surface product, and whether the quota of the quarter is open (claim heading=9903.45.30 in quota, 9903.45.31 over it, or heading=9903.45.32 if it is no such product)"
	m.AskAlso = []string{"9903.45.31"}
	m.Exceptions = []tariff.Exception{
		{Heading: "9903.45.31", Title: "over quota", Note: "41(d)", Subject: []tariff.Selector{{Headings: "9903.45.31"}}, Whole: true, Displaces: true},
		{Heading: "9903.45.32", Title: "no quartz with resin", Note: "41", Claimed: true},
	}
	return m
}

func section201Choices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Which rate did solar modules pay in the last two stages of Section 201?",
			Answer:   "14.25 percent to 6 February 2025, 14 percent to 6 February 2026.",
			Reason:   "U.S. note 18(f) and Proclamation 10339 (87 FR 7357) state the stages; the 30 percent of the column is that of 2018, and 14.5 percent that of 2023.",
			Headings: []string{"9903.45.25"},
		},
		{
			Question: "Under which heading does an importer say that a listed article is no quartz surface product?",
			Answer:   "Under 9903.45.32, a name of this book.",
			Reason:   "Note 41 has no heading for goods outside it; the question must be answerable.",
			Headings: []string{"9903.45.30"},
		},
	}
}

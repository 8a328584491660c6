package us

import (
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// specialPrograms are the special programs of general note 3(c)(i) that are open, with
// the countries whose goods may claim them. The Generalized System of Preferences (A,
// A*, A+) lapsed after 31 December 2020 and is not open on any day of this book; so did
// the Andean programs (J, J*, J+).
func specialPrograms() []tariff.Program {
	program := func(symbol, name string, origins ...string) tariff.Program {
		return tariff.Program{Symbol: symbol, Name: name, Origins: of(origins...)}
	}
	cbera := cberaOrigins()
	cbtpa := []string{"BB", "BZ", "CW", "GY", "HT", "JM", "LC", "TT"}
	allButColumn2 := func(symbol, name string) tariff.Program {
		return tariff.Program{Symbol: symbol, Name: name, Origins: allBut("column 2")}
	}
	return []tariff.Program{
		program("AU", "United States-Australia Free Trade Agreement", "AU"),
		program("BH", "United States-Bahrain Free Trade Agreement", "BH"),
		program("B", "Automotive Products Trade Act", "CA"),
		allButColumn2("C", "Agreement on Trade in Civil Aircraft"),
		program("CL", "United States-Chile Free Trade Agreement", "CL"),
		program("CO", "United States-Colombia Trade Promotion Agreement", "CO"),
		program("D", "African Growth and Opportunity Act", "AGOA"),
		program("E", "Caribbean Basin Economic Recovery Act", cbera...),
		program("E*", "Caribbean Basin Economic Recovery Act, with exceptions", cbera...),
		program("HT", "Haiti HOPE and HELP, chapter 98", "Haiti HOPE"),
		program("IL", "United States-Israel Free Trade Area", "IL"),
		program("JO", "United States-Jordan Free Trade Area", "JO"),
		program("JP", "United States-Japan Trade Agreement", "JP"),
		allButColumn2("K", "Agreement on Trade in Pharmaceutical Products"),
		program("KR", "United States-Korea Free Trade Agreement", "KR"),
		allButColumn2("L", "Uruguay Round concessions on intermediate chemicals for dyes"),
		program("MA", "United States-Morocco Free Trade Agreement", "MA"),
		program("NP", "Nepal Preference Program", "Nepal preference"),
		program("OM", "United States-Oman Free Trade Agreement", "OM"),
		program("P", "CAFTA-DR", "CR", "DO", "GT", "HN", "NI", "SV"),
		program("P+", "CAFTA-DR, with accumulation", "CR", "DO", "GT", "HN", "NI", "SV"),
		program("PA", "United States-Panama Trade Promotion Agreement", "PA"),
		program("PE", "United States-Peru Trade Promotion Agreement", "PE"),
		program("R", "Caribbean Basin Trade Partnership Act", cbtpa...),
		program("S", "USMCA", "CA", "MX"),
		program("S+", "USMCA, with staging", "CA", "MX"),
		program("SG", "United States-Singapore Free Trade Agreement", "SG"),
	}
}

// cberaOrigins are the beneficiary countries of the Caribbean Basin Economic Recovery
// Act (general note 7).
func cberaOrigins() []string {
	return []string{"AG", "AW", "BB", "BS", "BZ", "CW", "DM", "GD", "GY", "HT", "JM", "KN", "LC", "MS", "TT", "VC", "VG"}
}

// programOfChapter98 names the program whose goods enter under a line of subchapters
// XIX and XX of chapter 98, which the special column leaves out: AGOA, the Caribbean Basin
// Trade Partnership Act, and the acts for Haiti, which have no symbol but the one here.
func programOfChapter98(line trade.Product) string {
	switch {
	case line.Within("9819"):
		return "D"
	case line.Within("982011"):
		return "R"
	case line.Within("9820"):
		return "HT"
	}
	return ""
}

// programGroups are the countries of the programs that a law opens for a time.
func programGroups() []tariff.Group {
	group := func(name string, open trade.Interval, members ...trade.Country) tariff.Group {
		g := tariff.Group{Name: name}
		for _, c := range members {
			g.Members = append(g.Members, tariff.Member{Country: c, During: open})
		}
		return g
	}
	return []tariff.Group{
		// General note 16(a), as of 2025.
		group("AGOA", between("2024-01-01", "2027-01-01"),
			"AO", "BJ", "BW", "CD", "CG", "CI", "CV", "DJ", "GH", "GM", "GW", "KE", "KM", "LR", "LS", "MG", "MR", "MU", "MW", "MZ",
			"NA", "NG", "RW", "SL", "SN", "ST", "SZ", "TD", "TG", "TZ", "ZA", "ZM"),
		// The note 6 of subchapter XX of chapter 98, as renewed with AGOA.
		group("Haiti HOPE", between("2006-12-20", "2027-01-01"), "HT"),
		// 19 U.S.C. 4454(d): no preference after 31 December 2025.
		group("Nepal preference", between("2016-12-30", "2026-01-01"), "NP"),
	}
}

func programChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Is AGOA open from 30 September 2025, when it lapsed, to its renewal?",
			Answer:   "Yes.",
			Reason:   "The renewal to 31 December 2026 reaches back to the day after the lapse; entries made meanwhile are reliquidated.",
		},
		{
			Question: "How are textiles entered under AGOA, the Caribbean Basin Trade Partnership Act and the acts for Haiti?",
			Answer:   "Under their lines of subchapters XIX and XX of chapter 98, with spi=D, spi=R or spi=HT, a name of this book; as goods of chapter 98 they pay no reciprocal duty, Section 122 or note 52. Haiti's acts, like AGOA, hold throughout to 31 December 2026.",
			Reason:   "Those lines have a rate in the special column alone, and no symbol. The notes of the duties leave out goods properly entered under chapter 98. The renewal reaches back to the day after the lapse of 30 September 2025.",
			Headings: []string{"9903.01.25", "9903.03.01"},
		},
		{
			Question: "Is the Nepal Preference Program open in 2026?",
			Answer:   "No: its last day is 31 December 2025.",
			Reason:   "19 U.S.C. 4454 ends it then; no renewal was found, and the symbol NP in the special column does not open it.",
		},
		{
			Question: "What is the base rate when goods of Canada or Mexico claim the USMCA?",
			Answer:   "What the special column offers to S or S+; a line whose general rate is free stays free. The symbols S and S+ say the same as the claim.",
			Reason:   "General note 11. A line without such an offer cannot be entered under it, and the claim is refused.",
		},
		{
			Question: "Which base does the cap of note 52 take when Japan's special rate is claimed?",
			Answer:   "The rate that is paid, as for Korea.",
			Reason:   "Note 52(k) speaks of the special rate for Korea only; on the five lines of Japan whose general rate is above 12.5 and whose special rate is below, the words would leave the goods below the cap, which is all that the heading charges up to.",
			Headings: []string{"9903.05.48", "9903.05.49"},
		},
		{
			Question: "What do goods of the United States, of Puerto Rico and of the insular possessions pay?",
			Answer:   "What goods of any country pay, unless the entry claims otherwise (United States content, a provision of chapter 98).",
			Reason:   "The headings speak of any country. Goods of Puerto Rico cross no customs border (general note 2), those of the possessions are free by facts of value (general note 3(a)(iv)), and returned goods are entered under 9801.00.10: facts that an entry states by what it claims.",
			Headings: []string{"9903.01.25", "9903.03.01"},
		},
		{
			Question: "Which goods are of the European Union?",
			Answer:   "Goods of the 27 member countries by their codes; Guadeloupe, Martinique, French Guiana, Réunion, Mayotte, Saint Martin and the Åland Islands stand alone, as any territory does that has a code (Svalbard beside Norway, Kosovo beside Serbia).",
			Reason:   "The notes list the 27 member countries by name; the Census Bureau gives the territories codes of their own.",
		},
	}
}

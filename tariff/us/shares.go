package us

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// AverageShares are the averages that the published panels of The Budget Lab at Yale
// use in place of the facts of shipments: the metal in derivatives, the use of the
// USMCA and of other preferences, and how far exceptions by use are claimed. They are
// estimates, not law; a panel without them is the statutory one.
func AverageShares() (*tariff.Shares, error) {
	s := &tariff.Shares{
		Name:       "averages of The Budget Lab at Yale, June 2026",
		Metal:      map[trade.Product][3]tariff.Share{},
		USMCA:      map[trade.Country]map[trade.Product]tariff.Share{},
		Preference: map[trade.Country]map[string]tariff.Share{}, // a panel reads those of countries that have a program of their own
		Claims:     averageClaims(),
		Less:       map[string]tariff.Share{},
	}
	// The offset for assembly in the United States (Proclamation 10925): 3.75 percent of
	// the value of a third of the cars.
	for _, heading := range []string{"9903.94.01", "9903.94.05", "9903.74.01", "9903.74.08"} {
		s.Less[heading] = 12_375_000
	}
	err := rows("shares_metal.txt", 4, func(f []string) error {
		var m [3]tariff.Share
		for i := range m {
			var err error
			if m[i], err = shareOf(f[i+1]); err != nil {
				return err
			}
		}
		s.Metal[trade.Product(f[0])] = m
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = rows("shares_usmca.txt", 3, func(f []string) error {
		share, err := shareOf(f[2])
		put(s.USMCA, trade.Country(f[1]), trade.Product(f[0]), share)
		return err
	})
	if err != nil {
		return nil, err
	}
	return s, rows("shares_preference.txt", 3, func(f []string) error {
		share, err := shareOf(f[2])
		put(s.Preference, trade.Country(f[0]), f[1], share)
		return err
	})
}

func put[A, B comparable, V any](m map[A]map[B]V, a A, b B, v V) {
	if m[a] == nil {
		m[a] = map[B]V{}
	}
	m[a][b] = v
}

func shareOf(text string) (tariff.Share, error) {
	d, err := decimal.NewFromString(text)
	return tariff.Share(d.Shift(9).Round(0).IntPart()), err
}

// averageClaims are the parts of the listed trade that declare a heading: of the deals the
// articles by description and for pharmaceutical use, the exclusions from Section 301 as
// they were measured, the metal of the United Kingdom. No share of civil aircraft is
// known, so nobody is taken to claim one.
func averageClaims() map[string]tariff.Share {
	claims := map[string]tariff.Share{"9903.88.69": 350_000_000, "9903.88.70": 200_000_000}
	for _, heading := range strings.Fields("9903.02.75 9903.02.77 9903.02.86 9903.02.91 9903.82.04 9903.82.05 9903.94.31") {
		claims[heading] = tariff.Whole
	}
	return claims
}

func sharesChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "What does a panel count where the fact of a shipment is unknown?",
			Answer:   "The statutory panel: no claim, no preference, metal in the whole value. With AverageShares: published averages by product and origin.",
			Reason:   "A panel has no shipments. The averages are estimates of others, kept apart under a name and never used for an entry.",
		},
		{
			Question: "Which goods of the deals does an average take as outside the reciprocal duty?",
			Answer:   "The articles by description and those for pharmaceutical use of the European Union, Switzerland and Liechtenstein, all that their lists name; scope: the reciprocal duty alone.",
			Reason:   "Assumption 7 of the tracker of The Budget Lab counts the lists of notes 2(v)(xxi), (xxiii) and (xxv)(d) as exempt in full. It is an upper bound: no measure of the claims is known. The listed goods of 2(v)(xx) and (xxv)(b) need no claim.",
			Headings: []string{"9903.02.75", "9903.02.77", "9903.02.86", "9903.02.91"},
		},
		{
			Question: "How much of the listed trade does an average take as civil aircraft?",
			Answer:   "Nothing: goods on the lists for civil aircraft pay as other goods do, and Section 232 as well.",
			Reason:   "The exceptions hang on use, and no source measures it: the lists name headphones, printers and pipes, of which aircraft are a small part. A published panel counts them in full: under the reciprocal duty in 2025, and by June 2026 under Section 122 (0.3 points of a mean) and, for the European Union, under Section 232 on metals (0.6 points, 308 lines; 332 of South Korea). So its mean of Germany of 1 June 2026 is 10.9 percent and the one here 11.8; with that reading in place of the law they agree.",
			Headings: []string{"9903.01.82", "9903.02.76", "9903.02.81", "9903.02.85", "9903.02.90", "9903.03.05", "9903.05.05", "9903.05.88", "9903.96.01", "9903.96.02", "9903.96.03"},
		},
		{
			Question: "How much of the goods that the exclusions from Section 301 describe enters under them?",
			Answer:   "35 percent under 9903.88.69 and 20 percent under 9903.88.70, in averages alone; scope: China, the numbers that the notes name, while the heading is open.",
			Reason:   "Calibrated by The Budget Lab on the duties collected from September 2025 to March 2026 (registry of 11 June 2026). Single numbers spread from 15 to 73 percent.",
			Headings: []string{"9903.88.69", "9903.88.70"},
		},
		{
			Question: "Is the quota for cars of the United Kingdom open on average?",
			Answer:   "Yes, in averages alone; scope: cars of the United Kingdom from 30 June 2025.",
			Reason:   "The published series counts them at 10 percent in all. An entry must claim 9903.94.31.",
			Headings: []string{"9903.94.31"},
		},
		{
			Question: "How much of the metal of the United Kingdom qualifies for the rates of note 16(d) on average?",
			Answer:   "All of it, in averages alone; scope: goods of the United Kingdom from 6 April 2026.",
			Reason:   "The base line of the tracker of The Budget Lab (assumption 18). Another estimate, of Global Trade Alert, is 30 percent. An entry must claim the heading.",
			Headings: []string{"9903.82.04", "9903.82.05"},
		},
		{
			Question: "What does the offset for assembly in the United States save on average?",
			Answer:   "1.2375 percent of the value, 3.75 percent on a third of the vehicles and parts, in averages alone.",
			Reason:   "Proclamations 10925 and 10908 give manufacturers 3.75 percent of the value of vehicles assembled in the United States, to be set against the duty on parts; the third is the share of assembly that The Budget Lab uses for all four headings.",
			Headings: []string{"9903.94.01", "9903.94.05", "9903.74.01", "9903.74.08"},
		},
		{
			Question: "Which origins save a part of the base duty on average?",
			Answer:   "Those for which a special program of their own is open on the day, by chapter; Canada and Mexico by number. All others pay column 1.",
			Reason:   "The observed shares (Census, calculated duties) also show savings of goods of China, of Germany and of other origins without an agreement, in 27 chapters for China: duties on quantities, chapter 98 and errors, none of which is a preference (fishing rods of China paid 6.0 percent in 2024, not 1.9). The agreements on civil aircraft, medicines and dyes, open to nearly all, are no program of a country.",
		},
		{
			Question: "What part of the value can be metal?",
			Answer:   "All of it once: the shares of steel, aluminum and copper together are at most the value, in entries as in panels. The statutory panel takes a derivative as the one metal among those of its lists with the highest rate.",
			Reason:   "A duty on the content of one metal is not due on the value of another. Articles of 2106.90, on the lists of steel and of aluminum, were counted twice.",
			Headings: []string{"9903.81.91", "9903.85.08"},
		},
		{
			Question: "How much steel do derivatives outside chapter 73 hold on average?",
			Answer:   "Half of their value, in AverageShares alone.",
			Reason:   "The accounts give 13 percent, but the published Section 232 part of 1 September 2025 (0.04564, of India as of China) is what half gives (0.0455), and not what 13 percent gives (0.0385). An entry states its own content.",
			Headings: []string{"9903.81.91"},
		},
		{
			Question: "Why is the mean of India lower than the published one between 27 August 2025 and 6 February 2026 (43.5 against 44.6 percent on 1 September)?",
			Answer:   "The law stands: the duty for Russian oil leaves the whole derivative out.",
			Reason:   "Notes 2(z)(iv) and (vi) exempt the derivative articles of the headings and have no clause like that of notes 2(v)(vii) and (ix) for the rest of the value; the published panel charges the rest. With that clause the mean is 44.1 percent; the last half point is the steel of derivatives, which there counts in Section 232 and less in what it lifts. The same holds for Brazil's 40 percent (notes 2(x)(vi), (viii)).",
			Headings: []string{"9903.01.84", "9903.01.77"},
		},
		{
			Question: "Why does Germany differ from the published means on 1 September 2025 (12.5 against 13.0 percent)?",
			Answer:   "The goods that the deal leaves out are out from 1 September 2025, as now known.",
			Reason:   "The notice came on 25 September and reaches back (notes 2(v)(xx) to (xxiii)); published panels date it by its publication. As published on the day the mean is 13.0 percent. The same holds for every member of the European Union, for Japan before 16 September, South Korea before 4 December and Switzerland and Liechtenstein before 18 December 2025.",
			Headings: []string{"9903.02.20", "9903.02.74", "9903.02.76", "9903.02.77"},
		},
		{
			Question: "Why is the mean of China on 12 April 2025 higher than the published one (141.8 against 141.4 percent)?",
			Answer:   "The law stands: printed matter and works of art pay unless they are claimed as informational materials.",
			Reason:   "Published panels leave chapters 49 and 97 out, 80 numbers or 0.4 percent of the universe, at 125 percent. Headings 9903.01.22 and .31 name no provisions.",
			Headings: []string{"9903.01.31"},
		},
		{
			Question: "Why is the Section 232 part of the means of March 2026 below the published one (0.0468 against 0.0485 for every origin without a deal)?",
			Answer:   "The law stands: what is not on a list is not counted.",
			Reason:   "Semiconductor articles, counted there in full and here not at all, are 0.01 points; the rest, 0.17 points or some 140 numbers at 25 percent, is not in the lists of notes 33, 37 and 38 as they stand. It is gone from 6 April 2026.",
			Headings: []string{"9903.74.01", "9903.76.01", "9903.79.01"},
		},
		{
			Question: "Why are mean totals lower than the published ones by 0.6 percentage points?",
			Answer:   "A duty of so much a unit counts as 0; of a compound duty its share of the value counts.",
			Reason:   "It is no share of the value unless the value of a unit is known. The published base of 1 January 2025 (0.0536 for India) is what comes out when the number of cents is read as percent: 0.0447 for duties in percent, 0.0025 for compound ones and 0.0066 for 1,200 specific ones.",
		},
		{
			Question: "What does a panel count for a duty that hangs on a question of fact (patented medicines, semiconductors, drones, quartz)?",
			Answer:   "Nothing, unless the shares say that the heading is claimed.",
			Reason:   "The lists name provisions of which a small part is charged; no share of it is known.",
			Headings: []string{"9903.04.60", "9903.08.21", "9903.45.30", "9903.79.01"},
		},
	}
}

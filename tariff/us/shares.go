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
		Preference: map[trade.Country]map[string]tariff.Share{},
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

// averageClaims are the parts of the listed trade that declare a heading: exceptions
// for civil aircraft and pharmaceutical use of the deals are counted in full, the
// exclusions from Section 301 as they were measured, the metal of the United Kingdom
// as if all of it qualified.
func averageClaims() map[string]tariff.Share {
	claims := map[string]tariff.Share{"9903.88.69": 350_000_000, "9903.88.70": 200_000_000}
	for _, heading := range strings.Fields("9903.02.74 9903.02.75 9903.02.76 9903.02.77 9903.02.81 9903.02.84 9903.02.85 9903.02.86 9903.02.89 9903.02.90 9903.02.91 " +
		"9903.01.82 9903.03.05 9903.82.04 9903.82.05 9903.96.03") {
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
			Question: "Why does Germany differ from the published means on 1 September 2025 (11.5 against 13.0 percent)?",
			Answer:   "The goods that the deal leaves out are out from 1 September 2025, as now known.",
			Reason:   "The notice came on 25 September and reaches back (notes 2(v)(xx) to (xxiii)); published panels date it by its publication. As published on the day the mean is 13.3 percent. The same holds for every member of the European Union, for Japan before 16 September, South Korea before 4 December and Switzerland and Liechtenstein before 18 December 2025.",
			Headings: []string{"9903.02.20", "9903.02.74", "9903.02.76", "9903.02.77"},
		},
		{
			Question: "Why is the mean of China on 12 April 2025 higher than the published one (141.8 against 141.4 percent)?",
			Answer:   "The law stands: printed matter and works of art pay unless they are claimed as informational materials.",
			Reason:   "Published panels leave chapters 49 and 97 out, 80 numbers or 0.4 percent of the universe, at 125 percent. Headings 9903.01.22 and .31 name no provisions.",
			Headings: []string{"9903.01.31"},
		},
		{
			Question: "Why are the means of March 2026 0.3 percentage points below the published ones?",
			Answer:   "Their Section 232 part is larger (0.0485 against 0.0467 for every origin without a deal).",
			Reason:   "Semiconductor articles, counted there in full and here not at all, are 0.01 points; the rest, 0.17 points or some 140 numbers at 25 percent, is not in the lists of notes 33, 37 and 38 as they stand. It is gone from 6 April 2026.",
			Headings: []string{"9903.74.01", "9903.76.01", "9903.79.01"},
		},
		{
			Question: "Why are mean totals lower than the published ones by 0.65 percentage points?",
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

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
			Question: "Why are the means of this panel lower than the published ones between 18 August 2025 and 5 April 2026 (India on 1 September: 43.1 against 44.6 percent)?",
			Answer:   "The law stands: the derivatives of 18 August 2025 are the numbers of the notice, with their own metal content, and the duty for Russian oil leaves the whole derivative out.",
			Reason:   "For Russian oil notes 2(z)(iv) and (vi) have no clause for the rest of the value of a derivative (0.75 points). The published Section 232 part is larger (4.6 against 3.9 percent): the compiled lists widen 10-digit numbers of the notice to lines of 8 digits; what else makes the difference is not known, before 18 August 2025 and from 6 April 2026 the parts agree.",
			Headings: []string{"9903.81.91", "9903.85.08", "9903.01.84"},
		},
		{
			Question: "Why does Germany differ from the published means on 1 September 2025 (11.3 against 13.0 percent)?",
			Answer:   "The goods that the deal leaves out are out from 1 September 2025, as now known.",
			Reason:   "The notice came on 25 September and reaches back (notes 2(v)(xx) to (xxiii)); published panels date it by its publication. As published on the day the mean is 12.8 percent.",
			Headings: []string{"9903.02.74", "9903.02.76", "9903.02.77"},
		},
		{
			Question: "How are specific and compound base duties counted in a panel?",
			Answer:   "As 0.",
			Reason:   "They are no share of the value, and published panels count them so.",
		},
		{
			Question: "What does a panel count for a duty that hangs on a question of fact (patented medicines, semiconductors, drones, quartz)?",
			Answer:   "Nothing, unless the shares say that the heading is claimed.",
			Reason:   "The lists name provisions of which a small part is charged; no share of it is known.",
			Headings: []string{"9903.04.60", "9903.08.21", "9903.45.30", "9903.79.01"},
		},
	}
}

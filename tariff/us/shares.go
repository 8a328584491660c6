package us

import (
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/tariff/panel"
	"github.com/tradeshock/tradeshock/trade"
)

// AverageShares are the averages that the published panels of The Budget Lab at Yale
// use in place of the facts of shipments: the metal in derivatives, the use of the
// USMCA and of other preferences, and how far exceptions by use are claimed. They are
// estimates, not law; a panel without them is the statutory one.
func AverageShares() (*panel.Shares, error) {
	s := &panel.Shares{
		Name:  "averages of The Budget Lab at Yale, June 2026",
		Metal: map[trade.Product][3]panel.Share{},
		USMCA: map[trade.Country]map[trade.Product]panel.Share{},
		// a panel reads those of countries that have a program of their own
		Preference: map[trade.Country]map[string]panel.Share{},
		Claims:     averageClaims(),
		Less:       map[string]panel.Share{},
	}
	// The offset for assembly in the United States (Proclamation 10925): 3.75 percent of
	// the value of a third of the cars.
	for _, heading := range []string{"9903.94.01", "9903.94.05", "9903.74.01", "9903.74.08"} {
		s.Less[heading] = 12_375_000
	}
	err := rows("shares_metal.txt", 4, func(f []string) error {
		var m [3]panel.Share
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

func shareOf(text string) (panel.Share, error) {
	d, err := decimal.NewFromString(text)
	return panel.Share(d.Shift(9).Round(0).IntPart()), err
}

// averageClaims are the parts of the listed trade that declare a heading: of the deals the
// articles by description and for pharmaceutical use, the exclusions from Section 301 as
// they were measured, the metal of the United Kingdom. No share of civil aircraft is
// known, so nobody is taken to claim one. What stood within the tariff-rate quotas for metals
// before 12 March 2025, and which solar modules were bifacial, is the part of the imports of
// 2024 on which Census calculated no such duty (package imports).
func averageClaims() map[string]panel.Share {
	claims := map[string]panel.Share{
		"9903.88.69": 350_000_000, "9903.88.70": 200_000_000,
		"9903.80.01/quota": panel.Whole, "9903.80.65": 913_000_000, "9903.81.25": 970_000_000,
		"9903.85.01/quota": panel.Whole, "9903.85.27": 806_000_000, "9903.85.51": 609_000_000,
		"note-18(c)(iii)": 853_000_000, "9903.45.29": 853_000_000,
	}
	for _, heading := range strings.Fields("9903.02.75 9903.02.77 9903.02.86 9903.02.91 9903.82.04 9903.82.05 9903.94.31") {
		claims[heading] = panel.Whole
	}
	return claims
}

package us

import (
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/trade"
)

// The exclusions from the Section 301 lists that were alive in 2025 and 2026:
// 164 under 9903.88.69 (note 20(vvv)) and 14 for the making of solar cells under
// 9903.88.70 (note 20(www)). They were prolonged three times, each time a few days
// before they would have ended.

// exclusionWindow is a stretch for which the exclusions were granted.
type exclusionWindow struct {
	during    trade.Interval
	published string
	source    string
}

// exclusionWindows are the prolongations; first is the day on which the heading
// itself begins, which differs between the two.
func exclusionWindows(first, published, source string) []exclusionWindow {
	return []exclusionWindow{
		{between(first, "2025-06-01"), published, source},
		{between("2025-06-01", "2025-09-01"), "2025-05-31", "USTR notice of 31 May 2025"},
		{between("2025-09-01", "2025-11-30"), "2025-08-28", "90 FR 42500"},
		{between("2025-11-30", "2026-11-10"), "2025-11-26", "90 FR 55232"},
	}
}

// section301Excluded are the exceptions of heading 9903.88.69 in the given
// subdivision of the note: numbers that are excluded whole, and described
// articles, which must be claimed.
func section301Excluded(note string) []tariff.Exception {
	var out []tariff.Exception
	for _, w := range exclusionWindows("2024-06-15", "2024-05-30", "89 FR 46948") {
		whole := tariff.Exception{
			Heading: "9903.88.69", Title: "excluded by number", Note: note + "; " + w.source,
			During: w.during, Knowledge: tariff.Knowledge{Published: day(w.published)},
			Products: tariff.Scope{Lists: []string{"301_excluded_numbers"}},
		}
		described := whole
		described.Title = "excluded by description"
		described.Claimed = true
		described.Products = tariff.Scope{Lists: []string{"301_excluded_articles"}}
		out = append(out, whole, described)
	}
	return out
}

// section301ExcludedSolar are the exceptions of heading 9903.88.70, all by description.
func section301ExcludedSolar() []tariff.Exception {
	var out []tariff.Exception
	for _, w := range exclusionWindows("2024-01-01", "2024-09-18", "89 FR 76581") {
		out = append(out, tariff.Exception{
			Heading: "9903.88.70", Title: "equipment for making solar cells", Note: "20(www); " + w.source,
			During: w.during, Knowledge: tariff.Knowledge{Published: day(w.published)},
			Claimed: true, Products: tariff.Scope{Lists: []string{"301_excluded_solar"}},
		})
	}
	return out
}

package us

import "github.com/tradeshock/tradeshock/tariff"

// Statistical numbers change under section 484(f) while the lists of the law stand: the
// tables of lists hold both, and schedule says which number took whose goods.
func numberChoices() []tariff.Choice {
	return []tariff.Choice{
		{
			Question: "Which goods does a list of the law mean that names a number which is no longer in the schedule, or was not yet?",
			Answer:   "The same goods under the numbers of the day: those to which they were transferred, and before a number existed that in which all its goods stood.",
			Reason:   "A statistical suffix does not change what a note takes in. The transfers are those of the record of 1 February 2026 and of the list of 1 July 2026, of which 17 pairs are inferred within a line; the record of 1 July 2025 names no pairs, and its changes are read within a line. Of excluded articles a new number may hold others too: they are claimed by description.",
			Headings: []string{"9903.81.91", "9903.82.09", "9903.94.05", "9903.88.69"},
		},
		{
			Question: "Which medicines of 3004.90.92 did note 40(c) name between 31 July and 28 September 2026?",
			Answer:   "Those that its numbers meant before 1 July 2026: .11, .12, .16, .17, .18 and .26 of the new numbers.",
			Reason:   "The list of 31 July names .11, .16 and .25 as its proclamation of April did; on 1 July the block was renumbered and .25 is another medicine. The list of 29 September (91 FR 60360) names the same goods by the new numbers.",
			Headings: []string{"9903.04.60"},
		},
	}
}

package russia

import (
	"github.com/tradeshock/tradeshock/sanctions"
	"github.com/tradeshock/tradeshock/sanctions/lists"
	"github.com/tradeshock/tradeshock/trade"
)

// Designations are the companies around Russian oil whose listing the sources of
// this package date, and two removals. It is far from the whole list of any regime:
// a name that it does not hold is not thereby free. Vessels come from the list of the
// regime itself, see lists.ReadSDN.
func Designations() *lists.Register {
	r := &lists.Register{}
	add := func(regime sanctions.Regime, from trade.Date, measure, instrument, source string, names ...string) {
		for _, name := range names {
			r.Designations = append(r.Designations, lists.Designation{
				Regime: regime, Name: name, Kind: "entity", Listed: trade.Interval{From: from}, KnownUntil: KnownUntil(),
				Measure: measure, Instrument: instrument, Sources: []string{source},
			})
		}
	}
	add(sanctions.US, trade.NewDate(2025, 1, 10), "blocked", "OFAC round of 10 January 2025", "alpha-news", "Gazprom Neft",
		"Surgutneftegas")
	add(sanctions.US, trade.NewDate(2025, 10, 22), "blocked", "EO 14024", "mondaq 1696982", "Rosneft", "Lukoil")
	add(sanctions.EU, trade.NewDate(2025, 7, 18), "listed", "18th package", "hilldickinson.com; klgates.com",
		"Nayara Energy")
	add(sanctions.EU, trade.NewDate(2025, 10, 23), "transaction ban", "19th package", "hilldickinson.com", "Rosneft",
		"Gazprom Neft")
	add(sanctions.EU, trade.NewDate(2025, 10, 23), "listed", "19th package", "hilldickinson.com; klgates.com", "Chinaoil",
		"Yulong", "Liaoyang")
	removed := trade.NewDate(2026, 9, 22)
	for _, name := range []string{"Usmanov", "Fridman"} {
		r.Designations = append(r.Designations, lists.Designation{
			Regime: sanctions.EU, Name: name, Kind: "person",
			Listed: trade.Interval{To: removed}, KnownFrom: removed.AddDays(-1), KnownUntil: KnownUntil(),
			Measure: "asset freeze", Instrument: "Reg. 269/2014", Sources: []string{"consilium 22 Sep 2026"},
		})
	}
	return r
}

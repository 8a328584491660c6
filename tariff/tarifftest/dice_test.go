package tarifftest

import (
	"fmt"
	"math/rand/v2"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// dice makes random law and random entries.
type dice struct{ *rand.Rand }

func throw(seed uint64) dice { return dice{rand.New(rand.NewPCG(seed, 1890))} }

// in reports true n times of a hundred.
func (d dice) in(n int) bool { return d.IntN(100) < n }

func one[T any](d dice, from ...T) T { return from[d.IntN(len(from))] }

func some[T any](d dice, most int, from ...T) []T {
	out := append([]T(nil), from...)
	d.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:1+d.IntN(min(most, len(out)))]
}

var diceDays = []string{"2025-01-01", "2025-04-05", "2025-07-01", "2025-09-01", "2026-01-01"}

func (d dice) day() trade.Date {
	on, err := trade.ParseDate(one(d, diceDays...))
	if err != nil {
		panic(err)
	}
	return on.AddDays(d.IntN(3) - 1)
}

func (d dice) during() trade.Interval {
	from, to := d.day(), d.day()
	switch {
	case d.in(40):
		return trade.Interval{}
	case d.in(40) || !from.Before(to):
		return trade.Interval{From: from}
	}
	return trade.Interval{From: from, To: to}
}

func (d dice) origins() law.Origins {
	o := law.Origins{In: []string{"*"}}
	if d.in(40) {
		o.In = some(d, 2, "CN", "IN", "EU", "JP", "wanderers", "CA")
	}
	if d.in(15) {
		o.Out = some(d, 2, "DE", "CN", "wanderers")
	}
	return o
}

func (d dice) scope() law.Scope {
	s := law.Scope{All: true}
	switch {
	case d.in(50):
	case d.in(60):
		s = law.Scope{Lists: some(d, 2, "list a", "list b", "list c")}
	default:
		s = law.Scope{Codes: trade.ProductSet{In: some(d, 2, trade.Product("61"), "7326", "39269099", "0406"), Out: nil}}
		if d.in(30) {
			s.Codes.Out = []trade.Product{"610910"}
		}
	}
	if d.in(15) {
		s.Except = []string{one(d, "list a", "list c")}
	}
	return s
}

func heading(i int) string { return fmt.Sprintf("9903.90.%02d", i) }

func (d dice) exception(i, k int) law.Exception {
	x := law.Exception{Heading: fmt.Sprintf("9903.%02d.%02d", 91+k, i), Title: "exception"}
	if d.in(25) {
		x.During = d.during()
	}
	if d.in(20) {
		x.Origins = d.origins()
	}
	if d.in(40) {
		x.Products = d.scope()
	}
	if i > 0 && d.in(45) {
		x.Subject = append(x.Subject, law.Selector{Headings: heading(d.IntN(i))})
		if d.in(30) {
			x.Subject = append(x.Subject, law.Selector{Headings: heading(d.IntN(i))})
		}
		x.Whole, x.Displaces = d.in(35), d.in(50)
	}
	switch d.IntN(12) {
	case 0, 1:
		x.Claimed = true
	case 2:
		x.USMCA = true
	case 3:
		x.NotUSMCA = true
	case 4:
		x.Presumed = true
	case 5:
		x.USContent = one(d, "0.20", "0.5")
	case 6:
		x.LoadedBefore = d.day()
		if d.in(50) {
			x.EnteredBefore = x.LoadedBefore.AddDays(30)
		}
	case 7:
		x.Programs = []string{"KR"}
	}
	return x
}

func (d dice) terms(stacking law.Stacking) []law.Term {
	duties := []string{"0%", "5%", "10%", "12.5%", "20%", "25%", "35%", "110%"}
	if stacking != law.TopsUp && d.in(10) {
		duties = []string{
			"$2/kg", "1.5¢/kg + 10%", "Free", "0.123456789%", "33 1/3%",
			"9904.12.07: 40.1¢/kg if valued under 10¢/kg; 9904.12.08: 31.6¢/kg + 2% if valued under $90/kg; 9904.12.09: Free",
		}
	}
	var out []law.Term
	first := law.Term{Interval: d.during(), State: law.Imposed, Duty: one(d, duties...)}
	if d.in(6) {
		first.State = one(d, law.Suspended, law.Ended, law.Invalidated, law.Prohibited, law.NeedsLicence)
	}
	out = append(out, first)
	if !first.To.IsZero() && d.in(60) {
		next := law.Term{State: one(d, law.Imposed, law.Suspended), Duty: one(d, duties...)}
		next.From = first.To
		out = append(out, next)
	}
	if d.in(5) { // what a later publication took the place of is not law
		was := law.Knowledge{Published: d.day(), Overtaken: d.day()}
		out = append(out, law.Term{State: law.Imposed, Duty: "70%", Knowledge: was})
	}
	return out
}

func (d dice) measure(i int) law.Measure {
	m := law.Measure{
		Heading: heading(i), Authority: one(d, law.IEEPA, law.Section232, law.Section301, law.Section338),
		Origins: d.origins(), Products: d.scope(), Stacking: one(d, law.Adds, law.Adds, law.TopsUp, law.TopsUp, law.Replaces),
	}
	if d.in(40) {
		m.Group = one(d, "group 1", "group 1", "group 2")
	}
	m.Terms = d.terms(m.Stacking)
	if m.Stacking == law.Adds && d.in(30) {
		m.Basis = one(d, law.SteelContent, law.AluminumContent, law.CopperContent, law.NonUSContent)
		if m.Basis == law.NonUSContent && d.in(50) {
			m.UpTo = "0.40"
		}
	}
	if isContent := m.Basis != law.FullValue; isContent && d.in(15) {
		m.Terms[0].Basis = law.WholeValue
	}
	if m.Stacking == law.TopsUp {
		m.OnGeneral = d.in(25)
		if d.in(25) {
			m.AtCap = fmt.Sprintf("9903.89.%02d", i)
		}
	}
	if d.in(15) {
		m.FullUnder = []string{one(d, "9802.00.40", "9802.00.80")}
	}
	if d.in(1) {
		m.KnownUntil = d.day()
	}
	if m.Stacking == law.Replaces && d.in(30) { // on a part of the value
		m.Exceptions = append(m.Exceptions, law.Exception{Heading: fmt.Sprintf("9903.88.%02d", i), USContent: "0.20"})
	}
	for k := range d.IntN(5) {
		m.Exceptions = append(m.Exceptions, d.exception(i, k))
	}
	if d.in(10) {
		m.Ask = "what it is"
		if d.in(50) && i > 0 {
			m.AskAlso = []string{heading(d.IntN(i))}
		}
	}
	m.OnClaim = d.in(8)
	return m
}

// What the schedule says of goods that were abroad for work.
const (
	repairs  = "A duty upon the value of the repairs or alterations"
	assembly = "A duty upon the full value of the imported article, less the cost or value of such products of the " +
		"United States"
)

func (d dice) book() *law.Book {
	day := func(s string) trade.Date {
		on, err := trade.ParseDate(s)
		if err != nil {
			panic(err)
		}
		return on
	}
	b := &law.Book{
		Name: "random", Currency: "USD", KnownFrom: day("2025-01-01"), KnownUntil: day("2026-12-31"), Column2: "column 2",
		Schedule: &law.Schedule{
			KnownUntil: day("2026-12-31"), Revisions: []law.Revision{{Name: "r1", Effective: day("2025-01-01"), Held: true}},
			Lines: []law.Line{
				{Code: "04061002", General: "1.5¢/kg + 3%", Other: "20%", Special: "Free (KR,S)", Units: []string{"kg"}},
				{Code: "07020020", General: "3.9¢/kg", Other: "6.6¢/kg", Units: []string{"kg"}},
				{Code: "07020040", General: "2.8¢/kg", Other: "6.6¢/kg", Special: "Free (KR)", Units: []string{"kg"}},
				{Code: "39269099", General: "5.3%", Other: "80%", Special: "Free (KR,S,S+)"},
				{Code: "61091000", General: "16.5%", Other: "90%", Special: "Free (KR,S)"},
				{Code: "73269086", General: "2.9%", Other: "45%", Special: "Free (S)"},
				{Code: "87032301", During: trade.Interval{To: day("2026-01-01")}, General: "33 1/3%", Other: "Free"},
				{Code: "87032301", During: trade.Interval{From: day("2026-01-01")}, General: "Free", Other: "10%"},
				{Code: "98020040", General: repairs, Other: repairs},
				{Code: "98020080", General: assembly, Other: assembly},
			},
			Seasons: []law.Season{
				{Code: "07020020", From: "03-01", To: "07-14", Group: "07020020"},
				{Code: "07020040", From: "07-15", To: "02-29", Group: "07020020"},
			},
			Numbers: []law.Number{{Code: "6109100012"}, {Code: "6109100016"}, {Code: "7326908688"}},
		},
		Programs: []law.Program{{Symbol: "KR", Origins: law.Origins{In: []string{"JP", "DE", "CN"}}}},
		Groups: []law.Group{
			{Name: "column 2", Members: []law.Member{{Country: "RU"}}},
			{Name: "wanderers", Members: []law.Member{
				{Country: "CN", During: trade.Interval{To: day("2025-07-01")}},
				{Country: "IN", During: trade.Interval{From: day("2025-09-01")}},
			}},
		},
		Lists: []law.List{
			{Name: "list a", Entries: []law.ListEntry{{Code: "6109"}, {Code: "7326"}}},
			{Name: "list b", Entries: []law.ListEntry{
				{Code: "39269099"},
				{Code: "6109100012", During: trade.Interval{From: day("2025-07-01")}},
				{Code: "87", During: trade.Interval{To: day("2025-09-01")}},
			}},
			{Name: "list c", Entries: []law.ListEntry{
				{Code: "61"}, {Code: "61091000", Out: true, During: trade.Interval{From: day("2025-09-01")}}, {Code: "04"},
			}},
		},
	}
	for i := range 1 + d.IntN(9) {
		b.Measures = append(b.Measures, d.measure(i))
	}
	if d.in(15) {
		of := trade.ProductSet{In: []trade.Product{"61"}}
		b.BaseRates = []law.BaseRate{{Products: of, During: d.during(), Duty: one(d, "7%", "Free", "$1/kg")}}
	}
	return b
}

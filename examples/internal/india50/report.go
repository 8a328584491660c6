package india50

import (
	_ "embed"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/tradeshock/tradeshock/sanctions/russia"
	"github.com/tradeshock/tradeshock/sanctions/secondary"
	"github.com/tradeshock/tradeshock/tariff"
	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/tariff/us"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
	"github.com/tradeshock/tradeshock/trade/records"
)

//go:embed sectors.csv
var sectorsCSV string

const (
	shirt      = trade.Product("6109100012")
	shirtValue = 10000
)

// figures are the published inputs of the trade-off, each with its source.
var figures = []figure{
	{
		"exposed", "exports of India that faced 50 percent, US dollars a year", "60200000000",
		"GTRI, 26 August 2025 (fiscal year 2024-25)",
	},
	{"duty", "duty for Russian oil, share of value", "0.25", "EO 14329, heading 9903.01.84"},
	{
		"tonnes", "crude oil of Russia bought by India, tonnes a year", "88000000",
		"SBI Research, 8 August 2025 (fiscal year 2024-25)",
	},
	{"barrels", "barrels a tonne, world average of crude", "7.33", "Energy Institute, approximate conversion factors"},
}

// savings are the published estimates that volume × barrels × discount reproduces.
var savings = []saving{
	{"CLSA", "fiscal year 2024-25", "4", "2.5"},
	{"CLSA", "mid-2025", "1.5", "1"},
	{"Nomura", "2025", "2.2", "1.5"},
}

type figure struct{ name, what, value, source string }

type saving struct{ who, when, discount, published string }

// report is everything that the program prints and writes.
type report struct {
	date     trade.Date
	shirt    *tariff.Assessment
	timeline []step
	sectors  []sector
	other    decimal.Decimal // exports that no sector row names, in billions
	cost     decimal.Decimal // of the duty for Russian oil at unchanged trade
	savings  []decimal.Decimal
	discount decimal.Decimal // break-even, US dollars a barrel
	china    []chinaRow
	ended    []event
	act      *secondary.Direction
	suppose  []supposed
	choices  int
	sources  []law.Source
}

// step is a day on which what the T-shirt pays changes.
type step struct {
	from  trade.Date
	rate  decimal.Decimal
	lines string
	event string
}

type sector struct {
	name, what string
	exports    decimal.Decimal // billions
	published  string
	line       trade.Product
	rate       decimal.Decimal // of the line, as assessed
	cost       decimal.Decimal // billions
}

type chinaRow struct {
	what         string
	before, with decimal.Decimal
}

type event struct {
	day  trade.Date
	what string
}

type supposed struct {
	origin trade.Country
	rate   decimal.Decimal
	total  decimal.Decimal
}

func build(date trade.Date) (*report, error) {
	book := us.Book()
	engine, err := tariff.CompileWith(book, tariff.Options{Origins: []trade.Country{"IN", "CN"}})
	if err != nil {
		return nil, err
	}
	r := &report{date: date, act: russia.Act2026(), choices: len(book.Choices), sources: book.Provenance}
	if r.shirt, err = engine.Assess(entry("IN", shirt, date)); err != nil {
		return nil, err
	}
	if err := r.buildTimeline(engine); err != nil {
		return nil, err
	}
	if err := r.buildSectors(engine); err != nil {
		return nil, err
	}
	if err := r.buildTradeOff(); err != nil {
		return nil, err
	}
	if err := r.buildChina(book, engine); err != nil {
		return nil, err
	}
	return r, r.buildNext(book)
}

func entry(origin trade.Country, product trade.Product, date trade.Date) tariff.Entry {
	return tariff.Entry{Date: date, Origin: origin, Product: product, Value: decimal.NewFromInt(shirtValue)}
}

// buildTimeline asks for every day of the book and keeps the days of change.
func (r *report) buildTimeline(engine *tariff.Engine) error {
	book := engine.Book()
	events := map[string]string{
		"2025-04-05": "reciprocal duty, 10%",
		"2025-04-09": "country rates, for one day", "2025-04-10": "country rates suspended",
		"2025-08-07": "country rate for India", "2025-08-27": "duty for Russian oil, EO 14329",
		"2026-02-07": "duty for Russian oil ended", "2026-02-24": "emergency duties struck down; Section 122 begins",
		"2026-07-24": "Section 122 expired; 60-economy duty begins",
	}
	for d := book.KnownFrom; !d.After(book.KnownUntil); d = d.AddDays(1) {
		a, err := engine.Assess(entry("IN", shirt, d))
		if err != nil {
			return err
		}
		rate, _ := a.EffectiveRate()
		var headings []string
		for _, l := range a.Applied() {
			if !l.Duty.IsZero() {
				headings = append(headings, l.Heading)
			}
		}
		lines := strings.Join(headings, " + ")
		if n := len(r.timeline); n == 0 || r.timeline[n-1].lines != lines || !r.timeline[n-1].rate.Equal(rate) {
			event := events[d.String()]
			if n == 0 {
				event = "base rate of the schedule"
			}
			r.timeline = append(r.timeline, step{d, rate, lines, event})
		}
	}
	return nil
}

func (r *report) buildSectors(engine *tariff.Engine) error {
	duty := number("duty")
	r.other = number("exposed").Shift(-9)
	table := records.Columns(strings.NewReader(sectorsCSV), records.Options{Comment: '#'},
		"sector", "exports_usd_bn", "published_total_pct", "line", "what")
	for row, err := range table {
		if err != nil {
			return fmt.Errorf("sectors.csv: %w", err)
		}
		c := row.Cells
		s := sector{name: c[0], what: c[4], published: c[2]}
		if s.exports, err = decimal.NewFromString(c[1]); err != nil {
			return fmt.Errorf("sectors.csv: %s: %w", s.name, err)
		}
		if s.line, err = trade.ParseProduct(c[3]); err != nil {
			return fmt.Errorf("sectors.csv: %s: %w", s.name, err)
		}
		a, err := engine.Assess(entry("IN", s.line, trade.NewDate(2025, 9, 1)))
		if err != nil {
			return fmt.Errorf("sectors.csv: %s: %w", s.name, err)
		}
		s.rate, _ = a.EffectiveRate()
		s.cost = s.exports.Mul(duty)
		r.other = r.other.Sub(s.exports)
		r.sectors = append(r.sectors, s)
	}
	r.cost = number("exposed").Mul(duty)
	return nil
}

// number is a published figure by name.
func number(name string) decimal.Decimal {
	for _, f := range figures {
		if f.name == name {
			return decimal.RequireFromString(f.value)
		}
	}
	return decimal.Decimal{}
}

func (r *report) buildTradeOff() error {
	for _, s := range savings {
		discount, err := decimal.NewFromString(s.discount)
		if err != nil {
			return err
		}
		r.savings = append(r.savings, secondary.OilSaving(number("tonnes"), number("barrels"), discount))
	}
	var err error
	r.discount, err = secondary.BreakEvenDiscount(r.cost, number("tonnes"), number("barrels"), 1)
	return err
}

// buildChina puts the threatened duty in force in a scenario, for one day.
func (r *report) buildChina(book *law.Book, engine *tariff.Engine) error {
	threat := russia.China().Measure()
	s := &law.Scenario{Name: "the threat carried out", Edits: []law.Edit{
		{Op: "add_measure", Measure: &threat},
		{
			Op: "set_state", Heading: threat.Heading, State: law.Imposed, From: trade.NewDate(2025, 10, 1),
			To: trade.NewDate(2026, 2, 24),
		},
	}}
	edited, err := s.Apply(book)
	if err != nil {
		return err
	}
	with, err := tariff.CompileWith(edited, tariff.Options{Origins: []trade.Country{"CN"}})
	if err != nil {
		return err
	}
	for _, p := range []struct {
		what string
		code trade.Product
	}{{"cotton T-shirt", shirt}, {"wooden table", "9403608040"}, {"smartphone", "8517130000"}} {
		e := entry("CN", p.code, trade.NewDate(2025, 10, 1))
		before, err := engine.Assess(e)
		if err != nil {
			return err
		}
		after, err := with.Assess(e)
		if err != nil {
			return err
		}
		row := chinaRow{what: p.what}
		row.before, _ = before.EffectiveRate()
		row.with, _ = after.EffectiveRate()
		r.china = append(r.china, row)
	}
	return nil
}

// buildNext lists what ended, and supposes rates under the Act of 2026.
func (r *report) buildNext(book *law.Book) error {
	r.ended = []event{
		{trade.NewDate(2025, 4, 10), "the country rates of 9 April (26% for India) suspended after one day"},
		{trade.NewDate(2026, 2, 7), "the duty for Russian oil ended by order, after 164 days"},
		{trade.NewDate(2026, 2, 24), "all emergency duties no longer collected (Learning Resources v. Trump, 20 February)"},
		{trade.NewDate(2026, 7, 24), "Section 122 expired, after 150 days"},
	}
	from := trade.NewDate(2026, 10, 1)
	for _, origin := range []trade.Country{"IN", "CN"} {
		for _, pct := range []int64{0, 25, 50, 100} {
			m, err := r.act.Suppose(origin, decimal.New(pct, -2), from)
			if err != nil {
				return err
			}
			s := &law.Scenario{Name: "supposition", Edits: []law.Edit{{Op: "add_measure", Measure: &m}}}
			edited, err := s.Apply(book)
			if err != nil {
				return err
			}
			engine, err := tariff.CompileWith(edited, tariff.Options{Origins: []trade.Country{origin}})
			if err != nil {
				return err
			}
			a, err := engine.Assess(entry(origin, shirt, from))
			if err != nil {
				return err
			}
			total, _ := a.EffectiveRate()
			r.suppose = append(r.suppose, supposed{origin, decimal.New(pct, -2), total})
		}
	}
	return nil
}

// billions prints an amount in US dollars as billions with two decimals.
func billions(d decimal.Decimal) string {
	return exact.Round(d.Shift(-9), 2, exact.HalfUp).StringFixed(2)
}

package tariff

import (
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
	"github.com/tradeshock/tradeshock/trade/exact"
)

func day(s string) trade.Date {
	d, err := trade.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func dec(s string) decimal.Decimal { return decimal.RequireFromString(s) }

func from(s string) trade.Interval { return trade.Interval{From: day(s)} }

func between(a, b string) trade.Interval { return trade.Interval{From: day(a), To: day(b)} }

func imposed(duty string, iv trade.Interval) []law.Term {
	return []law.Term{{Interval: iv, State: law.Imposed, Duty: duty}}
}

func all() law.Scope { return law.Scope{All: true} }

// smallBook is a book of a few lines with one measure for every way of stacking,
// so that each expected figure below can be worked out in the head.
func smallBook() *law.Book {
	return &law.Book{
		Name: "small", Currency: "USD",
		KnownFrom: day("2025-01-01"), KnownUntil: day("2026-12-31"), Column2: "column 2",
		Schedule: &law.Schedule{
			KnownUntil: day("2026-12-31"),
			Revisions: []law.Revision{
				{Name: "r1", Effective: day("2025-01-01"), Held: true},
				{Name: "r2", Effective: day("2026-07-01")},
			},
			Lines: []law.Line{
				{Code: "04061002", General: "1.5¢/kg + 3%", Other: "20%", Units: []string{"kg"}},
				{Code: "27090010", General: "Free", Other: "Free"},
				{Code: "39269099", General: "5.3%", Other: "80%"},
				{Code: "61091000", General: "16.5%", Other: "90%"},
				{Code: "73269086", General: "2.9%", Other: "45%"},
				{Code: "87032301", During: between("2025-01-01", "2026-01-01"), General: "2.5%", Other: "10%"},
			},
			Numbers: []law.Number{
				{Code: "6109100012", Units: []string{"doz.", "kg"}},
				{Code: "6109100014", During: between("2025-01-01", "2025-07-01")},
				{Code: "6109100016", During: from("2025-07-01")},
				{Code: "7326908688"},
			},
		},
		Groups: []law.Group{{Name: "column 2", Members: []law.Member{{Country: "RU", During: from("2022-04-09")}}}},
		Lists: []law.List{
			{Name: "derivatives", Entries: []law.ListEntry{{Code: "732690"}, {Code: "39269099"}}},
			{Name: "energy", Entries: []law.ListEntry{
				{Code: "27"},
				{Code: "2709", Out: true, During: from("2026-01-01")},
			}},
			{Name: "one number", Entries: []law.ListEntry{{Code: "6109100012"}}},
		},
		Measures: []law.Measure{
			{
				Heading: "R", Authority: law.IEEPA, Program: "reciprocal",
				Origins: law.Origins{In: []string{"*"}, Out: []string{"CA"}}, Products: all(),
				Terms: imposed("10%", between("2025-04-05", "2026-02-24")),
				Exceptions: []law.Exception{
					{Heading: "R.transit", LoadedBefore: day("2025-04-05"), EnteredBefore: day("2025-05-28")},
					{Heading: "R.column2", Origins: law.Origins{In: []string{"column 2"}}},
					{Heading: "R.energy", Products: law.Scope{Lists: []string{"energy"}}},
					{Heading: "R.donation", Claimed: true},
					{Heading: "R.232", Subject: []law.Selector{{Authority: law.Section232}}},
					{Heading: "R.us", USContent: "0.20"},
				},
			},
			{
				Heading: "S", Authority: law.Section232, Program: "steel", Origins: law.Origins{In: []string{"*"}},
				Products: law.Scope{Lists: []string{"derivatives"}},
				Basis:    law.SteelContent, Terms: imposed("50%", from("2025-03-12")),
			},
			{
				Heading: "F", Authority: law.IEEPA, Program: "fentanyl", Origins: law.Origins{In: []string{"CN"}}, Products: all(),
				Terms: []law.Term{
					{Interval: between("2025-02-04", "2025-03-04"), State: law.Imposed, Duty: "10%"},
					{Interval: between("2025-03-04", "2026-02-24"), State: law.Imposed, Duty: "20%"},
					{Interval: from("2026-02-24"), State: law.Invalidated, Source: "a court"},
				},
			},
			{
				Heading: "T", Authority: law.IEEPA, Program: "deal", Origins: law.Origins{In: []string{"JP"}}, Products: all(),
				Stacking: law.TopsUp, Terms: imposed("15%", from("2025-09-16")),
			},
			{
				Heading: "L1", Authority: law.Section301, Origins: law.Origins{In: []string{"CN"}}, Products: all(), Group: "301",
				Terms: imposed("7.5%", from("2025-01-01")),
			},
			{
				Heading: "L2", Authority: law.Section301, Origins: law.Origins{In: []string{"CN"}},
				Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"61"}}}, Group: "301",
				Terms: imposed("25%", from("2025-01-01")),
			},
			{
				Heading: "C2", Authority: law.Column2, Origins: law.Origins{In: []string{"RU"}},
				Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"7326"}}}, Stacking: law.Replaces,
				Terms: imposed("70%", from("2025-01-01")),
			},
			{
				Heading: "P", Authority: law.Section232, Program: "patent", Origins: law.Origins{In: []string{"*"}},
				Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"040610"}}},
				Ask:      "whether it is patented", Terms: imposed("100%", from("2026-10-01")),
				Exceptions: []law.Exception{{Heading: "P.not", Claimed: true}},
			},
			{
				Heading: "N", Authority: law.Section338, Origins: law.Origins{In: []string{"VN"}},
				Products: law.Scope{Lists: []string{"one number"}}, Terms: imposed("50%", from("2025-01-01")),
			},
			{
				Heading: "K", Authority: law.Section338, Origins: law.Origins{In: []string{"VN"}},
				Products: law.Scope{Codes: trade.ProductSet{In: []trade.Product{"3926"}}}, Terms: imposed("1%", from("2025-01-01")),
				KnownUntil: day("2025-12-31"),
			},
		},
	}
}

func compile(t require.TestingT, b *law.Book) *Engine {
	e, err := Compile(b)
	require.NoError(t, err)
	return e
}

func entry(origin, product, value, on string, claims ...string) Entry {
	e := Entry{Date: day(on), Origin: trade.Country(origin), Product: trade.Product(product), Value: dec(value)}
	for _, c := range claims {
		if err := e.Claims.Add(c); err != nil {
			panic(err)
		}
	}
	return e
}

func TestAssess(t *testing.T) {
	engine := compile(t, smallBook())
	kg := trade.Quantity{Amount: dec("200"), Unit: "kg"}
	for _, c := range []struct {
		name  string
		entry Entry
		total string
		lines map[string]string // heading: duty, or status and what it says
	}{
		{
			"base only", entry("IN", "6109.10.00.12", "1000", "2025-01-01"), "165.00",
			map[string]string{"6109.10.00": "165", "R": "not_in_force starts on 2025-04-05"},
		},
		{"the first day", entry("IN", "6109100012", "1000", "2025-04-05"), "265.00", map[string]string{"R": "100"}},
		{"the last day", entry("IN", "6109100012", "1000", "2026-02-23"), "265.00", map[string]string{"R": "100"}},
		{
			"the day after", entry("IN", "6109100012", "1000", "2026-02-24"), "165.00",
			map[string]string{"R": "not_in_force its last day was 2026-02-23"},
		},
		{"an origin that is out", entry("CA", "6109100012", "1000", "2025-04-05"), "165.00", nil},
		{
			"in transit", entry("IN", "6109100012", "1000", "2025-05-27", "loaded=2025-04-04"), "165.00",
			map[string]string{"R": "exempt R.transit"},
		},
		{"loaded too late", entry("IN", "6109100012", "1000", "2025-05-27", "loaded=2025-04-05"), "265.00", nil},
		{"entered too late", entry("IN", "6109100012", "1000", "2025-05-28", "loaded=2025-04-04"), "265.00", nil},
		{"on a list", entry("IN", "27090010", "1000", "2025-06-01"), "0.00", map[string]string{"R": "exempt R.energy"}},
		{"off the list again", entry("IN", "27090010", "1000", "2026-01-01"), "100.00", map[string]string{"R": "100"}},
		{"a claimed exemption", entry("IN", "6109100012", "1000", "2025-06-01"), "265.00", nil},
		{
			"United States content below the threshold", entry("IN", "6109100012", "1000", "2025-06-01", "us_content=0.19"),
			"265.00", nil,
		},
		{
			"United States content", entry("IN", "6109100012", "1000", "2025-06-01", "us_content=0.20"), "245.00",
			map[string]string{"R": "80"},
		},
		{
			"all metal", entry("IN", "7326908688", "1000", "2025-06-01"), "529.00",
			map[string]string{"S": "500", "R": "exempt R.232"},
		},
		{
			"part metal: 0.4 × 50 % and 0.6 × 10 %", entry("IN", "7326908688", "1000", "2025-06-01", "metal_share=0.4"),
			"289.00",
			map[string]string{"S": "200", "R": "60"},
		},
		{
			"metal and United States content: 1000 − 400 − 250 is left",
			entry("IN", "7326908688", "1000", "2025-06-01", "metal_share=0.4", "us_content=0.25"), "264.00",
			map[string]string{"R": "35"},
		},
		{
			"derivative outside the metal chapters", entry("IN", "39269099", "1000", "2025-06-01", "steel_share=0.1"), "193.00",
			map[string]string{"S": "50", "R": "90"},
		},
		{
			"rates change under one heading", entry("CN", "39269099", "1000", "2025-03-03", "steel_share=0"), "228.00",
			map[string]string{"F": "100", "L1": "75"},
		},
		{
			"the next day", entry("CN", "39269099", "1000", "2025-03-04", "steel_share=0"), "328.00",
			map[string]string{"F": "200"},
		},
		{
			"invalidated", entry("CN", "39269099", "1000", "2026-02-24", "steel_share=0"), "128.00",
			map[string]string{"F": "not_in_force invalidated since 2026-02-24 (a court)"},
		},
		{
			"the largest of a group", entry("CN", "6109100012", "1000", "2025-01-15"), "415.00",
			map[string]string{"L2": "250", "L1": "displaced L2"},
		},
		{
			"topped up from 5.3 to 15 %", entry("JP", "39269099", "1000", "2026-03-01", "steel_share=0"), "150.00",
			map[string]string{"T": "97"},
		},
		{
			"nothing to top up at 16.5 %", entry("JP", "6109100012", "1000", "2026-03-01"), "165.00",
			map[string]string{"T": "0"},
		},
		{
			"column 2", entry("RU", "6109100012", "1000", "2025-06-01"), "900.00",
			map[string]string{"6109.10.00": "900", "R": "exempt R.column2"},
		},
		{
			"a list in place of column 2", entry("RU", "7326908688", "1000", "2025-06-01"), "1200.00",
			map[string]string{"7326.90.86": "displaced C2", "C2": "700", "S": "500"},
		},
		{
			"a compound duty",
			Entry{
				Date: day("2025-01-15"), Origin: "IN", Product: "04061002", Value: dec("1000"),
				Quantities: []trade.Quantity{kg},
			},
			"33.00", nil,
		},
		{
			"the question is not asked before the duty",
			Entry{
				Date: day("2026-09-30"), Origin: "IN", Product: "04061002", Value: dec("1000"),
				Quantities: []trade.Quantity{kg},
			},
			"33.00",
			map[string]string{"P": "not_in_force starts on 2026-10-01"},
		},
		{
			"the question answered no",
			Entry{
				Date: day("2026-10-01"), Origin: "IN", Product: "04061002", Value: dec("1000"),
				Quantities: []trade.Quantity{kg}, Claims: Claims{Headings: []string{"P.not"}},
			},
			"33.00",
			map[string]string{"P": "exempt P.not"},
		},
		{
			"the question answered yes",
			Entry{
				Date: day("2026-10-01"), Origin: "IN", Product: "04061002", Value: dec("1000"),
				Quantities: []trade.Quantity{kg}, Claims: Claims{Headings: []string{"P"}},
			},
			"1033.00",
			map[string]string{"P": "1000"},
		},
		{"a list that tells the numbers apart", entry("VN", "6109100016", "1000", "2025-07-01"), "265.00", nil},
		{"the number on the list", entry("VN", "6109100012", "1000", "2025-07-01"), "765.00", map[string]string{"N": "500"}},
		{
			"each duty to the cent, half up", entry("IN", "6109100012", "0.30", "2025-06-01"), "0.08",
			map[string]string{"6109.10.00": "0.05", "R": "0.03"},
		},
		{"a value of nothing", entry("IN", "6109100012", "0", "2025-06-01"), "0.00", nil},
		{"an 8-digit line without numbers, with 00", entry("IN", "3926909900", "1000", "2025-01-15"), "53.00", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := engine.Assess(c.entry)
			require.NoError(t, err)
			assert.Equal(t, c.total, trade.Amount(a.Total), "total of\n%s", a)
			for heading, want := range c.lines {
				i := slices.IndexFunc(a.Lines, func(l AssessedLine) bool { return l.Heading == heading })
				require.GreaterOrEqual(t, i, 0, "line %s was not considered", heading)
				l := a.Lines[i]
				switch l.Status {
				case Applied:
					assert.True(t, l.Duty.Equal(dec(want)), "%s: want %s, got %s", heading, want, l.Duty)
				case NotInForce:
					assert.Equal(t, want, string(l.Status)+" "+l.Reason)
				default:
					assert.Equal(t, want, string(l.Status)+" "+l.By)
				}
			}
			short := engine.Charge(c.entry)
			require.NoError(t, short.Err)
			assert.True(t, short.Total.Equal(a.Total))
			assert.True(t, short.Base.Equal(a.BaseDuty()))
			assert.True(t, short.Base.Add(short.Additional).Equal(short.Total))
		})
	}
}

func TestAssessRefuses(t *testing.T) {
	engine := compile(t, smallBook())
	for _, c := range []struct {
		name, code, says string
		entry            Entry
	}{
		{"unknown country", "unknown_country", "XQ", entry("XQ", "6109100012", "1", "2025-06-01")},
		{"7 digits", "bad_product", "7 digits", entry("IN", "6109100", "1", "2025-06-01")},
		{"6 digits", "product_too_short", "8 or 10 digits", entry("IN", "610910", "1", "2025-06-01")},
		{"unknown line", "unknown_product", "try 6109.10.00", entry("IN", "6109900000", "1", "2025-06-01")},
		{
			"number that ended", "ended_product", "its last day in the schedule was 2025-06-30",
			entry("IN", "6109100014", "1", "2025-07-01"),
		},
		{"number not yet there", "future_product", "it starts on 2025-07-01", entry("IN", "6109100016", "1", "2025-06-30")},
		{"line that ended", "ended_product", "2025-12-31", entry("IN", "87032301", "1", "2026-01-01")},
		{"negative value", "bad_value", "negative", entry("IN", "6109100012", "-1", "2025-06-01")},
		{
			"40-digit value", "bad_value", "15 digits",
			entry("IN", "6109100012", "1000000000000000000000000000000000000000", "2025-06-01"),
		},
		{
			"huge exponent", "bad_value", "15 digits",
			Entry{Date: day("2025-06-01"), Origin: "IN", Product: "61091000", Value: decimal.New(1, 2000000000)},
		},
		{
			"tiny exponent", "bad_value", "9 decimals",
			Entry{Date: day("2025-06-01"), Origin: "IN", Product: "61091000", Value: decimal.New(1, -2000000000)},
		},
		{"no date", "bad_value", "day of entry", Entry{Origin: "IN", Product: "61091000", Value: dec("1")}},
		{"before the book", "horizon", "2025-01-01", entry("IN", "6109100012", "1", "2024-12-31")},
		{"after the book", "horizon", "2026-12-31", entry("IN", "6109100012", "1", "2031-01-01")},
		{
			"after what is known of a measure", "horizon", "heading K is known until 2025-12-31",
			entry("VN", "39269099", "1", "2026-01-01", "steel_share=0"),
		},
		{"quantity missing", "missing_fact", "kg", entry("IN", "04061002", "1", "2025-06-01")},
		{"metal share missing", "missing_fact", "metal_share", entry("IN", "39269099", "1", "2025-06-01")},
		{
			"question unanswered", "missing_fact", "patented",
			Entry{
				Date: day("2026-10-01"), Origin: "IN", Product: "04061002", Value: dec("1000"),
				Quantities: []trade.Quantity{{Amount: dec("1"), Unit: "kg"}},
			},
		},
		{"suffix missing", "missing_fact", "10-digit number", entry("VN", "61091000", "1", "2025-06-01")},
		{
			"heading that nobody can claim", "unknown_claim", "9903.99.99",
			Entry{
				Date: day("2025-06-01"), Origin: "IN", Product: "61091000", Value: dec("1"),
				Claims: Claims{Headings: []string{"9903.99.99"}},
			},
		},
		{"program that is not there", "unknown_claim", "spi=KR", entry("IN", "61091000", "1", "2025-06-01", "spi=KR")},
		{
			"share above one", "bad_value", "0 to 1",
			Entry{
				Date: day("2025-06-01"), Origin: "IN", Product: "61091000", Value: dec("1"),
				Claims: Claims{Metal: ptr(dec("1.5"))},
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			a, err := engine.Assess(c.entry)
			require.Error(t, err)
			assert.Equal(t, c.code, ErrorCode(err), "%v", err)
			assert.Contains(t, err.Error(), c.says)
			if c.code != "missing_fact" {
				assert.Nil(t, a)
			} else {
				assert.NotEmpty(t, a.Missing)
			}
			short := engine.Charge(c.entry)
			assert.Equal(t, c.code, ErrorCode(short.Err))
			assert.True(t, short.Total.IsZero())
		})
	}
}

func ptr[T any](v T) *T { return &v }

func TestHold(t *testing.T) {
	engine, err := CompileWith(smallBook(), Options{Hold: true})
	require.NoError(t, err)
	a, err := engine.Assess(entry("IN", "6109100012", "1000", "2031-01-01"))
	require.NoError(t, err)
	assert.Equal(t, "165.00", trade.Amount(a.Total))
	assert.Contains(t, a.Notes[len(a.Notes)-1], "held: nothing is known after 2026-12-31")
}

func TestRounding(t *testing.T) {
	for policy, want := range map[exact.Policy]string{
		exact.Cent: "2.42", exact.Exact: "2.4205", exact.CentHalfEven: "2.42", exact.Truncate: "2.41", exact.CFR1593: "2.39",
	} {
		engine, err := CompileWith(smallBook(), Options{Rounding: policy})
		require.NoError(t, err)
		// 16.5 % of 9.13 is 1.50645 and 10 % is 0.913: 1.51 + 0.91, unrounded 2.41945
		// (half even 1.51 + 0.91, cut 1.50 + 0.91); of 9 dollars, 1.485 and 0.90.
		a, err := engine.Assess(entry("IN", "6109100012", "9.13", "2025-06-01"))
		require.NoError(t, err)
		if policy == exact.Exact {
			want = "2.41945"
		}
		assert.Equal(t, want, a.Total.String(), "policy %s", policy)
	}
}

// genEntry draws entries that the small book can answer.
func genEntry(t *rapid.T) Entry {
	e := Entry{
		Date:   day("2025-01-01").AddDays(rapid.IntRange(0, 360).Draw(t, "day")),
		Origin: rapid.SampledFrom([]trade.Country{"IN", "CN", "JP", "RU", "CA", "DE"}).Draw(t, "origin"),
		Product: rapid.SampledFrom([]trade.Product{
			"04061002", "27090010", "39269099", "6109100012", "7326908688",
			"87032301",
		}).Draw(t, "product"),
		Value:      decimal.New(rapid.Int64Range(0, 1e14).Draw(t, "value"), -rapid.Int32Range(0, 4).Draw(t, "places")),
		Quantities: []trade.Quantity{{Amount: decimal.New(rapid.Int64Range(0, 1e9).Draw(t, "kg"), -2), Unit: "kg"}},
	}
	share := decimal.New(rapid.Int64Range(0, 1000).Draw(t, "share"), -3)
	e.Claims.Steel = &share
	return e
}

func TestTotalIsTheSumOfLines(t *testing.T) {
	engine := compile(t, smallBook())
	rapid.Check(t, func(t *rapid.T) {
		a, err := engine.Assess(genEntry(t))
		require.NoError(t, err)
		sum := new(big.Rat)
		for _, l := range a.Lines {
			sum.Add(sum, l.Duty.Rat())
			if l.Status != Applied {
				require.True(t, l.Duty.IsZero())
			}
		}
		require.Zero(t, sum.Cmp(a.Total.Rat()))
	})
}

func TestZeroRatesGiveZero(t *testing.T) {
	zero := &law.Scenario{Name: "zero", Edits: []law.Edit{
		{Op: "change_rate", Heading: "*", Duty: "0%"},
		{Op: "set_base_rate", Products: trade.AllProducts(), Duty: "Free"},
	}}
	b := smallBook()
	b.Column2 = "" // column 2 rates are not the general rate that the edit replaces
	b, err := zero.Apply(b)
	require.NoError(t, err)
	engine := compile(t, b)
	rapid.Check(t, func(t *rapid.T) {
		c := engine.Charge(genEntry(t))
		require.NoError(t, c.Err)
		require.True(t, c.Total.IsZero())
	})
}

func TestOrderAndWorkersDoNotMatter(t *testing.T) {
	engine := compile(t, smallBook())
	rapid.Check(t, func(t *rapid.T) {
		entries := rapid.SliceOfN(rapid.Custom(genEntry), 1, 700).Draw(t, "entries")
		alone, err := engine.AssessAll(t.Context(), entries, 1)
		require.NoError(t, err)
		turned := slices.Clone(entries)
		slices.Reverse(turned)
		many, err := engine.AssessAll(t.Context(), turned, rapid.IntRange(2, 9).Draw(t, "workers"))
		require.NoError(t, err)
		slices.Reverse(many)
		for i := range alone {
			require.True(t, alone[i].Total.Equal(many[i].Total))
			require.Equal(t, alone[i].Total.String(), many[i].Total.String())
		}
	})
}

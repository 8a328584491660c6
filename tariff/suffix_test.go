package tariff

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/tradeshock/tradeshock/tariff/law"
	"github.com/tradeshock/tradeshock/trade"
)

// suffixBook has one line of 10 % with four numbers, one of which begins later, and one
// line without numbers.
func suffixBook(measures ...law.Measure) *law.Book {
	return &law.Book{
		Name: "suffix", Currency: "USD", KnownFrom: day("2025-01-01"), KnownUntil: day("2026-12-31"),
		Schedule: &law.Schedule{
			KnownUntil: day("2026-12-31"),
			Lines: []law.Line{
				{Code: "94016140", General: "10%", Other: "40%"},
				{Code: "94016160", General: "10%", Other: "40%"},
			},
			Numbers: []law.Number{
				{Code: "9401614001"},
				{Code: "9401614011"},
				{Code: "9401614021", During: from("2026-07-01")},
				{Code: "9401614031"},
			},
		},
		Lists:    []law.List{{Name: "two", Entries: []law.ListEntry{{Code: "9401614011"}, {Code: "9401614021"}}}},
		Measures: measures,
	}
}

func named(codes ...trade.Product) law.Scope { return law.Scope{Codes: trade.ProductSet{In: codes}} }

func onEveryone(heading string, a law.Authority, s law.Scope, duty string) law.Measure {
	return law.Measure{
		Heading: heading, Authority: a, Origins: law.Origins{In: []string{"*"}}, Products: s,
		Terms: imposed(duty, from("2025-01-01")),
	}
}

// TestSuffix: a line of 8 digits is answered where all its numbers owe the same and asked
// for its number where they do not, whatever names the numbers. 1,000 at 10 % is 100.
func TestSuffix(t *testing.T) {
	wood := func(s law.Scope) law.Measure { return onEveryone("W", law.Section232, s, "25%") }
	other := func(s law.Scope) law.Measure { return onEveryone("R", law.IEEPA, s, "25%") }
	lifted := func(s law.Scope) law.Measure {
		m := wood(all())
		m.Exceptions = []law.Exception{{Heading: "W.1", Products: s}}
		return m
	}
	banned := wood(named("9401614031"))
	banned.Terms = []law.Term{{Interval: from("2025-01-01"), State: law.Prohibited}}
	metal := wood(named("9401614031"))
	metal.Basis = law.SteelContent
	outside := wood(law.Scope{All: true, Except: []string{"two"}})
	ends := wood(named("9401614031"))
	ends.KnownUntil = day("2025-03-01")
	unless := other(all())
	unless.Exceptions = []law.Exception{{Heading: "R.1", Subject: []law.Selector{{Headings: "W"}}}}
	for _, tt := range []struct {
		name     string
		measures []law.Measure
		on       string
		want     string // a total, or what the message must say
	}{
		{
			"codes of the measure",
			[]law.Measure{wood(named("9401614011", "9401614031"))},
			"2025-05-01",
			"9401.61.40.01 owes 100.00 (10%); 9401.61.40.11, 9401.61.40.31 owe 350.00 (35%)",
		},
		{
			"codes that take out",
			[]law.Measure{wood(
				law.Scope{Codes: trade.ProductSet{In: []trade.Product{"94"}, Out: []trade.Product{"9401614001"}}})},
			"2025-05-01",
			"9401.61.40.01 owes 100.00",
		},
		{
			"a list",
			[]law.Measure{wood(law.Scope{Lists: []string{"two"}})},
			"2025-05-01",
			"9401.61.40.01, 9401.61.40.31 owe 100.00 (10%); 9401.61.40.11 owes 350.00 (35%)",
		},
		{
			"a list from another day",
			[]law.Measure{wood(law.Scope{Lists: []string{"two"}})},
			"2026-07-01",
			"9401.61.40.11, 9401.61.40.21 owe 350.00",
		},
		{"a list that takes out", []law.Measure{outside}, "2025-05-01", "9401.61.40.11 owes 100.00"},
		{"an exception", []law.Measure{lifted(named("9401614001"))}, "2025-05-01", "9401.61.40.01 owes 100.00"},
		{"every number named", []law.Measure{wood(named("9401614001", "9401614011", "9401614031"))}, "2025-05-01", "350"},
		{
			"every number but a new one",
			[]law.Measure{wood(named("9401614001", "9401614011", "9401614031"))},
			"2026-07-01",
			"9401.61.40.21 owes 100.00",
		},
		{
			"named by two lists",
			[]law.Measure{wood(law.Scope{Lists: []string{"two"}, Codes: named("9401614001", "9401614031").Codes})},
			"2026-07-01",
			"350",
		},
		{"only a number that is not there yet", []law.Measure{wood(named("9401614021"))}, "2025-05-01", "100"},
		{"only a number that never was", []law.Measure{wood(named("9401614099"))}, "2025-05-01", "100"},
		{
			"another measure of the same law for the rest",
			[]law.Measure{wood(named("9401614001")), onEveryone("V", law.Section232, named("9401614011", "9401614031"), "25%")},
			"2025-05-01", "350",
		},
		{
			"another law for the rest",
			[]law.Measure{wood(named("9401614001")), other(named("9401614011", "9401614031"))},
			"2025-05-01", "9401.61.40.01 owes 350.00 (35%); 9401.61.40.11, 9401.61.40.31 owe 350.00 (35%)",
		},
		{
			"the same from a law that gives way",
			[]law.Measure{wood(named("9401614001")), unless},
			"2025-05-01",
			"needs the 10-digit number",
		},
		{
			"a ban",
			[]law.Measure{banned},
			"2025-05-01",
			"9401.61.40.01, 9401.61.40.11 owe 100.00 (10%); 9401.61.40.31 may not be imported",
		},
		{"other facts", []law.Measure{metal}, "2025-05-01", "9401.61.40.31 needs the share of the value that is steel"},
		{"a horizon", []law.Measure{ends}, "2025-05-01", "9401.61.40.31 no answer: horizon"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			engine := compile(t, suffixBook(tt.measures...))
			a, err := engine.Assess(entry("VN", "94016140", "1000", tt.on))
			require.Equal(t, engine.Charge(entry("VN", "94016140", "1000", tt.on)).Err, err)
			if !strings.Contains(tt.want, " ") {
				require.NoError(t, err)
				require.Equal(t, tt.want, a.Total.String())
				require.Empty(t, a.Numbers)
				return
			}
			var missing *MissingFacts
			require.ErrorAs(t, err, &missing)
			require.ErrorContains(t, err, "the 10-digit number")
			require.ErrorContains(t, err, tt.want)
			require.Equal(t, missing.Numbers, a.Numbers)
			require.Contains(t, a.String(), "by 10-digit number: ")
			text, err := a.MarshalJSON()
			require.NoError(t, err)
			require.Contains(t, string(text), `"numbers":[{"numbers":["9401.61.40.`)
		})
	}
}

// TestSuffixOfQuantities: a base duty that waits for a quantity is no duty of nothing.
func TestSuffixOfQuantities(t *testing.T) {
	book := suffixBook(onEveryone("W", law.Section232, named("9401614011"), "25%"))
	book.Schedule.Lines[0].General = "5¢/kg"
	engine := compile(t, book)
	_, err := engine.Assess(entry("VN", "94016140", "1000", "2025-05-01"))
	var missing *MissingFacts
	require.ErrorAs(t, err, &missing)
	require.Len(t, missing.Numbers, 2)
	for _, g := range missing.Numbers {
		require.Equal(t, "missing_fact", ErrorCode(g.Err), "%v", g.Numbers)
	}
	require.ErrorContains(t, err, "9401.61.40.11 needs")
	e := entry("VN", "94016140", "1000", "2025-05-01")
	e.Quantities = []trade.Quantity{{Amount: dec("100"), Unit: "kg"}}
	_, err = engine.Assess(e)
	require.ErrorContains(t, err, "9401.61.40.01, 9401.61.40.31 owe 5.00 (0.5%); 9401.61.40.11 owes 255.00 (25.5%)")
}

// TestSuffixOfNoValue: an entry of no value depends on the number as any other does.
func TestSuffixOfNoValue(t *testing.T) {
	engine := compile(t, suffixBook(onEveryone("W", law.Section232, named("9401614011"), "25%")))
	_, err := engine.Assess(entry("VN", "94016140", "0", "2025-05-01"))
	require.ErrorContains(t, err, "9401.61.40.01, 9401.61.40.31 owe 10%; 9401.61.40.11 owes 35%")
	engine = compile(t,
		suffixBook(onEveryone("W", law.Section232, named("9401614001", "9401614011", "9401614031"), "25%")))
	a, err := engine.Assess(entry("VN", "94016140", "0", "2025-05-01"))
	require.NoError(t, err)
	require.True(t, a.Total.IsZero())
}

// TestSuffixDiff: a comparison of days that asks about a line says which of its numbers a
// measure reaches.
func TestSuffixDiff(t *testing.T) {
	engine := compile(t, suffixBook(onEveryone("W", law.Section232, law.Scope{Lists: []string{"two"}}, "25%")))
	found, err := engine.Diff(DiffQuery{From: day("2026-06-30"), To: day("2026-07-01"), Product: "94016140"})
	require.NoError(t, err)
	require.Len(t, found, 1)
	require.Equal(t, diffProducts, found[0].Kind)
	require.Equal(t, "1 codes", found[0].Before)
	require.Contains(t, found[0].After, "only here 9401.61.40.21")
}
